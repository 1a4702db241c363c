/** What graphs of rows cost: a movie, one who wrote reviews, a hundred orders, and rows by a key without an index. */
import { type Benchmark, type Figure, tableText, targetText } from '../figures.js'
import { chosen } from '../options.js'
import { byCase, closed, disagreements, type Entry, inDatabase, type Load, measured, opened } from '../timed/measure.js'
import { setUp } from './schema.js'

const contestants: ReadonlyArray<Entry> = [
  { name: 'raw', file: 'raw' },
  { name: 'joinery prepared', file: 'joineryPrepared' },
  { name: 'joinery', file: 'joinery' },
  { name: 'kysely', file: 'kysely' },
  { name: 'drizzle prepared', file: 'drizzle' },
]

const loads: ReadonlyArray<Load> = [
  { task: 'movie', atOnce: 16 },
  { task: 'user', atOnce: 16 },
  { task: 'orders100', atOnce: 8 },
  { task: 'unindexed', atOnce: 1 },
]

const targets: ReadonlyArray<readonly [task: string, metric: string, most: number]> = [
  ['movie x16', 'cpu_ratio', 1],
  ['user x16', 'cpu_ratio', 1],
  ['orders100 x8', 'cpu_ratio', 0.7],
  ['orders100 x8', 'total_ratio', 0.75],
  ['unindexed', 'total_ratio', 1.2],
]

export const nested: Benchmark = async (options) =>
  inDatabase(setUp, async (place) => {
    const workers = await opened('nested', chosen(contestants, options), place, 4)
    const figures: Array<Figure> = []
    try {
      const problems = await disagreements(
        workers,
        loads.map(({ task }) => task),
      )
      if (problems.length > 0) return { figures, problems }
      for (const load of loads) {
        console.log(`${load.task}, ${load.atOnce} at once ...`)
        const timing = { rounds: options.rounds ?? 5, milliseconds: 400, base: 'raw' }
        figures.push(...(await measured('nested', workers, place, load, timing)))
      }
    } finally {
      await closed(workers)
    }
    console.log(
      tableText('processor time of the program, times that of JSON objects by hand', byCase(figures, 'cpu_ratio')),
    )
    console.log(tableText('with that of the database', byCase(figures, 'total_ratio')))
    console.log(tableText('wall time', byCase(figures, 'time_ratio')))
    for (const [task, metric, most] of targets) {
      const value = figures.find(
        (figure) => figure.contestant === 'joinery prepared' && figure.case === task && figure.metric === metric,
      )?.value
      console.log(targetText(`${task}, ${metric}`, value, `at most ${most}`, (value ?? 9) <= most))
    }
    return { figures, problems: [] }
  })
