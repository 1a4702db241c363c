/** The tables of the database as constants of the program: imported where it has them, and declared where it has not. */

import type { SqlType } from '../ast/SqlType.js'
import { SQL } from '../index.js'
import { type AnyTable, tableNode } from '../schema/Table.js'
import type { CatalogColumn, CatalogTable } from './Catalog.js'
import { bare, said } from './constants.js'
import { type Doc, name as imported, name } from './doc.js'
import { translate } from './expression.js'
import { ofType } from './query.js'
import { type Scope, type ScopeColumn, scopeIn } from './Scope.js'
import { freshName, isRefused, type State, trialOf } from './State.js'
import { apply, arrow, call, js, local, object, piped, ref, type Term } from './term.js'
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

/** What the database has kept as SQL, in joinery; or its own text, where that has no word for it. */
const keptTerm = (state: State, sql: string, type: SqlType, spec: Term, scope: Scope): Term => {
  const tree = state.read(sql)
  const trial = trialOf(state)
  const it = tree === null ? null : translate(trial, scope, tree)
  if (it === null || trial.problems.length > 0) return rawTerm(sql, spec)
  if (it.constant !== null) return bare(it, type) ?? said(state, it, type)
  const own = ofType(state, tree, translate(state, scope, tree), type)
  return isRefused(own) ? rawTerm(sql, spec) : own
}

const template = (text: string): Doc => `\`${text.replace(/[\\`]|\$\{/g, '\\$&')}\``

/** The database's own SQL. */
const rawTerm = (sql: string, spec: Term): Term =>
  call('raw', spec, {
    code: [name('joinery', 'SQL'), template(sql)],
    value: SQL(Object.assign([sql], { raw: [sql] })),
  })

const isCounted = ({ defaultTo, nullable }: CatalogColumn): boolean =>
  !nullable && defaultTo !== null && defaultTo.startsWith('nextval(')

const columnSpec = (state: State, column: CatalogColumn, scope: Scope | null): Term => {
  const type = typeNamed(state, column.type)
  const serial = isCounted(column) ? counted[type._tag] : undefined
  const plain = serial === undefined ? specOf(state, type) : ref(serial)
  const own = column.primaryKey ? call('primaryKey', plain) : column.nullable ? call('nullable', plain) : plain
  if (column.identity !== null)
    return piped(own, call('identity', ...(column.identity === 'always' ? [object([['always', js(true)]])] : [])))
  if (column.computed !== null && scope !== null) {
    const from = keptTerm(state, column.computed, type, plain, scope)
    return piped(
      own,
      call(
        'computed',
        arrow('', () => from.value, [], from.code),
      ),
    )
  }
  return column.defaultTo === null || serial !== undefined
    ? own
    : piped(own, call('defaultTo', keptTerm(state, column.defaultTo, type, plain, scopeIn(null))))
}

const tableOf = (state: State, own: CatalogTable, scope: Scope | null): Term => {
  const specs = own.columns.map((column) => [column.name, columnSpec(state, column, scope)] as const)
  const made = call('table', js(own.name), object(specs))
  return own.visible ? made : apply(call('withSchema', js(own.schema)), made)
}

/** The columns of the table under the name that it will have, for what is computed from them. */
const scopeOf = (state: State, own: CatalogTable, constant: string): Scope => {
  const table = tableOf(state, own, null).value as AnyTable
  return {
    ...scopeIn(null),
    sources: [
      {
        name: own.name,
        schema: own.schema,
        term: local(constant, table),
        columns: columnsOf(table),
        outer: false,
        scalar: false,
      },
    ],
  }
}

const declared = (state: State, own: CatalogTable): Term => {
  const key = `table ${own.schema}.${own.name}`
  const known = state.declared.get(key)
  if (known !== undefined) return known.term
  const constant = freshName(state, own.name)
  const isComputed = own.columns.some(({ computed }) => computed !== null)
  const made = tableOf(state, own, isComputed ? scopeOf(state, own, constant) : scopeIn(null))
  const term: Term =
    state.module === null ? local(constant, made.value) : { code: imported(state.module, constant), value: made.value }
  state.declared.set(key, { term, doc: [`export const ${constant} = `, made.code] })
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
