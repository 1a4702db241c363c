/** A postgres.js client of the program's own: it says where the server is, and is left as it was. */
import postgres from 'postgres'
import { test as uvuTest } from 'uvu'
import * as assert from 'uvu/assert'
import { target } from '../../dialects/postgres/address.js'
import { addressOf } from '../../dialects/postgres/client.js'
import { connect } from '../../dialects/postgres/connect.js'
import { transaction } from '../../lib/exec/transaction.js'
import { directUrl } from '../support/databases.js'
import { expectRight } from '../support/expect.js'

const test = directUrl === undefined ? uvuTest.skip : uvuTest

test('joinery runs where the client does, with its settings, and changes nothing of it', async () => {
  const sql = postgres(directUrl ?? '', {
    max: 2,
    connection: { application_name: 'the client', statement_timeout: 4_000 },
    types: { date: { to: 1184, from: [1082], serialize: String, parse: (text: string) => `own ${text}` } },
    onnotice: () => {},
  })
  const own = async () => {
    const [row] = await sql`select 1::int as n, 'x' as t, date '2020-01-01' as d, now() as at`
    return [row?.n, row?.t, row?.d, row?.at instanceof Date]
  }
  const before = [await own(), JSON.stringify(sql.options)]
  const db = connect(sql as never)
  const text =
    "select current_setting('application_name'), current_setting('statement_timeout'), date '2020-01-01', true"
  const { rows } = expectRight(await transaction((tx) => () => tx.run({ text, values: [] }))(db)())
  assert.equal(rows, [['the client', '4s', '2020-01-01', 't']])
  assert.is(db.status().max, 2)
  await db.close()
  assert.equal([await own(), JSON.stringify(sql.options)], before)
  await sql.end()
})

uvuTest('its hosts, its socket and its TLS are read as it means them', () => {
  const of = (url: string, options: object = {}) => addressOf(postgres(url, options) as never)
  const many = of('postgres://ann:p%40w@a:1,b:2/d')
  assert.equal([many.host, many.port, many.user, many.password, many.database], ['a,b', '1,2', 'ann', 'p@w', 'd'])
  assert.is(of('postgres://h/d', { host: '/run/pg' }).host, '/run/pg')
  const ssl = (value: unknown) => of('postgres://h/d', { ssl: value }).sslmode
  assert.equal(
    [undefined, false, 'require', 'allow', 'prefer', 'verify-full', true, {}, { rejectUnauthorized: false }].map(ssl),
    ['disable', 'disable', 'require', 'prefer', 'prefer', 'verify-full', 'verify-full', 'verify-full', 'require'],
  )
  assert.is(of('postgres://h/d', { prepare: false }).prepare, false)
  assert.is(target(of('postgres://ann@h/d'), {})._tag, 'Right')
})

uvuTest.run()
