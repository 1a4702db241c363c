/** Making and dropping what a database has: tables and all that belongs to them, one statement each. */
import type { Change, Manner } from '../ast/Change.js'
import { invalidArgument } from '../ast/CompileError.js'
import type { Constraint } from '../ast/Constraint.js'
import { isBranded } from '../ast/Expr.js'
import { type Branded, brand } from '../ast/Node.js'
import { indexName } from '../ast/names.js'
import type { Opaque, Statement } from '../ast/Scope.js'
import type { Define, SequenceNode, Statement as StatementNode, TableNode } from '../ast/Statement.js'
import { type AnySpec, nullable, typeOf } from '../schema/Column.js'
import { json } from '../schema/json.js'
import type { Sequence } from '../schema/objects.js'
import type { AnySource, AnyTable } from '../schema/Table.js'
import { text } from '../schema/types.js'
import { declared } from './declared.js'
import { invalidStatement, typedStatement } from './node.js'
import { targetNode } from './source.js'

/** A statement that yields nothing. */
type Definition = Statement<Opaque, never, never, never, never>

export interface CreateOptions {
  readonly ifNotExists?: boolean
}

export interface DropOptions {
  readonly ifExists?: boolean
  /** Drops what needs it too. */
  readonly cascade?: boolean
}

const onTable = (table: unknown, name: string, make: (node: TableNode) => StatementNode): Definition => {
  const node = targetNode(table, `the argument of ${name}`)
  return typedStatement(node._tag === 'Table' ? make(node) : invalidStatement(node.error))
}

const changing = (change: Change): Definition => typedStatement({ joinery: brand, _tag: 'Ddl', change })

const defining = (action: Define['action'], object: Define['object'], manner: Manner): Definition =>
  typedStatement({ joinery: brand, _tag: 'Define', action, object, manner })

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

/** @example createTable(users) // create table "users" ("id" serial primary key, "name" text not null, …) */
export const createTable = (table: AnyTable, options: CreateOptions = {}): Definition =>
  onTable(table, 'createTable', (node) => ({ joinery: brand, _tag: 'CreateTable', table: node, manner: options }))

/** @example dropTable(users) // drop table "users" */
export const dropTable = (table: AnyTable, options: DropOptions = {}): Definition =>
  onTable(table, 'dropTable', (node) => ({ joinery: brand, _tag: 'DropTable', table: node, manner: options }))

/** @example createView(pipe(from(users), select({ id: users.c.id }), view('ids'))) // create view "ids" as select "users"."id" from "users" */
export const createView = (view: AnySource, options: CreateOptions = {}): Definition =>
  onTable(view, 'createView', (node) => ({ joinery: brand, _tag: 'CreateTable', table: node, manner: options }))

/** @example dropView(pipe(from(users), select({ id: users.c.id }), view('ids'))) // drop view "ids" */
export const dropView = (view: AnySource, options: DropOptions = {}): Definition =>
  onTable(view, 'dropView', (node) => ({ joinery: brand, _tag: 'DropTable', table: node, manner: options }))

// -------------------------------------------------------------------------------------
// what belongs to tables
// -------------------------------------------------------------------------------------

const nameOfIndex = (node: TableNode, index: NonNullable<TableNode['details']>['indexes'][number]): string =>
  index.name ??
  indexName(
    node.name,
    index.elements.map(({ of }) => (of._tag === 'Column' ? of.name : null)),
  )

const withIndex = (table: unknown, name: string, of: string, action: Define['action'], manner: Manner): Definition =>
  onTable(table, of, (node) => {
    const indexes = node.details?.indexes ?? []
    const index = indexes.find((it) => nameOfIndex(node, it) === name)
    if (index !== undefined)
      return { joinery: brand, _tag: 'Define', action, object: { _tag: 'Index', table: node, index }, manner }
    const known = indexes.map((it) => nameOfIndex(node, it)).join(', ')
    return invalidStatement(
      invalidArgument(
        `the index ${JSON.stringify(name)}`,
        `is none of ${node.name}`,
        known === '' ? 'give it to the table first: (t) => [index([t.a])]' : `its indexes are ${known}`,
      ),
    )
  })

export interface CreateIndexOptions extends CreateOptions {
  /** Lets others write meanwhile; not in a transaction. */
  readonly concurrently?: boolean
}

export interface DropIndexOptions extends DropOptions {
  readonly concurrently?: boolean
}

/** @example createIndex(table('logs', { at: date }, (t) => [index(t.at)]), 'logs_at_idx') // create index "logs_at_idx" on "logs" ("at") */
export const createIndex = (table: AnySource, name: string, options: CreateIndexOptions = {}): Definition =>
  withIndex(table, name, 'createIndex', 'create', options)

/** @example dropIndex(table('logs', { at: date }, (t) => [index(t.at)]), 'logs_at_idx') // drop index "logs_at_idx" */
export const dropIndex = (table: AnySource, name: string, options: DropIndexOptions = {}): Definition =>
  withIndex(table, name, 'dropIndex', 'drop', options)

/** @example addConstraint(users, uniqueOn([users.c.name])) // alter table "users" add unique ("name") */
export const addConstraint = (table: AnyTable, constraint: Constraint): Definition =>
  onTable(table, 'addConstraint', (node) => ({
    joinery: brand,
    _tag: 'Define',
    action: 'create',
    object: { _tag: 'Constraint', table: node, constraint },
    manner: {},
  }))

/** @example dropConstraint(users, 'users_name_key') // alter table "users" drop constraint "users_name_key" */
export const dropConstraint = (table: AnyTable, name: string, options: DropOptions = {}): Definition =>
  onTable(table, 'dropConstraint', (node) => ({
    joinery: brand,
    _tag: 'Ddl',
    change: { _tag: 'DropConstraint', table: { schema: node.schema, name: node.name }, name, manner: options },
  }))

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

type KeyOf<T extends AnyTable> = keyof T['c'] & string

/** A change of a table that is there, by its node. */
const altering = (table: unknown, name: string, change: (node: TableNode) => Change): Definition =>
  onTable(table, name, (node) => ({ joinery: brand, _tag: 'Ddl', change: change(node) }))

const nameOfColumn = (node: TableNode, key: string): string => node.columns[key]?.name ?? key

/** A column that the table describes, and does not have yet: without its keys. @example addColumn(users, 'age') // alter table "users" add column "age" integer */
export const addColumn = <T extends AnyTable>(table: T, key: KeyOf<T>): Definition =>
  onTable(table, 'addColumn', (node) => ({
    joinery: brand,
    _tag: 'Define',
    action: 'create',
    object: { _tag: 'Column', table: node, key },
    manner: {},
  }))

/** A column by its key, or by the name that it has in the database. @example dropColumn(users, 'age') // alter table "users" drop column "age" */
export const dropColumn = <T extends AnyTable>(table: T, key: KeyOf<T> | (string & {})): Definition =>
  altering(table, 'dropColumn', (node) => ({
    _tag: 'DropColumn',
    table: { schema: node.schema, name: node.name },
    column: nameOfColumn(node, key),
  }))

/** Gives a column the name that the table describes it by. @example renameColumn(users, 'years', 'age') // alter table "users" rename column "years" to "age" */
export const renameColumn = <T extends AnyTable>(table: T, from: string, to: KeyOf<T>): Definition =>
  altering(table, 'renameColumn', (node) => ({
    _tag: 'RenameColumn',
    table: { schema: node.schema, name: node.name },
    from,
    to: nameOfColumn(node, to),
  }))

/** Gives a table the name that it is described by. @example renameTable('members', users) // alter table "members" rename to "users" */
export const renameTable = (from: string, to: AnyTable): Definition =>
  altering(to, 'renameTable', (node) => ({
    _tag: 'RenameTable',
    table: { schema: node.schema, name: from },
    to: node.name,
  }))

// -------------------------------------------------------------------------------------
// comments
// -------------------------------------------------------------------------------------

/** @example commentOn(users, 'who may log in') // comment on table "users" is 'who may log in' */
export const commentOn = (table: AnySource, text: string | null): Definition =>
  onTable(table, 'commentOn', (node) => {
    const view = node.details?.view ?? null
    const kind = view === null ? 'table' : view.materialized ? 'materialized view' : 'view'
    const on = { kind, object: { schema: node.schema, name: node.name } } as const
    return { joinery: brand, _tag: 'Ddl', change: { _tag: 'Comment', on, text } }
  })

/** @example commentOnColumn(users, 'name', 'as on the passport') // comment on column "users"."name" is 'as on the passport' */
export const commentOnColumn = <T extends AnyTable>(table: T, key: KeyOf<T>, text: string | null): Definition =>
  altering(table, 'commentOnColumn', (node) => {
    const object = { schema: node.schema, name: node.name }
    return { _tag: 'Comment', on: { kind: 'column', object, column: nameOfColumn(node, key) }, text }
  })

// -------------------------------------------------------------------------------------
// types, sequences, schemas
// -------------------------------------------------------------------------------------

/** @example createType(mood) // create type "mood" as enum ('sad', 'ok', 'happy') */
export const createType = (spec: AnySpec): Definition =>
  defining(
    'create',
    { _tag: 'Type', type: typeOf(spec, 'createType', "createType(enumType('mood', ['sad', 'ok']))") },
    {},
  )

/** @example dropType(mood) // drop type "mood" */
export const dropType = (spec: AnySpec, options: DropOptions = {}): Definition =>
  defining(
    'drop',
    { _tag: 'Type', type: typeOf(spec, 'dropType', "dropType(enumType('mood', ['sad', 'ok']))") },
    options,
  )

const sequenceNode = (u: unknown, make: (node: SequenceNode) => Change): Definition =>
  isBranded(u) && (u as Branded & { readonly _tag?: string })._tag === 'Sequence'
    ? changing(make(u as SequenceNode))
    : typedStatement(
        invalidStatement(invalidArgument('the argument', 'is not a sequence', "give one: sequence('order_number')")),
      )

/** @example createSequence(sequence('n', { increment: 10 })) // create sequence "n" increment by 10 */
export const createSequence = (of: Sequence, options: CreateOptions = {}): Definition =>
  sequenceNode(of, ({ fact }) => ({ _tag: 'CreateSequence', sequence: fact, manner: options }))

/** @example dropSequence(sequence('n')) // drop sequence "n" */
export const dropSequence = (of: Sequence, options: DropOptions = {}): Definition =>
  sequenceNode(of, ({ fact }) => ({
    _tag: 'DropSequence',
    object: { schema: fact.schema, name: fact.name },
    manner: options,
  }))

/** @example createSchema('app') // create schema "app" */
export const createSchema = (name: string, options: CreateOptions = {}): Definition =>
  changing({ _tag: 'CreateSchema', name, manner: options })

/** @example dropSchema('app', { cascade: true }) // drop schema "app" cascade */
export const dropSchema = (name: string, options: DropOptions = {}): Definition =>
  changing({ _tag: 'DropSchema', name, manner: options })

// -------------------------------------------------------------------------------------
// what there is
// -------------------------------------------------------------------------------------

/** Something that a database has, by its name. `schema` is null for the one that an unqualified name means. */
export interface ObjectRow {
  readonly kind: 'relation' | 'sequence' | 'type' | 'routine'
  readonly schema: string | null
  readonly name: string
}

/** What there is, where an unqualified name would be looked for and in these schemas. */
export const objectNames = (schemas: ReadonlyArray<string>): Statement<Opaque, never, never, never, ObjectRow> =>
  typedStatement({
    joinery: brand,
    _tag: 'TableNames',
    schemas,
    projection: declared({ kind: text, schema: nullable(text), name: text }),
  })

/** What a database is made of, one row for each object, as the database describes it. */
export const catalogRows = (
  schemas: ReadonlyArray<string | null>,
): Statement<Opaque, never, never, never, { readonly kind: string; readonly fact: unknown }> =>
  typedStatement({ joinery: brand, _tag: 'CatalogRows', schemas, projection: declared({ kind: text, fact: json() }) })

/** The names of the tables and views that there are, where an unqualified name would be looked for. */
export const tableNames = /* @__PURE__ */ objectNames([])
