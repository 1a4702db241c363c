/** How relations are joined: the scenarios of G that read, whose rows were obtained from SQLAlchemy on PostgreSQL. */
import { pipe } from 'fp-ts/function'
import {
  all,
  cast,
  collect,
  compile,
  createAll,
  type Database,
  describeCompileError,
  eq,
  execute,
  foreignKey,
  from,
  inet,
  insertInto,
  integer,
  inverse,
  joinTo,
  leftJoinTo,
  like,
  load,
  manyToMany,
  manyToOne,
  metadata,
  nullable,
  one,
  oneToMany,
  orderBy,
  pick,
  primaryKey,
  primaryKeyOn,
  references,
  relation,
  select,
  serial,
  snakeCase,
  table,
  text,
  toAlias,
  values,
  varchar,
  where,
  withParent,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import type { AnyTable } from '../../lib/schema/Table.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'

const test = suite('G: how relations are joined')

const filled =
  (tables: ReadonlyArray<AnyTable>, inserts: ReadonlyArray<Parameters<typeof execute>[0]>) =>
  async (db: Database): Promise<void> => {
    expectRight(await createAll(metadata(tables))(db)())
    for (const insert of inserts) expectRight(await execute(insert as never)(db)())
  }

// ---- several keys ------------------------------------------------------------------------

const place = table('address', { id: primaryKey(serial), street: nullable(text), city: nullable(text) })

const customer = table(
  'customer',
  snakeCase({
    id: primaryKey(serial),
    name: text,
    billingAddressId: pipe(
      nullable(integer),
      references(() => place.c.id),
    ),
    shippingAddressId: pipe(
      nullable(integer),
      references(() => place.c.id),
    ),
  }),
)

const customers = filled(
  [place, customer],
  [
    pipe(
      insertInto(place),
      values([
        { id: 1, street: '1 Main', city: 'Boston' },
        { id: 2, street: '2 Side', city: 'Quincy' },
      ]),
    ),
    pipe(
      insertInto(customer),
      values([
        { id: 1, name: 'c1', billingAddressId: 1, shippingAddressId: 2 },
        { id: 2, name: 'c2', billingAddressId: 2, shippingAddressId: null },
      ]),
    ),
  ],
)

test('G01 several foreign keys are an error that names both tables, the keys, and the option to give', () => {
  const ambiguous = manyToOne(customer, place)
  const compiled = compile(postgres)(pipe(from(customer), joinTo(ambiguous), select({ name: customer.c.name })))
  assert.equal(compiled._tag === 'Left' && compiled.left.map(describeCompileError), [
    'the relation between address and customer can take several foreign keys: customer.billingAddressId, customer.shippingAddressId: choose one: { foreignKey: customer.c.billingAddressId }',
  ])
})

onEach(test, 'G02 each relation takes the key that it was given', { portable: true }, async (db, _, log) => {
  await customers(db)
  log.length = 0
  const billing = toAlias('billing')(manyToOne(customer, place, { foreignKey: customer.c.billingAddressId }))
  const shipping = toAlias('shipping')(manyToOne(customer, place, { foreignKey: customer.c.shippingAddressId }))
  const query = pipe(
    from(customer),
    joinTo(billing),
    leftJoinTo(shipping),
    orderBy(customer.c.id),
    select({ name: customer.c.name, billing: billing.target.c.city, shipping: shipping.target.c.city }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { name: 'c1', billing: 'Boston', shipping: 'Quincy' },
    { name: 'c2', billing: 'Quincy', shipping: null },
  ])
  assert.is(log.length, 1)
})

// ---- conditions --------------------------------------------------------------------------

const user = table('user', { id: primaryKey(serial), name: nullable(text) })

const address = table(
  'address',
  snakeCase({
    id: primaryKey(serial),
    userId: pipe(
      nullable(integer),
      references(() => user.c.id),
    ),
    street: nullable(text),
    city: nullable(text),
    email: nullable(text),
  }),
)

onEach(
  test,
  'G04 a relation to the addresses in Boston is loaded and joined under that condition',
  { portable: true },
  async (db, _, log) => {
    await filled(
      [user, address],
      [
        pipe(
          insertInto(user),
          values([
            { id: 1, name: 'u1' },
            { id: 2, name: 'u2' },
          ]),
        ),
        pipe(
          insertInto(address),
          values([
            { id: 1, userId: 1, street: 'a', city: 'Boston' },
            { id: 2, userId: 1, street: 'b', city: 'Quincy' },
            { id: 3, userId: 2, street: 'c', city: 'Salem' },
            { id: 4, userId: 2, street: 'd', city: 'Boston' },
          ]),
        ),
      ],
    )(db)
    const boston = oneToMany(user, address, { where: (_, a) => eq(a.c.city, 'Boston'), orderBy: (a) => a.c.id })
    log.length = 0
    const users = expectRight(await all(pipe(from(user), orderBy(user.c.id), select({ id: user.c.id })))(db)())
    const streets = collect(boston, (rows, a) => pipe(rows, select({ street: a.c.street })))
    assert.equal(expectRight(await load(user, { streets })(users)(db)()), [
      { id: 1, streets: [{ street: 'a' }] },
      { id: 2, streets: [{ street: 'd' }] },
    ])
    const joined = pipe(
      from(user),
      joinTo(boston),
      orderBy(address.c.id),
      select({ name: user.c.name, street: address.c.street }),
    )
    assert.equal(expectRight(await all(joined)(db)()), [
      { name: 'u1', street: 'a' },
      { name: 'u2', street: 'd' },
    ])
    assert.is(log.length, 3)
  },
)

// ---- without a foreign key -----------------------------------------------------------------

const hostEntry = table(
  'host_entry',
  snakeCase({ id: primaryKey(serial), ipAddress: nullable(inet), content: nullable(varchar(50)) }),
)

const hosts = filled(
  [hostEntry],
  [
    pipe(
      insertInto(hostEntry),
      values([
        { id: 1, ipAddress: '10.0.0.1', content: '10.0.0.9' },
        { id: 2, ipAddress: '10.0.0.2', content: '10.0.0.1' },
        { id: 3, ipAddress: '10.0.0.3', content: '10.0.0.1' },
      ]),
    ),
  ],
)

const parentHost = manyToOne(hostEntry, hostEntry, {
  on: (child, parent) => eq(parent.c.ipAddress, cast(child.c.content, inet)),
})

const someParent = relation(hostEntry, toAlias('parent')(parentHost).target, {
  on: (child, parent) => eq(parent.c.ipAddress, cast(child.c.content, inet)),
  cardinality: 'maybe',
})

onEach(test, 'G06 a relation by a cast is joined and loaded', {}, async (db, _, log) => {
  await hosts(db)
  log.length = 0
  const joined = pipe(
    from(hostEntry),
    joinTo(parentHost),
    orderBy(hostEntry.c.id),
    select({ id: hostEntry.c.id, parent: parentHost.target.c.id }),
  )
  assert.equal(expectRight(await all(joined)(db)()), [
    { id: 2, parent: 1 },
    { id: 3, parent: 1 },
  ])
  const parent = pick(parentHost, (h) => ({ id: h.c.id }))
  assert.equal(expectRight(await load(hostEntry, { parent })([{ id: 2, content: '10.0.0.1' }])(db)()), [
    { id: 2, content: '10.0.0.1', parent: { id: 1 } },
  ])
  assert.is(log.length, 2)
  assert.is(parentHost.access, 'viewOnly')
})

onEach(test, 'G07 and so is one between any two sources', {}, async (db) => {
  await hosts(db)
  const query = pipe(
    from(hostEntry),
    where(eq(hostEntry.c.id, 2)),
    select({ parent: pick(someParent, (h) => ({ id: h.c.id })) }),
  )
  assert.equal(expectRight(await one(query)(db)()), { parent: { id: 1 } })
})

// ---- many to many to itself ----------------------------------------------------------------

const node = table('node', { id: primaryKey(serial), label: nullable(text) })

const nodeToNode = table(
  'node_to_node',
  snakeCase({ leftNodeId: foreignKey(() => node.c.id), rightNodeId: foreignKey(() => node.c.id) }),
  (c) => [primaryKeyOn([c.leftNodeId, c.rightNodeId])],
)

const nodes = filled(
  [node, nodeToNode],
  [
    pipe(
      insertInto(node),
      values([
        { id: 1, label: 'n1' },
        { id: 2, label: 'n2' },
        { id: 3, label: 'n3' },
      ]),
    ),
    pipe(
      insertInto(nodeToNode),
      values([
        { leftNodeId: 1, rightNodeId: 2 },
        { leftNodeId: 1, rightNodeId: 3 },
        { leftNodeId: 2, rightNodeId: 3 },
      ]),
    ),
  ],
)

const rightNodes = manyToMany(node, node, {
  by: nodeToNode,
  source: nodeToNode.c.leftNodeId,
  target: nodeToNode.c.rightNodeId,
})

for (const [id, leftNodes] of [
  ['G08', inverse(rightNodes)],
  [
    'G09',
    manyToMany(node, node, { by: nodeToNode, source: nodeToNode.c.rightNodeId, target: nodeToNode.c.leftNodeId }),
  ],
] as const) {
  onEach(
    test,
    `${id} the nodes to the right, and those to the left, by one association`,
    { portable: true },
    async (db) => {
      await nodes(db)
      const query = pipe(
        from(node),
        orderBy(node.c.id),
        select({
          label: node.c.label,
          right: collect(rightNodes, (rows, n) => pipe(rows, orderBy(n.c.id), select({ label: n.c.label }))),
          left: collect(leftNodes, (rows, n) => pipe(rows, orderBy(n.c.id), select({ label: n.c.label }))),
        }),
      )
      assert.equal(expectRight(await all(query)(db)()), [
        { label: 'n1', right: [{ label: 'n2' }, { label: 'n3' }], left: [] },
        { label: 'n2', right: [{ label: 'n3' }], left: [{ label: 'n1' }] },
        { label: 'n3', right: [], left: [{ label: 'n1' }, { label: 'n2' }] },
      ])
    },
  )
}

// ---- a query with a parent -------------------------------------------------------------------

onEach(
  test,
  'G11 the addresses of a user that is known, under a further condition',
  { portable: true },
  async (db, _, log) => {
    await filled(
      [user, address],
      [
        pipe(insertInto(user), values([{ id: 1 }])),
        pipe(
          insertInto(address),
          values([
            { id: 1, userId: 1, email: 'a@x' },
            { id: 2, userId: null, email: 'b@x' },
          ]),
        ),
      ],
    )(db)
    const userAddresses = oneToMany(user, address)
    log.length = 0
    const query = pipe(
      from(address),
      where(withParent(userAddresses, { id: 1 })),
      where(like(address.c.email, 'a%')),
      select({ id: address.c.id, email: address.c.email }),
    )
    assert.equal(expectRight(await all(query)(db)()), [{ id: 1, email: 'a@x' }])
    assert.is(log.length, 1)
  },
)

test.run()
