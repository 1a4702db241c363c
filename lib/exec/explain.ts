/** How a database means to run a statement, or has run it: as a tree of data, and as a tree to read. */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Branded } from '../ast/Node.js'
import type { AnyStatement } from '../ast/Scope.js'
import type { ExplainOptions } from '../compile/Control.js'
import { left, right } from '../fp.js'
import type { Connection } from './Connection.js'
import { readied } from './run.js'
import type { Answer, Wire } from './Session.js'
import type { SqlError } from './SqlError.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** One step, with those that it takes its rows from. Times and rows of a loop are those of one turn. */
export interface PlanNode {
  /** @example 'Index Scan' */
  readonly operation: string
  /** The table or index, if there is one. */
  readonly on: string | null
  /** Conditions and the like, by the database's own words. */
  readonly details: ReadonlyArray<string>
  readonly estimatedRows: number | null
  readonly rows: number | null
  readonly loops: number | null
  readonly milliseconds: number | null
  readonly children: ReadonlyArray<PlanNode>
}

// -------------------------------------------------------------------------------------
// PostgreSQL
// -------------------------------------------------------------------------------------

type Json = Readonly<Record<string, unknown>>

const shown = [
  'Join Type',
  'Index Cond',
  'Hash Cond',
  'Merge Cond',
  'Join Filter',
  'Filter',
  'Rows Removed by Filter',
  'Sort Key',
  'Group Key',
  'Strategy',
]

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

const nodeOfJson = (json: Json): PlanNode => {
  const names = [json['Index Name'], json['Relation Name'] ?? json['CTE Name'] ?? json['Function Name']]
  const on = names.filter((name) => typeof name === 'string')
  return {
    operation: String(json['Node Type']),
    on: on.length === 0 ? null : on.join(' on '),
    details: shown.flatMap((key) => (json[key] === undefined ? [] : [`${key}: ${String(json[key])}`])),
    estimatedRows: numberOf(json['Plan Rows']),
    rows: numberOf(json['Actual Rows']),
    loops: numberOf(json['Actual Loops']),
    milliseconds: numberOf(json['Actual Total Time']),
    children: ((json.Plans ?? []) as ReadonlyArray<Json>).map(nodeOfJson),
  }
}

// -------------------------------------------------------------------------------------
// SQLite
// -------------------------------------------------------------------------------------

/** SQLite gives a row for each step: its number, that of the step above, and a sentence. */
const nodesOfRows = (rows: ReadonlyArray<ReadonlyArray<Wire>>, above: string): ReadonlyArray<PlanNode> =>
  rows
    .filter(([, parent]) => String(parent) === above)
    .map(([id, , , sentence]) => ({
      operation: String(sentence),
      on: null,
      details: [],
      estimatedRows: null,
      rows: null,
      loops: null,
      milliseconds: null,
      children: nodesOfRows(rows, String(id)),
    }))

const treeOf = ({ rows }: Answer, text: string): Either<SqlError, PlanNode> => {
  const [first] = rows
  if (first?.length === 1) {
    try {
      return right(nodeOfJson(JSON.parse(String(first[0]))[0].Plan))
    } catch {
      return left({ _tag: 'Undecodable', column: '', reason: 'it is no plan', text })
    }
  }
  const nodes = nodesOfRows(rows, '0')
  const [only] = nodes
  if (nodes.length === 1 && only !== undefined) return right(only)
  const none = { on: null, details: [], estimatedRows: null, rows: null, loops: null, milliseconds: null }
  return right({ ...none, operation: 'QUERY', children: nodes })
}

// -------------------------------------------------------------------------------------
// explaining
// -------------------------------------------------------------------------------------

/**
 * How the database would run a statement. With `analyze` it does run it, and says how long each step took; a statement that
 * writes then writes, so do that inside of `withRollback`.
 *
 * @example explain(query)(db) // explain (format json) select …
 * @example withRollback((tx) => explain(change, { analyze: true })(tx))(db)
 */
export const explain =
  (statement: AnyStatement, options: ExplainOptions = {}) =>
  (db: Connection): TaskEither<SqlError, PlanNode> =>
  async () => {
    const ready = readied(statement as Branded, db.dialect)
    if (ready._tag === 'Left') return ready
    const [, command] = ready.right
    const text = db.dialect.control.explain(command.text, options)
    if (text._tag === 'Left') return left({ _tag: 'NotCompiled', errors: text.left })
    const answer = await db.run({ ...command, text: text.right })
    return answer._tag === 'Left' ? answer : treeOf(answer.right, text.right)
  }

const factsOf = ({ estimatedRows, rows, loops, milliseconds }: PlanNode): string => {
  const facts = [
    ...(rows === null ? [] : [`${rows} ${rows === 1 ? 'row' : 'rows'}`]),
    ...(estimatedRows === null ? [] : [`${estimatedRows} estimated`]),
    ...(loops === null || loops === 1 ? [] : [`${loops} loops`]),
    ...(milliseconds === null ? [] : [`${milliseconds.toFixed(2)} ms`]),
  ]
  return facts.length === 0 ? '' : `  (${facts.join(', ')})`
}

const linesOf = (node: PlanNode, first: string, others: string): ReadonlyArray<string> => [
  `${first}${node.operation}${node.on === null ? '' : ` on ${node.on}`}${factsOf(node)}`,
  ...node.details.map((detail) => `${others}${node.children.length === 0 ? '    ' : '│   '}${detail}`),
  ...node.children.flatMap((child, i) =>
    i === node.children.length - 1
      ? linesOf(child, `${others}└─ `, `${others}   `)
      : linesOf(child, `${others}├─ `, `${others}│  `),
  ),
]

/**
 * A plan as a tree to read.
 *
 * @example
 * describePlan(plan)
 * // Hash Join  (3 rows, 3 estimated, 0.05 ms)
 * // │   Hash Cond: (posts.author_id = users.id)
 * // ├─ Seq Scan on posts  (3 rows, 3 estimated, 0.01 ms)
 * // └─ Hash  (3 rows, 3 estimated, 0.01 ms)
 * //    └─ Seq Scan on users  (3 rows, 3 estimated, 0.01 ms)
 */
export const describePlan = (plan: PlanNode): string => linesOf(plan, '', '').join('\n')
