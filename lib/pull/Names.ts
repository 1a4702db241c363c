/** The names of constants and keys: those of the database in camelCase, each once, and none that means something already. */

const words: ReadonlySet<string> = new Set(
  `break case catch class const continue debugger default delete do else enum export extends false finally for function if
  import in instanceof new null return super switch this throw true try typeof var void while with yield let static
  implements interface package private protected public await async of arguments eval undefined NaN Infinity t
  Object Array String Number Boolean Symbol`.split(/\s+/),
)

/** `film_actor` as `filmActor`; what has no letter in it gets one. */
export const camelCase = (name: string): string => {
  const parts = name.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '')
  const joined = parts
    .map((part, i) => {
      const own = /^[\p{Lu}\p{N}]+$/u.test(part) ? part.toLowerCase() : part
      const first = own.charAt(0)
      return (i === 0 ? first.toLowerCase() : first.toUpperCase()) + own.slice(1)
    })
    .join('')
  const spelled = /^\p{L}/u.test(joined) ? joined : `_${joined}`
  // `bıgınt`.toUpperCase() and the like are no identifiers everywhere, but letters are
  return spelled === '_' ? 'unnamed' : spelled
}

/** The key that `snakeCase` gives the name to. */
export const snakeCased = (key: string): string =>
  key.replace(/[A-Z]+(?![a-z])|[A-Z]/g, (upper, at: number) => `${at > 0 ? '_' : ''}${upper.toLowerCase()}`)

export interface Names {
  /** A constant of its own; the same one for the same key. */
  readonly constant: (key: string, name: string, otherwise: string) => string
}

/** Gives names that are not taken: by the words of TypeScript, by what is imported, or by each other. */
export const namesBeside = (imported: ReadonlySet<string>): Names => {
  const given = new Map<string, string>()
  const taken = new Set<string>()
  const isFree = (name: string): boolean => !words.has(name) && !imported.has(name) && !taken.has(name)
  return {
    constant: (key, name, otherwise) => {
      const known = given.get(key)
      if (known !== undefined) return known
      const own = camelCase(name)
      let free = isFree(own) ? own : `${own}${otherwise}`
      for (let i = 2; !isFree(free); i++) free = `${own}${otherwise}${i}`
      given.set(key, free)
      taken.add(free)
      return free
    },
  }
}

/** Keys for the columns of a table, by their names in the database. */
export const keysOf = (columns: ReadonlyArray<string>): ReadonlyMap<string, string> => {
  const keys = new Map<string, string>()
  const taken = new Set<string>()
  for (const column of columns) {
    const own = camelCase(column)
    let free = own
    for (let i = 2; taken.has(free); i++) free = `${own}${i}`
    keys.set(column, free)
    taken.add(free)
  }
  return keys
}
