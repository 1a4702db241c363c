/**
 * Descriptors as facts: their expressions as SQL, with their values in it.
 *
 * A table's own columns have no table before them, as the catalogs of databases spell them.
 */
import type {
  ColumnFact,
  ConstraintFact,
  ForeignKeyFact,
  IndexElementFact,
  IndexFact,
  TypeFact,
  ViewFact,
} from '../../lib/ast/Catalog.js'
import { invalidArgument, unsupported } from '../../lib/ast/CompileError.js'
import type {
  Bounds,
  Constraint,
  Index,
  IndexPart,
  PartitionMethod,
  Reference,
  TableOption,
} from '../../lib/ast/Constraint.js'
import { isBranded } from '../../lib/ast/Expr.js'
import type { Column, Node } from '../../lib/ast/Node.js'
import { indexName } from '../../lib/ast/names.js'
import { resolved, type SqlType } from '../../lib/ast/SqlType.js'
import type { ColumnDetails, Definition, QualifiedName, Statement, TableNode } from '../../lib/ast/Statement.js'
import type { Describes, Dialect } from '../../lib/compile/Dialect.js'
import { writeStatement } from '../../lib/compile/hoist.js'
import { report, spell, type Writer } from '../../lib/compile/Writer.js'
import { checkType } from './checkType.js'

/** How a type is declared, and how a default is spelled: where the dialects differ. */
export interface Declarations {
  readonly typeName: (type: SqlType) => string
  /** What a type needs and the dialect has not; null if it has it all. */
  readonly lacks: (type: SqlType) => string | null
  /** A value as text, for DDL cannot bind. */
  readonly literal: Dialect['literal']
  /** SQLite wants an expression in parentheses here. */
  readonly parenthesisedDefault: boolean
}

// -------------------------------------------------------------------------------------
// expressions
// -------------------------------------------------------------------------------------

const isColumn = (u: unknown): u is Column => isBranded(u) && (u as Column)._tag === 'Column'

/** What `write` adds to the text, which is taken away from it again. */
const captured = (to: Writer, alias: string | null, write: () => void): string => {
  const { text, inline, bare, newline } = to
  to.text = ''
  to.inline = true
  to.bare = alias
  to.newline = '\n'
  write()
  const made = to.text
  to.text = text
  to.inline = inline
  to.bare = bare
  to.newline = newline
  return made
}

const sqlOf = (to: Writer, alias: string | null, node: Node): string => captured(to, alias, () => spell(to, node))

const quotedName = (to: Writer, [schema, name]: QualifiedName): string =>
  schema === null ? to.dialect.quote(name) : `${to.dialect.quote(schema)}.${to.dialect.quote(name)}`

/** The names of columns of the table; what is none says so itself. */
const ownNames = (to: Writer, table: TableNode, nodes: ReadonlyArray<Node>): ReadonlyArray<string> => {
  const columns = nodes.filter(isColumn)
  for (const node of nodes) if (node._tag === 'Invalid') report(to, node.error)
  const foreign = columns.find((column) => column.table !== table.alias && column.table !== table.name)
  if (foreign !== undefined || columns.length === 0) {
    const what =
      foreign === undefined ? 'has no column' : `names ${foreign.table}.${foreign.name}, which is not its own`
    report(
      to,
      invalidArgument(
        `a constraint of ${table.name}`,
        what,
        'give columns of the table: (t) => [uniqueOn([t.a, t.b])]',
      ),
    )
  }
  return columns.map(({ name }) => name)
}

// -------------------------------------------------------------------------------------
// constraints
// -------------------------------------------------------------------------------------

const actions: ReadonlySet<unknown> = new Set(['cascade', 'restrict', 'set null', 'set default', 'no action'])

const reportAction = (to: Writer, on: 'delete' | 'update', action: unknown): void => {
  if (action === null || actions.has(action)) return
  const hint = `give one of ${[...actions].join(', ')}`
  report(to, invalidArgument(`on ${on}`, 'is not a referential action', hint))
}

const foreignKeyFact = (
  to: Writer,
  table: TableNode,
  columns: ReadonlyArray<string>,
  given: unknown,
  said: Reference,
): ForeignKeyFact => {
  const targets: ReadonlyArray<unknown> = Array.isArray(given) ? given : [given]
  const known = targets.filter(isColumn)
  // the metadata reports a target that is no column; here it must only not throw
  if (known.length === 0 || known.length !== targets.length)
    report(to, unsupported(to.dialect.name, `reference from ${table.name}`, 'let it point to a column'))
  reportAction(to, 'delete', said.onDelete)
  reportAction(to, 'update', said.onUpdate)
  const [first] = known
  return {
    _tag: 'ForeignKey',
    name: said.name,
    columns,
    // the schema of its own, until a metadata says which table it is
    target: { schema: table.schema, name: first?.table ?? '' },
    targets: known.map(({ name }) => name),
    onDelete: said.onDelete === 'no action' ? null : said.onDelete,
    onUpdate: said.onUpdate === 'no action' ? null : said.onUpdate,
    matchFull: said.matchFull,
    deferrable: said.deferrable,
    notValid: said.notValid,
  }
}

const elementFact = (
  to: Writer,
  table: TableNode,
  { of, operators, direction, nulls }: IndexPart,
): IndexElementFact => {
  const [node, collation] = of._tag === 'Collate' ? [of.operand, of] : [of, null]
  const own = isColumn(node) ? ownNames(to, table, [node])[0] : undefined
  return {
    column: own ?? null,
    expression: own === undefined ? sqlOf(to, table.alias, node) : null,
    collation: collation === null ? null : quotedName(to, [collation.schema, collation.collation]),
    operators: operators === null ? null : quotedName(to, operators),
    descending: direction === 'desc',
    nulls: nulls === (direction === 'desc' ? 'first' : 'last') ? null : nulls,
  }
}

const maybeNames = (to: Writer, table: TableNode, nodes: ReadonlyArray<Node>): ReadonlyArray<string> =>
  nodes.length === 0 ? [] : ownNames(to, table, nodes)

const constraintFact = (to: Writer, table: TableNode, constraint: Constraint): ConstraintFact => {
  switch (constraint._tag) {
    case 'PrimaryKey':
      return {
        _tag: 'PrimaryKey',
        name: constraint.name,
        columns: ownNames(to, table, constraint.columns),
        include: maybeNames(to, table, constraint.include),
        deferrable: constraint.deferrable,
      }
    case 'Unique':
      return {
        _tag: 'Unique',
        name: constraint.name,
        columns: ownNames(to, table, constraint.columns),
        include: maybeNames(to, table, constraint.include),
        nullsNotDistinct: constraint.nullsNotDistinct,
        deferrable: constraint.deferrable,
      }
    case 'ForeignKey':
      return foreignKeyFact(to, table, ownNames(to, table, constraint.columns), constraint.targets(), constraint)
    case 'Check':
      return {
        _tag: 'Check',
        name: constraint.name,
        condition: sqlOf(to, table.alias, constraint.condition),
        notValid: constraint.notValid,
      }
    case 'Exclude':
      return {
        _tag: 'Exclude',
        name: constraint.name,
        method: constraint.method,
        elements: constraint.elements.map((element) => ({
          ...elementFact(to, table, element),
          operator: operatorOf(to, element.operator),
        })),
        where: constraint.where === null ? null : sqlOf(to, table.alias, constraint.where),
        deferrable: constraint.deferrable,
      }
  }
}

const operatorOf = (to: Writer, symbol: string): string => {
  if (typeof symbol === 'string' && /^[-+*/<>=~!@#%^&|`?]{1,63}$/.test(symbol) && !/--|\/\*/.test(symbol)) return symbol
  report(to, invalidArgument('the operator of excludeOn', 'is not an operator', "give one such as '=' or '&&'"))
  return '='
}

const word = (to: Writer, text: string, argument: string): string => {
  if (typeof text === 'string' && /^[a-z_][a-z0-9_]*$/.test(text)) return text
  report(to, invalidArgument(argument, 'is not the name of a method', "give one such as 'btree' or 'gist'"))
  return 'btree'
}

const indexFact = (to: Writer, table: TableNode, index: Index): IndexFact => {
  const elements = index.elements.map((element) => elementFact(to, table, element))
  return {
    name:
      index.name ??
      indexName(
        table.name,
        elements.map(({ column }) => column),
      ),
    unique: index.unique,
    method: word(to, index.method, 'the method of an index'),
    elements,
    include: maybeNames(to, table, index.include),
    nullsNotDistinct: index.nullsNotDistinct,
    where: index.where === null ? null : sqlOf(to, table.alias, index.where),
    comment: index.comment,
  }
}

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

const noDetails: ColumnDetails = { computed: null, identity: null, collation: null, comment: null, indexed: false }

const defaultOf = (to: Writer, alias: string, node: Node | null, by: Declarations): string | null => {
  if (node === null) return null
  if (node._tag === 'Param')
    return captured(to, alias, () => {
      to.text += by.literal(to, node.value, node.type, false)
    })
  const sql = sqlOf(to, alias, node)
  return by.parenthesisedDefault && !/^\(.*\)$|^[-+]?[\w.]+$|^'([^']|'')*'$/s.test(sql) ? `(${sql})` : sql
}

const computedOf = (to: Writer, table: TableNode, computed: ColumnDetails['computed']): string | null => {
  if (computed === null) return null
  const node = computed()
  if (isBranded(node)) return sqlOf(to, table.alias, node as Node)
  const hint = 'give computed a function that returns one: computed(() => add(t.c.a, t.c.b))'
  report(to, invalidArgument(`what a column of ${table.name} is computed from`, 'is not an expression', hint))
  return ''
}

const columnFact = (
  to: Writer,
  table: TableNode,
  key: string,
  definition: Definition,
  by: Declarations,
): ColumnFact => {
  const { computed, identity, collation, comment } = definition.also ?? noDetails
  checkType(to, definition.type)
  const lacking = by.lacks(definition.type)
  if (lacking !== null) report(to, unsupported(to.dialect.name, lacking, 'keep it as text or json'))
  const column = table.columns[key] as Column
  const problem = typeof column.name === 'string' ? to.dialect.nameProblem(column.name) : 'it is not a string'
  if (problem !== null) report(to, { _tag: 'InvalidIdentifier', name: String(column.name), reason: problem })
  return {
    name: column.name,
    type: by.typeName(definition.type),
    notNull: definition.primaryKey || !definition.nullable,
    default: defaultOf(to, table.alias, definition.defaultTo, by),
    computed: computedOf(to, table, computed),
    identity,
    collation: collation === null ? null : quotedName(to, collation),
    comment,
  }
}

/** The constraints that are said at columns. */
const inlineFacts = (to: Writer, table: TableNode, said: boolean): ReadonlyArray<ConstraintFact> => {
  const entries = Object.entries(table.definitions)
  const nameOf = (key: string): string => (table.columns[key] as Column).name
  const keys = entries.filter(([, { primaryKey }]) => primaryKey).map(([key]) => nameOf(key))
  const primary = { _tag: 'PrimaryKey', name: null, columns: keys, include: [], deferrable: null } as const
  return [
    ...(keys.length === 0 || said ? [] : [keys.length === 1 ? { ...primary, inline: true } : primary]),
    ...entries.flatMap(([key, { unique, references }]): ReadonlyArray<ConstraintFact> => {
      const columns = [nameOf(key)]
      const none = { name: null, inline: true, include: [], nullsNotDistinct: false, deferrable: null }
      return [
        ...(unique ? [{ _tag: 'Unique', columns, ...none } as const] : []),
        ...(references === null
          ? []
          : [{ ...foreignKeyFact(to, table, columns, references.target(), references), inline: true }]),
      ]
    }),
  ]
}

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

const commas = (to: Writer, nodes: ReadonlyArray<Node>): string => nodes.map((node) => sqlOf(to, null, node)).join(', ')

const whole = (to: Writer, n: number): string => {
  if (Number.isSafeInteger(n) && n >= 0) return String(n)
  report(to, invalidArgument('the bounds of a partition', 'are not whole numbers', 'give modulus and remainder'))
  return '0'
}

const boundsOf = (to: Writer, bounds: Bounds): string => {
  switch (bounds._tag) {
    case 'From':
      return `for values from (${commas(to, bounds.from)}) to (${commas(to, bounds.to)})`
    case 'In':
      return `for values in (${commas(to, bounds.values)})`
    case 'Hash':
      return `for values with (modulus ${whole(to, bounds.modulus)}, remainder ${whole(to, bounds.remainder)})`
    case 'Default':
      return 'default'
    case 'Text':
      return sqlOf(to, null, bounds.text)
  }
}

const methods: Readonly<Record<PartitionMethod, string>> = { range: 'range', list: 'list', hash: 'hash' }

const partitionedBy = (to: Writer, table: TableNode, options: ReadonlyArray<TableOption>): string | null => {
  for (const option of options) {
    if (option._tag === 'PartitionedByText') return sqlOf(to, table.alias, option.text)
    if (option._tag !== 'PartitionedBy') continue
    const by = option.by.map((node) =>
      isColumn(node) ? sqlOf(to, table.alias, node) : `(${sqlOf(to, table.alias, node)})`,
    )
    return `${methods[option.method] ?? 'range'} (${by.join(', ')})`
  }
  return null
}

const commentOf = (options: ReadonlyArray<TableOption>): string | null =>
  options.flatMap((option) => (option._tag === 'TableComment' ? [option.text] : []))[0] ?? null

const isQuery = (u: Statement | Node): u is Statement => !('type' in u)

const viewQuery = (to: Writer, query: Statement | Node): string => {
  if (!isQuery(query)) return sqlOf(to, null, query)
  const written = writeStatement(to.dialect, query, { inline: true })
  to.errors.push(...written.errors)
  return written.text
}

export const describesBy = (by: Declarations): Describes => ({
  table: (to, table) => {
    const { definitions, details } = table
    const options = details?.options ?? []
    const said = table.constraints.some(({ _tag }) => _tag === 'PrimaryKey')
    const entries = Object.entries(definitions)
    const indexed = entries.filter(([, { also }]) => also?.indexed === true)
    return {
      schema: table.schema,
      name: table.name,
      columns: entries.map(([key, definition]) => columnFact(to, table, key, definition, by)),
      constraints: [
        ...inlineFacts(to, table, said),
        ...table.constraints.map((constraint) => constraintFact(to, table, constraint)),
      ],
      indexes: [
        ...indexed.map(([key]) => indexFact(to, table, plainIndex(table.columns[key] as Column))),
        ...(details?.indexes ?? []).map((index) => indexFact(to, table, index)),
      ],
      unlogged: options.some(({ _tag }) => _tag === 'Unlogged'),
      partitionedBy: partitionedBy(to, table, options),
      partition:
        details === null || details.partition === null
          ? null
          : {
              of: { schema: details.partition.of.schema, name: details.partition.of.name },
              bounds: boundsOf(to, details.partition.bounds),
            },
      comment: commentOf(options),
    }
  },

  view: (to, { schema, name, details, columns, definitions, ...table }): ViewFact => ({
    schema,
    name,
    materialized: details?.view?.materialized ?? false,
    query: details?.view == null ? '' : viewQuery(to, details.view.query),
    columns: Object.entries(columns).map(([key, column]) => ({
      name: column.name,
      type: by.typeName(definitions[key]?.type ?? column.type),
    })),
    indexes: (details?.indexes ?? []).map((index) =>
      indexFact(to, { schema, name, details, columns, definitions, ...table }, index),
    ),
    comment: commentOf(details?.options ?? []),
  }),

  type: (to, type) => typeFact(to, resolved(type), by),
  index: indexFact,
  constraint: constraintFact,
})

const plainIndex = (column: Column): Index => ({
  _tag: 'Index',
  name: null,
  unique: false,
  method: 'btree',
  elements: [{ of: column, operators: null, direction: 'asc', nulls: null }],
  include: [],
  where: null,
  nullsNotDistinct: false,
  comment: null,
})

const typeFact = (to: Writer, type: SqlType, by: Declarations): TypeFact | null => {
  switch (type._tag) {
    case 'enum':
      return { _tag: 'Enum', schema: type.schema, name: type.name, labels: type.labels }
    case 'domain': {
      const { rules } = type
      return {
        _tag: 'Domain',
        schema: type.schema,
        name: type.name,
        base: by.typeName(type.base),
        notNull: rules?.notNull ?? false,
        default: defaultOf(to, '', rules?.default ?? null, by),
        collation: rules?.collation == null ? null : quotedName(to, rules.collation),
        checks: (rules?.checks ?? []).map(({ name, condition }) => ({ name, condition: sqlOf(to, null, condition) })),
      }
    }
    case 'composite':
      return type.name === null
        ? null
        : {
            _tag: 'Composite',
            schema: type.schema,
            name: type.name,
            fields: type.fields.map(([key, field, , name]) => ({
              name: name ?? key,
              type: by.typeName(field),
              collation: null,
            })),
          }
    default:
      return null
  }
}
