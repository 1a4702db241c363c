/** Measures what contestants do against a database: all of them in each round, on the same data, with the same answers. */
import { readFileSync } from 'node:fs'
import postgres from 'postgres'
import { type Figure, median, rotated } from '../figures.js'
import { bench } from '../folders.js'
import { bundle, type Worker, worker } from '../processes.js'
import type { Order, Timing } from './worker.js'

export interface Entry {
  readonly name: string
  readonly file: string
  readonly aliases?: Readonly<Record<string, string>>
}

/** A task at so many at once. */
export interface Load {
  readonly task: string
  readonly atOnce: number
}

export type Contestants = ReadonlyArray<Worker<Order>>

const warming = 2

// -------------------------------------------------------------------------------------
// database
// -------------------------------------------------------------------------------------

const url = process.env.JOINERY_PG ?? process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test'

export interface Place {
  /** For a contestant: with a name by which its backends are found. */
  readonly urlFor: (name: string) => string
  /** Microseconds of processor time of the backends of a contestant; NaN where they cannot be seen. */
  readonly backendTime: (name: string) => Promise<number>
}

const nanosecondsOf = (pid: number): number => {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0])
  } catch {
    return Number.NaN
  }
}

/** Runs the body in a database of its own, filled by these statements. */
export const inDatabase = async <A>(setUp: ReadonlyArray<string>, body: (place: Place) => Promise<A>): Promise<A> => {
  const name = `joinery_bench_${process.pid}`
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  const own = new URL(url)
  own.pathname = `/${name}`
  try {
    await admin.unsafe(`create database ${name}`)
    const sql = postgres(own.href, { max: 1, onnotice: () => {} })
    for (const text of setUp) await sql.unsafe(text)
    await sql.unsafe('analyze')
    await sql.end()
    return await body({
      urlFor: (contestant) => {
        const named = new URL(own)
        named.searchParams.set('application_name', `${name} ${contestant}`)
        return named.href
      },
      backendTime: async (contestant) => {
        const rows = await admin.unsafe('select pid from pg_stat_activity where application_name = $1', [
          `${name} ${contestant}`,
        ])
        return rows.reduce((sum, { pid }) => sum + nanosecondsOf(Number(pid)), 0) / 1000
      },
    })
  } finally {
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
}

// -------------------------------------------------------------------------------------
// contestants
// -------------------------------------------------------------------------------------

/** Starts the processes, opens their connections, and gives with each the names of the tasks that it can do. */
export const opened = async (
  folder: string,
  entries: ReadonlyArray<Entry>,
  place: Place,
  connections: number,
  execArgv: ReadonlyArray<string> = [],
): Promise<ReadonlyArray<readonly [Worker<Order>, ReadonlyArray<string>]>> => {
  const all: Array<readonly [Worker<Order>, ReadonlyArray<string>]> = []
  for (const { name, file, aliases } of entries) {
    const made = bundle('timed/worker', `${folder} ${name}`, {
      tasks: `${bench}/${folder}/contestants/${file}.ts`,
      ...aliases,
    })
    const own = worker<Order>(name, made, execArgv)
    all.push([own, await own.ask({ _tag: 'Open', url: place.urlFor(name), connections })])
  }
  return all
}

export const closed = async (contestants: ReadonlyArray<readonly [Worker<Order>, unknown]>): Promise<void> => {
  for (const [own] of contestants) {
    await own.ask({ _tag: 'Close' })
    own.stop()
  }
}

/** The tasks on which contestants differ from the first one. */
export const disagreements = async (
  contestants: ReadonlyArray<readonly [Worker<Order>, ReadonlyArray<string>]>,
  tasks: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> => {
  const problems: Array<string> = []
  for (const task of tasks) {
    const able = contestants.filter(([, names]) => names.includes(task))
    for (const i of [1, 7, 48]) {
      const answers: Array<readonly [string, string]> = []
      for (const [own] of able) answers.push([own.name, await own.ask<string>({ _tag: 'Sample', task, i })])
      const [first, ...others] = answers
      const other = others.find(([, answer]) => answer !== first?.[1])
      if (first !== undefined && other !== undefined)
        problems.push(
          `${first[0]} and ${other[0]} differ on ${task}:\n  ${first[1].slice(0, 300)}\n  ${other[1].slice(0, 300)}`,
        )
    }
  }
  return problems
}

// -------------------------------------------------------------------------------------
// rounds
// -------------------------------------------------------------------------------------

/** Per call, microseconds: of the program, of the database, and of the clock. */
interface Sample {
  readonly cpu: number
  readonly backend: number
  readonly wall: number
}

const sampleOf = async (own: Worker<Order>, place: Place, load: Load, milliseconds: number): Promise<Sample> => {
  const before = await place.backendTime(own.name)
  const { calls, cpu, wall }: Timing = await own.ask({ _tag: 'Time', ...load, milliseconds })
  const after = await place.backendTime(own.name)
  return { cpu: cpu / calls, backend: (after - before) / calls, wall: wall / calls }
}

/** All contestants in each round, in another order each time; a ratio is the median over the rounds. */
export const measured = async (
  bench: string,
  contestants: ReadonlyArray<readonly [Worker<Order>, ReadonlyArray<string>]>,
  place: Place,
  load: Load,
  { rounds, milliseconds, base }: { readonly rounds: number; readonly milliseconds: number; readonly base: string },
): Promise<ReadonlyArray<Figure>> => {
  const able = contestants.filter(([, names]) => names.includes(load.task)).map(([own]) => own)
  const series = new Map(able.map(({ name }): [string, Array<Sample>] => [name, []]))
  for (let round = 0; round < warming + rounds; round++)
    for (const own of rotated(able, round)) {
      const sample = await sampleOf(own, place, load, milliseconds)
      if (round >= warming) series.get(own.name)?.push(sample)
    }
  const based = series.get(base) ?? []
  const total = ({ cpu, backend }: Sample): number => cpu + backend
  const ratio = (own: ReadonlyArray<Sample>, of: (sample: Sample) => number): number =>
    median(own.map((sample, i) => of(sample) / of(based[i] ?? sample)))
  return [...series].flatMap(([contestant, own]) => {
    const figure = (metric: string, unit: string, value: number): Figure => ({
      bench,
      case: load.atOnce === 1 ? load.task : `${load.task} x${load.atOnce}`,
      contestant,
      metric,
      unit,
      value,
    })
    return [
      figure('cpu', 'us', median(own.map(({ cpu }) => cpu))),
      figure('backend', 'us', median(own.map(({ backend }) => backend))),
      figure(
        'cpu_ratio',
        'ratio',
        ratio(own, ({ cpu }) => cpu),
      ),
      figure('total_ratio', 'ratio', ratio(own, total)),
      figure(
        'time_ratio',
        'ratio',
        ratio(own, ({ wall }) => wall),
      ),
    ]
  })
}

/** A table of one metric: a line for each contestant, a column for each case. */
export const byCase = (figures: ReadonlyArray<Figure>, metric: string): ReadonlyArray<ReadonlyArray<string>> => {
  const own = figures.filter((figure) => figure.metric === metric)
  const cases = [...new Set(own.map((figure) => figure.case))]
  const names = [...new Set(own.map(({ contestant }) => contestant))]
  const cell = (name: string, each: string): string => {
    const value = own.find((figure) => figure.contestant === name && figure.case === each)?.value
    return value === undefined || Number.isNaN(value) ? '-' : value.toFixed(2)
  }
  return [['', ...cases], ...names.map((name) => [name, ...cases.map((each) => cell(name, each))])]
}
