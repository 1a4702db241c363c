/** Names between quotes: the one place where a name becomes a part of SQL. */

/** @example quote('say "hi"') // "say ""hi""" */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
