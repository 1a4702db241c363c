/** Joins in parentheses: they are made first, and their rows are joined as one. */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { type Condition, isBranded, toNode } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import type { AnySelect, Joining, RowOf, ScopeOf, Select, Unselected } from '../ast/Scope.js'
import type {
  InvalidSource,
  InvalidStatement,
  JoinTree as JoinTreeNode,
  Select as SelectNode,
} from '../ast/Statement.js'
import { emptySelect, selectNode, typedStatement } from './node.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

type Kind = 'inner' | 'left' | 'right' | 'full'

/** The names that may have no row: `O` within the parentheses, those of one side or both by the join. */
interface Absent<Q extends AnySelect, S, O> {
  readonly inner: O
  readonly left: S
  readonly right: O | ScopeOf<Q>
  readonly full: S | ScopeOf<Q>
}

interface JoinTree {
  <S, O, U>(
    kind: 'cross',
    tree: Select<S, O, U, never>,
  ): <Q extends AnySelect>(self: Q & Unselected<RowOf<Q>>) => Joining<Q, S, U, O>
  <K extends Kind, S, O, U, R>(
    kind: K,
    tree: Select<S, O, U, never>,
    on: Condition<R>,
  ): <Q extends AnySelect>(self: Q & Unselected<RowOf<Q>>) => Joining<Q, S, U | R, Absent<Q, S, O>[K]>
}

// -------------------------------------------------------------------------------------
// nodes
// -------------------------------------------------------------------------------------

/** What has a place in a tree of joins; the rest of a select has none. */
const allowed: ReadonlySet<string> = new Set(['joinery', '_tag', 'from', 'joins'])

const isEmpty = (clause: unknown): boolean =>
  clause === null || clause === false || (Array.isArray(clause) && clause.length === 0)

const problemOf = (tree: SelectNode, kind: unknown, name: string): CompileError | null => {
  if (!Object.hasOwn(kinds, String(kind))) {
    return invalidArgument('the kind of joinTree', 'is none', 'give inner, left, right, full or cross')
  }
  const clause = Object.keys(emptySelect).find((key) => !allowed.has(key) && !isEmpty(tree[key as keyof SelectNode]))
  return clause === undefined
    ? null
    : invalidArgument(`the ${clause} of what ${name} joins`, 'has no place in parentheses', 'give from and joins alone')
}

const kinds: Readonly<Record<Kind | 'cross', true>> = { inner: true, left: true, right: true, full: true, cross: true }

/** Whether it is a select, and no source. */
export const isJoined = (u: unknown): boolean => isBranded(u) && (u as Partial<SelectNode>)._tag === 'Select'

const invalidSource = (error: CompileError): InvalidSource => ({
  joinery: brand,
  _tag: 'InvalidSource',
  alias: '',
  error,
  columns: {},
})

/** The joins of a select that is nothing but joins. */
export const treeNode = (tree: AnySelect, kind: unknown, name: string): JoinTreeNode | InvalidSource => {
  const node = selectNode(tree, name) as SelectNode | InvalidStatement
  if (node._tag === 'InvalidStatement') return invalidSource(node.error)
  const problem = problemOf(node, kind, name)
  if (problem !== null) return invalidSource(problem)
  return node.from === null
    ? invalidSource(invalidArgument(`what ${name} joins`, 'has no source', 'start it with from'))
    : { joinery: brand, _tag: 'JoinTree', first: node.from, joins: node.joins, alias: '', columns: {} }
}

// -------------------------------------------------------------------------------------
// combinator
// -------------------------------------------------------------------------------------

/**
 * Joins what other joins have made, which stand in parentheses.
 *
 * @example
 * joinTree('left', pipe(from(posts), innerJoin(addresses, eq(addresses.c.userId, posts.c.authorId))), eq(posts.c.authorId, users.c.id))
 * // left join ("posts" inner join "addresses" on "addresses"."userId" = "posts"."author_id") on "posts"."author_id" = "users"."id"
 */
export const joinTree: JoinTree =
  (kind: Kind | 'cross', tree: AnySelect, on?: unknown) =>
  (self: AnySelect): any => {
    const node = selectNode(self, 'joinTree')
    const join = {
      kind,
      source: treeNode(tree, kind, 'joinTree'),
      on: kind === 'cross' ? null : toNode(on, 'the condition of joinTree'),
    }
    return typedStatement({ ...node, joins: [...node.joins, join] })
  }
