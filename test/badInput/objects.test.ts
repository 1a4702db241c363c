/**
 * Objects from outside that look like joinery's own, given wherever a value goes: they are bound or refused, never SQL.
 *
 * Each is run too, and what its SQL would drop must still be there afterwards.
 */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import type { Branded } from '../../lib/ast/Node.js'
import { compileNode } from '../../lib/compile/compile.js'
import type { SqlError } from '../../lib/exec/SqlError.js'
import * as typed from '../../lib/index.js'
import { addresses, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight, problemsOf } from '../support/expect.js'

// the types refuse all that is below
const js: any = typed

const test = suite('hostile objects')

// -------------------------------------------------------------------------------------
// objects
// -------------------------------------------------------------------------------------

const attack = "1'; drop table posts cascade; --"

const rawShaped = { _tag: 'Raw', strings: [attack], holes: [], type: { _tag: 'text' } }
const columnShaped = { _tag: 'Column', table: 'users', name: attack, type: { _tag: 'text' } }

/** What a request body can hold: only what JSON can say. */
const shapes: { readonly [name: string]: unknown } = {
  'a raw node': rawShaped,
  'a branded raw node': { joinery: 'joinery', ...rawShaped },
  'a node with the brand’s description': { joinery: 'Symbol(joinery)', ...rawShaped },
  'a node with an object for a brand': { joinery: {}, ...rawShaped },
  'a column': columnShaped,
  'a parameter': { _tag: 'Param', value: 1, type: { _tag: attack }, cast: true },
  'a constant': { _tag: 'Constant', value: true, type: { _tag: 'boolean' } },
  'a skipped condition': { _tag: 'Skip', type: { _tag: 'boolean' } },
  'an order': { _tag: 'Order', operand: rawShaped, direction: attack, nulls: null },
  'a table': { _tag: 'Table', schema: null, name: attack, alias: attack, columns: {}, definitions: {}, c: {} },
  'a subquery': { _tag: 'Derived', query: { _tag: 'RawStatement', raw: rawShaped }, alias: 'x', columns: {} },
  'a statement': { _tag: 'RawStatement', raw: rawShaped, projection: null },
  'a select': { _tag: 'Select', projection: { items: [{ _tag: 'Field', key: 'x', node: rawShaped }] }, where: [] },
  'a statement of SQL`…`': { strings: [attack], values: [] },
  'a driver’s query': { text: attack, sql: attack, values: [] },
  'a mapped value': { value: attack, toPostgres: attack, toSQL: attack, inspect: attack },
  'an operator': { $ne: null, not: '', gt: 0 },
  'a list': [attack, rawShaped],
  'a list of a node': [rawShaped],
  'an object with a polluted prototype': JSON.parse(
    `{"__proto__":{"joinery":"x","_tag":"Raw","strings":["${attack}"]}}`,
  ),
  'an empty object': {},
  'an empty list': [],
}

/** Made anew from text for each use, so that no test can change it for another. */
const parsed = (name: string): unknown => JSON.parse(JSON.stringify(shapes[name]))

// -------------------------------------------------------------------------------------
// positions
// -------------------------------------------------------------------------------------

const ids = { id: users.c.id }
const whereOf = (condition: unknown) => pipe(js.from(users), js.where(condition), js.select(ids))
const selected = (it: unknown) => pipe(js.from(users), js.limit(1), js.select({ it }))
const user = typed.oneToMany(users, addresses)
const words = typed.value(typed.array(typed.text), ['x'])

type Positions = { readonly [name: string]: (given: unknown) => unknown }

/** Where a value goes, which the object may be bound as. */
const values: Positions = {
  'the right of eq': (it) => whereOf(js.eq(users.c.name, it)),
  'the right of a null-safe comparison': (it) => whereOf(js.isNotDistinctFrom(users.c.name, it)),
  'the right of like': (it) => whereOf(js.like(users.c.name, it)),
  'an item of in_': (it) => whereOf(js.in_(users.c.name, ['x', it])),
  'an item of a list with an expression': (it) => whereOf(js.notIn(users.c.name, [users.c.fullname, it])),
  'a bound of between': (it) => whereOf(js.between(users.c.name, it, 'z')),
  'the right of add': (it) => selected(js.add(users.c.age, it)),
  'the right of concat': (it) => selected(js.concat(users.c.name, it)),
  'the second of coalesce': (it) => selected(js.coalesce(users.c.fullname, it)),
  'the second of nullIf': (it) => selected(js.nullIf(users.c.name, it)),
  'the argument of lower': (it) => selected(js.lower(it)),
  'the second of lpad': (it) => selected(js.lpad(users.c.name, it)),
  'the pattern of regexpReplace': (it) => selected(js.regexpReplace(users.c.name, it, 'x')),
  'the right of matches': (it) => whereOf(js.matches(users.c.name, it)),
  'the escape of like': (it) => whereOf(js.like(users.c.name, 'x', { escape: it })),
  'the language of toTsquery': (it) => selected(js.toTsquery(it, 'x')),
  'the name of nextval': (it) => selected(js.nextval(it)),
  'the last of coalesce': (it) => selected(js.coalesce(users.c.fullname, users.c.name, it)),
  'an argument of greatest': (it) => selected(js.greatest(users.c.name, it)),
  'an element of arrayOf': (it) => selected(js.arrayOf(users.c.name, it)),
  'an element of arrayAppend': (it) => selected(js.arrayAppend(words, it)),
  'an index of at': (it) => selected(js.at(words, it)),
  'a bound of slice': (it) => selected(js.slice(words, 1, it)),
  'the right of contains': (it) => whereOf(js.contains(users.c.name, it)),
  'a value of a row': (it) => whereOf(js.eq(js.row(users.c.id, users.c.name), [1, it])),
  'a value of a row in a list': (it) => whereOf(js.in_(js.row(users.c.id, users.c.name), [[1, it]])),
  'a value of case_': (it) => selected(js.case_([js.when(js.eq(users.c.id, 1), it)], users.c.name)),
  'literal(integer, …)': (it) => selected(js.literal(js.integer, it)),
  'value(text, …)': (it) => selected(js.value(js.text, it)),
  'value(integer, …)': (it) => selected(js.value(js.integer, it)),
  'value(timestamptz, …)': (it) => selected(js.value(js.timestamptz, it)),
  'value(boolean, …) as a condition': (it) => whereOf(js.value(js.boolean, it)),
  'a hole of raw': (it) => selected(js.raw(js.text, js.SQL`lower(${it})`)),
  'a hole of rawStatement': (it) => js.rawStatement(js.SQL`select ${it}`),
  'a value of an insert': (it) => pipe(js.insertInto(users), js.values({ name: it })),
  'a value of several': (it) => pipe(js.insertInto(users), js.values([{ name: 'x' }, { name: it, age: 1 }])),
  'a value of set': (it) => pipe(js.update(users), js.set({ name: it }), js.where(js.eq(users.c.id, 1))),
  'the key of a row to link': (it) => js.link(user)({ id: 1 }, { id: it }),
  'the key of a row to link to': (it) => js.link(user)({ id: it }, { id: 1 }),
}

/** Where something else goes, so that the object has to be refused; except where it says nothing at all. */
const others: Positions = {
  'the left of eq': (it) => whereOf(js.eq(it, 1)),
  'the operand of in_': (it) => whereOf(js.in_(it, [1])),
  'a condition': (it) => whereOf(it),
  'a condition of and': (it) => whereOf(js.and(js.eq(users.c.id, 1), it)),
  'the argument of not': (it) => whereOf(js.not(it)),
  'the condition of a join': (it) => pipe(js.from(users), js.innerJoin(posts, it), js.select(ids)),
  'a condition of a delete': (it) => pipe(js.deleteFrom(users), js.where(it)),
  'the argument of count': (it) => selected(js.count(it)),
  'the argument of abs': (it) => selected(js.abs(it)),
  'the argument of sqrt': (it) => selected(js.sqrt(it)),
  'the form of normalize': (it) => selected(js.normalize(users.c.name, it)),
  'the left of matches': (it) => selected(js.matches(it, 'a')),
  'the query of searchMatches': (it) => selected(js.searchMatches(js.toTsvector('a'), it)),
  'the operand of cast': (it) => selected(js.cast(it, js.text)),
  'the operand of readAs': (it) => selected(js.readAs(it, js.text)),
  'the operand of asNullable': (it) => selected(js.asNullable(it)),
  'the argument of isTrue': (it) => whereOf(js.isTrue(it)),
  'the left of contains': (it) => whereOf(js.contains(it, 'x')),
  'the array of at': (it) => selected(js.at(it, 1)),
  'the argument of unnest': (it) => selected(js.unnest(it)),
  'the argument of any_': (it) => whereOf(js.eq(users.c.name, js.any_(it))),
  'the query of arrayFrom': (it) => selected(js.arrayFrom(it)),
  'a value of row': (it) => selected(js.row(it)),
  'the argument of wholeRow': (it) => selected(js.wholeRow(it)),
  'the operand of field': (it) => selected(js.field(it, 'id')),
  'the name of field': (it) => selected(js.field(js.wholeRow(users), it)),
  'the collation of collate': (it) => selected(js.collate(users.c.name, it)),
  'the symbol of operator': (it) => selected(js.operator(it, js.text)(users.c.name, 'x')),
  'the start of a series': (it) => selected(js.generateSeries(it, 3)),
  'the argument of limit': (it) => pipe(js.from(users), js.limit(it), js.select(ids)),
  'the argument of offset': (it) => pipe(js.from(users), js.offset(it), js.select(ids)),
  'the argument of orderBy': (it) => pipe(js.from(users), js.orderBy(it), js.select(ids)),
  'the argument of nullsFirst': (it) => pipe(js.from(users), js.orderBy(js.nullsFirst(it)), js.select(ids)),
  'the argument of groupBy': (it) => pipe(js.from(users), js.groupBy(it), js.select({ n: js.count() })),
  'a direction': (it) => pipe(js.from(users), js.orderBy(js.ordered(users.c.id, it)), js.select(ids)),
  'the argument of from': (it) => pipe(js.from(it), js.select(ids)),
  'a joined source': (it) => pipe(js.from(users), js.crossJoin(it), js.select(ids)),
  'the argument of raw': (it) => whereOf(js.raw(js.boolean, it)),
  'the argument of rawStatement': (it) => js.rawStatement(it),
  'the argument of exists': (it) => whereOf(js.exists(it)),
  'the query of inQuery': (it) => whereOf(js.inQuery(users.c.id, it)),
  'the argument of scalar': (it) => selected(js.scalar(it)),
  'the argument of update': (it) => pipe(js.update(it), js.set({ name: 'x' }), js.everyRow),
  'the argument of deleteFrom': (it) => pipe(js.deleteFrom(it), js.everyRow),
  'a statement': (it) => it,
  'what a clause is applied to': (it) => pipe(it, js.where(js.eq(users.c.id, 1)), js.select(ids)),
  'the argument of createTable': (it) => js.createTable(it),
  'a name': (it) => pipe(js.from(js.alias(users, it)), js.select({ n: js.count() })),
}

/** Keys and rows, which are names of columns: an object is refused by its keys, or has none. */
const rows: Positions = {
  'the argument of values': (it) => pipe(js.insertInto(users), js.values(it)),
  'the argument of set': (it) => pipe(js.update(users), js.set(it), js.where(js.eq(users.c.id, 1))),
  'the argument of select': (it) => pipe(js.from(users), js.select(it)),
  'what is selected within a row': (it) => pipe(js.from(users), js.select({ id: users.c.id, it })),
}

// -------------------------------------------------------------------------------------
// texts
// -------------------------------------------------------------------------------------

const textsOf = (statement: unknown): ReadonlyArray<string> =>
  [postgres, sqlite].flatMap((dialect) => {
    const compiled = compileNode(dialect, statement)
    return compiled._tag === 'Right' ? [compiled.right.text] : []
  })

for (const [position, make] of Object.entries({ ...values, ...rows })) {
  test(`an object at ${position} is never a part of the text`, () => {
    for (const name of Object.keys(shapes)) {
      for (const text of textsOf(make(parsed(name)))) assert.is(text.includes('drop'), false, `${name}: ${text}`)
    }
  })
}

for (const [position, make] of Object.entries(values)) {
  test(`an object at ${position} leaves the text as any other value does, or is refused`, () => {
    const [plain] = textsOf(make('plain'))
    for (const name of Object.keys(shapes)) {
      const compiled = compileNode(postgres, make(parsed(name)))
      if (compiled._tag === 'Right') assert.is(compiled.right.text, plain, name)
    }
  })
}

for (const [position, make] of Object.entries(others)) {
  test(`an object at ${position} is refused`, () => {
    for (const name of Object.keys(shapes)) assert.equal(textsOf(make(parsed(name))), [], name)
  })
}

// -------------------------------------------------------------------------------------
// databases
// -------------------------------------------------------------------------------------

test('an object that contains itself is refused wherever objects nest, and one that is no word where words stand', () => {
  const cyclic: { [key: string]: unknown } = { id: users.c.id }
  cyclic.self = cyclic
  const odd = JSON.parse('{"toString": "asc"}')
  for (const query of [
    pipe(js.from(users), js.select(cyclic)),
    pipe(js.from(js.tableSample(odd, 10)(users)), js.select(ids)),
    pipe(js.from(users), js.select(ids), js.forUpdate('nowait; drop table users')),
  ])
    assert.ok(problemsOf(postgres)(query as Branded).length > 0)
})

onEach(test, 'the databases are sent none of them', { portable: true }, async (db) => {
  await seed(db)
  const titles = js.all(pipe(js.from(posts), js.orderBy(posts.c.id), js.select({ title: posts.c.title })))(db)
  const names = js.all(pipe(js.from(users), js.orderBy(users.c.id), js.select({ name: users.c.name })))(db)
  const before = [await titles(), await names()]
  for (const [position, make] of Object.entries({ ...values, ...others })) {
    for (const name of Object.keys(shapes)) {
      // no text column takes an object, so what is bound is refused before it is sent
      const { _tag } = expectLeft<SqlError>(await js.execute(make(parsed(name)))(db)())
      assert.ok(_tag === 'NotCompiled' || _tag === 'InvalidValue', `${name} at ${position}: ${_tag}`)
    }
  }
  for (const make of Object.values(rows)) {
    for (const name of Object.keys(shapes)) await js.execute(make(parsed(name)))(db)()
  }
  assert.equal([await titles(), await names()], before)
})

const notes = typed.table('notes', { id: typed.primaryKey(typed.integer), data: typed.jsonb() })

onEach(test, 'a jsonb column takes each of them, and gives it back', { portable: true }, async (db) => {
  expectRight(await typed.execute(typed.createTable(notes))(db)())
  const names = Object.keys(shapes)
  const inserted = names.map((name, id) => ({ id, data: parsed(name) }))
  expectRight(await typed.execute(pipe(typed.insertInto(notes), typed.values(inserted)))(db)())
  const found = pipe(typed.from(notes), typed.orderBy(notes.c.id), typed.select(notes))
  assert.equal(expectRight(await typed.all(found)(db)()), inserted)
})

test.run()
