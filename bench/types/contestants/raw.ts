/** The floor: SQL as text, and each row's type written by hand. */
import { type Contestant, columns, typeScript } from '../project.js'

const fields = columns
  .map(({ name, kind, nullable }) => `${name}: ${typeScript[kind]}${nullable ? ' | null' : ''}`)
  .join('; ')

const rows = (type: string, sql: string, values: string): string =>
  `  const rows = await query<${type}>(\`${sql}\`, [${values}])`

export const raw: Contestant = {
  name: 'raw',

  schema: (tables) => ({
    'schema.ts': [
      'export declare const query: <Row>(text: string, values: ReadonlyArray<unknown>) => Promise<ReadonlyArray<Row>>',
      ...tables.map(({ name }) => `export interface ${name} { ${fields} }`),
    ].join('\n'),
  }),

  imports: (tables) => `import { query } from './schema'\nimport type { ${tables.join(', ')} } from './schema'`,

  queries: {
    point: (a) =>
      rows(
        `Pick<${a}, 'id' | 'name' | 'quantity' | 'active' | 'created'>`,
        `select id, name, quantity, active, created from ${a} where id = $1`,
        'id',
      ),

    list: (a) =>
      rows(
        a,
        `select * from ${a} where quantity > $1 and active = $2 and note is not null order by quantity desc limit 10`,
        'id, true',
      ),

    join2: (a, b) =>
      rows(
        '{ id: number; name: string; childName: string; childQuantity: number }',
        `select a.id, a.name, b.name as "childName", b.quantity as "childQuantity" from ${a} a join ${b} b on b.parent = a.id where a.id = $1`,
        'id',
      ),

    join3: (a, b, c) =>
      rows(
        '{ id: number; childName: string; grandchildName: string | null; grandchildEnded: Date | null }',
        `select a.id, b.name as "childName", c.name as "grandchildName", c.ended as "grandchildEnded" from ${a} a join ${b} b on b.parent = a.id left join ${c} c on c.parent = b.id where a.quantity > $1`,
        'id',
      ),

    agg: (a, b) =>
      rows(
        '{ city: string; n: number }',
        `select a.city, count(b.id) as n from ${a} a left join ${b} b on b.parent = a.id group by a.city having count(b.id) > $1 order by n desc`,
        '3',
      ),

    insert: (a) =>
      rows(
        `Pick<${a}, 'id' | 'name'>`,
        `insert into ${a} (parent, name, quantity, active, created, weight, city) values ($1, $2, $3, $4, $5, $6, $7) returning id, name`,
        `id, 'a', 1, true, new Date(), 1.5, 'z'`,
      ),

    update: (a) =>
      rows(
        `Pick<${a}, 'id' | 'name'>`,
        `update ${a} set name = $1, quantity = $2 where id = $3 returning id, name`,
        `'b', 2, id`,
      ),

    delete: (a) => rows(`Pick<${a}, 'id'>`, `delete from ${a} where id = $1 and active = $2 returning id`, 'id, false'),

    nested: (a, b) =>
      rows(
        `{ id: number; name: string; children: Array<Pick<${b}, 'id' | 'name' | 'quantity'>> }`,
        `select a.id, a.name, (select json_agg(json_build_object('id', b.id, 'name', b.name, 'quantity', b.quantity)) from ${b} b where b.parent = a.id) as children from ${a} a where a.id = $1`,
        'id',
      ),

    subquery: (a, b) =>
      rows(
        '{ id: number; quantity: number; n: number }',
        `select a.id, a.quantity, s.n from ${a} a join (select parent, count(id) as n from ${b} group by parent) s on s.parent = a.id where a.quantity > $1`,
        'id',
      ),
  },
}
