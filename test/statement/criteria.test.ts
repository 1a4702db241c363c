import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import type { AnyStatement } from '../../lib/ast/Scope.js'
import type { Database } from '../../lib/exec/Connection.js'
import * as typed from '../../lib/index.js'
import {
  alias,
  all,
  and,
  boolean,
  count,
  createTable,
  crossJoin,
  cte,
  defaultTo,
  deleteFrom,
  doUpdate,
  eq,
  everyRow,
  execute,
  exists,
  from,
  fullJoin,
  innerJoin,
  inQuery,
  insertFrom,
  insertInto,
  integer,
  isNull,
  leftJoin,
  mergeInto,
  mergeUsing,
  not,
  nullable,
  onConflict,
  orderBy,
  primaryKey,
  raw,
  rightJoin,
  SQL,
  scalar,
  select,
  set,
  snakeCase,
  subquery,
  table,
  text,
  thenDelete,
  thenInsert,
  thenUpdate,
  union,
  update,
  updateFrom,
  using,
  values,
  whenMatched,
  whenNotMatched,
  whenNotMatchedBySource,
  where,
  withCriteria,
} from '../../lib/index.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'
import { random, seedNumber } from '../support/random.js'

const test = suite('criteria')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const notes = table(
  'notes',
  snakeCase({
    id: primaryKey(integer),
    title: text,
    bookId: nullable(integer),
    isGone: pipe(boolean, defaultTo(false)),
  }),
)
const books = table('books', { id: primaryKey(integer), name: text })

const kept = withCriteria(notes, (n) => not(n.c.isGone))

// -------------------------------------------------------------------------------------
// selects
// -------------------------------------------------------------------------------------

const titled = pipe(from(notes), where(eq(notes.c.title, 'x')), select({ id: notes.c.id }))

test('a condition is added where a table is read, under whatever name', () => {
  inPostgres(
    pipe(titled, kept),
    'select "notes"."id"\nfrom "notes"\nwhere "notes"."title" = $1 and not "notes"."is_gone"',
    ['x'],
  )
  const n = alias(notes, 'n')
  inPostgres(
    pipe(from(n), select({ id: n.c.id }), kept),
    'select "n"."id"\nfrom "notes" as "n"\nwhere not "n"."is_gone"',
  )
  const others = pipe(from(books), select({ id: books.c.id }))
  assert.is(pipe(others, kept), others)
})

const onBook = eq(notes.c.bookId, books.c.id)

test('the condition on what is joined goes into the join', () => {
  inPostgres(
    pipe(from(books), leftJoin(notes, onBook), select({ name: books.c.name, title: notes.c.title }), kept),
    `
    select "books"."name", "notes"."title"
    from "books"
    left join "notes" on "notes"."book_id" = "books"."id" and not "notes"."is_gone"
    `,
  )
  inPostgres(
    pipe(from(notes), rightJoin(books, onBook), select({ name: books.c.name, title: notes.c.title }), kept),
    `
    select "books"."name", "notes"."title"
    from "notes"
    right join "books" on "notes"."book_id" = "books"."id" and not "notes"."is_gone"
    `,
  )
  inPostgres(
    pipe(from(books), crossJoin(notes), select({ title: notes.c.title }), kept),
    `
    select "notes"."title"
    from "books"
    cross join "notes"
    where not "notes"."is_gone"
    `,
  )
})

test('what a full join keeps is kept out by a query', () => {
  inPostgres(
    pipe(from(notes), fullJoin(books, onBook), select({ title: notes.c.title }), kept),
    `
    select "notes"."title"
    from (
      select "notes"."id", "notes"."title", "notes"."book_id", "notes"."is_gone"
      from "notes"
      where not "notes"."is_gone"
    ) as "notes"
    full join "books" on "notes"."book_id" = "books"."id"
    `,
  )
})

test('subqueries, set operations and common table expressions are reached', () => {
  const own = pipe(from(notes), where(onBook))
  const recent = pipe(from(notes), select({ id: notes.c.id }), cte('recent'))
  const derived = pipe(from(notes), select({ id: notes.c.id }), subquery('derived'))
  const deep = pipe(
    from(books),
    innerJoin(recent, eq(recent.c.id, books.c.id)),
    innerJoin(derived, eq(derived.c.id, books.c.id)),
    where(and(exists(own), inQuery(books.c.id, pipe(own, select({ id: notes.c.id }))))),
    select({ n: scalar(pipe(own, select({ n: count() }))), it: books.c.name }),
    union(pipe(from(notes), select({ n: notes.c.bookId, it: notes.c.title }))),
  )
  const { text } = compiled(pipe(deep, kept))
  assert.is(text.match(/"notes"\n/g)?.length, 6)
  assert.is(text.match(/not "notes"."is_gone"/g)?.length, 6)
})

const compiled = (statement: Branded) => {
  const result = typed.compile(postgres)(statement as never)
  return result._tag === 'Right' ? result.right : (assert.unreachable() as never)
}

// -------------------------------------------------------------------------------------
// writes
// -------------------------------------------------------------------------------------

test('a change reaches only what meets the condition', () => {
  inPostgres(
    pipe(update(notes), set({ title: 'y' }), where(eq(notes.c.id, 1)), kept),
    'update "notes"\nset "title" = $1\nwhere "notes"."id" = $2 and not "notes"."is_gone"',
    ['y', 1],
  )
  inPostgres(pipe(deleteFrom(notes), everyRow, kept), 'delete from "notes"\nwhere not "notes"."is_gone"')
  inPostgres(
    pipe(update(books), set({ name: notes.c.title }), updateFrom(notes), where(onBook), kept),
    `
    update "books"
    set "name" = "notes"."title"
    from "notes"
    where "notes"."book_id" = "books"."id" and not "notes"."is_gone"
    `,
  )
  inPostgres(
    pipe(deleteFrom(books), using(notes), where(onBook), kept),
    'delete from "books"\nusing "notes"\nwhere "notes"."book_id" = "books"."id" and not "notes"."is_gone"',
  )
})

test('a change that is not guarded is not guarded by the condition', () => {
  says(
    pipe(update(notes), set({ title: 'y' }), kept),
    'this update would change every row of notes: add where(...), or everyRow to say that it should',
  )
})

test('an insert reads the row that it conflicts with', () => {
  inPostgres(
    pipe(
      insertInto(notes),
      values({ id: 1, title: 'x' }),
      onConflict(
        notes.c.id,
        doUpdate((excluded) => ({ title: excluded.title })),
      ),
      kept,
    ),
    `
    insert into "notes" ("id", "title")
    values ($1, $2)
    on conflict ("id") do update set "title" = "excluded"."title"
    where not "notes"."is_gone"
    `,
    [1, 'x'],
  )
  inPostgres(
    pipe(insertInto(books), insertFrom(pipe(from(notes), select({ id: notes.c.id, name: notes.c.title }))), kept),
    `
    insert into "books" ("id", "name")
    select "notes"."id", "notes"."title" as "name"
    from "notes"
    where not "notes"."is_gone"
    `,
  )
})

test('a merge neither matches nor misses what does not meet the condition', () => {
  inPostgres(
    pipe(
      mergeInto(notes),
      mergeUsing(books, onBook),
      whenMatched(thenUpdate({ title: books.c.name })),
      whenNotMatchedBySource(thenDelete),
      kept,
    ),
    `
    merge into "notes"
    using "books" on "notes"."book_id" = "books"."id" and not "notes"."is_gone"
    when matched then update set "title" = "books"."name"
    when not matched by source and not "notes"."is_gone" then delete
    `,
  )
  inPostgres(
    pipe(
      mergeInto(books),
      mergeUsing(notes, onBook),
      whenNotMatched(thenInsert({ id: notes.c.id, name: notes.c.title })),
      kept,
    ),
    `
    merge into "books"
    using (
      select "notes"."id", "notes"."title", "notes"."book_id", "notes"."is_gone"
      from "notes"
      where not "notes"."is_gone"
    ) as "notes" on "notes"."book_id" = "books"."id"
    when not matched then insert ("id", "name") values ("notes"."id", "notes"."title")
    `,
  )
})

// -------------------------------------------------------------------------------------
// as if the rows were not there
// -------------------------------------------------------------------------------------

const rows = [
  { id: 1, title: 'a', bookId: 1, isGone: false },
  { id: 2, title: 'b', bookId: 1, isGone: true },
  { id: 3, title: 'c', bookId: 2, isGone: true },
  { id: 4, title: 'd', bookId: null, isGone: false },
  { id: 5, title: 'e', bookId: null, isGone: true },
  { id: 6, title: 'f', bookId: 9, isGone: true },
]

const seed = async (db: Database, given: typeof rows): Promise<void> => {
  expectRight(await execute(createTable(notes))(db)())
  expectRight(await execute(createTable(books))(db)())
  expectRight(await execute(pipe(insertInto(notes), values(given)))(db)())
  const all = [1, 2, 3].map((id) => ({ id, name: `b${id}` }))
  expectRight(await execute(pipe(insertInto(books), values(all)))(db)())
}

const m = alias(notes, 'm')
const b = alias(books, 'b')

/** Joins of notes and books, each by one of the kinds. */
const joinings = () => {
  const { below, pick } = random(seedNumber)
  const joins: ReadonlyArray<(source: any, on: any) => any> = [innerJoin, leftJoin, rightJoin, fullJoin]
  return Array.from({ length: 40 }, () => {
    const sources = [notes, books, m, b].map((source) => ({ source, at: below(100) })).sort((x, y) => x.at - y.at)
    const [first, ...others] = sources.map(({ source }) => source)
    const kinds: Array<string> = []
    const joined = others.reduce(
      (query: any, source: any, i) => {
        const join = pick(joins)
        const before = sources.slice(0, i + 1).map((it) => it.source)
        const other = pick(before)
        const key = (it: any) => it.c.bookId ?? it.c.id
        kinds.push(`${join.name} ${source.alias}`)
        return join(source, eq(key(source), key(other)))(query)
      },
      from(first as typeof notes),
    )
    const query = select({ n: notes.c.id, m: m.c.id, b: books.c.id, c: b.c.id } as any)(joined) as any
    return { what: `from ${first?.alias} ${kinds.join(', ')}`, query }
  })
}

const sorted = (found: ReadonlyArray<unknown>) => found.map((row) => JSON.stringify(row)).sort()

onEach(test, 'whatever is joined, it is as if the rows were not there', { portable: true }, async (db) => {
  await seed(db, rows)
  const queries = joinings()
  const results: Array<ReadonlyArray<string>> = []
  for (const { query } of queries) results.push(sorted(expectRight(await all(kept(query) as never)(db)())))
  expectRight(await execute(pipe(deleteFrom(notes), where(notes.c.isGone)))(db)())
  for (const [i, { query, what }] of queries.entries()) {
    assert.equal(results[i], sorted(expectRight(await all(query as never)(db)())), what)
  }
})

onEach(test, 'changes leave alone what does not meet the condition', { portable: true }, async (db) => {
  await seed(db, rows)
  const ids = async () =>
    expectRight(
      await all(pipe(from(notes), orderBy(notes.c.id), select({ id: notes.c.id, title: notes.c.title })))(db)(),
    )
  assert.is(expectRight(await execute(pipe(update(notes), set({ title: 'z' }), everyRow, kept))(db)()), 2)
  assert.is(expectRight(await execute(pipe(deleteFrom(notes), where(isNull(notes.c.bookId)), kept))(db)()), 1)
  assert.equal(
    (await ids()).map(({ id, title }) => `${id}${title}`),
    ['1z', '2b', '3c', '5e', '6f'],
  )
})

// -------------------------------------------------------------------------------------
// what is refused
// -------------------------------------------------------------------------------------

const js: any = typed

const says = (statement: unknown, text: string) =>
  assert.equal(problemsOf(postgres)(statement as Branded).map(describeCompileError), [text])

test('raw SQL that reads the table is refused', () => {
  const query = pipe(from(books), select({ n: raw(integer, SQL`(select count(*) from ${notes})`) }))
  says(
    pipe(query, kept),
    'raw SQL that reads notes cannot be given a condition: say it without raw, or with the condition in it',
  )
  inSqlite(
    pipe(
      query,
      withCriteria(books, (it) => eq(it.c.id, 1)),
    ),
    'select (select count(*) from "notes") as "n"\nfrom "books"\nwhere "books"."id" = ?',
    [1],
  )
})

test('what is no table, no condition or no statement is refused', () => {
  const text =
    'the arguments of withCriteria are not a table and a function: give withCriteria(users, (u) => isNull(u.c.deletedAt))'
  says(js.withCriteria('notes', () => notes.c.isGone)(titled), text)
  says(js.withCriteria(notes, notes.c.isGone)(titled), text)
  says(
    js.withCriteria(notes, () => true)(titled),
    'the condition of withCriteria is not an expression: give a column, or value(type, it) for a bound value',
  )
  says(
    js.withCriteria(notes, () => notes.c.isGone)('x'),
    'what withCriteria was applied to is not a statement: give a query, a write or a table',
  )
  let deep: any = notes.c.isGone
  for (let i = 0; i < 20_000; i++) deep = not(typed.isNull(deep))
  const query: AnyStatement = pipe(from(notes), where(deep), select({ id: notes.c.id }))
  says(
    kept(query),
    'the statement is nested too deeply: give and, or and concat all operands at once, not one inside the other',
  )
})

test.run()
