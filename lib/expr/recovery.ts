/** Backups, the write-ahead log, and the recovery from it. */
import { nullable } from '../schema/Column.js'
import { oid, pgLsn } from '../schema/catalogTypes.js'
import { bigint, boolean, integer, numeric, smallint, text, timestamptz } from '../schema/types.js'
import { setReturning, strict } from './define.js'
import { long, textual, whole } from './positions.js'
import { fieldsOf, nothing, xid } from './types.js'

// -------------------------------------------------------------------------------------
// backups
// -------------------------------------------------------------------------------------

/**
 * Marks a place in the write-ahead log that a recovery may stop at.
 *
 * @example pgCreateRestorePoint('before') // pg_create_restore_point($1::text)
 */
export const pgCreateRestorePoint = /* @__PURE__ */ strict('pgCreateRestorePoint', [textual], [], pgLsn)

/**
 * Readies the server for a backup of its files; with true, at once.
 *
 * @example pgBackupStart('nightly') // pg_backup_start($1::text)
 */
export const pgBackupStart = /* @__PURE__ */ strict('pgBackupStart', [textual], [boolean], pgLsn)

/** Ends it; with false, without waiting until the log is archived. @example pgBackupStop() // pg_backup_stop() */
export const pgBackupStop = /* @__PURE__ */ strict(
  'pgBackupStop',
  [],
  [boolean],
  /* @__PURE__ */ fieldsOf({
    lsn: pgLsn,
    labelfile: /* @__PURE__ */ nullable(text),
    spcmapfile: /* @__PURE__ */ nullable(text),
  }),
)

// -------------------------------------------------------------------------------------
// the write-ahead log
// -------------------------------------------------------------------------------------

/** Goes on with a new file. @example pgSwitchWal() // pg_switch_wal() */
export const pgSwitchWal = /* @__PURE__ */ strict('pgSwitchWal', [], [], pgLsn)

/**
 * A place as the name of a file, and the byte in it.
 *
 * @example pgWalfileNameOffset('0/1000100') // pg_walfile_name_offset($1::pg_lsn)
 */
export const pgWalfileNameOffset = /* @__PURE__ */ strict(
  'pgWalfileNameOffset',
  [pgLsn],
  [],
  /* @__PURE__ */ fieldsOf({ file_name: text, file_offset: integer }),
)

/**
 * What the name of such a file says, since PostgreSQL 16.
 *
 * @example pgSplitWalfileName('000000010000000000000001') // pg_split_walfile_name($1::text)
 */
export const pgSplitWalfileName = /* @__PURE__ */ strict(
  'pgSplitWalfileName',
  [textual],
  [],
  /* @__PURE__ */ fieldsOf({ segment_number: /* @__PURE__ */ numeric(), timeline_id: bigint }),
)

/** Who writes to it, a row for each. @example pgGetWalResourceManagers() // pg_get_wal_resource_managers() */
export const pgGetWalResourceManagers = /* @__PURE__ */ setReturning(
  'pgGetWalResourceManagers',
  [],
  [],
  /* @__PURE__ */ fieldsOf({ rm_id: integer, rm_name: text, rm_builtin: boolean }),
)

/**
 * Writes which transactions run, without waiting for it to be done, since PostgreSQL 16.
 *
 * @example pgLogStandbySnapshot() // pg_log_standby_snapshot()
 */
export const pgLogStandbySnapshot = /* @__PURE__ */ strict('pgLogStandbySnapshot', [], [], pgLsn)

/**
 * Its summaries, a row for each, since PostgreSQL 17.
 *
 * @example pgAvailableWalSummaries() // pg_available_wal_summaries()
 */
export const pgAvailableWalSummaries = /* @__PURE__ */ setReturning(
  'pgAvailableWalSummaries',
  [],
  [],
  /* @__PURE__ */ fieldsOf({ tli: bigint, start_lsn: pgLsn, end_lsn: pgLsn }),
)

/**
 * What is in one of them, a row for each block, since PostgreSQL 17.
 *
 * @example pgWalSummaryContents(1, '0/1', '0/2') // pg_wal_summary_contents($1::bigint, $2::pg_lsn, $3::pg_lsn)
 */
export const pgWalSummaryContents = /* @__PURE__ */ setReturning(
  'pgWalSummaryContents',
  [long, pgLsn, pgLsn],
  [],
  /* @__PURE__ */ fieldsOf({
    relfilenode: oid,
    reltablespace: oid,
    reldatabase: oid,
    relforknumber: smallint,
    relblocknumber: bigint,
    is_limit_block: boolean,
  }),
)

/**
 * How far the summaries are, since PostgreSQL 17.
 *
 * @example pgGetWalSummarizerState() // pg_get_wal_summarizer_state()
 */
export const pgGetWalSummarizerState = /* @__PURE__ */ strict(
  'pgGetWalSummarizerState',
  [],
  [],
  /* @__PURE__ */ fieldsOf({
    summarized_tli: bigint,
    summarized_lsn: pgLsn,
    pending_lsn: pgLsn,
    summarizer_pid: /* @__PURE__ */ nullable(integer),
  }),
)

// -------------------------------------------------------------------------------------
// recovery
// -------------------------------------------------------------------------------------

/**
 * Makes a standby the primary server; with false, without waiting for it, or at most so many seconds.
 *
 * @example pgPromote() // pg_promote()
 */
export const pgPromote = /* @__PURE__ */ strict('pgPromote', [], [boolean, whole], boolean)

/** Of a standby. @example pgWalReplayPause() // pg_wal_replay_pause() */
export const pgWalReplayPause = /* @__PURE__ */ strict('pgWalReplayPause', [], [], nothing)

/** Of a standby. @example pgWalReplayResume() // pg_wal_replay_resume() */
export const pgWalReplayResume = /* @__PURE__ */ strict('pgWalReplayResume', [], [], nothing)

/** Whether a pause was asked for. @example pgIsWalReplayPaused() // pg_is_wal_replay_paused() */
export const pgIsWalReplayPaused = /* @__PURE__ */ strict('pgIsWalReplayPaused', [], [], boolean)

/**
 * `not paused`, `pause requested` or `paused`.
 *
 * @example pgGetWalReplayPauseState() // pg_get_wal_replay_pause_state()
 */
export const pgGetWalReplayPauseState = /* @__PURE__ */ strict('pgGetWalReplayPauseState', [], [], text)

// -------------------------------------------------------------------------------------
// what the server says of itself
// -------------------------------------------------------------------------------------

/** @example pgControlSystem() // pg_control_system() */
export const pgControlSystem = /* @__PURE__ */ strict(
  'pgControlSystem',
  [],
  [],
  /* @__PURE__ */ fieldsOf({
    pg_control_version: integer,
    catalog_version_no: integer,
    system_identifier: bigint,
    pg_control_last_modified: timestamptz,
  }),
)

/** @example pgControlCheckpoint() // pg_control_checkpoint() */
export const pgControlCheckpoint = /* @__PURE__ */ strict(
  'pgControlCheckpoint',
  [],
  [],
  /* @__PURE__ */ fieldsOf({
    checkpoint_lsn: pgLsn,
    redo_lsn: pgLsn,
    redo_wal_file: text,
    timeline_id: integer,
    prev_timeline_id: integer,
    full_page_writes: boolean,
    next_xid: text,
    next_oid: oid,
    next_multixact_id: xid,
    next_multi_offset: xid,
    oldest_xid: xid,
    oldest_xid_dbid: oid,
    oldest_active_xid: xid,
    oldest_multi_xid: xid,
    oldest_multi_dbid: oid,
    oldest_commit_ts_xid: xid,
    newest_commit_ts_xid: xid,
    checkpoint_time: timestamptz,
  }),
)

/** @example pgControlRecovery() // pg_control_recovery() */
export const pgControlRecovery = /* @__PURE__ */ strict(
  'pgControlRecovery',
  [],
  [],
  /* @__PURE__ */ fieldsOf({
    min_recovery_end_lsn: pgLsn,
    min_recovery_end_timeline: integer,
    backup_start_lsn: pgLsn,
    backup_end_lsn: pgLsn,
    end_of_backup_record_required: boolean,
  }),
)
