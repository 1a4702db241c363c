/** What differs between two tables of one name. */
import type { ColumnFact, ConstraintFact, IndexFact, ObjectName, TableFact } from '../ast/Catalog.js'
import type { Change, ColumnChange } from '../ast/Change.js'
import { foreignKeyName, primaryKeyName, sequenceName, uniqueName } from '../ast/names.js'
import { type Danger, type Difference, difference, isSame, matched, said } from './Difference.js'

const bare = ({ schema, name }: ObjectName): ObjectName => ({ schema, name })

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

const sequenceTypes: Readonly<Record<string, string>> = { serial: 'integer', bigserial: 'bigint' }

/** The type that its values have; in SQLite there may be none, which is described as text. */
const plainType = (type: string): string => sequenceTypes[type] ?? (type === '' ? 'text' : type)

const isSerial = (type: string): boolean => type in sequenceTypes

/** Widths that PostgreSQL changes without looking at the rows. */
const isWidening = (from: string, to: string): boolean => {
  const form = /^character varying\((\d+)\)$/
  const [, narrow] = form.exec(from) ?? []
  const [, wide] = form.exec(to) ?? []
  if (narrow === undefined) return from === 'character varying' && to === 'text'
  return to === 'text' || to === 'character varying' || (wide !== undefined && Number(wide) >= Number(narrow))
}

const alter = (table: TableFact, column: string, change: ColumnChange): Change => ({
  _tag: 'AlterColumn',
  table: bare(table),
  column,
  change,
})

const typeOf = (from: ColumnFact, to: ColumnFact, table: TableFact): ReadonlyArray<Difference> => {
  const at = `${said(table)}.${to.name}`
  const isMoved = plainType(from.type) !== plainType(to.type) || from.collation !== to.collation
  const words =
    from.collation !== to.collation && plainType(from.type) === plainType(to.type)
      ? `${at} is collated by ${from.collation ?? 'the default'}, and should be by ${to.collation ?? 'the default'}`
      : `${at} is ${plainType(from.type)}, and should be ${plainType(to.type)}`
  const dangers: ReadonlyArray<Danger> = isWidening(from.type, to.type) ? [] : ['rewrite', 'failure']
  const type: ColumnChange = { _tag: 'Type', type: plainType(to.type), collation: to.collation }
  return isMoved ? [difference('column', words, [alter(table, to.name, type)], ...dangers)] : []
}

/** What counts, and what no longer does: its sequence goes. */
const countingOf = (from: ColumnFact, to: ColumnFact, table: TableFact): ReadonlyArray<Difference> => {
  const at = `${said(table)}.${to.name}`
  if (isSerial(from.type) === isSerial(to.type)) return []
  const name = { schema: table.schema, name: sequenceName(table.name, to.name) }
  if (!isSerial(to.type))
    return [
      difference('column', `${at} counts up, and should not`, [
        alter(table, to.name, { _tag: 'Default', default: null }),
        { _tag: 'DropSequence', object: name, manner: { ifExists: true } },
      ]),
    ]
  return [
    difference('column', `${at} should count up`, [
      { _tag: 'CountUp', table: bare(table), column: to.name, sequence: name },
    ]),
  ]
}

const defaultsOf = (from: ColumnFact, to: ColumnFact, table: TableFact): ReadonlyArray<Difference> => {
  const at = `${said(table)}.${to.name}`
  if (from.default === to.default || isSerial(from.type) || isSerial(to.type)) return []
  const words =
    to.default === null
      ? `${at} has the default ${from.default}, and should have none`
      : `${at} has ${from.default === null ? 'no default' : `the default ${from.default}`}, and should have ${to.default}`
  return [difference('column', words, [alter(table, to.name, { _tag: 'Default', default: to.default })])]
}

const identitiesOf = (from: ColumnFact, to: ColumnFact, table: TableFact): ReadonlyArray<Difference> => {
  const at = `${said(table)}.${to.name}`
  if (isSame(from.identity, to.identity)) return []
  const dropped = from.identity === null ? [] : [alter(table, to.name, { _tag: 'DropIdentity' })]
  const added = to.identity === null ? [] : [alter(table, to.name, { _tag: 'AddIdentity', identity: to.identity })]
  // a new sequence begins anew
  const dangers: ReadonlyArray<Danger> = dropped.length > 0 && added.length > 0 ? ['failure'] : []
  const words = `${at} ${to.identity === null ? 'is an identity, and should not be' : 'should be another identity'}`
  return [difference('column', words, [...dropped, ...added], ...dangers)]
}

const computedOf = (from: ColumnFact, to: ColumnFact, table: TableFact): ReadonlyArray<Difference> => {
  const at = `${said(table)}.${to.name}`
  if (from.computed === to.computed) return []
  if (to.computed === null)
    return [
      difference('column', `${at} is computed, and should not be`, [alter(table, to.name, { _tag: 'DropComputed' })]),
    ]
  return [
    difference(
      'column',
      `${at} should be computed from ${to.computed}`,
      [
        { _tag: 'DropColumn', table: bare(table), column: to.name },
        { _tag: 'AddColumn', table: bare(table), column: to },
      ],
      'loss',
      'rewrite',
    ),
  ]
}

const nullsOf = (from: ColumnFact, to: ColumnFact, table: TableFact): ReadonlyArray<Difference> => {
  if (from.notNull === to.notNull) return []
  const words = `${said(table)}.${to.name} ${to.notNull ? 'may be null, and should not' : 'is not null, and should be allowed to be'}`
  const dangers: ReadonlyArray<Danger> = to.notNull ? ['lock', 'failure'] : []
  return [difference('column', words, [alter(table, to.name, { _tag: 'NotNull', notNull: to.notNull })], ...dangers)]
}

const columnComment = (from: string | null, to: ColumnFact, table: TableFact): ReadonlyArray<Difference> =>
  from === to.comment
    ? []
    : [
        difference('comment', `the comment on ${said(table)}.${to.name} differs`, [
          { _tag: 'Comment', on: { kind: 'column', object: bare(table), column: to.name }, text: to.comment },
        ]),
      ]

/** A default that is computed for each row is written into all of them. */
const addedDangers = (column: ColumnFact): ReadonlyArray<Danger> => [
  ...(column.computed !== null || isSerial(column.type) || column.identity !== null ? (['rewrite'] as const) : []),
  ...(column.notNull &&
  column.default === null &&
  column.computed === null &&
  !isSerial(column.type) &&
  column.identity === null
    ? (['failure'] as const)
    : []),
]

const columnsOf = (from: TableFact, to: TableFact): ReadonlyArray<Difference> => {
  const { gone, fresh, both } = matched(from.columns, to.columns, ({ name }) => name)
  return [
    ...fresh.flatMap((column) => [
      difference(
        'column',
        `${said(to)}.${column.name} is missing`,
        [{ _tag: 'AddColumn', table: bare(to), column }],
        ...addedDangers(column),
      ),
      ...columnComment(null, column, to),
    ]),
    ...both.flatMap(([a, b]) =>
      b.computed !== null && a.computed !== b.computed
        ? computedOf(a, b, to)
        : [
            ...typeOf(a, b, to),
            ...computedOf(a, b, to),
            // an identity is not null before it is one, and after
            ...(b.notNull ? nullsOf(a, b, to) : []),
            ...identitiesOf(a, b, to),
            ...countingOf(a, b, to),
            ...defaultsOf(a, b, to),
            ...(b.notNull ? [] : nullsOf(a, b, to)),
            ...columnComment(a.comment, b, to),
          ],
    ),
    ...gone.map((column) =>
      difference(
        'column',
        `${said(to)}.${column.name} is there, and is not described`,
        [{ _tag: 'DropColumn', table: bare(to), column: column.name }],
        'loss',
      ),
    ),
  ]
}

// -------------------------------------------------------------------------------------
// constraints
// -------------------------------------------------------------------------------------

/** What a constraint says, whatever it is called. */
const meaning = (constraint: ConstraintFact): string => {
  const { name: _, inline: __, ...rest } = constraint
  return JSON.stringify(rest, (___, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}

/** `primary key (id)`, for a person. */
const saidConstraint = (constraint: ConstraintFact): string => {
  const name = constraint.name === null ? '' : ` ${constraint.name}`
  switch (constraint._tag) {
    case 'PrimaryKey':
      return `the primary key${name} (${constraint.columns.join(', ')})`
    case 'Unique':
      return `the unique key${name} (${constraint.columns.join(', ')})`
    case 'ForeignKey':
      return `the foreign key${name} (${constraint.columns.join(', ')}) to ${said(constraint.target)}`
    case 'Check':
      return `the check${name} ${constraint.condition}`
    case 'Exclude':
      return `the exclusion${name}`
  }
}

/** The name that PostgreSQL gave it. */
export const givenName = (table: string, constraint: ConstraintFact): string => {
  switch (constraint._tag) {
    case 'PrimaryKey':
      return primaryKeyName(table)
    case 'Unique':
      return uniqueName(table, constraint.columns)
    case 'ForeignKey':
      return foreignKeyName(table, constraint.columns)
    default:
      return `${table}_${constraint._tag === 'Check' ? 'check' : 'excl'}`
  }
}

interface Pairs {
  readonly gone: ReadonlyArray<ConstraintFact>
  readonly fresh: ReadonlyArray<ConstraintFact>
  readonly renamed: ReadonlyArray<readonly [from: ConstraintFact, to: ConstraintFact]>
}

/** Those that mean the same are the same; a name that nobody said may be any. */
const pairsOf = (from: ReadonlyArray<ConstraintFact>, to: ReadonlyArray<ConstraintFact>): Pairs => {
  const left = [...from]
  const take = (test: (it: ConstraintFact) => boolean): ConstraintFact | undefined => {
    const at = left.findIndex(test)
    return at < 0 ? undefined : left.splice(at, 1)[0]
  }
  // those of one name first, so that two of one meaning do not change places
  const named = to.map((b) => take((a) => a.name === b.name && meaning(a) === meaning(b)))
  const others = to.map((b, i) => named[i] ?? take((a) => meaning(a) === meaning(b)))
  return {
    gone: left,
    fresh: to.filter((_, i) => others[i] === undefined),
    renamed: to.flatMap((b, i) => {
      const a = others[i]
      return a === undefined || a.name === null || b.name === null || a.name === b.name ? [] : [[a, b] as const]
    }),
  }
}

const addedConstraint = (table: TableFact, constraint: ConstraintFact): Difference => {
  const dangers: ReadonlyArray<Danger> = 'notValid' in constraint && constraint.notValid ? [] : ['lock', 'failure']
  return difference(
    constraint._tag === 'ForeignKey' ? 'foreign key' : 'constraint',
    `${said(table)} lacks ${saidConstraint(constraint)}`,
    [{ _tag: 'AddConstraint', table: bare(table), constraint }],
    ...dangers,
  )
}

const constraintsOf = (from: TableFact, to: TableFact): ReadonlyArray<Difference> => {
  const pairs = pairsOf(from.constraints, to.constraints)
  const { renamed } = pairs
  const validated = pairs.gone.flatMap((a) => {
    const b = pairs.fresh.find(
      (it) => 'notValid' in a && a.notValid && meaning({ ...a, notValid: false }) === meaning(it),
    )
    return b === undefined ? [] : [[a, b] as const]
  })
  const gone = pairs.gone.filter((it) => !validated.some(([a]) => a === it))
  const fresh = pairs.fresh.filter((it) => !validated.some(([, b]) => b === it))
  return [
    ...validated.map(([constraint]) =>
      difference(
        'constraint',
        `${saidConstraint(constraint)} of ${said(to)} has not been checked for all rows`,
        [{ _tag: 'ValidateConstraint', table: bare(to), name: constraint.name ?? givenName(to.name, constraint) }],
        'failure',
      ),
    ),
    ...gone.map((constraint) =>
      difference('drop constraint', `${said(to)} has ${saidConstraint(constraint)}, which is not described`, [
        { _tag: 'DropConstraint', table: bare(to), name: constraint.name ?? givenName(to.name, constraint) },
      ]),
    ),
    ...renamed.map(([a, b]) =>
      difference('constraint', `${saidConstraint(a)} of ${said(to)} should be called ${b.name}`, [
        { _tag: 'RenameConstraint', table: bare(to), from: a.name ?? '', to: b.name ?? '' },
      ]),
    ),
    ...fresh.map((constraint) => addedConstraint(to, constraint)),
  ]
}

// -------------------------------------------------------------------------------------
// indexes
// -------------------------------------------------------------------------------------

export interface CompareOptions {
  /** Whether the database can add a constraint to a table that is there; it can, unless this says that it cannot. */
  readonly addsConstraints?: boolean
  /** Makes indexes without keeping others from writing; not in a transaction. */
  readonly concurrently?: boolean
}

export const indexesOf = (
  table: ObjectName,
  from: ReadonlyArray<IndexFact>,
  to: ReadonlyArray<IndexFact>,
  { concurrently = false }: CompareOptions,
): ReadonlyArray<Difference> => {
  const body = ({ comment: _, ...index }: IndexFact): unknown => index
  const { gone, fresh, both } = matched(from, to, ({ name }) => name)
  const changed = both.filter(([a, b]) => !isSame(body(a), body(b)))
  const manner = concurrently ? { manner: { concurrently: true } } : {}
  const drop = (index: IndexFact, words: string): Difference =>
    difference('drop index', words, [
      { _tag: 'DropIndex', object: { schema: table.schema, name: index.name }, ...manner },
    ])
  const add = (index: IndexFact, words: string): Difference =>
    difference(
      'index',
      words,
      [{ _tag: 'CreateIndex', table: bare(table), index, ...manner }],
      ...(concurrently ? [] : (['lock'] as const)),
    )
  const commented = [...both, ...fresh.map((index) => [null, index] as const)]
  return [
    ...gone.map((index) => drop(index, `${said(table)} has the index ${index.name}, which is not described`)),
    ...changed.map(([a]) => drop(a, `the index ${a.name} of ${said(table)} differs`)),
    ...changed.map(([, b]) => add(b, `the index ${b.name} of ${said(table)} is made anew`)),
    ...fresh.map((index) => add(index, `${said(table)} lacks the index ${index.name}`)),
    ...commented.flatMap(([a, b]) =>
      (a?.comment ?? null) === b.comment
        ? []
        : [
            difference('comment', `the comment on the index ${b.name} differs`, [
              {
                _tag: 'Comment',
                on: { kind: 'index', object: { schema: table.schema, name: b.name } },
                text: b.comment,
              },
            ]),
          ],
    ),
  ]
}

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

/** What differs between a table as it is and as it should be. */
export const compareTable = (from: TableFact, to: TableFact, options: CompareOptions): ReadonlyArray<Difference> => {
  const isSplit = from.partitionedBy !== to.partitionedBy || !isSame(from.partition, to.partition)
  return [
    ...(isSplit ? [difference('table', `${said(to)} is split into partitions in another way`, [], 'manual')] : []),
    ...(from.unlogged === to.unlogged
      ? []
      : [
          difference(
            'table',
            `${said(to)} is ${from.unlogged ? '' : 'not '}unlogged, and should ${to.unlogged ? '' : 'not '}be`,
            [{ _tag: 'SetLogged', table: bare(to), logged: !to.unlogged }],
            'rewrite',
          ),
        ]),
    // a partition has the columns of its table
    ...(to.partition === null ? columnsOf(from, to) : []),
    ...constraintsOf(from, to),
    ...indexesOf(to, from.indexes, to.indexes, options),
    ...(from.comment === to.comment
      ? []
      : [
          difference('comment', `the comment on ${said(to)} differs`, [
            { _tag: 'Comment', on: { kind: 'table', object: bare(to) }, text: to.comment },
          ]),
        ]),
  ]
}
