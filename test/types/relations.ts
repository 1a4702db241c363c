/** Checked by `tsc`, never run: where relations fit. */
import { pipe } from 'fp-ts/function'
import {
  alias,
  all,
  branded,
  collect,
  eq,
  execute,
  foreignKey,
  from,
  inverse,
  joinTo,
  leftJoinTo,
  limit,
  link,
  manyToOne,
  oneToMany,
  orderBy,
  primaryKey,
  type Row,
  type RowOf,
  select,
  serial,
  some,
  table,
  text,
  where,
} from '../../lib/index.js'
import type { AnyRelation } from '../../lib/relation/Relation.js'
import { addresses, comments, posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const userPosts = oneToMany(users, posts)
const postUser = manyToOne(posts, users)
const postComments = oneToMany(posts, comments)

type Source<R extends AnyRelation> = R['source']['alias']
type Target<R extends AnyRelation> = R['target']['alias']
type Cardinality<R extends AnyRelation> = R['cardinality']

expectType<Equal<Source<typeof userPosts>, 'users'>>()
expectType<Equal<Target<typeof userPosts>, 'posts'>>()
expectType<Equal<Cardinality<typeof userPosts>, 'many'>>()
expectType<Equal<Cardinality<typeof postUser>, 'maybe'>>()

const postAuthor = manyToOne(posts, users, { foreignKey: posts.c.authorId })
expectType<Equal<Cardinality<typeof postAuthor>, 'one'>>()

const commentAuthor = manyToOne(comments, users, { foreignKey: comments.c.authorId })
expectType<Equal<Cardinality<typeof commentAuthor>, 'maybe'>>()

const back = inverse(userPosts)
expectType<Equal<typeof back, typeof postUser>>()

// -------------------------------------------------------------------------------------
// joins
// -------------------------------------------------------------------------------------

const titled = pipe(
  from(users),
  joinTo(userPosts),
  joinTo(postComments),
  select({ title: posts.c.title, text: comments.c.text }),
)
expectType<Equal<RowOf<typeof titled>, { readonly title: string; readonly text: string }>>()

const maybe = pipe(from(users), leftJoinTo(userPosts), select({ name: users.c.name, title: posts.c.title }))
expectType<Equal<RowOf<typeof maybe>, { readonly name: string; readonly title: string | null }>>()

// @ts-expect-error the source of the relation is missing
all(pipe(from(addresses), joinTo(userPosts), select({ title: posts.c.title })))
// @ts-expect-error the target is there already
all(pipe(from(users), joinTo(userPosts), joinTo(userPosts), select({ title: posts.c.title })))
// @ts-expect-error an outer join comes before select
pipe(from(users), select({ id: users.c.id }), leftJoinTo(userPosts))

// -------------------------------------------------------------------------------------
// conditions
// -------------------------------------------------------------------------------------

export const active = all(
  pipe(
    from(users),
    where(some(userPosts, (p) => some(postComments, (c) => eq(c.c.authorId, users.c.id)) && eq(p.c.published, true))),
    select(users),
  ),
)

// @ts-expect-error the wrong parent
all(pipe(from(addresses), where(some(userPosts)), select(addresses)))
// @ts-expect-error the condition reads comments
all(pipe(from(users), where(some(userPosts, () => eq(comments.c.id, 1))), select(users)))
// @ts-expect-error a condition, not a column
some(userPosts, (p) => p.c.title)
// @ts-expect-error a column that the target does not have
some(userPosts, (p) => eq(p.c.email, 'x'))

// -------------------------------------------------------------------------------------
// nested rows
// -------------------------------------------------------------------------------------

const titles = collect(userPosts, (rows, p) =>
  pipe(
    rows,
    where(eq(p.c.published, true)),
    orderBy(p.c.id),
    limit(3),
    select({
      title: p.c.title,
      by: users.c.name,
      comments: collect(postComments, (inner, c) => pipe(inner, select({ text: c.c.text }))),
    }),
  ),
)

const nested = pipe(from(users), select({ name: users.c.name, titles }))
expectType<
  Equal<
    RowOf<typeof nested>,
    {
      readonly name: string
      readonly titles: ReadonlyArray<{
        readonly title: string
        readonly by: string
        readonly comments: ReadonlyArray<{ readonly text: string }>
      }>
    }
  >
>()

// @ts-expect-error the wrong parent
all(pipe(from(addresses), select({ titles })))
// @ts-expect-error nothing is selected
collect(userPosts, (rows) => rows)

// an outer join around them does not make the rows null: there are none then
const around = pipe(
  from(addresses),
  leftJoinTo(manyToOne(addresses, users)),
  select({
    email: addresses.c.email,
    posts: collect(userPosts, (rows, p) => pipe(rows, select({ title: p.c.title }))),
  }),
)
expectType<
  Equal<RowOf<typeof around>, { readonly email: string; readonly posts: ReadonlyArray<{ readonly title: string }> }>
>()

// -------------------------------------------------------------------------------------
// links
// -------------------------------------------------------------------------------------

const shops = table('shops', { id: pipe(serial, primaryKey, branded<'ShopId'>()), name: text })
const items = table('items', {
  id: pipe(serial, primaryKey, branded<'ItemId'>()),
  shopId: foreignKey(() => shops.c.id),
})
const shopItems = oneToMany(shops, items)

declare const shopRow: Row<typeof shops>
declare const itemRow: Row<typeof items>

export const linked = execute(link(shopItems)(shopRow, itemRow))
export const linkedByKeys = execute(link(shopItems)({ id: shopRow.id }, { id: itemRow.id }))

// @ts-expect-error the other way round
link(shopItems)(itemRow, shopRow)
// @ts-expect-error any number is no id
link(shopItems)({ id: 1 }, { id: 2 })
// @ts-expect-error a key is missing
link(shopItems)({ name: 'x' }, itemRow)
// @ts-expect-error a row of another table
link(userPosts)({ id: 1 }, { id: 1, email: 'x' })

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

const employees = alias(users, 'employees')
const staff = oneToMany(users, employees)
expectType<Equal<Target<typeof staff>, 'employees'>>()

// @ts-expect-error the foreign key of another table
oneToMany(users, posts, { foreignKey: comments.c.postId })
// @ts-expect-error a table, not its name
oneToMany('users', posts)
