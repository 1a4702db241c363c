/** Going through what a statement is made of: to look at all of it, or to change some. */
import { type Ast, type Each, eachChild, mapChildren } from './children.js'

/** Whether to look into a node. */
export type Enters = (node: Ast) => boolean

const everything: Enters = () => true

/** Calls `visit` for a node and then for all that is in it, from the outside in; not for what is in a node that `enters` refuses. */
export const walk = (root: Ast, visit: (node: Ast) => void, enters: Enters = everything): void => {
  const step = (node: Ast): void => {
    visit(node)
    if (enters(node)) eachChild(node, step)
  }
  step(root)
}

/** Whether a node, or one in it, is what is asked for; nothing is looked for in what `enters` refuses. */
export const holds = (root: Ast, is: (node: Ast) => boolean, enters: Enters = everything): boolean => {
  if (is(root)) return true
  if (!enters(root)) return false
  let found = false
  eachChild(root, (child) => {
    found ||= holds(child, is, enters)
  })
  return found
}

const statements: ReadonlySet<Ast['_tag']> = new Set([
  'Select',
  'SetOperation',
  'Values',
  'With',
  'Insert',
  'Update',
  'Delete',
  'Merge',
  'RawStatement',
  'InvalidStatement',
])

/** Not the queries in an expression, which have rows and sources of their own. */
export const withinStatement: Enters = ({ _tag }) => !statements.has(_tag)

/** A change of one node. What it gives is of the kind of what it was given, for it stands in its place. */
export type Change = (node: Ast) => Ast

/** Remembers that a change keeps the kind of a node: the one place where it is asserted. */
const sameKind = <A extends Ast>(_: A, changed: Ast): A => changed as A

/**
 * The node with a change made to all that is in it, and then to itself. What was one node in two places is one
 * afterwards, too: a window with a name, a common table expression.
 */
export const rewrite = <A extends Ast>(root: A, change: Change): A => {
  const made = new Map<Ast, Ast>()
  const each: Each = (node) => {
    const known = made.get(node)
    if (known !== undefined) return sameKind(node, known)
    const changed = sameKind(node, change(mapChildren(node, each)))
    made.set(node, changed)
    return changed
  }
  return each(root)
}
