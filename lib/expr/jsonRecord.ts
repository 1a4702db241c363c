/** Rows made of JSON objects: of a composite type, or of columns that are said with the call. */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, isBranded, isRecord, type SetOf, toNode, typed, typedSet } from '../ast/Expr.js'
import type { Composite as CompositeValue } from '../ast/Kind.js'
import type { Invalid, Node } from '../ast/Node.js'
import { booleanType, type Composite, uncounted } from '../ast/SqlType.js'
import type { holds } from '../schema/Column.js'
import type { Specs } from '../schema/Table.js'
import { callNode } from './define.js'
import { type JsonKind, toDocument } from './jsonNodes.js'
import type { AbsentIf, NullIf, ReadsWithin } from './jsonTypes.js'

// -------------------------------------------------------------------------------------
// of a type
// -------------------------------------------------------------------------------------

const populated = (name: string, kind: JsonKind, base: unknown, doc: unknown): Node => {
  const node = toNode(base, `the base of ${name}`)
  return callNode(name, [node, toDocument(doc, kind, `the document of ${name}`)], uncounted(node.type))
}

type Populate = <T extends object | null, R, N, const E>(
  base: Expr<T, R, N>,
  doc: E,
) => Expr<Exclude<T, null> | NullIf<E>, R | ReadsWithin<E>, AbsentIf<E>>

type PopulateSet = <T extends object | null, R, N, const E>(
  base: Expr<T, R, N>,
  doc: E,
) => SetOf<Exclude<T, null>, R | ReadsWithin<E>, never>

/**
 * A row of the base's composite type: the values of an object's keys, and where there is none, those of the base.
 *
 * @example jsonPopulateRecord(null_(address), logs.c.entry) // json_populate_record($1::"address", "logs"."entry")
 */
export const jsonPopulateRecord: Populate = (base, doc) => typed(populated('jsonPopulateRecord', 'json', base, doc))

/** @example jsonbPopulateRecord(null_(address), orgs.c.settings) // jsonb_populate_record($1::"address", "orgs"."settings") */
export const jsonbPopulateRecord: Populate = (base, doc) => typed(populated('jsonbPopulateRecord', 'jsonb', base, doc))

/** Whether its values are of the types of the base's fields, since PostgreSQL 17. @example jsonbPopulateRecordValid(null_(address), orgs.c.settings) // jsonb_populate_record_valid($1::"address", "orgs"."settings") */
export const jsonbPopulateRecordValid = <T, R, const E>(
  base: Expr<T, R, any>,
  doc: E,
): Expr<boolean, R | ReadsWithin<E>, never> => {
  const node = populated('jsonbPopulateRecordValid', 'jsonb', base, doc)
  return typed(node._tag === 'Call' ? { ...node, type: booleanType } : node)
}

/** The same for each object of an array. @example jsonPopulateRecordset(null_(address), logs.c.entry) // json_populate_recordset($1::"address", "logs"."entry") */
export const jsonPopulateRecordset: PopulateSet = (base, doc) =>
  typedSet(populated('jsonPopulateRecordset', 'json', base, doc))

/** The same for each object of an array. @example jsonbPopulateRecordset(null_(address), orgs.c.settings) // jsonb_populate_recordset($1::"address", "orgs"."settings") */
export const jsonbPopulateRecordset: PopulateSet = (base, doc) =>
  typedSet(populated('jsonbPopulateRecordset', 'jsonb', base, doc))

// -------------------------------------------------------------------------------------
// of columns
// -------------------------------------------------------------------------------------

/** A row of columns `C`: a key that an object has not is NULL, which `nullable` says. */
type Record<C extends Specs> = CompositeValue<{ readonly [K in keyof C]: C[K][typeof holds] }>

/** Of NULL, a row of NULLs. */
type ToRecord = <const E, C extends Specs>(
  doc: E,
  columns: C,
) => SetOf<Record<C> | NullIf<E>, ReadsWithin<E>, AbsentIf<E>>

/** Of NULL, no row. */
type ToRecordset = <const E, C extends Specs>(doc: E, columns: C) => SetOf<Record<C>, ReadsWithin<E>, never>

const notColumns = (name: string): Invalid =>
  invalid(invalidArgument(`the columns of ${name}`, 'are none', 'give an object of column types, as { id: integer }'))

const fieldsOf = (columns: unknown): Composite['fields'] | null => {
  if (!isRecord(columns) || isBranded(columns)) return null
  const entries = Object.entries(columns as Specs)
  return entries.length > 0 && entries.every(([, spec]) => isRecord(spec) && isRecord(spec.type))
    ? entries.map(([key, { name, nullable, type }]) => [key, uncounted(type), !nullable, name])
    : null
}

/** Remembers what the function yields. */
/* @__NO_SIDE_EFFECTS__ */
const toRecord = <F extends ToRecord | ToRecordset>(name: string, kind: JsonKind): F =>
  ((doc: unknown, columns: unknown) => {
    const fields = fieldsOf(columns)
    return typedSet(
      fields === null
        ? notColumns(name)
        : callNode(name, [toDocument(doc, kind, `the document of ${name}`)], {
            _tag: 'composite',
            schema: null,
            name: null,
            fields,
          }),
    )
  }) as F

/** An object as a row of these columns. @example tableOf('t')(jsonToRecord(logs.c.entry, { a: integer })) // json_to_record("logs"."entry") as "t" ("a" integer) */
export const jsonToRecord = /* @__PURE__ */ toRecord<ToRecord>('jsonToRecord', 'json')

/** An object as a row of these columns. @example tableOf('t')(jsonbToRecord(orgs.c.settings, { theme: nullable(text) })) // jsonb_to_record("orgs"."settings") as "t" ("theme" text) */
export const jsonbToRecord = /* @__PURE__ */ toRecord<ToRecord>('jsonbToRecord', 'jsonb')

/** The objects of an array as rows of these columns. @example tableOf('t')(jsonToRecordset(logs.c.entry, { a: integer })) // json_to_recordset("logs"."entry") as "t" ("a" integer) */
export const jsonToRecordset = /* @__PURE__ */ toRecord<ToRecordset>('jsonToRecordset', 'json')

/**
 * The objects of an array as rows of these columns: one statement for many rows, from one value.
 *
 * @example tableOf('t')(jsonbToRecordset([{ id: 1, tag: 'a' }], { id: integer, tag: text })) // jsonb_to_recordset($1::jsonb) as "t" ("id" integer, "tag" text)
 */
export const jsonbToRecordset = /* @__PURE__ */ toRecord<ToRecordset>('jsonbToRecordset', 'jsonb')
