/**
 * `npm run bench -- NAME`: joinery beside its peers, on the same work, in the same run.
 *
 * Ratios within one run are what to read. Seconds and nanoseconds differ from machine to machine and from day to day.
 */
import { writeFileSync } from 'node:fs'
import { compile } from './compile/compile.js'
import type { Benchmark } from './figures.js'
import { nested } from './nested/nested.js'
import { type Options, options } from './options.js'
import { installPeers } from './peers.js'
import { run as runBench } from './run/run.js'
import { size } from './size/size.js'
import { types } from './types/types.js'

/** A new benchmark is a folder and a line here. */
const benchmarks: Readonly<Record<string, Benchmark>> = {
  types,
  compile,
  run: runBench,
  nested,
  size,
}

const usage = `usage: npm run bench -- NAME [--json FILE] [--rounds N] [--only a,b]

  NAME      ${Object.keys(benchmarks).join(' or ')}
  --json    writes every figure to FILE, as [{ bench, case, contestant, metric, unit, value }]
  --rounds  how many times to measure what varies; medians are reported
  --only    the contestants to run, such as joinery,kysely`

const run = async (benchmark: Benchmark, given: Options): Promise<number> => {
  installPeers()
  const { figures, problems } = await benchmark(given)
  if (given.json !== null) writeFileSync(given.json, `${JSON.stringify(figures, null, 2)}\n`)
  for (const problem of problems) console.error(`\n${problem}`)
  return problems.length === 0 ? 0 : 1
}

const main = async (): Promise<number> => {
  const given = options(process.argv.slice(2))
  const benchmark = typeof given === 'string' ? undefined : benchmarks[given.name]
  if (typeof given === 'string' || benchmark === undefined) {
    console.error(typeof given === 'string' ? `${given}\n\n${usage}` : usage)
    return 2
  }
  return run(benchmark, given)
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error) => {
    console.error(error instanceof RangeError ? error.message : error)
    process.exitCode = 1
  },
)
