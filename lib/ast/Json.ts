/** JSON as the standard of SQL says it, as data: what makes it, and what asks it. */
import type { Branded, Node } from './Node.js'
import type { SqlType } from './SqlType.js'
import type { Statement } from './Statement.js'

// -------------------------------------------------------------------------------------
// JSON made of values
// -------------------------------------------------------------------------------------

/** Clauses of what makes JSON; null is what the standard says. */
export interface Making {
  /** Whether a key or an element whose value is NULL is there. */
  readonly onNull: 'null' | 'absent' | null
  readonly uniqueKeys: boolean
  readonly returning: SqlType | null
}

/** `entries` are the keys and values of an object by turns, the items of an array, or the one operand. */
export interface JsonConstructor extends Branded {
  readonly _tag: 'JsonConstructor'
  readonly kind: 'object' | 'array' | 'json' | 'scalar' | 'serialize'
  readonly entries: ReadonlyArray<Node>
  readonly making: Making
  readonly type: SqlType
}

/** The rows of a query of one column, as an array. */
export interface JsonArrayQuery extends Branded {
  readonly _tag: 'JsonArrayQuery'
  readonly query: Statement
  readonly returning: SqlType | null
  readonly type: SqlType
}

// -------------------------------------------------------------------------------------
// what a path finds
// -------------------------------------------------------------------------------------

/** What there is instead, where a path finds nothing or fails. */
export type Behavior =
  | 'error'
  | 'null'
  | 'true'
  | 'false'
  | 'unknown'
  | 'empty array'
  | 'empty object'
  | { readonly default: Node }

/** Values that a path names. */
export type Passing = ReadonlyArray<readonly [name: string, value: Node]>

/** How what a path finds becomes one value; null is what the standard says. */
export interface Finding {
  readonly wrapper: 'without' | 'conditional' | 'unconditional' | null
  readonly quotes: 'keep' | 'omit' | null
  readonly onEmpty: Behavior | null
  readonly onError: Behavior | null
}

export interface JsonQuery extends Branded {
  readonly _tag: 'JsonQuery'
  readonly kind: 'exists' | 'value' | 'query'
  readonly document: Node
  readonly path: Node
  readonly passing: Passing
  readonly finding: Finding
  readonly returning: SqlType | null
  readonly type: SqlType
}

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

/** A column of a table that is made of JSON. `path` null is the key of the column's name. */
export type JsonColumn =
  | { readonly _tag: 'Ordinality'; readonly name: string }
  | {
      readonly _tag: 'Path'
      readonly name: string
      readonly type: SqlType
      readonly path: string | null
      /** Whether it is JSON itself, whatever its type. */
      readonly formatJson: boolean
      readonly finding: Finding
    }
  | {
      readonly _tag: 'Exists'
      readonly name: string
      readonly type: SqlType
      readonly path: string | null
      readonly onError: Behavior | null
    }
  | {
      readonly _tag: 'Nested'
      readonly name: string
      readonly path: string
      readonly columns: ReadonlyArray<JsonColumn>
    }

/** Rows made of JSON: it stands in FROM, as a call does. Paths are a part of the text: nothing else may stand there. */
export interface JsonTable extends Branded {
  readonly _tag: 'JsonTable'
  readonly document: Node
  readonly path: string
  readonly passing: Passing
  readonly columns: ReadonlyArray<JsonColumn>
  readonly onError: Behavior | null
  readonly type: SqlType
}

export type Jsons = JsonConstructor | JsonArrayQuery | JsonQuery | JsonTable
