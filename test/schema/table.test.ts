import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import {
  type AnyTable,
  alias,
  all,
  branded,
  type Column,
  createAll,
  createTable,
  defaultTo,
  dropAll,
  eq,
  execute,
  foreignKey,
  from,
  insertInto,
  integer,
  mapped,
  metadata,
  named,
  nullable,
  primaryKey,
  references,
  returning,
  select,
  serial,
  snakeCase,
  table,
  text,
  unique,
  values,
  where,
} from '../../lib/index.js'
import { addresses, blog, comments, posts, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('tables')

const nameOf = (column: Column<any, any>): string => column.name

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

const keys = {
  firstName: text,
  userID: text,
  HTMLBody: text,
  address2: text,
  a: text,
  already_snake: text,
  ID: text,
}

test('snakeCase names columns after their keys', () => {
  const { c } = table('people', snakeCase(keys))
  assert.equal(Object.values(c).map(nameOf), [
    'first_name',
    'user_id',
    'html_body',
    'address2',
    'a',
    'already_snake',
    'id',
  ])
  assert.equal(Object.keys(c), Object.keys(keys))
})

test('a name of its own is kept', () => {
  const people = table('people', snakeCase({ eMail: pipe(text, named('E-Mail')) }))
  assert.is(nameOf(people.c.eMail), 'E-Mail')
  assert.is(nameOf(alias(people, 'p').c.eMail), 'E-Mail')
})

test('a spec is a value: refining it gives another', () => {
  const refined = pipe(text, nullable, unique, named('x'))
  assert.equal([text.nullable, text.unique, text.name], [false, false, null])
  assert.equal([refined.nullable, refined.unique, refined.name], [true, true, 'x'])
})

test('an alias has the columns of its table under another name', () => {
  const u = alias(users, 'u')
  expectSql(postgres)(pipe(from(u), select({ id: u.c.id })), 'select "u"."id"\nfrom "users" as "u"')
  expectSql(postgres)(pipe(from(users), select({ id: users.c.id })), 'select "users"."id"\nfrom "users"')
})

// -------------------------------------------------------------------------------------
// types of the user's
// -------------------------------------------------------------------------------------

const pages = table('pages', {
  id: pipe(serial, primaryKey, branded<'PageId'>()),
  url: pipe(
    text,
    mapped(
      (s) => new URL(s),
      (url: URL) => url.href,
    ),
    unique,
  ),
  previous: nullable(
    pipe(
      text,
      mapped(
        (s): ReadonlyArray<string> => s.split(','),
        (list: ReadonlyArray<string>) => list.join(','),
      ),
      defaultTo(['x', 'y'] as ReadonlyArray<string>),
    ),
  ),
})

test('a default goes through the functions of its column', () => {
  expectSql(postgres)(
    createTable(pages),
    `
    create table "pages" (
      "id" serial primary key,
      "url" text not null unique,
      "previous" text default 'x,y'
    )
    `,
  )
})

onEach(test, 'a mapped column goes out and comes back through its functions', { portable: true }, async (db) => {
  expectRight(await execute(createTable(pages))(db)())
  const url = new URL('https://example.org/a')
  const inserted = pipe(insertInto(pages), values({ url }), returning({ url: pages.c.url, previous: pages.c.previous }))
  assert.equal(expectRight(await all(inserted)(db)()), [{ url, previous: ['x', 'y'] }])
  const found = pipe(from(pages), where(eq(pages.c.url, url)), select({ url: pages.c.url }))
  assert.equal(expectRight(await all(found)(db)()), [{ url }])
  const none = pipe(
    insertInto(pages),
    values({ url: new URL('https://example.org/b'), previous: null }),
    returning(pages),
  )
  assert.is(expectRight(await all(none)(db)())[0]?.previous, null)
})

// -------------------------------------------------------------------------------------
// metadata
// -------------------------------------------------------------------------------------

const namesOf = ({ tables }: ReturnType<typeof metadata>) => tables.map(({ name }) => name)

test('what points to a table comes after it, and a table may point to itself', () => {
  assert.equal(namesOf(blog), ['users', 'addresses', 'posts', 'comments'])
  assert.equal(namesOf(metadata([users, posts, comments, addresses])), ['users', 'posts', 'addresses', 'comments'])
  assert.equal(blog.errors, [])
})

const widgets: AnyTable = table('widgets', {
  id: primaryKey(serial),
  favoriteId: nullable(
    pipe(
      integer,
      references(() => entries.c.id, { name: 'favorite' }),
    ),
  ),
})
const entries: AnyTable = table('entries', {
  id: primaryKey(serial),
  widgetId: pipe(
    integer,
    references(() => widgets.c.id),
  ),
})

const texts = (log: ReadonlyArray<{ readonly text: string }>): ReadonlyArray<string> =>
  log.map(({ text }) => text.split('\n')[0] as string).filter((text) => /^(create|alter|drop)/.test(text))

onEach(
  test,
  'of tables that point to each other, one gets its foreign key when all are there, and loses it first',
  { portable: true },
  async (db, name, log) => {
    const cycle = metadata([entries, widgets])
    assert.equal(expectRight(await createAll(cycle)(db)()), ['widgets', 'entries'])
    const created = ['create table "widgets" (', 'create table "entries" (']
    const added =
      'alter table "widgets" add constraint "favorite" foreign key ("favoriteId") references "entries" ("id")'
    assert.equal(texts(log), name === 'sqlite' ? created : [...created, added])
    log.length = 0
    assert.equal(expectRight(await dropAll(cycle)(db)()), ['entries', 'widgets'])
    const dropped = ['drop table "entries"', 'drop table "widgets"']
    assert.equal(
      texts(log),
      name === 'sqlite' ? dropped : ['alter table "widgets" drop constraint "favorite"', ...dropped],
    )
  },
)

onEach(test, 'a foreign key that points to no column is a Left that names it', { portable: true }, async (db) => {
  const wrong = table('wrong', { id: primaryKey(serial), other: foreignKey(() => users as never) })
  const error = expectLeft(await createAll(metadata([users, wrong]))(db)())
  assert.equal(error._tag === 'NotCompiled' && error.errors.map((e) => e._tag === 'InvalidArgument' && e.argument), [
    'the foreign key wrong.other',
  ])
})

onEach(test, 'the same table twice is a Left', { portable: true }, async (db) => {
  const error = expectLeft(await createAll(metadata([users, users]))(db)())
  assert.equal(error._tag === 'NotCompiled' && error.errors, [{ _tag: 'DuplicateAlias', alias: 'users' }])
})

onEach(test, 'only what is not there is created, and only what is there is dropped', { portable: true }, async (db) => {
  assert.equal(expectRight(await createAll(metadata([users]))(db)()), ['users'])
  assert.equal(expectRight(await createAll(blog)(db)()), ['addresses', 'posts', 'comments'])
  assert.equal(expectRight(await createAll(blog)(db)()), [])
  assert.equal(expectRight(await dropAll(blog)(db)()), ['comments', 'posts', 'addresses', 'users'])
  assert.equal(expectRight(await dropAll(blog)(db)()), [])
})

test.run()
