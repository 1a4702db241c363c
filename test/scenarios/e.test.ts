/** Adjacency lists: the scenarios E01–E07, whose rows were obtained from SQLAlchemy on PostgreSQL. */
import { pipe } from 'fp-ts/function'
import {
  all,
  and,
  collect,
  collectTree,
  createAll,
  type Database,
  eq,
  execute,
  foreignKeyOn,
  from,
  insertInto,
  integer,
  inverse,
  isNull,
  joinPath,
  joinTo,
  metadata,
  nullable,
  oneToMany,
  orderBy,
  pick,
  primaryKey,
  primaryKeyOn,
  references,
  select,
  serial,
  snakeCase,
  table,
  text,
  toAlias,
  values,
  varchar,
  where,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'

const test = suite('E: adjacency lists')

// ---- the data --------------------------------------------------------------------------

const node = table(
  'node',
  snakeCase({
    id: primaryKey(serial),
    parentId: pipe(
      nullable(integer),
      references(() => node.c.id),
    ),
    data: varchar(50),
  }),
)

const nodeChildren = oneToMany(node, node, { orderBy: (child) => child.c.id })
const nodeParent = inverse(nodeChildren)

const rows = [
  { id: 1, parentId: null, data: 'root' },
  { id: 2, parentId: 1, data: 'child1' },
  { id: 3, parentId: 1, data: 'child2' },
  { id: 4, parentId: 3, data: 'subchild1' },
  { id: 5, parentId: 3, data: 'subchild2' },
  { id: 6, parentId: 1, data: 'child3' },
]

const scenario = (sentence: string, body: (db: Database, log: Array<unknown>) => Promise<void>): void =>
  onEach(test, sentence, { portable: true }, async (db, _, log) => {
    expectRight(await createAll(metadata([node]))(db)())
    expectRight(await execute(pipe(insertInto(node), values(rows)))(db)())
    log.length = 0
    await body(db, log)
  })

// ---- the scenarios -----------------------------------------------------------------------

scenario('E01 the tree is its children and their children, and a child knows its parent', async (db) => {
  const tree = pipe(
    from(node),
    where(isNull(node.c.parentId)),
    select({
      data: node.c.data,
      children: collectTree(nodeChildren, { depth: 3, as: 'children' }, (n) => ({ data: n.c.data })),
    }),
  )
  assert.equal(expectRight(await all(tree)(db)()), [
    {
      data: 'root',
      children: [
        { data: 'child1', children: [] },
        {
          data: 'child2',
          children: [
            { data: 'subchild1', children: [] },
            { data: 'subchild2', children: [] },
          ],
        },
        { data: 'child3', children: [] },
      ],
    },
  ])
  assert.equal([nodeChildren.cardinality, nodeParent.cardinality], ['many', 'maybe'])
})

scenario('E02 a node is found by its data', async (db, log) => {
  const found = pipe(from(node), where(eq(node.c.data, 'child2')), select(node))
  assert.equal(expectRight(await all(found)(db)()), [{ id: 3, parentId: 1, data: 'child2' }])
  assert.is(log.length, 1)
})

scenario('E03 a node is joined to its parent, which has a name of its own', async (db, log) => {
  const toParent = toAlias('parent')(nodeParent)
  const found = pipe(
    from(node),
    where(eq(node.c.data, 'subchild1')),
    joinTo(toParent),
    where(eq(toParent.target.c.data, 'child2')),
    select(node),
  )
  assert.equal(expectRight(await all(found)(db)()), [{ id: 4, parentId: 3, data: 'subchild1' }])
  assert.is(log.length, 1)
})

scenario('E04 two parents up, each under its own name', async (db, log) => {
  const found = pipe(
    from(node),
    where(eq(node.c.data, 'subchild1')),
    joinPath([nodeParent, nodeParent], (parent, grandparent) =>
      and(eq(parent.c.data, 'child2'), eq(grandparent.c.data, 'root')),
    ),
    select(node),
  )
  assert.equal(expectRight(await all(found)(db)()), [{ id: 4, parentId: 3, data: 'subchild1' }])
  assert.is(log.length, 1)
})

scenario('E05 a condition on the child, and one on the node itself', async (db, log) => {
  const found = pipe(
    from(node),
    joinPath([nodeChildren], (child) => eq(child.c.data, 'subchild1')),
    where(eq(node.c.data, 'child2')),
    select({ id: node.c.id, data: node.c.data }),
  )
  assert.equal(expectRight(await all(found)(db)()), [{ id: 3, data: 'child2' }])
  assert.is(log.length, 1)
})

scenario('E06 two levels come with the root in one statement', async (db, log) => {
  const tree = pipe(
    from(node),
    where(isNull(node.c.parentId)),
    select({
      data: node.c.data,
      children: collectTree(nodeChildren, { depth: 2, as: 'children' }, (n) => ({ data: n.c.data })),
    }),
  )
  assert.equal(expectRight(await all(tree)(db)()), [
    {
      data: 'root',
      children: [
        { data: 'child1', children: [] },
        { data: 'child2', children: [{ data: 'subchild1' }, { data: 'subchild2' }] },
        { data: 'child3', children: [] },
      ],
    },
  ])
  assert.is(log.length, 1)
})

const folder = table(
  'folder',
  snakeCase({ accountId: integer, folderId: integer, parentId: nullable(integer), name: text }),
  (f) => [
    primaryKeyOn([f.accountId, f.folderId]),
    foreignKeyOn([f.accountId, f.parentId], () => [folder.c.accountId, folder.c.folderId]),
  ],
)

onEach(test, 'E07 folders of one account do not mix with those of another', { portable: true }, async (db) => {
  expectRight(await createAll(metadata([folder]))(db)())
  const folders = [
    { accountId: 1, folderId: 1, parentId: null, name: 'root1' },
    { accountId: 1, folderId: 2, parentId: 1, name: 'a' },
    { accountId: 1, folderId: 3, parentId: 1, name: 'b' },
    { accountId: 2, folderId: 1, parentId: null, name: 'root2' },
    { accountId: 2, folderId: 2, parentId: 1, name: 'c' },
  ]
  expectRight(await execute(pipe(insertInto(folder), values(folders)))(db)())
  const subfolders = oneToMany(folder, folder, { orderBy: (f) => f.c.folderId })
  const query = pipe(
    from(folder),
    orderBy(folder.c.accountId, folder.c.folderId),
    select({
      name: folder.c.name,
      parent: pick(inverse(subfolders), (f) => ({ name: f.c.name })),
      folders: collect(subfolders, (own, f) => pipe(own, select({ name: f.c.name }))),
    }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { name: 'root1', parent: null, folders: [{ name: 'a' }, { name: 'b' }] },
    { name: 'a', parent: { name: 'root1' }, folders: [] },
    { name: 'b', parent: { name: 'root1' }, folders: [] },
    { name: 'root2', parent: null, folders: [{ name: 'c' }] },
    { name: 'c', parent: { name: 'root2' }, folders: [] },
  ])
})

test.run()
