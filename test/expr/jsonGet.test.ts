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
  cast,
  concat,
  count,
  eq,
  from,
  groupBy,
  hasAllKeys,
  hasAnyKey,
  hasKey,
  integer,
  isNull,
  jsonb,
  jsonGet,
  jsonGetPath,
  jsonGetPathText,
  jsonGetText,
  one,
  orderBy,
  select,
  selectOnly,
  text,
  value,
} from '../../lib/index.js'
import { users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectDocuments, orgs, seedDocuments } from '../support/documents.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr } from '../support/expectSql.js'

const test = suite('jsonGet')

const { id, settings, entry } = orgs.c

const textOf = (step: string): string =>
  `(select iif(json_type("j") = 'text', "j" ->> '$', nullif("j", 'null')) from (select ${step} as "j"))`

expectDocuments(test, [
  {
    sentence: 'a string is the key of an object',
    expr: jsonGet(settings, 'limits'),
    postgres: '"orgs"."settings" -> $1::text',
    sqlite: '"orgs"."settings" -> ?',
    values: ['limits'],
    yields: [{ seats: 5, projects: null }, { seats: 20 }],
  },
  {
    sentence: 'a number is the index of an array, and steps follow each other',
    expr: jsonGet(settings, 'flags', 0),
    postgres: '"orgs"."settings" -> $1::text -> $2::integer',
    sqlite: '"orgs"."settings" -> ? -> ?',
    values: ['flags', 0],
    yields: ['sso', null],
  },
  {
    sentence: 'a negative index counts from the end',
    expr: jsonGetText(settings, 'flags', -1),
    postgres: '"orgs"."settings" -> $1::text ->> $2::integer',
    sqlite: textOf('"orgs"."settings" -> ? -> ?'),
    values: ['flags', -1],
    yields: ['beta', null],
  },
  {
    sentence: 'a text comes without its quotes',
    expr: jsonGetText(settings, 'theme'),
    postgres: '"orgs"."settings" ->> $1::text',
    sqlite: textOf('"orgs"."settings" -> ?'),
    values: ['theme'],
    yields: ['dark', null],
  },
  {
    sentence: 'a number comes as it was written',
    expr: jsonGetText(entry, 'price'),
    postgres: '"orgs"."entry" ->> $1::text',
    sqlite: textOf('"orgs"."entry" -> ?'),
    values: ['price'],
    yields: ['12.5', null],
  },
  {
    sentence: 'a boolean comes as the word',
    expr: jsonGetText(entry, 'list', 0),
    postgres: '"orgs"."entry" -> $1::text ->> $2::integer',
    sqlite: textOf('"orgs"."entry" -> ? -> ?'),
    values: ['list', 0],
    yields: ['true', null],
  },
  {
    sentence: 'a quote inside a text is no escape any more',
    expr: jsonGetText(entry, 'list', 2),
    postgres: '"orgs"."entry" -> $1::text ->> $2::integer',
    sqlite: textOf('"orgs"."entry" -> ? -> ?'),
    values: ['list', 2],
    yields: ['a"b', null],
  },
  {
    sentence: 'a JSON null is NULL as text, and so is what is not there',
    expr: jsonGetText(settings, 'limits', 'projects'),
    postgres: '"orgs"."settings" -> $1::text ->> $2::text',
    sqlite: textOf('"orgs"."settings" -> ? -> ?'),
    values: ['limits', 'projects'],
    yields: [null, null],
  },
  {
    sentence: 'a JSON null is there as a document, and read as null',
    expr: isNull(jsonGet(settings, 'limits', 'projects')),
    postgres: '"orgs"."settings" -> $1::text -> $2::text is null',
    sqlite: '"orgs"."settings" -> ? -> ? is null',
    values: ['limits', 'projects'],
    yields: [false, true],
  },
  {
    sentence: 'a part is compared, cast and put together as any other value is',
    expr: concat(jsonGetText(settings, 'theme'), '!'),
    postgres: '("orgs"."settings" ->> $1::text) || $2',
    sqlite: `(${textOf('"orgs"."settings" -> ?')}) || ?`,
    values: ['theme', '!'],
    yields: ['dark!', null],
  },
  {
    sentence: 'a text becomes a number by a cast',
    expr: cast(jsonGetText(settings, 'limits', 'seats'), integer),
    postgres: '("orgs"."settings" -> $1::text ->> $2::text)::integer',
    sqlite: `cast(${textOf('"orgs"."settings" -> ? -> ?')} as integer)`,
    values: ['limits', 'seats'],
    yields: [5, 20],
  },
  {
    sentence: 'a condition over a text compares texts',
    expr: eq(jsonGetText(settings, 'limits', 'seats'), '5'),
    postgres: '"orgs"."settings" -> $1::text ->> $2::text = $3',
    sqlite: `${textOf('"orgs"."settings" -> ? -> ?')} = ?`,
    values: ['limits', 'seats', '5'],
    yields: [true, false],
  },
  {
    sentence: 'a key may be an expression',
    expr: jsonGet(settings, concat(value(text, 'fla'), 'gs')),
    postgres: '"orgs"."settings" -> ($1::text || $2)',
    sqlite: `"orgs"."settings" -> ('$.' || json_quote(? || ?))`,
    values: ['fla', 'gs'],
    yields: [['sso', 'beta'], []],
  },
  {
    sentence: 'an index may be an expression',
    expr: jsonGet(settings, 'flags', id),
    postgres: '"orgs"."settings" -> $1::text -> "orgs"."id"',
    sqlite: '"orgs"."settings" -> ? -> "orgs"."id"',
    values: ['flags'],
    yields: ['beta', null],
  },
])

expectDocuments(test, [
  {
    sentence: 'a path is one value, whose indices are texts',
    expr: jsonGetPath(settings, ['flags', 1]),
    postgres: '"orgs"."settings" #> $1',
    values: [['flags', '1']],
    yields: ['beta', null],
  },
  {
    sentence: 'what is at the end of a path comes as text',
    expr: jsonGetPathText(settings, ['limits', 'seats']),
    postgres: '"orgs"."settings" #>> $1',
    values: [['limits', 'seats']],
    yields: ['5', '20'],
  },
  {
    sentence: 'the path of nothing is the document itself',
    expr: jsonGetPathText(jsonGet(settings, 'theme'), []),
    postgres: '"orgs"."settings" -> $1::text #>> $2',
    values: ['theme', []],
    yields: ['dark', null],
  },
  {
    sentence: 'a step of a path may be an expression',
    expr: jsonGetPath(settings, ['flags', id]),
    postgres: '"orgs"."settings" #> array[$1::text, "orgs"."id"::text]',
    values: ['flags'],
    yields: ['beta', null],
  },
  {
    sentence: 'a whole path may be an expression',
    expr: jsonGetPath(settings, arrayOf('limits', 'seats')),
    postgres: '"orgs"."settings" #> array[$1::text, $2::text]',
    values: ['limits', 'seats'],
    yields: [5, 20],
  },
  {
    sentence: 'json is asked as jsonb is',
    expr: jsonGetPath(entry, ['inner', 'b']),
    postgres: '"orgs"."entry" #> $1',
    values: [['inner', 'b']],
    yields: [2, null],
  },
  {
    sentence: 'a key is there or not',
    expr: hasKey(settings, 'theme'),
    postgres: '"orgs"."settings" ? $1',
    values: ['theme'],
    yields: [true, false],
  },
  {
    sentence: 'one of several keys is there',
    expr: hasAnyKey(settings, ['theme', 'none']),
    postgres: '"orgs"."settings" ?| $1',
    values: [['theme', 'none']],
    yields: [true, false],
  },
  {
    sentence: 'all of several keys are there, of the expressions too',
    expr: hasAllKeys(settings, arrayOf('limits', 'flags')),
    postgres: '"orgs"."settings" ?& array[$1::text, $2::text]',
    values: ['limits', 'flags'],
    yields: [true, true],
  },
])

onEach(test, 'every key is found, whatever it is', { portable: true }, async (db) => {
  for (const key of ['a', 'a b', '', '$', '$a', '$.a', '[0]', '0', 'q"x', 'b\\s', "it's", 'é', 'a.b', '{}', '"', '\\'])
    for (const asked of [jsonGet(value(jsonb(), { [key]: 1, other: 2 }), key)] as const) {
      const row = selectOnly({ bound: asked, made: jsonGet(value(jsonb(), { [key]: 1, other: 2 }), value(text, key)) })
      assert.equal(expectRight(await one(row)(db)()), { bound: 1, made: 1 }, key)
    }
})

onEach(test, 'rows are grouped by a part of a document', {}, async (db) => {
  await seedDocuments(db)
  const theme = jsonGetText(settings, 'theme')
  const query = pipe(from(orgs), groupBy(theme), orderBy(theme), select({ theme, n: count() }))
  assert.equal(expectRight(await all(query)(db)()), [
    { theme: 'dark', n: 1 },
    { theme: null, n: 1 },
  ])
})

// -------------------------------------------------------------------------------------
// refusals
// -------------------------------------------------------------------------------------

const js: any = joinery

const said = (dialect: Dialect, expr: AnyExpr): ReadonlyArray<string> =>
  problemsOf(dialect)(selectOnly({ it: expr as joinery.Expr<unknown, never, never> })).map(describeCompileError)

const refusals: ReadonlyArray<readonly [what: string, expr: () => AnyExpr, text: string]> = [
  [
    'a text as a document',
    () => js.jsonGet(users.c.name, 'a'),
    'the document of jsonGet is not JSON: give a column of it, or cast(x, jsonb())',
  ],
  [
    'json where only jsonb will do',
    () => js.hasKey(entry, 'a'),
    'the document of hasKey is json: use the function of its type, or cast(x, jsonb())',
  ],
  [
    'a bare document',
    () => js.jsonGet({ a: 1 }, 'a'),
    'the document of jsonGet is not an expression: give a column, or value(type, it) for a bound value',
  ],
  [
    'a key that is none',
    () => js.jsonGet(settings, 1.5),
    'key 1 of jsonGet is no key: give a string for a key, a whole number for an index',
  ],
  [
    'null as a key',
    () => js.jsonGetText(settings, 'a', null),
    'key 2 of jsonGetText is no key: give a string for a key, a whole number for an index',
  ],
  [
    'no key at all',
    () => js.jsonGet(settings),
    'key 1 of jsonGet is no key: give a string for a key, a whole number for an index',
  ],
  [
    'a path that is a text',
    () => js.jsonGetPath(settings, '{a,b}'),
    "the path of jsonGetPath is no path: give an array of keys and indices, as ['a', 0]",
  ],
  [
    'a path with an object in it',
    () => js.jsonGetPath(settings, ['a', {}]),
    'a step of the path of jsonGetPath is no key: give a string for a key, a whole number for an index',
  ],
  [
    'a key of hasKey that is a number',
    () => js.hasKey(settings, 1),
    "the right operand of hasKey is no string: give one, as 'a'",
  ],
  [
    'keys that are no array',
    () => js.hasAnyKey(settings, 'a'),
    "the right operand of hasAnyKey is no array of strings: give one, as ['a', 'b']",
  ],
]

for (const [what, expr, message] of refusals)
  test(`${what} is refused`, () => {
    assert.ok(said(postgres, expr()).includes(message), said(postgres, expr()).join('\n'))
  })

test('a key is never a part of the text', () => {
  expectExpr(postgres)(jsonGet(settings, "'; drop table orgs --" as never), '"orgs"."settings" -> $1::text', [
    "'; drop table orgs --",
  ])
})

test('SQLite says what it has not', () => {
  assert.equal(said(sqlite, jsonGetPath(settings, ['flags'])), [
    'sqlite has no operator getPath: compile with the dialect of PostgreSQL',
  ])
  assert.equal(said(sqlite, hasKey(settings, 'a')), [
    'sqlite has no operator hasKey: compile with the dialect of PostgreSQL',
  ])
})

test.run()
