import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import {
  composite,
  integer,
  jsonb,
  jsonbPopulateRecord,
  jsonbPopulateRecordValid,
  null_,
  nullable,
  one,
  selectOnly,
  text,
  value,
} from '../../lib/index.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { expectExpr } from '../support/expectSql.js'

const test = suite('rows of JSON')

const size = composite('size', { width: nullable(integer), unit: nullable(text) })

const document = value(jsonb(), { width: 7, unit: 'cm' })

test('an object fills the fields of a composite', () => {
  expectExpr(postgres)(jsonbPopulateRecord(null_(size), document), 'jsonb_populate_record($1::"size", $2::jsonb)', [
    null,
    { width: 7, unit: 'cm' },
  ])
})

onEach(test, 'and what it has not stays what it was', {}, async (db) => {
  await sendSql(db, 'create type size as (width integer, unit text)')
  const base = value(size, { width: 1, unit: 'm' })
  const row = await one(
    selectOnly({
      all: jsonbPopulateRecord(null_(size), document),
      some: jsonbPopulateRecord(base, value(jsonb(), { width: 2 })),
    }),
  )(db)()
  assert.equal(expectRight(row), { all: { width: 7, unit: 'cm' }, some: { width: 2, unit: 'm' } })
})

onEach(test, 'whether it can, says the newest PostgreSQL', { newest: true }, async (db) => {
  await sendSql(db, 'create type size as (width integer, unit text)')
  const row = await one(
    selectOnly({
      can: jsonbPopulateRecordValid(null_(size), document),
      cannot: jsonbPopulateRecordValid(null_(size), value(jsonb(), { width: 'wide' })),
    }),
  )(db)()
  assert.equal(expectRight(row), { can: true, cannot: false })
})

test.run()
