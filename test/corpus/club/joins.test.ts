import { suite } from 'uvu'
import { expectAnswers } from '../expectAnswers.js'
import { joins } from './joins.js'
import { club } from './rows.js'
import { bookings, facilities, members } from './tables.js'

const test = suite('a club, several tables')

expectAnswers(test, {
  statements: joins,
  tables: club,
  answers: {
    joins_simplejoin2: {
      sql: `
      select "bookings"."starttime" as "start", "facilities"."name"
      from "cd"."facilities"
      inner join "cd"."bookings" on "facilities"."facid" = "bookings"."facid"
      where "facilities"."name" = any($1)
        and ("bookings"."starttime" >= $2 and "bookings"."starttime" < $3)
      order by "bookings"."starttime"
      -- values: [["Tennis Court 2", "Tennis Court 1"], "2012-09-21", "2012-09-22"]
      `,
      rows: [
        ['2012-09-21 09:00:00', 'Tennis Court 2'],
        ['2012-09-21 11:00:00', 'Tennis Court 1'],
      ],
    },
    joins_sub: {
      sql: `
      select distinct "members"."firstname" || $1 || "members"."surname" as "member", (
        select "recommender"."firstname" || $2 || "recommender"."surname" as "name"
        from "cd"."members" as "recommender"
        where "recommender"."memid" = "members"."recommendedby"
      ) as "recommender"
      from "cd"."members"
      order by "member"
      -- values: [" ", " "]
      `,
      rows: [
        ['Bea Vale', 'Otto Reed'],
        ['GUEST GUEST', null],
        ['Ida Moss', null],
        ['Otto Reed', 'Ida Moss'],
        ['Una Moss', 'Otto Reed'],
      ],
    },
    joins_threejoin2: {
      sql: `
      select "members"."firstname" || $1 || "members"."surname" as "member",
        "facilities"."name" as "facility",
        case
        when "members"."memid" = $2 then "bookings"."slots" * "facilities"."guestcost"
        else "bookings"."slots" * "facilities"."membercost" end as "cost"
      from "cd"."members"
      inner join "cd"."bookings" on "bookings"."memid" = "members"."memid"
      inner join "cd"."facilities" on "facilities"."facid" = "bookings"."facid"
      where ("bookings"."starttime" >= $3 and "bookings"."starttime" < $4)
        and (
          "members"."memid" = $5
          and "bookings"."slots" * "facilities"."guestcost" > $6
          or not "members"."memid" = $7
          and "bookings"."slots" * "facilities"."membercost" > $8
        )
      order by "cost" desc
      -- values: [" ", 0, "2012-09-14", "2012-09-15", 0, "30", 0, "30"]
      `,
      rows: [
        ['GUEST GUEST', 'Tennis Court 1', '50'],
        ['Otto Reed', 'Tennis Court 1', '35'],
      ],
    },
    recursive_getupward: {
      sql: `
      with recursive "recommending" as (
        select "members"."recommendedby" as "recommender"
        from "cd"."members"
        where "members"."memid" = $1
        union all
        select "members"."recommendedby" as "recommender"
        from "recommending"
        inner join "cd"."members" on "members"."memid" = "recommending"."recommender"
      )
      select "recommending"."recommender", "members"."firstname", "members"."surname"
      from "recommending"
      inner join "cd"."members" on "members"."memid" = "recommending"."recommender"
      order by "members"."memid" desc
      -- values: [27]
      `,
      rows: [
        [5, 'Otto', 'Reed'],
        [1, 'Ida', 'Moss'],
      ],
    },
    recursive_getupward_alt1: {
      sql: `
      with recursive "counting" as (
        select $1::integer as "num"
        union all
        select "counting"."num" + $2 as "num"
        from "counting"
        where "counting"."num" < $3
      )
      select "counting"."num"
      from "counting"
      -- values: [1, 1, 5]
      `,
      rows: [[1], [2], [3], [4], [5]],
    },
    updates_delete: {
      sql: `
      delete from "cd"."bookings"
      `,
      writes: bookings,
      rows: [],
    },
    updates_deletewh2: {
      sql: `
      delete from "cd"."members"
      where "members"."memid" not in (
        select "bookings"."memid"
        from "cd"."bookings"
      )
      `,
      writes: members,
      rows: [
        [0, 'GUEST', 'GUEST', 'Lane 1', 0, '(000) 000-0000', null, '2012-07-01 10:00:00'],
        [1, 'Moss', 'Ida', 'Lane 1', 4321, '555-1234', null, '2012-07-01 10:00:00'],
        [5, 'Reed', 'Otto', 'Lane 1', 12345, '(844) 555 12', 1, '2012-07-01 10:00:00'],
        [27, 'Moss', 'Una', 'Lane 1', 99, '855-0000', 5, '2012-09-01 00:00:00'],
      ],
    },
    updates_deletewh2_alt1: {
      sql: `
      delete from "cd"."members"
      where not exists (
        select 1
        from "cd"."bookings"
        where "bookings"."memid" = "members"."memid"
      )
      `,
      writes: members,
      rows: [
        [0, 'GUEST', 'GUEST', 'Lane 1', 0, '(000) 000-0000', null, '2012-07-01 10:00:00'],
        [1, 'Moss', 'Ida', 'Lane 1', 4321, '555-1234', null, '2012-07-01 10:00:00'],
        [5, 'Reed', 'Otto', 'Lane 1', 12345, '(844) 555 12', 1, '2012-07-01 10:00:00'],
        [27, 'Moss', 'Una', 'Lane 1', 99, '855-0000', 5, '2012-09-01 00:00:00'],
      ],
    },
    updates_insert3: {
      sql: `
      insert into "cd"."facilities" (
        "facid",
        "name",
        "membercost",
        "guestcost",
        "initialoutlay",
        "monthlymaintenance"
      )
      select coalesce((
        select max("facilities"."facid") as "facid"
        from "cd"."facilities"
      ) + $1,
        $2) as "facid",
        $3::text as "name",
        $4::numeric as "membercost",
        $5::numeric as "guestcost",
        $6::numeric as "initialoutlay",
        $7::numeric as "monthlymaintenance"
      -- values: [1, 1, "Spa", "20", "30", "100000", "800"]
      `,
      writes: facilities,
      rows: [
        [0, 'Tennis Court 1', '5', '25', '1000', '10'],
        [1, 'Tennis Court 2', '2', '10', '1000', '10'],
        [5, 'Table Tennis', '0', '5', '320', '0'],
        [6, 'Spa', '20', '30', '100000', '800'],
      ],
    },
  },
})

test.run()
