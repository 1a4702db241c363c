import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import type { Projection } from '../../lib/ast/Projection.js'
import { rowReader, unreadable, widthOf } from '../../lib/compile/rowReader.js'
import {
  alias,
  count,
  eq,
  from,
  fullJoin,
  leftJoin,
  nullable,
  rightJoin,
  select,
  subquery,
  table,
  text,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'

const test = suite('rowReader')

const projectionOf = (statement: object): Projection => (statement as { readonly projection: Projection }).projection

const nested = projectionOf(
  pipe(from(users), select({ id: users.c.id, a: { name: users.c.name, b: { age: users.c.age } }, n: count() })),
)

test('a flat row becomes the object that was selected', () => {
  const read = rowReader(postgres.codec, nested)
  assert.is(widthOf(nested), 4)
  assert.equal(read(['7', 'jack', null, '3']), { id: 7, a: { name: 'jack', b: { age: null } }, n: 3 })
})

test('each dialect reads what its driver gives', () => {
  assert.equal(rowReader(sqlite.codec, nested)([7n, 'jack', 31n, 3n]), {
    id: 7,
    a: { name: 'jack', b: { age: 31 } },
    n: 3,
  })
})

test('keys of Object.prototype are keys', () => {
  const projection = projectionOf(pipe(from(users), select({ ['__proto__']: users.c.name, constructor: users.c.name })))
  const row = rowReader(postgres.codec, projection)(['a', 'b']) as object
  assert.equal(Object.entries(row), [
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ])
})

test('the column that cannot be read is named by its path', () => {
  const row = ['1', 'jack', '2', 'many']
  assert.throws(() => rowReader(postgres.codec, nested)(row))
  assert.is(unreadable(postgres.codec, nested, row), 'n')
})

// -------------------------------------------------------------------------------------
// rows that an outer join did not find
// -------------------------------------------------------------------------------------

const boss = alias(users, 'boss')
const notes = table('notes', { a: nullable(text), b: nullable(text) })
const titles = pipe(from(posts), select({ title: posts.c.title, body: posts.c.body }), subquery('titles'))

const on = eq(users.c.managerId, boss.c.id)

test('a table is not there if a column is null that cannot be', () => {
  const read = rowReader(postgres.codec, projectionOf(pipe(from(users), leftJoin(boss, on), select({ boss }))))
  assert.equal(read([null, null, null, null, null, null, null]), { boss: null })
  assert.equal(read(['1', 'x', null, null, '0', 'new', null]), {
    boss: { id: 1, name: 'x', fullname: null, age: null, score: 0, state: 'new', managerId: null },
  })
})

const joins = {
  left: [pipe(from(users), leftJoin(titles, eq(titles.c.title, users.c.name)), select({ titles })), null],
  right: [pipe(from(titles), rightJoin(users, eq(titles.c.title, users.c.name)), select({ titles })), null],
  full: [pipe(from(users), fullJoin(titles, eq(titles.c.title, users.c.name)), select({ titles })), null],
  'no outer': [pipe(from(titles), select({ titles })), { title: null, body: null }],
} as const

for (const [kind, [query, expected]] of Object.entries(joins)) {
  test(`a subquery whose columns are all null, with ${kind} join`, () => {
    const read = rowReader(postgres.codec, projectionOf(query))
    assert.equal(read([null, null]), { titles: expected })
    assert.equal(read(['x', null]), { titles: { title: 'x', body: null } })
  })
}

test('a table whose columns may all be null is there if a column of its own says so', () => {
  const read = rowReader(
    postgres.codec,
    projectionOf(pipe(from(users), leftJoin(notes, eq(notes.c.a, users.c.name)), select({ notes }))),
  )
  assert.equal(read([null, null, null]), { notes: null })
  assert.equal(read([null, null, 't']), { notes: { a: null, b: null } })
})

test('the witness of a row is counted from its own first column', () => {
  const read = rowReader(
    postgres.codec,
    projectionOf(
      pipe(
        from(users),
        leftJoin(boss, on),
        select({ name: users.c.name, in: { id: users.c.id, boss }, n: users.c.age }),
      ),
    ),
  )
  assert.equal(read(['x', '1', null, null, null, null, null, null, null, '5']), {
    name: 'x',
    in: { id: 1, boss: null },
    n: 5,
  })
})

test.run()
