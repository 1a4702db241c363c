/** Names for constraints and indexes that have none of their own, from the names of what they are over. */

/** What a name can be made of. */
export interface NamingContext {
  readonly table: string
  readonly columns: ReadonlyArray<string>
  /** Where a foreign key points. */
  readonly referredTable: string | null
  readonly referredColumns: ReadonlyArray<string>
  /** The name that a check was given. */
  readonly name: string | null
}

/**
 * A function, or a text with parts to fill in: `%(table_name)s`, `%(column_0_name)s` and so on, `%(column_0_N_name)s` for
 * all of them with `_` between, `%(referred_table_name)s`, `%(referred_column_0_name)s`, `%(constraint_name)s`.
 */
export type NameTemplate = string | ((context: NamingContext) => string)

/** By what is named: an index, a unique key, a check, a foreign key, a primary key, an exclusion. */
export interface Naming {
  readonly ix?: NameTemplate
  readonly uq?: NameTemplate
  readonly ck?: NameTemplate
  readonly fk?: NameTemplate
  readonly pk?: NameTemplate
  readonly ex?: NameTemplate
}

const partOf = (
  part: string,
  { table, columns, referredTable, referredColumns, name }: NamingContext,
): string | null => {
  if (part === 'table_name') return table
  if (part === 'referred_table_name') return referredTable
  if (part === 'constraint_name') return name
  const [, referred, at, all] = /^(referred_)?column_(\d+)(_?N)?_(?:name|key|label)$/.exec(part) ?? []
  const from = referred === undefined ? columns : referredColumns
  if (at === undefined) return null
  if (all === 'N') return from.slice(Number(at)).join('')
  if (all === '_N') return from.slice(Number(at)).join('_')
  const column = from[Number(at)] ?? null
  return part.endsWith('_label') && column !== null ? `${table}_${column}` : column
}

/** The name that a template gives, or null where it has a part that is not there. */
export const nameBy = (template: NameTemplate, context: NamingContext): string | null => {
  if (typeof template === 'function') return template(context)
  let missing = false
  const name = template.replace(/%\((\w+)\)s/g, (_, part: string) => {
    const text = partOf(part, context)
    missing ||= text === null
    return text ?? ''
  })
  return missing ? null : name
}

/** Whether a template takes up the name that a check was given. */
export const takesName = (template: NameTemplate): boolean =>
  typeof template === 'function' || template.includes('%(constraint_name)s')
