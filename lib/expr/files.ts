/**
 * Files on the server's side: its own, and others where it may read them.
 *
 * Without a right that somebody has given, only a superuser calls these.
 */
import { typed } from '../ast/Expr.js'
import type { Text, Whole } from '../ast/Kind.js'
import type { Node } from '../ast/Node.js'
import type { SqlType } from '../ast/SqlType.js'
import { nullable } from '../schema/Column.js'
import { bigint, boolean, bytea, text, timestamptz } from '../schema/types.js'
import { argumentsOf, callNode, type Operand, type Strict, setReturning, strict } from './define.js'
import { long, object, textual } from './positions.js'
import { fieldsOf } from './types.js'

// -------------------------------------------------------------------------------------
// directories
// -------------------------------------------------------------------------------------

const file = /* @__PURE__ */ fieldsOf({ name: text, size: bigint, modification: timestamptz })

/**
 * What is in a directory, a row for each; with true, nothing where it is missing; and with true again, `.` and `..` too.
 *
 * @example pgLsDir('log') // pg_ls_dir($1::text)
 */
export const pgLsDir = /* @__PURE__ */ setReturning('pgLsDir', [textual], [boolean, boolean], text)

/** The logs, a row for each. @example pgLsLogdir() // pg_ls_logdir() */
export const pgLsLogdir = /* @__PURE__ */ setReturning('pgLsLogdir', [], [], file)

/** The files of the write-ahead log, a row for each. @example pgLsWaldir() // pg_ls_waldir() */
export const pgLsWaldir = /* @__PURE__ */ setReturning('pgLsWaldir', [], [], file)

/** What is archived of them, a row for each. @example pgLsArchiveStatusdir() // pg_ls_archive_statusdir() */
export const pgLsArchiveStatusdir = /* @__PURE__ */ setReturning('pgLsArchiveStatusdir', [], [], file)

/**
 * What logical decoding keeps of snapshots, a row for each.
 *
 * @example pgLsLogicalsnapdir() // pg_ls_logicalsnapdir()
 */
export const pgLsLogicalsnapdir = /* @__PURE__ */ setReturning('pgLsLogicalsnapdir', [], [], file)

/** What logical decoding keeps of mappings, a row for each. @example pgLsLogicalmapdir() // pg_ls_logicalmapdir() */
export const pgLsLogicalmapdir = /* @__PURE__ */ setReturning('pgLsLogicalmapdir', [], [], file)

/**
 * The summaries of the write-ahead log, a row for each, since PostgreSQL 17.
 *
 * @example pgLsSummariesdir() // pg_ls_summariesdir()
 */
export const pgLsSummariesdir = /* @__PURE__ */ setReturning('pgLsSummariesdir', [], [], file)

/**
 * What a replication slot keeps, a row for each.
 *
 * @example pgLsReplslotdir('standby') // pg_ls_replslotdir($1::text)
 */
export const pgLsReplslotdir = /* @__PURE__ */ setReturning('pgLsReplslotdir', [textual], [], file)

/**
 * Temporary files, a row for each: of the usual tablespace, or of another.
 *
 * @example pgLsTmpdir() // pg_ls_tmpdir()
 */
export const pgLsTmpdir = /* @__PURE__ */ setReturning('pgLsTmpdir', [], [object], file)

// -------------------------------------------------------------------------------------
// files
// -------------------------------------------------------------------------------------

/** Of a whole file, or of so many bytes of it from a place on; a last argument says whether it may be missing. */
type Reading =
  | readonly [missing?: Operand<boolean>]
  | readonly [from: Operand<bigint | Whole>, bytes: Operand<bigint | Whole>, missing?: Operand<boolean>]

const read = (name: string, type: SqlType, file: unknown, how: ReadonlyArray<unknown>): Node => {
  const places = how.length > 1 ? [long, long] : []
  return callNode(
    name,
    [...argumentsOf(name, [textual], [], [file]), ...argumentsOf(name, places, [boolean], how, 1)],
    type,
  )
}

/**
 * A file as a text: all of it, or so many bytes from a place on; with true, null where it is missing.
 *
 * @example pgReadFile('postgresql.conf') // pg_read_file($1::text)
 * @example pgReadFile('postgresql.conf', 0, 100, true) // pg_read_file($1::text, $2::bigint, $3::bigint, $4::boolean)
 */
export const pgReadFile = <E extends Operand<Text>, A extends Reading>(
  file: E,
  ...how: A
): Strict<string | null, E | A[number]> => typed(read('pgReadFile', text.type, file, how))

/** The same as bytes. @example pgReadBinaryFile('server.crt') // pg_read_binary_file($1::text) */
export const pgReadBinaryFile = <E extends Operand<Text>, A extends Reading>(
  file: E,
  ...how: A
): Strict<Uint8Array | null, E | A[number]> => typed(read('pgReadBinaryFile', bytea.type, file, how))

/**
 * When it was made, changed and read; with true, null where it is missing.
 *
 * @example pgStatFile('postgresql.conf') // pg_stat_file($1::text)
 */
export const pgStatFile = /* @__PURE__ */ strict(
  'pgStatFile',
  [textual],
  [boolean],
  /* @__PURE__ */ fieldsOf({
    size: bigint,
    access: timestamptz,
    modification: timestamptz,
    change: /* @__PURE__ */ nullable(timestamptz),
    creation: /* @__PURE__ */ nullable(timestamptz),
    isdir: boolean,
  }),
)
