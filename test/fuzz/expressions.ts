/**
 * Random expressions, printed and parsed by PostgreSQL's own parser: the text says the tree that it was made from, so that
 * every pair of parentheses that is needed is there.
 */
import fc from 'fast-check'
import { loadModule, parseSync } from 'libpg-query'
import { postgres } from '../../dialects/postgres/dialect.js'
import { emptySelect } from '../../lib/ast/emptySelect.js'
import { brand, type Node } from '../../lib/ast/Node.js'
import { compileNode } from '../../lib/compile/compile.js'
import { ofNode, ofParsed } from './shape.js'
import { tree } from './trees.js'

/** The text of an expression, as the one column of a select. */
const textOf = (node: Node): string => {
  const projection = { items: [{ _tag: 'Field' as const, key: 'it', node }] }
  const result = compileNode(postgres, { ...emptySelect, joinery: brand, projection })
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  return result.right.text
}

interface ParsedSelect {
  readonly stmts: ReadonlyArray<{
    readonly stmt: {
      readonly SelectStmt: { readonly targetList: ReadonlyArray<{ readonly ResTarget: { readonly val: object } }> }
    }
  }>
}

const parsed = (text: string): object => {
  const [only] = (parseSync(text) as unknown as ParsedSelect).stmts
  return only?.stmt.SelectStmt.targetList[0]?.ResTarget.val ?? {}
}

const problemOf = (node: Node): string | null => {
  const text = textOf(node)
  const [expected, actual] = [JSON.stringify(ofNode(node)), JSON.stringify(ofParsed(parsed(text)))]
  return expected === actual ? null : `${text}\nis meant as ${expected}\nand read as  ${actual}`
}

/** Why a tree is not what its text says, or null. */
const complaintOf = (node: Node): string | null => {
  try {
    return problemOf(node)
  } catch (error) {
    return `${error instanceof Error ? error.stack : error}\n${JSON.stringify(node)}`
  }
}

/** Checks so many trees; what the smallest wrong one is, or null. */
export const checkExpressions = async (runs: number, seed: number): Promise<string | null> => {
  await loadModule()
  const result = fc.check(
    fc.property(tree, (node) => complaintOf(node) === null),
    { numRuns: runs, seed },
  )
  // asked again: what was tried last was made smaller than what is wrong
  const [wrong] = result.counterexample ?? []
  return wrong === undefined ? null : complaintOf(wrong)
}
