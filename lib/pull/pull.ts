/** A live database as the TypeScript that describes it. */
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Connection } from '../exec/Connection.js'
import type { SqlError } from '../exec/SqlError.js'
import { right } from '../fp.js'
import { type ReflectOptions, reflectCatalog } from '../reflect/reflect.js'
import { type PrintOptions, printCatalog } from './print.js'

export type { PrintOptions } from './print.js'

/**
 * A module of TypeScript with the tables, views and types of a database, and the relations between its tables: what the
 * command `joinery pull` prints.
 *
 * @example pull()(db) // Right('export const users = table(…')
 */
export const pull =
  (options: ReflectOptions & PrintOptions = {}) =>
  (db: Connection): TaskEither<SqlError, string> =>
  async () => {
    const found = await reflectCatalog({ ...options, except: [...(options.except ?? []), 'joinery_migrations'] })(db)()
    return found._tag === 'Left' ? found : right(printCatalog(found.right, db.dialect.readType, options))
  }
