/** Shapes in the plane as text: `(1,2)`, `[(0,0),(1,1)]`, `<(0,0),1>`. */
import { isRecord } from '../../lib/ast/Expr.js'
import type { Circle, Line, Path, Point } from '../../lib/ast/Kind.js'
import type { ShapeTag } from '../../lib/ast/SqlType.js'
import type { Codec } from '../../lib/compile/Codec.js'

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

const expected = (what: string): never => {
  throw new TypeError(`it takes ${what}`)
}

/** The numbers of such an object, and nothing else in it. */
const numbers = (value: unknown, keys: ReadonlyArray<string>, what: string): string => {
  if (!isRecord(value) || Object.keys(value).some((key) => !keys.includes(key))) return expected(what)
  return keys
    .map((key) => {
      const n = value[key]
      return typeof n === 'number' ? (Object.is(n, -0) ? '-0' : String(n)) : expected(what)
    })
    .join(',')
}

const pointText = (value: unknown): string => `(${numbers(value, ['x', 'y'], 'a point: { x: 1, y: 2 }')})`

const pointsText = (value: unknown, length: number | null, what: string): string =>
  Array.isArray(value) && (length === null ? value.length > 0 : value.length === length)
    ? Array.from<unknown, string>(value, pointText).join(',')
    : expected(what)

/** All numbers of a text, of which there have to be so many, or any even number. */
const numbersOf = (text: string, length: number | null): ReadonlyArray<number> => {
  const all = text
    .replace(/[()[\]{}<>]/g, '')
    .split(',')
    .map(Number)
  if (length === null ? all.length % 2 !== 0 : all.length !== length) throw new RangeError('it holds no such shape')
  return all
}

const pointsOf = (text: string, length: number | null): ReadonlyArray<Point> => {
  const all = numbersOf(text, length)
  return Array.from({ length: all.length / 2 }, (_, i) => ({ x: all[2 * i] as number, y: all[2 * i + 1] as number }))
}

// -------------------------------------------------------------------------------------
// codecs
// -------------------------------------------------------------------------------------

const shape = (name: string, encode: (value: unknown) => string, decode: (text: string) => unknown): Codec => ({
  name,
  encode,
  decode,
  decodeJson: decode,
  textInJson: false,
  textOfJson: (text: string) => text,
})

const pathText = (value: unknown): string => {
  const what = 'a path: { closed: false, points: […] }'
  if (!isRecord(value) || typeof value.closed !== 'boolean') return expected(what)
  const points = pointsText(value.points, null, what)
  return value.closed ? `(${points})` : `[${points}]`
}

const circleText = (value: unknown): string => {
  const what = 'a circle: { center: { x: 0, y: 0 }, radius: 1 }'
  if (!isRecord(value)) return expected(what)
  const { center, ...rest } = value
  return `<${pointText(center)},${numbers(rest, ['radius'], what)}>`
}

const lineOf = (text: string): Line => {
  const [a, b, c] = numbersOf(text, 3) as [number, number, number]
  return { a, b, c }
}

const pathOf = (text: string): Path => ({ closed: text[0] !== '[', points: pointsOf(text, null) })

const circleOf = (text: string): Circle => {
  const [x, y, radius] = numbersOf(text, 3) as [number, number, number]
  return { center: { x, y }, radius }
}

export const shapes: Readonly<Record<ShapeTag, Codec>> = {
  point: shape('point', pointText, (text) => pointsOf(text, 2)[0]),
  line: shape('line', (value) => `{${numbers(value, ['a', 'b', 'c'], 'a line: { a: 1, b: -1, c: 0 }')}}`, lineOf),
  lseg: shape(
    'lseg',
    (value) => `[${pointsText(value, 2, 'two points')}]`,
    (text) => pointsOf(text, 4),
  ),
  box: {
    ...shape(
      'box',
      (value) => pointsText(value, 2, 'two points'),
      (text) => pointsOf(text, 4),
    ),
    delimiter: ';',
  },
  path: shape('path', pathText, pathOf),
  polygon: shape(
    'polygon',
    (value) => `(${pointsText(value, null, 'its corners, of which it has one or more')})`,
    (text) => pointsOf(text, null),
  ),
  circle: shape('circle', circleText, circleOf),
}
