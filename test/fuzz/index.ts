/** `npm run fuzz -- [--runs N] [--seed N]`: the property tests at length, each with the seed that repeats it. */
import { parseArgs } from 'node:util'
import { connect as connectPglite } from '../../dialects/pglite/connect.js'
import { connect as connectSqlite } from '../../dialects/sqlite/connect.js'
import { checkExpressions } from './expressions.js'
import { checkSchemas } from './schemas.js'
import { checkTexts } from './values.js'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string' } },
})

const runs = Number(values.runs)
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed)

const report = (what: string, started: number, problem: string | null): void => {
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(`${runs} random ${what}: ${problem === null ? 'yes' : 'no'} (seed ${seed}, ${seconds} s)`)
  if (problem === null) return
  console.log(problem)
  process.exitCode = 1
}

const main = async (): Promise<void> => {
  const started = Date.now()
  report('expressions print and parse back to the same tree', started, await checkExpressions(runs, seed))
  const written = Date.now()
  for (const db of [connectSqlite(':memory:'), connectPglite()]) {
    const began = Date.now()
    // a hundredth of the rest, for each of them is made in a database three times
    const problem = await checkSchemas(db, Math.ceil(runs / 100), seed)
    report(`schemas (a hundredth) come back from ${db.dialect.name} as they were made`, began, problem)
    await db.close()
  }
  report('values are the same after their text was written and read', written, checkTexts(runs, seed))
}

void main()
