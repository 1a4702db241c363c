/** The floor: texts written by hand, and nothing left to do but to list the values. */
import type { Contestant, Filters } from '../shapes.js'

const point = 'select id, name, email, image, age, active, created from users where id = $1'

const filter5 =
  'select id, title, year, rating from movies where genre = $1 and year >= $2 and year < $3 and rating > $4 and title like $5 order by rating desc, id limit $6 offset $7'

const join3 =
  'select o.id, o.ordered, p.name, l.quantity, l.price from orders o inner join lines l on l."orderId" = o.id inner join products p on p.id = l."productId" where o."customerId" = $1 and l.quantity > $2 order by o.id, l.position'

const aggregate =
  'select c.country, count(o.id) as orders, sum(o.freight) as freight from customers c inner join orders o on o."customerId" = c.id where o.ordered >= $1 group by c.country having count(o.id) > $2 order by orders desc, c.country limit $3'

const rows = Array.from({ length: 100 }, (_, i) => `($${i * 4 + 1}, $${i * 4 + 2}, $${i * 4 + 3}, $${i * 4 + 4})`)

const insert100 = `insert into visits (name, email, age, active) values ${rows.join(', ')} returning id`

const conditions: ReadonlyArray<readonly [key: keyof Filters, condition: string]> = [
  ['name', 'name like '],
  ['email', 'email = '],
  ['minAge', 'age >= '],
  ['maxAge', 'age <= '],
  ['active', 'active = '],
  ['after', 'created >= '],
  ['before', 'created <= '],
  ['minId', 'id >= '],
  ['maxId', 'id <= '],
  ['image', 'image like '],
]

const cteWindow =
  'with ranked as (select "customerId", id, freight, row_number() over (partition by "customerId" order by freight desc, id) as rank from orders) select c.company, r.id, r.freight from ranked r inner join customers c on c.id = r."customerId" where r.rank <= $1 and c.country = $2 order by c.company, r.id'

const upsert =
  'insert into visits (id, name, email, age, active) values ($1, $2, $3, $4, $5) on conflict (id) do update set name = excluded.name, age = excluded.age returning id, name'

export const contestant: Contestant = {
  point: (id) => ({ text: point, values: [id] }),

  filter5: (f) => ({ text: filter5, values: [f.genre, f.from, f.to, f.rating, f.title, f.limit, f.offset] }),

  join3: (customer, quantity) => ({ text: join3, values: [customer, quantity] }),

  aggregate: (since, least, limit) => ({ text: aggregate, values: [since, least, limit] }),

  cteWindow: (rank, country) => ({ text: cteWindow, values: [rank, country] }),

  upsert: ({ id, name, email, age, active }) => ({ text: upsert, values: [id, name, email, age, active] }),

  insert100: (visits) => {
    const values: Array<unknown> = []
    for (const { name, email, age, active } of visits) values.push(name, email, age, active)
    return { text: insert100, values }
  },

  dynamic: (filters) => {
    let where = ''
    const values: Array<unknown> = []
    for (const [key, condition] of conditions) {
      if (filters[key] === undefined) continue
      where += `${where === '' ? ' where ' : ' and '}${condition}$${values.push(filters[key])}`
    }
    const limit = values.push(20)
    return { text: `select id, name, email from users${where} order by id limit $${limit}`, values }
  },
}
