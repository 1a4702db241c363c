/** Whole statements in SQL of the user's own. */
import type { SQLStatement } from 'sql-template-strings'
import { brand } from '../ast/Node.js'
import type { Opaque, Statement } from '../ast/Scope.js'
import { untyped } from '../ast/SqlType.js'
import { rawNode } from '../expr/raw.js'
import type { Specs } from '../schema/Table.js'
import { type DeclaredRow, declared } from './declared.js'
import { typedStatement } from './node.js'

const statement = (sql: SQLStatement) => rawNode(sql, untyped)

/** A statement that is only executed. @example execute(rawStatement(SQL`create extension hstore`)) */
export const rawStatement = (sql: SQLStatement): Statement<Opaque, never, never, never, never> =>
  typedStatement({ joinery: brand, _tag: 'RawStatement', raw: statement(sql), projection: null })

/**
 * A query, with the columns that it returns, in their order.
 *
 * @example rawQuery({ x: integer, y: integer }, SQL`select x, y from points where y > ${1}`) // select x, y from points where y > $1
 */
export const rawQuery = <S extends Specs>(
  columns: S,
  sql: SQLStatement,
): Statement<Opaque, never, never, never, DeclaredRow<S>> =>
  typedStatement({
    joinery: brand,
    _tag: 'RawStatement',
    raw: statement(sql),
    projection: declared(columns),
  })
