/** Checked by `tsc`, never run: what functions take, and what they yield, a shape of function at a time. */
import { pipe } from 'fp-ts/function'
import type { SetOf } from '../../lib/ast/Expr.js'
import type { BitText, Inet, TsQuery, TsVector } from '../../lib/ast/Kind.js'
import {
  abs,
  and,
  area,
  type Box,
  bigint,
  bit,
  bitAnd,
  bitCount,
  bitNot,
  box,
  boxOf,
  btrim,
  bytea,
  ceil,
  chr,
  concat,
  concatText,
  concatWs,
  currentSetting,
  type Decimal,
  date,
  distance,
  divTrunc,
  type Expr,
  escapeLike,
  type Float,
  factorial,
  format,
  from,
  gcd,
  hasColumnPrivilege,
  hasTablePrivilege,
  host,
  inet,
  intersection,
  isNormalized,
  jsonb,
  leftJoin,
  length,
  like,
  ln,
  log,
  lower,
  lpad,
  lseg,
  macaddr,
  macaddr8Set7bit,
  matches,
  moved,
  type Numeric,
  nextval,
  normalize,
  nullable,
  numeric,
  numNulls,
  oid,
  overlay,
  type Point,
  path,
  pgAdvisoryLock,
  pgNotify,
  pgSizePretty,
  pgTypeof,
  plaintoTsquery,
  point,
  pointOf,
  position,
  power,
  quoteLiteral,
  quoteNullable,
  type RowOf,
  random,
  regexpMatch,
  regexpMatches,
  regexpReplace,
  regexpSplitToTable,
  regexpSubstr,
  replace,
  reverse,
  round,
  scale,
  searchAnd,
  searchMatches,
  select,
  setMasklen,
  setweight,
  shiftLeft,
  sin,
  splitPart,
  sqrt,
  startsWith,
  stringToArray,
  stringToTable,
  substring,
  toChar,
  toHex,
  toTimestamp,
  toTsquery,
  toTsvector,
  trim,
  trunc,
  tsDebug,
  tsFilter,
  tsHeadline,
  tsParse,
  tsquery,
  tsRank,
  tsvector,
  upper,
  value,
  varchar,
  websearchToTsquery,
  widthBucket,
} from '../../lib/index.js'
import { addresses, posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const { id, name, fullname, age, score } = users.c

type Of<E> = E extends Expr<infer T, any, any> ? T : never

const exact = value(numeric(10, 2), '1.50')
const big = value(bigint, 1n)
const day = value(date, '2026-11-22')
const bits = value(bit(4), '1011')
const bytes = value(bytea, new Uint8Array([1]))
const address = value(inet, '10.0.0.1')
const vector = value(tsvector, 'a')
const query = value(tsquery, 'a')
const maybeExact = value(nullable(numeric()), '1' as Numeric | null)

// -------------------------------------------------------------------------------------
// strict functions of fixed types
// -------------------------------------------------------------------------------------

const padded = lpad(name, 10)
expectType<Equal<typeof padded, Expr<string, 'users', 'users'>>>()

const maybePadded = lpad(fullname, age, posts.c.title)
expectType<Equal<typeof maybePadded, Expr<string | null, 'users' | 'posts', 'users' | 'posts'>>>()

const bare = lpad('a', 10)
expectType<Equal<typeof bare, Expr<string, never, never>>>()

const small = lower(value(varchar(3), 'a'))
expectType<Equal<Of<typeof small>, string>>()

// what may be null for reasons of its own
const found = regexpSubstr(name, 'a')
expectType<Equal<Of<typeof found>, string | null>>()
const digits = scale(exact)
expectType<Equal<Of<typeof digits>, number | null>>()

// on the far side of an outer join it is null with its argument
const joined = pipe(
  from(users),
  leftJoin(addresses, like(addresses.c.email, name)),
  select({ email: upper(addresses.c.email), name: upper(name) }),
)
expectType<Equal<RowOf<typeof joined>, { readonly email: string | null; readonly name: string }>>()

// @ts-expect-error an exact number is no text
lower(exact)
// @ts-expect-error nor is a day
upper(day)
// @ts-expect-error nor a number
lower(id)
// @ts-expect-error nor bytes
lower(bytes)
// @ts-expect-error nor an address
lower(address)
// @ts-expect-error nor a document
lower(vector)
// @ts-expect-error one argument is missing
lpad(name)
// @ts-expect-error one is too much
lpad(name, 1, 'x', 'y')
// @ts-expect-error a length is a number
lpad(name, 'x')
// @ts-expect-error and a whole one
lpad(name, score)
// @ts-expect-error null is no argument: null_(text) is NULL
lpad(name, 1, null)
// @ts-expect-error a table is none
lower(users)
// @ts-expect-error a code is a number
chr('A')
// @ts-expect-error a part is counted by whole numbers
splitPart(name, ',', exact)
// @ts-expect-error texts replace texts
replace(name, 1, 2)
// @ts-expect-error a form of Unicode is one of four
normalize(name, 'nfc')
// @ts-expect-error there too
isNormalized(name, 'x')

// -------------------------------------------------------------------------------------
// numbers
// -------------------------------------------------------------------------------------

const rootOfExact = sqrt(exact)
expectType<Equal<Of<typeof rootOfExact>, Numeric>>()
const rootOfWhole = sqrt(age)
expectType<Equal<Of<typeof rootOfWhole>, Float | null>>()
const rootOfBig = ln(big)
expectType<Equal<Of<typeof rootOfBig>, Float>>()
const rootOfBare = sqrt(2)
expectType<Equal<typeof rootOfBare, Expr<Float, never, never>>>()
const ceiled = ceil(maybeExact)
expectType<Equal<Of<typeof ceiled>, Numeric | null>>()

const rounded = round(score)
expectType<Equal<Of<typeof rounded>, Float>>()
const roundedTo = round(score, 2)
expectType<Equal<Of<typeof roundedTo>, Decimal>>()
const roundedExact = round(exact, 2)
expectType<Equal<Of<typeof roundedExact>, Numeric>>()
const roundedBig = trunc(big, age)
expectType<Equal<Of<typeof roundedBig>, Numeric | null>>()
const rootOfRounded = sqrt(roundedTo)
expectType<Equal<Of<typeof rootOfRounded>, Decimal>>()

const logarithm = log(2, exact)
expectType<Equal<Of<typeof logarithm>, Numeric>>()
const logarithm10 = log(age)
expectType<Equal<Of<typeof logarithm10>, Float | null>>()

const powered = power(age, 2)
expectType<Equal<Of<typeof powered>, Float | null>>()
const poweredExact = power(id, exact)
expectType<Equal<Of<typeof poweredExact>, Numeric>>()
const poweredMixed = power(exact, score)
expectType<Equal<Of<typeof poweredMixed>, Float>>()

const divisor = gcd(id, big)
expectType<Equal<Of<typeof divisor>, bigint>>()
const divisorBare = gcd(age, 12)
expectType<Equal<Of<typeof divisorBare>, number | null>>()
const sine = sin(exact)
expectType<Equal<Of<typeof sine>, Float>>()
const positive = abs(exact)
expectType<Equal<Of<typeof positive>, Numeric>>()
const drawn = random()
expectType<Equal<Of<typeof drawn>, Float>>()
const dice = random(1, 6)
expectType<Equal<Of<typeof dice>, number>>()
const bigDice = random(1n, age)
expectType<Equal<Of<typeof bigDice>, bigint | null>>()
const bucket = widthBucket(score, 0, 10, 5)
expectType<Equal<Of<typeof bucket>, number>>()

// @ts-expect-error a text is no number
sqrt(name)
// @ts-expect-error nor is a day
sqrt(day)
// @ts-expect-error nor a condition
sqrt(posts.c.published)
// @ts-expect-error nor an instant
sin(posts.c.createdAt)
// @ts-expect-error nor a bare string
sqrt('2')
// @ts-expect-error an absolute value of a text
abs(name)
// @ts-expect-error digits are whole
round(score, 1.5 as Float)
// @ts-expect-error digits are no text
round(score, '2')
// @ts-expect-error a floating-point number has no divisors
gcd(score, 2)
// @ts-expect-error a bare value of another type
gcd(id, 'x')
// @ts-expect-error a power of a text
power(name, 2)
// @ts-expect-error it is exact
divTrunc(score, '2')
// @ts-expect-error one bound alone
random(1)
// @ts-expect-error bounds are exact
random(score, 2)
// @ts-expect-error a text has no factorial
factorial(name)

// -------------------------------------------------------------------------------------
// bits
// -------------------------------------------------------------------------------------

const both = bitAnd(id, big)
expectType<Equal<Of<typeof both>, bigint>>()
const bothBits = bitAnd(bits, bits)
expectType<Equal<Of<typeof bothBits>, BitText>>()
const shifted = shiftLeft(age, 2)
expectType<Equal<Of<typeof shifted>, number | null>>()

// @ts-expect-error a floating-point number has no bits
bitAnd(score, 1)
// @ts-expect-error nor has a text
bitNot(name)
// @ts-expect-error bits of a number, and of a string of bits
bitAnd(id, bits)
// @ts-expect-error it is shifted by a whole number
shiftLeft(id, exact)
// @ts-expect-error a text is no bytes
bitCount(name)
// @ts-expect-error an exact number has no hexadecimal digits
toHex(exact)

// -------------------------------------------------------------------------------------
// texts, bytes and bits
// -------------------------------------------------------------------------------------

const part = substring(name, 1)
expectType<Equal<Of<typeof part>, string>>()
const partOfBytes = substring(bytes, 1, age)
expectType<Equal<Of<typeof partOfBytes>, Uint8Array | null>>()
const partOfBits = overlay(bits, bits, 2)
expectType<Equal<Of<typeof partOfBits>, BitText>>()
const trimmed = btrim(new Uint8Array([0]), bytes)
expectType<Equal<Of<typeof trimmed>, Uint8Array>>()
const reversed = reverse(fullname)
expectType<Equal<Of<typeof reversed>, string | null>>()
const where = position('a', name)
expectType<Equal<typeof where, Expr<number, 'users', 'users'>>>()
const measured = [length(name), length(bytes), length(bits), length(vector)] as const
expectType<Equal<Of<(typeof measured)[number]>, number>>()
const joinedBits = concat(bits, bits)
expectType<Equal<Of<typeof joinedBits>, BitText>>()
const joinedVectors = concat(vector, vector)
expectType<Equal<Of<typeof joinedVectors>, TsVector>>()

// @ts-expect-error a text is trimmed of characters
trim(name, bytes)
// @ts-expect-error and bytes of bytes
trim(bytes, 'x')
// @ts-expect-error bytes are looked for in bytes
position('a', bytes)
// @ts-expect-error a number has no length
length(id)
// @ts-expect-error a day is no text either
substring(day, 1)
// @ts-expect-error a text in place of bytes
overlay(bytes, 'x', 1)
// @ts-expect-error a document behind bits
concat(bits, vector)

// -------------------------------------------------------------------------------------
// functions that take null
// -------------------------------------------------------------------------------------

const whole = concatText(fullname, ' ', age)
expectType<Equal<typeof whole, Expr<string, 'users', never>>>()
const separated = concatWs(',', fullname, posts.c.title)
expectType<Equal<typeof separated, Expr<string, 'users' | 'posts', never>>>()
const formatted = format(posts.c.body, fullname)
expectType<Equal<typeof formatted, Expr<string | null, 'users' | 'posts', 'posts'>>>()
const nulls = numNulls(fullname, age)
expectType<Equal<typeof nulls, Expr<number, 'users', never>>>()
const quoted = quoteNullable(fullname)
expectType<Equal<typeof quoted, Expr<string, 'users', never>>>()
const literal = quoteLiteral(age)
expectType<Equal<Of<typeof literal>, string | null>>()
const typeOf = pgTypeof(age)
expectType<Equal<typeof typeOf, Expr<string, 'users', never>>>()
const told = pgNotify('jobs', fullname)
expectType<Equal<Of<typeof told>, null>>()

// @ts-expect-error a bare number is of no one type
concatText(1)
// @ts-expect-error an object is none
format('%s', { a: 1 })
// @ts-expect-error the separator is a text
concatWs(id, name)

// -------------------------------------------------------------------------------------
// sets and arrays
// -------------------------------------------------------------------------------------

const parts = stringToArray(fullname, ',')
expectType<Equal<Of<typeof parts>, ReadonlyArray<string> | null>>()
const partsOrNull = stringToArray(name, ',', '')
expectType<Equal<Of<typeof partsOrNull>, ReadonlyArray<string | null>>>()
const rows = stringToTable(fullname, ',')
expectType<Equal<typeof rows, SetOf<string, 'users', 'users'>>>()
const split = regexpSplitToTable(name, ',')
expectType<Equal<typeof split, SetOf<string, 'users', 'users'>>>()
const groups = regexpMatch(name, '(a)|(b)')
expectType<Equal<Of<typeof groups>, ReadonlyArray<string | null> | null>>()
const matched = regexpMatches(name, '(a)', 'g')
expectType<Equal<Of<typeof matched>, ReadonlyArray<string | null>>>()
const parsed = tsParse('default', name)
expectType<Equal<Of<typeof parsed>['tokid'], number>>()
const debugged = tsDebug('english', name)
expectType<Equal<Of<typeof debugged>['lexemes'], ReadonlyArray<string> | null>>()

// -------------------------------------------------------------------------------------
// patterns
// -------------------------------------------------------------------------------------

const liked = like(fullname, 'a!%', { escape: '!' })
expectType<Equal<Of<typeof liked>, boolean | null>>()
const replaced = regexpReplace(name, 'a', 'b', 1, age, 'i')
expectType<Equal<Of<typeof replaced>, string | null>>()
const starts = startsWith(fullname, name)
expectType<Equal<typeof starts, Expr<boolean | null, 'users', 'users'>>>()
export const condition = and(matches(name, '^a'), starts)

// @ts-expect-error a pattern is a text
matches(name, /^a/)
// @ts-expect-error of a text
matches(id, '^1')
// @ts-expect-error an escape is a text
like(name, 'a', { escape: 1 })
// @ts-expect-error a position comes before its number
regexpReplace(name, 'a', 'b', 'i', 1)
// @ts-expect-error what it starts with is a text
startsWith(name, 1)
// @ts-expect-error a text is escaped
escapeLike(1)

// -------------------------------------------------------------------------------------
// forms
// -------------------------------------------------------------------------------------

export const forms = [
  toChar(posts.c.createdAt, 'YYYY'),
  toChar(day, 'YYYY'),
  toChar(exact, '9'),
  toChar(age, '9'),
  toChar(new Date(0), 'YYYY'),
]
const instant = toTimestamp(fullname, 'YYYY')
expectType<Equal<Of<typeof instant>, Date | null>>()
const seconds = toTimestamp(score)
expectType<Equal<Of<typeof seconds>, Date>>()

// @ts-expect-error a text has no form
toChar(name, 'YYYY')
// @ts-expect-error nor a condition
toChar(posts.c.published, 'YYYY')
// @ts-expect-error seconds are a number
toTimestamp(name)

// -------------------------------------------------------------------------------------
// networks
// -------------------------------------------------------------------------------------

const masked = setMasklen(address, 16)
expectType<Equal<Of<typeof masked>, Inet>>()
const hostOf = host(address)
expectType<Equal<Of<typeof hostOf>, string>>()

// @ts-expect-error a text is no address
host(name)
// @ts-expect-error nor is the address of a card
host(value(macaddr, '08:00:2b:01:02:03'))
// @ts-expect-error nor the other way
macaddr8Set7bit(address)

// -------------------------------------------------------------------------------------
// search
// -------------------------------------------------------------------------------------

const document = toTsvector('english', fullname)
expectType<Equal<Of<typeof document>, TsVector | null>>()
const wanted = websearchToTsquery('english', name)
expectType<Equal<Of<typeof wanted>, TsQuery>>()
const matching = searchMatches(document, wanted)
expectType<Equal<typeof matching, Expr<boolean | null, 'users', 'users'>>>()
const headline = tsHeadline('english', fullname, query, 'MaxWords=3')
expectType<Equal<Of<typeof headline>, string | null>>()
const headlineOfJson = tsHeadline(value(jsonb<{ a: string }>(), { a: 'x' }), query)
expectType<Equal<Of<typeof headlineOfJson>, { a: string }>>()
export const ranks = [tsRank(vector, query), tsRank([0.1, 0.2, 0.4, 1], vector, query, 1)]

// @ts-expect-error a bare text is no query
searchMatches(vector, 'a')
// @ts-expect-error nor is a column of texts
searchMatches(vector, name)
// @ts-expect-error a number is no document
searchMatches(id, query)
// @ts-expect-error two documents
searchMatches(vector, vector, vector)
// @ts-expect-error a document is no query
searchAnd(vector, query)
// @ts-expect-error a query of a number
toTsquery(id)
// @ts-expect-error a language comes first
plaintoTsquery(name, 1)
// @ts-expect-error a weight is one of four
setweight(vector, 'E')
// @ts-expect-error weights are many
tsFilter(vector, 'A')
// @ts-expect-error a rank is of a document
tsRank(name, query)

// -------------------------------------------------------------------------------------
// shapes
// -------------------------------------------------------------------------------------

const at = value(point, { x: 0, y: 0 })
const rect = value(box, [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
])
const between = value(lseg, [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
])
const way = value(path, { closed: true, points: [] })

const movedBox = moved(rect, { x: 1, y: 1 })
expectType<Equal<Of<typeof movedBox>, Box>>()
const common = intersection(rect, rect)
expectType<Equal<Of<typeof common>, Box | null>>()
const crossing = intersection(between, between)
expectType<Equal<Of<typeof crossing>, Point | null>>()
const areaOfBox = area(rect)
expectType<Equal<Of<typeof areaOfBox>, Float>>()
const areaOfPath = area(way)
expectType<Equal<Of<typeof areaOfPath>, Float | null>>()
const made = pointOf(score, 1)
expectType<Equal<typeof made, Expr<Point, 'users', 'users'>>>()
const corners = boxOf(at, { x: 1, y: 1 })
expectType<Equal<Of<typeof corners>, Box>>()
export const far = distance(at, { x: 1, y: 1 })

// @ts-expect-error a segment has no area
area(between)
// @ts-expect-error a text is no shape
area(name)
// @ts-expect-error a point is made of numbers
pointOf(name, name)
// @ts-expect-error a box of a segment
boxOf(between)
// @ts-expect-error the left one is an expression
distance({ x: 0, y: 0 }, at)
// @ts-expect-error a text is not moved
moved(name, { x: 0, y: 0 })

// -------------------------------------------------------------------------------------
// the server
// -------------------------------------------------------------------------------------

const counted = nextval('users_id_seq')
expectType<Equal<Of<typeof counted>, bigint>>()
const locked = pgAdvisoryLock(id)
expectType<Equal<Of<typeof locked>, null>>()
const setting = currentSetting('work_mem')
expectType<Equal<Of<typeof setting>, string>>()
const maybeSetting = currentSetting('a.b', true)
expectType<Equal<Of<typeof maybeSetting>, string | null>>()
const allowed = hasTablePrivilege('users', 'select')
expectType<Equal<Of<typeof allowed>, boolean>>()
const allowedTo = hasTablePrivilege('jack', value(oid, 1), 'select')
expectType<Equal<Of<typeof allowedTo>, boolean | null>>()
const allowedColumn = hasColumnPrivilege('users', 'name', 'select')
expectType<Equal<Of<typeof allowedColumn>, boolean>>()
export const size = pgSizePretty(exact)

// @ts-expect-error a key is a whole number
pgAdvisoryLock(name)
// @ts-expect-error two keys are numbers of 32 bits
pgAdvisoryLock(1n, 2n)
// @ts-expect-error three are none
pgAdvisoryLock(1, 2, 3)
// @ts-expect-error a sequence has a name
nextval(exact)
// @ts-expect-error what is allowed is missing
hasTablePrivilege('users')
// @ts-expect-error a size is exact
pgSizePretty(score)
