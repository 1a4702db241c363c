/**
 * Texts that hold other texts.
 *
 * What is looked for stands for itself: `%` and `_` in it are no wildcards, as they are to `like`.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, toNode, typed } from '../ast/Expr.js'
import { brand, type Holds } from '../ast/Node.js'
import { booleanType } from '../ast/SqlType.js'

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

/** @example startsWith(users.c.name, '50%') // "users"."name" like $1 escape '!', bound to 50!%% */
export const startsWith = /* @__PURE__ */ holding('startsWith', 'start', false)

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
