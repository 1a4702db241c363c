/** Names between quotes: the one place where a name becomes a part of SQL. */

/** @example quote('say "hi"') // "say ""hi""" */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** What no database can keep as a name. */
export const nameProblem = (name: string): string | null => {
  if (name === '') return 'it is empty'
  if (name.includes('\0')) return 'it holds the NUL character'
  return /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(name)
    ? 'it holds half of a surrogate pair'
    : null
}

/** A text as a literal of PostgreSQL, which nothing in it ends. */
export const quoteText = (text: string): string => {
  const own = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? `E${own.replaceAll('\\', '\\\\')}` : own
}
