/** What a review found to go wrong without a word, or with an exception, and must not again. */
import { pipe } from 'fp-ts/function'
import {
  abs,
  add,
  and,
  asText,
  bigserial,
  type Condition,
  compile,
  concat,
  createTable,
  eq,
  execute,
  foreignKey,
  from,
  insertInto,
  integer,
  like,
  max,
  metadata,
  not,
  numeric,
  oneToMany,
  or,
  orderBy,
  primaryKey,
  references,
  select,
  serial,
  skip,
  table,
  text,
  value,
  values,
  where,
} from 'joinery'
import { postgres } from 'joinery/postgres'
import { sqlite } from 'joinery/sqlite'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('found')

const users = table('users', { id: primaryKey(serial), name: text, code: numeric() })

const ids = select({ id: users.c.id })

test('conditions that were all skipped are skipped, whatever is around them', () => {
  for (const condition of [
    not(and(skip, skip)),
    or(and(skip), eq(users.c.id, 1)),
    and(or(skip, skip), eq(users.c.id, 1)),
  ]) {
    const statement = pipe(from(users), where(condition), ids)
    const text = expectRight(compile(postgres)(statement) as never) as { readonly text: string }
    assert.is(/true|false/.test(text.text), false, text.text)
  }
})

test('an expression that is nested too deeply is a Left', () => {
  const deep = Array.from({ length: 50_000 }).reduce<Condition>((inner) => not(inner), eq(users.c.id, 1))
  assert.equal(
    problemsOf(postgres)(pipe(from(users), where(deep), ids)).map(({ _tag }) => _tag),
    ['InvalidArgument'],
  )
  const sums = Array.from({ length: 50_000 }).reduce<ReturnType<typeof value<typeof integer>>>(
    (inner) => add(inner, 1),
    value(integer, 1),
  )
  assert.is(problemsOf(sqlite)(pipe(from(users), select({ it: sums }))).length, 1)
})

test('a relation may be made before another table, to which its own points, is defined', () => {
  const later = () => {
    throw new ReferenceError('categories is not defined yet')
  }
  const posts = table('posts', {
    id: primaryKey(serial),
    userId: pipe(
      integer,
      references(() => users.c.id),
    ),
    categoryId: pipe(integer, references(later)),
  })
  assert.is(oneToMany(users, posts).problem, null)
  assert.is(metadata([users, posts]).errors.length, 1)
  assert.is(problemsOf(postgres)(createTable(posts)).length, 1)
})

test('a foreign key to a counted column seen as text does not count itself', () => {
  const counted = table('counted', { id: primaryKey(asText(bigserial)) })
  const pointing = table('pointing', { to: foreignKey(() => counted.c.id) })
  expectSql(postgres)(
    createTable(pointing),
    `
    create table "pointing" (
      "to" bigint not null references "counted" ("id")
    )
    `,
  )
})

test('patterns and concatenation bind text, whatever stands on their left', () => {
  const statement = pipe(from(users), where(like(asName(), '%a')), select({ it: concat(asName(), ' EUR') }))
  const compiled = compile(postgres)(statement)
  assert.equal(compiled._tag === 'Right' && compiled.right.codecs.map(({ name }) => name), ['text', 'text'])
})

const asName = () => users.c.code

test('SQLite refuses what needs the value of an exact decimal in every disguise', () => {
  const seen = table('seen', { id: primaryKey(integer), price: asText(numeric()) })
  const statements = [
    pipe(from(users), select({ it: abs(users.c.code) })),
    pipe(from(seen), orderBy(seen.c.price), select({ id: seen.c.id })),
    pipe(from(seen), select({ it: max(seen.c.price) })),
  ]
  for (const statement of statements) {
    assert.equal(
      problemsOf(sqlite)(statement).map(({ _tag }) => _tag),
      ['Unsupported'],
    )
  }
})

onEach(test, 'a primary key that does not count refuses null', { portable: true }, async (db) => {
  const named = table('named', { id: primaryKey(text) })
  expectRight(await execute(createTable(named))(db)())
  const none = { id: null } as unknown as { readonly id: string }
  assert.is(expectLeft(await execute(pipe(insertInto(named), values(none)))(db)())._tag, 'NotNullViolation')
})

test.run()
