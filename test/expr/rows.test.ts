import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  add,
  all,
  allFields,
  between,
  betweenSymmetric,
  composite,
  createTable,
  eq,
  eqImage,
  execute,
  field,
  from,
  ge,
  geImage,
  gt,
  gtImage,
  in_,
  inQuery,
  insertInto,
  integer,
  isDistinctFrom,
  isNotDistinctFrom,
  isNotNull,
  isNull,
  leftJoin,
  leImage,
  lt,
  ltImage,
  ne,
  neImage,
  notIn,
  notInQuery,
  null_,
  nullable,
  numeric,
  orderBy,
  primaryKey,
  rawStatement,
  row,
  SQL,
  scalarRow,
  select,
  selectOnly,
  serial,
  snakeCase,
  subquery,
  table,
  text,
  value,
  values,
  where,
  wholeRow,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { expectCases } from '../support/cases.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr, expectSql } from '../support/expectSql.js'

const test = suite('rows')

const { age, fullname, id, managerId, name } = users.c

const written = pipe(from(posts), select({ id: posts.c.authorId, name: posts.c.title }))
const others = pipe(from(users), select({ id: users.c.id, name: users.c.name }), subquery('others'))

expectCases(test, [
  {
    sentence: 'a row is equal to another value by value',
    expr: eq(row(id, name), [2, 'ed']),
    postgres: '("users"."id", "users"."name") = ($1, $2)',
    values: [2, 'ed'],
    yields: [false, true, false],
  },
  {
    sentence: 'a comparison of rows is unknown where a value is null and the others are equal',
    expr: ne(row(name, age), row(name, id)),
    postgres: '("users"."name", "users"."age") <> ("users"."name", "users"."id")',
    yields: [true, true, null],
  },
  {
    sentence: 'a row is less than another if the first values that differ are',
    expr: lt(row(age, id), row(add(age, 0), value(integer, 2))),
    postgres: '("users"."age", "users"."id") < ("users"."age" + $1, $2::integer)',
    values: [0, 2],
    yields: [true, false, null],
  },
  {
    sentence: 'ge of rows, as for a page after the last row of the one before',
    expr: ge(row(name, id), ['jack', 1]),
    postgres: '("users"."name", "users"."id") >= ($1, $2)',
    values: ['jack', 1],
    yields: [true, false, true],
  },
  {
    sentence: 'null is a value like any other to isDistinctFrom',
    expr: isDistinctFrom(row(id, managerId), [1, null]),
    postgres: '("users"."id", "users"."managerId") is distinct from ($1, $2)',
    values: [1, null],
    yields: [false, true, true],
  },
  {
    sentence: 'and to isNotDistinctFrom',
    expr: isNotDistinctFrom(row(id, managerId), row(id, age)),
    postgres: '("users"."id", "users"."managerId") is not distinct from ("users"."id", "users"."age")',
    yields: [false, false, false],
  },
  {
    sentence: 'a row is null if all of its values are',
    expr: isNull(row(fullname, age)),
    postgres: '("users"."fullname", "users"."age") is null',
    sqlite: '("users"."fullname" is null and "users"."age" is null)',
    yields: [false, false, false],
  },
  {
    sentence: 'and not null if none of its values is',
    expr: isNotNull(row(fullname, age)),
    postgres: '("users"."fullname", "users"."age") is not null',
    sqlite: '("users"."fullname" is not null and "users"."age" is not null)',
    yields: [true, false, false],
  },
  {
    sentence: 'a row is between two others',
    expr: between(row(age, id), [25, 0], [31, 0]),
    postgres: '("users"."age", "users"."id") between ($1, $2) and ($3, $4)',
    values: [25, 0, 31, 0],
    yields: [false, true, null],
  },
  {
    sentence: 'a row is in a list of rows',
    expr: in_(row(id, name), [
      [1, 'jack'],
      [2, 'jack'],
    ]),
    postgres: '("users"."id", "users"."name") in (($1, $2), ($3, $4))',
    sqlite: '("users"."id", "users"."name") in (values (?, ?), (?, ?))',
    values: [1, 'jack', 2, 'jack'],
    yields: [true, false, false],
  },
  {
    sentence: 'a list of rows may hold expressions',
    expr: notIn(row(id, name), [row(id, value(text, 'ed')), [3, 'x']]),
    postgres: '("users"."id", "users"."name") not in (("users"."id", $1::text), ($2, $3))',
    sqlite: '("users"."id", "users"."name") not in (values ("users"."id", ?), (?, ?))',
    values: ['ed', 3, 'x'],
    yields: [true, false, true],
  },
])

test('a row of one value says so, for parentheses alone mean nothing', () => {
  expectExpr(postgres)(eq(row(id), [1]), 'row("users"."id") = row($1)', [1])
})

const inPosts = pipe(from(users), where(inQuery(row(id, name), written)), select({ name }))

test('a row is in a query of as many columns', () => {
  const query = `
    select "users"."name"
    from "users"
    where ("users"."id", "users"."name") in (
      select "posts"."author_id" as "id", "posts"."title" as "name"
      from "posts"
    )
    `
  expectSql(postgres)(inPosts, query)
  expectSql(sqlite)(inPosts, query)
})

onEach(test, 'rows are looked for in queries, and compared with one', { portable: true }, async (db) => {
  await seed(db)
  const named = pipe(from(others), where(gt(others.c.id, 1)), select({ id: others.c.id, name: others.c.name }))
  const first = pipe(from(others), where(eq(others.c.id, 1)), select({ id: others.c.id, name: others.c.name }))
  const nobody = pipe(from(others), where(eq(others.c.id, 9)), select({ id: others.c.id, name: others.c.name }))
  const query = pipe(
    from(users),
    orderBy(id),
    select({
      in: inQuery(row(id, name), named),
      not: notInQuery(row(id, name), named),
      first: eq(row(id, name), scalarRow(first, ['id', 'name'])),
      nobody: eq(row(id, name), scalarRow(nobody, ['id', 'name'])),
    }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { in: false, not: true, first: true, nobody: null },
    { in: true, not: false, first: false, nobody: null },
    { in: true, not: false, first: false, nobody: null },
  ])
})

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

onEach(test, 'a row is read as a tuple, and a whole row as an object', {}, async (db) => {
  await seed(db)
  const author = pipe(
    from(users),
    leftJoin(posts, eq(posts.c.authorId, add(id, 1))),
    orderBy(id),
    select({ pair: row(id, fullname, 'x', row(age, true)), post: wholeRow(posts) }),
  )
  const rows = expectRight(await all(author)(db)())
  assert.equal(
    rows.map(({ pair }) => pair),
    [
      [1, 'Jack Jones', 'x', [31, true]],
      [2, null, 'x', [25, true]],
      [3, 'Wendy Williams', 'x', [null, true]],
    ],
  )
  const [found] = rows
  assert.equal(
    { ...found?.post, createdAt: null },
    { id: 3, authorId: 2, title: 'Trees', body: 'a to b', published: true, createdAt: null },
  )
  assert.ok(found?.post?.createdAt instanceof Date)
  assert.is(rows[1]?.post, null)
})

onEach(test, 'a whole row of a subquery has the fields that it selects', {}, async (db) => {
  await seed(db)
  const query = pipe(
    from(others),
    orderBy(others.c.id),
    select({ it: wholeRow(others), same: isNotDistinctFrom(wholeRow(others), wholeRow(others)) }),
  )
  assert.equal(expectRight(await all(query)(db)())[1], { it: { id: 2, name: 'ed' }, same: true })
})

const address = composite('address', { street: text, zip: nullable(integer) })

const people = table(
  'people',
  snakeCase({ id: primaryKey(serial), homeAddress: address, oldAddress: nullable(address) }),
)

test('a field is behind a value in parentheses, by its name in the database', () => {
  expectExpr(postgres)(field(people.c.homeAddress, 'street'), '("people"."home_address")."street"')
  expectExpr(postgres)(field(wholeRow(posts), 'authorId'), '("posts")."author_id"')
  expectExpr(postgres)(field(field(wholeRow(people), 'homeAddress'), 'zip'), '(("people")."home_address")."zip"')
})

onEach(test, 'fields are read, compared and ordered by', {}, async (db) => {
  expectRight(await execute(rawStatement(SQL`create type address as (street text, zip integer)`))(db)())
  expectRight(await execute(createTable(people))(db)())
  const rows = [
    { homeAddress: { street: 'b "x", y', zip: 7 }, oldAddress: null },
    { homeAddress: { street: 'a', zip: null }, oldAddress: { street: 'c', zip: 9 } },
  ]
  expectRight(await execute(pipe(insertInto(people), values(rows)))(db)())
  const street = field(people.c.homeAddress, 'street')
  const query = pipe(
    from(people),
    orderBy(street),
    select({ street, zip: field(people.c.homeAddress, 'zip'), old: field(people.c.oldAddress, 'street') }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { street: 'a', zip: null, old: 'c' },
    { street: 'b "x", y', zip: 7, old: null },
  ])
  const side = pipe(from(people), orderBy(people.c.id), select({ id: people.c.id, ...allFields(people.c.homeAddress) }))
  expectSql(postgres)(
    side,
    `
    select "people"."id", ("people"."home_address")."street", ("people"."home_address")."zip"
    from "people"
    order by "people"."id"
    `,
  )
  assert.equal(expectRight(await all(side)(db)()), [
    { id: 1, street: 'b "x", y', zip: 7 },
    { id: 2, street: 'a', zip: null },
  ])
  const same = eq(people.c.homeAddress, { street: 'a', zip: null })
  const byValue = pipe(from(people), where(same), select({ id: people.c.id }))
  assert.equal(expectRight(await all(byValue)(db)()), [{ id: 2 }])
})

// -------------------------------------------------------------------------------------
// refusals
// -------------------------------------------------------------------------------------

const js: any = joinery

const said = (expr: unknown, dialect = postgres) =>
  problemsOf(dialect)(selectOnly({ it: expr as never })).map(describeCompileError)

test('a list opposite a row has as many values, and none of them is null', () => {
  assert.equal(said(js.eq(row(id, name), [1])), [
    'the right operand of eq is a list of 1: give 2 values, as the row on the left has',
  ])
  const isNull =
    'is null: with NULL the result is NULL: use isNull or isNotNull, or null_(type) if that is what is meant'
  assert.equal(said(js.eq(row(id, name), [1, null])), [`value 2 of the right operand of eq ${isNull}`])
  assert.equal(said(js.in_(row(id, name), [[1, null]])), [`value 2 of the list of in_ ${isNull}`])
})

test('a row needs values of known types', () => {
  assert.equal(said(js.row(id, 1)), [
    'value 2 of row is a number, which is of no one type: say its type with value(type, it)',
  ])
})

test('a query opposite a row has as many columns', () => {
  const one = pipe(from(posts), select({ id: posts.c.id }))
  const three = pipe(from(posts), select({ id: posts.c.id, name: posts.c.title, body: posts.c.body }))
  assert.equal(said(js.inQuery(row(id, name), one)), ['the query of inQuery has 1 column: the row has 2 values'])
  assert.equal(said(js.inQuery(row(id, name), three)), ['the query of inQuery has 3 columns: the row has 2 values'])
  assert.equal(said(js.inQuery(id, three)), ['the query of inQuery has 3 columns: select one'])
  assert.equal(said(js.scalarRow(written, ['name', 'id'])), [
    'the query of scalarRow selects id, name: give its keys, at least two of them, in that order',
  ])
  assert.equal(said(js.scalarRow(one, ['id'])), [
    'the query of scalarRow selects id: give its keys, at least two of them, in that order',
  ])
})

test('what has no fields is refused', () => {
  assert.equal(said(js.field(id, 'x')), [
    'the operand of field has no fields: give a composite value, or wholeRow(table)',
  ])
  assert.equal(said(js.field(wholeRow(others), 'x')), ['the field "x" does not exist: give one of id, name'])
  assert.equal(said(js.field('x', 'x')), [
    'the operand of field is not an expression: give a column, or value(type, it) for a bound value',
  ])
  assert.equal(problemsOf(postgres)(selectOnly(js.allFields(id))).map(describeCompileError), [
    'the operand of field has no fields: give a composite value, or wholeRow(table)',
  ])
  assert.equal(said(js.wholeRow(id)), ['the argument of wholeRow is not a table: give a table, or another source'])
})

test('SQLite compares rows, and has them nowhere else', () => {
  const none = 'sqlite has no row as a value: compare rows with eq, lt and their like, or give the values one by one'
  assert.equal(said(row(id, name), sqlite), [none])
  assert.equal(said(in_(row(id, name), [scalarRow(written, ['id', 'name'])]), sqlite), [none])
  assert.equal(said(eq(row(id), [1]), sqlite), [
    'sqlite has no row of one value: compare the value itself',
    'sqlite has no row of one value: compare the value itself',
  ])
  assert.equal(said(wholeRow(users), sqlite), ['sqlite has no row as a value: select the table, or its columns'])
  assert.equal(said(field(wholeRow(users), 'id'), sqlite), [
    'sqlite has no composite value: keep the values as JSON, or in a table of their own',
  ])
  assert.equal(said(betweenSymmetric(row(id, name), [1, 'a'], [2, 'b']), sqlite), [
    'sqlite has no between symmetric of rows: say both orders with or',
  ])
  const exact = value(numeric(), '1.5')
  assert.is(said(lt(row(id, exact), [1, '2']), sqlite).length, 1)
})

onEach(test, 'rows are compared by their bytes, and null is a value like any other', {}, async (db) => {
  const pair = (n: string, t: string | null) => ({
    n: value(numeric(), n),
    t: t === null ? null_(text) : value(text, t),
  })
  const a = pipe(selectOnly(pair('1.0', null)), subquery('a'))
  const b = pipe(selectOnly(pair('1.00', null)), subquery('b'))
  const [left, right] = [wholeRow(a), wholeRow(b)]
  const compared = pipe(
    from(a, b),
    select({
      same: eqImage(left, left),
      other: neImage(left, right),
      less: ltImage(left, left),
      least: leImage(left, left),
      more: gtImage(left, left),
      most: geImage(left, left),
    }),
  )
  const given = { same: true, other: true, less: false, least: true, more: false, most: true }
  assert.equal(expectRight(await all(compared)(db)()), [given])
})

test.run()
