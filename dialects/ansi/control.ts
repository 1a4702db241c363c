/**
 * Transaction control of standard SQL.
 *
 * The modes come from programs, perhaps from JavaScript ones: they are keys of a table, and never a part of the text.
 */
import type { CompileError } from '../../lib/ast/CompileError.js'
import { invalidArgument } from '../../lib/ast/CompileError.js'
import type { Access, Control, Isolation, Modes } from '../../lib/compile/Control.js'
import { left, right } from '../../lib/fp.js'

const isolations: { readonly [I in Isolation]: string } = {
  'read uncommitted': 'isolation level read uncommitted',
  'read committed': 'isolation level read committed',
  'repeatable read': 'isolation level repeatable read',
  serializable: 'isolation level serializable',
}

const accesses: { readonly [A in Access]: string } = {
  'read write': 'read write',
  'read only': 'read only',
}

const has = (table: object, key: unknown): boolean => typeof key === 'string' && Object.hasOwn(table, key)

const unknownMode = (argument: string, table: object): CompileError =>
  invalidArgument(argument, 'is not a transaction mode', `use one of ${Object.keys(table).join(', ')}`)

/** What is wrong with the modes, whatever the dialect. */
export const invalidModes = ({ isolation, access }: Modes): ReadonlyArray<CompileError> => [
  ...(isolation === undefined || has(isolations, isolation) ? [] : [unknownMode('isolation', isolations)]),
  ...(access === undefined || has(accesses, access) ? [] : [unknownMode('access', accesses)]),
]

/** @example begin({ isolation: 'serializable', access: 'read only' }) // start transaction isolation level serializable, read only */
const begin: Control['begin'] = (modes) => {
  const [first, ...rest] = invalidModes(modes)
  if (first !== undefined) return left([first, ...rest])
  const { isolation, access } = modes
  const words = [
    ...(isolation === undefined ? [] : [isolations[isolation]]),
    ...(access === undefined ? [] : [accesses[access]]),
  ]
  return right(words.length === 0 ? 'start transaction' : `start transaction ${words.join(', ')}`)
}

export const control: Control = {
  begin,
  commit: 'commit',
  rollback: 'rollback',
  savepoint: (depth) => `savepoint joinery_${depth}`,
  release: (depth) => `release savepoint joinery_${depth}`,
  rollbackTo: (depth) => `rollback to savepoint joinery_${depth}`,
  abortsOnError: false,
}
