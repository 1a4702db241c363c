/**
 * What the value of an example is spelled as: a statement as it is, an expression in a select, and a clause in the
 * first of some statements that takes it.
 */
import { pipe } from 'fp-ts/function'
import { postgres } from '../../../dialects/postgres/dialect.js'
import { describeCompileError } from '../../../lib/ast/CompileError.js'
import { compileNode } from '../../../lib/compile/compile.js'
import * as J from '../../../lib/index.js'
import { syntaxProblem } from '../expectSql.js'
import { deliveries, posts, stock, users } from './tables.js'

/** Texts that an example may show, and problems where there is none. */
export interface Spelled {
  readonly texts: ReadonlyArray<string>
  readonly problems: ReadonlyArray<string>
}

type Tagged = {
  readonly joinery?: unknown
  readonly _tag?: string
  readonly type?: unknown
  readonly columns?: unknown
}

const flat = (sql: string): string =>
  sql
    .replace(/\s+/g, ' ')
    .replace(/\( /g, '(')
    .replace(/ \)/g, ')')
    // a clause is shown without what stands before it
    .replace(/\$\d+/g, '$')
    .trim()

const compiled = (statement: unknown): Spelled => {
  const result = compileNode(postgres, statement)
  if (result._tag === 'Left') return { texts: [], problems: result.left.map(describeCompileError) }
  const { text } = result.right
  const problem = syntaxProblem(text)
  return problem === null ? { texts: [flat(text)], problems: [] } : { texts: [], problems: [problem] }
}

/** The statements of a plan, one after the other. */
const planned = (plan: unknown): Spelled => {
  const result = J.compilePlan(postgres)(plan as J.Plan<unknown>)
  return result._tag === 'Right'
    ? { texts: [result.right.map(({ text }) => flat(text)).join('; ')], problems: [] }
    : { texts: [], problems: result.left.map(describeCompileError) }
}

const statements: ReadonlySet<string> = new Set(
  'Select SetOperation Values With Insert Update Delete Merge RawStatement CreateTable DropTable Define Ddl'.split(' '),
)

/** What clauses are tried on, in this order. */
const hosts = (): ReadonlyArray<unknown> => [
  J.from(users),
  pipe(J.from(users), J.select(users)),
  pipe(J.from(users), J.where(J.eq(users.c.id, 1)), J.select({ id: users.c.id, name: users.c.name })),
  J.insertInto(users),
  pipe(J.insertInto(users), J.values({ id: 1, name: 'jack', email: 'jack@example.com' } as never)),
  pipe(J.update(users), J.everyRow),
  pipe(J.update(users), J.set({ name: 'ed' }), J.everyRow),
  pipe(J.deleteFrom(users), J.everyRow),
  J.from(posts),
  pipe(J.mergeInto(stock), J.mergeUsing(deliveries, J.eq(stock.c.sku, deliveries.c.sku))),
  pipe(J.mergeInto(stock), J.mergeUsing(deliveries, J.eq(stock.c.sku, deliveries.c.sku)), J.whenMatched(J.doNothing)),
  J.window,
  J.count(users.c.id),
  J.sum(users.c.age),
  J.asc(users.c.name),
  J.text,
  J.integer,
]

const selected = (self: unknown): unknown => {
  const node = self as Tagged
  if (node._tag === 'Select' && (self as { projection: unknown }).projection === null) {
    return J.select({ it: J.value(J.integer, 1) })(self as never)
  }
  const { set = {}, assignments = [] } = self as { set?: object; assignments?: ReadonlyArray<unknown> }
  if (node._tag === 'Update' && Object.keys(set).length + assignments.length === 0) {
    return J.set({ name: 'ed' })(self as never)
  }
  return self
}

const all = (values: ReadonlyArray<Spelled>): Spelled => ({
  texts: values.flatMap(({ texts }) => texts),
  problems: values.flatMap(({ problems }) => problems),
})

/** Everything that the value could be shown as. */
export const spelled = (value: unknown, depth = 0): Spelled | null => {
  if (typeof value === 'function') {
    if (depth > 1) return null
    const made = hosts().flatMap((host) => {
      try {
        const result = spelled((value as (host: unknown) => unknown)(host), depth + 1)
        return result === null || result.texts.length === 0 ? [] : [result]
      } catch {
        return []
      }
    })
    return made.length === 0 ? null : all(made)
  }
  if (value instanceof Promise) {
    // what would run has no spelling, and nothing to run on
    value.catch(() => {})
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const node = value as Tagged
  if (node.joinery === undefined) return column(value)
  if (node._tag === 'Order') return compiled(pipe(J.from(users), J.orderBy(value as never), J.select(users)))
  if (node._tag === 'Window') return compiled(J.selectOnly({ it: J.over(value as never)(J.count()) }))
  if (node._tag === 'WindowFunction') {
    return compiled(J.selectOnly({ it: J.over(J.window)(value as never) } as never))
  }
  if (node._tag === 'Plan') return planned(value)
  if (node._tag !== undefined && statements.has(node._tag)) return compiled(selected(value))
  if (node.columns !== undefined) {
    return compiled(pipe(J.from(value as never), J.select({ it: J.value(J.integer, 1) })))
  }
  return node.type === undefined ? null : compiled(J.selectOnly({ it: value as never } as never))
}

const isSpec = (u: unknown): boolean => typeof u === 'object' && u !== null && 'type' in u && 'defaultTo' in u

/** A column spec, by itself or under its key. */
const column = (value: object): Spelled | null => {
  const columns = isSpec(value) ? { it: value } : value
  return Object.values(columns).some(isSpec) ? compiled(J.createTable(J.table('t', columns as never))) : null
}

/** Whether a text is what an example shows, or holds it. `…` stands for anything. */
export const shows = (shown: string, { texts }: Spelled): boolean => {
  const pattern = flat(shown)
    .split('…')
    .map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')
  return texts.some((text) => new RegExp(pattern).test(text))
}
