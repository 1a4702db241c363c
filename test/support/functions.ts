/**
 * Functions and operators of PostgreSQL, one line each: what it is, its SQL, what it binds and what it yields.
 *
 * On each database, every line is run for its value; the type that the server says must be the one that the node claims;
 * and with NULL in place of each operand in turn, the result must be NULL, unless the line says otherwise.
 */
import { inspect, isDeepStrictEqual } from 'node:util'
import type { Test } from 'uvu'
import * as assert from 'uvu/assert'
import { typeName } from '../../dialects/ansi/typeName.js'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { type AnyExpr, type Expr, nodeOf, param, typed } from '../../lib/ast/Expr.js'
import type { Node } from '../../lib/ast/Node.js'
import type { Database } from '../../lib/exec/Connection.js'
import { callNode } from '../../lib/expr/define.js'
import { all, integer, raw, SQL, selectOnly, text } from '../../lib/index.js'
import { onEach } from './databases.js'
import { expectRight, problemsOf } from './expect.js'
import { expectExpr } from './expectSql.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

interface About {
  /** The first version of PostgreSQL that has it: 16, 17 or 18. */
  readonly since?: number
  /** Whether it yields a set: the values of all rows are listed. */
  readonly set?: boolean
  /** The operands, counted from 0, that may be NULL without the result being NULL. */
  readonly lenient?: ReadonlyArray<number>
  /** The type that the server says, where it is another one than the node's, and read as that one. */
  readonly type?: string
  /** Whether it does something, or takes what only this very session has: it is run once, for its value. */
  readonly once?: boolean
  /** Why it is never run. */
  readonly unrun?: string
}

/** What a line yields: the value, or what must hold of it. */
type Yields = unknown | ((value: never) => boolean)

export type Line = readonly [expr: AnyExpr, sql: string, values: ReadonlyArray<unknown>, yields: Yields, about?: About]

// -------------------------------------------------------------------------------------
// nodes
// -------------------------------------------------------------------------------------

/** An operand that a NULL may stand for: what is a word in the text has no NULL. */
const isOperand = ({ _tag }: Node): boolean => _tag !== 'Literal' && _tag !== 'NamedArgument' && _tag !== 'Variadic'

const nullOf = ({ type }: Node): Node => param(null, type, true)

/** The expression with NULL in place of each of its operands in turn. */
const withNulls = (node: Node): ReadonlyArray<readonly [operand: number, node: Node]> => {
  switch (node._tag) {
    case 'Call':
      return node.args.flatMap((arg, i) =>
        isOperand(arg) ? [[i, { ...node, args: node.args.map((it, j) => (i === j ? nullOf(it) : it)) }] as const] : [],
      )
    case 'Binary':
      return [
        [0, { ...node, left: nullOf(node.left) }],
        [1, { ...node, right: nullOf(node.right) }],
      ]
    case 'Prefix':
    case 'Extract':
      return [[0, { ...node, operand: nullOf(node.operand) }]]
    case 'AtTimeZone':
      return [
        [0, { ...node, operand: nullOf(node.operand) }],
        [1, { ...node, zone: nullOf(node.zone) }],
      ]
    default:
      return []
  }
}

// -------------------------------------------------------------------------------------
// tests
// -------------------------------------------------------------------------------------

const rowsOf = async (db: Database, expr: AnyExpr): Promise<ReadonlyArray<unknown>> => {
  const rows = expectRight(await all(selectOnly({ it: expr as Expr<unknown, never, never> }))(db)())
  return rows.map(({ it }) => it)
}

const versionOf = async (db: Database): Promise<number> => {
  const [number] = await rowsOf(db, raw(integer, SQL`current_setting('server_version_num')::integer / 10000`))
  return number as number
}

const shown = (value: unknown): string => inspect(value, { breakLength: Number.POSITIVE_INFINITY })

const expectValue = (actual: unknown, yields: Yields, sql: string): void => {
  const right = typeof yields === 'function' ? yields(actual) : isDeepStrictEqual(actual, yields)
  assert.ok(right, `${sql} yields ${shown(actual)}${typeof yields === 'function' ? '' : `, and not ${shown(yields)}`}`)
}

/** Whether the server gives the node's own type for it. */
const expectType = async (db: Database, expr: AnyExpr, sql: string, { type }: About): Promise<void> => {
  const pgTypeof = typed<string, never, never>(callNode('pgTypeof', [nodeOf(expr)], text.type))
  const claimed = raw(text, SQL`${type ?? typeName(nodeOf(expr).type)}::text::regtype::text`)
  const row = selectOnly({ actual: raw(text, SQL`${pgTypeof}::text`), claimed })
  const [found] = expectRight(await all(row)(db)())
  assert.ok(found?.actual === found?.claimed, `${sql} is of type ${found?.actual}, and not ${found?.claimed}`)
}

const expectNulls = async (db: Database, expr: AnyExpr, sql: string, { set, lenient = [] }: About): Promise<void> => {
  for (const [operand, node] of withNulls(nodeOf(expr))) {
    const rows = await rowsOf(db, typed(node))
    const isNull = set === true ? rows.length === 0 : rows[0] === null
    assert.is(isNull, !lenient.includes(operand), `${sql} with NULL for operand ${operand}`)
  }
}

const run = async (db: Database, version: number, [expr, sql, , yields, about = {}]: Line): Promise<void> => {
  if ((about.since ?? 0) > version || about.unrun !== undefined) return
  const rows = await rowsOf(db, expr)
  expectValue(about.set === true ? rows : rows[0], yields, sql)
  if (about.once === true) return
  if (rows.length > 0) await expectType(db, expr, sql, about)
  await expectNulls(db, expr, sql, about)
}

/** Whether SQLite says that it has none of it. */
export const expectNoneInSqlite = (expr: AnyExpr, sql: string): void => {
  const problems = problemsOf(sqlite)(selectOnly({ it: expr as Expr<unknown, never, never> }))
  assert.ok(
    problems.some(({ _tag }) => _tag === 'Unsupported'),
    `SQLite says nothing of ${sql}`,
  )
}

/** `prepare` makes what the lines speak of. */
export const expectFunctions = (
  test: Test,
  lines: ReadonlyArray<Line>,
  prepare: (db: Database) => Promise<void> = async () => undefined,
): void => {
  test('each is spelled as PostgreSQL has it', () => {
    for (const [expr, sql, values] of lines) expectExpr(postgres)(expr, sql, values)
  })

  onEach(test, 'each yields what PostgreSQL says, of its own type, and NULL of NULL', {}, async (db) => {
    await prepare(db)
    const version = await versionOf(db)
    // all that is wrong at once: a line more is a second more, and a run of all is many
    const wrong: Array<string> = []
    for (const line of lines) await run(db, version, line).catch((error: Error) => wrong.push(error.message))
    assert.equal(wrong, [])
  })
}
