import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import type { LogEvent } from '../../lib/exec/Connection.js'
import {
  all,
  compilePlan,
  createAll,
  foreignKey,
  foreignKeyOn,
  from,
  insertGraph,
  insertTree,
  integer,
  manyToMany,
  manyToOne,
  metadata,
  oneToMany,
  orderBy,
  type Plan,
  primaryKey,
  primaryKeyOn,
  references,
  rowAs,
  runPlan,
  sameRow,
  select,
  serial,
  table,
  viewOnly,
} from '../../lib/index.js'
import { addresses, comments, createBlog, posts, users } from '../support/blog.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'
import {
  authors,
  bookAuthors,
  books,
  bookTags,
  folders,
  stockLibrary,
  subfolders,
  writings,
} from '../support/library.js'

const test = suite('insertGraph')

const compiled =
  (dialect: Dialect) =>
  (plan: Plan<unknown>): ReadonlyArray<readonly [string, ...ReadonlyArray<unknown>]> => {
    const result = compilePlan(dialect)(plan)
    return E.isRight(result)
      ? result.right.map(({ text: sql, values }) => [sql.replaceAll(/\s+/g, ' '), ...values])
      : result.left.map((error) => [describeCompileError(error)])
  }

const problems = (plan: unknown): ReadonlyArray<string> =>
  compiled(postgres)(plan as Plan<unknown>).map(([line]) => line)

const kinds = (log: ReadonlyArray<LogEvent>): ReadonlyArray<string> =>
  log.map(({ text: sql }) => sql.split(/\s/)[0] ?? '')

const userAddresses = oneToMany(users, addresses)
const userPosts = oneToMany(users, posts)
const postComments = oneToMany(posts, comments)
const commentAuthor = manyToOne(comments, users)
const postAuthor = manyToOne(posts, users)

// -------------------------------------------------------------------------------------
// one statement for each table
// -------------------------------------------------------------------------------------

const jack = insertGraph(users, { addresses: userAddresses })([
  { name: 'jack', addresses: [{ email: 'jack@google.com' }, { email: 'j25@yahoo.com' }] },
  { name: 'ed' },
])

test('a plan tells which statements it sends, and what they take from each other', () => {
  const [first, second, ...others] = compiled(postgres)(jack)
  assert.is(first?.[0].replace(/ returning .*/, ''), 'insert into "users" ("name") values ($1), ($2)')
  assert.equal(second?.slice(0, 1), [
    'insert into "addresses" ("email", "userId") values ($1, $2), ($3, $4) returning "addresses"."id", "addresses"."email", "addresses"."userId"',
  ])
  const key = { step: 0, row: 0, column: 'id' }
  assert.equal(
    second?.slice(1).map((value) => (typeof value === 'string' ? value : { ...(value as object) })),
    ['jack@google.com', key, 'j25@yahoo.com', key],
  )
  assert.equal(others, [])
  assert.is(compiled(sqlite)(jack).length, 2)
})

onEach(
  test,
  'the rows come back with their keys, nested as they were put in',
  { portable: true },
  async (db, _, log) => {
    await createBlog(db)
    log.length = 0
    const rows = expectRight(await runPlan(jack)(db)())
    assert.equal(kinds(log), ['begin', 'insert', 'insert', 'commit'])
    assert.equal(
      rows.map(({ id, name, state, addresses: mail }) => ({ id, name, state, mail })),
      [
        {
          id: 1,
          name: 'jack',
          state: 'new',
          mail: [
            { id: 1, email: 'jack@google.com', userId: 1 },
            { id: 2, email: 'j25@yahoo.com', userId: 1 },
          ],
        },
        { id: 2, name: 'ed', state: 'new', mail: [] },
      ],
    )
    // a plan is a value: it can run again, and fails here by the names
    assert.is(expectLeft(await runPlan(jack)(db)())._tag, 'UniqueViolation')
  },
)

onEach(test, 'what a row points to is inserted before it', { portable: true }, async (db, _, log) => {
  await createBlog(db)
  log.length = 0
  const rows = expectRight(
    await runPlan(
      insertGraph(comments, { post: [manyToOne(comments, posts), { author: postAuthor }] })([
        { text: 'good', post: { title: 'Joins', author: { name: 'jack' } } },
        { text: 'bad', post: { title: 'Nulls', author: { name: 'ed' } } },
      ]),
    )(db)(),
  )
  assert.equal(
    log.map(({ text: sql }) => /into "(\w+)"/.exec(sql)?.[1] ?? sql.split(/\s/)[0]),
    ['begin', 'users', 'posts', 'comments', 'commit'],
  )
  assert.equal(
    rows.map(({ postId, post }) => [postId, post?.id, post?.authorId, post?.author?.name]),
    [
      [1, 1, 1, 'jack'],
      [2, 2, 2, 'ed'],
    ],
  )
})

onEach(test, 'rows of one table from several places are one statement', { portable: true }, async (db, _, log) => {
  await createBlog(db)
  log.length = 0
  const plan = insertGraph(users, { posts: [userPosts, { comments: [postComments, { author: commentAuthor }] }] })([
    rowAs('jack', {
      name: 'jack',
      posts: [
        {
          title: 'Joins',
          comments: [
            { text: 'good', author: { name: 'ed' } },
            { text: 'mine', author: sameRow('jack') },
            { text: 'spam', author: null },
          ],
        },
        { title: 'Nulls', comments: [] },
      ],
    }),
  ])
  const [row] = expectRight(await runPlan(plan)(db)())
  assert.equal(kinds(log), ['begin', 'insert', 'insert', 'insert', 'commit'])
  const [first, second] = row?.posts ?? []
  assert.equal(
    first?.comments.map(({ text: said, authorId, author }) => [said, authorId, author?.name ?? null]),
    [
      ['good', 2, 'ed'],
      ['mine', 1, 'jack'],
      ['spam', null, null],
    ],
  )
  assert.equal(second?.comments, [])
})

onEach(test, 'ten thousand rows are a statement for each table', {}, async (db, _, log) => {
  await createBlog(db)
  log.length = 0
  const many = Array.from({ length: 5_000 }, (_, i) => ({
    name: `user ${i}`,
    addresses: [{ email: `${i}@mail.org` }, { email: `${i}@mail.com` }],
  }))
  const rows = expectRight(await runPlan(insertGraph(users, { addresses: userAddresses })(many))(db)())
  assert.equal(kinds(log), ['begin', 'insert', 'insert', 'commit'])
  for (const at of [0, 2_500, 4_999]) {
    const row = rows[at]
    assert.is(row?.name, `user ${at}`)
    assert.equal(
      row?.addresses.map(({ email, userId }) => [email, userId]),
      [
        [`${at}@mail.org`, row?.id],
        [`${at}@mail.com`, row?.id],
      ],
    )
  }
})

// -------------------------------------------------------------------------------------
// links
// -------------------------------------------------------------------------------------

onEach(
  test,
  'links are inserted after what they link, and a row can be linked twice',
  { portable: true },
  async (db, _, log) => {
    await stockLibrary(db)
    log.length = 0
    const plan = insertGraph(books, { tags: bookTags })([
      { title: 'Windows', tags: [rowAs('frames', { word: 'frames' }), { word: 'rows' }] },
      { title: 'Cursors', tags: [sameRow('frames')] },
    ])
    const rows = expectRight(await runPlan(plan)(db)())
    assert.equal(kinds(log), ['begin', 'insert', 'insert', 'insert', 'commit'])
    assert.equal(
      rows.map(({ id, tags: own }) => [id, own.map(({ id: tag, word }) => [tag, word])]),
      [
        [
          4,
          [
            [4, 'frames'],
            [5, 'rows'],
          ],
        ],
        [5, [[4, 'frames']]],
      ],
    )
  },
)

onEach(test, 'links with columns of their own are rows like others', { portable: true }, async (db) => {
  await stockLibrary(db)
  const bookWritings = oneToMany(books, writings)
  const plan = insertGraph(books, { writings: [bookWritings, { author: manyToOne(writings, authors) }] })([
    {
      title: 'Windows',
      writings: [
        { part: 'all', author: { name: 'dee' } },
        { part: 'index', authorId: 2 },
      ],
    },
  ])
  const [row] = expectRight(await runPlan(plan)(db)())
  assert.equal(
    row?.writings.map(({ bookId, authorId, part, author }) => [bookId, authorId, part, author?.name]),
    [
      [4, 4, 'all', 'dee'],
      [4, 2, 'index', undefined],
    ],
  )
})

// -------------------------------------------------------------------------------------
// rows that need each other
// -------------------------------------------------------------------------------------

const userManager = manyToOne(users, users)
const userReports = oneToMany(users, users)

onEach(
  test,
  'rows of one table are inserted at once, and point to each other by an update',
  { portable: true },
  async (db, _, log) => {
    await createBlog(db)
    log.length = 0
    const plan = insertGraph(users, { reports: [userReports, { manager: userManager }] })([
      { name: 'jack', reports: [{ name: 'ed' }, { name: 'wendy' }] },
      rowAs('mary', { name: 'mary', reports: [sameRow('mary')] }),
    ])
    const rows = expectRight(await runPlan(plan)(db)())
    assert.equal(kinds(log), ['begin', 'insert', 'update', 'commit'])
    assert.equal(
      rows.map(({ id, managerId, reports }) => [id, managerId, reports.map((each) => [each.id, each.managerId])]),
      [
        [
          1,
          null,
          [
            [2, 1],
            [3, 1],
          ],
        ],
        [4, 4, [[4, 4]]],
      ],
    )
    const query = pipe(from(users), orderBy(users.c.id), select({ id: users.c.managerId }))
    assert.equal(
      expectRight(await all(query)(db)()).map(({ id }) => id),
      [null, 1, 1, 4],
    )
  },
)

const nodes = table('nodes', {
  id: primaryKey(integer),
  upId: pipe(
    integer,
    references(() => nodes.c.id),
  ),
})
const below = oneToMany(nodes, nodes)

onEach(test, 'rows of one table whose keys are given need no update', { portable: true }, async (db, _, log) => {
  expectRight(await createAll(metadata([nodes]))(db)())
  log.length = 0
  const plan = insertGraph(nodes, { below })([rowAs('root', { id: 1, below: [sameRow('root'), { id: 2 }, { id: 3 }] })])
  const rows = expectRight(await runPlan(plan)(db)())
  assert.equal(kinds(log), ['insert'])
  assert.equal(rows, [
    {
      id: 1,
      upId: 1,
      below: [
        { id: 1, upId: 1 },
        { id: 2, upId: 1 },
        { id: 3, upId: 1 },
      ],
    },
  ])
})

onEach(test, 'a part of a primary key that is not given is the parent’s', { portable: true }, async (db) => {
  await stockLibrary(db)
  const plan = insertGraph(folders, { folders: subfolders })([
    {
      accountId: 7,
      id: 1,
      name: 'top',
      folders: [
        { id: 2, name: 'a' },
        { accountId: 7, id: 3, name: 'b' },
      ] as never,
    },
  ])
  const [row] = expectRight(await runPlan(plan)(db)())
  assert.equal(
    row?.folders.map(({ accountId, id, parentId }) => [accountId, id, parentId]),
    [
      [7, 2, 1],
      [7, 3, 1],
    ],
  )
})

// ---- trees

const staff = insertTree(userReports, { as: 'reports' })

onEach(test, 'a tree of any depth is an insert and an update', { portable: true }, async (db, _, log) => {
  await createBlog(db)
  log.length = 0
  const plan = staff([
    {
      name: 'jack',
      reports: [{ name: 'ed', reports: [{ name: 'wendy', reports: [{ name: 'mary' }] }] }, { name: 'fred' }],
    },
    { name: 'ann' },
  ])
  const rows = expectRight(await runPlan(plan)(db)())
  assert.equal(kinds(log), ['begin', 'insert', 'update', 'commit'])
  type Named = { readonly name: string; readonly reports: ReadonlyArray<Named> }
  const told = ({ name, reports }: Named): unknown => (reports.length === 0 ? name : [name, ...reports.map(told)])
  assert.equal(rows.map(told), [['jack', ['ed', ['wendy', 'mary']], 'fred'], 'ann'])
  const query = pipe(from(users), orderBy(users.c.id), select({ name: users.c.name, up: users.c.managerId }))
  const stored = expectRight(await all(query)(db)())
  const names = new Map(
    rows.flatMap(function flat(row): ReadonlyArray<readonly [number, string]> {
      return [[row.id, row.name], ...row.reports.flatMap(flat)]
    }),
  )
  assert.equal(
    stored.map(({ name, up }) => [name, up === null ? null : names.get(up)]),
    [
      ['jack', null],
      ['ed', 'jack'],
      ['wendy', 'ed'],
      ['mary', 'wendy'],
      ['fred', 'jack'],
      ['ann', null],
    ],
  )
})

const chain = (depth: number): { readonly name: string; readonly reports: ReadonlyArray<never> } => {
  let row = { name: `${depth}`, reports: [] as ReadonlyArray<never> }
  for (let i = depth - 1; i > 0; i--) row = { name: `${i}`, reports: [row as never] }
  return row
}

onEach(test, 'a chain of twenty thousand rows is no other', {}, async (db) => {
  await createBlog(db)
  const [root] = expectRight(await runPlan(staff([chain(20_000)]))(db)())
  assert.is(root?.reports[0]?.reports[0]?.name, '3')
  const query = pipe(from(users), select({ name: users.c.name, up: users.c.managerId, id: users.c.id }))
  const stored = expectRight(await all(query)(db)())
  assert.is(stored.length, 20_000)
  const ids = new Map(stored.map(({ id, name }) => [id, Number(name)]))
  assert.ok(stored.every(({ name, up }) => (up === null ? 0 : ids.get(up)) === Number(name) - 1))
})

// ---- keys that share columns

const teams = table('teams', { club: primaryKey(integer), id: primaryKey(integer) })
const players = table('players', { club: primaryKey(integer), id: primaryKey(integer) })
const squads = table('squads', { club: integer, teamId: integer, playerId: integer }, (s) => [
  primaryKeyOn([s.club, s.teamId, s.playerId]),
  foreignKeyOn([s.club, s.teamId], () => [teams.c.club, teams.c.id]),
  foreignKeyOn([s.club, s.playerId], () => [players.c.club, players.c.id]),
])

onEach(test, 'links fill a column that both of their ends share once', { portable: true }, async (db) => {
  expectRight(await createAll(metadata([teams, players, squads]))(db)())
  const loosely = insertGraph as unknown as (t: unknown, b: unknown) => (rows: unknown) => Plan<ReadonlyArray<unknown>>
  const teamPlayers = manyToMany(teams, players, { by: squads })
  const made = loosely(teams, { players: teamPlayers })([
    {
      club: 1,
      id: 1,
      players: [
        { club: 1, id: 1 },
        { club: 1, id: 2 },
      ],
    },
  ])
  expectRight(await runPlan(made)(db)())
  const query = pipe(from(squads), orderBy(squads.c.playerId), select(squads))
  assert.equal(expectRight(await all(query)(db)()), [
    { club: 1, teamId: 1, playerId: 1 },
    { club: 1, teamId: 1, playerId: 2 },
  ])
})

onEach(test, 'a column of a foreign key that is given as it would be filled is no contradiction', {}, async (db) => {
  expectRight(await createAll(metadata([teams, players, squads]))(db)())
  const plan = insertGraph(teams, { squads: oneToMany(teams, squads) })([
    { club: 1, id: 1, squads: [] },
    { club: 2, id: 1, squads: [{ club: 2, teamId: 1, playerId: 1 }] },
  ])
  assert.is(expectLeft(await runPlan(plan)(db)())._tag, 'ForeignKeyViolation')
  assert.equal(problems(plan).length, 2)
  const other = insertGraph(teams, { squads: oneToMany(teams, squads) })([
    { club: 2, id: 1, squads: [{ club: 3, teamId: 1, playerId: 1 }] },
  ])
  assert.equal(problems(other), [
    'the relation from teams to squads fills squads.club, which is given already: leave the column out, or the branch',
  ])
})

// -------------------------------------------------------------------------------------
// refusals
// -------------------------------------------------------------------------------------

const eggs = table('eggs', { id: primaryKey(serial), henId: foreignKey(() => hens.c.id as never) })
const hens: ReturnType<typeof henTable> = henTable()
function henTable() {
  return table('hens', {
    id: primaryKey(serial),
    eggId: pipe(
      integer,
      references(() => eggs.c.id),
    ),
  })
}

test('a cycle of rows that need each other is told, with the columns that would have to be null', () => {
  const plan = insertGraph(hens, { eggs: oneToMany(hens, eggs), egg: manyToOne(hens, eggs) })([
    { eggs: [rowAs('first', {})], egg: sameRow('first') },
  ])
  assert.equal(problems(plan), [
    'the relation from hens to eggs in insertGraph is part of a cycle of rows that need each other: hens.eggId, eggs.henId may not be null: make one of the columns nullable (and give its table a primary key), or leave the branch out and link the rows afterwards',
  ])
})

const graph = insertGraph as unknown as (t: unknown, b: unknown) => (rows: unknown) => unknown

test('what is not a graph is told', () => {
  const nested = graph(users, { addresses: userAddresses })
  const email = 'jack@mail.org'
  assert.equal(problems(nested([{ name: 'jack', addresses: [{ email, userId: 7 }] }])), [
    'the relation from users to addresses fills addresses.userId, which is given already: leave the column out, or the branch',
  ])
  assert.equal(problems(nested([{ name: 'jack', addresses: { email } }])), [
    'the value of addresses in insertGraph is no row, and no array of rows: give objects of columns, or rowAs and sameRow',
  ])
  assert.equal(problems(nested([{ name: 'jack', addresses: [sameRow('a')] }])), [
    'the name "a" in the relation from users to addresses is of no row: give rowAs("a", { … }) where the row of addresses is',
  ])
  assert.equal(problems(nested([rowAs('a', { name: 'jack', addresses: [sameRow('a')] })])), [
    'the name "a" in the relation from users to addresses is of a row of users: give rowAs("a", { … }) where the row of addresses is',
  ])
  assert.equal(problems(nested([rowAs('a', { name: 'jack' }), rowAs('a', { name: 'ed' })])), [
    'the name "a" is of two rows: call one otherwise',
  ])
  assert.equal(problems(nested([{ name: 'jack', emails: [] }])).slice(0, 1), [
    'users has no column "emails": its columns are id, name, fullname, age, score, state, managerId',
  ])
  assert.equal(problems(nested([3])), [
    'a row of insertGraph is no row, and no array of rows: give objects of columns, or rowAs and sameRow',
  ])
  assert.equal(problems(nested({ name: 'jack' })), ['the rows of insertGraph are no array: give an array of rows'])
  assert.equal(problems(graph(users, { name: userAddresses })([{ name: 'jack' }])), [
    'the branch name of insertGraph is a column of users: give it another key',
  ])
  assert.equal(problems(graph(users, { comments: postComments })([{ name: 'jack' }])), [
    'the relation from posts to comments is nested in a row of users: nest relations that start from the table',
  ])
  assert.equal(problems(graph(users, { addresses: viewOnly(userAddresses) })([{ name: 'jack' }])), [
    'the relation from users to addresses is for reading only: write by a relation of a foreign key or an association',
  ])
  assert.equal(problems(graph(users, { addresses: 3 })([{ name: 'jack' }])), [
    'the branch addresses of insertGraph is no relation: give one, or [relation, { … }]',
  ])
  assert.equal(problems(graph('users', {})([{ name: 'jack' }])), [
    'the table of insertGraph is not a table: give a table',
  ])
})

test('a foreign key that nothing fills in is told', () => {
  assert.equal(problems(insertGraph(posts, { author: postAuthor })([{ title: 'Joins' }])), [
    'a row of posts in insertGraph lacks authorId: give it, or nest the row with what it points to',
  ])
  assert.equal(problems(insertGraph(posts, { author: postAuthor })([{ title: 'Joins', authorId: 1 }])).length, 1)
})

test('a row has one parent', () => {
  const two = graph(users, { addresses: userAddresses })([
    { name: 'jack', addresses: [rowAs('a', { email: 'x' })] },
    { name: 'ed', addresses: [sameRow('a')] },
  ])
  assert.equal(problems(two), [
    'the relation from users to addresses fills addresses.userId, which is given already: leave the column out, or the branch',
  ])
})

test('links that must be given columns are not made by themselves', () => {
  assert.equal(problems(graph(books, { authors: bookAuthors })([{ title: 'x', authors: [{ name: 'ann' }] }])), [
    'the relation from books to authors is by writings, whose part must be given: nest the rows of writings, and in them what they point to',
  ])
})

onEach(test, 'what fails leaves nothing', { portable: true }, async (db) => {
  await createBlog(db)
  const plan = insertGraph(users, { addresses: userAddresses })([
    { name: 'jack', addresses: [{ email: null as never }] },
  ])
  assert.is(expectLeft(await runPlan(plan)(db)())._tag, 'NotNullViolation')
  assert.equal(expectRight(await all(pipe(from(users), select({ id: users.c.id })))(db)()), [])
})

onEach(test, 'an insert that a trigger leaves out is told, and leaves nothing', {}, async (db) => {
  await createBlog(db)
  for (const sql of [
    `create function skipping() returns trigger language plpgsql as 'begin if new.name = ''ed'' then return null; end if; return new; end'`,
    `create trigger skips before insert on users for each row execute function skipping()`,
  ]) {
    await sendSql(db, sql)
  }
  const plan = insertGraph(users, { addresses: userAddresses })([
    { name: 'ed', addresses: [{ email: 'ed@mail.org' }] },
    { name: 'jack', addresses: [{ email: 'jack@mail.org' }] },
  ])
  const error = expectLeft(await runPlan(plan)(db)())
  assert.is(
    error._tag === 'Undecodable' && error.reason,
    'statement 1 of the plan gave back 1 rows, and row 2 is used by a later one',
  )
  const alone = expectLeft(await runPlan(insertGraph(users, {})([{ name: 'ed' }, { name: 'jack' }]))(db)())
  assert.is(
    alone._tag === 'Undecodable' && alone.reason,
    'the insert into users gave back 1 rows for 2: does a trigger leave some out?',
  )
  assert.equal(expectRight(await all(pipe(from(addresses), select({ id: addresses.c.id })))(db)()), [])
})

onEach(test, 'no rows are nothing to do', { portable: true }, async (db, _, log) => {
  await createBlog(db)
  log.length = 0
  assert.equal(expectRight(await runPlan(insertGraph(users, { addresses: userAddresses })([]))(db)()), [])
  assert.equal(log, [])
})

test.run()
