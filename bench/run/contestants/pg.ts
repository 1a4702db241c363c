/** SQL by hand on node-postgres, with named statements. */
import pg from 'pg'
import type { Contestant } from '../../timed/tasks.js'
import { keyAt, visitAt } from '../schema.js'

export const contestant: Contestant = async (url, connections) => {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  const run = async (name: string, text: string, values: Array<unknown>) =>
    (await pool.query({ name, text, values })).rows
  const columns = 'id, name, email, age, active, score, created'
  return {
    tasks: {
      point: (i) => run('point', `select ${columns} from users where id = $1`, [keyAt(i)]),
      join: (i) =>
        run(
          'join',
          'select o.id, o.total, o.placed, u.name from orders o join users u on u.id = o.user_id where u.id = $1 order by o.id',
          [keyAt(i)],
        ),
      insert: async (i) => {
        const { name, age, active } = visitAt(i)
        const text = 'insert into visits (name, age, active) values ($1, $2, $3) returning id'
        return (await run('insert', text, [name, age, active])).length
      },
      rows1000: () => run('rows1000', `select ${columns} from users where id <= $1 order by id`, [1000]),
      rows50000: () => run('rows50000', `select ${columns} from users order by id`, []),
    },
    close: () => pool.end(),
  }
}
