/**
 * Windows: the rows that a function sees from where it stands, as a value to give to `over`.
 *
 * A frame without an order of rows has no meaning that stays the same from one run to the next: order first.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type AnyExpr, type Expr, invalid, isBranded, isRecord, param, type readsOf, toNode } from '../ast/Expr.js'
import type { Interval } from '../ast/Kind.js'
import { type Branded, brand, type Node, type Order } from '../ast/Node.js'
import { familyOf } from '../ast/promote.js'
import { bigintType, doubleType, plain } from '../ast/SqlType.js'
import type { BoundKind, Bound as BoundNode, Exclusion, FrameUnit, Window as WindowNode } from '../ast/Window.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export declare const emptyBy: unique symbol

/** A window whose expressions read the sources `R`. It has the row itself, unless its frame or an exclusion is among `E`. */
export interface Window<out R, out E = never> extends Branded {
  readonly [readsOf]: R
  readonly [emptyBy]: E
  readonly _tag: 'Window'
}

/** Where a frame starts or ends. */
export interface Bound<out K extends BoundKind = BoundKind> extends Branded {
  readonly _tag: 'Bound'
  readonly kind: K
}

/** Remembers the types: the one place where they are asserted. */
export const typedWindow = <R, E>(node: WindowNode): Window<R, E> => node as unknown as Window<R, E>

const typedBound = <K extends BoundKind>(kind: K, offset: Node | null): Bound<K> => {
  const node: BoundNode = { joinery: brand, _tag: 'Bound', kind, offset }
  return node as unknown as Bound<K>
}

/** The brand first: what merely looks like a window is none. */
export const isWindow = (u: unknown): u is WindowNode => isBranded(u) && (u as unknown as WindowNode)._tag === 'Window'

const isBound = (u: unknown): u is BoundNode => isBranded(u) && (u as unknown as BoundNode)._tag === 'Bound'

const everyRow: WindowNode = {
  joinery: brand,
  _tag: 'Window',
  base: null,
  name: null,
  partitionBy: [],
  orderBy: [],
  frame: null,
  exclude: null,
}

/** The node of a window; what is none becomes a window that cannot be spelled. */
export const windowNode = (self: unknown, name: string): WindowNode =>
  isWindow(self) ? self : refused(`what ${name} was applied to`, 'is not a window', 'start with window')

const refused = (argument: string, reason: string, hint: string): WindowNode => ({
  ...everyRow,
  partitionBy: [invalid(invalidArgument(argument, reason, hint))],
})

/** A window that can be changed: what has a name is what it is, and only another one can say more. */
const changeable = (self: unknown, name: string): WindowNode => {
  const node = windowNode(self, name)
  if (node.name === null) return node
  return node.frame === null
    ? { ...everyRow, base: node }
    : refused(
        `the window ${JSON.stringify(node.name)}, which ${name} says more of`,
        'has a frame',
        'give the frame to those that say more of it',
      )
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** All rows, in no order: what every window starts with. @example over(window)(count()) // count(*) over () */
export const window: Window<never> = /* @__PURE__ */ typedWindow(everyRow)

/** @example pipe(window, partitionBy(posts.c.authorId)) // partition by "posts"."author_id" */
export const partitionBy =
  <E extends ReadonlyArray<AnyExpr>>(...expressions: E) =>
  <R, X>(self: Window<R, X>): Window<R | E[number][typeof readsOf], X> => {
    const node = changeable(self, 'partitionBy')
    if (node.base !== null) {
      const argument = `the window ${JSON.stringify(node.base.name)}, which partitionBy says more of`
      return typedWindow(refused(argument, 'has its partitions', 'say them before windowAs'))
    }
    const added = expressions.map((e) => toNode(e, 'an argument of partitionBy'))
    return typedWindow({ ...node, partitionBy: [...node.partitionBy, ...added] })
  }

/** The order of a window: its own, or that of the window that it says more of. */
const ordersOf = ({ orderBy, base }: WindowNode): ReadonlyArray<Order> =>
  orderBy.length > 0 || base === null ? orderBy : ordersOf(base)

/** A window in an order, for `orderedBy`. */
export const orderedWindow = (self: WindowNode, added: ReadonlyArray<Order>): WindowNode => {
  const node = changeable(self, 'orderedBy')
  return node.base !== null && ordersOf(node.base).length > 0
    ? refused(
        `the window ${JSON.stringify(node.base.name)}, which orderedBy says more of`,
        'has its order',
        'say all of it before windowAs, or none',
      )
    : { ...node, orderBy: [...node.orderBy, ...added] }
}

/**
 * A window with a name, said once for all functions that use it. What is said of it afterwards makes another window.
 *
 * @example
 * const byAuthor = pipe(window, partitionBy(posts.c.authorId), windowAs('byAuthor'))
 *
 * pipe(from(posts), select({
 *   posts: over(byAuthor)(count()),
 *   nth: over(pipe(byAuthor, orderedBy(posts.c.id)))(rowNumber()),
 * }))
 * // select count(*) over "byAuthor" as "posts", row_number() over ("byAuthor" order by "posts"."id") as "nth"
 * // from "posts" window "byAuthor" as (partition by "posts"."author_id")
 */
export const windowAs =
  (name: string) =>
  <R, E>(self: Window<R, E>): Window<R, E> =>
    typedWindow(
      typeof name === 'string'
        ? { ...changeable(self, 'windowAs'), name }
        : refused('the argument of windowAs', 'is not a name', "give one, as in windowAs('w')"),
    )

// -------------------------------------------------------------------------------------
// bounds
// -------------------------------------------------------------------------------------

/** The first row of the partition. @example rows(unboundedPreceding, currentRow) */
export const unboundedPreceding = /* @__PURE__ */ typedBound('unboundedPreceding', null)

/** The row itself; in `range` and `groups`, the rows that the order does not tell from it too. @example rows(preceding(2), currentRow) */
export const currentRow = /* @__PURE__ */ typedBound('currentRow', null)

/** The last row of the partition. @example rows(currentRow, unboundedFollowing) */
export const unboundedFollowing = /* @__PURE__ */ typedBound('unboundedFollowing', null)

/** How far away: a number, an interval before a time in `range`, or an expression that reads nothing. */
type Offset = number | bigint | Interval | Expr<any, never, any>

const offsetNode = (offset: unknown, name: string): Node => {
  if (isBranded(offset)) return toNode(offset, `the argument of ${name}`)
  if (typeof offset === 'bigint' && offset >= 0n) return param(offset, bigintType, false)
  if (typeof offset === 'number' && offset >= 0 && Number.isFinite(offset))
    return param(offset, Number.isSafeInteger(offset) ? bigintType : doubleType, false)
  if (isRecord(offset)) return param(offset, plain('interval'), true)
  return invalid(
    invalidArgument(
      `the argument of ${name}`,
      'is not a number from 0',
      'say how far away: preceding(2), or preceding({ days: 2 })',
    ),
  )
}

/**
 * So many rows, groups, or units of the order before it.
 *
 * @example rows(preceding(2), currentRow) // rows between $1 preceding and current row
 * @example range(preceding({ days: 7 }), currentRow) // range between $1::interval preceding and current row
 */
export const preceding = (offset: Offset): Bound<'preceding'> =>
  typedBound('preceding', offsetNode(offset, 'preceding'))

/** So many after it. @example rows(currentRow, following(2)) // rows between current row and $1 following */
export const following = (offset: Offset): Bound<'following'> =>
  typedBound('following', offsetNode(offset, 'following'))

// -------------------------------------------------------------------------------------
// frames
// -------------------------------------------------------------------------------------

/** Frames that begin after the row, or end before it, have no row at one end of the partition. */
type Beside<S, E> = 'following' extends S ? 'frame' : 'preceding' extends E ? 'frame' : never

type Framed = <S extends Exclude<BoundKind, 'unboundedFollowing'>, E extends Exclude<BoundKind, 'unboundedPreceding'>>(
  start: Bound<S>,
  end: Bound<E>,
) => <R, X>(self: Window<R, X>) => Window<R, Exclude<X, 'frame'> | Beside<S, E>>

/** Where a bound is, from the first row to the last. */
const places: Readonly<Record<BoundKind, number>> = {
  unboundedPreceding: 0,
  preceding: 1,
  currentRow: 2,
  following: 3,
  unboundedFollowing: 4,
}

/** Counted in rows or groups, an offset is whole; in units of the order, it need not be. */
const isWhole = ({ offset }: BoundNode): boolean => {
  if (offset === null) return true
  const family = familyOf(offset.type)
  return family === 'float' ? offset._tag !== 'Param' || Number.isSafeInteger(offset.value) : family !== 'interval'
}

const frame = (self: unknown, unit: FrameUnit, start: unknown, end: unknown): WindowNode => {
  const node = changeable(self, unit)
  if (!isBound(start) || !isBound(end)) {
    return refused(
      `a bound of ${unit}`,
      'is not a bound',
      'give two: unboundedPreceding, preceding(1), currentRow and so on',
    )
  }
  if (
    places[start.kind] > places[end.kind] ||
    end.kind === 'unboundedPreceding' ||
    start.kind === 'unboundedFollowing'
  ) {
    return refused(
      `the frame of ${unit}`,
      'ends before it starts',
      'give the bound that comes first in the order first',
    )
  }
  if (unit !== 'range' && !(isWhole(start) && isWhole(end))) {
    return refused(`a bound of ${unit}`, 'is not a whole number', 'give a whole number, or use range')
  }
  return { ...node, frame: { unit, start, end } }
}

/* @__NO_SIDE_EFFECTS__ */
const framed =
  (unit: FrameUnit): Framed =>
  (start, end) =>
  (self) =>
    typedWindow(frame(self, unit, start, end))

/** A frame counted in rows. @example rows(preceding(2), currentRow) // rows between $1 preceding and current row */
export const rows = /* @__PURE__ */ framed('rows')

/** A frame measured by the value that the rows are ordered by. @example range(preceding(10), currentRow) // range between $1 preceding and current row */
export const range = /* @__PURE__ */ framed('range')

/** A frame counted in groups of rows that the order does not tell apart. @example groups(preceding(1), currentRow) // groups between $1 preceding and current row */
export const groups = /* @__PURE__ */ framed('groups')

const exclusions: ReadonlyArray<Exclusion> = ['current row', 'group', 'ties', 'no others']

/** What leaves out the row itself may leave nothing. */
type Excluding<X> = X extends 'current row' | 'group' ? 'exclusion' : never

/** Leaves rows out of the frame. @example pipe(window, orderedBy(users.c.age), rows(preceding(2), following(2)), exclude('current row')) */
export const exclude =
  <X extends Exclusion>(exclusion: X) =>
  <R, E>(self: Window<R, E>): Window<R, Exclude<E, 'exclusion'> | Excluding<X>> =>
    typedWindow(
      exclusions.includes(exclusion)
        ? { ...changeable(self, 'exclude'), exclude: exclusion }
        : refused('the argument of exclude', 'is not known', `give one of ${exclusions.join(', ')}`),
    )

/** Why a window has no meaning, or null. */
export const windowProblem = (node: WindowNode) => {
  const { frame: own, exclude: excluded } = node
  const { length } = ordersOf(node)
  if (own === null) {
    return excluded === null
      ? null
      : invalidArgument(
          'a window with exclude',
          'has no frame',
          'give it one: rows(unboundedPreceding, unboundedFollowing)',
        )
  }
  if (own.unit === 'groups' && length === 0) {
    return invalidArgument('a window with groups', 'has no order', 'add orderedBy(…)')
  }
  const measured = own.unit === 'range' && (own.start.offset !== null || own.end.offset !== null)
  return measured && length !== 1
    ? invalidArgument(
        'a window that measures a range',
        'is not ordered by one expression',
        'order it by the one to measure',
      )
    : null
}
