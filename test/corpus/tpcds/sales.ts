/** Questions about what is sold: groups and their totals, ranks among them, and what stands out from month to month. */
import { pipe } from 'fp-ts/function'
import {
  abs,
  add,
  alias,
  and,
  asc,
  avg,
  between,
  case_,
  coalesce,
  countDistinct,
  cte,
  desc,
  div,
  eq,
  exists,
  from,
  groupBy,
  grouping,
  gt,
  in_,
  innerJoin,
  le,
  limit,
  mul,
  ne,
  not,
  nullsFirst,
  or,
  orderBy,
  orderByOutput,
  orderedBy,
  over,
  partitionBy,
  rank,
  rollup,
  select,
  sub,
  subquery,
  sum,
  when,
  where,
  window,
} from '../../../lib/index.js'
import { customerAddress, dateDim, item, store, storeSales, webReturns, webSales, webSite } from './tables.js'

const soldInStore = pipe(
  from(storeSales),
  innerJoin(item, eq(item.c.i_item_sk, storeSales.c.ss_item_sk)),
  innerJoin(dateDim, eq(dateDim.c.d_date_sk, storeSales.c.ss_sold_date_sk)),
  innerJoin(store, eq(store.c.s_store_sk, storeSales.c.ss_store_sk)),
)

const webRevenue = sum(webSales.c.ws_ext_sales_price)

const ofClass = pipe(window, partitionBy(item.c.i_class))

/** What does each item sold on the web bring in, and how many percent of its class is that? */
export const shareOfClass = pipe(
  from(webSales),
  innerJoin(item, eq(item.c.i_item_sk, webSales.c.ws_item_sk)),
  innerJoin(dateDim, eq(dateDim.c.d_date_sk, webSales.c.ws_sold_date_sk)),
  where(in_(item.c.i_category, ['Sports', 'Books', 'Home'])),
  where(between(dateDim.c.d_date, '1999-02-22', '1999-03-24')),
  groupBy(item.c.i_item_id, item.c.i_item_desc, item.c.i_category, item.c.i_class, item.c.i_current_price),
  select({
    i_item_id: item.c.i_item_id,
    i_item_desc: item.c.i_item_desc,
    i_category: item.c.i_category,
    i_class: item.c.i_class,
    i_current_price: item.c.i_current_price,
    itemrevenue: webRevenue,
    revenueratio: div(mul(webRevenue, '100'), over(ofClass)(sum(webRevenue))),
  }),
  orderByOutput((row) => [row.i_category, row.i_class, row.i_item_id, row.i_item_desc, row.revenueratio]),
  limit(100),
)

const level = add(grouping(item.c.i_category), grouping(item.c.i_class))

const margins = pipe(
  soldInStore,
  where(and(eq(dateDim.c.d_year, 2001), eq(store.c.s_state, 'TN'))),
  groupBy(rollup(item.c.i_category, item.c.i_class)),
  select({
    gross_margin: div(sum(storeSales.c.ss_net_profit), sum(storeSales.c.ss_ext_sales_price)),
    i_category: item.c.i_category,
    i_class: item.c.i_class,
    lochierarchy: level,
    parent: case_([when(eq(grouping(item.c.i_class), 0), item.c.i_category)]),
  }),
  subquery('margins'),
)

const amongSiblings = pipe(
  window,
  partitionBy(margins.c.lochierarchy, margins.c.parent),
  orderedBy(margins.c.gross_margin),
)

const rankWithinParent = over(amongSiblings)(rank())

/** What are the margins of classes, of categories and of all, and which are the least in each? */
export const marginsByLevel = pipe(
  from(margins),
  select({
    gross_margin: margins.c.gross_margin,
    i_category: margins.c.i_category,
    i_class: margins.c.i_class,
    lochierarchy: margins.c.lochierarchy,
    rank_within_parent: rankWithinParent,
  }),
  orderBy(
    pipe(desc(margins.c.lochierarchy), nullsFirst),
    pipe(asc(case_([when(eq(margins.c.lochierarchy, 0), margins.c.i_category)])), nullsFirst),
    pipe(asc(rankWithinParent), nullsFirst),
  ),
  limit(100),
)

// -------------------------------------------------------------------------------------
// from month to month
// -------------------------------------------------------------------------------------

const sold = sum(storeSales.c.ss_sales_price)

const ofLine = [item.c.i_category, item.c.i_brand, store.c.s_store_name, store.c.s_company_name] as const

const months = pipe(
  soldInStore,
  where(
    or(
      eq(dateDim.c.d_year, 1999),
      and(eq(dateDim.c.d_year, 1998), eq(dateDim.c.d_moy, 12)),
      and(eq(dateDim.c.d_year, 2000), eq(dateDim.c.d_moy, 1)),
    ),
  ),
  groupBy(...ofLine, dateDim.c.d_year, dateDim.c.d_moy),
  select({
    i_category: item.c.i_category,
    i_brand: item.c.i_brand,
    s_store_name: store.c.s_store_name,
    s_company_name: store.c.s_company_name,
    d_year: dateDim.c.d_year,
    d_moy: dateDim.c.d_moy,
    sum_sales: sold,
    avg_monthly_sales: over(pipe(window, partitionBy(...ofLine, dateDim.c.d_year)))(avg(sold)),
    rn: over(pipe(window, partitionBy(...ofLine), orderedBy(dateDim.c.d_year, dateDim.c.d_moy)))(rank()),
  }),
  cte('months'),
)

const before = alias(months, 'before')

const after = alias(months, 'after')

const ofSameLine = (neighbour: typeof before | typeof after) =>
  and(
    eq(neighbour.c.i_category, months.c.i_category),
    eq(neighbour.c.i_brand, months.c.i_brand),
    eq(neighbour.c.s_store_name, months.c.s_store_name),
    eq(neighbour.c.s_company_name, months.c.s_company_name),
  )

const offAverage = div(abs(sub(months.c.sum_sales, months.c.avg_monthly_sales)), months.c.avg_monthly_sales)

/** In which months did a brand in a store sell more than a tenth off its average, and what did it sell before and after? */
export const unusualMonths = pipe(
  from(months),
  innerJoin(before, and(ofSameLine(before), eq(months.c.rn, add(before.c.rn, 1)))),
  innerJoin(after, and(ofSameLine(after), eq(months.c.rn, sub(after.c.rn, 1)))),
  where(eq(months.c.d_year, 1999)),
  where(gt(case_([when(gt(months.c.avg_monthly_sales, '0'), offAverage)]), '0.1')),
  select({
    i_category: months.c.i_category,
    i_brand: months.c.i_brand,
    s_store_name: months.c.s_store_name,
    s_company_name: months.c.s_company_name,
    d_year: months.c.d_year,
    d_moy: months.c.d_moy,
    avg_monthly_sales: months.c.avg_monthly_sales,
    sum_sales: months.c.sum_sales,
    psum: before.c.sum_sales,
    nsum: after.c.sum_sales,
  }),
  orderBy(
    sub(months.c.sum_sales, months.c.avg_monthly_sales),
    months.c.i_category,
    months.c.i_brand,
    months.c.s_store_name,
    months.c.s_company_name,
    months.c.d_year,
    months.c.d_moy,
    months.c.avg_monthly_sales,
    months.c.sum_sales,
    before.c.sum_sales,
    after.c.sum_sales,
  ),
  limit(100),
)

const sumsales = sum(coalesce(mul(storeSales.c.ss_sales_price, storeSales.c.ss_quantity), '0'))

const totals = pipe(
  soldInStore,
  where(between(dateDim.c.d_month_seq, 1200, 1211)),
  groupBy(
    rollup(
      item.c.i_category,
      item.c.i_class,
      item.c.i_brand,
      item.c.i_product_name,
      dateDim.c.d_year,
      dateDim.c.d_qoy,
      dateDim.c.d_moy,
      store.c.s_store_id,
    ),
  ),
  select({
    i_category: item.c.i_category,
    i_class: item.c.i_class,
    i_brand: item.c.i_brand,
    i_product_name: item.c.i_product_name,
    d_year: dateDim.c.d_year,
    d_qoy: dateDim.c.d_qoy,
    d_moy: dateDim.c.d_moy,
    s_store_id: store.c.s_store_id,
    sumsales,
  }),
  subquery('totals'),
)

const inCategory = pipe(window, partitionBy(totals.c.i_category), orderedBy(desc(totals.c.sumsales)))

const ranked = pipe(
  from(totals),
  select({
    i_category: totals.c.i_category,
    i_class: totals.c.i_class,
    i_brand: totals.c.i_brand,
    i_product_name: totals.c.i_product_name,
    d_year: totals.c.d_year,
    d_qoy: totals.c.d_qoy,
    d_moy: totals.c.d_moy,
    s_store_id: totals.c.s_store_id,
    sumsales: totals.c.sumsales,
    rk: over(inCategory)(rank()),
  }),
  subquery('ranked'),
)

/** Which are the hundred greatest totals of each category, among all subtotals of eight levels? */
export const greatestSubtotals = pipe(
  from(ranked),
  where(le(ranked.c.rk, 100)),
  select(ranked),
  orderByOutput((row) => [
    pipe(asc(row.i_category), nullsFirst),
    pipe(asc(row.i_class), nullsFirst),
    pipe(asc(row.i_brand), nullsFirst),
    pipe(asc(row.i_product_name), nullsFirst),
    pipe(asc(row.d_year), nullsFirst),
    pipe(asc(row.d_qoy), nullsFirst),
    pipe(asc(row.d_moy), nullsFirst),
    pipe(asc(row.s_store_id), nullsFirst),
    pipe(asc(row.sumsales), nullsFirst),
    pipe(asc(row.rk), nullsFirst),
  ]),
  limit(100),
)

const elsewhere = alias(webSales, 'elsewhere')

const shippedFromElsewhere = pipe(
  from(elsewhere),
  where(eq(elsewhere.c.ws_order_number, webSales.c.ws_order_number)),
  where(ne(elsewhere.c.ws_warehouse_sk, webSales.c.ws_warehouse_sk)),
)

const returned = pipe(from(webReturns), where(eq(webReturns.c.wr_order_number, webSales.c.ws_order_number)))

const orderCount = countDistinct(webSales.c.ws_order_number)

/** How many orders to a state left from more than one warehouse and did not come back, and what did they cost? */
export const splitOrders = pipe(
  from(webSales),
  innerJoin(dateDim, eq(dateDim.c.d_date_sk, webSales.c.ws_ship_date_sk)),
  innerJoin(customerAddress, eq(customerAddress.c.ca_address_sk, webSales.c.ws_ship_addr_sk)),
  innerJoin(webSite, eq(webSite.c.web_site_sk, webSales.c.ws_web_site_sk)),
  where(between(dateDim.c.d_date, '1999-02-01', '1999-04-02')),
  where(and(eq(customerAddress.c.ca_state, 'IL'), eq(webSite.c.web_company_name, 'pri'))),
  where(and(exists(shippedFromElsewhere), not(exists(returned)))),
  orderBy(orderCount),
  limit(100),
  select({
    orders: orderCount,
    shipping: sum(webSales.c.ws_ext_ship_cost),
    profit: sum(webSales.c.ws_net_profit),
  }),
)

/** By the names that TPC-DS has for them. */
export const sales = {
  q12: shareOfClass,
  q36: marginsByLevel,
  q47: unusualMonths,
  q67: greatestSubtotals,
  q94: splitOrders,
}
