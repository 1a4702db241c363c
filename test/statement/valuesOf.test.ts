import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as typed from '../../lib/index.js'
import {
  all,
  cte,
  desc,
  doNothing,
  doublePrecision,
  eq,
  execute,
  exists,
  from,
  innerJoin,
  inQuery,
  insertFrom,
  insertInto,
  integer,
  leftJoin,
  limit,
  mul,
  nullable,
  numeric,
  offset,
  onConflict,
  orderBy,
  orderByOutput,
  scalar,
  select,
  subquery,
  text,
  timestamptz,
  union,
  unionAll,
  upper,
  valuesOf,
  where,
} from '../../lib/index.js'
import { comments, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('valuesOf')

const js: any = typed
const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const tagged = valuesOf({ id: integer, tag: nullable(text) }, [{ id: 1, tag: 'a' }, { id: 2 }, { id: 3, tag: null }])

// -------------------------------------------------------------------------------------
// queries
// -------------------------------------------------------------------------------------

test('the first row says the types of the columns', () => {
  inPostgres(tagged, 'values ($1::integer, $2::text), ($3, $4), ($5, $6)', [1, 'a', 2, null, 3, null])
  inSqlite(tagged, 'values (?, ?), (?, ?), (?, ?)', [1, 'a', 2, null, 3, null])
})

const newest = pipe(
  tagged,
  orderByOutput((row) => [desc(row.id)]),
  limit(2),
  offset(1),
)

test('rows that are written out have an order and a limit', () => {
  inPostgres(newest, 'values ($1::integer, $2::text), ($3, $4), ($5, $6)\norder by 1 desc\nlimit $7\noffset $8', [
    1,
    'a',
    2,
    null,
    3,
    null,
    2,
    1,
  ])
  inSqlite(
    newest,
    `
    select * from (
      values (?, ?), (?, ?), (?, ?)
    )
    order by 1 desc
    limit ?
    offset ?
    `,
    [1, 'a', 2, null, 3, null, 2, 1],
  )
})

onEach(test, 'rows come back under their keys', { portable: true }, async (db) => {
  assert.equal(expectRight(await all(tagged)(db)()), [
    { id: 1, tag: 'a' },
    { id: 2, tag: null },
    { id: 3, tag: null },
  ])
  assert.equal(
    expectRight(await all(newest)(db)()).map(({ id }) => id),
    [2, 1],
  )
})

onEach(test, 'values of all kinds come back as they went', {}, async (db) => {
  const at = new Date('2026-11-22T13:30:00.123Z')
  const rows = [
    { n: 1, f: 1.5, d: '12.50', at, tags: null },
    { n: 2, f: 1e300, d: '0.00001', at, tags: { a: ['x'] } },
  ]
  const columns = {
    n: integer,
    f: doublePrecision,
    d: numeric(),
    at: timestamptz,
    tags: nullable(typed.jsonb<{ readonly a: ReadonlyArray<string> }>()),
  }
  assert.equal(expectRight(await all(valuesOf(columns, rows))(db)()), rows)
})

// -------------------------------------------------------------------------------------
// in other queries
// -------------------------------------------------------------------------------------

const v = pipe(tagged, subquery('v'))
const joined = pipe(
  from(users),
  innerJoin(v, eq(v.c.id, users.c.id)),
  orderBy(users.c.id),
  select({ name: users.c.name, tag: v.c.tag }),
)

test('in FROM they get their names', () => {
  inPostgres(
    joined,
    `
    select "users"."name", "v"."tag"
    from "users"
    inner join (
      values ($1::integer, $2::text), ($3, $4), ($5, $6)
    ) as "v" ("id", "tag") on "v"."id" = "users"."id"
    order by "users"."id"
    `,
    [1, 'a', 2, null, 3, null],
  )
  inSqlite(
    joined,
    `
    select "users"."name", "v"."tag"
    from "users"
    inner join (select column1 as "id", column2 as "tag" from (
      values (?, ?), (?, ?), (?, ?)
    )) as "v" on "v"."id" = "users"."id"
    order by "users"."id"
    `,
    [1, 'a', 2, null, 3, null],
  )
})

const w = pipe(tagged, cte('w'))
const twice = pipe(from(w), innerJoin(users, eq(users.c.id, w.c.id)), select({ name: users.c.name, tag: w.c.tag }))

test('as a common table expression too', () => {
  const text = (values: string) => `
    with "w" ("id", "tag") as (
      values ${values}
    )
    select "users"."name", "w"."tag"
    from "w"
    inner join "users" on "users"."id" = "w"."id"
  `
  inPostgres(twice, text('($1::integer, $2::text), ($3, $4), ($5, $6)'), [1, 'a', 2, null, 3, null])
  inSqlite(twice, text('(?, ?), (?, ?), (?, ?)'), [1, 'a', 2, null, 3, null])
})

const more = pipe(
  valuesOf({ id: integer, tag: nullable(text) }, [{ id: 7 }]),
  unionAll(pipe(from(users), where(eq(users.c.name, 'jack')), select({ id: users.c.id, tag: users.c.fullname }))),
  orderByOutput((row) => [row.id]),
)

test('on the left of a union they name its columns', () => {
  inPostgres(
    more,
    `
    values ($1::integer, $2::text)
    union all
    select "users"."id", "users"."fullname" as "tag"
    from "users"
    where "users"."name" = $3
    order by 1
    `,
    [7, null, 'jack'],
  )
})

test('an operand with a limit of its own stands in parentheses', () => {
  inPostgres(
    pipe(tagged, limit(1), union(pipe(tagged, limit(2)))),
    `
    (
      values ($1::integer, $2::text), ($3, $4), ($5, $6)
      limit $7
    )
    union
    (
      values ($8::integer, $9::text), ($10, $11), ($12, $13)
      limit $14
    )
    `,
    [1, 'a', 2, null, 3, null, 1, 1, 'a', 2, null, 3, null, 2],
  )
})

onEach(test, 'they are read wherever a query is', { portable: true }, async (db) => {
  await seed(db)
  const rows = [
    { name: 'jack', tag: 'a' },
    { name: 'ed', tag: null },
    { name: 'wendy', tag: null },
  ]
  assert.equal(expectRight(await all(joined)(db)()), rows)
  assert.equal(expectRight(await all(twice)(db)()), rows)
  assert.equal(expectRight(await all(more)(db)()), [
    { id: 1, tag: 'Jack Jones' },
    { id: 7, tag: null },
  ])
  const ids = pipe(valuesOf({ id: integer }, [{ id: 2 }, { id: 9 }]))
  const found = pipe(from(users), where(inQuery(users.c.id, ids)), select({ name: users.c.name }))
  assert.equal(expectRight(await all(found)(db)()), [{ name: 'ed' }])
  const asked = pipe(from(users), where(exists(ids)), limit(1), select({ first: scalar(pipe(ids, limit(1))) }))
  assert.equal(expectRight(await all(asked)(db)()), [{ first: 2 }])
})

onEach(test, 'rows that are written out are inserted', { portable: true }, async (db) => {
  await seed(db)
  const insert = pipe(
    insertInto(comments),
    insertFrom(
      valuesOf({ id: integer, postId: integer, text }, [
        { id: 1, postId: 1, text: 'x' },
        { id: 10, postId: 2, text: 'y' },
      ]),
    ),
    onConflict(comments.c.id, doNothing),
  )
  assert.equal(expectRight(await execute(insert)(db)()), 1)
  const both = pipe(
    valuesOf({ id: integer, postId: integer, text }, [{ id: 11, postId: 1, text: 'z' }]),
    unionAll(pipe(from(posts), select({ id: mul(posts.c.id, 100), postId: posts.c.id, text: posts.c.title }))),
  )
  assert.equal(
    expectRight(
      await execute(pipe(insertInto(comments), insertFrom(both), onConflict(comments.c.id, doNothing)))(db)(),
    ),
    4,
  )
})

// -------------------------------------------------------------------------------------
// expressions
// -------------------------------------------------------------------------------------

const spoken = pipe(
  from(users),
  where(eq(users.c.id, 1)),
  select({
    loud: scalar(
      pipe(
        valuesOf({ x: text }, [{ x: 'a' }, { x: upper(users.c.name) }]),
        orderByOutput((row) => [row.x]),
        limit(1),
      ),
    ),
  }),
)

test('a cell may read the query around it', () => {
  inPostgres(
    spoken,
    `
    select (
      values ($1::text), (upper("users"."name"))
      order by 1
      limit $2
    ) as "loud"
    from "users"
    where "users"."id" = $3
    `,
    ['a', 1, 1],
  )
})

test('an expression of another type in the first row is converted', () => {
  inPostgres(
    valuesOf({ n: doublePrecision }, [{ n: typed.value(integer, 1) }, { n: 2.5 }]),
    'values ($1::integer::double precision), ($2)',
    [1, 2.5],
  )
})

onEach(test, 'expressions are cells like values', { portable: true }, async (db) => {
  await seed(db)
  assert.ok(['JACK', 'a'].includes(String(expectRight(await all(spoken)(db)())[0]?.loud)))
  const mixed = valuesOf({ n: doublePrecision }, [{ n: typed.value(integer, 1) }, { n: 2.5 }])
  assert.equal(expectRight(await all(mixed)(db)()), [{ n: 1 }, { n: 2.5 }])
})

// -------------------------------------------------------------------------------------
// outer joins
// -------------------------------------------------------------------------------------

onEach(test, 'a row of nulls is there, and one that was not found is not', { portable: true }, async (db) => {
  await seed(db)
  const maybe = pipe(valuesOf({ a: nullable(text), b: nullable(integer) }, [{}]), subquery('maybe'))
  const rows = async (on: typed.Condition<'users'>) => {
    const query = pipe(from(users), where(eq(users.c.id, 1)), leftJoin(maybe, on), select({ maybe }))
    return expectRight(await all(query)(db)())
  }
  assert.equal(await rows(eq(users.c.id, 1)), [{ maybe: { a: null, b: null } }])
  assert.equal(await rows(eq(users.c.id, 2)), [{ maybe: null }])
})

// -------------------------------------------------------------------------------------
// what is refused
// -------------------------------------------------------------------------------------

for (const [what, made, problem] of [
  [
    'no row',
    () => js.valuesOf({ id: integer }, []),
    'the rows of valuesOf are none: give at least one, and do not run the statement when there is none',
  ],
  [
    'rows that are no array',
    () => js.valuesOf({ id: integer }, { id: 1 }),
    'the rows of valuesOf are none: give at least one, and do not run the statement when there is none',
  ],
  [
    'a row that is no object',
    () => js.valuesOf({ id: integer }, [[1]]),
    'a row of valuesOf is not an object: give valuesOf({ id: integer }, [{ id: 1 }])',
  ],
  [
    'a key that is no column',
    () => js.valuesOf({ id: integer }, [{ id: 1, x: 2 }]),
    'valuesOf has no column "x": its columns are id',
  ],
  [
    'a missing value',
    () => js.valuesOf({ id: integer, t: text }, [{ id: 1 }]),
    'the value of t in valuesOf is missing: give it, or say that it is nullable',
  ],
  [
    'a null where none belongs',
    () => js.valuesOf({ id: integer }, [{ id: null }]),
    'the value of id in valuesOf is missing: give it, or say that it is nullable',
  ],
  [
    'a default',
    () => js.valuesOf({ id: integer }, [{ id: js.default_ }]),
    'the value of id in valuesOf is the default of no column: give a value',
  ],
  [
    'a table as a cell',
    () => js.valuesOf({ id: integer }, [{ id: users }]),
    'the value of id in valuesOf is not an expression: give a column, or value(type, it) for a bound value',
  ],
  [
    'no columns',
    () => js.valuesOf({}, [{}]),
    'the columns of valuesOf are not an object of column types: give valuesOf({ id: integer, name: text }, rows)',
  ],
  [
    'columns that are no types',
    () => js.valuesOf({ id: 'integer' }, [{ id: 1 }]),
    'the columns of valuesOf are not an object of column types: give valuesOf({ id: integer, name: text }, rows)',
  ],
] as const) {
  test(`${what} is refused`, () => {
    assert.equal(problemsOf(postgres)(made()).map(describeCompileError), [problem])
  })
}

test('a hostile key of a row is no column', () => {
  const row = JSON.parse('{ "id": 1, "__proto__": { "x": 1 } }')
  assert.equal(problemsOf(postgres)(js.valuesOf({ id: integer }, [row])).length, 1)
})

test.run()
