import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import type { Database } from '../../lib/exec/Connection.js'
import {
  all,
  compilePlan,
  createAll,
  execute,
  foreignKey,
  from,
  insertInto,
  inverse,
  link,
  linkEach,
  manyToMany,
  metadata,
  nullable,
  oneToMany,
  oneToOne,
  orderBy,
  type Plan,
  primaryKey,
  runPlan,
  select,
  serial,
  setLinks,
  setLinksEach,
  table,
  transaction,
  unique,
  values,
} from '../../lib/index.js'
import { addresses, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import {
  bookAuthors,
  bookShelf,
  books,
  bookTags,
  shelfBooks,
  stockLibrary,
  subfolders,
  taggings,
  tags,
  writings,
} from '../support/library.js'

const test = suite('setLinks')

const texts =
  (dialect: Dialect) =>
  (plan: Plan<unknown>): ReadonlyArray<string> => {
    const compiled = compilePlan(dialect)(plan)
    return E.isRight(compiled)
      ? compiled.right.map(({ text }) => text.replaceAll(/\s+/g, ' '))
      : compiled.left.map(describeCompileError)
  }

/** What was sent, without what its transaction is begun and ended by. */
const kinds = (log: ReadonlyArray<{ readonly text: string }>): ReadonlyArray<string> =>
  log.map(({ text }) => text.split(/\s/)[0] ?? '')

const tagged = async (db: Database): Promise<unknown> => {
  const query = pipe(from(taggings), orderBy(taggings.c.bookId, taggings.c.tagId), select(taggings))
  return expectRight(await all(query)(db)()).map(({ bookId, tagId }) => [bookId, tagId])
}

const onShelves = async (db: Database): Promise<unknown> => {
  const query = pipe(from(books), orderBy(books.c.id), select({ at: books.c.shelfId }))
  return expectRight(await all(query)(db)()).map(({ at }) => at)
}

// -------------------------------------------------------------------------------------
// links
// -------------------------------------------------------------------------------------

const two = setLinks(bookTags)({ id: 1 }, [{ id: 2 }, { id: 3 }])

test('the statements of a plan can be read before it runs', () => {
  assert.equal(texts(postgres)(two), [
    'select "books"."id" from "books" where "books"."id" = $1 order by "books"."id" for no key update',
    'delete from "taggings" where "taggings"."bookId" = $1 and "taggings"."tagId" <> all($2)',
    'insert into "taggings" ("bookId", "tagId") values ($1, $2), ($3, $4) on conflict ("bookId", "tagId") do nothing',
  ])
  assert.equal(texts(sqlite)(two), [
    'delete from "taggings" where "taggings"."bookId" = ? and "taggings"."tagId" not in (?, ?)',
    'insert into "taggings" ("bookId", "tagId") values (?, ?), (?, ?) on conflict ("bookId", "tagId") do nothing',
  ])
})

onEach(test, 'only what differs is written', { portable: true }, async (db, name, log) => {
  await stockLibrary(db)
  expectRight(await execute(link(bookTags)({ id: 1 }, [{ id: 1 }, { id: 2 }]))(db)())
  expectRight(await execute(link(bookTags)({ id: 2 }, { id: 1 }))(db)())
  log.length = 0
  assert.equal(expectRight(await runPlan(two)(db)()), { linked: 1, unlinked: 1 })
  assert.equal(kinds(log), ['begin', ...(name === 'sqlite' ? [] : ['select']), 'delete', 'insert', 'commit'])
  assert.equal(await tagged(db), [
    [1, 2],
    [1, 3],
    [2, 1],
  ])
  assert.equal(expectRight(await runPlan(two)(db)()), { linked: 0, unlinked: 0 })
})

onEach(test, 'no rows leave no links', { portable: true }, async (db) => {
  await stockLibrary(db)
  expectRight(await execute(linkEach(bookTags)([1, 2].map((id) => ({ source: { id }, target: { id: 1 } }))))(db)())
  assert.equal(expectRight(await runPlan(setLinks(bookTags)({ id: 1 }, []))(db)()), { linked: 0, unlinked: 1 })
  assert.equal(await tagged(db), [[2, 1]])
})

onEach(test, 'the other end is set as well', { portable: true }, async (db) => {
  await stockLibrary(db)
  const plan = setLinks(inverse(bookTags))({ id: 2 }, [{ id: 3 }, { id: 1 }])
  assert.equal(expectRight(await runPlan(plan)(db)()), { linked: 2, unlinked: 0 })
  assert.equal(await tagged(db), [
    [1, 2],
    [3, 2],
  ])
})

onEach(
  test,
  'a payload that is another is changed, and one that is the same is not',
  { portable: true },
  async (db) => {
    await stockLibrary(db)
    const parts = (...given: ReadonlyArray<string>) =>
      setLinks(bookAuthors)(
        { id: 1 },
        given.map((_, i) => ({ id: i + 1 })),
        (_, i) => ({ part: given[i] ?? '' }),
      )
    assert.equal(expectRight(await runPlan(parts('all', 'index'))(db)()), { linked: 2, unlinked: 0 })
    assert.equal(expectRight(await runPlan(parts('all', 'maps', 'notes'))(db)()), { linked: 2, unlinked: 0 })
    assert.equal(expectRight(await runPlan(parts('all'))(db)()), { linked: 0, unlinked: 2 })
    const query = pipe(from(writings), select({ part: writings.c.part }))
    assert.equal(expectRight(await all(query)(db)()), [{ part: 'all' }])
  },
)

onEach(test, 'many rows are set by as many statements as one', { portable: true }, async (db, name, log) => {
  await stockLibrary(db)
  expectRight(await execute(link(bookTags)({ id: 1 }, [{ id: 1 }, { id: 2 }]))(db)())
  expectRight(await execute(link(bookTags)({ id: 3 }, [{ id: 3 }]))(db)())
  log.length = 0
  const plan = setLinksEach(bookTags)([
    { source: { id: 1 }, targets: [{ id: 2 }] },
    { source: { id: 2 }, targets: [{ id: 1 }, { id: 3 }] },
    { source: { id: 3 }, targets: [] },
  ])
  assert.equal(expectRight(await runPlan(plan)(db)()), { linked: 2, unlinked: 2 })
  assert.is(log.length, name === 'sqlite' ? 4 : 5)
  assert.equal(await tagged(db), [
    [1, 2],
    [2, 1],
    [2, 3],
  ])
})

const loose = table('loose', {
  id: primaryKey(serial),
  bookId: foreignKey(() => books.c.id),
  tagId: foreignKey(() => tags.c.id),
})
const bookLoose = manyToMany(books, tags, { by: loose })

test('where no key says that a link is there once, only those that are missing are inserted', () => {
  const [, , insert] = texts(postgres)(setLinks(bookLoose)({ id: 1 }, [{ id: 2 }, { id: 3 }]))
  assert.is(
    insert,
    'insert into "loose" ("bookId", "tagId") select "links"."bookId", "links"."tagId" from unnest($1::integer[], $2::integer[]) as "links"("bookId", "tagId") where not exists ( select 1 from "loose" where "loose"."bookId" = "links"."bookId" and "loose"."tagId" = "links"."tagId" )',
  )
})

onEach(test, 'a link that is given twice is made once, where no key says so, too', { portable: true }, async (db) => {
  await stockLibrary(db)
  expectRight(await createAll(metadata([loose]))(db)())
  const plan = setLinks(bookLoose)({ id: 1 }, [{ id: 2 }, { id: 3 }, { id: 2 }])
  assert.equal(expectRight(await runPlan(plan)(db)()), { linked: 2, unlinked: 0 })
  assert.equal(expectRight(await runPlan(plan)(db)()), { linked: 0, unlinked: 0 })
})

// -------------------------------------------------------------------------------------
// foreign keys
// -------------------------------------------------------------------------------------

test('over a foreign key, what is left out is unlinked, and only what is elsewhere is moved', () => {
  assert.equal(texts(postgres)(setLinks(shelfBooks)({ id: 1 }, [{ id: 2 }, { id: 3 }])), [
    'select "shelves"."id" from "shelves" where "shelves"."id" = $1 order by "shelves"."id" for no key update',
    'update "books" set "shelfId" = $1 where "books"."shelfId" = $2 and "books"."id" <> all($3)',
    'update "books" set "shelfId" = $1 where "books"."id" = any($2) and "books"."shelfId" is distinct from $3',
  ])
})

onEach(test, 'the rows of a parent are set', { portable: true }, async (db) => {
  await stockLibrary(db)
  const plan = setLinks(shelfBooks)({ id: 1 }, [{ id: 2 }, { id: 3 }])
  assert.equal(expectRight(await runPlan(plan)(db)()), { linked: 1, unlinked: 1 })
  assert.equal(await onShelves(db), [null, 1, 1])
  assert.equal(expectRight(await runPlan(plan)(db)()), { linked: 0, unlinked: 0 })
})

onEach(test, 'the rows of many parents are set', { portable: true }, async (db) => {
  await stockLibrary(db)
  const plan = setLinksEach(shelfBooks)([
    { source: { id: 1 }, targets: [{ id: 3 }] },
    { source: { id: 2 }, targets: [{ id: 1 }] },
  ])
  assert.equal(expectRight(await runPlan(plan)(db)()), { linked: 2, unlinked: 2 })
  assert.equal(await onShelves(db), [2, null, 1])
})

onEach(test, 'orphans are deleted where that is said', { portable: true }, async (db) => {
  await seed(db)
  const plan = setLinks(oneToMany(users, addresses), { orphan: 'delete' })({ id: 1 }, [{ id: 2 }, { id: 3 }])
  assert.equal(expectRight(await runPlan(plan)(db)()), { linked: 1, unlinked: 1 })
  const query = pipe(from(addresses), orderBy(addresses.c.id), select({ id: addresses.c.id, of: addresses.c.userId }))
  assert.equal(expectRight(await all(query)(db)()), [
    { id: 2, of: 1 },
    { id: 3, of: 1 },
  ])
})

const covers = table('covers', {
  id: primaryKey(serial),
  bookId: unique(nullable(foreignKey(() => books.c.id))),
})

onEach(test, 'the one row of a parent is replaced by another', { portable: true }, async (db) => {
  await stockLibrary(db)
  expectRight(await createAll(metadata([covers]))(db)())
  expectRight(await execute(pipe(insertInto(covers), values([{ bookId: 1 }, { bookId: 2 }])))(db)())
  const plan = setLinks(oneToOne(books, covers))({ id: 1 }, [{ id: 2 }])
  assert.equal(expectRight(await runPlan(plan)(db)()), { linked: 1, unlinked: 1 })
  const query = pipe(from(covers), orderBy(covers.c.id), select({ of: covers.c.bookId }))
  assert.equal(expectRight(await all(query)(db)()), [{ of: null }, { of: 1 }])
})

onEach(test, 'folders are set within their account', { portable: true }, async (db) => {
  await stockLibrary(db)
  const plan = setLinks(subfolders)({ accountId: 1, id: 1 }, [{ accountId: 1, id: 3 }])
  assert.equal(expectRight(await runPlan(plan)(db)()), { linked: 1, unlinked: 1 })
})

onEach(test, 'what fails leaves everything as it was', { portable: true }, async (db) => {
  await stockLibrary(db)
  expectRight(await execute(link(bookTags)({ id: 1 }, [{ id: 1 }]))(db)())
  const failed = await runPlan(setLinks(bookTags)({ id: 1 }, [{ id: 99 }]))(db)()
  assert.is(E.isLeft(failed) && failed.left._tag, 'ForeignKeyViolation')
  assert.equal(await tagged(db), [[1, 1]])
})

onEach(test, 'inside a transaction a plan is a savepoint', { portable: true }, async (db, _, log) => {
  await stockLibrary(db)
  log.length = 0
  const both = transaction((tx) => async () => {
    const failed = await runPlan(setLinks(bookTags)({ id: 1 }, [{ id: 99 }]))(tx)()
    assert.ok(E.isLeft(failed))
    return runPlan(two)(tx)()
  })
  assert.equal(expectRight(await both(db)()), { linked: 2, unlinked: 0 })
  assert.equal(await tagged(db), [
    [1, 2],
    [1, 3],
  ])
})

// -------------------------------------------------------------------------------------
// refusals
// -------------------------------------------------------------------------------------

/** For arguments that the types refuse. */
const loosely = <F>(given: F): ((...args: ReadonlyArray<any>) => any) => given as never

test('a plan that cannot be says why, and sends nothing', async () => {
  assert.equal(texts(postgres)(loosely(setLinks)(bookShelf)({ id: 1 }, [{ id: 1 }])), [
    'the relation from books to shelves leads to one row at most, by a foreign key of its source: use link, or unlink, or the inverse of it',
  ])
  assert.equal(texts(postgres)(loosely(setLinks)(bookTags, { orphan: 'delete' })({ id: 1 }, [])), [
    'the relation from books to tags has no orphans: it is by a table of links: delete the rows by deleteWith',
  ])
  assert.equal(texts(postgres)(setLinks(oneToMany(users, addresses))({ id: 1 }, [])), [
    "the relation from users to addresses cannot be unlinked: addresses.userId may not be null: say { orphan: 'delete' } to delete the rows, or link them to another",
  ])
  assert.equal(texts(postgres)(setLinksEach(bookTags)([])), [
    'the rows of setLinks are none: give at least one, and do not run it when there is none',
  ])
  assert.equal(texts(postgres)(loosely(setLinksEach)(bookTags)([{ source: { id: 1 } }])), [
    'the rows of setLinksEach are not an array of rows with all that they are linked to: give [{ source: { id: 1 }, targets: [{ id: 7 }] }]',
  ])
  assert.equal(texts(postgres)(loosely(setLinks(bookLoose))({ id: 1 }, [{ id: 1 }], {})), [
    'the relation from books to tags cannot keep a payload: no key says that a link is in loose once: make bookId + tagId its primary key, or unique',
  ])
  assert.equal(texts(postgres)(loosely(setLinks(shelfBooks))({ id: 1 }, [{ id: 1 }], {})), [
    'the relation from shelves to books has no table of links to keep a payload in: leave it out',
  ])
})

onEach(test, 'a refused plan is not begun', { portable: true }, async (db, _, log) => {
  const refused = await runPlan(loosely(setLinks)(bookShelf)({ id: 1 }, [{ id: 1 }]) as typeof two)(db)()
  assert.is(E.isLeft(refused) && refused.left._tag, 'NotCompiled')
  assert.is(log.length, 0)
})

test.run()
