/** What is probably a mistake is found, and what is none is not. */
import { pipe } from 'fp-ts/function'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import {
  alias,
  and,
  bigint,
  collect,
  count,
  crossJoin,
  cte,
  desc,
  eq,
  from,
  groupBy,
  gt,
  index,
  innerJoin,
  integer,
  limit,
  limitWithTies,
  manyToOne,
  metadata,
  nullable,
  oneToMany,
  oneToOne,
  orderBy,
  primaryKey,
  references,
  select,
  serial,
  table,
  text,
  unique,
  where,
  withCte,
} from '../../lib/index.js'
import { describeFinding } from '../../lib/lint/Finding.js'
import { type Linted, lint } from '../../lib/lint/lint.js'

const said = (of: Linted): ReadonlyArray<string> => lint(postgres)(of).map(describeFinding)

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

const users = table('users', { id: primaryKey(serial), name: text })

const posts = table(
  'posts',
  {
    id: primaryKey(serial),
    author: pipe(
      integer,
      references(() => users.c.id),
    ),
    editor: nullable(
      pipe(
        bigint,
        references(() => users.c.id),
      ),
    ),
    title: text,
  },
  (t) => [index([t.author, t.title]), index(t.author, { name: 'short' })],
)

const logs = table('logs', { at: text })

test('a foreign key without an index, of another type, a table without a key, an index that another begins with', () => {
  assert.equal(said({ metadata: metadata([users, posts, logs]) }), [
    'logs has no primary key: its rows cannot be told apart',
    'posts (editor) is a foreign key without an index: add index([t.editor])',
    'posts.editor is bigint, and points to users.id, which is integer: give both one type',
    'the index short of posts is the beginning of posts_author_title_idx: drop it',
  ])
})

test('what the primary key begins with needs no index of its own', () => {
  const likes = table('likes', {
    post: pipe(
      integer,
      references(() => posts.c.id),
      primaryKey,
    ),
    user: primaryKey(integer),
  })
  assert.equal(said({ metadata: metadata([users, likes]) }), [])
})

// -------------------------------------------------------------------------------------
// relations
// -------------------------------------------------------------------------------------

const passports = table('passports', {
  id: primaryKey(serial),
  user: unique(
    pipe(
      integer,
      references(() => users.c.id),
    ),
  ),
})

test('a relation that a key contradicts', () => {
  const found = said({
    relations: {
      author: manyToOne(posts, users, { foreignKey: posts.c.author }),
      editor: manyToOne(posts, users, { foreignKey: posts.c.editor }),
      passport: oneToOne(users, passports),
      passports: oneToMany(users, passports),
    },
  })
  assert.equal(found, [
    'passports says that there may be many, and a key sees to it that there is one at most: use oneToOne',
  ])
})

// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------

const other = alias(users, 'other')

const statements = {
  joined: pipe(from(posts), innerJoin(users, eq(users.c.id, posts.c.author)), select({ id: posts.c.id })),
  crossed: pipe(from(posts), crossJoin(users), select({ id: posts.c.id })),
  meantWhere: pipe(
    from(posts),
    innerJoin(users, gt(users.c.id, 0)),
    where(and(eq(users.c.id, posts.c.author), gt(posts.c.id, 3))),
    select({ id: posts.c.id }),
  ),
  paged: pipe(from(posts), orderBy(desc(posts.c.title), posts.c.id), limit(10), select({ id: posts.c.id })),
  byUnique: pipe(from(passports), orderBy(passports.c.user), limit(10), select({ id: passports.c.id })),
  equal: pipe(from(posts), where(eq(posts.c.id, 1)), orderBy(posts.c.title), limit(1), select({ id: posts.c.id })),
  ties: pipe(from(posts), orderBy(posts.c.title), limitWithTies(10), select({ id: posts.c.id })),
  counted: pipe(from(posts), limit(1), select({ n: count() })),
  grouped: pipe(from(posts), groupBy(posts.c.author), orderBy(posts.c.author), limit(3), select({ a: posts.c.author })),
}

const recent = pipe(from(posts), select({ id: posts.c.id }), cte('recent'))

const wrong = {
  product: pipe(from(posts), innerJoin(users, eq(posts.c.id, 1)), select({ id: posts.c.id })),
  forgotten: pipe(
    from(posts),
    innerJoin(users, eq(users.c.id, posts.c.author)),
    innerJoin(other, gt(other.c.id, 3)),
    select({ id: posts.c.id }),
  ),
  some: pipe(from(posts), limit(3), select({ id: posts.c.id })),
  tied: pipe(from(posts), orderBy(posts.c.title), limit(3), select({ id: posts.c.id })),
  nested: pipe(
    from(users),
    select({
      id: users.c.id,
      posts: collect(oneToMany(users, posts, { foreignKey: posts.c.author }), (rows, p) =>
        pipe(rows, limit(2), select({ id: p.c.id })),
      ),
    }),
  ),
  unused: pipe(from(users), select({ id: users.c.id }), withCte(recent)),
}

test('statements that say what they mean', () => {
  const used = pipe(from(recent), select({ id: recent.c.id }))
  assert.equal(said({ statements: { ...statements, used } }), [])
})

test('a product, a limit without an order or a tie-break, and what nothing reads', () => {
  assert.equal(said({ statements: wrong }), [
    'product joins posts and users without a condition between them: every row meets every other',
    'forgotten joins posts, users and other without a condition between them: every row meets every other',
    'some has a limit and no order: which rows it yields is left to chance',
    'tied has a limit, and an order in which rows may be equal: order by posts.id too',
    'nested has a limit and no order: which rows it yields is left to chance',
    'unused has the common table expression recent, which nothing reads',
  ])
})

test.run()
