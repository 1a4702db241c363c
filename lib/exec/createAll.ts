/** Creating and dropping the tables of a metadata: in the order of their foreign keys, each only if it must be. */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { CompileErrors } from '../ast/CompileError.js'
import type { Branded } from '../ast/Node.js'
import { brand } from '../ast/Node.js'
import type { Statement } from '../ast/Scope.js'
import type { TableNode } from '../ast/Statement.js'
import { left, right } from '../fp.js'
import type { Metadata } from '../schema/Metadata.js'
import { tableNames } from '../statement/ddl.js'
import type { Connection } from './Connection.js'
import { all, execute } from './run.js'
import type { SqlError } from './SqlError.js'

type Step = (table: TableNode) => Branded & { readonly _tag: 'CreateTable' | 'DropTable' }

/** Runs a step for each table, and stops at the first that fails. */
const each = async (
  tables: ReadonlyArray<TableNode>,
  step: Step,
  tx: Connection,
): Promise<Either<SqlError, ReadonlyArray<string>>> => {
  for (const table of tables) {
    const done = await execute(step(table) as unknown as Statement<any, any, any, never, never>)(tx)()
    if (done._tag === 'Left') return done
  }
  return right(tables.map(({ name }) => name))
}

const inOneTransaction =
  ({ errors }: Metadata, choose: (existing: ReadonlySet<string>) => ReadonlyArray<TableNode>, step: Step) =>
  (db: Connection): TaskEither<SqlError, ReadonlyArray<string>> =>
  async () => {
    if (errors.length > 0) return left({ _tag: 'NotCompiled', errors: errors as unknown as CompileErrors })
    const body = (tx: Connection) => async () => {
      const names = await all(tableNames)(tx)()
      if (names._tag === 'Left') return names
      return each(choose(new Set(names.right.map(({ name }) => name))), step, tx)
    }
    return db.transaction(body, {})
  }

/**
 * Creates the tables that are not there yet, in one transaction, and gives their names.
 *
 * @example createAll(metadata([users, addresses]))(db) // create table "users" (…); create table "addresses" (…)
 */
export const createAll = (self: Metadata): ((db: Connection) => TaskEither<SqlError, ReadonlyArray<string>>) =>
  inOneTransaction(
    self,
    (existing) => self.tables.filter(({ name }) => !existing.has(name)),
    (table) => ({ joinery: brand, _tag: 'CreateTable', table }),
  )

/**
 * Drops the tables that are there, last created first, in one transaction, and gives their names.
 *
 * @example dropAll(metadata([users, addresses]))(db) // drop table "addresses"; drop table "users"
 */
export const dropAll = (self: Metadata): ((db: Connection) => TaskEither<SqlError, ReadonlyArray<string>>) =>
  inOneTransaction(
    self,
    (existing) => self.tables.filter(({ name }) => existing.has(name)).reverse(),
    (table) => ({ joinery: brand, _tag: 'DropTable', table }),
  )
