/** Replication: slots that keep what others still need, the changes in them, and where changes come from. */
import { nullable } from '../schema/Column.js'
import { name, oid, pgLsn } from '../schema/catalogTypes.js'
import { boolean, bytea, text, timestamptz } from '../schema/types.js'
import { setReturning, strict } from './define.js'
import { textual, whole } from './positions.js'
import { fieldsOf, nothing, xid } from './types.js'

// -------------------------------------------------------------------------------------
// slots
// -------------------------------------------------------------------------------------

const slot = /* @__PURE__ */ fieldsOf({ slot_name: name, lsn: /* @__PURE__ */ nullable(pgLsn) })

/**
 * What it keeps is kept from now on with true, and until the session ends with true again.
 *
 * @example pgCreatePhysicalReplicationSlot('standby') // pg_create_physical_replication_slot($1::name)
 */
export const pgCreatePhysicalReplicationSlot = /* @__PURE__ */ strict(
  'pgCreatePhysicalReplicationSlot',
  [name],
  [boolean, boolean],
  slot,
)

/**
 * A slot whose changes a plugin writes; with true, until the session ends; with true again, prepared transactions too.
 *
 * @example pgCreateLogicalReplicationSlot('changes', 'test_decoding') // pg_create_logical_replication_slot($1::name, $2::name)
 */
export const pgCreateLogicalReplicationSlot = /* @__PURE__ */ strict(
  'pgCreateLogicalReplicationSlot',
  [name, name],
  [boolean, boolean, boolean],
  slot,
)

/** @example pgDropReplicationSlot('standby') // pg_drop_replication_slot($1::name) */
export const pgDropReplicationSlot = /* @__PURE__ */ strict('pgDropReplicationSlot', [name], [], nothing)

/**
 *
 *
 * @example pgCopyPhysicalReplicationSlot('standby', 'copy') // pg_copy_physical_replication_slot($1::name, $2::name)
 */
export const pgCopyPhysicalReplicationSlot = /* @__PURE__ */ strict(
  'pgCopyPhysicalReplicationSlot',
  [name, name],
  [boolean],
  slot,
)

/**
 *
 *
 * @example pgCopyLogicalReplicationSlot('changes', 'copy') // pg_copy_logical_replication_slot($1::name, $2::name)
 */
export const pgCopyLogicalReplicationSlot = /* @__PURE__ */ strict(
  'pgCopyLogicalReplicationSlot',
  [name, name],
  [boolean, name],
  slot,
)

/**
 * Lets go of what lies before a place.
 *
 * @example pgReplicationSlotAdvance('standby', '0/1') // pg_replication_slot_advance($1::name, $2::pg_lsn)
 */
export const pgReplicationSlotAdvance = /* @__PURE__ */ strict(
  'pgReplicationSlotAdvance',
  [name, pgLsn],
  [],
  /* @__PURE__ */ fieldsOf({ slot_name: name, end_lsn: pgLsn }),
)

/**
 * Of a standby: takes over those of the primary server, since PostgreSQL 17.
 *
 * @example pgSyncReplicationSlots() // pg_sync_replication_slots()
 */
export const pgSyncReplicationSlots = /* @__PURE__ */ strict('pgSyncReplicationSlots', [], [], nothing)

// -------------------------------------------------------------------------------------
// changes
// -------------------------------------------------------------------------------------

/**
 * The changes up to a place, and about so many, a row for each; null is no limit. Further arguments are names and values of options of the plugin.
 *
 * @example pgLogicalSlotGetChanges('changes', null_(pgLsn), null_(integer)) // pg_logical_slot_get_changes($1::name, $2::pg_lsn, $3::integer)
 */
export const pgLogicalSlotGetChanges = /* @__PURE__ */ setReturning(
  'pgLogicalSlotGetChanges',
  [name, pgLsn, whole],
  [textual, textual, textual, textual, textual, textual],
  /* @__PURE__ */ fieldsOf({ lsn: pgLsn, xid: xid, data: text }),
)

/**
 * The same, and they stay.
 *
 * @example pgLogicalSlotPeekChanges('changes', null_(pgLsn), null_(integer)) // pg_logical_slot_peek_changes($1::name, $2::pg_lsn, $3::integer)
 */
export const pgLogicalSlotPeekChanges = /* @__PURE__ */ setReturning(
  'pgLogicalSlotPeekChanges',
  [name, pgLsn, whole],
  [textual, textual, textual, textual, textual, textual],
  /* @__PURE__ */ fieldsOf({ lsn: pgLsn, xid: xid, data: text }),
)

/**
 * As bytes.
 *
 * @example pgLogicalSlotGetBinaryChanges('changes', null_(pgLsn), null_(integer)) // pg_logical_slot_get_binary_changes($1::name, $2::pg_lsn, $3::integer)
 */
export const pgLogicalSlotGetBinaryChanges = /* @__PURE__ */ setReturning(
  'pgLogicalSlotGetBinaryChanges',
  [name, pgLsn, whole],
  [textual, textual, textual, textual, textual, textual],
  /* @__PURE__ */ fieldsOf({ lsn: pgLsn, xid: xid, data: bytea }),
)

/**
 * As bytes, and they stay.
 *
 * @example pgLogicalSlotPeekBinaryChanges('changes', null_(pgLsn), null_(integer)) // pg_logical_slot_peek_binary_changes($1::name, $2::pg_lsn, $3::integer)
 */
export const pgLogicalSlotPeekBinaryChanges = /* @__PURE__ */ setReturning(
  'pgLogicalSlotPeekBinaryChanges',
  [name, pgLsn, whole],
  [textual, textual, textual, textual, textual, textual],
  /* @__PURE__ */ fieldsOf({ lsn: pgLsn, xid: xid, data: bytea }),
)

/**
 * Writes a message for those who decode the log; with true, as a part of the transaction.
 *
 * @example pgLogicalEmitMessage(true, 'audit', 'done') // pg_logical_emit_message($1::boolean, $2::text, $3::text)
 */
export const pgLogicalEmitMessage = /* @__PURE__ */ strict(
  'pgLogicalEmitMessage',
  [boolean, textual, textual],
  [boolean],
  pgLsn,
)

// -------------------------------------------------------------------------------------
// origins
// -------------------------------------------------------------------------------------

/** @example pgReplicationOriginCreate('elsewhere') // pg_replication_origin_create($1::text) */
export const pgReplicationOriginCreate = /* @__PURE__ */ strict('pgReplicationOriginCreate', [textual], [], oid)

/** @example pgReplicationOriginDrop('elsewhere') // pg_replication_origin_drop($1::text) */
export const pgReplicationOriginDrop = /* @__PURE__ */ strict('pgReplicationOriginDrop', [textual], [], nothing)

/**
 * Null where there is no such origin.
 *
 * @example pgReplicationOriginOid('elsewhere') // pg_replication_origin_oid($1::text)
 */
export const pgReplicationOriginOid = /* @__PURE__ */ strict(
  'pgReplicationOriginOid',
  [textual],
  [],
  /* @__PURE__ */ nullable(oid),
)

/**
 * What the session writes is from there.
 *
 * @example pgReplicationOriginSessionSetup('elsewhere') // pg_replication_origin_session_setup($1::text)
 */
export const pgReplicationOriginSessionSetup = /* @__PURE__ */ strict(
  'pgReplicationOriginSessionSetup',
  [textual],
  [],
  nothing,
)

/** @example pgReplicationOriginSessionReset() // pg_replication_origin_session_reset() */
export const pgReplicationOriginSessionReset = /* @__PURE__ */ strict(
  'pgReplicationOriginSessionReset',
  [],
  [],
  nothing,
)

/** @example pgReplicationOriginSessionIsSetup() // pg_replication_origin_session_is_setup() */
export const pgReplicationOriginSessionIsSetup = /* @__PURE__ */ strict(
  'pgReplicationOriginSessionIsSetup',
  [],
  [],
  boolean,
)

/**
 * How far it is; with true, when all is safe.
 *
 * @example pgReplicationOriginSessionProgress(false) // pg_replication_origin_session_progress($1::boolean)
 */
export const pgReplicationOriginSessionProgress = /* @__PURE__ */ strict(
  'pgReplicationOriginSessionProgress',
  [boolean],
  [],
  /* @__PURE__ */ nullable(pgLsn),
)

/**
 * The transaction is one that was committed there, at that place and that time.
 *
 * @example pgReplicationOriginXactSetup('0/1', new Date(0)) // pg_replication_origin_xact_setup($1::pg_lsn, $2::timestamptz)
 */
export const pgReplicationOriginXactSetup = /* @__PURE__ */ strict(
  'pgReplicationOriginXactSetup',
  [pgLsn, timestamptz],
  [],
  nothing,
)

/** @example pgReplicationOriginXactReset() // pg_replication_origin_xact_reset() */
export const pgReplicationOriginXactReset = /* @__PURE__ */ strict('pgReplicationOriginXactReset', [], [], nothing)

/** @example pgReplicationOriginAdvance('elsewhere', '0/1') // pg_replication_origin_advance($1::text, $2::pg_lsn) */
export const pgReplicationOriginAdvance = /* @__PURE__ */ strict(
  'pgReplicationOriginAdvance',
  [textual, pgLsn],
  [],
  nothing,
)

/**
 *
 *
 * @example pgReplicationOriginProgress('elsewhere', false) // pg_replication_origin_progress($1::text, $2::boolean)
 */
export const pgReplicationOriginProgress = /* @__PURE__ */ strict(
  'pgReplicationOriginProgress',
  [textual, boolean],
  [],
  /* @__PURE__ */ nullable(pgLsn),
)
