/**
 * What can be wrong with a statement, as data.
 *
 * Builders never throw: they put the problem where the bad part would have stood (an `Invalid` node), and the compiler
 * reports all of a statement's problems at once. No error holds a bound value.
 */
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A dialect has no way to say this. */
export interface Unsupported {
  readonly _tag: 'Unsupported'
  readonly dialect: string
  readonly feature: string
  readonly hint: string
}

/** A name that the database cannot keep as it is. */
export interface InvalidIdentifier {
  readonly _tag: 'InvalidIdentifier'
  readonly name: string
  readonly reason: string
}

/** A key of `values`, `set` or a relation that the table does not have. */
export interface UnknownColumn {
  readonly _tag: 'UnknownColumn'
  readonly table: string
  readonly column: string
  readonly columns: ReadonlyArray<string>
}

/** The same name stands for two sources of one statement. */
export interface DuplicateAlias {
  readonly _tag: 'DuplicateAlias'
  readonly alias: string
}

/** An update or delete that would touch every row. */
export interface MissingWhere {
  readonly _tag: 'MissingWhere'
  readonly statement: 'update' | 'delete'
  readonly table: string
}

/** A clause without which the statement means nothing: no row in `values`, no key in `set`, nothing selected. */
export interface MissingClause {
  readonly _tag: 'MissingClause'
  readonly statement: 'select' | 'insert' | 'update' | 'delete' | 'merge'
  readonly clause: string
  readonly hint: string
}

/** An argument that has no meaning in SQL: `limit(NaN)`, `undefined`, a value where a table belongs. */
export interface InvalidArgument {
  readonly _tag: 'InvalidArgument'
  readonly argument: string
  readonly reason: string
  readonly hint: string
}

export type CompileError =
  | Unsupported
  | InvalidIdentifier
  | UnknownColumn
  | DuplicateAlias
  | MissingWhere
  | MissingClause
  | InvalidArgument

export type CompileErrors = NonEmptyArray<CompileError>

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/* @__NO_SIDE_EFFECTS__ */
export const invalidArgument = (argument: string, reason: string, hint: string): InvalidArgument => ({
  _tag: 'InvalidArgument',
  argument,
  reason,
  hint,
})

export const unsupported = (dialect: string, feature: string, hint: string): Unsupported => ({
  _tag: 'Unsupported',
  dialect,
  feature,
  hint,
})

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

const texts: { readonly [T in CompileError['_tag']]: (error: Extract<CompileError, { readonly _tag: T }>) => string } =
  {
    Unsupported: ({ dialect, feature, hint }) => `${dialect} has no ${feature}: ${hint}`,
    InvalidIdentifier: ({ name, reason }) => `${JSON.stringify(name)} cannot be a name: ${reason}`,
    UnknownColumn: ({ table, column, columns }) =>
      `${table} has no column ${JSON.stringify(column)}: its columns are ${columns.join(', ')}`,
    DuplicateAlias: ({ alias }) => `${JSON.stringify(alias)} names two sources of one statement: give one an alias`,
    MissingWhere: ({ statement, table }) =>
      `this ${statement} would change every row of ${table}: add where(...), or everyRow to say that it should`,
    MissingClause: ({ statement, clause, hint }) => `this ${statement} has no ${clause}: ${hint}`,
    InvalidArgument: ({ argument, reason, hint }) => `${argument} ${reason}: ${hint}`,
  }

/** One line that says what was asked, of what, and what to do instead. */
export const describeCompileError = (error: CompileError): string =>
  (texts[error._tag] as (error: CompileError) => string)(error)
