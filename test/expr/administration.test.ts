import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import { type AnyExpr, isBranded } from '../../lib/ast/Expr.js'
import type { Node } from '../../lib/ast/Node.js'
import { compileNode } from '../../lib/compile/compile.js'
import * as joinery from '../../lib/index.js'
import {
  all,
  customType,
  type Database,
  from,
  gt,
  integer,
  null_,
  one,
  pgBackupStart,
  pgBackupStop,
  pgControlCheckpoint,
  pgControlRecovery,
  pgControlSystem,
  pgLogicalEmitMessage,
  pgLsDir,
  pgLsn,
  pgReadBinaryFile,
  pgReadFile,
  pgReplicationOriginCreate,
  pgReplicationOriginDrop,
  pgReplicationOriginOid,
  pgStatFile,
  pgWalfileNameOffset,
  select,
  selectOnly,
  tableOf,
  where,
  withRollback,
} from '../../lib/index.js'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight, problemsOf } from '../support/expect.js'
import { expectExpr } from '../support/expectSql.js'

const test = suite('administration')

const names = { slot: 'joinery_slot', origin: 'joinery_origin' }

/** A call of each function, with as many arguments as it takes at most. */
const calls: Readonly<Record<string, ReadonlyArray<unknown>>> = {
  brinSummarizeNewValues: ['pg_class'],
  brinSummarizeRange: ['pg_class', 0],
  brinDesummarizeRange: ['pg_class', 0],
  ginCleanPendingList: ['pg_class'],
  pgLogBackendMemoryContexts: [1],
  pgImportSystemCollations: ['pg_catalog'],
  pgGetMultixactMembers: ['3'],
  pgMcvListItems: [null_(customType('pg_mcv_list'))],
  pgXactCommitTimestampOrigin: ['750'],
  pgEventTriggerDdlCommands: [],
  pgEventTriggerDroppedObjects: [],
  pgEventTriggerTableRewriteOid: [],
  pgEventTriggerTableRewriteReason: [],
  pgLsDir: ['.', true, false],
  pgLsLogdir: [],
  pgLsWaldir: [],
  pgLsArchiveStatusdir: [],
  pgLsLogicalsnapdir: [],
  pgLsLogicalmapdir: [],
  pgLsReplslotdir: [names.slot],
  pgLsTmpdir: [1663],
  pgReadFile: ['PG_VERSION', 0, 2, true],
  pgReadBinaryFile: ['PG_VERSION', 0n, 2n, true],
  pgStatFile: ['PG_VERSION', true],
  pgCreateRestorePoint: ['joinery'],
  pgBackupStart: ['joinery', true],
  pgBackupStop: [false],
  pgSwitchWal: [],
  pgWalfileNameOffset: ['0/1000100'],
  pgGetWalResourceManagers: [],
  pgPromote: [false, 1],
  pgWalReplayPause: [],
  pgWalReplayResume: [],
  pgIsWalReplayPaused: [],
  pgGetWalReplayPauseState: [],
  pgControlSystem: [],
  pgControlCheckpoint: [],
  pgControlRecovery: [],
  pgCreatePhysicalReplicationSlot: [names.slot, false, true],
  pgCreateLogicalReplicationSlot: [names.slot, 'test_decoding', true, false],
  pgDropReplicationSlot: [names.slot],
  pgCopyPhysicalReplicationSlot: [names.slot, 'other', true],
  pgCopyLogicalReplicationSlot: [names.slot, 'other', true, 'test_decoding'],
  pgReplicationSlotAdvance: [names.slot, '0/1'],
  pgLogicalSlotGetChanges: [names.slot, null_(pgLsn), null_(integer), 'include-xids', '0'],
  pgLogicalSlotPeekChanges: [names.slot, '0/1', 3],
  pgLogicalSlotGetBinaryChanges: [names.slot, '0/1', 3],
  pgLogicalSlotPeekBinaryChanges: [names.slot, '0/1', 3],
  pgLogicalEmitMessage: [false, 'joinery', 'done'],
  pgReplicationOriginCreate: [names.origin],
  pgReplicationOriginDrop: [names.origin],
  pgReplicationOriginOid: [names.origin],
  pgReplicationOriginSessionSetup: [names.origin],
  pgReplicationOriginSessionReset: [],
  pgReplicationOriginSessionIsSetup: [],
  pgReplicationOriginSessionProgress: [false],
  pgReplicationOriginXactSetup: ['0/1', new Date(0)],
  pgReplicationOriginXactReset: [],
  pgReplicationOriginAdvance: [names.origin, '0/1'],
  pgReplicationOriginProgress: [names.origin, true],
}

/** The same of functions that PostgreSQL 15 has not got. */
const newestCalls: typeof calls = {
  pgGetLoadedModules: [],
  pgNumaAvailable: [],
  pgLsSummariesdir: [],
  pgSplitWalfileName: ['000000010000000000000001'],
  pgLogStandbySnapshot: [],
  pgAvailableWalSummaries: [],
  pgWalSummaryContents: [1, '0/1', '0/2'],
  pgGetWalSummarizerState: [],
  pgSyncReplicationSlots: [],
  pgCreateLogicalReplicationSlot: [names.slot, 'test_decoding', true, false, false],
}

const called = (name: string, args: ReadonlyArray<unknown>): AnyExpr =>
  (joinery as unknown as Record<string, (...args: ReadonlyArray<unknown>) => AnyExpr>)[name]?.(...args) as AnyExpr

const columnsOf = (expr: AnyExpr): ReadonlyArray<string> | null => {
  const { type } = expr as unknown as Node
  return type._tag === 'composite' ? type.fields.map(([key]) => key) : null
}

const textOf = (statement: unknown): string => {
  const compiled = compileNode(postgres, statement)
  if (compiled._tag === 'Left') return assert.unreachable(JSON.stringify(compiled.left)) as never
  return compiled.right.text
}

/** The database reads the statement, and does not run it: it knows the function, its arguments and its columns. */
const prepared = async (db: Database, name: string, args: ReadonlyArray<unknown>): Promise<void> => {
  const call = called(name, args)
  assert.ok(isBranded(call), name)
  const source = tableOf('it')(call)
  const statements =
    columnsOf(call) === null ? [selectOnly({ it: call })] : [pipe(from(source as never), select(source as never))]
  for (const statement of statements) {
    const text = textOf(statement)
    expectRight(await db.run({ text: `prepare joinery_probe as ${text}`, values: [] }))
    expectRight(await db.run({ text: 'deallocate joinery_probe', values: [] }))
  }
}

onEach(test, 'the database has each of the functions, with these arguments and these columns', {}, async (db) => {
  const tx = withRollback((one) => async () => {
    for (const [name, args] of Object.entries(calls)) await prepared(one as Database, name, args)
    return joinery.all(selectOnly({ it: null_(integer) }))(one)()
  })
  expectRight(await tx(db)())
})

onEach(test, 'and those that are new', { newest: true }, async (db) => {
  const tx = withRollback((one) => async () => {
    for (const [name, args] of Object.entries(newestCalls)) await prepared(one as Database, name, args)
    return joinery.all(selectOnly({ it: null_(integer) }))(one)()
  })
  expectRight(await tx(db)())
})

test('a part of a file is said by where it begins, and how long it is', () => {
  expectExpr(postgres)(pgReadFile('a', true), 'pg_read_file($1::text, $2::boolean)', ['a', true])
  expectExpr(postgres)(pgReadBinaryFile('a', 0, 9n), 'pg_read_binary_file($1::text, $2::bigint, $3::bigint)', [
    'a',
    0,
    9n,
  ])
})

const entries = tableOf('entry', 'name')(pgLsDir('.'))

onEach(test, 'files of the server are read', {}, async (db) => {
  const files = expectRight(await all(pipe(from(entries), select(entries)))(db)())
  assert.ok(files.some(({ name }) => name === 'PG_VERSION'))
  const read = expectRight(
    await one(selectOnly({ version: pgReadFile('PG_VERSION', 0, 1), bytes: pgReadBinaryFile('PG_VERSION', 0, 1) }))(
      db,
    )(),
  )
  assert.match(read.version ?? '', /^1$/)
  assert.equal(read.bytes, new TextEncoder().encode('1'))
  const status = tableOf('status')(pgStatFile('PG_VERSION'))
  const { size, isdir } = expectRight(await one(pipe(from(status), where(gt(status.c.size, 1n)), select(status)))(db)())
  assert.equal([size, isdir], [3n, false])
  assert.is(expectRight(await one(selectOnly({ it: pgStatFile('nowhere', true) }))(db)()).it?.size ?? null, null)
})

onEach(test, 'the server says what it knows of its own data', {}, async (db) => {
  const system = expectRight(await one(selectOnly({ it: pgControlSystem() }))(db)()).it
  assert.is(typeof system.system_identifier, 'bigint')
  assert.ok(system.pg_control_last_modified instanceof Date)
  const checkpoint = expectRight(await one(selectOnly({ it: pgControlCheckpoint() }))(db)()).it
  assert.is(checkpoint.timeline_id, 1)
  assert.type(
    expectRight(await one(selectOnly({ it: pgControlRecovery() }))(db)()).it.min_recovery_end_timeline,
    'number',
  )
  const place = expectRight(await one(selectOnly({ it: pgWalfileNameOffset('0/1000100') }))(db)()).it
  assert.equal(place, { file_name: '000000010000000000000001', file_offset: 256 })
})

onEach(test, 'an origin is created, found and dropped; a message is written', {}, async (db) => {
  const done = withRollback((tx) => async () => {
    const made = expectRight(await one(selectOnly({ it: pgReplicationOriginCreate(names.origin) }))(tx)())
    const found = expectRight(await one(selectOnly({ it: pgReplicationOriginOid(names.origin) }))(tx)())
    assert.is(found.it, made.it)
    expectRight(await one(selectOnly({ it: pgReplicationOriginDrop(names.origin) }))(tx)())
    assert.is(expectRight(await one(selectOnly({ it: pgReplicationOriginOid(names.origin) }))(tx)()).it, null)
    return one(selectOnly({ it: pgLogicalEmitMessage(true, 'joinery', 'done') }))(tx)()
  })
  assert.match(expectRight(await done(db)()).it, /^[0-9A-F]+\/[0-9A-F]+$/)
})

onEach(test, 'a backup that has not begun does not end', {}, async (db) => {
  assert.is(expectLeft(await one(selectOnly({ it: pgBackupStop(false) }))(db)())._tag, 'QueryFailed')
})

test('SQLite has nothing to administrate', () => {
  assert.equal(problemsOf(sqlite)(selectOnly({ it: pgBackupStart('a') })).map(describeCompileError), [
    'sqlite has no function pgBackupStart: use another function, or do it in the program',
  ])
})

test.run()
