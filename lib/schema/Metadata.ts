/** Metadata: what a database is made of, as descriptors, in an order in which it can be created. */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { isBranded, isRecord } from '../ast/Expr.js'
import { resolved, type SqlType } from '../ast/SqlType.js'
import type { RoutineNode, SequenceNode, TableNode, TriggerNode } from '../ast/Statement.js'
import type { AnySpec } from './Column.js'
import { foreignKeysOf, type KeyFact } from './foreignKey.js'
import type { Naming } from './naming.js'
import type { Routine, Sequence, Trigger } from './objects.js'
import type { AnySource, AnyTable } from './Table.js'
import { nestedTypes } from './typesIn.js'

export interface Metadata {
  /** What points to a table comes after it, but for the foreign keys that are added later. */
  readonly tables: ReadonlyArray<TableNode>
  readonly views: ReadonlyArray<TableNode>
  /** Types with names of their own: those of the columns, and those that were given. */
  readonly types: ReadonlyArray<SqlType>
  readonly sequences: ReadonlyArray<SequenceNode>
  readonly routines: ReadonlyArray<RoutineNode>
  readonly triggers: ReadonlyArray<TriggerNode>
  readonly naming: Naming | null
  readonly errors: ReadonlyArray<CompileError>
}

/** What a metadata is made of: tables, views, types that no column has, sequences, and code. */
export type Described = AnyTable | AnySource | AnySpec | Sequence | Routine | Trigger

export interface MetadataOptions {
  /** The schema of what names none. */
  readonly schema?: string
  /** Names for constraints and indexes that have none. */
  readonly naming?: Naming
}

// -------------------------------------------------------------------------------------
// problems
// -------------------------------------------------------------------------------------

const wrongTargets = (table: TableNode): ReadonlyArray<CompileError> =>
  foreignKeysOf(table).flatMap(({ columns, targets }) =>
    targets === null
      ? [
          invalidArgument(
            `the foreign key ${columns.map((key) => `${table.name}.${key}`).join(', ')}`,
            'does not point to a column',
            columns.length === 1
              ? 'give references a function that returns one: references(() => users.c.id)'
              : 'give foreignKeyOn a function that returns as many columns of one table',
          ),
        ]
      : [],
  )

const notAnItem = /* @__PURE__ */ invalidArgument(
  'an argument of metadata',
  'is not a table',
  'give an array of tables',
)

// -------------------------------------------------------------------------------------
// order
// -------------------------------------------------------------------------------------

/** A table by its schema and its name. */
const keyOf = ({ schema, name }: Pick<TableNode, 'schema' | 'name'>): string => JSON.stringify([schema, name])

/** The table that columns are of: one of this schema, if there are several of the name. */
export const tableOfTarget = (
  tables: ReadonlyArray<TableNode>,
  from: TableNode,
  name: string | undefined,
): TableNode | undefined => {
  const all = tables.filter((table) => table.name === name)
  return all.find(({ schema }) => schema === from.schema) ?? all[0]
}

/** Of tables in a cycle, the one to create first: best without a foreign key that may be null. */
const leader = (
  waiting: ReadonlyArray<TableNode>,
  missing: (table: TableNode) => ReadonlyArray<KeyFact>,
): TableNode => {
  const cost = (table: TableNode): number =>
    missing(table).reduce(
      (sum, { columns }) => sum + (columns.some((key) => table.definitions[key]?.nullable) ? 1 : waiting.length + 1),
      0,
    )
  return waiting.reduce((best, table) => (cost(table) < cost(best) ? table : best))
}

const ordered = (nodes: ReadonlyArray<TableNode>): ReadonlyArray<TableNode> => {
  const tables: Array<TableNode> = []
  const placed = new Set<string>()
  const byName = new Map<string, ReadonlyArray<TableNode>>()
  for (const table of nodes) byName.set(table.name, [...(byName.get(table.name) ?? []), table])
  /** The key of the table that a name means here; null for itself, and for what is none of these. */
  const needed = (from: TableNode, name: string | undefined): string | null => {
    const target = tableOfTarget(byName.get(name ?? '') ?? [], from, name)
    return target === undefined || target === from ? null : keyOf(target)
  }
  const wanted = new Map(
    nodes.map((table) => [
      table,
      foreignKeysOf(table).map((fact) => ({ fact, needs: needed(table, fact.targets?.[0]?.table) })),
    ]),
  )
  const waits = (needs: string | null): boolean => needs !== null && !placed.has(needs)
  const missing = (table: TableNode): ReadonlyArray<KeyFact> =>
    (wanted.get(table) ?? []).filter(({ needs }) => waits(needs)).map(({ fact }) => fact)
  const orphan = (table: TableNode): boolean => {
    const of = table.details?.partition?.of
    return of !== undefined && waits(needed(table, of.name))
  }
  const place = (table: TableNode): void => {
    tables.push(table)
    placed.add(keyOf(table))
  }
  let waiting = nodes
  while (waiting.length > 0) {
    const ready = waiting.filter((table) => missing(table).length === 0 && !orphan(table))
    if (ready.length === 0) {
      const free = waiting.filter((table) => !orphan(table))
      place(leader(free.length === 0 ? waiting : free, missing))
    } else ready.forEach(place)
    waiting = waiting.filter((table) => !placed.has(keyOf(table)))
  }
  return tables
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

type Tagged = { readonly _tag?: string }

const tagOf = (u: unknown): string | undefined => (isBranded(u) ? (u as Tagged)._tag : undefined)

const isSpec = (u: unknown): u is AnySpec => !isBranded(u) && isRecord(u) && isRecord(u.type)

const ofTag = <N>(items: ReadonlyArray<unknown>, tag: string): ReadonlyArray<N> =>
  items.filter((item) => tagOf(item) === tag) as unknown as ReadonlyArray<N>

const known: ReadonlySet<unknown> = new Set(['Table', 'Sequence', 'Routine', 'Trigger'])

const isView = ({ details }: TableNode): boolean => details !== null && details !== undefined && details.view !== null

const inSchema = (schema: string | undefined): (<N extends { readonly schema: string | null }>(it: N) => N) =>
  schema === undefined ? (it) => it : (it) => (it.schema === null ? { ...it, schema } : it)

const typeKey = (type: SqlType): string =>
  'name' in type && 'schema' in type ? JSON.stringify([type.schema, type.name]) : ''

/** Two types of one name that do not have the same labels. */
const conflicting = (types: ReadonlyArray<SqlType>): ReadonlyArray<CompileError> => {
  const enums = types.filter((type) => type._tag === 'enum')
  return enums.flatMap((type, i) => {
    const other = enums.slice(0, i).find((it) => typeKey(it) === typeKey(type))
    return other === undefined || other.labels.join('\0') === type.labels.join('\0')
      ? []
      : [
          invalidArgument(
            `the enum ${type.name}`,
            'has other labels in another column',
            'give both columns one enumType',
          ),
        ]
  })
}

const onceEach = (types: ReadonlyArray<SqlType>): ReadonlyArray<SqlType> =>
  types.filter((type, i) => types.findIndex((it) => typeKey(it) === typeKey(type)) === i)

/**
 * What a database is made of: its tables, and perhaps views, sequences and the rest. The types of columns come by themselves.
 *
 * @example
 * metadata([addresses, users]) // createAll creates users first, and then addresses, which points to it
 */
export const metadata = (given: ReadonlyArray<Described>, options: MetadataOptions = {}): Metadata => {
  const items: ReadonlyArray<unknown> = Array.isArray(given) ? given : [given]
  const placed = inSchema(options?.schema)
  const all = ofTag<TableNode>(items, 'Table').map(placed)
  const names = all.map(keyOf)
  const isFirst = (i: number): boolean => names.indexOf(names[i] as string) === i
  const once = all.filter((_, i) => isFirst(i))
  const tables = once.filter((node) => !isView(node))
  const specs: ReadonlyArray<SqlType> = [
    ...items.filter(isSpec).map(({ type }) => resolved(type)),
    ...tables.flatMap(({ definitions }) =>
      Object.values(definitions).flatMap((definition) => (isRecord(definition?.type) ? [definition.type] : [])),
    ),
  ]
  const types = specs.flatMap(nestedTypes).map((type) => ('schema' in type ? placed(type) : type))
  return {
    tables: ordered(tables),
    views: once.filter(isView),
    types: onceEach(types),
    sequences: ofTag<SequenceNode>(items, 'Sequence').map((it) => ({ ...it, fact: placed(it.fact) })),
    routines: ofTag<RoutineNode>(items, 'Routine').map((it) => ({ ...it, fact: placed(it.fact) })),
    triggers: ofTag<TriggerNode>(items, 'Trigger').map((it) => ({ ...it, table: placed(it.table) })),
    naming: options?.naming ?? null,
    errors: [
      ...items.filter((item) => !known.has(tagOf(item)) && !isSpec(item)).map(() => notAnItem),
      ...tables.flatMap(wrongTargets),
      ...conflicting(types),
      ...all.filter((_, i) => !isFirst(i)).map(({ name }): CompileError => ({ _tag: 'DuplicateAlias', alias: name })),
    ],
  }
}
