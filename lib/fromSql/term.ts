/**
 * A piece of TypeScript together with what it comes to.
 *
 * The translation calls joinery as the text that it writes will: so it knows of every expression what joinery takes it for,
 * and a call that joinery refuses is seen before it is printed.
 */
import * as joinery from '../index.js'
import { arrayDoc, arrowDoc, callDoc, type Doc, entryDoc, keyDoc, name, objectDoc, stringDoc } from './doc.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Term {
  readonly code: Doc
  readonly value: unknown
  /** The steps of a `pipe`, so that others can be added. */
  readonly steps?: readonly [first: Term, ...rest: ReadonlyArray<Term>]
}

/** joinery as it is called here: by names that the types do not know. */
const library = joinery as unknown as Readonly<Record<string, unknown>>

export const isExported = (own: string): boolean => Object.hasOwn(library, own)

/** Names that a constant must not have. */
export const isTaken = (own: string): boolean => isExported(own) || reserved.has(own)

const reserved: ReadonlySet<string> = new Set(
  `pipe await break case catch class const continue debugger default delete do else enum export extends false finally for
   function if implements import in instanceof interface let new null package private protected public return static super
   switch this throw true try typeof var void while with yield undefined arguments eval NaN Infinity Date row excluded`.split(
    /\s+/,
  ),
)

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Something that joinery exports. */
export const ref = (own: string): Term => ({ code: name('joinery', own), value: library[own] })

export const local = (own: string, value: unknown): Term => ({ code: own, value })

type Callable = (...args: ReadonlyArray<unknown>) => unknown

export const apply = (f: Term, ...args: ReadonlyArray<Term>): Term => ({
  code: callDoc(
    f.code,
    args.map(({ code }) => code),
  ),
  value: (f.value as Callable)(...args.map(({ value }) => value)),
})

/** A call of something that joinery exports. */
export const call = (own: string, ...args: ReadonlyArray<Term>): Term => apply(ref(own), ...args)

const pipeDoc = (terms: ReadonlyArray<Term>): Doc =>
  callDoc(
    name('fp-ts/function', 'pipe'),
    terms.map(({ code }) => code),
  )

/** A value, and functions that change it one after the other; what is piped already gets more of them. */
export const piped = (self: Term, ...steps: ReadonlyArray<Term>): Term => {
  if (steps.length === 0) return self
  const [first, ...before] = self.steps ?? [self]
  const rest = [...before, ...steps]
  return {
    code: pipeDoc([first, ...rest]),
    value: steps.reduce((value, step) => (step.value as Callable)(value), self.value),
    steps: [first, ...rest],
  }
}

/** The same, of one function written as a call. */
export const modified = (self: Term, step: Term): Term =>
  self.steps === undefined ? apply(step, self) : piped(self, step)

export const object = (entries: ReadonlyArray<readonly [key: string, term: Term]>): Term => ({
  code: objectDoc(entries.map(([key, { code }]) => entryDoc(key, code))),
  value: Object.fromEntries(entries.map(([key, { value }]) => [key, value])),
})

export const list = (items: ReadonlyArray<Term>): Term => ({
  code: arrayDoc(items.map(({ code }) => code)),
  value: items.map(({ value }) => value),
})

/** A function whose body is a term, after constants that only it has. */
export const arrow = (parameters: string, value: Callable, constants: ReadonlyArray<Doc>, body: Doc): Term => ({
  code: arrowDoc(parameters, constants, body),
  value,
})

/** A member of an object, by its key. */
export const member = ({ code, value }: Term, key: string): Term => ({
  code: [code, keyDoc(key) === key ? `.${key}` : `[${keyDoc(key)}]`],
  value: (value as Readonly<Record<string, unknown>>)[key],
})

/** A value of JavaScript, written out. */
export const js = (value: unknown): Term => ({ code: written(value), value })

const written = (value: unknown): Doc => {
  if (typeof value === 'string') return stringDoc(value)
  if (typeof value === 'bigint') return `${value}n`
  if (value instanceof Date) return `new Date(${stringDoc(value.toISOString())})`
  if (Array.isArray(value)) return arrayDoc(value.map(written))
  if (typeof value === 'object' && value !== null)
    return objectDoc(Object.entries(value).map(([key, own]) => [keyDoc(key), ': ', written(own)]))
  return Object.is(value, -0) ? '-0' : String(value)
}
