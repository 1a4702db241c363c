import { suite } from 'uvu'
import { expectAnswers } from '../expectAnswers.js'
import { basic } from './basic.js'
import { club } from './rows.js'

const test = suite('a club, table by table')

expectAnswers(test, {
  statements: basic,
  tables: club,
  answers: {
    basic_selectall: {
      sql: `
      select "facilities"."facid",
        "facilities"."name",
        "facilities"."membercost",
        "facilities"."guestcost",
        "facilities"."initialoutlay",
        "facilities"."monthlymaintenance"
      from "cd"."facilities"
      `,
      rows: [
        [0, 'Tennis Court 1', '5', '25', '1000', '10'],
        [1, 'Tennis Court 2', '2', '10', '1000', '10'],
        [5, 'Table Tennis', '0', '5', '320', '0'],
      ],
    },
    basic_where: {
      sql: `
      select "facilities"."facid",
        "facilities"."name",
        "facilities"."membercost",
        "facilities"."guestcost",
        "facilities"."initialoutlay",
        "facilities"."monthlymaintenance"
      from "cd"."facilities"
      where "facilities"."membercost" > $1
      -- values: ["0"]
      `,
      rows: [
        [0, 'Tennis Court 1', '5', '25', '1000', '10'],
        [1, 'Tennis Court 2', '2', '10', '1000', '10'],
      ],
    },
    basic_where4: {
      sql: `
      select "facilities"."facid",
        "facilities"."name",
        "facilities"."membercost",
        "facilities"."guestcost",
        "facilities"."initialoutlay",
        "facilities"."monthlymaintenance"
      from "cd"."facilities"
      where "facilities"."facid" = any($1)
      -- values: [[1, 5]]
      `,
      rows: [
        [1, 'Tennis Court 2', '2', '10', '1000', '10'],
        [5, 'Table Tennis', '0', '5', '320', '0'],
      ],
    },
    basic_where4_alt1: {
      sql: `
      select "facilities"."facid",
        "facilities"."name",
        "facilities"."membercost",
        "facilities"."guestcost",
        "facilities"."initialoutlay",
        "facilities"."monthlymaintenance"
      from "cd"."facilities"
      where "facilities"."facid" in (
        select "facilities"."facid"
        from "cd"."facilities"
      )
      `,
      rows: [
        [0, 'Tennis Court 1', '5', '25', '1000', '10'],
        [1, 'Tennis Court 2', '2', '10', '1000', '10'],
        [5, 'Table Tennis', '0', '5', '320', '0'],
      ],
    },
    basic_date: {
      sql: `
      select "members"."memid", "members"."surname", "members"."firstname", "members"."joindate"
      from "cd"."members"
      where "members"."joindate" >= $1
      -- values: ["2012-09-01"]
      `,
      rows: [
        [27, 'Moss', 'Una', '2012-09-01 00:00:00'],
        [28, 'Vale', 'Bea', '2012-09-26 18:00:00'],
      ],
    },
    basic_agg2: {
      sql: `
      select "members"."firstname", "members"."surname", "members"."joindate"
      from "cd"."members"
      where "members"."joindate" = (
        select max("members"."joindate") as "joindate"
        from "cd"."members"
      )
      `,
      rows: [['Bea', 'Vale', '2012-09-26 18:00:00']],
    },
    basic_agg2_alt2: {
      sql: `
      select "members"."firstname", "members"."surname", "members"."joindate"
      from "cd"."members"
      order by "members"."joindate" desc
      limit $1
      -- values: [1]
      `,
      rows: [['Bea', 'Vale', '2012-09-26 18:00:00']],
    },
    basic_union: {
      sql: `
      select "members"."surname" as "name"
      from "cd"."members"
      union
      select "facilities"."name"
      from "cd"."facilities"
      `,
      rows: [['Table Tennis'], ['GUEST'], ['Vale'], ['Tennis Court 1'], ['Moss'], ['Tennis Court 2'], ['Reed']],
    },
    string_case: {
      sql: `
      select "facilities"."facid",
        "facilities"."name",
        "facilities"."membercost",
        "facilities"."guestcost",
        "facilities"."initialoutlay",
        "facilities"."monthlymaintenance"
      from "cd"."facilities"
      where upper("facilities"."name") like $1
      -- values: ["TENNIS%"]
      `,
      rows: [
        [0, 'Tennis Court 1', '5', '25', '1000', '10'],
        [1, 'Tennis Court 2', '2', '10', '1000', '10'],
      ],
    },
    string_like: {
      sql: `
      select "facilities"."facid",
        "facilities"."name",
        "facilities"."membercost",
        "facilities"."guestcost",
        "facilities"."initialoutlay",
        "facilities"."monthlymaintenance"
      from "cd"."facilities"
      where "facilities"."name" like $1
      -- values: ["Tennis%"]
      `,
      rows: [
        [0, 'Tennis Court 1', '5', '25', '1000', '10'],
        [1, 'Tennis Court 2', '2', '10', '1000', '10'],
      ],
    },
    string_pad: {
      sql: `
      select lpad("members"."zipcode"::char(5), $1::integer, $2::text) as "zip"
      from "cd"."members"
      order by "zip"
      -- values: [5, "0"]
      `,
      rows: [['00000'], ['00099'], ['00099'], ['04321'], ['12345']],
    },
    string_reg: {
      sql: `
      select "members"."memid", "members"."telephone"
      from "cd"."members"
      where "members"."telephone" ~ $1
      -- values: ["[()]"]
      `,
      rows: [
        [0, '(000) 000-0000'],
        [5, '(844) 555 12'],
      ],
    },
    string_reg_alt1: {
      sql: `
      select "members"."memid", "members"."telephone"
      from "cd"."members"
      where "members"."telephone" similar to $1
      -- values: ["%[()]%"]
      `,
      rows: [
        [0, '(000) 000-0000'],
        [5, '(844) 555 12'],
      ],
    },
    string_translate: {
      sql: `
      select "members"."memid", translate("members"."telephone", $1::text, $2::text) as "telephone"
      from "cd"."members"
      order by "members"."memid"
      -- values: ["-() ", ""]
      `,
      rows: [
        [0, '0000000000'],
        [1, '5551234'],
        [5, '84455512'],
        [27, '8550000'],
        [28, '866'],
      ],
    },
    string_translate_alt1: {
      sql: `
      select "members"."memid",
        regexp_replace("members"."telephone", $1::text, $2::text, $3::text) as "telephone"
      from "cd"."members"
      order by "members"."memid"
      -- values: ["[^0-9]", "", "g"]
      `,
      rows: [
        [0, '0000000000'],
        [1, '5551234'],
        [5, '84455512'],
        [27, '8550000'],
        [28, '866'],
      ],
    },
  },
})

test.run()
