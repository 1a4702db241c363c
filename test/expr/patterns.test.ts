import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  and,
  concat,
  contains,
  endsWith,
  iContains,
  iEndsWith,
  iStartsWith,
  isNull,
  not,
  one,
  selectOnly,
  startsWith,
  text,
  value,
} from '../../lib/index.js'
import { users } from '../support/blog.js'
import { expectCases } from '../support/cases.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr } from '../support/expectSql.js'

const test = suite('patterns')

const { fullname, name } = users.c

expectCases(test, [
  {
    sentence: 'startsWith looks at the start, and heeds the case',
    expr: startsWith(fullname, 'Jack'),
    postgres: `"users"."fullname" like $1 escape '!'`,
    sqlite: '"users"."fullname" glob ?',
    values: ['Jack%'],
    sqliteValues: ['Jack*'],
    yields: [true, null, false],
  },
  {
    sentence: 'a capital letter is another letter',
    expr: startsWith(fullname, 'jack'),
    postgres: `"users"."fullname" like $1 escape '!'`,
    sqlite: '"users"."fullname" glob ?',
    values: ['jack%'],
    sqliteValues: ['jack*'],
    yields: [false, null, false],
  },
  {
    sentence: 'endsWith looks at the end',
    expr: endsWith(name, 'd'),
    postgres: `"users"."name" like $1 escape '!'`,
    sqlite: '"users"."name" glob ?',
    values: ['%d'],
    sqliteValues: ['*d'],
    yields: [false, true, false],
  },
  {
    sentence: 'contains looks everywhere',
    expr: contains(name, 'e'),
    postgres: `"users"."name" like $1 escape '!'`,
    sqlite: '"users"."name" glob ?',
    values: ['%e%'],
    sqliteValues: ['*e*'],
    yields: [false, true, true],
  },
  {
    sentence: 'iStartsWith ignores case',
    expr: iStartsWith(name, 'WE'),
    postgres: `"users"."name" ilike $1 escape '!'`,
    sqlite: `"users"."name" like ? escape '!'`,
    values: ['WE%'],
    yields: [false, false, true],
  },
  {
    sentence: 'iEndsWith ignores case',
    expr: iEndsWith(fullname, 'JONES'),
    postgres: `"users"."fullname" ilike $1 escape '!'`,
    sqlite: `"users"."fullname" like ? escape '!'`,
    values: ['%JONES'],
    yields: [true, null, false],
  },
  {
    sentence: 'iContains ignores case, and its operand may be an expression',
    expr: and(iContains(concat(name, '%'), 'K%'), not(isNull(name))),
    postgres: `"users"."name" || $1 ilike $2 escape '!' and not "users"."name" is null`,
    sqlite: `"users"."name" || ? like ? escape '!' and not "users"."name" is null`,
    values: ['%', '%K!%%'],
    yields: [true, false, false],
  },
])

test('wildcards of the text stand for themselves', () => {
  expectExpr(postgres)(startsWith(name, '5!0%_\\*?['), `"users"."name" like $1 escape '!'`, ['5!!0!%!_\\*?[%'])
  expectExpr(sqlite)(startsWith(name, '5!0%_\\*?[]'), '"users"."name" glob ?', ['5!0%_\\[*][?][[]]*'])
})

const odd = [
  '%',
  '_',
  '\\',
  '!',
  '*',
  '?',
  '[',
  ']',
  '[a]',
  '^',
  '-',
  '%!_\\*?[]',
  '',
  'é',
  "'",
  '"',
  '\\%',
  '!%',
  '$&',
]

onEach(test, 'every text is found where it is, and nowhere else', { portable: true }, async (db) => {
  for (const it of odd) {
    const holds = (whole: string) => {
      const of = value(text, whole)
      return selectOnly({
        start: startsWith(of, it),
        end: endsWith(of, it),
        anywhere: contains(of, it),
        iStart: iStartsWith(of, it),
        iEnd: iEndsWith(of, it),
        iAnywhere: iContains(of, it),
      })
    }
    for (const whole of [it, `${it}a`, `a${it}`, `a${it}\n${it}a`, 'abc', 'a', '']) {
      const start = whole.startsWith(it)
      const end = whole.endsWith(it)
      const anywhere = whole.includes(it)
      assert.equal(
        expectRight(await one(holds(whole))(db)()),
        { start, end, anywhere, iStart: start, iEnd: end, iAnywhere: anywhere },
        `${it} in ${whole}`,
      )
    }
  }
})

test('what is no text is refused', () => {
  const js: any = joinery
  const said = (expr: unknown) => problemsOf(postgres)(js.selectOnly({ it: expr })).map(describeCompileError)
  assert.equal(said(js.startsWith(name, null)), ['the text of startsWith is not a string: give a string, or use like'])
  assert.equal(said(js.iContains(name, name)), ['the text of iContains is not a string: give a string, or use like'])
  assert.equal(said(js.endsWith('x', 'x')), [
    'the operand of endsWith is not an expression: give a column, or value(type, it) for a bound value',
  ])
})

test.run()
