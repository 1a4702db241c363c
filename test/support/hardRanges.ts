/** Hard values of ranges and multiranges. */
import {
  asText,
  datemultirange,
  daterange,
  int4multirange,
  int4range,
  int8multirange,
  int8range,
  multirangeType,
  nummultirange,
  numrange,
  rangeType,
  text,
  timestamptz,
  tsmultirange,
  tsrange,
  tstzmultirange,
  tstzrange,
} from '../../lib/index.js'
import { as, type Hard, instants } from './hard.js'

const empty = { empty: true } as const

const none = { lower: null, upper: null, bounds: '()' } as const

const between = <A, B>(lower: A, upper: B, bounds: string = '[)') => ({ lower, upper, bounds })

const badRanges = [
  '',
  '[1,2)',
  'empty',
  1,
  [],
  [1, 2],
  {},
  { lower: 1, upper: 2 },
  { lower: 1, upper: 2, bounds: '[[' },
  { lower: Symbol('a'), upper: 2, bounds: '[)' },
  { upper: undefined, lower: 1, bounds: '[)' },
  { empty: false },
  undefined,
]

export const hardRanges: ReadonlyArray<Hard> = [
  {
    type: 'int4range',
    spec: int4range,
    values: [
      ...as(
        empty,
        none,
        between(1, 10),
        between(null, -5, '()'),
        between(2_147_483_647, null),
        between(-2_147_483_648, 2_147_483_647),
      ),
      [between(1, 11, '()'), between(2, 11)],
      [between(null, null, '[]'), none],
      [between(5, 5), empty],
    ],
    bad: [...badRanges, between(1.5, 2), between('1', 2), between(1, 2n)],
  },
  {
    type: 'int8range',
    spec: int8range,
    values: [
      ...as(between(-(2n ** 63n), 2n ** 63n - 1n), between(null, 2n ** 53n + 1n, '()')),
      [between(1n, 2n, '[]'), between(1n, 3n)],
    ],
    bad: [...badRanges, between(2n ** 63n, null)],
  },
  {
    type: 'numrange',
    spec: numrange,
    values: as(
      empty,
      between('0.1', '12345678901234567890.12345678901234567890', '(]'),
      between('1', '1', '[]'),
      between('-Infinity', 'Infinity', '[]'),
      between('1.50', null),
    ),
    bad: [...badRanges, between(1, 2), between('x', null)],
  },
  {
    type: 'daterange',
    spec: daterange,
    values: [
      ...as(between('2026-11-22', '2026-12-01'), between('0044-03-15 BC', 'infinity'), between('-infinity', null)),
      [between('2026-11-23', '2026-11-30', '[]'), between('2026-11-23', '2026-12-01')],
    ],
    bad: [...badRanges, between('today', null), between(new Date(0), null)],
  },
  {
    type: 'tsrange',
    spec: tsrange,
    values: as(
      between('2026-11-22 13:30:00', '2026-11-22 13:30:00.000001'),
      between('0044-03-15 12:00:00 BC', 'infinity', '[]'),
      none,
    ),
    bad: [...badRanges, between('now', null)],
  },
  {
    type: 'tstzrange',
    spec: tstzrange,
    values: as(between(new Date(0), new Date(1)), between(null, instants[4], '(]'), empty),
    bad: [...badRanges, between('2026-11-22', null), between(new Date(Number.NaN), null)],
  },
  {
    type: 'a tstzrange as text inside',
    spec: rangeType('tstzrange', asText(timestamptz)),
    values: as(between('-infinity', 'infinity', '[]')),
    bad: [...badRanges, between(new Date(0), null)],
  },
  {
    type: 'a range of a type of its own',
    setup: ['create type textrange as range (subtype = text)'],
    spec: rangeType('textrange', text),
    values: as(
      empty,
      between('', 'ÿ', '[]'),
      between(' ', null),
      between(null, '\\', '()'),
      between('"', "'(),[]{}", '[]'),
      between('(', ')', '[]'),
      between('NULL', 'NULL', '[]'),
    ),
    bad: [...badRanges, between('\ud800', null)],
  },
  {
    type: 'int4multirange',
    spec: int4multirange,
    values: [
      ...as([], [none], [between(1, 3), between(5, 8)], [between(null, 1, '()'), between(5, null)]),
      [[between(5, 8), between(1, 3), between(2, 6, '[]'), empty], [between(1, 8)]],
    ],
    bad: ['{}', {}, between(1, 2), [1], [between(1.5, 2)], [null], [undefined], undefined],
  },
  { type: 'int8multirange', spec: int8multirange, values: as([between(1n, 2n ** 62n)]), bad: [[between(1.5, 2)], 1] },
  {
    type: 'nummultirange',
    spec: nummultirange,
    values: as([between('0.1', '0.2', '()'), between('1', null)]),
    bad: [[between(1, 2)], 1],
  },
  { type: 'datemultirange', spec: datemultirange, values: as([between('2026-11-22', '2026-11-23')]), bad: [[1], 1] },
  {
    type: 'tsmultirange',
    spec: tsmultirange,
    values: as([between('2026-11-22 13:30:00', '2026-11-23 00:00:00', '[]'), between('infinity', null)]),
    bad: [[1], 1],
  },
  {
    type: 'tstzmultirange',
    spec: tstzmultirange,
    values: as([between(new Date(0), new Date(1)), between(new Date(5), null, '()')]),
    bad: [[1], 1],
  },
  {
    type: 'a multirange of a type of its own',
    setup: ['create type textrange as range (subtype = text, multirange_type_name = textmultirange)'],
    spec: multirangeType('textmultirange', rangeType('textrange', text)),
    values: as([], [between('', '","', '[]'), between('{', '}', '()')], [between('\\"', '\\\\"', '[]')]),
    bad: [[1], 1],
  },
]
