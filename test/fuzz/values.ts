/**
 * Random values: each is the same after its text was written and read, whatever types its type is made of, and after a
 * database has had it in a column, inside of others, in nested JSON and in a literal.
 */
import { inspect, isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { pipe } from 'fp-ts/function'
import { postgres } from '../../dialects/postgres/dialect.js'
import { typed } from '../../lib/ast/Expr.js'
import { brand } from '../../lib/ast/Node.js'
import type { Database } from '../../lib/exec/Connection.js'
import {
  all,
  array,
  bigint,
  bytea,
  type ColumnSpec,
  collect,
  composite,
  doublePrecision,
  enumType,
  from,
  insertInto,
  integer,
  interval,
  jsonb,
  multirangeType,
  nullable,
  numeric,
  one,
  oneToMany,
  orderBy,
  primaryKey,
  rangeType,
  references,
  returning,
  select,
  selectOnly,
  table,
  text,
  timestamptz,
  value,
  values,
} from '../../lib/index.js'
import { sendSql } from '../support/databases.js'
import { expectRight } from '../support/expect.js'

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** What PostgreSQL's syntaxes make something of, and any other text that it keeps. */
const texts: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'"\\\'{}()[],;=<> \n\tNULabé🎉'), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }).map((it) => it.replaceAll('\0', '')),
  fc.constantFrom('NULL', 'null', '', ' ', '{}', '()', 'empty', '""', '\\', '""""'),
)

const numerics: fc.Arbitrary<string> = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat({ max: 12 }))
  .map(([n, scale]) => {
    const digits = String(n < 0n ? -n : n).padStart(scale + 1, '0')
    const point = digits.length - scale
    return `${n < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`
  })

/** As PostgreSQL keeps it: months, days and microseconds. */
const intervals: fc.Arbitrary<unknown> = fc
  .tuple(
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
  )
  .map(([months, days, time]) => {
    const parts = {
      years: Math.trunc(months / 12),
      months: months % 12,
      days,
      hours: Number(time / 3_600_000_000n),
      minutes: Number((time / 60_000_000n) % 60n),
      seconds: Number(time % 60_000_000n) / 1e6,
    }
    return Object.fromEntries(Object.entries(parts).filter(([, n]) => n !== 0))
  })

const { documents } = fc.letrec<{ documents: unknown }>((tie) => ({
  documents: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(true, false),
    fc.integer(),
    // it has no -0
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    texts,
    fc.array(tie('documents'), { maxLength: 3 }),
    fc.dictionary(texts, tie('documents'), { maxKeys: 3, noNullPrototype: true }),
  ),
}))

const bytesOf = (it: string): Buffer => Buffer.from(it, 'utf8')

/** Ranges of texts in the order of their bytes, as the database has them. */
const ranges: fc.Arbitrary<unknown> = fc
  .tuple(fc.option(texts), fc.option(texts), fc.constantFrom('[', '('), fc.constantFrom(']', ')'))
  .map(([a, b, open, close]) => {
    const [lower, upper] = a !== null && b !== null && bytesOf(a).compare(bytesOf(b)) > 0 ? [b, a] : [a, b]
    if (lower !== null && lower === upper && `${open}${close}` !== '[]') return { empty: true }
    return { lower, upper, bounds: `${lower === null ? '(' : open}${upper === null ? ')' : close}` }
  })

const moods = ['ok', 'it\'s "so" \\', 'NULL', '{,}', ' '] as const

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

/** A type, and its values. */
interface Typed {
  readonly spec: ColumnSpec<any>
  readonly values: fc.Arbitrary<unknown>
}

const leaves: ReadonlyArray<Typed> = [
  { spec: text, values: texts },
  { spec: bigint, values: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
  { spec: doublePrecision, values: fc.double() },
  { spec: numeric(), values: numerics },
  { spec: timestamptz, values: fc.date({ min: new Date(-210_866_803_200_000), noInvalidDate: true }) },
  { spec: interval, values: intervals },
  { spec: jsonb<unknown>(), values: documents },
  { spec: bytea, values: fc.uint8Array({ maxLength: 6 }) },
  { spec: enumType('mood', moods), values: fc.constantFrom(...moods) },
  { spec: rangeType('textrange', text), values: ranges },
]

const orNull = ({ spec, values }: Typed): Typed => ({ spec: nullable(spec), values: fc.option(values) })

const arrayOf = ({ spec, values }: Typed): Typed => ({ spec: array(spec), values: fc.array(values, { maxLength: 4 }) })

/** Of two dimensions. */
const gridOf = ({ spec, values }: Typed): Typed => ({
  spec: array(array(spec)),
  values: fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
    .chain(([height, width]) =>
      fc.array(fc.array(values, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
    ),
})

const compositeOf = (name: string, fields: { readonly [key: string]: Typed }): Typed => ({
  spec: composite(name, Object.fromEntries(Object.entries(fields).map(([key, { spec }]) => [key, spec]))),
  values: fc.record(Object.fromEntries(Object.entries(fields).map(([key, { values }]) => [key, values])), {
    noNullPrototype: true,
  }),
})

const isArray = ({ spec }: Typed): boolean => spec.type._tag === 'array'

/** A type of any depth. */
const { types } = fc.letrec<{ types: Typed }>((tie) => ({
  types: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(...leaves),
    tie('types').map((of) => (isArray(of) ? of : arrayOf(orNull(of)))),
    tie('types').map((of) => (isArray(of) ? of : gridOf(orNull(of)))),
    fc
      .dictionary(texts, tie('types'), { minKeys: 1, maxKeys: 3 })
      .map((fields) =>
        compositeOf('c', Object.fromEntries(Object.entries(fields).map(([key, of]) => [key, orNull(of)]))),
      ),
  ),
}))

// -------------------------------------------------------------------------------------
// texts
// -------------------------------------------------------------------------------------

/** What is not the same, by Object.is: -0 is not 0. */
const difference = (about: string, actual: unknown, expected: unknown): void => {
  if (isDeepStrictEqual(actual, expected)) return
  const [got, wanted] = [actual, expected].map((it) => inspect(it, { depth: 9 }))
  throw new Error(`${about}: ${got} is not ${wanted}`)
}

const problemOf = ({
  failed,
  errorInstance,
  seed,
  counterexamplePath,
}: Pick<fc.RunDetails<unknown>, 'failed' | 'errorInstance' | 'seed' | 'counterexamplePath'>): string | null =>
  failed ? `seed ${seed}, path ${counterexamplePath}: ${errorInstance}` : null

/** Writes and reads values of random types: null, or what is not the same. */
export const checkTexts = (runs: number, seed: number): string | null =>
  problemOf(
    fc.check(
      fc.property(
        types.chain((of) => of.values.map((it) => [of, it] as const)),
        ([{ spec }, it]) => {
          const codec = postgres.codec(spec.type)
          const wire = codec.encode(it as never)
          difference(`${codec.name} from ${wire}`, codec.decode(wire as never), it)
        },
      ),
      { numRuns: runs, seed },
    ),
  )

// -------------------------------------------------------------------------------------
// databases
// -------------------------------------------------------------------------------------

const cell = compositeOf('cell', {
  t: orNull(leaves[0] as Typed),
  n: orNull(leaves[1] as Typed),
  many: orNull(arrayOf(orNull(leaves[0] as Typed))),
  of: orNull(leaves[9] as Typed),
  doc: orNull(leaves[6] as Typed),
  mood: orNull(leaves[8] as Typed),
})

const multirange: Typed = {
  spec: multirangeType('textmultirange', rangeType('textrange', text)),
  // more than one might touch, and become one
  values: ranges.map((it) => ((it as { readonly empty?: true }).empty ? [] : [it])),
}

/** The columns of the table, by their types in SQL. */
const columns: ReadonlyArray<readonly [declared: string, of: Typed]> = [
  ...['text', 'bigint', 'float8', 'numeric', 'timestamptz', 'interval', 'jsonb', 'bytea', 'mood', 'textrange'].flatMap(
    (name, i) => {
      const of = leaves[i] as Typed
      return [
        [name, of],
        [`${name}[]`, arrayOf(orNull(of))],
        [`${name}[][]`, gridOf(of)],
      ] as const
    },
  ),
  ['textmultirange', multirange],
  ['cell', cell],
  ['cell[]', arrayOf(orNull(cell))],
  ['cell[][]', gridOf(orNull(cell))],
  ['nested', compositeOf('nested', { cell: orNull(cell), cells: orNull(arrayOf(orNull(cell))) })],
]

const owners = table('owners', { id: primaryKey(integer) })

const cases = table('cases', {
  id: primaryKey(integer),
  owner: pipe(
    integer,
    references(() => owners.c.id),
  ),
  ...Object.fromEntries(columns.map(([, { spec }], i) => [`c${i}`, spec])),
})

const casesOf = oneToMany(owners, cases)

const setup = [
  `create type mood as enum ('ok', 'it''s "so" \\', 'NULL', '{,}', ' ')`,
  'create type textrange as range (subtype = text, collation = "C", multirange_type_name = textmultirange)',
  'create type cell as (t text, n bigint, many text[], "of" textrange, doc jsonb, mood mood)',
  'create type nested as (cell cell, cells cell[])',
  'create table owners (id integer primary key)',
  'insert into owners values (1)',
  `create table cases (id integer primary key, owner integer references owners, ${columns.map(([sql], i) => `c${i} ${sql}`).join(', ')})`,
]

const rows = fc.array(
  fc.record(Object.fromEntries(columns.map(([, { values }], i) => [`c${i}`, values])), { noNullPrototype: true }),
  {
    minLength: 1,
    maxLength: 5,
  },
)

/** Sends random values to a database and back: null, or what is not the same. */
export const checkDatabase = async (db: Database, runs: number, seed: number): Promise<string | null> => {
  for (const sql of setup) await sendSql(db, sql)
  let id = 0
  const property = fc.asyncProperty(rows, async (given) => {
    const wanted = given.map((row) => ({ id: id++, owner: 1, ...row }))
    await sendSql(db, 'delete from cases')
    const back = await all(pipe(insertInto(cases), values(wanted as never), returning(cases)))(db)()
    const them = collect(casesOf, (of, c) => pipe(of, orderBy(c.c.id), select(c)))
    const nested = await one(pipe(from(owners), select({ them })))(db)()
    const said = columns.flatMap(([, { spec }], i) => {
      const it = given[0]?.[`c${i}`]
      return [
        [`p${i}`, value(spec, it)],
        [
          `l${i}`,
          typed<unknown, never, never>({ joinery: brand, _tag: 'Literal', value: it, type: spec.type, cast: true }),
        ],
      ] as const
    })
    const expressions = await one(selectOnly(Object.fromEntries(said)))(db)()
    const alone = Object.fromEntries(
      columns.flatMap((_, i) => [`p${i}`, `l${i}`].map((key) => [key, given[0]?.[`c${i}`]])),
    )
    for (const [i, row] of wanted.entries()) {
      for (const key of Object.keys(row) as ReadonlyArray<keyof typeof row>) {
        difference(`${key} returned`, (expectRight(back) as ReadonlyArray<typeof row>)[i]?.[key], row[key])
        difference(`${key} nested`, (expectRight(nested).them as ReadonlyArray<typeof row>)[i]?.[key], row[key])
      }
    }
    for (const [key, it] of Object.entries(alone))
      difference(key, (expectRight(expressions) as { [key: string]: unknown })[key], it)
  })
  return problemOf(await fc.check(property, { numRuns: runs, seed, endOnFailure: true }))
}
