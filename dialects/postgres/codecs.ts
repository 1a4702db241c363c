/** Codecs of what PostgreSQL alone has, beside those that it shares with the standard. */
import { isRecord } from '../../lib/ast/Expr.js'
import type { Pairs } from '../../lib/ast/Kind.js'
import type { Codec, Codecs } from '../../lib/compile/Codec.js'
import { codecs as ansi, mapRecord, printed, wellFormed } from '../ansi/codecs.js'
import { shapes } from './shapes.js'

// -------------------------------------------------------------------------------------
// hstore
// -------------------------------------------------------------------------------------

const quoted = (text: string): string => `"${wellFormed(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

const pairsText = (value: unknown): string => {
  if (!isRecord(value)) throw new TypeError('it takes an object of strings and nulls')
  return Object.entries(value)
    .map(([key, own]) => `${quoted(key)}=>${own === null ? 'NULL' : quoted(own as string)}`)
    .join(',')
}

const pair = /"((?:[^"\\]|\\[\s\S])*)"=>(?:"((?:[^"\\]|\\[\s\S])*)"|NULL)(?:, |$)/y

const unescaped = (text: string): string => text.replace(/\\([\s\S])/g, '$1')

const pairsOf = (text: string): Pairs => {
  const out: Array<readonly [string, string | null]> = []
  pair.lastIndex = 0
  while (pair.lastIndex < text.length) {
    const match = pair.exec(text)
    if (match === null) throw new RangeError('it holds no hstore')
    const [, key = '', value] = match
    out.push([unescaped(key), value === undefined ? null : unescaped(value)])
  }
  return Object.fromEntries(out)
}

const hstore: Codec = {
  name: 'hstore',
  encode: pairsText,
  decode: pairsOf,
  decodeJson: pairsOf,
  // without a cast it would be an object in which all values may be read as something else
  textInJson: true,
}

// -------------------------------------------------------------------------------------
// the catalog's types
// -------------------------------------------------------------------------------------

const largestOid = 2 ** 32 - 1

const oid: Codec = {
  name: 'oid',
  encode: (value: unknown) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= largestOid) return String(value)
    throw new TypeError(`it takes a whole number from 0 to ${largestOid}`)
  },
  decode: Number,
  decodeJson: Number,
  textInJson: false,
  textOfJson: String,
}

// beside one of them, a placeholder is an oid: their comparison is that of oid
const names = mapRecord(
  {
    regclass: ansi.regclass,
    regcollation: ansi.regcollation,
    regconfig: ansi.regconfig,
    regdictionary: ansi.regdictionary,
    regnamespace: ansi.regnamespace,
    regoper: ansi.regoper,
    regoperator: ansi.regoperator,
    regproc: ansi.regproc,
    regprocedure: ansi.regprocedure,
    regrole: ansi.regrole,
    regtype: ansi.regtype,
  },
  (codec): Codec => ({ ...codec, needsCast: true }),
)

export const codecs: Codecs = {
  ...ansi,
  ...shapes,
  ...names,
  hstore,
  oid,
  // to JSON they are arrays
  int2vector: printed('int2vector', wellFormed),
  oidvector: printed('oidvector', wellFormed),
}
