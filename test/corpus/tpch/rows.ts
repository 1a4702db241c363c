/** Some rows of a wholesaler, made so that every question has an answer. */
import { filled } from '../expectAnswers.js'
import { customer, lineitem, nation, orders, part, partsupp, region, supplier } from './tables.js'

const comment = ''

const place = { c_address: 'Quay 1', c_phone: '10-100', c_acctbal: '10.00', c_comment: comment }

const seller = { s_address: 'Quay 2', s_phone: '20-200', s_acctbal: '20.00', s_comment: comment }

const thing = { p_mfgr: 'Maker', p_retailprice: '9.00', p_comment: comment }

const order = {
  o_orderstatus: 'F',
  o_totalprice: '0.00',
  o_orderpriority: '3-MEDIUM',
  o_clerk: 'Clerk#1',
  o_shippriority: 0,
  o_comment: comment,
}

const line = {
  l_linenumber: 1,
  l_quantity: '10',
  l_extendedprice: '100.00',
  l_discount: '0.00',
  l_tax: '0.00',
  l_returnflag: 'N',
  l_linestatus: 'O',
  l_shipdate: '1995-04-01',
  l_commitdate: '1995-04-10',
  l_receiptdate: '1995-04-05',
  l_shipinstruct: 'NONE',
  l_shipmode: 'RAIL',
  l_comment: comment,
}

const inPerson = { l_shipinstruct: 'DELIVER IN PERSON', l_shipmode: 'AIR' }

const late = { l_commitdate: '1994-02-01', l_receiptdate: '1994-02-20', l_shipdate: '1994-02-10' }

export const wholesale = [
  filled(region, { r_comment: null }, [
    { r_regionkey: 1, r_name: 'AMERICA' },
    { r_regionkey: 2, r_name: 'MIDDLE EAST' },
  ]),
  filled(nation, { n_comment: null }, [
    { n_nationkey: 1, n_name: 'BRAZIL', n_regionkey: 1 },
    { n_nationkey: 2, n_name: 'CANADA', n_regionkey: 1 },
    { n_nationkey: 3, n_name: 'SAUDI ARABIA', n_regionkey: 2 },
  ]),
  filled(part, thing, [
    { p_partkey: 1, p_name: 'forest bolt', p_brand: 'Brand#12', p_type: 'PROMO TIN', p_size: 3, p_container: 'SM BOX' },
    {
      p_partkey: 2,
      p_name: 'dark green nut',
      p_brand: 'Brand#23',
      p_type: 'ECONOMY ANODIZED STEEL',
      p_size: 8,
      p_container: 'MED BAG',
    },
    { p_partkey: 3, p_name: 'green pin', p_brand: 'Brand#34', p_type: 'SMALL TIN', p_size: 16, p_container: 'LG CASE' },
    { p_partkey: 4, p_name: 'grey can', p_brand: 'Brand#44', p_type: 'SMALL TIN', p_size: 1, p_container: 'WRAP CAN' },
  ]),
  filled(supplier, seller, [
    { s_suppkey: 1, s_name: 'Alto', s_nationkey: 1 },
    { s_suppkey: 2, s_name: 'Boreal', s_nationkey: 2 },
    { s_suppkey: 3, s_name: 'Cactus', s_nationkey: 3 },
    { s_suppkey: 4, s_name: 'Dune', s_nationkey: 3 },
  ]),
  filled(partsupp, { ps_comment: comment }, [
    { ps_partkey: 1, ps_suppkey: 2, ps_availqty: 20, ps_supplycost: '1.00' },
    { ps_partkey: 1, ps_suppkey: 1, ps_availqty: 2, ps_supplycost: '1.00' },
    { ps_partkey: 2, ps_suppkey: 1, ps_availqty: 50, ps_supplycost: '2.00' },
    { ps_partkey: 2, ps_suppkey: 2, ps_availqty: 50, ps_supplycost: '3.00' },
    { ps_partkey: 3, ps_suppkey: 3, ps_availqty: 50, ps_supplycost: '0.50' },
    { ps_partkey: 4, ps_suppkey: 4, ps_availqty: 50, ps_supplycost: '1.00' },
  ]),
  filled(customer, place, [
    { c_custkey: 1, c_name: 'Ana', c_nationkey: 1, c_mktsegment: 'BUILDING' },
    { c_custkey: 2, c_name: 'Bo', c_nationkey: 2, c_mktsegment: 'MACHINERY' },
    { c_custkey: 3, c_name: 'Cem', c_nationkey: 3, c_mktsegment: 'BUILDING' },
  ]),
  filled(orders, order, [
    { o_orderkey: 1, o_custkey: 1, o_orderdate: '1995-03-01' },
    { o_orderkey: 2, o_custkey: 3, o_orderdate: '1995-03-10' },
    { o_orderkey: 3, o_custkey: 1, o_orderdate: '1995-03-20' },
    { o_orderkey: 4, o_custkey: 2, o_orderdate: '1993-07-10', o_orderpriority: '1-URGENT' },
    { o_orderkey: 5, o_custkey: 2, o_orderdate: '1993-09-30' },
    { o_orderkey: 6, o_custkey: 2, o_orderdate: '1993-10-01' },
    { o_orderkey: 7, o_custkey: 2, o_orderdate: '1996-02-01' },
  ]),
  filled(lineitem, line, [
    // before a day in March: the second one is worth more, the third was ordered too late
    { l_orderkey: 1, l_partkey: 2, l_suppkey: 1, l_extendedprice: '100.00', l_discount: '0.10' },
    { l_orderkey: 1, l_linenumber: 2, l_partkey: 1, l_suppkey: 1, l_shipdate: '1995-03-15' },
    { l_orderkey: 2, l_partkey: 2, l_suppkey: 2, l_extendedprice: '300.00', l_shipdate: '1995-09-10' },
    { l_orderkey: 3, l_partkey: 1, l_suppkey: 1, l_extendedprice: '100.00', l_shipdate: '1995-09-30' },
    // late ones; in the first order, by one of two suppliers alone
    { l_orderkey: 4, l_partkey: 3, l_suppkey: 3, ...late, l_quantity: '5', l_discount: '0.05' },
    { l_orderkey: 4, l_linenumber: 2, l_partkey: 4, l_suppkey: 4 },
    { l_orderkey: 5, l_partkey: 3, l_suppkey: 3, ...late, l_quantity: '24', l_discount: '0.06' },
    { l_orderkey: 5, l_linenumber: 2, l_partkey: 4, l_suppkey: 4, ...late, l_quantity: '1', l_extendedprice: '70.00' },
    { l_orderkey: 6, l_partkey: 1, l_suppkey: 2, ...late, l_quantity: '16', l_discount: '0.08' },
    { l_orderkey: 6, l_linenumber: 2, l_partkey: 1, l_suppkey: 1, ...late, l_quantity: '4', l_discount: '0.07' },
    // in person, and by air: of each kind one, and one too many or too large
    { l_orderkey: 7, l_partkey: 1, l_suppkey: 2, ...inPerson, l_quantity: '11', l_shipdate: '1996-01-01' },
    { l_orderkey: 7, l_linenumber: 2, l_partkey: 1, l_suppkey: 2, ...inPerson, l_quantity: '12' },
    { l_orderkey: 7, l_linenumber: 3, l_partkey: 2, l_suppkey: 1, ...inPerson, l_extendedprice: '50.00' },
    { l_orderkey: 7, l_linenumber: 4, l_partkey: 3, l_suppkey: 3, ...inPerson, l_quantity: '20' },
    { l_orderkey: 7, l_linenumber: 5, l_partkey: 2, l_suppkey: 2, l_shipdate: '1996-03-31', l_extendedprice: '30.00' },
  ]),
]
