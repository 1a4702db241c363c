/** Every function that PostgreSQL's own catalog has, by its name: it has one here, or is left out for a reason. */
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as joinery from '../../lib/index.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'

const test = suite('functions of the catalog')

/**
 * Those that a statement may call: not what reads and writes a type, what an operator, a cast, an aggregate or an index
 * is made of, and what only the server itself can call.
 */
const callable = `
  select distinct proname
  from pg_proc p
  where pronamespace = 'pg_catalog'::regnamespace
    and not 'internal'::regtype = any(proargtypes)
    and not prorettype = any('{internal,trigger,event_trigger,index_am_handler,table_am_handler,language_handler,fdw_handler,tsm_handler,cstring}'::regtype[])
    and not exists (select from pg_type t where p.oid in (typinput::oid, typoutput::oid, typreceive::oid, typsend::oid, typmodin::oid, typmodout::oid, typsubscript::oid))
    and not exists (select from pg_operator where p.oid in (oprcode::oid, oprrest::oid, oprjoin::oid))
    and not exists (select from pg_cast where castfunc = p.oid)
    and not exists (select from pg_aggregate where p.oid in (aggtransfn::oid, aggfinalfn::oid, aggcombinefn::oid, aggserialfn::oid, aggdeserialfn::oid, aggmtransfn::oid, aggminvtransfn::oid, aggmfinalfn::oid))
    and not exists (select from pg_amproc where amproc = p.oid)
    and not exists (select from pg_conversion where conproc = p.oid)
  order by proname`

/** What is no function to call: what PostgreSQL itself is made of, or has other words for. */
const leftOut: ReadonlyArray<readonly [reason: string, names: RegExp]> = [
  [
    'views show what they give: pg_stat_activity, pg_settings, pg_locks, pg_timezone_names, pg_sequences …',
    /^pg_(stat_|show_|get_(activity|backend_memory|replication_slots|shmem|publication|aios|wait_events)|lock_status$|cursor$|prepared_|config$|available_extension|extension_update|hba_|ident_|timezone_|sequence_last|get_sequence_data)/,
  ],
  ['upgrades, and the making of a server', /^(binary_upgrade_|pg_(control_init|nextoid|stop_making|clear_|restore_))/],
  ['large objects are files with calls of their own', /^lo(_|read$|write$)/],
  ['XML of a query that is a text, of a cursor, of all tables', /^(query|cursor|schema|database)_to_xml/],
  [
    'other words say the same',
    /^(pow|timezone|like_escape|similar_escape|similar_to_escape|textlen|is(parallel|perp)|d(exp|log1|log10|round|trunc)|numeric_(exp|ln|log|sqrt|div_trunc)|get(databaseencoding|pgusername))$/,
  ],
  [
    'types, indexes and languages are made of them',
    /^(amvalidate|currtid2|enum_(in|send)|shell_in|int4inc|int8_sum|numeric_inc|nameconcatoid|oidvectortypes|satisfies_hash_partition|\w+_(canonical|subdiff|validator))$/,
  ],
  [
    'the manual has no entry for them',
    /^(cash_words|xmlvalidate|pg_(column_is_updatable|relation_is_(publishable|updatable)|encoding_max_length|extension_config_dump|get_function_(arg_default|sqlbody)|get_partition_constraintdef|get_replica_identity_index|get_statisticsobjdef_(columns|expressions)|indexam_progress_phasename|isolation_test_session_is_blocked))$/,
  ],
]

const nameOf = (name: string): string => name.replace(/_/g, '').toLowerCase()

onEach(test, 'has a name here, or is left out for a reason', { newest: true }, async (db) => {
  const names = new Set(Object.keys(joinery).map(nameOf))
  const { rows } = expectRight(await db.run({ text: callable, values: [] }))
  const missing = rows.map(([name]) => String(name)).filter((name) => !names.has(nameOf(name)))
  assert.ok(rows.length > 500)
  assert.equal(
    missing.filter((name) => !leftOut.some(([, pattern]) => pattern.test(name))),
    [],
  )
})

test.run()
