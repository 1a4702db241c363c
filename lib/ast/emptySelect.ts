/** A select of which nothing is said yet. */
import { brand } from './Node.js'
import type { Select } from './Statement.js'

export const emptySelect: Select = {
  joinery: brand,
  _tag: 'Select',
  distinct: false,
  distinctOn: null,
  projection: null,
  from: null,
  joins: [],
  where: [],
  groupBy: [],
  having: [],
  orderBy: [],
  limit: null,
  offset: null,
  locks: [],
  extras: null,
}
