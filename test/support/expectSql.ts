/** Compares what a dialect makes of a statement with what it should be. */
import * as assert from 'uvu/assert'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { AnyExpr } from '../../lib/ast/Expr.js'
import type { Branded } from '../../lib/ast/Node.js'
import type { Statement } from '../../lib/ast/Statement.js'
import { rewrite } from '../../lib/ast/walk.js'
import { type Compiled, compileNode, writtenNode } from '../../lib/compile/compile.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import { selectOnly } from '../../lib/index.js'

/** The lines of a template, without the indentation that they share and the line breaks around them. */
export const lines = (template: string): string => {
  const all = template.replace(/^[ \t]*\n|\n\s*$/g, '').split('\n')
  const indentation = Math.min(...all.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  return all.map((line) => line.slice(indentation)).join('\n')
}

/** The statement with other values: objects that nobody can look into. */
const withOtherValues = (statement: Branded): Statement =>
  rewrite(statement as Statement, (node) =>
    node._tag === 'Param' && node.value !== null && node.value !== undefined
      ? { ...node, value: { other: node.value } }
      : node,
  )

/** What goes out. */
const sent = (result: ReturnType<typeof compileNode>): unknown =>
  result._tag === 'Left'
    ? result.left
    : {
        text: result.right.text,
        values: result.right.values,
        types: result.right.codecs.map(({ name }) => name),
        reads: result.right.projection?.items.map(({ key }) => key),
      }

/**
 * What a statement compiles to is remembered by its form: it has to be what it would compile to by itself, with its own
 * values and with others.
 */
const expectRemembered = (dialect: Dialect, statement: Branded, first: Compiled): void => {
  for (let i = 0; i < 3; i++) {
    const again = compileNode(dialect, statement)
    assert.equal(sent(again), sent({ _tag: 'Right', right: first }))
  }
  if ((statement as Statement)._tag === 'Prepared') return
  const other = withOtherValues(statement)
  assert.equal(sent(compileNode(dialect, other)), sent(writtenNode(dialect, other, {})))
}

const compiled = (dialect: Dialect, statement: Branded): Compiled => {
  const result = compileNode(dialect, statement)
  if (result._tag === 'Right') {
    expectRemembered(dialect, statement, result.right)
    return result.right
  }
  return assert.unreachable(result.left.map(describeCompileError).join('; ')) as never
}

/** PostgreSQL's own parser, which the test runner has loaded. */
const parse: (text: string) => unknown = (globalThis as never as { [key: symbol]: never })[
  Symbol.for('joinery.test.parse')
] as never

/** Why PostgreSQL's parser does not take a text; null if it does. */
export const syntaxProblem = (text: string): string | null => {
  if (parse === undefined) return 'run test files by `npm test -- PATTERN`: it loads the parser'
  try {
    parse(text)
    return null
  } catch (error) {
    return `PostgreSQL cannot parse\n${text}\n${error instanceof Error ? error.message : error}`
  }
}

/** Every text for PostgreSQL is one that its parser takes. */
export const expectSyntax = (text: string): void => {
  const problem = syntaxProblem(text)
  if (problem !== null) assert.unreachable(problem)
}

/** Compares text line by line, whatever the indentation of `expected`, and then the bound values. */
export const expectSql =
  (dialect: Dialect) =>
  (statement: Branded, expected: string, values: ReadonlyArray<unknown> = []): void => {
    const { text, values: bound } = compiled(dialect, statement)
    assert.fixture(text, lines(expected), `${dialect.name}:\n${text}`)
    assert.equal(bound, values, `${dialect.name} binds`)
    if (dialect.name === 'postgres') expectSyntax(text)
  }

/** The same for an expression alone. */
export const expectExpr =
  (dialect: Dialect) =>
  (expr: AnyExpr, expected: string, values: ReadonlyArray<unknown> = []): void =>
    expectSql(dialect)(selectOnly({ it: expr }), `select ${expected} as "it"`, values)
