/** Checked by `tsc`, never run: rows, alternatives, kinds that are compared, casts and what is read as another type. */
import { pipe } from 'fp-ts/function'
import {
  allFields,
  asNullable,
  asText,
  avg,
  betweenSymmetric,
  bigint,
  boolean,
  case_,
  cast,
  coalesce,
  collate,
  composite,
  type DateText,
  type Decimal,
  date,
  doublePrecision,
  type Expr,
  eq,
  type Float,
  field,
  from,
  greatest,
  gt,
  in_,
  inQuery,
  integer,
  isDistinctFrom,
  isNull,
  isTrue,
  isUnknown,
  least,
  literal,
  lt,
  type Numeric,
  nullable,
  nullIf,
  numeric,
  operator,
  prefixOperator,
  primaryKey,
  type RowOf,
  readAs,
  row,
  scalarRow,
  select,
  serial,
  sum,
  type TimestampText,
  table,
  text,
  timestamp,
  timestamptz,
  when,
  wholeRow,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

type Of<E> = E extends Expr<infer T, any, any> ? T : never

const { id, name, fullname, age, score } = users.c

const many = table('many', {
  id: primaryKey(serial),
  long: nullable(bigint),
  exact: numeric(10, 2),
  float: doublePrecision,
  day: date,
  local: timestamp,
  instant: timestamptz,
  text,
  truth: boolean,
})

const { long, exact, float, day, local, instant } = many.c

// -------------------------------------------------------------------------------------
// kinds that are compared
// -------------------------------------------------------------------------------------

const whole = eq(id, long)
expectType<Equal<Of<typeof whole>, boolean | null>>()
const decimal = eq(id, exact)
expectType<Equal<Of<typeof decimal>, boolean>>()

export const compared = [
  eq(long, id),
  eq(exact, id),
  eq(exact, long),
  lt(float, exact),
  gt(long, float),
  lt(day, local),
  lt(day, instant),
  lt(instant, day),
  lt(local, instant),
  isDistinctFrom(id, long),
  betweenSymmetric(id, long, exact),
  in_(id, [long, 1]),
  nullIf(id, long),
  inQuery(id, pipe(from(many), select({ it: many.c.long }))),
]

// @ts-expect-error a text is no number
eq(id, many.c.text)
// @ts-expect-error nor is a number a text
eq(many.c.text, id)
// @ts-expect-error a day is no number
eq(id, day)
// @ts-expect-error nor an exact one
eq(exact, day)
// @ts-expect-error a truth is no number
eq(many.c.truth, id)
// @ts-expect-error an instant is no text
eq(instant, many.c.text)
// @ts-expect-error a bare value is of the column's own kind
eq(id, 1n)
// @ts-expect-error in a list too
in_(id, ['1'])
// @ts-expect-error a query of texts
inQuery(id, pipe(from(many), select({ it: many.c.text })))

// -------------------------------------------------------------------------------------
// rows
// -------------------------------------------------------------------------------------

const pair = row(id, name)
expectType<Equal<typeof pair, Expr<readonly [number, string], 'users', 'users'>>>()
const unsure = row(id, fullname, 'x')
expectType<Equal<Of<typeof unsure>, readonly [number, string | null, 'x'] | null>>()
const equal = eq(pair, [1, 'x'])
expectType<Equal<typeof equal, Expr<boolean, 'users', 'users'>>>()
const less = lt(pair, row(posts.c.id, posts.c.body))
expectType<Equal<typeof less, Expr<boolean | null, 'users' | 'posts', 'users' | 'posts'>>>()
const listed = in_(pair, [
  [1, 'x'],
  [2, 'y'],
])
expectType<Equal<Of<typeof listed>, boolean>>()
const nothing = isNull(unsure)
expectType<Equal<Of<typeof nothing>, boolean>>()

const written = pipe(from(posts), select({ id: posts.c.id, title: posts.c.title }))
const inside = inQuery(pair, written)
expectType<Equal<Of<typeof inside>, boolean>>()
const maybe = row(users.c.managerId, name)
const insideMaybe = inQuery(maybe, written)
expectType<Equal<Of<typeof insideMaybe>, boolean | null>>()
const scalar = scalarRow(written, ['id', 'title'])
expectType<Equal<typeof scalar, Expr<readonly [number, string] | null, never, never>>>()
const found = eq(pair, scalar)
expectType<Equal<Of<typeof found>, boolean | null>>()
export const mixed = [eq(row(id, name), row(long, name)), lt(row(day, id), row(local, exact))]

// @ts-expect-error a value of another type
eq(pair, [1, 2])
// @ts-expect-error one value too few
eq(pair, [1])
// @ts-expect-error rows of different widths
eq(pair, row(id, name, name))
// @ts-expect-error rows of different types
eq(pair, row(name, id))
// @ts-expect-error a list of rows
in_(pair, [1, 'x'])
// @ts-expect-error of the row's types
in_(pair, [[1, 2]])
// @ts-expect-error a query of other types
inQuery(pair, pipe(from(posts), select({ id: posts.c.id, at: posts.c.createdAt })))
// @ts-expect-error the same, of a row with a value that may be null
inQuery(maybe, pipe(from(posts), select({ id: posts.c.id, at: posts.c.createdAt })))
// @ts-expect-error a key that the query does not select
scalarRow(written, ['id', 'name'])
// @ts-expect-error keys of other types than the row has
eq(pair, scalarRow(written, ['title', 'id']))
// @ts-expect-error a bare number may be of any type
row(id, 1)

const address = composite('address', { street: text, zip: nullable(integer) })
const people = table('people', { id: primaryKey(serial), home: address, old: nullable(address) })
const street = field(people.c.home, 'street')
expectType<Equal<typeof street, Expr<string, 'people', 'people'>>>()
const zip = field(people.c.home, 'zip')
expectType<Equal<Of<typeof zip>, number | null>>()
const old = field(people.c.old, 'street')
expectType<Equal<Of<typeof old>, string | null>>()
const ages = field(wholeRow(users), 'age')
expectType<Equal<Of<typeof ages>, number | null>>()

const sides = pipe(from(people), select({ id: people.c.id, ...allFields(people.c.old) }))
expectType<
  Equal<RowOf<typeof sides>, { readonly id: number; readonly street: string | null; readonly zip: number | null }>
>()
// @ts-expect-error a number has no fields
allFields(id)
// @ts-expect-error a field that there is not
field(people.c.home, 'town')
// @ts-expect-error a number has no fields
field(id, 'x')
// @ts-expect-error a column is no source
wholeRow(id)

// -------------------------------------------------------------------------------------
// truth
// -------------------------------------------------------------------------------------

const truth = isTrue(gt(age, 1))
expectType<Equal<typeof truth, Expr<boolean, 'users', never>>>()
// @ts-expect-error a number is no condition
isUnknown(age)
// @ts-expect-error nor is true
isTrue(true)

// -------------------------------------------------------------------------------------
// one of several
// -------------------------------------------------------------------------------------

const two = coalesce(fullname, 'x')
expectType<Equal<typeof two, Expr<string, 'users', never>>>()
const still = coalesce(fullname, posts.c.body)
expectType<Equal<typeof still, Expr<string | null, 'users' | 'posts', 'posts'>>>()
const three = coalesce(fullname, posts.c.body, 'x')
expectType<Equal<typeof three, Expr<string, 'users' | 'posts', never>>>()
const four = coalesce(fullname, 'x', name, posts.c.body)
expectType<Equal<typeof four, Expr<string | null, 'users' | 'posts', 'posts'>>>()
const wide = coalesce(age, exact)
expectType<Equal<Of<typeof wide>, Numeric>>()
const zero = coalesce(sum(exact), 0)
expectType<Equal<Of<typeof zero>, Numeric>>()
const mean = coalesce(avg(age), 0)
expectType<Equal<Of<typeof mean>, Decimal>>()
const both = coalesce(avg(age), exact)
expectType<Equal<Of<typeof both>, Numeric>>()

// @ts-expect-error a value of another type
coalesce(fullname, name, 1)
// @ts-expect-error null is no alternative
coalesce(fullname, null, 'x')
// @ts-expect-error the first is an expression
coalesce('x', fullname)
// @ts-expect-error a text is no number
coalesce(age, name)

const most = greatest(age, 18)
expectType<Equal<typeof most, Expr<number, 'users', never>>>()
const leastOf = least(age, users.c.managerId)
expectType<Equal<typeof leastOf, Expr<number | null, 'users', 'users'>>>()
const known = greatest(age, posts.c.id)
expectType<Equal<typeof known, Expr<number, 'users' | 'posts', 'posts'>>>()
const floating = greatest(id, score)
expectType<Equal<Of<typeof floating>, Float>>()

// @ts-expect-error of one value
greatest(age)
// @ts-expect-error of another type
least(age, 'x')

const nulled = nullIf(name, fullname)
expectType<Equal<typeof nulled, Expr<string | null, 'users', 'users'>>>()

const promoted = case_([when(gt(age, 1), id), when(gt(age, 2), exact)], null)
expectType<Equal<Of<typeof promoted>, Numeric | null>>()
const float2 = case_([when(gt(age, 1), exact)], score)
expectType<Equal<Of<typeof float2>, Float>>()
const times = case_([when(gt(age, 1), day)], local)
expectType<Equal<Of<typeof times>, TimestampText>>()
const long2 = case_([when(gt(age, 1), id)], 1n)
expectType<Equal<Of<typeof long2>, 1n>>()
const rows = case_([when(gt(age, 1), pair)], pair)
expectType<Equal<Of<typeof rows>, readonly [number, string]>>()

// -------------------------------------------------------------------------------------
// other types
// -------------------------------------------------------------------------------------

const read = cast('2026-11-22', date)
expectType<Equal<typeof read, Expr<DateText, never, never>>>()
const micro = readAs(posts.c.createdAt, asText(timestamptz))
expectType<Equal<typeof micro, Expr<string, 'posts', 'posts'>>>()
const big = readAs(age, bigint)
expectType<Equal<Of<typeof big>, bigint | null>>()
const wider = asNullable(id)
expectType<Equal<typeof wider, Expr<number | null, 'users', 'users'>>>()
const fixed = literal(nullable(integer), null)
expectType<Equal<Of<typeof fixed>, number | null>>()
const german = collate(fullname, ['pg_catalog', 'de-x-icu'])
expectType<Equal<typeof german, Expr<string | null, 'users', 'users'>>>()
const before = prefixOperator('@', integer)(age)
expectType<Equal<typeof before, Expr<number | null, 'users', 'users'>>>()
export const inSchema = operator(['pg_catalog', '<'], boolean)(name, 'x')

// @ts-expect-error a value of the type
literal(integer, '1')
// @ts-expect-error a type, not its name
readAs(name, 'text')
// @ts-expect-error a number has no collation
collate(id, 'C')
// @ts-expect-error a schema and a name
collate(name, ['a', 'b', 'c'])
// @ts-expect-error one operand
prefixOperator('@', integer)(age, age)
// @ts-expect-error of a known type
prefixOperator('@', integer)(1)
// @ts-expect-error NULL is null_(type)
cast(null, integer)
