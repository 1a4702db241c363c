import { suite } from 'uvu'
import { expectAnswers } from '../expectAnswers.js'
import { tpch } from './queries.js'
import { wholesale } from './rows.js'

const test = suite('TPC-H')

expectAnswers(test, {
  statements: tpch,
  tables: wholesale,
  answers: {
    q03: {
      sql: `
      select "lineitem"."l_orderkey",
        sum("lineitem"."l_extendedprice" * ($1 - "lineitem"."l_discount")) as "revenue",
        "orders"."o_orderdate",
        "orders"."o_shippriority"
      from "customer"
      inner join "orders" on "orders"."o_custkey" = "customer"."c_custkey"
      inner join "lineitem" on "lineitem"."l_orderkey" = "orders"."o_orderkey"
      where "customer"."c_mktsegment" = $2
        and "orders"."o_orderdate" < $3
        and "lineitem"."l_shipdate" > $4
      group by "lineitem"."l_orderkey", "orders"."o_orderdate", "orders"."o_shippriority"
      order by "revenue" desc, "o_orderdate"
      limit $5
      -- values: ["1", "BUILDING", "1995-03-15", "1995-03-15", 10]
      `,
      rows: [
        [2, '300.0000', '1995-03-10', 0],
        [1, '90.0000', '1995-03-01', 0],
      ],
    },
    q04: {
      sql: `
      select "orders"."o_orderpriority", count(*) as "order_count"
      from "orders"
      where ("orders"."o_orderdate" >= $1::date and "orders"."o_orderdate" < $1::date + $2::interval)
        and exists (
        select 1
        from "lineitem"
        where "lineitem"."l_orderkey" = "orders"."o_orderkey"
          and "lineitem"."l_commitdate" < "lineitem"."l_receiptdate"
      )
      group by "orders"."o_orderpriority"
      order by "orders"."o_orderpriority"
      -- values: ["1993-07-01", {"months": 3}]
      `,
      rows: [
        ['1-URGENT', 1],
        ['3-MEDIUM', 1],
      ],
    },
    q06: {
      sql: `
      select sum("lineitem"."l_extendedprice" * "lineitem"."l_discount") as "revenue"
      from "lineitem"
      where ("lineitem"."l_shipdate" >= $1::date and "lineitem"."l_shipdate" < $2::date + $3::interval)
        and "lineitem"."l_discount" between $4 and $5
        and "lineitem"."l_quantity" < $6
      -- values: ["1994-01-01", "1994-01-01", {"years": 1}, "0.05", "0.07", "24"]
      `,
      rows: [['12.0000']],
    },
    q08: {
      sql: `
      select "american"."o_year",
        sum(
          case
          when "american"."nation" = $1 then "american"."volume"
          else $2::numeric end
        ) / sum("american"."volume") as "mkt_share"
      from (
        select extract(year from "orders"."o_orderdate") as "o_year",
          "lineitem"."l_extendedprice" * ($3 - "lineitem"."l_discount") as "volume",
          "nation"."n_name" as "nation"
        from "part"
        inner join "lineitem" on "lineitem"."l_partkey" = "part"."p_partkey"
        inner join "supplier" on "supplier"."s_suppkey" = "lineitem"."l_suppkey"
        inner join "orders" on "orders"."o_orderkey" = "lineitem"."l_orderkey"
        inner join "customer" on "customer"."c_custkey" = "orders"."o_custkey"
        inner join "nation" as "home" on "home"."n_nationkey" = "customer"."c_nationkey"
        inner join "region" on "region"."r_regionkey" = "home"."n_regionkey"
        inner join "nation" on "nation"."n_nationkey" = "supplier"."s_nationkey"
        where "region"."r_name" = $4 and "part"."p_type" = $5 and "orders"."o_orderdate" between $6 and $7
      ) as "american"
      group by "american"."o_year"
      order by "american"."o_year"
      -- values: ["BRAZIL", "0", "1", "AMERICA", "ECONOMY ANODIZED STEEL", "1995-01-01", "1996-12-31"]
      `,
      rows: [
        [1995, '1.00000000000000000000'],
        [1996, '0.62500000000000000000'],
      ],
    },
    q09: {
      sql: `
      select "profit"."nation", "profit"."o_year", sum("profit"."amount") as "sum_profit"
      from (
        select "nation"."n_name" as "nation",
          extract(year from "orders"."o_orderdate") as "o_year",
          "lineitem"."l_extendedprice" * ($1 - "lineitem"."l_discount") - "partsupp"."ps_supplycost" * "lineitem"."l_quantity" as "amount"
        from "part"
        inner join "lineitem" on "lineitem"."l_partkey" = "part"."p_partkey"
        inner join "partsupp" on "partsupp"."ps_partkey" = "lineitem"."l_partkey"
          and "partsupp"."ps_suppkey" = "lineitem"."l_suppkey"
        inner join "supplier" on "supplier"."s_suppkey" = "lineitem"."l_suppkey"
        inner join "nation" on "nation"."n_nationkey" = "supplier"."s_nationkey"
        inner join "orders" on "orders"."o_orderkey" = "lineitem"."l_orderkey"
        where "part"."p_name" like $2
      ) as "profit"
      group by "profit"."nation", "profit"."o_year"
      order by "profit"."nation", "profit"."o_year" desc
      -- values: ["1", "%green%"]
      `,
      rows: [
        ['BRAZIL', 1996, '30.0000'],
        ['BRAZIL', 1995, '70.0000'],
        ['CANADA', 1996, '0.0000'],
        ['CANADA', 1995, '270.0000'],
        ['SAUDI ARABIA', 1996, '90.0000'],
        ['SAUDI ARABIA', 1993, '174.5000'],
      ],
    },
    q14: {
      sql: `
      select $1 * sum(
        case
        when "part"."p_type" like $2 then "lineitem"."l_extendedprice" * ($3 - "lineitem"."l_discount")
        else $4::numeric end
      ) / sum("lineitem"."l_extendedprice" * ($5 - "lineitem"."l_discount")) as "promo_revenue"
      from "lineitem"
      inner join "part" on "part"."p_partkey" = "lineitem"."l_partkey"
      where "lineitem"."l_shipdate" >= $6::date and "lineitem"."l_shipdate" < $7::date + $8::interval
      -- values: ["100.00", "PROMO%", "1", "0", "1", "1995-09-01", "1995-09-01", {"months": 1}]
      `,
      rows: [['25.0000000000000000']],
    },
    q15: {
      sql: `
      with "supplied" as (
        select "lineitem"."l_suppkey" as "supplier_no",
          sum("lineitem"."l_extendedprice" * ($1 - "lineitem"."l_discount")) as "total_revenue"
        from "lineitem"
        where "lineitem"."l_shipdate" >= $2::date and "lineitem"."l_shipdate" < $2::date + $3::interval
        group by "lineitem"."l_suppkey"
      )
      select "supplier"."s_suppkey",
        "supplier"."s_name",
        "supplier"."s_address",
        "supplier"."s_phone",
        "supplied"."total_revenue"
      from "supplier"
      inner join "supplied" on "supplied"."supplier_no" = "supplier"."s_suppkey"
      where "supplied"."total_revenue" = (
        select max("supplied"."total_revenue") as "most"
        from "supplied"
      )
      order by "supplier"."s_suppkey"
      -- values: ["1", "1996-01-01", {"months": 3}]
      `,
      rows: [[2, 'Boreal', 'Quay 2', '20-200', '130.0000']],
    },
    q17: {
      sql: `
      select sum("lineitem"."l_extendedprice") / $1 as "avg_yearly"
      from "lineitem"
      inner join "part" on "part"."p_partkey" = "lineitem"."l_partkey"
      where ("part"."p_brand" = $2 and "part"."p_container" = $3) and "lineitem"."l_quantity" < (
        select $4 * avg("usual"."l_quantity") as "quantity"
        from "lineitem" as "usual"
        where "usual"."l_partkey" = "part"."p_partkey"
      )
      -- values: ["7.0", "Brand#44", "WRAP CAN", "0.2"]
      `,
      rows: [['10.0000000000000000']],
    },
    q19: {
      sql: `
      select sum("lineitem"."l_extendedprice" * ($1 - "lineitem"."l_discount")) as "revenue"
      from "lineitem"
      inner join "part" on "part"."p_partkey" = "lineitem"."l_partkey"
      where (
        "part"."p_brand" = $2
        and "part"."p_container" = any($3)
        and "lineitem"."l_quantity" between $4 and $5
        and "part"."p_size" between $6 and $7
        or "part"."p_brand" = $8
        and "part"."p_container" = any($9)
        and "lineitem"."l_quantity" between $10 and $11
        and "part"."p_size" between $12 and $13
        or "part"."p_brand" = $14
        and "part"."p_container" = any($15)
        and "lineitem"."l_quantity" between $16 and $17
        and "part"."p_size" between $18 and $19
      )
        and "lineitem"."l_shipmode" = any($20)
        and "lineitem"."l_shipinstruct" = $21
      -- values: ["1", "Brand#12", ["SM CASE", "SM BOX", "SM PACK", "SM PKG"], "1", "11", 1, 5, "Brand#23", ["MED BAG", "MED BOX", "MED PKG", "MED PACK"], "10", "20", 1, 10, "Brand#34", ["LG CASE", "LG BOX", "LG PACK", "LG PKG"], "20", "30", 1, 15, ["AIR", "AIR REG"], "DELIVER IN PERSON"]
      `,
      rows: [['150.0000']],
    },
    q20: {
      sql: `
      select "supplier"."s_name", "supplier"."s_address"
      from "supplier"
      inner join "nation" on "nation"."n_nationkey" = "supplier"."s_nationkey"
      where "supplier"."s_suppkey" in (
        select "partsupp"."ps_suppkey" as "key"
        from "partsupp"
        where "partsupp"."ps_partkey" in (
          select "part"."p_partkey" as "key"
          from "part"
          where "part"."p_name" like $1
        ) and "partsupp"."ps_availqty" > (
          select $2 * sum("lineitem"."l_quantity") as "quantity"
          from "lineitem"
          where "lineitem"."l_partkey" = "partsupp"."ps_partkey"
            and "lineitem"."l_suppkey" = "partsupp"."ps_suppkey"
            and (
              "lineitem"."l_shipdate" >= $3::date
              and "lineitem"."l_shipdate" < $4::date + $5::interval
            )
        )
      ) and "nation"."n_name" = $6
      order by "supplier"."s_name"
      -- values: ["forest%", "0.5", "1994-01-01", "1994-01-01", {"years": 1}, "CANADA"]
      `,
      rows: [['Boreal', 'Quay 2']],
    },
    q21: {
      sql: `
      select "supplier"."s_name", count(*) as "numwait"
      from "supplier"
      inner join "lineitem" on "lineitem"."l_suppkey" = "supplier"."s_suppkey"
      inner join "orders" on "orders"."o_orderkey" = "lineitem"."l_orderkey"
      inner join "nation" on "nation"."n_nationkey" = "supplier"."s_nationkey"
      where ("orders"."o_orderstatus" = $1 and "nation"."n_name" = $2)
        and "lineitem"."l_receiptdate" > "lineitem"."l_commitdate"
        and exists (
        select 1
        from "lineitem" as "other"
        where "other"."l_orderkey" = "lineitem"."l_orderkey"
          and "other"."l_suppkey" <> "lineitem"."l_suppkey"
      ) and not exists (
        select 1
        from "lineitem" as "other"
        where "other"."l_orderkey" = "lineitem"."l_orderkey"
          and "other"."l_suppkey" <> "lineitem"."l_suppkey"
          and "other"."l_receiptdate" > "other"."l_commitdate"
      )
      group by "supplier"."s_name"
      order by "numwait" desc, "s_name"
      limit $3
      -- values: ["F", "SAUDI ARABIA", 100]
      `,
      rows: [['Cactus', 1]],
    },
  },
})

test.run()
