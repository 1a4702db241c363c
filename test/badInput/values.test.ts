/** Values that a column's type cannot carry: refused before anything is sent, with the position and the reason. */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { describeError } from '../../lib/exec/SqlError.js'
import {
  bigint,
  boolean,
  bytea,
  eq,
  execute,
  from,
  insertInto,
  integer,
  mapped,
  numeric,
  one,
  rawStatement,
  SQL,
  select,
  selectOnly,
  smallint,
  text,
  timestamptz,
  uuid,
  value,
  values,
  where,
} from '../../lib/index.js'
import type { AnySpec } from '../../lib/schema/Column.js'
import { seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectLeft } from '../support/expect.js'

const test = suite('bad values')

const strings = {
  'a number': 1,
  null: undefined,
  'NUL within': 'a\0b',
  'half of a surrogate pair': 'a\ud800b',
  'the other half': '\udc00',
  'an object': {},
  'an object with toString': { toString: () => 'x' },
  'a function': () => 'x',
  'a symbol': Symbol('x'),
  'a Promise': Promise.resolve('x'),
  'a Map': new Map(),
  'a list': ['x'],
  'a boxed string': Object('x'),
}

const numbers = {
  'a string': '1',
  'a string of SQL': '1; drop table users',
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  'a fraction': 1.5,
  'too large a number': 2 ** 31,
  'a bigint': 1n,
  'a boolean': true,
  'a Date': new Date(0),
  'an object with valueOf': { valueOf: () => 1 },
  'a list': [1],
}

/** What each type refuses. */
const refused: ReadonlyArray<readonly [string, AnySpec, { readonly [what: string]: unknown }]> = [
  ['text', text, strings],
  ['integer', integer, numbers],
  ['smallint', smallint, { 'too small a number': -32769, 'a fraction': 0.1 }],
  [
    'bigint',
    bigint,
    { 'a fraction': 0.5, 'too large a bigint': 2n ** 63n, 'an unsafe number': 2 ** 53, 'a string': '1' },
  ],
  [
    'numeric',
    numeric(10, 2),
    { 'a number': 1.1, 'no number': 'x', 'a number and more': '1 or 1=1', empty: '', hex: '0x1' },
  ],
  ['boolean', boolean, { 'a string': 'true', 'a number': 1, 'an object': {} }],
  ['timestamptz', timestamptz, { 'an invalid Date': new Date(Number.NaN), 'a string': '2026-11-22', 'a number': 0 }],
  ['uuid', uuid, { 'no uuid': 'x', 'a uuid and more': "00000000-0000-0000-0000-000000000000' or '1'='1" }],
  ['bytea', bytea, { 'a string': '\\x00', 'a list': [1], 'an ArrayBuffer': new ArrayBuffer(1) }],
]

onEach(test, 'a value of another type is not sent', { portable: true }, async (db) => {
  for (const [name, type, given] of refused) {
    for (const [what, it] of Object.entries(given)) {
      const error = expectLeft(await one(selectOnly({ it: value(type, it) }))(db)())
      // `undefined` is refused earlier
      assert.is(error._tag, it === undefined ? 'NotCompiled' : 'InvalidValue', `${what} as ${name}`)
    }
  }
})

onEach(
  test,
  'what is said about it names the place and the type, and not the value',
  { portable: true },
  async (db) => {
    await seed(db)
    const query = pipe(from(users), where(eq(users.c.id, 1)), where(eq(users.c.name, 'secret\0')), select(users))
    const error = expectLeft(await one(query)(db)())
    assert.equal(
      { ...error, text: '' },
      {
        _tag: 'InvalidValue',
        position: 2,
        type: 'text',
        reason: 'it takes a string without the NUL character',
        text: '',
      },
    )
    assert.is(describeError(error), 'the value for $2 cannot be text: it takes a string without the NUL character')
    assert.not.ok(JSON.stringify(error).includes('secret'))
  },
)

onEach(test, 'a value without a type is one of the few that say theirs', { portable: true }, async (db) => {
  for (const it of [{}, [], ['x'], new Map(), Promise.resolve(1), Symbol('x'), () => 1, new Date(Number.NaN)]) {
    const error = expectLeft(await execute(rawStatement(SQL`select ${it}`))(db)())
    assert.is(error._tag, 'InvalidValue', String(it))
  }
})

onEach(test, 'nothing of a list is sent if one of its rows cannot be', { portable: true }, async (db) => {
  await seed(db)
  const rows = [{ name: 'ok' }, { name: 'not\0ok' }]
  assert.is(expectLeft(await execute(pipe(insertInto(users), values(rows)))(db)())._tag, 'InvalidValue')
  assert.is(expectLeft(await one(pipe(from(users), where(eq(users.c.name, 'ok')), select(users)))(db)())._tag, 'NoRow')
})

const loud = mapped<string, string>(
  () => {
    throw new Error('cannot be read')
  },
  (it) => {
    if (it === 'bad') throw new Error('cannot be written')
    return it
  },
)(text)

onEach(test, 'a function of the user’s that throws gives a Left', { portable: true }, async (db) => {
  const written = expectLeft(await one(selectOnly({ it: value(loud, 'bad') }))(db)())
  assert.is(written._tag === 'InvalidValue' && written.reason, 'cannot be written')
  const read = expectLeft(await one(selectOnly({ it: value(loud, 'good') }))(db)())
  assert.is(read._tag === 'Undecodable' && read.reason, 'cannot be read')
})

test.run()
