/** What a database has beside tables and types: sequences, routines, triggers. */
import { noCounting, type RoutineFact, type SequenceFact } from '../ast/Catalog.js'
import { type Branded, brand } from '../ast/Node.js'
import type { RoutineNode, SequenceNode, TriggerNode } from '../ast/Statement.js'
import { type CountingOptions, countingOf } from './columnOptions.js'
import type { TypeName } from './custom.js'
import { type AnyTable, tableNode } from './Table.js'

// -------------------------------------------------------------------------------------
// sequences
// -------------------------------------------------------------------------------------

/** A sequence of numbers that is an object of its own. */
export interface Sequence extends Branded {
  readonly fact: SequenceFact
}

export interface SequenceOptions extends CountingOptions {
  readonly type?: 'smallint' | 'integer' | 'bigint'
  readonly comment?: string
}

const qualifiedOf = (name: TypeName): { readonly schema: string | null; readonly name: string } =>
  // what is no name is reported where it is spelled
  Array.isArray(name) ? { schema: name[0], name: name[1] } : { schema: null, name: name as string }

const sequenceTypes: Readonly<Record<'smallint' | 'integer' | 'bigint', string>> = {
  smallint: 'smallint',
  integer: 'integer',
  bigint: 'bigint',
}

/**
 * A sequence, by its name, or by its schema and its name.
 *
 * @example createSequence(sequence('order_number', { start: 1000 })) // create sequence "order_number" start with 1000
 */
export const sequence = (name: TypeName, options: SequenceOptions = {}): Sequence => {
  const fact: SequenceFact = {
    ...qualifiedOf(name),
    ...noCounting,
    ...countingOf(options ?? undefined),
    type: options?.type === undefined ? null : (sequenceTypes[options.type] ?? null),
    comment: options?.comment ?? null,
  }
  const node: SequenceNode = { joinery: brand, _tag: 'Sequence', fact }
  return node
}

// -------------------------------------------------------------------------------------
// code
// -------------------------------------------------------------------------------------

/** A function, a procedure or an aggregate. */
export interface Routine extends Branded {
  readonly fact: RoutineFact
}

export interface RoutineOptions {
  readonly kind?: RoutineFact['kind']
  /** The types of its arguments, as SQL: `integer, text`. */
  readonly parameters?: string
  /** The statement that makes it. */
  readonly definition: string
  /** Whether it needs tables, and so is made after them. */
  readonly late?: boolean
}

/**
 * A function, a procedure or an aggregate, as the statement that makes it: what is inside is the database's own.
 *
 * @example routine('one', { definition: 'create function one() returns integer language sql return 1' })
 */
export const routine = (name: TypeName, options: RoutineOptions): Routine => {
  const node: RoutineNode = {
    joinery: brand,
    _tag: 'Routine',
    fact: {
      ...qualifiedOf(name),
      kind: options?.kind ?? 'function',
      parameters: options?.parameters ?? '',
      definition: options?.definition,
      late: options?.late ?? false,
    },
  }
  return node
}

export interface Trigger extends Branded {
  readonly definition: string
}

/**
 * A trigger of a table, as the statement that makes it.
 *
 * @example trigger('touch', users, 'create trigger touch before update on users for each row execute function touch()')
 */
export const trigger = (name: string, table: AnyTable, definition: string): Trigger => {
  const node: TriggerNode = { joinery: brand, _tag: 'Trigger', table: tableNode(table), name, definition }
  return node
}
