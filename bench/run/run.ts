/**
 * What statements cost end to end on a PostgreSQL: processor time of the program for each call, and of the database's
 * processes, beside the same SQL by hand on postgres.js.
 */
import { type Benchmark, type Figure, tableText, targetText } from '../figures.js'
import { chosen } from '../options.js'
import { byCase, closed, disagreements, type Entry, inDatabase, type Load, measured, opened } from '../timed/measure.js'
import { overhead } from './overhead.js'
import { setUp } from './schema.js'

const contestants: ReadonlyArray<Entry> = [
  { name: 'raw', file: 'raw' },
  { name: 'joinery prepared', file: 'joineryPrepared' },
  { name: 'joinery', file: 'joinery' },
  { name: 'pg', file: 'pg' },
  { name: 'kysely', file: 'kysely' },
  { name: 'drizzle prepared', file: 'drizzlePrepared' },
  { name: 'drizzle', file: 'drizzle' },
]

const loads: ReadonlyArray<Load> = [
  ...['point', 'join', 'insert'].flatMap((task) => [1, 16, 64].map((atOnce) => ({ task, atOnce }))),
  { task: 'rows1000', atOnce: 8 },
  { task: 'rows50000', atOnce: 1 },
  { task: 'keys16', atOnce: 1 },
  { task: 'insert1000', atOnce: 1 },
]

const connections = 4

const targets: ReadonlyArray<readonly [contestant: string, task: string, metric: string, most: number]> = [
  ['joinery prepared', 'point', 'cpu_ratio', 1.05],
  ['joinery prepared', 'join', 'cpu_ratio', 1.05],
  ['joinery prepared', 'insert', 'cpu_ratio', 1.05],
  ['joinery', 'point', 'cpu_ratio', 1.15],
  ['joinery', 'join', 'cpu_ratio', 1.15],
  ['joinery', 'insert', 'cpu_ratio', 1.15],
  ['joinery prepared', 'rows1000 x8', 'cpu_ratio', 0.85],
  ['joinery prepared', 'rows50000', 'cpu_ratio', 0.9],
  ['joinery', 'keys16', 'cpu_ratio', 0.15],
  ['joinery', 'insert1000', 'cpu_ratio', 0.5],
]

export const run: Benchmark = async (options) => {
  const all = chosen(contestants, options)
  return inDatabase(setUp, async (place) => {
    const workers = await opened('run', all, place, connections)
    const figures: Array<Figure> = []
    try {
      const problems = await disagreements(workers, [...new Set(loads.map(({ task }) => task))])
      if (problems.length > 0) return { figures, problems }
      for (const load of loads) {
        console.log(`${load.task}, ${load.atOnce} at once ...`)
        const timing = { rounds: options.rounds ?? 5, milliseconds: load.task === 'rows50000' ? 500 : 250, base: 'raw' }
        figures.push(...(await measured('run', workers, place, load, timing)))
      }
    } finally {
      await closed(workers)
    }
    figures.push(...(await overhead()))
    console.log(tableText('processor time of the program, times that of raw postgres.js', byCase(figures, 'cpu_ratio')))
    console.log(tableText('with that of the database', byCase(figures, 'total_ratio')))
    console.log(tableText('wall time', byCase(figures, 'time_ratio')))
    console.log(
      tableText('nanoseconds for each call against a connection that answers at once', byCase(figures, 'overhead')),
    )
    for (const [contestant, task, metric, most] of targets) {
      const value = figures.find(
        (figure) => figure.contestant === contestant && figure.case === task && figure.metric === metric,
      )?.value
      console.log(targetText(`${contestant}, ${task}, ${metric}`, value, `at most ${most}`, (value ?? 9) <= most))
    }
    return { figures, problems: [] }
  })
}
