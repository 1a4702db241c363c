/**
 * Expressions, one case each: what it is spelled as, what it binds, and what it yields for the three users of `seed`.
 *
 * The spelling is a test of its own; on each database, one test evaluates all cases.
 */
import { pipe } from 'fp-ts/function'
import type { Test } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import type { Expr } from '../../lib/ast/Expr.js'
import type { Closed, Select } from '../../lib/ast/Scope.js'
import { all, from, orderBy, select } from '../../lib/index.js'
import { seed, users } from './blog.js'
import { onEach } from './databases.js'
import { expectRight } from './expect.js'
import { expectExpr } from './expectSql.js'

export interface Case {
  readonly sentence: string
  readonly expr: Expr<unknown, 'users', any>
  readonly postgres: string
  /** Where it is not PostgreSQL's text with other placeholders. */
  readonly sqlite?: string
  readonly values?: ReadonlyArray<unknown>
  /** What SQLite binds, where that is something else. */
  readonly sqliteValues?: ReadonlyArray<unknown>
  /** For jack, who is 31; ed, who is 25 and has no full name; and wendy, who has no age. */
  readonly yields: ReadonlyArray<unknown>
}

const withQuestionMarks = (text: string): string => text.replace(/\$\d+(::[a-z]+( precision)?)?/g, '?')

export const expectCases = (test: Test, cases: ReadonlyArray<Case>): void => {
  for (const { sentence, expr, values = [], ...of } of cases) {
    test(sentence, () => {
      expectExpr(postgres)(expr, of.postgres, values)
      expectExpr(sqlite)(expr, of.sqlite ?? withQuestionMarks(of.postgres), of.sqliteValues ?? values)
    })
  }
  onEach(test, 'what these expressions yield', { portable: true }, async (db) => {
    await seed(db)
    for (const { sentence, expr, yields } of cases) {
      const query = pipe(from(users), orderBy(users.c.id), select({ it: expr }))
      const rows = expectRight(await all(query)(db)())
      assert.equal(
        rows.map(({ it }) => it),
        yields,
        sentence,
      )
    }
  })
}

/** A query of users: the names that it yields, in their order. */
export const expectNames = <S, U>(
  test: Test,
  sentence: string,
  query: Select<S, any, U, { readonly name: string }> & Closed<U, S>,
  names: ReadonlyArray<string>,
): void =>
  onEach(test, sentence, { portable: true }, async (db) => {
    await seed(db)
    const rows = expectRight(await all(query)(db)())
    assert.equal(
      rows.map(({ name }) => name),
      names,
    )
  })
