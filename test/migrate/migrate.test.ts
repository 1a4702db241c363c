/** Migrations are applied in order and each once, whoever else migrates, and whatever happens to the process. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Terminal } from '../../lib/cli/Command.js'
import { diffCommand } from '../../lib/cli/diff.js'
import { migrateCommand } from '../../lib/cli/migrate.js'
import { migrationsIn, writeMigration } from '../../lib/cli/migrations.js'
import type { Database } from '../../lib/exec/Connection.js'
import { all, index, integer, metadata, nullable, primaryKey, rawQuery, SQL, table, text } from '../../lib/index.js'
import { describeMigrationError, type Migration } from '../../lib/migrate/Migration.js'
import { migrate, status } from '../../lib/migrate/migrate.js'
import { migrationText } from '../../lib/migrate/write.js'
import { diff } from '../../lib/reflect/diff.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'
import { killing } from './killing.js'

const portable = { portable: true }

const migrations: ReadonlyArray<Migration> = [
  { number: 2, name: 'rows', text: `insert into t values (1, 'a;b'); insert into t values (2, 'c')` },
  { number: 1, name: 'table', text: 'create table t (id integer, name text); -- the first' },
  { number: 3, name: 'more', text: `update t set name = 'd' where id = 2;` },
]

const numbers = (list: ReadonlyArray<Migration>): ReadonlyArray<number> => list.map(({ number }) => number)

const expectApplied = async (db: Database, list: ReadonlyArray<Migration>): Promise<ReadonlyArray<number>> => {
  const done = await migrate(list)(db)()
  return done._tag === 'Right' ? numbers(done.right) : (assert.unreachable(describeMigrationError(done.left)) as never)
}

const rowsOf = async (db: Database) =>
  expectRight(await all(rawQuery({ id: integer, name: text }, SQL`select id, name from t order by id`))(db)())

onEach(test, 'migrations run in the order of their numbers, and once', portable, async (db) => {
  assert.equal(await expectApplied(db, migrations.slice(0, 2)), [1, 2])
  assert.equal(await expectApplied(db, migrations), [3])
  assert.equal(await expectApplied(db, migrations), [])
  assert.equal(await rowsOf(db), [
    { id: 1, name: 'a;b' },
    { id: 2, name: 'd' },
  ])
})

onEach(
  test,
  'a dry run says what it would do, the status what was done, and neither does anything',
  portable,
  async (db) => {
    const dry = await migrate(migrations, { dryRun: true })(db)()
    assert.equal(dry._tag === 'Right' ? numbers(dry.right) : [], [1, 2, 3])
    const done = await migrate(migrations, { to: 2 })(db)()
    assert.equal(done._tag === 'Right' ? numbers(done.right) : [], [1, 2])
    const state = await status(migrations)(db)()
    if (state._tag === 'Left') return assert.unreachable()
    assert.equal(
      state.right.applied.map(({ number, name }) => [number, name]),
      [
        [1, 'table'],
        [2, 'rows'],
      ],
    )
    assert.equal(numbers(state.right.pending), [3])
  },
)

onEach(test, 'what fails leaves nothing behind, and is said with its statement', portable, async (db) => {
  const broken = [
    ...migrations.slice(0, 2),
    { number: 3, name: 'broken', text: 'delete from t; insert into nowhere values (1)' },
  ]
  const error = expectLeft(await migrate(broken)(db)())
  assert.match(describeMigrationError(error), /^0003_broken.sql failed, and nothing of it was kept: .*nowhere/)
  assert.is((await rowsOf(db)).length, 2)
  assert.equal(await expectApplied(db, migrations), [3])
})

onEach(
  test,
  'an edited migration, a missing one, a late one and two of one number are errors',
  portable,
  async (db) => {
    await expectApplied(db, migrations.slice(0, 2))
    const told = async (list: ReadonlyArray<Migration>): Promise<string> => {
      const error = expectLeft(await migrate(list)(db)())
      return `${error._tag} ${describeMigrationError(error)}`
    }
    const [rows, first] = migrations as readonly [Migration, Migration]
    assert.match(
      await told([rows, { ...first, text: `${first.text} ` }]),
      /^Edited 0001_table.sql is not what was applied/,
    )
    assert.match(await told([rows]), /^Missing 0001_table.sql was applied, and is not there/)
    assert.match(await told([...migrations, { number: 0, name: 'late', text: 'select 1' }]), /^Late 0000_late.sql/)
    assert.match(await told([...migrations, { ...first, name: 'twin' }]), /^SameNumber table and twin/)
    // line ends of other systems are no edit
    assert.equal(await expectApplied(db, [rows, { ...first, text: first.text.replaceAll('\n', '\r\n') }]), [])
  },
)

onEach(test, 'two who migrate at once take turns', {}, async (db) => {
  const slow = migrations.map((it) => ({ ...it, text: `${it.text}; select pg_sleep(0.05)` }))
  const done = await Promise.all([migrate(slow)(db)(), migrate(slow)(db)(), migrate(slow)(db)()])
  const ran = done.flatMap((each) => (each._tag === 'Right' ? numbers(each.right) : [-1]))
  assert.equal([...ran].sort(), [1, 2, 3])
  assert.is((await rowsOf(db)).length, 2)
})

onEach(test, 'a migration that says so is in no transaction', {}, async (db) => {
  // behind a pooler, a statement in no transaction is on a connection that has no settings: it names the schema
  const { rows } = expectRight(await db.run({ text: 'select current_schema()', values: [] }))
  const text_ = `-- joinery: no transaction\nvacuum ${rows[0]?.[0]}.t;`
  assert.equal(await expectApplied(db, [...migrations, { number: 4, name: 'vacuum', text: text_ }]), [1, 2, 3, 4])
})

// -------------------------------------------------------------------------------------
// from differences
// -------------------------------------------------------------------------------------

const users = table('users', { id: primaryKey(integer), name: text, age: nullable(integer) }, (t) => [index(t.name)])

onEach(test, 'a difference becomes a migration, with its dangers, and closes the gap', {}, async (db) => {
  await sendSql(db, 'create table users (id integer primary key, name varchar(10) not null, old text)')
  await sendSql(db, `insert into users values (1, 'ann', 'x')`)
  const differences = expectRight(await diff(metadata([users]))(db)())
  const sql = migrationText(db.dialect, differences)
  if (sql._tag === 'Left') return assert.unreachable()
  assert.is(
    sql.right,
    `-- users.age is missing
alter table "users" add column "age" integer;

-- users.name is character varying(10), and should be text
alter table "users" alter column "name" type text using "name"::text;

-- users.old is there, and is not described
-- DANGER: loses data
alter table "users" drop column "old";

-- users lacks the index users_name_idx
-- DANGER: locks the table while it looks at all rows
create index "users_name_idx" on "users" ("name");
`,
  )
  assert.equal(await expectApplied(db, [{ number: 1, name: 'users', text: sql.right }]), [1])
  assert.equal(expectRight(await diff(metadata([users]))(db)()), [])
})

// -------------------------------------------------------------------------------------
// commands
// -------------------------------------------------------------------------------------

const run = async (command: typeof migrateCommand, args: ReadonlyArray<string>) => {
  const said = { out: '', err: '' }
  const terminal: Terminal = {
    out: (it) => {
      said.out += it
    },
    err: (it) => {
      said.err += it
    },
    stdin: () => '',
  }
  const code = await command.run(args, terminal)()
  return { code, ...said }
}

test('the commands: a difference is written, applied, and is none any more', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'joinery-migrate-'))
  try {
    const [db, dir] = [join(folder, 'test.db'), join(folder, 'migrations')]
    const module = join(folder, 'tables.cjs')
    const brand = `Symbol.for('joinery')`
    // what a descriptor is at run time: a module of a program would import joinery
    writeFileSync(
      module,
      `const type = { _tag: 'integer' }
const definition = { type, nullable: false, primaryKey: true, unique: false, defaultTo: null, references: null, name: null, also: null }
const columns = { id: { joinery: ${brand}, _tag: 'Column', table: 'users', name: 'id', type } }
exports.users = { joinery: ${brand}, _tag: 'Table', schema: null, name: 'users', alias: 'users', columns, c: columns,
  definitions: { id: definition }, constraints: [], details: null, only: false, sample: null }
`,
    )
    const args = [db, '--module', module, '--dir', dir]
    const first = await run(diffCommand, args)
    assert.equal(
      [first.code, first.out],
      [1, '-- the table users is missing\ncreate table "users" (\n  "id" integer primary key\n);\n'],
    )
    const written = await run(diffCommand, [...args, '--write', 'add users!'])
    assert.is(written.code, 1)
    assert.equal(readdirSync(dir), ['0001_add_users_.sql'])
    assert.is((await run(migrateCommand, [db, '--dir', dir, '--status'])).code, 1)
    assert.match((await run(migrateCommand, [db, '--dir', dir, '--dry-run'])).out, 'create table "users"')
    assert.equal(await run(migrateCommand, [db, '--dir', dir]), {
      code: 0,
      out: 'applied  0001_add_users_.sql\n',
      err: '1 applied\n',
    })
    assert.equal(await run(diffCommand, args), { code: 0, out: '', err: 'nothing differs\n' })
    assert.match(
      (await run(migrateCommand, [db, '--dir', dir, '--status'])).out,
      /^applied {2}0001_add_users_.sql {2}20/,
    )
    assert.is(writeMigration(dir, 'second', 'select 1').endsWith('0002_second.sql'), true)
    writeFileSync(join(dir, '0001_add_users_.sql'), `${readFileSync(join(dir, '0001_add_users_.sql'), 'utf8')}--`)
    assert.equal([(await run(migrateCommand, [db, '--dir', dir])).code, migrationsIn(dir).length], [2, 2])
    assert.is((await run(diffCommand, [db])).code, 2)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

// -------------------------------------------------------------------------------------
// kills
// -------------------------------------------------------------------------------------

for (const name of ['postgres', 'sqlite'] as const)
  (name === 'postgres' && process.env.JOINERY_PG === undefined ? test.skip : test)(
    `what is killed while it migrates loses nothing, and the next run completes [${name}]`,
    async () => {
      const kills = Number(process.env.KILLS ?? 6)
      assert.is(await killing(name, kills), null)
    },
  )

test.run()
