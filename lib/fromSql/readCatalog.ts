/** What a translation knows of a PostgreSQL, asked of its own catalog: in joinery, for no SQL is spelled here. */

import type { TaskEither } from 'fp-ts/TaskEither'
import type { Connection } from '../exec/Connection.js'
import { all } from '../exec/run.js'
import type { SqlError } from '../exec/SqlError.js'
import { right } from '../fp.js'
import * as j from '../index.js'
import type { Catalog, CatalogColumn, CatalogFunction, CatalogTable, CatalogType } from './Catalog.js'
import { camel } from './camel.js'
import { pipe } from './pipe.js'

// -------------------------------------------------------------------------------------
// tables of the catalog
// -------------------------------------------------------------------------------------

const inCatalog = j.withSchema('pg_catalog')

const namespaces = inCatalog(j.table('pg_namespace', { oid: j.oid, nspname: j.name }))

const classes = inCatalog(
  j.table('pg_class', { oid: j.oid, relname: j.name, relnamespace: j.oid, relkind: j.quotedChar }),
)

const attributes = inCatalog(
  j.table('pg_attribute', {
    attrelid: j.oid,
    attname: j.name,
    atttypid: j.oid,
    atttypmod: j.integer,
    attnum: j.smallint,
    attnotnull: j.boolean,
    attisdropped: j.boolean,
    attidentity: j.quotedChar,
    attgenerated: j.quotedChar,
  }),
)

const defaults = inCatalog(
  j.table('pg_attrdef', { adrelid: j.oid, adnum: j.smallint, adbin: j.customType('pg_node_tree') }),
)

const keys = inCatalog(
  j.table('pg_constraint', { conrelid: j.oid, contype: j.quotedChar, conkey: j.nullable(j.array(j.smallint)) }),
)

const types = inCatalog(
  j.table('pg_type', {
    oid: j.oid,
    typname: j.name,
    typnamespace: j.oid,
    typtype: j.quotedChar,
    typrelid: j.oid,
    typbasetype: j.oid,
    typtypmod: j.integer,
  }),
)

const labels = inCatalog(j.table('pg_enum', { enumtypid: j.oid, enumsortorder: j.real, enumlabel: j.name }))

const ranges = inCatalog(j.table('pg_range', { rngtypid: j.oid, rngsubtype: j.oid, rngmultitypid: j.oid }))

const functions = inCatalog(
  j.table('pg_proc', {
    oid: j.oid,
    proname: j.name,
    pronamespace: j.oid,
    prokind: j.quotedChar,
    proretset: j.boolean,
    prorettype: j.oid,
    proargtypes: j.oidvector,
    proallargtypes: j.nullable(j.array(j.oid)),
    proargmodes: j.nullable(j.array(j.quotedChar)),
    proargnames: j.nullable(j.array(j.text)),
  }),
)

/** Objects that come with PostgreSQL have smaller numbers. */
const firstUserOid = 16_384

/** Schemas that no user has made. */
const systemSchemas = ['pg_catalog', 'information_schema', 'pg_toast']

// -------------------------------------------------------------------------------------
// queries
// -------------------------------------------------------------------------------------

const columnsOf = (words: ReadonlyArray<string>) =>
  pipe(
    j.from(classes),
    j.innerJoin(namespaces, j.eq(namespaces.c.oid, classes.c.relnamespace)),
    j.leftJoin(
      attributes,
      j.and(j.eq(attributes.c.attrelid, classes.c.oid), j.gt(attributes.c.attnum, 0), j.not(attributes.c.attisdropped)),
    ),
    j.leftJoin(defaults, j.and(j.eq(defaults.c.adrelid, classes.c.oid), j.eq(defaults.c.adnum, attributes.c.attnum))),
    j.leftJoin(keys, j.and(j.eq(keys.c.conrelid, classes.c.oid), j.eq(keys.c.contype, 'p'))),
    j.where(
      j.and(
        j.in_(classes.c.relkind, ['r', 'p', 'v', 'm', 'f', 'c']),
        j.or(j.notIn(namespaces.c.nspname, systemSchemas), j.in_(classes.c.relname, words)),
      ),
    ),
    j.orderBy(namespaces.c.nspname, classes.c.relname, attributes.c.attnum),
    j.select({
      schema: namespaces.c.nspname,
      table: classes.c.relname,
      kind: classes.c.relkind,
      visible: j.pgTableIsVisible(classes.c.oid),
      column: attributes.c.attname,
      type: j.formatType(attributes.c.atttypid, attributes.c.atttypmod),
      notNull: attributes.c.attnotnull,
      identity: attributes.c.attidentity,
      generated: attributes.c.attgenerated,
      defaultTo: j.pgGetExpr(defaults.c.adbin, defaults.c.adrelid),
      primaryKey: j.eq(attributes.c.attnum, j.any_(keys.c.conkey)),
    }),
  )

const baseType = j.formatType(types.c.typbasetype, types.c.typtypmod)

const typesOf = pipe(
  j.from(types),
  j.innerJoin(namespaces, j.eq(namespaces.c.oid, types.c.typnamespace)),
  j.leftJoin(ranges, j.or(j.eq(ranges.c.rngtypid, types.c.oid), j.eq(ranges.c.rngmultitypid, types.c.oid))),
  j.where(
    j.and(
      j.in_(types.c.typtype, ['e', 'd', 'c', 'r', 'm']),
      j.or(j.ne(namespaces.c.nspname, 'pg_catalog'), j.in_(types.c.typtype, ['r', 'm'])),
    ),
  ),
  j.select({
    schema: namespaces.c.nspname,
    name: types.c.typname,
    visible: j.pgTypeIsVisible(types.c.oid),
    kind: types.c.typtype,
    base: baseType,
    subtype: j.formatType(ranges.c.rngsubtype, j.null_(j.integer)),
    range: j.formatType(ranges.c.rngtypid, j.null_(j.integer)),
    labels: j.arrayFrom(
      pipe(
        j.from(labels),
        j.where(j.eq(labels.c.enumtypid, types.c.oid)),
        j.orderBy(labels.c.enumsortorder),
        j.select({ label: j.cast(labels.c.enumlabel, j.text) }),
      ),
    ),
  }),
)

const functionsOf = (words: ReadonlyArray<string>) =>
  pipe(
    j.from(functions),
    j.innerJoin(namespaces, j.eq(namespaces.c.oid, functions.c.pronamespace)),
    // what a user made, wherever it is, and what PostgreSQL has and joinery has no name for
    j.where(
      j.or(
        j.and(j.ge(functions.c.oid, firstUserOid), j.in_(functions.c.proname, words)),
        j.in_(
          functions.c.proname,
          words.filter((word) => !Object.hasOwn(j, camel(word))),
        ),
      ),
    ),
    j.select({
      schema: namespaces.c.nspname,
      name: functions.c.proname,
      visible: j.pgFunctionIsVisible(functions.c.oid),
      kind: functions.c.prokind,
      set: functions.c.proretset,
      returns: j.formatType(functions.c.prorettype, j.null_(j.integer)),
      args: j.pgGetFunctionIdentityArguments(functions.c.oid),
      modes: functions.c.proargmodes,
      names: functions.c.proargnames,
      allTypes: j.arrayFrom(
        pipe(
          j.from(types),
          j.where(j.eq(types.c.oid, j.any_(functions.c.proallargtypes))),
          j.orderBy(j.arrayPosition(functions.c.proallargtypes, types.c.oid)),
          j.select({ type: j.formatType(types.c.oid, j.null_(j.integer)) }),
        ),
      ),
    }),
  )

// -------------------------------------------------------------------------------------
// rows to data
// -------------------------------------------------------------------------------------

type Of<F extends (...args: never) => unknown> = ReturnType<F> extends j.Query<any, any, any, infer R> ? R : never

type ColumnRow = Of<typeof columnsOf>

const identities: Readonly<Record<string, CatalogColumn['identity']>> = { a: 'always', d: 'default' }

const columnOf = ({ column, type, notNull, identity, generated, defaultTo, primaryKey }: ColumnRow): CatalogColumn => ({
  name: column ?? '',
  type: type ?? '',
  nullable: notNull !== true,
  primaryKey: primaryKey === true,
  defaultTo: (generated ?? '') === '' ? defaultTo : null,
  computed: (generated ?? '') === '' ? null : defaultTo,
  identity: identities[identity ?? ''] ?? null,
})

const tablesOf = (rows: ReadonlyArray<ColumnRow>): ReadonlyArray<CatalogTable & { readonly kind: string }> => {
  const tables = new Map<string, CatalogTable & { readonly kind: string; readonly columns: Array<CatalogColumn> }>()
  for (const row of rows) {
    const key = `${row.schema}.${row.table}`
    const known = tables.get(key) ?? {
      schema: row.schema,
      name: row.table,
      visible: row.visible === true,
      kind: row.kind,
      columns: [],
    }
    tables.set(key, known)
    if (row.column !== null) known.columns.push(columnOf(row))
  }
  return [...tables.values()]
}

const kinds: Readonly<Record<string, CatalogType['kind']>> = {
  e: 'enum',
  d: 'domain',
  c: 'composite',
  r: 'range',
  m: 'multirange',
}

const functionKinds: Readonly<Record<string, CatalogFunction['kind']>> = {
  f: 'function',
  a: 'aggregate',
  w: 'window',
  p: 'procedure',
}

/** `a integer, OUT b text` to its parts, without those that are only given back. */
const argumentTypes = (text: string): ReadonlyArray<readonly [name: string, type: string]> =>
  text === ''
    ? []
    : text
        .split(/, (?![^(]*\))/)
        .filter((part) => !/^(OUT|TABLE) /.test(part))
        .map((part) => part.replace(/^(IN|INOUT|VARIADIC) /, ''))
        .map((part) => {
          const [, name = '', type = part] =
            /^("[^"]+"|[a-z_][\w$]*) (?!precision|varying|with|without)(.+)$/.exec(part) ?? []
          return [name, type]
        })

// -------------------------------------------------------------------------------------
// the catalog
// -------------------------------------------------------------------------------------

/**
 * What a translation of SQL that holds these words needs to know of a PostgreSQL.
 *
 * @example readCatalog(wordsOf(sql))(db)
 */
export const readCatalog =
  (words: ReadonlyArray<string>) =>
  (db: Connection): TaskEither<SqlError, Catalog> =>
  async () => {
    const columns = await all(columnsOf(words))(db)()
    if (columns._tag === 'Left') return columns
    const named = await all(typesOf)(db)()
    if (named._tag === 'Left') return named
    const routines = await all(functionsOf(words))(db)()
    if (routines._tag === 'Left') return routines
    const relations = tablesOf(columns.right)
    const fieldsOf = (schema: string, own: string) =>
      relations.find((relation) => relation.schema === schema && relation.name === own)?.columns ?? []
    return right({
      declared: [],
      tables: relations.filter(({ kind }) => kind !== 'c'),
      types: named.right.map(({ schema, name: own, visible, kind, base, subtype, range, labels: words }) => ({
        schema,
        name: own,
        visible: visible === true,
        kind: kinds[kind] ?? 'domain',
        labels: words.map((word) => word ?? ''),
        base: kind === 'r' ? subtype : kind === 'm' ? range : base,
        fields: kind === 'c' ? fieldsOf(schema, own) : [],
      })),
      functions: routines.right.map(
        ({ schema, name: own, visible, kind, set, returns, args, modes, names, allTypes }) => ({
          schema,
          name: own,
          visible: visible === true,
          kind: functionKinds[kind] ?? 'function',
          args: argumentTypes(args ?? '').map(([, type]) => type),
          argNames: argumentTypes(args ?? '').map(([argument]) => argument),
          returns: returns ?? 'record',
          set,
          columns: (modes ?? []).flatMap((mode, i) =>
            ['o', 't', 'b'].includes(mode)
              ? [
                  {
                    name: (names?.[i] ?? '') === '' ? `column${i + 1}` : (names?.[i] ?? ''),
                    type: allTypes[i] ?? 'text',
                  },
                ]
              : [],
          ),
        }),
      ),
    })
  }

/** The words of a text that could be names. */
export const wordsOf = (sql: string): ReadonlyArray<string> => [
  ...new Set((sql.match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? []).flatMap((word) => [word, word.toLowerCase()])),
]
