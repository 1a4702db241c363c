/**
 * Several values as one: rows that are written out, whole rows of a source, and the fields of composite values.
 *
 * A row is compared value by value: it is equal to another if all of their values are, and less if the first ones that
 * differ are. Its type admits null where one of its values does, for a comparison with it may then be unknown.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type AnyExpr, type Expr, invalid, isBranded, toNode, typed, type valueOf } from '../ast/Expr.js'
import type { Composite as CompositeValue } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { rowNode } from '../ast/row.js'
import { type Composite, type CompositeField, resolved, type SqlType } from '../ast/SqlType.js'
import type { Source as SourceNode } from '../ast/Statement.js'
import type { Joinable, Source } from '../schema/Table.js'
import { type Argument, toArgument, type Values } from './bare.js'
import type { AbsentOf, NullOf, ReadsOf } from './define.js'

// -------------------------------------------------------------------------------------
// rows
// -------------------------------------------------------------------------------------

/** The values of a row. */
type Tuple<A extends ReadonlyArray<Argument>> = { readonly [K in keyof A]: Values<A[K]> }

/**
 * Several values as one. Opposite one, in `eq` and `in_`, a list of values is a row too.
 *
 * @example eq(row(users.c.id, users.c.name), [1, 'jack']) // ("users"."id", "users"."name") = ($1, $2)
 * @example lt(row(users.c.age, users.c.id), row(users.c.id, users.c.age)) // ("users"."age", "users"."id") < ("users"."id", "users"."age")
 * @example in_(row(users.c.id, users.c.name), [[1, 'jack'], [2, 'ed']]) // ("users"."id", "users"."name") in (($1, $2), ($3, $4))
 */
export const row = <A extends ReadonlyArray<Argument>>(
  ...values: A
): Expr<Tuple<A> | NullOf<A[number]>, ReadsOf<A[number]>, AbsentOf<A[number]>> =>
  typed(rowNode(values.map((value, i) => toArgument(value, `value ${i + 1} of row`))))

// -------------------------------------------------------------------------------------
// composites
// -------------------------------------------------------------------------------------

/** The type of a source's rows: a table's has the table's name, and any other one none. */
const rowTypeOf = (source: SourceNode): Composite => {
  const isTable = source._tag === 'Table'
  const definitions = isTable ? source.definitions : {}
  return {
    _tag: 'composite',
    schema: isTable ? source.schema : null,
    name: isTable ? source.name : null,
    fields: Object.entries(source.columns).map(
      ([key, { name, type }]): CompositeField => [key, type, definitions[key]?.nullable === false, name],
    ),
  }
}

const isSource = (u: unknown): u is SourceNode => isBranded(u) && 'columns' in u && 'alias' in u

/** What is joined under a name, with its columns. */
interface Described<out A extends string, out C> extends Joinable<A, unknown> {
  readonly c: C
}

type ValuesOf<C> = { readonly [K in keyof C]: C[K] extends AnyExpr ? C[K][typeof valueOf] : never }

interface WholeRow {
  <A extends string, V>(source: Source<A, unknown, V>): Expr<CompositeValue<V>, A, A>
  <A extends string, C>(source: Described<A, C>): Expr<CompositeValue<ValuesOf<C>>, A, A>
}

/** A whole row of a source as one value, an object of its columns. @example wholeRow(addresses) // "addresses" */
export const wholeRow: WholeRow = (source: unknown) =>
  typed<never, never, never>(
    isSource(source)
      ? { joinery: brand, _tag: 'WholeRow', table: source.alias, type: rowTypeOf(source) }
      : invalid(invalidArgument('the argument of wholeRow', 'is not a table', 'give a table, or another source')),
  )

/** The fields of a composite value. */
type Fields<T> = Exclude<T, null>

const compositeOf = (type: SqlType): Composite | null => {
  const own = resolved(type)
  if (own._tag === 'domain') return compositeOf(own.base)
  return own._tag === 'composite' ? own : null
}

const fieldNode = (operand: Node, key: unknown): Node => {
  if (operand._tag === 'Invalid') return operand
  const composite = compositeOf(operand.type)
  if (composite === null) {
    return invalid(
      invalidArgument('the operand of field', 'has no fields', 'give a composite value, or wholeRow(table)'),
    )
  }
  const found = composite.fields.find(([name]) => name === key)
  if (found === undefined) {
    const names = composite.fields.map(([name]) => name).join(', ')
    return invalid(invalidArgument('the field', `${JSON.stringify(key)} does not exist`, `give one of ${names}`))
  }
  const [own, type, , name] = found
  return { joinery: brand, _tag: 'FieldOf', operand, name: name ?? own, type }
}

/** A field of a composite value. @example field(wholeRow(addresses), 'email') // ("addresses")."email" */
export const field = <E extends Expr<object | null, any, any>, K extends keyof Fields<E[typeof valueOf]> & string>(
  operand: E,
  name: K,
): Expr<Fields<E[typeof valueOf]>[K] | NullOf<E>, ReadsOf<E>, AbsentOf<E>> =>
  typed(fieldNode(toNode(operand, 'the operand of field'), name))

/** All fields of a composite value, by their names. */
type AllFields<T, E> = {
  readonly [K in keyof T & string]: Expr<T[K] | NullOf<E>, ReadsOf<E>, AbsentOf<E>>
}

/** Remembers the types of fields, which are asserted here. */
const typedFields = <T, E>(nodes: Readonly<Record<string, Node>>): AllFields<T, E> =>
  nodes as unknown as AllFields<T, E>

/**
 * All fields of a composite value, to select them side by side: SQL's `(value).*`.
 *
 * @example select(allFields(wholeRow(addresses))) // select ("addresses")."id", ("addresses")."email", ("addresses")."userId"
 */
export const allFields = <E extends Expr<object | null, any, any>>(
  operand: E,
): AllFields<Fields<E[typeof valueOf]>, E> => {
  const node = toNode(operand, 'the operand of allFields')
  const composite = compositeOf(node.type)
  return typedFields(
    composite === null
      ? { field: fieldNode(node, 'field') }
      : Object.fromEntries(composite.fields.map(([key]) => [key, fieldNode(node, key)])),
  )
}
