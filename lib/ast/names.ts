/** The names that PostgreSQL gives to what has none: `users_email_key`, cut to 63 bytes as it cuts them. */

const kept = 63

const utf8 = new TextEncoder()

const bytesOf = (text: string): number => utf8.encode(text).length

/** The longest beginning of a text that has so many bytes, in whole characters. */
const cut = (text: string, bytes: number): string => {
  let out = ''
  let length = 0
  for (const character of text) {
    length += bytesOf(character)
    if (length > bytes) break
    out += character
  }
  return out
}

/** `table_columns_ending`: of what is too long, the longer of the first two is cut. */
export const objectName = (table: string, columns: string | null, ending: string): string => {
  const over = bytesOf(ending) + 1 + (columns === null ? 0 : 1)
  let first = bytesOf(table)
  let second = columns === null ? 0 : bytesOf(columns)
  while (first + second > kept - over) {
    if (first > second) first -= 1
    else second -= 1
  }
  return [cut(table, first), ...(columns === null ? [] : [cut(columns, second)]), ending].join('_')
}

/** PostgreSQL stops adding columns where the name is long enough. */
const joined = (columns: ReadonlyArray<string>): string => {
  let out = ''
  for (const column of columns) {
    out += out === '' ? column : `_${column}`
    if (bytesOf(out) >= kept) break
  }
  return out
}

export const primaryKeyName = (table: string): string => objectName(table, null, 'pkey')

export const uniqueName = (table: string, columns: ReadonlyArray<string>): string =>
  objectName(table, joined(columns), 'key')

export const foreignKeyName = (table: string, columns: ReadonlyArray<string>): string =>
  objectName(table, joined(columns), 'fkey')

/** An expression has no name of its own. */
export const indexName = (table: string, columns: ReadonlyArray<string | null>, number = ''): string =>
  objectName(table, joined(columns.map((column) => column ?? 'expr')), `idx${number}`)

export const sequenceName = (table: string, column: string): string => objectName(table, column, 'seq')
