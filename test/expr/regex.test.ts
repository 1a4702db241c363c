import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  and,
  concat,
  eq,
  escapeLike,
  escapeRegex,
  gePattern,
  gtPattern,
  ilike,
  iMatches,
  isNull,
  lePattern,
  like,
  ltPattern,
  matches,
  not,
  notIlike,
  notIMatches,
  notLike,
  notMatches,
  notSimilarTo,
  one,
  or,
  regexpCount,
  regexpInstr,
  regexpLike,
  regexpMatch,
  regexpMatches,
  regexpReplace,
  regexpSplitToArray,
  regexpSplitToTable,
  regexpSubstr,
  selectOnly,
  similarTo,
  startsWith,
  substringMatch,
  substringSimilar,
  text,
  value,
} from '../../lib/index.js'
import { users } from '../support/blog.js'
import { expectCases } from '../support/cases.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectFunctions } from '../support/functions.js'

const test = suite('regex')

const { fullname, name } = users.c

const it = (s: string) => value(text, s)

expectFunctions(test, [
  [matches(it('Thomas'), 't.*ma'), '$1::text ~ $2', ['Thomas', 't.*ma'], false],
  [matches(it('Thomas'), it('T.*ma')), '$1::text ~ $2::text', ['Thomas', 'T.*ma'], true],
  [iMatches(it('Thomas'), 't.*ma'), '$1::text ~* $2', ['Thomas', 't.*ma'], true],
  [notMatches(it('Thomas'), 't.*max'), '$1::text !~ $2', ['Thomas', 't.*max'], true],
  [notIMatches(it('Thomas'), 'T.*ma'), '$1::text !~* $2', ['Thomas', 'T.*ma'], false],

  [
    regexpLike('Hello World', 'world$', 'i'),
    'regexp_like($1::text, $2::text, $3::text)',
    ['Hello World', 'world$', 'i'],
    true,
  ],
  [regexpLike('Hello World', 'world$'), 'regexp_like($1::text, $2::text)', ['Hello World', 'world$'], false],
  [
    regexpCount('123456789012', '\\d\\d\\d', 2),
    'regexp_count($1::text, $2::text, $3::integer)',
    ['123456789012', '\\d\\d\\d', 2],
    3,
  ],
  [
    regexpCount('ABCABCAXYaxy', 'A.', 1, 'i'),
    'regexp_count($1::text, $2::text, $3::integer, $4::text)',
    ['ABCABCAXYaxy', 'A.', 1, 'i'],
    4,
  ],
  [
    regexpInstr('ABCDEF', 'c(.)(..)', 1, 1, 0, 'i'),
    'regexp_instr($1::text, $2::text, $3::integer, $4::integer, $5::integer, $6::text)',
    ['ABCDEF', 'c(.)(..)', 1, 1, 0, 'i'],
    3,
  ],
  [
    regexpInstr('ABCDEF', 'c(.)(..)', 1, 1, 0, 'i', 2),
    'regexp_instr($1::text, $2::text, $3::integer, $4::integer, $5::integer, $6::text, $7::integer)',
    ['ABCDEF', 'c(.)(..)', 1, 1, 0, 'i', 2],
    5,
  ],
  [
    regexpInstr('ABCDEF', 'C', 1, 1, 1),
    'regexp_instr($1::text, $2::text, $3::integer, $4::integer, $5::integer)',
    ['ABCDEF', 'C', 1, 1, 1],
    4,
  ],
  [regexpInstr('ABCDEF', 'x'), 'regexp_instr($1::text, $2::text)', ['ABCDEF', 'x'], 0],
  [
    regexpSubstr('ABCDEF', 'c(.)(..)', 1, 1, 'i', 2),
    'regexp_substr($1::text, $2::text, $3::integer, $4::integer, $5::text, $6::integer)',
    ['ABCDEF', 'c(.)(..)', 1, 1, 'i', 2],
    'EF',
  ],
  [regexpSubstr('ABCDEF', 'x'), 'regexp_substr($1::text, $2::text)', ['ABCDEF', 'x'], null],
  [substringMatch('Thomas', '...$'), 'substring($1::text, $2::text)', ['Thomas', '...$'], 'mas'],
  [substringMatch('Thomas', 'T(.)o'), 'substring($1::text, $2::text)', ['Thomas', 'T(.)o'], 'h'],
  [substringMatch('Thomas', 'x'), 'substring($1::text, $2::text)', ['Thomas', 'x'], null],
  [
    regexpMatch('foobarbequebaz', '(bar)(beque)'),
    'regexp_match($1::text, $2::text)',
    ['foobarbequebaz', '(bar)(beque)'],
    ['bar', 'beque'],
  ],
  [
    regexpMatch('foobarbequebaz', 'BAR', 'i'),
    'regexp_match($1::text, $2::text, $3::text)',
    ['foobarbequebaz', 'BAR', 'i'],
    ['bar'],
  ],
  [regexpMatch('foobar', '(foo)|(qux)'), 'regexp_match($1::text, $2::text)', ['foobar', '(foo)|(qux)'], ['foo', null]],
  [regexpMatch('foobar', 'x'), 'regexp_match($1::text, $2::text)', ['foobar', 'x'], null],
  [
    regexpMatches('foobarbequebaz', 'ba.', 'g'),
    'regexp_matches($1::text, $2::text, $3::text)',
    ['foobarbequebaz', 'ba.', 'g'],
    [['bar'], ['baz']],
    { set: true },
  ],
  [regexpMatches('foobar', 'x'), 'regexp_matches($1::text, $2::text)', ['foobar', 'x'], [], { set: true }],
  [
    regexpReplace('Thomas', '.[mN]a.', 'M'),
    'regexp_replace($1::text, $2::text, $3::text)',
    ['Thomas', '.[mN]a.', 'M'],
    'ThM',
  ],
  [
    regexpReplace('Thomas', '[hm]', '*', 'g'),
    'regexp_replace($1::text, $2::text, $3::text, $4::text)',
    ['Thomas', '[hm]', '*', 'g'],
    'T*o*as',
  ],
  [
    regexpReplace('Thomas', '(.)o', '\\1-'),
    'regexp_replace($1::text, $2::text, $3::text)',
    ['Thomas', '(.)o', '\\1-'],
    'Th-mas',
  ],
  [
    regexpReplace('Thomas', '.', 'X', 3, 2),
    'regexp_replace($1::text, $2::text, $3::text, $4::integer, $5::integer)',
    ['Thomas', '.', 'X', 3, 2],
    'ThoXas',
  ],
  [
    regexpReplace('Thomas', 'O', 'X', 1, 0, 'i'),
    'regexp_replace($1::text, $2::text, $3::text, $4::integer, $5::integer, $6::text)',
    ['Thomas', 'O', 'X', 1, 0, 'i'],
    'ThXmas',
  ],
  [
    regexpSplitToArray('hello world', '\\s+'),
    'regexp_split_to_array($1::text, $2::text)',
    ['hello world', '\\s+'],
    ['hello', 'world'],
  ],
  [
    regexpSplitToTable('hello world', 'O', 'i'),
    'regexp_split_to_table($1::text, $2::text, $3::text)',
    ['hello world', 'O', 'i'],
    ['hell', ' w', 'rld'],
    { set: true },
  ],

  [like(it('abc'), 'a%'), '$1::text like $2', ['abc', 'a%'], true],
  [like(it('50%'), '50!%', { escape: '!' }), '$1::text like $2 escape $3', ['50%', '50!%', '!'], true],
  [notLike(it('50x'), '50!%', { escape: '!' }), '$1::text not like $2 escape $3', ['50x', '50!%', '!'], true],
  [ilike(it('A%'), 'a^%', { escape: '^' }), '$1::text ilike $2 escape $3', ['A%', 'a^%', '^'], true],
  [notIlike(it('AB'), 'a^%', { escape: '^' }), '$1::text not ilike $2 escape $3', ['AB', 'a^%', '^'], true],
  [like(it('50\\'), '50\\', { escape: '' }), '$1::text like $2 escape $3', ['50\\', '50\\', ''], true],
  [similarTo(it('abc'), '%(b|d)%'), '$1::text similar to $2', ['abc', '%(b|d)%'], true],
  [similarTo(it('abc'), '(b|c)%'), '$1::text similar to $2', ['abc', '(b|c)%'], false],
  [similarTo(it('a%'), 'a!%', { escape: '!' }), '$1::text similar to $2 escape $3', ['a%', 'a!%', '!'], true],
  [notSimilarTo(it('abc'), 'abc'), '$1::text not similar to $2', ['abc', 'abc'], false],
  [notSimilarTo(it('abx'), 'a!%', { escape: '!' }), '$1::text not similar to $2 escape $3', ['abx', 'a!%', '!'], true],
  [startsWith(it('alphabet'), it('alph')), 'starts_with($1::text, $2::text)', ['alphabet', 'alph'], true],
  [startsWith(it('alphabet'), it('%')), 'starts_with($1::text, $2::text)', ['alphabet', '%'], false],
  [
    substringSimilar('foobar', '%#"o_b#"%', '#'),
    'substring($1::text, $2::text, $3::text)',
    ['foobar', '%#"o_b#"%', '#'],
    'oob',
  ],
  [
    substringSimilar('foobar', '#"o_b#"%', '#'),
    'substring($1::text, $2::text, $3::text)',
    ['foobar', '#"o_b#"%', '#'],
    null,
  ],
  [ltPattern(it('a'), 'b'), '$1::text ~<~ $2', ['a', 'b'], true],
  [lePattern(it('a'), it('a')), '$1::text ~<=~ $2::text', ['a', 'a'], true],
  [gtPattern(it('a'), 'B'), '$1::text ~>~ $2', ['a', 'B'], true],
  [gePattern(it('a'), 'b'), '$1::text ~>=~ $2', ['a', 'b'], false],
])

expectCases(test, [
  {
    sentence: 'like takes a character that makes a wildcard stand for itself',
    expr: like(name, 'ja!_k', { escape: '!' }),
    postgres: '"users"."name" like $1 escape $2',
    values: ['ja!_k', '!'],
    yields: [false, false, false],
  },
  {
    sentence: 'the escape binds as the pattern does',
    expr: or(eq(name, 'ed'), not(ilike(name, concat(name, '!%'), { escape: '!' }))),
    postgres: '"users"."name" = $1 or not "users"."name" ilike "users"."name" || $2 escape $3',
    sqlite: '"users"."name" = ? or not "users"."name" like "users"."name" || ? escape ?',
    values: ['ed', '!%', '!'],
    yields: [true, true, true],
  },
])

// -------------------------------------------------------------------------------------
// input
// -------------------------------------------------------------------------------------

const hostile = [
  '%',
  '_',
  '\\',
  '!',
  '%_%',
  '\\%',
  '!%',
  '.',
  '^',
  '$',
  '*',
  '+',
  '?',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '|',
  '(?i)a',
  '***=a',
  '***:a',
  'a{2}',
  '\\d',
  '\\y',
  '[[:alpha:]]',
  'a-z',
  '#',
  ' ',
  'a b',
  "'",
  '"',
  '\n',
  'é',
  '😀',
  '()',
  '|a',
  'a|',
  '\\',
  '\\\\',
  '/',
  '-',
  ',',
  ':',
  '=',
  '',
  'a',
  'ab',
]

onEach(test, 'what a user typed matches itself and nothing else', { portable: true }, async (db, database) => {
  for (const typed of hostile) {
    for (const other of hostile) {
      const row = selectOnly({
        like: like(it(other), escapeLike(typed, '!'), { escape: '!' }),
        part: like(it(`x${other}y`), `x${escapeLike(typed, '!')}y`, { escape: '!' }),
      })
      const same = { like: typed === other, part: typed === other }
      const ignoring = database === 'sqlite' && typed.toLowerCase() === other.toLowerCase()
      if (!ignoring) assert.equal(expectRight(await one(row)(db)()), same, `like ${typed} of ${other}`)
      if (database === 'sqlite') continue
      const regex = selectOnly({
        plain: like(it(other), escapeLike(typed)),
        similar: matches(it(other), `^${escapeRegex(typed)}$`),
        expanded: regexpLike(it(other), `^${escapeRegex(typed)}$`, 'x'),
        among: matches(it(other), `^(${escapeRegex(typed)}|never)$`),
      })
      const equal = typed === other
      assert.equal(
        expectRight(await one(regex)(db)()),
        { plain: equal, similar: equal, expanded: equal, among: equal },
        `${typed} of ${other}`,
      )
    }
  }
})

onEach(test, 'one of several characters is what a user typed', {}, async (db) => {
  for (const typed of ['^', ']', '-', '\\', '[']) {
    const row = selectOnly({
      itself: matches(it(typed), `^[${escapeRegex(`a${typed}z`)}]$`),
      other: matches(it('m'), `^[${escapeRegex(`a${typed}z`)}]$`),
    })
    assert.equal(expectRight(await one(row)(db)()), { itself: true, other: false }, typed)
  }
})

test('an escape is nothing by itself, and an operator of PostgreSQL is none of SQLite', () => {
  const js: any = joinery
  const said = (dialect: typeof postgres, expr: unknown) =>
    problemsOf(dialect)(selectOnly({ it: expr } as never)).map(describeCompileError)
  assert.equal(said(sqlite, matches(name, 'x')), [
    'sqlite has no operator matches: compile with the dialect of PostgreSQL',
  ])
  assert.equal(said(postgres, js.matches('x', 'x')), [
    'the left operand of matches is not an expression: give a column, or value(type, it) for a bound value',
  ])
  assert.equal(said(postgres, js.matches(name, null)), [
    'the right operand of matches is null: with NULL the result is NULL: use isNull or isNotNull, or null_(type) if that is what is meant',
  ])
  assert.equal(said(postgres, js.regexpReplace(name, 'x')), ['the arguments of regexpReplace are 2: give at least 3'])
  assert.equal(said(postgres, and(isNull(fullname), js.similarTo(name, undefined))), [
    'a value is undefined: give null for NULL, or skip in place of the condition',
  ])
})

test.run()
