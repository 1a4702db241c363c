/** Relations as changes: which statement makes two rows belong together. */
import { invalidArgument } from '../ast/CompileError.js'
import { invalid, isRecord, toOperand } from '../ast/Expr.js'
import { brand, type Column as ColumnNode, type Node } from '../ast/Node.js'
import type { Statement, Updating } from '../ast/Scope.js'
import { booleanType } from '../ast/SqlType.js'
import type { InvalidStatement, TableNode, Update } from '../ast/Statement.js'
import { type Specs, tableNode } from '../schema/Table.js'
import { invalidStatement, typedStatement } from '../statement/node.js'
import type { AnyRelation, Named, Relation } from './Relation.js'

type Values = Readonly<Record<string, unknown>>

/** A value that the statement needs of a row, or the problem that the row lacks it. */
const valueAt = (table: TableNode, row: Values, key: string): unknown =>
  isRecord(row) && Object.hasOwn(row, key) && row[key] !== undefined && row[key] !== null
    ? row[key]
    : invalid(invalidArgument(`a row of ${table.name}`, `lacks ${key}`, `link needs it: give { ${key}: … }`))

const isEqual = (left: ColumnNode, value: unknown, argument: string): Node => ({
  joinery: brand,
  _tag: 'Binary',
  op: 'eq',
  left,
  right: toOperand(value, left.type, argument),
  type: booleanType,
})

/** The conditions that name one row by its primary key. */
const keyConditions = (table: TableNode, row: Values): ReadonlyArray<Node> => {
  const keys = Object.keys(table.definitions).filter((key) => table.definitions[key]?.primaryKey)
  if (keys.length === 0) {
    return [
      invalid(
        invalidArgument(`the table ${table.name}`, 'has no primary key', 'update it with a condition of your own'),
      ),
    ]
  }
  return keys.map((key) =>
    isEqual(table.columns[key] as ColumnNode, valueAt(table, row, key), `the ${key} of a row of ${table.name}`),
  )
}

const linking = (relation: AnyRelation, source: Values, target: Values): Update | InvalidStatement => {
  const { holder, pairs, problem } = relation
  if (problem !== null) return invalidStatement(problem)
  const [holding, held] = holder === 'source' ? [relation.source, relation.target] : [relation.target, relation.source]
  const [holdingRow, heldRow] = holder === 'source' ? [source, target] : [target, source]
  const table = tableNode(holding)
  const changes = pairs.map(({ source: from, target: to }): readonly [string, unknown] =>
    holder === 'source' ? [from, valueAt(tableNode(held), heldRow, to)] : [to, valueAt(tableNode(held), heldRow, from)],
  )
  return {
    joinery: brand,
    _tag: 'Update',
    table,
    set: Object.fromEntries(changes),
    assignments: [],
    using: [],
    where: keyConditions(table, holdingRow),
    everyRow: false,
    projection: null,
    ctes: [],
  }
}

/**
 * The statement that makes two rows belong together: it sets the foreign key, on whichever side that is.
 *
 * @example link(userAddresses)({ id: 1 }, { id: 7 }) // update "addresses" set "userId" = $1 where "addresses"."id" = $2
 */
export const link =
  <A extends string, SA extends Specs, B extends string, SB extends Specs>(relation: Relation<A, SA, B, SB, any>) =>
  (source: Named<SA>, target: Named<SB>): Statement<Updating<any>, A | B, never, never, never> =>
    typedStatement(linking(relation, source as Values, target as Values))
