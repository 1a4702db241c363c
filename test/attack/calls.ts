/** Where an attack reaches something else than a statement: connections, settings, results, schemas that are read. */
import { pipe } from 'fp-ts/function'
import { target } from '../../dialects/postgres/address.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import { compileNode } from '../../lib/compile/compile.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import type { Database } from '../../lib/exec/Connection.js'
import * as J from '../../lib/index.js'
import { victim } from './slots.js'

/** `literal` and `reject` are what the corpus means by them; anything else is what went wrong. */
export type Verdict = 'literal' | 'reject' | (string & {})

export interface Around {
  readonly db: Database
  readonly dialect: Dialect
}

/** Null where the dialect has no such thing. */
type Call = (it: any, around: Around) => Promise<Verdict | null>

const run = (db: Database, text: string) => db.run({ text, values: [] })

const quoted = (name: string): string => `"${String(name).replaceAll('"', '""')}"`

const text = (value: string): string => `E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

// -------------------------------------------------------------------------------------
// connections
// -------------------------------------------------------------------------------------

const secret = 'p4ssw0rd-canary'

/** Never rejects, never repeats a password, and keeps what it takes exactly. */
const connecting: Call = async (it) => {
  const result = target(it, { PGPASSWORD: secret })
  if (result._tag === 'Right') return 'literal'
  return /:p@|p@ss|p%40ss/.test(result.left) || result.left.includes(secret)
    ? `it shows a password: ${result.left}`
    : 'reject'
}

const setting =
  (name: string): Call =>
  async (it) => {
    const result = target({ host: 'h', settings: { [name]: it } }, {})
    if (result._tag === 'Left') return 'reject'
    return result.right.settings[name] === it && !String(it).includes('\0')
      ? 'literal'
      : 'it was changed, or holds a NUL'
  }

// -------------------------------------------------------------------------------------
// results
// -------------------------------------------------------------------------------------

/** A result is read exactly, or is a typed error; and the next result on the session is exact. */
const executed: Call = async (it, { db }) => {
  const outcome = await run(db, it)
  const next = await run(db, 'select 7')
  if (next._tag === 'Left' || JSON.stringify(next.right.rows) !== '[["7"]]')
    return `the next result: ${JSON.stringify(next)}`
  return outcome._tag === 'Left' ? 'reject' : 'literal'
}

const readBack =
  (spec: any): Call =>
  async (it, { db }) => {
    const outcome = await J.all(J.selectOnly({ it: J.value(spec, it) } as any) as any)(db as any)()
    if (outcome._tag === 'Left')
      return ['InvalidValue', 'NotCompiled', 'QueryFailed'].includes(outcome.left._tag) ? 'reject' : outcome.left._tag
    const found = (outcome.right[0] as any)?.it
    return Object.is(found, it) || String(found) === String(it)
      ? 'literal'
      : `it came back as ${JSON.stringify(found)?.slice(0, 80)}`
  }

/** JSON is data both ways: no prototype is touched. */
const throughJson: Call = async (it, { db }) => {
  const outcome = await J.all(J.selectOnly({ it: J.value(J.jsonb<any>() as any, it) } as any) as any)(db as any)()
  if (({} as any).isAdmin !== undefined || ({} as any).polluted !== undefined)
    return 'the prototype of all objects was changed'
  if (outcome._tag === 'Left') return 'reject'
  return JSON.stringify((outcome.right[0] as any).it) === JSON.stringify(it) ? 'literal' : 'it came back otherwise'
}

/** Where a record of options belongs: whatever it is, it is refused or ignored, and changes nothing. */
const asOptions: Call = async (it, { db }) => {
  const outcome = await J.transaction(() => async () => ({ _tag: 'Right', right: 1 }) as const, it)(db)()
  if (({} as any).isAdmin !== undefined) return 'the prototype of all objects was changed'
  return outcome._tag === 'Left' ? 'reject' : 'literal'
}

/** Where a statement, a table or an expression belongs: what only looks like one is none. */
const asNode: Call = async (it, { dialect }) => {
  const inPlaceOfAll = compileNode(dialect, it)
  const inPlaceOfOne = compileNode(dialect, pipe(J.from(victim), J.select({ it } as any) as any) as any)
  for (const outcome of [inPlaceOfAll, inPlaceOfOne])
    if (outcome._tag === 'Right') return `it was taken for a node: ${outcome.right.text}`
  return 'reject'
}

// -------------------------------------------------------------------------------------
// sizes
// -------------------------------------------------------------------------------------

const tableOf = (columns: number): any =>
  J.table('wide', Object.fromEntries(Array.from({ length: columns }, (_, i) => [`c${i}`, J.integer])))

const sized =
  (make: (n: number) => any): Call =>
  async (it, { dialect, db }) => {
    const statement = make(it.n)
    const compiled = compileNode(dialect, statement)
    if (compiled._tag === 'Left') return 'reject'
    const outcome = await J.withRollback((tx) => J.execute(statement as never)(tx))(db)()
    return outcome._tag === 'Left' ? 'reject' : 'literal'
  }

const condition = (it: any): any => {
  const one = (i: number) => J.eq(victim.c.id, i)
  // of one connective, they would be one list, and not nested at all
  const nested = () => {
    let all: any = one(0)
    for (let i = 1; i < it.n; i++) all = i % 2 === 0 ? J.and(one(i), all) : J.or(one(i), all)
    return all
  }
  if (it.$ === 'flat-or') return (J.or as any)(...Array.from({ length: it.n }, (_, i) => one(i)))
  if (it.$ === 'nested-parens') {
    let inner: any = victim.c.id
    for (let i = 0; i < it.n; i++) inner = J.add(inner, 1 as never)
    return J.eq(inner, 1 as never)
  }
  return nested()
}

const deep: Call = (it, around) =>
  sized(() => pipe(J.from(victim), J.where(condition(it)) as any, J.select({ id: victim.c.id } as any) as any))(
    it,
    around,
  )

const chained: Call = (it, around) =>
  sized((n) => {
    const one = () => pipe(J.from(victim), J.select({ id: victim.c.id } as any) as any) as any
    let all = one()
    for (let i = 1; i < n; i++) all = (J.union as any)(one())(all)
    return all
  })(it, around)

const many = (n: number) => Array.from({ length: n }, (_, i) => i)

export const sizes: { readonly [position: string]: Call } = {
  'in-list': sized((n) =>
    pipe(
      J.from(victim),
      J.where(J.in_(victim.c.id, many(n) as any)) as any,
      J.select({ id: victim.c.id } as any) as any,
    ),
  ),
  'values-row': sized((n) => J.valuesOf({ id: J.integer } as any, many(n).map((id) => ({ id })) as any)),
  'insert-value': sized((n) => pipe(J.insertInto(victim), J.values(many(n).map((id) => ({ id: id + 1_000 })) as any))),
  'select-list': sized((n) => {
    const wide = tableOf(n)
    return (
      pipe(
        J.from(J.valuesOf({ c0: J.integer } as any, [{ c0: 1 }] as any) as any),
        J.select(Object.fromEntries(many(n).map((i) => [`c${i}`, J.value(J.integer, i)])) as any) as any,
      ) ?? wide
    )
  }),
  'create-table-columns': sized((n) => J.createTable(tableOf(n))),
  'returning-list': sized((n) =>
    pipe(
      J.insertInto(victim),
      J.values({ id: 5_000 } as any),
      J.returning(Object.fromEntries(many(n).map((i) => [`c${i}`, victim.c.id])) as any) as any,
    ),
  ),
  where: deep,
  from: chained,
}

// -------------------------------------------------------------------------------------
// schemas that are read
// -------------------------------------------------------------------------------------

const reflecting =
  (make: (name: string) => ReadonlyArray<string>, holds: (schema: any, name: string) => boolean): Call =>
  async (it, { db, dialect }) => {
    if (dialect.name !== 'postgres') return null
    const made = await J.withRollback<J.SqlError, J.Metadata | null>((tx) => async () => {
      for (const statement of make(it)) {
        const done = await tx.run({ text: statement, values: [] })
        // the database itself has no such name
        if (done._tag === 'Left') return { _tag: 'Right', right: null } as const
      }
      return J.reflect()(tx)()
    })(db)()
    if (made._tag === 'Left') return `it could not be read: ${JSON.stringify(made.left).slice(0, 200)}`
    if (made.right === null) return 'reject'
    return holds(made.right, it) ? 'literal' : 'it is not what was read'
  }

/** What was read says the name, as it is, somewhere. */
const says = (schema: unknown, name: string): boolean => {
  const seen = new Set<unknown>()
  const search = (it: unknown): boolean => {
    if (typeof it === 'string') return it.includes(name)
    if (typeof it !== 'object' || it === null || seen.has(it)) return false
    seen.add(it)
    return Reflect.ownKeys(it).some((key) => (typeof key === 'string' && key === name) || search((it as any)[key]))
  }
  return search(schema)
}

const reflections: { readonly [position: string]: Call } = {
  'reflected-table-name': reflecting((n) => [`create table ${quoted(n)} (x int)`], says),
  'reflected-column-name': reflecting((n) => [`create table made (${quoted(n)} int)`], says),
  'reflected-schema-name': reflecting(
    (n) => [
      `create schema if not exists ${quoted(n)}`,
      `create table ${quoted(n)}.made (x int)`,
      `set local search_path = ${quoted(n)}`,
    ],
    (schema) => schema !== null,
  ),
  'reflected-enum-label': reflecting(
    (n) => [`create type mood as enum (${text(n)})`, 'create table made (x mood)'],
    says,
  ),
  'reflected-enum-type': reflecting(
    (n) => [`create type ${quoted(n)} as enum ('a')`, `create table made (x ${quoted(n)})`],
    says,
  ),
  'reflected-comment': reflecting((n) => ['create table made (x int)', `comment on table made is ${text(n)}`], says),
  'reflected-default': reflecting(
    (n) => [`create table made (x text default ${text(n)})`],
    (schema) => schema !== null,
  ),
  'reflected-check': reflecting(
    (n) => [`create table made (x text check (x <> ${text(n)}))`],
    (schema) => schema !== null,
  ),
  'reflected-view-definition': reflecting(
    (n) => [`create view made as select ${text(n)}::text as x`],
    (schema) => schema !== null,
  ),
  'reflected-constraint-name': reflecting(
    (n) => [`create table made (x int constraint ${quoted(n)} check (x > 0))`],
    says,
  ),
  'reflected-index-name': reflecting(
    (n) => ['create table made (x int)', `create index ${quoted(n)} on made (x)`],
    says,
  ),
  'reflected-function-name': reflecting(
    (n) => [`create function ${quoted(n)}() returns int language sql as 'select 1'`],
    (schema) => schema !== null,
  ),
}

/** Statements again, with the session in a state that it should not matter for. */
const inMode: Call = async (it, { db }) => {
  const attack = 'a\\\'; drop table canary; -- "'
  const outcome = await J.withRollback((tx) => async () => {
    const set = await tx.run({ text: it, values: [] })
    if (set._tag === 'Left') return { _tag: 'Right', right: attack } as const
    const literal = J.inlined(db.dialect)(J.selectOnly({ it: J.value(J.text as any, attack) } as any) as any)
    const bound = await J.one(J.selectOnly({ it: J.value(J.text as any, attack) } as any) as any)(tx as any)()
    const written = await tx.run({ text: literal, values: [] })
    if (bound._tag === 'Left') return bound
    if (written._tag === 'Right' && written.right.rows[0]?.[0] !== attack)
      return { _tag: 'Right', right: written.right.rows[0]?.[0] } as const
    return { _tag: 'Right', right: (bound.right as any).it } as const
  })(db)()
  if (outcome._tag === 'Left') return 'reject'
  return outcome.right === attack ? 'literal' : `it came back as ${String(outcome.right)}`
}

// -------------------------------------------------------------------------------------
// all of them
// -------------------------------------------------------------------------------------

export const calls: { readonly [position: string]: Call } = {
  'connection-string': connecting,
  'application-name': setting('application_name'),
  'startup-parameter': setting('search_path'),
  'config-object': async (it, around) => {
    const result = target({ host: 'h', ...(typeof it === 'object' ? it : { settings: it }) }, {})
    return ({} as any).isAdmin === undefined && result._tag !== undefined ? asOptions(it, around) : 'polluted'
  },
  'options-object': asOptions,
  'merge-options': asOptions,
  'ast-node': asNode,
  'execute-and-decode': executed,
  'json-result': throughJson,
  'result-int8': readBack(J.bigint),
  'result-numeric': readBack(J.numeric),
  'session-mode': inMode,
  ...reflections,
}

export const describe = (errors: ReadonlyArray<any>): string => errors.map(describeCompileError).join('; ')
