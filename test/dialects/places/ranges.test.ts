import { suite } from 'uvu'
import { hardRanges } from '../../support/hardRanges.js'
import { expectPlaces, expectRefusals } from '../../support/places.js'

const test = suite('ranges in every place')

const types = hardRanges

expectPlaces(test, types)

expectRefusals(test, types)

test.run()
