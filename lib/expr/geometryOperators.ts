/**
 * Operators on shapes in the plane.
 *
 * `contains`, `containedBy` and `overlaps` are of shapes too. Those that give a shape are called by what they do to it:
 * `+` moves it by a point, `*` turns and scales it.
 */
import { isRecord, toNode, toTypedOperand, typed } from '../ast/Expr.js'
import type { Box, Float, Kind, Path, Point } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import type { BinaryOp, PrefixOp } from '../ast/Operator.js'
import { booleanType, doubleType, plain, type SqlType, uncounted } from '../ast/SqlType.js'
import type { Strict, ValueIn } from './define.js'
import type { OfShape } from './geometry.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

type AnyKind = 'point' | 'line' | 'segment' | 'box' | 'path' | 'polygon' | 'circle'

const isPoint = (value: unknown): boolean => isRecord(value) && 'x' in value && 'y' in value

/** A bare value is of the type of the shape on its left, or a point. */
const toShape = (operand: unknown, left: Node, argument: string): Node =>
  toTypedOperand(operand, isPoint(operand) ? plain('point') : uncounted(left.type), argument)

const binary = (op: BinaryOp, name: string, left: unknown, right: unknown, type: (left: SqlType) => SqlType): Node => {
  const node = toNode(left, `the left operand of ${name}`)
  return {
    joinery: brand,
    _tag: 'Binary',
    op,
    left: node,
    right: toShape(right, node, `the right operand of ${name}`),
    type: type(uncounted(node.type)),
  }
}

/** Two shapes of kinds `A` and `B`, to a `T`. */
/* @__NO_SIDE_EFFECTS__ */
const between =
  <A extends string, B extends string, T>(op: BinaryOp, name: string, type: SqlType) =>
  <E extends OfShape<A>, D extends OfShape<B> | Point | ValueIn<E>>(left: E, right: D): Strict<T, E | D> =>
    typed(binary(op, name, left, right, () => type))

// -------------------------------------------------------------------------------------
// where they are
// -------------------------------------------------------------------------------------

/** How far they are apart. @example distance(shapes.c.at, { x: 0, y: 0 }) // "shapes"."at" <-> $1::point */
export const distance = /* @__PURE__ */ between<AnyKind, AnyKind, Float>('distance', 'distance', doubleType)

type Solid = 'point' | 'box' | 'polygon' | 'circle'

/* @__NO_SIDE_EFFECTS__ */
const beside = (op: BinaryOp, name: string) => between<Solid, Solid, boolean>(op, name, booleanType)

/** All of it is below the other one. @example below(shapes.c.at, { x: 0, y: 0 }) // "shapes"."at" <<| $1::point */
export const below = /* @__PURE__ */ beside('below', 'below')

/** @example above(shapes.c.at, { x: 0, y: 0 }) // "shapes"."at" |>> $1::point */
export const above = /* @__PURE__ */ beside('above', 'above')

/** Nothing of it is above the other one. @example notAbove(shapes.c.box, boxOf(shapes.c.at)) // "shapes"."box" &<| box("shapes"."at") */
export const notAbove = /* @__PURE__ */ beside('notAbove', 'notAbove')

/** Nothing of it is below the other one. @example notBelow(shapes.c.box, boxOf(shapes.c.at)) // "shapes"."box" |&> box("shapes"."at") */
export const notBelow = /* @__PURE__ */ beside('notBelow', 'notBelow')

/** Below a box, or touching it. @example belowOrTouching(shapes.c.box, boxOf(shapes.c.at)) // "shapes"."box" <^ box("shapes"."at") */
export const belowOrTouching = /* @__PURE__ */ beside('belowOrTouching', 'belowOrTouching')

/** Above a box, or touching it. @example aboveOrTouching(shapes.c.box, boxOf(shapes.c.at)) // "shapes"."box" >^ box("shapes"."at") */
export const aboveOrTouching = /* @__PURE__ */ beside('aboveOrTouching', 'aboveOrTouching')

/** They are one and the same. @example sameAs(shapes.c.at, { x: 0, y: 0 }) // "shapes"."at" ~= $1::point */
export const sameAs = /* @__PURE__ */ beside('sameAs', 'sameAs')

// -------------------------------------------------------------------------------------
// how they meet
// -------------------------------------------------------------------------------------

type Straight = 'line' | 'segment'

/** They have a point in common. @example intersects(shapes.c.path, shapes.c.path) // "shapes"."path" ?# "shapes"."path" */
export const intersects = /* @__PURE__ */ between<Straight | 'box' | 'path', Straight | 'box' | 'path', boolean>(
  'intersects',
  'intersects',
  booleanType,
)

/** @example perpendicular(shapes.c.lseg, shapes.c.lseg) // "shapes"."lseg" ?-| "shapes"."lseg" */
export const perpendicular = /* @__PURE__ */ between<Straight, Straight, boolean>(
  'perpendicular',
  'perpendicular',
  booleanType,
)

/** @example parallel(shapes.c.lseg, shapes.c.lseg) // "shapes"."lseg" ?|| "shapes"."lseg" */
export const parallel = /* @__PURE__ */ between<Straight, Straight, boolean>('parallel', 'parallel', booleanType)

/** Two points at one height. @example horizontal(shapes.c.at, { x: 0, y: 0 }) // "shapes"."at" ?- $1::point */
export const horizontal = /* @__PURE__ */ between<'point', 'point', boolean>('horizontal', 'horizontal', booleanType)

/** Two points one above the other. @example vertical(shapes.c.at, { x: 0, y: 0 }) // "shapes"."at" ?| $1::point */
export const vertical = /* @__PURE__ */ between<'point', 'point', boolean>('vertical', 'vertical', booleanType)

/** The point of the second one that is closest to the first one; null where there is no one. @example closest(shapes.c.at, shapes.c.lseg) // "shapes"."at" ## "shapes"."lseg" */
export const closest = /* @__PURE__ */ between<'point' | Straight, Straight | 'box', Point | null>(
  'closest',
  'closest',
  /* @__PURE__ */ plain('point'),
)

/** Of boxes a box, of lines a point. */
type Common<E> = Kind<ValueIn<E>> extends 'box' ? Box : Point

/** The point, or the box, that they have in common; null where they have none. @example intersection(shapes.c.lseg, shapes.c.lseg) // "shapes"."lseg" # "shapes"."lseg" */
export const intersection = <E extends OfShape<Straight | 'box'>, D extends OfShape<Straight | 'box'>>(
  left: E,
  right: D,
): Strict<Common<E> | null, E | D> =>
  typed(binary('bitXor', 'intersection', left, right, (type) => (type._tag === 'box' ? type : plain('point'))))

// -------------------------------------------------------------------------------------
// one alone
// -------------------------------------------------------------------------------------

/* @__NO_SIDE_EFFECTS__ */
const prefix =
  <K extends string, T>(op: PrefixOp, name: string, type: SqlType) =>
  <E extends OfShape<K>>(operand: E): Strict<T, E> =>
    typed({ joinery: brand, _tag: 'Prefix', op, operand: toNode(operand, `the operand of ${name}`), type })

/** @example isHorizontal(shapes.c.lseg) // ?- "shapes"."lseg" */
export const isHorizontal = /* @__PURE__ */ prefix<Straight, boolean>('isHorizontal', 'isHorizontal', booleanType)

/** @example isVertical(shapes.c.lseg) // ?| "shapes"."lseg" */
export const isVertical = /* @__PURE__ */ prefix<Straight, boolean>('isVertical', 'isVertical', booleanType)

/** `shapeLength` as an operator. @example lengthOf(shapes.c.path) // @-@ "shapes"."path" */
export const lengthOf = /* @__PURE__ */ prefix<'segment' | 'path', Float>('length', 'lengthOf', doubleType)

/** `center` as an operator, and of more shapes. @example centerOf(shapes.c.polygon) // @@ "shapes"."polygon" */
export const centerOf = /* @__PURE__ */ prefix<'segment' | 'box' | 'polygon' | 'circle', Point>(
  'center',
  'centerOf',
  /* @__PURE__ */ plain('point'),
)

/** `npoints` as an operator. @example pointsOf(shapes.c.polygon) // # "shapes"."polygon" */
export const pointsOf = /* @__PURE__ */ prefix<'path' | 'polygon', number>(
  'points',
  'pointsOf',
  /* @__PURE__ */ plain('integer'),
)

// -------------------------------------------------------------------------------------
// moved and turned
// -------------------------------------------------------------------------------------

type Movable = 'point' | 'box' | 'path' | 'circle'

/* @__NO_SIDE_EFFECTS__ */
const change =
  (op: BinaryOp, name: string) =>
  <E extends OfShape<Movable>, P extends OfShape<'point'> | Point>(operand: E, by: P): Strict<ValueIn<E>, E | P> =>
    typed(binary(op, name, operand, by, (type) => type))

/** Moved by the coordinates of a point. @example moved(shapes.c.box, { x: 1, y: 2 }) // "shapes"."box" + $1::point */
export const moved = /* @__PURE__ */ change('add', 'moved')

/** Moved the other way. @example movedBack(shapes.c.box, { x: 1, y: 2 }) // "shapes"."box" - $1::point */
export const movedBack = /* @__PURE__ */ change('sub', 'movedBack')

/** Scaled and turned around the origin, as a complex number multiplies. @example turned(shapes.c.box, { x: 2, y: 0 }) // "shapes"."box" * $1::point */
export const turned = /* @__PURE__ */ change('mul', 'turned')

/** Scaled and turned the other way. @example turnedBack(shapes.c.box, { x: 2, y: 0 }) // "shapes"."box" / $1::point */
export const turnedBack = /* @__PURE__ */ change('div', 'turnedBack')

/** One open path behind another; null where one is closed. @example joinPaths(shapes.c.path, shapes.c.path) // "shapes"."path" + "shapes"."path" */
export const joinPaths = <E extends OfShape<'path'>, D extends OfShape<'path'>>(
  left: E,
  right: D,
): Strict<Path | null, E | D> => typed(binary('add', 'joinPaths', left, right, (type) => type))
