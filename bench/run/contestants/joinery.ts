/** joinery on postgres.js: what is built anew for each call, and what is prepared once. */
import { pipe } from 'fp-ts/function'
import {
  alias,
  all,
  boolean,
  close,
  doublePrecision,
  eq,
  execute,
  foreignKey,
  from,
  innerJoin,
  insertInto,
  integer,
  le,
  loader,
  orderBy,
  pick,
  prepare,
  primaryKey,
  relation,
  returning,
  type SqlError,
  select,
  serial,
  snakeCase,
  table,
  text,
  timestamptz,
  values,
  where,
} from 'joinery'
import { connect } from 'joinery/postgres'
import type { Tasks } from '../../timed/tasks.js'
import { keyAt, keysAt, visits as thousand, visitAt } from '../schema.js'

export const users = table('users', {
  id: primaryKey(serial),
  name: text,
  email: text,
  age: integer,
  active: boolean,
  score: doublePrecision,
  created: timestamptz,
})

const orders = table(
  'orders',
  snakeCase({
    id: primaryKey(serial),
    userId: foreignKey(() => users.c.id),
    total: doublePrecision,
    placed: timestamptz,
  }),
)

const visits = table('visits', { id: primaryKey(serial), name: text, age: integer, active: boolean })

type Result<A> = { readonly _tag: 'Left'; readonly left: SqlError } | { readonly _tag: 'Right'; readonly right: A }

const right = <A>(result: Result<A>): A => {
  if (result._tag === 'Right') return result.right
  throw new Error(JSON.stringify(result.left))
}

const point = (id: Parameters<typeof eq>[1]) => pipe(from(users), where(eq(users.c.id, id as number)), select(users))

const ordersOf = (id: Parameters<typeof eq>[1]) =>
  pipe(
    from(orders),
    innerJoin(users, eq(users.c.id, orders.c.userId)),
    where(eq(users.c.id, id as number)),
    orderBy(orders.c.id),
    select({ id: orders.c.id, total: orders.c.total, placed: orders.c.placed, name: users.c.name }),
  )

const first = (id: Parameters<typeof eq>[1]) =>
  pipe(from(users), where(le(users.c.id, id as number)), orderBy(users.c.id), select(users))

const everyUser = pipe(from(users), orderBy(users.c.id), select(users))

/** `prepared` says whether statements are made once. */
export const joinery =
  (prepared: boolean) =>
  async (url: string, connections: number): Promise<Tasks> => {
    const db = connect(url, { max: connections })
    const made = {
      point: prepare({ id: integer }, (p) => point(p.id as never)),
      join: prepare({ id: integer }, (p) => ordersOf(p.id as never)),
      first: prepare({ id: integer }, (p) => first(p.id as never)),
      insert: prepare({ name: text, age: integer, active: boolean }, (p) =>
        pipe(
          insertInto(visits),
          values({ name: p.name, age: p.age, active: p.active }),
          returning({ id: visits.c.id }),
        ),
      ),
    }
    const keys = alias(users, 'keys')
    const itself = relation(keys, users, { on: (k, u) => eq(u.c.id, k.c.id), cardinality: 'one' })
    const userOf = loader(
      keys,
      pick(itself, (u) => u.c as never, { strategy: 'subselect' }),
    )(db)
    return {
      tasks: {
        point: async (i) =>
          right(await (prepared ? all(made.point({ id: keyAt(i) })) : all(point(keyAt(i) as never)))(db)()),
        join: async (i) =>
          right(await (prepared ? all(made.join({ id: keyAt(i) })) : all(ordersOf(keyAt(i) as never)))(db)()),
        insert: async (i) => {
          const row = visitAt(i)
          return right(
            await (prepared
              ? all(made.insert(row))
              : all(pipe(insertInto(visits), values(row), returning({ id: visits.c.id }))))(db)(),
          ).length
        },
        rows1000: async () => right(await (prepared ? all(made.first({ id: 1000 })) : all(first(1000 as never)))(db)()),
        rows50000: async () => right(await all(everyUser)(db)()),
        keys16: async (i) => (await Promise.all(keysAt(i).map((id) => userOf({ id })()))).map(right),
        insert1000: async () => right(await execute(pipe(insertInto(visits), values(thousand)))(db)()),
      },
      close: () => close(db)(),
    }
  }

export const contestant = joinery(false)
