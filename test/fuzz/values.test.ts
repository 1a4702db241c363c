/** Short runs of the property tests of values, each with a seed of its own. */
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { onEach } from '../support/databases.js'
import { checkDatabase, checkTexts } from './values.js'

const test = suite('random values')

test('1,000 values of random types are the same after their text was written and read', () => {
  assert.is(checkTexts(1000, 7), null)
})

onEach(test, 'random values are the same after the database has had them in every place', {}, async (db) => {
  assert.is(await checkDatabase(db, 8, 7), null)
})

test.run()
