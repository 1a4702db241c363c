/** The type of `a op b` for every two types: what the node claims is what PostgreSQL says, wherever it has the operator. */
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { typeName } from '../../dialects/ansi/typeName.js'
import { promoted } from '../../lib/ast/promote.js'
import { decimalType, plain, type SqlType, timetzType } from '../../lib/ast/SqlType.js'
import type { Database } from '../../lib/exec/Connection.js'
import { onEach } from '../support/databases.js'

const test = suite('types of arithmetic')

const types: ReadonlyArray<SqlType> = [
  plain('smallint'),
  plain('integer'),
  plain('bigint'),
  plain('serial'),
  plain('real'),
  plain('doublePrecision'),
  { _tag: 'numeric', precision: 10, scale: 2 },
  decimalType,
  plain('date'),
  plain('time'),
  timetzType,
  plain('timestamp'),
  plain('timestamptz'),
  plain('interval'),
]

const symbols = { add: '+', sub: '-', mul: '*', div: '/', mod: '%' }

const nameOf = (type: SqlType): string => (type._tag === 'serial' ? 'integer' : typeName(type))

/** The only value of a query; null where PostgreSQL has no such operator. */
const answer = async (db: Database, sql: string): Promise<unknown> => {
  const result = await db.run({ text: sql, values: [] })
  if (result._tag === 'Right') return Object.values(result.right.rows[0] as object)[0]
  assert.ok(JSON.stringify(result.left).includes('42883') || JSON.stringify(result.left).includes('42725'), sql)
  return null
}

onEach(test, 'what is calculated is of the type that PostgreSQL says', {}, async (db) => {
  const wrong: Array<string> = []
  let known = 0
  for (const [op, symbol] of Object.entries(symbols)) {
    for (const left of types) {
      for (const right of types) {
        const text = `null::${nameOf(left)} ${symbol} null::${nameOf(right)}`
        const actual = await answer(db, `select pg_typeof(${text})::text`)
        if (actual === null) continue
        known += 1
        const claimed = nameOf(promoted(op, left, right))
        const named = await answer(db, `select '${claimed}'::regtype::text`)
        if (actual !== named) wrong.push(`${text} is ${actual}, and not ${named}`)
      }
    }
  }
  assert.equal(wrong, [])
  assert.ok(known > 250, `${known} operators`)
})

test.run()
