/**
 * Relations as values: two tables, how their rows belong together, and which side holds the foreign key.
 *
 * A relation is found from the foreign keys. Where there is none, or more than one, the relation holds that problem, and
 * whatever it is used in does not compile.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { type AnyExpr, invalid, isBranded, nodeOf } from '../ast/Expr.js'
import { brand, type Column as ColumnNode, type Node } from '../ast/Node.js'
import { booleanType } from '../ast/SqlType.js'
import type { TableNode } from '../ast/Statement.js'
import type { holds, role } from '../schema/Column.js'
import { pointedAt } from '../schema/foreignKey.js'
import { type Column, type Specs, type Table, tableNode } from '../schema/Table.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type Cardinality = 'one' | 'many'

/** A foreign key column and the column that it points to, as keys of their tables. */
export interface Pair {
  readonly source: string
  readonly target: string
}

/** From the rows of `A` to those of `B`. */
export interface Relation<
  A extends string,
  SA extends Specs,
  B extends string,
  SB extends Specs,
  K extends Cardinality,
> {
  readonly source: Table<A, SA>
  readonly target: Table<B, SB>
  readonly cardinality: K
  /** Which of the two holds the foreign key. */
  readonly holder: 'source' | 'target'
  readonly pairs: ReadonlyArray<Pair>
  readonly problem: CompileError | null
}

export type AnyRelation = Relation<any, any, any, any, any>

/** What names a row: its primary key, and whatever else of it is known. */
export type Named<S extends Specs> = {
  readonly [K in keyof S as S[K][typeof role] extends 'key' ? K : never]: S[K][typeof holds]
} & { readonly [K in keyof S]?: S[K][typeof holds] }

// -------------------------------------------------------------------------------------
// foreign keys
// -------------------------------------------------------------------------------------

interface Path {
  /** The key of the column that points. */
  readonly from: string
  /** The key of the column that it points to. */
  readonly to: string
}

const columnAt = (table: TableNode, name: string): string | undefined =>
  Object.keys(table.columns).find((key) => table.columns[key]?.name === name)

/** The foreign keys by which `child` points to `parent`. */
const pathsBetween = (child: TableNode, parent: TableNode): ReadonlyArray<Path> =>
  Object.entries(child.definitions).flatMap(([from, { references }]) => {
    const column = pointedAt(references)
    if (column === null) return []
    // the target was named by the table itself, whatever alias is used here
    const to = column.table === parent.name ? columnAt(parent, column.name) : undefined
    return to === undefined ? [] : [{ from, to }]
  })

/** The one foreign key that makes the relation, or why there is not one. */
const pathOf = (child: TableNode, parent: TableNode, chosen: string | null): Path | CompileError => {
  const all = pathsBetween(child, parent)
  const paths = chosen === null ? all : all.filter(({ from }) => child.columns[from]?.name === chosen)
  const [first, ...others] = paths
  const subject = `the relation between ${parent.name} and ${child.name}`
  if (first === undefined) {
    return chosen === null
      ? invalidArgument(subject, `has no foreign key from ${child.name}`, 'add references(() => …) to a column')
      : invalidArgument(subject, `has no foreign key ${chosen}`, `choose one of ${names(child, all)}`)
  }
  return others.length === 0
    ? first
    : invalidArgument(
        subject,
        `can take several foreign keys: ${names(child, all)}`,
        `choose one: { foreignKey: ${child.name}.c.${first.from} }`,
      )
}

const names = (child: TableNode, paths: ReadonlyArray<Path>): string =>
  paths.map(({ from }) => `${child.name}.${from}`).join(', ')

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

export interface RelationOptions<A extends string> {
  /** The column that points, where more than one could. */
  readonly foreignKey?: Column<any, A>
}

const chosenName = (options: RelationOptions<any>): string | null => {
  const node = options.foreignKey === undefined ? null : nodeOf(options.foreignKey as AnyExpr)
  return node?._tag === 'Column' ? node.name : null
}

const isTable = (u: unknown): u is TableNode => isBranded(u) && (u as TableNode)._tag === 'Table'

const sameName = (a: TableNode, b: TableNode): CompileError | null =>
  a.alias === b.alias
    ? invalidArgument(
        `a relation from ${a.name} to itself`,
        'needs two names',
        `give one side an alias: alias(${a.name}, 'child')`,
      )
    : null

const notATable = /* @__PURE__ */ invalidArgument('the argument of a relation', 'is not a table', 'give two tables')

/** The path between the tables as pairs, or the problem. `holder` says which of the two points. */
const found = (
  source: unknown,
  target: unknown,
  holder: 'source' | 'target',
  options: RelationOptions<any>,
): Pick<AnyRelation, 'pairs' | 'problem'> => {
  if (!isTable(source) || !isTable(target)) return { pairs: [], problem: notATable }
  const [child, parent] = holder === 'source' ? [source, target] : [target, source]
  const path = pathOf(child, parent, chosenName(options))
  const problem = sameName(source, target) ?? ('_tag' in path ? path : null)
  if ('_tag' in path) return { pairs: [], problem }
  return {
    pairs: [holder === 'source' ? { source: path.from, target: path.to } : { source: path.to, target: path.from }],
    problem,
  }
}

/**
 * Each row of the parent has any number of children, which point to it.
 *
 * @example const userAddresses = oneToMany(users, addresses) // "addresses"."userId" references "users" ("id")
 */
export const oneToMany = <A extends string, SA extends Specs, B extends string, SB extends Specs>(
  parent: Table<A, SA>,
  child: Table<B, SB>,
  options: RelationOptions<NoInfer<B>> = {},
): Relation<A, SA, B, SB, 'many'> => ({
  source: parent,
  target: child,
  cardinality: 'many',
  holder: 'target',
  ...found(parent, child, 'target', options),
})

/**
 * Each row of the child points to one parent, or to none where its foreign key may be null.
 *
 * @example const addressUser = manyToOne(addresses, users) // "addresses"."userId" references "users" ("id")
 */
export const manyToOne = <A extends string, SA extends Specs, B extends string, SB extends Specs>(
  child: Table<A, SA>,
  parent: Table<B, SB>,
  options: RelationOptions<NoInfer<A>> = {},
): Relation<A, SA, B, SB, 'one'> => ({
  source: child,
  target: parent,
  cardinality: 'one',
  holder: 'source',
  ...found(child, parent, 'source', options),
})

/** The same relation from its other side. @example inverse(userAddresses) // manyToOne(addresses, users) */
export const inverse = <A extends string, SA extends Specs, B extends string, SB extends Specs, K extends Cardinality>(
  self: Relation<A, SA, B, SB, K>,
): Relation<B, SB, A, SA, K extends 'many' ? 'one' : 'many'> =>
  inverted(self.cardinality === 'many' ? 'one' : 'many', self)

const inverted = <A extends string, SA extends Specs, B extends string, SB extends Specs, K extends Cardinality>(
  cardinality: Cardinality,
  self: Relation<A, SA, B, SB, any>,
): Relation<B, SB, A, SA, K> => ({
  source: self.target,
  target: self.source,
  // the conditional type of `inverse` says the same
  cardinality: cardinality as K,
  holder: self.holder === 'source' ? 'target' : 'source',
  pairs: self.pairs.map(({ source, target }) => ({ source: target, target: source })),
  problem: self.problem,
})

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

const equal = (left: Node, right: Node): Node => ({
  joinery: brand,
  _tag: 'Binary',
  op: 'eq',
  left,
  right,
  type: booleanType,
})

/** The condition under which two rows belong together. */
export const conditionOf = ({ source, target, pairs, problem }: AnyRelation): Node => {
  if (problem !== null) return invalid(problem)
  const conditions = pairs.map((pair) =>
    equal(tableNode(source).columns[pair.source] as ColumnNode, tableNode(target).columns[pair.target] as ColumnNode),
  )
  const [first, second] = conditions
  return second === undefined || first === undefined
    ? (first as Node)
    : { joinery: brand, _tag: 'Junction', op: 'and', conditions, type: booleanType }
}
