/**
 * Shapes in the plane, made of others and measured.
 *
 * What SQL calls as its type (`box(a, b)`) ends in `Of` here, for `box` is the type of a column.
 */
import { type Expr, typed } from '../ast/Expr.js'
import type { AnyNumber, Float, Kind, mark, Point, Whole } from '../ast/Kind.js'
import { doubleType } from '../ast/SqlType.js'
import type { AnySpec, holds } from '../schema/Column.js'
import { box, circle, line, lseg, path, point, polygon } from '../schema/shapes.js'
import { boolean, doublePrecision, integer } from '../schema/types.js'
import { toArgument } from './bare.js'
import { argumentsOf, callNode, type Operand, type Strict, strict, type ValueIn } from './define.js'
import { floating, type Position, taking, whole } from './positions.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A shape of one of these kinds. */
export type Shape<K extends string> = { readonly [mark]?: K }

/** An expression of one. */
export type OfShape<K extends string> = Expr<Shape<K> | null, any, any>

/** A point, which may be a value. */
const at: Position<Point, Shape<'point'>> = /* @__PURE__ */ taking<Shape<'point'>, Point>(point)

/** A shape whose value would not say which one it is. */
/* @__NO_SIDE_EFFECTS__ */
const shape = <K extends string>(spec: AnySpec): Position<never, Shape<K>> => taking<Shape<K>, never>(spec)

// -------------------------------------------------------------------------------------
// shapes of others
// -------------------------------------------------------------------------------------

type PointOperand = OfShape<'point'> | Point

/** Shapes, or what they are made of, each way with arguments of its own. */
/* @__NO_SIDE_EFFECTS__ */
const shapeOf =
  <A extends ReadonlyArray<unknown>>() =>
  <S extends AnySpec>(name: string, specs: ReadonlyArray<AnySpec>, returns: S) =>
  <B extends A>(...args: B): Strict<S[typeof holds], B[number]> => {
    const nodes =
      args.length === 1 ? [toArgument(args[0], `the argument of ${name}`)] : argumentsOf(name, specs, [], args)
    return typed(callNode(name, nodes, returns.type))
  }

type NumberOperand = Expr<AnyNumber | null, any, any> | number

/**
 * A point of its coordinates, or the center of a shape.
 *
 * @example pointOf(1, 2) // point($1::double precision, $2::double precision)
 * @example pointOf(shapes.c.circle) // point("shapes"."circle")
 */
export const pointOf = /* @__PURE__ */ shapeOf<
  readonly [NumberOperand, NumberOperand] | readonly [OfShape<'box' | 'circle' | 'segment' | 'polygon'>]
>()('pointOf', [floating, floating], point)

/** What lies between two points, or the diagonal of a box. @example lsegOf(shapes.c.at, { x: 0, y: 0 }) // lseg("shapes"."at", $1::point) */
export const lsegOf = /* @__PURE__ */ shapeOf<readonly [PointOperand, PointOperand] | readonly [OfShape<'box'>]>()(
  'lsegOf',
  [at, at],
  lseg,
)

/** The line through two points. @example lineOf(shapes.c.at, { x: 0, y: 0 }) // line("shapes"."at", $1::point) */
export const lineOf = /* @__PURE__ */ strict('lineOf', [at, at], [], line)

/**
 * The box of two corners, the largest one in a circle, or the smallest one around a polygon.
 *
 * @example boxOf(shapes.c.at, { x: 1, y: 1 }) // box("shapes"."at", $1::point)
 */
export const boxOf = /* @__PURE__ */ shapeOf<
  readonly [PointOperand, PointOperand] | readonly [OfShape<'circle' | 'polygon' | 'point'>]
>()('boxOf', [at, at], box)

/** The smallest box around two. @example boundBox(shapes.c.box, boxOf(shapes.c.at)) // bound_box("shapes"."box", box("shapes"."at")) */
export const boundBox = /* @__PURE__ */ strict('boundBox', [shape<'box'>(box), shape<'box'>(box)], [], box)

/** The circle of a center and a radius, the smallest one around a box, or one by the corners of a polygon. @example circleOf(shapes.c.at, 2) // circle("shapes"."at", $1::double precision) */
export const circleOf = /* @__PURE__ */ shapeOf<
  readonly [PointOperand, NumberOperand] | readonly [OfShape<'box' | 'polygon'>]
>()('circleOf', [at, floating], circle)

/** The polygon around a shape; a number before a circle is how many corners it has. @example polygonOf(5, shapes.c.circle) // polygon($1::integer, "shapes"."circle") */
export const polygonOf = /* @__PURE__ */ shapeOf<
  readonly [Operand<Whole>, OfShape<'circle'>] | readonly [OfShape<'box' | 'circle' | 'path'>]
>()('polygonOf', [whole, shape<'circle'>(circle)], polygon)

/** The closed path around a polygon. @example pathOf(shapes.c.polygon) // path("shapes"."polygon") */
export const pathOf = /* @__PURE__ */ strict('pathOf', [shape<'polygon'>(polygon)], [], path)

/** @example pclose(shapes.c.path) // pclose("shapes"."path") */
export const pclose = /* @__PURE__ */ strict('pclose', [shape<'path'>(path)], [], path)

/** @example popen(shapes.c.path) // popen("shapes"."path") */
export const popen = /* @__PURE__ */ strict('popen', [shape<'path'>(path)], [], path)

// -------------------------------------------------------------------------------------
// measures
// -------------------------------------------------------------------------------------

/** An open path has none. */
type Area<E> = Kind<ValueIn<E>> extends 'path' ? Float | null : Float

/** Null of an open path. @example area(shapes.c.box) // area("shapes"."box") */
export const area = <E extends OfShape<'box' | 'path' | 'circle'>>(operand: E): Strict<Area<E>, E> =>
  typed(callNode('area', [toArgument(operand, 'the argument of area')], doubleType))

/** @example center(shapes.c.box) // center("shapes"."box") */
export const center = /* @__PURE__ */ strict('center', [shape<'box' | 'circle'>(box)], [], point)

/** @example diagonal(shapes.c.box) // diagonal("shapes"."box") */
export const diagonal = /* @__PURE__ */ strict('diagonal', [shape<'box'>(box)], [], lseg)

/** @example diameter(shapes.c.circle) // diameter("shapes"."circle") */
export const diameter = /* @__PURE__ */ strict('diameter', [shape<'circle'>(circle)], [], doublePrecision)

/** @example radius(shapes.c.circle) // radius("shapes"."circle") */
export const radius = /* @__PURE__ */ strict('radius', [shape<'circle'>(circle)], [], doublePrecision)

/** @example height(shapes.c.box) // height("shapes"."box") */
export const height = /* @__PURE__ */ strict('height', [shape<'box'>(box)], [], doublePrecision)

/** @example width(shapes.c.box) // width("shapes"."box") */
export const width = /* @__PURE__ */ strict('width', [shape<'box'>(box)], [], doublePrecision)

/** SQL's function `length` of a segment or a path. @example shapeLength(shapes.c.path) // length("shapes"."path") */
export const shapeLength = /* @__PURE__ */ strict('shapeLength', [shape<'segment' | 'path'>(path)], [], doublePrecision)

/** The number of points. @example npoints(shapes.c.path) // npoints("shapes"."path") */
export const npoints = /* @__PURE__ */ strict('npoints', [shape<'path' | 'polygon'>(path)], [], integer)

/** @example isclosed(shapes.c.path) // isclosed("shapes"."path") */
export const isclosed = /* @__PURE__ */ strict('isclosed', [shape<'path'>(path)], [], boolean)

/** @example isopen(shapes.c.path) // isopen("shapes"."path") */
export const isopen = /* @__PURE__ */ strict('isopen', [shape<'path'>(path)], [], boolean)

/** How steep the line through two points is. @example slope(shapes.c.at, { x: 0, y: 0 }) // slope("shapes"."at", $1::point) */
export const slope = /* @__PURE__ */ strict('slope', [at, at], [], doublePrecision)
