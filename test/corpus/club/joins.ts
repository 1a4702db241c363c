/** Several tables: who booked what, who recommended whom, and what that says of what is to be changed. */
import { pipe } from 'fp-ts/function'
import {
  add,
  alias,
  and,
  case_,
  coalesce,
  concat,
  deleteFrom,
  desc,
  distinct,
  eq,
  everyRow,
  exists,
  from,
  ge,
  gt,
  in_,
  innerJoin,
  insertFrom,
  insertInto,
  integer,
  lt,
  max,
  mul,
  not,
  notInQuery,
  numeric,
  or,
  orderBy,
  orderByOutput,
  recursive,
  scalar,
  select,
  selectOnly,
  text,
  value,
  when,
  where,
} from '../../../lib/index.js'
import { bookings, facilities, members } from './tables.js'

const ofFacility = eq(facilities.c.facid, bookings.c.facid)

const isGuest = eq(members.c.memid, 0)

/** When do the tennis courts begin to be in use on a day? */
export const tennisStarts = pipe(
  from(facilities),
  innerJoin(bookings, ofFacility),
  where(in_(facilities.c.name, ['Tennis Court 2', 'Tennis Court 1'])),
  where(and(ge(bookings.c.starttime, '2012-09-21'), lt(bookings.c.starttime, '2012-09-22'))),
  orderBy(bookings.c.starttime),
  select({ start: bookings.c.starttime, name: facilities.c.name }),
)

const recommender = alias(members, 'recommender')

/** Who is a member, and who recommended them, if anybody? Without a join. */
export const recommenders = pipe(
  from(members),
  distinct,
  select({
    member: concat(concat(members.c.firstname, ' '), members.c.surname),
    recommender: scalar(
      pipe(
        from(recommender),
        where(eq(recommender.c.memid, members.c.recommendedby)),
        select({ name: concat(concat(recommender.c.firstname, ' '), recommender.c.surname) }),
      ),
    ),
  }),
  orderByOutput((row) => [row.member]),
)

const forGuests = mul(bookings.c.slots, facilities.c.guestcost)

const forMembers = mul(bookings.c.slots, facilities.c.membercost)

/** Which bookings of a day cost more than 30? */
export const costly = pipe(
  from(members),
  innerJoin(bookings, eq(bookings.c.memid, members.c.memid)),
  innerJoin(facilities, ofFacility),
  where(and(ge(bookings.c.starttime, '2012-09-14'), lt(bookings.c.starttime, '2012-09-15'))),
  where(or(and(isGuest, gt(forGuests, '30')), and(not(isGuest), gt(forMembers, '30')))),
  select({
    member: concat(concat(members.c.firstname, ' '), members.c.surname),
    facility: facilities.c.name,
    cost: case_([when(isGuest, forGuests)], forMembers),
  }),
  orderByOutput((row) => [desc(row.cost)]),
)

const recommending = recursive('recommending')(
  pipe(from(members), where(eq(members.c.memid, 27)), select({ recommender: members.c.recommendedby })),
  (self) =>
    pipe(
      from(self),
      innerJoin(members, eq(members.c.memid, self.c.recommender)),
      select({ recommender: members.c.recommendedby }),
    ),
)

/** Who recommended a member, who recommended them, and so on? */
export const recommendedUpward = pipe(
  from(recommending),
  innerJoin(members, eq(members.c.memid, recommending.c.recommender)),
  orderBy(desc(members.c.memid)),
  select({
    recommender: recommending.c.recommender,
    firstname: members.c.firstname,
    surname: members.c.surname,
  }),
)

const counting = recursive('counting')(selectOnly({ num: value(integer, 1) }), (self) =>
  pipe(from(self), where(lt(self.c.num, 5)), select({ num: add(self.c.num, 1) })),
)

/** What is counted from 1 to 5? */
export const oneToFive = pipe(from(counting), select(counting))

// -------------------------------------------------------------------------------------
// changes
// -------------------------------------------------------------------------------------

/** Forgets all bookings. */
export const forgetBookings = pipe(deleteFrom(bookings), everyRow)

/** Forgets the members who never booked anything. */
export const forgetIdle = pipe(
  deleteFrom(members),
  where(notInQuery(members.c.memid, pipe(from(bookings), select({ memid: bookings.c.memid })))),
)

/** The same by asking for each of them. */
export const forgetWithoutBooking = pipe(
  deleteFrom(members),
  where(not(exists(pipe(from(bookings), where(eq(bookings.c.memid, members.c.memid)))))),
)

const lastKey = scalar(pipe(from(facilities), select({ facid: max(facilities.c.facid) })))

/** Adds a facility under the key after the last one. */
export const addSpa = pipe(
  insertInto(facilities),
  insertFrom(
    selectOnly({
      facid: coalesce(add(lastKey, 1), 1),
      name: value(text, 'Spa'),
      membercost: value(numeric(), '20'),
      guestcost: value(numeric(), '30'),
      initialoutlay: value(numeric(), '100000'),
      monthlymaintenance: value(numeric(), '800'),
    }),
  ),
)

/** By the names of the exercises. */
export const joins = {
  joins_simplejoin2: tennisStarts,
  joins_sub: recommenders,
  joins_threejoin2: costly,
  recursive_getupward: recommendedUpward,
  recursive_getupward_alt1: oneToFive,
  updates_delete: forgetBookings,
  updates_deletewh2: forgetIdle,
  updates_deletewh2_alt1: forgetWithoutBooking,
  updates_insert3: addSpa,
}
