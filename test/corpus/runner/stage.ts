/**
 * The state that a case starts from: a transaction with its setup, which is never committed.
 *
 * Cases that follow each other often have the setup of the one before and some more: then the transaction goes on, and
 * what a case itself has done is rolled back alone.
 */
import type { Case } from './cases.js'
import type { Engine } from './engine.js'

export interface Stage {
  /** What a body gives, in the state of a case; whatever it does is undone. */
  readonly at: <A>(it: Case, body: () => Promise<A>) => Promise<A>
  /** Puts back what the body has done so far. */
  readonly again: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A sequence does not roll back: statements that put each where it is now. */
const sequencesOf = async (db: Engine): Promise<ReadonlyArray<string>> => {
  const { rows } = await db.run(`
    select format('%I.%I', n.nspname, c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and n.nspname !~ '^pg_|^information_schema$'
    union all
    select format('pg_temp.%I', c.relname) from pg_class c
    where c.relkind = 'S' and c.relnamespace = pg_my_temp_schema()`)
  if (rows.length === 0) return []
  const states = await db.run(
    rows
      .map(([name]) => `select '${name?.replace(/'/g, "''")}', last_value::text, is_called::text from ${name}`)
      .join(' union all '),
  )
  return states.rows.map(
    ([name, value, called]) => `select setval('${name?.replace(/'/g, "''")}', ${value}, ${called === 'true'})`,
  )
}

const counting = /nextval|setval|insert|update|delete/i

/** A function that the setup has made may count too. */
const mayCount = ({ kind, reference_sql, setup = [] }: Case): boolean =>
  kind !== 'select' ||
  counting.test(reference_sql) ||
  setup.some((text) => /sequence|serial|identity|nextval/i.test(text))

/** How far a transaction is: the setup that was run in it, and how its sequences were before. */
interface Reached {
  readonly path: string | undefined
  readonly setup: ReadonlyArray<string>
  readonly before: ReadonlyArray<string>
}

const goesOn = ({ path, setup }: Reached, it: Case): boolean =>
  path === it.search_path && setup.every((text, i) => text === it.setup?.[i])

const opening = ({ search_path }: Case): ReadonlyArray<string> => [
  'begin',
  ...(search_path === undefined ? [] : [`set local search_path = ${search_path}`]),
  `set local statement_timeout = '60s'`,
]

export const stage = (db: Engine): Stage => {
  let reached: Reached | null = null
  let states: ReadonlyArray<string> = []

  const leave = async (): Promise<void> => {
    if (reached === null) return
    const { before } = reached
    reached = null
    await db.script(['rollback', ...before].join(';\n'))
  }

  const enter = async (it: Case): Promise<void> => {
    const { setup = [], search_path: path } = it
    if (reached !== null && !goesOn(reached, it)) await leave()
    const { setup: done, before }: Reached = reached ?? { path, setup: [], before: await sequencesOf(db) }
    const script = [...(reached === null ? opening(it) : []), ...setup.slice(done.length), 'savepoint corpus']
    // whatever fails on the way there, the transaction is one to leave
    reached = { path, setup: [], before }
    await db.script(script.join(';\n'))
    reached = { path, setup, before }
    states = mayCount(it) ? await sequencesOf(db) : []
  }

  const again = (): Promise<void> => db.script(['rollback to corpus', ...states].join(';\n'))

  return {
    at: async (it, body) => {
      try {
        await enter(it)
        const given = await body()
        await again()
        return given
      } catch (cause) {
        // after an error nobody knows what else is left
        await leave().catch(() => {})
        throw cause
      }
    },
    again,
    close: () => leave().catch(() => {}),
  }
}
