/** kysely, over an interface for each table. */
import { type Column, type Contestant, columns, typeScript } from '../project.js'

const field = ({ name, kind, nullable, filled }: Column): string => {
  const type = `${typeScript[kind]}${nullable ? ' | null' : ''}`
  return `${name}: ${filled === undefined ? type : `Generated<${type}>`}`
}

const rows = (statement: string): string => `  const rows = await db
${statement}
    .execute()`

export const kysely: Contestant = {
  name: 'kysely',

  schema: (tables) => ({
    'schema.ts': [
      "import type { Generated, Kysely } from 'kysely'",
      ...tables.map(({ name }) => `export interface ${name} { ${columns.map(field).join('; ')} }`),
      `export interface Schema { ${tables.map(({ name }) => `${name}: ${name}`).join('; ')} }`,
      'export declare const db: Kysely<Schema>',
    ].join('\n'),
  }),

  imports: () => "import { jsonArrayFrom } from 'kysely/helpers/postgres'\nimport { db } from './schema'",

  queries: {
    point: (a) =>
      rows(`    .selectFrom('${a}')
    .select(['id', 'name', 'quantity', 'active', 'created'])
    .where('id', '=', id)`),

    list: (a) =>
      rows(`    .selectFrom('${a}')
    .selectAll()
    .where('quantity', '>', id)
    .where('active', '=', true)
    .where('note', 'is not', null)
    .orderBy('quantity', 'desc')
    .limit(10)`),

    join2: (a, b) =>
      rows(`    .selectFrom('${a}')
    .innerJoin('${b}', '${b}.parent', '${a}.id')
    .select(['${a}.id', '${a}.name', '${b}.name as childName', '${b}.quantity as childQuantity'])
    .where('${a}.id', '=', id)`),

    join3: (a, b, c) =>
      rows(`    .selectFrom('${a}')
    .innerJoin('${b}', '${b}.parent', '${a}.id')
    .leftJoin('${c}', '${c}.parent', '${b}.id')
    .select(['${a}.id', '${b}.name as childName', '${c}.name as grandchildName', '${c}.ended as grandchildEnded'])
    .where('${a}.quantity', '>', id)`),

    agg: (a, b) =>
      rows(`    .selectFrom('${a}')
    .leftJoin('${b}', '${b}.parent', '${a}.id')
    .select((eb) => ['${a}.city', eb.fn.count<number>('${b}.id').as('n')])
    .groupBy('${a}.city')
    .having((eb) => eb.fn.count('${b}.id'), '>', 3)
    .orderBy('n', 'desc')`),

    insert: (a) =>
      rows(`    .insertInto('${a}')
    .values({ parent: id, name: 'a', quantity: 1, active: true, created: new Date(), weight: 1.5, city: 'z' })
    .returning(['id', 'name'])`),

    update: (a) =>
      rows(`    .updateTable('${a}')
    .set({ name: 'b', quantity: 2 })
    .where('id', '=', id)
    .returning(['id', 'name'])`),

    delete: (a) =>
      rows(`    .deleteFrom('${a}')
    .where('id', '=', id)
    .where('active', '=', false)
    .returning('id')`),

    nested: (a, b) =>
      rows(`    .selectFrom('${a}')
    .select((eb) => [
      '${a}.id',
      '${a}.name',
      jsonArrayFrom(
        eb.selectFrom('${b}').select(['${b}.id', '${b}.name', '${b}.quantity']).whereRef('${b}.parent', '=', '${a}.id'),
      ).as('children'),
    ])
    .where('${a}.id', '=', id)`),

    subquery: (a, b) =>
      rows(`    .selectFrom('${a}')
    .innerJoin(
      (eb) =>
        eb
          .selectFrom('${b}')
          .select((eb) => ['parent', eb.fn.count<number>('id').as('n')])
          .groupBy('parent')
          .as('s'),
      (join) => join.onRef('s.parent', '=', '${a}.id'),
    )
    .select(['${a}.id', '${a}.quantity', 's.n'])
    .where('${a}.quantity', '>', id)`),
  },
}
