import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ansi } from '../../dialects/ansi/dialect.js'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { AnyExpr } from '../../lib/ast/Expr.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import * as joinery from '../../lib/index.js'
import {
  add,
  all,
  and,
  boolean,
  cast,
  concat,
  doublePrecision,
  eq,
  fn,
  from,
  integer,
  isNull,
  jsonb,
  negative,
  not,
  null_,
  nullable,
  numeric,
  one,
  operator,
  or,
  orderBy,
  prefixOperator,
  select,
  selectOnly,
  text,
  value,
  where,
} from '../../lib/index.js'
import { seed, users } from '../support/blog.js'
import { expectCases } from '../support/cases.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr } from '../support/expectSql.js'

const test = suite('custom')

const { age, fullname, id, name } = users.c

const replace = fn('replace', text)
const rtrim = fn('rtrim', text)
const strictlyLess = operator('<', boolean)
const bits = operator('&', integer)

expectCases(test, [
  {
    sentence: 'fn calls a function by its quoted name',
    expr: replace(name, 'a', 'o'),
    postgres: '"replace"("users"."name", $1::text, $2::text)',
    values: ['a', 'o'],
    yields: ['jock', 'ed', 'wendy'],
  },
  {
    sentence: 'a function is null where an argument is null',
    expr: replace(fullname, ' ', '-'),
    postgres: '"replace"("users"."fullname", $1::text, $2::text)',
    values: [' ', '-'],
    yields: ['Jack-Jones', null, 'Wendy-Williams'],
  },
  {
    sentence: 'functions nest, and their arguments need no parentheses',
    expr: replace(concat(name, '!'), 'd!', replace('xyz', 'z', '?')),
    postgres: '"replace"("users"."name" || $1, $2::text, "replace"($3::text, $4::text, $5::text))',
    values: ['!', 'd!', 'xyz', 'z', '?'],
    yields: ['jack!', 'exy?', 'wendy!'],
  },
  {
    sentence: 'operator writes its symbol between two operands',
    expr: bits(id, value(integer, 2)),
    postgres: '"users"."id" & $1::integer',
    values: [2],
    yields: [0, 2, 2],
  },
  {
    sentence: 'operands of an operator that are no atoms get parentheses, and so does it',
    expr: add(bits(add(id, 1), bits(id, age)), 1),
    postgres: '(("users"."id" + $1) & ("users"."id" & "users"."age")) + $2',
    values: [1, 1],
    yields: [1, 1, null],
  },
  {
    sentence: 'an operator binds more tightly than and, or and not',
    expr: or(not(strictlyLess(name, 'f')), and(strictlyLess('a', name), eq(id, 2))),
    postgres: 'not "users"."name" < $1::text or $2::text < "users"."name" and "users"."id" = $3',
    values: ['f', 'a', 2],
    yields: [true, true, true],
  },
  {
    sentence: 'an operator compared needs parentheses',
    expr: eq(strictlyLess(id, value(integer, 2)), true),
    postgres: '("users"."id" < $1::integer) = $2',
    values: [2, true],
    yields: [true, false, false],
  },
])

test('a function may be in a schema, which SQLite’s are not', () => {
  const upper = fn(['pg_catalog', 'upper'], text)
  expectExpr(postgres)(upper('a'), '"pg_catalog"."upper"($1::text)', ['a'])
  assert.equal(said(sqlite, upper('a')), ['sqlite has no schema of a function: give the name alone'])
})

test('a function may have no argument', () => {
  expectExpr(postgres)(fn('pi', text)(), '"pi"()')
})

test('a name is quoted, whatever it holds', () => {
  expectExpr(postgres)(fn('a"(); drop table users --', text)(), '"a""(); drop table users --"()')
})

test('bare values are bound by their JavaScript type', () => {
  const moment = new Date(0)
  const bytes = new Uint8Array([1])
  expectExpr(postgres)(
    fn('f', text)('a', 1n, true, moment, bytes),
    '"f"($1::text, $2::bigint, $3::boolean, $4::timestamptz, $5::bytea)',
    ['a', 1n, true, moment, bytes],
  )
})

onEach(test, 'functions and operators of the database are called', {}, async (db) => {
  const holds = operator('@>', boolean)
  const at = operator('->>', nullable(text))
  const has = operator('?', boolean)
  const body = cast(value(text, '{"a": "x", "n": {"b": 1}}'), jsonb())
  const inet = fn('inet', text)
  const row = selectOnly({
    holds: holds(body, cast(value(text, '{"n": {}}'), jsonb())),
    has: has(body, 'a'),
    at: at(body, 'a'),
    none: at(body, 'z'),
    // the name of a type converts to it, as pgvector's `vector` does
    within: operator('<<', boolean)(inet('10.0.0.1'), inet('10.0.0.0/8')),
    prefixed: operator('^@', boolean)('jack', 'ja'),
    schema: fn(['pg_catalog', 'initcap'], text)('jack'),
  })
  assert.equal(expectRight(await one(row)(db)()), {
    holds: true,
    has: true,
    at: 'x',
    none: null,
    within: true,
    prefixed: true,
    schema: 'Jack',
  })
})

onEach(test, 'they filter and sort', { portable: true }, async (db) => {
  await seed(db)
  const query = pipe(
    from(users),
    where(eq(rtrim(concat(name, ' ')), name)),
    orderBy(fn('abs', integer)(operator('-', integer)(id, value(integer, 2))), id),
    select({ id }),
  )
  assert.equal(expectRight(await all(query)(db)()), [{ id: 2 }, { id: 1 }, { id: 3 }])
})

// -------------------------------------------------------------------------------------
// refusals
// -------------------------------------------------------------------------------------

const js: any = joinery

const said = (dialect: Dialect, expr: AnyExpr): ReadonlyArray<string> =>
  problemsOf(dialect)(selectOnly({ it: expr })).map(describeCompileError)

const named = "give 'name' or ['schema', 'name']"
const symbolic = 'give one such as @>, or write it with raw'

const refusals: ReadonlyArray<readonly [what: string, expr: () => AnyExpr, ...texts: ReadonlyArray<string>]> = [
  ['an empty name', () => fn('', text)(), '"" cannot be a name: it is empty'],
  ['a name with NUL', () => fn('a\0b', text)(), '"a\\u0000b" cannot be a name: it holds the NUL character'],
  ['a name that is none', () => js.fn(7, text)(), `the name of fn is not a name: ${named}`],
  ['a name in two schemas', () => js.fn(['a', 'b', 'c'], text)(), `the name of fn is not a name: ${named}`],
  ['a name that is half a path', () => js.fn(['a'], text)(), `the name of fn is not a name: ${named}`],
  [
    'a type by its name',
    () => js.fn('f', 'text')(),
    "the type of fn is not a column type: give one, as in fn('similarity', real)",
  ],
  [
    'a bare number',
    () => js.fn('f', text)(1),
    'an argument of fn is a number, which is of no one type: say its type with value(type, it)',
  ],
  [
    'null, undefined and an object',
    () => js.fn('f', text)(null, undefined, { _tag: 'Raw', strings: ['x'] }),
    'an argument of fn is null, which is of no one type: say its type with null_(type)',
    'an argument of fn is undefined, which is of no one type: say its type with value(type, it)',
    'an argument of fn is an object, which is of no one type: say its type with value(type, it)',
  ],
  [
    'a table as an argument',
    () => js.fn('f', text)(users),
    'an argument of fn is not an expression: give a column, or value(type, it) for a bound value',
  ],
  [
    'a bare number beside an operator',
    () => js.operator('&', integer)(value(integer, 1), 2),
    'the right operand of operator is a number, which is of no one type: say its type with value(type, it)',
  ],
  ...(
    [
      ['', 'is not a symbol'],
      [7, 'is not a symbol'],
      ['= 1 or', 'holds other characters than + - * / < > = ~ ! @ # % ^ & | ` ?'],
      ["'", 'holds other characters than + - * / < > = ~ ! @ # % ^ & | ` ?'],
      ['@>\n', 'holds other characters than + - * / < > = ~ ! @ # % ^ & | ` ?'],
      ['like', 'holds other characters than + - * / < > = ~ ! @ # % ^ & | ` ?'],
      ['@--', 'starts a comment'],
      ['/*', 'starts a comment'],
      ['=>', 'is no operator: it names an argument'],
      ['*-', 'ends in a sign, which would belong to what follows'],
      ['@'.repeat(64), 'is longer than 63 characters'],
    ] as const
  ).map(
    ([symbol, problem]) =>
      [
        `the symbol ${symbol}`,
        () => js.operator(symbol, text)('a', 'b'),
        `the symbol of operator ${problem}: ${symbolic}`,
      ] as const,
  ),
]

for (const [what, expr, ...texts] of refusals)
  test(`${what} is refused`, () => {
    assert.equal(said(postgres, expr()), texts)
    assert.equal(said(sqlite, expr()), texts)
  })

test('a symbol may end in a sign where PostgreSQL lets it', () => {
  expectExpr(postgres)(operator('@-', text)('a', 'b'), '$1::text @- $2::text', ['a', 'b'])
  expectExpr(postgres)(operator('-', text)('a', 'b'), '$1::text - $2::text', ['a', 'b'])
})

test('a question mark is a placeholder elsewhere than in PostgreSQL', () => {
  const has = operator('?', boolean)('a', 'b')
  expectExpr(postgres)(has, '$1::text ? $2::text', ['a', 'b'])
  assert.equal(said(sqlite, has), ['sqlite has no operator ?: call a function that does the same'])
  assert.equal(said(ansi, has), ['ansi has no operator ?: call a function that does the same'])
})

test('an operator of a schema says which, and one before its operand stands there', () => {
  expectExpr(postgres)(operator(['pg_catalog', '<'], boolean)('a', 'b'), '$1::text operator("pg_catalog".<) $2::text', [
    'a',
    'b',
  ])
  expectExpr(postgres)(prefixOperator('@', integer)(value(integer, -1)), '@ $1::integer', [-1])
  expectExpr(postgres)(
    prefixOperator(['pg_catalog', '@'], integer)(negative(id)),
    'operator("pg_catalog".@) (-"users"."id")',
  )
  expectExpr(postgres)(
    and(eq(prefixOperator('@', integer)(id), 1), isNull(prefixOperator('@', integer)(id))),
    '(@ "users"."id") = $1 and (@ "users"."id") is null',
    [1],
  )
})

onEach(test, 'operators of a schema, and before their operand, are called', {}, async (db) => {
  const row = selectOnly({
    less: operator(['pg_catalog', '<'], boolean)('a', 'b'),
    size: prefixOperator('@', integer)(value(integer, -7)),
    root: prefixOperator(['pg_catalog', '|/'], doublePrecision)(value(doublePrecision, 25)),
    none: prefixOperator('@', integer)(null_(integer)),
  })
  assert.equal(expectRight(await one(row)(db)()), { less: true, size: 7, root: 5, none: null })
})

test('the symbol of an operator is checked in its schema too', () => {
  const js: any = joinery
  const hint = 'give one such as @>, or write it with raw'
  assert.equal(said(postgres, js.operator(['s', ';'], boolean)('a', 'b')), [
    `the symbol of operator holds other characters than + - * / < > = ~ ! @ # % ^ & | \` ?: ${hint}`,
  ])
  assert.equal(said(postgres, js.operator(['s', '<', 'x'], boolean)('a', 'b')), [
    `the symbol of operator is not a symbol: ${hint}`,
  ])
  assert.equal(said(postgres, js.operator([7, '<'], boolean)('a', 'b')), [
    `the symbol of operator is not a symbol: ${hint}`,
  ])
  assert.equal(said(postgres, js.prefixOperator('--', integer)('a')), [
    `the symbol of prefixOperator starts a comment: ${hint}`,
  ])
  assert.equal(said(postgres, js.prefixOperator('@', 'integer')('a')), [
    "the type of prefixOperator is not a column type: give one, as in prefixOperator('@-@', doublePrecision)",
  ])
  expectExpr(postgres)(js.operator(['a"b', '<'], boolean)('a', 'b'), '$1::text operator("a""b".<) $2::text', ['a', 'b'])
  assert.equal(said(sqlite, operator(['main', '<'], boolean)('a', 'b')), [
    'sqlite has no operator <: call a function that does the same',
  ])
  assert.equal(said(sqlite, prefixOperator('@', integer)(id)), [
    'sqlite has no operator @: call a function that does the same',
  ])
  expectExpr(sqlite)(prefixOperator('~', integer)(id), '~ "users"."id"')
})

test('SQLite has a fixed set of operators, and orders no numeric', () => {
  assert.equal(said(sqlite, operator('@>', boolean)('a', 'b')), [
    'sqlite has no operator @>: call a function that does the same',
  ])
  assert.equal(said(sqlite, operator('<', boolean)(value(numeric(), '1'), value(numeric(), '2'))).length, 1)
})

test.run()
