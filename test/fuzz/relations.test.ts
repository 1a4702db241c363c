/** A short run of `npm run fuzz` over relations, with a seed of its own. */
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { onEach } from '../support/databases.js'
import { checkRelations } from './relations.js'

for (const seed of [1, 2, 3, 4, 5]) {
  onEach(test, `nested rows are the same by every strategy, world ${seed}`, { portable: true }, async (db) => {
    assert.is(await checkRelations(db, seed, 20), null)
  })
}

test.run()
