/** Where boxes stand and how links go: each group of connected boxes by dagre, and the groups beside each other. */
import dagre from '@dagrejs/dagre'
import type { Box, Link, Picture } from './model.js'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** A box with the place of its upper left corner. */
export interface Placed extends Point, Size {
  readonly box: Box
}

export interface Routed {
  readonly link: Link
  /** The way between the two boxes, without its ends. */
  readonly points: ReadonlyArray<Point>
}

export interface Layout extends Size {
  readonly boxes: ReadonlyArray<Placed>
  readonly links: ReadonlyArray<Routed>
}

const gap = 48

// -------------------------------------------------------------------------------------
// groups
// -------------------------------------------------------------------------------------

/** Boxes that links connect, directly or not; those of views and lone tables are groups of one. */
const groupsOf = ({ boxes, links }: Picture): ReadonlyArray<Picture> => {
  const group = new Map(boxes.map(({ id }) => [id, id]))
  for (const { from, to } of links) {
    const [a, b] = [group.get(from), group.get(to)]
    if (a === undefined || b === undefined || a === b) continue
    for (const [id, at] of group) if (at === a) group.set(id, b)
  }
  const ids = [...new Set(group.values())]
  return ids.map((id) => ({
    boxes: boxes.filter((box) => group.get(box.id) === id),
    links: links.filter((link) => group.get(link.from) === id),
  }))
}

/**
 * From what is pointed at to what points at it, from the left to the right. Boxes that nothing points at stand in so many
 * columns.
 */
const inColumns = ({ boxes, links }: Picture, sizeOf: (box: Box) => Size, columns: number): Layout => {
  const parents = new Set(links.filter(({ from, to }) => from !== to).map(({ to }) => to))
  const leaves = boxes.filter(({ id }) => !parents.has(id)).map(({ id }) => id)
  const away = (id: string): number => (parents.has(id) ? 0 : leaves.indexOf(id) % columns)
  const graph = new dagre.graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 28, edgesep: 14, ranksep: 96, ranker: 'network-simplex' })
  for (const box of boxes) graph.setNode(box.id, { ...sizeOf(box) })
  const others = links.filter(({ from, to }) => from !== to)
  others.forEach((link, i) => {
    graph.setEdge(link.to, link.from, { weight: 1, minlen: 1 + away(link.from) }, String(i))
  })
  dagre.layout(graph)
  const placed = boxes.map((box): Placed => {
    const { x, y, width, height } = graph.node(box.id) as Point & Size
    return { box, x: x - width / 2, y: y - height / 2, width, height }
  })
  const routed = others.map((link, i): Routed => {
    const edge = graph.edge({ v: link.to, w: link.from, name: String(i) }) as { readonly points?: ReadonlyArray<Point> }
    return { link, points: (edge.points ?? []).slice(1, -1) }
  })
  const selves = links.filter(({ from, to }) => from === to).map((link): Routed => ({ link, points: [] }))
  const right = Math.max(...placed.map(({ x, width }) => x + width))
  const bottom = Math.max(...placed.map(({ y, height }) => y + height))
  // a link to the box itself goes around on its right
  return { boxes: placed, links: [...routed, ...selves], width: right + (selves.length > 0 ? 28 : 0), height: bottom }
}

/** A little wider than high, as screens are. */
const wanted = 1.6

/** Many tables that point to one would stand in one long column: as many columns as give the best shape. */
const laidOut = (picture: Picture, sizeOf: (box: Box) => Size): Layout => {
  const shape = ({ width, height }: Layout): number => Math.abs(Math.log(width / height / wanted))
  const most = picture.boxes.length > 8 ? 6 : 1
  const tried = Array.from({ length: most }, (_, i) => inColumns(picture, sizeOf, i + 1))
  return tried.reduce((best, it) => (shape(it) < shape(best) - 0.1 ? it : best))
}

// -------------------------------------------------------------------------------------
// together
// -------------------------------------------------------------------------------------

const moved = (layout: Layout, by: Point): Layout => ({
  ...layout,
  boxes: layout.boxes.map((it) => ({ ...it, x: it.x + by.x, y: it.y + by.y })),
  links: layout.links.map((it) => ({ ...it, points: it.points.map((p) => ({ x: p.x + by.x, y: p.y + by.y })) })),
})

/** Columns of groups, each of which goes on under the last one of the column that is shortest. */
const packed = (groups: ReadonlyArray<Layout>): Layout => {
  const area = groups.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0)
  const widest = Math.max(0, ...groups.map(({ width }) => width))
  const limit = Math.max(widest, Math.sqrt(area * wanted))
  const out: Array<Layout> = []
  let [x, y, row] = [0, 0, 0]
  for (const group of [...groups].sort((a, b) => b.height - a.height || b.width - a.width)) {
    if (x > 0 && x + group.width > limit) {
      x = 0
      y += row + gap
      row = 0
    }
    out.push(moved(group, { x, y }))
    x += group.width + gap
    row = Math.max(row, group.height)
  }
  return {
    boxes: out.flatMap((it) => it.boxes),
    links: out.flatMap((it) => it.links),
    width: Math.max(0, ...out.flatMap((it) => it.boxes.map((box) => box.x + box.width + 28))),
    height: y + row,
  }
}

export const layoutOf = (picture: Picture, sizeOf: (box: Box) => Size): Layout =>
  packed(groupsOf(picture).map((group) => laidOut(group, sizeOf)))
