/**
 * Values by cases.
 *
 * Without `otherwise`, what fits no branch is null, and so is the type. Branches of different types of numbers are of the
 * one that holds all of them.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Condition, type Expr, invalid, isBranded, toNode, toOperand, typed } from '../ast/Expr.js'
import { type Branch, type Branded, brand, type Node } from '../ast/Node.js'
import type { Absent, Reads, Values } from './bare.js'
import { type Alternative, type Typed, together, type United } from './united.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** One branch: what is asked, and the value where it holds. */
export interface When<out C, out V> extends Branded {
  readonly _tag: 'When'
  readonly when: C
  readonly result: V
}

type AnyWhen = When<unknown, Alternative>

/** The values of branches. */
type Results<B extends ReadonlyArray<AnyWhen>> = B[number]['result']

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** A branch of `case_`, which asks for a condition, or of `caseOf`, which asks for a value. @example when(gt(users.c.age, 17), 'adult') // when "users"."age" > $1 then $2::text */
export const when = <const C, const V extends Alternative>(condition: C, then: V): When<C, V> => ({
  joinery: brand,
  _tag: 'When',
  when: condition,
  result: then,
})

/**
 * The value of the first branch whose condition holds.
 *
 * @example case_([when(gt(users.c.age, 64), 'senior'), when(gt(users.c.age, 17), 'adult')], 'minor')
 * // case when "users"."age" > $1 then $2::text when "users"."age" > $3 then $4::text else $5::text end
 */
export const case_ = <const B extends ReadonlyArray<When<Condition, Alternative>>, const D extends Alternative = null>(
  branches: B & Typed<Results<B> | D>,
  otherwise?: D,
): Expr<United<Values<Results<B> | D>>, Reads<B[number]['when'] | Results<B> | D>, Absent<Results<B> | D>> =>
  typed(caseNode('case_', null, branches, otherwise, (condition) => toCondition(condition)))

/**
 * The value of the first branch whose value is equal to the operand. Nothing is equal to null.
 *
 * @example caseOf(users.c.state, [when('new', 'fresh'), when('done', 'old')], 'strange')
 * // case "users"."state" when $1 then $2::text when $3 then $4::text else $5::text end
 */
export const caseOf = <
  T,
  R,
  const B extends ReadonlyArray<When<Expr<NoInfer<T> | null, any, any> | NonNullable<NoInfer<T>>, Alternative>>,
  const D extends Alternative = null,
>(
  operand: Expr<T, R, any>,
  branches: B & Typed<Results<B> | D>,
  otherwise?: D,
): Expr<United<Values<Results<B> | D>>, R | Reads<B[number]['when'] | Results<B> | D>, Absent<Results<B> | D>> => {
  const node = toNode(operand, 'the operand of caseOf')
  return typed(caseNode('caseOf', node, branches, otherwise, (value) => toOperand(value, node.type, 'a value of when')))
}

// -------------------------------------------------------------------------------------
// nodes
// -------------------------------------------------------------------------------------

const toCondition = (condition: unknown): Node => {
  const node = toNode(condition, 'the condition of when')
  return node._tag === 'Skip'
    ? invalid(invalidArgument('the condition of when', 'is skip', 'leave the branch out of the list'))
    : node
}

const isWhen = (u: unknown): u is AnyWhen => isBranded(u) && (u as { readonly _tag?: unknown })._tag === 'When'

const caseNode = (
  name: string,
  operand: Node | null,
  branches: unknown,
  otherwise: unknown,
  ask: (when: unknown) => Node,
): Node => {
  const refused = (reason: string, hint: string) => invalid(invalidArgument(`the branches of ${name}`, reason, hint))
  if (!Array.isArray(branches)) return refused('are not an array', 'give an array of when(condition, value)')
  if (branches.length === 0) return refused('are none', 'give at least one when(condition, value)')
  if (!branches.every(isWhen)) return refused('hold something else', 'make each with when(condition, value)')
  const given: ReadonlyArray<unknown> = branches.map(({ result }) => result)
  const results = otherwise === undefined ? given : [...given, otherwise]
  const { type, node: toResult } = together(results, `a value of ${name}`, true)
  if (type === 'mixed') return refused('are of different types', 'make them one with cast(it, type)')
  return {
    joinery: brand,
    _tag: 'Case',
    operand,
    branches: branches.map((branch: AnyWhen): Branch => ({ when: ask(branch.when), result: toResult(branch.result) })),
    otherwise: otherwise === undefined ? null : toResult(otherwise),
    type: type ?? { _tag: 'untyped' },
  }
}
