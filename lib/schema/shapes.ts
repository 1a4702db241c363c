/** Shapes in the plane, as data. */
import type { Box, Circle, Line, Path, Point, Polygon, Segment } from '../ast/Kind.js'
import { plainColumn } from './Column.js'

/** `point`: `{ x: 1, y: 2 }`. */
export const point = /* @__PURE__ */ plainColumn<Point>('point')

/** `line`, without an end: `{ a: 1, b: -1, c: 0 }` are all points for which `a * x + b * y + c` is 0. */
export const line = /* @__PURE__ */ plainColumn<Line>('line')

/** `lseg`: what lies between two points. */
export const lseg = /* @__PURE__ */ plainColumn<Segment>('lseg')

/** `box`: two corners, read with the upper right one first and the lower left one second. */
export const box = /* @__PURE__ */ plainColumn<Box>('box')

/** `path`: `{ closed: false, points: [{ x: 0, y: 0 }, { x: 1, y: 1 }] }`. */
export const path = /* @__PURE__ */ plainColumn<Path>('path')

/** `polygon`: its corners. */
export const polygon = /* @__PURE__ */ plainColumn<Polygon>('polygon')

/** `circle`: `{ center: { x: 0, y: 0 }, radius: 1 }`. */
export const circle = /* @__PURE__ */ plainColumn<Circle>('circle')
