/** Names that come from outside: every one is quoted and comes back as it went, or is refused. */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import {
  alias,
  all,
  createTable,
  eq,
  execute,
  foreignKey,
  from,
  innerJoin,
  insertInto,
  integer,
  named,
  nullable,
  numeric,
  orderBy,
  primaryKey,
  select,
  set,
  subquery,
  table,
  text,
  update,
  values,
  varchar,
  where,
} from '../../lib/index.js'
import { seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('names')

// -------------------------------------------------------------------------------------
// names that are kept
// -------------------------------------------------------------------------------------

// peers, V2: these were pasted as they are
const hostile = [
  'a"b',
  '"',
  '""',
  'x" as y, (select 1) as "z',
  'users"; drop table users; --',
  "a'b",
  'a`b',
  'a\\',
  'a\\"b',
  'a;b',
  'a--b',
  'a/*b*/',
  'a.b',
  'a b',
  'a\nb',
  '$1',
  '?',
  ':x',
  '%',
  'select',
  'SELECT',
  'ÄÖ',
  '表',
  '👍',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  'then',
]

test('a name is quoted, and the quote in it doubled', () => {
  const sneaky = alias(users, 'x" as y; --')
  const text = 'select "x"" as y; --"."name" as "a""b"\nfrom "users" as "x"" as y; --"'
  expectSql(postgres)(pipe(from(sneaky), select({ 'a"b': sneaky.c.name })), text)
  expectSql(sqlite)(pipe(from(sneaky), select({ 'a"b': sneaky.c.name })), text)
})

onEach(test, 'a name is a name wherever it stands', { portable: true }, async (db) => {
  await seed(db)
  for (const name of hostile) {
    // the name is known when the program runs only: to the types, it is another than users
    const other = alias(users, name as 'other')
    const derived = pipe(from(other), select({ [name]: other.c.name, id: other.c.id }), subquery(name as 'derived'))
    const query = pipe(
      from(derived),
      innerJoin(users, eq(users.c.id, derived.c.id)),
      where(eq(users.c.id, 1)),
      select({ [name]: derived.c[name] as typeof derived.c.id, within: { [name]: users.c.name } }),
    )
    const rows = expectRight(await all(query)(db)())
    assert.equal(
      JSON.stringify(rows),
      JSON.stringify([
        Object.fromEntries([
          [name, 'jack'],
          ['within', Object.fromEntries([[name, 'jack']])],
        ]),
      ]),
      name,
    )
  }
  assert.is(expectRight(await all(pipe(from(users), select({ id: users.c.id })))(db)()).length, 3)
})

onEach(test, 'a table and its columns can have any name', { portable: true }, async (db) => {
  for (const [i, name] of hostile.entries()) {
    // SQLite's names of tables are equal whatever their case
    const odd = table(`t${i}${name}`, { id: primaryKey(integer), it: pipe(nullable(text), named(`c${name}`)) })
    expectRight(await execute(createTable(odd))(db)())
    expectRight(await execute(pipe(insertInto(odd), values({ id: 1, it: name })))(db)())
    expectRight(await execute(pipe(update(odd), set({ it: name }), where(eq(odd.c.it, name))))(db)())
    assert.equal(
      expectRight(await all(pipe(from(odd), orderBy(odd.c.it), select(odd)))(db)()),
      [{ id: 1, it: name }],
      name,
    )
  }
})

// -------------------------------------------------------------------------------------
// names that are refused
// -------------------------------------------------------------------------------------

const problems = (dialect: Dialect, statement: Branded): ReadonlyArray<string> => [
  ...new Set(problemsOf(dialect)(statement).map(describeCompileError)),
]

const long = 'ä'.repeat(32)

const under = (name: any) => {
  const other = alias(users, name)
  return pipe(from(other), select({ id: other.c.id }))
}

const refused: { readonly [what: string]: readonly [unknown, string] } = {
  'an empty name': ['', '"" cannot be a name: it is empty'],
  NUL: ['a\0b', '"a\\u0000b" cannot be a name: it holds the NUL character'],
  'half of a surrogate pair': ['\ud83d', '"\\ud83d" cannot be a name: it holds half of a surrogate pair'],
  'a number': [1, '"1" cannot be a name: it is not a string'],
  undefined: [undefined, '"undefined" cannot be a name: it is not a string'],
  'an object': [{ toString: () => 'x"' }, '"x\\"" cannot be a name: it is not a string'],
}

for (const [what, [name, text]] of Object.entries(refused)) {
  test(`${what} is no alias`, () => {
    assert.equal(problems(postgres, under(name)), [text])
    assert.equal(problems(sqlite, under(name)), [text])
  })
}

test('PostgreSQL cuts names at 63 bytes, so a longer one is refused', () => {
  const text = `"${long}" cannot be a name: it has 64 bytes, and PostgreSQL keeps 63`
  assert.equal(problems(postgres, under(long)), [text])
  assert.equal(problems(postgres, under(`${long.slice(1)}a`)), [])
  assert.equal(problems(sqlite, under(long)), [])
})

const longKey = pipe(from(users), select({ [long]: users.c.id }))
const longColumn = table('t', { id: pipe(integer, named(long)) })
const longTable = table(long, { id: integer })

for (const [what, statement] of Object.entries({
  'a key of select': longKey,
  'the path of a nested key': pipe(from(users), select({ [long.slice(4)]: { abcdefgh: users.c.id } })),
  'a subquery': pipe(from(pipe(from(users), select({ id: users.c.id }), subquery(long))), select({ n: users.c.id })),
  'a column of a new table': createTable(longColumn),
  'a new table': createTable(longTable),
  'a column in an insert': pipe(insertInto(longColumn), values({ id: 1 })),
  'the target of a foreign key': createTable(table('u', { id: foreignKey(() => longTable.c.id) })),
})) {
  test(`${what} longer than PostgreSQL keeps is refused`, () => {
    const found = problemsOf(postgres)(statement)
    assert.equal([...new Set(found.map(({ _tag }) => _tag))], ['InvalidIdentifier'])
  })
}

// -------------------------------------------------------------------------------------
// words
// -------------------------------------------------------------------------------------

for (const action of ['cascade; drop table users', 'CASCADE', '__proto__', 'toString', '', 1]) {
  test(`${JSON.stringify(action)} is no referential action`, () => {
    const child = table('child', {
      id: foreignKey(() => users.c.id, { onDelete: action as 'cascade', onUpdate: action as 'cascade' }),
    })
    const hint = 'is not a referential action: give one of cascade, restrict, set null, set default, no action'
    assert.equal(problems(postgres, createTable(child)), [`on delete ${hint}`, `on update ${hint}`])
    assert.equal(problems(sqlite, createTable(child)), [`on delete ${hint}`, `on update ${hint}`])
  })
}

for (const length of ['30) primary key; drop table users; --', -1, 1.5, Number.NaN, 0]) {
  test(`varchar(${length}) is no type`, () => {
    const wrong = table('wrong', { name: varchar(length as number) })
    const text = 'the length of varchar is not a whole number from 1: leave it out for no limit'
    assert.equal(problems(postgres, createTable(wrong)), [text])
    assert.equal(problems(sqlite, createTable(wrong)), [text])
  })
}

for (const given of [['10, 2); drop table users; --'], [0], [10, '2)'], [10, 0.5], [Number.NaN, 2]]) {
  test(`numeric(${given.join(', ')}) is no type`, () => {
    const wrong = table('wrong', { price: nullable(numeric(...(given as [number, number]))) })
    const text =
      'the precision and scale of numeric are not whole numbers: give whole numbers, as in numeric(10, 2), or none'
    assert.equal(problems(postgres, createTable(wrong)), [text])
    assert.equal(problems(sqlite, createTable(wrong)), [text])
  })
}

test.run()
