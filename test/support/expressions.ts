/**
 * Random expressions, each twice: made by the functions of joinery, and with parentheses around everything.
 *
 * The second is raw SQL, so it owes nothing to the table of operators that it is compared with. Both bind the same
 * values in the same order.
 */

import type { Expr } from '../../lib/ast/Expr.js'
import {
  abs,
  add,
  and,
  between,
  boolean,
  coalesce,
  concat,
  div,
  eq,
  ge,
  gt,
  in_,
  integer,
  isDistinctFrom,
  isNotNull,
  isNull,
  le,
  like,
  lower,
  lt,
  mod,
  mul,
  ne,
  negative,
  not,
  notBetween,
  notIn,
  notLike,
  or,
  raw,
  SQL,
  sub,
  text,
  value,
} from '../../lib/index.js'
import { users } from './blog.js'
import type { Random } from './random.js'

type Reading = Expr<any, 'users', any>

export interface Twin {
  readonly plain: Reading
  readonly full: Reading
}

type Make = (depth: number, random: Random) => Twin

// -------------------------------------------------------------------------------------
// leaves
// -------------------------------------------------------------------------------------

const same = (plain: Reading): Twin => ({ plain, full: plain })

const number: Make = (_, { below, pick }) =>
  pick([
    () => same(value(integer, below(9) - 4)),
    () => same(users.c.id),
    () => same(users.c.age),
    () => same(users.c.managerId),
  ])()

const word: Make = (_, { below, pick }) =>
  pick([
    () => same(value(text, pick(['', 'a', '%', '1', 'jack', '-2']))),
    () => same(users.c.name),
    () => same(users.c.fullname),
    () => same(value(text, String(below(5)))),
  ])()

const truth: Make = (_, { pick }) => same(value(boolean, pick([true, false])))

// -------------------------------------------------------------------------------------
// operators
// -------------------------------------------------------------------------------------

/** The functions are given operands of any type here: the generator keeps the types, not the compiler. */
type Of<N extends number> = N extends 1
  ? (a: any) => Expr<any, any, any>
  : N extends 2
    ? (a: any, b: any) => Expr<any, any, any>
    : (a: any, b: any, c: any) => Expr<any, any, any>

const prefix =
  (apply: Of<1>, sql: string, operand: Make): Make =>
  (depth, random) => {
    const a = operand(depth - 1, random)
    return { plain: apply(a.plain), full: raw(text, SQL``.append(sql).append(SQL` (${a.full})`)) }
  }

const postfix =
  (apply: Of<1>, sql: string, operand: Make): Make =>
  (depth, random) => {
    const a = operand(depth - 1, random)
    return { plain: apply(a.plain), full: raw(text, SQL`(${a.full})`.append(sql)) }
  }

const infix =
  (apply: Of<2>, sql: string, left: Make, right: Make = left): Make =>
  (depth, random) => {
    const [a, b] = [left(depth - 1, random), right(depth - 1, random)]
    return { plain: apply(a.plain, b.plain), full: raw(text, SQL`(${a.full})`.append(sql).append(SQL`(${b.full})`)) }
  }

const ranged =
  (apply: Of<3>, sql: string, operand: Make): Make =>
  (depth, random) => {
    const [a, b, c] = [operand(depth - 1, random), operand(depth - 1, random), operand(depth - 1, random)]
    const bounds = SQL`(${b.full}) and (${c.full})`
    return { plain: apply(a.plain, b.plain, c.plain), full: raw(text, SQL`(${a.full})`.append(sql).append(bounds)) }
  }

const listed =
  (apply: Of<2>, sql: string, operand: Make): Make =>
  (depth, random) => {
    const [a, b, c] = [operand(depth - 1, random), operand(depth - 1, random), operand(depth - 1, random)]
    const list = SQL`((${b.full}), (${c.full}))`
    return { plain: apply(a.plain, [b.plain, c.plain]), full: raw(text, SQL`(${a.full})`.append(sql).append(list)) }
  }

const called =
  (apply: Of<1>, sql: string, operand: Make): Make =>
  (depth, random) => {
    const a = operand(depth - 1, random)
    return { plain: apply(a.plain), full: raw(text, SQL``.append(sql).append(SQL`(${a.full})`)) }
  }

// -------------------------------------------------------------------------------------
// expressions
// -------------------------------------------------------------------------------------

const deeper =
  (leaf: Make, operators: () => ReadonlyArray<Make>): Make =>
  (depth, random) =>
    depth <= 0 || random.below(6) === 0 ? leaf(depth, random) : random.pick(operators())(depth, random)

const numbers: Make = deeper(number, () => [
  infix(add, ' + ', numbers),
  infix(sub, ' - ', numbers),
  infix(mul, ' * ', numbers),
  infix(div, ' / ', numbers),
  infix(mod, ' % ', numbers),
  prefix(negative, '-', numbers),
  called(abs, 'abs', numbers),
  // no type allows this, and SQLite computes it all the same
  infix(
    sub,
    ' - ',
    deeper(number, () => [words, numbers, numbers]),
    numbers,
  ),
  (depth, random) => {
    const [a, b] = [numbers(depth - 1, random), numbers(depth - 1, random)]
    return { plain: coalesce(a.plain, b.plain), full: raw(integer, SQL`coalesce((${a.full}), (${b.full}))`) }
  },
])

const words: Make = deeper(word, () => [
  infix(concat, ' || ', words),
  infix(concat, ' || ', words, numbers),
  called(lower, 'lower', words),
])

export const truths: Make = deeper(truth, () => [
  infix(and, ' and ', truths),
  infix(or, ' or ', truths),
  prefix(not, 'not', truths),
  infix(eq, ' = ', truths),
  infix(eq, ' = ', numbers),
  infix(ne, ' <> ', words),
  infix(lt, ' < ', numbers),
  infix(le, ' <= ', words),
  infix(gt, ' > ', numbers),
  infix(ge, ' >= ', truths),
  infix(isDistinctFrom, ' is distinct from ', truths),
  infix(like, ' like ', words),
  infix(notLike, ' not like ', words),
  postfix(isNull, ' is null', truths),
  postfix(isNull, ' is null', numbers),
  postfix(isNotNull, ' is not null', words),
  ranged(between, ' between ', numbers),
  ranged(notBetween, ' not between ', truths),
  listed(in_, ' in ', numbers),
  listed(notIn, ' not in ', words),
])

/** A number, a text or a condition. */
export const anything: Make = (depth, random) => random.pick([numbers, words, truths, truths])(depth, random)
