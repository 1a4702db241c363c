/** Checked by `tsc`, never run: the columns of functions in FROM, and of rows that are written out. */
import { pipe } from 'fp-ts/function'
import { setReturning } from '../../lib/expr/define.js'
import {
  alias,
  all,
  crossJoin,
  cte,
  eq,
  fn,
  from,
  innerJoinLateral,
  integer,
  jsonb,
  lateral,
  leftJoin,
  lower,
  max,
  type Numeric,
  nullable,
  numeric,
  type RowOf,
  record,
  rowsFrom,
  scalar,
  select,
  selectOnly,
  subquery,
  tableOf,
  text,
  unionAll,
  value,
  valuesOf,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const series = setReturning('generateSeries', [integer, integer], [], integer)
const elements = setReturning('jsonbArrayElements', [jsonb()], [], jsonb<{ readonly a: number }>())
const recordset = setReturning('jsonbToRecordset', [jsonb()], [], record({ a: integer, b: nullable(text) }))

// -------------------------------------------------------------------------------------
// one function
// -------------------------------------------------------------------------------------

const g = tableOf('g')(series(1, 3))
const scalars = pipe(from(g), select({ n: g.c.g }))
expectType<Equal<RowOf<typeof scalars>, { readonly n: number }>>()
export const runs = all(scalars)

const named = tableOf('g', { column: 'n', ordinality: 'nr' })(series(1, 3))
const whole = pipe(from(named), select(named))
expectType<Equal<RowOf<typeof whole>, { readonly n: number; readonly nr: number }>>()

// @ts-expect-error it was given another name
named.c.g

// the fields of a record are columns
const rec = tableOf('rec')(recordset(value(jsonb(), [])))
const fields = pipe(from(rec), select(rec))
expectType<Equal<RowOf<typeof fields>, { readonly a: number; readonly b: string | null }>>()

const own = tableOf('own')(fn('pairs', nullable(record({ x: integer })))())
const ofOwn = pipe(from(own), select({ x: own.c.x }))
expectType<Equal<RowOf<typeof ofOwn>, { readonly x: number | null }>>()

// an object of JSON is one value
const json = tableOf('e')(elements(value(jsonb(), [])))
const values = pipe(from(json), select(json))
expectType<Equal<RowOf<typeof values>, { readonly e: { readonly a: number } }>>()

// a whole one may be missing
const outer = pipe(from(users), leftJoin(rec, eq(rec.c.a, users.c.id)), select({ rec, a: rec.c.a }))
expectType<
  Equal<
    RowOf<typeof outer>,
    { readonly rec: { readonly a: number; readonly b: string | null } | null; readonly a: number | null }
  >
>()

// @ts-expect-error g is not in scope
all(pipe(from(users), select({ n: g.c.g })))

// -------------------------------------------------------------------------------------
// functions that read other sources
// -------------------------------------------------------------------------------------

const upTo = tableOf('up')(series(1, users.c.id))
export const joined = all(pipe(from(users), crossJoin(upTo), select({ n: upTo.c.up })))
export const beside = all(pipe(from(users, upTo), select({ n: upTo.c.up })))

// @ts-expect-error it reads users, which this statement has not got
all(pipe(from(posts), crossJoin(upTo), select({ n: upTo.c.up })))

// it may be all that a query inside of another one reads
const most = pipe(from(users), select({ most: scalar(pipe(from(upTo), select({ n: max(upTo.c.up) }))) }))
expectType<Equal<RowOf<typeof most>, { readonly most: number | null }>>()
all(most)

// @ts-expect-error by itself, it has not got what it reads
all(pipe(from(upTo), select({ n: upTo.c.up })))

const left = pipe(from(users), leftJoin(upTo, eq(upTo.c.up, 1)), select({ n: upTo.c.up }))
expectType<Equal<RowOf<typeof left>, { readonly n: number | null }>>()

// what it reads may have no row
const title = tableOf('title')(lower(posts.c.title))
const titled = pipe(
  from(users),
  leftJoin(posts, eq(posts.c.authorId, users.c.id)),
  innerJoinLateral(title),
  select({ t: title.c.title }),
)
expectType<Equal<RowOf<typeof titled>, { readonly t: string | null }>>()

// -------------------------------------------------------------------------------------
// several functions
// -------------------------------------------------------------------------------------

const side = rowsFrom('side', { n: series(1, 3), r: recordset(value(jsonb(), [])) }, { ordinality: 'nr' })
const sides = pipe(from(side), select(side))
expectType<
  Equal<
    RowOf<typeof sides>,
    { readonly n: number | null; readonly a: number | null; readonly b: string | null; readonly nr: number }
  >
>()

const open = rowsFrom('open', { n: series(1, users.c.id) })
// @ts-expect-error it reads users
all(pipe(from(open), select({ n: open.c.n })))

// -------------------------------------------------------------------------------------
// rows that are written out
// -------------------------------------------------------------------------------------

const columns = { id: integer, tag: nullable(text), price: numeric() }
const written = valuesOf(columns, [
  { id: 1, price: '1.50' },
  { id: 2, tag: 'a', price: '2' },
])
type Written = { readonly id: number; readonly tag: string | null; readonly price: Numeric }
expectType<Equal<RowOf<typeof written>, Written>>()

const v = pipe(written, subquery('v'))
const ofV = pipe(from(v), select(v))
expectType<Equal<RowOf<typeof ofV>, Written>>()

const w = pipe(written, cte('w'))
const ofW = pipe(from(w), select({ id: w.c.id }), unionAll(valuesOf({ id: nullable(integer) }, [{}])))
expectType<Equal<RowOf<typeof ofW>, { readonly id: number | null }>>()

const given: ReadonlyArray<{ readonly id: number; readonly price: string }> = []
export const fromData = all(valuesOf(columns, given))

// @ts-expect-error it is a number
valuesOf({ id: integer }, [{ id: 'x' }])

// @ts-expect-error it is missing
valuesOf({ id: integer, name: text }, [{ id: 1 }])

// @ts-expect-error null has no place there
valuesOf({ id: integer }, [{ id: null }])

// @ts-expect-error there is no such column
valuesOf({ id: integer }, [{ id: 1, x: 2 }])

// @ts-expect-error an expression of another type
valuesOf({ id: integer }, [{ id: users.c.name }])

const reading = valuesOf({ name: text }, [{ name: 'a' }, { name: lower(users.c.name) }])

// @ts-expect-error a cell reads users
all(reading)

// @ts-expect-error so it is no subquery
pipe(reading, subquery('r'))

const beforeIt = pipe(reading, lateral('r'))
export const lateralValues = all(pipe(from(users), crossJoin(beforeIt), select({ name: beforeIt.c.name })))

// -------------------------------------------------------------------------------------
// other names
// -------------------------------------------------------------------------------------

const again = alias(v, 'again')
const ofAgain = pipe(from(v), leftJoin(again, eq(again.c.id, v.c.id)), select({ id: again.c.id, again }))
expectType<Equal<RowOf<typeof ofAgain>, { readonly id: number | null; readonly again: Written | null }>>()

const up2 = alias(upTo, 'up2')
export const both = all(pipe(from(users), crossJoin(up2), select({ n: up2.c.up })))

// @ts-expect-error it still reads users
all(pipe(from(posts), crossJoin(up2), select({ n: up2.c.up })))

const u2 = alias(users, 'u2')
expectType<Equal<(typeof u2)['alias'], 'u2'>>()

const any: string = 'u3'
// @ts-expect-error nothing could be said about what is in scope
alias(users, any)

// @ts-expect-error nor of a subquery
alias(v, any)

export const one = selectOnly({ x: value(integer, 1) })
