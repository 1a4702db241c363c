/**
 * The second phase of transactions that were prepared (`transaction(body, { prepareAs })`): any connection can end them,
 * also one of another program, and one that was not there before a crash.
 */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { CompileErrors } from '../ast/CompileError.js'
import type { Control } from '../compile/Control.js'
import { left, right } from '../fp.js'
import type { Connection } from './Connection.js'
import type { Answer } from './Session.js'
import type { SqlError } from './SqlError.js'

const send = async (text: Either<CompileErrors, string>, db: Connection): Promise<Either<SqlError, Answer>> =>
  text._tag === 'Left' ? left({ _tag: 'NotCompiled', errors: text.left }) : db.run({ text: text.right, values: [] })

const ending =
  (spell: (control: Control) => (name: string) => Either<CompileErrors, string>) =>
  (name: string) =>
  (db: Connection): TaskEither<SqlError, void> =>
  async () => {
    const ended = await send(spell(db.dialect.control)(name), db)
    return ended._tag === 'Left' ? ended : right(undefined)
  }

/** Keeps what was prepared. @example commitPrepared('transfer-7')(db) // commit prepared 'transfer-7' */
export const commitPrepared = /* @__PURE__ */ ending((control) => control.commitPrepared)

/** Undoes what was prepared. @example rollbackPrepared('transfer-7')(db) // rollback prepared 'transfer-7' */
export const rollbackPrepared = /* @__PURE__ */ ending((control) => control.rollbackPrepared)

/** The names of the transactions of this database that are prepared, the oldest first: after a crash, they wait. */
export const preparedTransactions =
  (db: Connection): TaskEither<SqlError, ReadonlyArray<string>> =>
  async () => {
    const found = await send(db.dialect.control.prepared, db)
    return found._tag === 'Left' ? found : right(found.right.rows.map(([name]) => String(name)))
  }
