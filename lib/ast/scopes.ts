/**
 * Which names of sources a part of a statement reads from around it, and how to give it others.
 *
 * A select's own sources are seen by all of its clauses and by what is nested in them. A query in its FROM does not see
 * them, unless it is lateral.
 */
import { type Ast, eachChild, mapChildren } from './children.js'
import type { Column } from './Node.js'
import type { Source } from './Statement.js'
import { namesOf, sourcesOf } from './sources.js'
import { walk } from './walk.js'

/** The names that a statement gives to its sources. */
const boundBy = (node: Ast): ReadonlyArray<string> => {
  switch (node._tag) {
    case 'Select':
      return sourcesOf(node).map(({ alias }) => alias)
    case 'Insert':
      return [node.table.alias, 'excluded']
    case 'Update':
    case 'Delete':
      return [node.table, ...node.using].flatMap(namesOf)
    case 'Merge':
      return [node.table, node.source].flatMap(namesOf)
    default:
      return []
  }
}

/** What a query in FROM knows, and what everything else does. */
interface Scope<T> {
  readonly around: T
  readonly here: T
}

/** What is known in a node; `bind` makes what is known under the names of a statement. */
const scopeIn = <T>(node: Ast, scope: Scope<T>, bind: (known: T, names: ReadonlyArray<string>) => T): Scope<T> => {
  if (node._tag === 'Derived') return { around: scope.around, here: scope.around }
  const names = boundBy(node)
  return names.length === 0 ? scope : { around: scope.here, here: bind(scope.here, names) }
}

/** The name of the source that a node reads a column or a row of. */
const readName = (node: Ast): string | null => (node._tag === 'Column' || node._tag === 'WholeRow' ? node.table : null)

// -------------------------------------------------------------------------------------
// what is read
// -------------------------------------------------------------------------------------

const none: ReadonlySet<string> = /* @__PURE__ */ new Set()

const adding = (known: ReadonlySet<string>, names: ReadonlyArray<string>): ReadonlySet<string> =>
  new Set([...known, ...names])

/** Calls `found` for each node that reads a source which is not in the root, with that source's name. */
const eachFree = (root: Ast, found: (name: string, node: Ast) => void): void => {
  const visit = (node: Ast, scope: Scope<ReadonlySet<string>>): void => {
    const name = readName(node)
    if (name !== null && !scope.here.has(name)) found(name, node)
    const inner = scopeIn(node, scope, adding)
    eachChild(node, (child) => visit(child, inner))
  }
  visit(root, { around: none, here: none })
}

/** The names of sources that are read in a node, and are not of sources in it. */
export const freeNames = (root: Ast): ReadonlySet<string> => {
  const free = new Set<string>()
  eachFree(root, (name) => free.add(name))
  return free
}

/** The keys of the columns of a source that are read in a node, and are not of a source of that name in it. */
export const keysRead = (root: Ast, { alias, columns }: Source): ReadonlyArray<string> => {
  const names = new Set<string>()
  eachFree(root, (name, node) => {
    if (name === alias && node._tag === 'Column') names.add(node.name)
  })
  return Object.keys(columns).filter((key) => names.has((columns[key] as Column).name))
}

/** Every name of a source in a node, whether it is read or given. */
export const allNames = (root: Ast): ReadonlySet<string> => {
  const names = new Set<string>()
  walk(root, (node) => {
    const name = readName(node)
    if (name !== null) names.add(name)
    for (const bound of boundBy(node)) names.add(bound)
  })
  return names
}

// -------------------------------------------------------------------------------------
// other names
// -------------------------------------------------------------------------------------

/** Other names, by the names that they stand for. */
export type Names = ReadonlyMap<string, string>

const without = (names: Names, bound: ReadonlyArray<string>): Names =>
  bound.some((name) => names.has(name)) ? new Map([...names].filter(([name]) => !bound.includes(name))) : names

/** Remembers that a renamed node is of the same kind: the one place where it is asserted. */
const sameKind = <A extends Ast>(_: A, renamed: Ast): A => renamed as A

/** The node with other names of sources where it reads them from around it. */
export const renameFree = <A extends Ast>(root: A, names: Names): A => {
  // what was one node in two places is one afterwards, where the same names are meant
  const made = new Map<Names, Map<Ast, Ast>>()
  const rename = <B extends Ast>(node: B, scope: Scope<Names>): B => {
    if (scope.here.size === 0 && scope.around.size === 0) return node
    const memo = made.get(scope.here) ?? new Map<Ast, Ast>()
    made.set(scope.here, memo)
    const known = memo.get(node)
    if (known !== undefined) return sameKind(node, known)
    const own: Ast = node
    const other = scope.here.get(readName(own) ?? '')
    const named = other === undefined ? node : sameKind(node, { ...own, table: other } as Ast)
    const inner = scopeIn(own, scope, without)
    const renamed = mapChildren(named, (child) => rename(child, inner))
    memo.set(node, renamed)
    return renamed
  }
  return rename(root, { around: names, here: names })
}

/** `node`, and where that is taken `node_1`, `node_2`. */
export const unusedName = (name: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(name)) return name
  const [, stem = name, digits = '0'] = /^(.*?)(?:_(\d+))?$/.exec(name) ?? []
  for (let n = Number(digits) + 1; ; n++) if (!taken.has(`${stem}_${n}`)) return `${stem}_${n}`
}
