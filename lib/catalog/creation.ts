/** The steps that make what a catalog says, and those that drop it, in an order in which they can be taken. */
import {
  type Catalog,
  type ConstraintFact,
  type ForeignKeyFact,
  type IndexFact,
  nameKey,
  type ObjectName,
  type TableFact,
  type ViewFact,
} from '../ast/Catalog.js'
import type { Change } from '../ast/Change.js'
import { foreignKeyName } from '../ast/names.js'
import type { Dialect } from '../compile/Dialect.js'

/** What a dialect can make. */
export type Able = Pick<Dialect, 'addsConstraints' | 'hasTypes'>

const bare = ({ schema, name }: ObjectName): ObjectName => ({ schema, name })

// -------------------------------------------------------------------------------------
// comments
// -------------------------------------------------------------------------------------

const indexComments = (schema: string | null, indexes: ReadonlyArray<IndexFact>): ReadonlyArray<Change> =>
  indexes.flatMap(
    ({ name, comment }): ReadonlyArray<Change> =>
      comment === null ? [] : [{ _tag: 'Comment', on: { kind: 'index', object: { schema, name } }, text: comment }],
  )

export const tableComments = (table: TableFact): ReadonlyArray<Change> => [
  ...(table.comment === null
    ? []
    : [{ _tag: 'Comment', on: { kind: 'table', object: bare(table) }, text: table.comment } as const]),
  ...table.columns.flatMap(
    ({ name, comment }): ReadonlyArray<Change> =>
      comment === null
        ? []
        : [{ _tag: 'Comment', on: { kind: 'column', object: bare(table), column: name }, text: comment }],
  ),
  ...indexComments(table.schema, table.indexes),
]

const viewComments = (view: ViewFact): ReadonlyArray<Change> => [
  ...(view.comment === null
    ? []
    : [
        {
          _tag: 'Comment',
          on: { kind: view.materialized ? 'materialized view' : 'view', object: bare(view) },
          text: view.comment,
        } as const,
      ]),
  ...indexComments(view.schema, view.indexes),
]

// -------------------------------------------------------------------------------------
// cycles
// -------------------------------------------------------------------------------------

/** Foreign keys that are added when all tables are there. */
interface Later {
  readonly table: TableFact
  readonly constraint: ForeignKeyFact
}

const isLater = (table: TableFact, constraint: ConstraintFact, waiting: ReadonlySet<string>): boolean =>
  constraint._tag === 'ForeignKey' &&
  nameKey(constraint.target) !== nameKey(table) &&
  waiting.has(nameKey(constraint.target))

/** The foreign keys that point to tables which come after their own. */
const latersOf = (tables: ReadonlyArray<TableFact>): ReadonlyArray<Later> => {
  const waiting = new Set(tables.map(nameKey))
  return tables.flatMap((table) => {
    waiting.delete(nameKey(table))
    return table.constraints
      .filter((constraint): constraint is ForeignKeyFact => isLater(table, constraint, waiting))
      .map((constraint) => ({ table, constraint }))
  })
}

/** What `not valid` is said of, is added to the table that is there. */
const isUnchecked = (constraint: ConstraintFact): boolean =>
  (constraint._tag === 'ForeignKey' || constraint._tag === 'Check') && constraint.notValid

// -------------------------------------------------------------------------------------
// creation
// -------------------------------------------------------------------------------------

/** A table by itself: with its constraints, and then its indexes. */
export const tableSteps = (table: TableFact, without: ReadonlyArray<ConstraintFact>): ReadonlyArray<Change> => [
  {
    _tag: 'CreateTable',
    table: {
      ...table,
      constraints: table.constraints.filter((it) => !without.includes(it)),
    },
  },
]

const indexSteps = (table: ObjectName, indexes: ReadonlyArray<IndexFact>): ReadonlyArray<Change> =>
  indexes.map((index) => ({ _tag: 'CreateIndex', table: bare(table), index }))

export const viewSteps = (view: ViewFact): ReadonlyArray<Change> => [
  { _tag: 'CreateView', view },
  ...indexSteps(view, view.indexes),
  ...viewComments(view),
]

/** What makes all of it, where nothing of it is there. */
export const creation = (self: Catalog, able: Able): ReadonlyArray<Change> => {
  const later = able.addsConstraints ? latersOf(self.tables) : []
  const unchecked = able.addsConstraints
    ? self.tables.flatMap((table) => table.constraints.filter(isUnchecked).map((constraint) => ({ table, constraint })))
    : []
  const added: ReadonlyArray<{ readonly table: TableFact; readonly constraint: ConstraintFact }> = [
    ...later,
    ...unchecked.filter(({ constraint }) => !later.some((it) => it.constraint === constraint)),
  ]
  const without = added.map(({ constraint }) => constraint)
  return [
    ...self.schemas.map((name): Change => ({ _tag: 'CreateSchema', name, manner: { ifNotExists: true } })),
    ...(self.routines.length > 0 ? [{ _tag: 'UncheckedBodies' } as const] : []),
    ...self.types.map((type): Change => ({ _tag: 'CreateType', type })),
    ...self.sequences.map((sequence): Change => ({ _tag: 'CreateSequence', sequence })),
    ...self.routines.filter(({ late }) => !late).map((routine): Change => ({ _tag: 'CreateRoutine', routine })),
    ...self.tables.flatMap((table) => tableSteps(table, without)),
    ...added.map(({ table, constraint }): Change => ({ _tag: 'AddConstraint', table: bare(table), constraint })),
    ...self.tables.flatMap((table) => indexSteps(table, table.indexes)),
    ...self.routines.filter(({ late }) => late).map((routine): Change => ({ _tag: 'CreateRoutine', routine })),
    ...self.views.flatMap(viewSteps),
    ...self.triggers.map((trigger): Change => ({ _tag: 'CreateTrigger', trigger })),
    ...(able.hasTypes ? self.tables.flatMap(tableComments) : []),
    ...self.sequences.flatMap(
      (sequence): ReadonlyArray<Change> =>
        sequence.comment === null
          ? []
          : [{ _tag: 'Comment', on: { kind: 'sequence', object: bare(sequence) }, text: sequence.comment }],
    ),
  ]
}

/** What drops all of it, where all of it is there. Schemas stay. */
export const removal = (self: Catalog, able: Able): ReadonlyArray<Change> => {
  const later = able.addsConstraints ? latersOf(self.tables) : []
  return [
    ...[...self.views].reverse().map((view): Change => ({ _tag: 'DropView', view })),
    ...later.map(
      ({ table, constraint }): Change => ({
        _tag: 'DropConstraint',
        table: bare(table),
        name: constraint.name ?? foreignKeyName(table.name, constraint.columns),
      }),
    ),
    ...[...self.tables].reverse().map((table): Change => ({ _tag: 'DropTable', object: bare(table) })),
    ...[...self.routines].reverse().map((routine): Change => ({ _tag: 'DropRoutine', routine })),
    ...[...self.sequences].reverse().map((sequence): Change => ({ _tag: 'DropSequence', object: bare(sequence) })),
    ...[...self.types].reverse().map((type): Change => ({ _tag: 'DropType', type })),
  ]
}
