/** The syntax tree that libpg-query gives: objects with one key, which is what they are. */

export type Tree = unknown

/** The parts of a node; protobuf leaves out what is 0, false or empty. */
export type Parts = Readonly<Record<string, any>>

/** What a tree is. */
export const tagOf = (tree: Tree): string =>
  typeof tree === 'object' && tree !== null ? (Object.keys(tree)[0] ?? '') : ''

/** What is in it. */
export const partsOf = (tree: Tree): Parts =>
  typeof tree === 'object' && tree !== null ? ((Object.values(tree)[0] ?? {}) as Parts) : {}

/** What is in it, if it is an `A`. */
export const as = (tag: string, tree: Tree): Parts | null => (tagOf(tree) === tag ? partsOf(tree) : null)

/** A list of trees; nothing is an empty one. */
export const listOf = (trees: Tree): ReadonlyArray<Tree> => (Array.isArray(trees) ? trees : [])

/** The items of a list that is a node itself. */
export const itemsOf = (tree: Tree): ReadonlyArray<Tree> => (tagOf(tree) === 'List' ? listOf(partsOf(tree).items) : [])

export const stringOf = (tree: Tree): string => String(as('String', tree)?.sval ?? '')

/** The words of a qualified name. */
export const wordsIn = (trees: Tree): ReadonlyArray<string> => listOf(trees).map(stringOf)

/** The last word of a qualified name: PostgreSQL's own schema is left out by users. */
export const lastWord = (trees: Tree): string => wordsIn(trees).at(-1) ?? ''

/** The same of two trees, wherever they stand. */
export const shapeOf = (tree: Tree): string =>
  JSON.stringify(tree, (key, value) =>
    /^(location|.*_location|rexpr_list_(start|end))$/.test(key) ? undefined : value,
  )
