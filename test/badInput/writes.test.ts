/** What a JavaScript caller may get wrong when writing through relations: every argument, by everything that it is not. */
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import { compileNode } from '../../lib/compile/compile.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import * as typed from '../../lib/index.js'
import { users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { bookAuthors, bookTags, shelfBooks, shelves, subfolders } from '../support/library.js'

// the types refuse nearly all that is below
const js: any = typed

const test = suite('bad arguments of writes')

const own = {
  get id() {
    return undefined
  },
}

/** None of these is a relation, a table, a row or a list of any. */
const nothings: ReadonlyArray<unknown> = [
  null,
  undefined,
  0,
  7n,
  'users',
  '',
  true,
  Symbol('x'),
  () => ({ id: 1 }),
  new Date(0),
  new Map([['id', 1]]),
  [],
  [null],
  [[1]],
  [{}],
  {},
  own,
  { id: null },
  { id: undefined },
  JSON.parse('{"__proto__":{"id":1}}'),
  { joinery: 'joinery', _tag: 'Select' },
  { hops: [], writes: {} },
  users.c.id,
  js.from(users),
  users,
  typed.rowAs('a', null),
  typed.sameRow('a'),
]

const problemsOf = (dialect: Dialect, made: unknown): ReadonlyArray<string> => {
  const isPlan = typeof made === 'object' && made !== null && (made as { _tag?: unknown })._tag === 'Plan'
  const compiled = isPlan ? js.compilePlan(dialect)(made) : compileNode(dialect, made)
  return compiled._tag === 'Left' ? compiled.left.map(describeCompileError) : []
}

/** Each argument in turn is none of what it should be, and the others are right. */
const every = (name: string, make: (...args: ReadonlyArray<any>) => unknown, right: ReadonlyArray<unknown>) => {
  for (const [at] of right.entries()) {
    for (const nothing of nothings) {
      const args = right.map((arg, i) => (i === at ? nothing : arg))
      for (const dialect of [postgres, sqlite]) {
        const what = `argument ${at + 1}: ${String(typeof nothing === 'object' ? JSON.stringify(nothing, (_, v) => (typeof v === 'bigint' ? `${v}n` : v)) : String(nothing))}`
        let problems: ReadonlyArray<string> = []
        try {
          problems = problemsOf(dialect, make(...args))
        } catch (cause) {
          assert.unreachable(`${what} throws ${String(cause)}`)
        }
        assert.ok(problems.length > 0 || isTaken(name, nothing), `${what} is taken`)
        for (const problem of problems)
          assert.ok(
            !/of undefined|from undefined|to undefined|undefined\.|\.undefined|\[object/.test(problem),
            `${what}: ${problem}`,
          )
      }
    }
  }
}

/** What some take, though it may not be what was meant: no rows to set, no cascade, nothing in a branch. */
const isTaken = (name: string, nothing: unknown): boolean => {
  const isEmpty = Array.isArray(nothing) && nothing.length === 0
  switch (name) {
    case 'the value of a branch':
      return isEmpty || nothing === null || nothing === undefined || JSON.stringify(nothing) === '[{}]'
    case 'insertGraph':
    case 'insertTree':
      return isEmpty || JSON.stringify(nothing) === '[{}]' || JSON.stringify(nothing) === '{}'
    case 'setLinks':
    case 'setLinks over a foreign key':
      return isEmpty
    case 'deleteWith':
      // an expression is a condition
      return isEmpty || nothing === users.c.id
    case 'updateKey':
      // the database says whether a column can be null
      return isEmpty || JSON.stringify(nothing) === '{"id":null}'
    default:
      return false
  }
}

const row = { id: 1 }

const writes: Readonly<Record<string, readonly [(...args: ReadonlyArray<any>) => unknown, ReadonlyArray<unknown>]>> = {
  'link over a foreign key': [(r, a, b) => js.link(r)(a, b), [shelfBooks, row, row]],
  'link by a table': [(r, a, b) => js.link(r)(a, b), [bookTags, row, row]],
  'link with a payload': [(r, a, b, p) => js.link(r)(a, b, p), [bookAuthors, row, row, { part: 'x' }]],
  'link within a key': [(r, a, b) => js.link(r)(a, b), [subfolders, { accountId: 1, id: 1 }, { accountId: 1, id: 2 }]],
  linkEach: [(r, links) => js.linkEach(r)(links), [bookTags, [{ source: row, target: row }]]],
  'linkEach over a foreign key': [(r, links) => js.linkEach(r)(links), [shelfBooks, [{ source: row, target: row }]]],
  unlink: [(r, a, b) => js.unlink(r)(a, b), [shelfBooks, row, row]],
  unlinkEach: [(r, links) => js.unlinkEach(r)(links), [bookTags, [{ source: row, target: row }]]],
  setLinks: [(r, a, b) => js.setLinks(r)(a, b), [bookTags, row, [row]]],
  'setLinks over a foreign key': [(r, a, b) => js.setLinks(r)(a, b), [shelfBooks, row, [row]]],
  setLinksEach: [(r, groups) => js.setLinksEach(r)(groups), [bookTags, [{ source: row, targets: [row] }]]],
  insertGraph: [
    (t, b, rows) => js.insertGraph(t, b)(rows),
    [shelves, { books: shelfBooks }, [{ name: 'x', books: [{ title: 'y' }] }]],
  ],
  'the value of a branch': [
    (v) => js.insertGraph(shelves, { books: shelfBooks })([{ name: 'x', books: v }]),
    [[{ title: 'y' }]],
  ],
  'a branch of insertGraph': [(b) => js.insertGraph(shelves, { books: b })([{ name: 'x', books: [] }]), [shelfBooks]],
  insertTree: [
    (r, o, rows) => js.insertTree(r, o)(rows),
    [typed.oneToMany(users, users), { as: 'reports' }, [{ name: 'x' }]],
  ],
  deleteWith: [
    (t, c, rows) => js.deleteWith(t, c)(rows),
    [shelves, [{ relation: shelfBooks, onDelete: 'delete' }], row],
  ],
  'a relation of deleteWith': [(r) => js.deleteWith(shelves, [{ relation: r, onDelete: 'delete' }])(row), [shelfBooks]],
  updateKey: [(t, r, a, b) => js.updateKey(t, r)(a, b), [shelves, [shelfBooks], row, { id: 2 }]],
}

for (const [name, [make, right]] of Object.entries(writes)) {
  test(`${name}: each argument is refused by what it is not`, () => {
    for (const dialect of [postgres, sqlite]) assert.equal(problemsOf(dialect, make(...right)), [], 'what is right')
    every(name, make, right)
  })
}

onEach(test, 'what is no plan is not run', { portable: true }, async (db, _, log) => {
  for (const nothing of nothings) {
    const result = await js.runPlan(nothing)(db)()
    assert.is(result._tag === 'Left' && result.left._tag, 'NotCompiled', String(typeof nothing))
    assert.is(js.compilePlan(postgres)(nothing)._tag, 'Left')
  }
  assert.equal(log, [])
})

test.run()
