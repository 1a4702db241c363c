/** The session, the server, and who else is there. */
import { typed } from '../ast/Expr.js'
import type { Text } from '../ast/Kind.js'
import { nullable } from '../schema/Column.js'
import { name, oid } from '../schema/catalogTypes.js'
import { array } from '../schema/compound.js'
import { boolean, doublePrecision, inet, integer, interval, text, timestamptz } from '../schema/types.js'
import { argumentsOf, callNode, lenient, type Operand, type Strict, setReturning, strict } from './define.js'
import { floating, long, object, textual, whole } from './positions.js'
import { nothing } from './types.js'

// -------------------------------------------------------------------------------------
// session
// -------------------------------------------------------------------------------------

/** The database. @example currentDatabase() // current_database() */
export const currentDatabase = /* @__PURE__ */ strict('currentDatabase', [], [], name)

/** The statement, as the client sent it. @example currentQuery() // current_query() */
export const currentQuery = /* @__PURE__ */ strict('currentQuery', [], [], /* @__PURE__ */ nullable(text))

/** The schemas that unqualified names are looked for in; with true, those too that nobody named. @example currentSchemas(false) // current_schemas($1::boolean) */
export const currentSchemas = /* @__PURE__ */ strict('currentSchemas', [boolean], [], /* @__PURE__ */ array(name))

/** The process that serves the session. @example pgBackendPid() // pg_backend_pid() */
export const pgBackendPid = /* @__PURE__ */ strict('pgBackendPid', [], [], integer)

/** Null where the client did not come over a network. @example inetClientAddr() // inet_client_addr() */
export const inetClientAddr = /* @__PURE__ */ strict('inetClientAddr', [], [], /* @__PURE__ */ nullable(inet))

/** @example inetClientPort() // inet_client_port() */
export const inetClientPort = /* @__PURE__ */ strict('inetClientPort', [], [], /* @__PURE__ */ nullable(integer))

/** @example inetServerAddr() // inet_server_addr() */
export const inetServerAddr = /* @__PURE__ */ strict('inetServerAddr', [], [], /* @__PURE__ */ nullable(inet))

/** @example inetServerPort() // inet_server_port() */
export const inetServerPort = /* @__PURE__ */ strict('inetServerPort', [], [], /* @__PURE__ */ nullable(integer))

/** The schema of the session’s temporary tables, or 0. @example pgMyTempSchema() // pg_my_temp_schema() */
export const pgMyTempSchema = /* @__PURE__ */ strict('pgMyTempSchema', [], [], oid)

/** Whether a schema is the one of another session’s temporary tables. @example pgIsOtherTempSchema(2200) // pg_is_other_temp_schema($1::oid) */
export const pgIsOtherTempSchema = /* @__PURE__ */ strict('pgIsOtherTempSchema', [object], [], boolean)

/** How many triggers have called each other to come here. @example pgTriggerDepth() // pg_trigger_depth() */
export const pgTriggerDepth = /* @__PURE__ */ strict('pgTriggerDepth', [], [], integer)

/** @example pgClientEncoding() // pg_client_encoding() */
export const pgClientEncoding = /* @__PURE__ */ strict('pgClientEncoding', [], [], name)

/** What the session listens to, a row for each. @example pgListeningChannels() // pg_listening_channels() */
export const pgListeningChannels = /* @__PURE__ */ setReturning('pgListeningChannels', [], [], text)

/** How full the queue of notifications is, from 0 to 1. @example pgNotificationQueueUsage() // pg_notification_queue_usage() */
export const pgNotificationQueueUsage = /* @__PURE__ */ strict('pgNotificationQueueUsage', [], [], doublePrecision)

/**
 * Tells everyone who listens to a channel, when the transaction commits. A payload that is null is empty.
 *
 * @example pgNotify('jobs', 'new') // pg_notify($1::text, $2::text)
 */
export const pgNotify = /* @__PURE__ */ lenient('pgNotify', [textual, textual], [], nothing)

// -------------------------------------------------------------------------------------
// server
// -------------------------------------------------------------------------------------

/** PostgreSQL and its version, in words. @example version() // version() */
export const version = /* @__PURE__ */ strict('version', [], [], text)

/** Since PostgreSQL 17. @example unicodeVersion() // unicode_version() */
export const unicodeVersion = /* @__PURE__ */ strict('unicodeVersion', [], [], text)

/** Null where the server has no ICU, since PostgreSQL 17. @example icuUnicodeVersion() // icu_unicode_version() */
export const icuUnicodeVersion = /* @__PURE__ */ strict('icuUnicodeVersion', [], [], /* @__PURE__ */ nullable(text))

/** @example pgPostmasterStartTime() // pg_postmaster_start_time() */
export const pgPostmasterStartTime = /* @__PURE__ */ strict('pgPostmasterStartTime', [], [], timestamptz)

/** When the configuration was read last. @example pgConfLoadTime() // pg_conf_load_time() */
export const pgConfLoadTime = /* @__PURE__ */ strict('pgConfLoadTime', [], [], timestamptz)

/** @example pgCurrentLogfile() // pg_current_logfile() */
export const pgCurrentLogfile = /* @__PURE__ */ strict(
  'pgCurrentLogfile',
  [],
  [textual],
  /* @__PURE__ */ nullable(text),
)

/** @example pgJitAvailable() // pg_jit_available() */
export const pgJitAvailable = /* @__PURE__ */ strict('pgJitAvailable', [], [], boolean)

/** Whether the server is a standby. @example pgIsInRecovery() // pg_is_in_recovery() */
export const pgIsInRecovery = /* @__PURE__ */ strict('pgIsInRecovery', [], [], boolean)

// -------------------------------------------------------------------------------------
// other sessions
// -------------------------------------------------------------------------------------

/** The processes that keep another one waiting for a lock. @example pgBlockingPids(42) // pg_blocking_pids($1::integer) */
export const pgBlockingPids = /* @__PURE__ */ strict('pgBlockingPids', [whole], [], /* @__PURE__ */ array(integer))

/** @example pgSafeSnapshotBlockingPids(42) // pg_safe_snapshot_blocking_pids($1::integer) */
export const pgSafeSnapshotBlockingPids = /* @__PURE__ */ strict(
  'pgSafeSnapshotBlockingPids',
  [whole],
  [],
  /* @__PURE__ */ array(integer),
)

/** Ends what another session is doing. @example pgCancelBackend(42) // pg_cancel_backend($1::integer) */
export const pgCancelBackend = /* @__PURE__ */ strict('pgCancelBackend', [whole], [], boolean)

/** Ends another session; with a time in milliseconds, waits for it so long. @example pgTerminateBackend(42) // pg_terminate_backend($1::integer) */
export const pgTerminateBackend = /* @__PURE__ */ strict('pgTerminateBackend', [whole], [long], boolean)

/** @example pgReloadConf() // pg_reload_conf() */
export const pgReloadConf = /* @__PURE__ */ strict('pgReloadConf', [], [], boolean)

/** @example pgRotateLogfile() // pg_rotate_logfile() */
export const pgRotateLogfile = /* @__PURE__ */ strict('pgRotateLogfile', [], [], boolean)

// -------------------------------------------------------------------------------------
// settings
// -------------------------------------------------------------------------------------

/**
 * A setting, by its name. With true as the second argument it is null where there is none, and no error.
 *
 * @example currentSetting('app.user', true) // current_setting($1::text, $2::boolean)
 */
export const currentSetting = <S extends Operand<Text>, M extends Operand<boolean> | undefined = undefined>(
  setting: S,
  missingOk?: M,
): Strict<[M] extends [undefined] ? string : string | null, S | M> =>
  typed(
    callNode('currentSetting', argumentsOf('currentSetting', [textual], [boolean], [setting, missingOk]), text.type),
  )

/**
 * Changes a setting, for the transaction or, with false, for the session, and yields what it is now.
 *
 * @example setConfig('app.user', 'jack', true) // set_config($1::text, $2::text, $3::boolean)
 */
export const setConfig = /* @__PURE__ */ lenient('setConfig', [textual, textual, boolean], [], text)

/** Null where there is no such setting. @example pgSettingsGetFlags('work_mem') // pg_settings_get_flags($1::text) */
export const pgSettingsGetFlags = /* @__PURE__ */ strict(
  'pgSettingsGetFlags',
  [textual],
  [],
  /* @__PURE__ */ nullable(/* @__PURE__ */ array(text)),
)

// -------------------------------------------------------------------------------------
// waiting
// -------------------------------------------------------------------------------------

/** Waits so many seconds. @example pgSleep(0.1) // pg_sleep($1::double precision) */
export const pgSleep = /* @__PURE__ */ strict('pgSleep', [floating], [], nothing)

/** @example pgSleepFor({ seconds: 1 }) // pg_sleep_for($1::interval) */
export const pgSleepFor = /* @__PURE__ */ strict('pgSleepFor', [interval], [], nothing)

/** @example pgSleepUntil(new Date(0)) // pg_sleep_until($1::timestamptz) */
export const pgSleepUntil = /* @__PURE__ */ strict('pgSleepUntil', [timestamptz], [], nothing)
