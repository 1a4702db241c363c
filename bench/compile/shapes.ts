/**
 * The statements that are built and compiled, and the arguments they are built from: the same for every contestant.
 *
 * A shape is a function of a counter, so that no two calls in a row bind the same values.
 */

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Built {
  readonly text: string
  readonly values: ReadonlyArray<unknown>
}

export interface NewVisit {
  readonly name: string
  readonly email: string
  readonly age: number
  readonly active: boolean
}

/** Any of ten conditions on a user; one that is absent is no condition. */
export interface Filters {
  readonly name?: string
  readonly email?: string
  readonly minAge?: number
  readonly maxAge?: number
  readonly active?: boolean
  readonly after?: Date
  readonly before?: Date
  readonly minId?: number
  readonly maxId?: number
  readonly image?: string
}

export interface MovieFilter {
  readonly genre: string
  readonly from: number
  readonly to: number
  readonly rating: number
  readonly title: string
  readonly limit: number
  readonly offset: number
}

/** What a contestant says for each shape. */
export interface Contestant {
  /** One row by its key. */
  readonly point: (id: number) => Built
  /** Five conditions, two orders, limit and offset. */
  readonly filter5: (filter: MovieFilter) => Built
  /** Three tables, two conditions, two orders. */
  readonly join3: (customer: number, quantity: number) => Built
  /** Two tables, two aggregates, group by, having, order, limit. */
  readonly aggregate: (since: Date, least: number, limit: number) => Built
  /** A common table expression with a window function, joined. */
  readonly cteWindow: (rank: number, country: string) => Built
  /** An insert that updates the row that is there. */
  readonly upsert: (row: NewVisit & { readonly id: number }) => Built
  /** One statement that inserts a hundred rows. */
  readonly insert100: (rows: ReadonlyArray<NewVisit>) => Built
  /** Up to ten conditions, so that the text differs from call to call. */
  readonly dynamic: (filters: Filters) => Built
}

export type Shape = keyof Contestant

export const shapes: ReadonlyArray<Shape> = [
  'point',
  'filter5',
  'join3',
  'aggregate',
  'cteWindow',
  'insert100',
  'upsert',
  'dynamic',
]

// -------------------------------------------------------------------------------------
// arguments
// -------------------------------------------------------------------------------------

const day = 86_400_000

const start = Date.UTC(2022, 0, 1)

/** Made once, for making a hundred rows costs more than some contestants take to insert them. */
const visits: ReadonlyArray<ReadonlyArray<NewVisit>> = Array.from({ length: 16 }, (_, i) =>
  Array.from({ length: 100 }, (_, j) => ({
    name: `visitor ${i} ${j}`,
    email: `visitor${i}.${j}@example.com`,
    age: 18 + ((i + j) % 60),
    active: j % 2 === 0,
  })),
)

/** The bits of a number that changes all of them from call to call say which conditions there are. */
const filtersAt = (i: number): Filters => {
  const bits = (i * 619) & 1023
  return {
    ...(bits & 1 ? { name: 'User 1%' } : {}),
    ...(bits & 2 ? { email: `user${1 + (i % 500)}@example.com` } : {}),
    ...(bits & 4 ? { minAge: 18 + (i % 10) } : {}),
    ...(bits & 8 ? { maxAge: 60 + (i % 10) } : {}),
    ...(bits & 16 ? { active: i % 2 === 0 } : {}),
    ...(bits & 32 ? { after: new Date(start + (i % 9) * day) } : {}),
    ...(bits & 64 ? { before: new Date(start + (90 + (i % 9)) * day) } : {}),
    ...(bits & 128 ? { minId: i % 50 } : {}),
    ...(bits & 256 ? { maxId: 400 + (i % 50) } : {}),
    ...(bits & 512 ? { image: '%.jpg' } : {}),
  }
}

const filters = Array.from({ length: 1024 }, (_, i) => filtersAt(i))

const since = new Date(start + day)

/** Builds a shape of a contestant for the counter `i`. */
export const build: { readonly [S in Shape]: (contestant: Contestant, i: number) => Built } = {
  point: (contestant, i) => contestant.point(1 + (i % 500)),
  filter5: (contestant, i) =>
    contestant.filter5({
      genre: i % 2 === 0 ? 'drama' : 'comedy',
      from: 1960 + (i % 5),
      to: 2015,
      rating: 2 + (i % 3),
      title: 'Movie%',
      limit: 20,
      offset: i % 4,
    }),
  join3: (contestant, i) => contestant.join3(1 + (i % 50), i % 4),
  aggregate: (contestant, i) => contestant.aggregate(since, 1 + (i % 8), 10),
  cteWindow: (contestant, i) => contestant.cteWindow(1 + (i % 3), `Country ${i % 7}`),
  upsert: (contestant, i) => contestant.upsert({ id: 1 + (i % 90), ...(visits[0]?.[i % 100] as NewVisit) }),
  insert100: (contestant, i) => contestant.insert100(visits[i % visits.length] as ReadonlyArray<NewVisit>),
  dynamic: (contestant, i) => contestant.dynamic(filters[i % filters.length] as Filters),
}
