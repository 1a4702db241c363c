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
export type {
  BitText,
  Box,
  Circle,
  DateText,
  Decimal,
  Float,
  Inet,
  Interval,
  Line,
  Macaddr,
  Macaddr8,
  Money,
  Numeric,
  Pairs,
  Path,
  Point,
  Polygon,
  Range,
  Segment,
  TimestampText,
  TimeText,
  TimetzText,
  TsQuery,
  TsVector,
} from './ast/Kind.js'
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
export type { IntervalFields } from './ast/SqlType.js'
export { type Compiled, compile } from './compile/compile.js'
export type { Dialect } from './compile/Dialect.js'
export { inlined, print } from './compile/print.js'
export { batch } from './exec/batch.js'
export type {
  Connection,
  Database,
  LogEvent,
  PoolOptions,
  PoolStatus,
  ReadConnection,
  Retry,
  TransactionOptions,
} from './exec/Connection.js'
export { copyInto, copyOut } from './exec/copy.js'
export { createAll, createAllSql, dropAll, dropAllSql } from './exec/createAll.js'
export { describePlan, explain, type PlanNode } from './exec/explain.js'
export { type Listening, type ListenOptions, listen, notify } from './exec/listen.js'
export { advisoryLock, tryAdvisoryLock } from './exec/lock.js'
export { type PrettyOptions, prettyLog } from './exec/log.js'
export { compilePlan, mapStatements, type Pending, type Plan, runPlan } from './exec/plan.js'
export {
  type AfterOptions,
  type ReplicaOptions,
  type Replicated,
  readAfter,
  withReplicas,
  writePosition,
} from './exec/replicas.js'
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
export { forEachRow, type StreamOptions, stream } from './exec/stream.js'
export {
  afterCommit,
  close,
  poolStatus,
  readTransaction,
  transaction,
  withConnection,
  withDeadline,
  withRollback,
  withSignal,
} from './exec/transaction.js'
export { commitPrepared, preparedTransactions, rollbackPrepared } from './exec/twoPhase.js'
export {
  pgAdvisoryLock,
  pgAdvisoryLockShared,
  pgAdvisoryUnlock,
  pgAdvisoryUnlockAll,
  pgAdvisoryUnlockShared,
  pgAdvisoryXactLock,
  pgAdvisoryXactLockShared,
  pgTryAdvisoryLock,
  pgTryAdvisoryLockShared,
  pgTryAdvisoryXactLock,
  pgTryAdvisoryXactLockShared,
} from './expr/advisoryLocks.js'
export {
  anyValue,
  avg,
  bitAndAgg,
  bitOrAgg,
  bitXorAgg,
  boolAnd,
  boolOr,
  count,
  countDistinct,
  everyAgg,
  max,
  min,
  sum,
} from './expr/aggregates.js'
export { argument, variadic } from './expr/argument.js'
export {
  add,
  div,
  mod,
  mul,
  negative,
  sub,
} from './expr/arithmetic.js'
export {
  type ArraySortOptions,
  arrayAppend,
  arrayCat,
  arrayDims,
  arrayFill,
  arrayLength,
  arrayLower,
  arrayNdims,
  arrayPosition,
  arrayPositions,
  arrayPrepend,
  arrayRemove,
  arrayReplace,
  arrayReverse,
  arraySample,
  arrayShuffle,
  arraySort,
  arrayToString,
  arrayUpper,
  cardinality,
  trimArray,
} from './expr/arrayFunctions.js'
export {
  arrayOf,
  at,
  emptyArray,
  slice,
} from './expr/arrays.js'
export { bitAnd, bitCount, bitNot, bitOr, bitXor, shiftLeft, shiftRight, toBin, toHex, toOct } from './expr/bits.js'
export {
  convert,
  convertFrom,
  convertTo,
  crc32,
  crc32c,
  decode,
  encode,
  getBit,
  getByte,
  hashtext,
  hashtextextended,
  md5,
  setBit,
  setByte,
  sha224,
  sha256,
  sha384,
  sha512,
} from './expr/bytes.js'
export {
  case_,
  caseOf,
  when,
} from './expr/case.js'
export { cast } from './expr/cast.js'
export {
  colDescription,
  formatType,
  numNonnulls,
  numNulls,
  objDescription,
  pgBasetype,
  pgCharToEncoding,
  pgCollationActualVersion,
  pgCollationFor,
  pgDatabaseCollationActualVersion,
  pgDescribeObject,
  pgEncodingToChar,
  pgGetObjectAddress,
  pgIdentifyObject,
  pgIdentifyObjectAsAddress,
  pgInputErrorInfo,
  pgInputIsValid,
  pgTypeof,
  shobjDescription,
  toRegclass,
  toRegcollation,
  toRegnamespace,
  toRegoper,
  toRegoperator,
  toRegproc,
  toRegprocedure,
  toRegrole,
  toRegtype,
  toRegtypemod,
} from './expr/catalog.js'
export {
  clockTimestamp,
  currentDate,
  currentTime,
  currentTimestamp,
  localTime,
  localTimestamp,
  statementTimestamp,
  timeofday,
  transactionTimestamp,
} from './expr/clock.js'
export { collate } from './expr/collate.js'
export {
  between,
  betweenSymmetric,
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
  type MatchOptions,
  ne,
  notBetween,
  notBetweenSymmetric,
  notIlike,
  notIn,
  notLike,
  notSimilarTo,
  similarTo,
} from './expr/comparison.js'
export { concat } from './expr/concat.js'
export {
  containedBy,
  contains,
  overlaps,
} from './expr/containment.js'
export {
  fn,
  operator,
  prefixOperator,
} from './expr/custom.js'
export { aggregateFn, orderedSetFn, windowFn } from './expr/customAggregates.js'
export {
  pgGetCatalogForeignKeys,
  pgGetConstraintdef,
  pgGetExpr,
  pgGetFunctionArguments,
  pgGetFunctiondef,
  pgGetFunctionIdentityArguments,
  pgGetFunctionResult,
  pgGetIndexdef,
  pgGetKeywords,
  pgGetPartkeydef,
  pgGetRuledef,
  pgGetSerialSequence,
  pgGetStatisticsobjdef,
  pgGetTriggerdef,
  pgGetUserbyid,
  pgGetViewdef,
  pgIndexamHasProperty,
  pgIndexColumnHasProperty,
  pgIndexHasProperty,
  pgOptionsToTable,
  pgSequenceParameters,
} from './expr/definitions.js'
export {
  enumFirst,
  enumLast,
  enumRange,
} from './expr/enums.js'
export { datePart, extract } from './expr/extract.js'
export {
  greatest,
  least,
} from './expr/extremes.js'
export {
  pgLsArchiveStatusdir,
  pgLsDir,
  pgLsLogdir,
  pgLsLogicalmapdir,
  pgLsLogicalsnapdir,
  pgLsReplslotdir,
  pgLsSummariesdir,
  pgLsTmpdir,
  pgLsWaldir,
  pgReadBinaryFile,
  pgReadFile,
  pgStatFile,
} from './expr/files.js'
export { toChar, toDate, toNumber, toTimestamp } from './expr/formatting.js'
export {
  coalesce,
  default_,
  lower,
  now,
  null_,
  nullIf,
  upper,
  value,
} from './expr/functions.js'
export {
  arrayAgg,
  jsonAgg,
  jsonAggStrict,
  jsonbAgg,
  jsonbAggStrict,
  jsonbObjectAgg,
  jsonbObjectAggStrict,
  jsonbObjectAggUnique,
  jsonbObjectAggUniqueStrict,
  jsonObjectAgg,
  jsonObjectAggStrict,
  jsonObjectAggUnique,
  jsonObjectAggUniqueStrict,
  rangeAgg,
  rangeIntersectAgg,
  stringAgg,
  withoutNulls,
  xmlagg,
} from './expr/gather.js'
export {
  area,
  boundBox,
  boxOf,
  center,
  circleOf,
  diagonal,
  diameter,
  height,
  isclosed,
  isopen,
  lineOf,
  lsegOf,
  npoints,
  pathOf,
  pclose,
  pointOf,
  polygonOf,
  popen,
  radius,
  shapeLength,
  slope,
  width,
} from './expr/geometry.js'
export {
  above,
  aboveOrTouching,
  below,
  belowOrTouching,
  centerOf,
  closest,
  distance,
  horizontal,
  intersection,
  intersects,
  isHorizontal,
  isVertical,
  joinPaths,
  lengthOf,
  moved,
  movedBack,
  notAbove,
  notBelow,
  parallel,
  perpendicular,
  pointsOf,
  sameAs,
  turned,
  turnedBack,
  vertical,
} from './expr/geometryOperators.js'
export {
  cube,
  type GroupingSets,
  grouping,
  groupingSets,
  rollup,
} from './expr/grouping.js'
export {
  arrayToJson,
  jsonBuildArray,
  jsonBuildObject,
  jsonbBuildArray,
  jsonbBuildObject,
  jsonbObject,
  jsonNull,
  rowToJson,
  toJson,
  toJsonb,
} from './expr/json.js'
export {
  deleteKey,
  deletePath,
  jsonbInsert,
  jsonbSet,
  jsonbSetLax,
  jsonConcat,
} from './expr/jsonChange.js'
export {
  jsonbExtractPath,
  jsonbExtractPathText,
  jsonExtractPath,
  jsonExtractPathText,
  jsonGet,
  jsonGetPath,
  jsonGetPathText,
  jsonGetText,
} from './expr/jsonGet.js'
export {
  hasAllKeys,
  hasAnyKey,
  hasKey,
} from './expr/jsonKeys.js'
export {
  jsonArrayElements,
  jsonArrayElementsText,
  jsonArrayLength,
  jsonbArrayElements,
  jsonbArrayElementsText,
  jsonbArrayLength,
  jsonbEach,
  jsonbEachText,
  jsonbObjectKeys,
  jsonbPretty,
  jsonbStripNulls,
  jsonbTypeof,
  jsonEach,
  jsonEachText,
  jsonObjectKeys,
  jsonStripNulls,
  jsonTypeof,
} from './expr/jsonParts.js'
export {
  jsonbPathExists,
  jsonbPathExistsTz,
  jsonbPathMatch,
  jsonbPathMatchTz,
  jsonbPathQuery,
  jsonbPathQueryArray,
  jsonbPathQueryArrayTz,
  jsonbPathQueryFirst,
  jsonbPathQueryFirstTz,
  jsonbPathQueryTz,
  pathExists,
  pathMatches,
} from './expr/jsonpath.js'
export {
  jsonExists,
  jsonQuery,
  jsonValue,
} from './expr/jsonQuery.js'
export {
  jsonbPopulateRecord,
  jsonbPopulateRecordset,
  jsonbPopulateRecordValid,
  jsonbToRecord,
  jsonbToRecordset,
  jsonPopulateRecord,
  jsonPopulateRecordset,
  jsonToRecord,
  jsonToRecordset,
} from './expr/jsonRecord.js'
export { jsonbAt } from './expr/jsonSubscript.js'
export {
  existsColumn,
  forOrdinality,
  jsonTable,
  nestedPath,
  pathColumn,
} from './expr/jsonTable.js'
export { literal } from './expr/literal.js'
export {
  and,
  not,
  or,
  skip,
} from './expr/logic.js'
export {
  brinDesummarizeRange,
  brinSummarizeNewValues,
  brinSummarizeRange,
  ginCleanPendingList,
  pgEventTriggerDdlCommands,
  pgEventTriggerDroppedObjects,
  pgEventTriggerTableRewriteOid,
  pgEventTriggerTableRewriteReason,
  pgGetLoadedModules,
  pgGetMultixactMembers,
  pgImportSystemCollations,
  pgLogBackendMemoryContexts,
  pgMcvListItems,
  pgNumaAvailable,
  pgXactCommitTimestampOrigin,
} from './expr/maintenance.js'
export { makeDate, makeInterval, makeTime, makeTimestamp, makeTimestamptz } from './expr/makeDates.js'
export {
  abs,
  absolute,
  cbrt,
  ceil,
  ceiling,
  cubeRoot,
  divTrunc,
  exp,
  factorial,
  floor,
  gcd,
  lcm,
  ln,
  log,
  log10,
  minScale,
  power,
  round,
  scale,
  sign,
  sqrt,
  squareRoot,
  trimScale,
  trunc,
  widthBucket,
  widthBucketOf,
} from './expr/math.js'
export {
  filterWhere,
  orderedBy,
} from './expr/modifiers.js'
export {
  abbrev,
  broadcast,
  containedByOrEqual,
  containsOrEqual,
  family,
  host,
  hostmask,
  inetMerge,
  inetSameFamily,
  inetText,
  macaddr8Set7bit,
  masklen,
  netmask,
  network,
  setMasklen,
  truncMacaddr,
} from './expr/network.js'
export { filterBy, ifDefined, ifSome } from './expr/optional.js'
export {
  asc,
  desc,
  nullsFirst,
  nullsLast,
  type Order,
  ordered,
} from './expr/order.js'
export { mode, type OrderedSet, percentileCont, percentileDisc, withinGroup } from './expr/orderedSets.js'
export {
  endsWith,
  escapeLike,
  gePattern,
  gtPattern,
  iContains,
  iEndsWith,
  iStartsWith,
  lePattern,
  ltPattern,
  startsWith,
  substringSimilar,
} from './expr/patterns.js'
export {
  age,
  dateAdd,
  dateSubtract,
  isfinite,
  justifyDays,
  justifyHours,
  justifyInterval,
  overlapsPeriod,
} from './expr/periods.js'
export {
  acldefault,
  aclexplode,
  hasAnyColumnPrivilege,
  hasColumnPrivilege,
  hasDatabasePrivilege,
  hasForeignDataWrapperPrivilege,
  hasFunctionPrivilege,
  hasLanguagePrivilege,
  hasLargeobjectPrivilege,
  hasParameterPrivilege,
  hasSchemaPrivilege,
  hasSequencePrivilege,
  hasServerPrivilege,
  hasTablePrivilege,
  hasTablespacePrivilege,
  hasTypePrivilege,
  makeaclitem,
  pgCollationIsVisible,
  pgConversionIsVisible,
  pgFunctionIsVisible,
  pgGetAcl,
  pgHasRole,
  pgOpclassIsVisible,
  pgOperatorIsVisible,
  pgOpfamilyIsVisible,
  pgStatisticsObjIsVisible,
  pgTableIsVisible,
  pgTsConfigIsVisible,
  pgTsDictIsVisible,
  pgTsParserIsVisible,
  pgTsTemplateIsVisible,
  pgTypeIsVisible,
  rowSecurityActive,
} from './expr/privileges.js'
export { random, randomNormal, setseed } from './expr/random.js'
export {
  adjacent,
  leftOf,
  notLeftOf,
  notRightOf,
  rangeDifference,
  rangeIntersection,
  rangeUnion,
  rightOf,
} from './expr/rangeOperators.js'
export {
  isempty,
  lowerInc,
  lowerInf,
  multirange,
  multirangeOf,
  type RangeBounds,
  rangeMerge,
  rangeOf,
  upperInc,
  upperInf,
} from './expr/ranges.js'
export {
  raw,
  SQL,
} from './expr/raw.js'
export {
  asNotNull,
  asNullable,
  readAs,
} from './expr/readAs.js'
export {
  pgAvailableWalSummaries,
  pgBackupStart,
  pgBackupStop,
  pgControlCheckpoint,
  pgControlRecovery,
  pgControlSystem,
  pgCreateRestorePoint,
  pgGetWalReplayPauseState,
  pgGetWalResourceManagers,
  pgGetWalSummarizerState,
  pgIsWalReplayPaused,
  pgLogStandbySnapshot,
  pgPromote,
  pgSplitWalfileName,
  pgSwitchWal,
  pgWalfileNameOffset,
  pgWalReplayPause,
  pgWalReplayResume,
  pgWalSummaryContents,
} from './expr/recovery.js'
export {
  escapeRegex,
  iMatches,
  matches,
  notIMatches,
  notMatches,
  regexpCount,
  regexpInstr,
  regexpLike,
  regexpMatch,
  regexpMatches,
  regexpReplace,
  regexpSplitToArray,
  regexpSplitToTable,
  regexpSubstr,
  substringMatch,
} from './expr/regex.js'
export {
  pgCopyLogicalReplicationSlot,
  pgCopyPhysicalReplicationSlot,
  pgCreateLogicalReplicationSlot,
  pgCreatePhysicalReplicationSlot,
  pgDropReplicationSlot,
  pgLogicalEmitMessage,
  pgLogicalSlotGetBinaryChanges,
  pgLogicalSlotGetChanges,
  pgLogicalSlotPeekBinaryChanges,
  pgLogicalSlotPeekChanges,
  pgReplicationOriginAdvance,
  pgReplicationOriginCreate,
  pgReplicationOriginDrop,
  pgReplicationOriginOid,
  pgReplicationOriginProgress,
  pgReplicationOriginSessionIsSetup,
  pgReplicationOriginSessionProgress,
  pgReplicationOriginSessionReset,
  pgReplicationOriginSessionSetup,
  pgReplicationOriginXactReset,
  pgReplicationOriginXactSetup,
  pgReplicationSlotAdvance,
  pgSyncReplicationSlots,
} from './expr/replication.js'
export { eqImage, geImage, gtImage, leImage, ltImage, neImage } from './expr/rowImages.js'
export {
  allFields,
  field,
  row,
  wholeRow,
} from './expr/rows.js'
export {
  type JsonWords,
  jsonbToTsvector,
  jsonToTsvector,
  phrasetoTsquery,
  plaintoTsquery,
  searchAnd,
  searchMatches,
  searchNot,
  searchOr,
  searchThen,
  toTsquery,
  toTsvector,
  tsHeadline,
  tsqueryPhrase,
  websearchToTsquery,
} from './expr/search.js'
export {
  arrayToTsvector,
  getCurrentTsConfig,
  numnode,
  querytree,
  type SearchWeight,
  setweight,
  strip,
  tsDebug,
  tsDelete,
  tsFilter,
  tsLexize,
  tsParse,
  tsRank,
  tsRankCd,
  tsRewrite,
  tsRewriteBy,
  tsStat,
  tsTokenType,
  tsvectorToArray,
  unnestTsvector,
} from './expr/searchFunctions.js'
export {
  currval,
  genRandomUuid,
  lastval,
  nextValue,
  nextval,
  setval,
  uuidExtractTimestamp,
  uuidExtractVersion,
  uuidv4,
  uuidv7,
} from './expr/sequences.js'
export {
  generateSeries,
  generateSubscripts,
  unnest,
} from './expr/series.js'
export {
  currentDatabase,
  currentQuery,
  currentSchemas,
  currentSetting,
  icuUnicodeVersion,
  inetClientAddr,
  inetClientPort,
  inetServerAddr,
  inetServerPort,
  pgBackendPid,
  pgBlockingPids,
  pgCancelBackend,
  pgClientEncoding,
  pgConfLoadTime,
  pgCurrentLogfile,
  pgIsInRecovery,
  pgIsOtherTempSchema,
  pgJitAvailable,
  pgListeningChannels,
  pgMyTempSchema,
  pgNotificationQueueUsage,
  pgNotify,
  pgPostmasterStartTime,
  pgReloadConf,
  pgRotateLogfile,
  pgSafeSnapshotBlockingPids,
  pgSettingsGetFlags,
  pgSleep,
  pgSleepFor,
  pgSleepUntil,
  pgTerminateBackend,
  pgTriggerDepth,
  setConfig,
  unicodeVersion,
  version,
} from './expr/server.js'
export {
  currentCatalog,
  currentRole,
  currentSchema,
  currentUser,
  sessionUser,
  systemUser,
  user,
} from './expr/session.js'
export {
  pgColumnCompression,
  pgColumnSize,
  pgColumnToastChunkId,
  pgCurrentWalFlushLsn,
  pgCurrentWalInsertLsn,
  pgCurrentWalLsn,
  pgDatabaseSize,
  pgFilenodeRelation,
  pgIndexesSize,
  pgLastWalReceiveLsn,
  pgLastWalReplayLsn,
  pgLastXactReplayTimestamp,
  pgPartitionAncestors,
  pgPartitionRoot,
  pgPartitionTree,
  pgRelationFilenode,
  pgRelationFilepath,
  pgRelationSize,
  pgSizeBytes,
  pgSizePretty,
  pgTableSize,
  pgTablespaceDatabases,
  pgTablespaceLocation,
  pgTablespaceSize,
  pgTotalRelationSize,
  pgWalfileName,
  pgWalLsnDiff,
} from './expr/sizes.js'
export {
  concatText,
  concatWs,
  format,
  parseIdent,
  quoteIdent,
  quoteLiteral,
  quoteNullable,
  stringToArray,
  stringToTable,
} from './expr/splitting.js'
export {
  isJson,
  isNotJson,
  jsonArray,
  jsonArrayagg,
  jsonObject,
  jsonObjectagg,
  jsonOf,
  jsonScalar,
  jsonSerialize,
} from './expr/sqlJson.js'
export {
  corr,
  covarPop,
  covarSamp,
  regrAvgx,
  regrAvgy,
  regrCount,
  regrIntercept,
  regrR2,
  regrSlope,
  regrSxx,
  regrSxy,
  regrSyy,
  stddev,
  stddevPop,
  stddevSamp,
  variance,
  varPop,
  varSamp,
} from './expr/statistics.js'
export {
  ascii,
  bitLength,
  btrim,
  casefold,
  characterLength,
  charLength,
  chr,
  initcap,
  isNormalized,
  left,
  length,
  lpad,
  ltrim,
  type NormalForm,
  normalize,
  octetLength,
  overlay,
  position,
  repeat,
  replace,
  reverse,
  right,
  rpad,
  rtrim,
  splitPart,
  strpos,
  substr,
  substring,
  toAscii,
  translate,
  trim,
  unicodeAssigned,
  unistr,
} from './expr/strings.js'
export {
  mxidAge,
  pgCurrentSnapshot,
  pgCurrentXactId,
  pgCurrentXactIdIfAssigned,
  pgExportSnapshot,
  pgLastCommittedXact,
  pgSnapshotXip,
  pgSnapshotXmax,
  pgSnapshotXmin,
  pgVisibleInSnapshot,
  pgXactCommitTimestamp,
  pgXactStatus,
  txidCurrent,
  txidCurrentIfAssigned,
  txidCurrentSnapshot,
  txidSnapshotXip,
  txidSnapshotXmax,
  txidSnapshotXmin,
  txidStatus,
  txidVisibleInSnapshot,
  xidAge,
} from './expr/transactions.js'
export {
  acos,
  acosd,
  acosh,
  asin,
  asind,
  asinh,
  atan,
  atan2,
  atan2d,
  atand,
  atanh,
  cos,
  cosd,
  cosh,
  cot,
  cotd,
  degrees,
  erf,
  erfc,
  gamma,
  lgamma,
  pi,
  radians,
  sin,
  sind,
  sinh,
  tan,
  tand,
  tanh,
} from './expr/trigonometry.js'
export { dateBin, dateTrunc, type TruncUnit } from './expr/truncate.js'
export {
  isFalse,
  isNotFalse,
  isNotTrue,
  isNotUnknown,
  isTrue,
  isUnknown,
} from './expr/truth.js'
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
  windowAs,
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
export {
  isDocument,
  isNotDocument,
  tableToXml,
  tableToXmlAndXmlschema,
  tableToXmlschema,
  xmlcomment,
  xmlconcat,
  xmlelement,
  xmlexists,
  xmlforest,
  xmlIsWellFormed,
  xmlIsWellFormedContent,
  xmlIsWellFormedDocument,
  xmlparse,
  xmlpi,
  xmlroot,
  xmlserialize,
  xmltext,
  xpath,
  xpathExists,
} from './expr/xml.js'
export { xmlPathColumn, xmlTable } from './expr/xmlTable.js'
export { atTimeZone } from './expr/zone.js'
// -------------------------------------------------------------------------------------
// reflection
// -------------------------------------------------------------------------------------
export { type ReflectOptions, reflect } from './reflect/reflect.js'
export {
  reflectTable,
  reflectTables,
} from './reflect/reflectTable.js'
// -------------------------------------------------------------------------------------
// relations
// -------------------------------------------------------------------------------------
export { aggregateRelated, countRelated } from './relation/aggregate.js'
export { type AssociationOptions, manyToMany } from './relation/association.js'
export { type CollectOptions, collect, type PickOptions, pick } from './relation/collect.js'
export { type CollectTreeOptions, collectTree, type TreeOf } from './relation/collectTree.js'
export { fromAlias, inverse, through, toAlias, viewOnly } from './relation/combine.js'
export { every, has, includes, none, some, withParent } from './relation/conditions.js'
export { manyToOne, oneToMany, oneToOne, type RelationOptions } from './relation/define.js'
export { type Cascade, deleteWith, type OnDelete } from './relation/deleteWith.js'
export { type ForestOptions, forest, type Grown } from './relation/forest.js'
export { type GraphRow, type NewGraph, rowAs, sameRow } from './relation/graph.js'
export { insertGraph, insertTree, type NewTree } from './relation/insertGraph.js'
export { joinPath, joinTo, leftJoinTo } from './relation/join.js'
export { limited } from './relation/limited.js'
export { link, linkEach } from './relation/link.js'
export { load } from './relation/load.js'
export { loader } from './relation/loader.js'
export { type OnOptions, relation } from './relation/on.js'
export type { Cardinality, Relation } from './relation/Relation.js'
export { type LinkChanges, setLinks, setLinksEach } from './relation/setLinks.js'
export { ancestors, descendants, type TreeOptions } from './relation/tree.js'
export { type UnlinkOptions, unlink, unlinkEach } from './relation/unlink.js'
export { updateKey } from './relation/updateKey.js'
export { type Variant, variants } from './relation/variants.js'
export {
  type Branding,
  branded,
  type ColumnSpec,
  defaultTo,
  foreignKey,
  named,
  nullable,
  primaryKey,
  references,
  unique,
} from './schema/Column.js'
// -------------------------------------------------------------------------------------
// schema
// -------------------------------------------------------------------------------------
export {
  int2vector,
  name,
  oid,
  oidvector,
  pgLsn,
  quotedChar,
  regclass,
  regcollation,
  regconfig,
  regdictionary,
  regnamespace,
  regoper,
  regoperator,
  regproc,
  regprocedure,
  regrole,
  regtype,
} from './schema/catalogTypes.js'
export {
  type CountingOptions,
  collated,
  comment,
  computed,
  type IdentityOptions,
  identity,
  indexed,
} from './schema/columnOptions.js'
export { array, composite, type DomainOptions, domain, enumType, type Fields } from './schema/compound.js'
export {
  type Constraint,
  check,
  foreignKeyOn,
  primaryKeyOn,
  type ReferenceOptions,
  uniqueOn,
} from './schema/constraints.js'
export { asText, type CustomOptions, customType, mapped, mapType, type TypeName } from './schema/custom.js'
export { type ExcludeOptions, excludeOn, type IndexOptions, index } from './schema/indexes.js'
export { json, jsonb, type StandardSchema } from './schema/json.js'
export {
  type Metadata,
  metadata,
} from './schema/Metadata.js'
export type { NameTemplate, Naming, NamingContext } from './schema/naming.js'
export {
  type Routine,
  type RoutineOptions,
  routine,
  type Sequence,
  type SequenceOptions,
  sequence,
  type Trigger,
  trigger,
} from './schema/objects.js'
export { fields, precision } from './schema/precision.js'
export {
  datemultirange,
  daterange,
  int4multirange,
  int4range,
  int8multirange,
  int8range,
  multirangeType,
  nummultirange,
  numrange,
  rangeType,
  tsmultirange,
  tsrange,
  tstzmultirange,
  tstzrange,
} from './schema/ranges.js'
export { record } from './schema/record.js'
export { box, circle, line, lseg, path, point, polygon } from './schema/shapes.js'
export {
  type AnyTable,
  type Changes,
  type Column,
  type NewRow,
  type Row,
  type Source,
  snakeCase,
  type Table,
  table,
} from './schema/Table.js'
export { type PartitionBounds, partition, partitionedBy, tableComment, unlogged } from './schema/tableOptions.js'
export {
  bigint,
  bigserial,
  bit,
  boolean,
  bytea,
  char,
  cidr,
  citext,
  date,
  doublePrecision,
  hstore,
  inet,
  integer,
  interval,
  jsonpath,
  macaddr,
  macaddr8,
  money,
  numeric,
  real,
  serial,
  smallint,
  text,
  time,
  timestamp,
  timestamptz,
  timetz,
  tsquery,
  tsvector,
  uuid,
  varbit,
  varchar,
  xml,
} from './schema/types.js'
// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------
export { alias } from './statement/alias.js'
export { type Assigned, assign, assignFrom, setFrom, setTo } from './statement/assign.js'
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
export {
  addColumn,
  addConstraint,
  commentOn,
  commentOnColumn,
  createIndex,
  createSchema,
  createSequence,
  createTable,
  createType,
  createView,
  dropColumn,
  dropConstraint,
  dropIndex,
  dropSchema,
  dropSequence,
  dropTable,
  dropType,
  dropView,
  renameColumn,
  renameTable,
} from './statement/ddl.js'
export { distinctOn } from './statement/distinctOn.js'
export { insertFrom } from './statement/insertFrom.js'
export { joinTree } from './statement/joinTree.js'
export { jsonArrayFrom } from './statement/jsonArrayFrom.js'
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
export { onSame } from './statement/onSame.js'
export { orderByAllowed, whereDefined, whereSome } from './statement/optional.js'
export { type OutputColumns, orderByOutput } from './statement/output.js'
export { type Parameters, type ParameterValues, prepare, type Runnable } from './statement/prepare.js'
export { rawQuery, rawStatement } from './statement/raw.js'
export { addColumns, type Clause, clear, onlyColumns, reorder } from './statement/revise.js'
export { cycle, type Place, searchBreadthFirst, searchDepthFirst } from './statement/search.js'
export {
  crossJoin,
  distinct,
  from,
  fullJoin,
  groupBy,
  groupByDistinct,
  having,
  innerJoin,
  leftJoin,
  limit,
  limitWithTies,
  offset,
  orderBy,
  rightJoin,
  select,
  selectNothing,
  selectOnly,
  where,
} from './statement/select.js'
export {
  except,
  exceptAll,
  intersect,
  intersectAll,
  union,
  unionAll,
} from './statement/setOperation.js'
export {
  all_,
  any_,
  arrayFrom,
  exists,
  inQuery,
  notInQuery,
  scalar,
  scalarRow,
  subquery,
} from './statement/subquery.js'
export { rowsFrom, type TableOf, tableOf } from './statement/tableOf.js'
export { only, type SampleOptions, tableSample } from './statement/tableSample.js'
export { type ChangesByKey, updateMany } from './statement/updateMany.js'
export { updateFrom, using } from './statement/using.js'
export { type ValuesRow, valuesOf } from './statement/valuesOf.js'
export { newRow, oldRow, type Version } from './statement/versions.js'
export { type DeclaredViewOptions, declaredView, materializedView, view } from './statement/view.js'
export { withCte } from './statement/withCte.js'
export { withSchema, withSchemas } from './statement/withSchema.js'
export {
  defaultValues,
  deleteFrom,
  everyRow,
  insertInto,
  overriding,
  returning,
  returningWith,
  set,
  update,
  values,
} from './statement/write.js'
