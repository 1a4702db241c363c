/** The tables of TPC-H: a wholesaler's parts, suppliers, customers and orders. */
import { char, date, foreignKey, integer, nullable, numeric, primaryKey, table, varchar } from '../../../lib/index.js'

const amount = numeric(15, 2)

export const region = table('region', {
  r_regionkey: primaryKey(integer),
  r_name: char(25),
  r_comment: nullable(varchar(152)),
})

export const nation = table('nation', {
  n_nationkey: primaryKey(integer),
  n_name: char(25),
  n_regionkey: foreignKey(() => region.c.r_regionkey),
  n_comment: nullable(varchar(152)),
})

export const part = table('part', {
  p_partkey: primaryKey(integer),
  p_name: varchar(55),
  p_mfgr: char(25),
  p_brand: char(10),
  p_type: varchar(25),
  p_size: integer,
  p_container: char(10),
  p_retailprice: amount,
  p_comment: varchar(23),
})

export const supplier = table('supplier', {
  s_suppkey: primaryKey(integer),
  s_name: char(25),
  s_address: varchar(40),
  s_nationkey: foreignKey(() => nation.c.n_nationkey),
  s_phone: char(15),
  s_acctbal: amount,
  s_comment: varchar(101),
})

export const partsupp = table('partsupp', {
  ps_partkey: primaryKey(foreignKey(() => part.c.p_partkey)),
  ps_suppkey: primaryKey(foreignKey(() => supplier.c.s_suppkey)),
  ps_availqty: integer,
  ps_supplycost: amount,
  ps_comment: varchar(199),
})

export const customer = table('customer', {
  c_custkey: primaryKey(integer),
  c_name: varchar(25),
  c_address: varchar(40),
  c_nationkey: foreignKey(() => nation.c.n_nationkey),
  c_phone: char(15),
  c_acctbal: amount,
  c_mktsegment: char(10),
  c_comment: varchar(117),
})

export const orders = table('orders', {
  o_orderkey: primaryKey(integer),
  o_custkey: foreignKey(() => customer.c.c_custkey),
  o_orderstatus: char(1),
  o_totalprice: amount,
  o_orderdate: date,
  o_orderpriority: char(15),
  o_clerk: char(15),
  o_shippriority: integer,
  o_comment: varchar(79),
})

export const lineitem = table('lineitem', {
  l_orderkey: primaryKey(foreignKey(() => orders.c.o_orderkey)),
  l_partkey: foreignKey(() => part.c.p_partkey),
  l_suppkey: foreignKey(() => supplier.c.s_suppkey),
  l_linenumber: primaryKey(integer),
  l_quantity: amount,
  l_extendedprice: amount,
  l_discount: amount,
  l_tax: amount,
  l_returnflag: char(1),
  l_linestatus: char(1),
  l_shipdate: date,
  l_commitdate: date,
  l_receiptdate: date,
  l_shipinstruct: char(25),
  l_shipmode: char(10),
  l_comment: varchar(44),
})
