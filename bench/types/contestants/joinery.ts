/** joinery. */
import { type Column, type Contestant, columns, type Kind, type Table } from '../project.js'

const specs: Readonly<Record<Kind, string>> = {
  integer: 'integer',
  text: 'text',
  boolean: 'boolean',
  instant: 'timestamptz',
  float: 'doublePrecision',
}

const spec = ({ kind, nullable, filled, points }: Column, { before }: Table): string => {
  if (filled === 'key') return 'primaryKey(serial)'
  if (filled === 'default') return `pipe(${specs[kind]}, defaultTo(true))`
  if (points && before !== null) return `pipe(${specs[kind]}, references(() => ${before}.c.id))`
  return nullable ? `nullable(${specs[kind]})` : specs[kind]
}

const tableText = (table: Table): string =>
  `export const ${table.name} = table('${table.name}', { ${columns
    .map((column) => `${column.name}: ${spec(column, table)}`)
    .join(', ')} })`

const childrenText = ({ name, after }: Table): string =>
  after === null ? '' : `export const ${name}Children = oneToMany(${name}, ${after})`

/** The rows are the right side of an `Either`. */
const rows = (statement: string): string => `  const result = await all(pipe(
${statement}
  ))(db)()
  if (result._tag === 'Left') return result.left
  const rows = result.right`

export const joinery: Contestant = {
  name: 'joinery',

  schema: (tables) => ({
    'schema.ts': [
      "import { pipe } from 'fp-ts/function'",
      `import { type Connection, ${[...new Set(Object.values(specs))].join(', ')}, defaultTo, nullable, oneToMany, primaryKey, references, serial, table } from 'joinery'`,
      'export declare const db: Connection',
      ...tables.map(tableText),
      ...tables.map(childrenText),
    ].join('\n'),
  }),

  imports: (tables, parents) => `import { pipe } from 'fp-ts/function'
import { all, and, collect, count, deleteFrom, desc, eq, from, groupBy, gt, having, innerJoin, insertInto, isNotNull, leftJoin, limit, orderBy, returning, select, set, subquery, update, values, where } from 'joinery'
import { db, ${[...tables, ...parents.map((name) => `${name}Children`)].join(', ')} } from './schema'`,

  queries: {
    point: (a) =>
      rows(`    from(${a}),
    where(eq(${a}.c.id, id)),
    select({ id: ${a}.c.id, name: ${a}.c.name, quantity: ${a}.c.quantity, active: ${a}.c.active, created: ${a}.c.created }),`),

    list: (a) =>
      rows(`    from(${a}),
    where(and(gt(${a}.c.quantity, id), eq(${a}.c.active, true), isNotNull(${a}.c.note))),
    orderBy(desc(${a}.c.quantity)),
    limit(10),
    select(${a}),`),

    join2: (a, b) =>
      rows(`    from(${a}),
    innerJoin(${b}, eq(${b}.c.parent, ${a}.c.id)),
    where(eq(${a}.c.id, id)),
    select({ id: ${a}.c.id, name: ${a}.c.name, childName: ${b}.c.name, childQuantity: ${b}.c.quantity }),`),

    join3: (a, b, c) =>
      rows(`    from(${a}),
    innerJoin(${b}, eq(${b}.c.parent, ${a}.c.id)),
    leftJoin(${c}, eq(${c}.c.parent, ${b}.c.id)),
    where(gt(${a}.c.quantity, id)),
    select({ id: ${a}.c.id, childName: ${b}.c.name, grandchildName: ${c}.c.name, grandchildEnded: ${c}.c.ended }),`),

    agg: (a, b) =>
      rows(`    from(${a}),
    leftJoin(${b}, eq(${b}.c.parent, ${a}.c.id)),
    groupBy(${a}.c.city),
    having(gt(count(${b}.c.id), 3)),
    orderBy(desc(count(${b}.c.id))),
    select({ city: ${a}.c.city, n: count(${b}.c.id) }),`),

    insert: (a) =>
      rows(`    insertInto(${a}),
    values({ parent: id, name: 'a', quantity: 1, active: true, created: new Date(), weight: 1.5, city: 'z' }),
    returning({ id: ${a}.c.id, name: ${a}.c.name }),`),

    update: (a) =>
      rows(`    update(${a}),
    set({ name: 'b', quantity: 2 }),
    where(eq(${a}.c.id, id)),
    returning({ id: ${a}.c.id, name: ${a}.c.name }),`),

    delete: (a) =>
      rows(`    deleteFrom(${a}),
    where(and(eq(${a}.c.id, id), eq(${a}.c.active, false))),
    returning({ id: ${a}.c.id }),`),

    nested: (a) =>
      rows(`    from(${a}),
    where(eq(${a}.c.id, id)),
    select({
      id: ${a}.c.id,
      name: ${a}.c.name,
      children: collect(${a}Children, (children, b) =>
        pipe(children, select({ id: b.c.id, name: b.c.name, quantity: b.c.quantity })),
      ),
    }),`),

    subquery: (a, b) => `  const s = pipe(
    from(${b}),
    groupBy(${b}.c.parent),
    select({ parent: ${b}.c.parent, n: count(${b}.c.id) }),
    subquery('s'),
  )
${rows(`    from(${a}),
    innerJoin(s, eq(s.c.parent, ${a}.c.id)),
    where(gt(${a}.c.quantity, id)),
    select({ id: ${a}.c.id, quantity: ${a}.c.quantity, n: s.c.n }),`)}`,
  },
}
