/**
 * Functions and operators that joinery has no name for: those of extensions, and your own.
 *
 * A name is quoted, so it is the one that the database's catalog has: `st_distance`, not `ST_Distance`.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, typed } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import { type AnySpec, type holds, ofType } from '../schema/Column.js'
import { type Absent, type Argument, type NullIn, type Reads, toArgument } from './bare.js'

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

/** The name of a function, or its schema and its name. */
export type CustomName = string | readonly [schema: string, name: string]

/** A node with the name that `of` was given. */
export const customNamed = (
  name: unknown,
  of: string,
  make: (named: { readonly schema: string | null; readonly name: string }) => Node,
): Node => {
  const [schema, local, ...rest]: ReadonlyArray<unknown> = Array.isArray(name) ? name : [null, name]
  return typeof local === 'string' && (schema === null || typeof schema === 'string') && rest.length === 0
    ? make({ schema, name: local })
    : invalid(invalidArgument(`the name of ${of}`, 'is not a name', "give 'name' or ['schema', 'name']"))
}

// -------------------------------------------------------------------------------------
// functions
// -------------------------------------------------------------------------------------

/** What a strict function of arguments `A` yields. */
type Called<S extends AnySpec, A> = Expr<S[typeof holds] | NullIn<A>, Reads<A>, Absent<A>>

/**
 * A function of the database by its name, or by its schema and its name. What it yields is of the given type.
 *
 * As most functions are, it is strict: where an argument may be null, so may the result. One that may be null for other
 * reasons yields a `nullable(type)`.
 *
 * @example
 * const similarity = fn('similarity', real) // of pg_trgm
 *
 * similarity(users.c.name, 'jakc') // "similarity"("users"."name", $1::text)
 *
 * @example
 * const vector = fn('vector', text) // of pgvector: the name of a type converts to it
 * const distance = operator('<->', doublePrecision)
 *
 * distance(items.c.embedding, vector('[1,2,3]')) // "items"."embedding" <-> "vector"($1::text)
 *
 * @example
 * const makePoint = fn(['gis', 'st_makepoint'], text) // of PostGIS, in a schema of its own
 * const near = fn(['gis', 'st_dwithin'], boolean)
 *
 * near(places.c.at, makePoint(value(doublePrecision, x), value(doublePrecision, y)), value(doublePrecision, 100))
 * // "gis"."st_dwithin"("places"."at", "gis"."st_makepoint"($1::double precision, $2::double precision), $3::double precision)
 */
export const fn =
  <S extends AnySpec>(name: CustomName, type: S) =>
  <A extends ReadonlyArray<Argument>>(...args: A): Called<S, A[number]> =>
    typed(
      ofType(type, 'fn', "fn('similarity', real)", (own) =>
        customNamed(name, 'fn', (named) => ({
          joinery: brand,
          _tag: 'CustomCall',
          ...named,
          args: args.map((arg) => toArgument(arg, 'an argument of fn')),
          type: own,
        })),
      ),
    )

// -------------------------------------------------------------------------------------
// operators
// -------------------------------------------------------------------------------------

/** Why PostgreSQL's lexer would not read a text as one operator; null if it would. */
const symbolProblem = (symbol: unknown): string | null => {
  if (typeof symbol !== 'string' || symbol === '') return 'is not a symbol'
  if (!/^[-+*/<>=~!@#%^&|`?]+$/.test(symbol)) return 'holds other characters than + - * / < > = ~ ! @ # % ^ & | ` ?'
  if (/--|\/\*/.test(symbol)) return 'starts a comment'
  if (symbol === '=>') return 'is no operator: it names an argument'
  if (symbol.length > 63) return 'is longer than 63 characters'
  return /.[-+]$/.test(symbol) && !/[~!@#%^&|`?]/.test(symbol)
    ? 'ends in a sign, which would belong to what follows'
    : null
}

/** An operator by its symbol, or by its schema and its symbol. */
type Symbol = string | readonly [schema: string, symbol: string]

/** The node of an operator, or what is wrong with its symbol. */
const operatorNode = (
  symbol: unknown,
  of: string,
  make: (named: { readonly schema: string | null; readonly symbol: string }) => Node,
): Node => {
  const [schema, local, ...rest]: ReadonlyArray<unknown> = Array.isArray(symbol) ? symbol : [null, symbol]
  const problem =
    rest.length > 0 || (schema !== null && typeof schema !== 'string') ? 'is not a symbol' : symbolProblem(local)
  return problem === null
    ? make({ schema: schema as string | null, symbol: local as string })
    : invalid(invalidArgument(`the symbol of ${of}`, problem, 'give one such as @>, or write it with raw'))
}

/**
 * An operator between two operands by its symbol, which yields the given type. Operands that are no atoms get
 * parentheses, for the operator's precedence is not known.
 *
 * Like most operators it is strict: where an operand may be null, so may the result.
 *
 * @example
 * const resembles = operator('%', boolean) // of pg_trgm
 *
 * resembles(users.c.name, 'jakc') // "users"."name" % $1::text
 *
 * @example
 * const distance = operator(['public', '<->'], doublePrecision) // of pgvector, whatever the search path
 *
 * distance(items.c.embedding, fn('vector', text)('[1,2,3]')) // "items"."embedding" operator("public".<->) "vector"($1::text)
 */
export const operator =
  <S extends AnySpec>(symbol: Symbol, type: S) =>
  <A extends Argument, B extends Argument>(left: A, right: B): Called<S, A | B> =>
    typed(
      ofType(type, 'operator', "operator('@>', boolean)", (own) =>
        operatorNode(symbol, 'operator', (named) => ({
          joinery: brand,
          _tag: 'CustomOperator',
          ...named,
          left: toArgument(left, 'the left operand of operator'),
          right: toArgument(right, 'the right operand of operator'),
          type: own,
        })),
      ),
    )

/**
 * An operator before its operand, which yields the given type.
 *
 * @example
 * const factorial = prefixOperator('!!', numeric())
 *
 * factorial(users.c.age) // !! "users"."age"
 */
export const prefixOperator =
  <S extends AnySpec>(symbol: Symbol, type: S) =>
  <A extends Argument>(operand: A): Called<S, A> =>
    typed(
      ofType(type, 'prefixOperator', "prefixOperator('@-@', doublePrecision)", (own) =>
        operatorNode(symbol, 'prefixOperator', (named) => ({
          joinery: brand,
          _tag: 'CustomOperator',
          ...named,
          left: null,
          right: toArgument(operand, 'the operand of prefixOperator'),
          type: own,
        })),
      ),
    )
