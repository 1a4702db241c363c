/**
 * Expressions as data: plain tagged nodes, which builders write and dialects read.
 *
 * Every node carries `brand`, a symbol. JSON cannot hold one, so a request body that looks like a node is bound as a
 * value and never spelled as SQL: "is this an expression?" asks for the brand and for nothing else.
 *
 * What may be absent is `null` here, not an `Option`: these objects are made anew for every statement.
 */
import type { CompileError } from './CompileError.js'
import type { Jsons } from './Json.js'
import type { Operators } from './Operator.js'
import type { Rows, SqlType } from './SqlType.js'
import type { Select, Source, Statement } from './Statement.js'
import type { Values } from './Value.js'
import type { Aggregate, Grouping, Over, WindowFunction } from './Window.js'
import type { Xmls } from './Xml.js'

/** Registered, so that nodes made by the ESM build are nodes to the CommonJS build too. */
export const brand: unique symbol = Symbol.for('joinery')

export interface Branded {
  readonly joinery: typeof brand
}

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Column extends Branded {
  readonly _tag: 'Column'
  readonly table: string
  readonly name: string
  readonly type: SqlType
}

/** A bound value. `cast` is set where the server cannot infer the type from the context. */
export interface Param extends Branded {
  readonly _tag: 'Param'
  readonly value: unknown
  readonly type: SqlType
  readonly cast: boolean
}

/** A value that a prepared statement gets when it runs. Its type is always said. */
export interface Placeholder extends Branded {
  readonly _tag: 'Placeholder'
  readonly name: string
  readonly type: SqlType
}

export interface Constant extends Branded {
  readonly _tag: 'Constant'
  readonly value: boolean
  readonly type: SqlType
}

/** AND or OR over any number of conditions; at least two. */
export interface Junction extends Branded {
  readonly _tag: 'Junction'
  readonly op: 'and' | 'or'
  readonly conditions: ReadonlyArray<Node>
  readonly type: SqlType
}

export interface Not extends Branded {
  readonly _tag: 'Not'
  readonly condition: Node
  readonly type: SqlType
}

export interface Negative extends Branded {
  readonly _tag: 'Negative'
  readonly operand: Node
  readonly type: SqlType
}

export interface IsNull extends Branded {
  readonly _tag: 'IsNull'
  readonly operand: Node
  readonly negated: boolean
  readonly type: SqlType
}

export interface Between extends Branded {
  readonly _tag: 'Between'
  readonly operand: Node
  readonly low: Node
  readonly high: Node
  /** Whether the lower bound may be the higher one. */
  readonly symmetric: boolean
  readonly negated: boolean
  readonly type: SqlType
}

/** Membership in a list of values, all of them bound. Never empty. */
export interface InValues extends Branded {
  readonly _tag: 'InValues'
  readonly operand: Node
  readonly values: ReadonlyArray<unknown>
  readonly negated: boolean
  readonly type: SqlType
}

/** Membership in a list that holds expressions. Never empty. */
export interface InList extends Branded {
  readonly _tag: 'InList'
  readonly operand: Node
  readonly items: ReadonlyArray<Node>
  readonly negated: boolean
  readonly type: SqlType
}

export interface InQuery extends Branded {
  readonly _tag: 'InQuery'
  readonly operand: Node
  readonly query: Statement
  readonly negated: boolean
  readonly type: SqlType
}

/** Any or all values of a query of one column, or of an array, on the right of a comparison and nowhere else. */
export interface Quantified extends Branded {
  readonly _tag: 'Quantified'
  readonly quantifier: 'any' | 'all'
  readonly of: Statement | Node
  readonly type: SqlType
}

export interface Exists extends Branded {
  readonly _tag: 'Exists'
  readonly query: Statement
  readonly type: SqlType
}

/** A query of one column, as a value. */
export interface Scalar extends Branded {
  readonly _tag: 'Scalar'
  readonly query: Statement
  readonly type: SqlType
}

/** The value of the first branch whose condition holds; where there is an operand, of the first that is equal to it. */
export interface Case extends Branded {
  readonly _tag: 'Case'
  readonly operand: Node | null
  /** At least one. */
  readonly branches: ReadonlyArray<Branch>
  /** null is no ELSE. */
  readonly otherwise: Node | null
  readonly type: SqlType
}

export interface Branch {
  readonly when: Node
  readonly result: Node
}

/** A value converted to the type of the node. */
export interface Cast extends Branded {
  readonly _tag: 'Cast'
  readonly operand: Node
  readonly type: SqlType
}

/** Whether a text holds another one, which stands for itself: nothing in it is a wildcard. */
export interface Holds extends Branded {
  readonly _tag: 'Holds'
  readonly operand: Node
  readonly text: string
  readonly at: 'start' | 'end' | 'anywhere'
  readonly ignoreCase: boolean
  readonly type: SqlType
}

/**
 * How related rows are found: with the row that they belong to, in a subselect of it; all at once, in a query that is
 * grouped and joined; joined as they are; in a statement of their own, by the keys that the first one gave.
 */
export type Strategy = 'subselect' | 'grouped' | 'join' | 'split'

/**
 * The rows of a query as one nested value. The query reads the row around it; the first of its conditions is what makes
 * the rows belong to that.
 */
export interface Collect extends Branded {
  readonly _tag: 'Collect'
  readonly query: Select
  /** null where it is left to joinery. What is nested in an expression or in a subquery is a subselect all the same. */
  readonly strategy: Strategy | null
  /** Whether there always is a row. */
  readonly required: boolean
  readonly rows: Rows
  /** The same. */
  readonly type: SqlType
}

/** An aggregate of rows, as one nested value. */
export interface Gather extends Branded {
  readonly _tag: 'Gather'
  readonly items: ReadonlyArray<Node>
  readonly orderBy: ReadonlyArray<Order>
  readonly type: SqlType
}

/** The user's own SQL: what is between the holes is spelled as it stands. */
export interface Raw extends Branded {
  readonly _tag: 'Raw'
  readonly strings: ReadonlyArray<string>
  readonly holes: ReadonlyArray<Node | Source>
  readonly type: SqlType
}

/** DEFAULT, in an insert or an update. */
export interface Default extends Branded {
  readonly _tag: 'Default'
  readonly type: SqlType
}

/** Where a condition would stand that was left out on purpose. */
export interface Skip extends Branded {
  readonly _tag: 'Skip'
  readonly type: SqlType
}

/** A column that a set operation yields, which has a name and no table: it can be ordered by, and nothing else. */
export interface Output extends Branded {
  readonly _tag: 'Output'
  readonly name: string
  readonly type: SqlType
}

/** Where something stands that cannot be spelled: the compiler reports why. */
export interface Invalid extends Branded {
  readonly _tag: 'Invalid'
  readonly error: CompileError
  readonly type: SqlType
}

export type Node =
  | Column
  | Param
  | Placeholder
  | Constant
  | Junction
  | Not
  | Negative
  | IsNull
  | Between
  | InValues
  | InList
  | InQuery
  | Quantified
  | Exists
  | Scalar
  | Case
  | Cast
  | Holds
  | Collect
  | Gather
  | Raw
  | Default
  | Skip
  | Output
  | Invalid
  | Operators
  | Values
  | Jsons
  | Xmls
  | Aggregate
  | WindowFunction
  | Over
  | Grouping

export interface Order extends Branded {
  readonly _tag: 'Order'
  readonly operand: Node
  readonly direction: 'asc' | 'desc'
  readonly nulls: 'first' | 'last' | null
}

/** Several groupings at once, in a GROUP BY. An element that is a list is grouped by together. */
export interface GroupingSets extends Branded {
  readonly _tag: 'GroupingSets'
  readonly kind: 'rollup' | 'cube' | 'grouping sets'
  readonly elements: ReadonlyArray<Node | ReadonlyArray<Node> | GroupingSets>
}

export type LockStrength = 'update' | 'noKeyUpdate' | 'share' | 'keyShare'

/** Keeps others from the rows that a select finds, until the transaction ends. */
export interface Lock extends Branded {
  readonly _tag: 'Lock'
  readonly strength: LockStrength
  /** The names of the sources whose rows are meant; null is all of them. */
  readonly of: ReadonlyArray<string> | null
  readonly wait: 'nowait' | 'skip locked' | null
}

/** Keeps the first row of those that are equal in these. Never empty. */
export interface DistinctOn extends Branded {
  readonly _tag: 'DistinctOn'
  readonly expressions: ReadonlyArray<Node>
}

/** What stands in a statement, and is no expression. */
export type Clause = Order | GroupingSets | Lock | DistinctOn
