import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import {
  createTable,
  eq,
  execute,
  from,
  insertInto,
  integer,
  jsonb,
  jsonbAt,
  one,
  primaryKey,
  select,
  setTo,
  table,
  update,
  value,
  values,
  where,
} from '../../lib/index.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { expectExpr, expectSql } from '../support/expectSql.js'

const test = suite('subscripts of documents')

const documents = table('documents', { id: primaryKey(integer), doc: jsonb() })

const written = pipe(
  update(documents),
  setTo(jsonbAt(documents.c.doc, 'a', 'new'), value(jsonb(), 3)),
  where(eq(documents.c.id, 1)),
)

test('a step is a key or a place', () => {
  expectExpr(postgres)(jsonbAt(documents.c.doc, 'a', 0), '"documents"."doc"[$1::text][$2::integer]', ['a', 0])
  expectSql(postgres)(
    written,
    `
    update "documents"
    set "doc"[$1::text][$2::text] = $3::jsonb
    where "documents"."id" = $4
    `,
    ['a', 'new', 3, 1],
  )
})

onEach(test, 'a part is read, or null, and written in place', {}, async (db) => {
  expectRight(await execute(createTable(documents))(db)())
  expectRight(await execute(pipe(insertInto(documents), values({ id: 1, doc: { a: { b: 1 }, c: [5, 6] } })))(db)())
  const read = pipe(
    from(documents),
    select({
      b: jsonbAt(documents.c.doc, 'a', 'b'),
      last: jsonbAt(documents.c.doc, 'c', -1),
      none: jsonbAt(documents.c.doc, 'x', 'y'),
    }),
  )
  assert.equal(expectRight(await one(read)(db)()), { b: 1, last: 6, none: null })
  expectRight(await execute(written)(db)())
  const { doc } = expectRight(await one(pipe(from(documents), select(documents)))(db)())
  assert.equal(doc, { a: { b: 1, new: 3 }, c: [5, 6] })
})

test.run()
