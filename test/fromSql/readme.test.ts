/** What the README says SQL becomes is what it becomes. */
import { readFileSync } from 'node:fs'
import { pipe } from 'fp-ts/function'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { catalogOf, fromSql } from '../../lib/fromSql/index.js'
import {
  boolean,
  date,
  integer,
  nullable,
  numeric,
  primaryKey,
  references,
  serial,
  table,
  text,
  timestamptz,
} from '../../lib/index.js'

const customers = table('customers', { id: primaryKey(serial), name: text, city: nullable(text), active: boolean })
const orders = table('orders', {
  id: primaryKey(serial),
  customer: pipe(
    integer,
    references(() => customers.c.id),
  ),
  total: numeric(10, 2),
  placed: timestamptz,
  due: nullable(date),
})

const page = readFileSync('lib/fromSql/README.md', 'utf8')

const pairs = [...page.matchAll(/```sql no-run\n([\s\S]*?)```\n\n```ts[^\n]*\n([\s\S]*?)```/g)]

/** The statements of a module: without imports, and without the tables that an example declares. */
const statements = (module: string): string =>
  module
    .replace(/^import [\s\S]*?from '.*'$/gm, '')
    .replace(/^const \w+ = table\(.*\)$/gm, '')
    .replaceAll('export const', 'const')
    .replace(/\n\n+/g, '\n')
    .trim()

test('there are examples', () => assert.ok(pairs.length > 2))

for (const [, sql = '', ts = ''] of pairs)
  test(`the README shows what becomes of ${sql.slice(0, 40).replaceAll('\n', ' ')}`, async () => {
    const made = await fromSql(sql, catalogOf('./tables.js', { customers, orders }))()
    assert.is(made._tag === 'Right' ? statements(made.right.module) : JSON.stringify(made.left), statements(ts))
  })

test.run()
