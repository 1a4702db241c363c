/** Values that are made of others, as data: calls, rows, arrays and their parts. */
import type { Branded, Node } from './Node.js'
import type { SqlType } from './SqlType.js'
import type { Statement } from './Statement.js'

// -------------------------------------------------------------------------------------
// calls
// -------------------------------------------------------------------------------------

/** A function that joinery has a name for: the one of SQL, in camel case. */
export interface Call extends Branded {
  readonly _tag: 'Call'
  readonly name: string
  readonly args: ReadonlyArray<Node>
  readonly type: SqlType
}

/** A function by the name that the database has for it, in its schema or on the search path. */
export interface CustomCall extends Branded {
  readonly _tag: 'CustomCall'
  readonly schema: string | null
  readonly name: string
  readonly args: ReadonlyArray<Node>
  readonly type: SqlType
}

/** An argument by its name, among those of a call. */
export interface NamedArgument extends Branded {
  readonly _tag: 'NamedArgument'
  readonly name: string
  readonly operand: Node
  readonly type: SqlType
}

/** An array whose elements are the last arguments of a call. */
export interface Variadic extends Branded {
  readonly _tag: 'Variadic'
  readonly operand: Node
  readonly type: SqlType
}

/** What SQL has a word for. */
export type SessionValue =
  | 'currentCatalog'
  | 'currentDate'
  | 'currentRole'
  | 'currentSchema'
  | 'currentTime'
  | 'currentTimestamp'
  | 'currentUser'
  | 'localTime'
  | 'localTimestamp'
  | 'sessionUser'
  | 'systemUser'
  | 'user'

/** A value of the session or the transaction, which SQL writes without parentheses. */
export interface Session extends Branded {
  readonly _tag: 'Session'
  readonly value: SessionValue
  /** How many digits of the seconds, for a time. */
  readonly precision: number | null
  readonly type: SqlType
}

export type ExtractField =
  | 'century'
  | 'day'
  | 'decade'
  | 'dow'
  | 'doy'
  | 'epoch'
  | 'hour'
  | 'isodow'
  | 'isoyear'
  | 'julian'
  | 'microseconds'
  | 'millennium'
  | 'milliseconds'
  | 'minute'
  | 'month'
  | 'quarter'
  | 'second'
  | 'timezone'
  | 'timezone_hour'
  | 'timezone_minute'
  | 'week'
  | 'year'

/** A part of a time. */
export interface Extract extends Branded {
  readonly _tag: 'Extract'
  readonly field: ExtractField
  readonly operand: Node
  readonly type: SqlType
}

// -------------------------------------------------------------------------------------
// rows and arrays
// -------------------------------------------------------------------------------------

/** Several values as one. */
export interface RowValue extends Branded {
  readonly _tag: 'RowValue'
  readonly items: ReadonlyArray<Node>
  readonly type: SqlType
}

/** A whole row of a source, as one value. */
export interface WholeRow extends Branded {
  readonly _tag: 'WholeRow'
  readonly table: string
  readonly type: SqlType
}

/** A field of a composite value. */
export interface FieldOf extends Branded {
  readonly _tag: 'FieldOf'
  readonly operand: Node
  readonly name: string
  readonly type: SqlType
}

export interface ArrayValue extends Branded {
  readonly _tag: 'ArrayValue'
  readonly items: ReadonlyArray<Node>
  readonly type: SqlType
}

/** The rows of a query of one column, as an array. */
export interface ArrayQuery extends Branded {
  readonly _tag: 'ArrayQuery'
  readonly query: Statement
  readonly type: SqlType
}

/** From one index to another; null is the array's own bound. */
export interface Slice {
  readonly _tag: 'Slice'
  readonly lower: Node | null
  readonly upper: Node | null
}

/** An element of an array, a part of one, or a part of a JSON document. */
export interface Subscript extends Branded {
  readonly _tag: 'Subscript'
  readonly operand: Node
  readonly indices: ReadonlyArray<Node | Slice>
  readonly type: SqlType
}

/** A value in the text itself, where one that is bound would mean something else. `cast` is as it is for `Param`. */
export interface Literal extends Branded {
  readonly _tag: 'Literal'
  readonly value: unknown
  readonly type: SqlType
  readonly cast: boolean
}

export type Values =
  | Call
  | CustomCall
  | NamedArgument
  | Variadic
  | Session
  | Extract
  | RowValue
  | WholeRow
  | FieldOf
  | ArrayValue
  | ArrayQuery
  | Subscript
  | Literal
