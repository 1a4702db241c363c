/** The tables of pgexercises.com: a country club's members and facilities, and who booked which, when. */
import { pipe } from 'fp-ts/function'
import {
  foreignKey,
  integer,
  nullable,
  numeric,
  primaryKey,
  references,
  table,
  timestamp,
  varchar,
  withSchema,
} from '../../../lib/index.js'

const inClub = withSchema('cd')

export const members = inClub(
  table('members', {
    memid: primaryKey(integer),
    surname: varchar(200),
    firstname: varchar(200),
    address: varchar(300),
    zipcode: integer,
    telephone: varchar(20),
    recommendedby: pipe(
      nullable(integer),
      references(() => members.c.memid, { onDelete: 'set null' }),
    ),
    joindate: timestamp,
  }),
)

export const facilities = inClub(
  table('facilities', {
    facid: primaryKey(integer),
    name: varchar(100),
    membercost: numeric(),
    guestcost: numeric(),
    initialoutlay: numeric(),
    monthlymaintenance: numeric(),
  }),
)

export const bookings = inClub(
  table('bookings', {
    bookid: primaryKey(integer),
    facid: foreignKey(() => facilities.c.facid),
    memid: foreignKey(() => members.c.memid),
    starttime: timestamp,
    slots: integer,
  }),
)
