/** Checked by `tsc`, never run: arrays, their functions, series, and what holds what. */
import { pipe } from 'fp-ts/function'
import type { SetOf } from '../../lib/ast/Expr.js'
import {
  all_,
  any_,
  array,
  arrayAppend,
  arrayCat,
  arrayDims,
  arrayFill,
  arrayFrom,
  arrayLength,
  arrayOf,
  arrayPosition,
  arrayPositions,
  arrayPrepend,
  arrayRemove,
  arrayReplace,
  arraySort,
  arrayToString,
  at,
  bigint,
  box,
  cardinality,
  concat,
  containedBy,
  contains,
  date,
  datemultirange,
  daterange,
  doublePrecision,
  type Expr,
  emptyArray,
  enumFirst,
  enumRange,
  enumType,
  eq,
  from,
  generateSeries,
  generateSubscripts,
  gt,
  int4range,
  integer,
  interval,
  jsonb,
  like,
  type Numeric,
  ne,
  now,
  null_,
  nullable,
  numeric,
  overlaps,
  primaryKey,
  row,
  select,
  serial,
  slice,
  type TimestampText,
  table,
  text,
  timestamp,
  timestamptz,
  trimArray,
  unnest,
  value,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

type Of<E> = E extends Expr<infer T, any, any> ? T : never
type Reads<E> = E extends Expr<any, infer R, any> ? R : never
type Absent<E> = E extends Expr<any, any, infer N> ? N : never

type List<T> = ReadonlyArray<T>

const mood = enumType('mood', ['sad', 'ok'])

const articles = table('articles', {
  id: primaryKey(serial),
  title: text,
  tags: array(text),
  grid: array(array(integer)),
  seen: nullable(array(nullable(timestamptz))),
  during: daterange,
  times: datemultirange,
  body: jsonb<{ readonly title: string; readonly tags: ReadonlyArray<string> }>(),
  any: jsonb(),
  mood,
  day: date,
})

const { tags, title, grid, seen, during, times, body, day } = articles.c
const { id, name, fullname, age } = users.c

// -------------------------------------------------------------------------------------
// written out
// -------------------------------------------------------------------------------------

const bare = arrayOf('a', 'b')
expectType<Equal<Of<typeof bare>, List<'a' | 'b'>>>()
const mixed = arrayOf(id, 1, age)
expectType<Equal<typeof mixed, Expr<List<number | null>, 'users', 'users'>>>()
const exact = arrayOf(id, value(numeric(), '1'), null)
expectType<Equal<Of<typeof exact>, List<Numeric | null>>>()
const nested = arrayOf(arrayOf(id), arrayOf(posts.c.id))
expectType<Equal<typeof nested, Expr<List<List<number>>, 'users' | 'posts', 'users' | 'posts'>>>()
const empty = emptyArray(nullable(text))
expectType<Equal<typeof empty, Expr<List<string | null>, never, never>>>()

// @ts-expect-error a bare number may be of any type
arrayOf(1, 2)
// @ts-expect-error undefined is no element
arrayOf('a', undefined)
// @ts-expect-error nor is an object
arrayOf({ a: 1 })
// @ts-expect-error a type, not its name
emptyArray('text')

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

const first = at(tags, 1)
expectType<Equal<typeof first, Expr<string | null, 'articles', never>>>()
const corner = at(grid, 1, id)
expectType<Equal<typeof corner, Expr<number | null, 'articles' | 'users', never>>>()
const moment = at(seen, 1)
expectType<Equal<Of<typeof moment>, Date | null>>()

const part = slice(tags, 1, 2)
expectType<Equal<typeof part, Expr<List<string>, 'articles', 'articles'>>>()
const upTo = slice(tags, null, age)
expectType<Equal<typeof upTo, Expr<List<string> | null, 'articles' | 'users', 'articles' | 'users'>>>()
const square = slice(grid, 1, 2, [1, id])
expectType<Equal<Of<typeof square>, List<List<number>>>>()
expectType<Equal<Reads<typeof square>, 'articles' | 'users'>>()

// @ts-expect-error a text has no elements
at(title, 1)
// @ts-expect-error an index is a number
at(tags, 'a')
// @ts-expect-error and there is one
at(tags)
// @ts-expect-error an index is not null
at(tags, null)
// @ts-expect-error a bound is a number
slice(tags, 'a')
// @ts-expect-error an array of JavaScript is no expression
at(['a'], 1)

// -------------------------------------------------------------------------------------
// joined
// -------------------------------------------------------------------------------------

const longer = concat(tags, ['x'])
expectType<Equal<typeof longer, Expr<List<string>, 'articles', 'articles'>>>()
const withNull = concat(tags, fullname)
expectType<Equal<Of<typeof withNull>, List<string | null>>>()
const perhaps = concat(seen, new Date())
expectType<Equal<Of<typeof perhaps>, List<Date | null>>>()
const bothNull = concat(seen, seen)
expectType<Equal<Of<typeof bothNull>, List<Date | null> | null>>()
// a row is an element, not a list
const rows_ = concat(arrayOf(row(id, name)), row(id, name))
expectType<Equal<Of<typeof rows_>, List<readonly [number, string]>>>()
const texts = concat(name, fullname)
expectType<Equal<Of<typeof texts>, string | null>>()

// where the place asks for a type, a bare value does not take it over
export const asked: Expr<List<string>, 'articles', any> = concat(tags, 'x')

// @ts-expect-error an element of another type
concat(tags, 1)
// @ts-expect-error a number is no array
concat(id, 1)
// @ts-expect-error an array of another type
concat(tags, grid)
// @ts-expect-error null is nothing to put behind
concat(tags, null)

// -------------------------------------------------------------------------------------
// any and all
// -------------------------------------------------------------------------------------

const some = eq(name, any_(tags))
expectType<Equal<typeof some, Expr<boolean, 'users' | 'articles', 'users' | 'articles'>>>()
const unsure = eq(posts.c.createdAt, any_(seen))
expectType<Equal<Of<typeof unsure>, boolean | null>>()
const matched = like(name, any_(arrayOf('a%', 'b%')))
expectType<Equal<Of<typeof matched>, boolean>>()
const older = gt(age, all_(pipe(from(users), select({ age }))))
expectType<Equal<Of<typeof older>, boolean | null>>()

// @ts-expect-error elements of another type
eq(id, any_(tags))
// @ts-expect-error a value is no array
eq(name, any_(title))
// @ts-expect-error nor is an array of JavaScript an expression
ne(name, all_(['a']))
// @ts-expect-error a query that selects nothing
eq(id, any_(from(users)))

const found = arrayFrom(pipe(from(posts), select({ it: posts.c.body })))
expectType<Equal<typeof found, Expr<List<string | null>, never, never>>>()

// @ts-expect-error a query that selects nothing
arrayFrom(from(users))

// -------------------------------------------------------------------------------------
// functions
// -------------------------------------------------------------------------------------

const appended = arrayAppend(tags, fullname)
expectType<Equal<typeof appended, Expr<List<string | null>, 'articles' | 'users', 'users'>>>()
const never = arrayAppend(seen, new Date())
expectType<Equal<typeof never, Expr<List<Date | null>, 'articles', never>>>()
const prepended = arrayPrepend('x', tags)
expectType<Equal<Of<typeof prepended>, List<string>>>()
const cat = arrayCat(tags, ['x'])
expectType<Equal<typeof cat, Expr<List<string>, 'articles', never>>>()
const catNull = arrayCat(seen, seen)
expectType<Equal<Of<typeof catNull>, List<Date | null> | null>>()
const removed = arrayRemove(seen, new Date())
expectType<Equal<typeof removed, Expr<List<Date | null> | null, 'articles', 'articles'>>>()
const replaced = arrayReplace(tags, 'a', fullname)
expectType<Equal<Of<typeof replaced>, List<string | null>>>()
const trimmed = trimArray(tags, age)
expectType<Equal<Of<typeof trimmed>, List<string> | null>>()
const sorted = arraySort(tags, { descending: true })
expectType<Equal<Of<typeof sorted>, List<string>>>()
const filled = arrayFill(id, [2, 3])
expectType<Equal<Of<typeof filled>, List<List<number>>>>()
const size = cardinality(tags)
expectType<Equal<typeof size, Expr<number, 'articles', 'articles'>>>()
const perhapsSize = cardinality(seen)
expectType<Equal<Of<typeof perhapsSize>, number | null>>()
const length = arrayLength(tags, 1)
expectType<Equal<Of<typeof length>, number | null>>()
const dims = arrayDims(tags)
expectType<Equal<Of<typeof dims>, string | null>>()
const position = arrayPosition(tags, 'a')
expectType<Equal<Of<typeof position>, number | null>>()
const positions = arrayPositions(tags, fullname)
expectType<Equal<typeof positions, Expr<List<number>, 'articles' | 'users', 'articles'>>>()
const joined = arrayToString(tags, ', ', fullname)
expectType<Equal<typeof joined, Expr<string, 'articles' | 'users', 'articles'>>>()

// @ts-expect-error an element of another type
arrayAppend(tags, 1)
// @ts-expect-error the array comes first
arrayAppend('x', tags)
// @ts-expect-error an array of another type
arrayCat(tags, [1])
// @ts-expect-error sizes are a list
arrayFill(id, 2)
// @ts-expect-error as many lower bounds as sizes
arrayFill(id, [2, 3], [1])
// @ts-expect-error a text has no elements
cardinality(title)
// @ts-expect-error a separator is a text
arrayToString(tags, 1)
// @ts-expect-error an option that there is none of
arraySort(tags, { backwards: true })

// -------------------------------------------------------------------------------------
// sets and enums
// -------------------------------------------------------------------------------------

const elements = unnest(seen)
expectType<Equal<typeof elements, SetOf<Date | null, 'articles', never>>>()
const leaves = unnest(grid)
expectType<Equal<typeof leaves, SetOf<number, 'articles', never>>>()
const spelled = unnest(['a', 'b'])
expectType<Equal<typeof spelled, SetOf<string, never, never>>>()
// @ts-expect-error bare numbers may be of any type
unnest([1, 2])
// @ts-expect-error a text is no array
unnest(title)
const subscripts = generateSubscripts(tags, 1)
expectType<Equal<typeof subscripts, SetOf<number, 'articles', never>>>()
const numbers = generateSeries(1, age)
expectType<Equal<typeof numbers, SetOf<number, 'users', never>>>()
const longs = generateSeries(1, value(bigint, 2n))
expectType<Equal<typeof longs, SetOf<bigint, never, never>>>()
const exacts = generateSeries(value(numeric(), '1'), 2, 0.5)
expectType<Equal<typeof exacts, SetOf<Numeric, never, never>>>()
const days = generateSeries(day, '2026-12-31', { days: 1 })
expectType<Equal<typeof days, SetOf<Date, 'articles', never>>>()
const locals = generateSeries(day, value(timestamp, '2026-12-31 00:00:00'), value(interval, { days: 1 }))
expectType<Equal<typeof locals, SetOf<TimestampText, 'articles', never>>>()
const instants = generateSeries(new Date(), now(), { months: 1 }, 'UTC')
expectType<Equal<typeof instants, SetOf<Date, never, never>>>()

// @ts-expect-error the step between numbers is a number
generateSeries(1, 10, { days: 1 })
// @ts-expect-error the step between times is an interval
generateSeries(day, day, 1)
// @ts-expect-error and has to be there
generateSeries(day, day)
// @ts-expect-error bare strings may be anything
generateSeries('2026-01-01', '2026-02-01', { days: 1 })
// @ts-expect-error nothing is between a number and a time
generateSeries(1, day, { days: 1 })
// @ts-expect-error there is no series of floating-point numbers
generateSeries(value(doublePrecision, 1), 2)
// @ts-expect-error nor of texts
generateSeries(name, 'x')

const label = enumFirst(null_(mood))
expectType<Equal<typeof label, Expr<'sad' | 'ok', never, never>>>()
const range = enumRange(articles.c.mood, 'ok')
expectType<Equal<typeof range, Expr<List<'sad' | 'ok'>, 'articles', never>>>()

// @ts-expect-error another word
enumRange(articles.c.mood, 'glad')
// @ts-expect-error a number is no enum
enumFirst(id)

// -------------------------------------------------------------------------------------
// containment
// -------------------------------------------------------------------------------------

const holds = contains(tags, ['a'])
expectType<Equal<typeof holds, Expr<boolean, 'articles', 'articles'>>>()
const perhapsHolds = contains(seen, [new Date()])
expectType<Equal<Of<typeof perhapsHolds>, boolean | null>>()
const inRange = contains(during, '2026-11-22')
expectType<Equal<Of<typeof inRange>, boolean>>()
const other = contains(during, posts.c.body)
expectType<Equal<typeof other, Expr<boolean | null, 'articles' | 'posts', 'articles' | 'posts'>>>()
const within = containedBy(day, during)
expectType<Equal<Of<typeof within>, boolean>>()
const inText = contains(fullname, 'x')
expectType<Equal<Of<typeof inText>, boolean | null>>()
const absent = overlaps(tags, arrayOf(name))
expectType<Equal<Absent<typeof absent>, 'articles' | 'users'>>()

export const fine = [
  contains(during, { lower: '2026-11-22', upper: null, bounds: '[)' }),
  contains(during, [{ empty: true }]),
  contains(times, '2026-11-22'),
  contains(times, during),
  containedBy(during, times),
  containedBy(id, { lower: 1, upper: 2, bounds: '[]' }),
  containedBy(id, value(int4range, { empty: true })),
  contains(body, { tags: ['a'] }),
  contains(body, {}),
  contains(articles.c.any, [1, 'x', { a: null }]),
  containedBy(body, articles.c.any),
  overlaps(during, times),
  contains(
    value(box, [
      { x: 1, y: 1 },
      { x: 0, y: 0 },
    ]),
    { x: 0, y: 0 },
  ),
]

// @ts-expect-error elements of another type
contains(tags, [1])
// @ts-expect-error an element is no array: it would be eq(x, any_(tags))
contains(tags, 'a')
// @ts-expect-error a number does not lie among days
contains(during, 1)
// @ts-expect-error a document has no such key
contains(body, { titles: 'x' })
// @ts-expect-error a number holds nothing
contains(id, 1)
// @ts-expect-error what a text is asked for is a text
contains(title, 1)
// @ts-expect-error escaped, so it is a value
contains(title, name)
// @ts-expect-error a range of other values
containedBy(id, during)
// @ts-expect-error a document has no overlap
overlaps(body, body)
// @ts-expect-error null is nothing
overlaps(tags, null)
