/** Links that many write at once, on connections of their own. */
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { connect } from '../../dialects/postgres/connect.js'
import type { Connection, Database } from '../../lib/exec/Connection.js'
import {
  all,
  currentSchema,
  deleteWith,
  eq,
  execute,
  from,
  insertInto,
  isNotNull,
  link,
  linkEach,
  one,
  orderBy,
  runPlan,
  select,
  selectOnly,
  setLinks,
  unlink,
  values,
  where,
} from '../../lib/index.js'
import { onEach, postgresUrl } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { books, bookTags, shelfBooks, shelves, stockLibrary, taggings, tags } from '../support/library.js'

const test = suite('concurrent links')

const writers = 50

const range = (n: number): ReadonlyArray<number> => Array.from({ length: n }, (_, i) => i + 1)

/** A book and as many tags as there are writers, beside what the library has. */
const stock = async (db: Database): Promise<ReadonlyArray<number>> => {
  await stockLibrary(db)
  const more = range(writers - 3).map((i) => ({ word: `tag ${i}` }))
  expectRight(await execute(pipe(insertInto(tags), values(more)))(db)())
  return range(writers)
}

const tagsOf = async (db: Connection, bookId: number): Promise<ReadonlyArray<number>> => {
  const query = pipe(
    from(taggings),
    where(eq(taggings.c.bookId, bookId)),
    orderBy(taggings.c.tagId),
    select({ id: taggings.c.tagId }),
  )
  return expectRight(await all(query)(db)()).map(({ id }) => id)
}

/** A pool that has a connection for each writer, in the schema of the test. */
const crowd = async (db: Database): Promise<Database> => {
  const { schema } = expectRight(await one(selectOnly({ schema: currentSchema() }))(db)())
  const settings = { search_path: String(schema) }
  return connect({ url: postgresUrl ?? '', settings }, { max: writers, acquireMilliseconds: 20_000 })
}

type Scenario = (many: Database, db: Database) => Promise<void>

/** On PostgreSQL with a connection for each writer, and on PGlite and SQLite, which have one. */
const scenario = (sentence: string, body: Scenario): void =>
  onEach(test, sentence, { portable: true }, async (db, name) => {
    if (name !== 'postgres') return body(db, db)
    const many = await crowd(db)
    try {
      await body(many, db)
    } finally {
      await many.close()
    }
  })

scenario('fifty writers who each link another tag lose none', async (many, db) => {
  const ids = await stock(db)
  const counts = await Promise.all(ids.map((id) => execute(link(bookTags)({ id: 1 }, { id }))(many)()))
  assert.equal(
    counts.map(expectRight),
    ids.map(() => 1),
  )
  assert.equal(await tagsOf(db, 1), ids)
})

scenario('fifty writers who all link the same tags link each once', async (many, db) => {
  const ids = await stock(db)
  const all5 = ids.slice(0, 5).map((id) => ({ id }))
  const counts = await Promise.all(ids.map(() => execute(link(bookTags)({ id: 1 }, all5))(many)()))
  assert.is(
    counts.map(expectRight).reduce((sum, n) => sum + n, 0),
    5,
  )
  assert.equal(await tagsOf(db, 1), [1, 2, 3, 4, 5])
})

scenario('of fifty writers who set the links of one row, the links of one are left whole', async (many, db) => {
  const ids = await stock(db)
  const sets = ids.map((id) => [id, (id % writers) + 1, ((id + 1) % writers) + 1].sort((a, b) => a - b))
  const results = await Promise.all(
    sets.map((set) =>
      runPlan(
        setLinks(bookTags)(
          { id: 1 },
          set.map((id) => ({ id })),
        ),
      )(many)(),
    ),
  )
  const changes = results.map(expectRight)
  const left = await tagsOf(db, 1)
  assert.ok(
    sets.some((set) => JSON.stringify(set) === JSON.stringify(left)),
    `${JSON.stringify(left)} is nobody's`,
  )
  const linked = changes.reduce((sum, each) => sum + each.linked - each.unlinked, 0)
  assert.is(linked, 3)
})

scenario('writers who link, unlink and set other rows do not touch each other', async (many, db) => {
  const ids = await stock(db)
  expectRight(await execute(linkEach(bookTags)(ids.map((id) => ({ source: { id: 2 }, target: { id } }))))(db)())
  const results = await Promise.all([
    ...ids.slice(0, 16).map((id) => execute(link(bookTags)({ id: 1 }, { id }))(many)()),
    ...ids.slice(16, 33).map((id) => execute(unlink(bookTags)({ id: 2 }, { id }))(many)()),
    ...ids.slice(33).map(() => runPlan(setLinks(bookTags)({ id: 3 }, [{ id: 1 }, { id: 2 }]))(many)()),
  ])
  for (const each of results) expectRight<unknown>(each)
  assert.equal(await tagsOf(db, 1), ids.slice(0, 16))
  assert.equal(await tagsOf(db, 2), [...ids.slice(0, 16), ...ids.slice(33)])
  assert.equal(await tagsOf(db, 3), [1, 2])
})

scenario('of fifty writers who set the rows of one parent, those of one are left whole', async (many, db) => {
  await stockLibrary(db)
  const more = range(writers).map((i) => ({ title: `book ${i}` }))
  expectRight(await execute(pipe(insertInto(books), values(more)))(db)())
  const sets = range(writers).map((i) => [i, i + 1])
  const results = await Promise.all(
    sets.map((set) =>
      runPlan(
        setLinks(shelfBooks)(
          { id: 1 },
          set.map((id) => ({ id })),
        ),
      )(many)(),
    ),
  )
  for (const each of results) expectRight<unknown>(each)
  const query = pipe(from(books), where(eq(books.c.shelfId, 1)), orderBy(books.c.id), select({ id: books.c.id }))
  const left = expectRight(await all(query)(db)()).map(({ id }) => id)
  assert.ok(
    sets.some((set) => JSON.stringify(set) === JSON.stringify(left)),
    `${JSON.stringify(left)} is nobody's`,
  )
})

scenario('rows are deleted with what others add to them meanwhile', async (many, db) => {
  await stockLibrary(db)
  const deleting = deleteWith(shelves, [{ relation: shelfBooks, onDelete: 'delete' }])({ id: 1 })
  const adding = (i: number) => execute(pipe(insertInto(books), values({ title: `book ${i}`, shelfId: 1 })))(many)()
  const [deleted, ...added] = await Promise.all([runPlan(deleting)(many)(), ...range(writers - 1).map(adding)])
  // whoever came too late has no shelf to put the book on; nobody was in the way of the one that deletes
  assert.equal(deleted, E.right(1))
  for (const each of added) if (E.isLeft(each)) assert.is(each.left._tag, 'ForeignKeyViolation')
  const query = pipe(from(books), where(isNotNull(books.c.shelfId)), select({ id: books.c.id }))
  assert.equal(expectRight(await all(query)(db)()), [])
})

test.run()
