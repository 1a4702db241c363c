/**
 * What a database would say of some descriptors if it had them: they are made in schemas that nobody else sees, read, and
 * rolled back.
 *
 * A database spells expressions in a way of its own, so its word can only be compared with its word.
 */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Catalog } from '../ast/Catalog.js'
import { creation } from '../catalog/creation.js'
import type { Connection } from '../exec/Connection.js'
import { runChanges } from '../exec/createAll.js'
import { one } from '../exec/run.js'
import type { SqlError } from '../exec/SqlError.js'
import { currentSchemas, setConfig } from '../expr/server.js'
import { right } from '../fp.js'
import { selectOnly } from '../statement/select.js'
import { reflectCatalog } from './reflect.js'

/** Names that nothing else can have. */
const scratchName = (i: number): string =>
  `joinery_scratch_${Date.now().toString(36)}${Math.random().toString(36).slice(2, 10)}_${i}`

/** Replaces texts in all strings of a value. */
const replaced = <A>(value: A, pairs: ReadonlyArray<readonly [RegExp | string, string]>): A => {
  const text = (it: string): string => pairs.reduce((sum, [from, to]) => sum.replaceAll(from, to), it)
  const each = (it: unknown): unknown => {
    if (typeof it === 'string') return text(it)
    if (Array.isArray(it)) return it.map(each)
    return typeof it === 'object' && it !== null
      ? Object.fromEntries(Object.entries(it).map(([key, own]) => [key, each(own)]))
      : it
  }
  return each(value) as A
}

const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** As PostgreSQL spells a name: between quotes where it has to be. */
const spelledName = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : quotedName(name))

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The catalog with other schemas, in its names and in its SQL. */
const moved = (catalog: Catalog, names: ReadonlyMap<string, string>): Catalog => {
  const schema = <A extends { readonly schema: string | null }>(it: A): A => ({
    ...it,
    schema: it.schema === null ? null : (names.get(it.schema) ?? it.schema),
  })
  const pairs = [...names].flatMap(
    ([from, to]): ReadonlyArray<readonly [RegExp, string]> => [
      [new RegExp(`${escaped(quotedName(from))}\\.`, 'g'), `${spelledName(to)}.`],
      [new RegExp(`(?<![\\w".$])${escaped(spelledName(from))}\\.(?=[\\w"])`, 'g'), `${spelledName(to)}.`],
    ],
  )
  const texts = replaced(catalog, pairs)
  return {
    schemas: catalog.schemas.map((name) => names.get(name) ?? name),
    types: texts.types.map(schema),
    sequences: texts.sequences.map(schema),
    tables: texts.tables.map((table) => ({
      ...schema(table),
      constraints: table.constraints.map((it) =>
        it._tag === 'ForeignKey' ? { ...it, target: schema(it.target) } : it,
      ),
      partition: table.partition === null ? null : { ...table.partition, of: schema(table.partition.of) },
    })),
    views: texts.views.map(schema),
    routines: texts.routines.map(schema),
    triggers: texts.triggers.map((it) => ({ ...it, table: schema(it.table) })),
  }
}

/** Makes a catalog in a schema of its own, inside the transaction, and lets unqualified names mean that. */
export const makeScratch = async (
  catalog: Catalog,
  tx: Connection,
): Promise<Either<SqlError, ReadonlyMap<string, string>>> => {
  // a database without schemas has nothing else in it
  if (!tx.dialect.hasTypes) {
    const made = await runChanges(creation(catalog, tx.dialect), tx)
    return made._tag === 'Left' ? made : right(new Map())
  }
  const own = scratchName(0)
  const names = new Map(catalog.schemas.map((name, i) => [name, scratchName(i + 1)]))
  const path = await one(selectOnly({ names: currentSchemas(false) }))(tx)()
  if (path._tag === 'Left') return path
  const created = await runChanges([{ _tag: 'CreateSchema', name: own }], tx)
  if (created._tag === 'Left') return created
  const wanted = [own, ...path.right.names].map(quotedName).join(', ')
  const set = await one(selectOnly({ it: setConfig('search_path', wanted, true) }))(tx)()
  if (set._tag === 'Left') return set
  const made = await runChanges(creation(moved(catalog, names), tx.dialect), tx)
  return made._tag === 'Left' ? made : right(names)
}

/** What the database says of what was made so, under the names that it was described with. */
export const readScratch =
  (names: ReadonlyMap<string, string>) =>
  (tx: Connection): TaskEither<SqlError, Catalog> =>
  async () => {
    const found = await reflectCatalog({ schemas: [...names.values()] })(tx)()
    if (found._tag === 'Left') return found
    return right(moved(found.right, new Map([...names].map(([from, to]) => [to, from]))))
  }

/** SQL that speaks of schemas, about those that stand for them. */
export const movedText = (text: string, names: ReadonlyMap<string, string>): string =>
  [...names].reduce((sum, [from, to]) => sum.replaceAll(`${quotedName(from)}.`, `${quotedName(to)}.`), text)

/** What the database says of what a catalog describes. Nothing stays. */
export const asTheDatabaseSays =
  (catalog: Catalog) =>
  (db: Connection): TaskEither<SqlError, Catalog> =>
  () =>
    db.transaction(
      (tx) => async () => {
        const names = await makeScratch(catalog, tx)
        if (names._tag === 'Left') return names
        return readScratch(names.right)(tx)()
      },
      { rollback: true },
    )
