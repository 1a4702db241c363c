/**
 * A module of TypeScript that describes a database: its tables, views and types, and the relations between its tables.
 *
 * The same database gives the same text. Names are camelCase, and those of the database stay with them.
 */
import { type Catalog, type ForeignKeyFact, nameKey, type TableFact } from '../ast/Catalog.js'
import type { SqlType } from '../ast/SqlType.js'
import { arrayDoc, type Doc, hardline, namesIn, objectDoc, printed, stringDoc } from '../fromSql/doc.js'
import { typesOf } from '../reflect/typesOf.js'
import { camelCase, keysOf, namesBeside } from './Names.js'
import { type Context, countingEntries, tableConstant, tableDoc, viewDoc } from './printTable.js'
import { call, templateDoc, typeDocs, typeNameDoc, typePrinter } from './printType.js'

export interface PrintOptions {
  /** The module that joinery is imported from. */
  readonly from?: string
}

/** All that may be imported, so that no constant has such a name. */
const imported: ReadonlySet<string> = new Set(
  `pipe raw SQL select from where orderBy groupBy having limit offset insertInto values update set deleteFrom returning and or not eq all one first array asc bigint bigserial bit boolean box bytea char check cidr circle citext collate collated comment composite
  computed customType date daterange datemultirange declaredView defaultTo desc domain doublePrecision enumType excludeOn fields
  foreignKeyOn hstore identity index inet int2vector int4range int4multirange int8range int8multirange integer interval json jsonb
  jsonpath line lseg macaddr macaddr8 manyToOne metadata money name named now nullable nullsFirst nullsLast numeric numrange
  nummultirange oid oidvector oneToMany oneToOne opclass partition partitionedBy path pgLsn point polygon precision primaryKey
  primaryKeyOn quotedChar real references regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc
  regprocedure regrole regtype rangeType multirangeType routine sequence serial smallint snakeCase table tableComment text time
  timestamp timestamptz timetz trigger tsmultirange tsquery tsrange tstzmultirange tstzrange tsvector unique uniqueOn unlogged uuid
  varbit varchar withSchema xml`.split(/\s+/),
)

// -------------------------------------------------------------------------------------
// relations
// -------------------------------------------------------------------------------------

interface Relation {
  readonly constant: string
  readonly doc: Doc
}

const isUniqueKey = (table: TableFact, columns: ReadonlyArray<string>): boolean =>
  table.constraints.some(
    (it) =>
      (it._tag === 'PrimaryKey' || it._tag === 'Unique') &&
      [...it.columns].sort().join('\0') === [...columns].sort().join('\0'),
  )

/** `filmLanguage`, and `filmOriginalLanguage` where there are two of them. */
const relationName = (from: string, key: ForeignKeyFact, to: string, isOnly: boolean): string => {
  if (isOnly) return `${from}_${to}`
  const column = (key.columns[0] ?? '').replace(/_?id$/i, '')
  return `${from}_${column === '' ? to : column}`
}

const relationsOf = (context: Context, tables: ReadonlyArray<TableFact>): ReadonlyArray<Relation> => {
  const { names } = context
  const parents = new Set(tables.map(({ partition }) => partition).filter((it) => it !== null))
  return tables
    .filter(({ partition }) => partition === null || !parents.has(partition))
    .flatMap((table) => {
      const keys = table.constraints.filter((it): it is ForeignKeyFact => it._tag === 'ForeignKey')
      const columns = keysOf(table.columns.map(({ name }) => name))
      return keys.flatMap((key): ReadonlyArray<Relation> => {
        if (!context.tables.has(nameKey(key.target))) return []
        const isSelf = nameKey(key.target) === nameKey(table)
        const isOnly = keys.filter((it) => nameKey(it.target) === nameKey(key.target)).length === 1
        const [from, to] = [tableConstant(names, table), tableConstant(names, key.target)]
        const list = key.columns.map((name) => `${from}.c.${columns.get(name) ?? name}`)
        const by: Doc = list.length === 1 ? (list[0] ?? '') : arrayDoc(list)
        const said: ReadonlyArray<Doc> = isOnly ? [] : [objectDoc([['foreignKey: ', by]])]
        const own = relationName(table.name, key, isSelf ? `parent_${key.target.name}` : key.target.name, isOnly)
        const back = isOnly
          ? `${key.target.name}_${isSelf ? `child_${table.name}` : table.name}`
          : `${key.target.name}_${table.name}_by_${(key.columns[0] ?? '').replace(/_?id$/i, '')}`
        const id = `${nameKey(table)} ${key.columns.join()} ${key.name ?? ''}`
        const isOne = isUniqueKey(table, key.columns)
        return [
          {
            constant: names.constant(`to ${id}`, camelCase(own), 'Relation'),
            doc: call('manyToOne', from, to, ...said),
          },
          {
            constant: names.constant(`from ${id}`, camelCase(back), 'Relation'),
            doc: call(isOne ? 'oneToOne' : 'oneToMany', to, from, ...said),
          },
        ]
      })
    })
}

// -------------------------------------------------------------------------------------
// modules
// -------------------------------------------------------------------------------------

const exported = (constant: string, doc: Doc): Doc => ['export const ', constant, ' = ', doc]

const byName = (a: string, b: string): number =>
  a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : a < b ? -1 : 1

const importsOf = (docs: Doc, from: string): ReadonlyArray<Doc> =>
  [...namesIn(docs)]
    .map(([module, names]) => [module === 'joinery' ? from : module, names] as const)
    .sort(([a], [b]) => byName(a, b))
    .map(([module, names]) => ['import ', objectDoc([...names].sort(byName)), ` from ${stringDoc(module)}`])

const lines = (docs: ReadonlyArray<Doc>, between: Doc): ReadonlyArray<Doc> =>
  docs.flatMap((doc, i) => (i === 0 ? [doc] : [between, doc]))

const heading = (title: string): Doc => [
  `// ${'-'.repeat(85)}`,
  hardline,
  `// ${title}`,
  hardline,
  `// ${'-'.repeat(85)}`,
]

const section = (title: string, docs: ReadonlyArray<Doc>, gap: Doc): ReadonlyArray<Doc> =>
  docs.length === 0 ? [] : [[heading(title), hardline, hardline, lines(docs, gap)]]

const blank: Doc = [hardline, hardline]

/** Each after those that it needs where it is made, as a partition needs its table. */
const ordered = (tables: ReadonlyArray<TableFact>): ReadonlyArray<TableFact> => {
  const by = (a: TableFact, b: TableFact): number => (nameKey(a) < nameKey(b) ? -1 : 1)
  const sorted = [...tables].sort(by)
  const byKey = new Map(sorted.map((table) => [nameKey(table), table]))
  const out = new Set<TableFact>()
  const place = (table: TableFact): void => {
    if (out.has(table)) return
    const parent = table.partition === null ? undefined : byKey.get(nameKey(table.partition.of))
    if (parent !== undefined) place(parent)
    out.add(table)
  }
  sorted.forEach(place)
  return [...out]
}

/** The text of the module that describes a catalog. */
export const printCatalog = (
  catalog: Catalog,
  readType: (declared: string) => SqlType,
  { from = 'joinery' }: PrintOptions = {},
): string => {
  const names = namesBeside(imported)
  const printer = typePrinter(names)
  const context: Context = {
    names,
    printer,
    read: typesOf(catalog, readType),
    tables: new Map(catalog.tables.map((table) => [nameKey(table), table])),
  }
  const tables = ordered(catalog.tables)
  // the tables first, for theirs are the names that are used most
  for (const table of tables) tableConstant(names, table)
  const types = typeDocs(catalog, context.read, names, printer)
  const sequences = catalog.sequences.map((it): readonly [string, Doc] => [
    names.constant(`sequence ${nameKey(it)}`, it.name, 'Sequence'),
    call(
      'sequence',
      typeNameDoc(it.schema, it.name),
      ...entries([
        ['type', it.type === null ? null : stringDoc(it.type)],
        ...countingEntries(it),
        ['comment', it.comment === null ? null : stringDoc(it.comment)],
      ]),
    ),
  ])
  const made = tables.map((table): readonly [string, Doc] => [tableConstant(names, table), tableDoc(context, table)])
  const views = catalog.views.map((view): readonly [string, Doc] => [
    names.constant(`view ${nameKey(view)}`, view.name, 'View'),
    viewDoc(context, view),
  ])
  const routines = catalog.routines.map((it, i): readonly [string, Doc] => [
    names.constant(`routine ${i} ${nameKey(it)}`, it.name, 'Routine'),
    call(
      'routine',
      typeNameDoc(it.schema, it.name),
      ...entries([
        ['kind', it.kind === 'function' ? null : stringDoc(it.kind)],
        ['parameters', it.parameters === '' ? null : stringDoc(it.parameters)],
        ['late', it.late ? 'true' : null],
        ['definition', templateDoc(it.definition)],
      ]),
    ),
  ])
  const triggers = catalog.triggers.map((it): readonly [string, Doc] => [
    names.constant(`trigger ${nameKey(it.table)} ${it.name}`, `${it.table.name}_${it.name}`, 'Trigger'),
    call('trigger', stringDoc(it.name), tableConstant(names, it.table), stringDoc(it.definition)),
  ])
  const relations = relationsOf(context, catalog.tables)
  const all = [...types, ...sequences, ...made, ...views, ...routines, ...triggers].map(([constant]) => constant)
  const whole = names.constant('all of it', 'schema', 'All')
  const body = [
    ...section(
      'types',
      types.map(([constant, doc]) => exported(constant, doc)),
      blank,
    ),
    ...section(
      'sequences',
      sequences.map(([constant, doc]) => exported(constant, doc)),
      hardline,
    ),
    ...section(
      'tables',
      made.map(([constant, doc]) => exported(constant, doc)),
      blank,
    ),
    ...section(
      'views',
      views.map(([constant, doc]) => exported(constant, doc)),
      blank,
    ),
    ...section(
      'functions',
      routines.map(([constant, doc]) => exported(constant, doc)),
      blank,
    ),
    ...section(
      'triggers',
      triggers.map(([constant, doc]) => exported(constant, doc)),
      hardline,
    ),
    ...section(
      'relations',
      relations.map(({ constant, doc }) => exported(constant, doc)),
      hardline,
    ),
    [heading('all of it'), blank, exported(whole, call('metadata', arrayDoc(all)))],
  ]
  const unknown = [...printer.unknown].sort()
  const header: Doc = [
    '/** What the database is made of, as `joinery pull` found it. */',
    ...(unknown.length === 0
      ? []
      : [hardline, `// joinery does not know these types, whose values are their texts: ${unknown.join(', ')}`]),
  ]
  return printed([header, hardline, lines(importsOf(body, from), hardline), blank, lines(body, blank), hardline])
}

const entries = (said: ReadonlyArray<readonly [string, Doc | null]>): ReadonlyArray<Doc> => {
  const own = said.flatMap(([key, value]) => (value === null ? [] : [[`${key}: `, value]]))
  return own.length === 0 ? [] : [objectDoc(own)]
}
