/**
 * `npm run attack -- FILE`: each input of an attack corpus at each of its positions, in each dialect that joinery has.
 *
 * The corpus says what must hold: `literal` (it is data, exactly), `reject` (a typed error, before anything is sent), or
 * either of them. Whatever else happens is a finding, and ends with 1. What is accepted also runs, beside a table that
 * nothing may touch.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { connect as connectPglite } from '../../dialects/pglite/connect.js'
import { connect as connectPostgres } from '../../dialects/postgres/connect.js'
import { refusedBeforeSending } from '../../dialects/postgres/refusal.js'
import { connect as connectSqlite } from '../../dialects/sqlite/connect.js'
import { type Compiled, compileNode } from '../../lib/compile/compile.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import type { Database } from '../../lib/exec/Connection.js'
import { left, right } from '../../lib/fp.js'
import { withDeadline, withRollback } from '../../lib/index.js'
import { calls, sizes, type Verdict } from './calls.js'
import { difference, newWord } from './judge.js'
import { type Slot, slots } from './slots.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

interface Input {
  readonly id: string
  readonly category: string
  readonly value: unknown
  readonly positions: ReadonlyArray<string>
  readonly dialects: ReadonlyArray<string>
  readonly expect: string
}

interface Corpus {
  readonly positions: ReadonlyArray<string>
  readonly inputs: ReadonlyArray<Input>
}

interface Target {
  readonly name: string
  readonly dialect: Dialect
  readonly db: Database
}

const secret = 's3cr3t-canary-7f1d'

const decoderOf = async (file: string): Promise<(value: unknown) => unknown> => {
  const beside = `${dirname(resolve(file))}/decode.mjs`
  if (!existsSync(beside)) return (value) => value
  return (await import(pathToFileURL(beside).href)).decode
}

// -------------------------------------------------------------------------------------
// databases
// -------------------------------------------------------------------------------------

const send = async (db: Database, text: string): Promise<void> => {
  const done = await db.run({ text, values: [] })
  if (done._tag === 'Left') throw new Error(`${text}: ${JSON.stringify(done.left)}`)
}

const prepare = async (db: Database, columns: string): Promise<void> => {
  await send(db, 'create table canary (secret text)')
  await send(db, `insert into canary values ('${secret}')`)
  await send(db, `create table victim (${columns})`)
  await send(db, "insert into victim (id, a) values (1, 'one')")
}

const targets = async (): Promise<ReadonlyArray<Target>> => {
  const url = process.env.DATABASE_URL
  const schema = `joinery_attack_${process.pid}`
  const pg =
    url === undefined
      ? connectPglite()
      : connectPostgres({ url, settings: { search_path: schema, client_min_messages: 'error' } })
  await send(pg, `create schema if not exists ${schema}`)
  if (url === undefined) await send(pg, `set search_path to ${schema}`)
  await prepare(
    pg,
    'id int primary key, a text, b jsonb, c int, d float8, n bigint, t timestamptz, u boolean, l text[]',
  )
  const sqlite = connectSqlite()
  await prepare(
    sqlite,
    'id integer primary key, a text, b text, c integer, d real, n integer, t text, u boolean, l text',
  )
  return [
    { name: 'pg', dialect: pg.dialect, db: pg },
    { name: 'sqlite', dialect: sqlite.dialect, db: sqlite },
  ]
}

/** Whether the canary is as it was. */
const untouched = async (db: Database): Promise<boolean> => {
  const found = await db.run({ text: 'select secret from canary', values: [] })
  return found._tag === 'Right' && JSON.stringify(found.right.rows) === JSON.stringify([[secret]])
}

/** The values as they are sent, or null where one of them cannot be. */
const wiresOf = ({ values, codecs }: Compiled): ReadonlyArray<any> | null => {
  try {
    return values.map((value, i) => (value === null ? null : (codecs[i] as any).encode(value)))
  } catch {
    return null
  }
}

/** Runs a statement, and undoes it. A Left is fine: the database, or joinery, has refused it as a whole. */
const tried = async (db: Database, compiled: Compiled): Promise<Verdict | null> => {
  const { text } = compiled
  const wires = wiresOf(compiled)
  if (wires === null) return 'reject'
  const outcome = await withRollback((tx) => async () => {
    const result = await tx.run({ text, values: wires })
    // before it was sent: half a surrogate pair, or a NUL
    if (result._tag === 'Left' && (result.left as { readonly code?: string }).code === '22021') return left('reject')
    return right(
      result._tag === 'Right'
        ? JSON.stringify(result.right.rows, (_, it) => (typeof it === 'bigint' ? String(it) : it))
        : '',
    )
  })(withDeadline(5_000)(db))()
  if (outcome._tag === 'Left')
    return outcome.left === 'reject' ? 'reject' : `the transaction ended with ${JSON.stringify(outcome.left)}`
  return outcome.right.includes(secret) ? 'the result holds the secret' : null
}

// -------------------------------------------------------------------------------------
// judging
// -------------------------------------------------------------------------------------

type Spelled = { readonly text: string; readonly compiled: Compiled | null; readonly values: ReadonlyArray<unknown> }

/** What a slot makes of a value, or null where it is refused. */
const spelled = (slot: Slot, it: unknown, dialect: Dialect): Spelled | null => {
  if (slot.spell !== undefined) {
    const made = slot.spell(dialect.control, it, dialect)
    if (made._tag === 'Left') return null
    const { right: found } = made
    if (found === null) return { text: '', compiled: null, values: [] }
    return typeof found === 'string'
      ? { text: found, compiled: null, values: [] }
      : { text: found.text, compiled: null, values: found.values ?? [] }
  }
  const compiled = compileNode(dialect, slot.make?.(it))
  return compiled._tag === 'Left'
    ? null
    : { text: compiled.right.text, compiled: compiled.right, values: compiled.right.values }
}

const usual = 'benign'

/** How a value that was accepted stands in the text. */
const standing = (slot: Slot, it: unknown, own: Spelled, dialect: Dialect): string | null => {
  if (slot.kind === 'word') {
    const meant = (slot.words ?? []).map((word) => spelled(slot, word, dialect)?.text)
    return meant.includes(own.text) ? null : `it is none of the words that are meant: ${own.text}`
  }
  const harmless = spelled(slot, slot.benign ?? usual, dialect) ?? spelled(slot, 1, dialect)
  if (harmless === null) return 'even a harmless value is refused'
  // what is bound may be cast, by its type
  if (slot.kind === 'value') return newWord(own.text, harmless.text)
  return typeof it === 'string' ? difference(own.text, harmless.text, it, usual) : newWord(own.text, harmless.text)
}

const hasSlot = (slot: Slot, dialect: Dialect): boolean =>
  slot.kind === 'word' ||
  [slot.benign ?? usual, 1].some((it) => {
    const made = spelled(slot, it, dialect)
    return made !== null && (made.compiled === null || wiresOf(made.compiled) !== null)
  })

const inSlot = async (slot: Slot, it: unknown, { dialect, db }: Target): Promise<Verdict | null> => {
  const own = spelled(slot, it, dialect)
  // where even a harmless one is refused, the dialect has no such slot
  if (own === null) return hasSlot(slot, dialect) ? 'reject' : null
  const wrong = standing(slot, it, own, dialect)
  if (wrong !== null) return wrong
  // what a transport does not send is refused too
  if (refusedBeforeSending({ text: own.text, values: own.compiled === null ? (own.values as never) : [] }) !== null)
    return 'reject'
  if (own.compiled === null || own.text.length > 1_000_000) return 'literal'
  const verdict = (await tried(db, own.compiled)) ?? 'literal'
  return verdict === 'reject' && !hasSlot(slot, dialect) ? null : verdict
}

const predicates: { readonly [name: string]: unknown } = {
  null: null,
  'empty-object': {},
  'empty-array': [],
  'option-none': { _tag: 'None' },
  nan: Number.NaN,
  function: () => true,
  false: false,
  zero: 0,
}

const isSized = (value: any): boolean =>
  typeof value === 'object' && value !== null && typeof value.n === 'number' && '$' in value && value.$ !== 'repeat'

const isPredicate = (value: any): boolean => value?.$ === 'predicate'

const judged = async (
  position: string,
  value: any,
  decode: (value: unknown) => unknown,
  target: Target,
): Promise<Verdict | null> => {
  if (isSized(value)) return (await sizes[position]?.(value, target)) ?? null
  if (isPredicate(value)) {
    if (!(value.value in predicates)) return 'reject'
    const slot = slots[position]
    return slot === undefined ? null : inSlot(slot, predicates[value.value], target)
  }
  const call = calls[position]
  if (call !== undefined) return call(decode(value), target)
  const slot = slots[position]
  return slot === undefined ? null : inSlot(slot, decode(value), target)
}

/** Names of types and collations are no words of a closed set here: any name is one, and is quoted. */
const isNameForWord = ({ category }: Input, slot: Slot | undefined): boolean =>
  category === 'keyword' && slot?.kind === 'name'

/** A name that is bound is not cut: the database's limit is not its. */
const isBoundName = ({ category }: Input, slot: Slot | undefined): boolean =>
  category === 'identifier' && slot?.kind === 'value'

const holds = (input: Input, position: string, verdict: Verdict): boolean => {
  if (verdict === 'reject') return true
  if (verdict !== 'literal') return false
  const slot = slots[position]
  return input.expect !== 'reject' || isNameForWord(input, slot) || isBoundName(input, slot)
}

// -------------------------------------------------------------------------------------
// all of it
// -------------------------------------------------------------------------------------

const main = async (file: string): Promise<void> => {
  const corpus: Corpus = JSON.parse(readFileSync(file, 'utf8'))
  const decode = await decoderOf(file)
  const counts = { literal: 0, reject: 0, findings: 0, narrower: 0, other: 0 }
  const unsupported = new Set<string>()
  const seen = new Set<string>()
  const problems: Array<string> = []
  const only = process.env.ONLY === undefined ? null : new RegExp(process.env.ONLY)
  const note = (cause: unknown) => problems.push(String(cause))
  process.on('unhandledRejection', note)
  process.on('uncaughtException', note)

  for (const target of await targets()) {
    for (const input of corpus.inputs) {
      const { id, value, positions, dialects, expect } = input
      if (only !== null && !only.test(id)) continue
      if (!dialects.includes(target.name)) continue
      for (const position of positions) {
        let verdict: Verdict | null
        try {
          verdict = await judged(position, value, decode, target)
        } catch (cause) {
          verdict = `it threw: ${cause instanceof Error ? (cause.stack ?? cause.message).split('\n').slice(0, 3).join(' ') : String(cause)}`
        }
        if (verdict === null) {
          unsupported.add(position)
          counts.other += 1
          continue
        }
        seen.add(position)
        if (holds(input, position, verdict)) {
          counts[verdict as 'literal' | 'reject'] += 1
          // what the database could have kept, and joinery refuses
          if (expect === 'literal' && verdict === 'reject') {
            counts.narrower += 1
            if (process.env.VERBOSE) console.log(`narrower  ${target.name} ${position} ${id}`)
          }
          continue
        }
        counts.findings += 1
        console.log(
          `FINDING  ${target.name} ${position} ${id} ${JSON.stringify(value)?.slice(0, 120)}: expected ${expect}, but ${verdict}`,
        )
      }
    }
    if (!(await untouched(target.db))) {
      counts.findings += 1
      console.log(`FINDING  ${target.name}: the canary was touched`)
    }
    if (target.name === 'pg')
      await target.db.run({ text: `drop schema joinery_attack_${process.pid} cascade`, values: [] })
    await target.db.close()
  }
  const without = [...unsupported].filter((position) => !seen.has(position)).sort()
  const share = (100 * without.length) / corpus.positions.length
  for (const problem of problems) console.log(`FINDING  nobody caught: ${problem}`)
  console.log(
    `unsupported: ${without.length} of ${corpus.positions.length} positions (${share.toFixed(1)} %): ${without.join(' ')}`,
  )
  console.log(`${counts.literal} literal, ${counts.reject} refused (${counts.narrower} of them could have been kept)`)
  console.log(`${counts.findings + problems.length} findings`)
  process.exitCode = counts.findings + problems.length > 0 || share > 10 || counts.literal === 0 ? 1 : 0
}

const [file] = process.argv.slice(2)
if (file === undefined) {
  console.error('usage: npm run attack -- FILE')
  process.exitCode = 2
} else void main(file)
