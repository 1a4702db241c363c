/**
 * From what a database says of itself to descriptors, which say the same.
 *
 * A key of one column is said at its column, and a name that the database gave by itself is left out.
 */
import type {
  Catalog,
  ColumnFact,
  ConstraintFact,
  ForeignKeyFact,
  IndexElementFact,
  IndexFact,
  ObjectName,
  TableFact,
  ViewFact,
} from '../ast/Catalog.js'
import { nameKey } from '../ast/Catalog.js'
import type { Constraint, ForeignKey, Index, IndexPart, Reference, TableOption } from '../ast/Constraint.js'
import { brand, type Column as ColumnNode, type Node } from '../ast/Node.js'
import { foreignKeyName, indexName, primaryKeyName, uniqueName } from '../ast/names.js'
import { plain, type SqlType, untyped } from '../ast/SqlType.js'
import type {
  ColumnDetails,
  Definition,
  RoutineNode,
  SequenceNode,
  TableDetails,
  TableNode,
  TriggerNode,
} from '../ast/Statement.js'
import type { AnySpec } from '../schema/Column.js'
import { type Described, type Metadata, metadata } from '../schema/Metadata.js'
import { type Rule, table, tableNode } from '../schema/Table.js'
import { defaultNode, sqlNode } from './literals.js'
import { qualifiedOf, type ReadType, typesOf } from './typesOf.js'

/** Tables that are made one after the other, and point to each other. */
type Tables = Map<string, TableNode>

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

const detailsOf = ({ computed, identity, collation, comment }: ColumnFact, type: SqlType): ColumnDetails | null =>
  computed === null && identity === null && collation === null && comment === null
    ? null
    : {
        computed: computed === null ? null : () => sqlNode(computed, type),
        identity,
        collation: collation === null ? null : qualifiedOf(collation),
        comment,
        indexed: false,
      }

const definitionOf = (fact: ColumnFact, read: ReadType): Definition => {
  const type = read(fact.type)
  return {
    type,
    nullable: !fact.notNull,
    primaryKey: false,
    unique: false,
    defaultTo: fact.default === null ? null : defaultNode(fact.default, type),
    references: null,
    name: null,
    also: detailsOf(fact, type),
  }
}

// -------------------------------------------------------------------------------------
// constraints
// -------------------------------------------------------------------------------------

const referenceOf = (fact: ForeignKeyFact, name: string | null): Reference => ({
  name,
  onDelete: fact.onDelete,
  onUpdate: fact.onUpdate,
  matchFull: fact.matchFull,
  deferrable: fact.deferrable,
  notValid: fact.notValid,
})

/** The columns that a foreign key points to; they are asked for when all tables are there. */
const targetsOf = (fact: ForeignKeyFact, tables: Tables): ReadonlyArray<ColumnNode | undefined> => {
  const target = tables.get(nameKey(fact.target))
  return fact.targets.map((name) => target?.columns[name])
}

/** The name, unless it is the one that the database gives by itself. */
const ownName = (table: string, constraint: ConstraintFact): string | null => {
  const { name } = constraint
  switch (constraint._tag) {
    case 'PrimaryKey':
      return name === primaryKeyName(table) ? null : name
    case 'Unique':
      return name === uniqueName(table, constraint.columns) ? null : name
    case 'ForeignKey':
      return name === foreignKeyName(table, constraint.columns) ? null : name
    default:
      return name
  }
}

const isPlainKey = (constraint: ConstraintFact): boolean =>
  (constraint._tag === 'PrimaryKey' || constraint._tag === 'Unique') &&
  constraint.include.length === 0 &&
  constraint.deferrable === null &&
  !(constraint._tag === 'Unique' && constraint.nullsNotDistinct)

/** Whether it is said at its columns: without a name, and in their order. */
const isInline = (fact: TableFact, constraint: ConstraintFact, at: number): boolean => {
  if (constraint._tag === 'ForeignKey')
    return (
      constraint.columns.length === 1 &&
      fact.constraints.findIndex(
        (it) => it._tag === 'ForeignKey' && it.columns.length === 1 && it.columns[0] === constraint.columns[0],
      ) === at
    )
  if (!isPlainKey(constraint) || ownName(fact.name, constraint) !== null) return false
  if (constraint._tag === 'Unique')
    return (
      constraint.columns.length === 1 &&
      fact.constraints.findIndex(
        (it) => it._tag === 'Unique' && it.columns.length === 1 && it.columns[0] === constraint.columns[0],
      ) === at
    )
  if (constraint._tag !== 'PrimaryKey') return false
  const order = fact.columns.map(({ name }) => name)
  const places = constraint.columns.map((name) => order.indexOf(name))
  return places.every((place, i) => i === 0 || place > (places[i - 1] as number))
}

/** What is said at columns. */
export const inlineConstraints = (fact: TableFact): ReadonlyArray<ConstraintFact> =>
  fact.constraints.filter((constraint, i) => isInline(fact, constraint, i))

const nodesOf = (columns: TableNode['columns'], names: ReadonlyArray<string>): ReadonlyArray<Node> =>
  names.flatMap((name) => columns[name] ?? [])

const partOf = (columns: TableNode['columns'], element: IndexElementFact): IndexPart => {
  const node =
    element.column === null ? sqlNode(element.expression ?? '', untyped) : (columns[element.column] as ColumnNode)
  const of: Node =
    element.collation === null
      ? node
      : {
          joinery: brand,
          _tag: 'Collate',
          operand: node,
          schema: qualifiedOf(element.collation)[0],
          collation: qualifiedOf(element.collation)[1],
          type: node.type,
        }
  return {
    of,
    operators: element.operators === null ? null : qualifiedOf(element.operators),
    direction: element.descending ? 'desc' : 'asc',
    nulls: element.nulls,
  }
}

const condition = (sql: string): Node => sqlNode(sql, plain('boolean'))

const constraintOf = (
  fact: TableFact,
  it: ConstraintFact,
  columns: TableNode['columns'],
  tables: Tables,
): Constraint => {
  const name = ownName(fact.name, it)
  switch (it._tag) {
    case 'PrimaryKey':
      return {
        _tag: 'PrimaryKey',
        name,
        columns: nodesOf(columns, it.columns),
        include: nodesOf(columns, it.include),
        deferrable: it.deferrable,
      }
    case 'Unique':
      return {
        _tag: 'Unique',
        name,
        columns: nodesOf(columns, it.columns),
        include: nodesOf(columns, it.include),
        nullsNotDistinct: it.nullsNotDistinct,
        deferrable: it.deferrable,
      }
    case 'ForeignKey':
      return {
        _tag: 'ForeignKey',
        columns: nodesOf(columns, it.columns),
        targets: () => targetsOf(it, tables),
        ...referenceOf(it, name),
      }
    case 'Check':
      return { _tag: 'Check', name, condition: condition(it.condition), notValid: it.notValid }
    case 'Exclude':
      return {
        _tag: 'Exclude',
        name,
        method: it.method,
        elements: it.elements.map((element) => ({ ...partOf(columns, element), operator: element.operator })),
        where: it.where === null ? null : condition(it.where),
        deferrable: it.deferrable,
      }
  }
}

const indexOf = (of: ObjectName, fact: IndexFact, columns: TableNode['columns']): Index => ({
  _tag: 'Index',
  name:
    fact.name ===
    indexName(
      of.name,
      fact.elements.map(({ column }) => column),
    )
      ? null
      : fact.name,
  unique: fact.unique,
  method: fact.method,
  elements: fact.elements.map((element) => partOf(columns, element)),
  include: nodesOf(columns, fact.include),
  where: fact.where === null ? null : condition(fact.where),
  nullsNotDistinct: fact.nullsNotDistinct,
  comment: fact.comment,
})

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

const optionsOf = (fact: TableFact): ReadonlyArray<TableOption> => [
  ...(fact.unlogged ? [{ _tag: 'Unlogged' } as const] : []),
  ...(fact.partitionedBy === null
    ? []
    : [{ _tag: 'PartitionedByText', text: sqlNode(fact.partitionedBy, untyped) } as const]),
  ...(fact.comment === null ? [] : [{ _tag: 'TableComment', text: fact.comment } as const]),
]

const keyed = (
  fact: TableFact,
  definitions: ReadonlyArray<readonly [string, Definition]>,
  tables: Tables,
): ReadonlyArray<readonly [string, Definition]> => {
  const inline = inlineConstraints(fact)
  return definitions.map(([name, definition]) => {
    const own = inline.filter((constraint) => 'columns' in constraint && constraint.columns.includes(name))
    const key = own.find((constraint): constraint is ForeignKeyFact => constraint._tag === 'ForeignKey')
    const references: ForeignKey | null =
      key === undefined
        ? null
        : { target: () => targetsOf(key, tables)[0], ...referenceOf(key, ownName(fact.name, key)) }
    return [
      name,
      {
        ...definition,
        primaryKey: own.some(({ _tag }) => _tag === 'PrimaryKey'),
        unique: own.some(({ _tag }) => _tag === 'Unique'),
        references,
      },
    ]
  })
}

/** Definitions are specs whose types nobody knows. */
const untypedSpecs = (definitions: ReadonlyArray<readonly [string, Definition]>): Readonly<Record<string, AnySpec>> =>
  Object.fromEntries(definitions) as unknown as Readonly<Record<string, AnySpec>>

const tableOf = (fact: TableFact, read: ReadType, tables: Tables): TableNode => {
  const plainOnes = fact.columns.map((column) => [column.name, definitionOf(column, read)] as const)
  const rules = (columns: TableNode['columns']): ReadonlyArray<Rule> => [
    ...fact.constraints
      .filter((constraint, i) => !isInline(fact, constraint, i))
      .map((constraint) => constraintOf(fact, constraint, columns, tables)),
    ...fact.indexes.map((index) => indexOf(fact, index, columns)),
    ...optionsOf(fact),
  ]
  const made = tableNode(
    table(fact.name, untypedSpecs(keyed(fact, plainOnes, tables)), (columns) =>
      rules(columns as unknown as TableNode['columns']),
    ),
  )
  return { ...made, schema: fact.schema }
}

const partitioned = (node: TableNode, fact: TableFact, tables: Tables): TableNode => {
  const parent = fact.partition === null ? undefined : tables.get(nameKey(fact.partition.of))
  if (fact.partition === null || parent === undefined) return node
  const none: TableDetails = { indexes: [], options: [], partition: null, view: null }
  return {
    ...node,
    details: {
      ...(node.details ?? none),
      partition: { of: parent, bounds: { _tag: 'Text', text: sqlNode(fact.partition.bounds, untyped) } },
    },
  }
}

// -------------------------------------------------------------------------------------
// the rest
// -------------------------------------------------------------------------------------

const viewOf = (fact: ViewFact, read: ReadType): TableNode => {
  const definitions = fact.columns.map(({ name, type }): readonly [string, Definition] => [
    name,
    {
      type: read(type),
      nullable: true,
      primaryKey: false,
      unique: false,
      defaultTo: null,
      references: null,
      name: null,
      also: null,
    },
  ])
  const made = tableNode(table(fact.name, untypedSpecs(definitions)))
  return {
    ...made,
    schema: fact.schema,
    details: {
      indexes: fact.indexes.map((index) => indexOf(fact, index, made.columns)),
      options: fact.comment === null ? [] : [{ _tag: 'TableComment', text: fact.comment }],
      partition: null,
      view: { materialized: fact.materialized, query: sqlNode(fact.query, untyped) },
    },
  }
}

/** Remembers that nodes are what a metadata is made of. */
const asItems = (nodes: ReadonlyArray<unknown>): ReadonlyArray<Described> => nodes as ReadonlyArray<Described>

/** The descriptors of a catalog: what they are described as is that catalog. */
export const fromCatalog = (catalog: Catalog, readType: ReadType): Metadata => {
  const read = typesOf(catalog, readType)
  const tables: Tables = new Map()
  for (const fact of catalog.tables) tables.set(nameKey(fact), tableOf(fact, read, tables))
  for (const fact of catalog.tables) {
    const node = tables.get(nameKey(fact)) as TableNode
    tables.set(nameKey(fact), partitioned(node, fact, tables))
  }
  const types = catalog.types.map(({ schema, name }) => {
    const declared = [...(schema === null ? [] : [schema]), name].map((part) => `"${part.replaceAll('"', '""')}"`)
    return { type: read(declared.join('.')) }
  })
  return metadata(
    asItems([
      ...types,
      ...catalog.sequences.map((fact): SequenceNode => ({ joinery: brand, _tag: 'Sequence', fact })),
      ...tables.values(),
      ...catalog.views.map((fact) => viewOf(fact, read)),
      ...catalog.routines.map((fact): RoutineNode => ({ joinery: brand, _tag: 'Routine', fact })),
      ...catalog.triggers.flatMap(({ table: of, name, definition }): ReadonlyArray<TriggerNode> => {
        const node = tables.get(nameKey(of))
        return node === undefined ? [] : [{ joinery: brand, _tag: 'Trigger', table: node, name, definition }]
      }),
    ]),
  )
}
