/** SQLite: the dialect, and connections through better-sqlite3, which is loaded by the first statement that runs. */
export { connect, type SqliteOptions } from './connect.js'
export { sqlite } from './dialect.js'
export type { SqliteDatabase } from './session.js'
