import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import type { Database, LogEvent } from '../../lib/exec/Connection.js'
import {
  all,
  compilePlan,
  createAll,
  deleteWith,
  dropAll,
  endsWith,
  eq,
  everyRow,
  execute,
  foreignKey,
  from,
  insertInto,
  integer,
  inverse,
  link,
  linkEach,
  manyToOne,
  metadata,
  nullable,
  oneToMany,
  orderBy,
  type Plan,
  primaryKey,
  references,
  runPlan,
  select,
  serial,
  set,
  some,
  table,
  update,
  values,
  viewOnly,
} from '../../lib/index.js'
import { addresses, comments, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'
import {
  bookAuthors,
  bookShelf,
  books,
  bookTags,
  folders,
  library,
  shelfBooks,
  shelves,
  stockLibrary,
  subfolders,
  taggings,
  tags,
} from '../support/library.js'

const test = suite('deleteWith')

const texts =
  (dialect: Dialect) =>
  (plan: Plan<unknown>): ReadonlyArray<string> => {
    const compiled = compilePlan(dialect)(plan)
    return E.isRight(compiled)
      ? compiled.right.map(({ text: sql }) => sql.replaceAll(/\s+/g, ' '))
      : compiled.left.map(describeCompileError)
  }

const kinds = (log: ReadonlyArray<LogEvent>): ReadonlyArray<string> =>
  log.map(({ text: sql }) => sql.match(/^(?:delete from|update) "\w+"|^\w+/)?.[0] ?? '')

const idsIn = async (db: Database, of: unknown): Promise<ReadonlyArray<number>> => {
  // all tables here have an id
  const own = of as typeof books
  const rows = await all(pipe(from(own), orderBy(own.c.id), select({ id: own.c.id })))(db)()
  return expectRight(rows).map(({ id }) => id)
}

const tagged = async (db: Database): Promise<unknown> => {
  const query = pipe(from(taggings), orderBy(taggings.c.bookId, taggings.c.tagId), select(taggings))
  return expectRight(await all(query)(db)()).map(({ bookId, tagId }) => [bookId, tagId])
}

/** The first book has the tags 1 and 2, the second 2 and 3. */
const withTags = async (db: Database): Promise<void> => {
  await stockLibrary(db)
  const pairs = [
    [1, 1],
    [1, 2],
    [2, 2],
    [2, 3],
  ] as const
  const links = pairs.map(([book, tag]) => ({ source: { id: book }, target: { id: tag } }))
  expectRight(await execute(linkEach(bookTags)(links))(db)())
}

// -------------------------------------------------------------------------------------
// foreign keys
// -------------------------------------------------------------------------------------

const nullifying = deleteWith(shelves, [{ relation: shelfBooks, onDelete: 'nullify' }])

test('the rows are locked, those that belong to them are written at once, and then they are deleted', () => {
  assert.equal(texts(postgres)(nullifying({ id: 1 })), [
    'select "shelves"."id" from "shelves" where "shelves"."id" = $1 order by "shelves"."id" for update',
    'update "books" set "shelfId" = $1 where "books"."shelfId" = $2',
    'delete from "shelves" where "shelves"."id" = $1',
  ])
  assert.equal(texts(sqlite)(nullifying({ id: 1 })), [
    'update "books" set "shelfId" = ? where "books"."shelfId" = ?',
    'delete from "shelves" where "shelves"."id" = ?',
  ])
  assert.equal(texts(postgres)(nullifying([{ id: 1 }, { id: 2 }])).slice(1), [
    'update "books" set "shelfId" = $1 where "books"."shelfId" = any($2)',
    'delete from "shelves" where "shelves"."id" = any($1)',
  ])
})

test('a condition is asked once, and the rest is done by the keys that were found', () => {
  const plan = nullifying(eq(shelves.c.name, 'near'))
  assert.equal(texts(postgres)(plan), [
    'select "shelves"."id" from "shelves" where "shelves"."name" = $1 order by "shelves"."id" for update',
    'update "books" set "shelfId" = $1 where "books"."shelfId" = any($2)',
    'delete from "shelves" where "shelves"."id" = any($1)',
  ])
  assert.is(texts(sqlite)(plan).length, 3)
})

onEach(test, 'the rows stay without a parent', { portable: true }, async (db, name, log) => {
  await stockLibrary(db)
  log.length = 0
  assert.is(expectRight(await runPlan(nullifying({ id: 1 }))(db)()), 1)
  assert.equal(kinds(log), [
    'begin',
    ...(name === 'sqlite' ? [] : ['select']),
    'update "books"',
    'delete from "shelves"',
    'commit',
  ])
  assert.equal(await idsIn(db, shelves), [2])
  const query = pipe(from(books), select({ at: books.c.shelfId }))
  assert.equal(
    expectRight(await all(query)(db)()).map(({ at }) => at),
    [null, null, null],
  )
})

onEach(test, 'the rows that a condition meets are deleted with theirs', { portable: true }, async (db, _, log) => {
  await stockLibrary(db)
  const deleting = deleteWith(shelves, [{ relation: shelfBooks, onDelete: 'delete' }])
  log.length = 0
  assert.is(expectRight(await runPlan(deleting(endsWith(shelves.c.name, 'ar')))(db)()), 2)
  assert.equal(kinds(log), ['begin', 'select', 'delete from "books"', 'delete from "shelves"', 'commit'])
  assert.equal(await idsIn(db, shelves), [])
  assert.equal(await idsIn(db, books), [3])
})

onEach(test, 'where a condition meets none, nothing is deleted', { portable: true }, async (db, _, log) => {
  await stockLibrary(db)
  log.length = 0
  assert.is(expectRight(await runPlan(nullifying(eq(shelves.c.name, 'lost')))(db)()), 0)
  assert.equal(kinds(log), ['begin', 'select', 'commit'])
  assert.equal(await idsIn(db, shelves), [1, 2])
})

onEach(test, 'a condition may ask what the plan changes', { portable: true }, async (db) => {
  await stockLibrary(db)
  // shelves with books: they have none any more when the shelves are deleted
  assert.is(expectRight(await runPlan(nullifying(some(shelfBooks)))(db)()), 1)
  assert.equal(await idsIn(db, shelves), [2])
})

onEach(test, 'the database does what is passive', { portable: true }, async (db, _, log) => {
  await seed(db)
  log.length = 0
  const passive = deleteWith(users, [{ relation: oneToMany(users, addresses), onDelete: 'passive' }])
  assert.is(expectRight(await runPlan(passive({ id: 3 }))(db)()), 1)
  assert.equal(kinds(log), ['delete from "users"'])
  assert.equal(
    expectRight(await all(pipe(from(addresses), orderBy(addresses.c.id), select({ id: addresses.c.id })))(db)()),
    [{ id: 1 }, { id: 2 }],
  )
})

// -------------------------------------------------------------------------------------
// more levels
// -------------------------------------------------------------------------------------

const levels = deleteWith(users, [
  {
    relation: oneToMany(users, posts),
    onDelete: 'delete',
    below: [{ relation: oneToMany(posts, comments), onDelete: 'delete' }],
  },
  { relation: oneToMany(users, comments), onDelete: 'nullify' },
  { relation: oneToMany(users, addresses), onDelete: 'delete' },
  { relation: oneToMany(users, users), onDelete: 'nullify' },
])

onEach(test, 'what belongs to the rows that links led to goes before them', { portable: true }, async (db) => {
  for (const onDelete of ['delete', 'orphan'] as const) {
    const below = [{ relation: inverse(bookTags), onDelete: 'nullify' }] as const
    const plan = deleteWith(books, [{ relation: bookTags, onDelete, below }])
    assert.equal(texts(sqlite)(plan({ id: 1 })).slice(0, 2), [
      'delete from "taggings" where "taggings"."bookId" = ? returning "taggings"."tagId"',
      onDelete === 'delete'
        ? 'delete from "taggings" where "taggings"."tagId" in (?)'
        : 'delete from "taggings" where exists ( select 1 from "tags" where "tags"."id" = "taggings"."tagId" and ("tags"."id" in (?) and not exists ( select 1 from "taggings" where "taggings"."tagId" = "tags"."id" )) )',
    ])
    await withTags(db)
    assert.is(expectRight(await runPlan(plan({ id: 1 }))(db)()), 1)
    assert.equal(
      await tagged(db),
      onDelete === 'delete'
        ? [[2, 3]]
        : [
            [2, 2],
            [2, 3],
          ],
    )
    assert.equal(await idsIn(db, tags), onDelete === 'delete' ? [3] : [2, 3])
    expectRight(await dropAll(library)(db)())
  }
})

test('rows below the first level are found by those above them, and deleted before', () => {
  assert.equal(texts(sqlite)(levels({ id: 1 })), [
    'update "comments" set "author_id" = ? where "comments"."author_id" = ?',
    'update "users" set "managerId" = ? where "users"."managerId" = ?',
    'delete from "comments" where exists ( select 1 from "posts" where "comments"."post_id" = "posts"."id" and "posts"."author_id" = ? )',
    'delete from "posts" where "posts"."author_id" = ?',
    'delete from "addresses" where "addresses"."userId" = ?',
    'delete from "users" where "users"."id" = ?',
  ])
})

onEach(test, 'a user is deleted with all that is theirs', { portable: true }, async (db) => {
  await seed(db)
  assert.is(expectRight(await runPlan(levels({ id: 1 }))(db)()), 1)
  assert.equal(await idsIn(db, posts), [3])
  assert.equal(await idsIn(db, comments), [3])
})

const shelfTags = deleteWith(shelves, [
  // in the order that a reader would not mind, and the database would
  {
    relation: shelfBooks,
    onDelete: 'delete',
    below: [
      { relation: bookTags, onDelete: 'orphan' },
      { relation: bookAuthors, onDelete: 'nullify' },
    ],
  },
])

onEach(test, 'links below are deleted, and what has no other link', { portable: true }, async (db) => {
  await withTags(db)
  expectRight(await execute(link(bookTags)({ id: 3 }, { id: 1 }))(db)())
  assert.is(expectRight(await runPlan(shelfTags({ id: 1 }))(db)()), 1)
  assert.equal(await idsIn(db, books), [3])
  assert.equal(await idsIn(db, tags), [1])
  assert.equal(await tagged(db), [[3, 1]])
})

test('of relations beside each other, what points to others is deleted before them', () => {
  const plan = deleteWith(users, [
    { relation: oneToMany(users, posts), onDelete: 'delete' },
    { relation: oneToMany(users, comments), onDelete: 'delete' },
  ])({ id: 1 })
  assert.equal(
    texts(sqlite)(plan).map((line) => line.split(' where')[0]),
    ['delete from "comments"', 'delete from "posts"', 'delete from "users"'],
  )
})

// -------------------------------------------------------------------------------------
// links
// -------------------------------------------------------------------------------------

onEach(test, 'the links are deleted, and what they lead to stays', { portable: true }, async (db, name, log) => {
  await withTags(db)
  log.length = 0
  assert.is(
    expectRight(await runPlan(deleteWith(books, [{ relation: bookTags, onDelete: 'nullify' }])({ id: 1 }))(db)()),
    1,
  )
  assert.equal(kinds(log), [
    'begin',
    ...(name === 'sqlite' ? [] : ['select']),
    'delete from "taggings"',
    'delete from "books"',
    'commit',
  ])
  assert.equal(await idsIn(db, tags), [1, 2, 3])
  assert.equal(await tagged(db), [
    [2, 2],
    [2, 3],
  ])
})

const orphaning = deleteWith(books, [{ relation: bookTags, onDelete: 'orphan' }])({ id: 1 })

test('what is found by links is made of the links that were deleted', () => {
  assert.equal(texts(postgres)(orphaning).slice(1), [
    'delete from "taggings" where "taggings"."bookId" = $1 returning "taggings"."tagId"',
    'delete from "tags" where "tags"."id" = any($1) and not exists ( select 1 from "taggings" where "taggings"."tagId" = "tags"."id" )',
    'delete from "books" where "books"."id" = $1',
  ])
})

onEach(test, 'a row that has no other link is deleted, and one that has stays', { portable: true }, async (db) => {
  await withTags(db)
  assert.is(expectRight(await runPlan(orphaning)(db)()), 1)
  assert.equal(await idsIn(db, tags), [2, 3])
})

onEach(test, 'a row that others are linked to cannot be deleted', { portable: true }, async (db) => {
  await withTags(db)
  const plan = deleteWith(books, [{ relation: bookTags, onDelete: 'delete' }])
  assert.is(expectLeft(await runPlan(plan({ id: 1 }))(db)())._tag, 'ForeignKeyViolation')
  assert.is((await idsIn(db, books)).length, 3)
  assert.is(expectRight(await runPlan(plan([{ id: 1 }, { id: 2 }]))(db)()), 2)
  assert.equal(await idsIn(db, tags), [])
})

onEach(test, 'the other end of links is deleted as well', { portable: true }, async (db) => {
  await withTags(db)
  const plan = deleteWith(tags, [{ relation: inverse(bookTags), onDelete: 'nullify' }])
  assert.is(expectRight(await runPlan(plan([{ id: 2 }]))(db)()), 1)
  assert.equal(await tagged(db), [
    [1, 1],
    [2, 3],
  ])
})

// -------------------------------------------------------------------------------------
// rows that point to each other
// -------------------------------------------------------------------------------------

const hens = table('hens', {
  id: primaryKey(serial),
  bestId: nullable(
    pipe(
      integer,
      references(() => eggs.c.id),
    ),
  ),
})
const eggs: ReturnType<typeof eggTable> = eggTable()
function eggTable() {
  return table('eggs', { id: primaryKey(serial), henId: foreignKey(() => hens.c.id as never) })
}

onEach(test, 'what rows point to themselves is set to null first', {}, async (db, _, log) => {
  expectRight(await createAll(metadata([hens, eggs]))(db)())
  expectRight(await execute(pipe(insertInto(hens), values([{}, {}])))(db)())
  expectRight(await execute(pipe(insertInto(eggs), values([{ henId: 1 }, { henId: 2 }] as never)))(db)())
  expectRight(await execute(pipe(update(hens), set({ bestId: hens.c.id }), everyRow))(db)())
  log.length = 0
  const plan = deleteWith(hens, [
    { relation: oneToMany(hens, eggs), onDelete: 'delete' },
    { relation: manyToOne(hens, eggs), onDelete: 'nullify' },
  ])
  assert.is(expectRight(await runPlan(plan({ id: 1 }))(db)()), 1)
  assert.equal(kinds(log), ['begin', 'select', 'update "hens"', 'delete from "eggs"', 'delete from "hens"', 'commit'])
})

onEach(test, 'folders are deleted within their account', { portable: true }, async (db) => {
  await stockLibrary(db)
  const plan = deleteWith(folders, [{ relation: subfolders, onDelete: 'delete' }])
  assert.is(
    expectRight(
      await runPlan(
        plan([
          { accountId: 1, id: 1 },
          { accountId: 1, id: 3 },
        ]),
      )(db)(),
    ),
    2,
  )
  const query = pipe(from(folders), orderBy(folders.c.id), select({ name: folders.c.name }))
  assert.equal(expectRight(await all(query)(db)()), [{ name: 'd' }, { name: 'e' }])
})

// -------------------------------------------------------------------------------------
// conditions of relations
// -------------------------------------------------------------------------------------

onEach(
  test,
  'of a relation with a condition, only the rows that meet it are deleted',
  { portable: true },
  async (db) => {
    await seed(db)
    const google = oneToMany(users, addresses, { where: (_, a) => endsWith(a.c.email, 'google.com') })
    const plan = deleteWith(users, [{ relation: google, onDelete: 'delete' }])({ id: 1 })
    assert.is(
      texts(postgres)(plan)[1],
      'delete from "addresses" where exists ( select 1 from "users" where "addresses"."userId" = "users"."id" and "addresses"."email" like $1 escape \'!\' and "users"."id" = $2 )',
    )
    assert.is(expectRight(await runPlan(plan)(db)()), 1)
  },
)

// -------------------------------------------------------------------------------------
// refusals
// -------------------------------------------------------------------------------------

const loosely = deleteWith as unknown as (t: unknown, c: unknown) => (rows: unknown) => Plan<number>

const problems = (cascades: unknown, rows: unknown = { id: 1 }, of: unknown = shelves) =>
  texts(postgres)(loosely(of, cascades)(rows))

test('what cannot be deleted is told', () => {
  const userAddresses = oneToMany(users, addresses)
  assert.equal(problems([{ relation: userAddresses, onDelete: 'nullify' }], { id: 1 }, users), [
    "the relation from users to addresses cannot be unlinked: addresses.userId may not be null: say { orphan: 'delete' } to delete the rows, or link them to another",
  ])
  assert.equal(problems([{ relation: userAddresses, onDelete: 'delete' }]), [
    'the relation from users to addresses does not start from shelves, whose rows are deleted: give relations of that table',
  ])
  assert.equal(problems([{ relation: bookShelf, onDelete: 'delete' }], { id: 1 }, books), [
    "the relation from books to shelves is from books to what it points to: deleting rows of books needs nothing of shelves: leave it out, give its inverse, or say onDelete: 'nullify' where the rows point to each other",
  ])
  assert.equal(problems([{ relation: viewOnly(shelfBooks), onDelete: 'delete' }]), [
    'the relation from shelves to books is for reading only: write by a relation of a foreign key or an association',
  ])
  const word =
    "a cascade of deleteWith is not a relation with what becomes of its rows: give { relation, onDelete: 'nullify' | 'delete' | 'orphan' | 'passive' }"
  assert.equal(problems([{ relation: shelfBooks, onDelete: 'drop' }]), [word])
  assert.equal(problems([3]), [word])
  assert.equal(problems('all'), ["the cascades of deleteWith are no array: give [{ relation, onDelete: 'delete' }]"])
  const below = [{ relation: bookTags, onDelete: 'nullify' }]
  assert.equal(problems([{ relation: shelfBooks, onDelete: 'nullify', below }]), [
    'the relation from shelves to books has cascades below it, and its rows stay (nullify): leave out below',
  ])
})

test('which rows are meant has to be said', () => {
  assert.equal(problems([], []), [
    'the rows of deleteWith are none: give at least one, and do not run it when there is none',
  ])
  assert.equal(problems([], 3), [
    'what deleteWith is to delete is neither rows nor a condition: give a row, an array of rows, or a condition on the table',
  ])
  assert.equal(problems([], {}), ['a row of shelves lacks id: deleteWith needs it: give { id: … }'])
})

test.run()
