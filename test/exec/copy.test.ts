/** COPY: what goes in comes back, whatever its characters; and a COPY that is given up harms nobody. */
import { pipe } from 'fp-ts/function'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import {
  all,
  boolean,
  copyInto,
  copyOut,
  defaultTo,
  eq,
  from,
  integer,
  jsonb,
  nullable,
  orderBy,
  primaryKey,
  select,
  table,
  text,
  timestamptz,
  transaction,
  where,
} from '../../lib/index.js'
import { onEach, onServers, sendSql } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'

const notes = table('notes', {
  id: primaryKey(integer),
  body: nullable(text),
  done: pipe(boolean, defaultTo(false)),
  about: nullable(jsonb<unknown>()),
  at: nullable(timestamptz),
})

const made =
  'create table notes (id integer primary key, body text, done boolean not null default false, about jsonb, at timestamptz)'

const inOrder = pipe(from(notes), orderBy(notes.c.id), select(notes))

const hostile = ['', 'a\tb', 'a\nb', 'a\rb', '\\', '\\N', '\\.', 'tab\\t', '"', "'; drop table notes; --", 'ž😀', null]

onServers(test, 'rows are copied in, exactly, and all their columns come back', async (db) => {
  await sendSql(db, made)
  const at = new Date(0)
  const rows = hostile.map((body, id) => ({ id, body, about: { body }, at }))
  assert.is(expectRight(await copyInto(notes, ['id', 'body', 'about', 'at'])(rows)(db)()), rows.length)
  assert.equal(
    expectRight(await all(inOrder)(db)()),
    rows.map((row) => ({ ...row, done: false })),
  )
})

onServers(test, 'rows may come one by one, 100,000 of them, and are taken as there is room', async (db) => {
  await sendSql(db, made)
  const rows = async function* () {
    for (let id = 0; id < 100_000; id++) yield { id, body: 'x'.repeat(50) }
  }
  assert.is(expectRight(await copyInto(notes, ['id', 'body'])(rows())(db)()), 100_000)
})

onServers(test, 'a COPY in is all of its rows, or none', async (db) => {
  await sendSql(db, made)
  const twice = [{ id: 1 }, { id: 1 }]
  assert.is(expectLeft(await copyInto(notes, ['id'])(twice)(db)())._tag, 'UniqueViolation')
  const wrong = expectLeft(await copyInto(notes, ['id'])([{ id: 1 }, { id: 1.5 }])(db)())
  assert.equal([wrong._tag, (wrong as any).type], ['InvalidValue', 'integer'])
  assert.is(expectLeft(await copyInto(notes, ['id', 'body'])([{ id: 1 } as never])(db)())._tag, 'InvalidValue')
  const throws = async function* () {
    yield { id: 1 }
    throw new Error('of the rows')
  }
  assert.is(expectLeft(await copyInto(notes, ['id'])(throws())(db)())._tag, 'Thrown')
  assert.is(expectLeft(await copyInto(notes, [])([])(db)())._tag, 'NotCompiled')
  assert.is(expectLeft(await copyInto(notes, ['nothing' as 'id'])([])(db)())._tag, 'NotCompiled')
  assert.equal(expectRight(await all(inOrder)(db)()), [])
  assert.is(expectRight(await copyInto(notes, ['id'])([])(db)()), 0)
})

onServers(test, 'a COPY is a part of its transaction', async (db) => {
  await sendSql(db, made)
  await transaction((tx) => async () => {
    expectRight(await copyInto(notes, ['id'])([{ id: 1 }, { id: 2 }])(tx)())
    assert.is(expectRight(await all(inOrder)(tx)()).length, 2)
    return { _tag: 'Left', left: 'no' }
  })(db)()
  assert.equal(expectRight(await all(inOrder)(db)()), [])
})

const read = async (chunks: AsyncIterable<any>): Promise<string> => {
  let out = ''
  for await (const chunk of chunks) out += chunk._tag === 'Left' ? chunk.left._tag : Buffer.from(chunk.right).toString()
  return out
}

onServers(test, 'the rows of a query are copied out, as text or CSV, with its values in it', async (db, log) => {
  await sendSql(db, made)
  await copyInto(notes, ['id', 'body'])(hostile.map((body, id) => ({ id, body })))(db)()
  const few = pipe(
    from(notes),
    where(eq(notes.c.body, "'; drop table notes; --")),
    select({ id: notes.c.id, body: notes.c.body }),
  )
  assert.is(await read(copyOut(few)(db)), "9\t'; drop table notes; --\n")
  assert.is(await read(copyOut(few, { format: 'csv', header: true })(db)), "id,body\n9,'; drop table notes; --\n")
  assert.is(
    log.at(-1)?.text.replace(/\s+/g, ' '),
    `copy (select "notes"."id", "notes"."body" from "notes" where "notes"."body" = '''; drop table notes; --') to stdout (format csv, header)`,
  )
  assert.is(await read(copyOut(few, { format: 'binary' as 'csv' })(db)), 'NotCompiled')
  assert.is(await read(copyOut(few, { header: true })(db)), 'NotCompiled')
})

onServers(test, 'a reader that has enough of a COPY leaves no connection busy, and the pool works on', async (db) => {
  await sendSql(db, made)
  await sendSql(db, "insert into notes (id, body) select g, repeat('x', 100) from generate_series(1, 200000) g")
  for await (const chunk of copyOut(inOrder)(db)) {
    assert.is(chunk._tag, 'Right')
    break
  }
  assert.is(db.status().busy, 0)
  let bytes = 0
  for await (const chunk of copyOut(inOrder)(db)) bytes += chunk._tag === 'Right' ? chunk.right.length : 0
  assert.ok(bytes > 20_000_000)
})

onEach(test, 'a database without COPY says so', { portable: true }, async (db, name) => {
  if (name === 'postgres') return
  const error = expectLeft(await copyInto(notes, ['id'])([])(db)())
  assert.match(JSON.stringify(error), 'COPY')
})

test.run()
