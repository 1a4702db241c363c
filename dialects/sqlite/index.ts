/** SQLite: the dialect, and connections through better-sqlite3, which is loaded by the first statement that runs. */
export { connect } from './connect.js'
export { sqlite } from './dialect.js'
