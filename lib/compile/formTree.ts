/** What is known of forms, found by going along their tokens: forms that begin alike are alike up to where they differ. */
import type { Form } from './form.js'
import { sameToken, type Token } from './tokens.js'

/** The tokens up to the next place where forms differ, and what is known of the form that ends there. */
interface Branch<A> {
  label: ReadonlyArray<Token>
  known: A | null
  branches: Map<Token, Branch<A>> | null
}

export interface FormTree<A> {
  root: Branch<A>
  /** How many tokens it holds. */
  size: number
}

/** A tree that is larger is forgotten, for forms that never come back would fill it. */
const mostTokens = 200_000

const emptyBranch = <A>(): Branch<A> => ({ label: [], known: null, branches: null })

export const formTree = <A>(): FormTree<A> => ({ root: emptyBranch(), size: 0 })

/** Descriptors that are made anew are found by what they are. */
const branchAt = <A>({ branches }: Branch<A>, token: Token): Branch<A> | undefined => {
  if (branches === null) return undefined
  const exact = branches.get(token)
  if (exact !== undefined || typeof token !== 'object' || branches.size > 16) return exact
  for (const [other, branch] of branches) if (sameToken(other, token)) return branch
  return undefined
}

/** What is known of a form; undefined if it was never put there. */
export const lookUp = <A>({ root }: FormTree<A>, { tokens, length }: Form): A | null | undefined => {
  let branch = root
  let at = 0
  for (;;) {
    const { label } = branch
    if (at + label.length > length) return undefined
    for (let i = 0; i < label.length; i++, at++) {
      const [a, b] = [label[i], tokens[at]]
      if (a !== b && !sameToken(a, b)) return undefined
    }
    if (at === length) return branch.known
    const next = branchAt(branch, tokens[at])
    if (next === undefined) return undefined
    branch = next
  }
}

/** The branch, ended after so many tokens; what came after them is a branch of its own. */
const split = <A>(branch: Branch<A>, count: number): void => {
  const rest: Branch<A> = { label: branch.label.slice(count), known: branch.known, branches: branch.branches }
  branch.label = branch.label.slice(0, count)
  branch.known = null
  branch.branches = new Map([[rest.label[0], rest]])
}

/** Remembers what is known of a form, in place of what was known. */
export const remember = <A>(tree: FormTree<A>, { tokens, length }: Form, known: A): void => {
  if (tree.size > mostTokens) {
    tree.root = emptyBranch()
    tree.size = 0
  }
  let branch = tree.root
  let at = 0
  for (;;) {
    let i = 0
    while (i < branch.label.length && at < length && sameToken(branch.label[i], tokens[at])) {
      i += 1
      at += 1
    }
    if (i < branch.label.length) split(branch, i)
    if (at === length) {
      branch.known = known
      tree.size += 100
      return
    }
    const next = branchAt(branch, tokens[at])
    if (next === undefined) break
    branch = next
  }
  const label = tokens.slice(at, length)
  branch.branches ??= new Map()
  branch.branches.set(label[0], { label, known, branches: null })
  tree.size += label.length
}
