/** Parts of tables: some of their rows, or those alone that are not in a table which inherits from them. */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, isBranded, param, toNode } from '../ast/Expr.js'
import type { Node } from '../ast/Node.js'
import { doubleType, plain, type SqlType } from '../ast/SqlType.js'
import type { Sample, TableNode } from '../ast/Statement.js'
import type { Columns, Row, Source, Specs, Table } from '../schema/Table.js'
import type { Lateral, LateralColumns } from './lateral.js'

/** A number, or an expression of one, which may read the sources `F` of the statement around it. */
type Numeral<F> = number | Expr<number, F, any>

export interface SampleOptions<F = never> {
  /** The same number chooses the same rows, as long as the table stays as it is. */
  readonly repeatable?: Numeral<F>
}

/** A part of the table `A`: what reads other sources is joined like a lateral query. */
type Sampled<A extends string, S extends Specs, F> = [F] extends [never]
  ? Source<A, Columns<A, S>, Row<Table<A, S>>>
  : Lateral<A, LateralColumns<A, Row<Table<A, S>>, F>, F>

const realType: SqlType = /* @__PURE__ */ plain('real')

const numeral = (given: unknown, argument: string, type: SqlType, isRight: (n: number) => boolean): Node =>
  isBranded(given)
    ? toNode(given, argument)
    : typeof given === 'number' && isRight(given)
      ? param(given, type, false)
      : invalid(
          invalidArgument(
            argument,
            'is out of range',
            'give a percentage from 0 to 100, and a finite number to repeat',
          ),
        )

const methods: Readonly<Record<Sample['method'], true>> = { bernoulli: true, system: true }

const sampleNode = (method: Sample['method'], percent: unknown, options: unknown): Sample => {
  const { repeatable = null } = (options ?? {}) as { readonly repeatable?: unknown }
  const isPercentage = (n: number) => n >= 0 && n <= 100
  return {
    method,
    percent:
      typeof method === 'string' && Object.hasOwn(methods, method)
        ? numeral(percent, 'the percentage of tableSample', realType, isPercentage)
        : invalid(
            invalidArgument('the method of tableSample', 'is neither bernoulli nor system', 'give one of the two'),
          ),
    seed: repeatable === null ? null : numeral(repeatable, 'the option repeatable', doubleType, Number.isFinite),
  }
}

/** A changed table; what is none is reported by whatever takes it. */
const changed = (table: unknown, change: Partial<TableNode>): TableNode => {
  const node = table as TableNode
  return isBranded(node) && node._tag === 'Table' ? { ...node, ...change } : node
}

/** Remembers what a part of a table is: it is read, and not written to. */
const typedSource = <A extends string, S extends Specs, F>(node: TableNode): Sampled<A, S, F> =>
  node as unknown as Sampled<A, S, F>

/**
 * About so many percent of a table's rows: each row by chance, or each page of them, which is faster and less even.
 *
 * @example from(tableSample('bernoulli', 10)(users)) // from "users" tablesample bernoulli ($1)
 * @example from(tableSample('system', 10, { repeatable: 1 })(users)) // from "users" tablesample system ($1) repeatable ($2)
 * @example from(posts, tableSample('system', posts.c.id)(users)) // from "posts", "users" tablesample system ("posts"."id")
 */
export const tableSample =
  <F = never>(method: Sample['method'], percent: Numeral<F>, options?: SampleOptions<F>) =>
  <A extends string, S extends Specs>(table: Table<A, S>): Sampled<A, S, F> =>
    typedSource(changed(table, { sample: sampleNode(method, percent, options) }))

/** The rows of the table itself, without those of the tables that inherit from it. @example from(only(users)) // from only "users" */
export const only = <A extends string, S extends Specs>(table: Table<A, S>): Table<A, S> =>
  changed(table, { only: true }) as unknown as Table<A, S>
