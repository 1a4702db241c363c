/**
 * Random schemas: descriptors, made in a database and read from it, are the same descriptors.
 *
 * Two things are compared: what the facts say, apart from the spelling of expressions, which is the server's own; and what
 * `diff` says in both directions, where the server has spelled both.
 */
import { pipe } from 'fp-ts/function'
import type { Catalog } from '../../lib/ast/Catalog.js'
import { brand, type Node } from '../../lib/ast/Node.js'
import { describe } from '../../lib/catalog/describe.js'
import { normal } from '../../lib/catalog/normal.js'
import type { Connection } from '../../lib/exec/Connection.js'
import { describeError } from '../../lib/exec/SqlError.js'
import * as J from '../../lib/index.js'
import { diff } from '../../lib/reflect/diff.js'
import { fromCatalog } from '../../lib/reflect/fromCatalog.js'
import { reflectCatalog } from '../../lib/reflect/reflect.js'
import type { Metadata } from '../../lib/schema/Metadata.js'
import { type Random, random } from '../support/random.js'

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

const odd: ReadonlyArray<string> = [
  'select',
  'User',
  'order by',
  'say "hi"',
  "it's",
  'a.b',
  'Zoë',
  'bıgınt',
  'table',
  '1st',
  '$x',
  'back\\slash',
  `l${'o'.repeat(61)}ng`,
  'group',
  'e-mail',
  'UPPER',
  'dash--dash',
]

const nameOf = (r: Random, kind: string, i: number): string =>
  r.below(4) === 0 ? `${r.pick(odd).slice(0, 50)}${kind}${i}` : `${kind}_${i}`

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

interface World {
  readonly r: Random
  readonly isSqlite: boolean
  readonly types: ReadonlyArray<any>
  readonly sequences: ReadonlyArray<any>
}

const plainTypes: ReadonlyArray<() => any> = [
  () => J.integer,
  () => J.bigint,
  () => J.smallint,
  () => J.text,
  () => J.varchar(),
  () => J.varchar(30),
  () => J.boolean,
  () => J.doublePrecision,
  () => J.real,
  () => J.bytea,
]

const postgresTypes: ReadonlyArray<() => any> = [
  () => J.char(2),
  () => J.numeric(),
  () => J.numeric(10, 2),
  () => J.numeric(5),
  () => J.date,
  () => J.time,
  () => J.timestamp,
  () => J.timestamptz,
  () => J.precision(3)(J.timestamptz),
  () => J.interval,
  () => J.uuid,
  () => J.json(),
  () => J.jsonb(),
  () => J.inet,
  () => J.int4range,
  () => J.tstzrange,
  () => J.point,
  () => J.tsvector,
  () => J.array(J.text),
  () => J.array(J.numeric(8, 3)),
  () => J.array(J.integer),
  () => J.bit(3),
  () => J.varbit(),
  () => J.money,
  () => J.customType('txid_snapshot'),
]

const defaults: ReadonlyArray<readonly [test: (type: any) => boolean, make: (r: Random) => unknown]> = [
  [(t) => t._tag === 'integer' || t._tag === 'smallint', (r) => r.pick([0, -1, 7, 32000])],
  [(t) => t._tag === 'bigint', (r) => r.pick([0n, -5n, 9007199254740993n])],
  [(t) => t._tag === 'text' || t._tag === 'varchar', (r) => r.pick(['', "it's", 'a\\b', 'now()', 'ü', '1'])],
  [(t) => t._tag === 'boolean', (r) => r.pick([true, false])],
  [(t) => t._tag === 'doublePrecision', (r) => r.pick([0.5, -2, 1e10])],
  [(t) => t._tag === 'numeric', (r) => r.pick(['0', '4.5', '-1.5'])],
  [(t) => t._tag === 'timestamptz' && t.precision === undefined, () => J.now()],
]

const withDefault = (r: Random, spec: any): any => {
  if (spec.type._tag === 'enum' && spec.type.labels.length === 0) return spec
  if (spec.type._tag === 'enum') return J.defaultTo(r.pick(spec.type.labels as ReadonlyArray<string>))(spec as never)
  const found = defaults.find(([test]) => test(spec.type))
  return found === undefined ? spec : J.defaultTo(found[1](r))(spec as never)
}

const isTextual = ({ type }: any): boolean => type._tag === 'text' || type._tag === 'varchar'

const column = ({ r, isSqlite, types, sequences }: World): any => {
  const choices = isSqlite ? plainTypes : [...plainTypes, ...postgresTypes, ...types.map((it) => () => it)]
  let spec = r.pick(choices)()
  if (r.below(3) === 0) spec = withDefault(r, spec)
  if (!isSqlite && spec.type._tag === 'bigint' && sequences.length > 0 && r.below(3) === 0)
    spec = J.defaultTo(J.nextValue(r.pick(sequences)))(spec as never)
  if (!isSqlite && spec.type._tag === 'integer' && spec.defaultTo === null && r.below(4) === 0)
    spec = J.identity({
      always: r.below(2) === 0,
      ...(r.below(2) === 0 ? { start: 10, increment: r.pick([1, 2, -1]), ...{ max: 1000, min: -1000 } } : {}),
    })(spec)
  if (isTextual(spec) && r.below(5) === 0) spec = J.collated(isSqlite ? 'NOCASE' : 'C')(spec)
  if (!isSqlite && r.below(5) === 0) spec = J.comment(r.pick(["it's", 'a comment', 'back\\slash', 'two\nlines']))(spec)
  if (r.below(8) === 0) spec = J.unique(spec)
  if (r.below(8) === 0) spec = J.indexed(spec)
  return r.below(3) === 0 && spec.also?.identity == null ? J.nullable(spec) : spec
}

/** What can be compared, and so be part of a key. */
const isKeyed = ({ type }: any): boolean =>
  ['integer', 'bigint', 'smallint', 'text', 'varchar', 'boolean', 'uuid', 'date', 'numeric', 'enum'].includes(type._tag)

const isIndexable = (spec: any): boolean =>
  isKeyed(spec) || ['timestamptz', 'timestamp', 'time', 'bytea', 'doublePrecision', 'inet'].includes(spec.type._tag)

const unindexed = (spec: any): any => {
  const { also, ...rest } = spec
  const own = isIndexable(spec)
    ? spec
    : { ...rest, unique: false, also: also === null ? null : { ...also, indexed: false } }
  return own
}

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

const some = <A>(r: Random, all: ReadonlyArray<A>, most: number): ReadonlyArray<A> => {
  const left = [...all]
  const out: Array<A> = []
  const n = 1 + r.below(most)
  while (out.length < n && left.length > 0) out.push(...left.splice(r.below(left.length), 1))
  return out
}

const actions = ['cascade', 'restrict', 'set null', 'no action'] as const

const referenceOptions = ({ r }: World, name: string): any => ({
  ...(r.below(2) === 0 ? { onDelete: r.pick(actions) } : {}),
  ...(r.below(3) === 0 ? { onUpdate: r.pick(actions) } : {}),
  ...(r.below(4) === 0 ? { name } : {}),
  ...(r.below(4) === 0 ? { deferrable: r.pick(['immediate', 'deferred']) } : {}),
})

const index = (world: World, specs: Readonly<Record<string, any>>, t: any, name: string): any => {
  const { r, isSqlite } = world
  const keys = Object.keys(specs).filter((key) => isIndexable(specs[key]))
  if (keys.length === 0) return []
  const elements = some(r, keys, 3).map((key) => {
    const spec = specs[key]
    if (isTextual(spec) && r.below(4) === 0) return J.lower(t[key])
    if (isTextual(spec) && !isSqlite && r.below(4) === 0)
      return J.opclass(t[key], spec.type._tag === 'text' ? 'text_pattern_ops' : 'varchar_pattern_ops')
    const order = r.below(3) === 0 ? J.desc(t[key]) : r.below(4) === 0 ? J.asc(t[key]) : t[key]
    if (order !== t[key] && !isSqlite && r.below(3) === 0)
      return r.below(2) === 0 ? J.nullsFirst(order) : J.nullsLast(order)
    return order
  })
  const integers = Object.keys(specs).filter((key) => specs[key].type._tag === 'integer')
  return [
    J.index(elements, {
      ...(r.below(2) === 0 ? { name } : {}),
      ...(r.below(3) === 0 ? { unique: true } : {}),
      ...(integers.length > 0 && r.below(3) === 0 ? { where: J.gt(t[r.pick(integers)], 3) } : {}),
      ...(!isSqlite && r.below(4) === 0 ? { include: [t[r.pick(Object.keys(specs))]] } : {}),
      ...(!isSqlite && r.below(5) === 0 ? { comment: 'an index' } : {}),
    }),
  ]
}

const rules = (world: World, specs: Readonly<Record<string, any>>, at: number) => (t: any) => {
  const { r, isSqlite } = world
  const keys = Object.keys(specs)
  const integers = keys.filter((key) => specs[key].type._tag === 'integer')
  const keyed = keys.filter((key) => isKeyed(specs[key]))
  return [
    ...(keyed.length > 1 && r.below(3) === 0
      ? [
          J.uniqueOn(
            some(r, keyed, 3).map((key) => t[key]),
            r.below(2) === 0 ? { name: `uq_${at}` } : {},
          ),
        ]
      : []),
    ...(integers.length > 0 && r.below(2) === 0
      ? [J.check(J.gt(t[r.pick(integers)], r.below(10)), r.below(2) === 0 ? { name: `it's ${at}` } : {})]
      : []),
    ...(integers.length > 1 && r.below(3) === 0
      ? [
          J.check(J.or(J.lt(t[integers[0] as string], t[integers[1] as string]), J.isNull(t[integers[0] as string])), {
            name: `ck_${at}`,
          }),
        ]
      : []),
    ...Array.from({ length: r.below(3) }, (_, i) => index(world, specs, t, `ix_${at}_${i}`)).flat(),
    ...(!isSqlite && r.below(4) === 0 ? [J.tableComment('what it is')] : []),
    ...(!isSqlite && keyed.length > 0 && r.below(8) === 0
      ? [J.excludeOn([[t[r.pick(keyed)], '=']], { method: 'btree', name: `ex_${at}` })]
      : []),
  ]
}

const makeTable = (world: World, at: number, before: ReadonlyArray<any>): any => {
  const { r, isSqlite } = world
  const name = nameOf(r, 't', at)
  const serial = r.below(2) === 0
  const single = serial
    ? isSqlite
      ? J.serial
      : r.pick([J.serial, J.bigserial])
    : r.pick([J.integer, J.varchar(20), J.text])
  const specs: Record<string, any> = {}
  const composite = r.below(5) === 0
  specs[nameOf(r, 'id', at)] = J.primaryKey(single as any)
  if (composite) specs[`second_${at}`] = J.primaryKey(J.integer)
  const count = 1 + r.below(6)
  for (let i = 0; i < count; i++) specs[nameOf(r, 'c', i)] = unindexed(column(world))
  // to a table before it, to itself, or to one that is made later
  for (const [i, target] of some(r, [...before, null], 2).entries()) {
    if (r.below(2) === 0) continue
    const key = `to_${i}`
    const columns = target === null ? null : Object.keys(target.definitions)
    if (
      target !== null &&
      Object.values(target.definitions as Record<string, any>).filter((it) => it.primaryKey).length > 1
    )
      continue
    const type = target === null ? (composite ? null : single) : target.definitions[columns?.[0] as string]
    if (type === null) continue
    const plain =
      type.type._tag === 'serial'
        ? J.integer
        : type.type._tag === 'bigserial'
          ? J.bigint
          : { ...J.integer, type: type.type }
    specs[key] = J.nullable(
      J.references(
        () => (target === null ? table.c[Object.keys(specs)[0] as string] : target.c[columns?.[0] as string]),
        referenceOptions(world, `fk_${at}_${i}`),
      )(plain as any),
    )
  }
  const computed = Object.keys(specs).find((key) => specs[key].type._tag === 'integer' && !specs[key].nullable)
  if (computed !== undefined && r.below(3) === 0)
    specs[`computed_${at}`] = J.computed(() => J.add(table.c[computed] as any, 1 as any))(J.nullable(J.integer) as any)
  const table: any = J.table(name, specs as any, rules(world, specs, at) as any)
  return table
}

// -------------------------------------------------------------------------------------
// schemas
// -------------------------------------------------------------------------------------

const enumOf = (r: Random, i: number): any =>
  J.enumType(
    nameOf(r, 'mood', i),
    some(r, ['sad', 'ok', "it's", 'Zoë', ''], 4).filter((label) => label !== ''),
  )

const domainOf = (r: Random, i: number): any => {
  const name = nameOf(r, 'domain', i)
  return r.below(2) === 0
    ? J.domain(name, J.integer, { check: (value) => J.gt(value, 0), ...(r.below(2) === 0 ? { name: `dc_${i}` } : {}) })
    : J.domain(name, J.varchar(20), { notNull: r.below(2) === 0, ...(r.below(2) === 0 ? { defaultTo: 'x' } : {}) })
}

const compositeOf = (r: Random, i: number): any =>
  J.composite(nameOf(r, 'pair', i), { [nameOf(r, 'a', 1)]: J.nullable(J.text), b: J.nullable(J.numeric(5, 2)) })

const viewOf = (r: Random, i: number, of: any): any => {
  const keys = some(r, Object.keys(of.c), 3)
  return pipe(
    J.from(of) as any,
    J.select(Object.fromEntries(keys.map((key) => [key, of.c[key]])) as any),
    J.view(nameOf(r, 'v', i)) as any,
  )
}

/** A metadata that a number stands for. */
export const schemaOf = (seed: number, isSqlite: boolean): Metadata => {
  const r = random(seed)
  const many = (n: number, make: (i: number) => any): ReadonlyArray<any> =>
    isSqlite ? [] : Array.from({ length: r.below(n) }, (_, i) => make(i))
  const types = [
    ...many(3, (i) => enumOf(r, i)),
    ...many(3, (i) => domainOf(r, i)),
    ...many(2, (i) => compositeOf(r, i)),
  ]
  const sequences = many(3, (i) =>
    J.sequence(nameOf(r, 'seq', i), {
      ...(r.below(2) === 0 ? { start: 5, increment: r.pick([1, 3]) } : {}),
      ...(r.below(3) === 0 ? { type: 'integer' as const, cycle: true } : {}),
    }),
  )
  const world: World = { r, isSqlite, types, sequences }
  const tables: Array<any> = []
  for (let i = 0; i <= r.below(5); i++) tables.push(makeTable(world, i, tables))
  const views = r.below(3) === 0 ? [viewOf(r, 0, r.pick(tables))] : []
  return J.metadata([...tables, ...views, ...types, ...sequences])
}

// -------------------------------------------------------------------------------------
// comparison
// -------------------------------------------------------------------------------------

/** What a catalog says, without how the server spells it. */
const gist = (catalog: Catalog, typeName: (text: string) => string): unknown => {
  const { tables, types, sequences, views } = normal(catalog)
  const by = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  return {
    tables: tables
      .map((table) => ({
        name: table.name,
        comment: table.comment,
        columns: table.columns.map((it) => ({
          ...it,
          type: typeName(it.type),
          default: it.default !== null,
          computed: it.computed !== null,
        })),
        constraints: table.constraints
          .filter(
            (it) =>
              it._tag !== 'Unique' ||
              !table.constraints.some(
                (key) => key._tag === 'PrimaryKey' && key.columns.join('\0') === it.columns.join('\0'),
              ),
          )
          .map((it) => {
            const { name: _, inline: __, ...rest } = it
            return it._tag === 'Check'
              ? { _tag: it._tag }
              : it._tag === 'Exclude'
                ? { _tag: it._tag, n: it.elements.length }
                : rest
          })
          .map((it) => Object.fromEntries(Object.entries(it).sort(by)))
          .sort(by)
          // PostgreSQL makes one of two keys that are the same
          .filter((it, i, all) => i === 0 || JSON.stringify(it) !== JSON.stringify(all[i - 1])),
        indexes: table.indexes
          .map(({ elements, where, ...rest }) => ({
            ...Object.fromEntries(Object.entries(rest).sort(by)),
            where: where !== null,
            elements: elements.map(({ expression, operators, collation, ...it }) => ({
              ...Object.fromEntries(Object.entries(it).sort(by)),
              expression: expression !== null,
              operators: operators !== null,
              // that of an expression is worked out by the server
              collation: expression === null && collation !== null,
            })),
          }))
          .sort(by),
      }))
      .sort(by),
    types: types
      .map((type) =>
        type._tag === 'Domain'
          ? { ...type, base: typeName(type.base), default: type.default !== null, checks: type.checks.length }
          : type._tag === 'Composite'
            ? { ...type, fields: type.fields.map(({ name, type: own }) => [name, typeName(own)]) }
            : type,
      )
      .map((it) => Object.fromEntries(Object.entries(it).sort(by)))
      .sort(by),
    sequences: sequences.map((it) => Object.fromEntries(Object.entries(it).sort(by))).sort(by),
    views: views.map(({ name, columns }) => [name, columns.map((it) => it.name)]),
  }
}

const differing = (a: unknown, b: unknown, path = ''): string | null => {
  if (Object.is(a, b)) return null
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return `${path}: ${JSON.stringify(a)} is not ${JSON.stringify(b)}`
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  for (const key of keys) {
    const found = differing((a as any)[key], (b as any)[key], `${path}/${key}`)
    if (found !== null) return found
  }
  return null
}

/** The type of a column that is declared so, as this dialect spells it. */
const typeNames = (db: Connection) => (text: string) => {
  if (text === 'serial' || text === 'bigserial' || !db.dialect.hasTypes) return text
  const column: Node = {
    joinery: brand,
    _tag: 'Cast',
    operand: J.value(J.integer, 1) as never,
    type: db.dialect.readType(text),
  }
  const compiled = J.compile(db.dialect)(J.selectOnly({ it: column as never }) as never)
  return compiled._tag === 'Right' ? compiled.right.text : text
}

/** One schema, in a transaction that is rolled back; what is wrong with it, or null. */
export const checkSchema = async (db: Connection, seed: number): Promise<string | null> => {
  const isSqlite = !db.dialect.hasTypes
  const self = schemaOf(seed, isSqlite)
  const result = await db.transaction(
    (tx) => async () => {
      const made = await J.createAll(self)(tx)()
      if (made._tag === 'Left') return made
      const found = await reflectCatalog()(tx)()
      if (found._tag === 'Left') return found
      const described = describe(db.dialect, self)
      if (described._tag === 'Left') return { _tag: 'Right' as const, right: JSON.stringify(described.left) }
      const names = typeNames(db)
      const other = differing(gist(described.right, names), gist(found.right, names))
      if (other !== null) return { _tag: 'Right' as const, right: other }
      for (const [what, metadata] of [
        ['the descriptors', self],
        ['what was read', fromCatalog(found.right, db.dialect.readType)],
      ] as const) {
        const differences = await diff(metadata)(tx)()
        if (differences._tag === 'Left') return differences
        if (differences.right.length > 0)
          return { _tag: 'Right' as const, right: `${what}: ${differences.right.map(({ words }) => words).join('; ')}` }
      }
      return { _tag: 'Right' as const, right: null }
    },
    { rollback: true },
  )
  if (result._tag === 'Right') return result.right === null ? null : `seed ${seed}: ${result.right}`
  return `seed ${seed}: ${describeError(result.left)}\n${'text' in result.left ? result.left.text : ''}`
}

/** So many schemas, from a seed on; the first problem, or null. */
export const checkSchemas = async (db: Connection, runs: number, seed: number): Promise<string | null> => {
  for (let i = 0; i < runs; i++) {
    const problem = await checkSchema(db, seed + i)
    if (problem !== null) return problem
  }
  return null
}
