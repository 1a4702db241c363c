/** Many rows as one: how often, how much, and when. */
import { pipe } from 'fp-ts/function'
import {
  and,
  count,
  countDistinct,
  cte,
  desc,
  distinct,
  eq,
  extract,
  from,
  ge,
  groupBy,
  gt,
  having,
  innerJoin,
  integer,
  isNotNull,
  limit,
  lt,
  max,
  min,
  null_,
  orderBy,
  orderByOutput,
  orderedBy,
  over,
  rank,
  rollup,
  scalar,
  select,
  subquery,
  sum,
  unionAll,
  where,
  window,
} from '../../../lib/index.js'
import { bookings, facilities, members } from './tables.js'

/** What do guests pay at least 10 for? How many are there? */
export const expensive = pipe(from(facilities), where(ge(facilities.c.guestcost, '10')), select({ n: count() }))

/** How many members did each member recommend? */
export const recommendations = pipe(
  from(members),
  where(isNotNull(members.c.recommendedby)),
  groupBy(members.c.recommendedby),
  orderBy(members.c.recommendedby),
  select({ recommendedby: members.c.recommendedby, n: count() }),
)

/** How many members booked anything? */
export const bookers = pipe(from(bookings), select({ n: countDistinct(bookings.c.memid) }))

const booker = pipe(from(bookings), distinct, select({ memid: bookings.c.memid }), subquery('booker'))

/** The same by counting rows. */
export const countedBookers = pipe(from(booker), select({ n: count() }))

const firstBooking = min(bookings.c.starttime)

/** When did each member first book something since September? */
export const firstSinceSeptember = pipe(
  from(bookings),
  innerJoin(members, eq(members.c.memid, bookings.c.memid)),
  where(ge(bookings.c.starttime, '2012-09-01')),
  groupBy(members.c.surname, members.c.firstname, members.c.memid),
  orderBy(members.c.memid),
  select({
    surname: members.c.surname,
    firstname: members.c.firstname,
    memid: members.c.memid,
    starttime: firstBooking,
  }),
)

// -------------------------------------------------------------------------------------
// half hours booked
// -------------------------------------------------------------------------------------

const booked = sum(bookings.c.slots)

const byFacility = pipe(from(bookings), groupBy(bookings.c.facid))

const totals = pipe(byFacility, select({ facid: bookings.c.facid, total: booked }))

/** Which facilities were booked more than 1000 times? */
export const busy = pipe(totals, having(gt(booked, 1000)), orderBy(bookings.c.facid))

/** Which one was booked most? */
export const busiest = pipe(totals, orderBy(desc(booked)), limit(1))

const totalOf = pipe(totals, subquery('total_of'))

/** What is the greatest total of each facility, of which there is one? */
export const greatestTotals = pipe(
  from(totalOf),
  groupBy(totalOf.c.facid),
  select({ facid: totalOf.c.facid, most: max(totalOf.c.total) }),
)

/** Which one was booked most, with all that were booked as often? */
export const allBusiest = pipe(
  totals,
  having(eq(booked, scalar(pipe(from(totalOf), select({ most: max(totalOf.c.total) }))))),
)

const totalsNamed = pipe(totals, cte('totals'))

/** The same with a name for the totals. */
export const allBusiestNamed = pipe(
  from(totalsNamed),
  where(eq(totalsNamed.c.total, scalar(pipe(from(totalsNamed), select({ most: max(totalsNamed.c.total) }))))),
  select(totalsNamed),
)

const ranked = pipe(
  byFacility,
  select({ facid: bookings.c.facid, total: booked, rank: over(pipe(window, orderedBy(desc(booked))))(rank()) }),
  subquery('ranked'),
)

/** The same by their ranks. */
export const firstRanked = pipe(
  from(ranked),
  where(eq(ranked.c.rank, 1)),
  select({ facid: ranked.c.facid, total: ranked.c.total }),
)

const rankedTotals = pipe(
  from(totalOf),
  select({
    facid: totalOf.c.facid,
    total: totalOf.c.total,
    rank: over(pipe(window, orderedBy(desc(totalOf.c.total))))(rank()),
  }),
  subquery('ranked'),
)

/** The same in two steps. */
export const firstRankedTotals = pipe(
  from(rankedTotals),
  where(eq(rankedTotals.c.rank, 1)),
  select({ facid: rankedTotals.c.facid, total: rankedTotals.c.total }),
)

// -------------------------------------------------------------------------------------
// by month
// -------------------------------------------------------------------------------------

const month = extract('month', bookings.c.starttime)

const in2012 = and(ge(bookings.c.starttime, '2012-01-01'), lt(bookings.c.starttime, '2013-01-01'))

const monthly = { facid: bookings.c.facid, month, slots: booked }

/** How much was each facility booked in each month of a year? */
export const byMonth = pipe(
  from(bookings),
  where(eq(extract('year', bookings.c.starttime), 2012)),
  groupBy(bookings.c.facid, month),
  orderBy(bookings.c.facid, month),
  select(monthly),
)

/** The same with a condition that an index serves. */
export const byMonthSince = pipe(
  from(bookings),
  where(in2012),
  groupBy(bookings.c.facid, month),
  orderBy(bookings.c.facid, month),
  select(monthly),
)

/** The same with the sums of each facility, and of all. */
export const rolledUp = pipe(
  from(bookings),
  where(in2012),
  groupBy(rollup(bookings.c.facid, month)),
  orderBy(bookings.c.facid, month),
  select(monthly),
)

const year = pipe(from(bookings), where(in2012))

/** The same by three queries. */
export const rolledUpByHand = pipe(
  year,
  groupBy(bookings.c.facid, month),
  select(monthly),
  unionAll(
    pipe(year, groupBy(bookings.c.facid), select({ facid: bookings.c.facid, month: null_(integer), slots: booked })),
  ),
  unionAll(pipe(year, select({ facid: null_(integer), month: null_(integer), slots: booked }))),
  orderByOutput((row) => [row.facid, row.month]),
)

const months = pipe(year, select({ facid: bookings.c.facid, month, slots: bookings.c.slots }), cte('months'))

/** The same with a name for the bookings of that year. */
export const rolledUpNamed = pipe(
  from(months),
  groupBy(months.c.facid, months.c.month),
  select({ facid: months.c.facid, month: months.c.month, slots: sum(months.c.slots) }),
  unionAll(
    pipe(
      from(months),
      groupBy(months.c.facid),
      select({ facid: months.c.facid, month: null_(integer), slots: sum(months.c.slots) }),
    ),
  ),
  unionAll(pipe(from(months), select({ facid: null_(integer), month: null_(integer), slots: sum(months.c.slots) }))),
  orderByOutput((row) => [row.facid, row.month]),
)

/** By the names of the exercises. */
export const aggregates = {
  aggregates_count2: expensive,
  aggregates_count3: recommendations,
  aggregates_members1: bookers,
  aggregates_members1_alt1: countedBookers,
  aggregates_nbooking: firstSinceSeptember,
  aggregates_fachours1a: busy,
  aggregates_fachours2: busiest,
  aggregates_fachours2_alt1: greatestTotals,
  aggregates_fachours2_alt2: allBusiest,
  aggregates_fachours2_alt3: allBusiestNamed,
  aggregates_fachours4: firstRanked,
  aggregates_fachours4_alt2: firstRankedTotals,
  aggregates_fachoursbymonth2: byMonth,
  aggregates_fachoursbymonth2_alt1: byMonthSince,
  aggregates_fachoursbymonth3: rolledUp,
  aggregates_fachoursbymonth3_alt1: rolledUpByHand,
  aggregates_fachoursbymonth3_alt2: rolledUpNamed,
}
