/** `npm run fuzz -- [--runs N] [--seed N]`: the property tests at length, each with the seed that repeats it. */
import { parseArgs } from 'node:util'
import { checkExpressions } from './expressions.js'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string' } },
})

const runs = Number(values.runs)
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed)

const main = async (): Promise<void> => {
  const started = Date.now()
  const problem = await checkExpressions(runs, seed)
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(
    `${runs} random expressions print and parse back to the same tree: ${problem === null ? 'yes' : 'no'} (seed ${seed}, ${seconds} s)`,
  )
  if (problem === null) return
  console.log(problem)
  process.exitCode = 1
}

void main()
