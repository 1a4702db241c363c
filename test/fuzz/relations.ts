/**
 * Whatever the strategy by which nested rows are found, they are the same: those that belong together in the rows that
 * the tables were filled with.
 *
 * A case is a random tree of nested rows over a random world, with conditions, orders, limits and offsets. What it has to
 * give is worked out from the rows, without a database.
 */
import { inspect, isDeepStrictEqual } from 'node:util'
import { pipe } from 'fp-ts/function'
import type { Connection } from '../../lib/exec/Connection.js'
import * as J from '../../lib/index.js'
import { type Random, random } from '../support/random.js'
import { filling, type Path, type Place, type Row, type World, world } from './worlds.js'

// -------------------------------------------------------------------------------------
// trees
// -------------------------------------------------------------------------------------

/** Which rows, and what of each. */
interface Tree {
  readonly place: Place
  readonly columns: ReadonlyArray<string>
  readonly atLeast: number | null
  readonly backwards: boolean
  readonly limit: number | null
  readonly offset: number | null
  readonly nested: ReadonlyArray<Nested>
}

interface Nested {
  readonly key: string
  readonly path: Path
  readonly tree: Tree
}

const someOf = <A>(r: Random, all: ReadonlyArray<A>): ReadonlyArray<A> => {
  const chosen = all.filter(() => r.below(2) === 0)
  return chosen.length === 0 ? all.slice(0, 1) : chosen
}

const makeTree = (r: Random, self: World, place: Place, depth: number, toOne: boolean): Tree => {
  const paths = self.paths.get(place) ?? []
  const nested =
    depth === 0 || paths.length === 0
      ? []
      : Array.from({ length: r.below(3) }, (_, i): Nested => {
          const path = r.pick(paths)
          return { key: `nested${i}`, path, tree: makeTree(r, self, path.target, depth - 1, path.toOne) }
        })
  return {
    place,
    columns: someOf(r, place.columns),
    atLeast: r.below(4) === 0 ? r.below(4) : null,
    backwards: r.below(2) === 0,
    limit: !toOne && r.below(4) === 0 ? r.below(4) : null,
    offset: !toOne && r.below(6) === 0 ? r.below(3) : null,
    nested,
  }
}

// -------------------------------------------------------------------------------------
// what it has to give
// -------------------------------------------------------------------------------------

const before = (a: unknown, b: unknown): number => {
  if (typeof a === 'string') return a < (b as string) ? -1 : a > (b as string) ? 1 : 0
  return Number((a as number) > (b as number)) - Number((a as number) < (b as number))
}

const expected = (tree: Tree, rows: ReadonlyArray<Row>): ReadonlyArray<Row> => {
  const kept = rows.filter(({ n }) => tree.atLeast === null || (n !== null && (n as number) >= tree.atLeast))
  const ordered = [...kept].sort((a, b) => before(a.id, b.id) * (tree.backwards ? -1 : 1))
  const from = tree.offset ?? 0
  return ordered.slice(from, tree.limit === null ? undefined : from + tree.limit).map((row) => ({
    ...Object.fromEntries(tree.columns.map((column) => [column, row[column]])),
    ...Object.fromEntries(
      tree.nested.map(({ key, path, tree: inner }) => {
        const found = expected(inner, path.related(row))
        return [key, path.toOne ? (found[0] ?? null) : found]
      }),
    ),
  }))
}

// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------

type Strategies = (path: Path, tree: Tree) => any

const fieldsOf = (tree: Tree, source: any, strategies: Strategies): any => ({
  ...Object.fromEntries(tree.columns.map((column) => [column, source.c[column]])),
  ...Object.fromEntries(
    tree.nested.map(({ key, path, tree: inner }) => [key, nestedOf(path, inner, source, strategies)]),
  ),
})

const shaped = (tree: Tree, source: any, strategies: Strategies) => (rows: any) => {
  let query: any = rows
  if (tree.atLeast !== null) query = J.where(J.ge(source.c.n, tree.atLeast))(query)
  query = J.orderBy(tree.backwards ? J.desc(source.c.id) : source.c.id)(query)
  if (tree.limit !== null) query = J.limit(tree.limit)(query)
  if (tree.offset !== null) query = J.offset(tree.offset)(query)
  return J.select(fieldsOf(tree, source, strategies))(query)
}

const nestedOf = (path: Path, tree: Tree, source: any, strategies: Strategies): any => {
  const relation: any = J.fromAlias(source)(path.relation)
  const strategy = strategies(path, tree)
  const options: any = strategy === null ? {} : { strategy }
  if (!path.toOne)
    return J.collect(relation, (rows: any, target: any) => shaped(tree, target, strategies)(rows), options)
  const { atLeast } = tree
  if (atLeast !== null) options.where = (target: any) => J.ge(target.c.n, atLeast)
  return J.pick(relation, (target: any) => fieldsOf(tree, target, strategies), options)
}

const statement = (tree: Tree, strategies: Strategies): any =>
  pipe(J.from(tree.place.table), shaped(tree, tree.place.table, strategies))

/** Every strategy that can honour what the tree says. */
const anyStrategy =
  (r: Random): Strategies =>
  (path, { limit, offset }) =>
    path.toOne
      ? r.pick([null, 'join', 'subselect', 'split'])
      : r.pick([null, 'subselect', 'split', ...(limit === null && offset === null ? ['grouped'] : [])])

// -------------------------------------------------------------------------------------
// checking
// -------------------------------------------------------------------------------------

const unlike = (due: unknown, rows: any): string =>
  `gives ${inspect(rows._tag === 'Right' ? rows.right : rows.left, { depth: 12 })}\n\nand not ${inspect(due, { depth: 12 })}`

const problemOf = async (db: Connection, tree: Tree, strategies: Strategies): Promise<string | null> => {
  const query = statement(tree, strategies)
  const rows: any = await (J.all(query) as any)(db)()
  const due = expected(tree, tree.place.rows)
  if (rows._tag === 'Right' && isDeepStrictEqual(rows.right, due)) return null
  const compiled: any = J.compile(db.dialect)(query as never)
  const text = compiled._tag === 'Right' ? compiled.right.text : inspect(compiled.left, { depth: 6 })
  return `${text}\n\n${unlike(due, rows)}`
}

/** The nested rows of a tree, loaded for rows that are there. */
const loadProblemOf = async (db: Connection, tree: Tree, strategies: Strategies): Promise<string | null> => {
  const { place, nested } = tree
  if (nested.length === 0) return null
  const fields = fieldsOf({ ...tree, columns: [] }, place.table, strategies)
  const given = place.rows.map((row) => Object.fromEntries(place.columns.map((column) => [column, row[column]])))
  const rows: any = await J.load(place.table, fields)(given)(db)()
  const whole = { ...tree, columns: place.columns, atLeast: null, backwards: false, limit: null, offset: null }
  const due = place.rows.map((row) => expected(whole, [row])[0])
  return rows._tag === 'Right' && isDeepStrictEqual(rows.right, due) ? null : `loaded, it ${unlike(due, rows)}`
}

/** Fills the tables of a world. */
export const settle = async (db: Connection, self: World): Promise<string | null> => {
  const created: any = await J.createAll(J.metadata(self.tables))(db)()
  if (created._tag === 'Left') return inspect(created.left, { depth: 6 })
  for (const insert of filling(self)) {
    const done: any = await (J.execute(insert) as any)(db)()
    if (done._tag === 'Left') return inspect(done.left, { depth: 6 })
  }
  return null
}

/** Random trees over one world, each by several strategies. The first problem, with the seed of its case. */
export const checkRelations = async (db: Connection, seed: number, trees: number): Promise<string | null> => {
  const self = world(seed)
  const unsettled = await settle(db, self)
  if (unsettled !== null) return `world ${seed}: ${unsettled}`
  for (let i = 0; i < trees; i++) {
    const r = random(seed * 100_003 + i)
    const tree = makeTree(r, self, r.pick(self.places), 3, false)
    for (const strategies of [() => null, () => 'subselect', anyStrategy(r)] as ReadonlyArray<Strategies>) {
      const problem = (await problemOf(db, tree, strategies)) ?? (await loadProblemOf(db, tree, strategies))
      if (problem !== null) return `world ${seed}, tree ${i}\n${problem}`
    }
  }
  return null
}
