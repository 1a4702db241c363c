/**
 * Kills a process while it migrates, again and again: after each kill every migration is there as a whole, with its note,
 * or not at all; and in the end all of them are there, once.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { connect as connectPostgres } from '../../dialects/postgres/connect.js'
import { connect as connectSqlite } from '../../dialects/sqlite/connect.js'
import type { Database } from '../../lib/exec/Connection.js'
import { all, bigint, integer, rawQuery, SQL } from '../../lib/index.js'
import type { Migration } from '../../lib/migrate/Migration.js'
import { migrate } from '../../lib/migrate/migrate.js'
import { random } from '../support/random.js'

const count = 12
const steps = 4

/** Each writes its number several times, one statement after the other. */
export const longMigrations: ReadonlyArray<Migration> = Array.from({ length: count }, (_, i) => ({
  number: i + 1,
  name: `step_${i + 1}`,
  text: [
    ...(i === 0 ? ['create table steps (number integer not null)'] : []),
    `create table t_${i} (id integer)`,
    ...Array.from({ length: steps }, () => `insert into steps values (${i + 1})`),
  ].join(';\n'),
}))

export type Where = { readonly url: string; readonly schema: string } | { readonly file: string }

export const openedAt = (where: Where): Database =>
  'file' in where
    ? connectSqlite(where.file)
    : connectPostgres(
        { url: where.url, settings: { search_path: where.schema, client_min_messages: 'warning' } },
        { max: 2 },
      )

const childFile = (): string => {
  mkdirSync('.build/killing', { recursive: true })
  const outfile = `${process.cwd()}/.build/killing/child-${process.pid}.cjs`
  buildSync({
    entryPoints: ['test/migrate/child.ts'],
    outfile,
    tsconfig: 'tsconfig.json',
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  })
  return outfile
}

/** Starts to count when the child says that it begins, so that the kill falls into the work. */
const killed = (child: ChildProcess, milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    child.stdout?.once('data', () => setTimeout(() => child.kill('SIGKILL'), milliseconds))
    child.once('exit', () => resolve())
  })

/** What there is: how often each number was written, and which are noted. */
const found = async (db: Database): Promise<string | ReadonlyMap<number, number>> => {
  const written = await all(
    rawQuery({ number: integer, n: bigint }, SQL`select number, count(*) from steps group by number`),
  )(db)()
  const noted = await all(rawQuery({ number: integer }, SQL`select number from joinery_migrations order by number`))(
    db,
  )()
  const rows = written._tag === 'Right' ? written.right : []
  const notes = noted._tag === 'Right' ? noted.right.map(({ number }) => number) : []
  const numbers = new Map(rows.map(({ number, n }) => [number, Number(n)]))
  for (const [number, n] of numbers)
    if (n !== steps || !notes.includes(number))
      return `migration ${number} was written ${n} times, noted: ${notes.includes(number)}`
  for (const number of notes) if (!numbers.has(number)) return `migration ${number} is noted, and is not there`
  if (notes.some((number, i) => number !== i + 1)) return `noted out of order: ${notes.join(', ')}`
  return numbers
}

/** The first thing that is wrong, or null. */
export const killing = async (name: 'postgres' | 'sqlite', kills: number): Promise<string | null> => {
  const r = random(kills + process.pid)
  const file = childFile()
  const folder = mkdtempSync(join(tmpdir(), 'joinery-killing-'))
  const schema = `joinery_killing_${process.pid}`
  const where: Where =
    name === 'sqlite' ? { file: join(folder, 'test.db') } : { url: process.env.JOINERY_PG ?? '', schema }
  const anew = async (): Promise<void> => {
    if ('file' in where) return rmSync(where.file, { force: true })
    const db = openedAt(where)
    await db.run({ text: `drop schema if exists ${schema} cascade`, values: [] })
    await db.run({ text: `create schema ${schema}`, values: [] })
    await db.close()
  }
  const check = async (): Promise<string | number> => {
    const db = openedAt(where)
    const state = await found(db)
    await db.close()
    return typeof state === 'string' ? state : state.size
  }
  try {
    await anew()
    let whole = 0
    let died = 0
    for (let i = 0; i < kills; i++) {
      const child = spawn(process.execPath, [file, JSON.stringify(where)], { stdio: ['ignore', 'pipe', 'ignore'] })
      await killed(child, r.below(name === 'sqlite' ? 40 : 120))
      if (child.signalCode === 'SIGKILL') died += 1
      const state = await check()
      if (typeof state === 'string') return `kill ${i + 1}: ${state}`
      if (state === count) {
        whole += 1
        await anew()
      }
    }
    const db = openedAt(where)
    const last = await migrate(longMigrations)(db)()
    await db.close()
    if (last._tag === 'Left') return `the last run failed: ${JSON.stringify(last.left)}`
    const state = await check()
    if (state !== count) return `in the end there are ${state} of ${count}`
    return died === 0 && kills > 3 ? `none of ${kills} died, and ${whole} came to their end` : null
  } finally {
    if (!('file' in where)) {
      const db = openedAt(where)
      await db.run({ text: `drop schema if exists ${schema} cascade`, values: [] })
      await db.close()
    }
    rmSync(folder, { recursive: true, force: true })
    rmSync(file, { force: true })
  }
}
