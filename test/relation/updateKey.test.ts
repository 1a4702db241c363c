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
  manyToMany,
  manyToOne,
  metadata,
  nullable,
  oneToMany,
  orderBy,
  type Plan,
  primaryKey,
  references,
  runPlan,
  select,
  serial,
  table,
  text,
  updateKey,
  values,
} from '../../lib/index.js'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'

const test = suite('updateKey')

const texts =
  (dialect: Dialect) =>
  (plan: Plan<unknown>): ReadonlyArray<string> => {
    const compiled = compilePlan(dialect)(plan)
    return E.isRight(compiled)
      ? compiled.right.map(({ text: sql }) => sql.replaceAll(/\s+/g, ' '))
      : compiled.left.map(describeCompileError)
  }

const people = table('people', {
  name: primaryKey(text),
  boss: pipe(
    nullable(text),
    references(() => people.c.name, { deferrable: 'deferred' }),
  ),
})
const letters = table('letters', {
  id: primaryKey(serial),
  sender: pipe(
    text,
    references(() => people.c.name, { deferrable: 'deferred' }),
  ),
  receiver: pipe(
    text,
    references(() => people.c.name, { deferrable: 'deferred' }),
  ),
})
const strict = table('strict', {
  id: primaryKey(serial),
  name: pipe(
    text,
    references(() => people.c.name),
  ),
})
const cascading = table('cascading', {
  id: primaryKey(serial),
  name: pipe(
    text,
    references(() => people.c.name, { onUpdate: 'cascade' }),
  ),
})

const sent = oneToMany(people, letters, { foreignKey: letters.c.sender })
const received = oneToMany(people, letters, { foreignKey: letters.c.receiver })
const staff = oneToMany(people, people)
const stricts = oneToMany(people, strict)
const cascades = oneToMany(people, cascading)

const filled = async (db: Database): Promise<void> => {
  expectRight(await createAll(metadata([people, letters, strict, cascading]))(db)())
  const inserts = [
    pipe(
      insertInto(people),
      values([
        { name: 'jack', boss: 'jack' },
        { name: 'ed', boss: 'jack' },
      ]),
    ),
    pipe(
      insertInto(letters),
      values([
        { sender: 'jack', receiver: 'ed' },
        { sender: 'ed', receiver: 'jack' },
        { sender: 'jack', receiver: 'jack' },
        { sender: 'ed', receiver: 'ed' },
      ]),
    ),
  ]
  for (const insert of inserts) expectRight(await execute(insert as (typeof inserts)[0])(db)())
}

const correspondence = async (db: Database): Promise<unknown> => {
  const query = pipe(from(letters), orderBy(letters.c.id), select(letters))
  return expectRight(await all(query)(db)()).map(({ sender, receiver }) => `${sender} to ${receiver}`)
}

const bosses = async (db: Database): Promise<unknown> => {
  const query = pipe(from(people), orderBy(people.c.name), select(people))
  return expectRight(await all(query)(db)()).map(({ name, boss }) => [name, boss])
}

test('PostgreSQL changes all tables in one statement, and SQLite one after the other', () => {
  const plan = updateKey(people, [stricts])({ name: 'jack' }, { name: 'jacky' })
  assert.equal(texts(postgres)(plan), [
    'with "strict_keys" as ( update "strict" set "name" = $1 where "strict"."name" = $2 ) update "people" set "name" = $3 where "people"."name" = $4 returning "people"."name"',
  ])
  assert.equal(texts(sqlite)(plan), [
    'update "people" set "name" = ? where "people"."name" = ? returning "people"."name"',
    'update "strict" set "name" = ? where "strict"."name" = ?',
  ])
})

test('what the database does by itself, and what does not point to what changes, is left out', () => {
  const plan = updateKey(people, [cascades])({ name: 'jack' }, { name: 'jacky' })
  assert.equal(texts(postgres)(plan), [
    'update "people" set "name" = $1 where "people"."name" = $2 returning "people"."name"',
  ])
  const other = updateKey(people, [stricts])({ name: 'jack' }, { boss: null })
  assert.equal(texts(postgres)(other), [
    'update "people" set "boss" = $1 where "people"."name" = $2 returning "people"."name"',
  ])
})

onEach(
  test,
  'a key changes, and what points to it, by whichever of its columns',
  { portable: true },
  async (db, name, log) => {
    await filled(db)
    log.length = 0
    const plan = updateKey(people, [sent, received, staff, cascades])({ name: 'jack' }, { name: 'jacky' })
    assert.is(expectRight(await runPlan(plan)(db)()), 1)
    assert.is(log.length, name === 'sqlite' ? 4 : 1)
    assert.equal(await correspondence(db), ['jacky to ed', 'ed to jacky', 'jacky to jacky', 'ed to ed'])
    assert.equal(await bosses(db), [
      ['ed', 'jacky'],
      ['jacky', 'jacky'],
    ])
  },
)

onEach(test, 'a row that is not there changes nothing', { portable: true }, async (db) => {
  await filled(db)
  const plan = updateKey(people, [sent, received, staff])({ name: 'nobody' }, { name: 'somebody' })
  assert.is(expectRight(await runPlan(plan)(db)()), 0)
})

onEach(test, 'PostgreSQL needs no deferrable foreign key', {}, async (db) => {
  await filled(db)
  expectRight(await execute(pipe(insertInto(strict), values({ name: 'jack' })))(db)())
  const without = updateKey(people, [sent, received, staff])({ name: 'jack' }, { name: 'jacky' })
  assert.is(expectLeft(await runPlan(without)(db)())._tag, 'ForeignKeyViolation')
  const plan = updateKey(people, [sent, received, staff, stricts])({ name: 'jack' }, { name: 'jacky' })
  assert.is(expectRight(await runPlan(plan)(db)()), 1)
  assert.equal(expectRight(await all(pipe(from(strict), select({ name: strict.c.name })))(db)()), [{ name: 'jacky' }])
})

const clubs = table('clubs', { name: primaryKey(text) })
const members = table('members', {
  club: primaryKey(foreignKey(() => clubs.c.name, { deferrable: 'deferred' })),
  person: primaryKey(text),
})

test('links are changed, too', () => {
  const persons = table('persons', { name: primaryKey(text) })
  const memberships = table('memberships', {
    club: primaryKey(foreignKey(() => clubs.c.name)),
    person: primaryKey(foreignKey(() => persons.c.name)),
  })
  const plan = updateKey(clubs, [manyToMany(clubs, persons, { by: memberships })])({ name: 'chess' }, { name: 'go' })
  assert.equal(texts(sqlite)(plan).slice(1), ['update "memberships" set "club" = ? where "memberships"."club" = ?'])
  assert.is(texts(sqlite)(updateKey(clubs, [oneToMany(clubs, members)])({ name: 'chess' }, { name: 'go' })).length, 2)
})

const loosely = updateKey as unknown as (t: unknown, r: unknown) => (row: unknown, changes: unknown) => Plan<number>

test('what cannot be changed is told', () => {
  const problems = (relations: unknown, row: unknown = { name: 'jack' }, changes: unknown = { name: 'ed' }) =>
    texts(postgres)(loosely(people, relations)(row, changes))
  assert.equal(problems([manyToOne(people, people)]), [
    'the relation from people to people_1 does not lead to rows that point to the key: give relations to the tables that have the foreign keys',
  ])
  assert.equal(problems([oneToMany(clubs, members)]), [
    'the relation from clubs to members does not start from people, whose key changes: give relations of that table',
  ])
  assert.equal(problems([3]), ['a relation of updateKey is none: give the relations to the rows that point to the key'])
  assert.equal(problems([], {}), ['a row of people lacks name: updateKey needs it: give { name: … }'])
  assert.equal(problems([], { name: 'jack' }, {}), ['the new key of updateKey is none: give it: { username: … }'])
})

test.run()
