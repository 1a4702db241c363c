/** Checked by `tsc`, never run: what is nested, loaded and reached along relations. */
import { pipe } from 'fp-ts/function'
import type { TaskEither } from 'fp-ts/TaskEither'
import {
  all,
  ancestors,
  collect,
  collectTree,
  count,
  countRelated,
  type Database,
  desc,
  descendants,
  eq,
  forest,
  from,
  inverse,
  limited,
  load,
  loader,
  manyToOne,
  oneToMany,
  pick,
  type RowOf,
  relation,
  type SqlError,
  select,
} from '../../lib/index.js'
import { comments, posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

declare const db: Database

const userPosts = oneToMany(users, posts)
const postAuthor = manyToOne(posts, users, { foreignKey: posts.c.authorId })
const commentAuthor = manyToOne(comments, users)
const staff = oneToMany(users, users)

// -------------------------------------------------------------------------------------
// one row
// -------------------------------------------------------------------------------------

const picked = pipe(
  from(comments),
  select({
    author: pick(commentAuthor, (u) => ({ name: u.c.name })),
    always: pick(manyToOne(comments, posts, { foreignKey: comments.c.postId }), (p) => ({ title: p.c.title })),
    sometimes: pick(manyToOne(comments, posts, { foreignKey: comments.c.postId }), (p) => ({ title: p.c.title }), {
      where: (p) => eq(p.c.published, true),
    }),
  }),
)
expectType<
  Equal<
    RowOf<typeof picked>,
    {
      readonly author: { readonly name: string } | null
      readonly always: { readonly title: string }
      readonly sometimes: { readonly title: string } | null
    }
  >
>()

// @ts-expect-error a relation to many rows
pick(userPosts, (p) => ({ title: p.c.title }))
pick(userPosts, (p) => ({ title: p.c.title }), { assumeUnique: true })
// @ts-expect-error a column of another row
pick(postAuthor, () => ({ title: posts.c.title }))
// @ts-expect-error not a strategy of one row
pick(postAuthor, (u) => ({ name: u.c.name }), { strategy: 'grouped' })
// @ts-expect-error not a strategy of many rows
collect(userPosts, (rows, p) => pipe(rows, select({ id: p.c.id })), { strategy: 'join' })

// -------------------------------------------------------------------------------------
// some of them
// -------------------------------------------------------------------------------------

const latest = limited(userPosts, 1, (p) => desc(p.c.createdAt))
const few = limited(userPosts, 3)
expectType<Equal<(typeof latest)['cardinality'], 'maybe'>>()
expectType<Equal<(typeof few)['cardinality'], 'many'>>()
expectType<Equal<(typeof latest)['access'], 'viewOnly'>>()

pick(latest, (p) => ({ title: p.c.title }))
// @ts-expect-error three rows
pick(few, (p) => ({ title: p.c.title }))
// @ts-expect-error a column that the target does not have
limited(userPosts, 1, (p) => desc(p.c.email))

const only = relation(users, posts, { on: (u, p) => eq(p.c.authorId, u.c.id), cardinality: 'maybe' })
expectType<Equal<(typeof only)['cardinality'], 'maybe'>>()
// @ts-expect-error no condition
relation(users, posts, {})
// @ts-expect-error no such column
relation(users, posts, { on: (u, p) => eq(p.c.userId, u.c.id) })

// -------------------------------------------------------------------------------------
// trees
// -------------------------------------------------------------------------------------

const below = descendants(staff, { depth: 2 })
export const depths = pipe(
  from(users),
  select({ below: collect(below, (rows, u) => pipe(rows, select({ name: u.c.name, depth: u.c.depth }))) }),
)
expectType<
  Equal<RowOf<typeof depths>, { readonly below: ReadonlyArray<{ readonly name: string; readonly depth: number }> }>
>()
// @ts-expect-error without a depth, rows have none
descendants(staff).target.c.depth
// @ts-expect-error a relation to another table
descendants(userPosts)
all(pipe(from(users), select({ n: countRelated(ancestors(staff)) })))

const boss = inverse(staff)
expectType<Equal<(typeof boss)['source']['alias'], 'users'>>()

const tree = collectTree(staff, { depth: 2, as: 'reports' }, (u) => ({ name: u.c.name }))
const withTree = pipe(from(users), select({ tree }))
declare const treeRow: RowOf<typeof withTree>
expectType<Equal<(typeof treeRow)['tree'][number]['name'], string>>()
export const deep: string | undefined = treeRow.tree[0]?.reports?.[0]?.reports?.[0]?.name

const grown = pipe([{ id: 1, up: 0 }], forest({ key: 'id', parent: 'up', as: 'below' }))
export const grownId: number | undefined = grown[0]?.below[0]?.below[0]?.id
// @ts-expect-error no such key
pipe([{ id: 1, up: 0 }], forest({ key: 'name', parent: 'up', as: 'below' }))

// -------------------------------------------------------------------------------------
// loads
// -------------------------------------------------------------------------------------

const titles = collect(userPosts, (rows, p) => pipe(rows, select({ title: p.c.title })))

const loaded = load(users, { titles, n: countRelated(userPosts) })([{ id: 1, extra: true }])(db)
expectType<
  Equal<
    typeof loaded,
    TaskEither<
      SqlError,
      ReadonlyArray<
        { id: number; extra: boolean } & {
          readonly titles: ReadonlyArray<{ readonly title: string }>
          readonly n: number
        }
      >
    >
  >
>()

const titlesOf = loader(users, titles)(db)
expectType<Equal<ReturnType<typeof titlesOf>, TaskEither<SqlError, ReadonlyArray<{ readonly title: string }>>>>()

// @ts-expect-error fields of other rows
load(users, { n: count(posts.c.id) })
// @ts-expect-error an id of another type
load(users, { titles })([{ id: 'x' }])
// @ts-expect-error an expression of other rows
loader(posts, titles)

// an aggregate or a condition of related rows is of the row around them, wherever the relation is made
all(pipe(from(users), select({ n: countRelated(oneToMany(users, posts)) })))
