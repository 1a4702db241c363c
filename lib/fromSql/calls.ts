/**
 * Calls of functions: a constant among the arguments is what joinery binds there.
 *
 * joinery is asked: it is called with bare values, and where it took one, the type that it took it for says how the
 * constant is written. Where it refuses it, the type of the constant is said.
 */
import { describeCompileError } from '../ast/CompileError.js'
import type { Node } from '../ast/Node.js'
import { baseOf, type SqlType } from '../ast/SqlType.js'
import { bare, said, valueOfText } from './constants.js'
import { attempt, type Ex, isRefused, refuse, type State, typeOf } from './State.js'
import { isExported, js, ref, type Term } from './term.js'
import type { Tree } from './tree.js'

/** What joinery may take a constant for. */
const guessed = (state: State, it: Ex): Term => {
  const { constant } = it
  if (constant === null) return it
  switch (constant.kind) {
    case 'text':
    case 'bits':
      return js(constant.text)
    case 'integer':
    case 'numeric':
      return js(Number(constant.text))
    case 'boolean':
      return js(constant.text === 'true')
    case 'typed': {
      const value = constant.text === null ? undefined : valueOfText(constant.text, constant.type)
      return value === undefined ? said(state, it) : js(value)
    }
    case 'parameter':
      return js('')
    default:
      return said(state, it)
  }
}

const nodesIn = (value: unknown): ReadonlyArray<Node> | null => {
  const node = value as Node | { readonly _tag: 'Over'; readonly operand: Node }
  switch (node?._tag) {
    case 'Call':
    case 'Aggregate':
    case 'WindowFunction':
    case 'CustomCall':
      return node.args
    case 'Binary':
      return [node.left, node.right]
    default:
      return null
  }
}

/** A number beside which `double precision` is not what PostgreSQL would take an exact one for. */
const isRounded = (it: Ex, type: SqlType): boolean =>
  it.constant?.kind === 'numeric' && baseOf(type)._tag === 'doublePrecision'

const hasType = (value: unknown): boolean => typeof value === 'object' && value !== null && 'type' in value

const settled = (state: State, it: Ex, node: Node | undefined, guess: Term, float: boolean): Term => {
  if (it.constant === null || node === undefined) return it.constant === null ? it : said(state, it)
  // joinery would not have taken it for anything else
  if (hasType(guess.value)) return guess
  switch (node._tag) {
    case 'Cast':
    case 'NamedArgument':
      return settled(state, it, node.operand, guess, float)
    case 'Literal':
      return guess
    case 'Param': {
      if (node.type._tag === 'untyped') return said(state, it)
      if (it.constant.kind === 'parameter') return said(state, it, node.type)
      if (isRounded(it, node.type) && !float) return said(state, it)
      // a bare text is none of these to joinery's types
      if (['tsvector', 'tsquery'].includes(node.type._tag)) return said(state, it, node.type)
      if (float && it.constant.kind === 'typed' && it.constant.text !== null) {
        const value = valueOfText(it.constant.text, node.type)
        if (value !== undefined) return js(value)
      }
      return bare(it, node.type) ?? said(state, it, node.type)
    }
    default:
      return said(state, it)
  }
}

const invalidAmong = (made: Ex): string | null => {
  const found = nodesIn(made.value)?.find(({ _tag }) => _tag === 'Invalid')
  return found?._tag === 'Invalid' ? describeCompileError(found.error) : null
}

/** A call, or what joinery has against it. */
const called = (f: Term, args: ReadonlyArray<Term>, nullable: boolean): Ex | string => {
  try {
    const made = attempt(f, args, nullable)
    if (typeof made === 'string') return made
    return hasType(made.value) ? (invalidAmong(made) ?? made) : 'there is no such function in joinery'
  } catch (cause) {
    return cause instanceof Error ? cause.message : 'it fails'
  }
}

/** The nodes that joinery makes of bare arguments. */
const probed = (f: Term, args: ReadonlyArray<Term>): ReadonlyArray<Node> | null => {
  try {
    const made = attempt(f, args, false)
    const nodes = typeof made === 'string' ? null : nodesIn(made.value)
    return nodes?.length === args.length ? nodes : null
  } catch {
    return null
  }
}

export interface CallOptions {
  readonly nullable?: boolean
  /** Whether its numbers are floating-point ones whatever they are given as. */
  readonly float?: boolean
}

/** A call of joinery's function of this name, with constants as it takes them; null where it takes none of them. */
export const callOf = (
  state: State,
  name: string,
  args: ReadonlyArray<Ex>,
  { nullable = args.some((it) => it.nullable), float = false }: CallOptions = {},
): Ex | string => {
  if (!isExported(name)) return 'there is no such function in joinery'
  const f = ref(name)
  const wrong = args.find(isRefused)
  if (wrong !== undefined) return wrong
  if (args.every(({ constant }) => constant === null)) return called(f, args, nullable)
  const guesses = args.map((it) => guessed(state, it))
  const nodes = probed(f, guesses)
  const made = called(
    f,
    args.map((it, i) => settled(state, it, nodes?.[i], guesses[i] as Term, float)),
    nullable,
  )
  if (typeof made !== 'string') return made
  const spelled = called(
    f,
    args.map((it) => said(state, it)),
    nullable,
  )
  if (typeof spelled !== 'string') return spelled
  const asGuessed = called(f, guesses, nullable)
  return typeof asGuessed === 'string' ? made : asGuessed
}

/** The same, where a refusal is a problem. */
export const callExpression = (
  state: State,
  at: Tree,
  name: string,
  args: ReadonlyArray<Ex>,
  options: CallOptions = {},
): Ex => {
  const refusedArg = args.find(isRefused)
  if (refusedArg !== undefined) return refusedArg
  const made = callOf(state, name, args, options)
  return typeof made === 'string' ? refuse(state, at, made) : made
}

/** The types of arguments, as they are. */
export const typesOf = (args: ReadonlyArray<Ex>): ReadonlyArray<SqlType> => args.map(typeOf)
