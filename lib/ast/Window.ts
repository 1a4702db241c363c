/** Aggregates and windows, as data. */
import type { Making } from './Json.js'
import type { Branded, Node, Order } from './Node.js'
import type { SqlType } from './SqlType.js'

// -------------------------------------------------------------------------------------
// functions
// -------------------------------------------------------------------------------------

/** Who calls it what: SQL, in camel case, or the database, in a schema or on the search path. */
export interface Named {
  readonly custom: boolean
  readonly schema: string | null
  readonly name: string
}

/** One value for many rows. */
export interface Aggregate extends Branded {
  readonly _tag: 'Aggregate'
  readonly custom: boolean
  readonly schema: string | null
  readonly name: string
  /** Empty is `*`, where it is a count, and nothing, where it is not. */
  readonly args: ReadonlyArray<Node>
  readonly distinct: boolean
  readonly orderBy: ReadonlyArray<Order>
  /** Whether the order is the aggregate's own argument: WITHIN GROUP. */
  readonly withinGroup: boolean
  /** Conditions on the rows that it takes, joined by AND. */
  readonly filter: ReadonlyArray<Node>
  /** Where the standard has clauses of its own for it: JSON_ARRAYAGG, and JSON_OBJECTAGG of a key and a value. */
  readonly making: Making | null
  readonly type: SqlType
}

/** A function that has no value without a window. */
export interface WindowFunction extends Branded {
  readonly _tag: 'WindowFunction'
  readonly custom: boolean
  readonly schema: string | null
  readonly name: string
  readonly args: ReadonlyArray<Node>
  readonly type: SqlType
}

/** An aggregate or a window function over the rows of a window. */
export interface Over extends Branded {
  readonly _tag: 'Over'
  readonly operand: Aggregate | WindowFunction
  readonly window: Window
  readonly type: SqlType
}

/** Which expressions the row is not grouped by, as bits. */
export interface Grouping extends Branded {
  readonly _tag: 'Grouping'
  readonly args: ReadonlyArray<Node>
  readonly type: SqlType
}

// -------------------------------------------------------------------------------------
// windows
// -------------------------------------------------------------------------------------

export type BoundKind = 'unboundedPreceding' | 'preceding' | 'currentRow' | 'following' | 'unboundedFollowing'

/** Where a frame starts or ends. `offset` is how far away, for `preceding` and `following`. */
export interface Bound extends Branded {
  readonly _tag: 'Bound'
  readonly kind: BoundKind
  readonly offset: Node | null
}

export type FrameUnit = 'rows' | 'range' | 'groups'

export interface Frame {
  readonly unit: FrameUnit
  readonly start: Bound
  readonly end: Bound
}

export type Exclusion = 'current row' | 'group' | 'ties' | 'no others'

/** The rows that a function is applied to, seen from one of them. */
export interface Window extends Branded {
  readonly _tag: 'Window'
  /** A window with a name, of which this one says more. */
  readonly base: Window | null
  /** Said once, in the WINDOW clause of the select that uses it. */
  readonly name: string | null
  readonly partitionBy: ReadonlyArray<Node>
  readonly orderBy: ReadonlyArray<Order>
  readonly frame: Frame | null
  readonly exclude: Exclusion | null
}
