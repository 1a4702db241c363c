/** Checked by `tsc`, never run: cases, casts, and functions and operators of the user's own. */
import { pipe } from 'fp-ts/function'
import {
  all,
  all_,
  any_,
  boolean,
  case_,
  caseOf,
  cast,
  contains,
  type Expr,
  eq,
  type Float,
  fn,
  from,
  gt,
  integer,
  leftJoin,
  nullable,
  operator,
  type RowOf,
  real,
  select,
  startsWith,
  text,
  value,
  when,
  where,
} from '../../lib/index.js'
import { addresses, posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const { id, name, fullname, age } = users.c
const { email, id: addressId } = addresses.c

type Of<E> = E extends Expr<infer T, any, any> ? T : never
type Reads<E> = E extends Expr<any, infer R, any> ? R : never
type Absent<E> = E extends Expr<any, any, infer N> ? N : never

// -------------------------------------------------------------------------------------
// cases
// -------------------------------------------------------------------------------------

const open = case_([when(gt(age, 18), 'adult'), when(gt(age, 12), 'teen')])
expectType<Equal<Of<typeof open>, 'adult' | 'teen' | null>>()
expectType<Equal<Reads<typeof open>, 'users'>>()
expectType<Equal<Absent<typeof open>, never>>()

const closed = case_([when(gt(age, 18), 'adult')], 'minor')
expectType<Equal<Of<typeof closed>, 'adult' | 'minor'>>()

const mixed = case_([when(eq(email, 'x'), name), when(gt(posts.c.id, 1), 'none')], fullname)
expectType<Equal<Of<typeof mixed>, string | null>>()
expectType<Equal<Reads<typeof mixed>, 'addresses' | 'users' | 'posts'>>()
// a condition without a row does not make the value null: a value without one does
expectType<Equal<Absent<typeof mixed>, 'users'>>()

const numbered = case_([when(gt(age, 18), 1)], id)
expectType<Equal<Of<typeof numbered>, number>>()
const said = case_([when(gt(age, 18), value(integer, 1))], 0)
expectType<Equal<Of<typeof said>, number>>()
const timed = case_([when(gt(age, 18), new Date())])
expectType<Equal<Of<typeof timed>, Date | null>>()
const nulled = case_([when(gt(age, 18), null)], name)
expectType<Equal<Of<typeof nulled>, string | null>>()

const simple = caseOf(age, [when(18, 'just'), when(id, 'same')], 'else')
expectType<Equal<Of<typeof simple>, 'just' | 'same' | 'else'>>()
expectType<Equal<Reads<typeof simple>, 'users'>>()
const simpleOpen = caseOf(name, [when('jack', addressId)])
expectType<Equal<Of<typeof simpleOpen>, number | null>>()
expectType<Equal<Reads<typeof simpleOpen>, 'users' | 'addresses'>>()
expectType<Equal<Absent<typeof simpleOpen>, 'addresses'>>()

const joined = pipe(
  from(users),
  leftJoin(addresses, eq(addresses.c.userId, id)),
  select({
    email: case_([when(gt(age, 18), email)], 'hidden'),
    known: case_([when(eq(email, 'x'), 'yes')], 'no'),
  }),
)
expectType<Equal<RowOf<typeof joined>['email'], string | null>>()
expectType<Equal<RowOf<typeof joined>['known'], 'yes' | 'no'>>()

// where they stand inside a select, nothing of that decides what they are
const inlined = pipe(
  from(users),
  select({
    a: case_([when(eq(name, 'x'), name)]),
    b: caseOf(id, [when(1, 'x')], 'y'),
    c: fn('f', text)(fullname, 'x'),
    d: operator('@', nullable(boolean))('a', 'b'),
    e: cast(id, text),
    f: cast(age, text),
    g: { h: fn('f', text)() },
  }),
)
type Inlined = {
  readonly a: string | null
  readonly b: 'x' | 'y'
  readonly c: string | null
  readonly d: boolean | null
  readonly e: string
  readonly f: string | null
  readonly g: { readonly h: string }
}
expectType<Equal<RowOf<typeof inlined>, Inlined>>()
all(inlined)

// @ts-expect-error a case reads addresses, which this query has not got
all(pipe(from(users), select({ it: case_([when(eq(email, 'x'), name)]) })))
// @ts-expect-error so does the last value of one
all(pipe(from(users), select({ it: case_([when(eq(name, 'x'), 'x')], email) })))
// @ts-expect-error and so does its operand
all(pipe(from(users), select({ it: caseOf(email, [when('x', 'x')]) })))
// @ts-expect-error a cast reads addresses
all(pipe(from(users), select({ it: cast(email, text) })))
// @ts-expect-error a function reads addresses
all(pipe(from(users), select({ it: fn('f', text)(email) })))
// @ts-expect-error an operator reads addresses
all(pipe(from(users), select({ it: operator('%', boolean)(name, email) })))
// @ts-expect-error a text is no condition
case_([when(name, 'x')])
// @ts-expect-error a value is no condition
case_([when(true, 'x')])
// @ts-expect-error a number alone may be an integer or not
case_([when(gt(age, 18), 1)], 0)
// @ts-expect-error caseOf compares values of one type
caseOf(age, [when('18', 'x')])
// @ts-expect-error nothing is equal to null
caseOf(age, [when(null, 'x')])
// @ts-expect-error undefined is no value
case_([when(gt(age, 18), undefined)])
// @ts-expect-error an object has no one type
case_([when(gt(age, 18), { a: 1 })])
// @ts-expect-error a branch is made by when
case_([{ when: gt(age, 18), result: 'x' }])

// -------------------------------------------------------------------------------------
// casts
// -------------------------------------------------------------------------------------

const asText = cast(id, text)
expectType<Equal<Of<typeof asText>, string>>()
expectType<Equal<Absent<typeof asText>, 'users'>>()
expectType<Equal<Of<ReturnType<typeof nullText>>, string | null>>()
const nullText = () => cast(age, text)
const nullableTarget = cast(id, nullable(text))
expectType<Equal<Of<typeof nullableTarget>, string | null>>()

// @ts-expect-error a type is a column spec
cast(id, 'text')
const read = cast('1', integer)
expectType<Equal<typeof read, Expr<number, never, never>>>()
// @ts-expect-error a number may be of any type: value says which
cast(1, integer)
// @ts-expect-error null_ is NULL of a type
cast(null, integer)
// @ts-expect-error an operand is an expression, or a text
cast({}, integer)

// -------------------------------------------------------------------------------------
// functions and operators
// -------------------------------------------------------------------------------------

const similarity = fn('similarity', real)
const near = similarity(name, 'jakc')
expectType<Equal<Of<typeof near>, Float>>()
expectType<Equal<Reads<typeof near>, 'users'>>()
const perhaps = similarity(fullname, email)
expectType<Equal<Of<typeof perhaps>, Float | null>>()
expectType<Equal<Absent<typeof perhaps>, 'users' | 'addresses'>>()
const found = fn(['gis', 'found'], nullable(text))()
expectType<Equal<Of<typeof found>, string | null>>()
expectType<Equal<Reads<typeof found>, never>>()

const resembles = operator('%', boolean)
pipe(from(users), where(resembles(name, 'jakc')), select({ name }))
const maybe = resembles(fullname, 'x')
expectType<Equal<Of<typeof maybe>, boolean | null>>()

// @ts-expect-error a bare number may be an integer or not
similarity(name, 1)
// @ts-expect-error null has no one type
resembles(name, null)
// @ts-expect-error a path is a schema and a name
fn(['a', 'b', 'c'], text)
// @ts-expect-error an operator that yields a number is no condition
where(operator('<->', real)(name, 'x'))
// @ts-expect-error a query that lacks posts does not run
all(pipe(from(users), select({ it: similarity(posts.c.title, name) })))

// -------------------------------------------------------------------------------------
// texts in texts
// -------------------------------------------------------------------------------------

const starts = startsWith(name, 'ja')
expectType<Equal<Of<typeof starts>, boolean>>()
const startsPerhaps = startsWith(fullname, 'ja')
expectType<Equal<Of<typeof startsPerhaps>, boolean | null>>()

// @ts-expect-error a number holds no text
contains(id, '1')
// @ts-expect-error a text is looked for
contains(name, 1)
// @ts-expect-error an expression is looked for with like
contains(name, fullname)

// -------------------------------------------------------------------------------------
// any and all
// -------------------------------------------------------------------------------------

const titles = pipe(from(posts), where(eq(posts.c.authorId, id)), select({ title: posts.c.title }))
const greater = gt(name, all_(titles))
expectType<Equal<Of<typeof greater>, boolean>>()
expectType<Equal<Reads<typeof greater>, 'users'>>()
const nullableAges = gt(id, any_(pipe(from(users), select({ age }))))
expectType<Equal<Of<typeof nullableAges>, boolean | null>>()

// @ts-expect-error a number is not compared with texts
gt(id, any_(titles))
// @ts-expect-error a query that selects nothing has no values
gt(id, all_(from(posts)))
