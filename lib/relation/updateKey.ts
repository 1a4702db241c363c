/**
 * Changing a key that others point to, where the database does not do it: the rows that point to it are changed with it.
 *
 * PostgreSQL changes all in one statement, at whose end foreign keys are checked. SQLite has no such statement: there, the
 * foreign key has to be deferrable.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { allOf, isEqual } from '../ast/conditions.js'
import { isRecord, toValue } from '../ast/Expr.js'
import { type Branded, brand, type Column as ColumnNode, type Node } from '../ast/Node.js'
import type { TableNode, Update } from '../ast/Statement.js'
import { unusedName } from '../ast/scopes.js'
import { fixed, type Plan, planOf } from '../exec/plan.js'
import { right } from '../fp.js'
import { foreignKeysOf, primaryKeyOf } from '../schema/foreignKey.js'
import type { Changes, Specs, Table } from '../schema/Table.js'
import { cteNode } from '../statement/cte.js'
import { targetNode } from '../statement/source.js'
import type { Starting } from './deleteWith.js'
import { keyOfTable } from './graphRows.js'
import { anyOf, keyText, known, type Values } from './known.js'
import { refusedPlan } from './plans.js'
import { type AnyRelation, asNode, isRelation, isTable, labelOf, type Named, renamed } from './Relation.js'
import { updateOf, writesOf } from './writing.js'

// -------------------------------------------------------------------------------------
// changes
// -------------------------------------------------------------------------------------

/** Columns that are set in the rows that have these values. */
interface Change {
  readonly table: TableNode
  readonly set: Values
  readonly were: Values
}

const wrongSide = (relation: AnyRelation): CompileError =>
  invalidArgument(
    labelOf(relation),
    'does not lead to rows that point to the key',
    'give relations to the tables that have the foreign keys',
  )

const elsewhere = (relation: AnyRelation, { name }: TableNode): CompileError =>
  invalidArgument(labelOf(relation), `does not start from ${name}, whose key changes`, 'give relations of that table')

const notARelation = /* @__PURE__ */ invalidArgument(
  'a relation of updateKey',
  'is none',
  'give the relations to the rows that point to the key',
)

const baseOf = (table: TableNode): TableNode => renamed(table, table.name) as TableNode

/** Whether the database does it by itself. */
const isDone = (table: TableNode, own: ReadonlyArray<string>): boolean =>
  foreignKeysOf(table).some(
    ({ columns, onUpdate }) =>
      onUpdate !== null &&
      onUpdate !== 'no action' &&
      onUpdate !== 'restrict' &&
      columns.length === own.length &&
      columns.every((key) => own.includes(key)),
  )

/** What changes in the rows that point to a key; nothing, where they do not point to what changes. */
const changeOf = (
  relation: AnyRelation,
  root: TableNode,
  row: unknown,
  changes: Values,
): Change | CompileError | null => {
  if (!isRelation(relation)) return notARelation
  const writes = writesOf(relation)
  if (!('relation' in writes)) return writes
  const source = asNode(relation.source)
  if (!isTable(source) || keyOfTable(source) !== keyOfTable(root)) return elsewhere(relation, root)
  if (writes._tag === 'Key' && writes.holder === 'source') return wrongSide(relation)
  const pairs = writes._tag === 'Links' ? writes.toSource : writes.pairs
  const changed = pairs.filter(({ other }) => Object.hasOwn(changes, other))
  const own = pairs.map((pair) => pair.own)
  if (changed.length === 0 || isDone(writes.table, own)) return null
  return {
    table: baseOf(writes.table),
    set: Object.fromEntries(changed.map((pair) => [pair.own, changes[pair.other]])),
    were: Object.fromEntries(pairs.map((pair) => [pair.own, known(root, row, pair.other, 'updateKey')])),
  }
}

// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------

const column = (table: TableNode, key: string): ColumnNode => table.columns[key] as ColumnNode

const valueNode = (table: TableNode, key: string, value: unknown): Node =>
  toValue(value, column(table, key).type, `the ${key} of a row of ${table.name}`)

const areAsBefore = ({ table, were }: Change): Node =>
  allOf(Object.entries(were).map(([key, value]) => isEqual(column(table, key), valueNode(table, key, value))))

/** All changes of one table: a row that several of them are about is changed once, or the database would take one of them. */
const updateBy = (changes: ReadonlyArray<Change>): Update => {
  const [first, ...others] = changes
  const { table, set } = first as Change
  if (others.length === 0) return updateOf(table, set, [areAsBefore(first as Change)])
  const keys = [...new Set(changes.flatMap((change) => Object.keys(change.set)))]
  const changed = (key: string): Node => ({
    joinery: brand,
    _tag: 'Case',
    operand: null,
    branches: changes
      .filter((change) => Object.hasOwn(change.set, key))
      .map((change) => ({ when: areAsBefore(change), result: valueNode(table, key, change.set[key]) })),
    otherwise: column(table, key),
    type: column(table, key).type,
  })
  return updateOf(table, Object.fromEntries(keys.map((key) => [key, changed(key)])), [anyOf(changes.map(areAsBefore))])
}

/** As one statement, which changes all tables at once. */
const together = (root: Update, others: ReadonlyArray<Update>): Update => {
  const names = new Set([root.table.alias])
  const ctes = others.map((other) => {
    const name = unusedName(`${other.table.alias}_keys`, names)
    names.add(name)
    return cteNode(name, other, null)
  })
  return { ...root, ctes }
}

// -------------------------------------------------------------------------------------
// plan
// -------------------------------------------------------------------------------------

const noChanges = /* @__PURE__ */ invalidArgument('the new key of updateKey', 'is none', 'give it: { username: … }')

const noKey = ({ name }: TableNode): CompileError =>
  invalidArgument(`the table ${name}`, 'has no primary key', 'use update with a condition of your own')

const changing = (given: unknown, relations: unknown, row: unknown, changes: unknown): Plan<number> => {
  const table = targetNode(given, 'the table of updateKey')
  if (table._tag !== 'Table') return refusedPlan(table.error)
  if (!Array.isArray(relations)) return refusedPlan(notARelation)
  if (!isRecord(changes) || Object.keys(changes).length === 0) return refusedPlan(noChanges)
  const root = baseOf(table)
  const primary = primaryKeyOf(root)
  if (primary.length === 0) return refusedPlan(noKey(root))
  const own: Change = {
    table: root,
    set: changes,
    were: Object.fromEntries(primary.map((key) => [key, known(root, row, key, 'updateKey')])),
  }
  const byTable = new Map<string, ReadonlyArray<Change>>([[keyOfTable(root), [own]]])
  for (const relation of relations as ReadonlyArray<AnyRelation>) {
    const change = changeOf(relation, root, row, changes)
    if (change === null) continue
    if (!('set' in change)) return refusedPlan(change)
    const key = keyOfTable(change.table)
    byTable.set(key, [...(byTable.get(key) ?? []), change])
  }
  const [first, ...others] = [...byTable.values()].map(updateBy)
  // rows of the table itself that point to the key are changed with it, and are not counted
  const update: Update = {
    ...(first as Update),
    projection: { items: primary.map((key) => ({ _tag: 'Field', key, node: column(root, key) })) },
  }
  const after = keyText(primary.map((key) => (Object.hasOwn(changes, key) ? changes[key] : own.were[key])))
  const one: ReadonlyArray<Branded> = [together(update, others)]
  const each: ReadonlyArray<Branded> = [update, ...others]
  return planOf(
    ({ writesInWith }) => (writesInWith ? one : each).map(fixed),
    ([outcome]) =>
      right(
        ((outcome?.rows ?? []) as ReadonlyArray<Values>).filter(
          (made) => keyText(primary.map((key) => made[key])) === after,
        ).length,
      ),
  )
}

/**
 * Changes the key of a row, and with it the foreign keys of the rows that point to it, unless the database does that by
 * itself (`on update cascade`). It gives 1, or 0 where there is no such row.
 *
 * @example
 * updateKey(stock, [oneToMany(stock, labelled)])({ sku: 'a1' }, { sku: 'b1' })
 * // with "labelled_keys" as (update "labelled" set "sku" = $1 where "labelled"."sku" = $2)
 * // update "stock" set "sku" = $3 where "stock"."sku" = $4 returning "stock"."sku"
 */
export const updateKey =
  <A extends string, S extends Specs, const R extends ReadonlyArray<AnyRelation>>(
    table: Table<A, S>,
    relations: R & Starting<R, S>,
  ) =>
  (row: Named<S>, changes: Changes<Table<A, S>>): Plan<number> =>
    changing(table, relations, row, changes)
