/**
 * What nodes are made of: for each tag, the fields that hold other nodes, and how to change what is in them.
 *
 * The table is complete by its type: a node without an entry, and a field with nodes in it that an entry leaves out, do
 * not compile.
 */
import { isBranded, isNode, isRecord } from './Expr.js'
import type { Behavior, Finding, JsonColumn, Passing } from './Json.js'
import type { Branch, GroupingSets, Node } from './Node.js'
import {
  type Ast,
  type Each,
  type Entries,
  each,
  entriesOf,
  type FieldsOf,
  inside,
  leave,
  many,
  maybe,
  type Over,
  one,
  orNull,
  overFields,
} from './over.js'
import type { Group, Item, Projection } from './Projection.js'
import type {
  Assignment,
  Conflict,
  ConflictTarget,
  ConflictUpdate,
  Extras,
  IndexElement,
  Insert,
  Join,
  MergeAction,
  MergeWhen,
  Sample,
  TableCall,
} from './Statement.js'
import type { Slice } from './Value.js'
import type { Frame } from './Window.js'
import type { NamedNodes, XmlColumn } from './Xml.js'

export type { Ast, Each } from './over.js'

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

const otherwise = /* @__PURE__ */ inside<Exclude<Behavior, string>>({ default: one })

const behavior: Over<Behavior> = (value, f) => (typeof value === 'object' ? otherwise(value, f) : value)

const onFailure = /* @__PURE__ */ orNull(behavior)

const finding = /* @__PURE__ */ inside<Finding>({ onEmpty: onFailure, onError: onFailure })

const passing: Over<Passing> = (value, f) => pairs(value, f)

const pairs = /* @__PURE__ */ each<Passing[number]>((pair, f) => {
  const next = f(pair[1])
  return next === pair[1] ? pair : [pair[0], next]
})

type JsonColumnOf<T extends JsonColumn['_tag']> = Extract<JsonColumn, { readonly _tag: T }>

const pathColumn = /* @__PURE__ */ inside<JsonColumnOf<'Path'>>({ finding })

const existsColumn = /* @__PURE__ */ inside<JsonColumnOf<'Exists'>>({ onError: onFailure })

const nestedColumns = /* @__PURE__ */ inside<JsonColumnOf<'Nested'>>({ columns: (value, f) => jsonColumns(value, f) })

const jsonColumn: Over<JsonColumn> = (value, f) => {
  switch (value._tag) {
    case 'Path':
      return pathColumn(value, f)
    case 'Exists':
      return existsColumn(value, f)
    case 'Nested':
      return nestedColumns(value, f)
    default:
      return value
  }
}

const jsonColumns = /* @__PURE__ */ each(jsonColumn)

const named: Over<NamedNodes> = passing

const xmlPath = /* @__PURE__ */ inside<Extract<XmlColumn, { readonly _tag: 'Path' }>>({ path: maybe, otherwise: maybe })

const xmlColumns = /* @__PURE__ */ each<XmlColumn>((column, f) =>
  column._tag === 'Path' ? xmlPath(column, f) : column,
)

// -------------------------------------------------------------------------------------
// parts of statements
// -------------------------------------------------------------------------------------

const item: Over<Item> = (value, f) => (value._tag === 'Group' ? group(value, f) : overFields(value, field, f))

const field: Entries = [['node', one]]

const group = /* @__PURE__ */ inside<Group>({
  items: (value, f) => items(value, f),
  witness: (value, f) => (typeof value === 'object' && value !== null ? f(value) : value),
  // made for the statement that is run, of which nothing is changed any more
  later: leave,
})

const items = /* @__PURE__ */ each(item)

const projection = /* @__PURE__ */ inside<Projection>({ items })

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
  Escaped: { pattern: one, escape: one },
  Collect: { query: one },
  Gather: { items: many, orderBy: many },
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
  // JSON
  JsonConstructor: { entries: many },
  JsonArrayQuery: { query: one },
  JsonQuery: { document: one, path: one, passing, finding },
  JsonTable: { document: one, passing, columns: jsonColumns, onError: onFailure },
  // XML
  XmlElement: { attributes: named, content: many },
  XmlForest: { members: named },
  XmlPi: { content: maybe },
  XmlRoot: { operand: one, version: maybe },
  XmlParse: { operand: one },
  XmlSerialize: { operand: one },
  IsDocument: { operand: one },
  XmlExists: { path: one, document: one },
  XmlTable: { namespaces: named, path: one, document: one, columns: xmlColumns },
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
  Values: { rows: /* @__PURE__ */ each(many), projection, ...ended, ctes: many },
  With: { ctes: many, statement: one },
  Insert: { table: one, ...inserted, projection: yielded, ctes: many },
  Update: { table: one, set: written, assignments, using: many, where: many, projection: yielded, ctes: many },
  Delete: { table: one, using: many, where: many, projection: yielded, ctes: many },
  Merge: { table: one, source: one, on: one, whens, projection: yielded, ctes: many },
  Prepared: { statement: one, values: leave },
  RawStatement: { raw: one, projection: yielded },
  CreateTable: { table: one, manner: leave },
  DropTable: { table: one, manner: leave },
  Define: { manner: leave },
  Ddl: {},
  CatalogRows: { projection },
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
