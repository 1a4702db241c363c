import { pipe } from 'fp-ts/function'
import {
  alias,
  all,
  and,
  boolean,
  collect,
  compile,
  count,
  cte,
  desc,
  eq,
  from,
  ge,
  groupBy,
  gt,
  having,
  in_,
  innerJoin,
  insertInto,
  jsonb,
  leftJoin,
  limit,
  literal,
  oneToMany,
  orderBy,
  select,
  set,
  skip,
  sum,
  text,
  update,
  value,
  values,
  where,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { compileNode, writtenNode } from '../../lib/compile/compile.js'
import { formTree, lookUp, remember } from '../../lib/compile/formTree.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'

const test = suite('forms')

type Built = Parameters<typeof compileNode>[1]

/** Compiles what is built from each of these values, again and again, and compares it with what it is by itself. */
const expectAlike = <A>(build: (of: A) => Built, each: ReadonlyArray<A>): void => {
  for (const dialect of [postgres, sqlite]) {
    for (let round = 0; round < 4; round++) {
      for (const own of each) {
        const [known, alone] = [compileNode(dialect, build(own)), writtenNode(dialect, build(own), {})]
        if (known._tag === 'Left' || alone._tag === 'Left') assert.equal(known, alone)
        else {
          assert.is(known.right.text, alone.right.text)
          assert.equal(known.right.values, alone.right.values)
          assert.equal(known.right.codecs, alone.right.codecs)
        }
      }
    }
  }
}

// -------------------------------------------------------------------------------------
// one form
// -------------------------------------------------------------------------------------

test('a statement that is built anew gets the text of the last one, and its own values', () => {
  const named = (name: string) => pipe(from(users), where(eq(users.c.name, name)), select({ id: users.c.id }))
  const [first, second, third] = ['a', 'b', 'c'].map((name) => compile(postgres)(named(name)))
  for (const compiled of [first, second, third]) {
    assert.is(
      compiled?._tag === 'Right' && compiled.right.text,
      `select "users"."id"\nfrom "users"\nwhere "users"."name" = $1`,
    )
  }
  assert.equal(third?._tag === 'Right' && third.right.values, ['c'])
  const fourth = compile(postgres)(named('d'))
  // the text is not one that is the same, but the very same
  assert.is(third?._tag === 'Right' && fourth._tag === 'Right' && third.right.codecs === fourth.right.codecs, true)
})

test('conditions that come and go are forms of their own', () => {
  expectAlike(
    ({ name, age }: { readonly name?: string; readonly age?: number }) =>
      pipe(
        from(users),
        where(and(name === undefined ? skip : eq(users.c.name, name), age === undefined ? skip : gt(users.c.age, age))),
        orderBy(desc(users.c.id)),
        limit(3),
        select(users),
      ),
    [{}, { name: 'jack' }, { age: 7 }, { name: 'ed', age: 8 }, { name: 'wendy' }],
  )
})

test('lists, rows and changes of other lengths and keys are, too', () => {
  expectAlike(
    (ids: ReadonlyArray<number>) => pipe(from(users), where(in_(users.c.id, ids)), select(users)),
    [[1], [1, 2, 3], [], [4]],
  )
  expectAlike(
    (rows: ReadonlyArray<any>) => pipe(insertInto(users), values(rows)),
    [
      [{ name: 'a' }],
      [{ name: 'a' }, { name: 'b' }],
      [{ name: 'a', age: 1 }, { name: 'b' }],
      [
        { name: 'a', age: null },
        { name: 'b', age: 2 },
      ],
      [
        { age: 1, name: 'a' },
        { age: 2, name: 'b' },
      ],
      [{ name: 'x' }],
    ],
  )
  expectAlike(
    (changes: any) => pipe(update(users), set(changes), where(eq(users.c.id, 1))),
    [{ name: 'a' }, { age: 1 }, { age: null }, { name: 'b', age: 2 }, { name: 'c' }],
  )
})

test('a value that stands twice, where equal ones would not do, is a form of its own', () => {
  const grouped = (one: boolean) => {
    const first = value(text, 'x')
    const second = one ? first : value(text, 'x')
    return pipe(from(users), groupBy(first), having(gt(count(), 1)), select({ it: second, n: count() }))
  }
  expectAlike(grouped, [true, false, true])
})

test('a literal, an alias and a name are parts of the form', () => {
  expectAlike(
    (word: string) => pipe(from(users), where(eq(users.c.name, literal(text, word))), select(users)),
    ['a', 'b', "it's"],
  )
  expectAlike(
    (name: string) => {
      const other = alias(users, name as 'x')
      return pipe(from(other), where(eq(other.c.id, 1)), select({ id: other.c.id }))
    },
    ['x', 'y', 'x'],
  )
  expectAlike((key: string) => pipe(from(users), select({ [key]: users.c.id })), ['a', 'b', 'a'])
  expectAlike(
    (n: number) => pipe(from(users), select({ n: literal(users.c.score as never, n as never) })) as never,
    [0, -0, Number.NaN],
  )
})

test('common table expressions made anew are one form where they are read alike', () => {
  expectAlike(
    (least: number) => {
      const busy = pipe(
        from(posts),
        groupBy(posts.c.authorId),
        having(ge(count(), least)),
        select({ id: posts.c.authorId, n: count(), s: sum(posts.c.id) }),
        cte('busy'),
      )
      return pipe(from(busy), where(gt(busy.c.n, least)), select(busy))
    },
    [1, 2, 3],
  )
})

test('a common table expression that is read twice has the name of each reading in its form', () => {
  const busy = pipe(from(posts), select({ id: posts.c.authorId }), cte('busy'))
  const [x, y] = [alias(busy, 'x'), alias(busy, 'y')]
  expectAlike(
    (isX: boolean) =>
      pipe(
        from(busy),
        innerJoin(isX ? x : y, literal(boolean, true)),
        leftJoin(isX ? y : x, literal(boolean, false)),
        select({ id: busy.c.id, x: x.c.id }),
      ) as never,
    [true, false, true],
  )
})

test('literals that are alike are not the same', () => {
  const marked = [{ joinery: 1 }, { joinery: 2 }, [{ joinery: { a: 1 } }], [{ joinery: { a: 2 } }]]
  const all = [
    ...marked,
    0,
    '0',
    [],
    {},
    [0],
    [[]],
    ['a', 1],
    { a: 1 },
    { a: [1] },
    true,
    'true',
    null,
    [null],
    ['null'],
  ]
  expectAlike(
    (document: unknown) => pipe(from(users), select({ it: literal(jsonb<unknown>(), document) })),
    [...all, ...all.slice().reverse()],
  )
})

test('an object that looks like a column is a value', () => {
  const lookalike = (extra: string) => ({ _tag: 'Column', name: 'id', table: 'users', type: { _tag: 'text' }, extra })
  expectAlike(
    (extra: string) =>
      pipe(from(users), where(eq(users.c.name, lookalike(extra) as never)), select({ id: users.c.id })),
    ['a', 'b', 'c'],
  )
})

test('undefined is refused whatever was compiled before', () => {
  expectAlike(
    (name: string | undefined) =>
      pipe(from(users), where(eq(users.c.name, name as string)), select({ id: users.c.id })),
    ['a', 'b', undefined, 'c'],
  )
})

// -------------------------------------------------------------------------------------
// running
// -------------------------------------------------------------------------------------

onEach(
  test,
  'statements of one form are read alike, nested rows and further statements too',
  { portable: true },
  async (db) => {
    await seed(db)
    const userPosts = oneToMany(users, posts)
    for (const strategy of ['subselect', 'split'] as const) {
      for (const [id, least, titles] of [
        [1, 0, ['Joins', 'Nulls']],
        [1, 2, ['Nulls']],
        [2, 0, ['Trees']],
        [1, 1, ['Joins', 'Nulls']],
        [3, 0, []],
      ] as const) {
        const query = pipe(
          from(users),
          where(eq(users.c.id, id)),
          select({
            id: users.c.id,
            posts: collect(
              userPosts,
              (rows, p) => pipe(rows, where(ge(p.c.id, least)), orderBy(p.c.id), select({ title: p.c.title })),
              { strategy },
            ),
          }),
        )
        assert.equal(expectRight(await all(query)(db)()), [{ id, posts: titles.map((title) => ({ title })) }])
      }
    }
  },
)

// -------------------------------------------------------------------------------------
// the tree
// -------------------------------------------------------------------------------------

test('forms are found again, whatever they have in common', () => {
  const tree = formTree<string>()
  const form = (...tokens: ReadonlyArray<unknown>) => ({ tokens, length: tokens.length, values: [], places: [] })
  const forms = [['a'], ['a', 'b'], ['a', 'c'], ['a', 'b', 'c'], ['x', 1], ['x', 2], ['x'], []]
  for (const tokens of forms) {
    assert.is(lookUp(tree, form(...tokens)) ?? null, null)
    remember(tree, form(...tokens), tokens.join())
  }
  for (const tokens of forms) assert.is(lookUp(tree, form(...tokens)), tokens.join())
  assert.is(lookUp(tree, form('a', 'b', 'd')), undefined)
  assert.is(lookUp(tree, form('y')), undefined)
})

test('forms that never come back do not fill the memory', () => {
  const tree = formTree<string>()
  for (let i = 0; i < 30_000; i++) {
    const tokens = Array.from({ length: 20 }, (_, j) => `${i} ${j}`)
    remember(tree, { tokens, length: tokens.length, values: [], places: [] }, 'known')
    assert.ok(tree.size <= 201_000)
  }
})

test.run()
