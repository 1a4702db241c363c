import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { difference, type Result } from './runner/compare.js'

const test = suite('comparing results')

const [integer, text, json, char, date, timestamp, boolean] = [23, 25, 3802, 1042, 1082, 1114, 16] as const

const result = (oids: ReadonlyArray<number>, ...rows: Result['rows']): Result => ({ oids, rows })

const same = (a: Result, b: Result) => assert.is(difference(a, b), null)

const differ = (a: Result, b: Result, reason: string) => assert.is(difference(a, b), reason)

test('rows are the same in any order', () => {
  same(result([integer], ['1'], ['2'], ['2']), result([integer], ['2'], ['1'], ['2']))
})

test('but each has to be there as often', () => {
  differ(result([integer], ['1'], ['2']), result([integer], ['1']), '1 rows, expected 2')
  differ(
    result([integer], ['1'], ['2'], ['2']),
    result([integer], ['1'], ['1'], ['2']),
    'no row is ["2"]; one is ["1"]',
  )
})

test('in an order, the columns that are ordered by come in the same sequence', () => {
  const [a, b] = [result([integer, text], ['1', 'x'], ['2', 'y']), result([integer, text], ['2', 'y'], ['1', 'x'])]
  assert.is(difference(a, b, { ordered: false, order_keys: [] }), null)
  assert.is(
    difference(a, b, { ordered: true, order_keys: [0] }),
    'in another order: row 0 has 2 in column 0, expected 1',
  )
  const ties = result([integer, text], ['1', 'y'], ['1', 'x'])
  assert.is(difference(result([integer, text], ['1', 'x'], ['1', 'y']), ties, { ordered: true, order_keys: [0] }), null)
})

test('numbers agree within a millionth, whatever their type', () => {
  same(result([1700], ['1.50']), result([701], ['1.5']))
  same(result([1700], ['0.33333333333333333333']), result([701], ['0.333333333333']))
  differ(result([701], ['1.5']), result([701], ['1.51']), 'no row is ["1.5"]; one is ["1.51"]')
})

test('a date is the timestamp at its midnight', () => {
  same(result([date], ['2026-11-25']), result([timestamp], ['2026-11-25 00:00:00']))
  differ(
    result([date], ['2026-11-25']),
    result([timestamp], ['2026-11-25 00:00:01']),
    'no row is ["2026-11-25"]; one is ["2026-11-25 00:00:01"]',
  )
})

test('JSON is compared by value, char without its blanks, booleans by what they say', () => {
  same(result([json], ['{"a": 1, "b": [2.0]}']), result([json], ['{"b":[2],"a":1}']))
  differ(
    result([json], ['{"a": 1}']),
    result([json], ['{"a": 2}']),
    'no row is ["{\\"a\\":\\"1\\"}"]; one is ["{\\"a\\":\\"2\\"}"]',
  )
  same(result([char], ['a  ']), result([char], ['a']))
  same(result([boolean], ['t']), result([boolean], ['true']))
  differ(result([text], ['a ']), result([text], ['a']), 'no row is ["a "]; one is ["a"]')
})

test('NULL is no value', () => {
  same(result([text], [null]), result([text], [null]))
  differ(result([text], [null]), result([text], ['']), 'no row is [null]; one is [""]')
  differ(result([integer], ['0']), result([integer], [null]), 'no row is ["0"]; one is [null]')
})

test('a column that is missing is not the same', () => {
  differ(result([integer, integer], ['1', '2']), result([integer], ['1']), '1 columns, expected 2')
})

test.run()
