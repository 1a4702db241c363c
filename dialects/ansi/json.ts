/** JSON as the standard has it: constructors, queries by a path, tables. */
import { invalidArgument } from '../../lib/ast/CompileError.js'
import type {
  Behavior,
  Finding,
  JsonColumn,
  JsonConstructor,
  JsonQuery,
  Jsons,
  JsonTable,
  Making,
  Passing,
} from '../../lib/ast/Json.js'
import type { Node } from '../../lib/ast/Node.js'
import { type SqlType, textType } from '../../lib/ast/SqlType.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { identifier, indented, report, spell, type Writer } from '../../lib/compile/Writer.js'
import { operand, precedence } from './operators.js'
import { typeName } from './typeName.js'

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const nulls: Readonly<Record<NonNullable<Making['onNull']>, string>> = {
  null: ' null on null',
  absent: ' absent on null',
}

const writeReturning = (to: Writer, type: SqlType | null): void => {
  if (type !== null) to.text += ` returning ${typeName(type)}`
}

/** What stands after the entries of an object, the items of an array, or the arguments of an aggregate. */
export const writeMaking = (to: Writer, { onNull, uniqueKeys, returning }: Making): void => {
  if (onNull !== null) to.text += nulls[onNull]
  if (uniqueKeys) to.text += ' with unique keys'
  writeReturning(to, returning)
}

const endsInTest = (node: Node | undefined): boolean =>
  node?._tag === 'Junction'
    ? endsInTest(node.conditions.at(-1))
    : node?._tag === 'Not'
      ? endsInTest(node.condition)
      : node?._tag === 'IsJson'

/** Before WITH, which would be taken for a clause of a test for JSON: that stands in parentheses. */
const beforeWith = (to: Writer, node: Node): void =>
  endsInTest(node) ? operand(to, node, precedence.atom) : spell(to, node)

/** `key: value, key: value` */
export const writeEntries = (to: Writer, entries: ReadonlyArray<Node>): void =>
  entries.forEach((entry, i) => {
    if (i > 0) to.text += i % 2 === 0 ? ', ' : ': '
    beforeWith(to, entry)
  })

const constructors: Readonly<Record<JsonConstructor['kind'], string>> = {
  object: 'json_object',
  array: 'json_array',
  json: 'json',
  scalar: 'json_scalar',
  serialize: 'json_serialize',
}

// -------------------------------------------------------------------------------------
// what a path finds
// -------------------------------------------------------------------------------------

const behaviors: Readonly<Record<Extract<Behavior, string>, string>> = {
  error: 'error',
  null: 'null',
  true: 'true',
  false: 'false',
  unknown: 'unknown',
  'empty array': 'empty array',
  'empty object': 'empty object',
}

const writeBehavior = (to: Writer, behavior: Behavior | null, on: string): void => {
  if (behavior === null) return
  if (typeof behavior === 'string') to.text += ` ${behaviors[behavior]}`
  else {
    to.text += ' default '
    spell(to, behavior.default)
  }
  to.text += ` on ${on}`
}

const wrappers: Readonly<Record<NonNullable<Finding['wrapper']>, string>> = {
  without: ' without wrapper',
  conditional: ' with conditional wrapper',
  unconditional: ' with unconditional wrapper',
}

const quotes: Readonly<Record<NonNullable<Finding['quotes']>, string>> = { keep: ' keep quotes', omit: ' omit quotes' }

const writeFinding = (to: Writer, { wrapper, quotes: quoting, onEmpty, onError }: Finding): void => {
  if (wrapper !== null) to.text += wrappers[wrapper]
  if (quoting !== null) to.text += quotes[quoting]
  writeBehavior(to, onEmpty, 'empty')
  writeBehavior(to, onError, 'error')
}

const writePassing = (to: Writer, passing: Passing): void =>
  passing.forEach(([name, value], i) => {
    to.text += i > 0 ? ', ' : ' passing '
    spell(to, value)
    to.text += ' as '
    identifier(to, name)
  })

const queries: Readonly<Record<JsonQuery['kind'], string>> = {
  exists: 'json_exists',
  value: 'json_value',
  query: 'json_query',
}

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

const writePath = (to: Writer, path: string | null): void => {
  if (path !== null) to.text += ` path ${to.dialect.literal(to, path, textType, false)}`
}

const writeColumn = (to: Writer, column: JsonColumn): void => {
  if (column._tag === 'Nested') {
    to.text += `nested path ${to.dialect.literal(to, column.path, textType, false)} as `
    identifier(to, column.name)
    return writeColumns(to, column.columns)
  }
  identifier(to, column.name)
  switch (column._tag) {
    case 'Ordinality':
      to.text += ' for ordinality'
      return
    case 'Path':
      to.text += ` ${typeName(column.type)}`
      if (column.formatJson) to.text += ' format json'
      writePath(to, column.path)
      return writeFinding(to, column.finding)
    case 'Exists':
      to.text += ` ${typeName(column.type)} exists`
      writePath(to, column.path)
      return writeBehavior(to, column.onError, 'error')
  }
}

const writeColumns = (to: Writer, columns: ReadonlyArray<JsonColumn>): void => {
  to.text += ' columns ('
  columns.forEach((column, i) => {
    if (i > 0) to.text += ', '
    writeColumn(to, column)
  })
  to.text += ')'
}

/** In FROM, where alone it may stand. */
export const writeJsonTable = (to: Writer, { document, path, passing, columns, onError }: JsonTable): void => {
  to.text += 'json_table('
  spell(to, document)
  to.text += `, ${to.dialect.literal(to, path, textType, false)}`
  writePassing(to, passing)
  writeColumns(to, columns)
  writeBehavior(to, onError, 'error')
  to.text += ')'
}

// -------------------------------------------------------------------------------------
// cases
// -------------------------------------------------------------------------------------

export const jsons: Cases<Jsons['_tag']> = {
  JsonConstructor: ({ kind, entries, making }, to) => {
    to.text += `${constructors[kind]}(`
    if (kind === 'object') writeEntries(to, entries)
    else
      for (const [i, entry] of entries.entries()) {
        if (i > 0) to.text += ', '
        beforeWith(to, entry)
      }
    // where there is nothing, no clause about it may stand
    writeMaking(to, entries.length === 0 ? { ...making, onNull: null, uniqueKeys: false } : making)
    to.text += ')'
  },

  JsonArrayQuery: ({ query, returning }, to) => {
    to.text += 'json_array'
    indented(to, () => {
      spell(to, query)
      writeReturning(to, returning)
    })
  },

  JsonQuery: ({ kind, document, path, passing, finding, returning }, to) => {
    to.text += `${queries[kind]}(`
    spell(to, document)
    to.text += ', '
    beforeWith(to, path)
    writePassing(to, passing)
    writeReturning(to, returning)
    writeFinding(to, finding)
    to.text += ')'
  },

  JsonTable: (_, to) =>
    report(
      to,
      invalidArgument('jsonTable', 'stands where a value belongs', "read it in FROM: tableOf('t')(jsonTable(…))"),
    ),
}

/** For a dialect that has none of them. */
export const withoutJsons = (feature: (to: Writer, what: string) => void): Cases<Jsons['_tag']> => ({
  JsonConstructor: ({ kind }, to) => feature(to, constructors[kind]),
  JsonArrayQuery: (_, to) => feature(to, 'json_array of a query'),
  JsonQuery: ({ kind }, to) => feature(to, queries[kind]),
  JsonTable: (_, to) => feature(to, 'json_table'),
})
