import { suite } from 'uvu'
import { expectAnswers } from '../expectAnswers.js'
import { aggregates } from './aggregates.js'
import { club } from './rows.js'

const test = suite('a club, aggregates')

expectAnswers(test, {
  statements: aggregates,
  tables: club,
  answers: {
    aggregates_count2: {
      sql: `
      select count(*) as "n"
      from "cd"."facilities"
      where "facilities"."guestcost" >= $1
      -- values: ["10"]
      `,
      rows: [[2]],
    },
    aggregates_count3: {
      sql: `
      select "members"."recommendedby", count(*) as "n"
      from "cd"."members"
      where "members"."recommendedby" is not null
      group by "members"."recommendedby"
      order by "members"."recommendedby"
      `,
      rows: [
        [1, 1],
        [5, 2],
      ],
    },
    aggregates_members1: {
      sql: `
      select count(distinct "bookings"."memid") as "n"
      from "cd"."bookings"
      `,
      rows: [[4]],
    },
    aggregates_members1_alt1: {
      sql: `
      select count(*) as "n"
      from (
        select distinct "bookings"."memid"
        from "cd"."bookings"
      ) as "booker"
      `,
      rows: [[4]],
    },
    aggregates_nbooking: {
      sql: `
      select "members"."surname",
        "members"."firstname",
        "members"."memid",
        min("bookings"."starttime") as "starttime"
      from "cd"."bookings"
      inner join "cd"."members" on "members"."memid" = "bookings"."memid"
      where "bookings"."starttime" >= $1
      group by "members"."surname", "members"."firstname", "members"."memid"
      order by "members"."memid"
      -- values: ["2012-09-01"]
      `,
      rows: [
        ['GUEST', 'GUEST', 0, '2012-09-14 10:00:00'],
        ['Moss', 'Ida', 1, '2012-09-21 11:00:00'],
        ['Reed', 'Otto', 5, '2012-09-14 12:00:00'],
        ['Moss', 'Una', 27, '2012-09-14 14:00:00'],
      ],
    },
    aggregates_fachours1a: {
      sql: `
      select "bookings"."facid", sum("bookings"."slots") as "total"
      from "cd"."bookings"
      group by "bookings"."facid"
      having sum("bookings"."slots") > $1
      order by "bookings"."facid"
      -- values: [1000]
      `,
      rows: [[0, 1012]],
    },
    aggregates_fachours2: {
      sql: `
      select "bookings"."facid", sum("bookings"."slots") as "total"
      from "cd"."bookings"
      group by "bookings"."facid"
      order by sum("bookings"."slots") desc
      limit $1
      -- values: [1]
      `,
      rows: [[0, 1012]],
    },
    aggregates_fachours2_alt1: {
      sql: `
      select "total_of"."facid", max("total_of"."total") as "most"
      from (
        select "bookings"."facid", sum("bookings"."slots") as "total"
        from "cd"."bookings"
        group by "bookings"."facid"
      ) as "total_of"
      group by "total_of"."facid"
      `,
      rows: [
        [5, 34],
        [0, 1012],
        [1, 22],
      ],
    },
    aggregates_fachours2_alt2: {
      sql: `
      select "bookings"."facid", sum("bookings"."slots") as "total"
      from "cd"."bookings"
      group by "bookings"."facid"
      having sum("bookings"."slots") = (
        select max("total_of"."total") as "most"
        from (
          select "bookings"."facid", sum("bookings"."slots") as "total"
          from "cd"."bookings"
          group by "bookings"."facid"
        ) as "total_of"
      )
      `,
      rows: [[0, 1012]],
    },
    aggregates_fachours2_alt3: {
      sql: `
      with "totals" as (
        select "bookings"."facid", sum("bookings"."slots") as "total"
        from "cd"."bookings"
        group by "bookings"."facid"
      )
      select "totals"."facid", "totals"."total"
      from "totals"
      where "totals"."total" = (
        select max("totals"."total") as "most"
        from "totals"
      )
      `,
      rows: [[0, 1012]],
    },
    aggregates_fachours4: {
      sql: `
      select "ranked"."facid", "ranked"."total"
      from (
        select "bookings"."facid",
          sum("bookings"."slots") as "total",
          rank() over (order by sum("bookings"."slots") desc) as "rank"
        from "cd"."bookings"
        group by "bookings"."facid"
      ) as "ranked"
      where "ranked"."rank" = $1
      -- values: [1]
      `,
      rows: [[0, 1012]],
    },
    aggregates_fachours4_alt2: {
      sql: `
      select "ranked"."facid", "ranked"."total"
      from (
        select "total_of"."facid",
          "total_of"."total",
          rank() over (order by "total_of"."total" desc) as "rank"
        from (
          select "bookings"."facid", sum("bookings"."slots") as "total"
          from "cd"."bookings"
          group by "bookings"."facid"
        ) as "total_of"
      ) as "ranked"
      where "ranked"."rank" = $1
      -- values: [1]
      `,
      rows: [[0, 1012]],
    },
    aggregates_fachoursbymonth2: {
      sql: `
      select "bookings"."facid",
        extract(month from "bookings"."starttime") as "month",
        sum("bookings"."slots") as "slots"
      from "cd"."bookings"
      where extract(year from "bookings"."starttime") = $1
      group by "bookings"."facid", extract(month from "bookings"."starttime")
      order by "bookings"."facid", extract(month from "bookings"."starttime")
      -- values: [2012]
      `,
      rows: [
        [0, 7, 1001],
        [0, 9, 11],
        [1, 9, 22],
        [5, 8, 30],
      ],
    },
    aggregates_fachoursbymonth2_alt1: {
      sql: `
      select "bookings"."facid",
        extract(month from "bookings"."starttime") as "month",
        sum("bookings"."slots") as "slots"
      from "cd"."bookings"
      where "bookings"."starttime" >= $1 and "bookings"."starttime" < $2
      group by "bookings"."facid", extract(month from "bookings"."starttime")
      order by "bookings"."facid", extract(month from "bookings"."starttime")
      -- values: ["2012-01-01", "2013-01-01"]
      `,
      rows: [
        [0, 7, 1001],
        [0, 9, 11],
        [1, 9, 22],
        [5, 8, 30],
      ],
    },
    aggregates_fachoursbymonth3: {
      sql: `
      select "bookings"."facid",
        extract(month from "bookings"."starttime") as "month",
        sum("bookings"."slots") as "slots"
      from "cd"."bookings"
      where "bookings"."starttime" >= $1 and "bookings"."starttime" < $2
      group by rollup ("bookings"."facid", extract(month from "bookings"."starttime"))
      order by "bookings"."facid", extract(month from "bookings"."starttime")
      -- values: ["2012-01-01", "2013-01-01"]
      `,
      rows: [
        [0, 7, 1001],
        [0, 9, 11],
        [0, null, 1012],
        [1, 9, 22],
        [1, null, 22],
        [5, 8, 30],
        [5, null, 30],
        [null, null, 1064],
      ],
    },
    aggregates_fachoursbymonth3_alt1: {
      sql: `
      select "bookings"."facid",
        extract(month from "bookings"."starttime") as "month",
        sum("bookings"."slots") as "slots"
      from "cd"."bookings"
      where "bookings"."starttime" >= $1 and "bookings"."starttime" < $2
      group by "bookings"."facid", extract(month from "bookings"."starttime")
      union all
      select "bookings"."facid", $3::integer as "month", sum("bookings"."slots") as "slots"
      from "cd"."bookings"
      where "bookings"."starttime" >= $4 and "bookings"."starttime" < $5
      group by "bookings"."facid"
      union all
      select $6::integer as "facid", $7::integer as "month", sum("bookings"."slots") as "slots"
      from "cd"."bookings"
      where "bookings"."starttime" >= $8 and "bookings"."starttime" < $9
      order by "facid", "month"
      -- values: ["2012-01-01", "2013-01-01", null, "2012-01-01", "2013-01-01", null, null, "2012-01-01", "2013-01-01"]
      `,
      rows: [
        [0, 7, 1001],
        [0, 9, 11],
        [0, null, 1012],
        [1, 9, 22],
        [1, null, 22],
        [5, 8, 30],
        [5, null, 30],
        [null, null, 1064],
      ],
    },
    aggregates_fachoursbymonth3_alt2: {
      sql: `
      with "months" as (
        select "bookings"."facid",
          extract(month from "bookings"."starttime") as "month",
          "bookings"."slots"
        from "cd"."bookings"
        where "bookings"."starttime" >= $1 and "bookings"."starttime" < $2
      )
      select "months"."facid", "months"."month", sum("months"."slots") as "slots"
      from "months"
      group by "months"."facid", "months"."month"
      union all
      select "months"."facid", $3::integer as "month", sum("months"."slots") as "slots"
      from "months"
      group by "months"."facid"
      union all
      select $4::integer as "facid", $5::integer as "month", sum("months"."slots") as "slots"
      from "months"
      order by "facid", "month"
      -- values: ["2012-01-01", "2013-01-01", null, null, null]
      `,
      rows: [
        [0, 7, 1001],
        [0, 9, 11],
        [0, null, 1012],
        [1, 9, 22],
        [1, null, 22],
        [5, 8, 30],
        [5, null, 30],
        [null, null, 1064],
      ],
    },
  },
})

test.run()
