/**
 * Windows: the rows that a function sees from where it stands, as a value to give to `over`.
 *
 * A frame without an order of rows has no meaning that stays the same from one run to the next: order first.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type AnyExpr, type Expr, invalid, isBranded, param, type readsOf, toNode } from '../ast/Expr.js'
import { type Branded, brand, type Node } from '../ast/Node.js'
import { bigintType, doubleType } from '../ast/SqlType.js'
import type { BoundKind, Bound as BoundNode, Exclusion, FrameUnit, Window as WindowNode } from '../ast/Window.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A window whose expressions read the sources `R`. */
export interface Window<out R> extends Branded {
  readonly [readsOf]: R
  readonly _tag: 'Window'
}

/** Where a frame starts or ends. */
export interface Bound<out K extends BoundKind = BoundKind> extends Branded {
  readonly _tag: 'Bound'
  readonly kind: K
}

/** Remembers the types: the one place where they are asserted. */
export const typedWindow = <R>(node: WindowNode): Window<R> => node as unknown as Window<R>

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

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** All rows, in no order: what every window starts with. @example over(window)(count()) // count(*) over () */
export const window: Window<never> = /* @__PURE__ */ typedWindow(everyRow)

/** @example pipe(window, partitionBy(posts.c.authorId)) // partition by "posts"."author_id" */
export const partitionBy =
  <E extends ReadonlyArray<AnyExpr>>(...expressions: E) =>
  <R>(self: Window<R>): Window<R | E[number][typeof readsOf]> => {
    const node = windowNode(self, 'partitionBy')
    const added = expressions.map((e) => toNode(e, 'an argument of partitionBy'))
    return typedWindow({ ...node, partitionBy: [...node.partitionBy, ...added] })
  }

// -------------------------------------------------------------------------------------
// bounds
// -------------------------------------------------------------------------------------

/** The first row of the partition. @example rows(unboundedPreceding, currentRow) */
export const unboundedPreceding = /* @__PURE__ */ typedBound('unboundedPreceding', null)

/** The row itself; in `range` and `groups`, the rows that the order does not tell from it too. @example rows(preceding(2), currentRow) */
export const currentRow = /* @__PURE__ */ typedBound('currentRow', null)

/** The last row of the partition. @example rows(currentRow, unboundedFollowing) */
export const unboundedFollowing = /* @__PURE__ */ typedBound('unboundedFollowing', null)

/** A number, or an expression that reads nothing: `raw(text, SQL`interval '1 day'`)` before a time, in `range`. */
type Offset = number | Expr<any, never, any>

const offsetNode = (offset: unknown, name: string): Node =>
  isBranded(offset)
    ? toNode(offset, `the argument of ${name}`)
    : typeof offset === 'number' && offset >= 0 && Number.isFinite(offset)
      ? param(offset, Number.isSafeInteger(offset) ? bigintType : doubleType, false)
      : invalid(invalidArgument(`the argument of ${name}`, 'is not a number from 0', 'say how far away: preceding(2)'))

/** So many rows, groups, or units of the order before it. @example rows(preceding(2), currentRow) // rows between $1 preceding and current row */
export const preceding = (offset: Offset): Bound<'preceding'> =>
  typedBound('preceding', offsetNode(offset, 'preceding'))

/** So many after it. @example rows(currentRow, following(2)) // rows between current row and $1 following */
export const following = (offset: Offset): Bound<'following'> =>
  typedBound('following', offsetNode(offset, 'following'))

// -------------------------------------------------------------------------------------
// frames
// -------------------------------------------------------------------------------------

type Framed = (
  start: Bound<Exclude<BoundKind, 'unboundedFollowing'>>,
  end: Bound<Exclude<BoundKind, 'unboundedPreceding'>>,
) => <R>(self: Window<R>) => Window<R>

/** Where a bound is, from the first row to the last. */
const places: Readonly<Record<BoundKind, number>> = {
  unboundedPreceding: 0,
  preceding: 1,
  currentRow: 2,
  following: 3,
  unboundedFollowing: 4,
}

/** Counted in rows or groups, an offset is whole; in units of the order, it need not be. */
const isFraction = ({ offset }: BoundNode): boolean => offset?._tag === 'Param' && !Number.isSafeInteger(offset.value)

const frame = (self: unknown, unit: FrameUnit, start: unknown, end: unknown): WindowNode => {
  const node = windowNode(self, unit)
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
  if (unit !== 'range' && [start, end].some((bound) => bound.offset?.type === doubleType && isFraction(bound))) {
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

/** Leaves rows out of the frame. @example pipe(window, orderedBy(users.c.age), rows(preceding(2), following(2)), exclude('current row')) */
export const exclude =
  (exclusion: Exclusion) =>
  <R>(self: Window<R>): Window<R> =>
    typedWindow(
      exclusions.includes(exclusion)
        ? { ...windowNode(self, 'exclude'), exclude: exclusion }
        : refused('the argument of exclude', 'is not known', `give one of ${exclusions.join(', ')}`),
    )

/** Why a window has no meaning, or null. */
export const windowProblem = ({ frame: own, orderBy, exclude: excluded }: WindowNode) => {
  if (own === null) {
    return excluded === null
      ? null
      : invalidArgument(
          'a window with exclude',
          'has no frame',
          'give it one: rows(unboundedPreceding, unboundedFollowing)',
        )
  }
  if (own.unit === 'groups' && orderBy.length === 0) {
    return invalidArgument('a window with groups', 'has no order', 'add orderedBy(…)')
  }
  const measured = own.unit === 'range' && (own.start.offset !== null || own.end.offset !== null)
  return measured && orderBy.length !== 1
    ? invalidArgument(
        'a window that measures a range',
        'is not ordered by one expression',
        'order it by the one to measure',
      )
    : null
}
