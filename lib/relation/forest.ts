/** Trees from rows that came flat, each with the key of the row above it. */

export interface ForestOptions<Row, K extends string> {
  readonly key: keyof Row
  /** What holds the key of the row above it; null, or the key of a row that is not there, for a root. */
  readonly parent: keyof Row
  /** The key of the rows below a row. */
  readonly as: K
}

/** A row with the rows below it. */
export type Grown<Row, K extends string> = Row & { readonly [P in K]: ReadonlyArray<Grown<Row, K>> }

/** A row while what is below it is being found. */
type Growing = Record<string, unknown>

/** Of rows that are above themselves, the first of each circle: what is above each row is given by its place. */
const circled = (above: ReadonlyArray<number | undefined>): ReadonlySet<number> => {
  const firsts = new Set<number>()
  const seenFrom: Array<number | undefined> = []
  above.forEach((_, start) => {
    let at: number | undefined = start
    while (at !== undefined && seenFrom[at] === undefined) {
      seenFrom[at] = start
      at = above[at]
    }
    if (at === undefined || seenFrom[at] !== start) return
    let first = at
    for (let next = above[at]; next !== at; next = above[next as number]) first = Math.min(first, next as number)
    firsts.add(first)
  })
  return firsts
}

/**
 * The rows as trees, in the order that they came in; every row is in one of them once. A row that is above itself is the
 * root of a tree, and is not repeated in it.
 *
 * @example
 * pipe([{ id: 1, up: 0 }, { id: 2, up: 1 }], forest({ key: 'id', parent: 'up', as: 'below' }))
 * // [{ id: 1, up: 0, below: [{ id: 2, up: 1, below: [] }] }]
 */
export const forest =
  <Row extends object, const K extends string>({ key, parent, as }: ForestOptions<Row, K>) =>
  (rows: ReadonlyArray<Row>): ReadonlyArray<Grown<Row, K>> => {
    const grown = rows.map((row): Growing => ({ ...row, [as]: [] }))
    const byKey = new Map(rows.map((row, i) => [row[key] as unknown, i]))
    const above = rows.map((row) => byKey.get(row[parent]))
    const roots: Array<Growing> = []
    const closing = circled(above)
    grown.forEach((row, i) => {
      const parentAt = closing.has(i) ? undefined : above[i]
      const siblings = (parentAt === undefined ? roots : grown[parentAt]?.[as]) as Array<Growing>
      siblings.push(row)
    })
    return roots as never
  }
