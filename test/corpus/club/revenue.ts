/** What the club takes in, and what its days are. */
import { pipe } from 'fp-ts/function'
import {
  add,
  and,
  avg,
  case_,
  caseOf,
  cast,
  cte,
  currentRow,
  date,
  dateTrunc,
  desc,
  div,
  eq,
  extract,
  from,
  ge,
  generateSeries,
  groupBy,
  gt,
  having,
  innerJoin,
  leftJoin,
  lt,
  max,
  min,
  mul,
  ntile,
  numeric,
  orderBy,
  orderByOutput,
  orderedBy,
  over,
  preceding,
  round,
  rows,
  scalar,
  select,
  selectOnly,
  sub,
  subquery,
  sum,
  timestamp,
  value,
  when,
  where,
  window,
} from '../../../lib/index.js'
import { bookings, facilities } from './tables.js'

const paid = sum(
  case_(
    [when(eq(bookings.c.memid, 0), mul(bookings.c.slots, facilities.c.guestcost))],
    mul(bookings.c.slots, facilities.c.membercost),
  ),
)

const priced = pipe(from(bookings), innerJoin(facilities, eq(facilities.c.facid, bookings.c.facid)))

const ranked = pipe(
  priced,
  groupBy(facilities.c.name),
  select({ name: facilities.c.name, class: over(pipe(window, orderedBy(desc(paid))))(ntile(3)) }),
  subquery('ranked'),
)

/** Is what each facility takes in high, average or low? */
export const classified = pipe(
  from(ranked),
  orderBy(ranked.c.class, ranked.c.name),
  select({
    name: ranked.c.name,
    revenue: caseOf(ranked.c.class, [when(1, 'high'), when(2, 'average')], 'low'),
  }),
)

const takings = pipe(priced, groupBy(facilities.c.name), select({ name: facilities.c.name, revenue: paid }))

const taking = pipe(takings, subquery('taking'))

/** Which facilities took in less than 1000? */
export const poor = pipe(from(taking), where(lt(taking.c.revenue, '1000')), orderBy(taking.c.revenue), select(taking))

/** The same of the groups themselves. */
export const poorGroups = pipe(
  takings,
  having(lt(paid, '1000')),
  orderByOutput((row) => [row.revenue]),
)

/** In how many months does each facility pay for itself, going by three months? */
export const payback = pipe(
  priced,
  groupBy(facilities.c.facid),
  orderBy(facilities.c.name),
  select({
    name: facilities.c.name,
    months: div(facilities.c.initialoutlay, sub(div(paid, '3'), facilities.c.monthlymaintenance)),
  }),
)

const costs = {
  name: facilities.c.name,
  initialoutlay: facilities.c.initialoutlay,
  monthlymaintenance: facilities.c.monthlymaintenance,
}

const monthly = pipe(
  priced,
  groupBy(facilities.c.facid),
  select({ ...costs, monthlyrevenue: div(paid, '3') }),
  subquery('monthly'),
)

/** The same in two steps. */
export const paybackInSteps = pipe(
  from(monthly),
  orderBy(monthly.c.name),
  select({
    name: monthly.c.name,
    repaytime: div(monthly.c.initialoutlay, sub(monthly.c.monthlyrevenue, monthly.c.monthlymaintenance)),
  }),
)

const span = pipe(
  selectOnly({
    first: dateTrunc('month', scalar(pipe(from(bookings), select({ at: min(bookings.c.starttime) })))),
    last: dateTrunc('month', scalar(pipe(from(bookings), select({ at: max(bookings.c.starttime) })))),
  }),
  subquery('span'),
)

/** The months since the year 0. */
const monthsOf = (at: typeof span.c.first | typeof span.c.last) =>
  add(mul(extract('year', at), 12), extract('month', at))

const complete = pipe(
  from(span),
  select({ last: span.c.last, months: sub(monthsOf(span.c.last), monthsOf(span.c.first)) }),
  cte('complete'),
)

const completeMonthly = pipe(
  priced,
  where(lt(bookings.c.starttime, scalar(pipe(from(complete), select({ last: complete.c.last }))))),
  groupBy(facilities.c.facid),
  select({ ...costs, monthlyrevenue: div(paid, scalar(pipe(from(complete), select({ months: complete.c.months })))) }),
  subquery('monthly'),
)

/** The same, going by all months that are over. */
export const paybackByCompleteMonths = pipe(
  from(completeMonthly),
  orderBy(completeMonthly.c.name),
  select({
    name: completeMonthly.c.name,
    repaytime: div(
      completeMonthly.c.initialoutlay,
      sub(completeMonthly.c.monthlyrevenue, completeMonthly.c.monthlymaintenance),
    ),
  }),
)

// -------------------------------------------------------------------------------------
// days
// -------------------------------------------------------------------------------------

const daysFrom = (first: string) =>
  pipe(
    selectOnly({
      date: cast(generateSeries(value(timestamp, first), value(timestamp, '2012-08-31'), { days: 1 }), date),
    }),
    subquery('day'),
  )

const day = daysFrom('2012-08-01')

const inFortnight = and(
  gt(bookings.c.starttime, sub(day.c.date, { days: 14 })),
  lt(bookings.c.starttime, add(day.c.date, { days: 1 })),
)

/** What did the club take in a day, on the average of the 15 days up to each day of August? */
export const rollingAverage = pipe(
  from(day),
  orderBy(day.c.date),
  select({
    date: day.c.date,
    revenue: div(scalar(pipe(priced, where(inFortnight), select({ revenue: paid }))), '15'),
  }),
)

const startDay = cast(bookings.c.starttime, date)

const daily = pipe(priced, groupBy(startDay), select({ date: startDay, revenue: paid }), subquery('daily'))

const earlier = daysFrom('2012-07-10')

const fortnight = pipe(window, orderedBy(earlier.c.date), rows(preceding(14), currentRow))

const averages = pipe(
  from(earlier),
  leftJoin(daily, eq(daily.c.date, earlier.c.date)),
  select({ date: earlier.c.date, average: over(fortnight)(avg(daily.c.revenue)) }),
  subquery('averages'),
)

/** The same by a window over the days. */
export const rollingAverageOver = pipe(
  from(averages),
  where(ge(averages.c.date, '2012-08-01')),
  orderBy(averages.c.date),
  select(averages),
)

const moment = pipe(selectOnly({ at: value(timestamp, '2012-02-11 01:00:00') }), subquery('moment'))

/** How many days of the month are left, the day itself among them? */
export const daysRemaining = pipe(
  from(moment),
  select({ remaining: sub(add(dateTrunc('month', moment.c.at), { months: 1 }), dateTrunc('day', moment.c.at)) }),
)

/** Which day of the month is it? */
export const dayOfMonth = selectOnly({ day: extract('day', value(timestamp, '2012-08-31')) })

const month = dateTrunc('month', bookings.c.starttime)

const used = pipe(
  priced,
  groupBy(facilities.c.facid, month),
  select({ name: facilities.c.name, month, slots: sum(bookings.c.slots) }),
  subquery('used'),
)

const days = sub(cast(add(used.c.month, { months: 1 }), date), cast(used.c.month, date))

/** How many percent of its time was each facility in use, month by month? A day has 25 half hours. */
export const utilisation = pipe(
  from(used),
  orderBy(used.c.name, used.c.month),
  select({
    name: used.c.name,
    month: used.c.month,
    utilisation: round(div(mul(100, used.c.slots), cast(mul(25, days), numeric())), 1),
  }),
)

/** By the names of the exercises. */
export const revenue = {
  aggregates_classify: classified,
  aggregates_facrev2: poor,
  aggregates_facrev2_alt2: poorGroups,
  aggregates_payback: payback,
  aggregates_payback_alt1: paybackInSteps,
  aggregates_payback_alt2: paybackByCompleteMonths,
  aggregates_rollingavg: rollingAverage,
  aggregates_rollingavg_alt1: rollingAverageOver,
  date_daysremaining: daysRemaining,
  date_extract: dayOfMonth,
  date_utilisationpermonth: utilisation,
}
