import { suite } from 'uvu'
import { hardShapes, hardWords } from '../../support/hardWords.js'
import { expectPlaces, expectRefusals } from '../../support/places.js'

const test = suite('words in every place')

const types = [...hardWords, ...hardShapes]

expectPlaces(test, types)

expectRefusals(test, types)

test.run()
