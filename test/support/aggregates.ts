/**
 * Aggregates, one line each: what it is, its SQL, what it binds, and what it yields over the three users of `seed` and
 * over none of them.
 *
 * On each database, the type that the server says must be the one that the node claims.
 */
import { pipe } from 'fp-ts/function'
import type { Test } from 'uvu'
import * as assert from 'uvu/assert'
import { typeName } from '../../dialects/ansi/typeName.js'
import { postgres } from '../../dialects/postgres/dialect.js'
import { type AnyExpr, type Expr, nodeOf } from '../../lib/ast/Expr.js'
import type { Database } from '../../lib/exec/Connection.js'
import { eq, from, integer, one, raw, SQL, select, selectOnly, text, where } from '../../lib/index.js'
import { seed, users } from './blog.js'
import { onEach } from './databases.js'
import { expectRight } from './expect.js'
import { expectExpr } from './expectSql.js'

export interface Aggregated {
  readonly expr: AnyExpr
  readonly sql: string
  readonly values?: ReadonlyArray<unknown>
  /** Over the three users, and over none. */
  readonly yields: readonly [some: unknown, none: unknown]
  /** The first version of PostgreSQL that has it. */
  readonly since?: number
}

const versionOf = async (db: Database): Promise<number> => {
  const version = raw(integer, SQL`current_setting('server_version_num')::integer / 10000`)
  return expectRight(await one(selectOnly({ version }))(db)()).version
}

const run = async (db: Database, { expr, sql, yields }: Aggregated): Promise<void> => {
  const claimed = typeName(nodeOf(expr).type)
  const query = pipe(
    from(users),
    select({
      it: expr as Expr<unknown, 'users', never>,
      actual: raw(text, SQL`pg_typeof(${expr})::text`),
      claimed: raw(text, SQL`${claimed}::text::regtype::text`),
    }),
  )
  const some = expectRight(await one(query)(db)())
  const none = expectRight(await one(pipe(query, where(eq(users.c.id, 0))))(db)())
  assert.equal([some.it, none.it], yields, sql)
  assert.is(some.actual, some.claimed, `the type of ${sql}`)
}

/** What is wrong with each, and not only with the first. */
const problemOf = async (db: Database, line: Aggregated): Promise<ReadonlyArray<string>> => {
  try {
    await run(db, line)
    return []
  } catch (error) {
    return [
      `${line.sql}: ${(error as Error).message} ${JSON.stringify((error as { readonly actual?: unknown }).actual)}`,
    ]
  }
}

export const expectAggregates = (test: Test, lines: ReadonlyArray<Aggregated>): void => {
  test('each is spelled as PostgreSQL has it', () => {
    for (const { expr, sql, values = [] } of lines) expectExpr(postgres)(expr, sql, values)
  })

  onEach(
    test,
    'each yields what PostgreSQL says, of its own type, and the right thing over no rows',
    {},
    async (db) => {
      await seed(db)
      const version = await versionOf(db)
      const problems: Array<string> = []
      for (const line of lines) if ((line.since ?? 0) <= version) problems.push(...(await problemOf(db, line)))
      assert.equal(problems, [])
    },
  )
}
