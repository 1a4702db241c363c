/** What a diagram shows of a metadata: boxes with lines in them, and what connects the boxes. */
import { resolved, type SqlType, stored, uncounted } from '../ast/SqlType.js'
import type { TableNode } from '../ast/Statement.js'
import { foreignKeysOf, primaryKeyOf, uniqueKeysOf } from '../schema/foreignKey.js'
import { type Metadata, tableOfTarget } from '../schema/Metadata.js'

export interface Line {
  readonly name: string
  readonly type: string
  readonly isKey: boolean
  readonly isForeign: boolean
  readonly isUnique: boolean
  readonly isNullable: boolean
}

export interface Box {
  readonly id: string
  readonly name: string
  readonly kind: 'table' | 'view'
  readonly lines: ReadonlyArray<Line>
}

/** A foreign key, from the box that has it. */
export interface Link {
  readonly from: string
  readonly to: string
  readonly columns: ReadonlyArray<string>
  readonly targets: ReadonlyArray<string>
  /** Whether there may be several rows on the side of the key. */
  readonly isMany: boolean
  readonly isOptional: boolean
}

export interface Picture {
  readonly boxes: ReadonlyArray<Box>
  readonly links: ReadonlyArray<Link>
}

const idOf = ({ schema, name }: Pick<TableNode, 'schema' | 'name'>): string =>
  schema === null ? name : `${schema}.${name}`

const words: Readonly<Record<string, string>> = {
  doublePrecision: 'double precision',
  pgLsn: 'pg_lsn',
  quotedChar: '"char"',
  serial: 'serial',
  bigserial: 'bigserial',
}

/** A type in few letters. */
const typeName = (type: SqlType): string => {
  const own = stored(type)
  switch (own._tag) {
    case 'varchar':
    case 'char':
    case 'bit':
    case 'varbit':
      return own.length === null ? own._tag : `${own._tag}(${own.length})`
    case 'numeric':
      return own.precision === null
        ? 'numeric'
        : `numeric(${[own.precision, ...(own.scale === null ? [] : [own.scale])].join(', ')})`
    case 'array':
      return `${typeName(own.element)}[]`
    case 'enum':
    case 'domain':
    case 'range':
    case 'multirange':
    case 'other':
      return own.name
    case 'composite':
      return own.name ?? 'record'
    default:
      return words[own._tag] ?? own._tag
  }
}

const boxOf = (table: TableNode): Box => {
  const keys = new Set(primaryKeyOf(table))
  const foreign = new Set(foreignKeysOf(table).flatMap(({ columns }) => columns))
  const unique = new Set(uniqueKeysOf(table).flatMap((key) => (key.length === 1 ? key : [])))
  return {
    id: idOf(table),
    name: idOf(table),
    kind: table.details?.view == null ? 'table' : 'view',
    lines: Object.entries(table.columns).map(([key, column]) => {
      const definition = table.definitions[key]
      const type = resolved(definition?.type ?? column.type)
      return {
        name: column.name,
        type: type._tag === 'serial' || type._tag === 'bigserial' ? type._tag : typeName(uncounted(type)),
        isKey: keys.has(key),
        isForeign: foreign.has(key),
        isUnique: unique.has(key) && !keys.has(key),
        // nobody knows it of a view
        isNullable: table.details?.view == null && (definition?.nullable ?? false) && !keys.has(key),
      }
    }),
  }
}

const linksOf = (table: TableNode, tables: ReadonlyArray<TableNode>): ReadonlyArray<Link> =>
  foreignKeysOf(table).flatMap(({ columns, targets }): ReadonlyArray<Link> => {
    const target = targets === null ? undefined : tableOfTarget(tables, table, targets[0]?.table)
    if (target === undefined || targets === null) return []
    return [
      {
        from: idOf(table),
        to: idOf(target),
        columns: columns.map((key) => table.columns[key]?.name ?? key),
        targets: targets.map(({ name }) => name),
        isMany: !uniqueKeysOf(table).some((key) => key.every((each) => columns.includes(each))),
        isOptional: columns.some((key) => table.definitions[key]?.nullable === true),
      },
    ]
  })

/** Partitions are shown as the table that they are partitions of. */
export const pictureOf = ({ tables, views }: Metadata): Picture => {
  const shown = tables.filter(({ details }) => details?.partition == null)
  return {
    boxes: [...shown, ...views].map(boxOf),
    links: shown.flatMap((table) => linksOf(table, shown)),
  }
}
