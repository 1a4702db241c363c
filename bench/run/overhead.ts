/** What the library itself adds to a call: against a connection that answers at once, nothing else is left. */
import { pipe } from 'fp-ts/function'
import { all, type Connection, eq, from, integer, prepare, select, where } from 'joinery'
import { postgres } from 'joinery/postgres'
import { type Figure, median } from '../figures.js'
import { users } from './contestants/joinery.js'

const answer = {
  _tag: 'Right' as const,
  right: { rows: [['1', 'a', 'b', '20', 't', '0.5', '2022-01-01 00:00:00+00']], count: 1, command: 'SELECT' },
}

const answered = Promise.resolve(answer)

const stub: Connection = {
  dialect: postgres,
  run: () => answered as never,
  transaction: () => answered as never,
}

const point = prepare({ id: integer }, ({ id }) =>
  pipe(from(users), where(eq(users.c.id, id)), select({ id: users.c.id })),
)

const wide = { ...answer, right: { ...answer.right, rows: [['1']] } }

const narrow: Connection = { ...stub, run: () => Promise.resolve(wide) as never }

const nanoseconds = async (call: () => Promise<unknown>): Promise<number> => {
  const count = 50_000
  const before = process.cpuUsage()
  for (let i = 0; i < count; i++) await call()
  const { user, system } = process.cpuUsage(before)
  return ((user + system) * 1000) / count
}

export const overhead = async (): Promise<ReadonlyArray<Figure>> => {
  const series: Record<string, Array<number>> = { await: [], prepared: [] }
  let i = 0
  for (let round = 0; round < 7; round++) {
    const bare = await nanoseconds(() => narrow.run({ text: '', values: [] }))
    const prepared = await nanoseconds(() => all(point({ id: i++ }))(narrow)())
    if (round < 2) continue
    series.await?.push(bare)
    series.prepared?.push(prepared)
  }
  const figure = (contestant: string, value: number): Figure => ({
    bench: 'run',
    case: 'stub',
    contestant,
    metric: 'overhead',
    unit: 'ns',
    value,
  })
  return [figure('bare await', median(series.await ?? [])), figure('joinery prepared', median(series.prepared ?? []))]
}
