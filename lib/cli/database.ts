/** The database that a command is about: by an address, or by DATABASE_URL. */
import { connect as connectPostgres } from '../../dialects/postgres/index.js'
import { connect as connectSqlite } from '../../dialects/sqlite/index.js'
import type { Database } from '../exec/Connection.js'

/** A migration may take its time. */
const day = 86_400_000

/** An open database, or why there is none. */
export const opened = (address: string | undefined): Database | string => {
  const url = address ?? process.env.DATABASE_URL
  if (url === undefined || url === '') return 'say which database: give its URL, or set DATABASE_URL'
  return /^postgres(ql)?:\/\//.test(url)
    ? connectPostgres(url, { max: 2, statementMilliseconds: day })
    : connectSqlite(url.replace(/^sqlite:(\/\/)?/, ''))
}
