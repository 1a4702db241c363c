/** What is probably a mistake about tables. */
import { stored, uncounted } from '../ast/SqlType.js'
import type { TableNode } from '../ast/Statement.js'
import type { Dialect } from '../compile/Dialect.js'
import { writer } from '../compile/Writer.js'
import { foreignKeysOf, primaryKeyOf, uniqueKeysOf } from '../schema/foreignKey.js'
import type { Metadata } from '../schema/Metadata.js'
import type { Finding } from './Finding.js'

const isPrefix = (short: ReadonlyArray<string>, long: ReadonlyArray<string>): boolean =>
  short.length <= long.length && short.every((name) => long.slice(0, short.length).includes(name))

interface Indexed {
  readonly name: string
  readonly columns: ReadonlyArray<string>
  /** Whether it is there for its rows only, or keeps a rule that another does not. */
  readonly isPlain: boolean
}

const indexesOf = (dialect: Dialect, table: TableNode): ReadonlyArray<Indexed> => {
  const keys = uniqueKeysOf(table).map(
    (columns): Indexed => ({
      name: `the key (${columns.join(', ')})`,
      columns: columns.map((key) => table.columns[key]?.name ?? key),
      isPlain: false,
    }),
  )
  const { indexes } = dialect.describes.table(writer(dialect, { inline: true }), table)
  return [
    ...keys,
    ...indexes.map(
      ({ name, elements, where, unique, method }): Indexed => ({
        name,
        // a part of the rows, or an expression, does not answer for the column
        columns: where === null ? elements.flatMap(({ column }) => column ?? ['']) : [''],
        isPlain:
          !unique &&
          where === null &&
          method === 'btree' &&
          elements.every((it) => it.column !== null && !it.descending),
      }),
    ),
  ]
}

const foreignKeyFindings = (dialect: Dialect, table: TableNode): ReadonlyArray<Finding> => {
  const indexed = indexesOf(dialect, table)
  return foreignKeysOf(table).flatMap(({ columns: keys, targets }): ReadonlyArray<Finding> => {
    const columns = keys.map((key) => table.columns[key]?.name ?? key)
    const found = indexed.some((index) => isPrefix(columns, index.columns))
    return [
      ...(found ? [] : [{ _tag: 'UnindexedForeignKey', table: table.name, columns } as const]),
      ...keys.flatMap((key, i): ReadonlyArray<Finding> => {
        const target = targets?.[i]
        const own = table.columns[key]
        if (target === undefined || own === undefined) return []
        const [type, targetType] = [own.type, target.type].map((it) => dialect.typeName(stored(uncounted(it))))
        return type === targetType || type === undefined || targetType === undefined
          ? []
          : [
              {
                _tag: 'ForeignKeyType',
                table: table.name,
                column: own.name,
                type,
                target: `${target.table}.${target.name}`,
                targetType,
              },
            ]
      }),
    ]
  })
}

const redundantFindings = (dialect: Dialect, table: TableNode): ReadonlyArray<Finding> => {
  const all = indexesOf(dialect, table)
  return all.flatMap((index, i): ReadonlyArray<Finding> => {
    if (!index.isPlain) return []
    const by = all.find(
      (other, j) =>
        i !== j &&
        index.columns.length <= other.columns.length &&
        index.columns.every((name, at) => other.columns[at] === name) &&
        // of two that are the same, the later one
        (other.columns.length > index.columns.length || !other.isPlain || j < i),
    )
    return by === undefined ? [] : [{ _tag: 'RedundantIndex', table: table.name, index: index.name, by: by.name }]
  })
}

export const tableFindings = (dialect: Dialect, { tables }: Metadata): ReadonlyArray<Finding> =>
  tables
    .filter(({ details }) => details?.partition == null)
    .flatMap((table) => [
      ...(primaryKeyOf(table).length === 0 ? [{ _tag: 'NoPrimaryKey', table: table.name } as const] : []),
      ...foreignKeyFindings(dialect, table),
      ...redundantFindings(dialect, table),
    ])
