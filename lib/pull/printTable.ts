/** A table as TypeScript: its columns, and what is said of them together. */
import {
  type ColumnFact,
  type ConstraintFact,
  type Counting,
  type ForeignKeyFact,
  type IndexElementFact,
  type IndexFact,
  nameKey,
  type ObjectName,
  type TableFact,
  type ViewFact,
} from '../ast/Catalog.js'
import { foreignKeyName, indexName, primaryKeyName, uniqueName } from '../ast/names.js'
import type { SqlType } from '../ast/SqlType.js'
import { arrayDoc, arrowDoc, callDoc, type Doc, entryDoc, keyDoc, objectDoc, stringDoc } from '../fromSql/doc.js'
import { inlineConstraints } from '../reflect/fromCatalog.js'
import { defaultNode } from '../reflect/literals.js'
import { keysOf, type Names, snakeCased } from './Names.js'
import {
  call,
  joinery,
  longPipeDoc,
  pipeDoc,
  qualifiedDoc,
  rawDoc,
  type TypePrinter,
  templateDoc,
} from './printType.js'

export interface Context {
  readonly names: Names
  readonly printer: TypePrinter
  readonly read: (declared: string) => SqlType
  /** The tables by their keys, to point to. */
  readonly tables: ReadonlyMap<string, TableFact>
}

export const tableConstant = (names: Names, table: ObjectName): string =>
  names.constant(`table ${nameKey(table)}`, table.name, 'Table')

const member = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${keyDoc(key)}]`)

const options = (entries: ReadonlyArray<readonly [string, Doc | null]>): ReadonlyArray<Doc> => {
  const said = entries.flatMap(([key, value]) => (value === null ? [] : [entryDoc(key, value)]))
  return said.length === 0 ? [] : [objectDoc(said)]
}

const yes = (is: boolean): Doc | null => (is ? 'true' : null)

const text = (it: string | null): Doc | null => (it === null ? null : stringDoc(it))

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

const valueDoc = (value: unknown): string =>
  typeof value === 'bigint' ? `${value}n` : typeof value === 'string' ? stringDoc(value) : String(value)

const defaultDoc = (sql: string, type: SqlType, spec: Doc): Doc => {
  if (type._tag === 'timestamptz' && /^(now\(\)|CURRENT_TIMESTAMP)$/i.test(sql)) return call('now')
  const node = defaultNode(sql, type)
  return node._tag === 'Param' ? valueDoc(node.value) : rawDoc(spec, sql)
}

const number = (it: string | null): Doc | null =>
  it === null ? null : Number.isSafeInteger(Number(it)) ? it : `${it}n`

export const countingEntries = (it: Counting): ReadonlyArray<readonly [string, Doc | null]> => [
  ['start', number(it.start)],
  ['increment', number(it.increment)],
  ['min', number(it.min)],
  ['max', number(it.max)],
  ['cache', number(it.cache)],
  ['cycle', yes(it.cycle)],
]

const targetDoc = ({ names, tables }: Context, fact: ForeignKeyFact): ReadonlyArray<string> => {
  const target = tables.get(nameKey(fact.target))
  const keys = keysOf((target?.columns ?? []).map(({ name }) => name))
  const constant = tableConstant(names, fact.target)
  return fact.targets.map((name) => `${constant}.c${member(keys.get(name) ?? name)}`)
}

const referenceEntries = (fact: ForeignKeyFact, table: string): ReadonlyArray<readonly [string, Doc | null]> => [
  ['onDelete', text(fact.onDelete)],
  ['onUpdate', text(fact.onUpdate)],
  ['matchFull', yes(fact.matchFull)],
  ['deferrable', text(fact.deferrable)],
  ['notValid', yes(fact.notValid)],
  ['name', fact.name === foreignKeyName(table, fact.columns) ? null : text(fact.name)],
]

const wrappers: ReadonlySet<string> = new Set(['primaryKey', 'nullable', 'unique'])

/** `primaryKey(serial)`, or a pipe where there is more to say. */
const stepped = (base: Doc, steps: ReadonlyArray<readonly [name: string, args: ReadonlyArray<Doc>]>): Doc => {
  const [only] = steps
  if (only === undefined) return base
  if (steps.length === 1 && wrappers.has(only[0])) return call(only[0], base)
  const isLong = steps.some(([own]) => own === 'references' || own === 'computed')
  return (isLong ? longPipeDoc : pipeDoc)(
    base,
    ...steps.map(([own, args]) => (wrappers.has(own) ? joinery(own) : call(own, ...args))),
  )
}

const columnDoc = (
  context: Context,
  table: TableFact,
  column: ColumnFact,
  inline: ReadonlyArray<ConstraintFact>,
  key: string,
  isNamed: boolean,
): Doc => {
  const type = context.read(column.type)
  const spec = context.printer.spec(type)
  const own = inline.filter((it) => 'columns' in it && it.columns.includes(column.name))
  const foreign = own.find((it): it is ForeignKeyFact => it._tag === 'ForeignKey')
  const isKey = own.some(({ _tag }) => _tag === 'PrimaryKey')
  const target = foreign === undefined ? '' : (targetDoc(context, foreign)[0] ?? '')
  const steps: ReadonlyArray<readonly [string, ReadonlyArray<Doc>]> = [
    ...(column.collation === null ? [] : [['collated', [qualifiedDoc(column.collation)]] as const]),
    ...(column.default === null ? [] : [['defaultTo', [defaultDoc(column.default, type, spec)]] as const]),
    ...(column.computed === null ? [] : [['computed', [arrowDoc('', [], rawDoc(spec, column.computed))]] as const]),
    ...(column.identity === null
      ? []
      : [
          [
            'identity',
            options([['always', yes(column.identity.always)], ...countingEntries(column.identity)]),
          ] as const,
        ]),
    ...(foreign === undefined
      ? []
      : [['references', [arrowDoc('', [], target), ...options(referenceEntries(foreign, table.name))]] as const]),
    ...(own.some(({ _tag }) => _tag === 'Unique') ? [['unique', []] as const] : []),
    ...(isKey ? [['primaryKey', []] as const] : []),
    ...(column.notNull || isKey ? [] : [['nullable', []] as const]),
    ...(column.comment === null ? [] : [['comment', [stringDoc(column.comment)]] as const]),
    ...(isNamed && key !== column.name ? [['named', [stringDoc(column.name)]] as const] : []),
  ]
  return stepped(spec, steps)
}

// -------------------------------------------------------------------------------------
// rules
// -------------------------------------------------------------------------------------

type Own = (name: string) => string

const listDoc = (own: Own, columns: ReadonlyArray<string>): Doc => arrayDoc(columns.map(own))

const includeDoc = (own: Own, columns: ReadonlyArray<string>): Doc | null =>
  columns.length === 0 ? null : listDoc(own, columns)

const conditionDoc = (sql: string): Doc => rawDoc(joinery('boolean'), sql)

const elementDoc = (own: Own, element: IndexElementFact): Doc => {
  const base = element.column === null ? rawDoc(joinery('text'), element.expression ?? '') : own(element.column)
  const collated = element.collation === null ? base : call('collate', base, qualifiedDoc(element.collation))
  const classed = element.operators === null ? collated : call('opclass', collated, qualifiedDoc(element.operators))
  const isOrdered = element.descending || element.nulls !== null
  // what has a class of operators is ordered as a whole
  const ordered = isOrdered
    ? call(element.descending ? 'desc' : 'asc', element.operators === null ? classed : [classed, ' as never'])
    : classed
  return element.nulls === null ? ordered : call(element.nulls === 'first' ? 'nullsFirst' : 'nullsLast', ordered)
}

const indexDoc = (own: Own, table: ObjectName, index: IndexFact): Doc =>
  call(
    'index',
    arrayDoc(index.elements.map((element) => elementDoc(own, element))),
    ...options([
      [
        'name',
        index.name ===
        indexName(
          table.name,
          index.elements.map(({ column }) => column),
        )
          ? null
          : stringDoc(index.name),
      ],
      ['unique', yes(index.unique)],
      ['method', index.method === 'btree' ? null : stringDoc(index.method)],
      ['include', includeDoc(own, index.include)],
      ['where', index.where === null ? null : conditionDoc(index.where)],
      ['nullsNotDistinct', yes(index.nullsNotDistinct)],
      ['comment', text(index.comment)],
    ]),
  )

const ruleDoc = (context: Context, own: Own, table: TableFact, it: ConstraintFact): Doc => {
  switch (it._tag) {
    case 'PrimaryKey':
      return call(
        'primaryKeyOn',
        listDoc(own, it.columns),
        ...options([
          ['name', it.name === primaryKeyName(table.name) ? null : text(it.name)],
          ['include', includeDoc(own, it.include)],
          ['deferrable', text(it.deferrable)],
        ]),
      )
    case 'Unique':
      return call(
        'uniqueOn',
        listDoc(own, it.columns),
        ...options([
          ['name', it.name === uniqueName(table.name, it.columns) ? null : text(it.name)],
          ['include', includeDoc(own, it.include)],
          ['nullsNotDistinct', yes(it.nullsNotDistinct)],
          ['deferrable', text(it.deferrable)],
        ]),
      )
    case 'ForeignKey':
      return call(
        'foreignKeyOn',
        listDoc(own, it.columns),
        arrowDoc('', [], arrayDoc(targetDoc(context, it))),
        ...options(referenceEntries(it, table.name)),
      )
    case 'Check':
      return call(
        'check',
        conditionDoc(it.condition),
        ...options([
          ['name', text(it.name)],
          ['notValid', yes(it.notValid)],
        ]),
      )
    case 'Exclude':
      return call(
        'excludeOn',
        arrayDoc(it.elements.map((element) => arrayDoc([elementDoc(own, element), stringDoc(element.operator)]))),
        ...options([
          ['name', text(it.name)],
          ['method', it.method === 'gist' ? null : stringDoc(it.method)],
          ['where', it.where === null ? null : conditionDoc(it.where)],
          ['deferrable', text(it.deferrable)],
        ]),
      )
  }
}

/** `RANGE (at)`, as its method and its columns. */
const splitDoc = (own: Own, table: TableFact, sql: string): Doc => {
  const [, method = 'range', inside = ''] = /^(\w+)\s*\(([\s\S]*)\)$/.exec(sql) ?? []
  const columns = inside.split(',').map((part) =>
    part
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('""', '"'),
  )
  const isPlain = columns.every((name) => table.columns.some((column) => column.name === name))
  const by = isPlain ? listDoc(own, columns) : arrayDoc([rawDoc(joinery('text'), inside)])
  return call('partitionedBy', stringDoc(method.toLowerCase()), by)
}

const rulesOf = (context: Context, table: TableFact, inline: ReadonlyArray<ConstraintFact>): ReadonlyArray<Doc> => {
  const keys = keysOf(table.columns.map(({ name }) => name))
  const own: Own = (name) => `t${member(keys.get(name) ?? name)}`
  return [
    ...table.constraints.filter((it) => !inline.includes(it)).map((it) => ruleDoc(context, own, table, it)),
    ...table.indexes.map((index) => indexDoc(own, table, index)),
    ...(table.unlogged ? [joinery('unlogged')] : []),
    ...(table.partitionedBy === null ? [] : [splitDoc(own, table, table.partitionedBy)]),
    ...(table.comment === null ? [] : [call('tableComment', stringDoc(table.comment))]),
  ]
}

// -------------------------------------------------------------------------------------
// tables and views
// -------------------------------------------------------------------------------------

const inSchema = (schema: string | null, doc: Doc): Doc =>
  schema === null ? doc : callDoc(call('withSchema', stringDoc(schema)), [doc])

const rulesDoc = (rules: ReadonlyArray<Doc>): ReadonlyArray<Doc> =>
  rules.length === 0 ? [] : [arrowDoc('t', [], arrayDoc(rules))]

const partitionDoc = (context: Context, table: TableFact, of: ObjectName, bounds: string): Doc =>
  call(
    'partition',
    stringDoc(table.name),
    tableConstant(context.names, of),
    rawDoc(joinery('text'), bounds),
    ...rulesDoc(rulesOf(context, table, [])),
  )

export const tableDoc = (context: Context, table: TableFact): Doc => {
  if (table.partition !== null)
    return inSchema(table.schema, partitionDoc(context, table, table.partition.of, table.partition.bounds))
  const inline = inlineConstraints(table)
  const keys = keysOf(table.columns.map(({ name }) => name))
  const isSnake = table.columns.every(({ name }) => snakeCased(keys.get(name) ?? '') === name)
  const needed = isSnake && table.columns.some(({ name }) => keys.get(name) !== name)
  const columns = objectDoc(
    table.columns.map((column) => {
      const key = keys.get(column.name) ?? column.name
      return [keyDoc(key), ': ', columnDoc(context, table, column, inline, key, !isSnake)]
    }),
  )
  return inSchema(
    table.schema,
    call(
      'table',
      stringDoc(table.name),
      needed ? call('snakeCase', columns) : columns,
      ...rulesDoc(rulesOf(context, table, inline)),
    ),
  )
}

export const viewDoc = (context: Context, view: ViewFact): Doc => {
  const keys = keysOf(view.columns.map(({ name }) => name))
  const columns = view.columns.map(({ name, type }) => {
    const key = keys.get(name) ?? name
    const spec = call('nullable', context.printer.spec(context.read(type)))
    return [keyDoc(key), ': ', key === name ? spec : pipeDoc(spec, call('named', stringDoc(name)))]
  })
  const own: Own = (name) => `t${member(keys.get(name) ?? name)}`
  const rules = [
    ...view.indexes.map((index) => indexDoc(own, view, index)),
    ...(view.comment === null ? [] : [call('tableComment', stringDoc(view.comment))]),
  ]
  return inSchema(
    view.schema,
    call(
      'declaredView',
      stringDoc(view.name),
      objectDoc(columns),
      ...options([
        ['materialized', yes(view.materialized)],
        ['query', templateDoc(view.query)],
        ['rules', rules.length === 0 ? null : arrowDoc('t', [], arrayDoc(rules))],
      ]),
    ),
  )
}
