import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { type Ast, eachChild, mapChildren } from '../../lib/ast/children.js'
import { isEqual, structureOf } from '../../lib/ast/structure.js'
import { holds, rewrite, walk, withinStatement } from '../../lib/ast/walk.js'
import {
  add,
  alias,
  and,
  assign,
  between,
  case_,
  collect,
  count,
  cte,
  desc,
  doUpdate,
  eq,
  exists,
  filterWhere,
  from,
  groupBy,
  gt,
  having,
  in_,
  insertFrom,
  insertInto,
  lateral,
  leftJoin,
  leftJoinLateral,
  limit,
  lower,
  mergeInto,
  mergeUsing,
  now,
  onConflict,
  oneToMany,
  orderBy,
  orderedBy,
  over,
  partitionBy,
  raw,
  returning,
  rollup,
  rowNumber,
  SQL,
  select,
  serial,
  set,
  subquery,
  sum,
  table,
  text,
  thenInsert,
  thenUpdate,
  union,
  update,
  updateFrom,
  value,
  values,
  when,
  whenMatched,
  whenNotMatched,
  where,
  window,
} from '../../lib/index.js'
import { addresses, posts, users } from '../support/blog.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('children')

// -------------------------------------------------------------------------------------
// statements with something in every place
// -------------------------------------------------------------------------------------

const named = { ...pipe(window, partitionBy(users.c.state), orderedBy(users.c.age)), name: 'w' }
const written = pipe(from(posts), where(eq(posts.c.authorId, users.c.id)), select({ id: posts.c.id }))
const recent = pipe(
  from(posts),
  where(gt(posts.c.id, 7)),
  select({ id: posts.c.id, author: posts.c.authorId }),
  cte('r'),
)
const latest = pipe(written, orderBy(desc(posts.c.id)), limit(1), lateral('latest'))

const query = pipe(
  from(users),
  leftJoin(recent, eq(recent.c.author, users.c.id)),
  leftJoinLateral(latest),
  where(and(exists(written), in_(users.c.name, ['jack']), between(users.c.age, 1, add(users.c.age, 2)))),
  groupBy(users.c.id, rollup(users.c.state)),
  having(gt(count(), 1)),
  orderBy(desc(case_([when(eq(users.c.age, 3), 'x')]))),
  limit(5),
  select({
    n: pipe(rowNumber(), over(named)),
    m: pipe(sum(users.c.age), over(named)),
    some: pipe(count(), filterWhere(eq(users.c.state, 'new'))),
    nested: { it: raw(text, SQL`${users.c.name} || ${'y'}`) },
    addresses: collect(oneToMany(users, addresses), (rows, a) => pipe(rows, select({ email: lower(a.c.email) }))),
  }),
)

const insert = pipe(
  insertInto(users),
  values([{ name: 'jack', age: 1 }, { name: lower(value(text, 'ED')) }]),
  onConflict(
    lower(users.c.name),
    doUpdate((excluded) => ({ age: add(excluded.age, 1) }), {
      where: (excluded) => gt(excluded.age, 2),
      also: (excluded) => [assign(users.c.fullname, excluded.name)],
    }),
    { where: eq(users.c.state, 'new') },
  ),
  returning(users),
)

const change = pipe(
  update(posts),
  set({ title: lower(users.c.name) }),
  updateFrom(users),
  where(eq(posts.c.authorId, users.c.id)),
)

const merge = pipe(
  mergeInto(users),
  mergeUsing(pipe(from(posts), select({ id: posts.c.authorId }), subquery('p')), eq(users.c.id, 1)),
  whenMatched(thenUpdate({ age: add(users.c.age, 1) }, assign(users.c.fullname, 'x')), { and: gt(users.c.age, 2) }),
  whenNotMatched(thenInsert({ name: lower(value(text, 'x')) })),
)

const copied = pipe(insertInto(users), insertFrom(pipe(from(posts), select({ name: posts.c.title }))))

const both = pipe(from(users), select({ id: users.c.id }), union(pipe(from(posts), select({ id: posts.c.id }))))

const all: ReadonlyArray<Ast> = [query, insert, change, merge, copied, both] as unknown as ReadonlyArray<Ast>

// -------------------------------------------------------------------------------------
// going through
// -------------------------------------------------------------------------------------

const tagsIn = (root: Ast): ReadonlyArray<string> => {
  const tags: Array<string> = []
  walk(root, ({ _tag }) => tags.push(_tag))
  return tags
}

/** The nodes that are found by looking at everything that has the brand, but for what a source says of its columns. */
const found = (u: unknown): ReadonlyArray<string> => {
  if (Array.isArray(u)) return u.flatMap(found)
  if (typeof u !== 'object' || u === null || u instanceof Date) return []
  // of nested rows, the type says again what the query selects
  if ('_tag' in u && u._tag === 'rows') return []
  const own = 'joinery' in u && '_tag' in u ? [String(u._tag)] : []
  const { columns: _, definitions: __, c: ___, type: ____, ...rest } = u as Record<string, unknown>
  const inside = '_tag' in u && u._tag === 'ConflictTarget' ? u : rest
  return [...own, ...Object.values(inside).flatMap(found)]
}

test('walk meets every node of a statement, and no other', () => {
  for (const statement of all) assert.equal([...tagsIn(statement)].sort(), [...found(statement)].sort())
})

test('a node whose children stay as they are is the node itself', () => {
  for (const statement of all) {
    walk(statement, (node) => {
      assert.is(
        mapChildren(node, (child) => child),
        node,
      )
      assert.is(
        rewrite(node, (it) => it),
        node,
      )
    })
  }
})

test('every child is changed where it stands', () => {
  for (const statement of all) {
    walk(statement, (node) => {
      const children: Array<Ast> = []
      eachChild(node, (child) => children.push(child))
      const copies = mapChildren(node, (child) => ({ ...child }))
      const changed: Array<Ast> = []
      eachChild(copies, (child) => changed.push(child))
      assert.is(changed.length, children.length, node._tag)
      changed.forEach((child, i) => {
        assert.is.not(child, children[i])
        assert.equal(child, children[i])
      })
    })
  }
})

test('a walk stays out of what it is told to, and holds looks no further either', () => {
  const tags: Array<string> = []
  walk(exists(written) as unknown as Ast, ({ _tag }) => tags.push(_tag), withinStatement)
  assert.equal(tags, ['Exists', 'Select'])
  const isColumn = ({ _tag }: Ast): boolean => _tag === 'Column'
  assert.is(holds(exists(written) as unknown as Ast, isColumn, withinStatement), false)
  assert.is(holds(exists(written) as unknown as Ast, isColumn), true)
})

test('what stood in two places is still one after a rewrite: a window with a name', () => {
  expectSql(postgres)(
    rewrite(
      pipe(from(users), select({ n: pipe(rowNumber(), over(named)), m: pipe(count(), over(named)) })) as unknown as Ast,
      (node) => (node._tag === 'Column' && node.name === 'age' ? { ...node, name: 'years' } : node),
    ),
    `
    select row_number() over "w" as "n", count(*) over "w" as "m"
    from "users"
    window "w" as (partition by "users"."state" order by "users"."years")
    `,
  )
})

// -------------------------------------------------------------------------------------
// structure
// -------------------------------------------------------------------------------------

const byName = (name: string) =>
  pipe(from(users), where(eq(users.c.name, name)), select({ id: users.c.id })) as unknown as Ast

test('the structure of a statement is all of it but its values', () => {
  const jack = structureOf(byName('jack'))
  const ed = structureOf(byName('ed'))
  assert.is(jack.key, ed.key)
  assert.equal(jack.values, ['jack'])
  assert.equal(ed.values, ['ed'])
  assert.not.match(jack.key, 'jack')
})

test('what makes another text is another structure', () => {
  const keys = [
    byName('jack'),
    ...all,
    pipe(from(users), where(eq(users.c.fullname, 'x')), select({ id: users.c.id })),
    pipe(from(users), where(gt(users.c.name, 'x')), select({ id: users.c.id })),
    pipe(from(users), where(eq(users.c.name, 'x')), select({ ident: users.c.id })),
    pipe(from(alias(users, 'u')), where(eq(users.c.name, 'x')), select({ id: users.c.id })),
    pipe(from(users), where(eq(users.c.name, 'x')), select({ id: users.c.id }), limit(1)),
    pipe(from(users), leftJoin(posts, eq(posts.c.id, 1)), select({ id: users.c.id })),
    pipe(from(users), where(in_(users.c.id, [1, 2])), select({ id: users.c.id })),
    pipe(from(users), where(in_(users.c.id, [1, 2, 3])), select({ id: users.c.id })),
    pipe(insertInto(users), values({ name: 'x' })),
    pipe(insertInto(users), values([{ name: 'x' }, { name: 'y' }])),
    pipe(insertInto(users), values({ name: 'x', age: 1 })),
    pipe(insertInto(users), values({ name: lower(value(text, 'x')) })),
  ].map((node) => structureOf(node as unknown as Ast).key)
  assert.is(new Set(keys).size, keys.length)
})

test('two nodes are equal if they say and bind the same, whenever they were made', () => {
  assert.ok(isEqual(byName('jack'), byName('jack')))
  assert.not(isEqual(byName('jack'), byName('ed')))
  const made = (name: string, at: Date) => {
    const own = pipe(from(posts), where(eq(posts.c.createdAt, at)), select({ id: posts.c.id }), cte(name))
    return pipe(from(own), select(own)) as unknown as Ast
  }
  assert.ok(isEqual(made('a', new Date(1)), made('a', new Date(1))))
  assert.not(isEqual(made('a', new Date(1)), made('a', new Date(2))))
  assert.not(isEqual(made('a', new Date(1)), made('b', new Date(1))))
  assert.ok(isEqual(insert as unknown as Ast, insert as unknown as Ast))
  const other = table('users', { id: serial })
  assert.not(isEqual(eq(other.c.id, 1) as unknown as Ast, eq(users.c.name, '1') as unknown as Ast))
  assert.ok(isEqual(now() as unknown as Ast, now() as unknown as Ast))
})

test.run()
