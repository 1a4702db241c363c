/** Relations and tables of links: the scenarios D01–D17, whose rows were obtained from SQLAlchemy on PostgreSQL. */
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  all,
  collect,
  createAll,
  type Database,
  deleteFrom,
  deleteWith,
  eq,
  execute,
  foreignKey,
  from,
  insertGraph,
  insertInto,
  inverse,
  link,
  manyToMany,
  manyToOne,
  metadata,
  nullable,
  oneToMany,
  oneToOne,
  orderBy,
  pick,
  primaryKey,
  runPlan,
  select,
  serial,
  some,
  table,
  through,
  unlink,
  values,
  varchar,
  viewOnly,
  where,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { AnyTable } from '../../lib/schema/Table.js'
import { type DatabaseName, onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { changes, isOneTransaction } from '../support/sent.js'

const test = suite('D: relations and tables of links')

type Log = Parameters<typeof changes>[0] & { length: number }

type Inserting = Parameters<typeof execute>[0]

const filled = async (db: Database, tables: ReadonlyArray<AnyTable>, inserts: ReadonlyArray<unknown>) => {
  expectRight(await createAll(metadata(tables))(db)())
  for (const insert of inserts) expectRight(await execute(insert as Inserting as never)(db)())
}

const scenario = (
  sentence: string,
  fill: (db: Database) => Promise<void>,
  body: (db: Database, log: Log, name: DatabaseName) => Promise<void>,
): void =>
  onEach(test, sentence, { portable: true }, async (db, name, log) => {
    await fill(db)
    log.length = 0
    await body(db, log, name)
  })

const tag = (result: E.Either<{ readonly _tag: string }, unknown>): string | null =>
  E.isLeft(result) ? result.left._tag : null

// ---- one to many -------------------------------------------------------------------------

const parent = table('parent', { id: primaryKey(serial) })
const child = table('child', { id: primaryKey(serial), parent_id: nullable(foreignKey(() => parent.c.id)) })
const parentChildren = oneToMany(parent, child)

const family = (db: Database) =>
  filled(
    db,
    [parent, child],
    [
      pipe(insertInto(parent), values([{ id: 1 }, { id: 2 }])),
      pipe(
        insertInto(child),
        values([
          { id: 1, parent_id: 1 },
          { id: 2, parent_id: 1 },
          { id: 3, parent_id: 2 },
          { id: 4, parent_id: null },
        ]),
      ),
    ],
  )

scenario('D01 the children of each parent', family, async (db) => {
  const ids = collect(parentChildren, (rows, c) => pipe(rows, orderBy(c.c.id), select({ id: c.c.id })))
  const query = pipe(from(parent), orderBy(parent.c.id), select({ id: parent.c.id, children: ids }))
  assert.equal(
    expectRight(await all(query)(db)()).map(({ id, children }) => [id, ...children.map((each) => each.id)]),
    [
      [1, 1, 2],
      [2, 3],
    ],
  )
})

scenario(
  'D02 the other direction is the inverse, and a parent is inserted with its child',
  (db) => filled(db, [parent, child], []),
  async (db, log) => {
    assert.equal([parentChildren.cardinality, inverse(parentChildren).cardinality], ['many', 'maybe'])
    const plan = insertGraph(parent, { children: parentChildren })([{ children: [{}] }])
    assert.equal(await runPlan(plan)(db)(), E.right([{ id: 1, children: [{ id: 1, parent_id: 1 }] }]))
    assert.equal(changes(log), ['insert parent', 'insert child'])
    assert.ok(isOneTransaction(log))
  },
)

// ---- many to one -------------------------------------------------------------------------

const kid = table('child', { id: primaryKey(serial) })
const pointing = table('parent', { id: primaryKey(serial), child_id: nullable(foreignKey(() => kid.c.id)) })
const pointingKid = manyToOne(pointing, kid)

const pointed = (db: Database) =>
  filled(
    db,
    [kid, pointing],
    [
      pipe(insertInto(kid), values([{ id: 1 }, { id: 2 }])),
      pipe(
        insertInto(pointing),
        values([
          { id: 1, child_id: 1 },
          { id: 2, child_id: 1 },
          { id: 3, child_id: null },
        ]),
      ),
    ],
  )

scenario('D03 the parent has the foreign key, and a child its parents', pointed, async (db) => {
  const there = pipe(
    from(pointing),
    orderBy(pointing.c.id),
    select({ id: pointing.c.id, child: pick(pointingKid, (c) => ({ id: c.c.id })) }),
  )
  assert.equal(
    expectRight(await all(there)(db)()).map(({ id, child: own }) => [id, own?.id ?? null]),
    [
      [1, 1],
      [2, 1],
      [3, null],
    ],
  )
  const parents = collect(inverse(pointingKid), (rows, p) => pipe(rows, orderBy(p.c.id), select({ id: p.c.id })))
  const back = pipe(from(kid), orderBy(kid.c.id), select({ id: kid.c.id, parents }))
  assert.equal(
    expectRight(await all(back)(db)()).map(({ id, parents: own }) => [id, ...own.map((each) => each.id)]),
    [[1, 1, 2], [2]],
  )
})

// ---- one to one --------------------------------------------------------------------------

scenario(
  'D04 where there is one at most, none is null, and a second row is an error',
  (db) =>
    filled(
      db,
      [parent, child],
      [
        pipe(insertInto(parent), values([{ id: 1 }, { id: 2 }, { id: 3 }])),
        pipe(
          insertInto(child),
          values([
            { id: 1, parent_id: 1 },
            { id: 2, parent_id: 3 },
            { id: 3, parent_id: 3 },
          ]),
        ),
      ],
    ),
  async (db) => {
    const only = oneToOne(parent, child, { assumeUnique: true })
    const query = pipe(
      from(parent),
      orderBy(parent.c.id),
      select({ id: parent.c.id, child: pick(only, (c) => ({ id: c.c.id })) }),
    )
    assert.is(E.isLeft(await all(query)(db)()), true)
    const few = pipe(query, where(some(only, (c) => eq(c.c.id, 1))))
    assert.equal(await all(few)(db)(), E.right([{ id: 1, child: { id: 1 } }]))
    const none = pipe(query, where(eq(parent.c.id, 2)))
    assert.equal(await all(none)(db)(), E.right([{ id: 2, child: null }]))
  },
)

scenario(
  'D05 the other side of a foreign key that is assumed unique is one row, too',
  (db) =>
    filled(
      db,
      [kid, pointing],
      [
        pipe(insertInto(kid), values([{ id: 1 }, { id: 2 }])),
        pipe(insertInto(pointing), values([{ id: 1, child_id: 1 }])),
      ],
    ),
  async (db) => {
    const kidParent = oneToOne(kid, pointing, { assumeUnique: true })
    const query = pipe(
      from(kid),
      orderBy(kid.c.id),
      select({ id: kid.c.id, parent: pick(kidParent, (p) => ({ id: p.c.id })) }),
    )
    assert.equal(
      expectRight(await all(query)(db)()).map(({ id, parent: own }) => [id, own?.id ?? null]),
      [
        [1, 1],
        [2, null],
      ],
    )
  },
)

// ---- many to many ------------------------------------------------------------------------

const left = table('left', { id: primaryKey(serial) })
const right = table('right', { id: primaryKey(serial) })
const association = table('association', {
  left_id: nullable(foreignKey(() => left.c.id)),
  right_id: nullable(foreignKey(() => right.c.id)),
})
const leftRights = manyToMany(left, right, { by: association })

const links = [
  { left_id: 1, right_id: 1 },
  { left_id: 1, right_id: 2 },
  { left_id: 2, right_id: 1 },
]

const linkedBy = (by: typeof association) => (db: Database) =>
  filled(
    db,
    [left, right, by],
    [
      pipe(insertInto(left), values([{ id: 1 }, { id: 2 }])),
      pipe(insertInto(right), values([{ id: 1 }, { id: 2 }, { id: 3 }])),
      pipe(insertInto(by), values(links)),
    ],
  )

const rightsOf = async (db: Database, relation: typeof leftRights): Promise<unknown> => {
  const ids = collect(relation, (rows, r) => pipe(rows, orderBy(r.c.id), select({ id: r.c.id })))
  const query = pipe(from(left), orderBy(left.c.id), select({ id: left.c.id, children: ids }))
  return expectRight(await all(query)(db)()).map(({ id, children }) => [id, ...children.map((each) => each.id)])
}

const pairsIn = async (db: Database): Promise<unknown> => {
  const query = pipe(from(association), orderBy(association.c.left_id, association.c.right_id), select(association))
  return expectRight(await all(query)(db)()).map(({ left_id, right_id }) => [left_id, right_id])
}

const rightIds = async (db: Database): Promise<unknown> =>
  expectRight(await all(pipe(from(right), orderBy(right.c.id), select({ id: right.c.id })))(db)()).map(({ id }) => id)

const bothLeft = [
  [1, 1, 2],
  [2, 1],
]

scenario('D06 links lead to many, and reserved words are names like others', linkedBy(association), async (db) => {
  assert.equal(await rightsOf(db, leftRights), bothLeft)
})

scenario('D07 the other direction goes by the same links', linkedBy(association), async (db) => {
  const ids = collect(inverse(leftRights), (rows, l) => pipe(rows, orderBy(l.c.id), select({ id: l.c.id })))
  const query = pipe(from(right), orderBy(right.c.id), select({ id: right.c.id, parents: ids }))
  assert.equal(
    expectRight(await all(query)(db)()).map(({ id, parents }) => [id, ...parents.map((each) => each.id)]),
    [[1, 1, 2], [2, 1], [3]],
  )
})

scenario('D08 the table of links can be given later, by a function', linkedBy(association), async (db) => {
  assert.equal(await rightsOf(db, manyToMany(left, right, { by: () => association })), bothLeft)
})

test('D09 it is a table, and not the name of one', () => {
  const named = manyToMany(left, right, { by: 'association' as never })
  const query = pipe(from(left), where(some(named)), select({ id: left.c.id }))
  assert.equal(problemsOf(postgres)(query).map(describeCompileError), [
    'a relation by an association is not between tables: give two tables, and { by: the table of links }',
  ])
})

// ---- removing ----------------------------------------------------------------------------

scenario(
  'D10 unlinking deletes the link by one statement, and the child stays',
  linkedBy(association),
  async (db, log) => {
    assert.equal(await execute(unlink(leftRights)({ id: 1 }, { id: 1 }))(db)(), E.right(1))
    assert.equal(changes(log), ['delete association'])
    assert.is(log.length, 1)
    assert.equal(await pairsIn(db), [
      [1, 2],
      [2, 1],
    ])
    assert.equal(await rightIds(db), [1, 2, 3])
  },
)

scenario('D11 a child that is linked cannot be deleted alone', linkedBy(association), async (db, log) => {
  const deleted = await execute(pipe(deleteFrom(right), where(eq(right.c.id, 1))))(db)()
  assert.is(tag(deleted), 'ForeignKeyViolation')
  assert.equal(changes(log), ['delete right'])
  assert.is(((await pairsIn(db)) as ReadonlyArray<unknown>).length, 3)
  assert.equal(await rightIds(db), [1, 2, 3])
})

scenario(
  'D12 it is deleted with its links, by one statement for all of them',
  linkedBy(association),
  async (db, log) => {
    const plan = deleteWith(right, [{ relation: inverse(leftRights), onDelete: 'nullify' }])({ id: 1 })
    assert.equal(await runPlan(plan)(db)(), E.right(1))
    assert.equal(changes(log), ['delete association', 'delete right'])
    assert.ok(isOneTransaction(log))
    assert.equal(await pairsIn(db), [[1, 2]])
    assert.equal(await rightIds(db), [2, 3])
  },
)

const cascading = table('association', {
  left_id: nullable(foreignKey(() => left.c.id, { onDelete: 'cascade' })),
  right_id: nullable(foreignKey(() => right.c.id, { onDelete: 'cascade' })),
})

scenario(
  'D13 where the database deletes the links, only the child is deleted here',
  linkedBy(cascading),
  async (db, log) => {
    const byCascading = manyToMany(right, left, { by: cascading })
    const plan = deleteWith(right, [{ relation: byCascading, onDelete: 'passive' }])({ id: 1 })
    assert.equal(await runPlan(plan)(db)(), E.right(1))
    assert.equal(changes(log), ['delete right'])
    assert.is(log.length, 1)
    assert.equal(await pairsIn(db), [[1, 2]])
    assert.equal(await rightIds(db), [2, 3])
  },
)

// ---- links with data ---------------------------------------------------------------------

const assoc = table('association', {
  left_id: primaryKey(foreignKey(() => left.c.id)),
  right_id: primaryKey(foreignKey(() => right.c.id)),
  extra_data: nullable(varchar(50)),
})
const leftAssocs = oneToMany(left, assoc)
const assocRight = manyToOne(assoc, right)

const withData = (db: Database) =>
  filled(
    db,
    [left, right, assoc],
    [
      pipe(insertInto(left), values([{ id: 1 }, { id: 2 }])),
      pipe(insertInto(right), values([{ id: 1 }, { id: 2 }])),
      pipe(
        insertInto(assoc),
        values([
          { left_id: 1, right_id: 1, extra_data: 'x' },
          { left_id: 1, right_id: 2, extra_data: 'y' },
          { left_id: 2, right_id: 1, extra_data: 'z' },
        ]),
      ),
    ],
  )

const dataIn = async (db: Database): Promise<unknown> => {
  const query = pipe(from(assoc), orderBy(assoc.c.left_id, assoc.c.right_id), select(assoc))
  return expectRight(await all(query)(db)()).map((row) => [row.left_id, row.right_id, row.extra_data])
}

scenario(
  'D14 a link with its data, and the child that it leads to, are inserted with the parent',
  (db) => filled(db, [left, right, assoc], []),
  async (db, log) => {
    const plan = insertGraph(left, { assocs: [leftAssocs, { child: assocRight }] })([
      { assocs: [{ extra_data: 'some data', child: {} }] },
    ])
    const [row] = expectRight(await runPlan(plan)(db)())
    assert.equal([...changes(log)].sort(), ['insert association', 'insert left', 'insert right'])
    assert.is(changes(log).at(-1), 'insert association')
    assert.equal(
      row?.assocs.map(({ extra_data, child: own }) => [extra_data, own?.id]),
      [['some data', 1]],
    )
    assert.equal(await dataIn(db), [[1, 1, 'some data']])
  },
)

scenario('D15 links are read from the child, and lead on to the parent', withData, async (db) => {
  const parents = collect(inverse(assocRight), (rows, a) =>
    pipe(
      rows,
      orderBy(a.c.left_id),
      select({ extra: a.c.extra_data, parent: pick(inverse(leftAssocs), (l) => ({ id: l.c.id })) }),
    ),
  )
  const query = pipe(from(right), orderBy(right.c.id), select({ id: right.c.id, parents }))
  assert.equal(
    expectRight(await all(query)(db)()).map(({ id, parents: own }) => [
      id,
      ...own.map(({ extra, parent: of }) => [extra, of?.id]),
    ]),
    [
      [1, ['x', 1], ['z', 2]],
      [2, ['y', 1]],
    ],
  )
})

scenario('D16 two relations are one, through which a link is made with its data', withData, async (db, log) => {
  const rights = through(leftAssocs, assocRight)
  const ids = collect(rights, (rows, r) => pipe(rows, orderBy(r.c.id), select({ id: r.c.id })))
  const read = pipe(from(left), where(eq(left.c.id, 1)), select({ children: ids }))
  assert.equal(await all(read)(db)(), E.right([{ children: [{ id: 1 }, { id: 2 }] }]))
  log.length = 0
  const linking = link(rights)({ id: 2 }, { id: 2 }, { extra_data: 'via proxy' })
  assert.equal(await execute(linking)(db)(), E.right(1))
  assert.equal(changes(log), ['insert association'])
  assert.equal(await dataIn(db), [
    [1, 1, 'x'],
    [1, 2, 'y'],
    [2, 1, 'z'],
    [2, 2, 'via proxy'],
  ])
  const having = pipe(
    from(left),
    where(some(rights, (r) => eq(r.c.id, 2))),
    orderBy(left.c.id),
    select({ id: left.c.id }),
  )
  assert.equal(await all(having)(db)(), E.right([{ id: 1 }, { id: 2 }]))
})

scenario('D17 the table of links is read a second time, and not written there', withData, async (db) => {
  const rights = viewOnly(manyToMany(left, right, { by: assoc }))
  const ids = collect(rights, (rows, r) => pipe(rows, orderBy(r.c.id), select({ id: r.c.id })))
  const query = pipe(from(left), orderBy(left.c.id), select({ id: left.c.id, children: ids }))
  assert.equal(
    expectRight(await all(query)(db)()).map(({ id, children }) => [id, ...children.map((each) => each.id)]),
    bothLeft,
  )
  // @ts-expect-error it is for reading only
  const refused = link(rights)({ id: 1 }, { id: 1 })
  assert.equal(problemsOf(postgres)(refused).map(describeCompileError), [
    'the relation from left to right is for reading only: write by a relation of a foreign key or an association',
  ])
})

test.run()
