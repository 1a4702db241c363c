/** Several values that become one: of CASE, COALESCE, GREATEST and arrays. */
import { baseOf, type SqlType } from '../ast/SqlType.js'
import { unitedType } from '../expr/united.js'
import { bare, number, said } from './constants.js'
import { constantEx, type Ex, expression, type State, typeOf } from './State.js'
import { call, js, list, ref, type Term } from './term.js'
import type { Tree } from './tree.js'
import { specOf } from './types.js'

/** The type that values have together; null where none of them says one. */
export const commonType = (items: ReadonlyArray<Ex>): SqlType | null => {
  const types = items.map(typeOf).filter(({ _tag }) => _tag !== 'untyped')
  const united = unitedType(types)
  return united === 'mixed' ? (types[0] ?? null) : united
}

/** Whether a constant may stand bare among expressions of a type. */
const among = (state: State, it: Ex, type: SqlType, nulls: boolean): Term => {
  if (it.constant === null) return it
  if (it.constant.kind === 'null') return nulls ? js(null) : said(state, it, type)
  const { _tag } = baseOf(type)
  if (_tag === 'numeric' || _tag === 'decimal') return number(it) ?? said(state, it, type)
  const value = bare(it, type)
  // lists and objects are no alternatives by themselves
  const isPlain = value !== null && (typeof value.value !== 'object' || value.value instanceof Date)
  return value !== null && (isPlain || !nulls) ? value : said(state, it, type)
}

/** Each of them as an alternative of the others; `nulls` is whether null may stand there as it is. */
export const alternatives = (state: State, items: ReadonlyArray<Ex>, nulls: boolean): ReadonlyArray<Term> => {
  const type = commonType(items)
  const isKnown = items.some(({ constant }) => constant === null)
  if (type === null) return items.map((it) => among(state, it, { _tag: 'text' }, nulls))
  // where no expression says the type, a number says it once
  const first = items.findIndex(({ constant }) => constant !== null && constant.kind !== 'null')
  const isBare = baseOf(type)._tag === 'boolean' || baseOf(type)._tag === 'text'
  return items.map((it, i) =>
    !isKnown && !isBare && i === first ? said(state, it, type) : among(state, it, type, nulls),
  )
}

/** An element as the text of an array has it. */
const elementText = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

const textsOf = (items: ReadonlyArray<Ex>): ReadonlyArray<string> | null => {
  const texts = items.flatMap(({ constant }) =>
    constant !== null && 'text' in constant && constant.text !== null ? [constant.text] : [],
  )
  return texts.length === items.length ? texts : null
}

const needsEscape = /[\\"]/

/** An array that is written out; of constants alone, it is one itself. */
export const arrayOf = (state: State, at: Tree, items: ReadonlyArray<Ex>, element: SqlType | null): Ex => {
  const type = element ?? commonType(items) ?? { _tag: 'text' as const }
  if (items.length === 0) return expression(state, at, ref('emptyArray'), [specOf(state, type)], false)
  const texts = textsOf(items)
  const isArray = items.some((it) => baseOf(typeOf(it))._tag === 'array')
  if (texts !== null && !isArray && !texts.some((text) => needsEscape.test(text)))
    return constantEx({
      kind: 'typed',
      text: `{${texts.map(elementText).join(',')}}`,
      type: { _tag: 'array', element: type },
    })
  const inner = isArray && baseOf(type)._tag === 'array' ? type : null
  const nodes =
    element === null
      ? alternatives(
          state,
          items.map((it) => (isArray ? said(state, it, inner) : it)),
          true,
        )
      : items.map((it) => said(state, it, element))
  const made = expression(state, at, ref('arrayOf'), nodes, false)
  return items.some(({ nullable }) => nullable) ? { ...made, holes: true } : made
}

/** A value of an array that is known. */
export const arrayValue = (state: State, values: ReadonlyArray<unknown>, element: SqlType): Term =>
  call('value', call('array', specOf(state, element)), list(values.map(js)))
