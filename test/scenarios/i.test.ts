/** Keys that change, and what is deleted with a row: the scenarios I01–I09, from SQLAlchemy on PostgreSQL. */
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  all,
  createAll,
  type Database,
  deleteWith,
  execute,
  foreignKey,
  from,
  insertInto,
  metadata,
  nullable,
  oneToMany,
  orderBy,
  primaryKey,
  runPlan,
  select,
  serial,
  setLinks,
  table,
  unlink,
  updateKey,
  values,
  varchar,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { AnyTable } from '../../lib/schema/Table.js'
import { type DatabaseName, onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { changes, isOneTransaction } from '../support/sent.js'

const test = suite('I: keys that change, and what is deleted')

type Log = Parameters<typeof changes>[0] & { length: number }

const filled = async (db: Database, tables: ReadonlyArray<AnyTable>, inserts: ReadonlyArray<unknown>) => {
  expectRight(await createAll(metadata(tables))(db)())
  for (const insert of inserts) expectRight(await execute(insert as never)(db)())
}

// ---- keys that change --------------------------------------------------------------------

const user = table('user', { username: primaryKey(varchar(50)), fullname: nullable(varchar(100)) })

const addressPointing = (options: Parameters<typeof foreignKey>[1]) =>
  table('address', {
    email: primaryKey(varchar(50)),
    username: nullable(foreignKey(() => user.c.username, options)),
  })

const rows = [
  { email: 'j1@x', username: 'jack' },
  { email: 'j2@x', username: 'jack' },
  { email: 'e@x', username: 'ed' },
]

type Address = ReturnType<typeof addressPointing>

const renaming = (
  sentence: string,
  address: Address,
  body: (db: Database, log: Log, name: DatabaseName) => Promise<void>,
) =>
  onEach(test, sentence, { portable: true }, async (db, name, log) => {
    const users = [
      { username: 'jack', fullname: 'Jack' },
      { username: 'ed', fullname: 'Ed' },
    ]
    await filled(db, [user, address], [pipe(insertInto(user), values(users)), pipe(insertInto(address), values(rows))])
    log.length = 0
    await body(db, log, name)
    const query = pipe(from(address), orderBy(address.c.email), select(address))
    assert.equal(
      expectRight(await all(query)(db)()).map(({ email, username }) => [email, username]),
      [
        ['e@x', 'ed'],
        ['j1@x', 'jacky'],
        ['j2@x', 'jacky'],
      ],
    )
  })

const cascading = addressPointing({ onUpdate: 'cascade' })

renaming('I01 a key that the database carries on is changed by one update', cascading, async (db, log) => {
  const plan = updateKey(user, [oneToMany(user, cascading)])({ username: 'jack' }, { username: 'jacky' })
  assert.equal(await runPlan(plan)(db)(), E.right(1))
  assert.equal(changes(log), ['update user'])
  assert.is(log.length, 1)
})

const deferred = addressPointing({ deferrable: 'deferred' })

renaming('I02 where it does not, what points to the key is changed with it', deferred, async (db, log, name) => {
  const plan = updateKey(user, [oneToMany(user, deferred)])({ username: 'jack' }, { username: 'jacky' })
  assert.equal(await runPlan(plan)(db)(), E.right(1))
  if (name === 'sqlite') {
    assert.equal(changes(log), ['update user', 'update address'])
    assert.ok(isOneTransaction(log))
  } else {
    // both updates are one statement
    assert.is(log.length, 1)
    assert.match(log[0]?.text ?? '', /^with "address_keys" as \(\s+update "address"[\s\S]*\)\s*update "user"/)
  }
})

// ---- what is deleted with a row ------------------------------------------------------------

const parent = table('parent', { id: primaryKey(serial) })
const child = table('child', { id: primaryKey(serial), parent_id: nullable(foreignKey(() => parent.c.id)) })
const parentChildren = oneToMany(parent, child)

const family = async (db: Database): Promise<unknown> => {
  const parents = expectRight(await all(pipe(from(parent), orderBy(parent.c.id), select(parent)))(db)())
  const children = expectRight(await all(pipe(from(child), orderBy(child.c.id), select(child)))(db)())
  return { parent: parents.map(({ id }) => id), child: children.map(({ id, parent_id }) => [id, parent_id]) }
}

const scenario = (
  sentence: string,
  body: (db: Database, log: Log, name: DatabaseName) => Promise<void>,
  children: typeof child = child,
): void =>
  onEach(test, sentence, { portable: true }, async (db, name, log) => {
    await filled(
      db,
      [parent, children],
      [
        pipe(insertInto(parent), values([{ id: 1 }, { id: 2 }])),
        pipe(
          insertInto(children),
          values([
            { id: 1, parent_id: 1 },
            { id: 2, parent_id: 1 },
            { id: 3, parent_id: 2 },
          ]),
        ),
      ],
    )
    log.length = 0
    await body(db, log, name)
  })

const without = { parent: [2], child: [[3, 2]] }

scenario('I03 deleting a parent leaves its children without one, by one update for all of them', async (db, log) => {
  const plan = deleteWith(parent, [{ relation: parentChildren, onDelete: 'nullify' }])({ id: 1 })
  assert.equal(await runPlan(plan)(db)(), E.right(1))
  assert.equal(changes(log), ['update child', 'delete parent'])
  assert.ok(log.length <= 5)
  assert.equal(await family(db), {
    parent: [2],
    child: [
      [1, null],
      [2, null],
      [3, 2],
    ],
  })
})

scenario('I04 deleting a parent deletes its children first, by one statement', async (db, log) => {
  const plan = deleteWith(parent, [{ relation: parentChildren, onDelete: 'delete' }])({ id: 1 })
  assert.equal(await runPlan(plan)(db)(), E.right(1))
  assert.equal(changes(log), ['delete child', 'delete parent'])
  assert.equal(await family(db), without)
})

scenario('I05 the same is what becomes of orphans, for a child has one parent', async (db, log) => {
  const plan = deleteWith(parent, [{ relation: parentChildren, onDelete: 'orphan' }])({ id: 1 })
  assert.equal(await runPlan(plan)(db)(), E.right(1))
  assert.equal(changes(log), ['delete child', 'delete parent'])
  assert.equal(await family(db), without)
})

const cascadingChild = table('child', {
  id: primaryKey(serial),
  parent_id: nullable(foreignKey(() => parent.c.id, { onDelete: 'cascade' })),
})

scenario(
  'I06 where the database deletes the children, only the parent is deleted here',
  async (db, log) => {
    const relation = oneToMany(parent, cascadingChild)
    const plan = deleteWith(parent, [{ relation, onDelete: 'passive' }])({ id: 1 })
    assert.equal(await runPlan(plan)(db)(), E.right(1))
    assert.equal(changes(log), ['delete parent'])
    assert.is(log.length, 1)
    assert.equal(await family(db), without)
  },
  cascadingChild,
)

scenario('I07 where it does not, deleting the parent alone is refused', async (db, log) => {
  const plan = deleteWith(parent, [{ relation: parentChildren, onDelete: 'passive' }])({ id: 1 })
  const refused = await runPlan(plan)(db)()
  assert.is(E.isLeft(refused) && refused.left._tag, 'ForeignKeyViolation')
  assert.equal(changes(log), ['delete parent'])
  assert.equal(await family(db), {
    parent: [1, 2],
    child: [
      [1, 1],
      [2, 1],
      [3, 2],
    ],
  })
})

// ---- what is taken from a row --------------------------------------------------------------

const orphaned = {
  parent: [1, 2],
  child: [
    [2, 1],
    [3, 2],
  ],
}

scenario('I08 a child that is taken from its parent is deleted, where that is said', async (db, log) => {
  const taking = unlink(parentChildren, { orphan: 'delete' })({ id: 1 }, { id: 1 })
  assert.equal(await execute(taking)(db)(), E.right(1))
  assert.equal(changes(log), ['delete child'])
  assert.is(log.length, 1)
  assert.equal(await family(db), orphaned)
})

scenario('I08 and so is one that is left out where the children are set', async (db, log) => {
  const plan = setLinks(parentChildren, { orphan: 'delete' })({ id: 1 }, [{ id: 2 }])
  assert.equal(await runPlan(plan)(db)(), E.right({ linked: 0, unlinked: 1 }))
  assert.equal(changes(log), ['delete child', 'update child'])
  assert.equal(await family(db), orphaned)
})

scenario('I09 otherwise its foreign key is set to null', async (db, log) => {
  const taking = unlink(parentChildren)({ id: 1 }, { id: 1 })
  assert.equal(await execute(taking)(db)(), E.right(1))
  assert.equal(changes(log), ['update child'])
  assert.is(log.length, 1)
  assert.equal(await family(db), {
    parent: [1, 2],
    child: [
      [1, null],
      [2, 1],
      [3, 2],
    ],
  })
})

test.run()
