/** Types as PostgreSQL's `format_type` prints them. */
import { plain, type RangeOf, type SqlType } from '../../lib/ast/SqlType.js'
import { always, readers, readTypeBy, type TypeReader, type TypeReaders, timed } from '../ansi/readType.js'
import { intervalFields, postgresNames } from '../ansi/typeName.js'

/** The keys and values of a record, which has no others. */
const entriesOf = <K extends string, A>(record: Readonly<Record<K, A>>): ReadonlyArray<readonly [K, A]> =>
  Object.entries(record) as unknown as ReadonlyArray<readonly [K, A]>

const words: TypeReaders = Object.fromEntries(entriesOf(postgresNames).map(([tag, name]) => [name, always(tag)]))

const intervals: TypeReaders = Object.fromEntries(
  entriesOf(intervalFields).map(([fields, sql]) => [`interval ${sql}`, timed('interval', fields)]),
)

const bounds: Readonly<Record<string, SqlType>> = {
  int4: plain('integer'),
  int8: plain('bigint'),
  num: { _tag: 'numeric', precision: null, scale: null },
  date: plain('date'),
  ts: plain('timestamp'),
  tstz: plain('timestamptz'),
}

const ranges: TypeReaders = Object.fromEntries(
  Object.entries(bounds).flatMap(([of, element]) => {
    const range: RangeOf = { _tag: 'range', schema: null, name: `${of}range`, element }
    const multirange: SqlType = { _tag: 'multirange', schema: null, name: `${of}multirange`, range }
    return [
      [range.name, () => range],
      [multirange.name, () => multirange],
    ]
  }),
)

const sized =
  (tag: 'char' | 'bit' | 'varbit'): TypeReader =>
  ([length = null]) => ({ _tag: tag, length })

export const readType = readTypeBy({
  ...readers,
  ...words,
  ...intervals,
  ...ranges,
  interval: timed('interval'),
  character: sized('char'),
  char: sized('char'),
  bpchar: sized('char'),
  bit: sized('bit'),
  // of any length
  '"bit"': sized('bit'),
  'bit varying': sized('varbit'),
  varbit: sized('varbit'),
  'time with time zone': timed('timetz'),
  timetz: timed('timetz'),
})
