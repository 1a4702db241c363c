/** All that a SQLite database is made of, in one question: its pragmas' answers, and the statements that it keeps. */
import {
  type Catalog,
  type ColumnFact,
  type ConstraintFact,
  emptyCatalog,
  type IndexFact,
  type TableFact,
  type ViewFact,
} from '../../lib/ast/Catalog.js'
import type { Cases, CatalogRow } from '../../lib/compile/Dialect.js'
import { readCreateIndex, readCreateTable, type Said } from './createTable.js'
import { readType } from './readType.js'
import { typeName } from './typeName.js'

export const catalogRows: Cases<'CatalogRows'> = {
  CatalogRows: (_, to) => {
    to.text += `select m.type, json_object('name', m.name, 'sql', m.sql,
  'columns', json((
    select json_group_array(json_object('name', c.name, 'type', c.type, 'notNull', c."notnull", 'default', c.dflt_value, 'key', c.pk, 'hidden', c.hidden))
    from pragma_table_xinfo(m.name) c
  )),
  'indexes', json((
    select json_group_array(json_object('name', i.name, 'unique', i."unique", 'origin', i.origin,
      'sql', (select n.sql from sqlite_master n where n.type = 'index' and n.name = i.name),
      'elements', json((
        select json_group_array(json_object('column', x.name, 'desc', x."desc", 'collation', x.coll))
        from pragma_index_xinfo(i.name) x
        where x.key = 1
      ))))
    from (select * from pragma_index_list(m.name) order by seq desc) i
  )))
from sqlite_master m
where m.type in ('table', 'view') and m.name not like 'sqlite\\_%' escape '\\'
order by m.rowid`
  },
}

// -------------------------------------------------------------------------------------
// what comes back
// -------------------------------------------------------------------------------------

interface ColumnRow {
  readonly name: string
  readonly type: string
  readonly notNull: number
  readonly default: string | null
  /** Its place in the primary key, from 1. */
  readonly key: number
  /** 1 where it belongs to the inside of a virtual table, 2 and 3 where it is computed. */
  readonly hidden: number
}

interface IndexRow {
  readonly name: string
  readonly unique: number
  /** `c` where a statement made it, `u` and `pk` where a constraint did. */
  readonly origin: string
  readonly sql: string | null
  readonly elements: ReadonlyArray<{
    readonly column: string | null
    readonly desc: number
    readonly collation: string
  }>
}

interface ObjectRow {
  readonly name: string
  readonly sql: string
  readonly columns: ReadonlyArray<ColumnRow>
  readonly indexes: ReadonlyArray<IndexRow>
}

// -------------------------------------------------------------------------------------
// facts
// -------------------------------------------------------------------------------------

/** The names of SQLite's types are the same in upper and lower case. */
const typeOf = ({ type }: ColumnRow): string => type.toLowerCase()

const columnFact = (row: ColumnRow, said: Said): ColumnFact => {
  const own = said.columns.get(row.name)
  const isKey = said.constraints.some((it) => it._tag === 'PrimaryKey' && it.columns.includes(row.name))
  return {
    name: row.name,
    type: row.type === '' ? '' : typeName(readType(row.type)),
    notNull: row.notNull === 1 || (isKey && typeOf(row) === 'integer' && row.key > 0),
    default: row.hidden > 1 ? null : defaultOf(row.default),
    computed: own?.computed ?? null,
    identity: null,
    collation: own?.collation == null ? null : `"${own.collation}"`,
    comment: null,
  }
}

/** A default that is an expression comes without its parentheses. */
const defaultOf = (text: string | null): string | null =>
  text === null || /^[-+]?[\w.]+$|^'([^']|'')*'$|^"([^"]|"")*"$/.test(text) ? text : `(${text})`

const indexFact = (row: IndexRow, columns: Said['columns']): IndexFact => {
  const own = (column: string | null): string =>
    (column === null ? null : columns.get(column)?.collation)?.toUpperCase() ?? 'BINARY'
  const said = readCreateIndex(row.sql ?? '')
  return {
    name: row.name,
    unique: row.unique === 1,
    method: 'btree',
    elements: row.elements.map(({ column, desc, collation }, i) => ({
      column,
      expression: column === null ? unwrapped(said.elements[i] ?? '') : null,
      collation: collation.toUpperCase() === own(column) ? null : `"${collation}"`,
      operators: null,
      descending: desc === 1,
      nulls: null,
    })),
    include: [],
    nullsNotDistinct: false,
    where: said.where,
    comment: null,
  }
}

/** An expression without the parentheses around all of it. */
const unwrapped = (text: string): string => {
  if (!text.startsWith('(') || !text.endsWith(')')) return text
  let depth = 0
  for (let i = 0; i < text.length - 1; i++) {
    if (text[i] === '(') depth += 1
    if (text[i] === ')') depth -= 1
    if (depth === 0) return text
  }
  return text.slice(1, -1)
}

/** A foreign key that names no columns points to the primary key. */
const targeted =
  (keys: ReadonlyMap<string, ReadonlyArray<string>>) =>
  (constraint: ConstraintFact): ConstraintFact =>
    constraint._tag === 'ForeignKey' && constraint.targets.length === 0
      ? { ...constraint, targets: keys.get(constraint.target.name.toLowerCase()) ?? [] }
      : constraint

const primaryKeyOf = ({ columns }: ObjectRow): ReadonlyArray<string> =>
  columns
    .filter(({ key }) => key > 0)
    .sort((a, b) => a.key - b.key)
    .map(({ name }) => name)

const tags = ['PrimaryKey', 'Unique', 'ForeignKey', 'Check', 'Exclude']

const tableFact = (row: ObjectRow, keys: ReadonlyMap<string, ReadonlyArray<string>>): TableFact => {
  const said = readCreateTable(row.sql)
  return {
    schema: null,
    name: row.name,
    columns: row.columns.filter(({ hidden }) => hidden !== 1).map((column) => columnFact(column, said)),
    constraints: said.constraints.map(targeted(keys)).sort((a, b) => tags.indexOf(a._tag) - tags.indexOf(b._tag)),
    indexes: row.indexes.filter(({ origin }) => origin === 'c').map((index) => indexFact(index, said.columns)),
    unlogged: false,
    partitionedBy: null,
    partition: null,
    comment: null,
  }
}

const viewFact = (row: ObjectRow): ViewFact => ({
  schema: null,
  name: row.name,
  materialized: false,
  query: row.sql.replace(/^\s*create\s+(?:temp\s+|temporary\s+)?view\s+[\s\S]*?\sas\s+/i, '').trim(),
  columns: row.columns.map(({ name, type }) => ({ name, type: typeName(readType(type)) })),
  indexes: [],
  comment: null,
})

export const readCatalog = (rows: ReadonlyArray<CatalogRow>): Catalog => {
  const objects = rows.map(({ kind, fact }) => ({ kind, row: fact as ObjectRow }))
  const tables = objects.filter(({ kind }) => kind === 'table').map(({ row }) => row)
  const keys = new Map(tables.map((row) => [row.name.toLowerCase(), primaryKeyOf(row)]))
  return {
    ...emptyCatalog,
    tables: tables.map((row) => tableFact(row, keys)),
    views: objects.filter(({ kind }) => kind === 'view').map(({ row }) => viewFact(row)),
  }
}
