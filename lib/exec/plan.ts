/**
 * Plans: statements that are run one after the other, and as one.
 *
 * A plan is a value: what it will send can be read before it runs. Where a statement needs what an earlier one gives
 * back, such as the key of a row that is not there yet, a `Pending` stands among its values. Several statements run in a
 * transaction, or in a savepoint of the one that is open; a single one runs as it is.
 */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { type CompileErrors, invalidArgument } from '../ast/CompileError.js'
import { isBranded } from '../ast/Expr.js'
import { type Branded, brand } from '../ast/Node.js'
import type { AnyStatement } from '../ast/Scope.js'
import { type Compiled, compileNode } from '../compile/compile.js'
import type { Dialect } from '../compile/Dialect.js'
import { left, right } from '../fp.js'
import type { Connection } from './Connection.js'
import { type Outcome, outcomeOf, problemOf } from './run.js'
import type { SqlError } from './SqlError.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

const pendingKey: unique symbol = /* @__PURE__ */ Symbol.for('joinery.pending')

/** A value that an earlier statement of the plan gives back: of one of its rows, or of each. */
export interface Pending {
  readonly [pendingKey]: true
  /** The statement, counted from 0. */
  readonly step: number
  readonly row: number | 'each'
  readonly column: string
}

type Row = Readonly<Record<string, unknown>>

/** A statement, or one that is made of the rows that an earlier one gives back: of none, none is made. */
export type Step =
  | { readonly _tag: 'Fixed'; readonly statement: Branded }
  | {
      readonly _tag: 'Following'
      readonly step: number
      readonly columns: ReadonlyArray<string>
      readonly statement: (rows: ReadonlyArray<Row>) => Branded
    }

/** Statements that run as one, and give an `A`. */
export interface Plan<out A> extends Branded {
  readonly _tag: 'Plan'
  readonly steps: (dialect: Dialect) => ReadonlyArray<Step>
  readonly result: (outcomes: ReadonlyArray<Outcome>) => Either<SqlError, A>
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

export const pending = (step: number, row: number | 'each', column: string): Pending => ({
  [pendingKey]: true,
  step,
  row,
  column,
})

export const isPending = (u: unknown): u is Pending => typeof u === 'object' && u !== null && pendingKey in u

export const fixed = (statement: Branded): Step => ({ _tag: 'Fixed', statement })

export const planOf = <A>(steps: Plan<A>['steps'], result: Plan<A>['result']): Plan<A> => ({
  joinery: brand,
  _tag: 'Plan',
  steps,
  result,
})

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

/** A change of a statement that leaves what it yields as it is. */
type StatementChange = <Q extends AnyStatement>(statement: Q) => Q

/** At run time, a statement is its node. */
const asStatement = (statement: Branded): AnyStatement => statement as unknown as AnyStatement

/**
 * The same plan with a change made to each of its statements.
 *
 * @example
 * pipe(setLinks(postLabels)({ id: 1 }, []), mapStatements(withSchema('t1')))
 * // select "posts"."id" from "t1"."posts" where "posts"."id" = $1 …; delete from "t1"."tags" where "tags"."postId" = $1
 */
export const mapStatements =
  (change: StatementChange) =>
  <A>(self: Plan<A>): Plan<A> => ({
    ...self,
    steps: (dialect) =>
      self.steps(dialect).map((step): Step => {
        if (step._tag === 'Fixed') return fixed(change(asStatement(step.statement)))
        return { ...step, statement: (rows) => change(asStatement(step.statement(rows))) }
      }),
  })

// -------------------------------------------------------------------------------------
// reading
// -------------------------------------------------------------------------------------

const isPlan = (u: unknown): u is Plan<unknown> =>
  isBranded(u) &&
  (u as Partial<Plan<unknown>>)._tag === 'Plan' &&
  typeof (u as Partial<Plan<unknown>>).steps === 'function'

const notAPlan: CompileErrors = [
  /* @__PURE__ */ invalidArgument('the argument', 'is no plan', 'give what setLinks, insertGraph or deleteWith gives'),
]

/** What a step sends, as far as it is known before. */
const shown = (step: Step): Branded =>
  step._tag === 'Fixed'
    ? step.statement
    : step.statement([Object.fromEntries(step.columns.map((column) => [column, pending(step.step, 'each', column)]))])

/**
 * The statements that a plan will send, in their order: pure, nothing runs. A value that an earlier one gives back is
 * told by that one's place, and the row and the column of what it returns.
 *
 * @example compilePlan(postgres)(setLinks(postLabels)({ id: 1 }, [{ id: 7 }])) // Right([{ text: 'select …', … }, …])
 */
export const compilePlan =
  (dialect: Dialect) =>
  (plan: Plan<unknown>): Either<CompileErrors, ReadonlyArray<Compiled>> => {
    if (!isPlan(plan)) return left(notAPlan)
    const all: Array<Compiled> = []
    for (const step of plan.steps(dialect)) {
      const compiled = compileNode(dialect, shown(step))
      if (compiled._tag === 'Left') return compiled
      all.push(compiled.right)
    }
    return right(all)
  }

// -------------------------------------------------------------------------------------
// running
// -------------------------------------------------------------------------------------

const notReturned = ({ step, row }: Pending, { length }: ReadonlyArray<unknown>): SqlError => ({
  _tag: 'Undecodable',
  column: '',
  reason: `statement ${step + 1} of the plan gave back ${length} rows, and row ${Number(row) + 1} is used by a later one`,
  text: '',
})

/** The values to send, with what is known by now in the place of what was pending. */
const filling =
  (outcomes: ReadonlyArray<Outcome>) =>
  (values: ReadonlyArray<unknown>): Either<SqlError, ReadonlyArray<unknown>> => {
    let error: SqlError | null = null
    const settled = (value: unknown): unknown => {
      // the values of a column of many rows are one array
      if (Array.isArray(value)) return value.some(isPending) ? value.map(settled) : value
      if (!isPending(value)) return value
      const rows = outcomes[value.step]?.rows ?? []
      const row = rows[Number(value.row)] as Row | undefined
      if (row === undefined) error ??= notReturned(value, rows)
      return row?.[value.column]
    }
    const all = values.map(settled)
    return error === null ? right(all) : left(error)
  }

const nothing: Outcome = { rows: [], count: 0 }

const runStep = (
  step: Step,
  outcomes: ReadonlyArray<Outcome>,
  db: Connection,
): Promise<Either<SqlError, Outcome>> | Either<SqlError, Outcome> => {
  if (step._tag === 'Fixed') return outcomeOf(step.statement, db, filling(outcomes))
  const rows = (outcomes[step.step]?.rows ?? []) as ReadonlyArray<Row>
  return rows.length === 0 ? right(nothing) : outcomeOf(step.statement(rows), db)
}

const runSteps =
  <A>({ result }: Plan<A>, steps: ReadonlyArray<Step>) =>
  (db: Connection): TaskEither<SqlError, A> =>
  async () => {
    const outcomes: Array<Outcome> = []
    for (const step of steps) {
      const outcome = await runStep(step, outcomes, db)
      if (outcome._tag === 'Left') return outcome
      outcomes.push(outcome.right)
    }
    return result(outcomes)
  }

/**
 * Runs a plan: all of it, or nothing. Before anything is sent, all of its statements are compiled.
 *
 * @example runPlan(setLinks(postLabels)({ id: 1 }, [{ id: 7 }, { id: 8 }]))(db) // begin; select …; delete …; insert …; commit
 */
export const runPlan =
  <A>(plan: Plan<A>) =>
  (db: Connection): TaskEither<SqlError, A> =>
  async () => {
    if (!isPlan(plan)) return left({ _tag: 'NotCompiled', errors: notAPlan })
    const steps = plan.steps(db.dialect)
    for (const step of steps) {
      const problem = problemOf(db.dialect, shown(step))
      if (problem !== null) return left(problem)
    }
    const run = runSteps(plan, steps)
    return steps.length > 1 ? db.transaction(run, {}) : run(db)()
  }
