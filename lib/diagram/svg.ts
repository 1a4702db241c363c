/** A diagram as a picture that stands alone: no script, no font and no style from elsewhere. */
import type { Metadata } from '../schema/Metadata.js'
import { type Layout, layoutOf, type Placed, type Point, type Routed, type Size } from './layout.js'
import { type Box, type Line, pictureOf } from './model.js'

// -------------------------------------------------------------------------------------
// measures
// -------------------------------------------------------------------------------------

const font = 12
/** Of a font whose letters have one width. */
const letter = font * 0.602
const row = 22
const head = 30
const margin = 32
const keyWidth = 30

const widthOf = (text: string, size = font): number => [...text].length * letter * (size / font)

const longest = (texts: ReadonlyArray<string>): number => Math.max(0, ...texts.map((text) => widthOf(text)))

const sizeOf = ({ name, lines }: Box): Size => ({
  width: Math.ceil(
    Math.max(
      widthOf(name, 13) + 28,
      keyWidth + longest(lines.map((line) => line.name)) + 24 + longest(lines.map((line) => typeText(line))) + 12,
    ),
  ),
  height: head + lines.length * row + 6,
})

const typeText = ({ type, isNullable }: Line): string => (isNullable ? `${type}?` : type)

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What XML cannot hold at all is left out. */
const escaped = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what XML cannot hold
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"]/g, (it) => entities[it] ?? it)

const round = (n: number): number => Math.round(n * 10) / 10

const label = (x: number, y: number, text: string, style: string): string =>
  `<text x="${round(x)}" y="${round(y)}" class="${style}">${escaped(text)}</text>`

// -------------------------------------------------------------------------------------
// boxes
// -------------------------------------------------------------------------------------

const keyText = ({ isKey, isForeign, isUnique }: Line): string =>
  isKey ? (isForeign ? 'PF' : 'PK') : isForeign ? 'FK' : isUnique ? 'U' : ''

const lineSvg = ({ x, y, width }: Placed, line: Line, i: number): string => {
  const top = y + head + i * row
  const base = top + row / 2 + 4
  const key = keyText(line)
  return [
    ...(i % 2 === 1
      ? [`<rect x="${round(x + 1)}" y="${round(top)}" width="${round(width - 2)}" height="${row}" class="stripe"/>`]
      : []),
    ...(key === '' ? [] : [label(x + 8, base, key, line.isKey ? 'key pk' : 'key fk')]),
    label(x + keyWidth, base, line.name, line.isKey ? 'column bold' : 'column'),
    label(x + width - 10, base, typeText(line), 'type'),
  ].join('')
}

const boxSvg = (placed: Placed): string => {
  const { box, x, y, width, height } = placed
  const [left, top] = [round(x), round(y)]
  return [
    `<g class="${box.kind}"><title>${escaped(box.name)}</title>`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="6" class="box"/>`,
    `<path d="M${left} ${top + head}v${6 - head}a6 6 0 0 1 6 -6h${width - 12}a6 6 0 0 1 6 6v${head - 6}z" class="head"/>`,
    label(x + 12, y + head / 2 + 4.5, box.name, 'name'),
    ...box.lines.map((line, i) => lineSvg(placed, line, i)),
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="6" class="edge"/>`,
    '</g>',
  ].join('')
}

// -------------------------------------------------------------------------------------
// links
// -------------------------------------------------------------------------------------

/** The middle of a column's line, on one side of its box. */
const anchor = ({ box, x, y, width }: Placed, column: string | undefined, side: 'left' | 'right'): Point => {
  const at = Math.max(
    0,
    box.lines.findIndex(({ name }) => name === column),
  )
  return { x: side === 'left' ? x : x + width, y: y + head + at * row + row / 2 }
}

/** A smooth way through some points, which leaves and arrives level. */
const pathThrough = (start: Point, points: ReadonlyArray<Point>, end: Point, out: number, into: number): string => {
  const all = [{ x: start.x + out, y: start.y }, ...points, { x: end.x + into, y: end.y }]
  const curves = all.slice(1).map((to, i) => {
    const from = all[i] as Point
    const middle = (from.x + to.x) / 2
    return `C${round(middle)} ${round(from.y)} ${round(middle)} ${round(to.y)} ${round(to.x)} ${round(to.y)}`
  })
  return `M${round(start.x)} ${round(start.y)}H${round(start.x + out)}${curves.join('')}H${round(end.x)}`
}

/** One bar, or a bar and a ring, or a foot of three toes: how many rows there may be at this end. */
const endSvg = (at: Point, direction: number, kind: 'one' | 'maybe' | 'many'): string => {
  const { x, y } = { x: round(at.x), y: round(at.y) }
  const d = direction
  if (kind === 'many')
    return `<path d="M${x + 11 * d} ${y}L${x} ${y - 5}M${x + 11 * d} ${y}L${x} ${y + 5}" class="link"/>`
  const bar = `<path d="M${x + 6 * d} ${y - 5}v10" class="link"/>`
  return kind === 'one' ? bar : `${bar}<circle cx="${x + 12 * d}" cy="${y}" r="3.5" class="ring"/>`
}

const stub = 18
/** Three quarters of what is between two columns of boxes. */
const between = 72

const linkSvg = (boxes: ReadonlyMap<string, Placed>, { link, points }: Routed): string => {
  const [child, parent] = [boxes.get(link.from), boxes.get(link.to)]
  if (child === undefined || parent === undefined) return ''
  const many = link.isMany ? 'many' : 'maybe'
  const one = link.isOptional ? 'maybe' : 'one'
  const title = `<title>${escaped(`${link.from} (${link.columns.join(', ')}) → ${link.to} (${link.targets.join(', ')})`)}</title>`
  // to the right, or around on the right where one is not beside the other
  const isBeside = child.x >= parent.x + parent.width
  const isBefore = parent.x >= child.x + child.width
  const [fromSide, toSide] = isBeside
    ? (['right', 'left'] as const)
    : isBefore
      ? (['left', 'right'] as const)
      : (['right', 'right'] as const)
  const start = anchor(parent, link.targets[0], fromSide)
  const end = anchor(child, link.columns[0], toSide)
  const [out, into] = [fromSide === 'right' ? stub : -stub, toSide === 'right' ? stub : -stub]
  // dagre's way for a link that it turned around begins at the other end
  const way = isBeside || !isBefore ? points : [...points].reverse()
  const [least, most] = [Math.min(start.x, end.x) + between, Math.max(start.x, end.x) - between]
  // those beside a box would only make it turn twice
  const inner = way.filter(({ x }) => x > least && x < most)
  const path = pathThrough(start, isBeside || isBefore ? inner : [], end, out, into)
  return `<g>${title}<path d="${path}" class="link"/>${endSvg(start, Math.sign(out), one)}${endSvg(end, Math.sign(into), many)}</g>`
}

// -------------------------------------------------------------------------------------
// pictures
// -------------------------------------------------------------------------------------

const style = `text{font:${font}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#1f2937}
.page{fill:#f8fafc}.box{fill:#fff}.edge{fill:none;stroke:#94a3b8}.stripe{fill:#f8fafc}
.head{fill:#334155}.view .head{fill:#0f766e}.view .edge{stroke-dasharray:4 3}
.name{font-size:13px;font-weight:600;fill:#fff}.type{fill:#64748b;text-anchor:end}.bold{font-weight:600}
.key{font-size:9px;font-weight:700}.pk{fill:#b45309}.fk{fill:#2563eb}
.link{fill:none;stroke:#64748b;stroke-width:1.3}.ring{fill:#f8fafc;stroke:#64748b;stroke-width:1.3}`

const document = ({ boxes, links, width, height }: Layout): string => {
  const [w, h] = [Math.ceil(width + 2 * margin), Math.ceil(height + 2 * margin)]
  const byId = new Map(boxes.map((placed) => [placed.box.id, placed]))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">`,
    `<style>${style}</style>`,
    `<rect width="${w}" height="${h}" class="page"/>`,
    `<g transform="translate(${margin} ${margin})">`,
    ...links.map((link) => linkSvg(byId, link)),
    ...boxes.map(boxSvg),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

/**
 * Tables, their columns and keys, and the foreign keys between them, as a picture: an SVG that stands alone.
 *
 * @example svg(metadata([users, posts])) // <svg xmlns="http://www.w3.org/2000/svg" …
 */
export const svg = (metadata: Metadata): string => document(layoutOf(pictureOf(metadata), sizeOf))
