/** Rows of functions that leave it to their caller to say what is in them: PostgreSQL's `record`. */
import { isRecord } from '../ast/Expr.js'
import type { Composite } from '../ast/Kind.js'
import { type CompositeField, type SqlType, uncounted, untyped } from '../ast/SqlType.js'
import type { AnySpec, ColumnSpec, holds } from './Column.js'
import type { Specs } from './Table.js'
import { text } from './types.js'

/** Remembers a record's fields, which are asserted here. */
const typedRecord = <S extends Specs>(
  type: SqlType,
): ColumnSpec<Composite<{ readonly [K in keyof S]: S[K][typeof holds] }>, 'required', 'plain'> =>
  ({ ...text, type }) as unknown as ReturnType<typeof typedRecord<S>>

const fieldOf = ([key, spec]: readonly [string, AnySpec]): CompositeField =>
  isRecord(spec) && isRecord(spec.type)
    ? [key, uncounted(spec.type), !spec.nullable, spec.name ?? null]
    : [key, untyped]

/**
 * What a function yields that returns `record`: in FROM, where `tableOf` puts it, the fields become a list of columns.
 *
 * @example
 * const crosstab = fn('crosstab', record({ name: text, january: nullable(integer) }))
 * const sales = tableOf('sales')(crosstab('select …'))
 *
 * from(sales) // from "crosstab"($1::text) as "sales" ("name" text, "january" integer)
 */
export const record = <S extends Specs>(
  fields: S,
): ColumnSpec<Composite<{ readonly [K in keyof S]: S[K][typeof holds] }>, 'required', 'plain'> =>
  typedRecord<S>({
    _tag: 'composite',
    schema: null,
    name: null,
    fields: isRecord(fields) ? Object.entries(fields).map(fieldOf) : [],
    listed: true,
  })
