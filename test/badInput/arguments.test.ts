/**
 * What a JavaScript caller may get wrong, one row each: never SQL that means something else, never an exception, but a
 * Left that names the thing and says what to do.
 */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import * as typed from '../../lib/index.js'
import { addresses, posts, users } from '../support/blog.js'
import { problemsOf } from '../support/expect.js'

// the types refuse nearly all that is below
const js: any = typed

const test = suite('bad arguments')

/** What is given, and the whole of what is said about it. */
type Rows = { readonly [what: string]: readonly [() => unknown, ...ReadonlyArray<string>] }

const refuses = (rows: Rows): void => {
  for (const [what, [statement, ...texts]] of Object.entries(rows)) {
    test(what, () => {
      assert.equal(problemsOf(postgres)(statement() as Branded).map(describeCompileError), texts, 'postgres')
      assert.equal(problemsOf(sqlite)(statement() as Branded).map(describeCompileError), texts, 'sqlite')
    })
  }
}

const whereOf = (condition: unknown) => pipe(js.from(users), js.where(condition), js.select(users))
const selected = (expr: unknown) => pipe(js.from(users), js.select({ it: expr }))
const inserted = (rows: unknown) => pipe(js.insertInto(users), js.values(rows))
const updated = (changes: unknown) => pipe(js.update(users), js.set(changes), js.where(js.eq(users.c.id, 1)))
const deleted = (condition: unknown) => pipe(js.deleteFrom(users), js.where(condition))

const columns = 'its columns are id, name, fullname, age, score, state, managerId'
const noTable = 'is not a table: give a table'
const noSource = 'is not a source: give a table, an alias or a subquery'
const noExpression = 'is not an expression: give a column, or value(type, it) for a bound value'
const noComparison = 'with NULL the result is NULL: use isNull or isNotNull, or null_(type) if that is what is meant'

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

refuses({
  'from a string': [() => pipe(js.from('users'), js.select({ it: users.c.id })), `the argument of from ${noSource}`],
  'from null': [() => pipe(js.from(null), js.select({ it: users.c.id })), `the argument of from ${noSource}`],
  'from a query': [
    () => pipe(js.from(pipe(js.from(users), js.select(users))), js.select({ it: users.c.id })),
    `the argument of from ${noSource}`,
  ],
  'from a column': [() => pipe(js.from(users.c.id), js.select({ it: users.c.id })), `the argument of from ${noSource}`],
  'insertInto a string': [
    () => pipe(js.insertInto('users'), js.values({ name: 'x' })),
    `the argument of insertInto ${noTable}`,
  ],
  'update a string': [
    () => pipe(js.update('users'), js.set({ name: 'x' }), js.where(js.eq(users.c.id, 1))),
    `the argument of update ${noTable}`,
  ],
  'deleteFrom undefined': [
    () => pipe(js.deleteFrom(undefined), js.where(js.eq(users.c.id, 1))),
    `the argument of deleteFrom ${noTable}`,
  ],
  'deleteFrom a subquery': [
    () => pipe(js.from(users), js.select(users), js.subquery('u'), js.deleteFrom, js.where(js.eq(users.c.id, 1))),
    `the argument of deleteFrom ${noTable}`,
  ],
  'a join of a string': [
    () => pipe(js.from(users), js.innerJoin('posts', js.eq(users.c.id, 1)), js.select(users)),
    `the argument of innerJoin ${noSource}`,
  ],
  'createTable of a string': [() => js.createTable('users'), `the argument of createTable ${noTable}`],
  'dropTable of null': [() => js.dropTable(null), `the argument of dropTable ${noTable}`],
  'a relation of strings': [
    () => whereOf(js.some(js.oneToMany('users', 'posts'))),
    'the argument of a relation is not a table: give two tables',
  ],
  'link of a relation of strings': [
    () => js.link(js.manyToOne(posts, 'users'))({ id: 1 }, { id: 1 }),
    'the argument of a relation is not a table: give two tables',
  ],
  'the same name twice': [
    () => pipe(js.from(users), js.crossJoin(users), js.select(users)),
    '"users" names two sources of one statement: give one an alias',
  ],
  'the same alias twice': [
    () =>
      pipe(
        js.from(users),
        js.crossJoin(js.alias(posts, 'x')),
        js.crossJoin(js.alias(addresses, 'x')),
        js.select(users),
      ),
    '"x" names two sources of one statement: give one an alias',
  ],
})

// -------------------------------------------------------------------------------------
// expressions
// -------------------------------------------------------------------------------------

refuses({
  'a value on the left': [() => whereOf(js.eq('jack', users.c.name)), `the left operand of eq ${noExpression}`],
  'a table as an operand': [() => whereOf(js.eq(users.c.name, users)), `the right operand of eq ${noExpression}`],
  'a query as an operand': [
    () => whereOf(js.eq(users.c.name, pipe(js.from(users), js.select(users)))),
    `the right operand of eq ${noExpression}`,
  ],
  'an order as an operand': [
    () => whereOf(js.eq(users.c.name, js.desc(users.c.id))),
    `the right operand of eq ${noExpression}`,
  ],
  'null in a comparison': [() => whereOf(js.eq(users.c.age, null)), `the right operand of eq is null: ${noComparison}`],
  'undefined in a comparison': [
    () => whereOf(js.eq(users.c.age, undefined)),
    'a value is undefined: give null for NULL, or skip in place of the condition',
  ],
  'undefined in a null-safe comparison': [
    () => whereOf(js.isDistinctFrom(users.c.age, undefined)),
    'a value is undefined: give null for NULL, or skip in place of the condition',
  ],
  'null as a bound': [
    () => whereOf(js.between(users.c.age, 1, null)),
    `the upper bound of between is null: ${noComparison}`,
  ],
  'undefined as a bound': [
    () => whereOf(js.between(users.c.age, undefined, 2)),
    'a value is undefined: give null for NULL, or skip in place of the condition',
  ],
  'null in a list': [
    () => whereOf(js.in_(users.c.id, [1, null])),
    'the list of in_ holds null: nothing is equal to NULL: take it out, and add or(isNull(…))',
  ],
  'undefined in a list': [
    () => whereOf(js.in_(users.c.name, ['a', undefined])),
    'the list of in_ holds undefined: take it out',
  ],
  'undefined in a list with expressions': [
    () => whereOf(js.notIn(users.c.id, [users.c.age, undefined])),
    'the list of notIn holds undefined: take it out',
  ],
  'no list at all': [
    () => whereOf(js.in_(users.c.id, 1)),
    'the list of in_ is not an array: give an array, or use inQuery',
  ],
  'undefined for a list': [
    () => whereOf(js.notIn(users.c.id, undefined)),
    'the list of notIn is not an array: give an array, or use inQuery',
  ],
  'a string for a condition': [() => whereOf('1 = 1'), `the condition of where ${noExpression}`],
  'true for a condition': [() => deleted(true), `the condition of where ${noExpression}`],
  'undefined for a condition': [() => deleted(undefined), `the condition of where ${noExpression}`],
  'null for a condition': [() => whereOf(js.and(null)), `an argument of and ${noExpression}`],
  'null for the condition of a join': [
    () => pipe(js.from(users), js.innerJoin(posts, null), js.select(users)),
    `the condition of innerJoin ${noExpression}`,
  ],
  'a string for the condition of having': [
    () => pipe(js.from(users), js.having('true'), js.select({ n: js.count() })),
    `the condition of having ${noExpression}`,
  ],
  'a number in arithmetic’s place': [() => selected(js.add(1, 2)), `the left operand of add ${noExpression}`],
  'null in a function': [() => selected(js.coalesce(null, 1)), `the first argument of coalesce ${noExpression}`],
  'nothing in a function': [
    () => selected(js.lower()),
    'a value is undefined: give null for NULL, or skip in place of the condition',
  ],
  'a string in a function of numbers': [() => selected(js.abs('1')), `argument 1 of abs ${noExpression}`],
  'nothing in not': [() => whereOf(js.not()), `the argument of not ${noExpression}`],
  'a table in count': [() => selected(js.count(users)), `the argument of count ${noExpression}`],
  'null in count': [() => selected(js.count(null)), `the argument of count ${noExpression}`],
  'undefined as a value': [
    () => selected(js.value(js.integer, undefined)),
    'a value is undefined: give null for NULL, or skip in place of the condition',
  ],
  'undefined in a hole of raw': [
    () => selected(js.raw(js.text, js.SQL`lower(${undefined})`)),
    'a value is undefined: give null for NULL, or skip in place of the condition',
  ],
  'a string for a type': [
    () => selected(js.value('integer', 1)),
    'the type of value is not a column type: give one, as in value(integer, 1)',
  ],
  'nothing for a type': [
    () => selected(js.raw(undefined, js.SQL`1`)),
    'the type of raw is not a column type: give one, as in raw(integer, SQL`1`)',
  ],
  'several problems are told at once': [
    () => pipe(js.from(users), js.where(js.eq(users.c.id, null)), js.limit(-1), js.select({ it: js.abs(1) })),
    `argument 1 of abs ${noExpression}`,
    `the right operand of eq is null: ${noComparison}`,
    'the argument of limit is not a whole number from 0: leave the clause out for all rows',
  ],
})

// -------------------------------------------------------------------------------------
// selects
// -------------------------------------------------------------------------------------

const noRowCount = 'is not a whole number from 0: leave the clause out for all rows'
const noFields = 'is no object of expressions: give { id: users.c.id }, or a table'
const noColumns = 'this select has no columns: say which to return: select({ id: users.c.id })'

const limited = (rows: unknown) => pipe(js.from(users), js.limit(rows), js.select(users))

refuses({
  'limit(-1)': [() => limited(-1), `the argument of limit ${noRowCount}`],
  'limit(NaN)': [() => limited(Number.NaN), `the argument of limit ${noRowCount}`],
  'limit(1.5)': [() => limited(1.5), `the argument of limit ${noRowCount}`],
  'limit(Infinity)': [() => limited(Number.POSITIVE_INFINITY), `the argument of limit ${noRowCount}`],
  'limit of a string': [() => limited('1; drop table users'), `the argument of limit ${noRowCount}`],
  'limit of a string of digits': [() => limited('1'), `the argument of limit ${noRowCount}`],
  'limit(undefined)': [() => limited(undefined), `the argument of limit ${noRowCount}`],
  'limit of an object that says it is a number': [
    () => limited({ valueOf: () => 1 }),
    `the argument of limit ${noRowCount}`,
  ],
  'offset(-1)': [() => pipe(js.from(users), js.offset(-1), js.select(users)), `the argument of offset ${noRowCount}`],
  'nothing selected': [() => js.from(users), noColumns],
  'select({})': [() => pipe(js.from(users), js.select({})), noColumns],
  'select of an empty object within': [() => pipe(js.from(users), js.select({ a: { b: {} } })), noColumns],
  'select(null)': [() => pipe(js.from(users), js.select(null)), `the argument of select ${noFields}`],
  'select of a column': [() => pipe(js.from(users), js.select(users.c.id)), `the argument of select ${noFields}`],
  'select of a list': [() => pipe(js.from(users), js.select([users.c.id])), `the argument of select ${noFields}`],
  'select of a Map': [
    () => pipe(js.from(users), js.select(new Map([['id', users.c.id]]))),
    `the argument of select ${noFields}`,
  ],
  'a value selected': [() => selected('id'), `the selected "it" ${noExpression}`],
  'a Date selected': [() => selected(new Date()), `the selected "it" ${noExpression}`],
  'a Promise selected': [() => selected(Promise.resolve(1)), `the selected "it" ${noExpression}`],
  'null selected': [() => selected(null), `the selected "it" ${noExpression}`],
  'undefined selected': [() => selected(undefined), `the selected "it" ${noExpression}`],
  'a query selected': [() => selected(pipe(js.from(users), js.select(users))), `the selected "it" ${noExpression}`],
  'a string to order by': [
    () => pipe(js.from(users), js.orderBy('name desc'), js.select(users)),
    `an argument of orderBy ${noExpression}`,
  ],
  'null to order by': [
    () => pipe(js.from(users), js.orderBy(null), js.select(users)),
    `an argument of orderBy ${noExpression}`,
  ],
  'nulls first of a column': [
    () => pipe(js.from(users), js.orderBy(js.nullsFirst(users.c.id)), js.select(users)),
    'the argument of nullsFirst is not an order: give asc(…) or desc(…)',
  ],
  'an unknown direction': [
    () => pipe(js.from(users), js.orderBy(js.ordered(users.c.id, 'desc; drop table users')), js.select(users)),
    'the direction of an order is neither asc nor desc: give one of the two',
  ],
  'a string to group by': [
    () => pipe(js.from(users), js.groupBy('id'), js.select({ n: js.count() })),
    `an argument of groupBy ${noExpression}`,
  ],
  'a list to group by': [
    () => pipe(js.from(users), js.groupBy([users.c.id]), js.select({ n: js.count() })),
    `an argument of groupBy ${noExpression}`,
  ],
})

// -------------------------------------------------------------------------------------
// subqueries
// -------------------------------------------------------------------------------------

const one = pipe(typed.from(posts), typed.select({ id: posts.c.id }))
const two = pipe(typed.from(posts), typed.select({ id: posts.c.id, title: posts.c.title }))
const noSelect = 'does not take it: it belongs to a select: start with from'

refuses({
  'exists of a table': [() => whereOf(js.exists(posts)), `what exists was applied to ${noSelect}`],
  'inQuery of a list': [() => whereOf(js.inQuery(users.c.id, [1])), `what inQuery was applied to ${noSelect}`],
  'inQuery of a table': [() => whereOf(js.inQuery(users.c.id, posts)), `what inQuery was applied to ${noSelect}`],
  'inQuery without an operand': [() => whereOf(js.inQuery(null, one)), `the operand of inQuery ${noExpression}`],
  'scalar of null': [() => selected(js.scalar(null)), `what scalar was applied to ${noSelect}`],
  'scalar of an update': [() => selected(js.scalar(js.update(users))), `what scalar was applied to ${noSelect}`],
  'scalar of two columns': [() => selected(js.scalar(two)), 'the query of scalar has 2 columns: select one'],
  'inQuery of two columns': [
    () => whereOf(js.inQuery(users.c.id, two)),
    'the query of inQuery has 2 columns: select one',
  ],
  'scalar of a whole table': [
    () => selected(js.scalar(pipe(js.from(posts), js.select({ posts })))),
    'the query of scalar has 6 columns: select one',
  ],
  'scalar of nothing selected': [() => selected(js.scalar(js.from(posts))), noColumns],
  'subquery of nothing selected': [
    () => pipe(js.from(posts), js.subquery('p'), js.from, js.select({ n: js.count() })),
    noColumns,
  ],
})

// -------------------------------------------------------------------------------------
// writes
// -------------------------------------------------------------------------------------

const noRows = 'this insert has no rows: give values(...) a row, and do not run the insert when there is none'
const noRow = 'a row of values is not an object: give an object of columns, or an array of them'
const noChanges = 'this update has no changes: give set(...) a column, and do not run the update when nothing changes'
const everyRow = (statement: string) =>
  `this ${statement} would change every row of users: add where(...), or everyRow to say that it should`
const noValue = (key: string) =>
  `the value of users.${key} is undefined: leave the key out for the default, or give null for NULL`

const polluted = JSON.parse('{"name":"jack","__proto__":{"admin":true}}')

refuses({
  'an insert without rows': [() => js.insertInto(users), noRows],
  'values([])': [() => inserted([]), noRows],
  'values(null)': [() => inserted(null), noRow],
  'values(undefined)': [() => inserted(undefined), noRow],
  'values of a string': [() => inserted('jack'), noRow],
  'values of a list of lists': [() => inserted([['jack']]), noRow],
  'values with a hole in the list': [() => inserted([{ name: 'a' }, undefined]), noRow],
  'values of a table': [() => inserted(users), noRow],
  'values of a Map': [() => inserted(new Map([['name', 'jack']])), noRow],
  'values of a Promise that was not awaited': [() => inserted(Promise.resolve({ name: 'jack' })), noRow],
  'an unknown key in values': [() => inserted({ name: 'x', naem: 'y' }), `users has no column "naem": ${columns}`],
  'a key of Object.prototype in values': [
    () => inserted({ name: 'x', toString: 'y' }),
    `users has no column "toString": ${columns}`,
  ],
  'an own __proto__ in values': [() => inserted(polluted), `users has no column "__proto__": ${columns}`],
  'undefined in values': [() => inserted({ name: undefined }), noValue('name')],
  'a table in values': [() => inserted({ name: users }), `the value of users.name ${noExpression}`],
  'a query in values': [() => inserted({ name: one }), `the value of users.name ${noExpression}`],
  'an order in values': [() => inserted({ name: js.asc(users.c.id) }), `the value of users.name ${noExpression}`],
  'an update without changes': [() => pipe(js.update(users), js.where(js.eq(users.c.id, 1))), noChanges],
  'set({})': [() => updated({}), noChanges],
  'set(null)': [() => updated(null), noChanges],
  'an unknown key in set': [() => updated({ naem: 'y' }), `users has no column "naem": ${columns}`],
  'an own __proto__ in set': [() => updated(polluted), `users has no column "__proto__": ${columns}`],
  'undefined in set': [() => updated({ name: undefined, age: 1 }), noValue('name')],
  'a table in set': [() => updated({ name: users }), `the value of users.name ${noExpression}`],
  'an update without where': [() => pipe(js.update(users), js.set({ age: 1 })), everyRow('update')],
  'a delete without where': [() => js.deleteFrom(users), everyRow('delete')],
  'a delete where(and())': [() => deleted(js.and()), everyRow('delete')],
  'a delete where(skip)': [() => deleted(js.skip), everyRow('delete')],
  'a delete where(notIn(…, []))': [() => deleted(js.notIn(users.c.id, [])), everyRow('delete')],
  'returning nothing': [
    () => pipe(inserted({ name: 'x' }), js.returning({})),
    'this insert has no columns: say which to return: returning({ id: users.c.id })',
  ],
  'returning a string': [
    () => pipe(inserted({ name: 'x' }), js.returning('id')),
    `the argument of returning ${noFields}`,
  ],
})

// -------------------------------------------------------------------------------------
// clauses
// -------------------------------------------------------------------------------------

refuses({
  'a clause applied to a table': [
    () => pipe(users, js.where(js.eq(users.c.id, 1)), js.select(users)),
    'what where was applied to does not take it: it belongs to a select, an update or a delete',
  ],
  'where applied to an insert': [
    () => pipe(inserted({ name: 'x' }), js.where(js.eq(users.c.id, 1))),
    'what where was applied to does not take it: it belongs to a select, an update or a delete',
  ],
  'a clause applied to nothing': [
    () => js.limit(1)(undefined),
    'what limit was applied to does not take it: it belongs to a select: start with from',
  ],
  'a table in place of a statement': [
    () => users,
    'the argument of compile is not a statement: start one with from, insertInto, update or deleteFrom',
  ],
  'JSON in place of a statement': [
    () => JSON.parse('{"_tag":"RawStatement","raw":{"_tag":"Raw","strings":["drop table users"],"holes":[]}}'),
    'the argument of compile is not a statement: start one with from, insertInto, update or deleteFrom',
  ],
})

test('where(or()) guards, for no row meets it', () => {
  assert.equal(problemsOf(postgres)(deleted(js.or()) as Branded), [])
  assert.equal(problemsOf(sqlite)(deleted(js.in_(users.c.id, [])) as Branded), [])
})

test.run()
