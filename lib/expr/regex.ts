/**
 * Regular expressions, as PostgreSQL has them (POSIX, with most of Perl's escapes).
 *
 * What a user typed is no regular expression: `escapeRegex` makes it stand for itself. Flags are letters: `i` ignores
 * case, `g` finds all, `n` lets `.` stop at the end of a line.
 */
import { type Expr, param, toNode, toOperand, typed } from '../ast/Expr.js'
import type { Text, Whole } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import type { BinaryOp } from '../ast/Operator.js'
import { booleanType, plain, textType } from '../ast/SqlType.js'
import { nullable } from '../schema/Column.js'
import { array } from '../schema/compound.js'
import { boolean, integer, text } from '../schema/types.js'
import { toArgument } from './bare.js'
import { argumentsOf, callNode, type Operand, type Strict, setReturning, strict } from './define.js'
import { textual, whole } from './positions.js'

// -------------------------------------------------------------------------------------
// operators
// -------------------------------------------------------------------------------------

type Match = <E extends Expr<Text | null, any, any>, P extends Operand<Text>>(
  operand: E,
  pattern: P,
) => Strict<boolean, E | P>

/* @__NO_SIDE_EFFECTS__ */
const match =
  (op: BinaryOp): Match =>
  (operand, pattern) =>
    typed({
      joinery: brand,
      _tag: 'Binary',
      op,
      left: toNode(operand, `the left operand of ${op}`),
      right: toOperand(pattern, textType, `the right operand of ${op}`),
      type: booleanType,
    })

/** Whether a part of it matches. @example matches(users.c.name, '^j.*k$') // "users"."name" ~ $1 */
export const matches = /* @__PURE__ */ match('matches')

/** `matches` that ignores case. @example iMatches(users.c.name, '^J') // "users"."name" ~* $1 */
export const iMatches = /* @__PURE__ */ match('iMatches')

/** @example notMatches(users.c.name, '^j') // "users"."name" !~ $1 */
export const notMatches = /* @__PURE__ */ match('notMatches')

/** @example notIMatches(users.c.name, '^J') // "users"."name" !~* $1 */
export const notIMatches = /* @__PURE__ */ match('notIMatches')

// -------------------------------------------------------------------------------------
// what is found
// -------------------------------------------------------------------------------------

/** Whether a part of it matches. @example regexpLike(users.c.name, '^J', 'i') // regexp_like("users"."name", $1::text, $2::text) */
export const regexpLike = /* @__PURE__ */ strict('regexpLike', [textual, textual], [textual], boolean)

/** How many parts match, from a position on. @example regexpCount(users.c.name, '[aeiou]') // regexp_count("users"."name", $1::text) */
export const regexpCount = /* @__PURE__ */ strict('regexpCount', [textual, textual], [whole, textual], integer)

/**
 * Where a part that matches starts, or 0. Further arguments are the position to start from, the number of the match, 1 to
 * find where it ends, flags, and the number of the parentheses that are meant.
 *
 * @example regexpInstr(users.c.name, '[aeiou]') // regexp_instr("users"."name", $1::text)
 * @example regexpInstr(users.c.name, '(a)(c)', 1, 1, 0, 'i', 2) // regexp_instr("users"."name", $1::text, $2::integer, $3::integer, $4::integer, $5::text, $6::integer)
 */
export const regexpInstr = /* @__PURE__ */ strict(
  'regexpInstr',
  [textual, textual],
  [whole, whole, whole, textual, whole],
  integer,
)

const maybeText = /* @__PURE__ */ nullable(text)

/**
 * The part that matches, or null. Further arguments are the position to start from, the number of the match, flags, and
 * the number of the parentheses that are meant.
 *
 * @example regexpSubstr(users.c.name, '[a-c]+') // regexp_substr("users"."name", $1::text)
 */
export const regexpSubstr = /* @__PURE__ */ strict(
  'regexpSubstr',
  [textual, textual],
  [whole, whole, textual, whole],
  maybeText,
)

/**
 * SQL's `substring(text from pattern)`: the part that matches, or the one in its first parentheses; null where none does.
 *
 * @example substringMatch(addresses.c.email, '@(.*)$') // substring("addresses"."email", $1::text)
 */
export const substringMatch = /* @__PURE__ */ strict('substringMatch', [textual, textual], [], maybeText)

/** The groups in the parentheses of a pattern. One that did not take part is null. */
const groups = /* @__PURE__ */ array(/* @__PURE__ */ nullable(text))

/**
 * The parts in parentheses of the first match, or the whole of it where there are none; null where nothing matches.
 *
 * @example regexpMatch(addresses.c.email, '(.*)@(.*)') // regexp_match("addresses"."email", $1::text)
 */
export const regexpMatch = /* @__PURE__ */ strict(
  'regexpMatch',
  [textual, textual],
  [textual],
  /* @__PURE__ */ nullable(groups),
)

/** The same as a row, and with the flag `g` as a row for each match. @example regexpMatches(addresses.c.email, '[a-z]+', 'g') // regexp_matches("addresses"."email", $1::text, $2::text) */
export const regexpMatches = /* @__PURE__ */ setReturning('regexpMatches', [textual, textual], [textual], groups)

// -------------------------------------------------------------------------------------
// what is changed
// -------------------------------------------------------------------------------------

type Flags = readonly [] | readonly [flags: Operand<Text>]

type From = readonly [start: Operand<Whole>, n?: Operand<Whole>, flags?: Operand<Text>]

const toTextOrWhole = (operand: unknown, argument: string): Node =>
  typeof operand === 'number' ? param(operand, plain('integer'), true) : toArgument(operand, argument)

/**
 * With the first match replaced, or with the flag `g` all of them. `\1` is what is in the first parentheses, `\&` all
 * that matches, `\\` a backslash. In place of flags, it takes a position to start from, the number of the match to
 * replace (0 is all of them), and then flags.
 *
 * @example regexpReplace(users.c.name, '[aeiou]', '*', 'g') // regexp_replace("users"."name", $1::text, $2::text, $3::text)
 * @example regexpReplace(users.c.name, '[aeiou]', '*', 1, 2) // regexp_replace("users"."name", $1::text, $2::text, $3::integer, $4::integer)
 */
export const regexpReplace = <
  E extends Operand<Text>,
  P extends Operand<Text>,
  W extends Operand<Text>,
  A extends Flags | From,
>(
  operand: E,
  pattern: P,
  replacement: W,
  ...how: A
): Strict<string, E | P | W | A[number]> => {
  const texts = argumentsOf('regexpReplace', [textual, textual, textual], [], [operand, pattern, replacement])
  const rest = how.map((arg, i) => toTextOrWhole(arg, `argument ${i + 4} of regexpReplace`))
  return typed(callNode('regexpReplace', [...texts, ...rest], textType))
}

/** The parts between the matches. @example regexpSplitToArray(users.c.name, '\\s+') // regexp_split_to_array("users"."name", $1::text) */
export const regexpSplitToArray = /* @__PURE__ */ strict(
  'regexpSplitToArray',
  [textual, textual],
  [textual],
  /* @__PURE__ */ array(text),
)

/** The same as rows. @example regexpSplitToTable(users.c.name, '\\s+') // regexp_split_to_table("users"."name", $1::text) */
export const regexpSplitToTable = /* @__PURE__ */ setReturning(
  'regexpSplitToTable',
  [textual, textual],
  [textual],
  text,
)

// -------------------------------------------------------------------------------------
// input
// -------------------------------------------------------------------------------------

/**
 * A text as a regular expression that matches it and nothing else.
 *
 * @example matches(users.c.name, `^${escapeRegex('a.c')}`) // "users"."name" ~ $1
 */
export const escapeRegex = (text: string): string => String(text).replace(/[\\^$.|?*+()[\]{}#\s-]/g, '\\$&')
