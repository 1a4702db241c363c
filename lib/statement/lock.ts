/** Locking the rows that a select finds, until the transaction ends; several locks may be asked for. */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { invalid, isBranded, isRecord } from '../ast/Expr.js'
import { brand, type Invalid, type Lock, type LockStrength } from '../ast/Node.js'
import type { AnySelect, Using } from '../ast/Scope.js'
import type { Source } from '../schema/Table.js'
import { selectNode, typedStatement } from './node.js'

export interface LockOptions<A extends string> {
  /** The sources whose rows are locked; left out, all of them. */
  readonly of?: ReadonlyArray<Source<A, any, any>>
  /** What to do about a row that another transaction has locked; left out, wait for it. */
  readonly wait?: 'nowait' | 'skip locked'
}

const isSource = (u: unknown): u is Source<string, any, any> => isBranded(u) && 'columns' in u && 'alias' in u

const problem = (name: string, options: unknown): CompileError | null => {
  if (!isRecord(options)) return invalidArgument(`the options of ${name}`, 'are none', "give { of, wait: 'nowait' }")
  const { of, wait } = options
  if (of !== undefined && !(Array.isArray(of) && of.length > 0 && of.every(isSource))) {
    const hint = 'give { of: [users] }, or leave it out to lock the rows of all'
    return invalidArgument(`the option of of ${name}`, 'is not an array of sources', hint)
  }
  return wait === undefined || wait === 'nowait' || wait === 'skip locked'
    ? null
    : invalidArgument(`the option wait of ${name}`, 'is neither nowait nor skip locked', 'leave it out to wait')
}

const lockNode = (strength: LockStrength, name: string, options: unknown): Lock | Invalid => {
  const error = problem(name, options)
  if (error !== null) return invalid(error)
  const { of, wait } = options as LockOptions<string>
  return { joinery: brand, _tag: 'Lock', strength, of: of?.map(({ alias }) => alias) ?? null, wait: wait ?? null }
}

type Locking = <A extends string = never>(options?: LockOptions<A>) => <Q extends AnySelect>(self: Q) => Using<Q, A>

/* @__NO_SIDE_EFFECTS__ */
const locking =
  (strength: LockStrength, name: string): Locking =>
  (options) =>
  (self) => {
    const node = selectNode(self, name)
    return typedStatement({ ...node, locks: [...node.locks, lockNode(strength, name, options ?? {})] })
  }

/** Nobody else changes, deletes or locks the rows. @example forUpdate({ of: [jobs], wait: 'skip locked' }) // for update of "jobs" skip locked */
export const forUpdate = /* @__PURE__ */ locking('update', 'forUpdate')

/** Others may still point to the rows by foreign keys. @example forNoKeyUpdate() // for no key update */
export const forNoKeyUpdate = /* @__PURE__ */ locking('noKeyUpdate', 'forNoKeyUpdate')

/** Nobody changes the rows, and others may lock them like this too. @example forShare() // for share */
export const forShare = /* @__PURE__ */ locking('share', 'forShare')

/** Nobody deletes the rows or changes their keys. @example forKeyShare({ wait: 'nowait' }) // for key share nowait */
export const forKeyShare = /* @__PURE__ */ locking('keyShare', 'forKeyShare')
