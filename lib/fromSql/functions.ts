/** Functions by PostgreSQL's names: most are joinery's in camel case, and these are not. */

import { baseOf, elementOf, type SqlType } from '../ast/SqlType.js'
import type { CatalogFunction } from './Catalog.js'
import { callExpression, callOf } from './calls.js'
import { camel } from './camel.js'
import { bare, number, said } from './constants.js'
import { name as imported } from './doc.js'
import { binary, classOf } from './operators.js'
import { ofType } from './query.js'
import { constantEx, type Ex, expression, freshName, refuse, type State, typeOf } from './State.js'
import { apply, call, js, list, local, object, ref, type Term } from './term.js'
import type { Tree } from './tree.js'
import { specOf, typeNamed } from './types.js'
import { commonType } from './united.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A call as it stands in SQL. */
export interface Called {
  readonly state: State
  readonly at: Tree
  readonly name: string
  readonly args: ReadonlyArray<Ex>
  /** Arguments by their names. */
  readonly named: ReadonlyMap<string, Ex>
}

type Make = (call: Called) => Ex

const anyNull = (args: ReadonlyArray<Ex>): boolean => args.some(({ nullable }) => nullable)

// -------------------------------------------------------------------------------------
// functions of their own
// -------------------------------------------------------------------------------------

const renamed =
  (name: string): Make =>
  ({ state, at, args }) =>
    callExpression(state, at, name, args, { nullable: isNullable(name) || anyNull(args) })

/** A quoted constant of a type. */
const typedAs = (it: Ex, type: SqlType | null): Ex =>
  type !== null && it.constant?.kind === 'text' ? constantEx({ kind: 'typed', text: it.constant.text, type }) : it

/** By an operator, which gives the same; its quoted constants are of these types. */
const operator =
  (symbol: string, left: SqlType | null = null, right: SqlType | null = null): Make =>
  ({ state, at, args: [a, b] }) =>
    a === undefined || b === undefined
      ? refuse(state, at, `the operator ${symbol} has two operands`)
      : binary(state, at, symbol, typedAs(a, left), typedAs(b, right))

/** By the class of the first argument. */
const byFirst =
  (names: Readonly<Record<string, string>>, otherwise: string): Make =>
  (self) => {
    const [first] = self.args
    const type = first === undefined ? null : baseOf(typeOf(first))
    const own = type === null ? undefined : (names[type._tag] ?? names[classOf(type)])
    return renamed(own ?? otherwise)(self)
  }

/** A word that stands in the text, before an argument. */
const word = ({ constant }: Ex): string | null =>
  constant !== null && 'text' in constant && constant.text !== null ? constant.text : null

/** What a part of a time is called by other names. */
const fieldNames: Readonly<Record<string, string>> = {
  c: 'century',
  cent: 'century',
  centuries: 'century',
  d: 'day',
  days: 'day',
  dec: 'decade',
  decs: 'decade',
  decades: 'decade',
  h: 'hour',
  hr: 'hour',
  hrs: 'hour',
  hours: 'hour',
  us: 'microseconds',
  usec: 'microseconds',
  usecs: 'microseconds',
  microsecond: 'microseconds',
  mil: 'millennium',
  mils: 'millennium',
  millennia: 'millennium',
  ms: 'milliseconds',
  msec: 'milliseconds',
  msecs: 'milliseconds',
  millisecond: 'milliseconds',
  m: 'minute',
  min: 'minute',
  mins: 'minute',
  minutes: 'minute',
  mon: 'month',
  mons: 'month',
  months: 'month',
  qtr: 'quarter',
  s: 'second',
  sec: 'second',
  secs: 'second',
  seconds: 'second',
  timezone_h: 'timezone_hour',
  timezone_m: 'timezone_minute',
  w: 'week',
  weeks: 'week',
  y: 'year',
  yr: 'year',
  yrs: 'year',
  years: 'year',
}

const fieldNamed = (own: string): Term => js(fieldNames[own.toLowerCase()] ?? own.toLowerCase())

const extract: Make = ({ state, at, args: [field, operand] }) => {
  const own = field === undefined ? null : word(field)
  if (own === null || operand === undefined) return refuse(state, at, 'the field of extract is no word')
  return expression(state, at, ref('extract'), [fieldNamed(own), said(state, operand)], operand.nullable)
}

const datePart: Make = ({ state, at, args: [field, operand] }) => {
  const own = field === undefined ? null : word(field)
  if (own === null || operand === undefined) return refuse(state, at, 'the field of date_part is no word')
  return expression(state, at, ref('datePart'), [fieldNamed(own), said(state, operand)], operand.nullable)
}

/** The units of `dateTrunc` are in the singular, but for the smallest ones. */
const unitNamed = fieldNamed

const dateTrunc: Make = ({ state, at, args: [unit, operand, zone] }) => {
  const own = unit === undefined ? null : word(unit)
  if (own === null || operand === undefined) return refuse(state, at, 'the unit of date_trunc is no word')
  const zones = zone === undefined ? [] : [bare(zone, { _tag: 'text' }) ?? said(state, zone)]
  return expression(
    state,
    at,
    ref('dateTrunc'),
    [unitNamed(own), said(state, operand, { _tag: 'timestamptz' }), ...zones],
    operand.nullable,
  )
}

const atTimeZone: Make = ({ state, at, args: [zone, operand] }) => {
  if (zone === undefined || operand === undefined) return refuse(state, at, 'there is no zone')
  const type: SqlType = zone.constant?.kind === 'typed' ? typeOf(zone) : { _tag: 'text' }
  return expression(
    state,
    at,
    ref('atTimeZone'),
    [said(state, operand, { _tag: 'timestamptz' }), bare(zone, type) ?? said(state, zone)],
    anyNull([zone, operand]),
  )
}

const swapped =
  (name: string): Make =>
  (self) =>
    renamed(name)({ ...self, args: [...self.args].reverse() })

/** A position after a text, or a pattern. */
const substring: Make = (self) => {
  const { args } = self
  const [, second, third] = args
  const isPattern = second !== undefined && ['text', 'untyped'].includes(classOf(typeOf(second)))
  if (!isPattern) return renamed('substring')(self)
  return renamed(third === undefined ? 'substringMatch' : 'substringSimilar')(self)
}

const overlaps: Make = ({ state, at, args }) => {
  const [a, b, c, d] = args
  if (a === undefined || b === undefined || c === undefined || d === undefined)
    return refuse(state, at, 'overlaps is between two periods')
  const type = [a, c].map(typeOf).find(({ _tag }) => _tag !== 'untyped') ?? null
  const side = (start: Ex, end: Ex) => list([said(state, start, type), said(state, end, type)])
  return expression(state, at, ref('overlapsPeriod'), [side(a, b), side(c, d)], anyNull(args))
}

const intervalParts = ['years', 'months', 'weeks', 'days', 'hours', 'mins', 'secs']

const makeInterval: Make = ({ state, at, args, named }) => {
  const all = [...args.map((it, i) => [intervalParts[i] ?? '', it] as const), ...named]
  const part = (name: string, it: Ex): Term =>
    bare(it, name === 'secs' ? { _tag: 'doublePrecision' } : { _tag: 'integer' }) ?? said(state, it)
  return expression(
    state,
    at,
    ref('makeInterval'),
    [object(all.map(([name, it]) => [name, part(name, it)]))],
    anyNull(all.map(([, it]) => it)),
  )
}

/** A value of JSON: what JavaScript has for it stands there as it is. */
const jsonValue = (state: State, it: Ex): Term => {
  const { constant } = it
  switch (constant?.kind) {
    case 'text':
      return js(constant.text)
    case 'integer':
      return Number.isSafeInteger(Number(constant.text)) ? js(Number(constant.text)) : said(state, it)
    case 'numeric':
      return String(Number(constant.text)) === constant.text ? js(Number(constant.text)) : said(state, it)
    case 'boolean':
      return js(constant.text === 'true')
    case 'null':
      return js(null)
    default:
      return said(state, it)
  }
}

const isVariadic = ({ value }: Ex): boolean => (value as { readonly _tag?: string } | null)?._tag === 'Variadic'

const buildObject =
  (name: string): Make =>
  ({ state, at, args }) => {
    const [all] = args
    // the keys and values of an array, by turns
    if (all !== undefined && args.length === 1 && isVariadic(all))
      return expression(state, at, ref(name), [all], all.nullable)
    const pairs = args.flatMap((key, i) => (i % 2 === 0 ? [[key, args[i + 1] as Ex] as const] : []))
    if (args.length % 2 === 1) return refuse(state, at, 'an object has a value for each key')
    const keys = pairs.map(([key]) => (key.constant?.kind === 'text' ? key.constant.text : null))
    const isFixed = keys.every((key) => key !== null && !/^\d+$/.test(key)) && new Set(keys).size === keys.length
    const fields = isFixed
      ? object(pairs.map(([, it], i) => [keys[i] ?? '', jsonValue(state, it)]))
      : list(pairs.map(([key, it]) => list([bare(key, { _tag: 'text' }) ?? said(state, key), jsonValue(state, it)])))
    return expression(state, at, ref(name), [fields], false)
  }

const buildArray =
  (name: string): Make =>
  ({ state, at, args }) =>
    expression(
      state,
      at,
      ref(name),
      args.map((it) => jsonValue(state, it)),
      false,
    )

/** Any value as JSON. */
const toJson =
  (name: string): Make =>
  ({ state, at, args: [it] }) =>
    it === undefined
      ? refuse(state, at, `${name} has an argument`)
      : expression(
          state,
          at,
          ref(name),
          [it.constant?.kind === 'null' ? said(state, it) : jsonValue(state, it)],
          it.nullable,
        )

/** A document, a path and a value. */
const jsonbChange =
  (name: string): Make =>
  ({ state, at, args: [doc, path, content, ...flags] }) => {
    if (doc === undefined || path === undefined || content === undefined)
      return refuse(state, at, `${name} has a document, a path and a value`)
    const textsType: SqlType = { _tag: 'array', element: { _tag: 'text' } }
    return expression(
      state,
      at,
      ref(name),
      [
        said(state, doc, { _tag: 'jsonb' }),
        bare(path, textsType) ?? said(state, path, textsType),
        bare(content, { _tag: 'jsonb' }) ?? said(state, content, { _tag: 'jsonb' }),
        ...flags.map(
          (flag) =>
            bare(flag, flag.constant?.kind === 'text' ? { _tag: 'text' } : { _tag: 'boolean' }) ?? said(state, flag),
        ),
      ],
      anyNull([doc, path, content, ...flags]),
    )
  }

const times: ReadonlySet<string> = new Set(['date', 'timestamp', 'timestamptz'])

const generateSeries: Make = ({ state, at, args }) => {
  const types = args.map((it) => baseOf(typeOf(it))._tag)
  const isTime = types.slice(0, 2).some((tag) => times.has(tag))
  if (!isTime) {
    const isWhole = args.every((it) => it.constant?.kind === 'integer' && typeOf(it)._tag === 'integer')
    if (isWhole)
      return expression(
        state,
        at,
        ref('generateSeries'),
        args.map((it) => js(Number((it.constant as { text: string }).text))),
        false,
      )
    const known = args.find(({ constant }) => constant === null)
    return expression(
      state,
      at,
      ref('generateSeries'),
      args.map((it) => (known === undefined ? said(state, it) : (bare(it, typeOf(known)) ?? said(state, it)))),
      false,
    )
  }
  const bound = typeOf(args.find((it) => times.has(baseOf(typeOf(it))._tag)) as Ex)
  const [start, stop, step, zone] = args
  if (start === undefined || stop === undefined || step === undefined)
    return refuse(state, at, 'a series of times has a step')
  const interval: SqlType = { _tag: 'interval' }
  return expression(
    state,
    at,
    ref('generateSeries'),
    [
      said(state, start, bound),
      said(state, stop, bound),
      bare(step, interval) ?? said(state, step, interval),
      ...(zone === undefined ? [] : [bare(zone, { _tag: 'text' }) ?? said(state, zone)]),
    ],
    false,
  )
}

const rangeOf =
  (type: string): Make =>
  ({ state, at, args }) => {
    const own = typeNamed(state, type)
    if (own._tag === 'multirange')
      return expression(
        state,
        at,
        ref('multirangeOf'),
        [specOf(state, own), ...args.map((it) => said(state, it, own.range))],
        anyNull(args),
      )
    const [single] = args
    if (single !== undefined && args.length === 1) return castTo(state, at, single, own)
    if (own._tag !== 'range' || args.length < 2) return refuse(state, at, `${type} has two bounds`)
    const [lower, upper, bounds] = args
    const limit = (it: Ex): Term =>
      it.constant?.kind === 'null' ? js(null) : (bare(it, own.element) ?? said(state, it, own.element))
    return expression(
      state,
      at,
      ref('rangeOf'),
      [specOf(state, own), limit(lower as Ex), limit(upper as Ex), ...(bounds === undefined ? [] : [js(word(bounds))])],
      false,
    )
  }

const shapesOf: Readonly<Record<string, string>> = {
  point: 'pointOf',
  lseg: 'lsegOf',
  line: 'lineOf',
  box: 'boxOf',
  circle: 'circleOf',
  polygon: 'polygonOf',
  path: 'pathOf',
}

const trunc: Make = byFirst({ mac: 'truncMacaddr' }, 'trunc')

const search: Make = (self) => renamed(camel(self.name))(self)

/** Numbers alone, which are floating-point ones. */
const floats =
  `cbrt acos acosd acosh asin asind asinh atan atan2 atan2d atand atanh cos cosd cosh cot cotd degrees erf erfc
  gamma lgamma pi radians sin sind sinh tan tand tanh percentile_cont percentile_disc setseed random_normal pg_sleep`.split(
    /\s+/,
  )

const rounded: Make = ({ state, at, name, args }) => callExpression(state, at, camel(name), args, { float: true })

/** Functions that operators stand for. */
const operatorFunctions: Readonly<Record<string, string>> = {
  '?': 'jsonb_exists',
  '?|': 'jsonb_exists_any',
  '?&': 'jsonb_exists_all',
  '-': 'jsonb_delete int4mi int8mi numeric_sub float8mi range_minus date_mi',
  '#-': 'jsonb_delete_path',
  '@>': 'jsonb_contains range_contains range_contains_elem multirange_contains_elem multirange_contains_range arraycontains',
  '<@': 'jsonb_contained range_contained_by elem_contained_by_range multirange_contained_by_multirange range_contained_by_multirange arraycontained',
  '-|-': 'range_adjacent',
  '||': 'jsonb_concat textcat',
  '+': 'int4pl int8pl numeric_add float8pl date_pli',
  '*': 'int4mul int8mul numeric_mul float8mul',
  '/': 'int4div int8div numeric_div float8div',
  '=': 'int4eq int8eq texteq booleq numeric_eq',
  '<>': 'int4ne int8ne textne boolne numeric_ne',
}

/** A configuration may come first: three arguments are told by what the last one is. */
const headline: Make = ({ state, at, args }) => {
  const last = args[2] === undefined ? null : typeOf(args[2])
  const first = args[1] === undefined ? null : typeOf(args[1])
  const configured = args.length === 4 || (args.length === 3 && (last?._tag === 'tsquery' || first?._tag !== 'tsquery'))
  const [config, rest] = configured ? [args.slice(0, 1), args.slice(1)] : [[], args]
  const [document, query, options] = rest
  if (document === undefined || query === undefined) return refuse(state, at, 'ts_headline has a document and a query')
  const text: SqlType = { _tag: 'text' }
  return expression(
    state,
    at,
    ref('tsHeadline'),
    [
      ...config.map((it) => bare(it, text) ?? said(state, it)),
      bare(document, text) ?? said(state, document),
      said(state, query, { _tag: 'tsquery' }),
      ...(options === undefined ? [] : [bare(options, text) ?? said(state, options)]),
    ],
    anyNull(args),
  )
}

/** Of a document, the words of these parts. */
const jsonWords =
  (own: string, type: SqlType): Make =>
  ({ state, at, args }) => {
    const [document, parts] = args.slice(-2)
    const config = args.slice(0, -2).map((it) => bare(it, { _tag: 'text' }) ?? said(state, it))
    if (document === undefined || parts === undefined) return refuse(state, at, 'there is no document')
    const text = word(parts)
    const words = text === null ? said(state, parts, { _tag: 'jsonb' }) : js(JSON.parse(text))
    return expression(state, at, ref(own), [...config, said(state, document, type), words], anyNull(args))
  }

/** The value of another row, and what stands for it: of one type. */
const shifted =
  (own: string): Make =>
  ({ state, at, args }) => {
    const [operand, offset, otherwise] = args
    if (operand === undefined) return refuse(state, at, `${own} has an argument`)
    const type = commonType(otherwise === undefined ? [operand] : [operand, otherwise]) ?? typeOf(operand)
    const first = ofType(state, at, said(state, operand, type), type)
    const count = offset === undefined ? [] : [bare(offset, { _tag: 'integer' }) ?? said(state, offset)]
    const rest = otherwise === undefined ? [] : [bare(otherwise, typeOf(first)) ?? said(state, otherwise, type)]
    return expression(state, at, ref(own), [first, ...count, ...rest], true)
  }

/** The names of arguments that are told by them. */
const argumentNames: Readonly<Record<string, ReadonlyArray<string>>> = Object.fromEntries(
  ['exists', 'match', 'query', 'query_array', 'query_first']
    .flatMap((name) => [`jsonb_path_${name}`, `jsonb_path_${name}_tz`])
    .map((name) => [name, ['target', 'path', 'vars', 'silent']])
    .concat([['jsonb_set_lax', ['jsonb_in', 'path', 'replacement', 'create_if_missing', 'null_value_treatment']]]),
)

/** What stands for an argument that is left out before others. */
const leftOut: Readonly<Record<string, Ex>> = {
  vars: constantEx({ kind: 'typed', text: '{}', type: { _tag: 'jsonb' } }),
  create_if_missing: constantEx({ kind: 'boolean', text: 'true' }),
}

/** Arguments in their places. */
const placed = ({ name, args, named }: Called): ReadonlyArray<Ex> | null => {
  const names = argumentNames[name]
  if (names === undefined || named.size === 0) return null
  const all = names.map((own, i) => args[i] ?? named.get(own) ?? null)
  const last = all.reduce<number>((found, it, i) => (it === null ? found : i), 0)
  return all.slice(0, last + 1).map((it, i) => it ?? leftOut[names[i] ?? ''] ?? constantEx({ kind: 'null' }))
}

/** An array and elements of it, which constants are. */
const ofElements =
  (name: string): Make =>
  ({ state, at, args }) => {
    const array = args.find((it) => baseOf(typeOf(it))._tag === 'array')
    const element = array === undefined ? null : elementOf(baseOf(typeOf(array)))
    const isArray = (i: number): boolean => (name === 'array_prepend' ? i === 1 : i === 0)
    const own = args.map((it, i): Term => {
      if (it.constant === null) return it
      if (isArray(i)) return said(state, it, element === null ? { _tag: 'array', element: { _tag: 'text' } } : null)
      const isPlace = i === 2 && name === 'array_position'
      const type: SqlType = isPlace ? { _tag: 'integer' } : (element ?? { _tag: 'text' })
      return name === 'array_prepend' ? said(state, it, type) : (bare(it, type) ?? said(state, it, type))
    })
    return expression(state, at, ref(camel(name)), own, isNullable(camel(name)) || anyNull(args.slice(0, 1)))
  }

/** Arrays of texts. */
const textArrays =
  (own: string): Make =>
  ({ state, at, args }) => {
    const type: SqlType = { _tag: 'array', element: { _tag: 'text' } }
    return expression(
      state,
      at,
      ref(own),
      args.map((it) => bare(it, type) ?? said(state, it, type)),
      anyNull(args),
    )
  }

/** What the catalog's own lists are as arrays. */
const vectors: Readonly<Record<string, SqlType | undefined>> = {
  int2vector: { _tag: 'array', element: { _tag: 'smallint' } },
  oidvector: { _tag: 'array', element: { _tag: 'oid' } },
}

/** Of numbers, which may be bare. */
const numbers =
  (own: string): Make =>
  ({ state, at, args }) =>
    expression(
      state,
      at,
      ref(own),
      args.map((it) => number(it) ?? said(state, it)),
      anyNull(args),
    )

const special: Readonly<Record<string, Make>> = {
  ...Object.fromEntries(floats.map((name) => [name, rounded])),
  ...Object.fromEntries(
    `int4range int8range numrange daterange tsrange tstzrange int4multirange int8multirange nummultirange datemultirange
     tsmultirange tstzmultirange`
      .split(/\s+/)
      .map((name) => [name, rangeOf(name)]),
  ),
  ...Object.fromEntries(Object.entries(shapesOf).map(([name, own]) => [name, renamed(own)])),
  concat: renamed('concatText'),
  div: renamed('divTrunc'),
  every: renamed('everyAgg'),
  bit_and: renamed('bitAndAgg'),
  bit_or: renamed('bitOrAgg'),
  bit_xor: renamed('bitXorAgg'),
  ...Object.fromEntries(
    ['append', 'prepend', 'remove', 'position', 'positions', 'replace'].map((name) => [
      `array_${name}`,
      ofElements(`array_${name}`),
    ]),
  ),
  json_object: textArrays('jsonObject'),
  cashlarger: renamed('greatest'),
  cashsmaller: renamed('least'),
  numeric_inc: ({ state, at, args: [it] }) =>
    binary(state, at, '+', it ?? constantEx({ kind: 'null' }), constantEx({ kind: 'integer', text: '1' })),
  jsonb_object: textArrays('jsonbObject'),
  pow: operator('^'),
  power: operator('^'),
  mod: operator('%'),
  extract,
  date_part: datePart,
  date_trunc: dateTrunc,
  timezone: atTimeZone,
  position: swapped('position'),
  substring,
  overlaps,
  make_interval: makeInterval,
  json_build_object: buildObject('jsonBuildObject'),
  jsonb_build_object: buildObject('jsonbBuildObject'),
  json_build_array: buildArray('jsonBuildArray'),
  jsonb_build_array: buildArray('jsonbBuildArray'),
  to_json: toJson('toJson'),
  to_jsonb: toJson('toJsonb'),
  jsonb_set: jsonbChange('jsonbSet'),
  jsonb_insert: jsonbChange('jsonbInsert'),
  jsonb_set_lax: jsonbChange('jsonbSetLax'),
  generate_series: generateSeries,
  length: byFirst({ shape: 'shapeLength' }, 'length'),
  trunc,
  text: byFirst({ inet: 'inetText' }, ''),
  width_bucket: (self) => (self.args.length === 2 ? renamed('widthBucketOf') : numbers('widthBucket'))(self),
  log: (self) => (self.args.length === 2 ? numbers('log') : renamed('log'))(self),
  unnest: (self) => {
    const [it] = self.args
    const element = it === undefined ? undefined : vectors[baseOf(typeOf(it))._tag]
    return element === undefined || it === undefined
      ? byFirst({ tsvector: 'unnestTsvector' }, 'unnest')(self)
      : renamed('unnest')({ ...self, args: [castTo(self.state, self.at, said(self.state, it), element)] })
  },
  ts_rank: search,
  set_bit: renamed('setBit'),
  numnode: search,
  isnull: ({ state, at, args: [it] }) =>
    expression(state, at, ref('isNull'), [it ?? constantEx({ kind: 'null' })], false),
  ts_headline: headline,
  json_to_tsvector: jsonWords('jsonToTsvector', { _tag: 'json' }),
  jsonb_to_tsvector: jsonWords('jsonbToTsvector', { _tag: 'jsonb' }),
  lag: shifted('lag'),
  lead: shifted('lead'),
  ...Object.fromEntries(
    Object.entries(operatorFunctions).flatMap(([symbol, names]) =>
      names.split(' ').map((name) => {
        const json: SqlType | null = name.startsWith('jsonb_') ? { _tag: 'jsonb' } : null
        return [name, operator(symbol, json, ['@>', '<@', '||'].includes(symbol) ? json : null)]
      }),
    ),
  ),
  like: operator('~~'),
  notlike: operator('!~~'),
  regexp_match: renamed('regexpMatch'),
}

/** Functions that may yield null of what is not null. */
const nulls: ReadonlySet<string> = new Set(
  `regexpMatch regexpSubstr substringMatch substringSimilar arrayPosition arrayLength arrayLower arrayUpper arrayNdims
   arrayDims lower upper scale minScale jsonExtractPath jsonbExtractPath jsonExtractPathText jsonbExtractPathText
   jsonbPathQueryFirst jsonbPathMatch currentSetting nullIf toRegclass colDescription objDescription pgGetExpr`.split(
    /\s+/,
  ),
)

const isNullable = (name: string): boolean => nulls.has(name)

// -------------------------------------------------------------------------------------
// functions of the user's own
// -------------------------------------------------------------------------------------

const makers: Readonly<Record<CatalogFunction['kind'], string>> = {
  function: 'fn',
  procedure: 'fn',
  aggregate: 'aggregateFn',
  window: 'windowFn',
}

const matching = (all: ReadonlyArray<CatalogFunction>, args: ReadonlyArray<Ex>): CatalogFunction | undefined => {
  const sized = all.filter((own) => own.args.length === args.length)
  return sized[0] ?? all.find((own) => own.args.length > args.length) ?? all[0]
}

/** What a function yields: the fields of a row, or a value. */
const resultSpec = (state: State, own: CatalogFunction): Term =>
  own.columns.length > 1
    ? call(
        'composite',
        js(own.name),
        object(
          own.columns.map((column) => [column.name, call('nullable', specOf(state, typeNamed(state, column.type)))]),
        ),
      )
    : call('nullable', specOf(state, typeNamed(state, own.columns[0]?.type ?? own.returns)))

const ownFunction = ({ state, at, args, named }: Called, own: CatalogFunction, spec: Term | null): Ex => {
  const key = `function ${own.schema}.${own.name}(${own.args.join()})`
  const known = state.declared.get(key)
  const made = known?.term ?? declare(state, key, own, spec ?? resultSpec(state, own))
  const values = args.map((it, i) =>
    it.constant === null ? it : said(state, it, own.args[i] === undefined ? null : typeNamed(state, own.args[i] ?? '')),
  )
  const byName = [...named].map(([argument, it]) => {
    const type = own.args[own.argNames.indexOf(argument)]
    return call('argument', js(argument), said(state, it, type === undefined ? null : typeNamed(state, type)))
  })
  return expression(state, at, made, [...values, ...byName], true)
}

const declare = (state: State, key: string, own: CatalogFunction, spec: Term): Term => {
  const name = freshName(state, own.name)
  const made = call(makers[own.kind], js(own.visible ? own.name : [own.schema, own.name]), spec)
  const term: Term =
    state.module === null ? local(name, made.value) : { code: imported(state.module, name), value: made.value }
  state.declared.set(key, { term, doc: [`export const ${name} = `, made.code] })
  return term
}

/** A function of the database by its name; null where it has none. */
export const userFunction = (
  state: State,
  schema: string | null,
  name: string,
  args: ReadonlyArray<Ex>,
): CatalogFunction | null => {
  const all = state.catalog.functions.filter((own) => own.name === name && (schema === null || own.schema === schema))
  return matching(all, args) ?? null
}

// -------------------------------------------------------------------------------------
// all functions
// -------------------------------------------------------------------------------------

/** A function with the name of a type converts to it. */
const conversion = (self: Called): Ex | null => {
  const [it, ...others] = self.args
  if (it === undefined || others.length > 0) return null
  const type = typeNamed(self.state, self.name)
  if (type._tag === 'other') return null
  return castTo(self.state, self.at, it, type)
}

/** A conversion; of a constant, it is one of the type. */
export const castTo = (state: State, at: Tree, it: Ex, type: SqlType): Ex => {
  const { constant } = it
  if (constant?.kind === 'null') return constantEx({ kind: 'typed', text: null, type })
  if (constant?.kind === 'parameter') {
    said(state, it, type)
    return expression(state, at, ref('null_'), [specOf(state, type)], true)
  }
  // a parameter has the type that it was first found with
  const { _tag } = (it.value ?? {}) as { readonly _tag?: string }
  if (_tag === 'Placeholder' && baseOf(typeOf(it))._tag === type._tag) return it
  const amount = constant?.kind === 'text' ? amountOf(constant.text, type) : null
  if (amount !== null) return amount
  if (constant !== null && 'text' in constant && constant.text !== null && isSized(type) && isSaid(constant.kind, type))
    return expression(state, at, ref('cast'), [js(constant.text), specOf(state, type)], false)
  if (constant?.kind === 'text' && type._tag === 'domain' && isSized(baseOf(type)))
    return expression(state, at, ref('cast'), [said(state, it, { _tag: 'text' }), specOf(state, type)], false)
  if (constant !== null && isSaid(constant.kind, type))
    return constantEx({ kind: 'typed', text: 'text' in constant ? constant.text : null, type })
  // what a document holds may be null
  const nullable = it.nullable || (classOf(typeOf(it)) === 'json' && constant === null)
  return expression(state, at, ref('cast'), [said(state, it), specOf(state, type)], nullable)
}

/** Types that change what is converted to them: by their length, or their digits. */
const isSized = (type: SqlType): boolean =>
  ('length' in type && type.length !== null) ||
  ('precision' in type && type.precision !== null && type.precision !== undefined) ||
  (type._tag === 'interval' && type.fields !== undefined)

/** A number of the smallest part that an interval keeps: `interval '3' month`. */
const amountOf = (text: string, type: SqlType): Ex | null => {
  if (type._tag !== 'interval' || type.fields === undefined || !/^[+-]?\d+$/.test(text.trim())) return null
  const unit = type.fields.split(' ').at(-1) ?? 'second'
  return constantEx({ kind: 'typed', text: `${text.trim()} ${unit}`, type: { _tag: 'interval' } })
}

const numeral = ['smallint', 'integer', 'bigint', 'numeric', 'real', 'doublePrecision']

/** Whether a constant of a kind is read as a type as its text would be. */
const isSaid = (kind: string, type: SqlType): boolean => {
  const { _tag } = type
  switch (kind) {
    case 'text':
      return true
    case 'integer':
      return numeral.includes(_tag) || _tag === 'text'
    case 'numeric':
      return ['numeric', 'real', 'doublePrecision', 'text'].includes(_tag)
    case 'boolean':
      return _tag === 'boolean'
    default:
      return false
  }
}

/** A call of a function that is no aggregate, or an aggregate before it is told more. */
export const functionCall = (self: Called, schema: string | null): Ex => {
  const { state, at, name, args, named } = self
  const isBuiltIn = schema === null || schema === 'pg_catalog'
  const inPlaces = isBuiltIn ? placed(self) : null
  if (inPlaces !== null) return functionCall({ ...self, args: inPlaces, named: new Map() }, schema)
  const own = isBuiltIn && Object.hasOwn(special, name) ? special[name] : undefined
  const found = userFunction(state, schema, name, args)
  // what PostgreSQL's manual does not speak of has no name here, and is said by its own
  const core = found?.schema === 'pg_catalog' ? found : null
  const custom = core === null ? found : null
  if (custom?.visible && own === undefined && !isKnown(name)) return ownFunction(self, custom, null)
  if (own !== undefined) return own(self)
  if (isBuiltIn && named.size === 0) {
    const made = callOf(state, camel(name), documented(name, args), {
      nullable: isNullable(camel(name)) || anyNull(args),
    })
    if (typeof made !== 'string') return made
    const converted = conversion(self)
    if (converted !== null) return converted
    if (core !== null && made.startsWith('there is no such')) return ownFunction(self, core, null)
    if (custom === null)
      return refuse(
        state,
        at,
        made.startsWith('there is no such') ? `joinery has no function ${name}` : made,
        `say it with fn('${name}', type)`,
      )
  }
  return custom === null
    ? refuse(
        state,
        at,
        `joinery has no function ${name}${named.size > 0 ? ' with named arguments' : ''}`,
        `say it with fn('${name}', type)`,
      )
    : ownFunction(self, custom, null)
}

/** Functions whose first argument, or whose second, is a document. */
const ofDocuments =
  /^(jsonb?)_(extract_path|extract_path_text|array_elements|array_elements_text|array_length|each|each_text|object_keys|typeof|strip_nulls|pretty|to_tsvector|path_\w+|populate_record|populate_recordset)$/

/** A quoted constant in the place of a document is one. */
const documented = (name: string, args: ReadonlyArray<Ex>): ReadonlyArray<Ex> => {
  const [, kind] = ofDocuments.exec(name) ?? []
  if (kind === undefined) return args
  const at = name.includes('populate') || (name.endsWith('to_tsvector') && args.length > 2) ? 1 : 0
  return args.map((it, i) => (i === at ? typedAs(it, { _tag: kind as 'json' | 'jsonb' }) : it))
}

/** A function of the user's own goes before one of joinery's that is another. */
const isKnown = (name: string): boolean => Object.hasOwn(special, name)

/** An argument that is the elements of an array. */
export const variadicArgument = (state: State, it: Ex): Ex => ({
  ...apply(ref('variadic'), said(state, it)),
  nullable: it.nullable,
  constant: null,
})
