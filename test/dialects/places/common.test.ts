import { suite } from 'uvu'
import { hard } from '../../support/hard.js'
import { expectPlaces, expectRefusals } from '../../support/places.js'

const test = suite('common in every place')

const types = hard.filter(({ spec }) => !/serial/.test(spec.type._tag))

expectPlaces(test, types)

expectRefusals(test, types)

test.run()
