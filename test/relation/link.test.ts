import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import {
  all,
  doUpdate,
  eq,
  execute,
  foreignKey,
  foreignKeyOn,
  from,
  insertInto,
  integer,
  inverse,
  link,
  linkEach,
  manyToMany,
  manyToOne,
  onConflict,
  oneToMany,
  orderBy,
  primaryKey,
  returning,
  select,
  serial,
  table,
  text,
  uniqueOn,
  value,
  values,
  viewOnly,
  where,
} from '../../lib/index.js'
import { addresses, comments, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'
import { bookAuthors, books, bookTags, stockLibrary, subfolders, tags, writings } from '../support/library.js'

const test = suite('link')

const problems = (statement: Branded) => problemsOf(postgres)(statement).map(describeCompileError)

const userAddresses = oneToMany(users, addresses)

const fromParent = link(userAddresses)({ id: 2 }, { id: 3 })
const fromChild = link(manyToOne(addresses, users))({ id: 3 }, { id: 2 })

test('the foreign key is set on whichever side it is', () => {
  const text = (a: string, b: string) => `update "addresses"\nset "userId" = ${a}\nwhere "addresses"."id" = ${b}`
  expectSql(postgres)(fromParent, text('$1', '$2'), [2, 3])
  expectSql(postgres)(fromChild, text('$1', '$2'), [2, 3])
  expectSql(sqlite)(fromParent, text('?', '?'), [2, 3])
})

test('more of the rows may be given than their keys', () => {
  const whole = link(manyToOne(comments, posts))({ id: 1, text: 'x', postId: 1 }, { id: 2, title: 'y' })
  expectSql(postgres)(whole, 'update "comments"\nset "post_id" = $1\nwhere "comments"."id" = $2', [2, 1])
})

onEach(test, 'two rows belong together afterwards', { portable: true }, async (db) => {
  await seed(db)
  assert.is(expectRight(await execute(fromParent)(db)()), 1)
  const owned = pipe(from(addresses), where(eq(addresses.c.userId, 2)), select({ email: addresses.c.email }))
  assert.equal(expectRight(await all(owned)(db)()), [{ email: 'wendy@aol.com' }])
})

// -------------------------------------------------------------------------------------
// several rows
// -------------------------------------------------------------------------------------

test('several rows of one parent are one statement', () => {
  const both = link(userAddresses)({ id: 2 }, [{ id: 3 }, { id: 4 }])
  expectSql(postgres)(both, 'update "addresses"\nset "userId" = $1\nwhere "addresses"."id" = any($2)', [2, [3, 4]])
  expectSql(sqlite)(both, 'update "addresses"\nset "userId" = ?\nwhere "addresses"."id" in (?, ?)', [2, 3, 4])
})

const moves = [
  { source: { id: 1 }, target: { id: 3 } },
  { source: { id: 2 }, target: { id: 1 } },
]

test('rows of many parents are one statement', () => {
  expectSql(postgres)(
    linkEach(userAddresses)(moves),
    `
    update "addresses"
    set "userId" = "links"."userId"
    from unnest($1::integer[], $2::integer[]) as "links"("id", "userId")
    where "addresses"."id" = "links"."id"
    `,
    [
      [3, 1],
      [1, 2],
    ],
  )
})

onEach(test, 'rows of many parents are moved at once', { portable: true }, async (db, _, log) => {
  await seed(db)
  log.length = 0
  assert.is(expectRight(await execute(linkEach(userAddresses)(moves))(db)()), 2)
  assert.is(log.length, 1)
  const owners = pipe(from(addresses), orderBy(addresses.c.id), select({ of: addresses.c.userId }))
  assert.equal(expectRight(await all(owners)(db)()), [{ of: 2 }, { of: 1 }, { of: 1 }])
})

onEach(test, 'ten thousand rows are moved at once', {}, async (db) => {
  await seed(db)
  const many = Array.from({ length: 10_000 }, (_, i) => ({ email: `${i}@mail.org`, userId: 1 }))
  expectRight(await execute(pipe(insertInto(addresses), values(many)))(db)())
  const links = many.map((_, i) => ({ source: { id: 2 }, target: { id: i + 4 } }))
  assert.is(expectRight(await execute(linkEach(userAddresses)(links))(db)()), 10_000)
})

test('a row is not linked to two', () => {
  const twice = [...moves, { source: { id: 2 }, target: { id: 3 } }]
  assert.equal(problems(linkEach(userAddresses)(twice)), [
    'the relation from users to addresses cannot link a row of addresses to two rows: give each row once',
  ])
})

// -------------------------------------------------------------------------------------
// links
// -------------------------------------------------------------------------------------

test('a link is a row of the table of links, which is there once', () => {
  const text = (a: string, b: string) =>
    `insert into "taggings" ("bookId", "tagId")\nvalues ${a}, ${b}\non conflict ("bookId", "tagId") do nothing`
  const both = link(bookTags)({ id: 1 }, [{ id: 2 }, { id: 3 }])
  expectSql(postgres)(both, text('($1, $2)', '($3, $4)'), [1, 2, 1, 3])
  expectSql(sqlite)(both, text('(?, ?)', '(?, ?)'), [1, 2, 1, 3])
  const back = link(inverse(bookTags))({ id: 2 }, [{ id: 1 }, { id: 7 }])
  expectSql(postgres)(back, text('($1, $2)', '($3, $4)'), [1, 2, 7, 2])
})

test('a payload is the same for all, or made for each', () => {
  const text = `
    insert into "writings" ("bookId", "authorId", "part")
    values ($1, $2, $3), ($4, $5, $6)
    on conflict ("bookId", "authorId") do nothing
  `
  const both = [{ id: 2 }, { id: 3 }]
  expectSql(postgres)(link(bookAuthors)({ id: 1 }, both, { part: 'all' }), text, [1, 2, 'all', 1, 3, 'all'])
  const each = link(bookAuthors)({ id: 1 }, both, (author, i) => ({ part: `${i + 1} by ${author.id}` }))
  expectSql(postgres)(each, text, [1, 2, '1 by 2', 1, 3, '2 by 3'])
})

onEach(test, 'linking twice leaves one link, with its payload', { portable: true }, async (db) => {
  await stockLibrary(db)
  const first = link(bookAuthors)({ id: 1 }, { id: 1 }, { part: 'all', share: 60 })
  const second = link(bookAuthors)({ id: 1 }, [{ id: 1 }, { id: 2 }, { id: 2 }], { part: 'index' })
  assert.is(expectRight(await execute(first)(db)()), 1)
  assert.is(expectRight(await execute(second)(db)()), 1)
  const query = pipe(from(writings), orderBy(writings.c.authorId), select(writings))
  assert.equal(expectRight(await all(query)(db)()), [
    { bookId: 1, authorId: 1, part: 'all', share: 60 },
    { bookId: 1, authorId: 2, part: 'index', share: 100 },
  ])
})

onEach(test, 'what is there already can be changed', { portable: true }, async (db) => {
  await stockLibrary(db)
  const linked = (part: string) =>
    pipe(
      link(bookAuthors)({ id: 1 }, { id: 1 }, { part }),
      onConflict(
        [writings.c.bookId, writings.c.authorId],
        doUpdate((excluded) => ({ part: excluded.part })),
      ),
      returning({ part: writings.c.part }),
    )
  assert.equal(expectRight(await all(linked('all'))(db)()), [{ part: 'all' }])
  assert.equal(expectRight(await all(linked('index'))(db)()), [{ part: 'index' }])
})

onEach(test, 'many rows are linked to many by one statement', { portable: true }, async (db, _, log) => {
  await stockLibrary(db)
  log.length = 0
  const links = [1, 2, 3].flatMap((book) => [1, 2].map((tag) => ({ source: { id: book }, target: { id: tag } })))
  assert.is(expectRight(await execute(linkEach(bookTags)(links))(db)()), 6)
  assert.is(log.length, 1)
})

// ---- keys that share columns

const teams = table('teams', { club: primaryKey(integer), id: primaryKey(integer) })
const players = table('players', { club: primaryKey(integer), id: primaryKey(integer) })
const squads = table(
  'squads',
  { club: primaryKey(integer), teamId: primaryKey(integer), playerId: primaryKey(integer) },
  (s) => [
    foreignKeyOn([s.club, s.teamId], () => [teams.c.club, teams.c.id]),
    foreignKeyOn([s.club, s.playerId], () => [players.c.club, players.c.id]),
  ],
)
const teamPlayers = manyToMany(teams, players, { by: squads })

const member = link(teamPlayers) as unknown as (source: unknown, target: unknown) => Branded

test('both ends can be pointed to by a column that they share', () => {
  expectSql(postgres)(
    member({ club: 1, id: 2 }, [
      { club: 1, id: 3 },
      { club: 1, id: 4 },
    ]),
    `
    insert into "squads" ("club", "teamId", "playerId")
    values ($1, $2, $3), ($4, $5, $6)
    on conflict ("club", "teamId", "playerId") do nothing
    `,
    [1, 2, 3, 1, 2, 4],
  )
  assert.equal(problems(member({ club: 1, id: 2 }, { club: 9, id: 3 })), [
    'the relation from teams to players cannot link rows that differ in what squads.club is: it points to both of them',
  ])
})

const follows = table('follows', {
  followerId: primaryKey(foreignKey(() => users.c.id)),
  followedId: primaryKey(foreignKey(() => users.c.id)),
})
const following = manyToMany(users, users, {
  by: follows,
  source: follows.c.followerId,
  target: follows.c.followedId,
})

test('rows of one table are linked in the direction of the relation', () => {
  const text = `
    insert into "follows" ("followerId", "followedId")
    values ($1, $2)
    on conflict ("followerId", "followedId") do nothing
  `
  expectSql(postgres)(link(following)({ id: 1 }, { id: 2 }), text, [1, 2])
  expectSql(postgres)(link(inverse(following))({ id: 1 }, { id: 2 }), text, [2, 1])
})

test('a payload that is needed and not given is told', () => {
  const linking = link(bookAuthors) as (source: unknown, target: unknown, payload?: unknown) => Branded
  assert.equal(problems(linking({ id: 1 }, { id: 1 })), [
    'the relation from books to authors is by writings, whose part must be given: give it as payload: { part: … }',
  ])
  assert.equal(problems(linking({ id: 1 }, { id: 1 }, { part: 'all', bookId: 2 })), [
    'the payload of the relation from books to authors gives writings.bookId, which points to the rows that are linked: leave it out',
  ])
  assert.equal(problems(linking({ id: 1 }, { id: 1 }, 'all')), [
    'the payload of the relation from books to authors is no object: give columns of writings',
  ])
  assert.equal(problems(linking({ id: 1 }, { id: 1 }, { part: 'all', pages: 3 })), [
    'writings has no column "pages": its columns are bookId, authorId, part, share',
  ])
})

test('a foreign key has no place for a payload', () => {
  const linking = link(userAddresses) as (source: unknown, target: unknown, payload?: unknown) => Branded
  assert.equal(problems(linking({ id: 1 }, { id: 1 }, { part: 'all' })), [
    'the relation from users to addresses has no table of links to keep a payload in: leave it out',
  ])
})

const loose = table('loose', {
  id: primaryKey(serial),
  bookId: foreignKey(() => books.c.id),
  tagId: foreignKey(() => tags.c.id),
})

test('where no key says that a link is there once, each call adds one', () => {
  expectSql(postgres)(
    link(manyToMany(books, tags, { by: loose }))({ id: 1 }, { id: 2 }),
    'insert into "loose" ("bookId", "tagId")\nvalues ($1, $2)',
    [1, 2],
  )
})

test('a key that is checked at the end of the transaction finds no conflict', () => {
  const columns = { id: primaryKey(serial), bookId: foreignKey(() => books.c.id), tagId: foreignKey(() => tags.c.id) }
  const later = table('later', columns, (t) => [uniqueOn([t.bookId, t.tagId], { deferrable: 'deferred' })])
  const atOnce = table('later', columns, (t) => [uniqueOn([t.tagId, t.bookId])])
  const text = 'insert into "later" ("bookId", "tagId")\nvalues ($1, $2)'
  expectSql(postgres)(link(manyToMany(books, tags, { by: later }))({ id: 1 }, { id: 2 }), text, [1, 2])
  expectSql(postgres)(
    link(manyToMany(books, tags, { by: atOnce }))({ id: 1 }, { id: 2 }),
    `${text}\non conflict ("bookId", "tagId") do nothing`,
    [1, 2],
  )
})

test('a part of a primary key is not set, but compared', () => {
  expectSql(postgres)(
    link(subfolders)({ accountId: 1, id: 3 }, { accountId: 1, id: 2 }),
    `
    update "folders" as "folders_1"
    set "parentId" = $1
    where "folders_1"."accountId" = $2 and "folders_1"."id" = $3
    `,
    [3, 1, 2],
  )
  assert.equal(problems(link(subfolders)({ accountId: 1, id: 3 }, { accountId: 2, id: 2 })), [
    'the relation from folders to folders_1 cannot link rows that differ in folders.accountId and folders.accountId: accountId is part of the primary key of folders, and stays as it is',
  ])
})

test('what is for reading only is not written', () => {
  const linking = link(viewOnly(bookTags) as never) as unknown as (source: unknown, target: unknown) => Branded
  assert.equal(problems(linking({ id: 1 }, { id: 1 })), [
    'the relation from books to tags is for reading only: write by a relation of a foreign key or an association',
  ])
})

test('no rows are no statement, and one parent is not several', () => {
  assert.equal(problems(link(userAddresses)({ id: 1 }, [])), [
    'the rows of link are none: give at least one, and do not run it when there is none',
  ])
  const upward = link(manyToOne(addresses, users)) as unknown as (source: unknown, target: unknown) => Branded
  assert.equal(problems(upward({ id: 1 }, [{ id: 1 }, { id: 2 }])), [
    'the relation from addresses to users leads to one row at most, and several are given: give one',
  ])
})

// -------------------------------------------------------------------------------------
// rows that are not enough
// -------------------------------------------------------------------------------------

const linked = link(userAddresses) as (source: unknown, target: unknown) => Branded

test('a row without its key is refused', () => {
  const noUser = 'a row of users lacks id: link needs it: give { id: … }'
  const noAddress = 'a row of addresses lacks id: link needs it: give { id: … }'
  for (const row of [{}, { id: null }, { id: undefined }, null, undefined, 1, JSON.parse('{"__proto__":{"id":1}}')]) {
    assert.equal(problems(linked(row, { id: 1 })), [noUser])
    assert.equal(problems(linked({ id: 1 }, row)), [noAddress])
    assert.equal(problems(linked(row, row)), [noUser, noAddress])
  }
})

test('an expression in place of a key is compared with the key, not taken for the condition', () => {
  const statement = linked({ id: 1 }, { id: value(integer, 7) })
  expectSql(postgres)(statement, 'update "addresses"\nset "userId" = $1\nwhere "addresses"."id" = $2::integer', [1, 7])
})

onEach(test, 'an expression in place of a key changes one row', { portable: true }, async (db) => {
  await seed(db)
  const statement = linked({ id: 2 }, { id: value(integer, 3) }) as typeof fromParent
  assert.is(expectRight(await execute(statement)(db)()), 1)
  const owners = pipe(from(addresses), orderBy(addresses.c.id), select({ of: addresses.c.userId }))
  assert.equal(expectRight(await all(owners)(db)()), [{ of: 1 }, { of: 1 }, { of: 2 }])
})

const keyless = table('keyless', { name: text, userId: foreignKey(() => users.c.id) })

test('a table without a primary key cannot be linked', () => {
  assert.equal(problems(link(oneToMany(users, keyless))({ id: 1 }, { name: 'x' })), [
    'the table keyless has no primary key: use a condition of your own',
  ])
})

const pairs = table('pairs', {
  left: primaryKey(integer),
  right: primaryKey(integer),
  userId: foreignKey(() => users.c.id),
})

test('a key of two columns is compared in both', () => {
  expectSql(postgres)(
    link(oneToMany(users, pairs))({ id: 1 }, { left: 2, right: 3 }),
    'update "pairs"\nset "userId" = $1\nwhere "pairs"."left" = $2 and "pairs"."right" = $3',
    [1, 2, 3],
  )
})

test('an ambiguous relation is told, not an empty set', () => {
  const twice = table('twice', {
    id: primaryKey(integer),
    a: foreignKey(() => users.c.id),
    b: foreignKey(() => users.c.id),
  })
  assert.equal(problems(link(oneToMany(users, twice))({ id: 1 }, { id: 2 })), [
    'the relation between users and twice can take several foreign keys: twice.a, twice.b: choose one: { foreignKey: twice.c.a }',
  ])
})

test.run()
