/**
 * Transaction control of standard SQL.
 *
 * The modes come from programs, perhaps from JavaScript ones: they are keys of a table, and never a part of the text.
 */
import type { Either } from 'fp-ts/Either'
import type { CompileError, CompileErrors } from '../../lib/ast/CompileError.js'
import { invalidArgument, unsupported } from '../../lib/ast/CompileError.js'
import type { Access, Control, Extras, Isolation, Local, Modes } from '../../lib/compile/Control.js'
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
export const invalidModes = ({ isolation, access, deferrable }: Modes): ReadonlyArray<CompileError> => [
  ...(deferrable === undefined || typeof deferrable === 'boolean'
    ? []
    : [invalidArgument('deferrable', 'is not a transaction mode', 'use true or false')]),
  ...(isolation === undefined || has(isolations, isolation) ? [] : [unknownMode('isolation', isolations)]),
  ...(access === undefined || has(accesses, access) ? [] : [unknownMode('access', accesses)]),
]

/** @example begin({ isolation: 'serializable', access: 'read only' }) // start transaction isolation level serializable, read only */
const begin: Control['begin'] = (modes) => {
  const [first, ...rest] = invalidModes(modes)
  if (first !== undefined) return left([first, ...rest])
  const { isolation, access, deferrable } = modes
  const words = [
    ...(isolation === undefined ? [] : [isolations[isolation]]),
    ...(access === undefined ? [] : [accesses[access]]),
    ...(deferrable === undefined ? [] : [deferrable ? 'deferrable' : 'not deferrable']),
  ]
  return right(words.length === 0 ? 'start transaction' : `start transaction ${words.join(', ')}`)
}

const isAsked = ({ settings = {}, statementMilliseconds, lockMilliseconds, idleMilliseconds }: Local): boolean =>
  Object.keys(settings).length > 0 ||
  [statementMilliseconds, lockMilliseconds, idleMilliseconds].some((milliseconds) => milliseconds !== undefined)

/** A database without any of it. */
export const withoutExtras = (dialect: string): Extras => {
  const none = (feature: string, hint: string): Either<CompileErrors, never> =>
    left([unsupported(dialect, feature, hint)])
  const twoPhases = () => none('transactions in two phases', 'commit them')
  const channels = () => none('notifications', 'tell the other parts of the program yourself')
  const locks = () => none('advisory locks', 'a transaction that writes is alone here')
  const replicas = () => none('replicas', 'read from the database itself')
  const copy = () => none('COPY', 'use insertInto(...) or all(...)')
  return {
    local: (local) => (isAsked(local) ? none('settings of a transaction', 'leave them out') : right(null)),
    prepare: twoPhases,
    commitPrepared: twoPhases,
    rollbackPrepared: twoPhases,
    prepared: twoPhases(),
    cursor: none('cursors', 'the transport reads row by row'),
    listen: channels,
    notify: channels,
    lock: locks,
    tryLock: locks,
    copyIn: copy,
    copyOut: copy,
    position: replicas(),
    reached: replicas,
    explain: () => none('EXPLAIN', 'ask the database itself'),
  }
}

export const control: Control = {
  ...withoutExtras('ansi'),
  begin,
  commit: 'commit',
  rollback: 'rollback',
  savepoint: (depth) => `savepoint joinery_${depth}`,
  release: (depth) => `release savepoint joinery_${depth}`,
  rollbackTo: (depth) => `rollback to savepoint joinery_${depth}`,
  abortsOnError: false,
}
