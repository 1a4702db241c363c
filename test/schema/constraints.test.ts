/** Rules over several columns. */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import {
  and,
  check,
  createAll,
  createTable,
  execute,
  foreignKeyOn,
  gt,
  insertInto,
  integer,
  le,
  metadata,
  nullable,
  primaryKey,
  primaryKeyOn,
  table,
  text,
  uniqueOn,
  values,
} from '../../lib/index.js'
import { foreignKeysOf, uniqueKeysOf } from '../../lib/schema/foreignKey.js'
import { tableNode } from '../../lib/schema/Table.js'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('constraints')

const folders = table(
  'folders',
  {
    account: primaryKey(integer),
    folder: primaryKey(integer),
    parent: nullable(integer),
    name: text,
    size: integer,
  },
  (t) => [
    foreignKeyOn([t.account, t.parent], () => [folders.c.account, folders.c.folder], { onDelete: 'cascade' }),
    uniqueOn([t.account, t.name]),
    check(and(gt(t.size, 0), le(t.size, 100)), { name: 'size_is_sane' }),
  ],
)

test('keys of several columns, and a check with its values as literals', () => {
  const ddl = `
    create table "folders" (
      "account" integer not null,
      "folder" integer not null,
      "parent" integer,
      "name" text not null,
      "size" integer not null,
      primary key ("account", "folder"),
      foreign key ("account", "parent") references "folders" ("account", "folder") on delete cascade,
      unique ("account", "name"),
      constraint "size_is_sane" check ("size" > 0 and "size" <= 100)
    )
    `
  expectSql(postgres)(createTable(folders), ddl)
  expectSql(sqlite)(createTable(folders), ddl)
})

test('a primary key with a name, a key that waits for the end of the transaction, nulls that are equal', () => {
  const other = table('other', { a: integer, b: nullable(integer) }, (t) => [
    primaryKeyOn([t.a], { name: 'other_key' }),
    uniqueOn([t.b], { nullsNotDistinct: true, name: 'b_once' }),
    foreignKeyOn([t.a, t.b], () => [folders.c.account, folders.c.folder], {
      deferrable: 'deferred',
      matchFull: true,
      name: 'to_folder',
    }),
  ])
  expectSql(postgres)(
    createTable(other),
    `
    create table "other" (
      "a" integer not null,
      "b" integer,
      constraint "other_key" primary key ("a"),
      constraint "b_once" unique nulls not distinct ("b"),
      constraint "to_folder" foreign key ("a", "b") references "folders" ("account", "folder") match full deferrable initially deferred
    )
    `,
  )
})

test('the keys of a table are facts', () => {
  const node = tableNode(folders)
  assert.equal(uniqueKeysOf(node), [
    ['account', 'folder'],
    ['account', 'name'],
  ])
  assert.equal(
    foreignKeysOf(node).map(({ columns, targets }) => [columns, targets?.map(({ name }) => name)]),
    [
      [
        ['account', 'parent'],
        ['account', 'folder'],
      ],
    ],
  )
})

onEach(test, 'the database keeps these rules', { portable: true }, async (db) => {
  expectRight(await createAll(metadata([folders]))(db)())
  const insert = (row: { account: number; folder: number; parent: number | null; name: string; size: number }) =>
    execute(pipe(insertInto(folders), values(row)))(db)()
  expectRight(await insert({ account: 1, folder: 1, parent: null, name: 'root', size: 1 }))
  expectRight(await insert({ account: 1, folder: 2, parent: 1, name: 'a', size: 1 }))
  const wrong = [
    await insert({ account: 2, folder: 1, parent: 2, name: 'b', size: 1 }),
    await insert({ account: 1, folder: 3, parent: 1, name: 'a', size: 1 }),
    await insert({ account: 1, folder: 4, parent: 1, name: 'c', size: 0 }),
  ]
  assert.equal(
    wrong.map((result) => expectLeft(result)._tag),
    ['ForeignKeyViolation', 'UniqueViolation', 'CheckViolation'],
  )
})

test('a constraint over what are no columns of the table says so', () => {
  const wrong = table('wrong', { a: integer }, (t) => [
    uniqueOn([folders.c.account]),
    uniqueOn([]),
    foreignKeyOn([t.a], () => 'nothing'),
    check('a > 0' as never),
  ])
  assert.equal(problemsOf(postgres)(createTable(wrong)).map(describeCompileError), [
    'a constraint of wrong names folders.account, which is not its own: give columns of the table: (t) => [uniqueOn([t.a, t.b])]',
    'a constraint of wrong has no column: give columns of the table: (t) => [uniqueOn([t.a, t.b])]',
    'postgres has no reference from wrong: let it point to a column',
    'the condition of check is not an expression: give a column, or value(type, it) for a bound value',
  ])
})

test.run()
