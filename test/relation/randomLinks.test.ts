/** Links that are made, taken away and set at random, beside a model of what should be there. */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Connection, Database } from '../../lib/exec/Connection.js'
import {
  all,
  execute,
  from,
  insertInto,
  inverse,
  link,
  linkEach,
  runPlan,
  select,
  setLinks,
  setLinksEach,
  unlink,
  unlinkEach,
  values,
} from '../../lib/index.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { books, bookTags, shelfBooks, shelves, stockLibrary, taggings, tags } from '../support/library.js'
import { type Random, random, seedNumber } from '../support/random.js'

const test = suite('random links')

const size = 6
const steps = 60
const ids = Array.from({ length: size }, (_, i) => i + 1)

const stock = async (db: Database): Promise<void> => {
  await stockLibrary(db)
  const more = ids.slice(3).map((i) => ({ title: `book ${i}`, word: `tag ${i}`, name: `shelf ${i}` }))
  expectRight(await execute(pipe(insertInto(books), values(more.map(({ title }) => ({ title })))))(db)())
  expectRight(await execute(pipe(insertInto(tags), values(more.map(({ word }) => ({ word })))))(db)())
  const names = [{ name: 'third' }, ...more.map(({ name }) => ({ name }))]
  expectRight(await execute(pipe(insertInto(shelves), values(names)))(db)())
}

/** Some of the ids, each once, in any order. */
const some = (r: Random, atLeast = 0): ReadonlyArray<number> => {
  const chosen = ids.filter(() => r.below(2) === 0)
  const least = chosen.length < atLeast ? [r.pick(ids)] : chosen
  return r.below(2) === 0 ? least : [...least].reverse()
}

const rows = (of: ReadonlyArray<number>) => of.map((id) => ({ id }))

type Pair = readonly [number, number]

const somePairs = (r: Random): ReadonlyArray<Pair> => some(r, 1).flatMap((a) => some(r, 1).map((b): Pair => [a, b]))

/** What an operation does, to a database and to a model: how many it should have changed. */
interface Step {
  readonly name: string
  readonly run: (db: Connection) => Promise<unknown>
  readonly expected: unknown
}

const ran = async (result: Promise<Parameters<typeof expectRight>[0]>): Promise<unknown> => expectRight(await result)

// -------------------------------------------------------------------------------------
// tables of links
// -------------------------------------------------------------------------------------

/** Pairs of a book and a tag. */
type Links = Set<string>

const keyOf = ([book, tag]: Pair): string => `${book} ${tag}`

/** Adds and removes: says how many were not there, and how many were. */
const add = (links: Links, pairs: ReadonlyArray<Pair>): number => {
  const before = links.size
  for (const pair of pairs) links.add(keyOf(pair))
  return links.size - before
}

const remove = (links: Links, pairs: ReadonlyArray<Pair>): number => {
  const before = links.size
  for (const pair of pairs) links.delete(keyOf(pair))
  return before - links.size
}

/** Leaves a row of either end with exactly these. */
const replace = (links: Links, of: (other: number) => Pair, others: ReadonlyArray<number>) => {
  const unlinked = remove(links, ids.filter((id) => !others.includes(id)).map(of))
  return { linked: add(links, others.map(of)), unlinked }
}

const linkStep = (r: Random, links: Links): Step => {
  const back = r.below(2) === 0
  const relation = back ? inverse(bookTags) : bookTags
  const pairOf = (a: number, b: number): Pair => (back ? [b, a] : [a, b])
  const ends = (pairs: ReadonlyArray<Pair>) => pairs.map(([a, b]) => ({ source: { id: a }, target: { id: b } }))
  // both directions are the same at run time, and differ in their types
  const either = relation as typeof bookTags
  const own = r.pick(ids)
  switch (r.below(6)) {
    case 0: {
      const others = some(r, 1)
      return {
        name: `link ${own} to ${others}`,
        run: (db) => ran(execute(link(either)({ id: own }, rows(others)))(db)()),
        expected: add(
          links,
          others.map((other) => pairOf(own, other)),
        ),
      }
    }
    case 1: {
      const pairs = somePairs(r)
      return {
        name: `link each of ${pairs.join(' ')}`,
        run: (db) => ran(execute(linkEach(either)(ends(pairs)))(db)()),
        expected: add(
          links,
          pairs.map(([a, b]) => pairOf(a, b)),
        ),
      }
    }
    case 2: {
      const others = some(r, 1)
      return {
        name: `unlink ${own} from ${others}`,
        run: (db) => ran(execute(unlink(either)({ id: own }, rows(others)))(db)()),
        expected: remove(
          links,
          others.map((other) => pairOf(own, other)),
        ),
      }
    }
    case 3: {
      const pairs = somePairs(r)
      return {
        name: `unlink each of ${pairs.join(' ')}`,
        run: (db) => ran(execute(unlinkEach(either)(ends(pairs)))(db)()),
        expected: remove(
          links,
          pairs.map(([a, b]) => pairOf(a, b)),
        ),
      }
    }
    case 4: {
      const others = some(r)
      return {
        name: `set ${own} to ${others}`,
        run: (db) => ran(runPlan(setLinks(either)({ id: own }, rows(others)))(db)()),
        expected: replace(links, (other) => pairOf(own, other), others),
      }
    }
    default: {
      const groups = some(r, 1).map((source) => ({ source, others: some(r) }))
      const changes = groups.map(({ source, others }) => replace(links, (other) => pairOf(source, other), others))
      return {
        name: `set each of ${groups.map(({ source, others }) => `${source}: ${others}`).join('; ')}`,
        run: (db) =>
          ran(
            runPlan(
              setLinksEach(either)(
                groups.map(({ source, others }) => ({ source: { id: source }, targets: rows(others) })),
              ),
            )(db)(),
          ),
        expected: {
          linked: changes.reduce((sum, { linked }) => sum + linked, 0),
          unlinked: changes.reduce((sum, { unlinked }) => sum + unlinked, 0),
        },
      }
    }
  }
}

onEach(
  test,
  `links are as the model says, whatever is done to them (seed ${seedNumber})`,
  { portable: true },
  async (db) => {
    await stock(db)
    const r = random(seedNumber)
    const links: Links = new Set()
    for (let i = 0; i < steps; i++) {
      const { name, run, expected } = linkStep(r, links)
      assert.equal(await run(db), expected, name)
      const stored = expectRight(await all(pipe(from(taggings), select(taggings)))(db)())
      assert.equal(stored.map(({ bookId, tagId }) => keyOf([bookId, tagId])).sort(), [...links].sort(), name)
    }
  },
)

// -------------------------------------------------------------------------------------
// foreign keys
// -------------------------------------------------------------------------------------

/** The shelf of each book. */
type Places = Map<number, number | null>

/** Changes the shelves of books: says of how many it was another. */
const put = (places: Places, of: ReadonlyArray<number>, shelf: number | null): number => {
  const moved = of.filter((book) => places.get(book) !== shelf)
  for (const book of moved) places.set(book, shelf)
  return moved.length
}

const on = (places: Places, shelf: number, of: ReadonlyArray<number>): ReadonlyArray<number> =>
  of.filter((book) => places.get(book) === shelf)

const placeStep = (r: Random, places: Places): Step => {
  const shelf = r.pick(ids)
  switch (r.below(5)) {
    case 0: {
      const of = some(r, 1)
      put(places, of, shelf)
      return {
        name: `put ${of} on ${shelf}`,
        run: (db) => ran(execute(link(shelfBooks)({ id: shelf }, rows(of)))(db)()),
        // it writes them all, wherever they were
        expected: of.length,
      }
    }
    case 1: {
      const moves = some(r, 1).map((book): Pair => [r.pick(ids), book])
      for (const [to, book] of moves) put(places, [book], to)
      const links = moves.map(([to, book]) => ({ source: { id: to }, target: { id: book } }))
      return {
        name: `move ${moves.join(' ')}`,
        run: (db) => ran(execute(linkEach(shelfBooks)(links))(db)()),
        expected: moves.length,
      }
    }
    case 2: {
      const of = some(r, 1)
      return {
        name: `take ${of} from ${shelf}`,
        run: (db) => ran(execute(unlink(shelfBooks)({ id: shelf }, rows(of)))(db)()),
        expected: put(places, on(places, shelf, of), null),
      }
    }
    case 3: {
      const pairs = somePairs(r)
      const links = pairs.map(([from_, book]) => ({ source: { id: from_ }, target: { id: book } }))
      const taken = pairs.filter(([from_, book]) => places.get(book) === from_)
      return {
        name: `take each of ${pairs.join(' ')}`,
        run: (db) => ran(execute(unlinkEach(shelfBooks)(links))(db)()),
        expected: put(
          places,
          taken.map(([, book]) => book),
          null,
        ),
      }
    }
    default: {
      const of = some(r)
      const unlinked = put(
        places,
        on(places, shelf, ids).filter((book) => !of.includes(book)),
        null,
      )
      return {
        name: `set ${shelf} to ${of}`,
        run: (db) => ran(runPlan(setLinks(shelfBooks)({ id: shelf }, rows(of)))(db)()),
        expected: { linked: put(places, of, shelf), unlinked },
      }
    }
  }
}

onEach(
  test,
  `books are where the model says, wherever they are put (seed ${seedNumber})`,
  { portable: true },
  async (db) => {
    await stock(db)
    const r = random(seedNumber + 1)
    const places: Places = new Map(ids.map((id) => [id, id < 3 ? 1 : null]))
    for (let i = 0; i < steps; i++) {
      const { name, run, expected } = placeStep(r, places)
      assert.equal(await run(db), expected, name)
      const stored = expectRight(await all(pipe(from(books), select(books)))(db)())
      assert.equal(
        new Map(stored.map(({ id, shelfId }): [number, number | null] => [id, shelfId]).sort(([a], [b]) => a - b)),
        places,
        name,
      )
    }
  },
)

test.run()
