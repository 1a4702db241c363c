/** Operators as data: between two operands, or before one. */
import type { Branded, Node } from './Node.js'
import type { SqlType } from './SqlType.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Operators that every dialect has, or that the standard has a word for. */
export type StandardOp =
  | 'eq'
  | 'ne'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'like'
  | 'notLike'
  | 'ilike'
  | 'notIlike'
  | 'similarTo'
  | 'notSimilarTo'
  | 'isDistinctFrom'
  | 'isNotDistinctFrom'
  | 'overlapsPeriod'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'mod'
  | 'concat'

/** Operators of PostgreSQL. One symbol may stand for several meanings, which the types of its operands decide. */
export type PostgresOp =
  // arithmetic and bits
  | 'power'
  | 'bitAnd'
  | 'bitOr'
  | 'bitXor'
  | 'shiftLeft'
  | 'shiftRight'
  // patterns
  | 'matches'
  | 'notMatches'
  | 'iMatches'
  | 'notIMatches'
  | 'startsWith'
  | 'ltPattern'
  | 'lePattern'
  | 'gtPattern'
  | 'gePattern'
  // arrays, ranges, JSON, networks, shapes
  | 'contains'
  | 'containedBy'
  | 'overlaps'
  | 'adjacent'
  | 'notRightOf'
  | 'notLeftOf'
  | 'containedByOrEqual'
  | 'containsOrEqual'
  | 'distance'
  | 'below'
  | 'above'
  | 'notAbove'
  | 'belowOrTouching'
  | 'aboveOrTouching'
  | 'notBelow'
  | 'sameAs'
  | 'intersects'
  | 'horizontal'
  | 'vertical'
  | 'perpendicular'
  | 'parallel'
  | 'closest'
  // JSON
  | 'get'
  | 'getText'
  | 'getPath'
  | 'getPathText'
  | 'hasKey'
  | 'hasAnyKey'
  | 'hasAllKeys'
  | 'deletePath'
  | 'pathExists'
  // texts to search
  | 'searchMatches'
  // rows, compared by their bytes
  | 'eqImage'
  | 'neImage'
  | 'ltImage'
  | 'leImage'
  | 'gtImage'
  | 'geImage'

export type BinaryOp = StandardOp | PostgresOp

export interface Binary extends Branded {
  readonly _tag: 'Binary'
  readonly op: BinaryOp
  readonly left: Node
  readonly right: Node
  readonly type: SqlType
}

export type PrefixOp =
  | 'bitNot'
  | 'absolute'
  | 'squareRoot'
  | 'cubeRoot'
  | 'searchNot'
  | 'length'
  | 'center'
  | 'points'
  | 'isHorizontal'
  | 'isVertical'

/** An operator before its operand. */
export interface Prefix extends Branded {
  readonly _tag: 'Prefix'
  readonly op: PrefixOp
  readonly operand: Node
  readonly type: SqlType
}

/** An operator by its symbol, which has been checked: it holds nothing but an operator's characters. */
export interface CustomOperator extends Branded {
  readonly _tag: 'CustomOperator'
  readonly schema: string | null
  readonly symbol: string
  /** null for an operator before its operand. */
  readonly left: Node | null
  readonly right: Node
  readonly type: SqlType
}

/** A pattern whose wildcards another character than a backslash stands before, on the right of a match and nowhere else. */
export interface Escaped extends Branded {
  readonly _tag: 'Escaped'
  readonly pattern: Node
  readonly escape: Node
  readonly type: SqlType
}

/** Whether a condition is true, false or unknown: never null itself. */
export interface Truth extends Branded {
  readonly _tag: 'Truth'
  readonly operand: Node
  readonly truth: 'true' | 'false' | 'unknown'
  readonly negated: boolean
  readonly type: SqlType
}

/** Whether a text is JSON, and of which kind. */
export interface IsJson extends Branded {
  readonly _tag: 'IsJson'
  readonly operand: Node
  readonly kind: 'value' | 'object' | 'array' | 'scalar'
  readonly uniqueKeys: boolean
  readonly negated: boolean
  readonly type: SqlType
}

/** A time in another zone. */
export interface AtTimeZone extends Branded {
  readonly _tag: 'AtTimeZone'
  readonly operand: Node
  readonly zone: Node
  readonly type: SqlType
}

/** A text under the rules of another language. */
export interface Collate extends Branded {
  readonly _tag: 'Collate'
  readonly operand: Node
  readonly schema: string | null
  readonly collation: string
  readonly type: SqlType
}

export type Operators = Binary | Prefix | CustomOperator | Escaped | Truth | IsJson | AtTimeZone | Collate
