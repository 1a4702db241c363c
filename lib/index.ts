/** joinery: tables, expressions, statements and relations as values; see README.md. */

// -------------------------------------------------------------------------------------
// compiling and running
// -------------------------------------------------------------------------------------
export {
  type CompileError,
  describeCompileError,
} from './ast/CompileError.js'
// -------------------------------------------------------------------------------------
// expressions
// -------------------------------------------------------------------------------------
export type { Aggregate, Condition, Expr, Windowable } from './ast/Expr.js'
export type { DateText, Float, Interval, Numeric, Range, TimestampText, TimeText } from './ast/Kind.js'
export type {
  AnyQuery,
  AnySelect,
  AnyStatement,
  Closed,
  InScope,
  Joining,
  Query,
  RowOf,
  Select,
  Statement,
  Using,
} from './ast/Scope.js'
export { type Compiled, compile } from './compile/compile.js'
export type { Dialect } from './compile/Dialect.js'
export { inlined, print } from './compile/print.js'
export type { Connection, Database, LogEvent, PoolOptions, TransactionOptions } from './exec/Connection.js'
export {
  createAll,
  dropAll,
} from './exec/createAll.js'
export {
  all,
  execute,
  first,
  one,
} from './exec/run.js'
export {
  describeError,
  type SqlError,
} from './exec/SqlError.js'
export {
  close,
  transaction,
  withRollback,
} from './exec/transaction.js'
export {
  avg,
  boolAnd,
  boolOr,
  count,
  countDistinct,
  max,
  min,
  stringAgg,
  sum,
} from './expr/aggregates.js'
export {
  add,
  concat,
  div,
  mod,
  mul,
  negative,
  sub,
} from './expr/arithmetic.js'
export {
  case_,
  caseOf,
  when,
} from './expr/case.js'
export { cast } from './expr/cast.js'
export {
  between,
  eq,
  ge,
  gt,
  ilike,
  in_,
  isDistinctFrom,
  isNotDistinctFrom,
  isNotNull,
  isNull,
  le,
  like,
  lt,
  ne,
  notBetween,
  notIlike,
  notIn,
  notLike,
} from './expr/comparison.js'
export {
  fn,
  operator,
} from './expr/custom.js'
export {
  abs,
  coalesce,
  default_,
  length,
  lower,
  now,
  null_,
  nullIf,
  upper,
  value,
} from './expr/functions.js'
export {
  cube,
  type GroupingSets,
  grouping,
  groupingSets,
  rollup,
} from './expr/grouping.js'
export {
  and,
  not,
  or,
  skip,
} from './expr/logic.js'
export {
  filterWhere,
  orderedBy,
} from './expr/modifiers.js'
export { filterBy, ifDefined, ifSome } from './expr/optional.js'
export {
  asc,
  desc,
  nullsFirst,
  nullsLast,
  type Order,
  ordered,
} from './expr/order.js'
export {
  contains,
  endsWith,
  iContains,
  iEndsWith,
  iStartsWith,
  startsWith,
} from './expr/patterns.js'
export {
  raw,
  SQL,
} from './expr/raw.js'
export {
  type Bound,
  currentRow,
  exclude,
  following,
  groups,
  partitionBy,
  preceding,
  range,
  rows,
  unboundedFollowing,
  unboundedPreceding,
  type Window,
  window,
} from './expr/window.js'
export {
  cumeDist,
  denseRank,
  firstValue,
  lag,
  lastValue,
  lead,
  nthValue,
  ntile,
  over,
  percentRank,
  rank,
  rowNumber,
} from './expr/windows.js'
// -------------------------------------------------------------------------------------
// reflection
// -------------------------------------------------------------------------------------
export {
  reflectTable,
  reflectTables,
} from './reflect/reflectTable.js'
// -------------------------------------------------------------------------------------
// relations
// -------------------------------------------------------------------------------------
export { aggregateRelated, countRelated } from './relation/aggregate.js'
export { type AssociationOptions, manyToMany } from './relation/association.js'
export { collect } from './relation/collect.js'
export { at, inverse, through, toAlias, viewOnly } from './relation/combine.js'
export { every, has, includes, none, some, withParent } from './relation/conditions.js'
export { manyToOne, oneToMany, oneToOne, type RelationOptions } from './relation/define.js'
export { joinPath, joinTo, leftJoinTo } from './relation/join.js'
export { link } from './relation/link.js'
export type { Cardinality, Relation } from './relation/Relation.js'
// -------------------------------------------------------------------------------------
// schema
// -------------------------------------------------------------------------------------
export {
  asText,
  type Branding,
  bigint,
  bigserial,
  boolean,
  branded,
  bytea,
  type ColumnSpec,
  date,
  defaultTo,
  doublePrecision,
  foreignKey,
  integer,
  interval,
  json,
  jsonb,
  mapped,
  named,
  nullable,
  numeric,
  primaryKey,
  real,
  references,
  serial,
  smallint,
  text,
  time,
  timestamp,
  timestamptz,
  unique,
  uuid,
  varchar,
} from './schema/Column.js'
export {
  type Constraint,
  check,
  foreignKeyOn,
  primaryKeyOn,
  type ReferenceOptions,
  uniqueOn,
} from './schema/constraints.js'
export {
  type Metadata,
  metadata,
} from './schema/Metadata.js'
export {
  type AnyTable,
  alias,
  type Changes,
  type Column,
  type NewRow,
  type Row,
  type Source,
  snakeCase,
  type Table,
  table,
} from './schema/Table.js'
export { type Assigned, assign, assignFrom, setFrom, setTo } from './statement/assign.js'
// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------
export {
  allColumnsExcept,
  anyConflict,
  doNothing,
  doUpdate,
  onConflict,
  onConstraint,
  opclass,
} from './statement/conflict.js'
export { countOf } from './statement/countOf.js'
export { withCriteria } from './statement/criteria.js'
export { type CteOptions, cte, recursive } from './statement/cte.js'
export { decodeCursor, encodeCursor, type InvalidCursor } from './statement/cursor.js'
export { createTable, dropTable } from './statement/ddl.js'
export { distinctOn } from './statement/distinctOn.js'
export { insertFrom } from './statement/insertFrom.js'
export {
  type Cursor,
  cursorOf,
  type Directed,
  firstPage,
  type Keyset,
  keyset,
  lastPage,
  pageAfter,
  pageBefore,
} from './statement/keyset.js'
export { crossJoinLateral, innerJoinLateral, type Lateral, lateral, leftJoinLateral } from './statement/lateral.js'
export { forKeyShare, forNoKeyUpdate, forShare, forUpdate, type LockOptions } from './statement/lock.js'
export {
  mergeAction,
  mergeInto,
  mergeUsing,
  thenDelete,
  thenInsert,
  thenUpdate,
  whenMatched,
  whenNotMatched,
  whenNotMatchedBySource,
} from './statement/merge.js'
export { orderByAllowed, whereDefined, whereSome } from './statement/optional.js'
export { type Parameters, type ParameterValues, prepare, type Runnable } from './statement/prepare.js'
export { rawQuery, rawStatement } from './statement/raw.js'
export {
  crossJoin,
  distinct,
  from,
  fullJoin,
  groupBy,
  having,
  innerJoin,
  leftJoin,
  limit,
  offset,
  orderBy,
  rightJoin,
  select,
  selectOnly,
  where,
} from './statement/select.js'
export {
  except,
  exceptAll,
  intersect,
  intersectAll,
  type OutputColumns,
  orderByOutput,
  union,
  unionAll,
} from './statement/setOperation.js'
export { all_, any_, exists, inQuery, notInQuery, scalar, subquery } from './statement/subquery.js'
export { type ChangesByKey, updateMany } from './statement/updateMany.js'
export { updateFrom, using } from './statement/using.js'
export { newRow, oldRow, type Version } from './statement/versions.js'
export { withSchema, withSchemas } from './statement/withSchema.js'
export {
  defaultValues,
  deleteFrom,
  everyRow,
  insertInto,
  overriding,
  returning,
  set,
  update,
  values,
} from './statement/write.js'
