/** What is probably a mistake, as data. */

export type Finding =
  /** Each delete in the other table looks through all of this one. */
  | { readonly _tag: 'UnindexedForeignKey'; readonly table: string; readonly columns: ReadonlyArray<string> }
  | {
      readonly _tag: 'ForeignKeyType'
      readonly table: string
      readonly column: string
      readonly type: string
      readonly target: string
      readonly targetType: string
    }
  | { readonly _tag: 'NoPrimaryKey'; readonly table: string }
  /** An index whose columns another one begins with. */
  | { readonly _tag: 'RedundantIndex'; readonly table: string; readonly index: string; readonly by: string }
  | {
      readonly _tag: 'RelationAgainstKeys'
      readonly relation: string
      readonly says: 'one' | 'maybe' | 'many'
      readonly reason: 'not unique' | 'may be null' | 'unique'
    }
  | { readonly _tag: 'CartesianProduct'; readonly statement: string; readonly sources: ReadonlyArray<string> }
  | { readonly _tag: 'UnusedCte'; readonly statement: string; readonly name: string }
  | { readonly _tag: 'UnorderedLimit'; readonly statement: string }
  /** Rows that are equal in the order may come on either of two pages. */
  | { readonly _tag: 'NoTieBreak'; readonly statement: string; readonly key: ReadonlyArray<string> }

const list = (names: ReadonlyArray<string>): string => names.join(', ')

const texts: { readonly [T in Finding['_tag']]: (finding: Extract<Finding, { readonly _tag: T }>) => string } = {
  UnindexedForeignKey: ({ table, columns }) =>
    `${table} (${list(columns)}) is a foreign key without an index: add index([${columns.map((it) => `t.${it}`).join(', ')}])`,
  ForeignKeyType: ({ table, column, type, target, targetType }) =>
    `${table}.${column} is ${type}, and points to ${target}, which is ${targetType}: give both one type`,
  NoPrimaryKey: ({ table }) => `${table} has no primary key: its rows cannot be told apart`,
  RedundantIndex: ({ table, index, by }) => `the index ${index} of ${table} is the beginning of ${by}: drop it`,
  RelationAgainstKeys: ({ relation, says, reason }) =>
    reason === 'unique'
      ? `${relation} says that there may be many, and a key sees to it that there is one at most: use oneToOne`
      : reason === 'not unique'
        ? `${relation} says that there is one at most (${says}), and no key sees to it: make the columns unique`
        : `${relation} says that there always is one, and its column may be null`,
  CartesianProduct: ({ statement, sources }) =>
    `${statement} joins ${sources.join(' and ')} without a condition between them: every row meets every other`,
  UnusedCte: ({ statement, name }) => `${statement} has the common table expression ${name}, which nothing reads`,
  UnorderedLimit: ({ statement }) => `${statement} has a limit and no order: which rows it yields is left to chance`,
  NoTieBreak: ({ statement, key }) =>
    `${statement} has a limit, and an order in which rows may be equal: order by ${list(key)} too`,
}

/** One line for a person. */
export const describeFinding = (finding: Finding): string =>
  (texts[finding._tag] as (finding: Finding) => string)(finding)
