import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { compileNode } from '../../lib/compile/compile.js'
import { laidOut } from '../../lib/compile/layout.js'
import * as typed from '../../lib/index.js'
import {
  and,
  between,
  collect,
  contains,
  doUpdate,
  eq,
  execute,
  exists,
  from,
  gt,
  in_,
  inlined,
  insertInto,
  integer,
  limit,
  onConflict,
  oneToMany,
  or,
  orderBy,
  prepare,
  print,
  rawStatement,
  SQL,
  select,
  selectOnly,
  set,
  text,
  timestamptz,
  update,
  updateMany,
  value,
  values,
  where,
} from '../../lib/index.js'
import { addresses, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'

const test = suite('print')

// -------------------------------------------------------------------------------------
// print
// -------------------------------------------------------------------------------------

const found = pipe(from(users), where(eq(users.c.name, 'jack')), limit(1), select({ id: users.c.id }))

test('a statement is printed as it runs, with its values after it', () => {
  assert.is(
    print(postgres)(found),
    'select "users"."id"\nfrom "users"\nwhere "users"."name" = $1\nlimit $2\n-- values: ["jack", 1]',
  )
  assert.is(print(sqlite)(pipe(from(users), select({ id: users.c.id }))), 'select "users"."id"\nfrom "users"')
})

test('a long list and a long condition are broken where they go on', () => {
  const wide = pipe(
    from(users),
    where(
      and(
        or(eq(users.c.name, 'jack'), eq(users.c.fullname, 'Jack Jones')),
        between(users.c.age, 18, 65),
        gt(users.c.score, 0.5),
        in_(users.c.state, ['new', 'old']),
      ),
    ),
    select({ user: users, again: users.c.name }),
  )
  assert.is(
    print(postgres)(wide),
    `select "users"."id" as "user.id",
  "users"."name" as "user.name",
  "users"."fullname" as "user.fullname",
  "users"."age" as "user.age",
  "users"."score" as "user.score",
  "users"."state" as "user.state",
  "users"."managerId" as "user.managerId",
  "users"."name" as "again"
from "users"
where ("users"."name" = $1 or "users"."fullname" = $2)
  and "users"."age" between $3 and $4
  and "users"."score" > $5
  and "users"."state" = any($6)
-- values: ["jack", "Jack Jones", 18, 65, 0.5, ["new", "old"]]`,
  )
})

test('what does not compile says why, and a statement that cannot run yet is printed', () => {
  const js: any = typed
  assert.is(
    print(postgres)(pipe(from(users), limit(-1))),
    '-- this select has no columns: say which to return: select({ id: users.c.id })',
  )
  assert.is(
    print(postgres)(js.users),
    '-- the argument of compile is not a statement: start one with from, insertInto, update or deleteFrom',
  )
  const fragment = pipe(from(posts), where(eq(posts.c.authorId, users.c.id)), select({ id: posts.c.id }))
  assert.is(print(postgres)(fragment), 'select "posts"."id"\nfrom "posts"\nwhere "posts"."author_id" = "users"."id"')
})

test('a value ends no comment', () => {
  const printed = print(postgres)(
    pipe(from(users), where(eq(users.c.name, 'x\n; drop table users\r--')), select(users)),
  )
  const [last] = printed.split('\n').slice(-1)
  assert.is(last, '-- values: ["x\\n; drop table users\\r--"]')
  const dates = selectOnly({ at: value(timestamptz, new Date(Date.UTC(2026, 10, 22))), n: value(typed.bigint, 7n) })
  assert.match(print(postgres)(dates), '-- values: ["2026-11-22T00:00:00.000Z", 7n]')
  const odd = selectOnly({ it: value(typed.jsonb<unknown>(), { a: ['\u2028', null], b: new Uint8Array([1, 255]) }) })
  assert.is(print(postgres)(odd).split(/[\n\u2028]/).length, 2)
})

// -------------------------------------------------------------------------------------
// layout
// -------------------------------------------------------------------------------------

test('nothing within quotes or comments is broken, and no text is changed but for blanks', () => {
  for (const text of [
    `select 'a, b, and c
  or d', E'it\\'s, and', "x, and y" from t -- a, b, and c`,
    'select $$a, b, and c$$, $tag$ $$, and $tag$ from t /* a, and b */ where a between 1 and 2 and b or c',
    'select f(a, b, (c, d), array[e, f]), case when a and b then c else d end from t',
    'insert into t values ((1), (2)), (3',
    ')) and ((',
  ]) {
    assert.is(laidOut(text, 1000), text)
    const narrow = laidOut(text, 10)
    const quoted = /'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$/g
    assert.equal(narrow.match(quoted), text.match(quoted))
    assert.is(narrow.replace(/\s+/g, ''), text.replace(/\s+/g, ''))
  }
})

test('what is too long in parentheses is broken within them', () => {
  assert.is(
    laidOut('select coalesce(aaaaaaaaaa, greatest(bbbbbbbbbb, cccccccccc, dddddddddd), eeeeeeeeee) as x', 40),
    `select coalesce(
  aaaaaaaaaa,
  greatest(
    bbbbbbbbbb,
    cccccccccc,
    dddddddddd
  ),
  eeeeeeeeee
) as x`,
  )
})

// -------------------------------------------------------------------------------------
// inlined
// -------------------------------------------------------------------------------------

const warning = '-- to read, and not to run: the values are written into the text\n'

const statements = [
  [
    found,
    `select "users"."id"\nfrom "users"\nwhere "users"."name" = 'jack'\nlimit 1`,
    `select "users"."id"\nfrom "users"\nwhere "users"."name" = 'jack'\nlimit 1`,
  ],
  [
    pipe(from(users), where(and(in_(users.c.id, [1, 2]), contains(users.c.name, "o'b\\"))), select({ id: users.c.id })),
    `select "users"."id"\nfrom "users"\nwhere "users"."id" in (1, 2) and "users"."name" like E'%o''b\\\\%' escape '!'`,
    `select "users"."id"\nfrom "users"\nwhere "users"."id" in (1, 2) and "users"."name" glob '*o''b\\*'`,
  ],
  [
    pipe(update(users), set({ age: null, name: 'ed' }), where(eq(users.c.id, 1))),
    `update "users"\nset "age" = null, "name" = 'ed'\nwhere "users"."id" = 1`,
    `update "users"\nset "age" = null, "name" = 'ed'\nwhere "users"."id" = 1`,
  ],
  [
    pipe(
      insertInto(users),
      values([{ name: 'jack', age: 1 }, { name: 'ed' }]),
      onConflict(
        users.c.name,
        doUpdate(() => ({ age: 2 })),
      ),
    ),
    `insert into "users" ("name", "age")\nvalues ('jack', 1), ('ed', default)\non conflict ("name") do update set "age" = 2`,
    `insert into "users" ("name", "age")\nvalues ('jack', 1), ('ed', null)\non conflict ("name") do update set "age" = 2`,
  ],
  [
    prepare({ id: integer }, (p) => pipe(from(users), where(eq(users.c.id, p.id)), select({ id: users.c.id })))({
      id: 7,
    }),
    `select "users"."id"\nfrom "users"\nwhere "users"."id" = 7`,
    `select "users"."id"\nfrom "users"\nwhere "users"."id" = 7`,
  ],
] as const

test('the inlined text has its values in it, and says that it is not what runs', () => {
  for (const [statement, inPostgres, inSqlite] of statements) {
    assert.is(inlined(postgres)(statement), warning + inPostgres)
    assert.is(inlined(sqlite)(statement), warning + inSqlite)
  }
})

const many = Array.from({ length: 700 }, (_, id) => ({ id, name: `u${id}` }))

test('no value is left out of the inlined text, of whatever statement', () => {
  const nested = collect(oneToMany(users, addresses), (rows, a) =>
    pipe(rows, where(eq(a.c.email, 'x')), orderBy(a.c.id), limit(2), select({ email: a.c.email })),
  )
  const all = [
    ...statements.map(([statement]) => statement),
    pipe(from(users), where(exists(pipe(from(posts), where(eq(posts.c.title, 'x'))))), select({ nested })),
    pipe(insertInto(users), values(many)),
    updateMany(users, 'id', many),
    rawStatement(SQL`select ${1} as a, ${'b'} as b`),
    selectOnly({ at: value(timestamptz, new Date(0)), n: value(integer, -1), t: value(text, '') }),
  ]
  for (const statement of all) {
    for (const dialect of [postgres, sqlite]) {
      const written = inlined(dialect)(statement)
      assert.ok(written.startsWith(warning), written)
      const bare = written.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, '')
      assert.not.match(bare, /\$\d|\?/)
    }
  }
})

onEach(test, 'an inlined text says the same to the database', { portable: true }, async (db) => {
  await seed(db)
  const queries = [
    found,
    pipe(from(users), where(in_(users.c.name, ['jack', "o'b"])), select({ id: users.c.id })),
    pipe(from(users), where(and(gt(users.c.score, 0.75), contains(users.c.name, 'd'))), select({ id: users.c.id })),
  ]
  for (const query of queries) {
    const compiled = compileNode(db.dialect, query)
    if (compiled._tag === 'Left') return assert.unreachable()
    const { text, values: bound, codecs } = compiled.right
    const wires = bound.map((it, i) => (codecs[i] as (typeof codecs)[number]).encode(it as never))
    const ran = expectRight(await db.run({ text, values: wires }))
    const written = expectRight(await db.run({ text: inlined(db.dialect)(query), values: [] }))
    assert.equal(written.rows, ran.rows)
    assert.is(written.rows.length, 1)
  }
  expectRight(await execute(found)(db)())
})

test('what does not compile says why in its place', () => {
  assert.is(
    inlined(postgres)(pipe(from(users), limit(-1), select({ id: users.c.id }))),
    '-- the argument of limit is not a whole number from 0: leave the clause out for all rows',
  )
})

test.run()
