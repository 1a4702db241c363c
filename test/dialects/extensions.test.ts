/** The types of extensions that come with PostgreSQL: hstore and citext. */
import { PGlite } from '@electric-sql/pglite'
import { citext as citextExtension } from '@electric-sql/pglite/contrib/citext'
import { hstore as hstoreExtension } from '@electric-sql/pglite/contrib/hstore'
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { connect } from '../../dialects/pglite/connect.js'
import type { Database } from '../../lib/exec/Connection.js'
import {
  all,
  array,
  asText,
  citext,
  collect,
  composite,
  describeError,
  eq,
  execute,
  from,
  hstore,
  in_,
  insertInto,
  integer,
  nullable,
  one,
  oneToMany,
  orderBy,
  primaryKey,
  references,
  reflectTable,
  select,
  table,
  values,
  where,
} from '../../lib/index.js'
import { tableNode } from '../../lib/schema/Table.js'
import { onPostgres, postgresUrl, sendSql } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'

const test = suite('extensions')

const pairs = [
  {},
  { a: '1', b: null },
  { '': '', null: 'NULL', NULL: null },
  { 'a "b" \\ c': '=>, "{}" \\\\ \'', 日本語: '🎉', 'x\ny': '\t' },
  JSON.parse('{"__proto__": "a", "constructor": null}'),
]

const things = table('things', {
  id: primaryKey(integer),
  parent: pipe(
    nullable(integer),
    references(() => things.c.id),
  ),
  it: hstore,
  name: citext,
  list: array(nullable(hstore)),
  pair: composite('pair', { n: integer, it: nullable(hstore), name: nullable(citext) }),
  text: asText(hstore),
})

const children = oneToMany(things, things)

const rows = pairs.map((it, id) => ({
  id,
  parent: id === 0 ? null : 0,
  it,
  name: `Name ${id}`,
  list: [it, null, it],
  pair: { n: id, it, name: 'A "B"' },
  text: '"a"=>"1"',
}))

const body = async (db: Database): Promise<void> => {
  await sendSql(db, 'create type pair as (n integer, it hstore, name citext)')
  await sendSql(
    db,
    'create table things (id integer primary key, parent integer references things (id), it hstore, name citext, list hstore[], pair pair, text hstore)',
  )
  expectRight(await execute(pipe(insertInto(things), values(rows)))(db)())
  assert.equal(expectRight(await all(pipe(from(things), orderBy(things.c.id), select(things)))(db)()), rows)
  const them = collect(children, (of, t) => pipe(of, orderBy(t.c.id), select(t)))
  const nested = pipe(from(things), where(eq(things.c.id, 0)), select({ them }))
  assert.equal(expectRight(await one(nested)(db)()).them, rows.slice(1))
  for (const row of rows) {
    const found = pipe(
      from(things),
      where(eq(things.c.it, row.it)),
      where(in_(things.c.it, [row.it])),
      select({ id: things.c.id }),
    )
    assert.equal(expectRight(await all(found)(db)()), [{ id: row.id }])
  }
  const named = pipe(from(things), where(eq(things.c.name, 'nAME 3')), select({ name: things.c.name }))
  assert.equal(expectRight(await all(named)(db)()), [{ name: 'Name 3' }])
  const reflected = expectRight(await reflectTable('things')(db)())
  assert.equal(
    Object.entries(tableNode(reflected).definitions).map(([key, { type }]) => [key, type._tag]),
    [
      ['id', 'integer'],
      ['parent', 'integer'],
      ['it', 'hstore'],
      ['name', 'citext'],
      ['list', 'array'],
      ['pair', 'other'],
      ['text', 'hstore'],
    ],
  )
  for (const bad of ['a=>1', { a: 1 }, { a: undefined }, { 'a\0': '' }, { a: '\ud800' }, []]) {
    const insert = pipe(insertInto(things), values({ ...(rows[0] as (typeof rows)[number]), id: 99, it: bad as never }))
    assert.is(expectLeft(await execute(insert)(db)())._tag, 'InvalidValue')
  }
}

test('hstore and citext are the same in every place [pglite]', async () => {
  const instance = await PGlite.create({ extensions: { hstore: hstoreExtension, citext: citextExtension } })
  const db = connect(instance)
  try {
    await sendSql(db, 'create extension hstore')
    await sendSql(db, 'create extension citext')
    await body(db)
  } finally {
    await db.close()
    await instance.close()
  }
})

const testPostgres = postgresUrl === undefined ? test.skip : test

testPostgres('hstore and citext are the same in every place [postgres]', () =>
  onPostgres(async (db) => {
    for (const name of ['hstore', 'citext']) {
      const created = await db.run({ text: `create extension ${name}`, values: [] })
      // a server may come without it, or have it in another schema already
      if (created._tag === 'Left') return console.log(`no ${name}: ${describeError(created.left)}`)
    }
    await body(db)
  }),
)

test.run()
