/** Exact decimals in SQLite: kept to the last digit, and refused where their value would be needed. */
import { pipe } from 'fp-ts/function'
import {
  add,
  all,
  asc,
  between,
  createTable,
  eq,
  execute,
  from,
  gt,
  insertInto,
  integer,
  max,
  min,
  negative,
  numeric,
  orderBy,
  primaryKey,
  select,
  sum,
  table,
  values,
  where,
} from 'joinery'
import { postgres } from 'joinery/postgres'
import { sqlite } from 'joinery/sqlite'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'

const test = suite('exact decimals')

const prices = table('prices', { id: primaryKey(integer), price: numeric(10, 2) })

const start = from(prices)

const ids = select({ id: prices.c.id })

const needingValues = {
  gt: pipe(start, where(gt(prices.c.price, '9')), ids),
  between: pipe(start, where(between(prices.c.price, '1', '9')), ids),
  orderBy: pipe(start, orderBy(asc(prices.c.price)), ids),
  add: pipe(start, select({ it: add(prices.c.price, '1') })),
  negative: pipe(start, select({ it: negative(prices.c.price) })),
  min: pipe(start, select({ it: min(prices.c.price) })),
  max: pipe(start, select({ it: max(prices.c.price) })),
  sum: pipe(start, select({ it: sum(prices.c.price) })),
}

for (const [name, statement] of Object.entries(needingValues)) {
  test(`${name} of a numeric does not compile for SQLite, where it would be the text's, and does for PostgreSQL`, () => {
    assert.equal(
      problemsOf(sqlite)(statement).map(({ _tag }) => _tag),
      ['Unsupported'],
    )
    assert.equal(problemsOf(postgres)(statement), [])
  })
}

onEach(test, 'a numeric is found by what was written, and comes back as it was', { portable: true }, async (db) => {
  expectRight(await execute(createTable(prices))(db)())
  const rows = [
    { id: 1, price: '12.50' },
    { id: 2, price: '9.75' },
  ]
  expectRight(await execute(pipe(insertInto(prices), values(rows)))(db)())
  assert.equal(expectRight(await all(pipe(start, where(eq(prices.c.price, '12.50')), select(prices)))(db)()), [
    { id: 1, price: '12.50' },
  ])
})

test.run()
