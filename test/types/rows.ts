/** Checked by `tsc`, never run: the rows that queries yield. */
import { pipe } from 'fp-ts/function'
import {
  add,
  alias,
  all,
  avg,
  type Connection,
  coalesce,
  collect,
  concat,
  count,
  type Decimal,
  eq,
  exists,
  type Float,
  first,
  from,
  fullJoin,
  gt,
  innerJoin,
  integer,
  isNull,
  leftJoin,
  leftJoinTo,
  length,
  lower,
  max,
  min,
  not,
  nullIf,
  one,
  oneToMany,
  type Row,
  type RowOf,
  rawQuery,
  rightJoin,
  SQL,
  scalar,
  select,
  selectOnly,
  some,
  subquery,
  sum,
  text,
  value,
  where,
} from '../../lib/index.js'
import { addresses, posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const authored = eq(posts.c.authorId, users.c.id)
const manager = alias(users, 'manager')
const ofManager = eq(users.c.managerId, manager.c.id)

type User = {
  readonly id: number
  readonly name: string
  readonly fullname: string | null
  readonly age: number | null
  readonly score: Float
  readonly state: string
  readonly managerId: number | null
}

// -------------------------------------------------------------------------------------
// columns, tables, objects
// -------------------------------------------------------------------------------------

const columns = pipe(from(users), select({ id: users.c.id, full: users.c.fullname }))
expectType<Equal<RowOf<typeof columns>, { readonly id: number; readonly full: string | null }>>()

const whole = pipe(from(users), select(users))
expectType<Equal<RowOf<typeof whole>, User>>()
expectType<Equal<Row<typeof users>, User>>()

const nested = pipe(from(users), select({ user: users, a: { b: { name: users.c.name } }, n: value(integer, 1) }))
expectType<
  Equal<
    RowOf<typeof nested>,
    { readonly user: User; readonly a: { readonly b: { readonly name: string } }; readonly n: number }
  >
>()

const raws = rawQuery({ x: integer, y: text }, SQL`select 1, 'a'`)
expectType<Equal<RowOf<typeof raws>, { readonly x: number; readonly y: string }>>()

// -------------------------------------------------------------------------------------
// joins
// -------------------------------------------------------------------------------------

const inner = pipe(from(users), innerJoin(posts, authored), select({ name: users.c.name, title: posts.c.title }))
expectType<Equal<RowOf<typeof inner>, { readonly name: string; readonly title: string }>>()

// the joined side may be missing
const left = pipe(from(users), leftJoin(posts, authored), select({ name: users.c.name, title: posts.c.title }))
expectType<Equal<RowOf<typeof left>, { readonly name: string; readonly title: string | null }>>()

// so may all that came before a right join
const right = pipe(from(users), rightJoin(posts, authored), select({ name: users.c.name, title: posts.c.title }))
expectType<Equal<RowOf<typeof right>, { readonly name: string | null; readonly title: string }>>()

const full = pipe(from(users), fullJoin(posts, authored), select({ name: users.c.name, title: posts.c.title }))
expectType<Equal<RowOf<typeof full>, { readonly name: string | null; readonly title: string | null }>>()

// an alias is another table
const bosses = pipe(
  from(users),
  leftJoin(manager, ofManager),
  select({ id: users.c.id, manager: { name: manager.c.name }, whole: manager }),
)
expectType<
  Equal<
    RowOf<typeof bosses>,
    { readonly id: number; readonly manager: { readonly name: string | null }; readonly whole: User | null }
  >
>()

// an inner join after an outer one
const both = pipe(
  from(users),
  leftJoin(manager, ofManager),
  innerJoin(posts, authored),
  select({ manager: manager.c.name, title: posts.c.title }),
)
expectType<Equal<RowOf<typeof both>, { readonly manager: string | null; readonly title: string }>>()

// select may be said again, before a further outer join or not
const again = pipe(from(users), select({ id: users.c.id }), select({ name: users.c.name }))
expectType<Equal<RowOf<typeof again>, { readonly name: string }>>()

// -------------------------------------------------------------------------------------
// nullability of expressions of a table that may be missing
// -------------------------------------------------------------------------------------

const computed = pipe(
  from(users),
  leftJoin(posts, authored),
  select({
    strict: lower(posts.c.title),
    sum: add(posts.c.id, users.c.id),
    text: concat(users.c.name, posts.c.title),
    comparison: gt(posts.c.id, 1),
    filled: coalesce(posts.c.title, 'none'),
    refilled: coalesce(posts.c.title, users.c.name),
    maybe: coalesce(users.c.fullname, posts.c.title),
    missing: isNull(posts.c.id),
    counted: count(posts.c.id),
    lowest: min(posts.c.id),
    there: exists(from(addresses)),
  }),
)
expectType<
  Equal<
    RowOf<typeof computed>,
    {
      readonly strict: string | null
      readonly sum: number | null
      readonly text: string | null
      readonly comparison: boolean | null
      readonly filled: string
      readonly refilled: string
      readonly maybe: string | null
      readonly missing: boolean
      readonly counted: number
      readonly lowest: number | null
      readonly there: boolean
    }
  >
>()

// -------------------------------------------------------------------------------------
// nullability of expressions of columns that may be null
// -------------------------------------------------------------------------------------

const nullable = pipe(
  from(users),
  select({
    compared: eq(users.c.age, 1),
    plain: eq(users.c.id, 1),
    both: eq(users.c.id, users.c.age),
    negated: not(eq(users.c.age, 1)),
    letters: length(users.c.fullname),
    emptied: nullIf(users.c.name, ''),
    plus: add(users.c.age, 1),
    filled: coalesce(users.c.age, 0),
    unsure: coalesce(users.c.age, users.c.managerId),
  }),
)
expectType<
  Equal<
    RowOf<typeof nullable>,
    {
      readonly compared: boolean | null
      readonly plain: boolean
      readonly both: boolean | null
      readonly negated: boolean | null
      readonly letters: number | null
      readonly emptied: string | null
      readonly plus: number | null
      readonly filled: number
      readonly unsure: number | null
    }
  >
>()

// -------------------------------------------------------------------------------------
// aggregates
// -------------------------------------------------------------------------------------

const aggregates = pipe(
  from(users),
  select({ n: count(), of: count(users.c.age), sum: sum(users.c.id), avg: avg(users.c.id), max: max(users.c.name) }),
)
expectType<
  Equal<
    RowOf<typeof aggregates>,
    {
      readonly n: number
      readonly of: number
      readonly sum: number | null
      readonly avg: Decimal | null
      readonly max: string | null
    }
  >
>()

// -------------------------------------------------------------------------------------
// subqueries
// -------------------------------------------------------------------------------------

// what an outer join made nullable stays so, whatever is joined outside
const titles = pipe(
  from(users),
  leftJoin(posts, authored),
  select({ id: users.c.id, title: posts.c.title }),
  subquery('titles'),
)
const ofTitles = pipe(from(titles), select(titles))
expectType<Equal<RowOf<typeof ofTitles>, { readonly id: number; readonly title: string | null }>>()

const leftTitles = pipe(from(users), leftJoin(titles, eq(titles.c.id, users.c.id)), select({ id: titles.c.id, titles }))
expectType<
  Equal<
    RowOf<typeof leftTitles>,
    { readonly id: number | null; readonly titles: { readonly id: number; readonly title: string | null } | null }
  >
>()

const scalars = pipe(
  from(users),
  select({
    n: scalar(pipe(from(posts), where(authored), select({ n: count() }))),
    sure: coalesce(scalar(pipe(from(posts), select({ id: posts.c.id }))), 0),
  }),
)
expectType<Equal<RowOf<typeof scalars>, { readonly n: number | null; readonly sure: number }>>()

const alone = selectOnly({ one: value(integer, 1) })
expectType<Equal<RowOf<typeof alone>, { readonly one: number }>>()

// -------------------------------------------------------------------------------------
// relations
// -------------------------------------------------------------------------------------

const userPosts = oneToMany(users, posts)

const collected = pipe(
  from(users),
  where(some(userPosts, (p) => eq(p.c.published, true))),
  select({
    name: users.c.name,
    posts: collect(userPosts, (rows, p) =>
      pipe(
        rows,
        leftJoin(addresses, eq(addresses.c.userId, p.c.authorId)),
        select({ title: p.c.title, email: addresses.c.email, by: users.c.name }),
      ),
    ),
  }),
)
expectType<
  Equal<
    RowOf<typeof collected>,
    {
      readonly name: string
      readonly posts: ReadonlyArray<{ readonly title: string; readonly email: string | null; readonly by: string }>
    }
  >
>()

const related = pipe(from(users), leftJoinTo(userPosts), select({ title: posts.c.title }))
expectType<Equal<RowOf<typeof related>, { readonly title: string | null }>>()

// -------------------------------------------------------------------------------------
// running
// -------------------------------------------------------------------------------------

declare const db: Connection

export const ran = async () => {
  const many = await all(columns)(db)()
  const single = await one(left)(db)()
  const optional = await first(whole)(db)()
  if (many._tag === 'Left' || single._tag === 'Left' || optional._tag === 'Left') return
  expectType<Equal<typeof many.right, ReadonlyArray<{ readonly id: number; readonly full: string | null }>>>()
  expectType<Equal<typeof single.right, { readonly name: string; readonly title: string | null }>>()
  if (optional.right._tag === 'Some') expectType<Equal<typeof optional.right.value, User>>()
}
