import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import {
  all,
  compilePlan,
  createAll,
  deleteWith,
  eq,
  foreignKey,
  from,
  insertGraph,
  mapStatements,
  metadata,
  oneToMany,
  type Plan,
  primaryKey,
  runPlan,
  select,
  serial,
  setLinks,
  table,
  text,
  unique,
  withSchema,
} from '../../lib/index.js'
import { onEach, schemaName, sendSql } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'

const test = suite('plans')

const owners = table('owners', { id: primaryKey(serial), name: unique(text) })
const pets = table('pets', { id: primaryKey(serial), name: text, ownerId: foreignKey(() => owners.c.id) })
const ownerPets = oneToMany(owners, pets)

const family = insertGraph(owners, { pets: ownerPets })([{ name: 'ann', pets: [{ name: 'tom' }, { name: 'jerry' }] }])

const textsOf = (plan: Plan<unknown>): ReadonlyArray<string> => {
  const compiled = compilePlan(postgres)(plan)
  return compiled._tag === 'Right' ? compiled.right.map(({ text: sql }) => sql.replaceAll(/\s+/g, ' ')) : []
}

onEach(
  test,
  'a plan of one statement is run as it is, and one of several in a transaction',
  { portable: true },
  async (db, _, log) => {
    expectRight(await createAll(metadata([owners, pets]))(db)())
    log.length = 0
    expectRight(await runPlan(insertGraph(owners, {})([{ name: 'bob' }]))(db)())
    assert.is(log.length, 1)
    log.length = 0
    expectRight(await runPlan(family)(db)())
    assert.equal([log[0]?.text.split(' ')[0], log.length, log.at(-1)?.text], ['begin', 4, 'commit'])
  },
)

onEach(test, 'what fails later undoes what was done before', { portable: true }, async (db) => {
  expectRight(await createAll(metadata([owners, pets]))(db)())
  const failing = insertGraph(owners, { pets: ownerPets })([{ name: 'ann', pets: [{ name: null as never }] }])
  assert.is(expectLeft(await runPlan(failing)(db)())._tag, 'NotNullViolation')
  assert.equal(expectRight(await all(pipe(from(owners), select({ id: owners.c.id })))(db)()), [])
})

onEach(test, 'a plan is a value, and can be run again', { portable: true }, async (db) => {
  expectRight(await createAll(metadata([owners, pets]))(db)())
  const again = deleteWith(owners, [{ relation: ownerPets, onDelete: 'delete' }])(eq(owners.c.name, 'ann'))
  for (let time = 0; time < 2; time++) {
    const [row] = expectRight(await runPlan(family)(db)())
    // the keys are others each time
    assert.ok(row !== undefined && row.pets.length === 2 && row.pets.every(({ ownerId }) => ownerId === row.id))
    assert.is(expectRight(await runPlan(again)(db)()), 1)
  }
})

onEach(test, 'nothing is sent of a plan that does not compile', { portable: true }, async (db, _, log) => {
  const unknown = insertGraph(owners, { pets: ownerPets })([{ name: 'ann', pets: [{ name: 'tom', age: 3 } as never] }])
  assert.is(expectLeft(await runPlan(unknown)(db)())._tag, 'NotCompiled')
  assert.equal(log, [])
})

test('a change is made to each statement of a plan', () => {
  const moved = mapStatements(withSchema('t1'))
  assert.equal(textsOf(moved(setLinks(ownerPets, { orphan: 'delete' })({ id: 1 }, []))), [
    'select "owners"."id" from "t1"."owners" where "owners"."id" = $1 order by "owners"."id" for no key update',
    'delete from "t1"."pets" where "pets"."ownerId" = $1',
  ])
  const deleting = deleteWith(owners, [{ relation: ownerPets, onDelete: 'delete' }])(eq(owners.c.name, 'ann'))
  assert.ok(textsOf(moved(deleting)).every((sql) => sql.includes('"t1".')))
})

onEach(test, 'so that it runs in another schema', {}, async (db) => {
  const schema = schemaName()
  await sendSql(db, `create schema ${schema}`)
  try {
    await sendSql(db, `create table ${schema}.owners (id serial primary key, name text not null)`)
    const sql = `create table ${schema}.pets (id serial primary key, name text not null, "ownerId" integer not null references ${schema}.owners (id))`
    await sendSql(db, sql)
    const rows = expectRight(await runPlan(pipe(family, mapStatements(withSchema(schema))))(db)())
    assert.equal(rows, [
      {
        id: 1,
        name: 'ann',
        pets: [
          { id: 1, name: 'tom', ownerId: 1 },
          { id: 2, name: 'jerry', ownerId: 1 },
        ],
      },
    ])
  } finally {
    await sendSql(db, `drop schema ${schema} cascade`)
  }
})

test.run()
