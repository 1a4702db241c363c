/** Creating and dropping the tables of a metadata: in the order of their foreign keys, each only if it must be. */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { CompileErrors } from '../ast/CompileError.js'
import { brand } from '../ast/Node.js'
import type { Statement } from '../ast/Scope.js'
import type { AddConstraint, CreateTable, DropConstraint, DropTable, TableNode } from '../ast/Statement.js'
import type { Dialect } from '../compile/Dialect.js'
import { left, right } from '../fp.js'
import type { Later, Metadata } from '../schema/Metadata.js'
import { tableNames } from '../statement/ddl.js'
import type { Connection } from './Connection.js'
import { all, execute } from './run.js'
import type { SqlError } from './SqlError.js'

/** A statement that yields nothing. */
type Step = Statement<any, any, any, never, never>

/** Remembers that a node is a statement. */
const step = (node: AddConstraint | CreateTable | DropConstraint | DropTable): Step => node as unknown as Step

const runAll = async (steps: ReadonlyArray<Step>, tx: Connection): Promise<Either<SqlError, null>> => {
  for (const each of steps) {
    const done = await execute(each)(tx)()
    if (done._tag === 'Left') return done
  }
  return right(null)
}

/** The tables to work on, and what to do with them. */
interface Work {
  readonly tables: ReadonlyArray<TableNode>
  readonly steps: ReadonlyArray<Step>
}

const inOneTransaction =
  ({ errors }: Metadata, plan: (existing: ReadonlySet<string>, dialect: Dialect) => Work) =>
  (db: Connection): TaskEither<SqlError, ReadonlyArray<string>> =>
  async () => {
    if (errors.length > 0) return left({ _tag: 'NotCompiled', errors: errors as unknown as CompileErrors })
    const body = (tx: Connection) => async () => {
      const names = await all(tableNames)(tx)()
      if (names._tag === 'Left') return names
      const { tables, steps } = plan(new Set(names.right.map(({ name }) => name)), db.dialect)
      const done = await runAll(steps, tx)
      return done._tag === 'Left' ? done : right(tables.map(({ name }) => name))
    }
    return db.transaction(body, {})
  }

/**
 * Creates the tables that are not there yet, in one transaction, and gives their names. Tables that point to each other in
 * a cycle get one of the foreign keys afterwards.
 *
 * @example createAll(metadata([users, addresses]))(db) // create table "users" (…); create table "addresses" (…)
 */
export const createAll = (self: Metadata): ((db: Connection) => TaskEither<SqlError, ReadonlyArray<string>>) =>
  inOneTransaction(self, (existing, { addsConstraints }) => {
    const tables = self.tables.filter(({ name }) => !existing.has(name))
    const later = addsConstraints ? self.later.filter(({ table }) => tables.includes(table)) : []
    return {
      tables,
      steps: [
        ...tables.map((table) =>
          step({
            joinery: brand,
            _tag: 'CreateTable',
            table,
            without: later.filter((each) => each.table === table).map(({ of }) => of),
          }),
        ),
        ...later.map(({ table, constraint }) => step({ joinery: brand, _tag: 'AddConstraint', table, constraint })),
      ],
    }
  })

/** What the database calls a foreign key that has no name of its own. */
const defaultName = ({ table, constraint: { columns } }: Later): string =>
  [table.name, ...columns.map((column) => ('name' in column ? column.name : '')), 'fkey'].join('_')

/**
 * Drops the tables that are there, last created first, in one transaction, and gives their names.
 *
 * @example dropAll(metadata([users, addresses]))(db) // drop table "addresses"; drop table "users"
 */
export const dropAll = (self: Metadata): ((db: Connection) => TaskEither<SqlError, ReadonlyArray<string>>) =>
  inOneTransaction(self, (existing, { addsConstraints }) => {
    const tables = self.tables.filter(({ name }) => existing.has(name)).reverse()
    const later = addsConstraints ? self.later.filter(({ table }) => tables.includes(table)) : []
    return {
      tables,
      steps: [
        ...later.map((each) =>
          step({
            joinery: brand,
            _tag: 'DropConstraint',
            table: each.table,
            name: each.constraint.name ?? defaultName(each),
          }),
        ),
        ...tables.map((table) => step({ joinery: brand, _tag: 'DropTable', table })),
      ],
    }
  })
