import { suite } from 'uvu'
import { expectAnswers } from '../expectAnswers.js'
import { retail } from './rows.js'
import { sales } from './sales.js'

const test = suite('TPC-DS, sales')

expectAnswers(test, {
  statements: sales,
  tables: retail,
  answers: {
    q12: {
      sql: `
      select "item"."i_item_id",
        "item"."i_item_desc",
        "item"."i_category",
        "item"."i_class",
        "item"."i_current_price",
        sum("web_sales"."ws_ext_sales_price") as "itemrevenue",
        sum("web_sales"."ws_ext_sales_price") * $1 / sum(sum("web_sales"."ws_ext_sales_price")) over (partition by "item"."i_class") as "revenueratio"
      from "web_sales"
      inner join "item" on "item"."i_item_sk" = "web_sales"."ws_item_sk"
      inner join "date_dim" on "date_dim"."d_date_sk" = "web_sales"."ws_sold_date_sk"
      where "item"."i_category" = any($2) and "date_dim"."d_date" between $3 and $4
      group by "item"."i_item_id",
        "item"."i_item_desc",
        "item"."i_category",
        "item"."i_class",
        "item"."i_current_price"
      order by "i_category", "i_class", "i_item_id", "i_item_desc", "revenueratio"
      limit $5
      -- values: ["100", ["Sports", "Books", "Home"], "1999-02-22", "1999-03-24", 100]
      `,
      rows: [
        ['NOVEL', 'a thing', 'Books', 'first', '1.00', '30.00', '75.0000000000000000'],
        ['ATLAS', 'a thing', 'Books', 'second', '1.00', '7.00', '100.0000000000000000'],
        ['BALL', 'a thing', 'Sports', 'first', '1.00', '10.00', '25.0000000000000000'],
      ],
    },
    q36: {
      sql: `
      select "margins"."gross_margin",
        "margins"."i_category",
        "margins"."i_class",
        "margins"."lochierarchy",
        rank() over (
          partition by "margins"."lochierarchy",
          "margins"."parent" order by "margins"."gross_margin"
        ) as "rank_within_parent"
      from (
        select sum("store_sales"."ss_net_profit") / sum("store_sales"."ss_ext_sales_price") as "gross_margin",
          "item"."i_category",
          "item"."i_class",
          grouping("item"."i_category") + grouping("item"."i_class") as "lochierarchy",
          case
          when grouping("item"."i_class") = $1 then "item"."i_category" end as "parent"
        from "store_sales"
        inner join "item" on "item"."i_item_sk" = "store_sales"."ss_item_sk"
        inner join "date_dim" on "date_dim"."d_date_sk" = "store_sales"."ss_sold_date_sk"
        inner join "store" on "store"."s_store_sk" = "store_sales"."ss_store_sk"
        where "date_dim"."d_year" = $2 and "store"."s_state" = $3
        group by rollup ("item"."i_category", "item"."i_class")
      ) as "margins"
      order by "margins"."lochierarchy" desc nulls first,
        case
        when "margins"."lochierarchy" = $4 then "margins"."i_category" end nulls first,
        rank() over (
          partition by "margins"."lochierarchy",
          "margins"."parent" order by "margins"."gross_margin"
        ) nulls first
      limit $5
      -- values: [0, 2001, "TN", 0, 100]
      `,
      rows: [
        ['0.29166666666666666667', null, null, 2, 1],
        ['0.15000000000000000000', 'Books', null, 1, 1],
        ['1.00000000000000000000', 'Sports', null, 1, 2],
        ['0.12500000000000000000', 'Books', 'second', 0, 1],
        ['0.25000000000000000000', 'Books', 'first', 0, 2],
        ['1.00000000000000000000', 'Sports', 'first', 0, 1],
      ],
    },
    q47: {
      sql: `
      with "months" as (
        select "item"."i_category",
          "item"."i_brand",
          "store"."s_store_name",
          "store"."s_company_name",
          "date_dim"."d_year",
          "date_dim"."d_moy",
          sum("store_sales"."ss_sales_price") as "sum_sales",
          avg(sum("store_sales"."ss_sales_price")) over (
            partition by "item"."i_category",
            "item"."i_brand",
            "store"."s_store_name",
            "store"."s_company_name",
            "date_dim"."d_year"
          ) as "avg_monthly_sales",
          rank() over (
            partition by "item"."i_category",
            "item"."i_brand",
            "store"."s_store_name",
            "store"."s_company_name" order by "date_dim"."d_year",
            "date_dim"."d_moy"
          ) as "rn"
        from "store_sales"
        inner join "item" on "item"."i_item_sk" = "store_sales"."ss_item_sk"
        inner join "date_dim" on "date_dim"."d_date_sk" = "store_sales"."ss_sold_date_sk"
        inner join "store" on "store"."s_store_sk" = "store_sales"."ss_store_sk"
        where "date_dim"."d_year" = $1
          or "date_dim"."d_year" = $2
          and "date_dim"."d_moy" = $3
          or "date_dim"."d_year" = $4
          and "date_dim"."d_moy" = $5
        group by "item"."i_category",
          "item"."i_brand",
          "store"."s_store_name",
          "store"."s_company_name",
          "date_dim"."d_year",
          "date_dim"."d_moy"
      )
      select "months"."i_category",
        "months"."i_brand",
        "months"."s_store_name",
        "months"."s_company_name",
        "months"."d_year",
        "months"."d_moy",
        "months"."avg_monthly_sales",
        "months"."sum_sales",
        "before"."sum_sales" as "psum",
        "after"."sum_sales" as "nsum"
      from "months"
      inner join "months" as "before" on "before"."i_category" = "months"."i_category"
        and "before"."i_brand" = "months"."i_brand"
        and "before"."s_store_name" = "months"."s_store_name"
        and "before"."s_company_name" = "months"."s_company_name"
        and "months"."rn" = "before"."rn" + $6
      inner join "months" as "after" on "after"."i_category" = "months"."i_category"
        and "after"."i_brand" = "months"."i_brand"
        and "after"."s_store_name" = "months"."s_store_name"
        and "after"."s_company_name" = "months"."s_company_name"
        and "months"."rn" = "after"."rn" - $7
      where "months"."d_year" = $8
        and case
        when "months"."avg_monthly_sales" > $9 then abs("months"."sum_sales" - "months"."avg_monthly_sales") / "months"."avg_monthly_sales" end > $10
      order by "months"."sum_sales" - "months"."avg_monthly_sales",
        "months"."i_category",
        "months"."i_brand",
        "months"."s_store_name",
        "months"."s_company_name",
        "months"."d_year",
        "months"."d_moy",
        "months"."avg_monthly_sales",
        "months"."sum_sales",
        "before"."sum_sales",
        "after"."sum_sales"
      limit $11
      -- values: [1999, 1998, 12, 2000, 1, 1, 1, 1999, "0", "0.1", 100]
      `,
      rows: [
        ['Books', 'one', 'ought', 'Unknown', 1999, 1, '27.0000000000000000', '20.00', '10.00', '30.00'],
        ['Books', 'one', 'ought', 'Unknown', 1999, 2, '27.0000000000000000', '30.00', '20.00', '31.00'],
      ],
    },
    q67: {
      sql: `
      select "ranked"."i_category",
        "ranked"."i_class",
        "ranked"."i_brand",
        "ranked"."i_product_name",
        "ranked"."d_year",
        "ranked"."d_qoy",
        "ranked"."d_moy",
        "ranked"."s_store_id",
        "ranked"."sumsales",
        "ranked"."rk"
      from (
        select "totals"."i_category",
          "totals"."i_class",
          "totals"."i_brand",
          "totals"."i_product_name",
          "totals"."d_year",
          "totals"."d_qoy",
          "totals"."d_moy",
          "totals"."s_store_id",
          "totals"."sumsales",
          rank() over (partition by "totals"."i_category" order by "totals"."sumsales" desc) as "rk"
        from (
          select "item"."i_category",
            "item"."i_class",
            "item"."i_brand",
            "item"."i_product_name",
            "date_dim"."d_year",
            "date_dim"."d_qoy",
            "date_dim"."d_moy",
            "store"."s_store_id",
            sum(coalesce("store_sales"."ss_sales_price" * "store_sales"."ss_quantity", $1)) as "sumsales"
          from "store_sales"
          inner join "item" on "item"."i_item_sk" = "store_sales"."ss_item_sk"
          inner join "date_dim" on "date_dim"."d_date_sk" = "store_sales"."ss_sold_date_sk"
          inner join "store" on "store"."s_store_sk" = "store_sales"."ss_store_sk"
          where "date_dim"."d_month_seq" between $2 and $3
          group by rollup (
            "item"."i_category",
            "item"."i_class",
            "item"."i_brand",
            "item"."i_product_name",
            "date_dim"."d_year",
            "date_dim"."d_qoy",
            "date_dim"."d_moy",
            "store"."s_store_id"
          )
        ) as "totals"
      ) as "ranked"
      where "ranked"."rk" <= $4
      order by "i_category" nulls first,
        "i_class" nulls first,
        "i_brand" nulls first,
        "i_product_name" nulls first,
        "d_year" nulls first,
        "d_qoy" nulls first,
        "d_moy" nulls first,
        "s_store_id" nulls first,
        "sumsales" nulls first,
        "rk" nulls first
      limit $5
      -- values: ["0", 1200, 1211, 100, 100]
      `,
      rows: [
        [null, null, null, null, null, null, null, null, '30.00', 1],
        ['Books', null, null, null, null, null, null, null, '28.00', 1],
        ['Books', 'first', null, null, null, null, null, null, '10.00', 9],
        ['Books', 'first', 'one', null, null, null, null, null, '10.00', 9],
        ['Books', 'first', 'one', 'novel', null, null, null, null, '10.00', 9],
        ['Books', 'first', 'one', 'novel', 2000, null, null, null, '10.00', 9],
        ['Books', 'first', 'one', 'novel', 2000, 2, null, null, '10.00', 9],
        ['Books', 'first', 'one', 'novel', 2000, 2, 5, null, '10.00', 9],
        ['Books', 'first', 'one', 'novel', 2000, 2, 5, 'S1', '10.00', 9],
        ['Books', 'second', null, null, null, null, null, null, '18.00', 2],
        ['Books', 'second', 'one', null, null, null, null, null, '18.00', 2],
        ['Books', 'second', 'one', 'atlas', null, null, null, null, '18.00', 2],
        ['Books', 'second', 'one', 'atlas', 2000, null, null, null, '18.00', 2],
        ['Books', 'second', 'one', 'atlas', 2000, 2, null, null, '18.00', 2],
        ['Books', 'second', 'one', 'atlas', 2000, 2, 5, null, '18.00', 2],
        ['Books', 'second', 'one', 'atlas', 2000, 2, 5, 'S1', '18.00', 2],
        ['Sports', null, null, null, null, null, null, null, '2.00', 1],
        ['Sports', 'first', null, null, null, null, null, null, '2.00', 1],
        ['Sports', 'first', 'one', null, null, null, null, null, '2.00', 1],
        ['Sports', 'first', 'one', 'ball', null, null, null, null, '2.00', 1],
        ['Sports', 'first', 'one', 'ball', 2000, null, null, null, '2.00', 1],
        ['Sports', 'first', 'one', 'ball', 2000, 2, null, null, '2.00', 1],
        ['Sports', 'first', 'one', 'ball', 2000, 2, 5, null, '2.00', 1],
        ['Sports', 'first', 'one', 'ball', 2000, 2, 5, 'S1', '2.00', 1],
      ],
    },
    q94: {
      sql: `
      select count(distinct "web_sales"."ws_order_number") as "orders",
        sum("web_sales"."ws_ext_ship_cost") as "shipping",
        sum("web_sales"."ws_net_profit") as "profit"
      from "web_sales"
      inner join "date_dim" on "date_dim"."d_date_sk" = "web_sales"."ws_ship_date_sk"
      inner join "customer_address" on "customer_address"."ca_address_sk" = "web_sales"."ws_ship_addr_sk"
      inner join "web_site" on "web_site"."web_site_sk" = "web_sales"."ws_web_site_sk"
      where "date_dim"."d_date" between $1 and $2
        and ("customer_address"."ca_state" = $3 and "web_site"."web_company_name" = $4)
        and (exists (
        select 1
        from "web_sales" as "elsewhere"
        where "elsewhere"."ws_order_number" = "web_sales"."ws_order_number"
          and "elsewhere"."ws_warehouse_sk" <> "web_sales"."ws_warehouse_sk"
      ) and not exists (
        select 1
        from "web_returns"
        where "web_returns"."wr_order_number" = "web_sales"."ws_order_number"
      ))
      order by count(distinct "web_sales"."ws_order_number")
      limit $5
      -- values: ["1999-02-01", "1999-04-02", "IL", "pri", 100]
      `,
      rows: [[1, '1.00', '2.00']],
    },
  },
})

test.run()
