/**
 * Prepared statements: built once, compiled once for each dialect, and run with other values each time.
 *
 * A parameter is an expression of the type that was declared for it, wherever it stands, and however often.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, isRecord, typed } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import type { AnyStatement, Closed, Opaque, RowOf, ScopeOf, Statement, UsesOf } from '../ast/Scope.js'
import { uncounted } from '../ast/SqlType.js'
import type { Statement as Node } from '../ast/Statement.js'
import { type holds, ofType } from '../schema/Column.js'
import type { Specs } from '../schema/Table.js'
import { invalidStatement, statementNode, typedStatement } from './node.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** The parameters, as expressions. */
export type Parameters<P extends Specs> = { readonly [K in keyof P]: Expr<P[K][typeof holds], never, never> }

/** A value for each of them. */
export type ParameterValues<P extends Specs> = { readonly [K in keyof P]: P[K][typeof holds] }

/** A statement that has its values, and runs. No clause changes it any more. */
export type Runnable<R> = Statement<Opaque, never, never, never, R>

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const parametersOf = <P extends Specs>(specs: P): Parameters<P> =>
  Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      typed(
        ofType(spec, `the parameter ${JSON.stringify(name)}`, 'prepare({ id: integer }, …)', (type) => ({
          joinery: brand,
          _tag: 'Placeholder',
          name,
          type: uncounted(type),
        })),
      ),
    ]),
  ) as Parameters<P>

const notParameters = /* @__PURE__ */ invalidArgument(
  'the parameters of prepare',
  'are no object of column types',
  'give some, as in prepare({ id: integer }, (p) => …)',
)

const copied = <V>(values: V): V => (isRecord(values) ? { ...values } : values)

const notBuilt = /* @__PURE__ */ invalidArgument(
  'what prepare was given',
  'is not a function that gives a statement',
  'give (p) => pipe(from(users), where(eq(users.c.id, p.id)), select(users))',
)

const bodyOf = (specs: unknown, build: unknown): Node => {
  if (!isRecord(specs)) return invalidStatement(notParameters)
  return typeof build === 'function'
    ? statementNode(build(parametersOf(specs as unknown as Specs)), 'prepare')
    : invalidStatement(notBuilt)
}

/**
 * A statement with parameters, as a function of their values. Each has the type that is declared for it, and is bound
 * once, however often it stands there.
 *
 * @example
 * const named = prepare({ name: text, age: integer }, (p) =>
 *   pipe(from(users), where(and(eq(users.c.name, p.name), gt(users.c.age, p.age))), select({ id: users.c.id })),
 * )
 *
 * all(named({ name: 'jack', age: 30 })) // and, with the next values, all(named({ name: 'ed', age: 25 }))
 *
 * @example
 * prepare({ name: text }, (p) => pipe(from(users), where(eq(users.c.name, p.name)), select({ id: users.c.id })))({ name: 'jack' })
 * // select "users"."id" from "users" where "users"."name" = $1::text
 */
export const prepare = <P extends Specs, Q extends AnyStatement>(
  parameters: P,
  build: (parameters: Parameters<P>) => Q & Closed<UsesOf<Q>, ScopeOf<Q>>,
): ((values: ParameterValues<P>) => Runnable<RowOf<Q>>) => {
  const statement = bodyOf(parameters, build)
  // values that change under the statement would change what runs
  return (values) => typedStatement({ joinery: brand, _tag: 'Prepared', statement, values: copied(values) })
}
