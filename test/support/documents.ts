/**
 * Expressions of JSON documents, one case each: what they are spelled as, what they bind, and what they yield for two rows:
 * one that has everything, and one that has little.
 */
import { pipe } from 'fp-ts/function'
import type { Test } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import type { Expr } from '../../lib/ast/Expr.js'
import type { Database } from '../../lib/exec/Connection.js'
import {
  all,
  createAll,
  execute,
  from,
  insertInto,
  integer,
  json,
  jsonb,
  metadata,
  nullable,
  orderBy,
  primaryKey,
  select,
  table,
  values,
} from '../../lib/index.js'
import { onEach } from './databases.js'
import { expectRight } from './expect.js'
import { expectExpr } from './expectSql.js'

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

export interface Settings {
  readonly theme?: 'dark' | 'light'
  readonly limits: { readonly seats: number; readonly projects?: number | null }
  readonly flags: ReadonlyArray<string>
}

export interface Entry {
  readonly list: ReadonlyArray<boolean | string | null>
  readonly price: number
  readonly none: string | null
  readonly inner: { readonly [key: string]: number }
}

export const orgs = table('orgs', {
  id: primaryKey(integer),
  settings: jsonb<Settings>(),
  entry: nullable(json<Entry>()),
})

export const seedDocuments = async (db: Database): Promise<void> => {
  expectRight(await createAll(metadata([orgs]))(db)())
  const rows = [
    {
      id: 1,
      settings: { theme: 'dark', limits: { seats: 5, projects: null }, flags: ['sso', 'beta'] },
      entry: { list: [true, null, 'a"b'], price: 12.5, none: null, inner: { a: 1, b: 2 } },
    },
    { id: 2, settings: { limits: { seats: 20 }, flags: [] }, entry: null },
  ] as const
  expectRight(await execute(pipe(insertInto(orgs), values([...rows])))(db)())
}

// -------------------------------------------------------------------------------------
// cases
// -------------------------------------------------------------------------------------

export interface Case {
  readonly sentence: string
  readonly expr: Expr<unknown, 'orgs', any>
  readonly postgres: string
  readonly values?: ReadonlyArray<unknown>
  /** Where SQLite has it. */
  readonly sqlite?: string
  readonly yields: ReadonlyArray<unknown>
}

const yielded = async (db: Database, cases: ReadonlyArray<Case>): Promise<void> => {
  await seedDocuments(db)
  for (const { sentence, expr, yields } of cases) {
    const rows = expectRight(await all(pipe(from(orgs), orderBy(orgs.c.id), select({ it: expr })))(db)())
    assert.equal(
      rows.map(({ it }) => it),
      yields,
      sentence,
    )
  }
}

/** `newest` is what an older PostgreSQL has not. */
export const expectDocuments = (
  test: Test,
  cases: ReadonlyArray<Case>,
  options: { readonly newest?: boolean } = {},
): void => {
  for (const { sentence, expr, values: bound = [], ...of } of cases) {
    test(sentence, () => {
      expectExpr(postgres)(expr, of.postgres, bound)
      if (of.sqlite !== undefined) expectExpr(sqlite)(expr, of.sqlite, bound)
    })
  }
  onEach(test, 'what these expressions yield', options, (db) => yielded(db, cases))
  const portable = cases.filter((each) => each.sqlite !== undefined)
  if (portable.length === 0) return
  onEach(test, 'what the portable ones yield', { ...options, portable: true }, (db) => yielded(db, portable))
}
