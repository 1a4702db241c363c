/** `npm run fuzz -- [--runs N] [--trees N] [--schemas N] [--seed N]`: the property tests at length, each with the seed that repeats it. */
import { parseArgs } from 'node:util'
import { connect as connectPglite } from '../../dialects/pglite/connect.js'
import { connect as connectSqlite } from '../../dialects/sqlite/connect.js'
import type { Database } from '../../lib/exec/Connection.js'
import { checkExpressions } from './expressions.js'
import { checkRelations } from './relations.js'
import { checkSchemas } from './schemas.js'
import { checkTexts } from './values.js'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    trees: { type: 'string', default: '1000' },
    schemas: { type: 'string', default: '1000' },
    seed: { type: 'string' },
  },
})

const runs = Number(values.runs)
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed)

const report = (what: string, started: number, problem: string | null, count = runs): void => {
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(`${count} random ${what}: ${problem === null ? 'yes' : 'no'} (seed ${seed}, ${seconds} s)`)
  if (problem === null) return
  console.log(problem)
  process.exitCode = 1
}

const treesPerWorld = 50

/** So many trees of nested rows, in worlds of tables that differ; the first one that the strategies disagree about. */
const checkWorlds = async (connect: () => Database, trees: number): Promise<string | null> => {
  for (let world = 0; world * treesPerWorld < trees; world++) {
    const db = connect()
    const problem = await checkRelations(db, seed + world, treesPerWorld)
    await db.close()
    if (problem !== null) return `world ${seed + world}: ${problem}`
  }
  return null
}

const main = async (): Promise<void> => {
  const started = Date.now()
  report('expressions print and parse back to the same tree', started, await checkExpressions(runs, seed))
  const written = Date.now()
  report('values are the same after their text was written and read', written, checkTexts(runs, seed))
  const schemas = Number(values.schemas)
  for (const db of [connectSqlite(':memory:'), connectPglite()]) {
    const began = Date.now()
    const problem = await checkSchemas(db, schemas, seed)
    report(`schemas come back from ${db.dialect.name} as they were made`, began, problem, schemas)
    await db.close()
  }
  const trees = Number(values.trees)
  for (const [name, connect] of [
    ['SQLite', connectSqlite],
    ['PGlite', connectPglite],
  ] as const) {
    const asked = Date.now()
    const what = `trees of nested rows are the same by every strategy on ${name}`
    report(what, asked, await checkWorlds(connect, trees), trees)
  }
}

void main()
