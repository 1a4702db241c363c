/** What differs between descriptors and a database, or between two databases or two sets of descriptors. */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Catalog, ConstraintFact } from '../ast/Catalog.js'
import { nameKey } from '../ast/Catalog.js'
import type { Change } from '../ast/Change.js'
import type { CompileErrors } from '../ast/CompileError.js'
import { compare } from '../catalog/compare.js'
import type { CompareOptions } from '../catalog/compareTable.js'
import type { Difference } from '../catalog/Difference.js'
import { describe } from '../catalog/describe.js'
import { normal } from '../catalog/normal.js'
import type { Dialect } from '../compile/Dialect.js'
import type { Connection } from '../exec/Connection.js'
import type { SqlError } from '../exec/SqlError.js'
import { left, right } from '../fp.js'
import type { Metadata } from '../schema/Metadata.js'
import { inlineConstraints } from './fromCatalog.js'
import { type ReflectOptions, reflectCatalog } from './reflect.js'
import { asTheDatabaseSays } from './scratch.js'

export interface DiffOptions extends ReflectOptions, CompareOptions {}

/** A name that nobody said may be any. */
const withoutGivenNames = (found: Catalog, described: Catalog): Catalog => {
  const said = new Map(
    described.tables.map((table) => [nameKey(table), new Set(table.constraints.flatMap(({ name }) => name ?? []))]),
  )
  return {
    ...found,
    tables: found.tables.map((table) => ({
      ...table,
      constraints: table.constraints.map(
        (it): ConstraintFact =>
          it.name !== null && said.get(nameKey(table))?.has(it.name) === true ? it : { ...it, name: null },
      ),
    })),
  }
}

/** Keys of one column said at their columns, as a person would. */
const atColumns = (catalog: Catalog): Catalog => ({
  ...catalog,
  tables: catalog.tables.map((table) => {
    const inline = inlineConstraints(table)
    const isOne = (it: ConstraintFact): boolean => inline.includes(it) && 'columns' in it && it.columns.length === 1
    return { ...table, constraints: table.constraints.map((it) => (isOne(it) ? { ...it, inline: true } : it)) }
  }),
})

/** What descriptors stand for, in the words of a database that can be asked. */
export const wanted =
  (self: Metadata) =>
  (db: Connection): TaskEither<SqlError, Catalog> =>
  async () => {
    const described = describe(db.dialect, self)
    if (described._tag === 'Left') return left({ _tag: 'NotCompiled', errors: described.left })
    if (!db.dialect.hasTypes) return right(normal(described.right))
    const found = await asTheDatabaseSays(described.right)(db)()
    return found._tag === 'Left' ? found : right(atColumns(withoutGivenNames(found.right, described.right)))
  }

/** What a database does that cannot change what a table says: SQLite. */
const simple: ReadonlySet<Change['_tag']> = new Set<Change['_tag']>([
  ...(['CreateTable', 'DropTable', 'RenameTable', 'AddColumn', 'DropColumn', 'RenameColumn'] as const),
  ...(['CreateIndex', 'DropIndex', 'CreateView', 'DropView', 'CreateTrigger', 'DropTrigger'] as const),
])

/** A step that a database has no statement for is left to a person: the table is made anew, and its rows are copied. */
const asItCan = ({ addsConstraints }: Dialect, it: Difference): Difference =>
  addsConstraints || it.changes.every(({ _tag }) => simple.has(_tag))
    ? it
    : { ...it, changes: [], dangers: [...it.dangers, 'manual'] }

const compared = (dialect: Dialect, from: Catalog, to: Catalog, options: CompareOptions): ReadonlyArray<Difference> =>
  compare(normal(from), normal(to), { ...options, addsConstraints: dialect.addsConstraints }).map((it) =>
    asItCan(dialect, it),
  )

/** Where migrations are noted: it is joinery's, and no descriptor's. */
const own = ['joinery_migrations']

/**
 * What has to be done to a database so that it is what the descriptors say, in words and as steps; nothing where they agree.
 * Nothing is changed: the descriptors are made in a schema of their own, in a transaction that is rolled back.
 *
 * @example diff(metadata([users, addresses]))(db) // Right([{ words: 'users.email is missing', … }])
 */
export const diff =
  (self: Metadata, options: DiffOptions = {}) =>
  (db: Connection): TaskEither<SqlError, ReadonlyArray<Difference>> =>
  async () => {
    const to = await wanted(self)(db)()
    if (to._tag === 'Left') return to
    const schemas = [...new Set([...to.right.schemas, ...(options.schemas ?? [])])]
    const except = [...own, ...(options.except ?? [])]
    const from = await reflectCatalog({ schemas, except })(db)()
    return from._tag === 'Left' ? from : right(compared(db.dialect, from.right, to.right, options))
  }

/**
 * What has to be done to what one metadata describes so that it is what the other does: pure, with expressions compared by
 * their text.
 *
 * @example diffMetadata(postgres)(before, after) // Right([{ words: 'the table users is missing', … }])
 */
export const diffMetadata =
  (dialect: Dialect) =>
  (from: Metadata, to: Metadata, options: CompareOptions = {}): Either<CompileErrors, ReadonlyArray<Difference>> => {
    const before = describe(dialect, from)
    if (before._tag === 'Left') return before
    const after = describe(dialect, to)
    return after._tag === 'Left' ? after : right(compared(dialect, before.right, after.right, options))
  }
