/**
 * Arguments of `fn` that are more than their values: by their name, or the elements of an array each by itself.
 *
 * They stand among the arguments of a function, and nowhere else.
 */
import { type Expr, toNode, typed } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import { type Absent, type Argument, type Reads, toArgument, type Values } from './bare.js'

/**
 * An argument by the name that the function has for it.
 *
 * @example fn('make_interval', interval)(argument('days', value(integer, 10))) // "make_interval"("days" => $1::integer)
 */
export const argument = <A extends Argument>(name: string, it: A): Expr<Values<A>, Reads<A>, Absent<A>> => {
  const operand = toArgument(it, 'the second argument of argument')
  return typed({ joinery: brand, _tag: 'NamedArgument', name, operand, type: operand.type })
}

/**
 * An array whose elements are the last arguments of a function, or of an aggregate.
 *
 * @example fn('format', text)('%s, %s', variadic(arrayAgg(users.c.name))) // "format"($1::text, variadic array_agg("users"."name"))
 */
export const variadic = <T extends ReadonlyArray<unknown> | null, R, N>(it: Expr<T, R, N>): Expr<T, R, N> => {
  const operand = toNode(it, 'the argument of variadic')
  return typed({ joinery: brand, _tag: 'Variadic', operand, type: operand.type })
}
