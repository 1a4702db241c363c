/** Statements as texts to read: in logs, in snapshots, in a terminal. */
import type { Either } from 'fp-ts/Either'
import { type CompileErrors, describeCompileError } from '../ast/CompileError.js'
import { isBranded, isRecord } from '../ast/Expr.js'
import type { AnyStatement } from '../ast/Scope.js'
import type { Prepared } from '../ast/Statement.js'
import { rewrite } from '../ast/walk.js'
import { compileNode, writtenNode } from './compile.js'
import type { Dialect } from './Dialect.js'
import { laidOut } from './layout.js'

const width = 100

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** JSON, and what it has no word for. */
const shown = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : `"${value.toISOString()}"`
  if (value instanceof Uint8Array) return `0x${hex(value)}`
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? String(value)
  const fields = Object.entries(value).map(([key, it]) => `${JSON.stringify(key)}: ${shown(it)}`)
  return `{${fields.join(', ')}}`
}

const bound = 'values'

const comment = (lines: ReadonlyArray<string>): string =>
  lines.map((line) => `-- ${line.replace(/[\r\n\u2028\u2029]+/g, ' ')}`).join('\n')

// -------------------------------------------------------------------------------------
// texts
// -------------------------------------------------------------------------------------

/**
 * A statement's text as it runs, one clause a line and no line too long, and its values after it. What does not compile
 * is said in their place.
 *
 * @example
 * print(postgres)(pipe(from(users), where(eq(users.c.name, 'jack')), select({ id: users.c.id })))
 * // select "users"."id" from "users" where "users"."name" = $1 -- values: ["jack"]
 */
export const print =
  (dialect: Dialect) =>
  (statement: AnyStatement): string => {
    const compiled = compileNode(dialect, statement)
    if (compiled._tag === 'Left') return comment(compiled.left.map(describeCompileError))
    const { text, values } = compiled.right
    const sql = laidOut(text, width)
    return values.length === 0 ? sql : `${sql}\n${comment([`${bound}: ${shown(values)}`])}`
  }

const isPrepared = (u: unknown): u is Prepared => isBranded(u) && (u as Prepared)._tag === 'Prepared'

/** A statement with its values in its text, for what cannot bind. */
export const unbound = (dialect: Dialect, statement: AnyStatement): Either<CompileErrors, string> => {
  const written = writtenNode(dialect, withValues(statement), { inline: true })
  return written._tag === 'Left' ? written : { _tag: 'Right', right: written.right.text }
}

/** A prepared statement with its values where its placeholders are; what is too deep for that does not compile either. */
const withValues = (statement: unknown): unknown => {
  if (!isPrepared(statement)) return statement
  const { values } = statement
  try {
    return rewrite(statement.statement, (node) =>
      node._tag === 'Placeholder' && isRecord(values) && Object.hasOwn(values, node.name)
        ? { joinery: node.joinery, _tag: 'Param', value: values[node.name], type: node.type, cast: true }
        : node,
    )
  } catch {
    return statement.statement
  }
}

const warning = 'to read, and not to run: the values are written into the text'

/**
 * A statement's text with its values in it, to read and to try out by hand. It is not what runs, and begins with a line
 * that says so: a program gives statements to `all` and `execute`, which send values apart from the text.
 *
 * @example
 * inlined(postgres)(pipe(from(users), where(eq(users.c.name, 'jack')), select({ id: users.c.id })))
 * // -- to read, and not to run: … select "users"."id" from "users" where "users"."name" = 'jack'
 */
export const inlined =
  (dialect: Dialect) =>
  (statement: AnyStatement): string => {
    const written = writtenNode(dialect, withValues(statement), { inline: true })
    return written._tag === 'Left'
      ? comment(written.left.map(describeCompileError))
      : `${comment([warning])}\n${laidOut(written.right.text, width)}`
  }
