import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import {
  all,
  between,
  bigint,
  createTable,
  date,
  doublePrecision,
  eq,
  execute,
  from,
  ge,
  gt,
  ilike,
  in_,
  inQuery,
  insertInto,
  integer,
  isDistinctFrom,
  isNotDistinctFrom,
  isNotNull,
  isNull,
  le,
  like,
  lt,
  max,
  ne,
  notBetween,
  notIlike,
  notIn,
  notLike,
  numeric,
  scalar,
  select,
  table,
  timestamp,
  timestamptz,
  value,
  values,
} from '../../lib/index.js'
import { users } from '../support/blog.js'
import { expectCases } from '../support/cases.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { expectExpr } from '../support/expectSql.js'

const test = suite('comparison')

expectCases(test, [
  {
    sentence: 'eq binds a value with the type of the column',
    expr: eq(users.c.name, 'jack'),
    postgres: '"users"."name" = $1',
    values: ['jack'],
    yields: [true, false, false],
  },
  {
    sentence: 'eq compares two columns, and is null where one of them is',
    expr: eq(users.c.id, users.c.managerId),
    postgres: '"users"."id" = "users"."managerId"',
    yields: [null, false, false],
  },
  {
    sentence: 'ne is null where the column is, not true',
    expr: ne(users.c.fullname, 'Jack Jones'),
    postgres: '"users"."fullname" <> $1',
    values: ['Jack Jones'],
    yields: [false, null, true],
  },
  {
    sentence: 'lt leaves the bound out',
    expr: lt(users.c.age, 31),
    postgres: '"users"."age" < $1',
    values: [31],
    yields: [false, true, null],
  },
  {
    sentence: 'le includes the bound',
    expr: le(users.c.age, 31),
    postgres: '"users"."age" <= $1',
    values: [31],
    yields: [true, true, null],
  },
  {
    sentence: 'gt leaves the bound out',
    expr: gt(users.c.age, 25),
    postgres: '"users"."age" > $1',
    values: [25],
    yields: [true, false, null],
  },
  {
    sentence: 'ge includes the bound',
    expr: ge(users.c.age, 25),
    postgres: '"users"."age" >= $1',
    values: [25],
    yields: [true, true, null],
  },
  {
    sentence: 'a comparison of a comparison keeps its parentheses',
    expr: eq(gt(users.c.age, 25), lt(users.c.age, 99)),
    postgres: '("users"."age" > $1) = ("users"."age" < $2)',
    values: [25, 99],
    yields: [true, false, null],
  },
  {
    sentence: 'isNull is never null',
    expr: isNull(users.c.fullname),
    postgres: '"users"."fullname" is null',
    yields: [false, true, false],
  },
  {
    sentence: 'isNotNull is never null',
    expr: isNotNull(users.c.fullname),
    postgres: '"users"."fullname" is not null',
    yields: [true, false, true],
  },
  {
    sentence: 'isNull of a comparison keeps its parentheses',
    expr: isNull(eq(users.c.age, 31)),
    postgres: '("users"."age" = $1) is null',
    values: [31],
    yields: [false, false, true],
  },
  {
    sentence: 'isDistinctFrom treats null as a value',
    expr: isDistinctFrom(users.c.fullname, 'Jack Jones'),
    postgres: '"users"."fullname" is distinct from $1',
    values: ['Jack Jones'],
    yields: [false, true, true],
  },
  {
    sentence: 'isNotDistinctFrom null finds the nulls',
    expr: isNotDistinctFrom(users.c.fullname, null),
    postgres: '"users"."fullname" is not distinct from $1',
    values: [null],
    yields: [false, true, false],
  },
  {
    sentence: 'isNotDistinctFrom compares two columns',
    expr: isNotDistinctFrom(users.c.managerId, users.c.id),
    postgres: '"users"."managerId" is not distinct from "users"."id"',
    yields: [false, false, false],
  },
  {
    sentence: 'between includes both bounds',
    expr: between(users.c.age, 25, 31),
    postgres: '"users"."age" between $1 and $2',
    values: [25, 31],
    yields: [true, true, null],
  },
  {
    sentence: 'between takes expressions as bounds',
    expr: between(users.c.id, users.c.managerId, users.c.age),
    postgres: '"users"."id" between "users"."managerId" and "users"."age"',
    yields: [null, true, null],
  },
  {
    sentence: 'notBetween leaves both bounds out',
    expr: notBetween(users.c.age, 26, 31),
    postgres: '"users"."age" not between $1 and $2',
    values: [26, 31],
    yields: [false, true, null],
  },
  {
    sentence: 'like matches a pattern',
    expr: like(users.c.name, '%ed%'),
    postgres: '"users"."name" like $1',
    values: ['%ed%'],
    yields: [false, true, false],
  },
  {
    sentence: 'notLike is null where the column is',
    expr: notLike(users.c.fullname, 'W%'),
    postgres: '"users"."fullname" not like $1',
    values: ['W%'],
    yields: [true, null, false],
  },
  {
    sentence: 'ilike ignores case, which SQLite does for every like',
    expr: ilike(users.c.name, 'JA%'),
    postgres: '"users"."name" ilike $1',
    sqlite: '"users"."name" like ?',
    values: ['JA%'],
    yields: [true, false, false],
  },
  {
    sentence: 'notIlike ignores case',
    expr: notIlike(users.c.name, 'JA%'),
    postgres: '"users"."name" not ilike $1',
    sqlite: '"users"."name" not like ?',
    values: ['JA%'],
    yields: [false, true, true],
  },
  {
    sentence: 'in_ binds one array on PostgreSQL and a list on SQLite',
    expr: in_(users.c.id, [1, 3]),
    postgres: '"users"."id" = any($1)',
    sqlite: '"users"."id" in (?, ?)',
    values: [[1, 3]],
    sqliteValues: [1, 3],
    yields: [true, false, true],
  },
  {
    sentence: 'in_ of a null column is null',
    expr: in_(users.c.age, [31]),
    postgres: '"users"."age" = any($1)',
    sqlite: '"users"."age" in (?)',
    values: [[31]],
    sqliteValues: [31],
    yields: [true, false, null],
  },
  {
    sentence: 'notIn binds one array on PostgreSQL and a list on SQLite',
    expr: notIn(users.c.name, ['jack', 'a "quoted", \\ name']),
    postgres: '"users"."name" <> all($1)',
    sqlite: '"users"."name" not in (?, ?)',
    values: [['jack', 'a "quoted", \\ name']],
    sqliteValues: ['jack', 'a "quoted", \\ name'],
    yields: [false, true, true],
  },
  {
    sentence: 'in_ of nothing is false, and binds nothing',
    expr: in_(users.c.id, []),
    postgres: 'false',
    yields: [false, false, false],
  },
  {
    sentence: 'notIn of nothing is true, and binds nothing',
    expr: notIn(users.c.id, []),
    postgres: 'true',
    yields: [true, true, true],
  },
  {
    sentence: 'a list with an expression in it is spelled out',
    expr: in_(users.c.id, [users.c.managerId, 2]),
    postgres: '"users"."id" in ("users"."managerId", $1)',
    values: [2],
    yields: [null, true, false],
  },
  {
    sentence: 'notIn with an expression in it is spelled out',
    expr: notIn(users.c.age, [users.c.id, 25]),
    postgres: '"users"."age" not in ("users"."id", $1)',
    values: [25],
    yields: [true, false, null],
  },
  {
    // in parentheses of a list it would be a query of many rows, and not one value
    sentence: 'a query of one value, alone in a list, is compared with',
    expr: in_(users.c.age, [scalar(pipe(from(users), select({ age: max(users.c.age) })))]),
    postgres: '"users"."age" = (\n  select max("users"."age") as "age"\n  from "users"\n)',
    yields: [true, false, null],
  },
])

const many = table('many', {
  whole: integer,
  long: bigint,
  exact: numeric(10, 2),
  float: doublePrecision,
  day: date,
  local: timestamp,
  instant: timestamptz,
})

onEach(test, 'numbers and times of different types are compared as the database has it', {}, async (db) => {
  expectRight(await execute(createTable(many))(db)())
  const row = {
    whole: 2,
    long: 2n,
    exact: '2.00',
    float: 2.5,
    day: '2026-11-22',
    local: '2026-11-22 12:00:00',
    instant: new Date('2026-11-24T00:00:00.000Z'),
  }
  expectRight(await execute(pipe(insertInto(many), values(row)))(db)())
  const { whole, long, exact, float, day, local, instant } = many.c
  const query = pipe(
    from(many),
    select({
      a: eq(whole, long),
      b: eq(whole, exact),
      c: lt(long, float),
      d: eq(exact, whole),
      e: ge(exact, long),
      f: lt(day, local),
      g: gt(instant, day),
      h: lt(local, instant),
      i: in_(whole, [long, 7]),
      j: between(whole, long, float),
      k: isDistinctFrom(whole, exact),
      l: inQuery(whole, pipe(from(many), select({ long }))),
    }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { a: true, b: true, c: true, d: true, e: true, f: true, g: true, h: true, i: true, j: true, k: false, l: true },
  ])
})

test('a list of a thousand values is one parameter on PostgreSQL, so that one text serves all lengths', () => {
  const ids = Array.from({ length: 1000 }, (_, i) => i)
  expectExpr(postgres)(in_(users.c.id, ids), '"users"."id" = any($1)', [ids])
})

test('a value of its own type decides the type of the comparison', () => {
  expectExpr(postgres)(eq(value(bigint, 2n ** 53n), 3n), '$1::bigint = $2', [2n ** 53n, 3n])
  expectExpr(sqlite)(eq(value(bigint, 2n ** 53n), 3n), '? = ?', [2n ** 53n, 3n])
})

test('a list that is changed afterwards does not change the condition', () => {
  const ids = [1, 2]
  const condition = in_(users.c.id, ids)
  ids.push(3)
  expectExpr(postgres)(condition, '"users"."id" = any($1)', [[1, 2]])
  assert.equal(ids, [1, 2, 3])
})

test.run()
