/** Random schemas with random rows, and the relations that they have: what the loading strategies are compared on. */
import { pipe } from 'fp-ts/function'
import * as J from '../../lib/index.js'
import { type Random, random } from '../support/random.js'

export type Row = Readonly<Record<string, unknown>>

/** A table of a world, with its rows. The first columns are its key. */
export interface Place {
  readonly table: any
  readonly key: ReadonlyArray<string>
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<Row>
}

/** A relation, and what it means: which rows of the target belong to a row of the source. */
export interface Path {
  readonly name: string
  readonly relation: any
  readonly target: Place
  readonly toOne: boolean
  readonly related: (row: Row) => ReadonlyArray<Row>
}

export interface World {
  readonly places: ReadonlyArray<Place>
  readonly paths: ReadonlyMap<Place, ReadonlyArray<Path>>
  /** The tables of links, and theirs. */
  readonly tables: ReadonlyArray<any>
  readonly rows: ReadonlyMap<any, ReadonlyArray<Row>>
}

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

interface Kind {
  readonly spec: any
  readonly make: (random: Random) => unknown
}

const digits = (r: Random, n: number): string => Array.from({ length: n }, () => String(r.below(10))).join('')

const uuidOf = (r: Random): string =>
  `00000000-0000-4000-8000-${Array.from({ length: 12 }, () => r.below(16).toString(16)).join('')}`

/** Values that JSON would round, or print in another way, if they were not kept from it. */
const kinds: ReadonlyArray<Kind> = [
  { spec: J.integer, make: (r) => r.below(100) - 50 },
  { spec: J.bigint, make: (r) => BigInt(`9${digits(r, 17)}`) },
  { spec: J.numeric(30, 4), make: (r) => `${1 + r.below(9)}${digits(r, 20)}.${digits(r, 4)}` },
  { spec: J.text, make: (r) => r.pick(['', 'a', "it's", '"quoted"', 'Zoë', 'new\nline', '\\', 'null']) },
  { spec: J.boolean, make: (r) => r.below(2) === 0 },
  { spec: J.doublePrecision, make: (r) => r.pick([0, 0.1, -1.5e300, 1e-7, 3]) },
  { spec: J.timestamptz, make: (r) => new Date(Date.UTC(2000 + r.below(40), 0, 1, 0, 0, 0, r.below(1000))) },
  { spec: J.date, make: (r) => `20${10 + r.below(80)}-0${1 + r.below(9)}-1${r.below(10)}` },
  { spec: J.bytea, make: (r) => Uint8Array.of(r.below(256), 0, r.below(256)) },
  { spec: J.uuid, make: uuidOf },
  { spec: J.jsonb<unknown>(), make: (r) => r.pick([[], { a: [1, 'x'] }, 7, 'text']) },
]

/** Types of keys, each of which has as many values as there are rows. */
const keyKinds: ReadonlyArray<{ readonly spec: any; readonly make: (n: number) => unknown }> = [
  { spec: J.integer, make: (n) => n + 1 },
  { spec: J.bigint, make: (n) => 9007199254740993n + BigInt(n) },
  { spec: J.text, make: (n) => `key ${n}` },
  { spec: J.uuid, make: (n) => `00000000-0000-4000-8000-00000000000${n.toString(16)}` },
  { spec: J.timestamptz, make: (n) => new Date(Date.UTC(2020, 0, 1, 0, 0, 0, n)) },
  { spec: J.date, make: (n) => `2020-01-0${n + 1}` },
]

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

const mostRows = 6

const same = (a: unknown, b: unknown): boolean => (a instanceof Date && b instanceof Date ? +a === +b : a === b)

const points = (row: Row, columns: ReadonlyArray<string>, to: Row, key: ReadonlyArray<string>): boolean =>
  columns.every((column, i) => row[column] !== null && same(row[column], to[key[i] as string]))

interface Pointing {
  readonly to: Place
  readonly columns: ReadonlyArray<string>
}

/** Columns that point to a place. */
const pointer = (
  r: Random,
  to: Place,
  name: string,
): { readonly specs: any; readonly columns: ReadonlyArray<string> } => {
  const optional = r.below(2) === 0
  const entries = to.key.map((key): readonly [string, any] => {
    const own = J.foreignKey(() => to.table.c[key])
    return [`${name}_${key}`, optional ? J.nullable(own) : own]
  })
  return { specs: Object.fromEntries(entries), columns: entries.map(([column]) => column) }
}

const keyOf = (row: Row | null, { columns, to }: Pointing): Row =>
  Object.fromEntries(columns.map((column, i) => [column, row === null ? null : row[to.key[i] as string]]))

const isNullable = (specs: any, columns: ReadonlyArray<string>): boolean => specs[columns[0] as string].nullable

const makePlace = (r: Random, n: number, others: ReadonlyArray<Place>): readonly [Place, ReadonlyArray<Pointing>] => {
  const kind = r.pick(keyKinds)
  // keys of several columns are pointed to column by column, so no table has one here
  const specs: Record<string, any> = { id: J.primaryKey(kind.spec), n: J.nullable(J.integer) }
  const values = Array.from({ length: 1 + r.below(3) }, (_, i) => ({
    name: `v${i}`,
    kind: r.pick(kinds),
    optional: r.below(2) === 0,
  }))
  for (const { name, kind: own, optional } of values) specs[name] = optional ? J.nullable(own.spec) : own.spec
  const pointing: Array<Pointing> = []
  for (const [i, to] of others.entries()) {
    if (r.below(3) === 0) continue
    const made = pointer(r, to, `p${i}`)
    const isUnique = r.below(4) === 0
    for (const [column, spec] of Object.entries(made.specs)) specs[column] = isUnique ? J.unique(spec as any) : spec
    pointing.push({ to, columns: made.columns })
  }
  const used = new Map<string, ReadonlySet<Row>>()
  const rows: Array<Row> = []
  const count = r.below(mostRows + 1)
  for (let at = 0; at < count; at++) {
    const row: Record<string, unknown> = { id: kind.make(at), n: r.below(4) === 0 ? null : r.below(5) }
    for (const { name, kind: own, optional } of values) row[name] = optional && r.below(3) === 0 ? null : own.make(r)
    let isWhole = true
    for (const to of pointing) {
      const { columns } = to
      const optional = isNullable(specs, columns)
      const unique = specs[columns[0] as string].unique as boolean
      const free = to.to.rows.filter((each) => !unique || !used.get(columns[0] as string)?.has(each))
      const chosen = free.length === 0 || (optional && r.below(3) === 0) ? null : r.pick(free)
      if (chosen === null && !optional) isWhole = false
      if (chosen !== null && unique)
        used.set(columns[0] as string, new Set([...(used.get(columns[0] as string) ?? []), chosen]))
      Object.assign(row, keyOf(chosen, to))
    }
    if (isWhole) rows.push(row)
  }
  const table = J.table(`t${n}`, specs as any)
  return [{ table, key: ['id'], columns: Object.keys(specs), rows }, pointing]
}

// -------------------------------------------------------------------------------------
// worlds
// -------------------------------------------------------------------------------------

/** Both ways of a foreign key. */
const waysOf = (child: Place, { to, columns }: Pointing): ReadonlyArray<readonly [Place, Path]> => {
  const foreignKey = child.table.c[columns[0] as string]
  const isUnique = (child.table as any).definitions[columns[0] as string].unique as boolean
  const down: any = isUnique
    ? J.oneToOne(to.table, child.table, { foreignKey } as any)
    : J.oneToMany(to.table, child.table, { foreignKey } as any)
  const up = isUnique ? J.inverse(down) : J.manyToOne(child.table, to.table, { foreignKey } as any)
  return [
    [
      child,
      {
        name: `${child.table.alias} to ${to.table.alias} by ${columns.join()}`,
        relation: up,
        target: to,
        toOne: true,
        related: (row) => to.rows.filter((each) => points(row, columns, each, to.key)),
      },
    ],
    [
      to,
      {
        name: `${to.table.alias} from ${child.table.alias} by ${columns.join()}`,
        relation: down,
        target: child,
        toOne: isUnique,
        related: (row) => child.rows.filter((each) => points(each, columns, row, to.key)),
      },
    ],
  ]
}

/** A table of links between two places, and the relations by it. */
const linking = (r: Random, n: number, a: Place, b: Place) => {
  const table: any = J.table(`links${n}`, {
    a: J.primaryKey(J.foreignKey(() => a.table.c.id)),
    b: J.primaryKey(J.foreignKey(() => b.table.c.id)),
    note: J.nullable(J.text),
  } as any)
  const rows = a.rows.flatMap(
    (one): ReadonlyArray<Row> =>
      b.rows.flatMap((two) => (r.below(3) === 0 ? [{ a: one.id, b: two.id, note: 'x' }] : [])),
  )
  const relation: any = J.manyToMany(a.table, b.table, { by: table, source: table.c.a, target: table.c.b } as any)
  const there: Path = {
    name: `${a.table.alias} to ${b.table.alias} by links${n}`,
    relation,
    target: b,
    toOne: false,
    related: (row) => b.rows.filter((each) => rows.some((link) => same(link.a, row.id) && same(link.b, each.id))),
  }
  const back: Path = {
    name: `${b.table.alias} from ${a.table.alias} by links${n}`,
    relation: J.inverse(relation),
    target: a,
    toOne: false,
    related: (row) => a.rows.filter((each) => rows.some((link) => same(link.b, row.id) && same(link.a, each.id))),
  }
  return { table, rows, ways: [[a, there] as const, [b, back] as const] }
}

/** Rows that two relations lead to, one after another: once for each way that leads there. */
const composed = (first: Path, second: Path): Path => ({
  name: `${first.name}, and then ${second.name}`,
  relation: J.through(first.relation, second.relation as any),
  target: second.target,
  toOne: first.toOne && second.toOne,
  related: (row) => first.related(row).flatMap(second.related),
})

export const world = (seed: number): World => {
  const r = random(seed)
  const places: Array<Place> = []
  const ways: Array<readonly [Place, Path]> = []
  for (let n = 0; n < 3 + r.below(2); n++) {
    const [place, pointing] = makePlace(r, n, places)
    places.push(place)
    for (const one of pointing) ways.push(...waysOf(place, one))
  }
  const links = Array.from({ length: r.below(3) }, (_, n) => {
    const a = r.pick(places)
    const b = r.pick(places.filter((each) => each !== a))
    return linking(r, n, a, b)
  })
  for (const link of links) ways.push(...link.ways)
  const direct = [...ways]
  for (let i = 0; i < 3 && direct.length > 0; i++) {
    const [source, first] = r.pick(direct)
    const next = direct.filter(
      ([place, path]) => place === first.target && path.target !== source && path.target !== place,
    )
    if (next.length > 0) ways.push([source, composed(first, r.pick(next)[1])])
  }
  const paths = new Map(places.map((place) => [place, ways.filter(([from]) => from === place).map(([, path]) => path)]))
  return {
    places,
    paths,
    tables: [...places.map(({ table }) => table), ...links.map(({ table }) => table)],
    rows: new Map([
      ...places.map(({ table, rows }) => [table, rows] as const),
      ...links.map(({ table, rows }) => [table, rows] as const),
    ]),
  }
}

/** The statements that put the rows of a world in its tables. */
export const filling = (self: World): ReadonlyArray<any> =>
  self.tables.flatMap((table) =>
    (self.rows.get(table) ?? []).map((row) => pipe(J.insertInto(table), J.values(row as any))),
  )
