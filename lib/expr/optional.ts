/**
 * Conditions on what may not be given: a filter that is not asked for is left out.
 *
 * Only these leave a condition out, by their name; `and`, `or` and `where` never do because a value is missing. NULL is
 * not a missing value: say what it means, as in `isNull` or `isNotDistinctFrom`.
 */
import type { Option } from 'fp-ts/Option'
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { type Condition, type Expr, invalid, isBranded, isRecord, nodeOf, toNode, typed } from '../ast/Expr.js'
import { brand, type Column, type Node } from '../ast/Node.js'
import { booleanType } from '../ast/SqlType.js'
import type { Source as SourceNode } from '../ast/Statement.js'
import type { Source } from '../schema/Table.js'
import { eq } from './comparison.js'
import { and, skip } from './logic.js'

const isNull = (argument: string): CompileError =>
  invalidArgument(
    argument,
    'is null',
    'ask with isNull or isNotDistinctFrom where it is NULL, and give undefined where nothing is asked for',
  )

const made = (value: unknown, condition: unknown, name: string): Node => {
  if (value === null) return invalid(isNull(`the value of ${name}`))
  return typeof condition === 'function'
    ? toNode(condition(value), `the condition of ${name}`)
    : invalid(invalidArgument(`the condition of ${name}`, 'is not a function', 'give (it) => eq(users.c.name, it)'))
}

/**
 * A condition on a value that may be undefined; without it there is no condition.
 *
 * @example ifDefined(input, (name) => eq(users.c.name, name)) // "users"."name" = $1
 * @example and(users.c.active, ifDefined(undefined, (name: string) => eq(users.c.name, name))) // "users"."active"
 */
export const ifDefined = <T extends {}, R, N>(
  value: T | undefined,
  condition: (value: T) => Condition<R, N>,
): Condition<R, N> => typed(value === undefined ? nodeOf(skip) : made(value, condition, 'ifDefined'))

const isOption = (u: unknown): u is Option<unknown> => isRecord(u) && (u._tag === 'None' || u._tag === 'Some')

const notAnOption = /* @__PURE__ */ invalidArgument(
  'the value of ifSome',
  'is not an Option',
  'give none or some(it), or use ifDefined',
)

/** A condition on the value of an `Option`; none is no condition. @example ifSome(O.some(7), (id) => eq(users.c.id, id)) // "users"."id" = $1 */
export const ifSome = <T extends {}, R, N>(
  option: Option<T>,
  condition: (value: T) => Condition<R, N>,
): Condition<R, N> =>
  typed(
    !isOption(option)
      ? invalid(notAnOption)
      : option._tag === 'None'
        ? nodeOf(skip)
        : made(option.value, condition, 'ifSome'),
  )

/** Values of columns, without null. */
export type Values<V> = { readonly [K in keyof V]?: NonNullable<V[K]> }

const isSource = (u: unknown): u is SourceNode => isBranded(u) && 'columns' in u

const noSource = /* @__PURE__ */ invalidArgument('the source of filterBy', 'is none', 'give a table, or a subquery')

const noValues = /* @__PURE__ */ invalidArgument('the values of filterBy', 'are no object', "give { name: 'jack' }")

const equal = ({ alias, columns }: SourceNode, key: string, value: unknown): Node => {
  const argument = `the value of ${alias}.${key} in filterBy`
  if (!Object.hasOwn(columns, key)) {
    return invalid({ _tag: 'UnknownColumn', table: alias, column: key, columns: Object.keys(columns) })
  }
  if (value === undefined) return invalid(invalidArgument(argument, 'is undefined', 'leave the key out'))
  if (value === null) return invalid(isNull(argument))
  return nodeOf(eq(typed<unknown, unknown, unknown>(columns[key] as Column), value))
}

/**
 * Columns that are equal to these values, by their keys; without a key, true.
 *
 * @example filterBy(users, { name: 'jack', age: 31 }) // "users"."name" = $1 and "users"."age" = $2
 */
export const filterBy = <A extends string, V>(source: Source<A, any, V>, values: Values<V>): Condition<A, A> => {
  const node: unknown = source
  const given: unknown = values
  if (!isSource(node)) return typed(invalid(noSource))
  if (!isRecord(given) || isBranded(given)) return typed(invalid(noValues))
  const conditions = Object.keys(given).map((key): Expr<boolean, A, A> => typed(equal(node, key, given[key])))
  return conditions.length === 0 ? typed(nothingAsked) : and(...conditions)
}

const nothingAsked: Node = { joinery: brand, _tag: 'Constant', value: true, type: booleanType }
