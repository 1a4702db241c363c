import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  above,
  aboveOrTouching,
  area,
  below,
  belowOrTouching,
  boundBox,
  box,
  boxOf,
  center,
  centerOf,
  circle,
  circleOf,
  closest,
  containedBy,
  contains,
  diagonal,
  diameter,
  distance,
  height,
  horizontal,
  intersection,
  intersects,
  isclosed,
  isHorizontal,
  isopen,
  isVertical,
  joinPaths,
  leftOf,
  lengthOf,
  line,
  lineOf,
  lseg,
  lsegOf,
  moved,
  movedBack,
  notAbove,
  notBelow,
  notLeftOf,
  notRightOf,
  npoints,
  overlaps,
  parallel,
  path,
  pathOf,
  pclose,
  perpendicular,
  point,
  pointOf,
  pointsOf,
  polygon,
  polygonOf,
  popen,
  radius,
  rightOf,
  sameAs,
  selectOnly,
  shapeLength,
  slope,
  turned,
  turnedBack,
  value,
  vertical,
  width,
} from '../../lib/index.js'
import { problemsOf } from '../support/expect.js'
import { expectFunctions } from '../support/functions.js'

const test = suite('geometry')

const p = (x: number, y: number) => ({ x, y })
const at = (x: number, y: number) => value(point, p(x, y))
const segment = (x: number, y: number, x2: number, y2: number) => value(lseg, [p(x, y), p(x2, y2)])
const rect = (x: number, y: number, x2: number, y2: number) => value(box, [p(x, y), p(x2, y2)])
const ring = (x: number, y: number, r: number) => value(circle, { center: p(x, y), radius: r })
const way = (closed: boolean, ...points: ReadonlyArray<{ x: number; y: number }>) => value(path, { closed, points })
const triangle = value(polygon, [p(0, 0), p(1, 1), p(2, 0)])

const boxed = (x: number, y: number, x2: number, y2: number) => [p(x, y), p(x2, y2)]

expectFunctions(test, [
  [pointOf(23.4, -44.5), 'point($1::double precision, $2::double precision)', [23.4, -44.5], p(23.4, -44.5)],
  [pointOf(ring(1, 2, 3)), 'point($1::circle)', [{ center: { x: 1, y: 2 }, radius: 3 }], p(1, 2)],
  [
    pointOf(segment(-1, 0, 1, 0)),
    'point($1::lseg)',
    [
      [
        { x: -1, y: 0 },
        { x: 1, y: 0 },
      ],
    ],
    p(0, 0),
  ],
  [
    lsegOf(p(-1, 0), at(1, 0)),
    'lseg($1::point, $2::point)',
    [
      { x: -1, y: 0 },
      { x: 1, y: 0 },
    ],
    boxed(-1, 0, 1, 0),
  ],
  [
    lsegOf(rect(1, 0, -1, 0)),
    'lseg($1::box)',
    [
      [
        { x: 1, y: 0 },
        { x: -1, y: 0 },
      ],
    ],
    boxed(1, 0, -1, 0),
  ],
  [
    lineOf(p(0, 0), p(1, 1)),
    'line($1::point, $2::point)',
    [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
    { a: 1, b: -1, c: 0 },
  ],
  [
    boxOf(p(0, 1), p(1, 0)),
    'box($1::point, $2::point)',
    [
      { x: 0, y: 1 },
      { x: 1, y: 0 },
    ],
    boxed(1, 1, 0, 0),
  ],
  [boxOf(at(1, 0)), 'box($1::point)', [{ x: 1, y: 0 }], boxed(1, 0, 1, 0)],
  [
    boxOf(triangle),
    'box($1::polygon)',
    [
      [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
        { x: 2, y: 0 },
      ],
    ],
    boxed(2, 1, 0, 0),
  ],
  [
    boundBox(rect(1, 1, 0, 0), rect(4, 4, 3, 3)),
    'bound_box($1::box, $2::box)',
    [
      [
        { x: 1, y: 1 },
        { x: 0, y: 0 },
      ],
      [
        { x: 4, y: 4 },
        { x: 3, y: 3 },
      ],
    ],
    boxed(4, 4, 0, 0),
  ],
  [
    circleOf(p(0, 0), 2),
    'circle($1::point, $2::double precision)',
    [{ x: 0, y: 0 }, 2],
    { center: p(0, 0), radius: 2 },
  ],
  [
    circleOf(rect(2, 0, -2, 0)),
    'circle($1::box)',
    [
      [
        { x: 2, y: 0 },
        { x: -2, y: 0 },
      ],
    ],
    { center: p(0, 0), radius: 2 },
  ],
  [
    polygonOf(rect(1, 1, 0, 0)),
    'polygon($1::box)',
    [
      [
        { x: 1, y: 1 },
        { x: 0, y: 0 },
      ],
    ],
    [p(0, 0), p(0, 1), p(1, 1), p(1, 0)],
  ],
  [
    polygonOf(4, ring(3, 0, 1)),
    'polygon($1::integer, $2::circle)',
    [4, { center: { x: 3, y: 0 }, radius: 1 }],
    (it: ReadonlyArray<unknown>) => it.length === 4,
  ],
  [
    polygonOf(ring(3, 0, 1)),
    'polygon($1::circle)',
    [{ center: { x: 3, y: 0 }, radius: 1 }],
    (it: ReadonlyArray<unknown>) => it.length === 12,
  ],
  [
    polygonOf(way(true, p(0, 0), p(1, 1), p(2, 0))),
    'polygon($1::path)',
    [
      {
        closed: true,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
          { x: 2, y: 0 },
        ],
      },
    ],
    [p(0, 0), p(1, 1), p(2, 0)],
  ],
  [
    pathOf(triangle),
    'path($1::polygon)',
    [
      [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
        { x: 2, y: 0 },
      ],
    ],
    { closed: true, points: [p(0, 0), p(1, 1), p(2, 0)] },
  ],
  [
    pclose(way(false, p(0, 0), p(1, 1))),
    'pclose($1::path)',
    [
      {
        closed: false,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
      },
    ],
    { closed: true, points: [p(0, 0), p(1, 1)] },
  ],
  [
    popen(way(true, p(0, 0), p(1, 1))),
    'popen($1::path)',
    [
      {
        closed: true,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
      },
    ],
    { closed: false, points: [p(0, 0), p(1, 1)] },
  ],

  [
    area(rect(2, 2, 0, 0)),
    'area($1::box)',
    [
      [
        { x: 2, y: 2 },
        { x: 0, y: 0 },
      ],
    ],
    4,
  ],
  [
    area(way(false, p(0, 0), p(1, 1), p(2, 0))),
    'area($1::path)',
    [
      {
        closed: false,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
          { x: 2, y: 0 },
        ],
      },
    ],
    null,
  ],
  [
    area(way(true, p(0, 0), p(1, 1), p(2, 0))),
    'area($1::path)',
    [
      {
        closed: true,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
          { x: 2, y: 0 },
        ],
      },
    ],
    1,
  ],
  [
    center(rect(1, 2, 0, 0)),
    'center($1::box)',
    [
      [
        { x: 1, y: 2 },
        { x: 0, y: 0 },
      ],
    ],
    p(0.5, 1),
  ],
  [
    diagonal(rect(1, 2, 0, 0)),
    'diagonal($1::box)',
    [
      [
        { x: 1, y: 2 },
        { x: 0, y: 0 },
      ],
    ],
    boxed(1, 2, 0, 0),
  ],
  [diameter(ring(0, 0, 2)), 'diameter($1::circle)', [{ center: { x: 0, y: 0 }, radius: 2 }], 4],
  [radius(ring(0, 0, 2)), 'radius($1::circle)', [{ center: { x: 0, y: 0 }, radius: 2 }], 2],
  [
    height(rect(1, 2, 0, 0)),
    'height($1::box)',
    [
      [
        { x: 1, y: 2 },
        { x: 0, y: 0 },
      ],
    ],
    2,
  ],
  [
    width(rect(1, 2, 0, 0)),
    'width($1::box)',
    [
      [
        { x: 1, y: 2 },
        { x: 0, y: 0 },
      ],
    ],
    1,
  ],
  [
    shapeLength(way(false, p(-1, 0), p(1, 0))),
    'length($1::path)',
    [
      {
        closed: false,
        points: [
          { x: -1, y: 0 },
          { x: 1, y: 0 },
        ],
      },
    ],
    2,
  ],
  [
    shapeLength(segment(-1, 0, 1, 0)),
    'length($1::lseg)',
    [
      [
        { x: -1, y: 0 },
        { x: 1, y: 0 },
      ],
    ],
    2,
  ],
  [
    npoints(triangle),
    'npoints($1::polygon)',
    [
      [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
        { x: 2, y: 0 },
      ],
    ],
    3,
  ],
  [
    isclosed(way(true, p(0, 0), p(1, 1))),
    'isclosed($1::path)',
    [
      {
        closed: true,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
      },
    ],
    true,
  ],
  [
    isopen(way(true, p(0, 0), p(1, 1))),
    'isopen($1::path)',
    [
      {
        closed: true,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
      },
    ],
    false,
  ],
  [
    slope(p(0, 0), p(2, 1)),
    'slope($1::point, $2::point)',
    [
      { x: 0, y: 0 },
      { x: 2, y: 1 },
    ],
    0.5,
  ],

  [
    distance(ring(0, 0, 1), ring(5, 0, 1)),
    '$1::circle <-> $2::circle',
    [
      { center: { x: 0, y: 0 }, radius: 1 },
      { center: { x: 5, y: 0 }, radius: 1 },
    ],
    3,
  ],
  [
    distance(at(0, 0), p(3, 4)),
    '$1::point <-> $2::point',
    [
      { x: 0, y: 0 },
      { x: 3, y: 4 },
    ],
    5,
  ],
  [
    distance(triangle, at(0, 0)),
    '$1::polygon <-> $2::point',
    [
      [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
        { x: 2, y: 0 },
      ],
      { x: 0, y: 0 },
    ],
    0,
  ],
  [
    leftOf(ring(0, 0, 1), ring(5, 0, 1)),
    '$1::circle << $2::circle',
    [
      { center: { x: 0, y: 0 }, radius: 1 },
      { center: { x: 5, y: 0 }, radius: 1 },
    ],
    true,
  ],
  [
    rightOf(at(1, 0), p(0, 0)),
    '$1::point >> $2::point',
    [
      { x: 1, y: 0 },
      { x: 0, y: 0 },
    ],
    true,
  ],
  [
    notRightOf(rect(1, 1, 0, 0), rect(2, 2, 0, 0)),
    '$1::box &< $2::box',
    [
      [
        { x: 1, y: 1 },
        { x: 0, y: 0 },
      ],
      [
        { x: 2, y: 2 },
        { x: 0, y: 0 },
      ],
    ],
    true,
  ],
  [
    notLeftOf(rect(3, 3, 0, 0), rect(2, 2, 0, 0)),
    '$1::box &> $2::box',
    [
      [
        { x: 3, y: 3 },
        { x: 0, y: 0 },
      ],
      [
        { x: 2, y: 2 },
        { x: 0, y: 0 },
      ],
    ],
    true,
  ],
  [
    below(rect(3, 3, 0, 0), rect(5, 5, 4, 4)),
    '$1::box <<| $2::box',
    [
      [
        { x: 3, y: 3 },
        { x: 0, y: 0 },
      ],
      [
        { x: 5, y: 5 },
        { x: 4, y: 4 },
      ],
    ],
    true,
  ],
  [
    above(at(0, 5), p(0, 0)),
    '$1::point |>> $2::point',
    [
      { x: 0, y: 5 },
      { x: 0, y: 0 },
    ],
    true,
  ],
  [
    notAbove(rect(1, 1, 0, 0), rect(2, 2, 0, 0)),
    '$1::box &<| $2::box',
    [
      [
        { x: 1, y: 1 },
        { x: 0, y: 0 },
      ],
      [
        { x: 2, y: 2 },
        { x: 0, y: 0 },
      ],
    ],
    true,
  ],
  [
    notBelow(rect(3, 3, 0, 0), rect(2, 2, 0, 0)),
    '$1::box |&> $2::box',
    [
      [
        { x: 3, y: 3 },
        { x: 0, y: 0 },
      ],
      [
        { x: 2, y: 2 },
        { x: 0, y: 0 },
      ],
    ],
    true,
  ],
  [
    belowOrTouching(rect(1, 1, 0, 0), rect(2, 2, 1, 1)),
    '$1::box <^ $2::box',
    [
      [
        { x: 1, y: 1 },
        { x: 0, y: 0 },
      ],
      [
        { x: 2, y: 2 },
        { x: 1, y: 1 },
      ],
    ],
    true,
  ],
  [
    aboveOrTouching(rect(2, 2, 1, 1), rect(1, 1, 0, 0)),
    '$1::box >^ $2::box',
    [
      [
        { x: 2, y: 2 },
        { x: 1, y: 1 },
      ],
      [
        { x: 1, y: 1 },
        { x: 0, y: 0 },
      ],
    ],
    true,
  ],
  [
    sameAs(triangle, value(polygon, [p(1, 1), p(2, 0), p(0, 0)])),
    '$1::polygon ~= $2::polygon',
    [
      [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
        { x: 2, y: 0 },
      ],
      [
        { x: 1, y: 1 },
        { x: 2, y: 0 },
        { x: 0, y: 0 },
      ],
    ],
    true,
  ],
  [
    overlaps(rect(1, 1, 0, 0), rect(2, 2, 0, 0)),
    '$1::box && $2::box',
    [
      [
        { x: 1, y: 1 },
        { x: 0, y: 0 },
      ],
      [
        { x: 2, y: 2 },
        { x: 0, y: 0 },
      ],
    ],
    true,
  ],
  [
    contains(ring(0, 0, 2), p(1, 1)),
    '$1::circle @> $2::point',
    [
      { center: { x: 0, y: 0 }, radius: 2 },
      { x: 1, y: 1 },
    ],
    true,
  ],
  [
    containedBy(at(1, 1), ring(0, 0, 2)),
    '$1::point <@ $2::circle',
    [
      { x: 1, y: 1 },
      { center: { x: 0, y: 0 }, radius: 2 },
    ],
    true,
  ],

  [
    intersects(segment(-1, 0, 1, 0), rect(2, 2, -2, -2)),
    '$1::lseg ?# $2::box',
    [
      [
        { x: -1, y: 0 },
        { x: 1, y: 0 },
      ],
      [
        { x: 2, y: 2 },
        { x: -2, y: -2 },
      ],
    ],
    true,
  ],
  [
    perpendicular(segment(0, 0, 0, 1), segment(0, 0, 1, 0)),
    '$1::lseg ?-| $2::lseg',
    [
      [
        { x: 0, y: 0 },
        { x: 0, y: 1 },
      ],
      [
        { x: 0, y: 0 },
        { x: 1, y: 0 },
      ],
    ],
    true,
  ],
  [
    parallel(segment(-1, 0, 1, 0), segment(-1, 2, 1, 2)),
    '$1::lseg ?|| $2::lseg',
    [
      [
        { x: -1, y: 0 },
        { x: 1, y: 0 },
      ],
      [
        { x: -1, y: 2 },
        { x: 1, y: 2 },
      ],
    ],
    true,
  ],
  [
    horizontal(at(1, 0), p(0, 0)),
    '$1::point ?- $2::point',
    [
      { x: 1, y: 0 },
      { x: 0, y: 0 },
    ],
    true,
  ],
  [
    vertical(at(0, 1), p(0, 0)),
    '$1::point ?| $2::point',
    [
      { x: 0, y: 1 },
      { x: 0, y: 0 },
    ],
    true,
  ],
  [
    closest(at(0, 0), segment(2, 0, 0, 2)),
    '$1::point ## $2::lseg',
    [
      { x: 0, y: 0 },
      [
        { x: 2, y: 0 },
        { x: 0, y: 2 },
      ],
    ],
    p(1, 1),
  ],
  [
    closest(value(line, { a: 1, b: 0, c: 0 }), segment(1, 0, 1, 2)),
    '$1::line ## $2::lseg',
    [
      { a: 1, b: 0, c: 0 },
      [
        { x: 1, y: 0 },
        { x: 1, y: 2 },
      ],
    ],
    null,
  ],
  [
    intersection(segment(0, 0, 1, 1), segment(1, 0, 0, 1)),
    '$1::lseg # $2::lseg',
    [
      [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
      [
        { x: 1, y: 0 },
        { x: 0, y: 1 },
      ],
    ],
    p(0.5, 0.5),
  ],
  [
    intersection(segment(0, 0, 1, 1), segment(5, 0, 5, 1)),
    '$1::lseg # $2::lseg',
    [
      [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
      [
        { x: 5, y: 0 },
        { x: 5, y: 1 },
      ],
    ],
    null,
  ],
  [
    intersection(rect(2, 2, -1, -1), rect(1, 1, -2, -2)),
    '$1::box # $2::box',
    [
      [
        { x: 2, y: 2 },
        { x: -1, y: -1 },
      ],
      [
        { x: 1, y: 1 },
        { x: -2, y: -2 },
      ],
    ],
    boxed(1, 1, -1, -1),
  ],
  [
    isHorizontal(segment(-1, 0, 1, 0)),
    '?- $1::lseg',
    [
      [
        { x: -1, y: 0 },
        { x: 1, y: 0 },
      ],
    ],
    true,
  ],
  [
    isVertical(segment(-1, 0, 1, 0)),
    '?| $1::lseg',
    [
      [
        { x: -1, y: 0 },
        { x: 1, y: 0 },
      ],
    ],
    false,
  ],
  [
    lengthOf(way(false, p(0, 0), p(1, 0), p(1, 1))),
    '@-@ $1::path',
    [
      {
        closed: false,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 0 },
          { x: 1, y: 1 },
        ],
      },
    ],
    2,
  ],
  [
    centerOf(rect(2, 2, 0, 0)),
    '@@ $1::box',
    [
      [
        { x: 2, y: 2 },
        { x: 0, y: 0 },
      ],
    ],
    p(1, 1),
  ],
  [
    pointsOf(way(false, p(1, 0), p(0, 1), p(-1, 0))),
    '# $1::path',
    [
      {
        closed: false,
        points: [
          { x: 1, y: 0 },
          { x: 0, y: 1 },
          { x: -1, y: 0 },
        ],
      },
    ],
    3,
  ],

  [
    moved(rect(1, 1, 0, 0), p(2, 0)),
    '$1::box + $2::point',
    [
      [
        { x: 1, y: 1 },
        { x: 0, y: 0 },
      ],
      { x: 2, y: 0 },
    ],
    boxed(3, 1, 2, 0),
  ],
  [
    movedBack(rect(1, 1, 0, 0), p(2, 0)),
    '$1::box - $2::point',
    [
      [
        { x: 1, y: 1 },
        { x: 0, y: 0 },
      ],
      { x: 2, y: 0 },
    ],
    boxed(-1, 1, -2, 0),
  ],
  [
    turned(at(1, 0), p(0, 2)),
    '$1::point * $2::point',
    [
      { x: 1, y: 0 },
      { x: 0, y: 2 },
    ],
    p(0, 2),
  ],
  [
    turnedBack(ring(2, 0, 1), p(2, 0)),
    '$1::circle / $2::point',
    [
      { center: { x: 2, y: 0 }, radius: 1 },
      { x: 2, y: 0 },
    ],
    { center: p(1, 0), radius: 0.5 },
  ],
  [
    joinPaths(way(false, p(0, 0), p(1, 1)), way(false, p(2, 2))),
    '$1::path + $2::path',
    [
      {
        closed: false,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
      },
      { closed: false, points: [{ x: 2, y: 2 }] },
    ],
    { closed: false, points: [p(0, 0), p(1, 1), p(2, 2)] },
  ],
  [
    joinPaths(way(true, p(0, 0), p(1, 1)), way(false, p(2, 2))),
    '$1::path + $2::path',
    [
      {
        closed: true,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
      },
      { closed: false, points: [{ x: 2, y: 2 }] },
    ],
    null,
  ],
])

test('what is no shape says what to give, and SQLite has none', () => {
  const js: any = joinery
  const said = (dialect: typeof postgres, expr: unknown) =>
    problemsOf(dialect)(selectOnly({ it: expr } as never)).map(describeCompileError)
  assert.equal(said(postgres, js.area([p(0, 0), p(1, 1)])), [
    'the argument of area is an object, which is of no one type: say its type with value(type, it)',
  ])
  assert.equal(said(postgres, js.distance(p(0, 0), p(1, 1))), [
    'the left operand of distance is not an expression: give a column, or value(type, it) for a bound value',
  ])
  assert.equal(said(postgres, js.circleOf()), ['the arguments of circleOf are 0: give at least 2'])
  assert.ok(said(sqlite, distance(at(0, 0), p(1, 1))).length > 0)
})

test.run()
