import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { AnyExpr } from '../../lib/ast/Expr.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import * as joinery from '../../lib/index.js'
import {
  all,
  boolean,
  bytea,
  crossJoin,
  date,
  desc,
  distinct,
  eq,
  existsColumn,
  filterWhere,
  forOrdinality,
  from,
  gt,
  integer,
  isJson,
  isNotJson,
  json,
  jsonArray,
  jsonArrayagg,
  jsonArrayFrom,
  jsonb,
  jsonExists,
  jsonObject,
  jsonObjectagg,
  jsonOf,
  jsonQuery,
  jsonScalar,
  jsonSerialize,
  jsonTable,
  jsonValue,
  leftJoin,
  nestedPath,
  not,
  null_,
  nullable,
  numeric,
  orderBy,
  orderedBy,
  over,
  partitionBy,
  pathColumn,
  select,
  selectOnly,
  tableOf,
  text,
  timestamptz,
  value,
  where,
  window,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { orgs, seedDocuments } from '../support/documents.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr, expectSql } from '../support/expectSql.js'
import { expectFunctions } from '../support/functions.js'

const test = suite('sqlJson')

const it = { a: [1, 2], b: 'x', c: null, d: '2026-11-22' }
const doc = value(jsonb<typeof it>(), it)
const one_ = value(integer, 1)
const none = null_(integer)
const since = { since: 16, once: true }
const newest = { since: 17, once: true }

// a clause after the test would be taken for one of it
test('a test for JSON before WITH stands in parentheses', () => {
  expectExpr(postgres)(
    jsonObject({ a: isJson(users.c.name) }, { uniqueKeys: true }),
    `json_object('a': ("users"."name" is json) with unique keys)`,
  )
})

// -------------------------------------------------------------------------------------
// expressions, one line each
// -------------------------------------------------------------------------------------

expectFunctions(test, [
  // constructors
  [
    jsonObject({ id: one_, none }),
    "json_object('id': $1::integer, 'none': $2::integer)",
    [1, null],
    { id: 1, none: null },
    since,
  ],
  [
    jsonObject({ id: one_, none }, { onNull: 'absent', uniqueKeys: true, returning: jsonb() }),
    "json_object('id': $1::integer, 'none': $2::integer absent on null with unique keys returning jsonb)",
    [1, null],
    { id: 1 },
    since,
  ],
  [jsonObject({}, { onNull: 'absent' }), 'json_object()', [], {}, since],
  [jsonObject({ a: 1 }, { returning: text }), `json_object('a': $1::json returning text)`, [1], '{"a" : 1}', since],
  [jsonObject([[value(text, 'k'), one_]]), 'json_object($1::text: $2::integer)', ['k', 1], { k: 1 }, since],
  [jsonArray([one_, none, 'x']), 'json_array($1::integer, $2::integer, $3::text)', [1, null, 'x'], [1, 'x'], since],
  [
    jsonArray([one_, none], { onNull: 'null', returning: jsonb() }),
    'json_array($1::integer, $2::integer null on null returning jsonb)',
    [1, null],
    [1, null],
    since,
  ],
  [jsonArray([]), 'json_array()', [], [], since],
  [
    jsonScalar(value(timestamptz, new Date(0))),
    'json_scalar($1::timestamptz)',
    [new Date(0)],
    (s: string) => s.startsWith('1970-01-01T'),
    newest,
  ],
  [jsonScalar('x'), 'json_scalar($1::text)', ['x'], 'x', newest],
  [jsonOf(value(text, '{"a": 1}')), 'json($1::text)', ['{"a": 1}'], { a: 1 }, newest],
  [jsonOf(value(text, '[]'), { uniqueKeys: true }), 'json($1::text with unique keys)', ['[]'], [], newest],
  [jsonSerialize(value(jsonb(), [1])), 'json_serialize($1::jsonb::json)', [[1]], '[1]', newest],
  [
    jsonSerialize(value(json(), [1]), bytea),
    'json_serialize($1::json returning bytea)',
    [[1]],
    (bytes: Uint8Array) => new TextDecoder().decode(bytes) === '[1]',
    newest,
  ],

  // tests
  [isJson(value(text, '{}')), '$1::text is json', ['{}'], true, since],
  [isJson(value(text, '[1]'), 'object'), '$1::text is json object', ['[1]'], false, since],
  [isJson(value(text, '1'), 'scalar'), '$1::text is json scalar', ['1'], true, since],
  [isNotJson(value(text, '[1'), 'array'), '$1::text is not json array', ['[1'], true, since],
  [
    isJson(value(text, '{"a":1,"a":2}'), 'object', { uniqueKeys: true }),
    '$1::text is json object with unique keys',
    ['{"a":1,"a":2}'],
    false,
    since,
  ],
  [isJson(null_(text)), '$1::text is json', [null], null, since],
  [not(isJson(value(text, '{'))), 'not $1::text is json', ['{'], true, since],

  // what a path finds
  [jsonExists(doc, '$.a[*] ? (@ > 1)'), 'json_exists($1::jsonb, $2::jsonpath)', [it, '$.a[*] ? (@ > 1)'], true, newest],
  [
    jsonExists(doc, '$.a[*] ? (@ > $least)', { passing: { least: 5, Other: one_ } }),
    'json_exists($1::jsonb, $2::jsonpath passing $3::jsonb as "least", $4::integer as "Other")',
    [it, '$.a[*] ? (@ > $least)', 5, 1],
    false,
    newest,
  ],
  [
    jsonExists(doc, 'strict $.z', { onError: 'unknown' }),
    'json_exists($1::jsonb, $2::jsonpath unknown on error)',
    [it, 'strict $.z'],
    null,
    newest,
  ],
  [jsonValue(doc, '$.b'), 'json_value($1::jsonb, $2::jsonpath)', [it, '$.b'], 'x', newest],
  [jsonValue(doc, '$.c'), 'json_value($1::jsonb, $2::jsonpath)', [it, '$.c'], null, newest],
  [
    jsonValue(doc, '$.z', { returning: integer, onEmpty: { default: 7 }, onError: 'error' }),
    'json_value($1::jsonb, $2::jsonpath returning integer default 7 on empty error on error)',
    [it, '$.z'],
    7,
    newest,
  ],
  [
    jsonValue(doc, '$.a[0]', { returning: numeric() }),
    'json_value($1::jsonb, $2::jsonpath returning numeric)',
    [it, '$.a[0]'],
    '1',
    newest,
  ],
  [
    jsonValue(doc, '$.z', { returning: date, onEmpty: { default: '2026-01-01' } }),
    "json_value($1::jsonb, $2::jsonpath returning date default '2026-01-01' on empty)",
    [it, '$.z'],
    '2026-01-01',
    newest,
  ],
  [
    jsonValue(doc, '$.z', { onEmpty: { default: "it's" } }),
    "json_value($1::jsonb, $2::jsonpath default 'it''s' on empty)",
    [it, '$.z'],
    "it's",
    newest,
  ],
  [jsonQuery(doc, '$.a'), 'json_query($1::jsonb, $2::jsonpath)', [it, '$.a'], [1, 2], newest],
  [
    jsonQuery(doc, '$.a[*]', { wrapper: 'unconditional', onEmpty: 'empty array', onError: 'empty object' }),
    'json_query($1::jsonb, $2::jsonpath with unconditional wrapper empty array on empty empty object on error)',
    [it, '$.a[*]'],
    [1, 2],
    newest,
  ],
  [
    jsonQuery(doc, '$.b', { returning: text, quotes: 'omit' }),
    'json_query($1::jsonb, $2::jsonpath returning text omit quotes)',
    [it, '$.b'],
    'x',
    newest,
  ],
  [
    jsonQuery(doc, '$.z', { returning: jsonb<{ n: number }>(), onEmpty: { default: { n: 1 } } }),
    `json_query($1::jsonb, $2::jsonpath returning jsonb default '{"n":1}' on empty)`,
    [it, '$.z'],
    { n: 1 },
    newest,
  ],
])

// -------------------------------------------------------------------------------------
// aggregates and queries
// -------------------------------------------------------------------------------------

const ages = orderedBy(desc(users.c.id))(jsonArrayagg(users.c.age, { onNull: 'null', returning: jsonb() }))

test('an aggregate has its clauses after its order', () => {
  expectExpr(postgres)(
    ages as never,
    'json_arrayagg("users"."age" order by "users"."id" desc null on null returning jsonb)',
  )
  expectExpr(postgres)(
    filterWhere(gt(users.c.id, 1))(
      jsonObjectagg(users.c.name, users.c.age, { onNull: 'absent', uniqueKeys: true }),
    ) as never,
    'json_objectagg("users"."name": "users"."age" absent on null with unique keys) filter (where "users"."id" > $1)',
    [1],
  )
  expectExpr(postgres)(
    over(pipe(window, partitionBy(users.c.state)))(jsonArrayagg(users.c.id)) as never,
    'json_arrayagg("users"."id") over (partition by "users"."state")',
  )
})

onEach(test, 'aggregates gather rows', { newest: true }, async (db) => {
  await seed(db)
  const query = pipe(
    from(users),
    select({
      ages,
      some: orderedBy(users.c.id)(jsonArrayagg(users.c.age)),
      byName: jsonObjectagg(users.c.name, users.c.age, { onNull: 'absent', uniqueKeys: true }),
      all: jsonObjectagg(users.c.name, users.c.age),
      none: filterWhere(gt(users.c.id, 9))(jsonArrayagg(users.c.id)),
    }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    {
      ages: [null, 25, 31],
      some: [31, 25],
      byName: { jack: 31, ed: 25 },
      all: { jack: 31, ed: 25, wendy: null },
      none: null,
    },
  ])
})

const titles = jsonArrayFrom(
  pipe(from(posts), where(eq(posts.c.authorId, users.c.id)), orderBy(desc(posts.c.id)), select({ body: posts.c.body })),
  jsonb(),
)

test('the rows of a query are an array', () => {
  expectSql(postgres)(
    pipe(from(users), select({ titles })),
    `
    select json_array(
      select "posts"."body"
      from "posts"
      where "posts"."author_id" = "users"."id"
      order by "posts"."id" desc returning jsonb
    ) as "titles"
    from "users"
    `,
  )
})

onEach(
  test,
  'in the order of the query, without nulls, and null where there is no row',
  { newest: true },
  async (db) => {
    await seed(db)
    assert.equal(expectRight(await all(pipe(from(users), orderBy(users.c.id), select({ titles })))(db)()), [
      { titles: ['left, right'] },
      { titles: ['a to b'] },
      { titles: null },
    ])
  },
)

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

const order = {
  items: [
    { sku: 'a', n: 2, tags: ['x', 'y'] },
    { sku: 'b', gift: true },
  ],
}

const item = tableOf('item')(
  jsonTable(
    value(jsonb(), order),
    '$.items[*] ? (@.sku != $skip)',
    {
      nr: forOrdinality,
      sku: text,
      n: pathColumn(integer, '$.n', { onEmpty: { default: 1 } }),
      gift: existsColumn('$.gift'),
      whole: pathColumn(jsonb<object>(), '$'),
      tags: nestedPath('$.tags[*]', { at: forOrdinality, tag: pathColumn(text, '$') }),
    },
    { passing: { skip: 'none' }, onError: 'error' },
  ),
)

test('a table of JSON has a column for each that is said, and for those that are nested', () => {
  expectSql(postgres)(
    pipe(from(item), select({ nr: item.c.nr, tag: item.c.tag })),
    `
    select "item"."nr", "item"."tag"
    from json_table($1::jsonb, '$.items[*] ? (@.sku != $skip)' passing $2::text as "skip" columns ("nr" for ordinality, "sku" text, "n" integer path '$.n' default 1 on empty, "gift" boolean exists path '$.gift', "whole" jsonb path '$', nested path '$.tags[*]' as "tags" columns ("at" for ordinality, "tag" text path '$')) error on error) as "item" ("nr", "sku", "n", "gift", "whole", "at", "tag")
    `,
    [order, 'none'],
  )
})

onEach(test, 'it is read as any source', { newest: true }, async (db) => {
  const { nr, sku, n, gift, at, tag } = item.c
  const query = pipe(from(item), orderBy(nr, at), select({ nr, sku, n, gift, at, tag }))
  assert.equal(expectRight(await all(query)(db)()), [
    { nr: 1, sku: 'a', n: 2, gift: false, at: 1, tag: 'x' },
    { nr: 1, sku: 'a', n: 2, gift: false, at: 2, tag: 'y' },
    { nr: 2, sku: 'b', n: 1, gift: true, at: null, tag: null },
  ])
})

onEach(test, 'it reads the sources before it', { newest: true }, async (db) => {
  await seedDocuments(db)
  const flag = tableOf('flag')(
    jsonTable(orgs.c.settings, '$.flags[*]', { nr: forOrdinality, name: pathColumn(nullable(text), '$') }),
  )
  const inner = pipe(
    from(orgs),
    crossJoin(flag),
    orderBy(orgs.c.id, flag.c.nr),
    select({ id: orgs.c.id, flag: flag.c.name }),
  )
  assert.equal(expectRight(await all(inner)(db)()), [
    { id: 1, flag: 'sso' },
    { id: 1, flag: 'beta' },
  ])
  const outer = pipe(
    from(orgs),
    leftJoin(flag, value(boolean, true)),
    orderBy(orgs.c.id, flag.c.nr),
    select({ id: orgs.c.id, nr: flag.c.nr }),
  )
  assert.equal(expectRight(await all(outer)(db)()), [
    { id: 1, nr: 1 },
    { id: 1, nr: 2 },
    { id: 2, nr: null },
  ])
})

// -------------------------------------------------------------------------------------
// refusals
// -------------------------------------------------------------------------------------

const js: any = joinery

const said = (dialect: Dialect, expr: AnyExpr): ReadonlyArray<string> =>
  problemsOf(dialect)(selectOnly({ it: expr as joinery.Expr<unknown, never, never> })).map(describeCompileError)

const saidOf = (source: unknown): ReadonlyArray<string> =>
  problemsOf(postgres)(js.select({ it: one_ })(js.from(source))).map(describeCompileError)

const table = (...args: ReadonlyArray<unknown>) => js.tableOf('t')(js.jsonTable(...args))

const refusals: ReadonlyArray<readonly [what: string, said: () => ReadonlyArray<string>, text: string]> = [
  [
    'an option that is none',
    () => said(postgres, js.jsonValue(doc, '$', { default: 1 })),
    'the option default of jsonValue is none: give passing, returning, onEmpty, onError',
  ],
  [
    'a word that is none',
    () => said(postgres, js.jsonObject({ a: 1 }, { onNull: 'null on null' })),
    'the option onNull of jsonObject is not what it may be: give one of null, absent',
  ],
  [
    'a behaviour that is none',
    () => said(postgres, js.jsonQuery(doc, '$', { onError: 'ignore' })),
    'the option onError of jsonQuery is not what it may be: give one of null, error, empty array, empty object, or { default: value }',
  ],
  [
    'a type by its name',
    () => said(postgres, js.jsonValue(doc, '$', { returning: 'integer' })),
    'the option returning of jsonValue is not what it may be: give a column type, as jsonb()',
  ],
  [
    'options that are no object',
    () => said(postgres, js.jsonArray([1], 'absent')),
    'the options of jsonArray are no object: give { onNull, returning }',
  ],
  [
    'a kind of JSON that is none',
    () => said(postgres, js.isJson(value(text, ''), 'objects')),
    'the option kind of isJson is not what it may be: give one of value, object, array, scalar',
  ],
  [
    'a default that is no value of the type',
    () => said(postgres, js.jsonValue(doc, '$', { returning: integer, onEmpty: { default: 'x' } })),
    'a literal cannot be integer: it takes a whole number from -2147483648 to 2147483647: give a value of the column’s type',
  ],
  [
    'a table where a value belongs',
    () => said(postgres, jsonTable(doc, '$', { a: text })),
    "jsonTable stands where a value belongs: read it in FROM: tableOf('t')(jsonTable(…))",
  ],
  [
    'a path of a table that is an expression',
    () => saidOf(table(doc, value(text, '$'), { a: text })),
    "the path of jsonTable is no string: give one, as '$.a[*]'",
  ],
  [
    'a column that is none',
    () => saidOf(table(doc, '$', { a: 'text' })),
    `the column "a" of jsonTable is none: give a column type, or pathColumn(text, '$.path')`,
  ],
  [
    'a path of a column that is none',
    () => saidOf(table(doc, '$', { a: js.pathColumn(text, 7) })),
    "the path of pathColumn is no string: give one, as '$.a[*]'",
  ],
  [
    'a nested column that is none',
    () => saidOf(table(doc, '$', { a: js.nestedPath('$', { b: 1 }) })),
    `the column "b" of jsonTable is none: give a column type, or pathColumn(text, '$.path')`,
  ],
  [
    'an aggregate of distinct values, which the standard has not',
    () => said(postgres, distinct(jsonArrayagg(users.c.id) as never) as never),
    'jsonArrayagg takes no distinct: aggregate the distinct rows of a subquery',
  ],
  [
    'an order of what becomes an object',
    () => said(postgres, orderedBy(users.c.id)(jsonObjectagg(users.c.name, users.c.id)) as never),
    'jsonObjectagg takes no order: use jsonObjectAgg, or order the rows in a subquery',
  ],
]

for (const [what, messages, text_] of refusals)
  test(`${what} is refused`, () => {
    assert.ok(messages().includes(text_), messages().join('\n'))
  })

test('a path of a table is quoted, whatever it holds', () => {
  const hostile = tableOf('t')(
    jsonTable(value(json(), []), `$."it's \\ "`, { a: pathColumn(text, `$.'); drop table x --`) }),
  )
  expectSql(postgres)(
    pipe(from(hostile), select({ a: hostile.c.a })),
    String.raw`
    select "t"."a"
    from json_table($1::json, E'$."it''s \\ "' columns ("a" text path '$.''); drop table x --')) as "t" ("a")
    `,
    [[]],
  )
})

test('SQLite says what it has not', () => {
  assert.equal(said(sqlite, jsonExists(doc, '$')), ['sqlite has no json_exists: calculate it in the program'])
  assert.equal(said(sqlite, jsonObject({ a: 1 })), ['sqlite has no json_object: calculate it in the program'])
  assert.ok(said(sqlite, jsonArrayagg(users.c.id) as never).length > 0)
  assert.ok(said(sqlite, isJson(value(text, '{}'))).length > 0)
})

test.run()
