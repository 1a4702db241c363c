/** What a database is made of, in the words of CREATE: sequences, types, tables with their constraints, indexes. */
import type {
  ColumnFact,
  ConstraintFact,
  Counting,
  IdentityFact,
  IndexElementFact,
  IndexFact,
  ObjectName,
  SequenceFact,
  TableFact,
  TypeFact,
} from '../../lib/ast/Catalog.js'
import type { Manner } from '../../lib/ast/Change.js'
import { invalidArgument } from '../../lib/ast/CompileError.js'
import type { Deferral, ReferentialAction } from '../../lib/ast/Constraint.js'
import { identifier, report, type Writer } from '../../lib/compile/Writer.js'
import { quoteText } from './quote.js'

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

export const nameOf = (to: Writer, { schema, name }: ObjectName): void => {
  if (schema !== null) {
    identifier(to, schema)
    to.text += '.'
  }
  identifier(to, name)
}

const names = (to: Writer, columns: ReadonlyArray<string>): void => {
  to.text += ' ('
  columns.forEach((column, i) => {
    if (i > 0) to.text += ', '
    identifier(to, column)
  })
  to.text += ')'
}

export const existing = ({ ifExists, ifNotExists, concurrently }: Manner = {}): string =>
  `${concurrently === true ? 'concurrently ' : ''}${ifExists === true ? 'if exists ' : ''}${ifNotExists === true ? 'if not exists ' : ''}`

export const cascaded = ({ cascade }: Manner = {}): string => (cascade === true ? ' cascade' : '')

// -------------------------------------------------------------------------------------
// sequences
// -------------------------------------------------------------------------------------

export const number = (to: Writer, text: string, argument: string): string => {
  if (/^-?\d+$/.test(text)) return text
  report(to, invalidArgument(argument, 'is not a whole number', 'give a number or a bigint'))
  return '1'
}

const countingOf = (to: Writer, { start, increment, min, max, cache, cycle }: Counting): ReadonlyArray<string> => [
  ...(start === null ? [] : [`start with ${number(to, start, 'the start of a sequence')}`]),
  ...(increment === null ? [] : [`increment by ${number(to, increment, 'the increment of a sequence')}`]),
  ...(min === null ? [] : [`minvalue ${number(to, min, 'the least number of a sequence')}`]),
  ...(max === null ? [] : [`maxvalue ${number(to, max, 'the greatest number of a sequence')}`]),
  ...(cache === null ? [] : [`cache ${number(to, cache, 'the cache of a sequence')}`]),
  ...(cycle ? ['cycle'] : []),
]

export const sequenceWords = (to: Writer, sequence: SequenceFact): string =>
  [...(sequence.type === null ? [] : [`as ${sequence.type}`]), ...countingOf(to, sequence)]
    .map((word) => ` ${word}`)
    .join('')

/** `generated always as identity (start with 10)` */
export const identityOf = (to: Writer, identity: IdentityFact): string => {
  const counting = countingOf(to, identity).join(' ')
  return `generated ${identity.always ? 'always' : 'by default'} as identity${counting === '' ? '' : ` (${counting})`}`
}

// -------------------------------------------------------------------------------------
// constraints
// -------------------------------------------------------------------------------------

const actions: Readonly<Record<ReferentialAction, string>> = {
  cascade: 'cascade',
  restrict: 'restrict',
  'set null': 'set null',
  'set default': 'set default',
  'no action': 'no action',
}

const actionOf = (on: 'delete' | 'update', action: ReferentialAction | null): string =>
  action === null ? '' : ` on ${on} ${actions[action] ?? ''}`

const deferrals: Readonly<Record<Deferral, string>> = {
  immediate: ' deferrable',
  deferred: ' deferrable initially deferred',
}

const deferral = (deferrable: Deferral | null): string => (deferrable === null ? '' : (deferrals[deferrable] ?? ''))

const including = (to: Writer, include: ReadonlyArray<string>): void => {
  if (include.length === 0) return
  to.text += ' include'
  names(to, include)
}

const writeReference = (to: Writer, said: Extract<ConstraintFact, { readonly _tag: 'ForeignKey' }>): void => {
  to.text += 'references '
  nameOf(to, said.target)
  names(to, said.targets)
  if (said.matchFull) to.text += ' match full'
  to.text += actionOf('delete', said.onDelete) + actionOf('update', said.onUpdate) + deferral(said.deferrable)
}

export const writeConstraintName = (to: Writer, name: string | null): void => {
  if (name === null) return
  to.text += 'constraint '
  identifier(to, name)
  to.text += ' '
}

const writeElement = (to: Writer, element: IndexElementFact): void => {
  if (element.column !== null) identifier(to, element.column)
  else to.text += `(${element.expression})`
  if (element.collation !== null) to.text += ` collate ${element.collation}`
  if (element.operators !== null) to.text += ` ${element.operators}`
  if (element.descending) to.text += ' desc'
  if (element.nulls !== null) to.text += ` nulls ${element.nulls === 'first' ? 'first' : 'last'}`
}

export const writeConstraint = (to: Writer, constraint: ConstraintFact): void => {
  writeConstraintName(to, constraint.name)
  switch (constraint._tag) {
    case 'PrimaryKey':
    case 'Unique': {
      const nulls = constraint._tag === 'Unique' && constraint.nullsNotDistinct
      to.text += constraint._tag === 'PrimaryKey' ? 'primary key' : nulls ? 'unique nulls not distinct' : 'unique'
      names(to, constraint.columns)
      including(to, constraint.include)
      to.text += deferral(constraint.deferrable)
      return
    }
    case 'ForeignKey':
      to.text += 'foreign key'
      names(to, constraint.columns)
      to.text += ' '
      writeReference(to, constraint)
      return
    case 'Check':
      to.text += `check (${constraint.condition})`
      return
    case 'Exclude':
      to.text += `exclude using ${constraint.method} (`
      constraint.elements.forEach((element, i) => {
        if (i > 0) to.text += ', '
        writeElement(to, element)
        to.text += ` with ${element.operator}`
      })
      to.text += ')'
      if (constraint.where !== null) to.text += ` where (${constraint.where})`
      to.text += deferral(constraint.deferrable)
  }
}

/** Rows that are there already need not meet it: only where it is added later. */
export const notValid = (constraint: ConstraintFact): string =>
  (constraint._tag === 'ForeignKey' || constraint._tag === 'Check') && constraint.notValid ? ' not valid' : ''

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

export const writeColumn = (to: Writer, column: ColumnFact, own: ReadonlyArray<ConstraintFact>): void => {
  identifier(to, column.name)
  to.text += ` ${column.type}`
  if (column.collation !== null) to.text += ` collate ${column.collation}`
  const primary = own.some(({ _tag }) => _tag === 'PrimaryKey')
  if (column.notNull && !(primary && to.dialect.keyIsNotNull(column.type))) to.text += ' not null'
  if (primary) to.text += ' primary key'
  if (own.some(({ _tag }) => _tag === 'Unique')) to.text += ' unique'
  if (column.default !== null) to.text += ` default ${column.default}`
  if (column.computed !== null) to.text += ` generated always as (${column.computed}) stored`
  if (column.identity !== null) to.text += ` ${identityOf(to, column.identity)}`
  for (const constraint of own) {
    if (constraint._tag !== 'ForeignKey') continue
    to.text += ' '
    writeConstraintName(to, constraint.name)
    writeReference(to, constraint)
  }
}

export const writeTable = (to: Writer, table: TableFact, manner: Manner | undefined): void => {
  to.text += `create ${table.unlogged ? 'unlogged ' : ''}table ${existing(manner)}`
  nameOf(to, table)
  const { partition } = table
  // its columns are those of the table that it is a partition of
  const parts: ReadonlyArray<() => void> = [
    ...(partition === null ? table.columns : []).map((column) => () => {
      const own = table.constraints.filter(
        (it) => it.inline === true && 'columns' in it && it.columns[0] === column.name,
      )
      writeColumn(to, column, own)
    }),
    ...table.constraints
      .filter(({ inline }) => inline !== true || partition !== null)
      .map((constraint) => () => writeConstraint(to, constraint)),
  ]
  if (partition !== null) {
    to.text += ' partition of '
    nameOf(to, partition.of)
  }
  if (parts.length > 0 || partition === null) {
    to.text += ' ('
    parts.forEach((write, i) => {
      to.text += i > 0 ? ',\n  ' : '\n  '
      write()
    })
    to.text += '\n)'
  }
  if (partition !== null) to.text += ` ${partition.bounds}`
  if (table.partitionedBy !== null) to.text += ` partition by ${table.partitionedBy}`
}

export const writeIndex = (to: Writer, table: ObjectName, index: IndexFact, manner: Manner | undefined): void => {
  to.text += `create ${index.unique ? 'unique ' : ''}index ${existing(manner)}`
  identifier(to, index.name)
  to.text += ' on '
  nameOf(to, table)
  if (index.method !== 'btree') to.text += ` using ${index.method}`
  to.text += ' ('
  index.elements.forEach((element, i) => {
    if (i > 0) to.text += ', '
    writeElement(to, element)
  })
  to.text += ')'
  including(to, index.include)
  if (index.nullsNotDistinct) to.text += ' nulls not distinct'
  if (index.where !== null) to.text += ` where ${index.where}`
}

export const writeType = (to: Writer, type: TypeFact): void => {
  to.text += type._tag === 'Domain' ? 'create domain ' : 'create type '
  nameOf(to, type)
  switch (type._tag) {
    case 'Enum':
      to.text += ` as enum (${type.labels.map(quoteText).join(', ')})`
      return
    case 'Composite':
      to.text += ' as ('
      type.fields.forEach(({ name, type: own, collation }, i) => {
        if (i > 0) to.text += ', '
        identifier(to, name)
        to.text += ` ${own}${collation === null ? '' : ` collate ${collation}`}`
      })
      to.text += ')'
      return
    case 'Domain':
      to.text += ` as ${type.base}`
      if (type.collation !== null) to.text += ` collate ${type.collation}`
      if (type.default !== null) to.text += ` default ${type.default}`
      if (type.notNull) to.text += ' not null'
      for (const { name, condition } of type.checks) {
        to.text += ' '
        writeConstraintName(to, name)
        to.text += `check (${condition})`
      }
  }
}
