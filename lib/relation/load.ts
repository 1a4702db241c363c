/** What belongs to rows that were fetched earlier: found for all of them by one statement. */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { isRecord, type valueOf } from '../ast/Expr.js'
import { emptySelect } from '../ast/emptySelect.js'
import { brand, type Column } from '../ast/Node.js'
import type { Item, Projection } from '../ast/Projection.js'
import type { Refused, Select as Selected } from '../ast/Scope.js'
import { integerType } from '../ast/SqlType.js'
import type { BoundRows, Select, Source as SourceNode } from '../ast/Statement.js'
import { keysRead, unusedName } from '../ast/scopes.js'
import type { Connection } from '../exec/Connection.js'
import { nameOf } from '../exec/later.js'
import { all } from '../exec/run.js'
import type { SqlError } from '../exec/SqlError.js'
import { left, right } from '../fp.js'
import type { AnySource } from '../schema/Table.js'
import { typedStatement } from '../statement/node.js'
import { type Projectable, projection, type ReadsOfProjectable, type RowOfProjectable } from '../statement/project.js'
import { asNode } from './Relation.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

/** A row of the source, as much of it as is known. */
export type Known<S extends AnySource> = Partial<S[typeof valueOf]>

/** Satisfied by fields of the rows themselves: there is nothing else to read. */
type OfRows<S extends AnySource, P> = [Exclude<ReadsOfProjectable<P>, S['alias']>] extends [never]
  ? unknown
  : Refused<'these fields read more than the rows that they are loaded for'>

// -------------------------------------------------------------------------------------
// statement
// -------------------------------------------------------------------------------------

/** The values that fields read, of different rows, and which of them each row has. */
interface Wanted {
  readonly values: ReadonlyArray<Readonly<Record<string, unknown>>>
  readonly at: ReadonlyArray<number>
}

const wantedBy = (rows: ReadonlyArray<Readonly<Record<string, unknown>>>, keys: ReadonlyArray<string>): Wanted => {
  const known = new Map<string, number>()
  const values: Array<Readonly<Record<string, unknown>>> = []
  const at = rows.map((row) => {
    const own = keys.map((key) => row[key])
    const name = nameOf(own)
    const same = name === null ? undefined : known.get(name)
    if (same !== undefined) return same
    if (name !== null) known.set(name, values.length)
    return values.push(Object.fromEntries(keys.map((key, i) => [key, own[i]]))) - 1
  })
  return { values, at }
}

/** The fields of rows that are given, each with its place among them. */
const statementFor = (
  source: SourceNode,
  keys: ReadonlyArray<string>,
  fields: Projection,
  values: Wanted['values'],
): Select => {
  const columns = Object.fromEntries(keys.map((key) => [key, source.columns[key] as Column]))
  const name = unusedName('place', new Set([...keys, ...Object.values(columns).map((column) => column.name)]))
  const at: Column = { joinery: brand, _tag: 'Column', table: source.alias, name, type: integerType }
  const given: BoundRows = {
    joinery: brand,
    _tag: 'BoundRows',
    alias: source.alias,
    rows: values.map((row, i) => ({ [name]: i, ...row })),
    columns: { [name]: at, ...columns },
  }
  const items: ReadonlyArray<Item> = [
    { _tag: 'Field', key: 'place', node: at },
    { _tag: 'Group', key: 'fields', items: fields.items, witness: null },
  ]
  return { ...emptySelect, from: given, projection: { items } }
}

interface Found {
  readonly place: number
  readonly fields: object
}

const lacking = (source: SourceNode, key: string): CompileError =>
  invalidArgument(
    `a row of ${source.alias}`,
    `lacks ${key}`,
    'load needs it to find what belongs to the row: select it',
  )

const lackIn =
  (source: SourceNode, keys: ReadonlyArray<string>) =>
  (row: unknown): SqlError | null => {
    const key = keys.find((each) => !isRecord(row) || row[each] === undefined)
    return key === undefined ? null : { _tag: 'NotCompiled', errors: [lacking(source, key)] }
  }

/** What finds the fields of rows. */
export interface Loading {
  /** Why those of a row cannot be found. */
  readonly lack: (row: unknown) => SqlError | null
  /** Those of each row, in their order, of rows that lack nothing; null where a row that it always has is not there. */
  readonly find: (
    rows: ReadonlyArray<object>,
    db: Connection,
  ) => Promise<Either<SqlError, ReadonlyArray<object | null>>>
}

export const loadingOf = (source: AnySource, fields: Projectable): Loading => {
  const node = asNode(source)
  const selected = projection(fields, 'load')
  const select: Select = { ...emptySelect, projection: selected }
  const keys = keysRead(select, node)
  const find: Loading['find'] = async (rows, db) => {
    if (rows.length === 0) return right([])
    const { values, at } = wantedBy(rows as ReadonlyArray<Readonly<Record<string, unknown>>>, keys)
    const found = await all(runnable(statementFor(node, keys, selected, values)))(db)()
    if (found._tag === 'Left') return found
    const each: Array<object> = []
    for (const row of found.right) each[row.place] = row.fields
    return right(at.map((own) => each[own] ?? null))
  }
  return { lack: lackIn(node, keys), find }
}

/** What was found for a row; its keys may have come from anywhere, and what they point to may be gone by now. */
export const foundFor = (fields: object | null | undefined): Either<SqlError, object> =>
  fields === null || fields === undefined ? left({ _tag: 'NoRow', by: 'load', text: '' }) : right(fields)

/** Remembers what the statement yields. */
const runnable = (statement: Select): Selected<never, never, never, Found> => typedStatement(statement)

/** The row with what was found for it. */
const merged = <T extends object, F>(row: T, fields: object): T & F => ({ ...row, ...fields }) as T & F

/**
 * The same rows with further fields, which read nothing but them: related rows, counts of them, anything that could be
 * selected beside them. One statement finds those of all rows, and rows with the same keys are asked for once.
 *
 * A row has to have the columns that the fields read, which are those of the relations' keys.
 *
 * @example
 * const withPosts = load(users, { posts: collect(userPosts, (rows, p) => pipe(rows, select({ title: p.c.title }))) })
 *
 * withPosts([{ id: 1, name: 'jack' }]) // given a connection, Right([{ id: 1, name: 'jack', posts: [{ title: 'Joins' }] }])
 */
export const load = <S extends AnySource, P extends Projectable>(
  source: S,
  fields: P & OfRows<S, P>,
): (<T extends Known<S>>(
  rows: ReadonlyArray<T>,
) => (db: Connection) => TaskEither<SqlError, ReadonlyArray<T & RowOfProjectable<P, never>>>) => {
  const { lack, find } = loadingOf(source, fields)
  return <T extends Known<S>>(rows: ReadonlyArray<T>) =>
    (db: Connection) =>
    async () => {
      for (const row of rows) {
        const lacked = lack(row)
        if (lacked !== null) return left(lacked)
      }
      const found = await find(rows as ReadonlyArray<object>, db)
      if (found._tag === 'Left') return found
      const all: Array<T & RowOfProjectable<P, never>> = []
      for (const [i, row] of rows.entries()) {
        const own = foundFor(found.right[i])
        if (own._tag === 'Left') return own
        all.push(merged<T & object, RowOfProjectable<P, never>>(row, own.right))
      }
      return right(all)
    }
}
