/** SQL by hand on postgres.js, prepared: the base of the ratios. */
import postgres from 'postgres'
import type { Contestant } from '../../timed/tasks.js'
import { keyAt, keysAt, visitAt, visits } from '../schema.js'

const point = 'select id, name, email, age, active, score, created from users where id = $1'

export const contestant: Contestant = async (url, connections) => {
  const sql = postgres(url, { max: connections, onnotice: () => {} })
  const run = (text: string, values: ReadonlyArray<unknown>) =>
    sql.unsafe(text, values as Array<never>, { prepare: true })
  const placeholders = visits.map((_, i) => `($${i * 3 + 1}, $${i * 3 + 2}, $${i * 3 + 3})`).join(', ')
  return {
    tasks: {
      point: async (i) => [...(await run(point, [keyAt(i)]))],
      join: async (i) => [
        ...(await run(
          'select o.id, o.total, o.placed, u.name from orders o join users u on u.id = o.user_id where u.id = $1 order by o.id',
          [keyAt(i)],
        )),
      ],
      insert: async (i) => {
        const { name, age, active } = visitAt(i)
        const rows = await run('insert into visits (name, age, active) values ($1, $2, $3) returning id', [
          name,
          age,
          active,
        ])
        return rows.length
      },
      rows1000: async () => [
        ...(await run(
          'select id, name, email, age, active, score, created from users where id <= $1 order by id',
          [1000],
        )),
      ],
      rows50000: async () => [
        ...(await run('select id, name, email, age, active, score, created from users order by id', [])),
      ],
      keys16: async (i) => (await Promise.all(keysAt(i).map((key) => run(point, [key])))).map(([row]) => row),
      insert1000: async () => {
        const values = visits.flatMap(({ name, age, active }) => [name, age, active])
        const rows = await run(`insert into visits (name, age, active) values ${placeholders}`, values)
        return rows.count
      },
    },
    close: () => sql.end(),
  }
}
