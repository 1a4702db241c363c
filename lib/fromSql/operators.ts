/** Operators: which of joinery's functions each symbol is, by the types of its operands. */
import { familyOf } from '../ast/promote.js'
import { baseOf, type SqlType } from '../ast/SqlType.js'
import { bare, beside, number, said } from './constants.js'
import { attempt, constantEx, type Ex, expression, refuse, type State, typeOf } from './State.js'
import { js, list, ref, type Term } from './term.js'
import type { Tree } from './tree.js'
import { specOf } from './types.js'

// -------------------------------------------------------------------------------------
// classes of types
// -------------------------------------------------------------------------------------

const classes: Readonly<Record<string, ReadonlyArray<string>>> = {
  number: ['smallint', 'integer', 'bigint', 'decimal', 'numeric', 'real', 'doublePrecision', 'oid', 'money'],
  text: ['text', 'varchar', 'char', 'citext', 'name', 'uuid', 'xml', 'quotedChar', 'enum'],
  time: ['date', 'time', 'timetz', 'timestamp', 'timestamptz', 'interval'],
  inet: ['inet', 'cidr'],
  mac: ['macaddr', 'macaddr8'],
  bits: ['bit', 'varbit'],
  shape: ['point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle'],
  range: ['range', 'multirange'],
  json: ['json', 'jsonb'],
}

export type Class = string

/** What a type is to operators. */
export const classOf = (type: SqlType): Class => {
  const { _tag } = baseOf(type)
  return Object.keys(classes).find((name) => classes[name]?.includes(_tag)) ?? _tag
}

// -------------------------------------------------------------------------------------
// operands
// -------------------------------------------------------------------------------------

/** Two operands of one type, the first of which is an expression. */
const pair = (state: State, left: Ex, right: Ex): readonly [Ex, Term] => {
  const a = said(state, left, right.constant === null ? typeOf(right) : constantType(right))
  return [a, beside(state, right, typeOf(a))]
}

const constantType = (it: Ex): SqlType | null => {
  const type = typeOf(it)
  return type._tag === 'untyped' ? null : type
}

const nullableOf = (...all: ReadonlyArray<Ex>): boolean => all.some(({ nullable }) => nullable)

const named = (state: State, at: Tree, name: string, left: Ex, right: Ex): Ex => {
  const [a, b] = pair(state, left, right)
  return expression(state, at, ref(name), [a, b], nullableOf(left, right))
}

/** Two expressions, each of its own type. */
const apart = (state: State, at: Tree, name: string, left: Ex, right: Ex, type: SqlType | null = null): Ex =>
  expression(state, at, ref(name), [said(state, left), said(state, right, type)], nullableOf(left, right))

// -------------------------------------------------------------------------------------
// comparisons
// -------------------------------------------------------------------------------------

const comparisons: Readonly<Record<string, readonly [name: string, flipped: string]>> = {
  '=': ['eq', 'eq'],
  '<>': ['ne', 'ne'],
  '!=': ['ne', 'ne'],
  '<': ['lt', 'gt'],
  '<=': ['le', 'ge'],
  '>': ['gt', 'lt'],
  '>=': ['ge', 'le'],
}

export const isComparison = (symbol: string): boolean => Object.hasOwn(comparisons, symbol)

/** A value on the left changes sides, where it can stand there as it is. */
export const compare = (state: State, at: Tree, symbol: string, left: Ex, right: Ex): Ex => {
  const [name, flipped] = comparisons[symbol] ?? ['eq', 'eq']
  return left.constant !== null && right.constant === null && bare(left, typeOf(right)) !== null
    ? named(state, at, flipped, right, left)
    : named(state, at, name, left, right)
}

/** A comparison by the name that joinery has for it. */
export const comparisonName = (symbol: string): string | null => comparisons[symbol]?.[0] ?? null

export const distinctFrom = (state: State, at: Tree, negated: boolean, left: Ex, right: Ex): Ex => {
  const name = negated ? 'isNotDistinctFrom' : 'isDistinctFrom'
  const [a, b] = left.constant !== null && right.constant === null ? [right, left] : [left, right]
  const own = said(state, a, constantType(b))
  const other = b.constant?.kind === 'null' ? js(null) : beside(state, b, typeOf(own))
  return expression(state, at, ref(name), [own, other], false)
}

// -------------------------------------------------------------------------------------
// arithmetic
// -------------------------------------------------------------------------------------

const arithmetics: Readonly<Record<string, string>> = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '%': 'mod' }

const interval: SqlType = { _tag: 'interval' }

const times: ReadonlySet<string> = new Set(['date', 'time', 'timetz', 'timestamp', 'instant'])

/** What a quoted constant is beside a type. */
const quotedType = (symbol: string, other: SqlType): SqlType => {
  const family = familyOf(other)
  if (symbol === '+' && times.has(family)) return interval
  return family === 'interval' && (symbol === '*' || symbol === '/') ? { _tag: 'doublePrecision' } : other
}

/** An operand of arithmetic beside an expression. */
const addend = (state: State, symbol: string, it: Ex, other: SqlType): Term => {
  const { constant } = it
  if (constant === null) return it
  const family = familyOf(other)
  const own = typeOf(it)
  switch (constant.kind) {
    case 'integer':
      return own._tag === 'integer' && family !== 'other'
        ? js(Number(constant.text))
        : (bare(it, other) ?? said(state, it))
    case 'numeric':
      if (family === 'numeric' || family === 'float' || family === 'interval' || family === 'money')
        return number(it) ?? bare(it, other) ?? said(state, it)
      return said(state, it)
    case 'text': {
      const type = quotedType(symbol, other)
      const made = constantEx({ kind: 'typed', text: constant.text, type })
      return bare(made, type) ?? said(state, made)
    }
    case 'typed':
      return constant.type._tag === 'interval' ? (bare(it, interval) ?? said(state, it)) : said(state, it)
    default:
      return said(state, it, quotedType(symbol, other))
  }
}

const arithmetic = (state: State, at: Tree, symbol: string, left: Ex, right: Ex): Ex => {
  const name = arithmetics[symbol] ?? 'add'
  const nullable = nullableOf(left, right)
  // beside a quoted constant, the other one says the type
  if (left.constant !== null && right.constant !== null) {
    const a = said(state, left, constantType(right))
    return expression(state, at, ref(name), [a, addend(state, symbol, right, typeOf(a))], nullable)
  }
  const a = left.constant === null ? left : addend(state, symbol, left, typeOf(right))
  const b = right.constant === null ? right : addend(state, symbol, right, typeOf(left))
  return expression(state, at, ref(name), [a, b], nullable)
}

// -------------------------------------------------------------------------------------
// meanings
// -------------------------------------------------------------------------------------

type Make = (state: State, at: Tree, left: Ex, right: Ex) => Ex

interface Meaning {
  readonly left?: ReadonlyArray<Class>
  readonly right?: ReadonlyArray<Class>
  readonly make: Make
}

const by =
  (name: string): Make =>
  (state, at, left, right) =>
    named(state, at, name, left, right)

/** The right operand is a value of a type of its own. */
const taking =
  (name: string, type: SqlType): Make =>
  (state, at, left, right) => {
    const a = said(state, left, constantType(right))
    return expression(state, at, ref(name), [a, bare(right, type) ?? said(state, right, type)], nullableOf(left, right))
  }

const text: SqlType = { _tag: 'text' }

const textsType: SqlType = { _tag: 'array', element: text }

const jsonb: SqlType = { _tag: 'jsonb' }

/** A key, or an index. */
const keyed =
  (name: string): Make =>
  (state, at, left, right) => {
    const key =
      right.constant === null
        ? right
        : (bare(right, { _tag: right.constant.kind === 'integer' ? 'integer' : 'text' }) ?? said(state, right))
    return expression(state, at, ref(name), [said(state, left, jsonb), key], true)
  }

/** A path, as a list of keys. */
const pathed =
  (name: string): Make =>
  (state, at, left, right) =>
    expression(
      state,
      at,
      ref(name),
      [said(state, left, jsonb), bare(right, textsType) ?? said(state, right, textsType)],
      true,
    )

/** What is not text is made one, as the database does beside a text. */
const asText = (state: State, it: Ex): Ex =>
  it.constant !== null || classOf(typeOf(it)) === 'text' || typeOf(it)._tag === 'untyped'
    ? it
    : expression(state, {}, ref('cast'), [it, specOf(state, text)], it.nullable || classOf(typeOf(it)) === 'json')

const concat: Make = (state, at, left, right) => {
  const [a, b] = [classOf(typeOf(left)), classOf(typeOf(right))]
  if (a === 'array' || b === 'array') {
    if (a !== 'array' && left.constant?.kind !== 'text' && left.constant?.kind !== 'null')
      return expression(state, at, ref('arrayPrepend'), [said(state, left), said(state, right)], right.nullable)
    return named(state, at, 'concat', left, right)
  }
  if (a === 'bytea' || b === 'bytea' || a === 'bits' || b === 'bits' || a === 'tsvector' || b === 'tsvector')
    return named(state, at, 'concat', left, right)
  const own = said(state, asText(state, said(state, left, text)), text)
  const other = bare(right, text) ?? asText(state, said(state, right, text))
  return expression(state, at, ref('concat'), [own, other], nullableOf(left, right, own))
}

/** A document that a constant is beside. */
const contents =
  (name: string): Make =>
  (state, at, left, right) => {
    const a = said(state, left, constantType(right) ?? jsonb)
    return expression(
      state,
      at,
      ref(name),
      [a, bare(right, typeOf(a)) ?? said(state, right, typeOf(a))],
      nullableOf(left, right),
    )
  }

const rangeElement = (type: SqlType): SqlType => {
  const own = baseOf(type)
  if (own._tag === 'multirange') return own.range.element
  return own._tag === 'range' ? own.element : own
}

/** Beside ranges, a quoted constant is a range, and a number is in one. */
const ranged =
  (name: string): Make =>
  (state, at, left, right) => {
    const isElement = right.constant !== null && right.constant.kind !== 'text' && classOf(typeOf(right)) !== 'range'
    const a = said(state, left, constantType(right))
    const type = typeOf(a)
    const b = isElement ? said(state, right, rangeElement(type)) : said(state, right, type)
    return expression(state, at, ref(name), [a, b], nullableOf(left, right))
  }

const tsquery: SqlType = { _tag: 'tsquery' }

const ofQueries =
  (name: string): Make =>
  (state, at, left, right) =>
    expression(state, at, ref(name), [said(state, left, tsquery), said(state, right, tsquery)], nullableOf(left, right))

const ofRows =
  (name: string): Make =>
  (state, at, left, right) =>
    apart(state, at, name, left, right)

const ranges: ReadonlyArray<Class> = ['range']

const shapes: ReadonlyArray<Class> = ['shape']

const power: Make = (state, at, left, right) => {
  const isExact = [left, right].some((it) => familyOf(typeOf(it)) === 'numeric')
  const operand = (it: Ex): Term =>
    it.constant === null
      ? it
      : isExact
        ? said(state, it, { _tag: 'numeric', precision: null, scale: null })
        : (number(it) ?? said(state, it))
  const a = left.constant !== null && right.constant !== null ? said(state, left) : operand(left)
  return expression(state, at, ref('power'), [a, operand(right)], nullableOf(left, right))
}

const integer: SqlType = { _tag: 'integer' }

/** What symbols mean, the first that fits the classes of the operands. */
const meanings: Readonly<Record<string, ReadonlyArray<Meaning>>> = {
  '+': [
    { left: ranges, make: ranged('rangeUnion') },
    {
      left: shapes,
      right: ['shape'],
      make: (state, at, left, right) =>
        apart(state, at, baseOf(typeOf(right))._tag === 'path' ? 'joinPaths' : 'moved', left, right, { _tag: 'point' }),
    },
    { left: shapes, make: taking('moved', { _tag: 'point' }) },
  ],
  '-': [
    { left: ['json'], right: ['array'], make: pathed('deleteKey') },
    { left: ['json'], make: keyed('deleteKey') },
    { left: ranges, make: ranged('rangeDifference') },
    { left: shapes, make: taking('movedBack', { _tag: 'point' }) },
  ],
  '*': [
    { left: ranges, make: ranged('rangeIntersection') },
    { left: shapes, make: taking('turned', { _tag: 'point' }) },
  ],
  '/': [{ left: shapes, make: taking('turnedBack', { _tag: 'point' }) }],
  '^': [{ make: power }],
  '||': [
    { left: ['json'], right: ['text'], make: concat },
    { left: ['json'], make: contents('jsonConcat') },
    { right: ['json'], left: ['untyped', 'json'], make: contents('jsonConcat') },
    { left: ['tsquery'], make: ofQueries('searchOr') },
    { right: ['tsquery'], make: ofQueries('searchOr') },
    { make: concat },
  ],
  '&': [{ make: by('bitAnd') }],
  '|': [{ make: by('bitOr') }],
  '#': [
    { left: shapes, make: (state, at, left, right) => apart(state, at, 'intersection', left, right) },
    { make: by('bitXor') },
  ],
  '<<': [
    { left: ranges, make: ranged('leftOf') },
    { right: ranges, make: ranged('leftOf') },
    { left: shapes, make: by('leftOf') },
    { left: ['inet'], make: by('containedBy') },
    { make: taking('shiftLeft', integer) },
  ],
  '>>': [
    { left: ranges, make: ranged('rightOf') },
    { right: ranges, make: ranged('rightOf') },
    { left: shapes, make: by('rightOf') },
    { left: ['inet'], make: by('contains') },
    { make: taking('shiftRight', integer) },
  ],
  '<<=': [{ make: by('containedByOrEqual') }],
  '>>=': [{ make: by('containsOrEqual') }],
  '&<': [{ left: shapes, make: by('notRightOf') }, { make: ranged('notRightOf') }],
  '&>': [{ left: shapes, make: by('notLeftOf') }, { make: ranged('notLeftOf') }],
  '-|-': [{ make: ranged('adjacent') }],
  '@>': [
    { left: ranges, make: ranged('contains') },
    { left: ['json'], make: contents('contains') },
    { left: shapes, make: (state, at, left, right) => apart(state, at, 'contains', left, right, typeOf(left)) },
    { make: by('contains') },
  ],
  '<@': [
    { left: ranges, make: ranged('containedBy') },
    {
      right: ranges,
      make: (state, at, left, right) =>
        expression(state, at, ref('containedBy'), [said(state, left, typeOf(right)), right], nullableOf(left, right)),
    },
    { left: ['json'], make: contents('containedBy') },
    { left: shapes, make: (state, at, left, right) => apart(state, at, 'containedBy', left, right, typeOf(left)) },
    { make: by('containedBy') },
  ],
  '&&': [
    { left: ['tsquery'], make: ofQueries('searchAnd') },
    { right: ['tsquery'], make: ofQueries('searchAnd') },
    { left: ranges, make: ranged('overlaps') },
    { right: ranges, make: ranged('overlaps') },
    { left: shapes, make: (state, at, left, right) => apart(state, at, 'overlaps', left, right, typeOf(left)) },
    { make: by('overlaps') },
  ],
  '->': [{ make: keyed('jsonGet') }],
  '->>': [{ make: keyed('jsonGetText') }],
  '#>': [{ make: pathed('jsonGetPath') }],
  '#>>': [{ make: pathed('jsonGetPathText') }],
  '#-': [{ make: pathed('deletePath') }],
  '?': [{ make: taking('hasKey', text) }],
  '?|': [{ left: shapes, make: by('vertical') }, { make: taking('hasAnyKey', textsType) }],
  '?&': [{ make: taking('hasAllKeys', textsType) }],
  '@?': [{ make: taking('pathExists', { _tag: 'jsonpath' }) }],
  '@@': [
    { left: ['json'], make: taking('pathMatches', { _tag: 'jsonpath' }) },
    {
      left: ['tsquery'],
      make: (state, at, left, right) => apart(state, at, 'searchMatches', left, right, { _tag: 'tsvector' }),
    },
    { make: (state, at, left, right) => apart(state, at, 'searchMatches', left, right, { _tag: 'tsquery' }) },
  ],
  '~': [{ left: shapes, make: by('contains') }, { make: taking('matches', text) }],
  '~*': [{ make: taking('iMatches', text) }],
  '!~': [{ make: taking('notMatches', text) }],
  '!~*': [{ make: taking('notIMatches', text) }],
  '~~': [{ make: taking('like', text) }],
  '!~~': [{ make: taking('notLike', text) }],
  '~~*': [{ make: taking('ilike', text) }],
  '!~~*': [{ make: taking('notIlike', text) }],
  '^@': [{ make: (state, at, left, right) => apart(state, at, 'startsWith', left, right, text) }],
  '~<~': [{ make: taking('ltPattern', text) }],
  '~<=~': [{ make: taking('lePattern', text) }],
  '~>~': [{ make: taking('gtPattern', text) }],
  '~>=~': [{ make: taking('gePattern', text) }],
  '<->': [
    { left: ['tsquery'], make: ofQueries('searchThen') },
    { right: ['tsquery'], make: ofQueries('searchThen') },
    { make: (state, at, left, right) => apart(state, at, 'distance', left, right, typeOf(left)) },
  ],
  '<<|': [{ make: by('below') }],
  '|>>': [{ make: by('above') }],
  '&<|': [{ make: by('notAbove') }],
  '|&>': [{ make: by('notBelow') }],
  '<^': [{ make: by('belowOrTouching') }],
  '>^': [{ make: by('aboveOrTouching') }],
  '~=': [{ make: by('sameAs') }],
  '?#': [{ make: (state, at, left, right) => apart(state, at, 'intersects', left, right, typeOf(left)) }],
  '?-': [{ make: by('horizontal') }],
  '?-|': [{ make: by('perpendicular') }],
  '?||': [{ make: by('parallel') }],
  '*=': [{ make: ofRows('eqImage') }],
  '*<>': [{ make: ofRows('neImage') }],
  '*<': [{ make: ofRows('ltImage') }],
  '*<=': [{ make: ofRows('leImage') }],
  '*>': [{ make: ofRows('gtImage') }],
  '*>=': [{ make: ofRows('geImage') }],
  '##': [{ make: (state, at, left, right) => apart(state, at, 'closest', left, right, typeOf(left)) }],
}

const fits = ({ left, right }: Meaning, a: Class, b: Class): boolean =>
  (left === undefined || left.includes(a)) && (right === undefined || right.includes(b))

/** Beside a constant that is of no type yet, the other operand's decides. */
const classesOf = (left: Ex, right: Ex): readonly [Class, Class] => [classOf(typeOf(left)), classOf(typeOf(right))]

/** An operator between two operands. */
export const binary = (state: State, at: Tree, symbol: string, left: Ex, right: Ex): Ex => {
  if (isComparison(symbol)) return compare(state, at, symbol, left, right)
  const [a, b] = classesOf(left, right)
  const own = (meanings[symbol] ?? []).find((meaning) => fits(meaning, a, b))
  if (own !== undefined) return own.make(state, at, left, right)
  if (Object.hasOwn(arithmetics, symbol)) return arithmetic(state, at, symbol, left, right)
  return refuse(state, at, `joinery has no operator ${symbol}`, `say it with operator('${symbol}', type)`)
}

// -------------------------------------------------------------------------------------
// before an operand
// -------------------------------------------------------------------------------------

const prefixes: Readonly<Record<string, string>> = {
  '-': 'negative',
  '~': 'bitNot',
  '@': 'absolute',
  '|/': 'squareRoot',
  '||/': 'cubeRoot',
  '!!': 'searchNot',
  '@-@': 'lengthOf',
  '@@': 'centerOf',
  '#': 'pointsOf',
  '?-': 'isHorizontal',
  '?|': 'isVertical',
}

export const prefix = (state: State, at: Tree, symbol: string, operand: Ex): Ex => {
  const { constant } = operand
  if (symbol === '+') return operand
  if (symbol === '-' && (constant?.kind === 'integer' || constant?.kind === 'numeric'))
    return constantEx({
      kind: constant.kind,
      text: constant.text.startsWith('-') ? constant.text.slice(1) : `-${constant.text}`,
    })
  const name = prefixes[symbol]
  if (name === undefined)
    return refuse(state, at, `joinery has no operator ${symbol}`, `say it with prefixOperator('${symbol}', type)`)
  const bareOperand = symbol === '|/' || symbol === '||/' ? number(operand) : null
  return expression(state, at, ref(name), [bareOperand ?? said(state, operand)], operand.nullable)
}

// -------------------------------------------------------------------------------------
// lists
// -------------------------------------------------------------------------------------

/** Membership in a list: values where all of them can be, and expressions otherwise. */
export const inList = (state: State, at: Tree, negated: boolean, operand: Ex, items: ReadonlyArray<Ex>): Ex => {
  const own = said(state, operand, constantType(items.find(({ constant }) => constant === null) ?? (items[0] as Ex)))
  const type = typeOf(own)
  const values = items.map((item) => (item.constant === null ? item : (bare(item, type) ?? said(state, item, type))))
  return expression(state, at, ref(negated ? 'notIn' : 'in_'), [own, list(values)], nullableOf(operand, ...items))
}

/** What `attempt` makes, or a problem. */
export const tried = (state: State, at: Tree, name: string, args: ReadonlyArray<Term>, nullable: boolean): Ex => {
  const made = attempt(ref(name), args, nullable)
  return typeof made === 'string' ? refuse(state, at, made) : made
}
