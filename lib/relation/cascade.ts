/**
 * What is deleted with a row, as statements: each of a whole table's rows at once, those before that point to others.
 *
 * Rows below the first level are found by the rows above them, which are therefore deleted later; what is found by links
 * is made of the links that were deleted.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { allOf, conditionsOf } from '../ast/conditions.js'
import { isRecord } from '../ast/Expr.js'
import { emptySelect } from '../ast/emptySelect.js'
import { type Branded, brand, type Column as ColumnNode, type Node } from '../ast/Node.js'
import { booleanType } from '../ast/SqlType.js'
import type { TableNode } from '../ast/Statement.js'
import { unusedName } from '../ast/scopes.js'
import { foreignKeysOf } from '../schema/foreignKey.js'
import { isAmong, type Values } from './known.js'
import { type AnyRelation, asNode, isRelation, isTable, labelOf, renamed } from './Relation.js'
import { orphaning } from './unlink.js'
import { deleteOf, type KeyWrites, type LinkWrites, updateOf, writesOf } from './writing.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What becomes of the rows that belong to one that is deleted. */
export type OnDelete = 'nullify' | 'delete' | 'orphan' | 'passive'

/** A relation, what becomes of its rows, and of those that belong to them in turn. */
export interface Cascade {
  readonly relation: AnyRelation
  readonly onDelete: OnDelete
  readonly below?: ReadonlyArray<Cascade>
}

/** A statement that is not placed yet. */
export interface Draft {
  /** What it writes to. */
  readonly table: TableNode
  readonly deletes: boolean
  /** The statement whose rows it is made of, and the columns of them that it reads. */
  readonly after: Draft | null
  readonly columns: ReadonlyArray<string>
  /** What has to be run before it. */
  readonly needs: ReadonlyArray<Draft>
  readonly statement: (rows: ReadonlyArray<Values>) => Branded
}

/** Rows of a table that are to be deleted. */
export interface Matched {
  readonly table: TableNode
  readonly after: Draft | null
  /** What is read of the rows of the statement before, by its own names. */
  readonly reads: ReadonlyArray<string>
  readonly columns: ReadonlyArray<string>
  /** Their values in these columns, if they are known when the statement is made. */
  readonly valued: ((rows: ReadonlyArray<Values>) => ReadonlyArray<Values>) | null
  /** Whether their number is not known before. */
  readonly later: boolean
  /** Whether a row of the table, under whatever name, is one of them. */
  readonly are: (rows: ReadonlyArray<Values>, source: TableNode) => Node
}

// -------------------------------------------------------------------------------------
// problems
// -------------------------------------------------------------------------------------

const words: ReadonlyArray<unknown> = ['nullify', 'delete', 'orphan', 'passive']

const notACascade = /* @__PURE__ */ invalidArgument(
  'a cascade of deleteWith',
  'is not a relation with what becomes of its rows',
  "give { relation, onDelete: 'nullify' | 'delete' | 'orphan' | 'passive' }",
)

const elsewhere = (relation: AnyRelation, { name }: TableNode): CompileError =>
  invalidArgument(
    labelOf(relation),
    `does not start from ${name}, whose rows are deleted`,
    'give relations of that table',
  )

const wrongSide = ({ relation, table, held }: KeyWrites): CompileError =>
  invalidArgument(
    labelOf(relation),
    `is from ${table.name} to what it points to: deleting rows of ${table.name} needs nothing of ${held.name}`,
    "leave it out, give its inverse, or say onDelete: 'nullify' where the rows point to each other",
  )

const nothingBelow = (relation: AnyRelation, onDelete: OnDelete): CompileError =>
  invalidArgument(labelOf(relation), `has cascades below it, and its rows stay (${onDelete})`, 'leave out below')

const filtered = (relation: AnyRelation): CompileError =>
  invalidArgument(labelOf(relation), 'has a condition of its own, and links have none', 'give the relation without it')

// -------------------------------------------------------------------------------------
// matching
// -------------------------------------------------------------------------------------

const column = (source: TableNode, key: string): ColumnNode => source.columns[key] as ColumnNode

const baseOf = (table: TableNode): TableNode => renamed(table, table.name) as TableNode

const existsIn = (from: TableNode, where: ReadonlyArray<Node>): Node => ({
  joinery: brand,
  _tag: 'Exists',
  query: { ...emptySelect, from, where },
  type: booleanType,
})

/** The rows that point to those that are deleted. */
const pointing = (writes: KeyWrites, to: Matched): Matched => {
  const { relation, pairs } = writes
  const [back] = relation.back
  const others = pairs.map(({ other }) => other)
  const own = pairs.map((pair) => pair.own)
  return {
    table: baseOf(writes.table),
    after: to.after,
    reads: to.reads,
    columns: to.columns,
    valued: null,
    later: to.later,
    are: (rows, source) => {
      const parent = renamed(to.table, unusedName(to.table.name, new Set([source.alias]))) as TableNode
      const on = back?.step(source, parent.alias).on ?? allOf([])
      const known = to.valued !== null && others.every((key) => to.columns.includes(key))
      return known && conditionsOf(on).length === pairs.length
        ? isAmong(
            source,
            own,
            (to.valued?.(rows) ?? []).map((row) => others.map((key) => row[key])),
            false,
            to.later,
          )
        : existsIn(parent, [...conditionsOf(on), to.are(rows, parent)])
    },
  }
}

/** The links of those that are deleted. */
const linking = ({ table, source: linked, toSource }: LinkWrites, to: Matched): Matched => ({
  table: baseOf(table),
  after: to.after,
  reads: to.reads,
  columns: to.columns,
  valued: null,
  later: to.later,
  are: (rows, source) => {
    const others = toSource.map(({ other }) => other)
    if (to.valued !== null && others.every((key) => to.columns.includes(key))) {
      return isAmong(
        source,
        toSource.map(({ own }) => own),
        to.valued(rows).map((row) => others.map((key) => row[key])),
        false,
        to.later,
      )
    }
    const parent = renamed(linked, unusedName(linked.name, new Set([source.alias]))) as TableNode
    return existsIn(parent, [
      ...toSource.map(({ own, other }) => equal(column(parent, other), column(source, own))),
      to.are(rows, parent),
    ])
  },
})

const equal = (left: Node, right: Node): Node => ({
  joinery: brand,
  _tag: 'Binary',
  op: 'eq',
  left,
  right,
  type: booleanType,
})

// -------------------------------------------------------------------------------------
// drafts
// -------------------------------------------------------------------------------------

type Drafts = ReadonlyArray<Draft>

const isProblem = (u: Drafts | CompileError): u is CompileError => !Array.isArray(u)

/** Drafts of several, or the first problem. */
const gather = <A>(all: ReadonlyArray<A>, each: (one: A) => Drafts | CompileError): Drafts | CompileError => {
  const drafts: Array<Draft> = []
  for (const one of all) {
    const made = each(one)
    if (isProblem(made)) return made
    drafts.push(...made)
  }
  return drafts
}

const keyDrafts = (
  writes: KeyWrites,
  { relation, onDelete, below = [] }: Cascade,
  to: Matched,
): Drafts | CompileError => {
  if (writes.holder === 'source') {
    if (onDelete !== 'nullify') return wrongSide(writes)
    const unset = orphaning(writes, 'nullify', [])
    if (!('joinery' in unset)) return unset
    return [
      {
        table: baseOf(writes.table),
        deletes: false,
        after: to.after,
        columns: to.reads,
        needs: [],
        statement: (rows) => {
          const table = baseOf(writes.table)
          return updateOf(table, 'set' in unset ? unset.set : {}, [to.are(rows, table)])
        },
      },
    ]
  }
  const matched = pointing(writes, to)
  const { table } = matched
  if (onDelete === 'nullify') {
    if (below.length > 0) return nothingBelow(relation, onDelete)
    const unset = orphaning(writes, 'nullify', [])
    if (!('joinery' in unset)) return unset
    const set = 'set' in unset ? unset.set : {}
    return [
      {
        table,
        deletes: false,
        after: to.after,
        columns: to.reads,
        needs: [],
        statement: (rows) => updateOf(table, set, [matched.are(rows, table)]),
      },
    ]
  }
  const lower = gather(below, (each) => cascadeDrafts(each, matched))
  if (isProblem(lower)) return lower
  return [
    ...lower,
    {
      table,
      deletes: true,
      after: to.after,
      columns: to.reads,
      needs: lower,
      statement: (rows) => deleteOf(table, [matched.are(rows, table)]),
    },
  ]
}

/** Those that have no link left. */
const unlinked = ({ table, toTarget }: LinkWrites, target: TableNode): Node => {
  const links = renamed(table, unusedName(table.name, new Set([target.alias]))) as TableNode
  const condition = existsIn(
    links,
    toTarget.map(({ own, other }) => equal(column(links, own), column(target, other))),
  )
  return { joinery: brand, _tag: 'Not', condition, type: booleanType }
}

const linkDrafts = (
  writes: LinkWrites,
  { relation, onDelete, below = [] }: Cascade,
  to: Matched,
): Drafts | CompileError => {
  const matched = linking(writes, to)
  const { table } = matched
  // the steps of a relation without a condition of its own compare keys, and nothing else
  const [far, near] = [relation.back[0]?.step(writes.target, null), relation.back[1]?.step(table, null)]
  const compared = [far, near].map((step) => (step === undefined ? 0 : conditionsOf(step.on).length))
  if (compared[0] !== writes.toTarget.length || compared[1] !== writes.toSource.length) return filtered(relation)
  const own = writes.toTarget.map((pair) => pair.own)
  const links: Draft = {
    table,
    deletes: true,
    after: to.after,
    columns: to.reads,
    needs: [],
    statement: (rows) => ({
      ...deleteOf(table, [matched.are(rows, table)]),
      projection:
        onDelete === 'nullify'
          ? null
          : { items: own.map((key) => ({ _tag: 'Field' as const, key, node: column(table, key) })) },
    }),
  }
  if (onDelete === 'nullify') return below.length > 0 ? nothingBelow(relation, onDelete) : [links]
  const target = baseOf(writes.target)
  const targets: Matched = {
    table: target,
    after: links,
    reads: own,
    columns: writes.toTarget.map(({ other }) => other),
    valued: (rows) => rows.map((row) => Object.fromEntries(writes.toTarget.map((pair) => [pair.other, row[pair.own]]))),
    later: true,
    are: (rows, source) =>
      allOf([
        isAmong(
          source,
          writes.toTarget.map(({ other }) => other),
          rows.map((row) => own.map((key) => row[key])),
          false,
          true,
        ),
        ...(onDelete === 'orphan' ? [unlinked(writes, source)] : []),
      ]),
  }
  const lower = gather(below, (each) =>
    cascadeDrafts(each, onDelete === 'orphan' ? { ...targets, valued: null } : targets),
  )
  if (isProblem(lower)) return lower
  return [
    links,
    ...lower,
    {
      table: target,
      deletes: true,
      after: links,
      columns: own,
      needs: [links, ...lower],
      statement: (rows) => deleteOf(target, [targets.are(rows, target)]),
    },
  ]
}

/** The statements of a cascade, and of those below it; or why there are none. */
export const cascadeDrafts = (cascade: Cascade, to: Matched): Drafts | CompileError => {
  const given: unknown = cascade
  if (!isRecord(given) || !isRelation(given.relation) || !words.includes(given.onDelete)) {
    return notACascade
  }
  const { relation, onDelete, below = [] } = cascade
  const source = asNode(relation.source)
  if (relation.problem !== null) return relation.problem
  if (!isTable(source) || source.name !== to.table.name || source.schema !== to.table.schema)
    return elsewhere(relation, to.table)
  if (onDelete === 'passive') return below.length > 0 ? nothingBelow(relation, onDelete) : []
  const writes = writesOf(relation)
  if (!('relation' in writes)) return writes
  return writes._tag === 'Links' ? linkDrafts(writes, cascade, to) : keyDrafts(writes, cascade, to)
}

// -------------------------------------------------------------------------------------
// order
// -------------------------------------------------------------------------------------

const isSame = (a: TableNode, b: TableNode): boolean => a.name === b.name && a.schema === b.schema

const pointsTo = (from: TableNode, to: TableNode): boolean =>
  !isSame(from, to) && foreignKeysOf(from).some(({ targets }) => targets?.[0]?.table === to.name)

/**
 * The drafts in an order in which none is in the way of another: rows are deleted after those that point to them. What
 * sets foreign keys to null comes first.
 */
export const inOrder = (drafts: ReadonlyArray<Draft>): ReadonlyArray<Draft> => {
  const ordered: Array<Draft> = drafts.filter(
    ({ deletes, after, needs }) => !deletes && after === null && needs.length === 0,
  )
  let left = drafts.filter((draft) => !ordered.includes(draft))
  while (left.length > 0) {
    const isReady = ({ after, needs }: Draft): boolean =>
      [...(after === null ? [] : [after]), ...needs].every((each) => !left.includes(each))
    const isFree = (draft: Draft): boolean =>
      !left.some((other) => other !== draft && draft.deletes && pointsTo(other.table, draft.table))
    const next = left.find((draft) => isReady(draft) && isFree(draft)) ?? left.find(isReady) ?? (left[0] as Draft)
    ordered.push(next)
    left = left.filter((draft) => draft !== next)
  }
  return ordered
}
