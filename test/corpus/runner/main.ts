/**
 * `npm run corpus -- DIR [NAME…]`: what joinery says of SQL that others have written.
 *
 * Every case of the corpora in DIR goes through `from-sql`; what comes of it is type-checked and compiled, and has to give
 * the rows that its reference gives. So do the statements that are written by hand.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { postgres } from '../../../dialects/postgres/dialect.js'
import { compileNode } from '../../../lib/compile/compile.js'
import { byHand } from '../byHand.js'
import { candidateOf } from './candidate.js'
import { type Case, casesOf, corporaIn, placesIn } from './cases.js'
import { type Engine, type EngineChoice, open } from './engine.js'
import { failuresOf, type Outcome, tableOf } from './outcome.js'
import { type Project, project } from './project.js'
import { type Stage, stage } from './stage.js'
import { escapesOf, type Translated, translate } from './translate.js'
import { type Candidate, trial } from './trial.js'

const usage = `usage: npm run corpus -- DIR [NAME…] [options]

  DIR             the folder of the corpora; NAME is one of them, such as tpch
  --only a,b      these cases alone
  --shuffled      on databases whose rows lie in another order
  --pglite        on PGlite instead of the server that PGHOST, PGPORT, PGUSER and PGPASSWORD name
  --by-hand       the statements that are written by hand alone
  --report FILE   writes what came of each case to FILE, as JSON
`

const readArguments = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      shuffled: { type: 'boolean', default: false },
      pglite: { type: 'boolean', default: false },
      'by-hand': { type: 'boolean', default: false },
      report: { type: 'string' },
    },
  })

// -------------------------------------------------------------------------------------
// engines
// -------------------------------------------------------------------------------------

interface Place {
  readonly db: Engine
  readonly stage: Stage
}

/** One engine for each schema, opened when it is first wanted. */
interface Engines {
  readonly of: (it: Case) => Promise<Place>
  readonly close: () => Promise<unknown>
}

const engines = (choice: EngineChoice): Engines => {
  const places = placesIn(choice.folder)
  const opened = new Map<string, Promise<Place>>()
  return {
    of: ({ schema }) => {
      const place = places[schema]
      if (place === undefined) throw new Error(`databases.json has no schema ${JSON.stringify(schema)}`)
      const made = opened.get(schema) ?? open(choice, place).then((db) => ({ db, stage: stage(db) }))
      opened.set(schema, made)
      return made
    },
    close: () =>
      Promise.all(
        [...opened.values()].map(async (place) => {
          const { db, stage: on } = await place
          await on.close()
          await db.close()
        }),
      ),
  }
}

// -------------------------------------------------------------------------------------
// cases
// -------------------------------------------------------------------------------------

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

const nameOf = ({ corpus, id }: Case): string => `${corpus}/${id}`

const nothing = { raw: 0, fn: 0, operator: 0 }

const tried = async (
  of: Engines['of'],
  it: Case,
  candidate: () => Candidate,
): Promise<{ readonly wrong: string | null; readonly sent: string | null }> => {
  try {
    const made = candidate()
    const { db, stage: on } = await of(it)
    return { wrong: await trial(db, on, it, made), sent: made.text }
  } catch (cause) {
    return { wrong: `does not compile: ${messageOf(cause)}`, sent: null }
  }
}

const translated = async (of: Engines['of'], it: Case): Promise<Translated> => {
  try {
    const { db, stage: on } = await of(it)
    return await on.at(it, () => translate(db, it))
  } catch (cause) {
    return { _tag: 'Refused', reason: `error: ${messageOf(cause)}` }
  }
}

const outcomeOf = async (of: Engines['of'], it: Case, made: Translated, checked: Project): Promise<Outcome> => {
  const about = { corpus: it.corpus, id: it.id, sql: it.reference_sql, sent: null }
  if (made._tag === 'Refused')
    return { ...about, stage: 'not translated', cause: made.reason, escapes: nothing, code: null }
  const whole = { ...about, escapes: escapesOf(made.code), code: made.code }
  const typeError = checked.typeErrors.get(nameOf(it))
  if (typeError !== undefined) return { ...whole, stage: 'not typed', cause: typeError }
  const { wrong, sent } = await tried(of, it, () => checked.candidate(nameOf(it)))
  return { ...whole, stage: wrong === null ? 'equal' : 'not equal', cause: wrong, sent }
}

const throughFromSql = async (of: Engines['of'], cases: ReadonlyArray<Case>): Promise<ReadonlyArray<Outcome>> => {
  const made: Array<Translated> = []
  for (const it of cases) made.push(await translated(of, it))
  const modules = cases.flatMap((it, i) => {
    const module = made[i] as Translated
    return module._tag === 'Module' ? [{ name: nameOf(it), code: module.code }] : []
  })
  const checked = await project('.build/corpus', modules)
  const outcomes: Array<Outcome> = []
  for (const [i, it] of cases.entries()) outcomes.push(await outcomeOf(of, it, made[i] as Translated, checked))
  return outcomes
}

const handWritten = async (of: Engines['of'], cases: ReadonlyArray<Case>): Promise<ReadonlyArray<Outcome>> => {
  const outcomes: Array<Outcome> = []
  for (const it of cases) {
    const statement = byHand[it.corpus]?.[it.id]
    if (statement === undefined) continue
    const { wrong, sent } = await tried(of, it, () => candidateOf(compileNode(postgres, statement)))
    outcomes.push({
      corpus: `${it.corpus} by hand`,
      id: it.id,
      stage: wrong === null ? 'equal' : 'not equal',
      cause: wrong,
      escapes: nothing,
      sql: it.reference_sql,
      code: null,
      sent,
    })
  }
  return outcomes
}

const outcomesOf = async (
  of: Engines['of'],
  cases: ReadonlyArray<Case>,
  byHandAlone: boolean,
): Promise<ReadonlyArray<Outcome>> => [
  ...(await handWritten(of, cases)),
  ...(byHandAlone ? [] : await throughFromSql(of, cases)),
]

// -------------------------------------------------------------------------------------
// all of it
// -------------------------------------------------------------------------------------

const main = async (): Promise<number> => {
  const { positionals, values } = readArguments()
  const [folder, ...names] = positionals
  if (folder === undefined) {
    console.error(usage)
    return 2
  }
  const only = values.only?.split(',')
  const engine = values.pglite ? 'pglite' : 'postgres'
  const cases = (names.length === 0 ? corporaIn(folder) : names)
    .flatMap((corpus) => casesOf(folder, corpus))
    .filter(({ id, engines: on }) => (only?.includes(id) ?? true) && (on?.includes(engine) ?? true))
  const started = performance.now()
  const all = engines({ folder, pglite: values.pglite, shuffled: values.shuffled })
  const outcomes = await outcomesOf(all.of, cases, values['by-hand']).finally(all.close)
  const failures = failuresOf(outcomes)
  if (failures !== '') console.log(`${failures}\n`)
  console.log(tableOf(outcomes))
  console.log(`\nin ${((performance.now() - started) / 1000).toFixed(1)} s, on ${engine}`)
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(outcomes, null, 1))
  return failures === '' ? 0 : 1
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error) => {
    console.error(error)
    process.exitCode = 1
  },
)
