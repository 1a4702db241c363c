/** Every statement that is written by hand for the corpora fits the tables that it reads. */
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { metadata } from '../../lib/index.js'
import { describeProblem } from '../../lib/verify/Problem.js'
import { tablesIn, verify } from '../../lib/verify/verify.js'
import { byHand } from '../corpus/byHand.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'

for (const [corpus, statements] of Object.entries(byHand)) {
  const tables = new Map(
    Object.values(statements).flatMap((it) => tablesIn(it).map((node) => [node.name, node] as const)),
  )
  const create = metadata([...tables.values()].map((node) => ({ ...node, alias: node.name })) as never)
  onEach(test, `${Object.keys(statements).length} statements of ${corpus} fit`, {}, async (db) => {
    assert.equal(expectRight(await verify(statements, { create })(db)()).map(describeProblem), [])
  })
}

test.run()
