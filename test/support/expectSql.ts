/** Compares what a dialect makes of a statement with what it should be. */
import * as assert from 'uvu/assert'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { AnyExpr } from '../../lib/ast/Expr.js'
import type { Branded } from '../../lib/ast/Node.js'
import { type Compiled, compileNode } from '../../lib/compile/compile.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import { selectOnly } from '../../lib/index.js'

/** The lines of a template, without the indentation that they share and the line breaks around them. */
export const lines = (template: string): string => {
  const all = template.replace(/^[ \t]*\n|\n\s*$/g, '').split('\n')
  const indentation = Math.min(...all.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  return all.map((line) => line.slice(indentation)).join('\n')
}

const compiled = (dialect: Dialect, statement: Branded): Compiled => {
  const result = compileNode(dialect, statement)
  if (result._tag === 'Right') return result.right
  return assert.unreachable(result.left.map(describeCompileError).join('; ')) as never
}

/** PostgreSQL's own parser, which the test runner has loaded. */
const parse: (text: string) => unknown = (globalThis as never as { [key: symbol]: never })[
  Symbol.for('joinery.test.parse')
] as never

/** Every text for PostgreSQL is one that its parser takes. */
export const expectSyntax = (text: string): void => {
  if (parse === undefined) return assert.unreachable('run test files by `npm test -- PATTERN`: it loads the parser')
  try {
    parse(text)
  } catch (error) {
    assert.unreachable(`PostgreSQL cannot parse\n${text}\n${error instanceof Error ? error.message : error}`)
  }
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
