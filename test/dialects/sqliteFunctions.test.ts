import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { AnyExpr, Expr } from '../../lib/ast/Expr.js'
import {
  abs,
  absolute,
  acos,
  acosh,
  add,
  all,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  bitAnd,
  bitLength,
  bitNot,
  bitOr,
  bitXor,
  btrim,
  bytea,
  ceil,
  ceiling,
  characterLength,
  charLength,
  chr,
  compile,
  concatText,
  concatWs,
  cos,
  cosh,
  degrees,
  doublePrecision,
  eq,
  exp,
  floor,
  format,
  gcd,
  integer,
  left,
  length,
  ln,
  log,
  log10,
  lower,
  lpad,
  ltrim,
  matches,
  md5,
  mul,
  null_,
  numeric,
  octetLength,
  pi,
  position,
  power,
  radians,
  random,
  regexpReplace,
  repeat,
  replace,
  reverse,
  right,
  round,
  rtrim,
  selectOnly,
  shiftLeft,
  shiftRight,
  sign,
  similarTo,
  sin,
  sinh,
  splitPart,
  sqrt,
  squareRoot,
  startsWith,
  strpos,
  substr,
  substring,
  tan,
  tanh,
  text,
  toChar,
  trim,
  trunc,
  upper,
  value,
} from '../../lib/index.js'
import { onSqlite } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'

const test = suite('functions of SQLite')

const it = (s: string) => value(text, s)
const whole = (n: number) => value(integer, n)
const float = (n: number) => value(doublePrecision, n)
const exact = (s: string) => value(numeric(), s)
const bytes = (...them: ReadonlyArray<number>) => new Uint8Array(them)

/** What PostgreSQL yields too: the tests of each function have the same values. */
const lines: ReadonlyArray<readonly [expr: AnyExpr, sql: string, yields: unknown]> = [
  [abs(whole(-3)), 'abs(?)', 3],
  [absolute(whole(-5)), 'abs(?)', 5],
  [sign(float(-8.4)), 'sign(?)', -1],
  [ceil(float(42.2)), 'ceil(?)', 43],
  [ceiling(whole(7)), 'ceiling(?)', 7],
  [floor(float(-42.8)), 'floor(?)', -43],
  [round(float(42.4)), 'round(?)', 42],
  [round(float(42.4382), 2), 'round(?, ?)', 42.44],
  [eq(round(float(42.4382), 2), 42.44), 'round(?, ?) = ?', true],
  [trunc(float(-42.8)), 'trunc(?)', -42],
  [power(whole(2), 10), 'power(?, ?)', 1024],
  [mul(power(whole(2), 3), 2), 'power(?, ?) * ?', 16],
  [sqrt(whole(16)), 'sqrt(?)', 4],
  [squareRoot(25), 'sqrt(?)', 5],
  [exp(float(0)), 'exp(?)', 1],
  [ln(float(1)), 'ln(?)', 0],
  [log(float(100)), 'log(?)', 2],
  [log(2, whole(64)), 'log(?, ?)', 6],
  [log10(float(1000)), 'log10(?)', 3],
  [pi(), 'pi()', Math.PI],
  [degrees(Math.PI), 'degrees(?)', 180],
  [radians(180), 'radians(?)', Math.PI],
  [sin(0), 'sin(?)', 0],
  [cos(0), 'cos(?)', 1],
  [tan(0), 'tan(?)', 0],
  [asin(0), 'asin(?)', 0],
  [acos(1), 'acos(?)', 0],
  [atan(0), 'atan(?)', 0],
  [atan2(0, 1), 'atan2(?, ?)', 0],
  [sinh(0), 'sinh(?)', 0],
  [cosh(0), 'cosh(?)', 1],
  [tanh(0), 'tanh(?)', 0],
  [asinh(0), 'asinh(?)', 0],
  [acosh(1), 'acosh(?)', 0],
  [atanh(0), 'atanh(?)', 0],
  [bitAnd(whole(91), 15), '? & ?', 11],
  [bitOr(whole(32), 3), '? | ?', 35],
  [bitNot(whole(1)), '~?', -2],
  [shiftLeft(whole(1), 4), '? << ?', 16],
  [shiftRight(whole(8), 2), '? >> ?', 2],
  [add(bitAnd(bitOr(whole(1), 2), 2), 1), '((? | ?) & ?) + ?', 3],

  [lower('TOM'), 'lower(?)', 'tom'],
  [upper('tom'), 'upper(?)', 'TOM'],
  [length('josé'), 'length(?)', 4],
  [length(bytes(1, 2)), 'length(?)', 2],
  [charLength('josé'), 'length(?)', 4],
  [characterLength('josé'), 'length(?)', 4],
  [octetLength('josé'), 'octet_length(?)', 5],
  [chr(65), 'char(?)', 'A'],
  [trim('  trim '), 'trim(?)', 'trim'],
  [btrim('xyxtrimyyx', 'xyz'), 'trim(?, ?)', 'trim'],
  [ltrim('zzzytest', 'xyz'), 'ltrim(?, ?)', 'test'],
  [rtrim('testxxzx', 'xyz'), 'rtrim(?, ?)', 'test'],
  [replace('abcdefabcdef', 'cd', 'XX'), 'replace(?, ?, ?)', 'abXXefabXXef'],
  [strpos('high', 'ig'), 'instr(?, ?)', 2],
  [position('om', 'Thomas'), 'instr(?, ?)', 3],
  [position(bytes(3), bytes(1, 2, 3)), 'instr(?, ?)', 3],
  [substring('Thomas', 2, 3), 'substr(?, ?, ?)', 'hom'],
  [substring('Thomas', 3), 'substr(?, ?)', 'omas'],
  [substr('alphabet', 3, 2), 'substr(?, ?, ?)', 'ph'],
  [substring(bytes(1, 2, 3), 2), 'substr(?, ?)', bytes(2, 3)],
  [substring('Thomas', -1, 3), 'substr(?, max(?, 1), max(min(?, ? + ? - 1), 0))', 'T'],
  [substring('Thomas', 0), 'substr(?, max(?, 1))', 'Thomas'],
  [substring('Thomas', add(whole(1), 1), whole(3)), 'substr(?, max(? + ?, 1), max(min(?, (? + ?) + ? - 1), 0))', 'hom'],
  [left('abcde', 2), 'substr(?, 1, ?)', 'ab'],
  [left('abcde', 0), 'substr(?, 1, ?)', ''],
  [right('abcde', 2), 'substr(?, -?)', 'de'],
  [right('abcde', 9), 'substr(?, -?)', 'abcde'],
  [right('abcde', 0), 'substr(?, 1, ?)', ''],
  [concatText('abcde', 2n, null_(text), whole(22)), 'concat(?, ?, ?, ?)', 'abcde222'],
  [concatWs(',', 'abcde', null_(text), whole(22)), 'concat_ws(?, ?, ?, ?)', 'abcde,22'],
  [startsWith(it('alphabet'), it('alph')), '(substr(?, 1, length(?)) = ?)', true],
  [startsWith(it('alphabet'), it('%')), '(substr(?, 1, length(?)) = ?)', false],
  [eq(startsWith(it('alphabet'), it('')), true), '(substr(?, 1, length(?)) = ?) = ?', true],
]

test('each yields what PostgreSQL yields', () =>
  onSqlite(async (db) => {
    for (const [expr, sql, yields] of lines) {
      const [row] = expectRight(await all(selectOnly({ it: expr as Expr<unknown, never, never> }))(db)())
      assert.equal(row?.it, yields, sql)
    }
  }))

test('each has SQLite’s own name', () => {
  for (const [expr, sql] of lines) {
    const compiled = compile(sqlite)(selectOnly({ it: expr as Expr<unknown, never, never> }))
    assert.is(compiled._tag === 'Right' ? compiled.right.text : compiled.left, `select ${sql} as "it"`)
  }
})

const said = (expr: AnyExpr): ReadonlyArray<string> =>
  problemsOf(sqlite)(selectOnly({ it: expr as Expr<unknown, never, never> })).map(describeCompileError)

test('a function that it has not is named', () => {
  const elsewhere = 'use another function, or do it in the program'
  assert.equal(said(regexpReplace('a', 'b', 'c')), [`sqlite has no function regexpReplace: ${elsewhere}`])
  for (const [expr, name] of [
    [md5('a'), 'md5'],
    [lpad('a', 3), 'lpad'],
    [repeat('a', 3), 'repeat'],
    [reverse('a'), 'reverse'],
    [splitPart('a', ',', 1), 'splitPart'],
    [format('a'), 'format'],
    [bitLength('a'), 'bitLength'],
    [toChar(whole(1), '9'), 'toChar'],
    [gcd(whole(1), 2), 'gcd'],
    [random(), 'random'],
  ] as const)
    assert.equal(said(expr), [`sqlite has no function ${name}: ${elsewhere}`])
})

test('what it would take another way is refused', () => {
  assert.equal(said(substring('a', 1, -1)), ['the length of substring is negative: give 0 or more'])
  assert.equal(said(left('a', -1)), [
    'sqlite has no left of a number that is no value: give a number that is not negative, or use substring',
  ])
  assert.equal(said(right('a', whole(1))), [])
  assert.equal(said(right('a', length('b'))), [
    'sqlite has no right of a number that is no value: give a number that is not negative, or use substring',
  ])
  assert.equal(said(round(float(1234.5), -1)), [
    'sqlite has no round to digits before the point: give a number of digits that is not negative',
  ])
  assert.equal(said(trunc(float(1.55), 1)), [
    'sqlite has no trunc to a number of digits: use round, or trunc without it',
  ])
  assert.equal(said(trim(bytes(0), bytes(0))), [
    'sqlite has no function trim of bytes: use another function, or do it in the program',
  ])
  assert.equal(said(length(value(bytea, bytes(1)), 'UTF8')), [
    'sqlite has no length in an encoding: leave the encoding out',
  ])
  assert.equal(said(concatText('a', float(1))), [
    'sqlite has no concatText of doublePrecision: give it texts and whole numbers',
  ])
})

test('operators that it has not are refused, and what would need the value of an exact number', () => {
  assert.equal(said(matches(it('a'), 'a')), ['sqlite has no operator matches: compile with the dialect of PostgreSQL'])
  assert.equal(said(bitXor(whole(1), 2)), ['sqlite has no operator bitXor: compile with the dialect of PostgreSQL'])
  assert.ok(said(similarTo(it('a'), 'a')).length > 0)
  for (const expr of [round(exact('1.5')), sqrt(exact('4')), power(exact('2'), 3), sin(exact('0'))])
    assert.ok(said(expr).some((text) => text.includes('for numeric, which it keeps as text')))
})

test.run()
