import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  array,
  arrayAppend,
  arrayCat,
  arrayDims,
  arrayFill,
  arrayLength,
  arrayLower,
  arrayNdims,
  arrayPosition,
  arrayPositions,
  arrayPrepend,
  arrayRemove,
  arrayReplace,
  arrayReverse,
  arraySample,
  arrayShuffle,
  arraySort,
  arrayToString,
  arrayUpper,
  cardinality,
  generateSubscripts,
  integer,
  null_,
  nullable,
  selectOnly,
  text,
  timestamptz,
  trimArray,
  unnest,
  value,
} from '../../lib/index.js'
import { problemsOf } from '../support/expect.js'
import { expectFunctions, expectNoneInSqlite, type Line } from '../support/functions.js'

const test = suite('functions of arrays')

const ints = value(array(nullable(integer)), [3, null, 1, 3])
const words = value(array(text), ['a', 'b'])
const none = value(array(text), [])
const grid = value(array(array(integer)), [
  [1, 2, 3],
  [4, 5, 6],
])

const bound = [3, null, 1, 3]
const rows = [
  [1, 2, 3],
  [4, 5, 6],
]

const lines: ReadonlyArray<Line> = [
  // changed
  [
    arrayAppend(words, 'c'),
    'array_append($1::text[], $2::text)',
    [['a', 'b'], 'c'],
    ['a', 'b', 'c'],
    { lenient: [0, 1] },
  ],
  [
    arrayPrepend('z', words),
    'array_prepend($1::text, $2::text[])',
    ['z', ['a', 'b']],
    ['z', 'a', 'b'],
    { lenient: [0, 1] },
  ],
  [
    arrayCat(words, ['c']),
    'array_cat($1::text[], $2::text[])',
    [['a', 'b'], ['c']],
    ['a', 'b', 'c'],
    { lenient: [0, 1] },
  ],
  [
    arrayCat(grid, [[7, 8, 9]]),
    'array_cat($1::integer[][], $2::integer[][])',
    [rows, [[7, 8, 9]]],
    [...rows, [7, 8, 9]],
    { lenient: [0, 1] },
  ],
  [arrayRemove(ints, 3), 'array_remove($1::integer[], $2::integer)', [bound, 3], [null, 1], { lenient: [1] }],
  [
    arrayRemove(ints, null_(integer)),
    'array_remove($1::integer[], $2::integer)',
    [bound, null],
    [3, 1, 3],
    { lenient: [1] },
  ],
  [
    arrayReplace(ints, 3, 4),
    'array_replace($1::integer[], $2::integer, $3::integer)',
    [bound, 3, 4],
    [4, null, 1, 4],
    { lenient: [1, 2] },
  ],
  [trimArray(words, 1), 'trim_array($1::text[], $2::integer)', [['a', 'b'], 1], ['a']],
  [
    arrayShuffle(words),
    'array_shuffle($1::text[])',
    [['a', 'b']],
    (it: ReadonlyArray<string>) => it.length === 2,
    { since: 16 },
  ],
  [
    arraySample(words, 1),
    'array_sample($1::text[], $2::integer)',
    [['a', 'b'], 1],
    (it: ReadonlyArray<string>) => it.length === 1,
    { since: 16 },
  ],
  [arrayReverse(words), 'array_reverse($1::text[])', [['a', 'b']], ['b', 'a'], { since: 18 }],
  [arraySort(ints), 'array_sort($1::integer[])', [bound], [1, 3, 3, null], { since: 18 }],
  [
    arraySort(ints, { descending: true }),
    'array_sort($1::integer[], $2::boolean)',
    [bound, true],
    [null, 3, 3, 1],
    { since: 18 },
  ],
  [
    arraySort(ints, { nullsFirst: true }),
    'array_sort($1::integer[], $2::boolean, $3::boolean)',
    [bound, false, true],
    [null, 1, 3, 3],
    { since: 18 },
  ],

  // new
  [
    arrayFill('x', [2]),
    'array_fill($1::text, $2::integer[])',
    ['x', [2]],
    ['x', 'x'],
    // sizes that are null are an error of the database's
    { once: true },
  ],
  [
    arrayFill(value(integer, 7), [2, 3], [5, 5]),
    'array_fill($1::integer, $2::integer[], $3::integer[])',
    [7, [2, 3], [5, 5]],
    [
      [7, 7, 7],
      [7, 7, 7],
    ],
    { once: true },
  ],

  // asked
  [cardinality(grid), 'cardinality($1::integer[][])', [rows], 6],
  [cardinality(none), 'cardinality($1::text[])', [[]], 0],
  [arrayDims(grid), 'array_dims($1::integer[][])', [rows], '[1:2][1:3]'],
  [arrayNdims(grid), 'array_ndims($1::integer[][])', [rows], 2],
  [arrayNdims(none), 'array_ndims($1::text[])', [[]], null],
  [arrayLength(grid, 2), 'array_length($1::integer[][], $2::integer)', [rows, 2], 3],
  [arrayLength(none, 1), 'array_length($1::text[], $2::integer)', [[], 1], null],
  [arrayLower(words, 1), 'array_lower($1::text[], $2::integer)', [['a', 'b'], 1], 1],
  [arrayUpper(words, 1), 'array_upper($1::text[], $2::integer)', [['a', 'b'], 1], 2],
  [arrayPosition(ints, 3), 'array_position($1::integer[], $2::integer)', [bound, 3], 1, { lenient: [1] }],
  [
    arrayPosition(ints, 3, 2),
    'array_position($1::integer[], $2::integer, $3::integer)',
    [bound, 3, 2],
    4,
    { once: true },
  ],
  [arrayPosition(words, 'x'), 'array_position($1::text[], $2::text)', [['a', 'b'], 'x'], null],
  [arrayPositions(ints, 3), 'array_positions($1::integer[], $2::integer)', [bound, 3], [1, 4], { lenient: [1] }],
  [arrayToString(ints, ', '), 'array_to_string($1::integer[], $2::text)', [bound, ', '], '3, 1, 3'],
  [
    arrayToString(ints, ', ', '-'),
    'array_to_string($1::integer[], $2::text, $3::text)',
    [bound, ', ', '-'],
    '3, -, 1, 3',
    { lenient: [2] },
  ],

  // sets
  [unnest(words), 'unnest($1::text[])', [['a', 'b']], ['a', 'b'], { set: true }],
  [unnest(['a', 'b']), 'unnest($1::text[])', [['a', 'b']], ['a', 'b'], { set: true }],
  [unnest(grid), 'unnest($1::integer[][])', [rows], [1, 2, 3, 4, 5, 6], { set: true }],
  [
    unnest(value(array(timestamptz), [new Date(0)])),
    'unnest($1::timestamptz[])',
    [[new Date(0)]],
    [new Date(0)],
    { set: true },
  ],
  [
    generateSubscripts(grid, 2),
    'generate_subscripts($1::integer[][], $2::integer)',
    [rows, 2],
    [1, 2, 3],
    { set: true },
  ],
  [
    generateSubscripts(words, 1, true),
    'generate_subscripts($1::text[], $2::integer, $3::boolean)',
    [['a', 'b'], 1, true],
    [2, 1],
    { set: true },
  ],
]

expectFunctions(test, lines)

test('SQLite has no arrays', () => {
  for (const [expr, sql] of lines) expectNoneInSqlite(expr, sql)
})

test('what is no array has no function of arrays, and an element has to be one', () => {
  const js: any = joinery
  const said = (expr: unknown) => problemsOf(postgres)(selectOnly({ it: expr as never })).map(describeCompileError)
  const notAnExpression = 'is not an expression: give a column, or value(type, it) for a bound value'
  assert.equal(said(js.cardinality(['a'])), [`the array of cardinality ${notAnExpression}`])
  assert.equal(said(js.arrayAppend(['a'], 'b')), [`the array of arrayAppend ${notAnExpression}`])
  assert.equal(said(js.unnest('a')), [`the array of unnest ${notAnExpression}`])
  assert.equal(said(js.unnest([1, 2])), [
    'the array of unnest is of no one type: say its type with value(array(integer), it), or use arrayOf',
  ])
  assert.equal(said(js.arrayAppend(words)), [
    'a value is undefined: give null for NULL, or skip in place of the condition',
  ])
  assert.equal(said(js.arrayFill(1, [2])), [
    'the value of arrayFill is a number, which is of no one type: say its type with value(type, it)',
  ])
  assert.equal(said(js.enumFirst('sad')), [`the argument of enumFirst ${notAnExpression}`])
  assert.equal(said(js.enumRange({})), [`the first argument of enumRange ${notAnExpression}`])
})

test.run()
