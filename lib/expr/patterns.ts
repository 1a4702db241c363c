/**
 * Texts that hold other texts.
 *
 * What is looked for stands for itself: `%` and `_` in it are no wildcards, as they are to `like`.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, isBranded, nodeOf, toNode, toOperand, typed } from '../ast/Expr.js'
import type { Text } from '../ast/Kind.js'
import { brand, type Holds } from '../ast/Node.js'
import type { BinaryOp } from '../ast/Operator.js'
import { booleanType, textType } from '../ast/SqlType.js'
import { nullable } from '../schema/Column.js'
import { text } from '../schema/types.js'
import { callNode, type Operand, type Strict, strict } from './define.js'
import { textual } from './positions.js'

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

type Holding = <T extends string | null, R, N>(operand: Expr<T, R, N>, text: string) => Expr<boolean | (T & null), R, N>

/* @__NO_SIDE_EFFECTS__ */
const holding =
  (name: string, at: Holds['at'], ignoreCase: boolean): Holding =>
  (operand, text) =>
    typed(
      typeof text === 'string'
        ? {
            joinery: brand,
            _tag: 'Holds',
            operand: toNode(operand, `the operand of ${name}`),
            text,
            at,
            ignoreCase,
            type: booleanType,
          }
        : invalid(invalidArgument(`the text of ${name}`, 'is not a string', 'give a string, or use like')),
    )

const startsWithText = /* @__PURE__ */ holding('startsWith', 'start', false)

/**
 * Whether it starts with a text, or with what an expression holds.
 *
 * @example startsWith(users.c.name, '50%') // "users"."name" like $1 escape '!', bound to 50!%%
 * @example startsWith(users.c.fullname, users.c.name) // starts_with("users"."fullname", "users"."name")
 */
export const startsWith = <E extends Expr<string | null, any, any>, P extends Operand<Text>>(
  operand: E,
  text: P,
): Strict<boolean, E | P> =>
  isBranded(text)
    ? typed(
        callNode(
          'startsWith',
          [toNode(operand, 'argument 1 of startsWith'), toNode(text, 'argument 2 of startsWith')],
          booleanType,
        ),
      )
    : typed(nodeOf(startsWithText(operand, text as string)))

/** @example endsWith(users.c.name, '50%') // "users"."name" like $1 escape '!', bound to %50!% */
export const endsWith = /* @__PURE__ */ holding('endsWith', 'end', false)

/** @example contains(users.c.name, '50%') // "users"."name" like $1 escape '!', bound to %50!%% */
export const contains = /* @__PURE__ */ holding('contains', 'anywhere', false)

/** `startsWith` that ignores case. @example iStartsWith(users.c.name, 'JA') // "users"."name" ilike $1 escape '!' */
export const iStartsWith = /* @__PURE__ */ holding('iStartsWith', 'start', true)

/** `endsWith` that ignores case. @example iEndsWith(users.c.name, 'CK') // "users"."name" ilike $1 escape '!' */
export const iEndsWith = /* @__PURE__ */ holding('iEndsWith', 'end', true)

/** `contains` that ignores case. @example iContains(users.c.name, 'AC') // "users"."name" ilike $1 escape '!' */
export const iContains = /* @__PURE__ */ holding('iContains', 'anywhere', true)

// -------------------------------------------------------------------------------------
// patterns
// -------------------------------------------------------------------------------------

/**
 * SQL's `substring(text similar pattern escape character)`: the part between two separators, each of them the escape
 * character and a double quote, of a text that matches as for `similarTo`; null where it does not.
 *
 * @example substringSimilar(addresses.c.email, '%@#"%#"', '#') // substring("addresses"."email", $1::text, $2::text)
 */
export const substringSimilar = /* @__PURE__ */ strict(
  'substringSimilar',
  [textual, textual, textual],
  [],
  /* @__PURE__ */ nullable(text),
)

/**
 * A text as a part of a pattern for `like`, where it stands for itself. SQLite has no escape character of its own: give
 * `like` the same one.
 *
 * @example like(users.c.name, `${escapeLike('50%')}_`) // "users"."name" like $1
 * @example like(users.c.name, `${escapeLike('50%', '!')}_`, { escape: '!' }) // "users"."name" like $1 escape $2
 */
export const escapeLike = (text: string, escape = '\\'): string => {
  let out = ''
  for (const character of String(text))
    out += character === '%' || character === '_' || character === escape ? escape + character : character
  return out
}

// -------------------------------------------------------------------------------------
// order by bytes
// -------------------------------------------------------------------------------------

type Ordering = <E extends Expr<Text | null, any, any>, D extends Operand<Text>>(
  left: E,
  right: D,
) => Strict<boolean, E | D>

/* @__NO_SIDE_EFFECTS__ */
const ordering =
  (op: BinaryOp): Ordering =>
  (left, right) =>
    typed({
      joinery: brand,
      _tag: 'Binary',
      op,
      left: toNode(left, `the left operand of ${op}`),
      right: toOperand(right, textType, `the right operand of ${op}`),
      type: booleanType,
    })

/** `lt` by the characters' codes, as an index with `text_pattern_ops` has them. @example ltPattern(users.c.name, 'k') // "users"."name" ~<~ $1 */
export const ltPattern = /* @__PURE__ */ ordering('ltPattern')

/** @example lePattern(users.c.name, 'k') // "users"."name" ~<=~ $1 */
export const lePattern = /* @__PURE__ */ ordering('lePattern')

/** @example gtPattern(users.c.name, 'k') // "users"."name" ~>~ $1 */
export const gtPattern = /* @__PURE__ */ ordering('gtPattern')

/** @example gePattern(users.c.name, 'k') // "users"."name" ~>=~ $1 */
export const gePattern = /* @__PURE__ */ ordering('gePattern')
