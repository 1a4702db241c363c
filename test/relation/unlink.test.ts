import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import type { Database } from '../../lib/exec/Connection.js'
import {
  all,
  execute,
  from,
  integer,
  inverse,
  link,
  oneToMany,
  orderBy,
  select,
  unlink,
  unlinkEach,
  value,
  viewOnly,
} from '../../lib/index.js'
import { addresses, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'
import {
  bookShelf,
  books,
  bookTags,
  folders,
  shelfBooks,
  stockLibrary,
  subfolders,
  taggings,
} from '../support/library.js'

const test = suite('unlink')

const problems = (statement: Branded) => problemsOf(postgres)(statement).map(describeCompileError)

/** A relation, for arguments that its types refuse. */
const loosely = <F>(unlinkLoosely: F): ((...args: ReadonlyArray<any>) => any) => unlinkLoosely as never

const onShelves = async (db: Database): Promise<unknown> => {
  const query = pipe(from(books), orderBy(books.c.id), select({ at: books.c.shelfId }))
  return expectRight(await all(query)(db)()).map(({ at }) => at)
}

const tagged = async (db: Database): Promise<unknown> => {
  const query = pipe(from(taggings), orderBy(taggings.c.bookId, taggings.c.tagId), select(taggings))
  return expectRight(await all(query)(db)()).map(({ bookId, tagId }) => [bookId, tagId])
}

// -------------------------------------------------------------------------------------
// foreign keys
// -------------------------------------------------------------------------------------

test('a foreign key is set to null where it points to the row', () => {
  const one = unlink(shelfBooks)({ id: 1 }, { id: 2 })
  const text = (a: string, b: string, c: string) =>
    `update "books"\nset "shelfId" = ${a}\nwhere "books"."shelfId" = ${b} and "books"."id" = ${c}`
  expectSql(postgres)(one, text('$1', '$2', '$3'), [null, 1, 2])
  expectSql(sqlite)(one, text('?', '?', '?'), [null, 1, 2])
  expectSql(postgres)(unlink(bookShelf)({ id: 2 }, { id: 1 }), text('$1', '$2', '$3'), [null, 1, 2])
})

test('several rows are one statement', () => {
  const both = unlink(shelfBooks)({ id: 1 }, [{ id: 2 }, { id: 3 }])
  expectSql(postgres)(
    both,
    'update "books"\nset "shelfId" = $1\nwhere "books"."shelfId" = $2 and "books"."id" = any($3)',
    [null, 1, [2, 3]],
  )
  expectSql(sqlite)(both, 'update "books"\nset "shelfId" = ?\nwhere "books"."shelfId" = ? and "books"."id" in (?, ?)', [
    null,
    1,
    2,
    3,
  ])
})

test('an orphan is deleted where that is said', () => {
  expectSql(postgres)(
    unlink(shelfBooks, { orphan: 'delete' })({ id: 1 }, { id: 2 }),
    'delete from "books"\nwhere "books"."shelfId" = $1 and "books"."id" = $2',
    [1, 2],
  )
})

test('a part of a primary key stays, where others of the foreign key can be null', () => {
  expectSql(postgres)(
    unlink(subfolders)({ accountId: 1, id: 1 }, { accountId: 1, id: 2 }),
    `
    update "folders" as "folders_1"
    set "parentId" = $1
    where "folders_1"."accountId" = $2 and "folders_1"."parentId" = $3 and "folders_1"."id" = $4
    `,
    [null, 1, 1, 2],
  )
})

onEach(test, 'a row that belongs to another by now stays with it', { portable: true }, async (db) => {
  await stockLibrary(db)
  assert.is(expectRight(await execute(unlink(shelfBooks)({ id: 1 }, [{ id: 1 }, { id: 3 }]))(db)()), 1)
  assert.equal(await onShelves(db), [null, 1, null])
  assert.is(expectRight(await execute(unlink(shelfBooks)({ id: 2 }, { id: 2 }))(db)()), 0)
  assert.equal(await onShelves(db), [null, 1, null])
})

onEach(test, 'many are taken from many by one statement', { portable: true }, async (db, _, log) => {
  await stockLibrary(db)
  expectRight(await execute(link(shelfBooks)({ id: 2 }, { id: 3 }))(db)())
  log.length = 0
  const pairs = [
    { source: { id: 1 }, target: { id: 1 } },
    { source: { id: 2 }, target: { id: 3 } },
    // is on the other shelf
    { source: { id: 2 }, target: { id: 2 } },
  ]
  assert.is(expectRight(await execute(unlinkEach(shelfBooks)(pairs))(db)()), 2)
  assert.is(log.length, 1)
  assert.equal(await onShelves(db), [null, 1, null])
})

onEach(test, 'a folder leaves its parent, and stays in its account', { portable: true }, async (db) => {
  await stockLibrary(db)
  const statement = unlink(subfolders)({ accountId: 2, id: 1 }, { accountId: 2, id: 2 })
  assert.is(expectRight(await execute(statement)(db)()), 1)
  const query = pipe(from(folders), orderBy(folders.c.accountId, folders.c.id), select({ in: folders.c.parentId }))
  assert.equal(
    expectRight(await all(query)(db)()).map((row) => row.in),
    [null, 1, null, null, null],
  )
})

// -------------------------------------------------------------------------------------
// links
// -------------------------------------------------------------------------------------

onEach(test, 'links are deleted, and the rows stay', { portable: true }, async (db, _, log) => {
  await stockLibrary(db)
  expectRight(await execute(link(bookTags)({ id: 1 }, [{ id: 1 }, { id: 2 }, { id: 3 }]))(db)())
  expectRight(await execute(link(bookTags)({ id: 2 }, { id: 1 }))(db)())
  log.length = 0
  assert.is(expectRight(await execute(unlink(bookTags)({ id: 1 }, [{ id: 1 }, { id: 3 }]))(db)()), 2)
  assert.is(log.length, 1)
  assert.equal(await tagged(db), [
    [1, 2],
    [2, 1],
  ])
  assert.is(expectRight(await execute(unlink(inverse(bookTags))({ id: 1 }, { id: 2 }))(db)()), 1)
  assert.equal(await tagged(db), [[1, 2]])
})

onEach(test, 'links of many rows are deleted by one statement', { portable: true }, async (db, _, log) => {
  await stockLibrary(db)
  for (const id of [1, 2]) expectRight(await execute(link(bookTags)({ id }, [{ id: 1 }, { id: 2 }]))(db)())
  log.length = 0
  const pairs = [
    { source: { id: 1 }, target: { id: 2 } },
    { source: { id: 2 }, target: { id: 1 } },
  ]
  assert.is(expectRight(await execute(unlinkEach(bookTags)(pairs))(db)()), 2)
  assert.is(log.length, 1)
  assert.equal(await tagged(db), [
    [1, 1],
    [2, 2],
  ])
})

// -------------------------------------------------------------------------------------
// refusals
// -------------------------------------------------------------------------------------

const userAddresses = oneToMany(users, addresses)

test('a foreign key that may not be null is not set to null', () => {
  assert.equal(problems(unlink(userAddresses)({ id: 1 }, { id: 7 })), [
    "the relation from users to addresses cannot be unlinked: addresses.userId may not be null: say { orphan: 'delete' } to delete the rows, or link them to another",
  ])
})

test('what is for reading only is not written', () => {
  assert.equal(problems(loosely(unlink)(viewOnly(shelfBooks))({ id: 1 }, { id: 2 })), [
    'the relation from shelves to books is for reading only: write by a relation of a foreign key or an association',
  ])
})

test('links have no orphans', () => {
  assert.equal(problems(loosely(unlink)(bookTags, { orphan: 'delete' })({ id: 1 }, { id: 2 })), [
    'the relation from books to tags has no orphans: it is by a table of links: delete the rows by deleteWith',
  ])
})

test('an unknown word for orphans is refused', () => {
  assert.equal(problems(loosely(unlink)(shelfBooks, { orphan: 'drop' })({ id: 1 }, { id: 2 })), [
    "the relation from shelves to books cannot be unlinked like this: orphan is 'nullify' or 'delete'",
  ])
})

test('no rows are no statement', () => {
  assert.equal(problems(unlink(shelfBooks)({ id: 1 }, [])), [
    'the rows of unlink are none: give at least one, and do not run it when there is none',
  ])
  assert.equal(problems(loosely(unlinkEach)(shelfBooks)([3])), [
    'the links of unlinkEach are not an array of pairs: give [{ source: { id: 1 }, target: { id: 7 } }]',
  ])
})

test('a row without its key is refused', () => {
  assert.equal(problems(loosely(unlink(bookShelf))({}, { id: 1 })), [
    'a row of books lacks id: unlink needs it: give { id: … }',
  ])
  assert.equal(problems(loosely(unlink(bookTags))({ id: 1 }, {})), [
    'a row of tags lacks id: unlink needs it: give { id: … }',
  ])
})

test('rows whose keys exclude each other are refused', () => {
  assert.equal(problems(unlink(subfolders)({ accountId: 1, id: 1 }, { accountId: 2, id: 2 })), [
    'the relation from folders to folders_1 cannot link rows that differ in folders.accountId and folders.accountId: accountId is part of the primary key of folders, and stays as it is',
  ])
})

test('an expression can stand for a key', () => {
  expectSql(postgres)(
    loosely(unlink(shelfBooks))({ id: 1 }, [{ id: value(integer, 2) }, { id: 3 }]),
    'update "books"\nset "shelfId" = $1\nwhere "books"."shelfId" = $2 and "books"."id" in ($3::integer, $4)',
    [null, 1, 2, 3],
  )
})

test.run()
