/** XML as the standard of SQL says it, as data: what makes it, and what asks it. */
import type { Branded, Node } from './Node.js'
import type { SqlType } from './SqlType.js'

/** Values with names. */
export type NamedNodes = ReadonlyArray<readonly [name: string, value: Node]>

// -------------------------------------------------------------------------------------
// XML made of values
// -------------------------------------------------------------------------------------

export interface XmlElement extends Branded {
  readonly _tag: 'XmlElement'
  readonly name: string
  readonly attributes: NamedNodes
  readonly content: ReadonlyArray<Node>
  readonly type: SqlType
}

/** An element for each. Never empty. */
export interface XmlForest extends Branded {
  readonly _tag: 'XmlForest'
  readonly members: NamedNodes
  readonly type: SqlType
}

/** A processing instruction. */
export interface XmlPi extends Branded {
  readonly _tag: 'XmlPi'
  readonly name: string
  readonly content: Node | null
  readonly type: SqlType
}

/** What a document says of itself, replaced; `version` null is no value. */
export interface XmlRoot extends Branded {
  readonly _tag: 'XmlRoot'
  readonly operand: Node
  readonly version: Node | null
  readonly standalone: 'yes' | 'no' | 'no value' | null
  readonly type: SqlType
}

/** Whether there is one element around all. */
export type XmlWhole = 'document' | 'content'

export interface XmlParse extends Branded {
  readonly _tag: 'XmlParse'
  readonly whole: XmlWhole
  readonly operand: Node
  readonly type: SqlType
}

export interface XmlSerialize extends Branded {
  readonly _tag: 'XmlSerialize'
  readonly whole: XmlWhole
  readonly operand: Node
  readonly indent: boolean
  readonly type: SqlType
}

// -------------------------------------------------------------------------------------
// what is asked of it
// -------------------------------------------------------------------------------------

export interface IsDocument extends Branded {
  readonly _tag: 'IsDocument'
  readonly operand: Node
  readonly negated: boolean
  readonly type: SqlType
}

/** Whether a path finds anything. */
export interface XmlExists extends Branded {
  readonly _tag: 'XmlExists'
  readonly path: Node
  readonly document: Node
  readonly type: SqlType
}

/** A column of a table that is made of XML. `path` null is the element of the column's name. */
export type XmlColumn =
  | { readonly _tag: 'Ordinality'; readonly name: string }
  | {
      readonly _tag: 'Path'
      readonly name: string
      readonly type: SqlType
      readonly path: Node | null
      readonly otherwise: Node | null
      readonly notNull: boolean
    }

/** Rows made of XML: it stands in FROM, as a call does. */
export interface XmlTable extends Branded {
  readonly _tag: 'XmlTable'
  readonly namespaces: NamedNodes
  readonly path: Node
  readonly document: Node
  readonly columns: ReadonlyArray<XmlColumn>
  readonly type: SqlType
}

export type Xmls =
  | XmlElement
  | XmlForest
  | XmlPi
  | XmlRoot
  | XmlParse
  | XmlSerialize
  | IsDocument
  | XmlExists
  | XmlTable
