/** Transactions by their numbers, and which of them a statement sees. */
import { nullable } from '../schema/Column.js'
import { bigint, boolean, integer, text, timestamptz } from '../schema/types.js'
import { setReturning, strict } from './define.js'
import { long } from './positions.js'
import { snapshot, txidSnapshot, xid, xid8 } from './types.js'

/** The number of the transaction, which gets one if it had none. @example pgCurrentXactId() // pg_current_xact_id() */
export const pgCurrentXactId = /* @__PURE__ */ strict('pgCurrentXactId', [], [], xid8)

/** @example pgCurrentXactIdIfAssigned() // pg_current_xact_id_if_assigned() */
export const pgCurrentXactIdIfAssigned = /* @__PURE__ */ strict(
  'pgCurrentXactIdIfAssigned',
  [],
  [],
  /* @__PURE__ */ nullable(xid8),
)

/** `in progress`, `committed` or `aborted`; null where it is too old to say. @example pgXactStatus('750') // pg_xact_status($1::"xid8") */
export const pgXactStatus = /* @__PURE__ */ strict('pgXactStatus', [xid8], [], /* @__PURE__ */ nullable(text))

/** @example pgCurrentSnapshot() // pg_current_snapshot() */
export const pgCurrentSnapshot = /* @__PURE__ */ strict('pgCurrentSnapshot', [], [], snapshot)

/** The first transaction that may not have ended. @example pgSnapshotXmin('10:20:10') // pg_snapshot_xmin($1::"pg_snapshot") */
export const pgSnapshotXmin = /* @__PURE__ */ strict('pgSnapshotXmin', [snapshot], [], xid8)

/** The first one that had not begun. @example pgSnapshotXmax('10:20:10') // pg_snapshot_xmax($1::"pg_snapshot") */
export const pgSnapshotXmax = /* @__PURE__ */ strict('pgSnapshotXmax', [snapshot], [], xid8)

/** Those in between that had not ended, a row for each. @example pgSnapshotXip('10:20:10') // pg_snapshot_xip($1::"pg_snapshot") */
export const pgSnapshotXip = /* @__PURE__ */ setReturning('pgSnapshotXip', [snapshot], [], xid8)

/** @example pgVisibleInSnapshot('15', '10:20:10') // pg_visible_in_snapshot($1::"xid8", $2::"pg_snapshot") */
export const pgVisibleInSnapshot = /* @__PURE__ */ strict('pgVisibleInSnapshot', [xid8, snapshot], [], boolean)

/** Where the server keeps them. @example pgXactCommitTimestamp('750') // pg_xact_commit_timestamp($1::"xid") */
export const pgXactCommitTimestamp = /* @__PURE__ */ strict(
  'pgXactCommitTimestamp',
  [xid],
  [],
  /* @__PURE__ */ nullable(timestamptz),
)

/** For another transaction to see the same. @example pgExportSnapshot() // pg_export_snapshot() */
export const pgExportSnapshot = /* @__PURE__ */ strict('pgExportSnapshot', [], [], text)

/** SQL's function `age` of the number of a transaction: how many others began since. @example xidAge(value(customType('xid'), '750')) // age($1::"xid") */
export const xidAge = /* @__PURE__ */ strict('xidAge', [xid], [], integer)

// -------------------------------------------------------------------------------------
// older names
// -------------------------------------------------------------------------------------

/** @example txidCurrent() // txid_current() */
export const txidCurrent = /* @__PURE__ */ strict('txidCurrent', [], [], bigint)

/** @example txidCurrentIfAssigned() // txid_current_if_assigned() */
export const txidCurrentIfAssigned = /* @__PURE__ */ strict(
  'txidCurrentIfAssigned',
  [],
  [],
  /* @__PURE__ */ nullable(bigint),
)

/** @example txidCurrentSnapshot() // txid_current_snapshot() */
export const txidCurrentSnapshot = /* @__PURE__ */ strict('txidCurrentSnapshot', [], [], txidSnapshot)

/** @example txidStatus(750) // txid_status($1::bigint) */
export const txidStatus = /* @__PURE__ */ strict('txidStatus', [long], [], /* @__PURE__ */ nullable(text))

/** @example txidSnapshotXmin('10:20:10') // txid_snapshot_xmin($1::"txid_snapshot") */
export const txidSnapshotXmin = /* @__PURE__ */ strict('txidSnapshotXmin', [txidSnapshot], [], bigint)

/** @example txidSnapshotXmax('10:20:10') // txid_snapshot_xmax($1::"txid_snapshot") */
export const txidSnapshotXmax = /* @__PURE__ */ strict('txidSnapshotXmax', [txidSnapshot], [], bigint)

/** @example txidSnapshotXip('10:20:10') // txid_snapshot_xip($1::"txid_snapshot") */
export const txidSnapshotXip = /* @__PURE__ */ setReturning('txidSnapshotXip', [txidSnapshot], [], bigint)

/** @example txidVisibleInSnapshot(15, '10:20:10') // txid_visible_in_snapshot($1::bigint, $2::"txid_snapshot") */
export const txidVisibleInSnapshot = /* @__PURE__ */ strict('txidVisibleInSnapshot', [long, txidSnapshot], [], boolean)
