import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { commands } from '../../lib/cli/commands.js'
import { dispatched } from '../../lib/cli/dispatch.js'

const ran = async (args: ReadonlyArray<string>, input = '') => {
  const said = { code: 0, out: '', err: '' }
  const terminal = {
    out: (text: string) => {
      said.out += text
    },
    err: (text: string) => {
      said.err += text
    },
    stdin: () => input,
  }
  said.code = await dispatched(commands, ['from-sql', ...args], terminal)()
  return said
}

const schema = `create type mood as enum ('sad', 'ok');
create table people (
  id bigint generated always as identity primary key,
  name text not null,
  mood mood not null default 'ok',
  born date default current_date,
  tags text[] not null default '{}',
  shout text not null generated always as (upper(name)) stored,
  extra jsonb not null default '{}'
);
`

test('CREATE statements in the input make the tables, which are declared', async () => {
  const { code, out, err } = await ran([], `${schema}select name from people where mood = 'sad'`)
  assert.is(err, '')
  assert.is(code, 0)
  assert.is(
    out,
    `import { pipe } from 'fp-ts/function'
import {
  array,
  bigint,
  computed,
  currentDate,
  date,
  defaultTo,
  enumType,
  eq,
  from,
  identity,
  jsonb,
  nullable,
  primaryKey,
  select,
  table,
  text,
  upper,
  where,
} from 'joinery'

export const mood = enumType('mood', ['sad', 'ok'])

export const people = table('people', {
  id: pipe(primaryKey(bigint), identity({ always: true })),
  name: text,
  mood: pipe(mood, defaultTo('ok')),
  born: pipe(nullable(date), defaultTo(currentDate())),
  tags: pipe(array(text), defaultTo([])),
  shout: pipe(
    text,
    computed(() => upper(people.c.name)),
  ),
  extra: pipe(jsonb(), defaultTo({})),
})

export const query = pipe(from(people), where(eq(people.c.mood, 'sad')), select({ name: people.c.name }))
`,
  )
})

test('problems are said with their lines and columns, and nothing is printed', async () => {
  const { code, out, err } = await ran(['--sql', `${schema}\nselect nam,\n  frob(id) from people`])
  assert.is(code, 1)
  assert.is(out, '')
  assert.is(
    err,
    `--sql:12:8 there is no column nam here (give the tables that the statement reads)
--sql:13:3 joinery has no function frob (say it with fn('frob', type))
`,
  )
})

test('what is no SQL is a problem with its place', async () => {
  const { code, err } = await ran(['--sql', 'select 1;\nselect from from'])
  assert.is(code, 1)
  assert.is(err, '--sql:2:13 syntax error at or near "from"\n')
})

test('a definition that the database refuses is said', async () => {
  const { code, err } = await ran(['--sql', 'create table a (id nothing)'])
  assert.is(code, 1)
  assert.match(err, 'type "nothing" does not exist')
})

test('with --tables, what would be declared is imported', async () => {
  const { out } = await ran(['--sql', `${schema}select * from people`, '--tables', './db.js'])
  assert.is(
    out,
    `import { pipe } from 'fp-ts/function'
import { from, select } from 'joinery'
import { people } from './db.js'

export const query = pipe(from(people), select(people))
`,
  )
})

test('the command is a process: SQL on its standard input, TypeScript on its standard output, and a code', () => {
  const folder = mkdtempSync(`${tmpdir()}/joinery-from-sql-`)
  writeFileSync(`${folder}/a.sql`, 'select 1 as one')
  const run = (args: ReadonlyArray<string>, input = '') =>
    spawnSync(process.execPath, ['.tools/run.mjs', 'lib/cli/main.ts', 'from-sql', ...args], { encoding: 'utf8', input })
  const expected = `import { integer, selectOnly, value } from 'joinery'

export const query = selectOnly({ one: value(integer, 1) })
`
  const [file, piped] = [run([`${folder}/a.sql`]), run([], 'select 1 as one')]
  assert.equal([file.status, file.stdout], [0, expected])
  assert.equal([piped.status, piped.stdout], [0, expected])
  const wrong = run([], 'select a')
  assert.equal([wrong.status, wrong.stdout], [1, ''])
  assert.match(wrong.stderr, '-:1:8 there is no column a here')
})

test.run()
