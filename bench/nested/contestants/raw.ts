/** The graphs by hand, as objects of JSON, on postgres.js: the base of the ratios. */
import postgres from 'postgres'
import type { Contestant } from '../../timed/tasks.js'
import { movieAt, orderAt, personAt } from '../schema.js'

const movie = `
select m.id, m.title, m.year,
  (select coalesce(json_agg(json_build_object('name', p.name) order by t.position), '[]')
   from parts t join people p on p.id = t.person_id where t.movie_id = m.id) as cast,
  (select coalesce(json_agg(json_build_object('body', r.body, 'rating', r.rating, 'author', json_build_object('name', a.name)) order by r.id), '[]')
   from reviews r join people a on a.id = r.author_id where r.movie_id = m.id) as reviews
from movies m where m.id = $1`

const user = `
select p.id, p.name,
  (select coalesce(json_agg(json_build_object('body', l.body, 'movie', json_build_object('title', m.title)) order by l.id desc), '[]')
   from (select * from reviews r where r.author_id = p.id order by r.id desc limit 10) l
   join movies m on m.id = l.movie_id) as reviews
from people p where p.id = $1`

const orders = `
select o.id, o.placed, json_build_object('company', c.company) as customer,
  (select coalesce(json_agg(json_build_object('quantity', l.quantity, 'product', json_build_object('name', p.name)) order by l.position), '[]')
   from lines l join products p on p.id = l.product_id where l.order_id = o.id) as lines
from orders o join customers c on c.id = o.customer_id
where o.id between $1 and $2 order by o.id`

export const contestant: Contestant = async (url, connections) => {
  const sql = postgres(url, { max: connections, onnotice: () => {} })
  const run = async (text: string, values: ReadonlyArray<unknown>) => [
    ...(await sql.unsafe(text, values as Array<never>, { prepare: true })),
  ]
  return {
    tasks: {
      movie: (i) => run(movie, [movieAt(i)]),
      user: (i) => run(user, [personAt(i)]),
      orders100: (i) => run(orders, [orderAt(i), orderAt(i) + 99]),
      // by a flat join, for without an index a subselect of each row reads the whole table each time
      unindexed: async () => {
        const rows = await run(
          'select m.id, m.name, g.name as good from makers m left join goods g on g.maker_id = m.id order by m.id, g.id',
          [],
        )
        const makers = new Map<number, { id: number; name: string; goods: Array<{ name: string }> }>()
        for (const { id, name, good } of rows) {
          const maker = makers.get(id) ?? { id, name, goods: [] as Array<{ name: string }> }
          makers.set(id, maker)
          if (good !== null) maker.goods.push({ name: good })
        }
        return [...makers.values()]
      },
    },
    close: () => sql.end(),
  }
}
