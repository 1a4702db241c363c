/** How the objects of a database were defined, as SQL. What is not there is null. */
import { typed } from '../ast/Expr.js'
import type { Text, Whole } from '../ast/Kind.js'
import { nullable } from '../schema/Column.js'
import { name, oid, quotedChar } from '../schema/catalogTypes.js'
import { bigint, boolean, text } from '../schema/types.js'
import { argumentsOf, callNode, type Operand, type Strict, setReturning, strict } from './define.js'
import { anything, object, relation, routine, textual, whole } from './positions.js'
import { fieldsOf } from './types.js'

// -------------------------------------------------------------------------------------
// definitions
// -------------------------------------------------------------------------------------

/** @example pgGetConstraintdef(16400) // pg_get_constraintdef($1::oid) */
export const pgGetConstraintdef = /* @__PURE__ */ strict(
  'pgGetConstraintdef',
  [object],
  [boolean],
  /* @__PURE__ */ nullable(text),
)

/** An expression of the catalog, as SQL: the default of a column, by the table that it speaks of. @example pgGetExpr(docs.c.id, 'docs') // pg_get_expr("docs"."id", $1::regclass) */
export const pgGetExpr = /* @__PURE__ */ strict(
  'pgGetExpr',
  [anything, relation],
  [boolean],
  /* @__PURE__ */ nullable(text),
)

/** @example pgGetFunctiondef('lower(text)') // pg_get_functiondef($1::regprocedure) */
export const pgGetFunctiondef = /* @__PURE__ */ strict(
  'pgGetFunctiondef',
  [routine],
  [],
  /* @__PURE__ */ nullable(text),
)

/** @example pgGetFunctionArguments('lower(text)') // pg_get_function_arguments($1::regprocedure) */
export const pgGetFunctionArguments = /* @__PURE__ */ strict(
  'pgGetFunctionArguments',
  [routine],
  [],
  /* @__PURE__ */ nullable(text),
)

/** @example pgGetFunctionIdentityArguments('lower(text)') // pg_get_function_identity_arguments($1::regprocedure) */
export const pgGetFunctionIdentityArguments = /* @__PURE__ */ strict(
  'pgGetFunctionIdentityArguments',
  [routine],
  [],
  /* @__PURE__ */ nullable(text),
)

/** @example pgGetFunctionResult('lower(text)') // pg_get_function_result($1::regprocedure) */
export const pgGetFunctionResult = /* @__PURE__ */ strict(
  'pgGetFunctionResult',
  [routine],
  [],
  /* @__PURE__ */ nullable(text),
)

/** Of an index, or of one of its columns. @example pgGetIndexdef('users_pkey') // pg_get_indexdef($1::regclass) */
export const pgGetIndexdef = <
  A extends readonly [Operand<Text | Whole>] | readonly [Operand<Text | Whole>, Operand<number>, Operand<boolean>],
>(
  ...args: A
): Strict<string | null, A[number]> => {
  const specs = args.length > 1 ? [relation, whole, boolean] : [relation]
  return typed(callNode('pgGetIndexdef', argumentsOf('pgGetIndexdef', specs, [], args), text.type))
}

/** @example pgGetRuledef(16400) // pg_get_ruledef($1::oid) */
export const pgGetRuledef = /* @__PURE__ */ strict('pgGetRuledef', [object], [boolean], /* @__PURE__ */ nullable(text))

/** @example pgGetTriggerdef(16400) // pg_get_triggerdef($1::oid) */
export const pgGetTriggerdef = /* @__PURE__ */ strict(
  'pgGetTriggerdef',
  [object],
  [boolean],
  /* @__PURE__ */ nullable(text),
)

/** @example pgGetViewdef('users', true) // pg_get_viewdef($1::regclass, $2::boolean) */
export const pgGetViewdef = /* @__PURE__ */ strict(
  'pgGetViewdef',
  [relation],
  [boolean],
  /* @__PURE__ */ nullable(text),
)

/** @example pgGetPartkeydef('users') // pg_get_partkeydef($1::regclass) */
export const pgGetPartkeydef = /* @__PURE__ */ strict('pgGetPartkeydef', [relation], [], /* @__PURE__ */ nullable(text))

/** @example pgGetStatisticsobjdef(16400) // pg_get_statisticsobjdef($1::oid) */
export const pgGetStatisticsobjdef = /* @__PURE__ */ strict(
  'pgGetStatisticsobjdef',
  [object],
  [],
  /* @__PURE__ */ nullable(text),
)

/** The sequence that a column counts by. @example pgGetSerialSequence('users', 'id') // pg_get_serial_sequence($1::text, $2::text) */
export const pgGetSerialSequence = /* @__PURE__ */ strict(
  'pgGetSerialSequence',
  [textual, textual],
  [],
  /* @__PURE__ */ nullable(text),
)

/** @example pgGetUserbyid(10) // pg_get_userbyid($1::oid) */
export const pgGetUserbyid = /* @__PURE__ */ strict('pgGetUserbyid', [object], [], name)

/** The words of SQL, a row for each. @example pgGetKeywords() // pg_get_keywords() */
export const pgGetKeywords = /* @__PURE__ */ setReturning(
  'pgGetKeywords',
  [],
  [],
  /* @__PURE__ */ fieldsOf({ word: text, catcode: quotedChar, barelabel: boolean, catdesc: text, baredesc: text }),
)

/** A row for each option of a list such as `{fillfactor=70}`. @example pgOptionsToTable(value(array(text), ['fillfactor=70'])) // pg_options_to_table($1::text[]) */
export const pgOptionsToTable = /* @__PURE__ */ setReturning(
  'pgOptionsToTable',
  [anything],
  [],
  /* @__PURE__ */ fieldsOf({ option_name: text, option_value: /* @__PURE__ */ nullable(text) }),
)

/** @example pgIndexHasProperty('users_pkey', 'clusterable') // pg_index_has_property($1::regclass, $2::text) */
export const pgIndexHasProperty = /* @__PURE__ */ strict(
  'pgIndexHasProperty',
  [relation, textual],
  [],
  /* @__PURE__ */ nullable(boolean),
)

/** @example pgIndexColumnHasProperty('users_pkey', 1, 'asc') // pg_index_column_has_property($1::regclass, $2::integer, $3::text) */
export const pgIndexColumnHasProperty = /* @__PURE__ */ strict(
  'pgIndexColumnHasProperty',
  [relation, whole, textual],
  [],
  /* @__PURE__ */ nullable(boolean),
)

/** @example pgIndexamHasProperty(403, 'can_order') // pg_indexam_has_property($1::oid, $2::text) */
export const pgIndexamHasProperty = /* @__PURE__ */ strict(
  'pgIndexamHasProperty',
  [object, textual],
  [],
  /* @__PURE__ */ nullable(boolean),
)

/** The values of a sequence that was made with them. @example pgSequenceParameters(16400) // pg_sequence_parameters($1::oid) */
export const pgSequenceParameters = /* @__PURE__ */ strict(
  'pgSequenceParameters',
  [object],
  [],
  /* @__PURE__ */ fieldsOf({
    start_value: bigint,
    minimum_value: bigint,
    maximum_value: bigint,
    increment: bigint,
    cycle_option: boolean,
    cache_size: bigint,
    data_type: oid,
  }),
)
