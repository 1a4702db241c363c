/**
 * The project that every contestant writes in its own words: 100 tables of 12 columns, 300 queries of ten kinds.
 *
 * Each query asserts the type of one of its result's columns, and exactly so: without that, a checker would put off the
 * work, and an `any` would look like the cheapest of all.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type Kind = 'integer' | 'text' | 'boolean' | 'instant' | 'float'

export interface Column {
  readonly name: string
  readonly kind: Kind
  readonly nullable?: true
  /** `key` counts up, `default` has a default. */
  readonly filled?: 'key' | 'default'
  /** It points to the table before. */
  readonly points?: true
}

export const columns: ReadonlyArray<Column> = [
  { name: 'id', kind: 'integer', filled: 'key' },
  { name: 'parent', kind: 'integer', points: true },
  { name: 'name', kind: 'text' },
  { name: 'quantity', kind: 'integer' },
  { name: 'active', kind: 'boolean' },
  { name: 'created', kind: 'instant' },
  { name: 'weight', kind: 'float' },
  { name: 'note', kind: 'text', nullable: true },
  { name: 'rank', kind: 'integer', nullable: true },
  { name: 'city', kind: 'text' },
  { name: 'ended', kind: 'instant', nullable: true },
  { name: 'visible', kind: 'boolean', filled: 'default' },
]

export const typeScript: Readonly<Record<Kind, string>> = {
  integer: 'number',
  text: 'string',
  boolean: 'boolean',
  instant: 'Date',
  float: 'number',
}

export interface Table {
  readonly name: string
  readonly before: string | null
  readonly after: string | null
}

export const queryKinds = [
  'point',
  'list',
  'join2',
  'join3',
  'agg',
  'insert',
  'update',
  'delete',
  'nested',
  'subquery',
] as const

export type QueryKind = (typeof queryKinds)[number]

/** A query's code: statements that leave its rows in `rows`. The tables are three in a row, each pointing to the one before. */
export type Query = (a: string, b: string, c: string) => string

export interface Contestant {
  readonly name: string
  /** The files of the schema, by their names. */
  readonly schema: (tables: ReadonlyArray<Table>) => Readonly<Record<string, string>>
  /** The imports of a file of queries that uses the tables; `parents` are those among them whose children are asked for. */
  readonly imports: (tables: ReadonlyArray<string>, parents: ReadonlyArray<string>) => string
  readonly queries: Readonly<Record<QueryKind, Query>>
}

// -------------------------------------------------------------------------------------
// queries
// -------------------------------------------------------------------------------------

/** The column of the result that each kind of query looks at, and its type. */
const asserted: Readonly<Record<QueryKind, readonly [column: string, type: string]>> = {
  point: ['name', 'string'],
  list: ['note', 'string | null'],
  join2: ['childQuantity', 'number'],
  join3: ['grandchildEnded', 'Date | null'],
  agg: ['n', 'number'],
  insert: ['id', 'number'],
  update: ['name', 'string'],
  delete: ['id', 'number'],
  nested: ['children[0]?.name', 'string'],
  subquery: ['n', 'number'],
}

const assertions = `/** Whether two types are one and the same; \`any\` is no other type's equal. */
export type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false

export declare const same: <A, B>(is: Same<A, B>) => void
`

const queryText = ({ queries }: Contestant, kind: QueryKind, i: number, [a, b, c]: Trio): string => {
  const [column, type] = asserted[kind]
  return `export const query${i} = async (id: number) => {
${queries[kind](a, b, c)}
  const column = rows[0]?.${column}
  same<${type} | undefined, typeof column>(true)
  return [rows, column] as const
}
`
}

type Trio = readonly [string, string, string]

/** Spread over the tables, so that most queries are the first to use their three. */
const trio = (tables: ReadonlyArray<Table>, i: number): Trio => {
  const at = 1 + ((i * 7) % (tables.length - 3))
  const name = (offset: number) => (tables[at + offset] as Table).name
  return [name(0), name(1), name(2)]
}

// -------------------------------------------------------------------------------------
// files
// -------------------------------------------------------------------------------------

const tableName = (i: number): string => `t${String(i).padStart(3, '0')}`

const makeTables = (count: number): ReadonlyArray<Table> =>
  Array.from({ length: count }, (_, i) => ({
    name: tableName(i),
    before: i === 0 ? null : tableName(i - 1),
    after: i === count - 1 ? null : tableName(i + 1),
  }))

const compilerOptions = {
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2022'],
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
}

const perFile = 10

export interface Size {
  readonly tables: number
  readonly queries: number
  readonly kinds: ReadonlyArray<QueryKind>
}

/** Writes the project into the folder, in place of what was there. `paths` are tsconfig's. */
export const writeProject = (
  folder: string,
  contestant: Contestant,
  size: Size,
  paths: Readonly<Record<string, ReadonlyArray<string>>>,
): void => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const write = (file: string, text: string) => writeFileSync(`${folder}/${file}`, text)
  const tables = makeTables(size.tables)
  for (const [file, text] of Object.entries(contestant.schema(tables))) write(file, text)
  write('same.ts', assertions)
  write('package.json', '{ "private": true, "type": "module" }\n')
  write('tsconfig.json', JSON.stringify({ compilerOptions: { ...compilerOptions, paths }, include: ['*.ts'] }))
  for (let first = 0; first < size.queries; first += perFile) {
    const numbers = Array.from({ length: Math.min(perFile, size.queries - first) }, (_, i) => first + i)
    const used = new Set(numbers.flatMap((i) => trio(tables, i)))
    const parents = new Set(numbers.map((i) => trio(tables, i)[0]))
    const code = numbers.map((i) =>
      queryText(contestant, size.kinds[i % size.kinds.length] as QueryKind, i, trio(tables, i)),
    )
    const imports = `import { same } from './same'\n${contestant.imports([...used].sort(), [...parents].sort())}\n`
    write(`queries${String(first).padStart(3, '0')}.ts`, [imports, ...code].join('\n'))
  }
}
