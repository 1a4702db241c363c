/** Types as PostgreSQL's `format_type` prints them. */
import { type IntervalFields, type PostgresTag, plain, type RangeOf, type SqlType } from '../../lib/ast/SqlType.js'
import { always, readers, readTypeBy, type TypeReader, type TypeReaders, timed } from '../ansi/readType.js'
import { intervalFields, postgresNames } from '../ansi/typeName.js'

/** Types by the names that they are declared with. */
const byName: TypeReaders = Object.fromEntries(
  Object.entries(postgresNames).map(([tag, name]) => [name, always(tag as PostgresTag)]),
)

const intervals: TypeReaders = Object.fromEntries(
  Object.keys(intervalFields).map((fields) => [`interval ${fields}`, timed('interval', fields as IntervalFields)]),
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
  ...byName,
  ...intervals,
  ...ranges,
  interval: timed('interval'),
  character: sized('char'),
  bpchar: sized('char'),
  bit: sized('bit'),
  'bit varying': sized('varbit'),
  varbit: sized('varbit'),
  'time with time zone': timed('timetz'),
  timetz: timed('timetz'),
})
