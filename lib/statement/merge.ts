/**
 * MERGE: each row of a source, and what to do where it meets a row of the table, and where it does not.
 *
 * Of the WHENs, the first whose condition holds is taken. A row that is not matched reads the source alone, and one that
 * is not matched by the source the table alone.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Condition, constant, type Expr, invalid, isBranded, isRecord, toNode, typed } from '../ast/Expr.js'
import { type Branded, brand, type Invalid } from '../ast/Node.js'
import type { kindOf, Merging, OuterOf, Refused, RowOf, ScopeOf, Statement, Twice, UsesOf } from '../ast/Scope.js'
import { textType } from '../ast/SqlType.js'
import type { Insert, InvalidSource, MergeAction, MergeWhen } from '../ast/Statement.js'
import { callNode } from '../expr/define.js'
import type { Insertable, ReadsIn, Source, Specs, Table, Updatable } from '../schema/Table.js'
import { type Assigned, toAssignments } from './assign.js'
import type { DoNothing } from './conflict.js'
import { mergeNode, typedStatement } from './node.js'
import { sourceNode, targetNode } from './source.js'
import type { OnlyKeys } from './write.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

declare const columnsOf: unique symbol
declare const usedBy: unique symbol

/** Changes the row of a table of columns `S`, reading `R`. */
export interface ThenUpdate<in S, out R> extends Branded {
  readonly _tag: 'ThenUpdate'
  readonly [columnsOf]?: (columns: S) => void
  readonly [usedBy]: R
}

/** Inserts a row into a table of columns `S`, reading `R`. */
export interface ThenInsert<in S, out R> extends Branded {
  readonly _tag: 'ThenInsert'
  readonly [columnsOf]?: (columns: S) => void
  readonly [usedBy]: R
}

export interface ThenDelete extends Branded {
  readonly _tag: 'ThenDelete'
  readonly [usedBy]?: never
}

type AnyMerge = Statement<Merging<any, any>, any, any, any, any>

/** What is in scope in a merge, so that `mergeAction` can be read there and nowhere else. */
type OfMerge = 'the action of a merge'

/** A merge into the table `A`, with `C` in scope. */
type Merge<S, A, C, O, U, Row> = Statement<Merging<S, A>, C, O, U, Row>

/** Satisfied by what does not read the table that is merged into. */
type WithoutTable<A, U> = [A & U] extends [never]
  ? unknown
  : Refused<`a row that is not matched meets none of ${A & string}`>

/** Satisfied by what reads the table alone. */
type TableOnly<A, U> = [Exclude<U, A>] extends [never]
  ? unknown
  : Refused<`a row that is not matched by the source meets none of ${Exclude<U, A> & string}`>

/** What may be null has to be known when it is returned. */
type Unreturned<Row> = [Row] extends [never] ? unknown : Refused<'whenNotMatchedBySource comes before returning'>

interface Options<R> {
  /** What has to hold beside. */
  readonly and?: Condition<R>
}

// -------------------------------------------------------------------------------------
// actions
// -------------------------------------------------------------------------------------

const typedAction = <A>(action: MergeAction): A => ({ joinery: brand, ...action }) as unknown as A

const problem = (argument: string, reason: string, hint: string): Invalid =>
  invalid(invalidArgument(argument, reason, hint))

/**
 * Changes the row that is matched; elements and fields by `assign`.
 *
 * @example whenMatched(thenUpdate({ amount: add(stock.c.amount, deliveries.c.amount) }))
 * // when matched then update set "amount" = "stock"."amount" + "deliveries"."amount"
 */
export const thenUpdate = <S extends Specs, C extends Updatable<NoInfer<S>>, R = never>(
  changes: C & OnlyKeys<C, NoInfer<S>>,
  ...also: ReadonlyArray<Assigned<R>>
): ThenUpdate<S, R | ReadsIn<C[keyof C]>> => {
  const argument = 'the argument of thenUpdate'
  if (!isRecord(changes) || isBranded(changes)) {
    return typedAction(problem(argument, 'is no object of columns', 'give { name: source.c.name }'))
  }
  if (Object.keys(changes).length + also.length === 0) {
    return typedAction(problem(argument, 'is empty', 'give a column to set, or say doNothing'))
  }
  return typedAction({ _tag: 'Update', set: { ...changes }, assignments: toAssignments(also, argument) })
}

/** Deletes the row that is matched. @example whenMatched(thenDelete) // when matched then delete */
export const thenDelete: ThenDelete = /* @__PURE__ */ typedAction({ _tag: 'Delete' })

/**
 * Inserts a row; a column that is left out gets its default.
 *
 * @example whenNotMatched(thenInsert({ sku: deliveries.c.sku })) // when not matched then insert ("sku") values ("deliveries"."sku")
 */
export const thenInsert = <S extends Specs, C extends Insertable<NoInfer<S>, any>>(
  row: C & OnlyKeys<C, NoInfer<S>>,
  options?: { readonly overriding?: 'system' | 'user' },
): ThenInsert<S, ReadsIn<C[keyof C]>> => {
  if (!isRecord(row) || isBranded(row)) {
    return typedAction(problem('the argument of thenInsert', 'is no row', 'give { name: source.c.name }'))
  }
  const overriding: Insert['overriding'] = options?.overriding ?? null
  return typedAction({ _tag: 'Insert', row: { ...row }, overriding })
}

const tags: Readonly<Record<MergeWhen['match'], ReadonlyArray<MergeAction['_tag']>>> = {
  matched: ['Update', 'Delete', 'Nothing'],
  notMatched: ['Insert', 'Nothing'],
  notMatchedBySource: ['Update', 'Delete', 'Nothing'],
}

/** An action as the statement has it: the brand is for what is handed about. */
const unbranded = ({ joinery: _, ...action }: Branded): MergeAction => action as unknown as MergeAction

const toAction = (action: unknown, match: MergeWhen['match'], clause: string): MergeAction => {
  const { _tag } = (isBranded(action) ? action : {}) as Partial<MergeAction>
  if (_tag === 'Invalid') return action as Invalid
  return _tag !== undefined && tags[match].includes(_tag)
    ? unbranded(action as Branded)
    : problem(
        `the action of ${clause}`,
        'is none that it takes',
        `give ${match === 'notMatched' ? 'thenInsert({ … })' : 'thenUpdate({ … }), thenDelete'} or doNothing`,
      )
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const noSource: InvalidSource = {
  joinery: brand,
  _tag: 'InvalidSource',
  alias: '',
  error: {
    _tag: 'MissingClause',
    statement: 'merge',
    clause: 'source',
    hint: 'say what is merged: mergeUsing(source, condition)',
  },
  columns: {},
}

/**
 * Starts a merge.
 *
 * @example
 * pipe(
 *   mergeInto(stock),
 *   mergeUsing(deliveries, eq(stock.c.sku, deliveries.c.sku)),
 *   whenMatched(thenDelete, { and: eq(deliveries.c.amount, 0) }),
 *   whenMatched(thenUpdate({ amount: deliveries.c.amount })),
 *   whenNotMatched(thenInsert({ sku: deliveries.c.sku, amount: deliveries.c.amount })),
 * )
 * // merge into "stock" using "deliveries" on "stock"."sku" = "deliveries"."sku"
 * // when matched and "deliveries"."amount" = $1 then delete
 * // when matched then update set "amount" = "deliveries"."amount"
 * // when not matched then insert ("sku", "amount") values ("deliveries"."sku", "deliveries"."amount")
 */
export const mergeInto = <A extends string, S extends Specs>(
  table: Table<A, S>,
): Statement<Merging<S, A>, A | OfMerge, never, never, never> =>
  typedStatement({
    joinery: brand,
    _tag: 'Merge',
    table: targetNode(table, 'the argument of mergeInto'),
    source: noSource,
    on: constant(true),
    whens: [],
    projection: null,
    ctes: [],
  })

/** What a merge did with a row, for its `returning`. @example returning({ action: mergeAction(), sku: stock.c.sku }) // returning merge_action() as "action", "stock"."sku" */
export const mergeAction = (): Expr<'INSERT' | 'UPDATE' | 'DELETE', OfMerge, never> =>
  typed(callNode('mergeAction', [], textType))

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

/** The source whose rows are merged, and what makes a row of it meet one of the table. @example mergeUsing(deliveries, eq(stock.c.sku, deliveries.c.sku)) // using "deliveries" on "stock"."sku" = "deliveries"."sku" */
export const mergeUsing =
  <B extends string, R>(source: Source<B, any, any>, on: Condition<R>) =>
  <Q extends AnyMerge>(
    self: Q,
  ): Statement<Q[typeof kindOf], ScopeOf<Q> | B, OuterOf<Q>, UsesOf<Q> | R | Twice<B & ScopeOf<Q>>, RowOf<Q>> =>
    typedStatement({
      ...mergeNode(self, 'mergeUsing'),
      source: sourceNode(source, 'the argument of mergeUsing'),
      on: toNode(on, 'the condition of mergeUsing'),
    })

const adding = (
  self: AnyMerge,
  match: MergeWhen['match'],
  clause: string,
  action: unknown,
  options: Options<unknown> | undefined,
): any => {
  const node = mergeNode(self, clause)
  const and = options?.and === undefined ? [] : [toNode(options.and, `the condition of ${clause}`)]
  const when: MergeWhen = { match, conditions: and, action: toAction(action, match, clause) }
  return { ...node, whens: [...node.whens, when] }
}

/** What to do with a row that is matched. @example whenMatched(thenDelete, { and: eq(deliveries.c.amount, 0) }) // when matched and "deliveries"."amount" = $1 then delete */
export const whenMatched =
  <S extends Specs, R = never, R2 = never>(action: ThenUpdate<S, R> | ThenDelete | DoNothing, options?: Options<R2>) =>
  <A, C, O, U, Row>(self: Merge<S, A, C, O, U, Row>): Merge<S, A, C, O, U | R | R2, Row> =>
    adding(self, 'matched', 'whenMatched', action, options)

/** What to do with a row of the source that meets none of the table. @example whenNotMatched(thenInsert({ sku: deliveries.c.sku })) // when not matched then insert ("sku") values ("deliveries"."sku") */
export const whenNotMatched =
  <S extends Specs, R = never, R2 = never>(action: ThenInsert<S, R> | DoNothing, options?: Options<R2>) =>
  <A, C, O, U, Row>(self: Merge<S, A, C, O, U, Row> & WithoutTable<A, R | R2>): Merge<S, A, C, O, U | R | R2, Row> =>
    adding(self, 'notMatched', 'whenNotMatched', action, options)

/**
 * What to do with a row of the table that meets none of the source. PostgreSQL has it from version 17 on.
 *
 * @example whenNotMatchedBySource(thenDelete) // when not matched by source then delete
 */
export const whenNotMatchedBySource =
  <S extends Specs, R = never, R2 = never>(action: ThenUpdate<S, R> | ThenDelete | DoNothing, options?: Options<R2>) =>
  <A, C, O, U, Row>(
    self: Merge<S, A, C, O, U, Row> & TableOnly<A, R | R2> & Unreturned<Row>,
  ): Merge<S, A, C, Exclude<C, A | OfMerge>, U | R | R2, Row> =>
    adding(self, 'notMatchedBySource', 'whenNotMatchedBySource', action, options)
