/**
 * What two statements have in common: their structure, which is all of them but the values that are bound.
 *
 * Statements of one structure have one text, but for lists and rows in their number.
 */
import type { Ast } from './children.js'
import { isBranded } from './Expr.js'
import { resolved, type SqlType } from './SqlType.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A structure as a text, and the values that are bound in it, in order. */
export interface Structure {
  readonly key: string
  readonly values: ReadonlyArray<unknown>
}

/** What is said elsewhere: the brand, and columns, which a source has from its definition or its query. */
const redundant: ReadonlySet<string> = new Set(['joinery', 'c', 'columns', 'constraints', 'details'])

/** The fields of a node that hold what is bound. */
const bound: { readonly [tag: string]: string | undefined } = {
  Param: 'value',
  InValues: 'values',
  Holds: 'text',
}

/** The fields that hold rows: values of columns, some of which may be expressions. */
const rows: ReadonlySet<string> = new Set(['rows', 'row', 'set'])

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/** Functions have no text, and the definition of a table is one object: each is told apart by a number. */
const numbers = new WeakMap<WeakKey, number>()

let counted = 0

const numberOf = (it: WeakKey): number => {
  const known = numbers.get(it)
  if (known !== undefined) return known
  counted += 1
  numbers.set(it, counted)
  return counted
}

const isObject = (u: unknown): u is { readonly [key: string]: unknown } => typeof u === 'object' && u !== null

/** What is bound, and how many there are of it. */
const shapeOf = (value: unknown): string => (Array.isArray(value) ? `?${value.length}` : '?')

/** The structure of a node. @example structureOf(node).key // 'Binary(op:"eq",left:Column(…),right:Param(?,type:…))' */
export const structureOf = (root: Ast): Structure => {
  const values: Array<unknown> = []
  // two common table expressions are told apart by what they are, and not by when they were made
  const keys = new Map<unknown, number>()

  const bind = (value: unknown): string => {
    values.push(value)
    return shapeOf(value)
  }

  const field = (tag: unknown, key: string, value: unknown): string => {
    if (bound[tag as string] === key) return bind(value)
    if (key === 'key' && isObject(value)) {
      if (!keys.has(value)) keys.set(value, keys.size)
      return String(keys.get(value))
    }
    if (key === 'definitions' && isObject(value)) return `#${numberOf(value)}`
    return `${key}:${rows.has(key) ? written(value) : write(value)}`
  }

  const object = (node: { readonly [key: string]: unknown }): string => {
    const { _tag } = node
    const own = Object.keys(node).filter((key) => !redundant.has(key))
    const parts = own.flatMap((key) => (key === '_tag' ? [] : [field(_tag, key, node[key])]))
    return `${typeof _tag === 'string' ? _tag : ''}(${parts.join(',')})`
  }

  /** Rows, or one of them: what is no expression is bound. */
  const written = (value: unknown): string => {
    if (isBranded(value)) return write(value)
    if (Array.isArray(value)) return `[${value.map(written).join(',')}]`
    if (!isObject(value)) return bind(value)
    const parts = Object.keys(value).map((key) => {
      const it = value[key]
      return `${JSON.stringify(key)}:${isBranded(it) ? write(it) : bind(it)}`
    })
    return `{${parts.join(',')}}`
  }

  const write = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
    if (isObject(value))
      return value._tag === 'inherited' ? write(resolved(value as unknown as SqlType)) : object(value)
    if (typeof value === 'function') return `#${numberOf(value)}`
    return typeof value === 'string' ? JSON.stringify(value) : String(value)
  }

  return { key: write(root), values }
}

const isSame = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((it, i) => isSame(it, b[i]))
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime()
  if (!isObject(a) || !isObject(b) || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
}

/** Whether two nodes say the same, and bind the same. */
export const isEqual = (a: Ast, b: Ast): boolean => {
  if (a === b) return true
  const [left, right] = [structureOf(a), structureOf(b)]
  return left.key === right.key && isSame(left.values, right.values)
}
