/** Angles, hyperbolic functions and the error function: of any number, to a floating-point number. */
import { doublePrecision } from '../schema/types.js'
import { strict } from './define.js'
import { floating } from './positions.js'

// -------------------------------------------------------------------------------------
// angles
// -------------------------------------------------------------------------------------

/** @example pi() // pi() */
export const pi = /* @__PURE__ */ strict('pi', [], [], doublePrecision)

/** @example degrees(users.c.score) // degrees("users"."score") */
export const degrees = /* @__PURE__ */ strict('degrees', [floating], [], doublePrecision)

/** @example radians(users.c.score) // radians("users"."score") */
export const radians = /* @__PURE__ */ strict('radians', [floating], [], doublePrecision)

// -------------------------------------------------------------------------------------
// trigonometry, in radians
// -------------------------------------------------------------------------------------

/** @example sin(users.c.score) // sin("users"."score") */
export const sin = /* @__PURE__ */ strict('sin', [floating], [], doublePrecision)

/** @example cos(users.c.score) // cos("users"."score") */
export const cos = /* @__PURE__ */ strict('cos', [floating], [], doublePrecision)

/** @example tan(users.c.score) // tan("users"."score") */
export const tan = /* @__PURE__ */ strict('tan', [floating], [], doublePrecision)

/** @example cot(users.c.score) // cot("users"."score") */
export const cot = /* @__PURE__ */ strict('cot', [floating], [], doublePrecision)

/** @example asin(users.c.score) // asin("users"."score") */
export const asin = /* @__PURE__ */ strict('asin', [floating], [], doublePrecision)

/** @example acos(users.c.score) // acos("users"."score") */
export const acos = /* @__PURE__ */ strict('acos', [floating], [], doublePrecision)

/** @example atan(users.c.score) // atan("users"."score") */
export const atan = /* @__PURE__ */ strict('atan', [floating], [], doublePrecision)

/** The angle of a point, by its `y` and its `x`. @example atan2(users.c.score, 2) // atan2("users"."score", $1::double precision) */
export const atan2 = /* @__PURE__ */ strict('atan2', [floating, floating], [], doublePrecision)

// -------------------------------------------------------------------------------------
// trigonometry, in degrees
// -------------------------------------------------------------------------------------

/** @example sind(users.c.score) // sind("users"."score") */
export const sind = /* @__PURE__ */ strict('sind', [floating], [], doublePrecision)

/** @example cosd(users.c.score) // cosd("users"."score") */
export const cosd = /* @__PURE__ */ strict('cosd', [floating], [], doublePrecision)

/** @example tand(users.c.score) // tand("users"."score") */
export const tand = /* @__PURE__ */ strict('tand', [floating], [], doublePrecision)

/** @example cotd(users.c.score) // cotd("users"."score") */
export const cotd = /* @__PURE__ */ strict('cotd', [floating], [], doublePrecision)

/** @example asind(users.c.score) // asind("users"."score") */
export const asind = /* @__PURE__ */ strict('asind', [floating], [], doublePrecision)

/** @example acosd(users.c.score) // acosd("users"."score") */
export const acosd = /* @__PURE__ */ strict('acosd', [floating], [], doublePrecision)

/** @example atand(users.c.score) // atand("users"."score") */
export const atand = /* @__PURE__ */ strict('atand', [floating], [], doublePrecision)

/** @example atan2d(users.c.score, 2) // atan2d("users"."score", $1::double precision) */
export const atan2d = /* @__PURE__ */ strict('atan2d', [floating, floating], [], doublePrecision)

// -------------------------------------------------------------------------------------
// hyperbolic functions
// -------------------------------------------------------------------------------------

/** @example sinh(users.c.score) // sinh("users"."score") */
export const sinh = /* @__PURE__ */ strict('sinh', [floating], [], doublePrecision)

/** @example cosh(users.c.score) // cosh("users"."score") */
export const cosh = /* @__PURE__ */ strict('cosh', [floating], [], doublePrecision)

/** @example tanh(users.c.score) // tanh("users"."score") */
export const tanh = /* @__PURE__ */ strict('tanh', [floating], [], doublePrecision)

/** @example asinh(users.c.score) // asinh("users"."score") */
export const asinh = /* @__PURE__ */ strict('asinh', [floating], [], doublePrecision)

/** @example acosh(users.c.score) // acosh("users"."score") */
export const acosh = /* @__PURE__ */ strict('acosh', [floating], [], doublePrecision)

/** @example atanh(users.c.score) // atanh("users"."score") */
export const atanh = /* @__PURE__ */ strict('atanh', [floating], [], doublePrecision)

// -------------------------------------------------------------------------------------
// error and gamma functions
// -------------------------------------------------------------------------------------

/** The error function, since PostgreSQL 16. @example erf(users.c.score) // erf("users"."score") */
export const erf = /* @__PURE__ */ strict('erf', [floating], [], doublePrecision)

/** 1 - `erf`, and more exact, since PostgreSQL 16. @example erfc(users.c.score) // erfc("users"."score") */
export const erfc = /* @__PURE__ */ strict('erfc', [floating], [], doublePrecision)

/** Since PostgreSQL 18. @example gamma(users.c.score) // gamma("users"."score") */
export const gamma = /* @__PURE__ */ strict('gamma', [floating], [], doublePrecision)

/** The natural logarithm of `gamma`, since PostgreSQL 18. @example lgamma(users.c.score) // lgamma("users"."score") */
export const lgamma = /* @__PURE__ */ strict('lgamma', [floating], [], doublePrecision)
