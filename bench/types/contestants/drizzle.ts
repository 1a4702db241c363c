/** drizzle, the released one and the candidate for 1.0, which declare their relations in different ways. */
import { type Column, type Contestant, columns, type Kind, type Table } from '../project.js'

const types: Readonly<Record<Kind, string>> = {
  integer: 'integer()',
  text: 'text()',
  boolean: 'boolean()',
  instant: 'timestamp({ withTimezone: true })',
  float: 'doublePrecision()',
}

const columnText = ({ name, kind, nullable, filled }: Column): string => {
  const type = filled === 'key' ? 'serial().primaryKey()' : types[kind]
  const notNull = nullable || filled === 'key' ? '' : '.notNull()'
  return `${name}: ${type}${notNull}${filled === 'default' ? '.default(true)' : ''}`
}

const tableText = ({ name }: Table): string =>
  `export const ${name} = pgTable('${name}', { ${columns.map(columnText).join(', ')} })`

const list = (...items: ReadonlyArray<string | false>): string => items.filter((item) => item !== false).join(', ')

/** 0.45: relations beside each table, in the schema that the database is given. */
const relations = (orm: string, tables: ReadonlyArray<Table>): string =>
  [
    `import { relations } from '${orm}'`,
    `import { drizzle } from '${orm}/postgres-js'`,
    "import postgres from 'postgres'",
    "import * as t from './schema'",
    ...tables.map(
      ({ name, before, after }) =>
        `const ${name}Relations = relations(t.${name}, ({ one, many }) => ({ ${list(
          before !== null && `owner: one(t.${before}, { fields: [t.${name}.parent], references: [t.${before}.id] })`,
          after !== null && `children: many(t.${after})`,
        )} }))`,
    ),
    `export const db = drizzle(postgres(''), { schema: { ...t, ${tables.map(({ name }) => `${name}Relations`).join(', ')} } })`,
  ].join('\n')

/** 1.0: all relations in one call. */
const definedRelations = (orm: string, tables: ReadonlyArray<Table>): string =>
  [
    `import { defineRelations } from '${orm}'`,
    `import { drizzle } from '${orm}/postgres-js'`,
    "import postgres from 'postgres'",
    "import * as t from './schema'",
    'const relations = defineRelations(t, (r) => ({',
    ...tables.map(
      ({ name, before, after }) =>
        `  ${name}: { ${list(
          before !== null && `owner: r.one.${before}({ from: r.${name}.parent, to: r.${before}.id })`,
          after !== null && `children: r.many.${after}({ from: r.${name}.id, to: r.${after}.parent })`,
        )} },`,
    ),
    '}))',
    "export const db = drizzle({ client: postgres(''), relations })",
  ].join('\n')

const rows = (statement: string): string => `  const rows = await db
${statement}`

const contestant = (
  name: string,
  orm: string,
  database: typeof relations,
  byId: (a: string) => string,
): Contestant => ({
  name,

  schema: (tables) => ({
    'schema.ts': [
      `import { boolean, doublePrecision, integer, pgTable, serial, text, timestamp } from '${orm}/pg-core'`,
      ...tables.map(tableText),
    ].join('\n'),
    'db.ts': database(orm, tables),
  }),

  imports: (tables) => `import { and, count, desc, eq, gt, isNotNull } from '${orm}'
import { db } from './db'
import { ${tables.join(', ')} } from './schema'`,

  queries: {
    point: (a) =>
      rows(`    .select({ id: ${a}.id, name: ${a}.name, quantity: ${a}.quantity, active: ${a}.active, created: ${a}.created })
    .from(${a})
    .where(eq(${a}.id, id))`),

    list: (a) =>
      rows(`    .select()
    .from(${a})
    .where(and(gt(${a}.quantity, id), eq(${a}.active, true), isNotNull(${a}.note)))
    .orderBy(desc(${a}.quantity))
    .limit(10)`),

    join2: (a, b) =>
      rows(`    .select({ id: ${a}.id, name: ${a}.name, childName: ${b}.name, childQuantity: ${b}.quantity })
    .from(${a})
    .innerJoin(${b}, eq(${b}.parent, ${a}.id))
    .where(eq(${a}.id, id))`),

    join3: (a, b, c) =>
      rows(`    .select({ id: ${a}.id, childName: ${b}.name, grandchildName: ${c}.name, grandchildEnded: ${c}.ended })
    .from(${a})
    .innerJoin(${b}, eq(${b}.parent, ${a}.id))
    .leftJoin(${c}, eq(${c}.parent, ${b}.id))
    .where(gt(${a}.quantity, id))`),

    agg: (a, b) =>
      rows(`    .select({ city: ${a}.city, n: count(${b}.id) })
    .from(${a})
    .leftJoin(${b}, eq(${b}.parent, ${a}.id))
    .groupBy(${a}.city)
    .having(gt(count(${b}.id), 3))
    .orderBy(desc(count(${b}.id)))`),

    insert: (a) =>
      rows(`    .insert(${a})
    .values({ parent: id, name: 'a', quantity: 1, active: true, created: new Date(), weight: 1.5, city: 'z' })
    .returning({ id: ${a}.id, name: ${a}.name })`),

    update: (a) =>
      rows(`    .update(${a})
    .set({ name: 'b', quantity: 2 })
    .where(eq(${a}.id, id))
    .returning({ id: ${a}.id, name: ${a}.name })`),

    delete: (a) =>
      rows(`    .delete(${a})
    .where(and(eq(${a}.id, id), eq(${a}.active, false)))
    .returning({ id: ${a}.id })`),

    nested: (a) =>
      rows(`    .query.${a}.findMany({
      columns: { id: true, name: true },
      where: ${byId(a)},
      with: { children: { columns: { id: true, name: true, quantity: true } } },
    })`),

    subquery: (a, b) => `  const s = db
    .select({ parent: ${b}.parent, n: count(${b}.id).as('n') })
    .from(${b})
    .groupBy(${b}.parent)
    .as('s')
${rows(`    .select({ id: ${a}.id, quantity: ${a}.quantity, n: s.n })
    .from(${a})
    .innerJoin(s, eq(s.parent, ${a}.id))
    .where(gt(${a}.quantity, id))`)}`,
  },
})

export const drizzle = contestant('drizzle', 'drizzle-orm', relations, (a) => `eq(${a}.id, id)`)

export const drizzle1 = contestant('drizzle1', 'drizzle-orm-1', definedRelations, () => '{ id }')
