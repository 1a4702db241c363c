/** What differs between two catalogs. */
import {
  type Catalog,
  nameKey,
  type ObjectName,
  type RoutineFact,
  type SequenceFact,
  type TableFact,
  type TriggerFact,
  type TypeFact,
  type ViewFact,
} from '../ast/Catalog.js'
import type { Change } from '../ast/Change.js'
import { type CompareOptions, compareTable, indexesOf } from './compareTable.js'
import { tableComments, viewSteps } from './creation.js'
import { type Difference, difference, inOrder, isSame, matched, said } from './Difference.js'

const bare = ({ schema, name }: ObjectName): ObjectName => ({ schema, name })

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

const kindOf = ({ _tag }: TypeFact): string => ({ Enum: 'enum', Domain: 'domain', Composite: 'composite' })[_tag]

/** Labels can be added, before others or at the end. */
const labelsOf = (from: TypeFact, to: TypeFact): ReadonlyArray<Difference> => {
  if (from._tag !== 'Enum' || to._tag !== 'Enum' || isSame(from.labels, to.labels)) return []
  const kept = to.labels.filter((label) => from.labels.includes(label))
  if (!isSame(kept, from.labels)) {
    const words = `the enum ${said(to)} has the labels ${from.labels.join(', ')}, and should have ${to.labels.join(', ')}`
    return [difference('type', words, [], 'manual')]
  }
  return to.labels.flatMap((label, i) => {
    if (from.labels.includes(label)) return []
    const before = to.labels.slice(i + 1).find((other) => from.labels.includes(other)) ?? null
    return [
      difference('type', `the enum ${said(to)} lacks the label ${label}`, [
        { _tag: 'AddLabel', type: bare(to), label, before },
      ]),
    ]
  })
}

const rulesOf = (from: TypeFact, to: TypeFact): ReadonlyArray<Difference> => {
  if (from._tag !== 'Domain' || to._tag !== 'Domain') return []
  if (from.base !== to.base || from.collation !== to.collation)
    return [difference('type', `the domain ${said(to)} is of ${from.base}, and should be of ${to.base}`, [], 'manual')]
  const what = `the domain ${said(to)}`
  const alter = (change: Extract<Change, { readonly _tag: 'AlterDomain' }>['change']): ReadonlyArray<Change> => [
    { _tag: 'AlterDomain', domain: bare(to), change },
  ]
  const checks = matched(from.checks, to.checks, ({ condition }) => condition)
  return [
    ...(from.default === to.default
      ? []
      : [difference('type', `${what} has another default`, alter({ _tag: 'Default', default: to.default }))]),
    ...(from.notNull === to.notNull
      ? []
      : [
          difference(
            'type',
            `${what} ${to.notNull ? 'may be null, and should not' : 'is not null, and should be allowed to be'}`,
            alter({ _tag: 'NotNull', notNull: to.notNull }),
            ...(to.notNull ? (['lock', 'failure'] as const) : []),
          ),
        ]),
    ...checks.gone.map((check) =>
      difference(
        'type',
        `${what} has the check ${check.condition}, which is not described`,
        alter({ _tag: 'DropCheck', name: check.name ?? '' }),
      ),
    ),
    ...checks.fresh.map((check) =>
      difference(
        'type',
        `${what} lacks the check ${check.condition}`,
        alter({ _tag: 'AddCheck', check }),
        'lock',
        'failure',
      ),
    ),
  ]
}

const typesOf = (from: Catalog, to: Catalog): ReadonlyArray<Difference> => {
  const { gone, fresh, both } = matched(from.types, to.types, nameKey)
  return [
    ...fresh.map((type) =>
      difference('type', `the ${kindOf(type)} ${said(type)} is missing`, [{ _tag: 'CreateType', type }]),
    ),
    ...both.flatMap(([a, b]) =>
      a._tag !== b._tag || (a._tag === 'Composite' && !isSame(a, b))
        ? [difference('type', `the ${kindOf(b)} ${said(b)} differs`, [], 'manual')]
        : [...labelsOf(a, b), ...rulesOf(a, b)],
    ),
    ...gone.map((type) =>
      difference('drop type', `the ${kindOf(type)} ${said(type)} is there, and is not described`, [
        { _tag: 'DropType', type },
      ]),
    ),
  ]
}

// -------------------------------------------------------------------------------------
// sequences
// -------------------------------------------------------------------------------------

const sequencesOf = (from: Catalog, to: Catalog): ReadonlyArray<Difference> => {
  const { gone, fresh, both } = matched<SequenceFact>(from.sequences, to.sequences, nameKey)
  const body = ({ comment: _, ...it }: SequenceFact): unknown => it
  const comment = (sequence: SequenceFact): Difference =>
    difference('comment', `the comment on the sequence ${said(sequence)} differs`, [
      { _tag: 'Comment', on: { kind: 'sequence', object: bare(sequence) }, text: sequence.comment },
    ])
  return [
    ...fresh.flatMap((sequence) => [
      difference('sequence', `the sequence ${said(sequence)} is missing`, [{ _tag: 'CreateSequence', sequence }]),
      ...(sequence.comment === null ? [] : [comment(sequence)]),
    ]),
    ...both.flatMap(([a, b]) => [
      ...(isSame(body(a), body(b))
        ? []
        : [
            difference('sequence', `the sequence ${said(b)} counts in another way`, [
              { _tag: 'AlterSequence', sequence: b },
            ]),
          ]),
      ...(a.comment === b.comment ? [] : [comment(b)]),
    ]),
    ...gone.map((sequence) =>
      difference(
        'drop sequence',
        `the sequence ${said(sequence)} is there, and is not described`,
        [{ _tag: 'DropSequence', object: bare(sequence) }],
        'loss',
      ),
    ),
  ]
}

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

/** The foreign keys of new tables come when all of them are there. */
const addedTable = (table: TableFact, { addsConstraints = true }: CompareOptions): ReadonlyArray<Difference> => {
  const keys = addsConstraints ? table.constraints.filter(({ _tag }) => _tag === 'ForeignKey') : []
  const own = { ...table, constraints: table.constraints.filter((it) => !keys.includes(it)) }
  return [
    difference('table', `the table ${said(table)} is missing`, [{ _tag: 'CreateTable', table: own }]),
    ...keys.map((constraint) =>
      difference('foreign key', `${said(table)} is to have its foreign keys`, [
        { _tag: 'AddConstraint', table: bare(table), constraint },
      ]),
    ),
    ...table.indexes.map((index) =>
      difference('index', `${said(table)} is to have the index ${index.name}`, [
        { _tag: 'CreateIndex', table: bare(table), index },
      ]),
    ),
    ...tableComments(table).map((change) => difference('comment', `${said(table)} is to have its comments`, [change])),
  ]
}

const droppedTables = (tables: ReadonlyArray<TableFact>): ReadonlyArray<Difference> => {
  const names = new Set(tables.map(nameKey))
  // a partition goes with its table, and a foreign key would keep the table that it points to
  const own = tables.filter(({ partition }) => partition === null || !names.has(nameKey(partition.of)))
  return [
    ...own.flatMap((table) =>
      table.constraints.flatMap(
        (constraint): ReadonlyArray<Difference> =>
          constraint._tag === 'ForeignKey' &&
          constraint.name !== null &&
          names.has(nameKey(constraint.target)) &&
          nameKey(constraint.target) !== nameKey(table)
            ? [
                difference('drop constraint', `${said(table)} is to go, with its foreign key ${constraint.name}`, [
                  { _tag: 'DropConstraint', table: bare(table), name: constraint.name },
                ]),
              ]
            : [],
      ),
    ),
    ...own.map((table) =>
      difference(
        'drop table',
        `the table ${said(table)} is there, and is not described`,
        [{ _tag: 'DropTable', object: bare(table) }],
        'loss',
      ),
    ),
  ]
}

// -------------------------------------------------------------------------------------
// views
// -------------------------------------------------------------------------------------

const isTouching = ({ _tag }: Change): boolean =>
  _tag === 'DropColumn' || _tag === 'DropTable' || _tag === 'AlterColumn'

const tableOf = (change: Change): string | null =>
  change._tag === 'DropColumn' || (change._tag === 'AlterColumn' && change.change._tag === 'Type')
    ? change.table.name
    : change._tag === 'DropTable'
      ? change.object.name
      : null

/** Views that stand on what is changed have to go first, and come back; and so those that stand on them. */
const shaken = (views: ReadonlyArray<ViewFact>, names: ReadonlySet<string>): ReadonlySet<string> => {
  const found = new Set<string>()
  const moved = new Set(names)
  const reads = (view: ViewFact): boolean => [...moved].some((name) => view.query.includes(name))
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const view of views)
      if (reads(view)) {
        found.add(nameKey(view))
        moved.add(view.name)
      }
  }
  return found
}

const viewsOf = (
  from: Catalog,
  to: Catalog,
  changes: ReadonlyArray<Change>,
  options: CompareOptions,
): ReadonlyArray<Difference> => {
  const { gone, fresh, both } = matched(from.views, to.views, nameKey)
  const body = ({ indexes: _, comment: __, ...view }: ViewFact): unknown => view
  const names = new Set(changes.filter(isTouching).flatMap((change) => tableOf(change) ?? []))
  const changed = both.filter(([a, b]) => !isSame(body(a), body(b)))
  const shaking = shaken(
    from.views,
    new Set([...names, ...changed.map(([{ name }]) => name), ...gone.map(({ name }) => name)]),
  )
  const isAnew = (view: ViewFact): boolean =>
    shaking.has(nameKey(view)) || changed.some(([a]) => nameKey(a) === nameKey(view))
  const what = (view: ViewFact): string => `the ${view.materialized ? 'materialized ' : ''}view ${said(view)}`
  // the last one first, for it may read those before it
  const dropped = [...from.views].reverse().filter((view) => gone.includes(view) || isAnew(view))
  const made = to.views.filter((view) => fresh.includes(view) || isAnew(view))
  return [
    ...dropped.map((view) =>
      difference(
        'drop view',
        gone.includes(view)
          ? `${what(view)} is there, and is not described`
          : changed.some(([a]) => a === view)
            ? `${what(view)} differs`
            : `${what(view)} stands on what is changed`,
        [{ _tag: 'DropView', view }],
      ),
    ),
    ...made.map((view) =>
      difference(
        'view',
        fresh.includes(view) ? `${what(view)} is missing` : `${what(view)} is made anew`,
        viewSteps(view),
      ),
    ),
    ...both.flatMap(([a, b]) =>
      isAnew(b)
        ? []
        : [
            ...indexesOf(b, a.indexes, b.indexes, options),
            ...(a.comment === b.comment
              ? []
              : [
                  difference('comment', `the comment on ${said(b)} differs`, [
                    {
                      _tag: 'Comment',
                      on: { kind: b.materialized ? 'materialized view' : 'view', object: bare(b) },
                      text: b.comment,
                    },
                  ]),
                ]),
          ],
    ),
  ]
}

// -------------------------------------------------------------------------------------
// code
// -------------------------------------------------------------------------------------

/** What is between the words does not matter. */
const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase()

const routineKey = (routine: RoutineFact): string => `${nameKey(routine)}(${squeezed(routine.parameters)})`

const routinesOf = (from: Catalog, to: Catalog): ReadonlyArray<Difference> => {
  const { gone, fresh, both } = matched(from.routines, to.routines, routineKey)
  const phase = ({ late }: RoutineFact) => (late ? 'late routine' : 'routine')
  return [
    ...fresh.map((routine) =>
      difference(phase(routine), `the ${routine.kind} ${said(routine)} is missing`, [
        { _tag: 'CreateRoutine', routine },
      ]),
    ),
    ...both.flatMap(([a, b]) =>
      squeezed(a.definition) === squeezed(b.definition)
        ? []
        : [difference(phase(b), `the ${b.kind} ${said(b)} differs`, [{ _tag: 'CreateRoutine', routine: b }])],
    ),
    ...gone.map((routine) =>
      difference('drop routine', `the ${routine.kind} ${said(routine)} is there, and is not described`, [
        { _tag: 'DropRoutine', routine },
      ]),
    ),
  ]
}

const triggersOf = (from: Catalog, to: Catalog): ReadonlyArray<Difference> => {
  const key = ({ table, name }: TriggerFact): string => `${nameKey(table)} ${name}`
  const left = new Set(to.tables.map(nameKey))
  const { gone, fresh, both } = matched(from.triggers, to.triggers, key)
  const changed = both.filter(([a, b]) => squeezed(a.definition) !== squeezed(b.definition))
  const what = (trigger: TriggerFact): string => `the trigger ${trigger.name} of ${said(trigger.table)}`
  return [
    ...gone
      .filter(({ table }) => left.has(nameKey(table)))
      .map((trigger) =>
        difference('drop trigger', `${what(trigger)} is there, and is not described`, [
          { _tag: 'DropTrigger', trigger },
        ]),
      ),
    ...changed.map(([trigger]) =>
      difference('drop trigger', `${what(trigger)} differs`, [{ _tag: 'DropTrigger', trigger }]),
    ),
    ...[...fresh, ...changed.map(([, b]) => b)].map((trigger) =>
      difference('trigger', `${what(trigger)} is to be made`, [{ _tag: 'CreateTrigger', trigger }]),
    ),
  ]
}

// -------------------------------------------------------------------------------------
// all of it
// -------------------------------------------------------------------------------------

/** What differs between what is there and what should be, in the order in which it can be set right. */
export const compare = (from: Catalog, to: Catalog, options: CompareOptions = {}): ReadonlyArray<Difference> => {
  const { gone, fresh, both } = matched(from.tables, to.tables, nameKey)
  const tables = [
    ...fresh.flatMap((table) => addedTable(table, options)),
    ...both.flatMap(([a, b]) => compareTable(a, b, options)),
    ...droppedTables(gone),
  ]
  const changes = tables.flatMap((each) => each.changes)
  return inOrder([
    ...to.schemas
      .filter((name) => !from.schemas.includes(name))
      .map((name) =>
        difference('schema', `the schema ${name} is missing`, [
          { _tag: 'CreateSchema', name, manner: { ifNotExists: true } },
        ]),
      ),
    ...typesOf(from, to),
    ...sequencesOf(from, to),
    ...routinesOf(from, to),
    ...tables,
    ...viewsOf(from, to, changes, options),
    ...triggersOf(from, to),
  ])
}
