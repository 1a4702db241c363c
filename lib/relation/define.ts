/**
 * Relations from foreign keys: the ends are two tables, and the key between them is found, or chosen by an option.
 *
 * Where there is none or more than one, and where the keys say otherwise than the relation does, it holds that problem.
 */

import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { allOf, isEqual } from '../ast/conditions.js'
import { type AnyExpr, type Condition, isBranded, toNode, type valueOf } from '../ast/Expr.js'
import type { Node, Order as OrderNode } from '../ast/Node.js'
import type { Source as SourceNode, TableNode } from '../ast/Statement.js'
import { type Order, toOrder } from '../expr/order.js'
import type { AnySource, Column, Specs, Table } from '../schema/Table.js'
import { chosenNames, isNullable, isUnique, type Path, pathOf, typeProblem } from './keys.js'
import {
  type AnyRelation,
  asNode,
  type Cardinality,
  type Hop,
  isTable,
  type Pair,
  type Relation,
  renamed,
  typedRelation,
  typedTarget,
} from './Relation.js'

// -------------------------------------------------------------------------------------
// options
// -------------------------------------------------------------------------------------

/** The columns that point, where more than one key could be meant. */
type KeyColumns<A> = Column<any, A> | ReadonlyArray<Column<any, A>>

/** What may be said of a relation from `S` to `T`; the table `H` has the foreign key. */
export interface RelationOptions<S, T, H> {
  readonly foreignKey?: KeyColumns<H>
  /** A condition in place of the foreign key's. Without `foreignKey`, nothing can be linked through it. */
  readonly on?: (source: S, target: T) => Condition
  /** A further condition, on the rows of both. */
  readonly where?: (source: S, target: T) => Condition
  /** The order of related rows, where nothing else is said. */
  readonly orderBy?: (target: T) => Order<any> | AnyExpr | ReadonlyArray<Order<any> | AnyExpr>
  readonly viewOnly?: boolean
}

export interface ToOneOptions<S, T, H> extends RelationOptions<S, T, H> {
  /** That there always is one: the foreign key must not be null. A `foreignKey` says so by its type. */
  readonly required?: boolean
}

export interface OneToOneOptions<S, T, H> extends ToOneOptions<S, T, H> {
  /** That the foreign key is unique, though no constraint says so. Two rows are an error where one is read. */
  readonly assumeUnique?: boolean
}

type HasNull<C> =
  C extends ReadonlyArray<infer X>
    ? HasNull<X>
    : C extends AnyExpr
      ? null extends C[typeof valueOf]
        ? true
        : never
      : never

/** Whether the foreign key may be null, as far as the types know. */
type OneOrMaybe<O> = O extends { readonly on: any } | { readonly where: any }
  ? 'maybe'
  : O extends { readonly required: true }
    ? 'one'
    : O extends { readonly foreignKey: infer C }
      ? [HasNull<C>] extends [never]
        ? 'one'
        : 'maybe'
      : 'maybe'

type AccessOf<O> = O extends { readonly viewOnly: true }
  ? 'viewOnly'
  : O extends { readonly on: any }
    ? O extends { readonly foreignKey: any }
      ? 'writable'
      : 'viewOnly'
    : 'writable'

/** A table that points to itself is another one where it is pointed to. */
type Distinct<A extends string, B extends string, S extends Specs> = A extends B ? Table<`${B}_1`, S> : Table<B, S>

// -------------------------------------------------------------------------------------
// steps
// -------------------------------------------------------------------------------------

/** A condition of the program's, over the two sources as it knows them. */
export type OnSources = (source: SourceNode, target: SourceNode) => Node

/** Equality of pairs of columns; the ones of where it starts from come first. */
export const byPairs =
  (pairs: ReadonlyArray<Pair>): OnSources =>
  (source, target) =>
    allOf(pairs.map((pair) => isEqual(source.columns[pair.source] as Node, target.columns[pair.target] as Node)))

/** A condition that a program gives by a function of the two sources. */
const said = (condition: unknown, name: string): OnSources | null =>
  typeof condition === 'function'
    ? (source, target) => toNode(condition(source, target), `the ${name} of a relation`)
    : null

const both = (a: OnSources, b: OnSources | null): OnSources =>
  b === null
    ? a
    : (source, target) => {
        const [first, second] = [a(source, target), b(source, target)]
        const flat = (node: Node): ReadonlyArray<Node> =>
          node._tag === 'Junction' && node.op === 'and' ? node.conditions : [node]
        return allOf([...flat(first), ...flat(second)])
      }

/** The same condition, seen from the target. */
export const flipped =
  (on: OnSources): OnSources =>
  (source, target) =>
    on(target, source)

export const swapped = (pairs: ReadonlyArray<Pair>): ReadonlyArray<Pair> =>
  pairs.map(({ source, target }) => ({ source: target, target: source }))

/** One hop there, and the same one back, whose condition is given from where it starts. */
export const hopBetween = (
  source: SourceNode,
  target: SourceNode,
  on: OnSources,
  onBack: OnSources,
): { readonly there: Hop; readonly back: Hop } => ({
  there: {
    alias: target.alias,
    step: (from, alias) => {
      const to = renamed(target, alias)
      return { to, on: on(from, to) }
    },
  },
  back: {
    alias: source.alias,
    step: (from, alias) => {
      const to = renamed(source, alias)
      return { to, on: onBack(from, to) }
    },
  },
})

export const ordersOf = (orderBy: unknown, target: SourceNode): ReadonlyArray<OrderNode> => {
  if (typeof orderBy !== 'function') return []
  const given: unknown = orderBy(target)
  return (Array.isArray(given) ? given : [given]).map((order) => toOrder(order, 'the order of a relation'))
}

// -------------------------------------------------------------------------------------
// foreign keys
// -------------------------------------------------------------------------------------

const notATable = /* @__PURE__ */ invalidArgument('the argument of a relation', 'is not a table', 'give two tables')

type Said = RelationOptions<any, any, any> & { readonly required?: boolean; readonly assumeUnique?: boolean }

/** What a relation is: how many rows it leads to, seen from the parent, and which end is the child. */
interface Kind {
  readonly many: boolean
  readonly holder: 'source' | 'target'
}

/** What contradicts the keys. */
const contradiction = (
  child: TableNode,
  parent: TableNode,
  path: Path,
  { many }: Kind,
  options: Said,
): CompileError | null => {
  const subject = `the relation between ${parent.name} and ${child.name}`
  const key = path.from.map((column) => `${child.name}.${column}`).join(' + ')
  const wrongType = typeProblem(child, parent, path)
  if (wrongType !== null) return wrongType
  if (options.required === true && isNullable(child, path.from)) {
    return invalidArgument(
      subject,
      `is required, but ${key} may be null`,
      'leave out required, or make the column NOT NULL',
    )
  }
  const unique = isUnique(child, path.from)
  if (many && unique && options.where === undefined) {
    return invalidArgument(subject, `has many rows, but ${key} is unique`, 'define it with oneToOne')
  }
  return many || unique || options.assumeUnique === true
    ? null
    : invalidArgument(
        subject,
        `is one to one, but ${key} is not unique`,
        'add unique(…) to the column, use oneToMany, or say { assumeUnique: true }',
      )
}

interface Found {
  readonly pairs: ReadonlyArray<Pair>
  /** Whether each row of the child has a parent. */
  readonly always: boolean
  readonly problem: CompileError | null
}

const found = (source: SourceNode, target: SourceNode, kind: Kind, options: Said): Found => {
  const none = (problem: CompileError | null): Found => ({ pairs: [], always: false, problem })
  if (options.on !== undefined && options.foreignKey === undefined) return none(null)
  if (!isTable(source) || !isTable(target)) return none(notATable)
  const [child, parent] = kind.holder === 'source' ? [source, target] : [target, source]
  const path = pathOf(child, parent, chosenNames(options.foreignKey))
  if ('_tag' in path) return none(path)
  const { from, to } = path
  return {
    pairs: from.map((key, i) =>
      kind.holder === 'source' ? { source: key, target: to[i] as string } : { source: to[i] as string, target: key },
    ),
    always: !isNullable(child, from) && options.on === undefined && options.where === undefined,
    problem: contradiction(child, parent, path, kind, options),
  }
}

/** The target under another name, where it would have the source's: both are read in one statement. */
const distinct = (source: SourceNode, target: SourceNode): SourceNode =>
  target.alias === source.alias ? renamed(target, `${target.alias}_1`) : target

const noRelation = (source: AnySource, target: AnySource): AnyRelation => ({
  source,
  target,
  cardinality: 'many',
  inverseCardinality: 'many',
  unique: false,
  inverseUnique: false,
  access: 'viewOnly',
  hops: [],
  back: [],
  writes: null,
  orderBy: [],
  problem: notATable,
})

/** A relation over one step, whatever its types are. */
export const direct = (given: AnySource, other: AnySource, kind: Kind, options: Said = {}): AnyRelation => {
  if (!isBranded(given) || !isBranded(other) || !('columns' in given) || !('columns' in other))
    return noRelation(given, other)
  const source = asNode(given)
  const target = distinct(source, asNode(other))
  const { pairs, always, problem } = found(source, target, kind, options)
  const own = said(options.on, 'condition')
  const further = said(options.where, 'further condition')
  const { there, back } = hopBetween(
    source,
    target,
    both(own ?? byPairs(pairs), further),
    both(own === null ? byPairs(swapped(pairs)) : flipped(own), further === null ? null : flipped(further)),
  )
  const writable = options.viewOnly !== true && (own === null || options.foreignKey !== undefined)
  const isOne = !kind.many && own === null && options.assumeUnique !== true
  const toChild: Cardinality = kind.many ? 'many' : 'maybe'
  const toParent: Cardinality = always ? 'one' : 'maybe'
  return {
    source: typedTarget(source),
    target: typedTarget(target),
    cardinality: kind.holder === 'target' ? toChild : toParent,
    inverseCardinality: kind.holder === 'target' ? toParent : toChild,
    unique: kind.holder === 'target' ? isOne : own === null,
    inverseUnique: kind.holder === 'target' ? own === null : isOne,
    access: writable ? 'writable' : 'viewOnly',
    hops: [there],
    back: [back],
    writes: writable ? { _tag: 'ForeignKey', holder: kind.holder, pairs } : null,
    orderBy: problem === null ? ordersOf(options.orderBy, target) : [],
    problem,
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * Each row of the parent has any number of children, which point to it.
 *
 * @example const rows = oneToMany(users, addresses) // "addresses"."userId" references "users" ("id")
 * @example const google = oneToMany(users, addresses, { where: (_, a) => endsWith(a.c.email, '@google.com') })
 */
export const oneToMany = <
  A extends string,
  SA extends Specs,
  B extends string,
  SB extends Specs,
  const O extends ToOneOptions<Table<A, SA>, Distinct<A, B, SB>, B>,
>(
  parent: Table<A, SA>,
  child: Table<B, SB>,
  options?: O,
): Relation<Table<A, SA>, Distinct<A, B, SB>, 'many', OneOrMaybe<O>, never, AccessOf<O>> =>
  typedRelation(direct(parent, child, { many: true, holder: 'target' }, options))

/**
 * Each row of the child points to one parent, or to none. That there always is one is known from the type of its
 * `foreignKey`, or said by `required`.
 *
 * @example const author = manyToOne(posts, users, { foreignKey: posts.c.authorId }) // "posts"."author_id" references "users" ("id")
 */
export const manyToOne = <
  A extends string,
  SA extends Specs,
  B extends string,
  SB extends Specs,
  const O extends ToOneOptions<Table<A, SA>, Distinct<A, B, SB>, A>,
>(
  child: Table<A, SA>,
  parent: Table<B, SB>,
  options?: O,
): Relation<Table<A, SA>, Distinct<A, B, SB>, OneOrMaybe<O>, 'many', never, AccessOf<O>> =>
  typedRelation(direct(child, parent, { many: true, holder: 'source' }, options))

/**
 * Each row of the parent has one child or none: the child's foreign key is unique, or its primary key.
 *
 * @example const passport = oneToOne(people, passports) // "passports"."personId" is unique, and references "people" ("id")
 */
export const oneToOne = <
  A extends string,
  SA extends Specs,
  B extends string,
  SB extends Specs,
  const O extends OneToOneOptions<Table<A, SA>, Distinct<A, B, SB>, B>,
>(
  parent: Table<A, SA>,
  child: Table<B, SB>,
  options?: O,
): Relation<Table<A, SA>, Distinct<A, B, SB>, 'maybe', OneOrMaybe<O>, never, AccessOf<O>> =>
  typedRelation(direct(parent, child, { many: false, holder: 'target' }, options))
