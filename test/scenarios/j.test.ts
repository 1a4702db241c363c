/** How related rows are loaded: the scenarios J01–J07, whose rows were obtained from SQLAlchemy on PostgreSQL. */
import { pipe } from 'fp-ts/function'
import {
  all,
  collect,
  createAll,
  type Database,
  execute,
  foreignKey,
  from,
  gt,
  insertInto,
  integer,
  joinTo,
  leftJoinTo,
  load,
  manyToOne,
  metadata,
  nullable,
  oneToMany,
  orderBy,
  pick,
  primaryKey,
  references,
  select,
  serial,
  snakeCase,
  table,
  values,
  where,
  withParent,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { LogEvent } from '../../lib/exec/Connection.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'

const test = suite('J: how related rows are loaded')

// ---- the data --------------------------------------------------------------------------

const parent = table('parent', { id: primaryKey(serial) })

const child = table(
  'child',
  snakeCase({
    id: primaryKey(serial),
    parentId: pipe(
      nullable(integer),
      references(() => parent.c.id),
    ),
  }),
)

const children = oneToMany(parent, child, { orderBy: (c) => c.c.id })

const childIds = collect(children, (rows, c) => pipe(rows, select({ id: c.c.id })))

const parents = pipe(from(parent), orderBy(parent.c.id), select({ id: parent.c.id }))

const withChildren = [
  { id: 1, children: [{ id: 1 }, { id: 2 }] },
  { id: 2, children: [{ id: 3 }] },
]

const scenario = (sentence: string, body: (db: Database, log: ReadonlyArray<LogEvent>) => Promise<void>): void =>
  onEach(test, sentence, { portable: true }, async (db, _, log) => {
    expectRight(await createAll(metadata([parent, child]))(db)())
    expectRight(await execute(pipe(insertInto(parent), values([{ id: 1 }, { id: 2 }])))(db)())
    const rows = [
      { id: 1, parentId: 1 },
      { id: 2, parentId: 1 },
      { id: 3, parentId: 2 },
    ]
    expectRight(await execute(pipe(insertInto(child), values(rows)))(db)())
    log.length = 0
    await body(db, log)
  })

// ---- the scenarios -----------------------------------------------------------------------

scenario('J01 the children of each parent by a statement of its own, where that is said', async (db, log) => {
  const found: Array<unknown> = []
  for (const row of expectRight(await all(parents)(db)()))
    found.push(...expectRight(await load(parent, { children: childIds })([row])(db)()))
  assert.equal(found, withChildren)
  assert.is(log.length, 3)
})

scenario('J02 the children of all parents, immediately after them', async (db, log) => {
  const rows = expectRight(await all(parents)(db)())
  assert.equal(expectRight(await load(parent, { children: childIds })(rows)(db)()), withChildren)
  assert.is(log.length, 2)
})

scenario('J03 parents and children in one statement by a left join', async (db, log) => {
  const query = pipe(
    from(parent),
    leftJoinTo(children),
    orderBy(parent.c.id, child.c.id),
    select({ parent: parent.c.id, child: child.c.id }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { parent: 1, child: 1 },
    { parent: 1, child: 2 },
    { parent: 2, child: 3 },
  ])
  assert.is(log.length, 1)
})

for (const strategy of ['subselect', 'grouped', 'split'] as const) {
  scenario(`J04 children inside their parents, by the strategy ${strategy}`, async (db, log) => {
    const query = pipe(
      from(parent),
      orderBy(parent.c.id),
      select({
        id: parent.c.id,
        children: collect(children, (rows, c) => pipe(rows, select({ id: c.c.id })), { strategy }),
      }),
    )
    assert.equal(expectRight(await all(query)(db)()), withChildren)
    assert.is(log.length, strategy === 'split' ? 2 : 1)
  })
}

scenario('J05 what is not asked for is not loaded', async (db, log) => {
  assert.equal(expectRight(await all(parents)(db)()), [{ id: 1 }, { id: 2 }])
  assert.is(log.length, 1)
})

scenario('J06 the children of a parent are a query, to which more is added', async (db, log) => {
  const found: Array<unknown> = []
  for (const row of expectRight(await all(parents)(db)())) {
    const query = pipe(
      from(child),
      where(withParent(children, row)),
      where(gt(child.c.id, 1)),
      orderBy(child.c.id),
      select({ id: child.c.id }),
    )
    found.push(expectRight(await all(query)(db)()))
  }
  assert.equal(found, [[{ id: 2 }], [{ id: 3 }]])
  assert.is(log.length, 3)
})

const kid = table('child', { id: primaryKey(serial) })

const holder = table('parent', snakeCase({ id: primaryKey(serial), childId: foreignKey(() => kid.c.id) }))

onEach(test, 'J07 what is always there is joined by an inner join', { portable: true }, async (db, _, log) => {
  expectRight(await createAll(metadata([kid, holder]))(db)())
  expectRight(await execute(pipe(insertInto(kid), values([{ id: 1 }, { id: 2 }])))(db)())
  const rows = [
    { id: 1, childId: 2 },
    { id: 2, childId: 1 },
  ]
  expectRight(await execute(pipe(insertInto(holder), values(rows)))(db)())
  log.length = 0
  const its = manyToOne(holder, kid, { foreignKey: holder.c.childId })
  const query = pipe(
    from(holder),
    orderBy(holder.c.id),
    select({ id: holder.c.id, child: pick(its, (c) => ({ id: c.c.id })) }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { id: 1, child: { id: 2 } },
    { id: 2, child: { id: 1 } },
  ])
  assert.match(log[0]?.text ?? '', /inner join/)
  const joined = pipe(from(holder), joinTo(its), orderBy(holder.c.id), select({ child: kid.c.id }))
  assert.equal(expectRight(await all(joined)(db)()), [{ child: 2 }, { child: 1 }])
})

test.run()
