/** The statements that are written by hand, by corpus and case. */
import type { AnyStatement } from '../../lib/index.js'
import { aggregates } from './club/aggregates.js'
import { basic } from './club/basic.js'
import { joins } from './club/joins.js'
import { revenue } from './club/revenue.js'
import { channels } from './tpcds/channels.js'
import { sales } from './tpcds/sales.js'
import { tpch } from './tpch/queries.js'

export const byHand: Readonly<Record<string, Readonly<Record<string, AnyStatement>>>> = {
  pgexercises: { ...basic, ...joins, ...aggregates, ...revenue },
  tpcds: { ...sales, ...channels },
  tpch,
}
