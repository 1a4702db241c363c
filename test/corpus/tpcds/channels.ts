/** Questions about three channels at once: stores, the catalog and the web. */
import { pipe } from 'fp-ts/function'
import {
  add,
  and,
  between,
  cast,
  coalesce,
  count,
  cte,
  desc,
  distinct,
  div,
  eq,
  exists,
  from,
  groupBy,
  gt,
  in_,
  innerJoin,
  inQuery,
  integer,
  intersect,
  isNull,
  leftJoin,
  limit,
  mul,
  not,
  numeric,
  or,
  orderBy,
  orderByOutput,
  round,
  scalar,
  select,
  subquery,
  sum,
  unionAll,
  where,
} from '../../../lib/index.js'
import {
  catalogReturns,
  catalogSales,
  customer,
  customerAddress,
  customerDemographics,
  dateDim,
  item,
  store,
  storeReturns,
  storeSales,
  webReturns,
  webSales,
} from './tables.js'

const inStore = pipe(from(storeSales), innerJoin(dateDim, eq(dateDim.c.d_date_sk, storeSales.c.ss_sold_date_sk)))

const byCatalog = pipe(from(catalogSales), innerJoin(dateDim, eq(dateDim.c.d_date_sk, catalogSales.c.cs_sold_date_sk)))

const onWeb = pipe(from(webSales), innerJoin(dateDim, eq(dateDim.c.d_date_sk, webSales.c.ws_sold_date_sk)))

// -------------------------------------------------------------------------------------
// who buys where
// -------------------------------------------------------------------------------------

const buyer = { c_last_name: customer.c.c_last_name, c_first_name: customer.c.c_first_name, d_date: dateDim.c.d_date }

const thatYear = between(dateDim.c.d_month_seq, 1200, 1211)

const everywhere = pipe(
  inStore,
  innerJoin(customer, eq(customer.c.c_customer_sk, storeSales.c.ss_customer_sk)),
  where(thatYear),
  distinct,
  select(buyer),
  intersect(
    pipe(
      byCatalog,
      innerJoin(customer, eq(customer.c.c_customer_sk, catalogSales.c.cs_bill_customer_sk)),
      where(thatYear),
      distinct,
      select(buyer),
    ),
  ),
  intersect(
    pipe(
      onWeb,
      innerJoin(customer, eq(customer.c.c_customer_sk, webSales.c.ws_bill_customer_sk)),
      where(thatYear),
      distinct,
      select(buyer),
    ),
  ),
  subquery('everywhere'),
)

/** How often did somebody of one name buy in all three channels on one day? */
export const boughtEverywhere = pipe(from(everywhere), limit(100), select({ n: count() }))

const thatSpring = and(eq(dateDim.c.d_year, 2001), between(dateDim.c.d_moy, 4, 6))

const boughtInStore = pipe(inStore, where(and(eq(storeSales.c.ss_customer_sk, customer.c.c_customer_sk), thatSpring)))

const boughtOnWeb = pipe(onWeb, where(and(eq(webSales.c.ws_bill_customer_sk, customer.c.c_customer_sk), thatSpring)))

const sentByCatalog = pipe(
  byCatalog,
  where(and(eq(catalogSales.c.cs_ship_customer_sk, customer.c.c_customer_sk), thatSpring)),
)

const traits = [
  customerDemographics.c.cd_gender,
  customerDemographics.c.cd_marital_status,
  customerDemographics.c.cd_education_status,
  customerDemographics.c.cd_purchase_estimate,
  customerDemographics.c.cd_credit_rating,
] as const

/** Who, in three states, bought in stores only? */
export const inStoresOnly = pipe(
  from(customer),
  innerJoin(customerAddress, eq(customerAddress.c.ca_address_sk, customer.c.c_current_addr_sk)),
  innerJoin(customerDemographics, eq(customerDemographics.c.cd_demo_sk, customer.c.c_current_cdemo_sk)),
  where(in_(customerAddress.c.ca_state, ['KY', 'GA', 'NM'])),
  where(and(exists(boughtInStore), not(exists(boughtOnWeb)), not(exists(sentByCatalog)))),
  groupBy(...traits),
  orderBy(...traits),
  limit(100),
  select({
    cd_gender: customerDemographics.c.cd_gender,
    cd_marital_status: customerDemographics.c.cd_marital_status,
    cd_education_status: customerDemographics.c.cd_education_status,
    cnt1: count(),
    cd_purchase_estimate: customerDemographics.c.cd_purchase_estimate,
    cnt2: count(),
    cd_credit_rating: customerDemographics.c.cd_credit_rating,
    cnt3: count(),
  }),
)

// -------------------------------------------------------------------------------------
// what is sold where
// -------------------------------------------------------------------------------------

const thatSeptember = and(eq(dateDim.c.d_year, 1998), eq(dateDim.c.d_moy, 9))

const inEast = eq(customerAddress.c.ca_gmt_offset, '-5')

const music = pipe(from(item), where(eq(item.c.i_category, 'Music')), select({ id: item.c.i_item_id }))

const storeTotals = pipe(
  inStore,
  innerJoin(item, eq(item.c.i_item_sk, storeSales.c.ss_item_sk)),
  innerJoin(customerAddress, eq(customerAddress.c.ca_address_sk, storeSales.c.ss_addr_sk)),
  where(and(inQuery(item.c.i_item_id, music), thatSeptember, inEast)),
  groupBy(item.c.i_item_id),
  select({ i_item_id: item.c.i_item_id, total_sales: sum(storeSales.c.ss_ext_sales_price) }),
)

const catalogTotals = pipe(
  byCatalog,
  innerJoin(item, eq(item.c.i_item_sk, catalogSales.c.cs_item_sk)),
  innerJoin(customerAddress, eq(customerAddress.c.ca_address_sk, catalogSales.c.cs_bill_addr_sk)),
  where(and(inQuery(item.c.i_item_id, music), thatSeptember, inEast)),
  groupBy(item.c.i_item_id),
  select({ i_item_id: item.c.i_item_id, total_sales: sum(catalogSales.c.cs_ext_sales_price) }),
)

const webTotals = pipe(
  onWeb,
  innerJoin(item, eq(item.c.i_item_sk, webSales.c.ws_item_sk)),
  innerJoin(customerAddress, eq(customerAddress.c.ca_address_sk, webSales.c.ws_bill_addr_sk)),
  where(and(inQuery(item.c.i_item_id, music), thatSeptember, inEast)),
  groupBy(item.c.i_item_id),
  select({ i_item_id: item.c.i_item_id, total_sales: sum(webSales.c.ws_ext_sales_price) }),
)

const channelTotals = pipe(storeTotals, unionAll(catalogTotals), unionAll(webTotals), subquery('channel_totals'))

/** What did each piece of music bring in, in a month, in one time zone, over all channels? */
export const musicSales = pipe(
  from(channelTotals),
  groupBy(channelTotals.c.i_item_id),
  select({ i_item_id: channelTotals.c.i_item_id, total_sales: sum(channelTotals.c.total_sales) }),
  orderByOutput((row) => [row.i_item_id, row.total_sales]),
  limit(100),
)

const remote = pipe(
  from(catalogSales),
  select({
    sold_date_sk: catalogSales.c.cs_sold_date_sk,
    customer_sk: catalogSales.c.cs_bill_customer_sk,
    item_sk: catalogSales.c.cs_item_sk,
  }),
  unionAll(
    pipe(
      from(webSales),
      select({
        sold_date_sk: webSales.c.ws_sold_date_sk,
        customer_sk: webSales.c.ws_bill_customer_sk,
        item_sk: webSales.c.ws_item_sk,
      }),
    ),
  ),
  subquery('remote'),
)

const swimmers = pipe(
  from(remote),
  innerJoin(item, eq(item.c.i_item_sk, remote.c.item_sk)),
  innerJoin(dateDim, eq(dateDim.c.d_date_sk, remote.c.sold_date_sk)),
  innerJoin(customer, eq(customer.c.c_customer_sk, remote.c.customer_sk)),
  where(and(eq(item.c.i_category, 'Women'), eq(item.c.i_class, 'swimwear'))),
  where(and(eq(dateDim.c.d_moy, 12), eq(dateDim.c.d_year, 1998))),
  distinct,
  select({ c_customer_sk: customer.c.c_customer_sk, c_current_addr_sk: customer.c.c_current_addr_sk }),
  cte('swimmers'),
)

/** The number of a month, counted from that December. */
const monthsLater = (months: number) =>
  scalar(
    pipe(
      from(dateDim),
      where(and(eq(dateDim.c.d_year, 1998), eq(dateDim.c.d_moy, 12))),
      distinct,
      select({ month: add(dateDim.c.d_month_seq, months) }),
    ),
  )

const spending = pipe(
  from(swimmers),
  innerJoin(customerAddress, eq(customerAddress.c.ca_address_sk, swimmers.c.c_current_addr_sk)),
  innerJoin(
    store,
    and(eq(store.c.s_county, customerAddress.c.ca_county), eq(store.c.s_state, customerAddress.c.ca_state)),
  ),
  innerJoin(storeSales, eq(storeSales.c.ss_customer_sk, swimmers.c.c_customer_sk)),
  innerJoin(dateDim, eq(dateDim.c.d_date_sk, storeSales.c.ss_sold_date_sk)),
  where(between(dateDim.c.d_month_seq, monthsLater(1), monthsLater(3))),
  groupBy(swimmers.c.c_customer_sk),
  select({ segment: cast(round(div(sum(storeSales.c.ss_ext_sales_price), '50')), integer) }),
  subquery('spending'),
)

/** How many of those who bought swimwear from afar in December spent how much in stores near them after that, in fifties? */
export const segments = pipe(
  from(spending),
  groupBy(spending.c.segment),
  select({ segment: spending.c.segment, num_customers: count(), segment_base: mul(spending.c.segment, 50) }),
  orderByOutput((row) => [row.segment, row.num_customers, row.segment_base]),
  limit(100),
)

// -------------------------------------------------------------------------------------
// what is not returned
// -------------------------------------------------------------------------------------

const webKept = pipe(
  from(webSales),
  leftJoin(
    webReturns,
    and(
      eq(webReturns.c.wr_order_number, webSales.c.ws_order_number),
      eq(webReturns.c.wr_item_sk, webSales.c.ws_item_sk),
    ),
  ),
  innerJoin(dateDim, eq(dateDim.c.d_date_sk, webSales.c.ws_sold_date_sk)),
  where(isNull(webReturns.c.wr_order_number)),
  groupBy(dateDim.c.d_year, webSales.c.ws_item_sk, webSales.c.ws_bill_customer_sk),
  select({
    year: dateDim.c.d_year,
    item: webSales.c.ws_item_sk,
    customer: webSales.c.ws_bill_customer_sk,
    qty: sum(webSales.c.ws_quantity),
    cost: sum(webSales.c.ws_wholesale_cost),
    price: sum(webSales.c.ws_sales_price),
  }),
  cte('web_kept'),
)

const catalogKept = pipe(
  from(catalogSales),
  leftJoin(
    catalogReturns,
    and(
      eq(catalogReturns.c.cr_order_number, catalogSales.c.cs_order_number),
      eq(catalogReturns.c.cr_item_sk, catalogSales.c.cs_item_sk),
    ),
  ),
  innerJoin(dateDim, eq(dateDim.c.d_date_sk, catalogSales.c.cs_sold_date_sk)),
  where(isNull(catalogReturns.c.cr_order_number)),
  groupBy(dateDim.c.d_year, catalogSales.c.cs_item_sk, catalogSales.c.cs_bill_customer_sk),
  select({
    year: dateDim.c.d_year,
    item: catalogSales.c.cs_item_sk,
    customer: catalogSales.c.cs_bill_customer_sk,
    qty: sum(catalogSales.c.cs_quantity),
    cost: sum(catalogSales.c.cs_wholesale_cost),
    price: sum(catalogSales.c.cs_sales_price),
  }),
  cte('catalog_kept'),
)

const storeKept = pipe(
  from(storeSales),
  leftJoin(
    storeReturns,
    and(
      eq(storeReturns.c.sr_ticket_number, storeSales.c.ss_ticket_number),
      eq(storeReturns.c.sr_item_sk, storeSales.c.ss_item_sk),
    ),
  ),
  innerJoin(dateDim, eq(dateDim.c.d_date_sk, storeSales.c.ss_sold_date_sk)),
  where(isNull(storeReturns.c.sr_ticket_number)),
  groupBy(dateDim.c.d_year, storeSales.c.ss_item_sk, storeSales.c.ss_customer_sk),
  select({
    year: dateDim.c.d_year,
    item: storeSales.c.ss_item_sk,
    customer: storeSales.c.ss_customer_sk,
    qty: sum(storeSales.c.ss_quantity),
    cost: sum(storeSales.c.ss_wholesale_cost),
    price: sum(storeSales.c.ss_sales_price),
  }),
  cte('store_kept'),
)

const ofSame = (other: typeof webKept | typeof catalogKept) =>
  and(
    eq(other.c.year, storeKept.c.year),
    eq(other.c.item, storeKept.c.item),
    eq(other.c.customer, storeKept.c.customer),
  )

const otherQty = add(coalesce(webKept.c.qty, 0), coalesce(catalogKept.c.qty, 0))

const otherCost = add(coalesce(webKept.c.cost, '0'), coalesce(catalogKept.c.cost, '0'))

const otherPrice = add(coalesce(webKept.c.price, '0'), coalesce(catalogKept.c.price, '0'))

/** Who bought an item in stores and elsewhere too, and in which proportion? */
export const ratiosOfChannels = pipe(
  from(storeKept),
  leftJoin(webKept, ofSame(webKept)),
  leftJoin(catalogKept, ofSame(catalogKept)),
  where(or(gt(coalesce(webKept.c.qty, 0), 0), gt(coalesce(catalogKept.c.qty, 0), 0))),
  where(eq(storeKept.c.year, 2000)),
  select({
    ss_sold_year: storeKept.c.year,
    ss_item_sk: storeKept.c.item,
    ss_customer_sk: storeKept.c.customer,
    ratio: round(div(cast(storeKept.c.qty, numeric()), otherQty), 2),
    store_qty: storeKept.c.qty,
    store_wholesale_cost: storeKept.c.cost,
    store_sales_price: storeKept.c.price,
    other_chan_qty: otherQty,
    other_chan_wholesale_cost: otherCost,
    other_chan_sales_price: otherPrice,
  }),
  orderByOutput((row) => [
    row.ss_sold_year,
    row.ss_item_sk,
    row.ss_customer_sk,
    desc(row.store_qty),
    desc(row.store_wholesale_cost),
    desc(row.store_sales_price),
    row.other_chan_qty,
    row.other_chan_wholesale_cost,
    row.other_chan_sales_price,
    row.ratio,
  ]),
  limit(100),
)

/** By the names that TPC-DS has for them. */
export const channels = {
  q38: boughtEverywhere,
  q54: segments,
  q60: musicSales,
  q69: inStoresOnly,
  q78: ratiosOfChannels,
}
