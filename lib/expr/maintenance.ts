/** What keeps a server in good order, and what an event trigger sees. */

import type { Text } from '../ast/Kind.js'
import { nullable } from '../schema/Column.js'
import { oid, regnamespace } from '../schema/catalogTypes.js'
import { array } from '../schema/compound.js'
import { customType } from '../schema/custom.js'
import { bigint, boolean, doublePrecision, integer, text, timestamptz } from '../schema/types.js'
import { setReturning, strict } from './define.js'
import { long, relation, taking, whole } from './positions.js'
import { fieldsOf, nothing, xid } from './types.js'

// -------------------------------------------------------------------------------------
// indexes
// -------------------------------------------------------------------------------------

/**
 * Ranges of pages that got a summary.
 *
 * @example brinSummarizeNewValues('users_brin') // brin_summarize_new_values($1::regclass)
 */
export const brinSummarizeNewValues = /* @__PURE__ */ strict('brinSummarizeNewValues', [relation], [], integer)

/**
 * Gives one to the range that a page is in.
 *
 * @example brinSummarizeRange('users_brin', 0) // brin_summarize_range($1::regclass, $2::bigint)
 */
export const brinSummarizeRange = /* @__PURE__ */ strict('brinSummarizeRange', [relation, long], [], integer)

/**
 * Takes it away.
 *
 * @example brinDesummarizeRange('users_brin', 0) // brin_desummarize_range($1::regclass, $2::bigint)
 */
export const brinDesummarizeRange = /* @__PURE__ */ strict('brinDesummarizeRange', [relation, long], [], nothing)

/**
 * Pages of the pending list that were put into the index.
 *
 * @example ginCleanPendingList('users_gin') // gin_clean_pending_list($1::regclass)
 */
export const ginCleanPendingList = /* @__PURE__ */ strict('ginCleanPendingList', [relation], [], bigint)

// -------------------------------------------------------------------------------------
// the server
// -------------------------------------------------------------------------------------

const schemaNamed = /* @__PURE__ */ taking<Text, string>(regnamespace)

/**
 * Lets a process write to the log what it uses its memory for.
 *
 * @example pgLogBackendMemoryContexts(12345) // pg_log_backend_memory_contexts($1::integer)
 */
export const pgLogBackendMemoryContexts = /* @__PURE__ */ strict('pgLogBackendMemoryContexts', [whole], [], boolean)

/**
 * Adds the collations of the operating system to a schema: how many are new.
 *
 * @example pgImportSystemCollations('pg_catalog') // pg_import_system_collations($1::regnamespace)
 */
export const pgImportSystemCollations = /* @__PURE__ */ strict('pgImportSystemCollations', [schemaNamed], [], integer)

/**
 * Modules that the process has loaded, a row for each, since PostgreSQL 18.
 *
 * @example pgGetLoadedModules() // pg_get_loaded_modules()
 */
export const pgGetLoadedModules = /* @__PURE__ */ setReturning(
  'pgGetLoadedModules',
  [],
  [],
  /* @__PURE__ */ fieldsOf({
    module_name: /* @__PURE__ */ nullable(text),
    version: /* @__PURE__ */ nullable(text),
    file_name: text,
  }),
)

/** Since PostgreSQL 18. @example pgNumaAvailable() // pg_numa_available() */
export const pgNumaAvailable = /* @__PURE__ */ strict('pgNumaAvailable', [], [], boolean)

/**
 * The transactions that hold a row together, a row for each.
 *
 * @example pgGetMultixactMembers('3') // pg_get_multixact_members($1::"xid")
 */
export const pgGetMultixactMembers = /* @__PURE__ */ setReturning(
  'pgGetMultixactMembers',
  [xid],
  [],
  /* @__PURE__ */ fieldsOf({ xid: xid, mode: text }),
)

/**
 * When a transaction was committed, and where.
 *
 * @example pgXactCommitTimestampOrigin('750') // pg_xact_commit_timestamp_origin($1::"xid")
 */
export const pgXactCommitTimestampOrigin = /* @__PURE__ */ strict(
  'pgXactCommitTimestampOrigin',
  [xid],
  [],
  /* @__PURE__ */ fieldsOf({
    timestamp: /* @__PURE__ */ nullable(timestamptz),
    roident: /* @__PURE__ */ nullable(oid),
  }),
)

/** What statistics of several columns have as their most frequent values, a row for each: `stxdmcv` of the catalog. @example pgMcvListItems(null_(customType('pg_mcv_list'))) // pg_mcv_list_items($1::"pg_mcv_list") */
export const pgMcvListItems = /* @__PURE__ */ setReturning(
  'pgMcvListItems',
  [/* @__PURE__ */ customType('pg_mcv_list')],
  [],
  /* @__PURE__ */ fieldsOf({
    index: integer,
    values: /* @__PURE__ */ array(/* @__PURE__ */ nullable(text)),
    nulls: /* @__PURE__ */ array(boolean),
    frequency: doublePrecision,
    base_frequency: doublePrecision,
  }),
)

// -------------------------------------------------------------------------------------
// event triggers
// -------------------------------------------------------------------------------------

/** What no text says. */
const ddlCommand = /* @__PURE__ */ customType('pg_ddl_command')

/** What the command did, a row for each. @example pgEventTriggerDdlCommands() // pg_event_trigger_ddl_commands() */
export const pgEventTriggerDdlCommands = /* @__PURE__ */ setReturning(
  'pgEventTriggerDdlCommands',
  [],
  [],
  /* @__PURE__ */ fieldsOf({
    classid: /* @__PURE__ */ nullable(oid),
    objid: /* @__PURE__ */ nullable(oid),
    objsubid: /* @__PURE__ */ nullable(integer),
    command_tag: text,
    object_type: /* @__PURE__ */ nullable(text),
    schema_name: /* @__PURE__ */ nullable(text),
    object_identity: /* @__PURE__ */ nullable(text),
    in_extension: boolean,
    command: ddlCommand,
  }),
)

/** What was dropped, a row for each. @example pgEventTriggerDroppedObjects() // pg_event_trigger_dropped_objects() */
export const pgEventTriggerDroppedObjects = /* @__PURE__ */ setReturning(
  'pgEventTriggerDroppedObjects',
  [],
  [],
  /* @__PURE__ */ fieldsOf({
    classid: oid,
    objid: oid,
    objsubid: integer,
    original: boolean,
    normal: boolean,
    is_temporary: boolean,
    object_type: text,
    schema_name: /* @__PURE__ */ nullable(text),
    object_name: /* @__PURE__ */ nullable(text),
    object_identity: text,
    address_names: /* @__PURE__ */ array(text),
    address_args: /* @__PURE__ */ array(text),
  }),
)

/**
 * The table that is about to be rewritten.
 *
 * @example pgEventTriggerTableRewriteOid() // pg_event_trigger_table_rewrite_oid()
 */
export const pgEventTriggerTableRewriteOid = /* @__PURE__ */ strict('pgEventTriggerTableRewriteOid', [], [], oid)

/** Why, as bits. @example pgEventTriggerTableRewriteReason() // pg_event_trigger_table_rewrite_reason() */
export const pgEventTriggerTableRewriteReason = /* @__PURE__ */ strict(
  'pgEventTriggerTableRewriteReason',
  [],
  [],
  integer,
)
