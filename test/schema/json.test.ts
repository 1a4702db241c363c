/** JSON columns that a Standard Schema checks, on their way out and on their way back. */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import {
  all,
  array,
  collect,
  composite,
  createTable,
  defaultTo,
  describeError,
  eq,
  execute,
  from,
  insertInto,
  integer,
  json,
  jsonb,
  nullable,
  oneToMany,
  primaryKey,
  references,
  type StandardSchema,
  select,
  set,
  table,
  update,
  values,
  where,
} from '../../lib/index.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'
import { unhandled } from '../support/unhandled.js'

const test = suite('checked JSON')

type Issues = ReadonlyArray<{
  readonly message: string
  readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }>
}>

const schemaOf = <T>(validate: StandardSchema<T, T>['~standard']['validate']): StandardSchema<T, T> => ({
  '~standard': { version: 1, vendor: 'test', validate },
})

interface Tags {
  readonly tags: ReadonlyArray<string>
}

/** Takes away what it does not know, as most libraries do. */
const tags = schemaOf<Tags>((value) => {
  const given = (value as { readonly tags?: unknown } | null)?.tags
  if (!Array.isArray(given)) return { issues: [{ message: 'expected an array', path: ['tags'] }] }
  const issues: Issues = given.flatMap((tag, i) =>
    typeof tag === 'string'
      ? []
      : [{ message: 'expected a string', path: i % 2 === 0 ? ['tags', i] : [{ key: 'tags' }, { key: i }] }],
  )
  return issues.length > 0 ? { issues } : { value: { tags: given } }
})

const documents = table('documents', {
  id: primaryKey(integer),
  parent: pipe(
    nullable(integer),
    references(() => documents.c.id),
  ),
  doc: jsonb(tags),
  old: pipe(nullable(json(tags)), defaultTo({ tags: ['new'] })),
})

const children = oneToMany(documents, documents)

const selected = pipe(from(documents), select({ doc: documents.c.doc }))

test('a schema changes nothing about the column', () => {
  expectSql(postgres)(
    createTable(documents),
    `
    create table "documents" (
      "id" integer primary key,
      "parent" integer references "documents" ("id"),
      "doc" jsonb not null,
      "old" json default '{"tags":["new"]}'
    )
    `,
  )
})

onEach(
  test,
  'what the schema takes goes out as it is, and comes back as the schema has it',
  { portable: true },
  async (db) => {
    expectRight(await execute(createTable(documents))(db)())
    const more = { tags: ['a'], more: 1 }
    expectRight(
      await execute(
        pipe(
          insertInto(documents),
          values([
            { id: 1, doc: more, parent: null },
            { id: 2, parent: 1, doc: { tags: [] }, old: null },
          ]),
        ),
      )(db)(),
    )
    const stored = table('documents', { id: integer, doc: jsonb() })
    const found = pipe(from(stored), where(eq(stored.c.id, 1)), select({ doc: stored.c.doc }))
    assert.equal(expectRight(await all(found)(db)()), [{ doc: more }])
    assert.equal(expectRight(await all(selected)(db)()), [{ doc: { tags: ['a'] } }, { doc: { tags: [] } }])
    const nested = pipe(
      from(documents),
      where(eq(documents.c.id, 1)),
      select({
        old: documents.c.old,
        children: collect(children, (rows, d) => pipe(rows, select({ doc: d.c.doc, old: d.c.old }))),
      }),
    )
    assert.equal(expectRight(await all(nested)(db)()), [
      { old: { tags: ['new'] }, children: [{ doc: { tags: [] }, old: null }] },
    ])
  },
)

onEach(
  test,
  'what the schema refuses is not sent, and the error says where in the value',
  { portable: true },
  async (db, _, log) => {
    expectRight(await execute(createTable(documents))(db)())
    log.length = 0
    const says = async (doc: unknown) =>
      describeError(expectLeft(await execute(pipe(insertInto(documents), values({ id: 1, doc: doc as Tags })))(db)()))
    const name = (await says({ tags: ['a', 1] })).replace(/\$\d/, '$n').replace(/(text|jsonb)/, 'JSON')
    assert.is(name, 'the value for $n cannot be JSON: at tags[1]: expected a string')
    assert.match(await says({ tags: [1, 2, 'a'] }), 'at tags[0]: expected a string (and 1 more)')
    assert.match(await says({}), 'at tags: expected an array')
    const change = pipe(update(documents), set({ doc: { tags: [1] } as never }), where(eq(documents.c.id, 1)))
    assert.is(expectLeft(await execute(change)(db)())._tag, 'InvalidValue')
    assert.equal(log, [])
  },
)

onEach(test, 'what another program has stored is checked when it is read', { portable: true }, async (db) => {
  expectRight(await execute(createTable(documents))(db)())
  await sendSql(db, `insert into documents (id, doc) values (1, '{"tags": ["a", 7]}')`)
  assert.is(
    describeError(expectLeft(await all(selected)(db)())),
    'column "doc" could not be read: at tags[1]: expected a string',
  )
})

onEach(test, 'inside of arrays and composites, the path begins there', {}, async (db) => {
  await sendSql(db, 'create type pair as (n integer, doc jsonb)')
  await sendSql(db, 'create table t (many jsonb[], pair pair)')
  const t = table('t', { many: array(jsonb(tags)), pair: composite('pair', { n: integer, doc: jsonb(tags) }) })
  const good = { many: [{ tags: ['a'] }], pair: { n: 1, doc: { tags: ['"'] } } }
  const insert = (row: typeof good) => execute(pipe(insertInto(t), values(row)))(db)()
  expectRight(await insert(good))
  assert.equal(expectRight(await all(pipe(from(t), select(t)))(db)()), [good])
  const bad: any = [{ tags: [] }, { tags: ['a', null] }]
  assert.match(describeError(expectLeft(await insert({ ...good, many: bad }))), 'at [1].tags[1]: expected a string')
  assert.match(
    describeError(expectLeft(await insert({ ...good, pair: { n: 1, doc: bad[1] } }))),
    'at doc.tags[1]: expected a string',
  )
  await sendSql(db, `update t set many = array['{"tags": [1]}'::jsonb]`)
  assert.match(
    describeError(expectLeft(await all(pipe(from(t), select(t)))(db)())),
    '"many" could not be read: at [0].tags[0]: expected',
  )
})

onEach(test, 'a schema that is asynchronous, throws or gives no reason is a Left', { portable: true }, async (db) => {
  const since = unhandled()
  const says = async (validate: Parameters<typeof schemaOf>[0]) => {
    const t = table('t', { doc: jsonb(schemaOf<unknown>(validate as never)) })
    return describeError(expectLeft(await execute(pipe(insertInto(t), values({ doc: 1 })))(db)()))
  }
  const asynchronous = 'its schema is asynchronous, and a row is read at once: give it one that answers at once'
  assert.match(await says(async (value) => ({ value })), asynchronous)
  // nobody hears of it
  assert.match(await says(() => Promise.reject(new Error('late'))), asynchronous)
  assert.match(
    await says(() => {
      throw new Error('broken schema')
    }),
    'broken schema',
  )
  assert.match(await says(() => ({ issues: [] })), 'its schema refuses it')
  assert.match(await says(() => ({ issues: [{ message: 'no' }] })), 'cannot be ')
  assert.equal(await since(), [])
})

test.run()
