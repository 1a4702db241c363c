/** Angles, hyperbolic functions and the error function: of any number, to a floating-point number. */
import { doublePrecision } from '../schema/types.js'
import { strict } from './define.js'
import { floating } from './positions.js'

// -------------------------------------------------------------------------------------
// angles
// -------------------------------------------------------------------------------------

/** @example pi() // pi() */
export const pi = /* @__PURE__ */ strict('pi', [], [], doublePrecision)

/** @example degrees(items.c.weight) // degrees("items"."weight") */
export const degrees = /* @__PURE__ */ strict('degrees', [floating], [], doublePrecision)

/** @example radians(items.c.weight) // radians("items"."weight") */
export const radians = /* @__PURE__ */ strict('radians', [floating], [], doublePrecision)

// -------------------------------------------------------------------------------------
// trigonometry, in radians
// -------------------------------------------------------------------------------------

/** @example sin(items.c.weight) // sin("items"."weight") */
export const sin = /* @__PURE__ */ strict('sin', [floating], [], doublePrecision)

/** @example cos(items.c.weight) // cos("items"."weight") */
export const cos = /* @__PURE__ */ strict('cos', [floating], [], doublePrecision)

/** @example tan(items.c.weight) // tan("items"."weight") */
export const tan = /* @__PURE__ */ strict('tan', [floating], [], doublePrecision)

/** @example cot(items.c.weight) // cot("items"."weight") */
export const cot = /* @__PURE__ */ strict('cot', [floating], [], doublePrecision)

/** @example asin(items.c.weight) // asin("items"."weight") */
export const asin = /* @__PURE__ */ strict('asin', [floating], [], doublePrecision)

/** @example acos(items.c.weight) // acos("items"."weight") */
export const acos = /* @__PURE__ */ strict('acos', [floating], [], doublePrecision)

/** @example atan(items.c.weight) // atan("items"."weight") */
export const atan = /* @__PURE__ */ strict('atan', [floating], [], doublePrecision)

/** The angle of a point, by its `y` and its `x`. @example atan2(items.c.weight, 2) // atan2("items"."weight", $1::double precision) */
export const atan2 = /* @__PURE__ */ strict('atan2', [floating, floating], [], doublePrecision)

// -------------------------------------------------------------------------------------
// trigonometry, in degrees
// -------------------------------------------------------------------------------------

/** @example sind(items.c.weight) // sind("items"."weight") */
export const sind = /* @__PURE__ */ strict('sind', [floating], [], doublePrecision)

/** @example cosd(items.c.weight) // cosd("items"."weight") */
export const cosd = /* @__PURE__ */ strict('cosd', [floating], [], doublePrecision)

/** @example tand(items.c.weight) // tand("items"."weight") */
export const tand = /* @__PURE__ */ strict('tand', [floating], [], doublePrecision)

/** @example cotd(items.c.weight) // cotd("items"."weight") */
export const cotd = /* @__PURE__ */ strict('cotd', [floating], [], doublePrecision)

/** @example asind(items.c.weight) // asind("items"."weight") */
export const asind = /* @__PURE__ */ strict('asind', [floating], [], doublePrecision)

/** @example acosd(items.c.weight) // acosd("items"."weight") */
export const acosd = /* @__PURE__ */ strict('acosd', [floating], [], doublePrecision)

/** @example atand(items.c.weight) // atand("items"."weight") */
export const atand = /* @__PURE__ */ strict('atand', [floating], [], doublePrecision)

/** @example atan2d(items.c.weight, 2) // atan2d("items"."weight", $1::double precision) */
export const atan2d = /* @__PURE__ */ strict('atan2d', [floating, floating], [], doublePrecision)

// -------------------------------------------------------------------------------------
// hyperbolic functions
// -------------------------------------------------------------------------------------

/** @example sinh(items.c.weight) // sinh("items"."weight") */
export const sinh = /* @__PURE__ */ strict('sinh', [floating], [], doublePrecision)

/** @example cosh(items.c.weight) // cosh("items"."weight") */
export const cosh = /* @__PURE__ */ strict('cosh', [floating], [], doublePrecision)

/** @example tanh(items.c.weight) // tanh("items"."weight") */
export const tanh = /* @__PURE__ */ strict('tanh', [floating], [], doublePrecision)

/** @example asinh(items.c.weight) // asinh("items"."weight") */
export const asinh = /* @__PURE__ */ strict('asinh', [floating], [], doublePrecision)

/** @example acosh(items.c.weight) // acosh("items"."weight") */
export const acosh = /* @__PURE__ */ strict('acosh', [floating], [], doublePrecision)

/** @example atanh(items.c.weight) // atanh("items"."weight") */
export const atanh = /* @__PURE__ */ strict('atanh', [floating], [], doublePrecision)

// -------------------------------------------------------------------------------------
// error and gamma functions
// -------------------------------------------------------------------------------------

/** The error function, since PostgreSQL 16. @example erf(items.c.weight) // erf("items"."weight") */
export const erf = /* @__PURE__ */ strict('erf', [floating], [], doublePrecision)

/** 1 - `erf`, and more exact, since PostgreSQL 16. @example erfc(items.c.weight) // erfc("items"."weight") */
export const erfc = /* @__PURE__ */ strict('erfc', [floating], [], doublePrecision)

/** Since PostgreSQL 18. @example gamma(items.c.weight) // gamma("items"."weight") */
export const gamma = /* @__PURE__ */ strict('gamma', [floating], [], doublePrecision)

/** The natural logarithm of `gamma`, since PostgreSQL 18. @example lgamma(items.c.weight) // lgamma("items"."weight") */
export const lgamma = /* @__PURE__ */ strict('lgamma', [floating], [], doublePrecision)
