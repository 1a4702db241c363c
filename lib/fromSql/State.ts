/**
 * What a translation knows and what it has found so far: local mutation that nobody outside can see, for one pass writes
 * constants, notes problems and learns the types of parameters in the order of the text.
 */
import { describeCompileError } from '../ast/CompileError.js'
import type { Node } from '../ast/Node.js'
import { type SqlType, untyped } from '../ast/SqlType.js'
import type { Catalog } from './Catalog.js'
import type { Doc } from './doc.js'
import { apply, isTaken, local, ref, type Term } from './term.js'
import type { Tree } from './tree.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What cannot be translated, and where it stands. */
export interface Problem {
  /** Characters before it. */
  readonly position: number
  readonly message: string
  readonly hint: string
}

/** A value as SQL writes it, whose type may depend on what is beside it. */
export type Constant =
  | { readonly kind: 'text' | 'integer' | 'numeric' | 'bits'; readonly text: string }
  | { readonly kind: 'boolean'; readonly text: 'true' | 'false' }
  | { readonly kind: 'null' }
  | { readonly kind: 'typed'; readonly text: string | null; readonly type: SqlType }
  | { readonly kind: 'parameter'; readonly number: number }

/** An expression. A constant has no code before it is known what is beside it. */
export interface Ex extends Term {
  /** Whether its type has to admit null: true where that is not known. */
  readonly nullable: boolean
  readonly constant: Constant | null
  /** Whether it is an array that may hold null. */
  readonly holes?: true
  /** Whether it stands for something that is a problem already. */
  readonly refused?: true
}

export interface State {
  readonly sql: string
  readonly catalog: Catalog
  /** An expression of SQL as a tree; null where it is none. */
  readonly read: (expression: string) => Tree | null
  /** Where the tables and types of the catalog are imported from; null where they are declared. */
  readonly module: string | null
  readonly problems: Array<Problem>
  /** The tables, types and functions of the database that are used, by what they are. */
  readonly declared: Map<string, { readonly term: Term; readonly doc: Doc | null }>
  readonly names: Set<string>
  /** The names of common table expressions, of which a statement has each once. */
  readonly ctes: Set<string>
  /** The constants of the function that is being written, and of those around it. */
  blocks: Array<Array<Doc>>
  /** The types of parameters, as they are known and as they were found. */
  readonly parameters: ReadonlyMap<number, Ex>
  readonly found: Map<number, SqlType>
}

// -------------------------------------------------------------------------------------
// expressions
// -------------------------------------------------------------------------------------

export const ex = (term: Term, nullable: boolean): Ex => ({ ...term, nullable, constant: null })

export const constantEx = (constant: Constant): Ex => ({
  code: '',
  value: null,
  nullable: constant.kind === 'null' || constant.kind === 'parameter',
  constant,
})

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && '_tag' in value

/** What joinery takes an expression for. */
export const typeOf = ({ value, constant }: Ex): SqlType => {
  if (constant !== null) return typeOfConstant(constant)
  return isNode(value) && 'type' in value ? value.type : untyped
}

const typeOfConstant = (constant: Constant): SqlType => {
  switch (constant.kind) {
    case 'typed':
      return constant.type
    case 'integer': {
      const n = BigInt(constant.text)
      if (n >= -(2n ** 31n) && n < 2n ** 31n) return { _tag: 'integer' }
      return n >= -(2n ** 63n) && n < 2n ** 63n ? { _tag: 'bigint' } : { _tag: 'numeric', precision: null, scale: null }
    }
    case 'numeric':
      return { _tag: 'numeric', precision: null, scale: null }
    case 'boolean':
      return { _tag: 'boolean' }
    case 'bits':
      return { _tag: 'bit', length: null }
    default:
      return untyped
  }
}

// -------------------------------------------------------------------------------------
// problems
// -------------------------------------------------------------------------------------

/** The first place in a tree that says where it is. */
const placeIn = (tree: unknown): number | null => {
  if (typeof tree !== 'object' || tree === null) return null
  const { location } = tree as { readonly location?: unknown }
  if (typeof location === 'number' && location >= 0) return location
  for (const child of Object.values(tree)) {
    const found = placeIn(child)
    if (found !== null) return found
  }
  return null
}

/** libpg-query counts bytes. */
const characters = (sql: string, bytes: number): number =>
  new TextDecoder().decode(new TextEncoder().encode(sql).subarray(0, bytes)).length

/** Notes a problem, and gives something to go on with. */
export const refuse = (state: State, at: unknown, message: string, hint = ''): Ex => {
  state.problems.push({ position: characters(state.sql, placeIn(at) ?? 0), message, hint })
  return refused
}

/** Stands for what is a problem already. */
export const refused: Ex = {
  code: 'undefined',
  value: { joinery: (ref('default_').value as { joinery: unknown }).joinery, _tag: 'Default', type: untyped },
  nullable: true,
  constant: null,
  refused: true,
}

export const isRefused = (term: Term): boolean => (term as Partial<Ex>).refused === true

const invalidIn = (value: unknown): string | null =>
  isNode(value) && value._tag === 'Invalid' ? describeCompileError(value.error) : null

/** A call that makes an expression; what joinery refuses is a problem. */
export const expression = (state: State, at: Tree, f: Term, args: ReadonlyArray<Term>, nullable: boolean): Ex => {
  if (args.some(isRefused)) return refused
  const made = attempt(f, args, nullable)
  return typeof made === 'string' ? refuse(state, at, made) : made
}

/** The same, which says what is wrong. */
export const attempt = (f: Term, args: ReadonlyArray<Term>, nullable: boolean): Ex | string => {
  if (args.some(isRefused)) return refused
  if (typeof f.value !== 'function') return 'there is no such function in joinery'
  const made = apply(f, ...args)
  return invalidIn(made.value) ?? ex(made, nullable)
}

// -------------------------------------------------------------------------------------
// constants of the program
// -------------------------------------------------------------------------------------

const camelCase = (words: string): string => {
  const camel = words
    .replace(/[^\p{L}\p{N}_$]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .replace(/_+(.)/g, (_, c: string) => c.toUpperCase())
  const start = camel === camel.toUpperCase() ? camel.toLowerCase() : camel.charAt(0).toLowerCase() + camel.slice(1)
  return /^\d/.test(start) || start === '' ? `_${start}` : start
}

/** A name for a constant that nothing else has. */
export const freshName = (state: State, wanted: string): string => {
  const own = camelCase(wanted)
  const base = isTaken(own) ? `${own}_` : own
  let name = base
  for (let n = 2; state.names.has(name); n += 1) name = `${base}${base.endsWith('_') ? '' : ''}${n}`
  state.names.add(name)
  return name
}

/** Makes a term a constant of the block that is being written. */
export const constant = (state: State, wanted: string, term: Term, outermost = false): Term => {
  const name = freshName(state, wanted)
  const block = outermost ? state.blocks[0] : state.blocks[state.blocks.length - 1]
  block?.push([`const ${name} = `, term.code])
  return local(name, term.value)
}

/** A translation whose result is only looked at. */
export const trialOf = (state: State): State => ({
  ...state,
  problems: [],
  blocks: [[]],
  names: new Set(state.names),
  ctes: new Set(state.ctes),
  declared: new Map(state.declared),
  found: new Map(),
})

/** What `write` gives, and the constants that it needs, which stand inside a function. */
export const within = <A>(state: State, write: () => A): readonly [A, ReadonlyArray<Doc>] => {
  const before = state.blocks
  const own: Array<Doc> = []
  state.blocks = [...before, own]
  const made = write()
  state.blocks = before
  return [made, own]
}
