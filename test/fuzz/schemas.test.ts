/** A short run of `npm run fuzz` over schemas, with a seed of its own. */
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { onEach } from '../support/databases.js'
import { checkSchemas } from './schemas.js'

for (const seed of [1000])
  onEach(test, `random schemas come back as they were made, from ${seed}`, { portable: true }, async (db, name) => {
    assert.is(await checkSchemas(db, name === 'sqlite' ? 40 : 4, seed), null)
  })

test.run()
