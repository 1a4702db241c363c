/** From descriptors to what a database will say of itself: the catalog that a metadata stands for. */
import type { Either } from 'fp-ts/Either'
import type { Catalog, ConstraintFact, IndexFact, TableFact, TriggerFact } from '../ast/Catalog.js'
import type { CompileError, CompileErrors } from '../ast/CompileError.js'
import { invalidArgument } from '../ast/CompileError.js'
import { indexName } from '../ast/names.js'
import type { TableNode } from '../ast/Statement.js'
import type { Dialect } from '../compile/Dialect.js'
import { type Writer, writer } from '../compile/Writer.js'
import { left, right } from '../fp.js'
import { type Metadata, tableOfTarget } from '../schema/Metadata.js'
import { type Naming, type NamingContext, nameBy, takesName } from '../schema/naming.js'

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

const kinds = { PrimaryKey: 'pk', Unique: 'uq', ForeignKey: 'fk', Check: 'ck', Exclude: 'ex' } as const

const contextOf = (table: string, constraint: ConstraintFact): NamingContext => ({
  table,
  columns:
    'columns' in constraint
      ? constraint.columns
      : constraint._tag === 'Exclude'
        ? constraint.elements.flatMap(({ column }) => column ?? [])
        : [],
  referredTable: constraint._tag === 'ForeignKey' ? constraint.target.name : null,
  referredColumns: constraint._tag === 'ForeignKey' ? constraint.targets : [],
  name: constraint.name,
})

/** A name that was given stays, unless the template takes it up. */
const namedBy =
  (naming: Naming, table: string) =>
  (constraint: ConstraintFact): ConstraintFact => {
    const template = naming[kinds[constraint._tag]]
    if (template === undefined) return constraint
    if (constraint.name !== null && !(constraint._tag === 'Check' && takesName(template))) return constraint
    const name = nameBy(template, contextOf(table, constraint))
    if (name === null) return constraint
    // a name has no place at a column, but for that of a foreign key
    const { inline: _, ...rest } = constraint
    return (constraint._tag === 'ForeignKey' ? { ...constraint, name } : { ...rest, name }) as ConstraintFact
  }

const indexNamedBy =
  (naming: Naming, table: string) =>
  (index: IndexFact): IndexFact => {
    const columns = index.elements.map(({ column }) => column)
    // what has a name of its own keeps it
    if (naming.ix === undefined || index.name !== indexName(table, columns)) return index
    const context = {
      table,
      columns: columns.flatMap((column) => column ?? []),
      referredTable: null,
      referredColumns: [],
      name: null,
    }
    return { ...index, name: nameBy(naming.ix, context) ?? index.name }
  }

/** Where two indexes would have one name, the later ones are numbered, as the database does it. */
const numbered = (table: string, indexes: ReadonlyArray<IndexFact>): ReadonlyArray<IndexFact> => {
  const taken = new Set<string>()
  return indexes.map((index) => {
    const columns = index.elements.map(({ column }) => column)
    const isGiven = index.name !== indexName(table, columns)
    let { name } = index
    for (let i = 1; taken.has(name); i++) name = isGiven ? `${index.name}${i}` : indexName(table, columns, String(i))
    taken.add(name)
    return name === index.name ? index : { ...index, name }
  })
}

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

/** Whose foreign keys point to the tables of this metadata that have the names. */
const pointed =
  (tables: ReadonlyArray<TableNode>, from: TableNode) =>
  (constraint: ConstraintFact): ConstraintFact => {
    if (constraint._tag !== 'ForeignKey') return constraint
    const target = tableOfTarget(tables, from, constraint.target.name)
    return target === undefined
      ? constraint
      : { ...constraint, target: { ...constraint.target, schema: target.schema } }
  }

const tableFact = (to: Writer, { tables, naming }: Metadata, node: TableNode): TableFact => {
  const fact = to.dialect.describes.table(to, node)
  const named = naming === null ? (it: ConstraintFact) => it : namedBy(naming, node.name)
  const indexNamed = naming === null ? (it: IndexFact) => it : indexNamedBy(naming, node.name)
  return {
    ...fact,
    constraints: fact.constraints.map(pointed(tables, node)).map(named),
    indexes: numbered(node.name, fact.indexes.map(indexNamed)),
  }
}

const sameNames = (tables: ReadonlyArray<TableFact>): ReadonlyArray<CompileError> =>
  tables.flatMap(({ name, constraints }) => {
    const names = constraints.flatMap((constraint) => constraint.name ?? [])
    return names
      .filter((each, i) => names.indexOf(each) !== i)
      .map((each) =>
        invalidArgument(`the constraint ${JSON.stringify(each)} of ${name}`, 'is there twice', 'give one another name'),
      )
  })

const schemasOf = (catalog: Omit<Catalog, 'schemas'>): ReadonlyArray<string> => [
  ...new Set(
    [...catalog.types, ...catalog.sequences, ...catalog.tables, ...catalog.views, ...catalog.routines].flatMap(
      ({ schema }) => schema ?? [],
    ),
  ),
]

/** What a metadata stands for in this dialect, or all of its problems. Never throws. */
export const describe = (dialect: Dialect, self: Metadata): Either<CompileErrors, Catalog> => {
  if (self.errors.length > 0) return left(self.errors as unknown as CompileErrors)
  const to = writer(dialect, { inline: true })
  try {
    const types = dialect.hasTypes ? self.types.flatMap((type) => dialect.describes.type(to, type) ?? []) : []
    const tables = self.tables.map((node) => tableFact(to, self, node))
    const made: Omit<Catalog, 'schemas'> = {
      types,
      sequences: self.sequences.map(({ fact }) => fact),
      tables,
      views: self.views.map((node) => dialect.describes.view(to, node)),
      routines: self.routines.map(({ fact }) => fact),
      triggers: self.triggers.map(
        ({ table, name, definition }): TriggerFact => ({
          table: { schema: table.schema, name: table.name },
          name,
          definition,
        }),
      ),
    }
    const errors = [...to.errors, ...sameNames(tables)]
    return errors.length > 0 ? left(errors as unknown as CompileErrors) : right({ ...made, schemas: schemasOf(made) })
  } catch (cause) {
    const reason = `threw: ${cause instanceof Error ? cause.message : 'no error'}`
    return left([invalidArgument('a function of the metadata', reason, 'let references return a column')])
  }
}
