/** PostgreSQL: what differs from standard SQL, and why. */
import { unsupported } from '../../lib/ast/CompileError.js'
import type { PostgresOp } from '../../lib/ast/Operator.js'
import { leavesOf } from '../../lib/ast/Projection.js'
import { type ArrayOf, type SqlType, stored } from '../../lib/ast/SqlType.js'
import type { Insert, Select } from '../../lib/ast/Statement.js'
import { codecOf, type Makers } from '../../lib/compile/Codec.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import { bind, report, type Writer, writePlaceholder, writeValue } from '../../lib/compile/Writer.js'
import { checkType } from '../ansi/checkType.js'
import { collectBy } from '../ansi/collect.js'
import { describesBy } from '../ansi/describe.js'
import { ansi, makers } from '../ansi/dialect.js'
import { writeBinary } from '../ansi/expressions.js'
import { atom, operand, precedence } from '../ansi/operators.js'
import { typeName } from '../ansi/typeName.js'
import { inserts, writeInsert } from '../ansi/write.js'
import { arrayCodec } from './array.js'
import { bulkBy, reportParameters } from './bulk.js'
import { writeCall } from './calls.js'
import { catalog } from './catalog.js'
import { codecs } from './codecs.js'
import { control } from './control.js'
import { literal } from './literal.js'
import { beyond } from './lock.js'
import { nameProblem } from './names.js'
import { jsonKinds, prefixes, symbols } from './operators.js'
import { multirangeCodec, rangeCodec } from './range.js'
import { readType } from './readType.js'
import { recordCodec } from './record.js'
import { catalogRows, readCatalog } from './wholeCatalog.js'

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

const by: Makers = {
  ...makers,
  array: arrayCodec,
  composite: recordCodec,
  range: rangeCodec,
  multirange: multirangeCodec,
}

/** The array of a type; remembered, so that its codec is made once. */
const arrays = new WeakMap<SqlType, ArrayOf>()

const arrayOf = (type: SqlType): ArrayOf => {
  const known = arrays.get(type)
  if (known !== undefined) return known
  const made: ArrayOf = { _tag: 'array', element: type }
  arrays.set(type, made)
  return made
}

/** Whether values are arrays: those of an array of them would be taken for its elements. */
const isArray = (type: SqlType): boolean => {
  const own = stored(type)
  return own._tag === 'array' || (own._tag === 'domain' && isArray(own.base))
}

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

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

/** JSON has no equality. */
const reportIncomparable = (to: Writer, { projection }: Select): void => {
  if (projection === null || !leavesOf(projection).some(({ _tag }) => _tag === 'Collect')) return
  const hint = 'select the distinct rows in a subquery, and nest the rows outside'
  report(to, unsupported('postgres', 'distinct over nested rows', hint))
}

export const postgres: Dialect = {
  ...ansi,
  name: 'postgres',
  nameProblem,
  placeholder: (position) => `$${position}`,
  typedPlaceholder: (position, type) => `$${position}::${type}`,
  codec: codecOf(codecs, by),
  literal,
  readType,
  locksRows: true,
  writesInWith: true,
  control,
  describes: describesBy({ typeName, lacks: () => null, literal, parenthesisedDefault: false }),
  readCatalog,
  select: (to, node, columns) => {
    if (node.distinct) reportIncomparable(to, node)
    if (node.groupBy.length > 0 || node.distinct || node.distinctOn !== null)
      sharing(to, () => ansi.select(to, node, columns))
    else ansi.select(to, node, columns)
  },
  cases: {
    ...ansi.cases,
    Param: (node, to) => {
      if (to.shared === null || to.inline || node.value === undefined) return ansi.cases.Param(node, to)
      writePlaceholder(to, positionOf(to, node), to.dialect.codec(node.type), node.cast)
    },

    Insert: (node, to) => {
      reportAnyUpdate(to, node)
      writeInsert(node, to, { ...inserts, bulk })
      reportParameters(to)
    },

    BoundRows: (node, to) => (to.inline ? ansi.cases.BoundRows(node, to) : boundRows(node, to)),

    // one parameter, so that one text serves lists of every length
    InValues: (list, to) => {
      if (to.inline || isArray(list.operand.type)) return ansi.cases.InValues(list, to)
      const { operand: node, values, negated } = list
      operand(to, node, precedence.comparison)
      to.text += negated ? ' <> all(' : ' = any('
      writeValue(to, values, arrayOf(node.type), false)
      to.text += ')'
    },

    Call: writeCall,

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
      checkType(to, type)
      atom(to, node)
      to.text += `::${typeName(type)}`
    },

    ...collectBy({
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
    ...catalogRows,
  },
}
