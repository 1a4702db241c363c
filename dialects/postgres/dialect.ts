/** PostgreSQL: what differs from standard SQL, and why. */
import { unsupported } from '../../lib/ast/CompileError.js'
import type { PostgresOp } from '../../lib/ast/Operator.js'
import { type ArrayOf, type SqlType, uncounted } from '../../lib/ast/SqlType.js'
import type { Insert } from '../../lib/ast/Statement.js'
import { codecOf, type Makers, type Wire } from '../../lib/compile/Codec.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import { bind, report, type Writer } from '../../lib/compile/Writer.js'
import { codecs } from '../ansi/codecs.js'
import { collectBy } from '../ansi/collect.js'
import { ddl } from '../ansi/ddl.js'
import { ansi, makers, nameProblem } from '../ansi/dialect.js'
import { call, writeBinary } from '../ansi/expressions.js'
import { literalBy } from '../ansi/literal.js'
import { atom, operand, precedence } from '../ansi/operators.js'
import { typeName } from '../ansi/typeName.js'
import { inserts, writeInsert } from '../ansi/write.js'
import { bulkBy, reportParameters } from './bulk.js'
import { catalog } from './catalog.js'
import { control } from './control.js'
import { beyond } from './lock.js'
import { jsonKinds, prefixes, symbols } from './operators.js'
import { readType } from './readType.js'

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** An element of an array literal: always quoted, for a bare NULL would be null. */
const element = (wire: Wire): string =>
  wire === null ? 'NULL' : `"${String(wire).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

const array: Makers['array'] = (of) => ({
  name: `${of.name}[]`,
  encode: (values: ReadonlyArray<unknown>) =>
    `{${values.map((value) => element(value === null ? null : of.encode(value as never))).join(',')}}`,
  // arrays go out as parameters; no column holds one yet
  decode: (wire: string) => wire,
  decodeJson: (json: unknown) => json,
  textInJson: false,
})

/** The array of a type; remembered, so that its codec is made once. */
const arrays = new WeakMap<SqlType, ArrayOf>()

const arrayOf = (type: SqlType): ArrayOf => {
  const known = arrays.get(type)
  if (known !== undefined) return known
  const made: ArrayOf = { _tag: 'array', element: type }
  arrays.set(type, made)
  return made
}

/** Types whose literals need no quotes. A text of digits does: `007` is another number. */
const bare: ReadonlySet<SqlType['_tag']> = new Set([
  'smallint',
  'integer',
  'bigint',
  'real',
  'doublePrecision',
  'numeric',
  'boolean',
])

/** The type that a value is stored as. */
const stored = (type: SqlType): SqlType =>
  type._tag === 'mapped' || type._tag === 'asText' ? stored(type.base) : uncounted(type)

/** With a backslash in it, a literal means two things, by the server's settings: `E'…'` means one. */
const literal = literalBy((wire, type) => {
  const text = String(wire)
  if (bare.has(stored(type)._tag) && /^\d+(\.\d+)?$|^(true|false)$/.test(text)) return text
  const quoted = text.replaceAll("'", "''")
  return text.includes('\\') ? `E'${quoted.replaceAll('\\', '\\\\')}'` : `'${quoted}'`
})

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

const bytesKept = 63

const utf8 = new TextEncoder()

/** A longer name would be cut, and two of them could become one. */
const tooLong = (name: string): string | null => {
  // no character takes more than three bytes of UTF-8 for each unit of UTF-16
  if (name.length * 3 <= bytesKept) return null
  const { length } = utf8.encode(name)
  return length > bytesKept ? `it has ${length} bytes, and PostgreSQL keeps ${bytesKept}` : null
}

// -------------------------------------------------------------------------------------
// cases
// -------------------------------------------------------------------------------------

const { bulk, boundRows } = bulkBy(arrayOf)

/** What the row that is there is found by has to be said. */
const reportAnyUpdate = (to: Writer, { conflict }: Insert): void => {
  if (conflict?._tag !== 'Conflict' || conflict.target._tag !== 'Any' || conflict.action._tag !== 'Update') return
  report(to, unsupported('postgres', 'update on any conflict', 'give onConflict the columns of the key'))
}

/** Inside a statement that groups, a parameter that stands twice has one number, so that the server sees one expression. */
const positionOf = (to: Writer, node: Parameters<Dialect['cases']['Param']>[0]): number => {
  const known = to.shared?.get(node)
  if (known !== undefined) return known
  const position = bind(to, node.value, node.type)
  to.shared?.set(node, position)
  return position
}

/** A query that groups shares the placeholders between its clauses. */
const sharing = (to: Writer, write: () => void): void => {
  const outer = to.shared
  to.shared = outer ?? new Map()
  write()
  to.shared = outer
}

export const postgres: Dialect = {
  ...ansi,
  name: 'postgres',
  nameProblem: (name) => nameProblem(name) ?? tooLong(name),
  placeholder: (position) => `$${position}`,
  typedPlaceholder: (position, type) => `$${position}::${type}`,
  codec: codecOf(codecs, { ...makers, array }),
  literal,
  readType,
  control,
  cases: {
    ...ansi.cases,
    ...ddl({ typeName, literal, parenthesisedDefault: false, keyIsNotNull: () => true }),

    Param: (node, to) => {
      if (to.shared === null || to.inline || node.value === undefined) return ansi.cases.Param(node, to)
      const position = positionOf(to, node)
      to.text += node.cast ? `$${position}::${to.dialect.codec(node.type).name}` : `$${position}`
    },

    Select: (node, to) =>
      node.groupBy.length > 0 || node.distinct || node.distinctOn !== null
        ? sharing(to, () => ansi.cases.Select(node, to))
        : ansi.cases.Select(node, to),

    Insert: (node, to) => {
      reportAnyUpdate(to, node)
      writeInsert(node, to, { ...inserts, bulk })
      reportParameters(to)
    },

    BoundRows: (node, to) => (to.inline ? ansi.cases.BoundRows(node, to) : boundRows(node, to)),

    // one parameter, so that one text serves lists of every length
    InValues: (list, to) => {
      if (to.inline) return ansi.cases.InValues(list, to)
      const { operand: node, values, negated } = list
      operand(to, node, precedence.comparison)
      const position = bind(to, values, arrayOf(node.type))
      to.text += negated ? ` <> all($${position})` : ` = any($${position})`
    },

    Call: (node, to) =>
      node.name === 'now' || node.name === 'length' ? call(to, node.name, node.args) : ansi.cases.Call(node, to),

    Binary: (node, to) =>
      Object.hasOwn(symbols, node.op)
        ? writeBinary(to, node, symbols[node.op as PostgresOp])
        : ansi.cases.Binary(node, to),

    Prefix: ({ op, operand: node }, to) => {
      to.text += `${prefixes[op]} `
      atom(to, node)
    },

    IsJson: ({ operand: node, kind, uniqueKeys, negated }, to) => {
      operand(to, node, precedence.comparison)
      to.text += `${negated ? ' is not json' : ' is json'}${jsonKinds[kind]}${uniqueKeys ? ' with unique keys' : ''}`
    },

    Cast: ({ operand: node, type }, to) => {
      atom(to, node)
      to.text += `::${typeName(type)}`
    },

    Collect: collectBy({
      array: 'json_build_array',
      gather: 'json_agg',
      width: 100,
      item: (to, node, write) => {
        if (!to.dialect.codec(node.type).textInJson) return write()
        // a cast binds more tightly than any operator
        const bare = node._tag === 'Column'
        if (!bare) to.text += '('
        write()
        to.text += bare ? '::text' : ')::text'
      },
    }),

    ...beyond,
    ...catalog,
  },
}
