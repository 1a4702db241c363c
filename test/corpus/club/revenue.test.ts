import { suite } from 'uvu'
import { expectAnswers } from '../expectAnswers.js'
import { revenue } from './revenue.js'
import { club } from './rows.js'

const test = suite('a club, what it takes in')

/** The days of August: there are 15 up to which something was taken in, on the tenth. */
const august = (average: string) =>
  Array.from({ length: 31 }, (_, i) => [`2012-08-${String(i + 1).padStart(2, '0')}`, i >= 9 && i < 24 ? average : null])

expectAnswers(test, {
  statements: revenue,
  tables: club,
  answers: {
    aggregates_classify: {
      sql: `
      select "ranked"."name",
        case "ranked"."class"
        when $1 then $2::text
        when $3 then $4::text
        else $5::text end as "revenue"
      from (
        select "facilities"."name",
          ntile($6) over (order by sum(case when "bookings"."memid" = $7 then "bookings"."slots" * "facilities"."guestcost" else "bookings"."slots" * "facilities"."membercost" end) desc) as "class"
        from "cd"."bookings"
        inner join "cd"."facilities" on "facilities"."facid" = "bookings"."facid"
        group by "facilities"."name"
      ) as "ranked"
      order by "ranked"."class", "ranked"."name"
      -- values: [1, "high", 2, "average", "low", 3, 0]
      `,
      rows: [
        ['Tennis Court 1', 'high'],
        ['Table Tennis', 'average'],
        ['Tennis Court 2', 'low'],
      ],
    },
    aggregates_facrev2: {
      sql: `
      select "taking"."name", "taking"."revenue"
      from (
        select "facilities"."name",
          sum(
            case
            when "bookings"."memid" = $1 then "bookings"."slots" * "facilities"."guestcost"
            else "bookings"."slots" * "facilities"."membercost" end
          ) as "revenue"
        from "cd"."bookings"
        inner join "cd"."facilities" on "facilities"."facid" = "bookings"."facid"
        group by "facilities"."name"
      ) as "taking"
      where "taking"."revenue" < $2
      order by "taking"."revenue"
      -- values: [0, "1000"]
      `,
      rows: [
        ['Tennis Court 2', '84'],
        ['Table Tennis', '150'],
      ],
    },
    aggregates_facrev2_alt2: {
      sql: `
      select "facilities"."name",
        sum(
          case
          when "bookings"."memid" = $1 then "bookings"."slots" * "facilities"."guestcost"
          else "bookings"."slots" * "facilities"."membercost" end
        ) as "revenue"
      from "cd"."bookings"
      inner join "cd"."facilities" on "facilities"."facid" = "bookings"."facid"
      group by "facilities"."name"
      having sum(
        case
        when "bookings"."memid" = $1 then "bookings"."slots" * "facilities"."guestcost"
        else "bookings"."slots" * "facilities"."membercost" end
      ) < $2
      order by "revenue"
      -- values: [0, "1000"]
      `,
      rows: [
        ['Tennis Court 2', '84'],
        ['Table Tennis', '150'],
      ],
    },
    aggregates_payback: {
      sql: `
      select "facilities"."name",
        "facilities"."initialoutlay" / (sum(case when "bookings"."memid" = $1 then "bookings"."slots" * "facilities"."guestcost" else "bookings"."slots" * "facilities"."membercost" end) / $2 - "facilities"."monthlymaintenance") as "months"
      from "cd"."bookings"
      inner join "cd"."facilities" on "facilities"."facid" = "bookings"."facid"
      group by "facilities"."facid"
      order by "facilities"."name"
      -- values: [0, "3"]
      `,
      rows: [
        ['Table Tennis', '6.4000000000000000'],
        ['Tennis Court 1', '0.59171597633136094675'],
        ['Tennis Court 2', '55.5555555555555556'],
      ],
    },
    aggregates_payback_alt1: {
      sql: `
      select "monthly"."name",
        "monthly"."initialoutlay" / ("monthly"."monthlyrevenue" - "monthly"."monthlymaintenance") as "repaytime"
      from (
        select "facilities"."name",
          "facilities"."initialoutlay",
          "facilities"."monthlymaintenance",
          sum(
            case
            when "bookings"."memid" = $1 then "bookings"."slots" * "facilities"."guestcost"
            else "bookings"."slots" * "facilities"."membercost" end
          ) / $2 as "monthlyrevenue"
        from "cd"."bookings"
        inner join "cd"."facilities" on "facilities"."facid" = "bookings"."facid"
        group by "facilities"."facid"
      ) as "monthly"
      order by "monthly"."name"
      -- values: [0, "3"]
      `,
      rows: [
        ['Table Tennis', '6.4000000000000000'],
        ['Tennis Court 1', '0.59171597633136094675'],
        ['Tennis Court 2', '55.5555555555555556'],
      ],
    },
    aggregates_payback_alt2: {
      sql: `
      with "complete" as (
        select "span"."last",
          extract(year from "span"."last") * $1 + extract(month from "span"."last") - (extract(year from "span"."first") * $2 + extract(month from "span"."first")) as "months"
        from (
          select date_trunc('month', (
            select min("bookings"."starttime") as "at"
            from "cd"."bookings"
          )) as "first", date_trunc('month', (
            select max("bookings"."starttime") as "at"
            from "cd"."bookings"
          )) as "last"
        ) as "span"
      )
      select "monthly"."name",
        "monthly"."initialoutlay" / ("monthly"."monthlyrevenue" - "monthly"."monthlymaintenance") as "repaytime"
      from (
        select "facilities"."name",
          "facilities"."initialoutlay",
          "facilities"."monthlymaintenance",
          sum(
            case
            when "bookings"."memid" = $3 then "bookings"."slots" * "facilities"."guestcost"
            else "bookings"."slots" * "facilities"."membercost" end
          ) / (
          select "complete"."months"
          from "complete"
        ) as "monthlyrevenue"
        from "cd"."bookings"
        inner join "cd"."facilities" on "facilities"."facid" = "bookings"."facid"
        where "bookings"."starttime" < (
          select "complete"."last"
          from "complete"
        )
        group by "facilities"."facid"
      ) as "monthly"
      order by "monthly"."name"
      -- values: [12, 12, 0]
      `,
      rows: [
        ['Table Tennis', '12.8000000000000000'],
        ['Tennis Court 1', '1.1904761904761905'],
        ['Tennis Court 2', '250.0000000000000000'],
      ],
    },
    aggregates_rollingavg: {
      sql: `
      select "day"."date", (
        select sum(
          case
          when "bookings"."memid" = $1 then "bookings"."slots" * "facilities"."guestcost"
          else "bookings"."slots" * "facilities"."membercost" end
        ) as "revenue"
        from "cd"."bookings"
        inner join "cd"."facilities" on "facilities"."facid" = "bookings"."facid"
        where "bookings"."starttime" > "day"."date" - $2::interval
          and "bookings"."starttime" < "day"."date" + $3::interval
      ) / $4 as "revenue"
      from (
        select generate_series($5::timestamp, $6::timestamp, $7::interval)::date as "date"
      ) as "day"
      order by "day"."date"
      -- values: [0, {"days": 14}, {"days": 1}, "15", "2012-08-01", "2012-08-31", {"days": 1}]
      `,
      rows: august('10.0000000000000000'),
    },
    aggregates_rollingavg_alt1: {
      sql: `
      select "averages"."date", "averages"."average"
      from (
        select "day"."date",
          avg("daily"."revenue") over (order by "day"."date" rows between $1 preceding and current row) as "average"
        from (
          select generate_series($2::timestamp, $3::timestamp, $4::interval)::date as "date"
        ) as "day"
        left join (
          select "bookings"."starttime"::date as "date",
            sum(
              case
              when "bookings"."memid" = $5 then "bookings"."slots" * "facilities"."guestcost"
              else "bookings"."slots" * "facilities"."membercost" end
            ) as "revenue"
          from "cd"."bookings"
          inner join "cd"."facilities" on "facilities"."facid" = "bookings"."facid"
          group by "bookings"."starttime"::date
        ) as "daily" on "daily"."date" = "day"."date"
      ) as "averages"
      where "averages"."date" >= $6
      order by "averages"."date"
      -- values: [14, "2012-07-10", "2012-08-31", {"days": 1}, 0, "2012-08-01"]
      `,
      rows: august('150.0000000000000000'),
    },
    date_daysremaining: {
      sql: `
      select date_trunc(
        'month',
        "moment"."at"
      ) + $1::interval - date_trunc('day', "moment"."at") as "remaining"
      from (
        select $2::timestamp as "at"
      ) as "moment"
      -- values: [{"months": 1}, "2012-02-11 01:00:00"]
      `,
      rows: [[{ days: 19 }]],
    },
    date_extract: {
      sql: `
      select extract(day from $1::timestamp) as "day"
      -- values: ["2012-08-31"]
      `,
      rows: [[31]],
    },
    date_utilisationpermonth: {
      sql: `
      select "used"."name",
        "used"."month",
        round(
          $1 * "used"."slots" / ($2 * (("used"."month" + $3::interval)::date - "used"."month"::date))::numeric,
          $4::integer
        ) as "utilisation"
      from (
        select "facilities"."name",
          date_trunc('month', "bookings"."starttime") as "month",
          sum("bookings"."slots") as "slots"
        from "cd"."bookings"
        inner join "cd"."facilities" on "facilities"."facid" = "bookings"."facid"
        group by "facilities"."facid", date_trunc('month', "bookings"."starttime")
      ) as "used"
      order by "used"."name", "used"."month"
      -- values: [100, 25, {"months": 1}, 1]
      `,
      rows: [
        ['Table Tennis', '2012-08-01 00:00:00', '3.9'],
        ['Table Tennis', '2013-01-01 00:00:00', '0.5'],
        ['Tennis Court 1', '2012-07-01 00:00:00', '129.2'],
        ['Tennis Court 1', '2012-09-01 00:00:00', '1.5'],
        ['Tennis Court 2', '2012-09-01 00:00:00', '2.9'],
      ],
    },
  },
})

test.run()
