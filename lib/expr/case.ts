/**
 * Values by cases.
 *
 * Without `otherwise`, what fits no branch is null, and so is the type. A bare value takes its type from the first
 * expression among the branches; where there is none, from its JavaScript type.
 */
import { invalidArgument } from '../ast/CompileError.js'
import {
  type AnyExpr,
  type Condition,
  type Expr,
  invalid,
  isBranded,
  param,
  toNode,
  toOperand,
  typed,
} from '../ast/Expr.js'
import { type Branch, type Branded, brand, type Node } from '../ast/Node.js'
import type { Refused } from '../ast/Scope.js'
import { resolved, type SqlType, uncounted } from '../ast/SqlType.js'
import { type Absent, type Bare, type Reads, typeOfBare, untypable, type Values } from './bare.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** One branch: what is asked, and the value where it holds. */
export interface When<out C, out V> extends Branded {
  readonly _tag: 'When'
  readonly when: C
  readonly result: V
}

type Result = AnyExpr | Bare | number | null

type AnyWhen = When<unknown, Result>

/** The values of branches. */
type Results<B extends ReadonlyArray<AnyWhen>> = B[number]['result']

type Branching<B extends ReadonlyArray<AnyWhen>, D, R = never> = Expr<
  Values<Results<B> | D>,
  R | Reads<B[number]['when'] | Results<B> | D>,
  Absent<Results<B> | D>
>

/** Satisfied if something says the type of the numbers among `V`. */
type Typed<V> = [Extract<V, AnyExpr>] extends [never]
  ? [Extract<V, number>] extends [never]
    ? unknown
    : Refused<'a number here may be an integer or not: say its type in one branch, with value(integer, it)'>
  : unknown

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** A branch of `case_`, which asks for a condition, or of `caseOf`, which asks for a value. @example when(gt(users.c.age, 17), 'adult') // when "users"."age" > $1 then $2::text */
export const when = <const C, const V extends Result>(condition: C, then: V): When<C, V> => ({
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
export const case_ = <const B extends ReadonlyArray<When<Condition, Result>>, const D extends Result = null>(
  branches: B & Typed<Results<B> | D>,
  otherwise?: D,
): Branching<B, D> => typed(caseNode('case_', null, branches, otherwise, (condition) => toCondition(condition)))

/**
 * The value of the first branch whose value is equal to the operand. Nothing is equal to null.
 *
 * @example caseOf(users.c.state, [when('new', 'fresh'), when('done', 'old')], 'strange')
 * // case "users"."state" when $1 then $2::text when $3 then $4::text else $5::text end
 */
export const caseOf = <
  T,
  R,
  const B extends ReadonlyArray<When<Expr<NoInfer<T> | null, any, any> | NonNullable<NoInfer<T>>, Result>>,
  const D extends Result = null,
>(
  operand: Expr<T, R, any>,
  branches: B & Typed<Results<B> | D>,
  otherwise?: D,
): Branching<B, D, R> => {
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
  const type = commonType(results.filter(isBranded).map((it) => toNode(it, '').type)) ?? bareType(results)
  if (type === 'mixed') return refused('are of different types', 'make them one with cast(it, type)')
  const toResult = (it: unknown): Node => {
    const argument = `a value of ${name}`
    if (isBranded(it)) return toNode(it, argument)
    return type === null || it === undefined ? untypable(it, argument) : param(it, type, true)
  }
  return {
    joinery: brand,
    _tag: 'Case',
    operand,
    branches: branches.map((branch: AnyWhen): Branch => ({ when: ask(branch.when), result: toResult(branch.result) })),
    otherwise: otherwise === undefined ? null : toResult(otherwise),
    type: type ?? { _tag: 'untyped' },
  }
}

/** Types among which the database converts, and whose values JavaScript reads alike: the widest is last. */
const families: ReadonlyArray<ReadonlyArray<SqlType['_tag']>> = [
  ['smallint', 'integer', 'real', 'doublePrecision'],
  ['varchar', 'text'],
]

const wider = (a: SqlType, b: SqlType): SqlType | null => {
  if (a === b || b._tag === 'untyped') return a
  if (a._tag === 'untyped') return b
  const family = families.find((tags) => tags.includes(a._tag) && tags.includes(b._tag))
  if (family !== undefined) return family.indexOf(a._tag) < family.indexOf(b._tag) ? b : a
  return a._tag === b._tag && sameWithin(a, b) ? a : null
}

const sameWithin = (a: SqlType, b: SqlType): boolean => {
  switch (a._tag) {
    case 'mapped':
      return b._tag === 'mapped' && a.decode === b.decode && a.encode === b.encode && wider(a.base, b.base) !== null
    case 'asText':
      return b._tag === 'asText' && wider(a.base, b.base) !== null
    case 'other':
      return b._tag === 'other' && a.name === b.name && a.schema === b.schema
    case 'array':
      return b._tag === 'array' && wider(a.element, b.element) !== null
    case 'rows':
      return false
    default:
      return true
  }
}

/** The type that the values of all expressions have together; null where there is no expression. */
const commonType = (types: ReadonlyArray<SqlType>): SqlType | 'mixed' | null => {
  const [first, ...rest] = types.map((type) => uncounted(resolved(type)))
  if (first === undefined) return null
  return rest.reduce<SqlType | 'mixed'>((all, type) => (all === 'mixed' ? all : (wider(all, type) ?? 'mixed')), first)
}

/** The type that bare values say, null left aside. */
const bareType = (values: ReadonlyArray<unknown>): SqlType | 'mixed' | null => {
  const types = values.filter((value) => value !== null && value !== undefined).map(typeOfBare)
  return types.includes(null) ? null : commonType(types.filter((type) => type !== null))
}
