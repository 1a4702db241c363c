/** How much room things take, and where. Sizes are in bytes. */
import { type Expr, typed } from '../ast/Expr.js'
import type { mark } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { familyOf } from '../ast/promote.js'
import { bigintType, textType } from '../ast/SqlType.js'
import { nullable } from '../schema/Column.js'
import { oid, pgLsn, regclass } from '../schema/catalogTypes.js'
import { bigint, boolean, integer, numeric, text, timestamptz } from '../schema/types.js'
import { toArgument } from './bare.js'
import { callNode, ofAnything, type Strict, setReturning, strict } from './define.js'
import { databaseObject, object, relation, textual } from './positions.js'
import { fieldsOf } from './types.js'

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** How many bytes a value takes. @example pgColumnSize(users.c.name) // pg_column_size("users"."name") */
export const pgColumnSize = /* @__PURE__ */ ofAnything('pgColumnSize', integer)

/** How a value is compressed; null where it is not. @example pgColumnCompression(users.c.name) // pg_column_compression("users"."name") */
export const pgColumnCompression = /* @__PURE__ */ ofAnything('pgColumnCompression', /* @__PURE__ */ nullable(text))

/**
 * A number of bytes in words: `10 MB`.
 *
 * @example pgSizePretty(pgTotalRelationSize('users')) // pg_size_pretty(pg_total_relation_size($1::regclass))
 * @example pgSizePretty(files.c.id) // pg_size_pretty("files"."id")
 */
export const pgSizePretty = <E extends Expr<Size | null, any, any> | bigint>(size: E): Strict<string, E> =>
  typed(callNode('pgSizePretty', [sized(toArgument(size, 'the argument of pgSizePretty'))], textType))

type Size = number | bigint | { readonly [mark]?: 'numeric' }

/** An integer could be taken for either of the types that there is one of. */
const sized = (node: Node): Node =>
  familyOf(node.type) === 'whole' ? { joinery: brand, _tag: 'Cast', operand: node, type: bigintType } : node

/** The number of bytes that words stand for. @example pgSizeBytes('10 MB') // pg_size_bytes($1::text) */
export const pgSizeBytes = /* @__PURE__ */ strict('pgSizeBytes', [textual], [], bigint)

// -------------------------------------------------------------------------------------
// tables and databases
// -------------------------------------------------------------------------------------

/** A table with its indexes; null where there is none. @example pgTotalRelationSize('users') // pg_total_relation_size($1::regclass) */
export const pgTotalRelationSize = /* @__PURE__ */ strict(
  'pgTotalRelationSize',
  [relation],
  [],
  /* @__PURE__ */ nullable(bigint),
)

/** A table without its indexes. @example pgTableSize('users') // pg_table_size($1::regclass) */
export const pgTableSize = /* @__PURE__ */ strict('pgTableSize', [relation], [], /* @__PURE__ */ nullable(bigint))

/** All indexes of a table. @example pgIndexesSize('users') // pg_indexes_size($1::regclass) */
export const pgIndexesSize = /* @__PURE__ */ strict('pgIndexesSize', [relation], [], /* @__PURE__ */ nullable(bigint))

/** One of the files of a table or an index: `main`, `fsm`, `vm` or `init`. @example pgRelationSize('users', 'main') // pg_relation_size($1::regclass, $2::text) */
export const pgRelationSize = /* @__PURE__ */ strict(
  'pgRelationSize',
  [relation],
  [textual],
  /* @__PURE__ */ nullable(bigint),
)

/** @example pgDatabaseSize('test') // pg_database_size($1::name) */
export const pgDatabaseSize = /* @__PURE__ */ strict(
  'pgDatabaseSize',
  [databaseObject],
  [],
  /* @__PURE__ */ nullable(bigint),
)

/** @example pgTablespaceSize('pg_default') // pg_tablespace_size($1::name) */
export const pgTablespaceSize = /* @__PURE__ */ strict(
  'pgTablespaceSize',
  [databaseObject],
  [],
  /* @__PURE__ */ nullable(bigint),
)

/** @example pgRelationFilenode('users') // pg_relation_filenode($1::regclass) */
export const pgRelationFilenode = /* @__PURE__ */ strict(
  'pgRelationFilenode',
  [relation],
  [],
  /* @__PURE__ */ nullable(oid),
)

/** @example pgRelationFilepath('users') // pg_relation_filepath($1::regclass) */
export const pgRelationFilepath = /* @__PURE__ */ strict(
  'pgRelationFilepath',
  [relation],
  [],
  /* @__PURE__ */ nullable(text),
)

/** The table of a file, by the numbers of its tablespace (0 for the usual one) and of the file. @example pgFilenodeRelation(0, 1259) // pg_filenode_relation($1::oid, $2::oid) */
export const pgFilenodeRelation = /* @__PURE__ */ strict(
  'pgFilenodeRelation',
  [object, object],
  [],
  /* @__PURE__ */ nullable(regclass),
)

// -------------------------------------------------------------------------------------
// partitions
// -------------------------------------------------------------------------------------

/** @example pgPartitionRoot('users') // pg_partition_root($1::regclass) */
export const pgPartitionRoot = /* @__PURE__ */ strict(
  'pgPartitionRoot',
  [relation],
  [],
  /* @__PURE__ */ nullable(regclass),
)

/** A row for the table and each one that it is a part of. @example pgPartitionAncestors('users') // pg_partition_ancestors($1::regclass) */
export const pgPartitionAncestors = /* @__PURE__ */ setReturning('pgPartitionAncestors', [relation], [], regclass)

/** A row for the table and each of its parts, at any depth. @example pgPartitionTree('users') // pg_partition_tree($1::regclass) */
export const pgPartitionTree = /* @__PURE__ */ setReturning(
  'pgPartitionTree',
  [relation],
  [],
  /* @__PURE__ */ fieldsOf({
    relid: regclass,
    parentrelid: /* @__PURE__ */ nullable(regclass),
    isleaf: boolean,
    level: integer,
  }),
)

// -------------------------------------------------------------------------------------
// the log of what was written
// -------------------------------------------------------------------------------------

/** Up to where it was written. @example pgCurrentWalLsn() // pg_current_wal_lsn() */
export const pgCurrentWalLsn = /* @__PURE__ */ strict('pgCurrentWalLsn', [], [], pgLsn)

/** Up to where it was made. @example pgCurrentWalInsertLsn() // pg_current_wal_insert_lsn() */
export const pgCurrentWalInsertLsn = /* @__PURE__ */ strict('pgCurrentWalInsertLsn', [], [], pgLsn)

/** Up to where it is safe. @example pgCurrentWalFlushLsn() // pg_current_wal_flush_lsn() */
export const pgCurrentWalFlushLsn = /* @__PURE__ */ strict('pgCurrentWalFlushLsn', [], [], pgLsn)

/** How many bytes lie between two places. @example pgWalLsnDiff('0/2', '0/1') // pg_wal_lsn_diff($1::pg_lsn, $2::pg_lsn) */
export const pgWalLsnDiff = /* @__PURE__ */ strict('pgWalLsnDiff', [pgLsn, pgLsn], [], /* @__PURE__ */ numeric())

/** @example pgWalfileName('0/1') // pg_walfile_name($1::pg_lsn) */
export const pgWalfileName = /* @__PURE__ */ strict('pgWalfileName', [pgLsn], [], text)

/** Null on a server that is no standby. @example pgLastWalReceiveLsn() // pg_last_wal_receive_lsn() */
export const pgLastWalReceiveLsn = /* @__PURE__ */ strict(
  'pgLastWalReceiveLsn',
  [],
  [],
  /* @__PURE__ */ nullable(pgLsn),
)

/** Null on a server that is no standby. @example pgLastWalReplayLsn() // pg_last_wal_replay_lsn() */
export const pgLastWalReplayLsn = /* @__PURE__ */ strict('pgLastWalReplayLsn', [], [], /* @__PURE__ */ nullable(pgLsn))

/** Null on a server that is no standby. @example pgLastXactReplayTimestamp() // pg_last_xact_replay_timestamp() */
export const pgLastXactReplayTimestamp = /* @__PURE__ */ strict(
  'pgLastXactReplayTimestamp',
  [],
  [],
  /* @__PURE__ */ nullable(timestamptz),
)
