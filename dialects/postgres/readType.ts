/** Types as PostgreSQL's `format_type` prints them. */
import type { SqlType } from '../../lib/ast/SqlType.js'
import { named, readers, readTypeBy } from '../ansi/readType.js'

const read = readTypeBy({
  ...readers,
  // what stands for several words has a name of one word, which can be quoted
  character: named('bpchar'),
  'bit varying': named('varbit'),
  'time with time zone': named('timetz'),
})

/** The fields of an interval are not a part of its name: `interval day to second(3)` is an `interval`. */
export const readType = (declared: string): SqlType =>
  read(declared.replace(/^interval(?: [a-z ]+)?(?:\(\d\))?(?=$|\[)/, 'interval'))
