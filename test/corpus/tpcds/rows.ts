/** Some rows of a retailer, made so that every question has an answer. */
import { filled } from '../expectAnswers.js'
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
  webSite,
} from './tables.js'

const thing = { i_item_desc: 'a thing', i_current_price: '1.00', i_brand: 'one', i_class: 'first' }

/** A day; the months are counted so that the year 2000 has those from 1200 on. */
const day = (key: number, date: string) => {
  const [year, month] = date.split('-').map(Number) as [number, number]
  return {
    d_date_sk: key,
    d_date: date,
    d_month_seq: (year - 2000) * 12 + month + 1199,
    d_year: year,
    d_moy: month,
    d_qoy: Math.ceil(month / 3),
  }
}

const inStore = {
  ss_customer_sk: 1,
  ss_addr_sk: 1,
  ss_store_sk: 1,
  ss_quantity: 1,
  ss_wholesale_cost: '1.00',
  ss_sales_price: '2.00',
  ss_ext_sales_price: '2.00',
  ss_net_profit: '1.00',
}

const byCatalog = {
  cs_bill_customer_sk: 1,
  cs_bill_addr_sk: 1,
  cs_ship_customer_sk: 1,
  cs_quantity: 1,
  cs_wholesale_cost: '1.00',
  cs_sales_price: '2.00',
  cs_ext_sales_price: '2.00',
}

const onWeb = {
  ws_ship_date_sk: null,
  ws_bill_customer_sk: 1,
  ws_bill_addr_sk: 1,
  ws_ship_addr_sk: 1,
  ws_web_site_sk: 1,
  ws_warehouse_sk: 1,
  ws_quantity: 1,
  ws_wholesale_cost: '1.00',
  ws_sales_price: '2.00',
  ws_ext_sales_price: '2.00',
  ws_ext_ship_cost: '0.50',
  ws_net_profit: '1.00',
}

export const retail = [
  filled(item, thing, [
    { i_item_sk: 1, i_item_id: 'SONG', i_category: 'Music', i_product_name: 'song' },
    { i_item_sk: 2, i_item_id: 'NOVEL', i_category: 'Books', i_product_name: 'novel' },
    { i_item_sk: 3, i_item_id: 'BALL', i_category: 'Sports', i_product_name: 'ball' },
    { i_item_sk: 4, i_item_id: 'SUIT', i_category: 'Women', i_class: 'swimwear', i_product_name: 'suit' },
    { i_item_sk: 5, i_item_id: 'ATLAS', i_category: 'Books', i_class: 'second', i_product_name: 'atlas' },
  ]),
  filled(dateDim, {}, [
    day(1, '1998-09-05'),
    day(2, '1998-12-10'),
    day(3, '1999-01-15'),
    day(4, '1999-02-20'),
    day(5, '1999-03-01'),
    day(6, '2000-05-05'),
    day(7, '2001-05-06'),
    day(8, '1999-03-24'),
  ]),
  filled(store, { s_company_name: 'Unknown', s_county: 'Ash County' }, [
    { s_store_sk: 1, s_store_id: 'S1', s_store_name: 'ought', s_state: 'TN' },
    { s_store_sk: 2, s_store_id: 'S2', s_store_name: 'able', s_state: 'GA' },
  ]),
  filled(webSite, {}, [{ web_site_sk: 1, web_company_name: 'pri' }]),
  filled(customerAddress, { ca_county: 'Ash County', ca_gmt_offset: '-5.00' }, [
    { ca_address_sk: 1, ca_state: 'TN' },
    { ca_address_sk: 2, ca_state: 'GA' },
    { ca_address_sk: 3, ca_state: 'IL', ca_gmt_offset: '-6.00' },
  ]),
  filled(customerDemographics, { cd_marital_status: 'S', cd_education_status: 'College', cd_credit_rating: 'Good' }, [
    { cd_demo_sk: 1, cd_gender: 'F', cd_purchase_estimate: 500 },
    { cd_demo_sk: 2, cd_gender: 'M', cd_purchase_estimate: 1000 },
  ]),
  filled(customer, { c_current_cdemo_sk: 1 }, [
    { c_customer_sk: 1, c_current_addr_sk: 1, c_first_name: 'Ada', c_last_name: 'Ash' },
    { c_customer_sk: 2, c_current_addr_sk: 2, c_first_name: 'Bob', c_last_name: 'Birch' },
    { c_customer_sk: 3, c_current_addr_sk: 2, c_first_name: 'Cy', c_last_name: 'Cedar', c_current_cdemo_sk: 2 },
  ]),
  filled(storeSales, inStore, [
    // music, sold to the east, and to where it is an hour earlier
    { ss_ticket_number: 1, ss_item_sk: 1, ss_sold_date_sk: 1, ss_ext_sales_price: '10.00' },
    { ss_ticket_number: 2, ss_item_sk: 1, ss_sold_date_sk: 1, ss_addr_sk: 3 },
    // a brand in a store: a month before, three of the year, and none after but one
    { ss_ticket_number: 3, ss_item_sk: 2, ss_sold_date_sk: 2, ss_sales_price: '10.00' },
    { ss_ticket_number: 4, ss_item_sk: 2, ss_sold_date_sk: 3, ss_sales_price: '20.00' },
    { ss_ticket_number: 5, ss_item_sk: 2, ss_sold_date_sk: 4, ss_sales_price: '30.00' },
    { ss_ticket_number: 6, ss_item_sk: 2, ss_sold_date_sk: 5, ss_sales_price: '31.00' },
    // near those who bought swimwear, in the months after
    { ss_ticket_number: 7, ss_item_sk: 3, ss_sold_date_sk: 3, ss_store_sk: 1, ss_ext_sales_price: '120.00' },
    { ss_ticket_number: 8, ss_item_sk: 3, ss_sold_date_sk: 6, ss_store_sk: 1, ss_ext_sales_price: '900.00' },
    // in the year 2000: bought in all channels, and returned or not
    { ss_ticket_number: 9, ss_item_sk: 5, ss_sold_date_sk: 6, ss_quantity: 6, ss_sales_price: '3.00' },
    { ss_ticket_number: 10, ss_item_sk: 2, ss_sold_date_sk: 6, ss_quantity: 4 },
    { ss_ticket_number: 11, ss_item_sk: 2, ss_sold_date_sk: 6, ss_customer_sk: 2 },
    // in spring 2001, with other margins
    { ss_ticket_number: 12, ss_item_sk: 2, ss_sold_date_sk: 7, ss_customer_sk: 2, ss_net_profit: '0.50' },
    { ss_ticket_number: 13, ss_item_sk: 5, ss_sold_date_sk: 7, ss_customer_sk: 3, ss_ext_sales_price: '8.00' },
    { ss_ticket_number: 14, ss_item_sk: 3, ss_sold_date_sk: 7, ss_net_profit: '2.00' },
  ]),
  filled(storeReturns, {}, [{ sr_ticket_number: 10, sr_item_sk: 2 }]),
  filled(catalogSales, byCatalog, [
    { cs_order_number: 1, cs_item_sk: 1, cs_sold_date_sk: 1, cs_ext_sales_price: '5.00' },
    { cs_order_number: 2, cs_item_sk: 4, cs_sold_date_sk: 2 },
    { cs_order_number: 3, cs_item_sk: 5, cs_sold_date_sk: 6, cs_quantity: 2 },
    { cs_order_number: 4, cs_item_sk: 2, cs_sold_date_sk: 7, cs_ship_customer_sk: 3 },
  ]),
  filled(catalogReturns, {}, [{ cr_order_number: 4, cr_item_sk: 2 }]),
  filled(webSales, onWeb, [
    { ws_order_number: 1, ws_item_sk: 1, ws_sold_date_sk: 1, ws_ext_sales_price: '1.00' },
    { ws_order_number: 2, ws_item_sk: 4, ws_sold_date_sk: 2, ws_bill_customer_sk: 2 },
    { ws_order_number: 3, ws_item_sk: 5, ws_sold_date_sk: 6, ws_quantity: 2, ws_sales_price: '1.50' },
    { ws_order_number: 4, ws_item_sk: 2, ws_sold_date_sk: 5, ws_ext_sales_price: '30.00' },
    { ws_order_number: 5, ws_item_sk: 3, ws_sold_date_sk: 8, ws_ext_sales_price: '10.00' },
    { ws_order_number: 6, ws_item_sk: 5, ws_sold_date_sk: 5, ws_ext_sales_price: '7.00' },
    // sent from two warehouses, and one of them sent back; one from one
    { ws_order_number: 7, ws_item_sk: 2, ws_sold_date_sk: 4, ws_ship_date_sk: 5, ws_ship_addr_sk: 3 },
    {
      ws_order_number: 7,
      ws_item_sk: 3,
      ws_sold_date_sk: 4,
      ws_ship_date_sk: 5,
      ws_ship_addr_sk: 3,
      ws_warehouse_sk: 2,
    },
    { ws_order_number: 8, ws_item_sk: 2, ws_sold_date_sk: 4, ws_ship_date_sk: 5, ws_ship_addr_sk: 3 },
    {
      ws_order_number: 8,
      ws_item_sk: 3,
      ws_sold_date_sk: 4,
      ws_ship_date_sk: 5,
      ws_ship_addr_sk: 3,
      ws_warehouse_sk: 2,
    },
    { ws_order_number: 9, ws_item_sk: 2, ws_sold_date_sk: 4, ws_ship_date_sk: 5, ws_ship_addr_sk: 3 },
  ]),
  filled(webReturns, {}, [{ wr_order_number: 8, wr_item_sk: 3 }]),
]
