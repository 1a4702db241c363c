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
  arrayOf,
  arrayToJson,
  crossJoin,
  date,
  deleteKey,
  deletePath,
  eq,
  execute,
  from,
  integer,
  isNotNull,
  isNull,
  json,
  jsonArrayElements,
  jsonArrayElementsText,
  jsonArrayLength,
  jsonBuildArray,
  jsonBuildObject,
  jsonb,
  jsonbArrayElements,
  jsonbArrayElementsText,
  jsonbArrayLength,
  jsonbBuildArray,
  jsonbBuildObject,
  jsonbEach,
  jsonbEachText,
  jsonbExtractPath,
  jsonbExtractPathText,
  jsonbInsert,
  jsonbObject,
  jsonbObjectKeys,
  jsonbPathExists,
  jsonbPathExistsTz,
  jsonbPathMatch,
  jsonbPathMatchTz,
  jsonbPathQuery,
  jsonbPathQueryArray,
  jsonbPathQueryArrayTz,
  jsonbPathQueryFirst,
  jsonbPathQueryFirstTz,
  jsonbPathQueryTz,
  jsonbPretty,
  jsonbSet,
  jsonbSetLax,
  jsonbStripNulls,
  jsonbToRecord,
  jsonbToRecordset,
  jsonbTypeof,
  jsonConcat,
  jsonEach,
  jsonEachText,
  jsonExtractPath,
  jsonExtractPathText,
  jsonGet,
  jsonNull,
  jsonObject,
  jsonObjectKeys,
  jsonpath,
  jsonStripNulls,
  jsonToRecord,
  jsonToRecordset,
  jsonTypeof,
  literal,
  null_,
  nullable,
  numeric,
  one,
  orderBy,
  pathExists,
  pathMatches,
  rowToJson,
  select,
  selectOnly,
  set,
  tableOf,
  text,
  timestamptz,
  toJson,
  toJsonb,
  update,
  value,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { orgs, seedDocuments } from '../support/documents.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr, expectSql } from '../support/expectSql.js'
import { expectFunctions } from '../support/functions.js'

const test = suite('jsonFunctions')

interface Doc {
  readonly a: number
  readonly b: { readonly c: ReadonlyArray<number>; readonly d: string | null }
}

const it: Doc = { a: 1, b: { c: [2, 3], d: null } }

const doc = value(jsonb<Doc>(), it)
const plain = value(json<Doc>(), it)
const list = value(jsonb<ReadonlyArray<string>>(), ['x', 'y'])
const plainList = value(json<ReadonlyArray<string>>(), ['x', 'y'])
const one_ = value(integer, 1)

// -------------------------------------------------------------------------------------
// functions, one line each
// -------------------------------------------------------------------------------------

expectFunctions(test, [
  // what documents are made of
  [jsonTypeof(plain), 'json_typeof($1::json)', [it], 'object'],
  [jsonbTypeof(jsonNull), 'jsonb_typeof($1::jsonb)', ['null'], 'null'],
  [jsonArrayLength(plainList), 'json_array_length($1::json)', [['x', 'y']], 2],
  [jsonbArrayLength([1, 2, 3]), 'jsonb_array_length($1::jsonb)', [[1, 2, 3]], 3],
  [jsonbPretty(list), 'jsonb_pretty($1::jsonb)', [['x', 'y']], '[\n    "x",\n    "y"\n]'],
  [jsonStripNulls(plain), 'json_strip_nulls($1::json)', [it], { a: 1, b: { c: [2, 3] } }],
  [jsonbStripNulls(doc), 'jsonb_strip_nulls($1::jsonb)', [it], { a: 1, b: { c: [2, 3] } }],
  [
    jsonbStripNulls([1, null], true),
    'jsonb_strip_nulls($1::jsonb, $2::boolean)',
    [[1, null], true],
    [1],
    { since: 18 },
  ],
  [jsonObjectKeys(plain), 'json_object_keys($1::json)', [it], ['a', 'b'], { set: true }],
  [jsonbObjectKeys(doc), 'jsonb_object_keys($1::jsonb)', [it], ['a', 'b'], { set: true }],
  [jsonArrayElements(plainList), 'json_array_elements($1::json)', [['x', 'y']], ['x', 'y'], { set: true }],
  [jsonbArrayElements(list), 'jsonb_array_elements($1::jsonb)', [['x', 'y']], ['x', 'y'], { set: true }],
  [jsonArrayElementsText(plainList), 'json_array_elements_text($1::json)', [['x', 'y']], ['x', 'y'], { set: true }],
  [jsonbArrayElementsText([1, null]), 'jsonb_array_elements_text($1::jsonb)', [[1, null]], ['1', null], { set: true }],
  [
    jsonExtractPath(plain, 'b', 'c', 0),
    'json_extract_path($1::json, $2::text, $3::text, $4::text)',
    [it, 'b', 'c', '0'],
    2,
  ],
  [jsonbExtractPath(doc, 'b', 'c'), 'jsonb_extract_path($1::jsonb, $2::text, $3::text)', [it, 'b', 'c'], [2, 3]],
  [jsonExtractPathText(plain, 'a'), 'json_extract_path_text($1::json, $2::text)', [it, 'a'], '1'],
  [
    jsonbExtractPathText(doc, 'b', 'c', one_),
    'jsonb_extract_path_text($1::jsonb, $2::text, $3::text, $4::integer::text)',
    [it, 'b', 'c', 1],
    '3',
  ],

  // documents that are changed
  [jsonConcat(doc, { e: 5 }), '$1::jsonb || $2', [it, { e: 5 }], { ...it, e: 5 }],
  [jsonConcat(list, 'z'), '$1::jsonb || $2', [['x', 'y'], 'z'], ['x', 'y', 'z']],
  [jsonConcat(list, null), '$1::jsonb || $2::jsonb', [['x', 'y'], 'null'], ['x', 'y', null]],
  [jsonConcat(list, one_), '$1::jsonb || to_jsonb($2::integer)', [['x', 'y'], 1], ['x', 'y', 1]],
  [
    jsonConcat(doc, { e: one_ }),
    "$1::jsonb || jsonb_build_object('e', $2::integer)",
    [it, 1],
    { ...it, e: 1 },
    { lenient: [] },
  ],
  [deleteKey(doc, 'b'), '$1::jsonb - $2::text', [it, 'b'], { a: 1 }],
  [deleteKey(list, 0), '$1::jsonb - $2::integer', [['x', 'y'], 0], ['y']],
  [deleteKey(doc, ['a', 'b']), '$1::jsonb - $2::text[]', [it, ['a', 'b']], {}],
  [deleteKey(list, value(text, 'x')), '$1::jsonb - $2::text', [['x', 'y'], 'x'], ['y']],
  [deletePath(doc, ['b', 'c', 0]), '$1::jsonb #- $2', [it, ['b', 'c', '0']], { a: 1, b: { c: [3], d: null } }],
  [
    jsonbSet(doc, ['b', 'd'], 'new'),
    'jsonb_set($1::jsonb, $2::text[], $3::jsonb)',
    [it, ['b', 'd'], 'new'],
    { a: 1, b: { c: [2, 3], d: 'new' } },
  ],
  [jsonbSet(doc, ['b', 'd'], null), 'jsonb_set($1::jsonb, $2::text[], $3::jsonb)', [it, ['b', 'd'], 'null'], it],
  [
    jsonbSet(doc, ['a'], one_, false),
    'jsonb_set($1::jsonb, $2::text[], to_jsonb($3::integer), $4::boolean)',
    [it, ['a'], 1, false],
    it,
  ],
  [
    jsonbInsert(doc, ['b', 'c', 0], 9),
    'jsonb_insert($1::jsonb, $2::text[], $3::jsonb)',
    [it, ['b', 'c', '0'], 9],
    { a: 1, b: { c: [9, 2, 3], d: null } },
  ],
  [
    jsonbInsert(list, [0], 'z', true),
    'jsonb_insert($1::jsonb, $2::text[], $3::jsonb, $4::boolean)',
    [['x', 'y'], ['0'], 'z', true],
    ['x', 'z', 'y'],
  ],
  [
    jsonbSetLax(doc, ['b'], null_(jsonb<Doc['b']>()), true, 'delete_key'),
    "jsonb_set_lax($1::jsonb, $2::text[], $3::jsonb, $4::boolean, 'delete_key')",
    [it, ['b'], null, true],
    { a: 1 },
    { lenient: [2] },
  ],
  [
    jsonbSetLax(doc, ['a'], 7, undefined, 'return_target'),
    "jsonb_set_lax($1::jsonb, $2::text[], $3::jsonb, $4::boolean, 'return_target')",
    [it, ['a'], 7, true],
    { ...it, a: 7 },
    { lenient: [2] },
  ],

  // JSON of values
  [toJson(value(date, '2026-11-22')), 'to_json($1::date)', ['2026-11-22'], '2026-11-22'],
  [toJsonb(value(numeric(), '12.50')), 'to_jsonb($1::numeric)', ['12.50'], 12.5],
  [toJsonb('a'), 'to_jsonb($1::text)', ['a'], 'a'],
  [toJsonb(7), 'to_jsonb($1::jsonb)', [7], 7],
  [arrayToJson(arrayOf(one_, 2)), 'array_to_json(array[$1::integer, $2::integer])', [1, 2], [1, 2]],
  [arrayToJson(arrayOf(one_), true), 'array_to_json(array[$1::integer], $2::boolean)', [1, true], [1]],
  [rowToJson(joinery.row(one_, 'a') as never), 'row_to_json(($1::integer, $2::text))', [1, 'a'], { f1: 1, f2: 'a' }],
  [
    jsonBuildArray(one_, 'x', 2, null, [3], { d: one_ }),
    "json_build_array($1::integer, $2::text, $3::json, $4::jsonb, $5::json, json_build_object('d', $6::integer))",
    [1, 'x', 2, 'null', [3], 1],
    [1, 'x', 2, null, [3], { d: 1 }],
    { lenient: [0, 1, 2, 3, 4, 5] },
  ],
  [jsonbBuildArray(), 'jsonb_build_array()', [], []],
  [
    jsonBuildObject({ id: one_, name: 'x', "it's": true }),
    `json_build_object('id', $1::integer, 'name', $2::text, 'it''s', $3::boolean)`,
    [1, 'x', true],
    { id: 1, name: 'x', "it's": true },
    { lenient: [1, 3, 5] },
  ],
  [
    jsonbBuildObject({ inner: { list: [one_, 2] } }),
    "jsonb_build_object('inner', jsonb_build_object('list', jsonb_build_array($1::integer, $2::jsonb)))",
    [1, 2],
    { inner: { list: [1, 2] } },
    { lenient: [1] },
  ],
  [jsonbBuildObject({}), 'jsonb_build_object()', [], {}],
  [jsonbBuildObject({ a: 1n }), "jsonb_build_object('a', $1::bigint)", [1n], { a: 1 }, { lenient: [1] }],
  [jsonbObject(['a', '1', 'b', '2']), 'jsonb_object($1::text[])', [['a', '1', 'b', '2']], { a: '1', b: '2' }],
  [
    jsonObject(['a', 'b'], ['1', '2']),
    'json_object($1::text[], $2::text[])',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
    { a: '1', b: '2' },
  ],

  // paths
  [pathExists(doc, '$.b.c[*] ? (@ > 2)'), '$1::jsonb @? $2::jsonpath', [it, '$.b.c[*] ? (@ > 2)'], true],
  [pathMatches(doc, '$.a == 2'), '$1::jsonb @@ $2::jsonpath', [it, '$.a == 2'], false],
  [pathMatches(doc, value(jsonpath, '$.a == 1')), '$1::jsonb @@ $2::jsonpath', [it, '$.a == 1'], true],
  [pathExists(doc, value(text, '$.a')), '$1::jsonb @? $2::text::jsonpath', [it, '$.a'], true],
  [
    jsonbPathExists(doc, '$.b.c[*] ? (@ > $n)', { n: 2 }),
    'jsonb_path_exists($1::jsonb, $2::jsonpath, $3::jsonb)',
    [it, '$.b.c[*] ? (@ > $n)', { n: 2 }],
    true,
  ],
  [
    jsonbPathExists(doc, 'strict $.z', undefined, true),
    'jsonb_path_exists($1::jsonb, $2::jsonpath, $3::jsonb, $4::boolean)',
    [it, 'strict $.z', {}, true],
    null,
    { once: true },
  ],
  [
    jsonbPathMatch(doc, '$.a == $n', { n: one_ }),
    "jsonb_path_match($1::jsonb, $2::jsonpath, jsonb_build_object('n', $3::integer))",
    [it, '$.a == $n', 1],
    true,
  ],
  [jsonbPathQueryArray(doc, '$.b.c[*]'), 'jsonb_path_query_array($1::jsonb, $2::jsonpath)', [it, '$.b.c[*]'], [2, 3]],
  [jsonbPathQueryFirst(doc, '$.b.c[*]'), 'jsonb_path_query_first($1::jsonb, $2::jsonpath)', [it, '$.b.c[*]'], 2],
  [
    jsonbPathQuery(doc, '$.b.c[*]'),
    'jsonb_path_query($1::jsonb, $2::jsonpath)',
    [it, '$.b.c[*]'],
    [2, 3],
    { set: true },
  ],
  [jsonbPathExistsTz(doc, '$.a'), 'jsonb_path_exists_tz($1::jsonb, $2::jsonpath)', [it, '$.a'], true],
  [jsonbPathMatchTz(doc, '$.a == 1'), 'jsonb_path_match_tz($1::jsonb, $2::jsonpath)', [it, '$.a == 1'], true],
  [jsonbPathQueryArrayTz(doc, '$.a'), 'jsonb_path_query_array_tz($1::jsonb, $2::jsonpath)', [it, '$.a'], [1]],
  [jsonbPathQueryFirstTz(doc, '$.a'), 'jsonb_path_query_first_tz($1::jsonb, $2::jsonpath)', [it, '$.a'], 1],
  [jsonbPathQueryTz(doc, '$.a'), 'jsonb_path_query_tz($1::jsonb, $2::jsonpath)', [it, '$.a'], [1], { set: true }],
])
// -------------------------------------------------------------------------------------
// JSON null
// -------------------------------------------------------------------------------------

onEach(test, 'the JSON null is a value, and read as null', { portable: true }, async (db) => {
  const row = selectOnly({ it: jsonNull, missing: isNull(jsonNull), null_: isNull(null_(jsonb())) })
  assert.equal(expectRight(await one(row)(db)()), { it: null, missing: false, null_: true })
})

onEach(test, 'it is written to a column, and found there', { portable: true }, async (db) => {
  await seedDocuments(db)
  const changed = pipe(update(orgs), set({ settings: jsonNull as never }), where(eq(orgs.c.id, 1)))
  expectRight(await execute(changed)(db)())
  const query = pipe(
    from(orgs),
    where(isNotNull(orgs.c.settings)),
    orderBy(orgs.c.id),
    select({ id: orgs.c.id, none: eq(orgs.c.settings, jsonNull as never) }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { id: 1, none: true },
    { id: 2, none: false },
  ])
})

onEach(test, 'what JSON cannot say is refused before anything is sent', {}, async (db) => {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, { a: undefined }, new Map(), { f: () => 1 }]) {
    const result = await one(selectOnly({ it: jsonConcat(doc, bad) }))(db)()
    assert.is(result._tag, 'Left', String(bad))
  }
})

// -------------------------------------------------------------------------------------
// in FROM
// -------------------------------------------------------------------------------------

const each = tableOf('each')(jsonbEach(orgs.c.settings))
const eachText = tableOf('eachText')(jsonEachText(orgs.c.entry))
const flag = tableOf('flag')(jsonbArrayElementsText(jsonGet(orgs.c.settings, 'flags')))

test('the keys and values of a document are rows', () => {
  expectSql(postgres)(
    pipe(from(orgs), crossJoin(each), select({ id: orgs.c.id, key: each.c.key, value: each.c.value })),
    `
    select "orgs"."id", "each"."key", "each"."value"
    from "orgs"
    cross join jsonb_each("orgs"."settings") as "each" ("key", "value")
    `,
  )
})

onEach(test, 'they are read with their types', {}, async (db) => {
  await seedDocuments(db)
  const values_ = pipe(
    from(orgs),
    crossJoin(each),
    where(eq(orgs.c.id, 2)),
    orderBy(each.c.key),
    select({ key: each.c.key, value: each.c.value }),
  )
  assert.equal(expectRight(await all(values_)(db)()), [
    { key: 'flags', value: [] },
    { key: 'limits', value: { seats: 20 } },
  ])
  const texts = pipe(
    from(orgs),
    crossJoin(eachText),
    orderBy(eachText.c.key),
    select({ key: eachText.c.key, value: eachText.c.value }),
  )
  assert.equal(expectRight(await all(texts)(db)()), [
    { key: 'inner', value: '{"a":1,"b":2}' },
    { key: 'list', value: '[true,null,"a\\"b"]' },
    { key: 'none', value: null },
    { key: 'price', value: '12.5' },
  ])
  const flags = pipe(from(orgs), crossJoin(flag), orderBy(flag.c.flag), select({ id: orgs.c.id, flag: flag.c.flag }))
  assert.equal(expectRight(await all(flags)(db)()), [
    { id: 1, flag: 'beta' },
    { id: 1, flag: 'sso' },
  ])
})

onEach(test, 'they are composite values where they are selected', {}, async (db) => {
  const row = selectOnly({
    it: jsonbEach({ a: 1 }),
    text: jsonbEachText({ b: 'x' }),
    json: jsonEach(value(json(), { c: 2 })),
  })
  assert.equal(expectRight(await one(row)(db)()), {
    it: { key: 'a', value: 1 },
    text: { key: 'b', value: 'x' },
    json: { key: 'c', value: 2 },
  })
})

const rows = [
  { id: 1, tag: 'a', at: '2026-11-22' },
  { id: 2, tag: null, at: '2026-11-23' },
]

const made = tableOf('made')(jsonbToRecordset(rows, { id: integer, tag: nullable(text), at: date }))

test('the objects of an array are rows of columns that are said with the call', () => {
  expectSql(postgres)(
    pipe(from(made), select(made)),
    `
    select "made"."id", "made"."tag", "made"."at"
    from jsonb_to_recordset($1::jsonb) as "made" ("id" integer, "tag" text, "at" date)
    `,
    [rows],
  )
})

onEach(test, 'one value is many rows', {}, async (db) => {
  assert.equal(expectRight(await all(pipe(from(made), orderBy(made.c.id), select(made)))(db)()), rows)
  const [first] = rows
  const single = tableOf('single')(jsonToRecord(value(json(), first), { id: integer, at: date }))
  const both = tableOf('both')(jsonToRecordset(value(json(), rows), { id: integer }))
  const other = tableOf('other')(jsonbToRecord(first, { tag: text }))
  const query = pipe(
    from(single),
    crossJoin(both),
    crossJoin(other),
    orderBy(both.c.id),
    select({ id: single.c.id, at: single.c.at, both: both.c.id, tag: other.c.tag }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { id: 1, at: '2026-11-22', both: 1, tag: 'a' },
    { id: 1, at: '2026-11-22', both: 2, tag: 'a' },
  ])
})

// -------------------------------------------------------------------------------------
// whole rows
// -------------------------------------------------------------------------------------

onEach(test, 'a whole row is an object of its columns', {}, async (db) => {
  await seed(db)
  const query = pipe(
    from(users),
    where(eq(users.c.id, 2)),
    select({
      row: rowToJson(users),
      same: eq(toJsonb(users), toJsonb(users)),
      nested: jsonbBuildObject({ user: users }),
    }),
  )
  const ed = { id: 2, name: 'ed', fullname: null, age: 25, score: 1.5, state: 'new', managerId: 1 }
  assert.equal(expectRight(await all(query)(db)()), [{ row: ed, same: true, nested: { user: ed } }])
})

test('it is spelled by the name of the table', () => {
  expectExpr(postgres)(rowToJson(users, true) as never, 'row_to_json("users", $1::boolean)', [true])
  expectExpr(postgres)(jsonBuildArray(users) as never, 'json_build_array("users")')
})

// -------------------------------------------------------------------------------------
// refusals
// -------------------------------------------------------------------------------------

const js: any = joinery

const said = (dialect: Dialect, expr: AnyExpr): ReadonlyArray<string> =>
  problemsOf(dialect)(selectOnly({ it: expr as joinery.Expr<unknown, never, never> })).map(describeCompileError)

const fifty = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, i]))

const refusals: ReadonlyArray<readonly [what: string, expr: () => AnyExpr, text: string]> = [
  [
    'json given to a function of jsonb',
    () => jsonbTypeof(plain),
    'the argument of jsonbTypeof is json: use the function of its type, or cast(x, jsonb())',
  ],
  [
    'jsonb given to a function of json',
    () => jsonArrayLength(list),
    'the argument of jsonArrayLength is jsonb: use the function of its type, or cast(x, json())',
  ],
  [
    'a text given to a function of JSON',
    () => js.jsonbEach(users.c.name),
    'the argument of jsonbEach is not JSON: give a column of it, or cast(x, jsonb())',
  ],
  [
    'a row whose columns have other names in the database',
    () => rowToJson(posts),
    'the argument of rowToJson has a column authorId that the database calls author_id: give an object of its columns to jsonBuildObject',
  ],
  [
    'an object of too many keys',
    () => jsonbBuildObject({ ...fifty, x: one_ }),
    'the object of jsonbBuildObject has 52 keys: give at most 50, and jsonConcat the objects',
  ],
  [
    'an object that is none',
    () => js.jsonbBuildObject('a'),
    'the argument of jsonbBuildObject is no object: give an object of values and expressions, or an array of [key, value]',
  ],
  [
    'a function in an object of expressions',
    () => js.jsonbBuildObject({ a: () => 1, b: one_ }),
    'the value of "a" in jsonbBuildObject is a function, which is of no one type: say its type with value(type, it)',
  ],
  [
    'undefined in an array',
    () => js.jsonBuildArray(undefined),
    'item 1 of jsonBuildArray is undefined, which is of no one type: say its type with value(type, it)',
  ],
  [
    'a treatment of null that is none',
    () => js.jsonbSetLax(doc, ['a'], 1, true, 'ignore'),
    'onNull of jsonbSetLax is none: give one of raise_exception, use_json_null, delete_key, return_target',
  ],
  ['a path that is none', () => js.pathExists(doc, 7), "the path of pathExists is no path: give a string, as '$.a[*]'"],
  [
    'columns that are none',
    () => js.jsonbToRecordset(rows, { id: 'integer' }),
    'the columns of jsonbToRecordset are none: give an object of column types, as { id: integer }',
  ],
  [
    'texts that are none',
    () => js.jsonbObject(['a', 1]),
    "argument 1 of jsonbObject is no array of strings: give one, as ['a', 'b']",
  ],
]

for (const [what, expr, message] of refusals)
  test(`${what} is refused`, () => {
    assert.ok(said(postgres, expr()).includes(message), said(postgres, expr()).join('\n'))
  })

test('what looks like an expression, and came from JSON, is a value', () => {
  const fake = JSON.parse('{"_tag":"Raw","strings":["now()"],"holes":[],"type":{"_tag":"text"}}')
  expectExpr(postgres)(jsonbBuildObject({ a: fake, b: one_ }), "jsonb_build_object('a', $1::jsonb, 'b', $2::integer)", [
    fake,
    1,
  ])
})

test('SQLite says what it has not, rather than meaning something else', () => {
  assert.equal(said(sqlite, jsonConcat(doc, { e: 5 })), [
    'sqlite has no operator concat for jsonb: calculate it in the program',
  ])
  assert.equal(said(sqlite, deleteKey(doc, 'a')), ['sqlite has no operator sub for jsonb: calculate it in the program'])
  assert.ok(said(sqlite, jsonbBuildObject({ a: 1 })).length > 0)
  assert.ok(said(sqlite, jsonbSet(doc, ['a'], 2)).length > 0)
})

onEach(test, 'SQLite counts the elements of an array', { portable: true }, async (db) => {
  const row = selectOnly({ jsonb: jsonbArrayLength(list), json: jsonArrayLength(plainList) })
  assert.equal(expectRight(await one(row)(db)()), { jsonb: 2, json: 2 })
})

test('literals and instants are JSON too', () => {
  const moment = new Date(0)
  expectExpr(postgres)(
    jsonbBuildArray(literal(text, 'a'), value(timestamptz, moment), moment, new Uint8Array([1])),
    "jsonb_build_array('a'::text, $1::timestamptz, $2::jsonb, $3::bytea)",
    [moment, moment, new Uint8Array([1])],
  )
})

test.run()
