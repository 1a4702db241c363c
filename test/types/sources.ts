/** Checked by `tsc`, never run: several sources, joins in parentheses, parts of tables, recursions, and what is taken back. */
import { pipe } from 'fp-ts/function'
import {
  addColumns,
  all,
  arrayFrom,
  bigint,
  clear,
  coalesce,
  count,
  crossJoin,
  cte,
  cycle,
  deleteFrom,
  desc,
  doublePrecision,
  eq,
  type Float,
  from,
  innerJoin,
  insertInto,
  integer,
  isNull,
  joinTree,
  leftJoin,
  limit,
  limitWithTies,
  type Numeric,
  numeric,
  offset,
  only,
  onlyColumns,
  onSame,
  orderBy,
  orderByOutput,
  type RowOf,
  recursive,
  reorder,
  rightJoin,
  scalar,
  searchDepthFirst,
  select,
  selectNothing,
  selectOnly,
  sub,
  subquery,
  table,
  tableSample,
  text,
  timestamp,
  timestamptz,
  union,
  unionAll,
  update,
  value,
  values,
  where,
  withCte,
} from '../../lib/index.js'
import { addresses, comments, posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const authored = eq(posts.c.authorId, users.c.id)
const commented = eq(comments.c.postId, posts.c.id)

// -------------------------------------------------------------------------------------
// several sources
// -------------------------------------------------------------------------------------

const three = pipe(from(users, posts, comments), where(authored), select({ id: users.c.id, text: comments.c.text }))
expectType<Equal<RowOf<typeof three>, { readonly id: number; readonly text: string }>>()
export const runs = all(three)

// all of them may be missing before a right join
const right = pipe(from(users, posts), rightJoin(comments, commented), select({ name: users.c.name, t: posts.c.title }))
expectType<Equal<RowOf<typeof right>, { readonly name: string | null; readonly t: string | null }>>()

// @ts-expect-error users is there twice
all(pipe(from(users, users), select({ id: users.c.id })))

// @ts-expect-error addresses is not among them
all(pipe(from(users, posts), select({ id: addresses.c.id })))

// @ts-expect-error a text is no source
from(users, 'posts')

// -------------------------------------------------------------------------------------
// joins in parentheses
// -------------------------------------------------------------------------------------

const row = { user: users.c.name, title: posts.c.title, text: comments.c.text }
type Row<A, B, C> = { readonly user: A; readonly title: B; readonly text: C }

const inTree = pipe(from(posts), innerJoin(comments, commented))
const leftTree = pipe(from(posts), leftJoin(comments, commented))

const left = pipe(from(users), joinTree('left', inTree, authored), select(row))
expectType<Equal<RowOf<typeof left>, Row<string, string | null, string | null>>>()
export const leftRuns = all(left)

const inner = pipe(from(users), joinTree('inner', leftTree, authored), select(row))
expectType<Equal<RowOf<typeof inner>, Row<string, string, string | null>>>()

const rightOne = pipe(from(users), joinTree('right', leftTree, authored), select(row))
expectType<Equal<RowOf<typeof rightOne>, Row<string | null, string, string | null>>>()

const full = pipe(from(users), joinTree('full', inTree, authored), select(row))
expectType<Equal<RowOf<typeof full>, Row<string | null, string | null, string | null>>>()

const cross = pipe(from(users), joinTree('cross', leftTree), select(row))
expectType<Equal<RowOf<typeof cross>, Row<string, string, string | null>>>()

// @ts-expect-error comments is not in the tree
all(pipe(from(users), joinTree('left', from(posts), authored), select(row)))

// @ts-expect-error a name of the tree is there already
all(pipe(from(posts), joinTree('inner', inTree, commented), select({ id: posts.c.id })))

// @ts-expect-error a tree selects nothing
pipe(from(users), joinTree('left', pipe(inTree, select({ id: posts.c.id })), authored))

// @ts-expect-error it comes before select
pipe(from(users), select({ id: users.c.id }), joinTree('left', inTree, authored))

// @ts-expect-error there is no condition
joinTree('left', inTree)

// -------------------------------------------------------------------------------------
// columns of one name
// -------------------------------------------------------------------------------------

export const same = all(
  pipe(from(users), innerJoin(addresses, onSame(users, addresses, 'id')), select({ id: users.c.id })),
)

// @ts-expect-error addresses has no name
onSame(users, addresses, 'id', 'name')

// @ts-expect-error at least one
onSame(users, addresses)

const other = table('other', { id: text })

// @ts-expect-error a number and a text
onSame(users, other, 'id')

// -------------------------------------------------------------------------------------
// parts of tables
// -------------------------------------------------------------------------------------

const some = tableSample('system', 10)(users)
export const sampled = all(pipe(from(some), select(some)))
export const alone = update(only(users))

// @ts-expect-error a sample is only read
update(some)

// @ts-expect-error a subquery has no pages to take a sample of
tableSample('system', 10)(pipe(from(users), select(users), subquery('s')))

// @ts-expect-error there is no such method
tableSample('fast', 10)

// the percentage may read what lies around it
export const around = all(pipe(from(posts, tableSample('system', posts.c.id)(users)), select({ id: posts.c.id })))
// @ts-expect-error by itself, it has not got what it reads
all(pipe(from(tableSample('system', posts.c.id)(users)), select({ id: users.c.id })))

// -------------------------------------------------------------------------------------
// limits
// -------------------------------------------------------------------------------------

export const few = all(
  pipe(from(users), limit(scalar(pipe(from(posts), select({ n: count() })))), offset(1n), select({ id: users.c.id })),
)
export const ties = pipe(from(users), orderBy(users.c.age), limitWithTies(value(integer, 1)))

// @ts-expect-error no number
limit('1')

// @ts-expect-error it reads users, which are being limited
pipe(from(users), limit(users.c.id))

// @ts-expect-error and so does this
pipe(from(users), offset(users.c.id), select({ id: users.c.id }))

// a query around it has the row
const fewPosts = pipe(from(posts), limit(users.c.id), offset(users.c.age), select({ id: posts.c.id }))
export const ofUsers = all(pipe(from(users), select({ ids: arrayFrom(fewPosts) })))

// @ts-expect-error alone it has not
all(fewPosts)

expectType<Equal<RowOf<typeof fewPosts>, { readonly id: number }>>()

// @ts-expect-error null is no number
limitWithTies(null)

// -------------------------------------------------------------------------------------
// output columns
// -------------------------------------------------------------------------------------

const ordered = pipe(
  from(users),
  select({ id: users.c.id, n: sub(users.c.id, 1) }),
  orderByOutput((own) => [desc(own.n), own.id]),
)
expectType<Equal<RowOf<typeof ordered>, { readonly id: number; readonly n: number }>>()

pipe(
  from(users),
  select({ id: users.c.id }),
  // @ts-expect-error there is no such column
  orderByOutput((own) => [own.name]),
)

pipe(
  from(users),
  // @ts-expect-error nothing is selected yet
  orderByOutput((own) => [own.id]),
)

// -------------------------------------------------------------------------------------
// what is taken back
// -------------------------------------------------------------------------------------

const cleared = pipe(ordered, clear('orderBy', 'limit'), reorder(desc(users.c.id)))
expectType<Equal<RowOf<typeof cleared>, { readonly id: number; readonly n: number }>>()
export const noWhere = pipe(update(users), where(eq(users.c.id, 1)), clear('where'))

// @ts-expect-error a source cannot be taken back
clear('from')

// @ts-expect-error an insert has no such clauses
pipe(insertInto(users), clear('where'))

const more = pipe(
  from(users),
  leftJoin(posts, authored),
  select({ id: users.c.id, name: users.c.name }),
  addColumns({ title: posts.c.title, id: coalesce(posts.c.id, value(integer, 0)) }),
)
expectType<Equal<RowOf<typeof more>, { readonly id: number; readonly name: string; readonly title: string | null }>>()

const less = pipe(more, onlyColumns('title', 'id'))
expectType<Equal<RowOf<typeof less>, { readonly id: number; readonly title: string | null }>>()

// @ts-expect-error it selects no body
pipe(more, onlyColumns('body'))

// @ts-expect-error nothing is selected yet
pipe(from(users), addColumns({ id: users.c.id }))

// @ts-expect-error nor here
pipe(from(users), onlyColumns('id'))

// @ts-expect-error comments are not in scope
all(pipe(more, addColumns({ text: comments.c.text })))

const nothing = pipe(from(users), selectNothing)
expectType<Equal<keyof RowOf<typeof nothing>, never>>()
export const nothings = all(nothing)

// -------------------------------------------------------------------------------------
// recursions
// -------------------------------------------------------------------------------------

const tree = recursive('tree')(
  pipe(from(users), where(isNull(users.c.managerId)), select({ id: users.c.id })),
  (self) => pipe(from(users), innerJoin(self, eq(self.c.id, users.c.managerId)), select({ id: users.c.id })),
)
const deep = pipe(tree, searchDepthFirst(['id'], 'place'), cycle(['id'], 'isCycle', 'path'))
const found = pipe(from(deep), orderBy(deep.c.place), select({ deep, path: deep.c.path }))
expectType<
  Equal<
    RowOf<typeof found>,
    { readonly deep: { readonly id: number; readonly isCycle: boolean }; readonly path: string }
  >
>()

const marked = pipe(tree, cycle(['id'], 'mark', 'path', ['Y', 'N']))
const marks = pipe(from(marked), select({ mark: marked.c.mark }))
expectType<Equal<RowOf<typeof marks>, { readonly mark: 'Y' | 'N' }>>()

// @ts-expect-error the recursion yields no name
pipe(tree, searchDepthFirst(['name'], 'place'))

// @ts-expect-error a place has no value to calculate with
sub(deep.c.place, 1)

// -------------------------------------------------------------------------------------
// beside a statement
// -------------------------------------------------------------------------------------

const note = withCte('note', pipe(insertInto(addresses), values({ email: 'x', userId: 1 })))
const noted = pipe(from(users), select({ id: users.c.id }), note)
expectType<Equal<RowOf<typeof noted>, { readonly id: number }>>()
export const gone = pipe(deleteFrom(users), where(eq(users.c.id, 1)), note)
export const read = pipe(from(users), select(users), withCte(pipe(from(posts), select(posts), cte('p'))))

// @ts-expect-error a query that is not read has no use
withCte('q', pipe(from(users), select(users)))

// @ts-expect-error a write that reads what it has not got
withCte('q', pipe(deleteFrom(users), where(eq(posts.c.id, 1))))

// -------------------------------------------------------------------------------------
// types that become one
// -------------------------------------------------------------------------------------

const i = selectOnly({ n: value(integer, 1) })
const b = selectOnly({ n: value(bigint, 1n) })
const d = selectOnly({ n: value(numeric(), '1') })
const f = selectOnly({ n: value(doublePrecision, 1) })

expectType<Equal<RowOf<typeof ib>, { readonly n: bigint }>>()
const ib = pipe(i, union(b))
expectType<Equal<RowOf<typeof bd>, { readonly n: Numeric }>>()
const bd = pipe(b, unionAll(d))
expectType<Equal<RowOf<typeof df>, { readonly n: Float }>>()
const df = pipe(d, unionAll(f))
expectType<Equal<RowOf<typeof bf>, { readonly n: Float | null }>>()
const bf = pipe(b, unionAll(pipe(from(users), select({ n: scalar(f) }))))
const instants = pipe(
  selectOnly({ n: value(timestamp, '2026-11-22 00:00:00') }),
  union(selectOnly({ n: value(timestamptz, new Date()) })),
)
expectType<Equal<RowOf<typeof instants>, { readonly n: Date }>>()

// @ts-expect-error a number and a text stay two
pipe(i, union(selectOnly({ n: value(text, 'x') })))

// @ts-expect-error a day is no number
pipe(i, union(instants))

export const crossed = crossJoin(users)
