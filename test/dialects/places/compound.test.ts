import { suite } from 'uvu'
import { hardArrays, hardNamed, hardSeen } from '../../support/hardCompound.js'
import { expectPlaces, expectRefusals } from '../../support/places.js'

const test = suite('compound in every place')

const types = [...hardNamed, ...hardArrays, ...hardSeen]

expectPlaces(test, types)

expectRefusals(test, types)

test.run()
