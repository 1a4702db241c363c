/**
 * Relations as values: how the rows of one source find those of another, how many there may be, and which columns a link
 * writes.
 *
 * A relation is steps: one for a foreign key, two by an association table, more where relations are composed. Each step is
 * a function of the source that it starts from, so that a relation can start from, and lead to, any alias. Where a relation
 * cannot be, it holds the problem, and whatever it is used in does not compile.
 */
import type { CompileError } from '../ast/CompileError.js'
import { type Condition, invalid, isBranded, isRecord, typed } from '../ast/Expr.js'
import type { Node, Order } from '../ast/Node.js'
import type { Source as SourceNode, TableNode } from '../ast/Statement.js'
import type { holds, role } from '../schema/Column.js'
import type { AnySource, AnyTable, Source, Specs, specsOf, Table } from '../schema/Table.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** How many rows of the target belong to one of the source: exactly one, one or none, or any number. */
export type Cardinality = 'one' | 'maybe' | 'many'

/** Whether links can be made through it. */
export type Access = 'writable' | 'viewOnly'

/** Two columns that are equal where rows belong together, by the keys of their tables. */
export interface Pair {
  readonly source: string
  readonly target: string
}

/** One step: the source that it leads to, and the condition between the two. */
export interface Step {
  readonly to: SourceNode
  readonly on: Node
}

/** A step from a source, under whatever name. `alias` is the name of what it leads to, null for its own. */
export interface Hop {
  readonly alias: string
  readonly step: (from: SourceNode, alias: string | null) => Step
}

/** Which columns a link writes. */
export type Writes =
  | {
      readonly _tag: 'ForeignKey'
      /** Which of the two tables points to the other. */
      readonly holder: 'source' | 'target'
      readonly pairs: ReadonlyArray<Pair>
    }
  | {
      readonly _tag: 'Association'
      readonly table: TableNode
      /** From columns of the source, and of the target, to those of the association. */
      readonly source: ReadonlyArray<Pair>
      readonly target: ReadonlyArray<Pair>
    }

export declare const linksOf: unique symbol
export declare const associationOf: unique symbol

/**
 * From the rows of `S` to those of `T`, of which there are `K`; seen from `T`, there are `I` rows of `S`. On the way are
 * the aliases `L`. The table that holds the links, if there is one, has the columns `J`.
 */
export interface Relation<
  S extends AnySource,
  T extends AnySource,
  K extends Cardinality,
  I extends Cardinality = Cardinality,
  L extends string = never,
  W extends Access = Access,
  J extends Specs = never,
> {
  readonly source: S
  readonly target: T
  readonly cardinality: K
  readonly inverseCardinality: I
  /** Whether the keys see to it that there is one at most, and the same from the other side. */
  readonly unique: boolean
  readonly inverseUnique: boolean
  readonly access: W
  /** The last one leads to the target. */
  readonly hops: ReadonlyArray<Hop>
  /** The same way back. */
  readonly back: ReadonlyArray<Hop>
  readonly writes: Writes | null
  /** The order of related rows, where nothing else is said. */
  readonly orderBy: ReadonlyArray<Order>
  readonly problem: CompileError | null
  readonly [linksOf]?: L
  readonly [associationOf]?: J
}

export type AnyRelation = Relation<any, any, any, any, any, any, any>

/** A relation that links can be made through. */
export type Writable = Relation<any, any, any, any, any, 'writable', any>

/** The name of a relation's source. */
export type SourceOf<R extends AnyRelation> = R['source']['alias']

/** The name of its target. */
export type TargetOf<R extends AnyRelation> = R['target']['alias']

/** The names that it has on the way to its target. */
export type LinksOf<R extends AnyRelation> = NonNullable<R[typeof linksOf]>

/** The columns of the table that holds its links. */
export type AssociationOf<R extends AnyRelation> = NonNullable<R[typeof associationOf]>

/** The specs of a table. */
export type SpecsIn<T> = T extends { readonly [specsOf]: infer S extends Specs } ? S : never

/** What names a row: its primary key, and whatever else of it is known. */
export type Named<S extends Specs> = {
  readonly [K in keyof S as S[K][typeof role] extends 'key' ? K : never]: S[K][typeof holds]
} & { readonly [K in keyof S]?: S[K][typeof holds] }

// -------------------------------------------------------------------------------------
// sources
// -------------------------------------------------------------------------------------

/** At run time, a source is its node. */
export const asNode = (source: AnySource): SourceNode => source as unknown as SourceNode

export const isTable = (u: unknown): u is TableNode & AnyTable => isBranded(u) && (u as TableNode)._tag === 'Table'

/** The same source under another name: with columns of that name. */
export const renamed = (source: SourceNode, alias: string | null): SourceNode => {
  if (alias === null || alias === source.alias) return source
  const columns = Object.fromEntries(
    Object.entries(source.columns).map(([key, column]) => [key, { ...column, table: alias }]),
  )
  // a source that has columns has them for its users too
  const made: SourceNode & { readonly c: SourceNode['columns'] } = { ...source, alias, columns, c: columns }
  return made
}

/** Remembers the types of a source that was renamed. */
export const typedTarget = <T extends AnySource>(source: SourceNode): T => source as unknown as T

/** Remembers a relation's types: the one place where they are asserted. */
export const typedRelation = <R extends AnyRelation>(self: AnyRelation): R => self as R

/** A table under another name, in the types. */
export type Renamed<T, B extends string> =
  T extends Table<any, infer S> ? Table<B, S> : T extends Source<any, infer C, infer V> ? Source<B, C, V> : never

// -------------------------------------------------------------------------------------
// steps
// -------------------------------------------------------------------------------------

/** Whether it is a relation: one that cannot be has its problem, whatever it is between. */
export const isRelation = (u: unknown): u is AnyRelation =>
  isRecord(u) &&
  Array.isArray(u.hops) &&
  Array.isArray(u.back) &&
  (isRecord(u.problem) || (u.problem === null && isBranded(u.source) && isBranded(u.target)))

/** What a relation is called in an error. */
export const labelOf = ({ source, target }: AnyRelation): string =>
  `the relation from ${source.alias} to ${target.alias}`

/** A condition that cannot be. */
export const refused = (problem: CompileError): Condition<any> => typed(invalid(problem))

/** The steps of a relation, from a source on. */
export const stepsFrom = ({ hops, problem }: AnyRelation, source: SourceNode): ReadonlyArray<Step> => {
  const steps: Array<Step> = []
  let from = source
  for (const hop of hops) {
    const made = hop.step(from, null)
    steps.push(problem === null ? made : { ...made, on: invalid(problem) })
    from = made.to
  }
  return steps
}
