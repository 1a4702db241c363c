/** Creating and dropping what a metadata says: in the order in which it needs each other, each only if it must be. */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { type Catalog, nameKey, type ObjectName } from '../ast/Catalog.js'
import type { Change } from '../ast/Change.js'
import type { CompileErrors } from '../ast/CompileError.js'
import { brand } from '../ast/Node.js'
import type { Statement } from '../ast/Scope.js'
import type { Ddl } from '../ast/Statement.js'
import { creation, removal } from '../catalog/creation.js'
import { describe } from '../catalog/describe.js'
import { compileNode } from '../compile/compile.js'
import type { Dialect } from '../compile/Dialect.js'
import { left, right } from '../fp.js'
import type { Metadata } from '../schema/Metadata.js'
import { type ObjectRow, objectNames } from '../statement/ddl.js'
import type { Connection } from './Connection.js'
import { all, execute } from './run.js'
import type { SqlError } from './SqlError.js'

/** A statement that yields nothing. */
type Step = Statement<any, any, any, never, never>

/** Remembers that a node is a statement. */
const step = (node: Ddl): Step => node as unknown as Step

export const stepOf = (change: Change): Step => step({ joinery: brand, _tag: 'Ddl', change })

export const runChanges = async (changes: ReadonlyArray<Change>, tx: Connection): Promise<Either<SqlError, null>> => {
  for (const change of changes) {
    const done = await execute(stepOf(change))(tx)()
    if (done._tag === 'Left') return done
  }
  return right(null)
}

// -------------------------------------------------------------------------------------
// what there is
// -------------------------------------------------------------------------------------

type Has = (kind: ObjectRow['kind'], object: ObjectName) => boolean

const existing = (rows: ReadonlyArray<ObjectRow>): Has => {
  const known = new Set(rows.map(({ kind, schema, name }) => `${kind} ${nameKey({ schema, name })}`))
  return (kind, object) => known.has(`${kind} ${nameKey(object)}`)
}

/** The part of a catalog that `wanted` asks for. */
const part = (self: Catalog, wanted: Has): Catalog => {
  const tables = self.tables.filter((it) => wanted('relation', it))
  const kept = new Set(tables.map(nameKey))
  return {
    ...self,
    types: self.types.filter((it) => wanted('type', it)),
    sequences: self.sequences.filter((it) => wanted('sequence', it)),
    tables,
    views: self.views.filter((it) => wanted('relation', it)),
    routines: self.routines.filter((it) => wanted('routine', it)),
    triggers: self.triggers.filter(({ table }) => kept.has(nameKey(table))),
  }
}

const inOneTransaction =
  (self: Metadata, plan: (catalog: Catalog, has: Has, dialect: Dialect) => readonly [Catalog, ReadonlyArray<Change>]) =>
  (db: Connection): TaskEither<SqlError, ReadonlyArray<string>> =>
  async () => {
    const described = describe(db.dialect, self)
    if (described._tag === 'Left') return left({ _tag: 'NotCompiled', errors: described.left })
    const body = (tx: Connection) => async () => {
      const rows = await all(objectNames(described.right.schemas))(tx)()
      if (rows._tag === 'Left') return rows
      const [kept, changes] = plan(described.right, existing(rows.right), db.dialect)
      const done = await runChanges(changes, tx)
      return done._tag === 'Left' ? done : right(kept.tables.map(({ name }) => name))
    }
    return db.transaction(body, {})
  }

// -------------------------------------------------------------------------------------
// all of it
// -------------------------------------------------------------------------------------

/**
 * Creates what is not there yet, in one transaction, and gives the names of the tables: schemas, types, sequences,
 * tables with their indexes, views. Tables that point to each other in a cycle get one of the foreign keys afterwards.
 *
 * @example createAll(metadata([users, addresses]))(db) // create table "users" (…); create table "addresses" (…)
 */
export const createAll = (self: Metadata): ((db: Connection) => TaskEither<SqlError, ReadonlyArray<string>>) =>
  inOneTransaction(self, (catalog, has, dialect) => {
    const kept = part(catalog, (kind, object) => !has(kind, object))
    return [kept, creation(kept, dialect)]
  })

/**
 * Drops what is there, last created first, in one transaction, and gives the names of the tables. Schemas stay.
 *
 * @example dropAll(metadata([users, addresses]))(db) // drop table "addresses"; drop table "users"
 */
export const dropAll = (self: Metadata): ((db: Connection) => TaskEither<SqlError, ReadonlyArray<string>>) =>
  inOneTransaction(self, (catalog, has, dialect) => {
    const kept = part(catalog, has)
    return [{ ...kept, tables: [...kept.tables].reverse() }, removal(kept, dialect)]
  })

/** The texts of some changes, or all of their problems. */
export const sqlOfChanges = (
  dialect: Dialect,
  changes: ReadonlyArray<Change>,
): Either<CompileErrors, ReadonlyArray<string>> => {
  const compiled = changes.map((change) => compileNode(dialect, stepOf(change)))
  const errors = compiled.flatMap((each) => (each._tag === 'Left' ? each.left : []))
  return errors.length > 0
    ? left(errors as unknown as CompileErrors)
    : right(compiled.flatMap((each) => (each._tag === 'Right' ? [each.right.text] : [])))
}

/**
 * The statements by which `createAll` makes everything in an empty database: pure, nothing runs.
 *
 * @example createAllSql(postgres)(metadata([users, addresses])) // Right(['create table "users" (…)', 'create table "addresses" (…)'])
 */
export const createAllSql =
  (dialect: Dialect) =>
  (self: Metadata): Either<CompileErrors, ReadonlyArray<string>> => {
    const described = describe(dialect, self)
    return described._tag === 'Left' ? described : sqlOfChanges(dialect, creation(described.right, dialect))
  }

/**
 * The statements by which `dropAll` drops everything: pure, nothing runs.
 *
 * @example dropAllSql(postgres)(metadata([users, addresses])) // Right(['drop table "addresses"', 'drop table "users"'])
 */
export const dropAllSql =
  (dialect: Dialect) =>
  (self: Metadata): Either<CompileErrors, ReadonlyArray<string>> => {
    const described = describe(dialect, self)
    return described._tag === 'Left' ? described : sqlOfChanges(dialect, removal(described.right, dialect))
  }
