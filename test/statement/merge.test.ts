import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import type { Database } from '../../lib/exec/Connection.js'
import * as typed from '../../lib/index.js'
import {
  add,
  alias,
  all,
  createTable,
  cte,
  default_,
  defaultTo,
  doNothing,
  eq,
  execute,
  from,
  gt,
  insertInto,
  integer,
  isNull,
  mergeAction,
  mergeInto,
  mergeUsing,
  newRow,
  nullable,
  oldRow,
  or,
  orderBy,
  primaryKey,
  returning,
  select,
  set,
  subquery,
  table,
  text,
  thenDelete,
  thenInsert,
  thenUpdate,
  update,
  values,
  whenMatched,
  whenNotMatched,
  whenNotMatchedBySource,
  where,
} from '../../lib/index.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('merge')

const inPostgres = expectSql(postgres)

const stock = table('stock', {
  sku: primaryKey(text),
  amount: pipe(integer, defaultTo(0)),
  note: nullable(text),
})
const deliveries = table('deliveries', { sku: text, amount: integer })

const seed = async (db: Database): Promise<void> => {
  for (const statement of [
    createTable(stock),
    createTable(deliveries),
    pipe(
      insertInto(stock),
      values([
        { sku: 'bolt', amount: 5 },
        { sku: 'nut', amount: 7, note: 'old' },
        { sku: 'pin', amount: 1 },
      ]),
    ),
    pipe(
      insertInto(deliveries),
      values([
        { sku: 'bolt', amount: 10 },
        { sku: 'nut', amount: 0 },
        { sku: 'cog', amount: 3 },
        { sku: 'rod', amount: 0 },
      ]),
    ),
  ])
    expectRight(await execute(statement)(db)())
}

const stocked = pipe(from(stock), orderBy(stock.c.sku), select(stock))

const bySku = mergeUsing(deliveries, eq(stock.c.sku, deliveries.c.sku))

// -------------------------------------------------------------------------------------
// actions
// -------------------------------------------------------------------------------------

const delivered = pipe(
  mergeInto(stock),
  bySku,
  whenMatched(thenDelete, { and: eq(deliveries.c.amount, 0) }),
  whenMatched(thenUpdate({ amount: add(stock.c.amount, deliveries.c.amount), note: 'seen' })),
  whenNotMatched(doNothing, { and: eq(deliveries.c.amount, 0) }),
  whenNotMatched(thenInsert({ sku: deliveries.c.sku, amount: deliveries.c.amount })),
)

test('a merge updates, deletes, inserts, or does nothing', () => {
  inPostgres(
    delivered,
    `
    merge into "stock"
    using "deliveries" on "stock"."sku" = "deliveries"."sku"
    when matched and "deliveries"."amount" = $1 then delete
    when matched then update set "amount" = "stock"."amount" + "deliveries"."amount", "note" = $2
    when not matched and "deliveries"."amount" = $3 then do nothing
    when not matched then insert ("sku", "amount") values ("deliveries"."sku", "deliveries"."amount")
    `,
    [0, 'seen', 0],
  )
})

onEach(test, 'a merge takes the first action whose condition holds', {}, async (db) => {
  await seed(db)
  assert.is(expectRight(await execute(delivered)(db)()), 3)
  assert.equal(expectRight(await all(stocked)(db)()), [
    { sku: 'bolt', amount: 15, note: 'seen' },
    { sku: 'cog', amount: 3, note: null },
    { sku: 'pin', amount: 1, note: null },
  ])
})

const s = alias(stock, 's')
const d = pipe(from(deliveries), where(gt(deliveries.c.amount, 0)), select(deliveries), subquery('d'))

const fromQuery = pipe(
  mergeInto(s),
  mergeUsing(d, eq(s.c.sku, d.c.sku)),
  whenMatched(thenUpdate({ amount: default_ }), { and: or(isNull(s.c.note), gt(d.c.amount, 100)) }),
  whenNotMatched(thenInsert({ sku: d.c.sku })),
)

test('the table may have an alias, the source be a query, and a condition an or', () => {
  inPostgres(
    fromQuery,
    `
    merge into "stock" as "s"
    using (
      select "deliveries"."sku", "deliveries"."amount"
      from "deliveries"
      where "deliveries"."amount" > $1
    ) as "d" on "s"."sku" = "d"."sku"
    when matched and "s"."note" is null or "d"."amount" > $2 then update set "amount" = default
    when not matched then insert ("sku") values ("d"."sku")
    `,
    [0, 100],
  )
})

onEach(test, 'a merge of a query into an alias, with defaults', {}, async (db) => {
  await seed(db)
  assert.is(expectRight(await execute(fromQuery)(db)()), 2)
  assert.equal(
    expectRight(await all(stocked)(db)()).map(({ sku, amount }) => [sku, amount]),
    [
      ['bolt', 0],
      ['cog', 0],
      ['nut', 7],
      ['pin', 1],
    ],
  )
})

const counters = table('counters', { id: primaryKey(integer), n: pipe(integer, defaultTo(1)) })
const keyed = pipe(
  mergeInto(counters),
  mergeUsing(deliveries, eq(counters.c.id, deliveries.c.amount)),
  whenNotMatched(thenInsert({ id: deliveries.c.amount }, { overriding: 'system' })),
)

const logs = table('logs', { note: pipe(text, defaultTo('seen')) })
const logged = pipe(
  mergeInto(logs),
  mergeUsing(deliveries, eq(logs.c.note, deliveries.c.sku)),
  whenNotMatched(thenInsert({})),
)

test('an insert of a merge may say whose values it takes, or give defaults alone', () => {
  const when = 'when not matched then insert'
  inPostgres(
    keyed,
    `
    merge into "counters"
    using "deliveries" on "counters"."id" = "deliveries"."amount"
    ${when} ("id") overriding system value values ("deliveries"."amount")
    `,
  )
  inPostgres(
    logged,
    `
    merge into "logs"
    using "deliveries" on "logs"."note" = "deliveries"."sku"
    ${when} default values
    `,
  )
})

onEach(test, 'a merge inserts defaults', {}, async (db) => {
  await seed(db)
  expectRight(await execute(createTable(logs))(db)())
  assert.is(expectRight(await execute(logged)(db)()), 4)
  const notes = expectRight(await all(pipe(from(logs), select(logs)))(db)())
  assert.equal(
    notes.map(({ note }) => note),
    ['seen', 'seen', 'seen', 'seen'],
  )
})

// -------------------------------------------------------------------------------------
// PostgreSQL 17 and 18
// -------------------------------------------------------------------------------------

const returned = pipe(
  delivered,
  returning({
    action: mergeAction(),
    sku: deliveries.c.sku,
    before: oldRow(stock).c.amount,
    after: newRow(stock),
  }),
)

test('a merge returns what it did with each row, and the row before and after', () => {
  const { text } = compiled(returned)
  assert.match(
    text,
    '\nreturning merge_action() as "action", "deliveries"."sku", "old"."amount" as "before", ' +
      '"new"."sku" as "after.sku", "new"."amount" as "after.amount", "new"."note" as "after.note"',
  )
})

const cleaned = pipe(
  mergeInto(stock),
  bySku,
  whenMatched(doNothing),
  whenNotMatchedBySource(thenDelete, { and: gt(stock.c.amount, 0) }),
  returning({ sku: stock.c.sku, from: deliveries.c.sku, delivery: deliveries }),
)

test('a row of the table that no row of the source meets can be deleted', () => {
  inPostgres(
    cleaned,
    `
    merge into "stock"
    using "deliveries" on "stock"."sku" = "deliveries"."sku"
    when matched then do nothing
    when not matched by source and "stock"."amount" > $1 then delete
    returning "stock"."sku", "deliveries"."sku" as "from", "deliveries"."sku" as "delivery.sku", "deliveries"."amount" as "delivery.amount"
    `,
    [0],
  )
})

test('what a merge returns can be read by a query', () => {
  const rows = pipe(
    mergeInto(stock),
    bySku,
    whenMatched(thenDelete),
    returning({ sku: stock.c.sku, action: mergeAction() }),
    cte('rows'),
  )
  inPostgres(
    pipe(from(rows), select(rows)),
    `
    with "rows" as (
      merge into "stock"
      using "deliveries" on "stock"."sku" = "deliveries"."sku"
      when matched then delete
      returning "stock"."sku", merge_action() as "action"
    )
    select "rows"."sku", "rows"."action"
    from "rows"
    `,
  )
})

onEach(test, 'what merges return, from PostgreSQL 17 on', {}, async (db, name) => {
  if (name !== 'pglite') return
  await seed(db)
  const rows = expectRight(await all(returned)(db)())
  assert.equal(
    [...rows].sort((a, b) => (a.sku < b.sku ? -1 : 1)),
    [
      { action: 'UPDATE', sku: 'bolt', before: 5, after: { sku: 'bolt', amount: 15, note: 'seen' } },
      { action: 'INSERT', sku: 'cog', before: null, after: { sku: 'cog', amount: 3, note: null } },
      { action: 'DELETE', sku: 'nut', before: 7, after: null },
    ],
  )
  assert.equal(expectRight(await all(cleaned)(db)()), [{ sku: 'pin', from: null, delivery: null }])
})

// -------------------------------------------------------------------------------------
// what is refused
// -------------------------------------------------------------------------------------

const compiled = (statement: Branded) => {
  const result = typed.compile(postgres)(statement as never)
  return result._tag === 'Right' ? result.right : (assert.unreachable() as never)
}

const js: any = typed

const says = (statement: unknown, ...texts: ReadonlyArray<string>) =>
  assert.equal(problemsOf(postgres)(statement as Branded).map(describeCompileError), texts)

test('a merge without a source or an action is refused', () => {
  says(
    pipe(mergeInto(stock), whenMatched(thenDelete)),
    'this merge has no source: say what is merged: mergeUsing(source, condition)',
  )
  says(
    pipe(mergeInto(stock), bySku),
    'this merge has no when: say what to do: whenMatched(thenUpdate({ … })), whenNotMatched(thenInsert({ … }))',
  )
  says(
    pipe(js.mergeInto('stock'), bySku as any, whenMatched(thenDelete) as any),
    'the argument of mergeInto is not a table: give a table',
  )
  says(
    pipe(mergeInto(stock), js.mergeUsing(deliveries, true), whenMatched(thenDelete) as any),
    'the condition of mergeUsing is not an expression: give a column, or value(type, it) for a bound value',
  )
  says(
    pipe(
      mergeInto(stock),
      mergeUsing(alias(deliveries, 'stock') as any, eq(stock.c.sku, 'x')),
      whenMatched(thenDelete),
    ),
    '"stock" names two sources of one statement: give one an alias',
  )
})

test('an action that the row cannot take is refused', () => {
  const merge = pipe(mergeInto(stock), bySku)
  says(
    pipe(merge, js.whenMatched(thenInsert({ sku: 'x' } as never))),
    'the action of whenMatched is none that it takes: give thenUpdate({ … }), thenDelete or doNothing',
  )
  says(
    pipe(merge, js.whenNotMatched(thenDelete)),
    'the action of whenNotMatched is none that it takes: give thenInsert({ … }) or doNothing',
  )
  says(
    pipe(merge, js.whenMatched({ _tag: 'Delete' })),
    'the action of whenMatched is none that it takes: give thenUpdate({ … }), thenDelete or doNothing',
  )
  says(
    pipe(merge, js.whenMatched(js.thenUpdate({}))),
    'the argument of thenUpdate is empty: give a column to set, or say doNothing',
  )
  says(
    pipe(merge, js.whenMatched(js.thenUpdate(deliveries))),
    'the argument of thenUpdate is no object of columns: give { name: source.c.name }',
  )
  says(
    pipe(merge, js.whenNotMatched(js.thenInsert([{ sku: 'x' }]))),
    'the argument of thenInsert is no row: give { name: source.c.name }',
  )
  says(
    pipe(merge, js.whenNotMatched(js.thenInsert({ sku: undefined, naem: 1 }))),
    'stock has no column "naem": its columns are sku, amount, note',
    'the value of stock.sku is undefined: leave the key out for the default, or give null for NULL',
  )
  says(
    pipe(update(stock), set({ amount: 1 }), js.whenMatched(thenDelete)),
    'what whenMatched was applied to does not take it: it belongs to a merge: start with mergeInto',
  )
})

test('SQLite has no merge', () => {
  assert.equal(problemsOf(sqlite)(delivered).map(describeCompileError), [
    'sqlite has no MERGE: insert with onConflict, and delete with where(exists(...))',
  ])
})

test.run()
