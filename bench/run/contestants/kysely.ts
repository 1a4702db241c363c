/** kysely on postgres.js. */
import { type Generated, Kysely } from 'kysely'
import { PostgresJSDialect } from 'kysely-postgres-js'
import postgres from 'postgres'
import type { Contestant } from '../../timed/tasks.js'
import { keyAt, visitAt, visits } from '../schema.js'

interface Schema {
  readonly users: {
    id: Generated<number>
    name: string
    email: string
    age: number
    active: boolean
    score: number
    created: Date
  }
  readonly orders: { id: Generated<number>; user_id: number; total: number; placed: Date }
  readonly visits: { id: Generated<number>; name: string; age: number; active: boolean }
}

const columns = ['id', 'name', 'email', 'age', 'active', 'score', 'created'] as const

export const contestant: Contestant = async (url, connections) => {
  const sql = postgres(url, { max: connections, onnotice: () => {} })
  const db = new Kysely<Schema>({ dialect: new PostgresJSDialect({ postgres: sql }) })
  return {
    tasks: {
      point: (i) => db.selectFrom('users').select(columns).where('id', '=', keyAt(i)).execute(),
      join: (i) =>
        db
          .selectFrom('orders')
          .innerJoin('users', 'users.id', 'orders.user_id')
          .where('users.id', '=', keyAt(i))
          .orderBy('orders.id')
          .select(['orders.id', 'orders.total', 'orders.placed', 'users.name'])
          .execute(),
      insert: async (i) => (await db.insertInto('visits').values(visitAt(i)).returning('id').execute()).length,
      rows1000: () => db.selectFrom('users').select(columns).where('id', '<=', 1000).orderBy('id').execute(),
      rows50000: () => db.selectFrom('users').select(columns).orderBy('id').execute(),
      insert1000: async () =>
        Number(
          (
            await db
              .insertInto('visits')
              .values([...visits])
              .executeTakeFirst()
          ).numInsertedOrUpdatedRows,
        ),
    },
    close: () => db.destroy(),
  }
}
