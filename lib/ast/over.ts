/**
 * What is done with the children that are in a value: in a list, in an object, or where there may be none.
 *
 * What leaves every child as it is gives back the value itself, so that what is shared stays shared.
 */
import type { CompileError } from './CompileError.js'
import type { Constraint } from './Constraint.js'
import type { Making } from './Json.js'
import type { Clause, Node } from './Node.js'
import type { SqlType } from './SqlType.js'
import type { Cycle, Ddl, Define, QualifiedName, Search, Source, Statement, TableCall, TableNode } from './Statement.js'
import type { Bound, Window } from './Window.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Whatever a statement is made of. */
export type Ast = Node | Clause | Source | Statement | Window | Bound

/** What is done with a child. What comes back stands in its place, so it is of the same kind. */
export type Each = <A extends Ast>(child: A) => A

/** What is done with the children in a value. */
export type Over<T> = (value: T, f: Each) => T

/** What no node is in, and what a table is defined as: a statement is not made of that. */
type Leaf =
  | string
  | number
  | boolean
  | null
  | undefined
  | symbol
  | SqlType
  | CompileError
  | ReadonlyArray<string>
  | Search
  | Cycle
  | QualifiedName
  | Making
  | Source['columns']
  | TableNode['definitions']
  | Constraint
  | TableNode['constraints']
  | TableNode['details']
  | Define['object']
  | Ddl['change']
  | ReadonlyArray<string | null>
  | TableCall['definitions']

/** Values that are bound, and what a common table expression is known by. */
type Opaque<K, T> = K extends 'key' ? true : unknown extends T ? true : ReadonlyArray<unknown> extends T ? true : false

type HoldingKeys<T> = {
  [K in keyof T]-?: true extends Opaque<K, T[K]> ? never : T[K] extends Leaf ? never : K
}[keyof T]

/** Every field that may hold nodes. */
export type FieldsOf<T> = { readonly [K in HoldingKeys<T>]-?: Over<T[K]> }

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

export const one = <A extends Ast>(child: A, f: Each): A => f(child)

/** Nothing in it is a node: values are bound as they are. */
export const leave = <T>(values: T): T => values

export const maybe = <A extends Ast>(child: A | null, f: Each): A | null => (child === null ? null : f(child))

/** The same array, where nothing in it is changed. */
export const each =
  <T>(over: Over<T>): Over<ReadonlyArray<T>> =>
  (values, f) => {
    let changed: Array<T> | null = null
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as T
      const next = over(value, f)
      if (changed === null && next !== value) changed = values.slice(0, i)
      changed?.push(next)
    }
    return changed ?? values
  }

export const orNull =
  <T>(over: Over<T>): Over<T | null> =>
  (value, f) =>
    value === null ? null : over(value, f)

export type Entries = ReadonlyArray<readonly [key: string, over: Over<never>]>

export const entriesOf = (fields: object): Entries => Object.entries(fields)

/** The same object, where nothing in these fields is changed. */
export const overFields = <T extends object>(value: T, fields: Entries, f: Each): T => {
  const own = value as { readonly [key: string]: unknown }
  let changed: { [key: string]: unknown } | null = null
  for (const [key, over] of fields) {
    const next = over(own[key] as never, f)
    if (next === own[key]) continue
    changed ??= { ...own }
    changed[key] = next
  }
  return (changed ?? value) as T
}

/** An object that is no node of its own. */
export const inside = <T extends object>(fields: FieldsOf<T>): Over<T> => {
  const entries = entriesOf(fields)
  return (value, f) => overFields(value, entries, f)
}

export const many = /* @__PURE__ */ each(one) as <A extends Ast>(
  children: ReadonlyArray<A>,
  f: Each,
) => ReadonlyArray<A>
