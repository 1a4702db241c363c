/**
 * What building and compiling a statement costs on each call: processor time and allocated bytes, no database.
 *
 * Values are listed, not encoded: that is the driver's work for kysely, and comes later for joinery. drizzle encodes them here.
 */
import { type Benchmark, type Figure, median, rotated, short, tableText, targetText } from '../figures.js'
import { bench } from '../folders.js'
import { chosen } from '../options.js'
import { type Worker as AnyWorker, bundle, roomy, worker } from '../processes.js'
import { disagreements } from './agreement.js'
import { type Shape, shapes } from './shapes.js'
import type { Order } from './worker.js'

type Worker = AnyWorker<Order>

const bundleOf = (name: string, file: string, aliases: Readonly<Record<string, string>> = {}): string =>
  bundle('compile/worker', name, { contestant: `${bench}/compile/contestants/${file}.ts`, ...aliases })

interface Entry {
  readonly name: string
  readonly file: string
  readonly aliases?: Readonly<Record<string, string>>
}

const contestants: ReadonlyArray<Entry> = [
  { name: 'joinery', file: 'joinery' },
  { name: 'kysely', file: 'kysely' },
  { name: 'drizzle', file: 'drizzle' },
  { name: 'drizzle1', file: 'drizzle', aliases: { 'drizzle-orm': 'drizzle-orm-1' } },
  { name: 'raw', file: 'raw' },
]

const rounds = 7

/** Rounds that only warm up. */
const warming = 3

const sliceMilliseconds = 80

/** joinery at least so many times as fast as kysely on join3. */
const times = 10

// -------------------------------------------------------------------------------------
// measuring
// -------------------------------------------------------------------------------------

/** Nanoseconds, round by round. */
type Series = ReadonlyMap<string, ReadonlyArray<number>>

/** All contestants in each round, in another order each time, so that what disturbs one disturbs the others too. */
const interleaved = async (workers: ReadonlyArray<Worker>, shape: Shape, count: number): Promise<Series> => {
  const series = new Map(workers.map(({ name }): [string, Array<number>] => [name, []]))
  for (let round = 0; round < warming + count; round++)
    for (const { name, ask } of rotated(workers, round)) {
      const nanoseconds: number = await ask({ _tag: 'Time', shape, milliseconds: sliceMilliseconds })
      if (round >= warming) series.get(name)?.push(nanoseconds)
    }
  return series
}

/** How many times as fast as the base: the median over the rounds. */
const speed = (series: Series, name: string, base: string): number => {
  const [own, other] = [series.get(name) ?? [], series.get(base) ?? []]
  return median(own.map((nanoseconds, round) => (other[round] ?? Number.NaN) / nanoseconds))
}

// -------------------------------------------------------------------------------------
// figures
// -------------------------------------------------------------------------------------

const figure = (shape: Shape, contestant: string, metric: string, unit: string, value: number): Figure => ({
  bench: 'compile',
  case: shape,
  contestant,
  metric,
  unit,
  value,
})

const timeFigures = (shape: Shape, series: Series): ReadonlyArray<Figure> =>
  [...series].flatMap(([name, nanoseconds]) => [
    figure(shape, name, 'ns_per_op', 'ns', Math.round(median(nanoseconds))),
    ...(series.has('kysely') ? [figure(shape, name, 'speed_vs_kysely', 'ratio', speed(series, name, 'kysely'))] : []),
  ])

const allocationFigures = async (name: string, file: string): Promise<ReadonlyArray<Figure>> => {
  const figures: Array<Figure> = []
  for (const shape of shapes) {
    // a process of its own: what another shape left behind must not count
    const fresh = worker<Order>(name, file, roomy)
    try {
      const bytes: number | null = await fresh.ask({ _tag: 'Allocation', shape })
      if (bytes !== null) figures.push(figure(shape, name, 'bytes_per_op', 'B', Math.round(bytes)))
    } finally {
      fresh.stop()
    }
  }
  return figures
}

const find = (figures: ReadonlyArray<Figure>, shape: Shape, contestant: string, metric: string): number | undefined =>
  figures.find((f) => f.case === shape && f.contestant === contestant && f.metric === metric)?.value

const text = (title: string, figures: ReadonlyArray<Figure>, names: ReadonlyArray<string>, metric: string): string =>
  tableText(title, [
    ['', ...shapes],
    ...names.map((name) => [name, ...shapes.map((shape) => short(find(figures, shape, name, metric)))]),
  ])

// -------------------------------------------------------------------------------------
// all of it
// -------------------------------------------------------------------------------------

export const compile: Benchmark = async (options) => {
  const all = chosen(contestants, options)
  const names = all.map(({ name }) => name)
  const files = all.map(({ name, file, aliases }) => [name, bundleOf(name, file, aliases)] as const)
  const workers = files.map(([name, file]) => worker<Order>(name, file))
  const figures: Array<Figure> = []
  try {
    const problems = await disagreements(workers)
    if (problems.length > 0) return { figures, problems }
    for (const shape of shapes) {
      console.log(`timing ${shape} ...`)
      figures.push(...timeFigures(shape, await interleaved(workers, shape, options.rounds ?? rounds)))
    }
  } finally {
    for (const { stop } of workers) stop()
  }
  console.log('counting allocated bytes ...')
  for (const [name, file] of files) figures.push(...(await allocationFigures(name, file)))

  if (names.includes('kysely')) console.log(text("times kysely's speed", figures, names, 'speed_vs_kysely'))
  console.log(text('nanoseconds of processor time per statement', figures, names, 'ns_per_op'))
  console.log(text('bytes allocated per statement', figures, names, 'bytes_per_op'))
  const reached = find(figures, 'join3', 'joinery', 'speed_vs_kysely')
  console.log(
    `\n${targetText("joinery's speed on join3, in times kysely's", reached, `at least ${times}`, (reached ?? 0) >= times)}`,
  )
  return { figures, problems: [] }
}
