/**
 * One case on one engine, in one transaction that is rolled back: its setup, the reference, and from the same state the
 * candidate, which must give the same rows and leave the same table.
 */
import type { Case } from './cases.js'
import { difference, type Result } from './compare.js'
import type { Engine } from './engine.js'

export interface Candidate {
  readonly text: string
  readonly values: ReadonlyArray<unknown>
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

// a sequence does not roll back, so each is put where it was
const sequences = async (db: Engine): Promise<ReadonlyArray<string>> => {
  const { rows } = await db.run(`
    select format('%I.%I', n.nspname, c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and n.nspname !~ '^pg_|^information_schema$'
    union all
    select format('pg_temp.%I', c.relname) from pg_class c
    where c.relkind = 'S' and c.relnamespace = pg_my_temp_schema()`)
  if (rows.length === 0) return []
  const states = await db.run(
    rows
      .map(([name]) => `select '${name?.replace(/'/g, "''")}', last_value::text, is_called::text from ${name}`)
      .join(' union all '),
  )
  return states.rows.map(
    ([name, value, called]) => `select setval('${name?.replace(/'/g, "''")}', ${value}, ${called === 'true'})`,
  )
}

const mayCount = ({ kind, reference_sql, setup = [] }: Case): boolean =>
  kind !== 'select' ||
  /nextval|setval|insert|update|delete/i.test(reference_sql) ||
  setup.some((text) => /sequence|serial|identity|nextval/i.test(text))

const opening = ({ search_path, setup = [] }: Case): string =>
  [
    'begin',
    ...(search_path === undefined ? [] : [`set local search_path = ${search_path}`]),
    `set local statement_timeout = '60s'`,
    ...setup,
    'savepoint corpus',
  ].join(';\n')

/** The rows, and then those of the table that was written to. */
const results = async (db: Engine, it: Case, { text, values }: Candidate): Promise<ReadonlyArray<Result>> => {
  const rows = await db.run(text, values)
  return it.check_sql === undefined ? [rows] : [rows, await db.run(it.check_sql)]
}

const compared = (
  it: Case,
  [expected, wanted]: ReadonlyArray<Result>,
  [given, left]: ReadonlyArray<Result>,
): string | null => {
  const wrong = difference(expected as Result, given as Result, it)
  if (wrong !== null || wanted === undefined) return wrong
  const after = difference(wanted, left as Result)
  return after === null ? null : `the table afterwards: ${after}`
}

/** What a body gives, in a transaction that has the case's setup and is rolled back. */
export const inState = async <A>(db: Engine, it: Case, body: () => Promise<A>): Promise<A> => {
  const before = mayCount(it) ? await sequences(db) : []
  try {
    await db.script(opening(it))
    return await body()
  } finally {
    await db.script(['rollback', ...before].join(';\n')).catch(() => {})
  }
}

/** What is wrong with a candidate; null where it is as good as the reference. */
export const trial = async (db: Engine, it: Case, candidate: Candidate): Promise<string | null> => {
  try {
    return await inState(db, it, async () => {
      const states = mayCount(it) ? await sequences(db) : []
      const expected = await results(db, it, { text: it.reference_sql, values: it.params ?? [] })
      await db.script(['rollback to corpus', ...states].join(';\n'))
      return compared(it, expected, await results(db, it, candidate))
    })
  } catch (cause) {
    return `error: ${messageOf(cause)}`
  }
}
