/**
 * Locks on what a number stands for: PostgreSQL keeps them, and knows nothing of their meaning.
 *
 * A key is one number of 64 bits, or two of 32.
 */
import { typed } from '../ast/Expr.js'
import type { Whole } from '../ast/Kind.js'
import type { AnySpec, holds } from '../schema/Column.js'
import { boolean } from '../schema/types.js'
import { argumentsOf, callNode, type Operand, type Strict, strict } from './define.js'
import { long, whole } from './positions.js'
import { nothing } from './types.js'

type LockKey = readonly [Operand<Whole | bigint>] | readonly [Operand<Whole>, Operand<Whole>]

/* @__NO_SIDE_EFFECTS__ */
const lock =
  <S extends AnySpec>(name: string, returns: S) =>
  <K extends LockKey>(...key: K): Strict<S[typeof holds], K[number]> =>
    typed(callNode(name, argumentsOf(name, key.length > 1 ? [whole, whole] : [long], [], key), returns.type))

/** Waits for the lock, and keeps it until the session ends or unlocks it. @example pgAdvisoryLock(42) // pg_advisory_lock($1::bigint) */
export const pgAdvisoryLock = /* @__PURE__ */ lock('pgAdvisoryLock', nothing)

/** Waits for the lock, and keeps it until the session ends or unlocks it; others may share it. @example pgAdvisoryLockShared(42) // pg_advisory_lock_shared($1::bigint) */
export const pgAdvisoryLockShared = /* @__PURE__ */ lock('pgAdvisoryLockShared', nothing)

/** Waits for the lock, and keeps it until the transaction ends. @example pgAdvisoryXactLock(42) // pg_advisory_xact_lock($1::bigint) */
export const pgAdvisoryXactLock = /* @__PURE__ */ lock('pgAdvisoryXactLock', nothing)

/** Waits for the lock, and keeps it until the transaction ends; others may share it. @example pgAdvisoryXactLockShared(42) // pg_advisory_xact_lock_shared($1::bigint) */
export const pgAdvisoryXactLockShared = /* @__PURE__ */ lock('pgAdvisoryXactLockShared', nothing)

/** Takes the lock if nobody has it, until the session ends, and says whether it did. @example pgTryAdvisoryLock(42) // pg_try_advisory_lock($1::bigint) */
export const pgTryAdvisoryLock = /* @__PURE__ */ lock('pgTryAdvisoryLock', boolean)

/** Takes the lock if nobody has it, until the session ends, and says whether it did; others may share it. @example pgTryAdvisoryLockShared(42) // pg_try_advisory_lock_shared($1::bigint) */
export const pgTryAdvisoryLockShared = /* @__PURE__ */ lock('pgTryAdvisoryLockShared', boolean)

/** Takes the lock if nobody has it, until the transaction ends, and says whether it did. @example pgTryAdvisoryXactLock(42) // pg_try_advisory_xact_lock($1::bigint) */
export const pgTryAdvisoryXactLock = /* @__PURE__ */ lock('pgTryAdvisoryXactLock', boolean)

/** Takes the lock if nobody has it, until the transaction ends, and says whether it did; others may share it. @example pgTryAdvisoryXactLockShared(42) // pg_try_advisory_xact_lock_shared($1::bigint) */
export const pgTryAdvisoryXactLockShared = /* @__PURE__ */ lock('pgTryAdvisoryXactLockShared', boolean)

/** Gives back a lock of the session, and says whether it had it. @example pgAdvisoryUnlock(42) // pg_advisory_unlock($1::bigint) */
export const pgAdvisoryUnlock = /* @__PURE__ */ lock('pgAdvisoryUnlock', boolean)

/** Gives back a lock that is shared of the session, and says whether it had it. @example pgAdvisoryUnlockShared(42) // pg_advisory_unlock_shared($1::bigint) */
export const pgAdvisoryUnlockShared = /* @__PURE__ */ lock('pgAdvisoryUnlockShared', boolean)

/** Gives back all locks of the session. @example pgAdvisoryUnlockAll() // pg_advisory_unlock_all() */
export const pgAdvisoryUnlockAll = /* @__PURE__ */ strict('pgAdvisoryUnlockAll', [], [], nothing)
