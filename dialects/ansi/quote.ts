/** Names between quotes: the one place where a name becomes a part of SQL. */

/** @example quote('say "hi"') // "say ""hi""" */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A text as a literal of PostgreSQL, which nothing in it ends. */
export const quoteText = (text: string): string => {
  const own = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? `E${own.replaceAll('\\', '\\\\')}` : own
}
