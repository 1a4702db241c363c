/** What stands in FROM: tables, queries, functions, joins in parentheses, rows that are written out. */
import type { Column } from '../../lib/ast/Node.js'
import type { BoundRows, Sample, Source, Statement, TableCall, Values } from '../../lib/ast/Statement.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { identifier, indented, report, spell, spellAll, type Writer, writeValue } from '../../lib/compile/Writer.js'
import { isUnnamed, meetAll, reportNested, writeOwnNames } from './cte.js'
import { writeJsonTable } from './json.js'
import { reportDuplicates, writeJoin, writeLimits } from './select.js'
import { writeOutputOrders } from './setOperation.js'
import { typeName } from './typeName.js'
import { writeXmlTable } from './xml.js'

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

export const writeAlias = (to: Writer, alias: string): void => {
  to.text += ' as '
  identifier(to, alias)
}

const methods: Readonly<Record<Sample['method'], string>> = { bernoulli: 'bernoulli', system: 'system' }

const writeSample = (to: Writer, { method, percent, seed }: Sample): void => {
  to.text += ` tablesample ${methods[method] ?? ''} (`
  spell(to, percent)
  to.text += ')'
  if (seed === null) return
  to.text += ' repeatable ('
  spell(to, seed)
  to.text += ')'
}

const writeDerived = (
  to: Writer,
  { query, alias, columns }: { readonly query: Statement; readonly alias: string; readonly columns: Source['columns'] },
): void => {
  if ('projection' in query) reportNested(to, query.projection)
  indented(to, () => spell(to, query))
  writeAlias(to, alias)
  if (isUnnamed(query)) writeOwnNames(to, Object.values(columns))
}

/** ` ("a" integer, "b" text)` */
const writeDefinitions = (to: Writer, definitions: ReadonlyArray<Column>): void => {
  definitions.forEach(({ name, type }, i) => {
    to.text += i > 0 ? ', ' : ' ('
    identifier(to, name)
    to.text += ` ${typeName(type)}`
  })
  to.text += ')'
}

/** A call by itself; what only FROM may have, too. */
const writeOnly = (to: Writer, { call }: TableCall): void =>
  call._tag === 'JsonTable'
    ? writeJsonTable(to, call)
    : call._tag === 'XmlTable'
      ? writeXmlTable(to, call)
      : spell(to, call)

const writeCall = (to: Writer, { call, definitions }: TableCall): void => {
  spell(to, call)
  if (definitions === null) return
  to.text += ' as'
  writeDefinitions(to, definitions)
}

const writeCalls = (to: Writer, calls: ReadonlyArray<TableCall>): void => {
  to.text += 'rows from ('
  calls.forEach((call, i) => {
    if (i > 0) to.text += ', '
    writeCall(to, call)
  })
  to.text += ')'
}

const valued: ReadonlySet<string> = new Set([
  'jsonArrayElements',
  'jsonArrayElementsText',
  'jsonbArrayElements',
  'jsonbArrayElementsText',
])

/** The column of single values has the name of the alias, unless the function calls it otherwise, as these do with `value`. */
const namesItself = (call: TableCall['call']): boolean =>
  call._tag === 'CustomCall' || (call._tag === 'Call' && valued.has(call.name))

// -------------------------------------------------------------------------------------
// cases
// -------------------------------------------------------------------------------------

/** The rows of VALUES, without a name. */
const writeValues = (to: Writer, { rows }: Values): void =>
  rows.forEach((row, i) => {
    to.text += i > 0 ? '), (' : 'values ('
    spellAll(to, row, ', ')
    if (i === rows.length - 1) to.text += ')'
  })

/** `(values (…), (…))` */
export const writeBound = (to: Writer, { rows, columns }: BoundRows): void =>
  indented(to, () => {
    rows.forEach((row, r) => {
      to.text += r > 0 ? '), (' : 'values ('
      Object.keys(columns).forEach((key, i) => {
        if (i > 0) to.text += ', '
        writeValue(to, row[key], (columns[key] as Column).type, true)
      })
    })
    to.text += ')'
  })

export const sources: Cases<
  'Table' | 'Derived' | 'Lateral' | 'FunctionTable' | 'JoinTree' | 'BoundRows' | 'InvalidSource' | 'Values'
> = {
  Table: ({ schema, name, alias, only, sample }, to) => {
    if (only) to.text += 'only '
    if (schema !== null) {
      identifier(to, schema)
      to.text += '.'
    }
    identifier(to, name)
    if (alias !== name) writeAlias(to, alias)
    if (sample !== null) writeSample(to, sample)
  },

  Derived: (node, to) => writeDerived(to, node),

  Lateral: (node, to) => {
    to.text += 'lateral '
    writeDerived(to, node)
  },

  FunctionTable: ({ calls, ordinality, alias, columns }, to) => {
    const [only, ...rest] = calls
    if (only === undefined) return
    const defined = only.definitions !== null && rest.length === 0 && !ordinality
    if (defined || (rest.length === 0 && only.definitions === null)) writeOnly(to, only)
    else writeCalls(to, calls)
    if (ordinality) to.text += ' with ordinality'
    writeAlias(to, alias)
    if (defined) return writeDefinitions(to, only.definitions ?? [])
    const all = Object.values(columns)
    if (all.length !== 1 || all[0]?.name !== alias || namesItself(only.call)) writeOwnNames(to, all)
  },

  JoinTree: ({ first, joins }, to) => {
    to.text += '('
    spell(to, first)
    for (const join of joins) writeJoin(to, join, ' ')
    to.text += ')'
    reportDuplicates(
      to,
      first,
      joins.map(({ source }) => source),
    )
  },

  BoundRows: (node, to) => {
    writeBound(to, node)
    writeAlias(to, node.alias)
    writeOwnNames(to, Object.values(node.columns))
  },

  InvalidSource: ({ error }, to) => report(to, error),

  Values: (node, to) => {
    meetAll(to, node.ctes)
    writeValues(to, node)
    writeOutputOrders(to, node)
    writeLimits(to, node)
  },
}
