/** A short run of `npm run fuzz`, with a seed of its own. */
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { checkExpressions } from './expressions.js'

test('3,000 random expressions print and parse back to the same tree', async () => {
  assert.is(await checkExpressions(3000, 7), null)
})

test.run()
