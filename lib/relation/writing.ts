/**
 * What a relation writes: the columns of a foreign key, or the rows of a table of links.
 *
 * Columns that are part of a primary key stay as they are where others of the same foreign key are not: a row that is
 * given another parent does not become another row.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { invalid, isBranded, isRecord } from '../ast/Expr.js'
import { brand, type Column as ColumnNode } from '../ast/Node.js'
import type { Conflict, ConflictUpdate, Delete, Insert, TableNode, Update } from '../ast/Statement.js'
import { primaryKeyOf, uniqueKeysOf } from '../schema/foreignKey.js'
import { differ, keyText, known, type Values } from './known.js'
import { type AnyRelation, asNode, isRelation, labelOf, type Writes } from './Relation.js'

// -------------------------------------------------------------------------------------
// problems
// -------------------------------------------------------------------------------------

const notARelation = /* @__PURE__ */ invalidArgument(
  'the relation to write through',
  'is none',
  'give what oneToMany, manyToOne, oneToOne or manyToMany gives',
)

export const viewOnlyProblem = (relation: AnyRelation): CompileError =>
  invalidArgument(labelOf(relation), 'is for reading only', 'write by a relation of a foreign key or an association')

export const noneGiven = (name: string, what: string): CompileError =>
  invalidArgument(`${what} of ${name}`, 'are none', 'give at least one, and do not run it when there is none')

// -------------------------------------------------------------------------------------
// foreign keys
// -------------------------------------------------------------------------------------

/** A column of the table that has the foreign key, and the one that it points to. */
export interface Own {
  readonly own: string
  readonly other: string
}

/** A foreign key as what is written. */
export interface KeyWrites {
  readonly _tag: 'Key'
  readonly relation: AnyRelation
  readonly holder: 'source' | 'target'
  /** The table that has the foreign key, and the one that it points to. */
  readonly table: TableNode
  readonly held: TableNode
  readonly pairs: ReadonlyArray<Own>
  /** Those that a link sets. */
  readonly set: ReadonlyArray<Own>
  /** Those that have to be equal already. */
  readonly same: ReadonlyArray<Own>
}

const keyWrites = (relation: AnyRelation, writes: Extract<Writes, { readonly _tag: 'ForeignKey' }>): KeyWrites => {
  const isSource = writes.holder === 'source'
  const [source, target] = [asNode(relation.source) as TableNode, asNode(relation.target) as TableNode]
  const [table, held] = isSource ? [source, target] : [target, source]
  const pairs = writes.pairs.map((pair) =>
    isSource ? { own: pair.source, other: pair.target } : { own: pair.target, other: pair.source },
  )
  const primary = primaryKeyOf(table)
  const outside = pairs.filter(({ own }) => !primary.includes(own))
  const set = outside.length === 0 ? pairs : outside
  return {
    _tag: 'Key',
    relation,
    holder: writes.holder,
    table,
    held,
    pairs,
    set,
    same: pairs.filter((pair) => !set.includes(pair)),
  }
}

/** The columns of it that can say that there is no parent. */
export const nullableOf = ({ table, set }: KeyWrites): ReadonlyArray<Own> =>
  set.filter(({ own }) => table.definitions[own]?.nullable ?? false)

/** Why a row cannot belong to another, whose key says otherwise. */
export const differenceOf = (writes: KeyWrites, row: unknown, parent: unknown): CompileError | null => {
  const { relation, table, held, same } = writes
  const at = same.find(({ own, other }) => isRecord(row) && isRecord(parent) && differ(row[own], parent[other]))
  return at === undefined
    ? null
    : invalidArgument(
        labelOf(relation),
        `cannot link rows that differ in ${table.name}.${at.own} and ${held.name}.${at.other}`,
        `${at.own} is part of the primary key of ${table.name}, and stays as it is`,
      )
}

/** What sets the foreign key of a row to a parent's, or the problem in its place. */
export const settingOf = (writes: KeyWrites, row: unknown, parent: unknown, name: string): Values => {
  const problem = differenceOf(writes, row, parent)
  return Object.fromEntries(
    writes.set.map(({ own, other }) => [
      own,
      problem === null ? known(writes.held, parent, other, name) : invalid(problem),
    ]),
  )
}

// -------------------------------------------------------------------------------------
// tables of links
// -------------------------------------------------------------------------------------

/** A table of links as what is written. */
export interface LinkWrites {
  readonly _tag: 'Links'
  readonly relation: AnyRelation
  readonly table: TableNode
  readonly source: TableNode
  readonly target: TableNode
  /** Its columns that point to either end. */
  readonly toSource: ReadonlyArray<Own>
  readonly toTarget: ReadonlyArray<Own>
}

const linkWrites = (relation: AnyRelation, writes: Extract<Writes, { readonly _tag: 'Association' }>): LinkWrites => ({
  _tag: 'Links',
  relation,
  table: writes.table,
  source: asNode(relation.source) as TableNode,
  target: asNode(relation.target) as TableNode,
  toSource: writes.source.map(({ source, target }) => ({ own: target, other: source })),
  toTarget: writes.target.map(({ source, target }) => ({ own: target, other: source })),
})

/** They are in the table's order, whichever end a relation starts from. */
export const linkKeys = ({ table, toSource, toTarget }: LinkWrites): ReadonlyArray<string> => {
  const keys = [...toSource, ...toTarget].map(({ own }) => own)
  return Object.keys(table.columns).filter((key) => keys.includes(key))
}

/** The keys that an insert can find a conflict by: one that is checked later is none of them. */
const conflictKeys = (table: TableNode): ReadonlyArray<ReadonlyArray<string>> =>
  uniqueKeysOf({
    ...table,
    constraints: table.constraints.filter((each) => each._tag !== 'Unique' || each.deferrable === null),
  })

/** Whether a key sees to it that two rows are linked once. */
export const linksOnce = (writes: LinkWrites): boolean => {
  const keys = linkKeys(writes)
  return conflictKeys(writes.table).some(
    (key) => key.length === keys.length && key.every((each) => keys.includes(each)),
  )
}

/** One link: the two rows, and what else is said of it. */
export interface Link {
  readonly source: unknown
  readonly target: unknown
  readonly payload?: unknown
}

const payloadProblem = (writes: LinkWrites, payload: unknown): CompileError | null =>
  payload === undefined || (isRecord(payload) && !isBranded(payload))
    ? null
    : invalidArgument(
        `the payload of ${labelOf(writes.relation)}`,
        'is no object',
        `give columns of ${writes.table.name}`,
      )

const filledTwice = (writes: LinkWrites, key: string): CompileError =>
  invalidArgument(
    `the payload of ${labelOf(writes.relation)}`,
    `gives ${writes.table.name}.${key}, which points to the rows that are linked`,
    'leave it out',
  )

const lacking = (writes: LinkWrites, key: string): CompileError =>
  invalidArgument(
    labelOf(writes.relation),
    `is by ${writes.table.name}, whose ${key} must be given`,
    `give it as payload: { ${key}: … }`,
  )

/** What an insert has to be given, for there is nothing in its place. */
const isRequired = ({ definitions }: TableNode, key: string): boolean => {
  const definition = definitions[key]
  if (definition === undefined || definition.nullable || definition.defaultTo !== null) return false
  // SQLite counts an integer that is the primary key
  return !definition.primaryKey && !/serial$/i.test(definition.type._tag)
}

/** The columns that an insert has to be given. */
export const requiredOf = (table: TableNode): ReadonlyArray<string> =>
  Object.keys(table.columns).filter((key) => isRequired(table, key))

const filledOf = (pairs: ReadonlyArray<Own>, table: TableNode, row: unknown, name: string): Values =>
  Object.fromEntries(pairs.map(({ own, other }) => [own, known(table, row, other, name)]))

/** Both ends may point by a column that they share. */
const differentEnds = ({ relation, table }: LinkWrites, a: Values, b: Values): CompileError | null => {
  const key = Object.keys(a).find((each) => Object.hasOwn(b, each) && differ(a[each], b[each]))
  return key === undefined
    ? null
    : invalidArgument(
        labelOf(relation),
        `cannot link rows that differ in what ${table.name}.${key} is`,
        'it points to both of them',
      )
}

/** The row that is a link. */
export const linkRow = (writes: LinkWrites, { source, target, payload }: Link, name: string): Values => {
  const ends = [
    filledOf(writes.toSource, writes.source, source, name),
    filledOf(writes.toTarget, writes.target, target, name),
  ] as const
  const filled: Values = { ...ends[0], ...ends[1] }
  const given = payloadProblem(writes, payload) === null ? ((payload ?? {}) as Values) : {}
  const twice = Object.keys(given).find((key) => Object.hasOwn(filled, key) && given[key] !== filled[key])
  const missing = requiredOf(writes.table).find((key) => !Object.hasOwn(filled, key) && !Object.hasOwn(given, key))
  const problem =
    payloadProblem(writes, payload) ??
    differentEnds(writes, ...ends) ??
    (twice === undefined ? null : filledTwice(writes, twice)) ??
    (missing === undefined ? null : lacking(writes, missing))
  const [first] = linkKeys(writes)
  return problem === null ? { ...given, ...filled } : { ...given, ...filled, [first as string]: invalid(problem) }
}

const isNothing: { readonly _tag: 'Nothing' } = { _tag: 'Nothing' }

/** The last of those that are the same in these columns. */
export const distinct = (keys: ReadonlyArray<string>, rows: ReadonlyArray<Values>): ReadonlyArray<Values> => [
  ...new Map(rows.map((row) => [keyText(keys.map((key) => row[key])) ?? row, row])).values(),
]

/** Inserts links; what a key says is there already is left as it is, or changed. */
export const insertLinks = (
  writes: LinkWrites,
  links: ReadonlyArray<Link>,
  name: string,
  action: ConflictUpdate | null = null,
): Insert => {
  const { table } = writes
  const keys = linkKeys(writes)
  const rows = links.map((link) => linkRow(writes, link, name))
  const once = linksOnce(writes)
  const conflict: Conflict | null = once
    ? {
        _tag: 'Conflict',
        target: {
          _tag: 'Index',
          elements: keys.map((key) => ({ of: table.columns[key] as ColumnNode, operators: null })),
          where: [],
        },
        action: action ?? isNothing,
      }
    : null
  return {
    joinery: brand,
    _tag: 'Insert',
    table,
    // a row that is given twice would be changed twice, which the database refuses
    rows: once ? distinct(keys, rows) : rows,
    query: null,
    targets: null,
    overriding: null,
    conflict,
    projection: null,
    ctes: [],
  }
}

// -------------------------------------------------------------------------------------
// either
// -------------------------------------------------------------------------------------

/** What a relation writes, or why it writes nothing. */
export const writesOf = (relation: AnyRelation): KeyWrites | LinkWrites | CompileError => {
  if (!isRelation(relation)) return notARelation
  const { writes, problem } = relation
  if (problem !== null) return problem
  if (writes === null) return viewOnlyProblem(relation)
  return writes._tag === 'ForeignKey' ? keyWrites(relation, writes) : linkWrites(relation, writes)
}

export const updateOf = (
  table: Update['table'],
  set: Values,
  where: Update['where'],
  using: Update['using'] = [],
): Update => ({
  joinery: brand,
  _tag: 'Update',
  table,
  set,
  assignments: [],
  using,
  where,
  everyRow: false,
  projection: null,
  ctes: [],
})

export const deleteOf = (table: Delete['table'], where: Delete['where']): Delete => ({
  joinery: brand,
  _tag: 'Delete',
  table,
  using: [],
  where,
  everyRow: false,
  projection: null,
  ctes: [],
})
