/** Some tables and columns of TPC-DS: a retailer that sells in stores, from a catalog and on the web. */
import { char, date, integer, nullable, numeric, primaryKey, table, varchar } from '../../../lib/index.js'

const key = nullable(integer)

const amount = nullable(numeric(7, 2))

export const item = table('item', {
  i_item_sk: primaryKey(integer),
  i_item_id: char(16),
  i_item_desc: nullable(varchar(200)),
  i_current_price: amount,
  i_brand: nullable(char(50)),
  i_class: nullable(char(50)),
  i_category: nullable(char(50)),
  i_product_name: nullable(char(50)),
})

export const dateDim = table('date_dim', {
  d_date_sk: primaryKey(integer),
  d_date: nullable(date),
  d_month_seq: key,
  d_year: key,
  d_moy: key,
  d_qoy: key,
})

export const store = table('store', {
  s_store_sk: primaryKey(integer),
  s_store_id: char(16),
  s_store_name: nullable(varchar(50)),
  s_company_name: nullable(varchar(50)),
  s_county: nullable(varchar(30)),
  s_state: nullable(char(2)),
})

export const webSite = table('web_site', { web_site_sk: primaryKey(integer), web_company_name: nullable(char(50)) })

export const customerAddress = table('customer_address', {
  ca_address_sk: primaryKey(integer),
  ca_county: nullable(varchar(30)),
  ca_state: nullable(char(2)),
  ca_gmt_offset: nullable(numeric(5, 2)),
})

export const customerDemographics = table('customer_demographics', {
  cd_demo_sk: primaryKey(integer),
  cd_gender: nullable(char(1)),
  cd_marital_status: nullable(char(1)),
  cd_education_status: nullable(char(20)),
  cd_purchase_estimate: key,
  cd_credit_rating: nullable(char(10)),
})

export const customer = table('customer', {
  c_customer_sk: primaryKey(integer),
  c_current_cdemo_sk: key,
  c_current_addr_sk: key,
  c_first_name: nullable(char(20)),
  c_last_name: nullable(char(30)),
})

export const storeSales = table('store_sales', {
  ss_ticket_number: primaryKey(integer),
  ss_item_sk: primaryKey(integer),
  ss_sold_date_sk: key,
  ss_customer_sk: key,
  ss_addr_sk: key,
  ss_store_sk: key,
  ss_quantity: key,
  ss_wholesale_cost: amount,
  ss_sales_price: amount,
  ss_ext_sales_price: amount,
  ss_net_profit: amount,
})

export const storeReturns = table('store_returns', {
  sr_ticket_number: primaryKey(integer),
  sr_item_sk: primaryKey(integer),
})

export const catalogSales = table('catalog_sales', {
  cs_order_number: primaryKey(integer),
  cs_item_sk: primaryKey(integer),
  cs_sold_date_sk: key,
  cs_bill_customer_sk: key,
  cs_bill_addr_sk: key,
  cs_ship_customer_sk: key,
  cs_quantity: key,
  cs_wholesale_cost: amount,
  cs_sales_price: amount,
  cs_ext_sales_price: amount,
})

export const catalogReturns = table('catalog_returns', {
  cr_order_number: primaryKey(integer),
  cr_item_sk: primaryKey(integer),
})

export const webSales = table('web_sales', {
  ws_order_number: primaryKey(integer),
  ws_item_sk: primaryKey(integer),
  ws_sold_date_sk: key,
  ws_ship_date_sk: key,
  ws_bill_customer_sk: key,
  ws_bill_addr_sk: key,
  ws_ship_addr_sk: key,
  ws_web_site_sk: key,
  ws_warehouse_sk: key,
  ws_quantity: key,
  ws_wholesale_cost: amount,
  ws_sales_price: amount,
  ws_ext_sales_price: amount,
  ws_ext_ship_cost: amount,
  ws_net_profit: amount,
})

export const webReturns = table('web_returns', {
  wr_order_number: primaryKey(integer),
  wr_item_sk: primaryKey(integer),
})
