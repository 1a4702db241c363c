/** Subscripts of documents, since PostgreSQL 14: to read a part of one, and to write it in place. */
import { type AnyExpr, type Expr, isBranded, param, toNode, typed } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import { plain, type SqlType, textType } from '../ast/SqlType.js'
import type { ReadsOf } from './define.js'
import { toDocument } from './jsonNodes.js'

/** The key of an object, or the place of an element, from 0; below 0 it is counted from the end. */
type Step = Expr<string | number | null, any, any> | string | number

const integerType: SqlType = /* @__PURE__ */ plain('integer')

/** A key or a place: what it is has to be said, for the database has both. */
const toStep = (step: unknown, argument: string): Node =>
  isBranded(step) ? toNode(step, argument) : param(step, typeof step === 'number' ? integerType : textType, true)

/**
 * A part of a document: null where there is none. As a target of `setTo`, it is written, and what leads to it is made.
 *
 * @example jsonbAt(orgs.c.settings, 'limits', 'seats') // "orgs"."settings"[$1::text][$2::text]
 * @example pipe(update(orgs), setTo(jsonbAt(orgs.c.settings, 'theme'), 'dark'), everyRow) // update "orgs" set "settings"[$1::text] = $2
 */
export const jsonbAt = <E extends AnyExpr, S extends readonly [Step, ...ReadonlyArray<Step>]>(
  doc: E,
  ...steps: S
): Expr<unknown, ReadsOf<E | S[number]>, never> =>
  typed({
    joinery: brand,
    _tag: 'Subscript',
    operand: toDocument(doc, 'jsonb', 'the document of jsonbAt'),
    indices: steps.map((step) => toStep(step, 'a step of jsonbAt')),
    type: plain('jsonb'),
  })
