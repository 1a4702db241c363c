/**
 * Documents, keys and paths as nodes.
 *
 * A bare value is JSON here: a string is the JSON string, and null is the JSON null, not NULL.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { invalid, isBranded, isNode, isRecord, nodeOf, param, toNode } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import { baseOf, plain, type SqlType, textType } from '../ast/SqlType.js'
import type { Source } from '../schema/Table.js'
import { typeOfBare, untypable } from './bare.js'
import { callNode } from './define.js'
import { wholeRow } from './rows.js'

export type JsonKind = 'json' | 'jsonb'

export const plainJson: SqlType = { _tag: 'json' }

export const plainJsonb: SqlType = { _tag: 'jsonb' }

export const jsonType: Readonly<Record<JsonKind, SqlType>> = { json: plainJson, jsonb: plainJsonb }

export const jsonpathType: SqlType = /* @__PURE__ */ plain('jsonpath')

export const integerType: SqlType = /* @__PURE__ */ plain('integer')

const texts: SqlType = { _tag: 'array', element: textType }

// -------------------------------------------------------------------------------------
// documents
// -------------------------------------------------------------------------------------

/** The type of what is found in a document of this one. */
export const kindOf = (node: Node): JsonKind => (baseOf(node.type)._tag === 'jsonb' ? 'jsonb' : 'json')

/** The JSON null: a value, which `isNull` does not find. */
const nullType: SqlType = {
  _tag: 'mapped',
  base: { _tag: 'asText', base: plainJsonb },
  encode: (text: string) => text,
  decode: () => null,
}

export const nullNode: Node = /* @__PURE__ */ param('null', nullType, true)

/** What keeps a node from being a document of this kind; null if nothing does. */
const problemOf = (node: Node, kind: JsonKind | null): readonly [reason: string, hint: string] | null => {
  const { _tag } = baseOf(node.type)
  // the database knows
  if (node._tag === 'Invalid' || _tag === 'untyped' || _tag === kind) return null
  const known = _tag === 'json' || _tag === 'jsonb' || _tag === 'rows'
  if (known && (kind === null || (kind === 'json' && _tag === 'rows'))) return null
  if (known) return [`is ${_tag === 'rows' ? 'json' : _tag}`, `use the function of its type, or cast(x, ${kind}())`]
  return ['is not JSON', `give a column of it, or cast(x, ${kind ?? 'jsonb'}())`]
}

/** A document of one kind, or of either. A bare value is bound as one. */
export const toDocument = (operand: unknown, kind: JsonKind | null, argument: string): Node => {
  if (!isBranded(operand)) return boundAs(operand, kind ?? 'jsonb', true)
  const node = toNode(operand, argument)
  const problem = problemOf(node, kind)
  return problem === null ? node : invalid(invalidArgument(argument, ...problem))
}

/** A value that is put into a `jsonb` document: what is none is made one. */
export const toContent = (operand: unknown, argument: string, cast: boolean): Node => {
  if (!isBranded(operand)) return boundAs(operand, 'jsonb', cast)
  const node = toNode(operand, argument)
  return /^(jsonb|untyped)$/.test(baseOf(node.type)._tag) || node._tag === 'Invalid'
    ? node
    : callNode('toJsonb', [node], plainJsonb)
}

/** JSON as a value, or built by the database where there are expressions in it. */
const boundAs = (value: unknown, kind: JsonKind, cast: boolean): Node =>
  value === null
    ? nullNode
    : holdsExpression(value)
      ? toJsonValue(value, kind, 'a document')
      : param(value, jsonType[kind], cast)

// -------------------------------------------------------------------------------------
// keys and paths
// -------------------------------------------------------------------------------------

const badKey = (argument: string): Node =>
  invalid(invalidArgument(argument, 'is no key', 'give a string for a key, a whole number for an index'))

/** A key of an object as text, an index of an array as an integer. */
export const toKey = (key: unknown, argument: string): Node => {
  if (isBranded(key)) return toNode(key, argument)
  if (typeof key === 'string') return param(key, textType, true)
  return typeof key === 'number' && Number.isSafeInteger(key) ? param(key, integerType, true) : badKey(argument)
}

const isKey = (key: unknown): key is string | number =>
  typeof key === 'string' || (typeof key === 'number' && Number.isSafeInteger(key))

const asText = (node: Node): Node =>
  /^(text|varchar|char)$/.test(baseOf(node.type)._tag)
    ? node
    : { joinery: brand, _tag: 'Cast', operand: node, type: textType }

/** One step of a path, as text. */
export const toStep = (key: unknown, argument: string): Node => {
  if (isBranded(key)) return asText(toNode(key, argument))
  return isKey(key) ? param(String(key), textType, true) : badKey(argument)
}

/** A path as an array of texts: one value, unless one of its steps is an expression. */
export const toPath = (path: unknown, argument: string, cast: boolean): Node => {
  if (isBranded(path)) return toNode(path, argument)
  if (!Array.isArray(path))
    return invalid(invalidArgument(argument, 'is no path', "give an array of keys and indices, as ['a', 0]"))
  if (path.every(isKey)) return param(path.map(String), texts, cast)
  return {
    joinery: brand,
    _tag: 'ArrayValue',
    items: path.map((key) => toStep(key, `a step of ${argument}`)),
    type: texts,
  }
}

/** A text: a value, or an expression. */
export const toText = (text: unknown, argument: string): Node =>
  isBranded(text)
    ? toNode(text, argument)
    : typeof text === 'string'
      ? param(text, textType, false)
      : invalid(invalidArgument(argument, 'is no string', "give one, as 'a'"))

/** An array of texts: one value, or an expression. */
export const toTexts = (list: unknown, argument: string, cast: boolean): Node => {
  if (isBranded(list)) return toNode(list, argument)
  return Array.isArray(list) && list.every((text) => typeof text === 'string')
    ? param([...list], texts, cast)
    : invalid(invalidArgument(argument, 'is no array of strings', "give one, as ['a', 'b']"))
}

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** Whether there is an expression in it. An object that contains itself is refused where it is bound. */
const holdsExpression = (value: unknown, within: ReadonlyArray<unknown> = []): boolean =>
  isBranded(value) ||
  ((Array.isArray(value) || isRecord(value)) &&
    !within.includes(value) &&
    Object.values(value as object).some((child) => holdsExpression(child, [...within, value])))

/** The name of a key is a part of the text, as an alias is. */
const keyNode = (key: string): Node => ({ joinery: brand, _tag: 'Literal', value: key, type: textType, cast: false })

/** A field that JSON has under another name than the type of the row. */
const renamedIn = (type: SqlType): readonly [key: string, name: string] | null => {
  const own = baseOf(type)
  if (own._tag === 'array') return renamedIn(own.element)
  if (own._tag !== 'composite') return null
  for (const [key, field, , name] of own.fields) {
    if (name !== undefined && name !== null && name !== key) return [key, name]
    const inner = renamedIn(field)
    if (inner !== null) return inner
  }
  return null
}

/** An expression, or a whole source; the keys of rows in JSON are the names that the database has for their columns. */
export const toRow = (operand: unknown, argument: string): Node => {
  const node = isSource(operand) ? nodeOf(wholeRow(operand)) : toNode(operand, argument)
  const renamed = renamedIn(node.type)
  if (renamed === null) return node
  const reason = `has a column ${renamed[0]} that the database calls ${renamed[1]}`
  return invalid(invalidArgument(argument, reason, 'give an object of its columns to jsonBuildObject'))
}

const isSource = (u: unknown): u is Source<string, unknown, unknown> => isBranded(u) && 'columns' in u && !isNode(u)

/** An object or an array that holds expressions is built by the database; any other value is bound. */
export const toJsonValue = (value: unknown, kind: JsonKind, argument: string): Node => {
  if (isBranded(value)) return toRow(value, argument)
  if (holdsExpression(value)) return Array.isArray(value) ? arrayNode(value, kind) : objectNode(value, kind)
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') return untypable(value, argument)
  if (value === null) return nullNode
  const type = value instanceof Date ? null : typeOfBare(value)
  return param(value, type ?? jsonType[kind], true)
}

export const arrayNode = (items: ReadonlyArray<unknown>, kind: JsonKind): Node =>
  callNode(
    `${kind}BuildArray`,
    items.map((item, i) => toJsonValue(item, kind, `item ${i + 1} of ${kind}BuildArray`)),
    jsonType[kind],
  )

const notFields = (name: string): Node =>
  invalid(
    invalidArgument(
      `the argument of ${name}`,
      'is no object',
      'give an object of values and expressions, or an array of [key, value]',
    ),
  )

/** Keys and values by turns: of an object, or of an array of pairs, whose keys may be expressions. */
export const entriesOf = (fields: unknown, kind: JsonKind, name: string): ReadonlyArray<Node> => {
  const value = (it: unknown, key: unknown) =>
    toJsonValue(it, kind, `the value of ${typeof key === 'string' ? JSON.stringify(key) : 'a key'} in ${name}`)
  if (Array.isArray(fields) && fields.every((pair) => Array.isArray(pair) && pair.length === 2))
    return fields.flatMap(([key, it]) => [toStep(key, `a key of ${name}`), value(it, key)])
  return isRecord(fields) && !isBranded(fields)
    ? Object.entries(fields).flatMap(([key, it]) => [keyNode(key), value(it, key)])
    : [notFields(name)]
}

/** A function of PostgreSQL takes 100 arguments. */
const mostKeys = 50

const tooManyKeys = (name: string, count: number): Node =>
  invalid(
    invalidArgument(
      `the object of ${name}`,
      `has ${count} keys`,
      `give at most ${mostKeys}, and jsonConcat the objects`,
    ),
  )

export const objectNode = (fields: unknown, kind: JsonKind): Node => {
  const name = `${kind}BuildObject`
  if (isBranded(fields) && (fields as Node)._tag === 'Variadic') return callNode(name, [fields as Node], jsonType[kind])
  const entries = entriesOf(fields, kind, name)
  return entries.length > 2 * mostKeys ? tooManyKeys(name, entries.length / 2) : callNode(name, entries, jsonType[kind])
}
