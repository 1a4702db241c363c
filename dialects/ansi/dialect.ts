/** Standard SQL: the complete spelling, which every other dialect copies and then corrects. */

import { emptyCatalog } from '../../lib/ast/Catalog.js'
import { unsupported } from '../../lib/ast/CompileError.js'
import type { Enum, SqlType } from '../../lib/ast/SqlType.js'
import { type Codec, codecOf, type Makers } from '../../lib/compile/Codec.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import { report, type Writer } from '../../lib/compile/Writer.js'
import { calls } from './calls.js'
import { codecs, printed, textual, wellFormed } from './codecs.js'
import { control } from './control.js'
import { ctes } from './cte.js'
import { ddl } from './ddl.js'
import { describesBy } from './describe.js'
import { expressions } from './expressions.js'
import { groupings } from './grouping.js'
import { jsons } from './json.js'
import { literal } from './literal.js'
import { merges } from './merge.js'
import { nameProblem, quote } from './quote.js'
import { readers, readTypeBy } from './readType.js'
import { selects, writeSelect } from './select.js'
import { setOperations } from './setOperation.js'
import { sources } from './sources.js'
import { otherName, typeName } from './typeName.js'
import { writes } from './write.js'
import { xmls } from './xml.js'

/** The text of a type: inside JSON too, where the database would spell it in a way of its own. */
const textOf = (type: SqlType): Codec => printed(typeName(type), wellFormed)

/** One of its labels, on its way out and on its way back. */
const labelOf = (type: Enum): Codec => {
  const labels = new Set<unknown>(type.labels)
  const check = (value: unknown): string => {
    if (labels.has(value)) return value as string
    throw new TypeError(`it takes one of ${type.labels.map((label) => JSON.stringify(label)).join(', ')}`)
  }
  return { ...textual(typeName(type), check), decode: check, decodeJson: check }
}

/** Types that are made of others, as their text. */
export const makers: Makers = {
  array: textOf,
  composite: textOf,
  // its array holds it between quotes, even if it is an array itself
  domain: ({ schema, name }, { elementName: _, ...base }) => ({
    ...base,
    name: otherName({ schema, name, parameters: [] }),
    isArray: false,
  }),
  enum: labelOf,
  range: textOf,
  multirange: textOf,
  // without its parameters, for a cast to a type that has some cuts what does not fit
  other: (type) => printed(otherName({ ...type, parameters: [] }), wellFormed),
}

/** What PostgreSQL alone has. */
const beyond = (to: Writer, feature: string): void =>
  report(to, unsupported(to.dialect.name, feature, 'compile with the dialect of PostgreSQL'))

const noCatalog = (to: Writer): void =>
  report(to, unsupported('ansi', 'catalog', 'compile with the dialect of your database'))

export const ansi: Dialect = {
  name: 'ansi',
  quote,
  nameProblem,
  placeholder: () => '?',
  typedPlaceholder: (_, type) => `cast(? as ${type})`,
  codec: codecOf(codecs, makers),
  literal,
  typeName,
  readType: readTypeBy(readers),
  cases: {
    ...expressions,
    ...calls,
    ...jsons,
    ...xmls,
    ...selects,
    ...sources,
    ...groupings,
    ...setOperations,
    ...ctes,
    ...writes,
    ...merges,
    Prefix: ({ op }, to) => beyond(to, `operator ${op}`),
    IsJson: (_, to) => beyond(to, 'test for JSON'),
    ...ddl,
    CatalogRows: (_, to) => noCatalog(to),
    TableNames: (_, to) => noCatalog(to),
    TableColumns: (_, to) => noCatalog(to),
  },
  control,
  addsConstraints: true,
  locksRows: false,
  writesInWith: false,
  hasTypes: true,
  describes: describesBy({ typeName, lacks: () => null, literal, parenthesisedDefault: false }),
  keyIsNotNull: () => true,
  readCatalog: () => emptyCatalog,
  select: writeSelect,
}
