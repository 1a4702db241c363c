/**
 * PostgreSQL's SQL as joinery's TypeScript.
 *
 * The translation calls joinery while it writes: what it has written was made once, and compiles. What cannot be said is a
 * problem with its place, and never SQL in a text.
 */
import type { TaskEither } from 'fp-ts/TaskEither'
import { postgres } from '../../dialects/postgres/dialect.js'
import { describeCompileError } from '../ast/CompileError.js'
import { compileUnfilled } from '../compile/compile.js'
import { left, right } from '../fp.js'
import type { Catalog } from './Catalog.js'
import { type Doc, namesIn, objectDoc, printed } from './doc.js'
import { expressionReader, type Parsed, parsed } from './parse.js'
import { anything, type Query, queryOf } from './query.js'
import { scopeIn } from './Scope.js'
import { type Ex, ex, freshName, isRefused, type Problem, refuse, type State, trialOf, within } from './State.js'
import { arrow, call, local, member, object, ref, type Term } from './term.js'
import { as, partsOf, type Tree, tagOf } from './tree.js'
import { specOf } from './types.js'
import { write } from './write.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Options {
  /** The module that the tables and types of the catalog are imported from; left out, they are declared. */
  readonly tables?: string
}

/** A module, and the names of the statements that it exports. */
export interface Translation {
  readonly module: string
  readonly statements: ReadonlyArray<{ readonly name: string; readonly parameters: ReadonlyArray<string> }>
}

// -------------------------------------------------------------------------------------
// parameters
// -------------------------------------------------------------------------------------

/** The numbers of the parameters in a tree, and those that are asked whether they are null. */
const parametersIn = (tree: Tree, tested: boolean, found: Map<number, boolean> = new Map()): Map<number, boolean> => {
  if (typeof tree !== 'object' || tree === null) return found
  const number = as('ParamRef', tree)?.number
  if (number !== undefined) found.set(number, found.get(number) === true || tested)
  const isTest = ['NullTest', 'CoalesceExpr'].includes(tagOf(tree)) || (tested && ['TypeCast'].includes(tagOf(tree)))
  for (const child of Object.values(isTest ? partsOf(tree) : tree))
    parametersIn(child, isTest || (tested && isTest), found)
  return found
}

const parameterName = (number: number): string => `p${number}`

// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------

const translated = (state: State, tree: Tree): Query =>
  tagOf(tree) === 'SelectStmt' ? queryOf(state, scopeIn(null), tree, anything) : write(state, scopeIn(null), tree)

/** The types that the parameters have where they stand. */
const typesOfParameters = (state: State, tree: Tree): State['found'] => {
  const trial = trialOf(state)
  translated(trial, tree)
  return trial.found
}

const prepared = (state: State, tree: Tree, numbers: ReadonlyMap<number, boolean>): Term => {
  const found = typesOfParameters(state, tree)
  const specs = object(
    [...numbers].map(([number, isNullable]) => {
      const spec = specOf(state, found.get(number) ?? { _tag: 'text' })
      return [parameterName(number), isNullable ? call('nullable', spec) : spec]
    }),
  )
  const name = freshName(state, 'p')
  let constants: ReadonlyArray<Doc> = []
  let own: Query = { term: ref('default_'), columns: [] }
  const build = (p: unknown): unknown => {
    const parameters = new Map<number, Ex>(
      [...numbers].map(([number, isNullable]) => [
        number,
        ex(member(local(name, p), parameterName(number)), isNullable),
      ]),
    )
    ;[own, constants] = within(state, () => translated({ ...state, blocks: state.blocks, parameters }, tree))
    return own.term.value
  }
  const made = call('prepare', specs, { code: '', value: build as never })
  state.names.delete(name)
  if (isRefused(own.term)) return own.term
  return {
    code: call('prepare', specs, {
      code: arrow(name, build as never, constants, own.term.code).code,
      value: () => own.term.value,
    }).code,
    value: made.value,
  }
}

/** What it compiles to is not kept: only whether it does. */
const compiles = (state: State, term: Term, at: Tree, isPrepared: boolean): void => {
  const statement = isPrepared ? (term.value as (values: object) => unknown)({}) : term.value
  const compiled = compileUnfilled(postgres, statement)
  if (compiled._tag === 'Left') for (const error of compiled.left) refuse(state, at, describeCompileError(error))
}

/** The name that the last comment before a statement gives it. */
const nameOf = (state: State, before: string, kind: string): string => {
  const [, said] = [...before.matchAll(/--\s*name:\s*(\w+)/g)].at(-1) ?? []
  return freshName(state, said ?? kind)
}

/** What stands before a statement, and in it up to its end: comments are before it or in it, as the parser has it. */
const textBefore = (sql: string, all: ReadonlyArray<Parsed>, at: number): string => {
  const bytes = new TextEncoder().encode(sql)
  const { start, length } = all[at] as Parsed
  const previous = all[at - 1]
  const from = previous === undefined ? 0 : previous.start + previous.length
  return new TextDecoder().decode(bytes.subarray(from, length === 0 ? undefined : start + length))
}

interface Written {
  readonly name: string
  readonly parameters: ReadonlyArray<string>
  readonly docs: ReadonlyArray<Doc>
}

const statement = (shared: State, all: ReadonlyArray<Parsed>, at: number): Written => {
  const { tree } = all[at] as Parsed
  const state: State = { ...shared, ctes: new Set(), blocks: [[]], found: new Map() }
  const name = nameOf(state, textBefore(shared.sql, all, at), tagOf(tree) === 'SelectStmt' ? 'query' : 'statement')
  const numbers = new Map([...parametersIn(tree, false)].sort(([a], [b]) => a - b))
  const term = numbers.size === 0 ? translated(state, tree).term : prepared(state, tree, numbers)
  if (!isRefused(term) && state.problems.length === 0) compiles(state, term, tree, numbers.size > 0)
  const docs: ReadonlyArray<Doc> = [...(state.blocks[0] ?? []), [`export const ${name} = `, term.code]]
  return { name, parameters: [...numbers.keys()].map(parameterName), docs }
}

// -------------------------------------------------------------------------------------
// modules
// -------------------------------------------------------------------------------------

/** As Biome sorts names: by letters, a capital before the small one. */
const byName = (a: string, b: string): number => {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const [x, y] = [a.charAt(i), b.charAt(i)]
    if (x === y) continue
    const [low, other] = [x.toLowerCase(), y.toLowerCase()]
    return low === other ? (x < y ? -1 : 1) : low < other ? -1 : 1
  }
  return a.length - b.length
}

const importsOf = (docs: ReadonlyArray<Doc>): ReadonlyArray<Doc> =>
  [...namesIn(docs)]
    .sort(([a], [b]) => Number(a.startsWith('.')) - Number(b.startsWith('.')) || byName(a, b))
    .map(([module, names]) => ['import ', objectDoc([...names].sort(byName)), ` from '${module}'`])

/** Declarations, each followed by a blank line where it takes more than one. */
const paragraphs = (docs: ReadonlyArray<Doc>): string =>
  docs
    .map((doc) => printed(doc))
    .reduce((text, own, i, all) => {
      const before = all[i - 1]
      if (before === undefined) return own
      return `${text}\n${before.includes('\n') || own.includes('\n') || own.startsWith('export') ? '\n' : ''}${own}`
    }, '')

const moduleText = (state: State, written: ReadonlyArray<Written>): string => {
  const declared =
    state.module === null ? [...state.declared.values()].flatMap(({ doc }) => (doc === null ? [] : [doc])) : []
  const docs = [...declared, ...written.flatMap((own) => own.docs)]
  const imports = importsOf(docs).map((doc) => printed(doc))
  return `${imports.join('\n')}\n\n${paragraphs(docs)}\n`
}

const newState = (sql: string, catalog: Catalog, module: string | null, read: State['read']): State => ({
  sql,
  catalog,
  read,
  module,
  problems: [],
  declared: new Map(),
  names: new Set(catalog.declared.map(({ exported }) => exported)),
  ctes: new Set(),
  blocks: [[]],
  parameters: new Map(),
  found: new Map(),
})

const mistaken = (cause: unknown): Problem => ({
  position: 0,
  message: `this is a mistake of joinery: ${cause instanceof Error ? cause.message : String(cause)}`,
  hint: 'report it with the SQL',
})

/**
 * A module of TypeScript with a constant for each statement of a text; or everything that cannot be said, with its place.
 *
 * A comment `-- name: activeUsers` before a statement is the name of its constant. Parameters become those of `prepare`.
 *
 * @example
 * await fromSql('select name from users where id > 7', catalogOf('./tables.js', { users }))()
 * // Right({ module: "… export const query = pipe(from(users), where(gt(users.c.id, 7)), select({ name: users.c.name }))", … })
 */
export const fromSql =
  (sql: string, catalog: Catalog, options: Options = {}): TaskEither<ReadonlyArray<Problem>, Translation> =>
  async () => {
    const all = await parsed(sql)
    if (all._tag === 'Left') return all
    const state = newState(sql, catalog, options.tables ?? null, await expressionReader())
    try {
      const written = all.right.map((_, at) => statement(state, all.right, at))
      return state.problems.length > 0
        ? left(state.problems)
        : right({
            module: moduleText(state, written),
            statements: written.map(({ name, parameters }) => ({ name, parameters })),
          })
    } catch (cause) {
      return left([...state.problems, mistaken(cause)])
    }
  }
