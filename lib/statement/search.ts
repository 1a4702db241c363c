/** The order in which a recursion finds its rows, and whether it goes round in circles: SEARCH and CYCLE. */
import { invalidArgument } from '../ast/CompileError.js'
import { isBranded } from '../ast/Expr.js'
import { brand, type Column as ColumnNode } from '../ast/Node.js'
import type { Refused } from '../ast/Scope.js'
import { booleanType, type SqlType, textType, untyped } from '../ast/SqlType.js'
import type { Cte, Cycle, InvalidSource, Search } from '../ast/Statement.js'
import type { Column, Source } from '../schema/Table.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

declare const placeOf: unique symbol

/** A place in the order of a search, to order by: it is read as the database's own text. */
export interface Place {
  readonly [placeOf]: true
}

/** Satisfied by a recursion that yields these columns. */
type Yields<V, K> = [K] extends [keyof V] ? unknown : Refused<`the recursion yields no ${Exclude<K, keyof V> & string}`>

type Searching = <const K extends string, O extends string>(
  by: readonly [K, ...ReadonlyArray<K>],
  column: O,
) => <A extends string, C, V>(
  self: Source<A, C, V> & Yields<V, K>,
) => Source<A, C & { readonly [N in O]: Column<Place, A> }, V>

/** Whether a row was there before, or one of the texts that say so. */
type Mark<M> = M extends readonly [string, string] ? M[number] : boolean

type Cycling = <
  const K extends string,
  O extends string,
  P extends string,
  const M extends readonly [string, string] | undefined = undefined,
>(
  by: readonly [K, ...ReadonlyArray<K>],
  column: O,
  path: P,
  marks?: M,
) => <A extends string, C, V>(
  self: Source<A, C, V> & Yields<V, K>,
) => Source<
  A,
  C & { readonly [N in O]: Column<Mark<M>, A> } & { readonly [N in P]: Column<string, A> },
  { readonly [N in keyof V | O]: N extends O ? Mark<M> : V[N & keyof V] }
>

// -------------------------------------------------------------------------------------
// nodes
// -------------------------------------------------------------------------------------

type Described = Cte & { readonly c: Cte['columns'] }

const invalidSource = (clause: string, reason: string, hint: string): InvalidSource => ({
  joinery: brand,
  _tag: 'InvalidSource',
  alias: '',
  error: invalidArgument(clause, reason, hint),
  columns: {},
})

const columnOf = (table: string, name: string, type: SqlType): ColumnNode => ({
  joinery: brand,
  _tag: 'Column',
  table,
  name,
  type,
})

const problemOf = (self: unknown, by: unknown, names: ReadonlyArray<unknown>, clause: string): InvalidSource | null => {
  const node = self as Cte
  if (!isBranded(node) || node._tag !== 'Cte' || !node.recursive) {
    return invalidSource(`what ${clause} was applied to`, 'is no recursion', 'give what recursive(…) gives')
  }
  if (!Array.isArray(by) || by.length === 0 || !by.every((key) => Object.hasOwn(node.columns, key))) {
    const hint = `give some of ${Object.keys(node.columns).join(', ')}`
    return invalidSource(`the first argument of ${clause}`, 'is not an array of columns of the recursion', hint)
  }
  const taken = names.find((name, i) => Object.hasOwn(node.columns, String(name)) || names.indexOf(name) !== i)
  return taken === undefined
    ? null
    : invalidSource(`the column ${JSON.stringify(taken)} of ${clause}`, 'is there already', 'give it another name')
}

/** Remembers the columns that were added, which are asserted in the types of the clauses. */
const changed = (self: unknown, problem: InvalidSource | null, change: (node: Described) => Described): any =>
  problem === null ? change(self as Described) : { ...problem, c: {} }

// -------------------------------------------------------------------------------------
// clauses
// -------------------------------------------------------------------------------------

/* @__NO_SIDE_EFFECTS__ */
const search =
  (order: Search['order'], name: string): Searching =>
  (by, column) =>
  (self) =>
    changed(self, problemOf(self, by, [column], name), (node) => ({
      ...node,
      search: { order, by, column },
      c: { ...node.c, [column]: columnOf(node.alias, column, untyped) },
    }))

/**
 * A column to order a recursion's rows by: each before the rows that were found from it, and those before the next one.
 *
 * @example
 * const tree = pipe(
 *   recursive('tree')(
 *     pipe(from(users), where(isNull(users.c.managerId)), select({ id: users.c.id })),
 *     (self) => pipe(from(users), innerJoin(self, eq(self.c.id, users.c.managerId)), select({ id: users.c.id })),
 *   ),
 *   searchDepthFirst(['id'], 'place'),
 * )
 *
 * pipe(from(tree), orderBy(tree.c.place), select({ id: tree.c.id }))
 * // with recursive "tree" as (…) search depth first by "id" set "place"
 * // select "tree"."id" from "tree" order by "tree"."place"
 */
export const searchDepthFirst = /* @__PURE__ */ search('depth', 'searchDepthFirst')

/** The same, where all rows of one step come before those of the next. @example pipe(chain, searchBreadthFirst(['id'], 'place')) // search breadth first by "id" set "place" */
export const searchBreadthFirst = /* @__PURE__ */ search('breadth', 'searchBreadthFirst')

/**
 * Ends a recursion where it comes back to a row with the same values, and marks that row: by a column that is true, or
 * holds the first of two texts. The way to each row is in another column.
 *
 * @example pipe(chain, cycle(['id'], 'isCycle', 'path')) // cycle "id" set "isCycle" using "path"
 * @example pipe(chain, cycle(['id'], 'mark', 'path', ['yes', 'no'])) // cycle "id" set "mark" to 'yes' default 'no' using "path"
 */
export const cycle: Cycling = (by, column, path, marks) => (self) => {
  const isWrong = marks !== undefined && !(Array.isArray(marks) && marks.length === 2 && marks.every(isText))
  const problem = isWrong
    ? invalidSource(
        'the marks of cycle',
        'are not two texts',
        "give ['yes', 'no'], or leave them out for true and false",
      )
    : problemOf(self, by, [column, path], 'cycle')
  return changed(self, problem, (node) => {
    const own: Cycle = { by, column, path, marks: marks ?? null }
    const mark = { [column]: columnOf(node.alias, column, marks === undefined ? booleanType : textType) }
    const way = { [path]: columnOf(node.alias, path, untyped) }
    return { ...node, cycle: own, columns: { ...node.columns, ...mark }, c: { ...node.c, ...mark, ...way } }
  })
}

const isText = (u: unknown): u is string => typeof u === 'string'
