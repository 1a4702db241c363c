/** What a test has sent, in short: what it does, and to which table. */
import type { LogEvent } from '../../lib/exec/Connection.js'

const control = /^(begin|commit|rollback|savepoint|release)/

const shortly = (sql: string): string => {
  const [, verb = '', name = ''] = /^(insert into|update|delete from) "([^"]+)"/.exec(sql) ?? []
  if (verb !== '') return `${verb.split(' ')[0]} ${name}`
  const [, table = ''] = /from "([^"]+)"/.exec(sql) ?? []
  return `select ${table}`.trim()
}

/** The statements, without those that begin and end transactions, and without locks, which SQLite has not. */
export const changes = (log: ReadonlyArray<LogEvent>): ReadonlyArray<string> =>
  log.flatMap(({ text }) =>
    control.test(text) || /for (update|no key update)$/.test(text.trim()) ? [] : [shortly(text)],
  )

/** Whether all of it was one transaction, which was committed. */
export const isOneTransaction = (log: ReadonlyArray<LogEvent>): boolean =>
  log.length > 2 &&
  log.filter(({ text }) => control.test(text)).length === 2 &&
  /^begin/.test(log[0]?.text ?? '') &&
  log.at(-1)?.text === 'commit'
