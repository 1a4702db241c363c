/** The tables of the database as constants of the program: imported where it has them, and declared where it has not. */
import { type AnyTable, tableNode } from '../schema/Table.js'
import type { CatalogColumn, CatalogTable } from './Catalog.js'
import { type Doc, name as imported } from './doc.js'
import type { ScopeColumn } from './Scope.js'
import { freshName, type State } from './State.js'
import { apply, call, js, local, object, piped, ref, type Term } from './term.js'
import { specOf, typeNamed } from './types.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A table as it is read. */
export interface TableTerm {
  readonly term: Term
  readonly schema: string | null
  readonly columns: ReadonlyArray<ScopeColumn>
  readonly table: AnyTable
}

// -------------------------------------------------------------------------------------
// declarations
// -------------------------------------------------------------------------------------

const counted: Readonly<Record<string, string>> = { integer: 'serial', bigint: 'bigserial' }

const columnSpec = (state: State, column: CatalogColumn): Term => {
  const type = typeNamed(state, column.type)
  const serial = column.counted && !column.nullable ? counted[type._tag] : undefined
  const plain = serial === undefined ? specOf(state, type) : ref(serial)
  const own = column.primaryKey ? call('primaryKey', plain) : column.nullable ? call('nullable', plain) : plain
  return column.filled && serial === undefined && !column.nullable
    ? piped(own, call('defaultTo', ref('default_')))
    : own
}

const declaration = (state: State, own: CatalogTable): Term => {
  const made = call(
    'table',
    js(own.name),
    object(own.columns.map((column) => [column.name, columnSpec(state, column)])),
  )
  return own.visible ? made : apply(call('withSchema', js(own.schema)), made)
}

const declared = (state: State, own: CatalogTable): Term => {
  const key = `table ${own.schema}.${own.name}`
  const known = state.declared.get(key)
  if (known !== undefined) return known.term
  const made = declaration(state, own)
  const name = freshName(state, own.name)
  const term: Term =
    state.module === null ? local(name, made.value) : { code: imported(state.module, name), value: made.value }
  const doc: Doc = [`export const ${name} = `, made.code]
  state.declared.set(key, { term, doc })
  return term
}

// -------------------------------------------------------------------------------------
// look-up
// -------------------------------------------------------------------------------------

export const columnsOf = (table: AnyTable): ReadonlyArray<ScopeColumn> => {
  const { columns, definitions } = tableNode(table)
  return Object.entries(columns).map(([key, { name, type }]) => ({
    name,
    key,
    nullable: definitions[key]?.nullable === true,
    type,
  }))
}

const known = (term: Term, schema: string | null): TableTerm => {
  const table = term.value as AnyTable
  return { term, schema, table, columns: columnsOf(table) }
}

/** The table of a name; null where there is none. */
export const tableNamed = (state: State, schema: string | null, name: string): TableTerm | null => {
  const own = state.catalog.declared.find(({ table }) => {
    const node = tableNode(table)
    return node.name === name && (schema === null || node.schema === null || node.schema === schema)
  })
  if (own !== undefined)
    return known({ code: imported(own.module, own.exported), value: own.table }, tableNode(own.table).schema)
  const found = state.catalog.tables.filter((table) => table.name === name)
  const table = found.find((each) => (schema === null ? each.visible : each.schema === schema))
  return table === undefined ? null : known(declared(state, table), table.schema)
}
