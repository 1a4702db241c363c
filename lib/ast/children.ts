/**
 * What nodes are made of: for each tag, the fields that hold other nodes, and how to change what is in them.
 *
 * The table is complete by its type: a node without an entry, and a field with nodes in it that an entry leaves out, do
 * not compile. What leaves every child as it is gives back the node itself, so that what is shared stays shared.
 */
import type { CompileError } from './CompileError.js'
import type { Constraint } from './Constraint.js'
import { isBranded, isNode, isRecord } from './Expr.js'
import type { Branch, Clause, GroupingSets, Node } from './Node.js'
import type { Group, Item, Projection } from './Projection.js'
import type { SqlType } from './SqlType.js'
import type {
  Assignment,
  Conflict,
  ConflictTarget,
  ConflictUpdate,
  CreateTable,
  Cycle,
  Extras,
  IndexElement,
  Insert,
  Join,
  MergeAction,
  MergeWhen,
  QualifiedName,
  Sample,
  Search,
  Source,
  Statement,
  TableCall,
  TableNode,
} from './Statement.js'
import type { Slice } from './Value.js'
import type { Bound, Frame, Window } from './Window.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Whatever a statement is made of. */
export type Ast = Node | Clause | Source | Statement | Window | Bound

/** What is done with a child. What comes back stands in its place, so it is of the same kind. */
export type Each = <A extends Ast>(child: A) => A

/** What is done with the children in a value. */
type Over<T> = (value: T, f: Each) => T

/** What no node is in, and what a table is defined as: a statement is not made of that. */
type Leaf =
  | string
  | number
  | boolean
  | null
  | symbol
  | SqlType
  | CompileError
  | ReadonlyArray<string>
  | Search
  | Cycle
  | QualifiedName
  | Source['columns']
  | TableNode['definitions']
  | Constraint
  | TableNode['constraints']
  | CreateTable['without']
  | TableCall['definitions']

/** Values that are bound, and what a common table expression is known by. */
type Opaque<K, T> = K extends 'key' ? true : unknown extends T ? true : ReadonlyArray<unknown> extends T ? true : false

type HoldingKeys<T> = {
  [K in keyof T]-?: true extends Opaque<K, T[K]> ? never : T[K] extends Leaf ? never : K
}[keyof T]

/** Every field that may hold nodes. */
type FieldsOf<T> = { readonly [K in HoldingKeys<T>]-?: Over<T[K]> }

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

const one = <A extends Ast>(child: A, f: Each): A => f(child)

/** Nothing in it is a node: values are bound as they are. */
const leave = <T>(values: T): T => values

const maybe = <A extends Ast>(child: A | null, f: Each): A | null => (child === null ? null : f(child))

/** The same array, where nothing in it is changed. */
const each =
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

const orNull =
  <T>(over: Over<T>): Over<T | null> =>
  (value, f) =>
    value === null ? null : over(value, f)

type Entries = ReadonlyArray<readonly [key: string, over: Over<never>]>

const entriesOf = (fields: object): Entries => Object.entries(fields)

/** The same object, where nothing in these fields is changed. */
const overFields = <T extends object>(value: T, fields: Entries, f: Each): T => {
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
const inside = <T extends object>(fields: FieldsOf<T>): Over<T> => {
  const entries = entriesOf(fields)
  return (value, f) => overFields(value, entries, f)
}

const many = /* @__PURE__ */ each(one) as <A extends Ast>(children: ReadonlyArray<A>, f: Each) => ReadonlyArray<A>

// -------------------------------------------------------------------------------------
// parts of expressions
// -------------------------------------------------------------------------------------

const slice = /* @__PURE__ */ inside<Slice>({ lower: maybe, upper: maybe })

const index: Over<Node | Slice> = (value, f) => (value._tag === 'Slice' ? slice(value, f) : f(value))

const branch = /* @__PURE__ */ inside<Branch>({ when: one, result: one })

const element: Over<GroupingSets['elements'][number]> = (value, f) =>
  isList(value) ? (many(value, f) as ReadonlyArray<Node>) : f(value)

const isList = (u: unknown): u is ReadonlyArray<Node> => Array.isArray(u)

const frame = /* @__PURE__ */ inside<Frame>({ start: one, end: one })

// -------------------------------------------------------------------------------------
// parts of statements
// -------------------------------------------------------------------------------------

const item: Over<Item> = (value, f) => (value._tag === 'Group' ? group(value, f) : overFields(value, field, f))

const field: Entries = [['node', one]]

const group: Over<Group> = (value, f) => {
  const items = each(item)(value.items, f)
  return items === value.items ? value : { ...value, items }
}

const projection = /* @__PURE__ */ inside<Projection>({ items: /* @__PURE__ */ each(item) })

const join = /* @__PURE__ */ inside<Join>({ source: one, on: maybe })

const sample = /* @__PURE__ */ inside<Sample>({ percent: one, seed: maybe })

const tableCall = /* @__PURE__ */ inside<TableCall>({ call: one })

const extras = /* @__PURE__ */ inside<Extras>({ ctes: many })

/** Values of columns, some of which may be expressions. */
const written: Over<Readonly<Record<string, unknown>>> = (value, f) => {
  if (!isRecord(value)) return value
  let changed: Record<string, unknown> | null = null
  for (const key of Object.keys(value)) {
    const it = value[key]
    if (!isNode(it)) continue
    const next = f(it)
    if (next === it) continue
    changed ??= { ...value }
    changed[key] = next
  }
  return changed ?? value
}

const rows = /* @__PURE__ */ each(written)

const assignment = /* @__PURE__ */ inside<Assignment>({ targets: many, value: one })

const conflictIndex = /* @__PURE__ */ inside<Extract<ConflictTarget, { readonly _tag: 'Index' }>>({
  elements: /* @__PURE__ */ each(/* @__PURE__ */ inside<IndexElement>({ of: one })),
  where: many,
})

const conflictTarget: Over<ConflictTarget> = (value, f) => (value._tag === 'Index' ? conflictIndex(value, f) : value)

const assignments = /* @__PURE__ */ each(assignment)

const conflictUpdate = /* @__PURE__ */ inside<ConflictUpdate>({
  set: (value, f) => (isBranded(value) ? value : written(value, f)),
  assignments,
  where: many,
})

const conflict: Over<Conflict> = (value, f) => {
  if (value._tag === 'InvalidConflict') return value
  const target = conflictTarget(value.target, f)
  const action = value.action._tag === 'Update' ? conflictUpdate(value.action, f) : value.action
  return target === value.target && action === value.action ? value : { ...value, target, action }
}

const mergeUpdate = /* @__PURE__ */ inside<Extract<MergeAction, { readonly _tag: 'Update' }>>({
  set: written,
  assignments,
})

const mergeInsert = /* @__PURE__ */ inside<Extract<MergeAction, { readonly _tag: 'Insert' }>>({ row: written })

const mergeAction: Over<MergeAction> = (value, f) =>
  value._tag === 'Update' ? mergeUpdate(value, f) : value._tag === 'Insert' ? mergeInsert(value, f) : value

const mergeWhen = /* @__PURE__ */ inside<MergeWhen>({ conditions: many, action: mergeAction })

const whens = /* @__PURE__ */ each(mergeWhen)

const joins = /* @__PURE__ */ each(join)

const yielded = /* @__PURE__ */ orNull(projection)

const ended = { orderBy: many, limit: maybe, offset: maybe }

const selected = {
  distinctOn: maybe,
  projection: yielded,
  from: maybe,
  joins,
  where: many,
  groupBy: many,
  having: many,
  ...ended,
  locks: many,
  extras: /* @__PURE__ */ orNull(extras),
}

const inserted = {
  rows,
  query: maybe,
  targets: /* @__PURE__ */ orNull<Insert['targets'] & object>(many),
  conflict: /* @__PURE__ */ orNull(conflict),
}

// -------------------------------------------------------------------------------------
// nodes
// -------------------------------------------------------------------------------------

const fields: { readonly [A in Ast as A['_tag']]: FieldsOf<A> } = {
  // expressions
  Column: {},
  Param: {},
  Placeholder: {},
  Constant: {},
  Junction: { conditions: many },
  Not: { condition: one },
  Negative: { operand: one },
  IsNull: { operand: one },
  Between: { operand: one, low: one, high: one },
  InValues: { operand: one },
  InList: { operand: one, items: many },
  InQuery: { operand: one, query: one },
  Quantified: { of: one },
  Exists: { query: one },
  Scalar: { query: one },
  Case: { operand: maybe, branches: /* @__PURE__ */ each(branch), otherwise: maybe },
  Cast: { operand: one },
  Holds: { operand: one },
  Collect: { query: one },
  Raw: { holes: many },
  Default: {},
  Skip: {},
  Output: {},
  Invalid: {},
  Binary: { left: one, right: one },
  Prefix: { operand: one },
  CustomOperator: { left: maybe, right: one },
  Truth: { operand: one },
  IsJson: { operand: one },
  AtTimeZone: { operand: one, zone: one },
  Collate: { operand: one },
  Call: { args: many },
  CustomCall: { args: many },
  NamedArgument: { operand: one },
  Variadic: { operand: one },
  Session: {},
  Extract: { operand: one },
  RowValue: { items: many },
  WholeRow: {},
  FieldOf: { operand: one },
  ArrayValue: { items: many },
  ArrayQuery: { query: one },
  Subscript: { operand: one, indices: /* @__PURE__ */ each(index) },
  Literal: {},
  // aggregates and windows
  Aggregate: { args: many, orderBy: many, filter: many },
  WindowFunction: { args: many },
  Over: { operand: one, window: one },
  Grouping: { args: many },
  Window: { base: maybe, partitionBy: many, orderBy: many, frame: /* @__PURE__ */ orNull(frame) },
  Bound: { offset: maybe },
  // clauses
  Order: { operand: one },
  GroupingSets: { elements: /* @__PURE__ */ each(element) },
  Lock: {},
  DistinctOn: { expressions: many },
  // sources
  Table: { sample: /* @__PURE__ */ orNull(sample) },
  Derived: { query: one },
  Lateral: { query: one },
  FunctionTable: { calls: /* @__PURE__ */ each(tableCall) },
  JoinTree: { first: one, joins },
  Cte: { query: one },
  CteSelf: {},
  BoundRows: { rows: leave },
  InvalidSource: {},
  // statements
  Select: selected,
  SetOperation: { left: one, right: one, projection: yielded, ...ended },
  Values: { rows: /* @__PURE__ */ each(many), projection, ...ended },
  With: { ctes: many, statement: one },
  Insert: { table: one, ...inserted, projection: yielded, ctes: many },
  Update: { table: one, set: written, assignments, using: many, where: many, projection: yielded, ctes: many },
  Delete: { table: one, using: many, where: many, projection: yielded, ctes: many },
  Merge: { table: one, source: one, on: one, whens, projection: yielded, ctes: many },
  Prepared: { statement: one, values: leave },
  RawStatement: { raw: one, projection: yielded },
  CreateTable: { table: one },
  DropTable: { table: one },
  AddConstraint: { table: one },
  DropConstraint: { table: one },
  TableNames: { projection },
  TableColumns: { table: one, projection },
  InvalidStatement: { ...selected, ...inserted, set: written, assignments, using: many, whens, ctes: many },
}

const entries: Readonly<Record<string, Entries>> = /* @__PURE__ */ (() =>
  Object.fromEntries(Object.entries(fields).map(([tag, own]) => [tag, entriesOf(own)])))()

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

/** The node with its children changed; the node itself, where none is. */
export const mapChildren = <A extends Ast>(node: A, f: Each): A => overFields(node, entries[node._tag] ?? [], f)

/** Calls `visit` for each child, in the order of the fields. */
export const eachChild = (node: Ast, visit: (child: Ast) => void): void => {
  mapChildren(node, (child) => {
    visit(child)
    return child
  })
}
