/** Statements that change what a database is made of, from facts: names are quoted here, and expressions are SQL already. */
import type { ObjectName } from '../../lib/ast/Catalog.js'
import type { Change, ColumnChange, Commented, DomainChange } from '../../lib/ast/Change.js'
import { invalidArgument } from '../../lib/ast/CompileError.js'
import { resolved } from '../../lib/ast/SqlType.js'
import type { Define } from '../../lib/ast/Statement.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { identifier, report, type Writer } from '../../lib/compile/Writer.js'
import {
  cascaded,
  existing,
  identityOf,
  nameOf,
  notValid,
  number,
  sequenceWords,
  writeColumn,
  writeConstraint,
  writeConstraintName,
  writeIndex,
  writeTable,
  writeType,
} from './definitions.js'
import { quoteText } from './quote.js'

// -------------------------------------------------------------------------------------
// changes
// -------------------------------------------------------------------------------------

const alterTable = (to: Writer, table: ObjectName): void => {
  to.text += 'alter table '
  nameOf(to, table)
  to.text += ' '
}

const writeColumnChange = (to: Writer, column: string, change: ColumnChange): void => {
  to.text += 'alter column '
  const own = to.text.length
  identifier(to, column)
  const name = to.text.slice(own)
  switch (change._tag) {
    case 'Type':
      to.text += ` type ${change.type}${change.collation === null ? '' : ` collate ${change.collation}`}`
      to.text += ` using ${name}::${change.type}`
      return
    case 'Default':
      to.text += change.default === null ? ' drop default' : ` set default ${change.default}`
      return
    case 'NotNull':
      to.text += change.notNull ? ' set not null' : ' drop not null'
      return
    case 'AddIdentity':
      to.text += ` add ${identityOf(to, change.identity)}`
      return
    case 'DropIdentity':
      to.text += ' drop identity'
      return
    case 'DropComputed':
      to.text += ' drop expression'
  }
}

const writeDomainChange = (to: Writer, change: DomainChange): void => {
  switch (change._tag) {
    case 'Default':
      to.text += change.default === null ? ' drop default' : ` set default ${change.default}`
      return
    case 'NotNull':
      to.text += change.notNull ? ' set not null' : ' drop not null'
      return
    case 'AddCheck':
      to.text += ' add '
      writeConstraintName(to, change.check.name)
      to.text += `check (${change.check.condition})`
      return
    case 'DropCheck':
      to.text += ' drop constraint '
      identifier(to, change.name)
  }
}

const commentedKinds: Readonly<Record<Commented['kind'], string>> = {
  table: 'table',
  view: 'view',
  'materialized view': 'materialized view',
  sequence: 'sequence',
  column: 'column',
  index: 'index',
}

/** A statement of the program's own. */
const definition = (to: Writer, text: unknown): void => {
  if (typeof text === 'string') to.text += text
  else report(to, invalidArgument('the definition', 'is not a text', 'give the statement that makes it'))
}

type Writes = { readonly [T in Change['_tag']]: (change: Extract<Change, { readonly _tag: T }>, to: Writer) => void }

const writes: Writes = {
  CreateSchema: ({ name, manner }, to) => {
    to.text += `create schema ${existing(manner)}`
    identifier(to, name)
  },
  DropSchema: ({ name, manner }, to) => {
    to.text += `drop schema ${existing(manner)}`
    identifier(to, name)
    to.text += cascaded(manner)
  },
  CreateSequence: ({ sequence, manner }, to) => {
    to.text += `create sequence ${existing(manner)}`
    nameOf(to, sequence)
    to.text += sequenceWords(to, sequence)
  },
  AlterSequence: ({ sequence }, to) => {
    // what is not said would stay as it is
    const { type, start, increment, min, max, cache, cycle } = sequence
    to.text += 'alter sequence '
    nameOf(to, sequence)
    to.text += ` as ${type ?? 'bigint'}${sequenceWords(to, { ...sequence, type: null, increment: increment ?? '1', cache: cache ?? '1' })}`
    if (min === null) to.text += ' no minvalue'
    if (max === null) to.text += ' no maxvalue'
    if (start === null && min !== null) to.text += ` start with ${number(to, min, 'the least number of a sequence')}`
    if (!cycle) to.text += ' no cycle'
  },
  DropSequence: ({ object, manner }, to) => {
    to.text += `drop sequence ${existing(manner)}`
    nameOf(to, object)
    to.text += cascaded(manner)
  },
  CreateType: ({ type }, to) => writeType(to, type),
  DropType: ({ type, manner }, to) => {
    to.text += `drop ${type._tag === 'Domain' ? 'domain' : 'type'} ${existing(manner)}`
    nameOf(to, type)
    to.text += cascaded(manner)
  },
  AddLabel: ({ type, label, before }, to) => {
    to.text += 'alter type '
    nameOf(to, type)
    to.text += ` add value ${quoteText(label)}${before === null ? '' : ` before ${quoteText(before)}`}`
  },
  AlterDomain: ({ domain, change }, to) => {
    to.text += 'alter domain '
    nameOf(to, domain)
    writeDomainChange(to, change)
  },
  CreateTable: ({ table, manner }, to) => writeTable(to, table, manner),
  DropTable: ({ object, manner }, to) => {
    to.text += `drop table ${existing(manner)}`
    nameOf(to, object)
    to.text += cascaded(manner)
  },
  AddColumn: ({ table, column }, to) => {
    alterTable(to, table)
    to.text += 'add column '
    writeColumn(to, column, [])
  },
  RenameColumn: ({ table, from, to: name }, to) => {
    alterTable(to, table)
    to.text += 'rename column '
    identifier(to, from)
    to.text += ' to '
    identifier(to, name)
  },
  RenameTable: ({ table, to: name }, to) => {
    alterTable(to, table)
    to.text += 'rename to '
    identifier(to, name)
  },
  DropColumn: ({ table, column }, to) => {
    alterTable(to, table)
    to.text += 'drop column '
    identifier(to, column)
  },
  AlterColumn: ({ table, column, change }, to) => {
    alterTable(to, table)
    writeColumnChange(to, column, change)
  },
  AddConstraint: ({ table, constraint }, to) => {
    alterTable(to, table)
    to.text += 'add '
    writeConstraint(to, constraint)
    to.text += notValid(constraint)
  },
  DropConstraint: ({ table, name, manner }, to) => {
    alterTable(to, table)
    to.text += `drop constraint ${existing(manner)}`
    identifier(to, name)
    to.text += cascaded(manner)
  },
  RenameConstraint: ({ table, from, to: name }, to) => {
    alterTable(to, table)
    to.text += 'rename constraint '
    identifier(to, from)
    to.text += ' to '
    identifier(to, name)
  },
  ValidateConstraint: ({ table, name }, to) => {
    alterTable(to, table)
    to.text += 'validate constraint '
    identifier(to, name)
  },
  CreateIndex: ({ table, index, manner }, to) => writeIndex(to, table, index, manner),
  DropIndex: ({ object, manner }, to) => {
    to.text += `drop index ${existing(manner)}`
    nameOf(to, object)
    to.text += cascaded(manner)
  },
  CreateView: ({ view, manner }, to) => {
    to.text += `create ${view.materialized ? 'materialized ' : ''}view ${existing(manner)}`
    nameOf(to, view)
    // a query of this library names its columns itself, and so does the one that a catalog holds
    to.text += ` as\n${view.query}`
  },
  DropView: ({ view, manner }, to) => {
    to.text += `drop ${view.materialized ? 'materialized ' : ''}view ${existing(manner)}`
    nameOf(to, view)
    to.text += cascaded(manner)
  },
  // one statement, for a step is one: the sequence belongs to the column when it is made by a DO block
  CountUp: ({ table, column, sequence }, to) => {
    const part = (write: () => void): string => {
      const { text } = to
      to.text = ''
      write()
      const made = to.text
      to.text = text
      return made
    }
    const [of, at, by] = [
      part(() => nameOf(to, table)),
      part(() => identifier(to, column)),
      part(() => nameOf(to, sequence)),
    ]
    const body = `begin
  create sequence ${by} owned by ${of}.${at};
  perform setval(${quoteText(by)}, coalesce((select max(${at}) from ${of}), 0) + 1, false);
  alter table ${of} alter column ${at} set default nextval(${quoteText(by)});
end`
    to.text += `do ${quoteText(body)}`
  },
  SetLogged: ({ table, logged }, to) => {
    alterTable(to, table)
    to.text += logged ? 'set logged' : 'set unlogged'
  },
  Prepare: ({ name, text }, to) => {
    to.text += 'prepare '
    identifier(to, name)
    to.text += ` as ${text}`
  },
  Deallocate: ({ name }, to) => {
    to.text += 'deallocate '
    identifier(to, name)
  },
  Explain: ({ text }, to) => {
    to.text += `explain ${text}`
  },
  TableOfPrepared: ({ name, parameters }, to) => {
    to.text += 'create temporary table '
    identifier(to, name)
    to.text += ' as execute '
    identifier(to, name)
    if (parameters > 0) to.text += `(${Array.from({ length: parameters }, () => 'null').join(', ')})`
    to.text += ' with no data'
  },
  UncheckedBodies: (_, to) => {
    to.text += 'set local check_function_bodies = off'
  },
  CreateRoutine: ({ routine }, to) => {
    definition(to, routine.definition)
  },
  DropRoutine: ({ routine }, to) => {
    to.text += `drop ${routine.kind === 'aggregate' ? 'aggregate' : routine.kind === 'procedure' ? 'procedure' : 'function'} `
    nameOf(to, routine)
    to.text += `(${routine.parameters})`
  },
  CreateTrigger: ({ trigger }, to) => {
    definition(to, trigger.definition)
  },
  DropTrigger: ({ trigger }, to) => {
    to.text += 'drop trigger '
    identifier(to, trigger.name)
    to.text += ' on '
    nameOf(to, trigger.table)
  },
  Comment: ({ on, text }, to) => {
    to.text += `comment on ${commentedKinds[on.kind] ?? 'table'} `
    nameOf(to, on.object)
    if (on.kind === 'column') {
      to.text += '.'
      identifier(to, on.column)
    }
    to.text += ` is ${text === null ? 'null' : quoteText(text)}`
  },
}

export const writeChange = (to: Writer, change: Change): void =>
  (writes[change._tag] as (change: Change, to: Writer) => void)(change, to)

// -------------------------------------------------------------------------------------
// descriptors
// -------------------------------------------------------------------------------------

const changeOf = ({ action, object, manner }: Define, to: Writer): Change | null => {
  const { describes } = to.dialect
  switch (object._tag) {
    case 'Type': {
      const type = describes.type(to, resolved(object.type))
      if (type === null) {
        report(to, invalidArgument('the type', 'has no name of its own', 'give an enum, a domain or a composite'))
        return null
      }
      return action === 'create' ? { _tag: 'CreateType', type } : { _tag: 'DropType', type, manner }
    }
    case 'Index': {
      const index = describes.index(to, object.table, object.index)
      return action === 'create'
        ? { _tag: 'CreateIndex', table: object.table, index, manner }
        : { _tag: 'DropIndex', object: { schema: object.table.schema, name: index.name }, manner }
    }
    case 'Column': {
      const name = object.table.columns[object.key]?.name
      const column = describes.table(to, object.table).columns.find((it) => it.name === name)
      if (column !== undefined) return { _tag: 'AddColumn', table: object.table, column }
      report(to, {
        _tag: 'UnknownColumn',
        table: object.table.name,
        column: object.key,
        columns: Object.keys(object.table.columns),
      })
      return null
    }
    case 'Constraint':
      return {
        _tag: 'AddConstraint',
        table: object.table,
        constraint: describes.constraint(to, object.table, object.constraint),
      }
  }
}

/** The DDL of standard SQL. */
export const ddl: Cases<'CreateTable' | 'DropTable' | 'Define' | 'Ddl'> = {
  CreateTable: ({ table, manner }, to) => {
    const { describes } = to.dialect
    const change: Change =
      table.details?.view == null
        ? { _tag: 'CreateTable', table: describes.table(to, table), manner }
        : { _tag: 'CreateView', view: describes.view(to, table), manner }
    if (to.errors.length === 0) writeChange(to, change)
  },

  DropTable: ({ table, manner }, to) => {
    const view = table.details?.view
    writeChange(
      to,
      view == null
        ? { _tag: 'DropTable', object: table, manner }
        : { _tag: 'DropView', view: { ...table, materialized: view.materialized }, manner },
    )
  },

  Define: (node, to) => {
    const change = changeOf(node, to)
    if (change !== null && to.errors.length === 0) writeChange(to, change)
  },

  Ddl: ({ change }, to) => writeChange(to, change),
}
