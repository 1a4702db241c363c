import { suite } from 'uvu'
import { expectAnswers } from '../expectAnswers.js'
import { channels } from './channels.js'
import { retail } from './rows.js'

const test = suite('TPC-DS, channels')

expectAnswers(test, {
  statements: channels,
  tables: retail,
  answers: {
    q38: {
      sql: `
      select count(*) as "n"
      from (
        select distinct "customer"."c_last_name", "customer"."c_first_name", "date_dim"."d_date"
        from "store_sales"
        inner join "date_dim" on "date_dim"."d_date_sk" = "store_sales"."ss_sold_date_sk"
        inner join "customer" on "customer"."c_customer_sk" = "store_sales"."ss_customer_sk"
        where "date_dim"."d_month_seq" between $1 and $2
        intersect
        select distinct "customer"."c_last_name", "customer"."c_first_name", "date_dim"."d_date"
        from "catalog_sales"
        inner join "date_dim" on "date_dim"."d_date_sk" = "catalog_sales"."cs_sold_date_sk"
        inner join "customer" on "customer"."c_customer_sk" = "catalog_sales"."cs_bill_customer_sk"
        where "date_dim"."d_month_seq" between $3 and $4
        intersect
        select distinct "customer"."c_last_name", "customer"."c_first_name", "date_dim"."d_date"
        from "web_sales"
        inner join "date_dim" on "date_dim"."d_date_sk" = "web_sales"."ws_sold_date_sk"
        inner join "customer" on "customer"."c_customer_sk" = "web_sales"."ws_bill_customer_sk"
        where "date_dim"."d_month_seq" between $5 and $6
      ) as "everywhere"
      limit $7
      -- values: [1200, 1211, 1200, 1211, 1200, 1211, 100]
      `,
      rows: [[1]],
    },
    q54: {
      sql: `
      with "swimmers" as (
        select distinct "customer"."c_customer_sk", "customer"."c_current_addr_sk"
        from (
          select "catalog_sales"."cs_sold_date_sk" as "sold_date_sk",
            "catalog_sales"."cs_bill_customer_sk" as "customer_sk",
            "catalog_sales"."cs_item_sk" as "item_sk"
          from "catalog_sales"
          union all
          select "web_sales"."ws_sold_date_sk" as "sold_date_sk",
            "web_sales"."ws_bill_customer_sk" as "customer_sk",
            "web_sales"."ws_item_sk" as "item_sk"
          from "web_sales"
        ) as "remote"
        inner join "item" on "item"."i_item_sk" = "remote"."item_sk"
        inner join "date_dim" on "date_dim"."d_date_sk" = "remote"."sold_date_sk"
        inner join "customer" on "customer"."c_customer_sk" = "remote"."customer_sk"
        where ("item"."i_category" = $1 and "item"."i_class" = $2)
          and ("date_dim"."d_moy" = $3 and "date_dim"."d_year" = $4)
      )
      select "spending"."segment",
        count(*) as "num_customers",
        "spending"."segment" * $5 as "segment_base"
      from (
        select round(sum("store_sales"."ss_ext_sales_price") / $6)::integer as "segment"
        from "swimmers"
        inner join "customer_address" on "customer_address"."ca_address_sk" = "swimmers"."c_current_addr_sk"
        inner join "store" on "store"."s_county" = "customer_address"."ca_county"
          and "store"."s_state" = "customer_address"."ca_state"
        inner join "store_sales" on "store_sales"."ss_customer_sk" = "swimmers"."c_customer_sk"
        inner join "date_dim" on "date_dim"."d_date_sk" = "store_sales"."ss_sold_date_sk"
        where "date_dim"."d_month_seq" between (
          select distinct "date_dim"."d_month_seq" + $7 as "month"
          from "date_dim"
          where "date_dim"."d_year" = $8 and "date_dim"."d_moy" = $9
        ) and (
          select distinct "date_dim"."d_month_seq" + $10 as "month"
          from "date_dim"
          where "date_dim"."d_year" = $11 and "date_dim"."d_moy" = $12
        )
        group by "swimmers"."c_customer_sk"
      ) as "spending"
      group by "spending"."segment"
      order by "segment", "num_customers", "segment_base"
      limit $13
      -- values: ["Women", "swimwear", 12, 1998, 50, "50", 1, 1998, 12, 3, 1998, 12, 100]
      `,
      rows: [[3, 1, 150]],
    },
    q60: {
      sql: `
      select "channel_totals"."i_item_id", sum("channel_totals"."total_sales") as "total_sales"
      from (
        select "item"."i_item_id", sum("store_sales"."ss_ext_sales_price") as "total_sales"
        from "store_sales"
        inner join "date_dim" on "date_dim"."d_date_sk" = "store_sales"."ss_sold_date_sk"
        inner join "item" on "item"."i_item_sk" = "store_sales"."ss_item_sk"
        inner join "customer_address" on "customer_address"."ca_address_sk" = "store_sales"."ss_addr_sk"
        where "item"."i_item_id" in (
          select "item"."i_item_id" as "id"
          from "item"
          where "item"."i_category" = $1
        )
          and "date_dim"."d_year" = $2
          and "date_dim"."d_moy" = $3
          and "customer_address"."ca_gmt_offset" = $4
        group by "item"."i_item_id"
        union all
        select "item"."i_item_id", sum("catalog_sales"."cs_ext_sales_price") as "total_sales"
        from "catalog_sales"
        inner join "date_dim" on "date_dim"."d_date_sk" = "catalog_sales"."cs_sold_date_sk"
        inner join "item" on "item"."i_item_sk" = "catalog_sales"."cs_item_sk"
        inner join "customer_address" on "customer_address"."ca_address_sk" = "catalog_sales"."cs_bill_addr_sk"
        where "item"."i_item_id" in (
          select "item"."i_item_id" as "id"
          from "item"
          where "item"."i_category" = $1
        )
          and "date_dim"."d_year" = $2
          and "date_dim"."d_moy" = $3
          and "customer_address"."ca_gmt_offset" = $4
        group by "item"."i_item_id"
        union all
        select "item"."i_item_id", sum("web_sales"."ws_ext_sales_price") as "total_sales"
        from "web_sales"
        inner join "date_dim" on "date_dim"."d_date_sk" = "web_sales"."ws_sold_date_sk"
        inner join "item" on "item"."i_item_sk" = "web_sales"."ws_item_sk"
        inner join "customer_address" on "customer_address"."ca_address_sk" = "web_sales"."ws_bill_addr_sk"
        where "item"."i_item_id" in (
          select "item"."i_item_id" as "id"
          from "item"
          where "item"."i_category" = $1
        )
          and "date_dim"."d_year" = $2
          and "date_dim"."d_moy" = $3
          and "customer_address"."ca_gmt_offset" = $4
        group by "item"."i_item_id"
      ) as "channel_totals"
      group by "channel_totals"."i_item_id"
      order by "i_item_id", "total_sales"
      limit $5
      -- values: ["Music", 1998, 9, "-5", 100]
      `,
      rows: [['SONG', '16.00']],
    },
    q69: {
      sql: `
      select "customer_demographics"."cd_gender",
        "customer_demographics"."cd_marital_status",
        "customer_demographics"."cd_education_status",
        count(*) as "cnt1",
        "customer_demographics"."cd_purchase_estimate",
        count(*) as "cnt2",
        "customer_demographics"."cd_credit_rating",
        count(*) as "cnt3"
      from "customer"
      inner join "customer_address" on "customer_address"."ca_address_sk" = "customer"."c_current_addr_sk"
      inner join "customer_demographics" on "customer_demographics"."cd_demo_sk" = "customer"."c_current_cdemo_sk"
      where "customer_address"."ca_state" = any($1) and (exists (
        select 1
        from "store_sales"
        inner join "date_dim" on "date_dim"."d_date_sk" = "store_sales"."ss_sold_date_sk"
        where "store_sales"."ss_customer_sk" = "customer"."c_customer_sk"
          and "date_dim"."d_year" = $2
          and "date_dim"."d_moy" between $3 and $4
      ) and not exists (
        select 1
        from "web_sales"
        inner join "date_dim" on "date_dim"."d_date_sk" = "web_sales"."ws_sold_date_sk"
        where "web_sales"."ws_bill_customer_sk" = "customer"."c_customer_sk"
          and "date_dim"."d_year" = $2
          and "date_dim"."d_moy" between $3 and $4
      ) and not exists (
        select 1
        from "catalog_sales"
        inner join "date_dim" on "date_dim"."d_date_sk" = "catalog_sales"."cs_sold_date_sk"
        where "catalog_sales"."cs_ship_customer_sk" = "customer"."c_customer_sk"
          and "date_dim"."d_year" = $2
          and "date_dim"."d_moy" between $3 and $4
      ))
      group by "customer_demographics"."cd_gender",
        "customer_demographics"."cd_marital_status",
        "customer_demographics"."cd_education_status",
        "customer_demographics"."cd_purchase_estimate",
        "customer_demographics"."cd_credit_rating"
      order by "customer_demographics"."cd_gender",
        "customer_demographics"."cd_marital_status",
        "customer_demographics"."cd_education_status",
        "customer_demographics"."cd_purchase_estimate",
        "customer_demographics"."cd_credit_rating"
      limit $5
      -- values: [["KY", "GA", "NM"], 2001, 4, 6, 100]
      `,
      rows: [['F', 'S', 'College', 1, 500, 1, 'Good', 1]],
    },
    q78: {
      sql: `
      with "store_kept" as (
        select "date_dim"."d_year" as "year",
          "store_sales"."ss_item_sk" as "item",
          "store_sales"."ss_customer_sk" as "customer",
          sum("store_sales"."ss_quantity") as "qty",
          sum("store_sales"."ss_wholesale_cost") as "cost",
          sum("store_sales"."ss_sales_price") as "price"
        from "store_sales"
        left join "store_returns" on "store_returns"."sr_ticket_number" = "store_sales"."ss_ticket_number"
          and "store_returns"."sr_item_sk" = "store_sales"."ss_item_sk"
        inner join "date_dim" on "date_dim"."d_date_sk" = "store_sales"."ss_sold_date_sk"
        where "store_returns"."sr_ticket_number" is null
        group by "date_dim"."d_year", "store_sales"."ss_item_sk", "store_sales"."ss_customer_sk"
      ),
      "web_kept" as (
        select "date_dim"."d_year" as "year",
          "web_sales"."ws_item_sk" as "item",
          "web_sales"."ws_bill_customer_sk" as "customer",
          sum("web_sales"."ws_quantity") as "qty",
          sum("web_sales"."ws_wholesale_cost") as "cost",
          sum("web_sales"."ws_sales_price") as "price"
        from "web_sales"
        left join "web_returns" on "web_returns"."wr_order_number" = "web_sales"."ws_order_number"
          and "web_returns"."wr_item_sk" = "web_sales"."ws_item_sk"
        inner join "date_dim" on "date_dim"."d_date_sk" = "web_sales"."ws_sold_date_sk"
        where "web_returns"."wr_order_number" is null
        group by "date_dim"."d_year", "web_sales"."ws_item_sk", "web_sales"."ws_bill_customer_sk"
      ),
      "catalog_kept" as (
        select "date_dim"."d_year" as "year",
          "catalog_sales"."cs_item_sk" as "item",
          "catalog_sales"."cs_bill_customer_sk" as "customer",
          sum("catalog_sales"."cs_quantity") as "qty",
          sum("catalog_sales"."cs_wholesale_cost") as "cost",
          sum("catalog_sales"."cs_sales_price") as "price"
        from "catalog_sales"
        left join "catalog_returns" on "catalog_returns"."cr_order_number" = "catalog_sales"."cs_order_number"
          and "catalog_returns"."cr_item_sk" = "catalog_sales"."cs_item_sk"
        inner join "date_dim" on "date_dim"."d_date_sk" = "catalog_sales"."cs_sold_date_sk"
        where "catalog_returns"."cr_order_number" is null
        group by "date_dim"."d_year", "catalog_sales"."cs_item_sk", "catalog_sales"."cs_bill_customer_sk"
      )
      select "store_kept"."year" as "ss_sold_year",
        "store_kept"."item" as "ss_item_sk",
        "store_kept"."customer" as "ss_customer_sk",
        round(
          "store_kept"."qty"::numeric / (coalesce("web_kept"."qty", $1) + coalesce("catalog_kept"."qty", $2)),
          $3::integer
        ) as "ratio",
        "store_kept"."qty" as "store_qty",
        "store_kept"."cost" as "store_wholesale_cost",
        "store_kept"."price" as "store_sales_price",
        coalesce("web_kept"."qty", $4) + coalesce("catalog_kept"."qty", $5) as "other_chan_qty",
        coalesce(
          "web_kept"."cost",
          $6
        ) + coalesce("catalog_kept"."cost", $7) as "other_chan_wholesale_cost",
        coalesce(
          "web_kept"."price",
          $8
        ) + coalesce("catalog_kept"."price", $9) as "other_chan_sales_price"
      from "store_kept"
      left join "web_kept" on "web_kept"."year" = "store_kept"."year"
        and "web_kept"."item" = "store_kept"."item"
        and "web_kept"."customer" = "store_kept"."customer"
      left join "catalog_kept" on "catalog_kept"."year" = "store_kept"."year"
        and "catalog_kept"."item" = "store_kept"."item"
        and "catalog_kept"."customer" = "store_kept"."customer"
      where (coalesce("web_kept"."qty", $10) > $11 or coalesce("catalog_kept"."qty", $12) > $13)
        and "store_kept"."year" = $14
      order by "ss_sold_year",
        "ss_item_sk",
        "ss_customer_sk",
        "store_qty" desc,
        "store_wholesale_cost" desc,
        "store_sales_price" desc,
        "other_chan_qty",
        "other_chan_wholesale_cost",
        "other_chan_sales_price",
        "ratio"
      limit $15
      -- values: [0, 0, 2, 0, 0, "0", "0", "0", "0", 0, 0, 0, 0, 2000, 100]
      `,
      rows: [[2000, 5, 1, '1.50', 6, '1.00', '3.00', 4, '2.00', '3.50']],
    },
  },
})

test.run()
