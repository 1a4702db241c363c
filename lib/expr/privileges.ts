/**
 * What somebody may do with an object. Without a role before the object, it is the session's own.
 *
 * An object is given by its name; by its number, the result is null where there is none.
 */
import { type Expr, typed } from '../ast/Expr.js'
import type { Text, Whole } from '../ast/Kind.js'
import { booleanType } from '../ast/SqlType.js'
import { nullable } from '../schema/Column.js'
import { oid, quotedChar } from '../schema/catalogTypes.js'
import { array } from '../schema/compound.js'
import { boolean, text } from '../schema/types.js'
import { argumentsOf, callNode, type Operand, type Strict, setReturning, strict, type ValueIn } from './define.js'
import { anything, named, object, relation, roleName, routine, textual, typeNamed } from './positions.js'
import { aclitem, fieldsOf } from './types.js'

// -------------------------------------------------------------------------------------
// privileges
// -------------------------------------------------------------------------------------

type Target = Operand<Text> | Expr<Whole | null, any, any>

/** By its number, there may be none. */
type On<O> = ValueIn<O> extends string ? boolean : boolean | null

type Privilege = readonly [object: Target, privilege: Operand<Text>]

type ObjectOf<A extends ReadonlyArray<unknown>> = A extends readonly [unknown, infer O, unknown] ? O : A[0]

/* @__NO_SIDE_EFFECTS__ */
const privilege =
  (name: string) =>
  <A extends Privilege | readonly [role: Target, ...Privilege]>(...args: A): Strict<On<ObjectOf<A>>, A[number]> =>
    typed(
      callNode(
        name,
        argumentsOf(name, args.length > 2 ? [roleName, named, textual] : [named, textual], [], args),
        booleanType,
      ),
    )

/** @example hasTablePrivilege('users', 'select') // has_table_privilege($1::text, $2::text) */
export const hasTablePrivilege = /* @__PURE__ */ privilege('hasTablePrivilege')

/** For any column of a table. @example hasAnyColumnPrivilege('users', 'select') // has_any_column_privilege($1::text, $2::text) */
export const hasAnyColumnPrivilege = /* @__PURE__ */ privilege('hasAnyColumnPrivilege')

/** @example hasSequencePrivilege('users_id_seq', 'usage') // has_sequence_privilege($1::text, $2::text) */
export const hasSequencePrivilege = /* @__PURE__ */ privilege('hasSequencePrivilege')

/** @example hasSchemaPrivilege('public', 'usage') // has_schema_privilege($1::text, $2::text) */
export const hasSchemaPrivilege = /* @__PURE__ */ privilege('hasSchemaPrivilege')

/** @example hasDatabasePrivilege('test', 'connect') // has_database_privilege($1::text, $2::text) */
export const hasDatabasePrivilege = /* @__PURE__ */ privilege('hasDatabasePrivilege')

/** @example hasFunctionPrivilege('lower(text)', 'execute') // has_function_privilege($1::text, $2::text) */
export const hasFunctionPrivilege = /* @__PURE__ */ privilege('hasFunctionPrivilege')

/** @example hasTypePrivilege('integer', 'usage') // has_type_privilege($1::text, $2::text) */
export const hasTypePrivilege = /* @__PURE__ */ privilege('hasTypePrivilege')

/** @example hasLanguagePrivilege('sql', 'usage') // has_language_privilege($1::text, $2::text) */
export const hasLanguagePrivilege = /* @__PURE__ */ privilege('hasLanguagePrivilege')

/** @example hasTablespacePrivilege('pg_default', 'create') // has_tablespace_privilege($1::text, $2::text) */
export const hasTablespacePrivilege = /* @__PURE__ */ privilege('hasTablespacePrivilege')

/** @example hasServerPrivilege('elsewhere', 'usage') // has_server_privilege($1::text, $2::text) */
export const hasServerPrivilege = /* @__PURE__ */ privilege('hasServerPrivilege')

/** @example hasForeignDataWrapperPrivilege('postgres_fdw', 'usage') // has_foreign_data_wrapper_privilege($1::text, $2::text) */
export const hasForeignDataWrapperPrivilege = /* @__PURE__ */ privilege('hasForeignDataWrapperPrivilege')

/** Since PostgreSQL 15. @example hasParameterPrivilege('work_mem', 'set') // has_parameter_privilege($1::text, $2::text) */
export const hasParameterPrivilege = /* @__PURE__ */ privilege('hasParameterPrivilege')

/** Whether a role has the rights of another one. @example pgHasRole('postgres', 'usage') // pg_has_role($1::name, $2::text) */
export const pgHasRole = <A extends Privilege | readonly [role: Target, ...Privilege]>(
  ...args: A
): Strict<On<ObjectOf<A>>, A[number]> =>
  typed(
    callNode(
      'pgHasRole',
      argumentsOf('pgHasRole', [...(args.length > 2 ? [roleName] : []), roleName, textual], [], args),
      booleanType,
    ),
  )

type ColumnPrivilege = readonly [table: Target, column: Target, privilege: Operand<Text>]

/** Where the table or the column is given by its number, there may be none. */
type OnBoth<A extends ReadonlyArray<unknown>> = A extends readonly [unknown, infer T, infer C, unknown]
  ? On<T> | On<C>
  : On<A[0]> | On<A[1]>

/** @example hasColumnPrivilege('users', 'name', 'select') // has_column_privilege($1::text, $2::text, $3::text) */
export const hasColumnPrivilege = <A extends ColumnPrivilege | readonly [role: Target, ...ColumnPrivilege]>(
  ...args: A
): Strict<OnBoth<A>, A[number]> => {
  const specs = [...(args.length > 3 ? [roleName] : []), named, named, textual]
  return typed(callNode('hasColumnPrivilege', argumentsOf('hasColumnPrivilege', specs, [], args), booleanType))
}

/** Whether a table has rules for its rows that count for the session. @example rowSecurityActive('users') // row_security_active($1::text) */
export const rowSecurityActive = /* @__PURE__ */ strict('rowSecurityActive', [named], [], boolean)

// -------------------------------------------------------------------------------------
// lists of privileges
// -------------------------------------------------------------------------------------

/** The privileges that its owner has on an object of a kind, where nobody gave any: `r` is a table. @example acldefault('r', 10) // acldefault($1::"char", $2::oid) */
export const acldefault = /* @__PURE__ */ strict('acldefault', [quotedChar, object], [], /* @__PURE__ */ array(aclitem))

/** What one role gives another one. @example makeaclitem(10, 10, 'select', false) // makeaclitem($1::oid, $2::oid, $3::text, $4::boolean) */
export const makeaclitem = /* @__PURE__ */ strict('makeaclitem', [object, object, textual, boolean], [], aclitem)

/** A row for each privilege of a list. @example aclexplode(acldefault('r', 10)) // aclexplode(acldefault($1::"char", $2::oid)) */
export const aclexplode = /* @__PURE__ */ setReturning(
  'aclexplode',
  [anything],
  [],
  /* @__PURE__ */ fieldsOf({ grantor: oid, grantee: oid, privilege_type: text, is_grantable: boolean }),
)

// -------------------------------------------------------------------------------------
// names that need no schema
// -------------------------------------------------------------------------------------

/** Null where there is none. @example pgTableIsVisible('users') // pg_table_is_visible($1::regclass) */
export const pgTableIsVisible = /* @__PURE__ */ strict(
  'pgTableIsVisible',
  [relation],
  [],
  /* @__PURE__ */ nullable(boolean),
)

/** @example pgFunctionIsVisible('lower(text)') // pg_function_is_visible($1::regprocedure) */
export const pgFunctionIsVisible = /* @__PURE__ */ strict(
  'pgFunctionIsVisible',
  [routine],
  [],
  /* @__PURE__ */ nullable(boolean),
)

/** @example pgTypeIsVisible('integer') // pg_type_is_visible($1::regtype) */
export const pgTypeIsVisible = /* @__PURE__ */ strict(
  'pgTypeIsVisible',
  [typeNamed],
  [],
  /* @__PURE__ */ nullable(boolean),
)

/** @example pgCollationIsVisible(100) // pg_collation_is_visible($1::oid) */
export const pgCollationIsVisible = /* @__PURE__ */ strict(
  'pgCollationIsVisible',
  [object],
  [],
  /* @__PURE__ */ nullable(boolean),
)

/** @example pgConversionIsVisible(100) // pg_conversion_is_visible($1::oid) */
export const pgConversionIsVisible = /* @__PURE__ */ strict(
  'pgConversionIsVisible',
  [object],
  [],
  /* @__PURE__ */ nullable(boolean),
)

/** @example pgOpclassIsVisible(100) // pg_opclass_is_visible($1::oid) */
export const pgOpclassIsVisible = /* @__PURE__ */ strict(
  'pgOpclassIsVisible',
  [object],
  [],
  /* @__PURE__ */ nullable(boolean),
)

/** @example pgOperatorIsVisible(96) // pg_operator_is_visible($1::oid) */
export const pgOperatorIsVisible = /* @__PURE__ */ strict(
  'pgOperatorIsVisible',
  [object],
  [],
  /* @__PURE__ */ nullable(boolean),
)

/** @example pgOpfamilyIsVisible(100) // pg_opfamily_is_visible($1::oid) */
export const pgOpfamilyIsVisible = /* @__PURE__ */ strict(
  'pgOpfamilyIsVisible',
  [object],
  [],
  /* @__PURE__ */ nullable(boolean),
)

/** @example pgStatisticsObjIsVisible(100) // pg_statistics_obj_is_visible($1::oid) */
export const pgStatisticsObjIsVisible = /* @__PURE__ */ strict(
  'pgStatisticsObjIsVisible',
  [object],
  [],
  /* @__PURE__ */ nullable(boolean),
)

/** @example pgTsConfigIsVisible(100) // pg_ts_config_is_visible($1::oid) */
export const pgTsConfigIsVisible = /* @__PURE__ */ strict(
  'pgTsConfigIsVisible',
  [object],
  [],
  /* @__PURE__ */ nullable(boolean),
)

/** @example pgTsDictIsVisible(100) // pg_ts_dict_is_visible($1::oid) */
export const pgTsDictIsVisible = /* @__PURE__ */ strict(
  'pgTsDictIsVisible',
  [object],
  [],
  /* @__PURE__ */ nullable(boolean),
)

/** @example pgTsParserIsVisible(100) // pg_ts_parser_is_visible($1::oid) */
export const pgTsParserIsVisible = /* @__PURE__ */ strict(
  'pgTsParserIsVisible',
  [object],
  [],
  /* @__PURE__ */ nullable(boolean),
)

/** @example pgTsTemplateIsVisible(100) // pg_ts_template_is_visible($1::oid) */
export const pgTsTemplateIsVisible = /* @__PURE__ */ strict(
  'pgTsTemplateIsVisible',
  [object],
  [],
  /* @__PURE__ */ nullable(boolean),
)
