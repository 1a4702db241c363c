/**
 * The same value in every place: a column, an array, a composite, nested JSON, a parameter, a literal, a default.
 *
 * Each type is a test of its own on each database; what it cannot hold is refused before it is sent.
 */
import { inspect } from 'node:util'
import { pipe } from 'fp-ts/function'
import type { Test } from 'uvu'
import * as assert from 'uvu/assert'
import { typeName } from '../../dialects/ansi/typeName.js'
import { type Expr, typed } from '../../lib/ast/Expr.js'
import { brand } from '../../lib/ast/Node.js'
import type { Database } from '../../lib/exec/Connection.js'
import {
  type AnyTable,
  all,
  array,
  collect,
  composite,
  createAll,
  createTable,
  defaultTo,
  eq,
  execute,
  from,
  in_,
  insertInto,
  integer,
  isNotDistinctFrom,
  metadata,
  nullable,
  one,
  oneToMany,
  orderBy,
  primaryKey,
  references,
  returning,
  select,
  selectOnly,
  set,
  table,
  update,
  value,
  values,
  where,
} from '../../lib/index.js'
import type { AnySpec } from '../../lib/schema/Column.js'
import { type DatabaseName, onEach, sendSql } from './databases.js'
import { expectLeft, expectRight } from './expect.js'
import { equalInSql, type Hard, same } from './hard.js'
import { unhandled } from './unhandled.js'

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

const tablesOf = ({ spec }: Hard) => {
  const owners = table('owners', { id: primaryKey(integer) })
  const pair = composite('pair', { n: integer, it: nullable(spec) })
  const specimens = table('specimens', {
    id: primaryKey(integer),
    ownerId: pipe(
      integer,
      references(() => owners.c.id),
    ),
    it: nullable(spec),
    list: nullable(array(nullable(spec))),
    pair: nullable(pair),
    pairs: nullable(array(nullable(pair))),
  })
  return { owners, specimens, all: oneToMany(owners, specimens) }
}

type Tables = ReturnType<typeof tablesOf>

const created = async (db: Database, { setup = [], spec }: Hard, { owners, specimens }: Tables): Promise<void> => {
  for (const sql of setup) await sendSql(db, sql)
  await sendSql(db, `create type pair as (n integer, it ${typeName(spec.type)})`)
  expectRight(await createAll(metadata([owners, specimens]))(db)())
  expectRight(await execute(pipe(insertInto(owners), values({ id: 1 })))(db)())
}

/** An array in an array is another dimension, whose rows have one length. */
const isArray = ({ type }: AnySpec): boolean => /\[\]$/.test(typeName(type))

/** What is an array is a row of another one, which cannot be empty and has no null beside it. */
const listOf = (type: Hard, it: unknown): ReadonlyArray<unknown> | null => {
  if (!isArray(type.spec)) return [it, null, it]
  return Array.isArray(it) && it.length > 0 ? [it, it] : null
}

/** A row with the value in every place of it. */
const rowOf = (type: Hard, id: number, it: unknown) => ({
  id,
  ownerId: 1,
  it,
  list: listOf(type, it),
  pair: { n: id, it },
  pairs: [{ n: id, it }, null, { n: -1 - id, it: null }],
})

const readOf = ({ values, otherwise }: Hard, name: DatabaseName, it: unknown): unknown => {
  const isIt = ([key]: readonly [unknown, unknown?]): boolean => Object.is(key, it)
  const found = otherwise?.[name]?.find(isIt) ?? values.find(isIt)
  return found?.length === 2 ? found[1] : it
}

type Exprs<R> = Readonly<Record<string, Expr<boolean | null, R, R>>>

const literal = (spec: AnySpec, it: unknown): Expr<any, never, never> =>
  typed({ joinery: brand, _tag: 'Literal', value: it, type: spec.type, cast: true })

// -------------------------------------------------------------------------------------
// there and back
// -------------------------------------------------------------------------------------

const inColumns = async (db: Database, type: Hard, tables: Tables, outputs: ReadonlyArray<unknown>): Promise<void> => {
  const { owners, specimens } = tables
  const rowsOf = (items: ReadonlyArray<unknown>) => [...items, null].map((it, i) => rowOf(type, i, it))
  const given = rowsOf(type.values.map(([it]) => it))
  const expected = rowsOf(outputs)
  const back = await all(pipe(insertInto(specimens), values(given), returning(specimens)))(db)()
  same(expectRight(back), expected, 'returned')
  const flat = await all(pipe(from(specimens), orderBy(specimens.c.id), select(specimens)))(db)()
  same(expectRight(flat), expected, 'selected')
  const them = collect(tables.all, (rows, s) =>
    pipe(rows, orderBy(s.c.id), select({ it: s.c.it, in: { list: s.c.list, pair: s.c.pair, pairs: s.c.pairs } })),
  )
  same(
    expectRight(await one(pipe(from(owners), select({ them })))(db)()).them,
    expected.map(({ it, list, pair, pairs }) => ({ it, in: { list, pair, pairs } })),
    'nested',
  )
}

const inExpressions = async (db: Database, type: Hard, outputs: ReadonlyArray<unknown>): Promise<void> => {
  const { spec, filledUp = false } = type
  const inputs = type.values.map(([it]) => it)
  const said = inputs.flatMap((it, i) => [
    [`parameter${i}`, value(spec, it)],
    [`literal${i}`, literal(spec, it)],
  ])
  const all: Exprs<never> = Object.fromEntries([...said, ['none', literal(spec, null)]])
  const row = await one(selectOnly(all))(db)()
  const expected = (filledUp ? inputs : outputs).flatMap((it, i) => [
    [`parameter${i}`, it],
    [`literal${i}`, it],
  ])
  same(expectRight(row), Object.fromEntries([...expected, ['none', null]]), 'selected by itself')
  if (type.noDefault) return
  const specs = inputs.map((it, i) => [`it${i}`, defaultTo(it)(spec as never)])
  const t = table('t', { id: primaryKey(integer), ...Object.fromEntries(specs) }) as AnyTable
  expectRight(await execute(createTable(t))(db)())
  const defaults = await one(pipe(insertInto(t), values({ id: 1 }), returning(t)))(db)()
  same(expectRight(defaults), { id: 1, ...Object.fromEntries(outputs.map((it, i) => [`it${i}`, it])) }, 'by default')
}

/** By each condition, which rows it finds; every condition stands in the list of a select. */
const inConditions = async (
  db: Database,
  type: Hard,
  { specimens }: Tables,
  outputs: ReadonlyArray<unknown>,
): Promise<void> => {
  const { it: own, list, pair, id } = specimens.c
  const inputs = type.values.map(([it]) => it)
  for (const [i, it] of inputs.entries()) {
    const row = rowOf(type, i, it)
    const ofValue: Exprs<'specimens'> = {
      eq: eq(own, it),
      isNotDistinctFrom: isNotDistinctFrom(own, it),
      in: in_(own, [it]),
      literal: eq(own, literal(type.spec, it)),
      ...(isArray(type.spec) ? {} : { list: eq(list, row.list as never) }),
    }
    const ofRow: Exprs<'specimens'> = { pair: eq(pair, row.pair), inPairs: in_(pair, [row.pair]) }
    const found = pipe(from(specimens), orderBy(id), where(in_(own, inputs)), select({ ...ofValue, ...ofRow }))
    const rows = expectRight(await all(found)(db)())
    assert.is(rows.length, inputs.length)
    for (const [of, wanted] of [
      [ofValue, outputs.map((other) => equalInSql(other, outputs[i]))],
      [ofRow, outputs.map((_, at) => at === i)],
    ] as const) {
      for (const key of Object.keys(of))
        same(
          rows.map((found) => found[key]),
          wanted,
          `${key} of ${inspect(it).slice(0, 100)}`,
        )
    }
  }
}

/** Registers the tests of these types. */
export const expectPlaces = (test: Test, types: ReadonlyArray<Hard>): void => {
  for (const type of types) {
    const tables = tablesOf(type)
    onEach(test, `${type.type}: a value is the same in every place`, {}, async (db, name) => {
      await created(db, type, tables)
      const outputs = type.values.map(([it]) => readOf(type, name, it))
      await inColumns(db, type, tables, outputs)
      await inExpressions(db, type, outputs)
      if (type.comparable !== false) await inConditions(db, type, tables, outputs)
    })
  }
}

// -------------------------------------------------------------------------------------
// what is refused
// -------------------------------------------------------------------------------------

/** Registers a test of what these types refuse, in every place. */
export const expectRefusals = (test: Test, types: ReadonlyArray<Hard>): void =>
  onEach(test, 'what a type cannot hold is refused before it is sent', {}, async (db, _, log) => {
    const since = unhandled()
    for (const type of types) {
      const { specimens } = tablesOf(type)
      const insert = insertInto(specimens)
      const ids = pipe(from(specimens), select({ id: specimens.c.id }))
      for (const it of type.bad) {
        const statements = {
          'a column': execute(pipe(insert, values({ id: 1, ownerId: 1, it }))),
          'an array': execute(pipe(insert, values({ id: 1, ownerId: 1, list: [it] as never }))),
          'a composite': execute(pipe(insert, values({ id: 1, ownerId: 1, pair: { n: 1, it } }))),
          'a change': execute(pipe(update(specimens), set({ it }), where(eq(specimens.c.id, 1)))),
          'a list': all(pipe(ids, where(in_(specimens.c.it, [type.values[0]?.[0], it])))),
          'a literal': all(selectOnly({ it: literal(type.spec, it) })),
        }
        for (const [place, statement] of Object.entries(statements)) {
          const error = expectLeft(await statement(db)())
          const about = `${type.type}: ${inspect(it)} in ${place}`
          assert.ok(error._tag === 'InvalidValue' || error._tag === 'NotCompiled', `${about}: ${error._tag}`)
        }
      }
    }
    assert.equal(log, [])
    same(await since(), [], 'unhandled')
  })
