/** The foreign keys between two tables, and what they say about how many rows belong together. */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { isBranded, nodeOf } from '../ast/Expr.js'
import { type SqlType, uncounted } from '../ast/SqlType.js'
import type { TableNode } from '../ast/Statement.js'
import { foreignKeysOf, uniqueKeysOf } from '../schema/foreignKey.js'

/** A foreign key from one table to another, as keys of both, column by column. */
export interface Path {
  readonly from: ReadonlyArray<string>
  readonly to: ReadonlyArray<string>
}

// -------------------------------------------------------------------------------------
// paths
// -------------------------------------------------------------------------------------

const keyAt = (table: TableNode, name: string): string | undefined =>
  Object.keys(table.columns).find((key) => table.columns[key]?.name === name)

/** The foreign keys by which `child` points to `parent`. */
export const pathsBetween = (child: TableNode, parent: TableNode): ReadonlyArray<Path> =>
  foreignKeysOf(child).flatMap(({ columns, targets }) => {
    // the target was named by the table itself, whatever alias is used here
    if (targets === null || targets[0]?.table !== parent.name) return []
    const to = targets.flatMap(({ name }) => keyAt(parent, name) ?? [])
    return to.length === columns.length ? [{ from: columns, to }] : []
  })

const named = (child: TableNode, { from }: Path): string => from.map((key) => `${child.name}.${key}`).join(' + ')

const names = (child: TableNode, paths: ReadonlyArray<Path>): string =>
  paths.map((path) => named(child, path)).join(', ')

/** The names of the columns that the option names: one, or several. */
export const chosenNames = (option: unknown): ReadonlyArray<string> | null =>
  option === undefined
    ? null
    : (Array.isArray(option) ? option : [option]).map((column) => {
        const node = isBranded(column) ? nodeOf(column as never) : null
        return node?._tag === 'Column' ? node.name : ''
      })

const isChosen = (child: TableNode, { from }: Path, chosen: ReadonlyArray<string>): boolean =>
  from.length === chosen.length && from.every((key) => chosen.includes(child.columns[key]?.name ?? ''))

const optionFor = (child: TableNode, { from }: Path, option: string): string => {
  const columns = from.map((key) => `${child.alias}.c.${key}`)
  return `{ ${option}: ${columns.length === 1 ? columns[0] : `[${columns.join(', ')}]`} }`
}

/** Where there is none, it may be that the other table has it. */
const noPath = (child: TableNode, parent: TableNode, subject: string): CompileError => {
  const opposite = pathsBetween(parent, child)
  return opposite.length === 0
    ? invalidArgument(subject, `has no foreign key from ${child.name}`, 'add references(() => …) to a column')
    : invalidArgument(
        subject,
        `has its foreign key on the other side: ${names(parent, opposite)}`,
        `${parent.name} is the one that points: give the tables the other way round`,
      )
}

/** The one foreign key that makes the relation, or why there is not one. */
export const pathOf = (
  child: TableNode,
  parent: TableNode,
  chosen: ReadonlyArray<string> | null,
  option = 'foreignKey',
): Path | CompileError => {
  const all = pathsBetween(child, parent)
  const paths = chosen === null ? all : all.filter((path) => isChosen(child, path, chosen))
  const [first, ...others] = paths
  const subject = `the relation between ${parent.name} and ${child.name}`
  if (first === undefined) {
    return all.length === 0
      ? noPath(child, parent, subject)
      : invalidArgument(
          subject,
          `has no foreign key ${(chosen ?? []).join(' + ')}`,
          `choose one of ${names(child, all)}`,
        )
  }
  return others.length === 0
    ? first
    : invalidArgument(
        subject,
        `can take several foreign keys: ${names(child, all)}`,
        `choose one: ${optionFor(child, first, option)}`,
      )
}

// -------------------------------------------------------------------------------------
// what they say
// -------------------------------------------------------------------------------------

/** Whether no two rows are equal in these columns. */
export const isUnique = (table: TableNode, columns: ReadonlyArray<string>): boolean =>
  uniqueKeysOf(table).some((key) => key.length > 0 && key.every((column) => columns.includes(column)))

export const isNullable = (table: TableNode, columns: ReadonlyArray<string>): boolean =>
  columns.some((key) => table.definitions[key]?.nullable ?? false)

/** Types that a database compares without being told how. */
const families: { readonly [tag: string]: string } = {
  smallint: 'number',
  integer: 'number',
  bigint: 'number',
  numeric: 'number',
  real: 'number',
  doublePrecision: 'number',
  text: 'text',
  varchar: 'text',
  char: 'text',
}

const familyOf = (type: SqlType): string => {
  const own = uncounted(type)
  switch (own._tag) {
    case 'mapped':
    case 'asText':
    case 'domain':
      return familyOf(own.base)
    case 'other':
    case 'enum':
      return own.name
    default:
      return families[own._tag] ?? own._tag
  }
}

/** Columns of a foreign key that are of other types than those that they point to. */
export const typeProblem = (child: TableNode, parent: TableNode, { from, to }: Path): CompileError | null => {
  const at = from.findIndex((key, i) => {
    const [a, b] = [child.columns[key]?.type, parent.columns[to[i] as string]?.type]
    return a !== undefined && b !== undefined && familyOf(a) !== familyOf(b)
  })
  return at < 0
    ? null
    : invalidArgument(
        `the foreign key ${child.name}.${from[at]}`,
        `is of another type than ${parent.name}.${to[at]}`,
        'give both the same type, or let foreignKey(() => …) take it over',
      )
}
