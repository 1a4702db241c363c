/**
 * Whether every statement of a program fits a database: PostgreSQL prepares each, without running it, and says of what types
 * its parameters and its columns are.
 */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Ast } from '../ast/children.js'
import { isBranded } from '../ast/Expr.js'
import { leavesOf, type Projection } from '../ast/Projection.js'
import type { AnyStatement } from '../ast/Scope.js'
import { stored } from '../ast/SqlType.js'
import type { TableNode } from '../ast/Statement.js'
import { walk } from '../ast/walk.js'
import { describe } from '../catalog/describe.js'
import { type Compiled, compileUnfilled } from '../compile/compile.js'
import type { Dialect } from '../compile/Dialect.js'
import type { Connection } from '../exec/Connection.js'
import { runChanges, sqlOfChanges } from '../exec/createAll.js'
import { all, first } from '../exec/run.js'
import type { SqlError } from '../exec/SqlError.js'
import { eq } from '../expr/comparison.js'
import { left, right } from '../fp.js'
import { reflectCatalog } from '../reflect/reflect.js'
import { makeScratch, movedText, readScratch } from '../reflect/scratch.js'
import { tableColumns } from '../reflect/tableColumns.js'
import { nullable } from '../schema/Column.js'
import { regtype } from '../schema/catalogTypes.js'
import { array } from '../schema/compound.js'
import type { Metadata } from '../schema/Metadata.js'
import { snakeCase, table } from '../schema/Table.js'
import { text } from '../schema/types.js'
import { from, select, where } from '../statement/select.js'
import { withSchema } from '../statement/withSchema.js'
import type { Problem } from './Problem.js'
import { schemasOf, tableProblems } from './tables.js'
import { reads, takes } from './types.js'

/** Statements by their names, or in a list, where each is named by its place. */
export type Statements = Readonly<Record<string, AnyStatement>> | ReadonlyArray<AnyStatement>

export interface VerifyOptions {
  /**
   * What to make first, in schemas that nobody else sees, in a transaction that is rolled back: an empty database will do.
   * Without it, the statements have to fit what is there.
   */
  readonly create?: Metadata
}

const named = (statements: Statements): ReadonlyArray<readonly [name: string, statement: AnyStatement]> =>
  Array.isArray(statements)
    ? statements.map((statement, i) => [`statement ${i + 1}`, statement])
    : Object.entries(statements)

// -------------------------------------------------------------------------------------
// what a statement reads
// -------------------------------------------------------------------------------------

/** The tables that a statement speaks of, wherever in it. */
export const tablesIn = (statement: AnyStatement): ReadonlyArray<TableNode> => {
  const found = new Map<string, TableNode>()
  if (!isBranded(statement)) return []
  walk(statement as unknown as Ast, (node) => {
    if (node._tag === 'Table') found.set(JSON.stringify([node.schema, node.name]), node)
  })
  return [...found.values()]
}

// -------------------------------------------------------------------------------------
// what the server says
// -------------------------------------------------------------------------------------

const prepared = /* @__PURE__ */ (() =>
  withSchema('pg_catalog')(
    table(
      'pg_prepared_statements',
      snakeCase({ name: text, parameterTypes: array(regtype), resultTypes: nullable(array(regtype)) }),
    ),
  ))()

/** The schemas that stand for others. */
type Moved = ReadonlyMap<string, string>

interface Told {
  readonly parameters: ReadonlyArray<string>
  /** null where it was not told. */
  readonly results: ReadonlyArray<string> | null
}

const prepareName = 'joinery_verify'

const parametersOf = async (tx: Connection): Promise<Either<SqlError, ReadonlyArray<string>>> => {
  const query = select({ types: prepared.c.parameterTypes })(where(eq(prepared.c.name, prepareName))(from(prepared)))
  const row = await first(query)(tx)()
  if (row._tag === 'Left') return row
  return right(row.right._tag === 'Some' ? row.right.value.types : [])
}

/** SQLite has no types to tell of: what it does not know, it does not explain. */
const explained = async (tx: Connection, sql: string, count: number): Promise<Either<SqlError, Told>> => {
  const explanation = sqlOfChanges(tx.dialect, [{ _tag: 'Explain', text: sql }])
  if (explanation._tag === 'Left') return left({ _tag: 'NotCompiled', errors: explanation.left })
  const done = await tx.run({ text: explanation.right.join(''), values: Array.from({ length: count }, () => null) })
  return done._tag === 'Left' ? done : right({ parameters: [], results: null })
}

/** PostgreSQL 16 and later say it of every statement. */
const resultsOf = async (tx: Connection): Promise<ReadonlyArray<string> | null> => {
  const query = select({ types: prepared.c.resultTypes })(where(eq(prepared.c.name, prepareName))(from(prepared)))
  const row = await tx.transaction((inner) => first(query)(inner), {})
  if (row._tag === 'Left') return null
  return row.right._tag === 'Some' ? (row.right.value.types ?? []) : []
}

/** Older ones say it of a query, by the columns of a table that would hold its rows. */
const columnsOf = async (tx: Connection, parameters: number): Promise<ReadonlyArray<string> | null> => {
  const made = await tx.transaction(
    (inner) => async () => {
      const done = await runChanges([{ _tag: 'TableOfPrepared', name: prepareName, parameters }], inner)
      return done._tag === 'Left' ? done : all(tableColumns(prepareName))(inner)()
    },
    { rollback: true },
  )
  return made._tag === 'Left' ? null : made.right.map(({ type }) => type ?? '')
}

const told = async (
  tx: Connection,
  { text: given, projection, values }: Compiled,
  names: Moved,
): Promise<Either<SqlError, Told>> => {
  const sql = movedText(given, names)
  if (!tx.dialect.hasTypes) return explained(tx, sql, values.length)
  const done = await runChanges([{ _tag: 'Prepare', name: prepareName, text: sql }], tx)
  if (done._tag === 'Left') return done
  const parameters = await parametersOf(tx)
  if (parameters._tag === 'Left') return parameters
  const results = projection === null ? null : ((await resultsOf(tx)) ?? (await columnsOf(tx, parameters.right.length)))
  const ended = await runChanges([{ _tag: 'Deallocate', name: prepareName }], tx)
  return ended._tag === 'Left' ? ended : right({ parameters: parameters.right, results })
}

// -------------------------------------------------------------------------------------
// comparison
// -------------------------------------------------------------------------------------

const keysOf = ({ items }: Projection, path = ''): ReadonlyArray<string> =>
  items.flatMap((item) =>
    item._tag === 'Field'
      ? [`${path}${item.key}`]
      : [
          ...keysOf(item, `${path}${item.key}.`),
          ...(typeof item.witness === 'object' && item.witness !== null ? [item.key] : []),
        ],
  )

/** What is read through functions, and what has no type of its own, comes as anything. */
const isKnown = (tag: string): boolean => tag !== 'untyped' && tag !== 'noType' && tag !== 'other' && tag !== 'mapped'

const resultProblems = (
  dialect: Dialect,
  statement: string,
  projection: Projection,
  results: ReadonlyArray<string>,
): ReadonlyArray<Problem> => {
  const leaves = leavesOf(projection)
  if (leaves.length !== results.length && leaves.length > 0)
    return [{ _tag: 'WrongWidth', statement, declared: leaves.length, actual: results.length }]
  const keys = keysOf(projection)
  return leaves.flatMap((leaf, i): ReadonlyArray<Problem> => {
    const type = stored(leaf.type)
    const actual = results[i] ?? ''
    if (!isKnown(type._tag)) return []
    const declared = type._tag === 'domain' ? dialect.codec(type.base).name : dialect.codec(type).name
    const own = dialect.codec(type).name
    return reads(declared, actual) || reads(own, actual)
      ? []
      : [{ _tag: 'WrongType', of: keys[i] ?? '', declared: own, actual, statement }]
  })
}

const parameterProblems = (
  statement: string,
  { codecs }: Compiled,
  parameters: ReadonlyArray<string>,
): ReadonlyArray<Problem> =>
  codecs.flatMap(({ name }, i): ReadonlyArray<Problem> => {
    const actual = parameters[i]
    return actual === undefined || name === '' || takes(name, actual)
      ? []
      : [{ _tag: 'WrongParameter', statement, position: i + 1, declared: name, actual }]
  })

const verifyOne = async (
  tx: Connection,
  name: string,
  statement: AnyStatement,
  names: Moved,
): Promise<ReadonlyArray<Problem>> => {
  const compiled = compileUnfilled(tx.dialect, statement)
  if (compiled._tag === 'Left') return [{ _tag: 'NotCompiled', statement: name, errors: compiled.left }]
  // in a savepoint, for a refusal ends a transaction
  const answer = await tx.transaction((inner) => () => told(inner, compiled.right, names), {})
  if (answer._tag === 'Left') {
    const { left: error } = answer
    const [code, message] =
      'code' in error ? [error.code, error.message] : 'message' in error ? ['', error.message] : ['', error._tag]
    return [{ _tag: 'Refused', statement: name, code, message }]
  }
  const { parameters, results } = answer.right
  const { projection } = compiled.right
  return [
    ...parameterProblems(name, compiled.right, parameters),
    ...(projection === null || results === null ? [] : resultProblems(tx.dialect, name, projection, results)),
  ]
}

const verifyAll =
  (statements: Statements, { create }: VerifyOptions) =>
  (tx: Connection): TaskEither<SqlError, ReadonlyArray<Problem>> =>
  async () => {
    const entries = named(statements).map(([name, statement]) => ({ name, statement, tables: tablesIn(statement) }))
    let names: Moved = new Map()
    if (create !== undefined) {
      const described = describe(tx.dialect, create)
      if (described._tag === 'Left') return left({ _tag: 'NotCompiled', errors: described.left })
      const made = await makeScratch(described.right, tx)
      if (made._tag === 'Left') return made
      names = made.right
    }
    const tables = new Map(
      entries.flatMap((it) => it.tables.map((node) => [JSON.stringify([node.schema, node.name]), node])),
    )
    const schemas = schemasOf([...tables.values()])
    const catalog = await (create === undefined ? reflectCatalog({ schemas })(tx) : readScratch(names)(tx))()
    if (catalog._tag === 'Left') return catalog
    const wrong = new Map([...tables].map(([key, node]) => [key, tableProblems(tx.dialect, catalog.right, node)]))
    const problems: Array<Problem> = [...wrong.values()].flat()
    for (const { name, statement, tables: read } of entries) {
      const found = await verifyOne(tx, name, statement, names)
      // what the tables say already need not be said again
      const isSaid = read.some((node) => (wrong.get(JSON.stringify([node.schema, node.name]))?.length ?? 0) > 0)
      problems.push(...found.filter(({ _tag }) => !isSaid || _tag === 'NotCompiled'))
    }
    return right(problems)
  }

/**
 * Whether statements fit a database: each is prepared and none runs, and the types of its parameters and columns are
 * compared with what the descriptors say; the tables that it reads are compared too. Nothing stays, and nothing is wrong
 * where the list is empty.
 *
 * @example
 * const queries = { byName: pipe(from(users), where(eq(users.c.name, 'jack')), select({ id: users.c.id })) }
 *
 * verify(queries, { create: metadata([users]) })(connect()) // Right([])
 */
export const verify =
  (statements: Statements, options: VerifyOptions = {}) =>
  (db: Connection): TaskEither<SqlError, ReadonlyArray<Problem>> =>
  () =>
    db.transaction(verifyAll(statements, options), { rollback: true })
