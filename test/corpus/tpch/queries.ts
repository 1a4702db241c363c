/** Questions to a wholesaler's books, as TPC-H asks them. */
import { pipe } from 'fp-ts/function'
import {
  add,
  alias,
  and,
  avg,
  between,
  case_,
  count,
  cte,
  date,
  desc,
  div,
  eq,
  exists,
  extract,
  from,
  ge,
  groupBy,
  gt,
  in_,
  innerJoin,
  inQuery,
  like,
  limit,
  lt,
  max,
  mul,
  ne,
  not,
  or,
  orderBy,
  orderByOutput,
  scalar,
  select,
  sub,
  subquery,
  sum,
  value,
  when,
  where,
} from '../../../lib/index.js'
import { customer, lineitem, nation, orders, part, partsupp, region, supplier } from './tables.js'

/** What a line brings in. */
const revenue = mul(lineitem.c.l_extendedprice, sub(1, lineitem.c.l_discount))

/** Which ten orders of a market segment, not shipped yet on a day, are worth the most? */
export const shippingPriority = pipe(
  from(customer),
  innerJoin(orders, eq(orders.c.o_custkey, customer.c.c_custkey)),
  innerJoin(lineitem, eq(lineitem.c.l_orderkey, orders.c.o_orderkey)),
  where(eq(customer.c.c_mktsegment, 'BUILDING')),
  where(lt(orders.c.o_orderdate, '1995-03-15')),
  where(gt(lineitem.c.l_shipdate, '1995-03-15')),
  groupBy(lineitem.c.l_orderkey, orders.c.o_orderdate, orders.c.o_shippriority),
  select({
    l_orderkey: lineitem.c.l_orderkey,
    revenue: sum(revenue),
    o_orderdate: orders.c.o_orderdate,
    o_shippriority: orders.c.o_shippriority,
  }),
  orderByOutput((row) => [desc(row.revenue), row.o_orderdate]),
  limit(10),
)

const lateLine = pipe(
  from(lineitem),
  where(eq(lineitem.c.l_orderkey, orders.c.o_orderkey)),
  where(lt(lineitem.c.l_commitdate, lineitem.c.l_receiptdate)),
)

const since1993 = value(date, '1993-07-01')

/** Of a quarter's orders, how many of each priority had a line that came late? */
export const orderPriorities = pipe(
  from(orders),
  where(and(ge(orders.c.o_orderdate, since1993), lt(orders.c.o_orderdate, add(since1993, { months: 3 })))),
  where(exists(lateLine)),
  groupBy(orders.c.o_orderpriority),
  orderBy(orders.c.o_orderpriority),
  select({ o_orderpriority: orders.c.o_orderpriority, order_count: count() }),
)

const since1994 = value(date, '1994-01-01')

const in1994 = and(ge(lineitem.c.l_shipdate, since1994), lt(lineitem.c.l_shipdate, add(since1994, { years: 1 })))

/** How much more would a year have brought in without its small discounts on small lines? */
export const forgoneRevenue = pipe(
  from(lineitem),
  where(in1994),
  where(between(lineitem.c.l_discount, '0.05', '0.07')),
  where(lt(lineitem.c.l_quantity, '24')),
  select({ revenue: sum(mul(lineitem.c.l_extendedprice, lineitem.c.l_discount)) }),
)

const home = alias(nation, 'home')

const american = pipe(
  from(part),
  innerJoin(lineitem, eq(lineitem.c.l_partkey, part.c.p_partkey)),
  innerJoin(supplier, eq(supplier.c.s_suppkey, lineitem.c.l_suppkey)),
  innerJoin(orders, eq(orders.c.o_orderkey, lineitem.c.l_orderkey)),
  innerJoin(customer, eq(customer.c.c_custkey, orders.c.o_custkey)),
  innerJoin(home, eq(home.c.n_nationkey, customer.c.c_nationkey)),
  innerJoin(region, eq(region.c.r_regionkey, home.c.n_regionkey)),
  innerJoin(nation, eq(nation.c.n_nationkey, supplier.c.s_nationkey)),
  where(eq(region.c.r_name, 'AMERICA')),
  where(eq(part.c.p_type, 'ECONOMY ANODIZED STEEL')),
  where(between(orders.c.o_orderdate, '1995-01-01', '1996-12-31')),
  select({ o_year: extract('year', orders.c.o_orderdate), volume: revenue, nation: nation.c.n_name }),
  subquery('american'),
)

/** What part of a continent's demand for a kind of steel did the suppliers of one nation meet, year by year? */
export const marketShare = pipe(
  from(american),
  groupBy(american.c.o_year),
  orderBy(american.c.o_year),
  select({
    o_year: american.c.o_year,
    mkt_share: div(sum(case_([when(eq(american.c.nation, 'BRAZIL'), american.c.volume)], '0')), sum(american.c.volume)),
  }),
)

const profit = pipe(
  from(part),
  innerJoin(lineitem, eq(lineitem.c.l_partkey, part.c.p_partkey)),
  innerJoin(
    partsupp,
    and(eq(partsupp.c.ps_partkey, lineitem.c.l_partkey), eq(partsupp.c.ps_suppkey, lineitem.c.l_suppkey)),
  ),
  innerJoin(supplier, eq(supplier.c.s_suppkey, lineitem.c.l_suppkey)),
  innerJoin(nation, eq(nation.c.n_nationkey, supplier.c.s_nationkey)),
  innerJoin(orders, eq(orders.c.o_orderkey, lineitem.c.l_orderkey)),
  where(like(part.c.p_name, '%green%')),
  select({
    nation: nation.c.n_name,
    o_year: extract('year', orders.c.o_orderdate),
    amount: sub(revenue, mul(partsupp.c.ps_supplycost, lineitem.c.l_quantity)),
  }),
  subquery('profit'),
)

/** What did each nation's suppliers earn with parts of one colour, year by year, the latest first? */
export const profitByNation = pipe(
  from(profit),
  groupBy(profit.c.nation, profit.c.o_year),
  orderBy(profit.c.nation, desc(profit.c.o_year)),
  select({ nation: profit.c.nation, o_year: profit.c.o_year, sum_profit: sum(profit.c.amount) }),
)

const since1995 = value(date, '1995-09-01')

/** How many percent of a month's revenue came from promotions? */
export const promotionEffect = pipe(
  from(lineitem),
  innerJoin(part, eq(part.c.p_partkey, lineitem.c.l_partkey)),
  where(and(ge(lineitem.c.l_shipdate, since1995), lt(lineitem.c.l_shipdate, add(since1995, { months: 1 })))),
  select({
    promo_revenue: div(mul('100.00', sum(case_([when(like(part.c.p_type, 'PROMO%'), revenue)], '0'))), sum(revenue)),
  }),
)

const since1996 = value(date, '1996-01-01')

const supplied = pipe(
  from(lineitem),
  where(and(ge(lineitem.c.l_shipdate, since1996), lt(lineitem.c.l_shipdate, add(since1996, { months: 3 })))),
  groupBy(lineitem.c.l_suppkey),
  select({ supplier_no: lineitem.c.l_suppkey, total_revenue: sum(revenue) }),
  cte('supplied'),
)

/** Which supplier brought in the most in a quarter? */
export const topSupplier = pipe(
  from(supplier),
  innerJoin(supplied, eq(supplied.c.supplier_no, supplier.c.s_suppkey)),
  where(eq(supplied.c.total_revenue, scalar(pipe(from(supplied), select({ most: max(supplied.c.total_revenue) }))))),
  orderBy(supplier.c.s_suppkey),
  select({
    s_suppkey: supplier.c.s_suppkey,
    s_name: supplier.c.s_name,
    s_address: supplier.c.s_address,
    s_phone: supplier.c.s_phone,
    total_revenue: supplied.c.total_revenue,
  }),
)

const usual = alias(lineitem, 'usual')

const fifthOfUsual = scalar(
  pipe(
    from(usual),
    where(eq(usual.c.l_partkey, part.c.p_partkey)),
    select({ quantity: mul('0.2', avg(usual.c.l_quantity)) }),
  ),
)

/** What would be lost in a year if small orders of a part were no longer taken? */
export const smallOrders = pipe(
  from(lineitem),
  innerJoin(part, eq(part.c.p_partkey, lineitem.c.l_partkey)),
  where(and(eq(part.c.p_brand, 'Brand#44'), eq(part.c.p_container, 'WRAP CAN'))),
  where(lt(lineitem.c.l_quantity, fifthOfUsual)),
  select({ avg_yearly: div(sum(lineitem.c.l_extendedprice), '7.0') }),
)

/** Parts of a brand in these containers, up to a size, from a quantity to ten more. */
const lot = (brand: string, containers: ReadonlyArray<string>, quantity: string, most: string, size: number) =>
  and(
    eq(part.c.p_brand, brand),
    in_(part.c.p_container, containers),
    between(lineitem.c.l_quantity, quantity, most),
    between(part.c.p_size, 1, size),
  )

/** What did three kinds of parts bring in that were flown out and handed over in person? */
export const discountedRevenue = pipe(
  from(lineitem),
  innerJoin(part, eq(part.c.p_partkey, lineitem.c.l_partkey)),
  where(
    or(
      lot('Brand#12', ['SM CASE', 'SM BOX', 'SM PACK', 'SM PKG'], '1', '11', 5),
      lot('Brand#23', ['MED BAG', 'MED BOX', 'MED PKG', 'MED PACK'], '10', '20', 10),
      lot('Brand#34', ['LG CASE', 'LG BOX', 'LG PACK', 'LG PKG'], '20', '30', 15),
    ),
  ),
  where(in_(lineitem.c.l_shipmode, ['AIR', 'AIR REG'])),
  where(eq(lineitem.c.l_shipinstruct, 'DELIVER IN PERSON')),
  select({ revenue: sum(revenue) }),
)

const halfOfSold = scalar(
  pipe(
    from(lineitem),
    where(eq(lineitem.c.l_partkey, partsupp.c.ps_partkey)),
    where(eq(lineitem.c.l_suppkey, partsupp.c.ps_suppkey)),
    where(in1994),
    select({ quantity: mul('0.5', sum(lineitem.c.l_quantity)) }),
  ),
)

const overstocked = pipe(
  from(partsupp),
  where(
    inQuery(
      partsupp.c.ps_partkey,
      pipe(from(part), where(like(part.c.p_name, 'forest%')), select({ key: part.c.p_partkey })),
    ),
  ),
  where(gt(partsupp.c.ps_availqty, halfOfSold)),
  select({ key: partsupp.c.ps_suppkey }),
)

/** Which suppliers of a nation have more than half a year's sales of some parts in stock? */
export const promotablePart = pipe(
  from(supplier),
  innerJoin(nation, eq(nation.c.n_nationkey, supplier.c.s_nationkey)),
  where(inQuery(supplier.c.s_suppkey, overstocked)),
  where(eq(nation.c.n_name, 'CANADA')),
  orderBy(supplier.c.s_name),
  select({ s_name: supplier.c.s_name, s_address: supplier.c.s_address }),
)

const other = alias(lineitem, 'other')

/** Lines of the same order by other suppliers. */
const byOthers = pipe(
  from(other),
  where(eq(other.c.l_orderkey, lineitem.c.l_orderkey)),
  where(ne(other.c.l_suppkey, lineitem.c.l_suppkey)),
)

/** Which suppliers of a nation kept orders of several suppliers waiting, as the only ones that were late? */
export const waiting = pipe(
  from(supplier),
  innerJoin(lineitem, eq(lineitem.c.l_suppkey, supplier.c.s_suppkey)),
  innerJoin(orders, eq(orders.c.o_orderkey, lineitem.c.l_orderkey)),
  innerJoin(nation, eq(nation.c.n_nationkey, supplier.c.s_nationkey)),
  where(and(eq(orders.c.o_orderstatus, 'F'), eq(nation.c.n_name, 'SAUDI ARABIA'))),
  where(gt(lineitem.c.l_receiptdate, lineitem.c.l_commitdate)),
  where(exists(byOthers)),
  where(not(exists(pipe(byOthers, where(gt(other.c.l_receiptdate, other.c.l_commitdate)))))),
  groupBy(supplier.c.s_name),
  select({ s_name: supplier.c.s_name, numwait: count() }),
  orderByOutput((row) => [desc(row.numwait), row.s_name]),
  limit(100),
)

/** By the names that TPC-H has for them. */
export const tpch = {
  q03: shippingPriority,
  q04: orderPriorities,
  q06: forgoneRevenue,
  q08: marketShare,
  q09: profitByNation,
  q14: promotionEffect,
  q15: topSupplier,
  q17: smallOrders,
  q19: discountedRevenue,
  q20: promotablePart,
  q21: waiting,
}
