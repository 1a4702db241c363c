/** SQLite: what differs from standard SQL, and why. */
import { unsupported } from '../../lib/ast/CompileError.js'
import { resolved, type SqlType } from '../../lib/ast/SqlType.js'
import type { Source, TableNode } from '../../lib/ast/Statement.js'
import { codecOf, type Wire } from '../../lib/compile/Codec.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import { indented, report, spell, type Writer } from '../../lib/compile/Writer.js'
import { collectBy } from '../ansi/collect.js'
import { reportWriting } from '../ansi/cte.js'
import { describesBy } from '../ansi/describe.js'
import { ansi, makers } from '../ansi/dialect.js'
import { call, isQuantifiable, writeBinary } from '../ansi/expressions.js'
import { literalBy } from '../ansi/literal.js'
import { writeSetOperation } from '../ansi/setOperation.js'
import { aggregateBy } from '../ansi/windows.js'
import { bitOperators, writeCall, writePrefix } from './calls.js'
import { writeCast } from './cast.js'
import { catalog } from './catalog.js'
import { absentCodec, codecs, otherCodec } from './codecs.js'
import { control } from './control.js'
import { custom } from './custom.js'
import { refuseExactMix, refuseExactOrder, withoutExactValues } from './exact.js'
import { writeHolds } from './holds.js'
import { jsons, refusedRange, wroteDocument, xmls } from './json.js'
import { readType } from './readType.js'
import { lacking, withRows } from './rows.js'
import { limited, reportSelect, sources } from './sources.js'
import { times, writeNow } from './time.js'
import { truths, writeExtreme } from './truth.js'
import { lacks, typeName } from './typeName.js'
import { catalogRows, readCatalog } from './wholeCatalog.js'
import { writesBy } from './writes.js'

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const literal = literalBy((wire: Wire) => {
  switch (typeof wire) {
    case 'number':
      // there is no word for infinity, but numbers that are too large
      return String(wire).replace('Infinity', '9e999')
    case 'bigint':
      return String(wire)
    case 'string':
      return `'${wire.replaceAll("'", "''")}'`
    default:
      return wire === null ? 'null' : `x'${hex(wire)}'`
  }
})

// -------------------------------------------------------------------------------------
// inserts
// -------------------------------------------------------------------------------------

/**
 * What stands for a column that one of several rows leaves out. SQLite has no DEFAULT among values, so it is the
 * column's default itself; NULL makes a counted key count.
 */
const writeMissing = (to: Writer, table: Source, key: string): void => {
  const definition = (table as TableNode).definitions[key]
  if (definition === undefined) return
  const { defaultTo, nullable, type } = definition
  const counts = definition.primaryKey && /serial|integer/.test(resolved(type)._tag)
  if (defaultTo?._tag === 'Param') to.text += literal(to, defaultTo.value, defaultTo.type, false)
  else if (defaultTo !== null) spell(to, defaultTo)
  else if (nullable || counts) to.text += 'null'
  else {
    const hint = 'give every row the same columns, or insert the rows one by one'
    report(to, unsupported('sqlite', `default for ${table.alias}.${key} in one row of several`, hint))
  }
}

// -------------------------------------------------------------------------------------
// cases
// -------------------------------------------------------------------------------------

/** What a value is wrapped in, so that JSON says it. */
interface Wrapping {
  readonly before: string
  readonly after: string
}

const plain: Wrapping = { before: '', after: '' }

// it keeps nested rows from being quoted as text
const rows: Wrapping = { before: 'json(', after: ')' }

// JSON has no bytes; `hex` makes NULL an empty text, and `quote` makes it a word
const bytes: Wrapping = { before: 'nullif(quote(', after: "), 'NULL')" }

const asText: Wrapping = { before: 'cast(', after: ' as text)' }

const isFloat = ({ _tag }: SqlType): boolean => _tag === 'real' || _tag === 'doublePrecision'

const inJson = (type: SqlType, to: Writer): Wrapping => {
  if (type._tag === 'mapped' || type._tag === 'inherited')
    return inJson(type._tag === 'mapped' ? type.base : type.of(), to)
  if (type._tag === 'rows') return rows
  if (type._tag === 'bytea') return bytes
  // a cast would round it to 15 digits
  if (type._tag === 'asText' && isFloat(type.base)) return plain
  return to.dialect.codec(type).textInJson ? asText : plain
}

/** An operand of a set operation cannot stand in parentheses; a query in FROM can. */
const wrapped = (to: Writer, write: () => void): void => {
  to.text += 'select * from '
  indented(to, write)
}

// LIKE ignores case here (of ASCII letters), and there is no other
const binary: Dialect['cases']['Binary'] = (node, to) => {
  if (node.right._tag === 'Quantified' && isQuantifiable(node)) {
    const hint = 'compare with scalar(query) of its min or max, or use inQuery or exists'
    return report(to, unsupported('sqlite', `${node.right.quantifier}_`, hint))
  }
  if (wroteDocument(to, node)) return
  const bits = bitOperators[node.op]
  if (bits !== undefined) return writeBinary(to, node, bits)
  if (node.op === 'similarTo' || node.op === 'notSimilarTo')
    return report(to, unsupported('sqlite', 'similar to', 'use like, which has % and _'))
  if (node.op === 'power') return call(to, 'power', [node.left, node.right])
  if (node.op !== 'ilike' && node.op !== 'notIlike') return ansi.cases.Binary(node, to)
  writeBinary(to, node, node.op === 'ilike' ? 'like' : 'not like')
}

const aggregates: { readonly [name: string]: string } = {
  count: 'count',
  sum: 'sum',
  avg: 'avg',
  min: 'min',
  max: 'max',
  // a boolean is 0 or 1 here
  boolAnd: 'min',
  every: 'min',
  boolOr: 'max',
  stringAgg: 'string_agg',
}

const inNames = aggregateBy((to, name) => {
  const sql = Object.hasOwn(aggregates, name) ? aggregates[name] : undefined
  if (sql !== undefined) return sql
  report(to, unsupported('sqlite', `aggregate ${name}`, 'aggregate the rows in the program'))
  return ''
})

const aggregate: Dialect['cases']['Aggregate'] = (node, to) => {
  if (node.distinct && node.args.length > 1) {
    const hint = 'select the distinct values in a subquery, and aggregate those'
    report(to, unsupported('sqlite', 'distinct in string_agg with a separator', hint))
  }
  inNames(node, to)
}

const scalarCall: Dialect['cases']['Call'] = (node, to) => {
  if (refusedRange(to, node)) return
  if (node.name === 'now') writeNow(to)
  else if (node.name === 'greatest' || node.name === 'least') writeExtreme(node, to)
  else writeCall(node, to)
}

const comparisons = withRows({ ...ansi.cases, ...truths, Binary: binary })

export const sqlite: Dialect = {
  ...ansi,
  name: 'sqlite',
  // a placeholder needs no type here: a value has its own
  typedPlaceholder: () => '?',
  codec: codecOf(codecs, {
    ...makers,
    array: absentCodec,
    composite: absentCodec,
    range: absentCodec,
    multirange: absentCodec,
    other: otherCodec,
  }),
  literal,
  typeName,
  readType,
  control,
  addsConstraints: false,
  hasTypes: false,
  describes: describesBy({
    typeName,
    lacks,
    literal,
    parenthesisedDefault: true,
  }),
  keyIsNotNull: (type) => type === 'integer',
  readCatalog,
  select: (to, node, columns) => {
    reportSelect(to, node)
    // an order by an output column is no expression, which would report itself
    for (const { operand } of node.orderBy) if (operand._tag === 'Output') refuseExactOrder(to, operand)
    ansi.select(to, limited(node), columns)
  },
  cases: {
    ...ansi.cases,
    ...writesBy(writeMissing),

    ...sources,

    Lateral: (_, to) =>
      report(to, unsupported('sqlite', 'lateral query', 'use collect, or a scalar subquery for each column')),

    Cte: (node, to) => {
      reportWriting(to, node)
      ansi.cases.Cte(node, to)
    },

    SetOperation: (node, to) => {
      if (node.all && node.op !== 'union') {
        const hint = `use ${node.op}, which gives each row once`
        return report(to, unsupported('sqlite', `${node.op}All`, hint))
      }
      for (const { operand } of node.orderBy) refuseExactOrder(to, operand)
      refuseExactMix(to, node)
      writeSetOperation(to, limited(node), wrapped)
    },

    ...truths,
    ...comparisons,
    ...lacking,
    ...withoutExactValues({ ...ansi.cases, ...custom, ...comparisons, Call: scalarCall, Aggregate: aggregate }),
    Prefix: writePrefix,

    GroupingSets: ({ kind }, to) => report(to, unsupported('sqlite', kind, 'run a query for each grouping')),

    Grouping: (_, to) => report(to, unsupported('sqlite', 'grouping', 'run a query for each grouping')),

    ...times,

    Cast: writeCast,

    CustomCall: custom.CustomCall,

    Holds: writeHolds,

    ...jsons,
    ...xmls,

    ...collectBy({
      array: 'json_array',
      gather: 'json_group_array',
      width: 100,
      item: (to, node, write) => {
        const how = inJson(resolved(node.type), to)
        to.text += how.before
        write()
        to.text += how.after
      },
    }),

    ...catalog,
    ...catalogRows,
  },
}
