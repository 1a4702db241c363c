import { pipe } from 'fp-ts/function'
import {
  all,
  ancestors,
  collect,
  collectTree,
  countRelated,
  createAll,
  desc,
  descendants,
  eq,
  execute,
  foreignKey,
  forest,
  from,
  includes,
  insertInto,
  integer,
  inverse,
  joinTo,
  manyToMany,
  metadata,
  nullable,
  oneToMany,
  orderBy,
  primaryKey,
  references,
  select,
  some,
  table,
  text,
  values,
  where,
  withParent,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Expr } from '../../lib/ast/Expr.js'
import type { Database } from '../../lib/exec/Connection.js'
import { posts, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('trees')

const inPostgres = expectSql(postgres)

const nodes = table('nodes', {
  id: primaryKey(integer),
  parentId: pipe(
    nullable(integer),
    references(() => nodes.c.id),
  ),
  name: text,
})

const links = table('links', { fromId: foreignKey(() => nodes.c.id), toId: foreignKey(() => nodes.c.id) })

const children = oneToMany(nodes, nodes, { orderBy: (child) => child.c.id })
const below = descendants(children)
const above = ancestors(children)

const linked = manyToMany(nodes, nodes, { by: links, source: links.c.fromId, target: links.c.toId })

const schema = metadata([nodes, links])

/** root (a (c, d), b), and a node beside them that is its own parent. */
const grow = async (db: Database): Promise<void> => {
  expectRight(await createAll(schema)(db)())
  const rows = [
    { id: 1, parentId: null, name: 'root' },
    { id: 2, parentId: 1, name: 'a' },
    { id: 3, parentId: 1, name: 'b' },
    { id: 4, parentId: 2, name: 'c' },
    { id: 5, parentId: 2, name: 'd' },
    { id: 6, parentId: 6, name: 'loop' },
  ]
  expectRight(await execute(pipe(insertInto(nodes), values(rows)))(db)())
  const ways = [
    { fromId: 1, toId: 2 },
    { fromId: 2, toId: 3 },
    { fromId: 3, toId: 1 },
    { fromId: 3, toId: 4 },
  ]
  expectRight(await execute(pipe(insertInto(links), values(ways)))(db)())
}

const onTree = (sentence: string, body: (db: Database) => Promise<void>): void =>
  onEach(test, sentence, { portable: true }, async (db) => {
    await grow(db)
    await body(db)
  })

const names = (rows: ReadonlyArray<{ readonly name: string }>): string => rows.map(({ name }) => name).join(' ')

// -------------------------------------------------------------------------------------
// descendants
// -------------------------------------------------------------------------------------

const everything = pipe(
  from(nodes),
  orderBy(nodes.c.id),
  select({
    name: nodes.c.name,
    below: collect(below, (rows, n) => pipe(rows, orderBy(n.c.id), select({ name: n.c.name }))),
  }),
)

test('descendants are found by a recursion of their keys, inside the query that reads them', () => {
  inPostgres(
    everything,
    `
    select "nodes"."name", (
      select json_agg(json_build_array("nodes_1"."name") order by "nodes_1"."id")
      from (
        with recursive "nodes_tree" as (
          select "nodes_1"."id"
          from "nodes" as "nodes_1"
          where "nodes"."id" = "nodes_1"."parentId"
          union
          select "nodes_1"."id"
          from "nodes_tree"
          inner join "nodes" as "nodes_1" on "nodes_tree"."id" = "nodes_1"."parentId"
        )
        select "nodes_1"."id", "nodes_1"."parentId", "nodes_1"."name"
        from "nodes_tree"
        inner join "nodes" as "nodes_1" on "nodes_tree"."id" = "nodes_1"."id"
      ) as "nodes_1"
    ) as "below"
    from "nodes"
    order by "nodes"."id"
    `,
  )
})

onTree('and are all below a row, at any depth, and come once where a row is below itself', async (db) => {
  const found = expectRight(await all(everything)(db)())
  assert.equal(
    found.map(({ name, below: rows }) => [name, names(rows)]),
    [
      ['root', 'a b c d'],
      ['a', 'c d'],
      ['b', ''],
      ['c', ''],
      ['d', ''],
      ['loop', 'loop'],
    ],
  )
})

onTree('a depth limits them, and each has its own', async (db) => {
  const two = descendants(children, { depth: 2, self: true })
  const query = pipe(
    from(nodes),
    where(eq(nodes.c.id, 1)),
    select({
      below: collect(two, (rows, n) =>
        pipe(rows, orderBy(n.c.depth, desc(n.c.id)), select({ name: n.c.name, depth: n.c.depth })),
      ),
    }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    {
      below: [
        { name: 'root', depth: 0 },
        { name: 'b', depth: 1 },
        { name: 'a', depth: 1 },
        { name: 'd', depth: 2 },
        { name: 'c', depth: 2 },
      ],
    },
  ])
  const one = pipe(from(nodes), orderBy(nodes.c.id), select({ n: countRelated(descendants(children, { depth: 1 })) }))
  assert.equal(
    expectRight(await all(one)(db)()).map(({ n }) => n),
    [2, 2, 0, 0, 0, 1],
  )
})

onTree('what goes in circles by an association ends, and every row comes once', async (db) => {
  const reached = descendants(linked)
  const query = pipe(
    from(nodes),
    orderBy(nodes.c.id),
    select({ ids: collect(reached, (rows, n) => pipe(rows, orderBy(n.c.id), select({ name: n.c.name }))) }),
  )
  assert.equal(
    expectRight(await all(query)(db)()).map(({ ids }) => names(ids)),
    ['root a b c', 'root a b c', 'root a b c', '', '', ''],
  )
  const near = pipe(
    from(nodes),
    where(eq(nodes.c.id, 1)),
    select({
      ids: collect(descendants(linked, { depth: 3 }), (rows, n) =>
        pipe(rows, orderBy(n.c.depth, n.c.id), select({ name: n.c.name, depth: n.c.depth })),
      ),
    }),
  )
  // a row that is found on several levels has the first of them
  assert.equal(expectRight(await all(near)(db)()), [
    {
      ids: [
        { name: 'a', depth: 1 },
        { name: 'b', depth: 2 },
        { name: 'root', depth: 3 },
        { name: 'c', depth: 3 },
      ],
    },
  ])
})

// -------------------------------------------------------------------------------------
// ancestors
// -------------------------------------------------------------------------------------

onTree('ancestors are the way up', async (db) => {
  const query = pipe(
    from(nodes),
    where(eq(nodes.c.name, 'd')),
    select({
      way: collect(ancestors(children, { depth: 9 }), (rows, n) =>
        pipe(rows, orderBy(desc(n.c.depth)), select({ name: n.c.name })),
      ),
    }),
  )
  assert.equal(expectRight(await all(query)(db)()), [{ way: [{ name: 'root' }, { name: 'a' }] }])
})

onTree('whether a row is under another is a condition', async (db) => {
  const under = pipe(
    from(nodes),
    where(includes(above, { id: 2 })),
    orderBy(nodes.c.id),
    select({ name: nodes.c.name }),
  )
  assert.is(names(expectRight(await all(under)(db)())), 'c d')
  const hasC = pipe(
    from(nodes),
    where(some(below, (n) => eq(n.c.name, 'c'))),
    orderBy(nodes.c.id),
    select({ name: nodes.c.name }),
  )
  assert.is(names(expectRight(await all(hasC)(db)())), 'root a')
  const kin = below.target
  const ofA = pipe(from(kin), where(withParent(below, { id: 2 })), orderBy(kin.c.id), select({ name: kin.c.name }))
  assert.is(names(expectRight(await all(ofA)(db)())), 'c d')
})

onEach(test, 'they are joined by a lateral query', {}, async (db) => {
  await grow(db)
  const query = pipe(
    from(nodes),
    where(eq(nodes.c.id, 2)),
    joinTo(below),
    orderBy(below.target.c.id),
    select({ top: nodes.c.name, name: below.target.c.name }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { top: 'a', name: 'c' },
    { top: 'a', name: 'd' },
  ])
})

onTree('and lead back, for what is under a row is what that row is above', async (db) => {
  const back = inverse(below)
  const query = pipe(
    from(back.source),
    where(eq(back.source.c.id, 4)),
    select({ way: collect(back, (rows, n) => pipe(rows, orderBy(n.c.id), select({ name: n.c.name }))) }),
  )
  assert.equal(expectRight(await all(query as never)(db)()), [{ way: [{ name: 'root' }, { name: 'a' }] }])
})

test('what is no tree is named', () => {
  const say = (relation: unknown): ReadonlyArray<string> =>
    problemsOf(postgres)(pipe(from(nodes), where(some(relation as typeof below)), select(nodes))).map(
      describeCompileError,
    )
  assert.equal(say(descendants(children, { depth: 0 })), [
    'the relation from nodes to nodes_1 is to be followed to a depth that is not a whole number from 1: leave depth out for all levels',
  ])
  const elsewhere = descendants(oneToMany(users, posts) as never)
  assert.equal(
    problemsOf(postgres)(pipe(from(users), where(some(elsewhere as never)), select(users)) as never).map(
      describeCompileError,
    ),
    [
      'the relation from users to posts does not lead to the table that it starts from: give a relation of a table to itself',
    ],
  )
})

// -------------------------------------------------------------------------------------
// nested trees
// -------------------------------------------------------------------------------------

const nestedTree = pipe(
  from(nodes),
  where(eq(nodes.c.id, 1)),
  select({
    name: nodes.c.name,
    children: collectTree(children, { depth: 2, as: 'children' }, (n) => ({ name: n.c.name })),
  }),
)

onTree('a tree is collected to a depth, each row with those below it', async (db) => {
  assert.equal(expectRight(await all(nestedTree)(db)()), [
    {
      name: 'root',
      children: [
        { name: 'a', children: [{ name: 'c' }, { name: 'd' }] },
        { name: 'b', children: [] },
      ],
    },
  ])
})

test('its depth is a whole number, and its key is free', () => {
  const say = (tree: Expr<unknown, 'nodes', never>): ReadonlyArray<string> =>
    problemsOf(postgres)(pipe(from(nodes), select({ tree })) as never).map(describeCompileError)
  assert.equal(say(collectTree(children, { depth: 1.5, as: 'children' }, (n) => ({ id: n.c.id }))), [
    'the relation from nodes to nodes_1 is collected to a depth that is not a whole number from 1: give { depth: 2 }',
  ])
  assert.equal(say(collectTree(children, { depth: 2, as: 'id' }, (n) => ({ id: n.c.id }))), [
    'the relation from nodes to nodes_1 has a field id, which is where the rows below belong: give `as` another key',
  ])
})

// -------------------------------------------------------------------------------------
// flat rows
// -------------------------------------------------------------------------------------

test('flat rows become trees, in their order', () => {
  const rows = [
    { id: 3, up: 1, name: 'b' },
    { id: 1, up: null, name: 'root' },
    { id: 2, up: 1, name: 'a' },
    { id: 9, up: 8, name: 'orphan' },
  ]
  assert.equal(pipe(rows, forest({ key: 'id', parent: 'up', as: 'below' })), [
    {
      id: 1,
      up: null,
      name: 'root',
      below: [
        { id: 3, up: 1, name: 'b', below: [] },
        { id: 2, up: 1, name: 'a', below: [] },
      ],
    },
    { id: 9, up: 8, name: 'orphan', below: [] },
  ])
})

test('rows in a circle are a tree under the first of them, and none is lost', () => {
  const rows = [
    { id: 1, up: 3 },
    { id: 2, up: 1 },
    { id: 3, up: 2 },
    { id: 4, up: 4 },
  ]
  assert.equal(forest<(typeof rows)[number], 'below'>({ key: 'id', parent: 'up', as: 'below' })(rows), [
    { id: 1, up: 3, below: [{ id: 2, up: 1, below: [{ id: 3, up: 2, below: [] }] }] },
    { id: 4, up: 4, below: [] },
  ])
})

test.run()
