/** What the catalog says of the objects of a database: their types, definitions, names and comments. */
import { type Expr, typed } from '../ast/Expr.js'
import type { Text, Whole } from '../ast/Kind.js'
import { nullable } from '../schema/Column.js'
import {
  name,
  regclass,
  regcollation,
  regnamespace,
  regoper,
  regoperator,
  regproc,
  regprocedure,
  regrole,
  regtype,
} from '../schema/catalogTypes.js'
import { boolean, integer, text } from '../schema/types.js'
import { toArgument } from './bare.js'
import {
  type AbsentOf,
  type Anything,
  argumentsOf,
  callNode,
  type Lenient,
  type NullOf,
  type Operand,
  type ReadsOf,
  strict,
  variadic,
} from './define.js'
import { object, relation, textual, typeNamed, whole } from './positions.js'
import { fieldsOf } from './types.js'

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** The type that PostgreSQL gives to a value, null or not. @example pgTypeof(users.c.name) // pg_typeof("users"."name") */
export const pgTypeof = <E extends Anything>(operand: E): Lenient<string, E> =>
  typed(callNode('pgTypeof', [toArgument(operand, 'the argument of pgTypeof')], regtype.type))

/** The rules that a text is compared by; null where there are none. @example pgCollationFor(users.c.name) // pg_collation_for("users"."name") */
export const pgCollationFor = <E extends Anything>(operand: E): Lenient<string | null, E> =>
  typed(callNode('pgCollationFor', [toArgument(operand, 'the argument of pgCollationFor')], text.type))

/** How many are not null. @example numNonnulls(users.c.name, users.c.fullname) // num_nonnulls("users"."name", "users"."fullname") */
export const numNonnulls = /* @__PURE__ */ variadic('numNonnulls', integer)

/** How many are null. @example numNulls(users.c.name, users.c.fullname) // num_nulls("users"."name", "users"."fullname") */
export const numNulls = /* @__PURE__ */ variadic('numNulls', integer)

/** Whether a text is a value of a type, since PostgreSQL 16. @example pgInputIsValid('42', 'integer') // pg_input_is_valid($1::text, $2::text) */
export const pgInputIsValid = /* @__PURE__ */ strict('pgInputIsValid', [textual, textual], [], boolean)

/** Why a text is no value of a type, since PostgreSQL 16: all null where it is one. @example pgInputErrorInfo('x', 'integer') // pg_input_error_info($1::text, $2::text) */
export const pgInputErrorInfo = /* @__PURE__ */ strict(
  'pgInputErrorInfo',
  [textual, textual],
  [],
  /* @__PURE__ */ fieldsOf({
    message: /* @__PURE__ */ nullable(text),
    detail: /* @__PURE__ */ nullable(text),
    hint: /* @__PURE__ */ nullable(text),
    sql_error_code: /* @__PURE__ */ nullable(text),
  }),
)

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

/** A type with its modifier, as SQL has it; a modifier that is null is none. @example formatType('integer', -1) // format_type($1::regtype, $2::integer) */
export const formatType = <T extends Operand<Text | Whole>, M extends Operand<number>>(
  type: T,
  modifier: M,
): Expr<string | NullOf<T>, ReadsOf<T | M>, AbsentOf<T>> =>
  typed(callNode('formatType', argumentsOf('formatType', [typeNamed, whole], [], [type, modifier]), text.type))

/** The type that a domain restricts, since PostgreSQL 17. @example pgBasetype('information_schema.cardinal_number') // pg_basetype($1::regtype) */
export const pgBasetype = /* @__PURE__ */ strict('pgBasetype', [typeNamed], [], /* @__PURE__ */ nullable(regtype))

/** @example pgCharToEncoding('UTF8') // pg_char_to_encoding($1::name) */
export const pgCharToEncoding = /* @__PURE__ */ strict('pgCharToEncoding', [name], [], integer)

/** @example pgEncodingToChar(6) // pg_encoding_to_char($1::integer) */
export const pgEncodingToChar = /* @__PURE__ */ strict('pgEncodingToChar', [whole], [], name)

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

/** Null where there is none of that name. @example toRegclass('users') // to_regclass($1::text) */
export const toRegclass = /* @__PURE__ */ strict('toRegclass', [textual], [], /* @__PURE__ */ nullable(regclass))

/** @example toRegcollation('C') // to_regcollation($1::text) */
export const toRegcollation = /* @__PURE__ */ strict(
  'toRegcollation',
  [textual],
  [],
  /* @__PURE__ */ nullable(regcollation),
)

/** @example toRegnamespace('public') // to_regnamespace($1::text) */
export const toRegnamespace = /* @__PURE__ */ strict(
  'toRegnamespace',
  [textual],
  [],
  /* @__PURE__ */ nullable(regnamespace),
)

/** @example toRegoper('|/') // to_regoper($1::text) */
export const toRegoper = /* @__PURE__ */ strict('toRegoper', [textual], [], /* @__PURE__ */ nullable(regoper))

/** @example toRegoperator('+(integer,integer)') // to_regoperator($1::text) */
export const toRegoperator = /* @__PURE__ */ strict(
  'toRegoperator',
  [textual],
  [],
  /* @__PURE__ */ nullable(regoperator),
)

/** @example toRegproc('initcap') // to_regproc($1::text) */
export const toRegproc = /* @__PURE__ */ strict('toRegproc', [textual], [], /* @__PURE__ */ nullable(regproc))

/** @example toRegprocedure('lower(text)') // to_regprocedure($1::text) */
export const toRegprocedure = /* @__PURE__ */ strict(
  'toRegprocedure',
  [textual],
  [],
  /* @__PURE__ */ nullable(regprocedure),
)

/** @example toRegrole('postgres') // to_regrole($1::text) */
export const toRegrole = /* @__PURE__ */ strict('toRegrole', [textual], [], /* @__PURE__ */ nullable(regrole))

/** @example toRegtype('integer') // to_regtype($1::text) */
export const toRegtype = /* @__PURE__ */ strict('toRegtype', [textual], [], /* @__PURE__ */ nullable(regtype))

/** Since PostgreSQL 17. @example toRegtypemod('varchar(32)') // to_regtypemod($1::text) */
export const toRegtypemod = /* @__PURE__ */ strict('toRegtypemod', [textual], [], /* @__PURE__ */ nullable(integer))

/** In words. @example pgDescribeObject(1259, 1259, 0) // pg_describe_object($1::oid, $2::oid, $3::integer) */
export const pgDescribeObject = /* @__PURE__ */ strict(
  'pgDescribeObject',
  [object, object, whole],
  [],
  /* @__PURE__ */ nullable(text),
)

/** @example pgIdentifyObject(1259, 1259, 0) // pg_identify_object($1::oid, $2::oid, $3::integer) */
export const pgIdentifyObject = /* @__PURE__ */ strict(
  'pgIdentifyObject',
  [object, object, whole],
  [],
  /* @__PURE__ */ fieldsOf({
    type: /* @__PURE__ */ nullable(text),
    schema: /* @__PURE__ */ nullable(text),
    name: /* @__PURE__ */ nullable(text),
    identity: /* @__PURE__ */ nullable(text),
  }),
)

// -------------------------------------------------------------------------------------
// comments
// -------------------------------------------------------------------------------------

/** Of an object, by its number and the table of the catalog that it is in. @example objDescription(1259, 'pg_class') // obj_description($1::oid, $2::name) */
export const objDescription = /* @__PURE__ */ strict('objDescription', [object], [name], /* @__PURE__ */ nullable(text))

/** Of a column, by its table and its number. @example colDescription('users', 1) // col_description($1::regclass, $2::integer) */
export const colDescription = /* @__PURE__ */ strict(
  'colDescription',
  [relation, whole],
  [],
  /* @__PURE__ */ nullable(text),
)

/** Of what all databases share. @example shobjDescription(1, 'pg_database') // shobj_description($1::oid, $2::name) */
export const shobjDescription = /* @__PURE__ */ strict(
  'shobjDescription',
  [object, name],
  [],
  /* @__PURE__ */ nullable(text),
)
