/** Relations from relations: the other side, one after another, from and to other names, and for reading alone. */
import { invalidArgument } from '../ast/CompileError.js'
import type { Order } from '../ast/Node.js'
import type { Source as SourceNode } from '../ast/Statement.js'
import { renameFree, unusedName } from '../ast/scopes.js'
import type { AnySource, Specs } from '../schema/Table.js'
import { swapped } from './define.js'
import { asTarget } from './lateral.js'
import {
  type Access,
  type AnyRelation,
  type AssociationOf,
  asNode,
  type Cardinality,
  type Hop,
  isTable,
  type LinksOf,
  type Relation,
  type Renamed,
  renamed,
  type SourceOf,
  type SpecsIn,
  type TargetOf,
  typedRelation,
  typedTarget,
  type Writes,
} from './Relation.js'

// -------------------------------------------------------------------------------------
// inverse
// -------------------------------------------------------------------------------------

const otherWay = (writes: Writes | null): Writes | null => {
  if (writes === null) return null
  return writes._tag === 'Association'
    ? { ...writes, source: writes.target, target: writes.source }
    : {
        _tag: 'ForeignKey',
        holder: writes.holder === 'source' ? 'target' : 'source',
        pairs: swapped(writes.pairs),
      }
}

/** Whether a relation leads to the table that it starts from, under the name that such a target has. */
type IsToItself<S extends AnySource, T extends AnySource> = T['alias'] extends `${S['alias']}_1` ? true : false

const isToItself = ({ source, target }: AnyRelation): boolean => {
  const [from, to] = [asNode(source), asNode(target)]
  return isTable(from) && isTable(to) && from.name === to.name && to.alias === `${from.alias}_1`
}

const turned = (self: AnyRelation): AnyRelation => ({
  source: self.target,
  target: self.source,
  cardinality: self.inverseCardinality,
  inverseCardinality: self.cardinality,
  unique: self.inverseUnique,
  inverseUnique: self.unique,
  access: self.access,
  hops: self.back,
  back: self.hops,
  writes: otherWay(self.writes),
  orderBy: [],
  problem: self.problem,
})

/**
 * The same relation from its other side. Where it leads to its own table, that side is the table too: a node's children,
 * and a node's parent.
 *
 * @example inverse(userAddresses) // manyToOne(addresses, users)
 */
export const inverse = <
  S extends AnySource,
  T extends AnySource,
  K extends Cardinality,
  I extends Cardinality,
  L extends string,
  W extends Access,
  J extends Specs,
>(
  self: Relation<S, T, K, I, L, W, J>,
): IsToItself<S, T> extends true ? Relation<S, T, I, K, L, W, J> : Relation<T, S, I, K, L, W, J> =>
  typedRelation(inverted(self))

const inverted = (self: AnyRelation): AnyRelation =>
  isToItself(self) ? startingAt(turned(self), self.source) : turned(self)

// -------------------------------------------------------------------------------------
// composition
// -------------------------------------------------------------------------------------

/** Of two cardinalities one after another. */
type Product<A, B> = 'many' extends A | B ? 'many' : 'maybe' extends A | B ? 'maybe' : 'one'

const product = (a: Cardinality, b: Cardinality): Cardinality =>
  a === 'many' || b === 'many' ? 'many' : a === 'maybe' || b === 'maybe' ? 'maybe' : 'one'

/** Two foreign keys of the row in the middle make it an association. */
type AccessThrough<F extends AnyRelation, G extends AnyRelation> = F['access'] | G['access'] extends 'writable'
  ? F['inverseCardinality'] extends 'many'
    ? 'viewOnly'
    : G['cardinality'] extends 'many'
      ? 'viewOnly'
      : 'writable'
  : 'viewOnly'

const writesThrough = (first: AnyRelation, second: AnyRelation): Writes | null => {
  const [a, b] = [first.writes, second.writes]
  const middle = asNode(first.target)
  return a?._tag === 'ForeignKey' &&
    a.holder === 'target' &&
    b?._tag === 'ForeignKey' &&
    b.holder === 'source' &&
    middle._tag === 'Table'
    ? {
        _tag: 'Association',
        table: middle,
        source: a.pairs,
        target: swapped(b.pairs),
      }
    : null
}

/** Satisfied by relations that meet: the second starts where the first ends. */
type Meeting<F extends AnyRelation, G extends AnyRelation> =
  TargetOf<F> extends SourceOf<G>
    ? unknown
    : { readonly refused: `the second relation starts from ${SourceOf<G>}, and the first leads to ${TargetOf<F>}` }

const notMeeting = (first: AnyRelation, second: AnyRelation) =>
  first.target.alias === second.source.alias
    ? null
    : invalidArgument(
        'the second relation of through',
        `starts from ${second.source.alias}, and the first leads to ${first.target.alias}`,
        'give two relations that meet, or start it there: pipe(relation, fromAlias(source))',
      )

/**
 * Two relations as one: to what the rows that the first leads to are related to by the second.
 *
 * Over a table that points to both ends, it is the association: links through it are its rows.
 *
 * @example const labelled = through(postTags, tagLabel) // "tags" points to "posts" and to "labels"
 */
export const through = <F extends AnyRelation, G extends AnyRelation>(
  first: F,
  second: G & Meeting<F, G>,
): Relation<
  F['source'],
  G['target'],
  Product<F['cardinality'], G['cardinality']>,
  Product<F['inverseCardinality'], G['inverseCardinality']>,
  LinksOf<F> | LinksOf<G> | TargetOf<F>,
  AccessThrough<F, G>,
  SpecsIn<F['target']>
> => typedRelation(composed(first, second))

const composed = (first: AnyRelation, second: AnyRelation): AnyRelation => {
  const writes = writesThrough(first, second)
  return {
    source: first.source,
    target: second.target,
    cardinality: product(first.cardinality, second.cardinality),
    inverseCardinality: product(first.inverseCardinality, second.inverseCardinality),
    unique: first.unique && second.unique,
    inverseUnique: first.inverseUnique && second.inverseUnique,
    access: writes === null ? 'viewOnly' : 'writable',
    hops: [...first.hops, ...second.hops],
    back: [...second.back, ...first.back],
    writes,
    orderBy: second.orderBy,
    problem: first.problem ?? second.problem ?? notMeeting(first, second),
  }
}

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

/** What a hop leads to, under the name `alias`. */
const leadingTo = (hop: Hop, alias: string): Hop => ({ alias, step: (from, other) => hop.step(from, other ?? alias) })

/** The steps with every name made another, where it is taken. */
const apart = (hops: ReadonlyArray<Hop>, taken: ReadonlySet<string>): ReadonlyArray<Hop> => {
  const used = new Set(taken)
  return hops.map((hop) => {
    const alias = unusedName(hop.alias, used)
    used.add(alias)
    return alias === hop.alias ? hop : leadingTo(hop, alias)
  })
}

const ending = (hops: ReadonlyArray<Hop>, source: SourceNode): SourceNode =>
  asTarget(hops.reduce((from, hop) => hop.step(from, null).to, source))

/** A hop whose condition reads the source of the whole relation, which has another name now. */
const readingFrom =
  (before: string, after: string) =>
  (hop: Hop, i: number): Hop =>
    i === 0 || before === after
      ? hop
      : {
          ...hop,
          step: (from, alias) => {
            const { to, on } = hop.step(from, alias)
            return { to, on: to.alias === before ? on : renameFree(on, new Map([[before, after]])) }
          },
        }

/** Satisfied by a source with the columns that a relation starts from. */
type SameColumns<T extends AnySource, S extends AnySource> = keyof S['c'] extends keyof T['c']
  ? unknown
  : { readonly refused: 'this source has not the columns that the relation starts from' }

/** Orders by columns of a source, which has another name now. */
const reordered = (orders: ReadonlyArray<Order>, before: AnySource, after: AnySource): ReadonlyArray<Order> =>
  before.alias === after.alias
    ? orders
    : orders.map((order) => renameFree(order, new Map([[before.alias, after.alias]])))

/** The name of the target, where it starts from one of its name. */
export type Apart<T extends AnySource, A> = T['alias'] extends A ? Renamed<T, `${T['alias']}_1`> : T

/**
 * A relation from another name of its source: an alias, or a query with its columns.
 *
 * @example pipe(from(manager), joinTo(pipe(userAddresses, fromAlias(manager))), select({ email: addresses.c.email }))
 * // select "addresses"."email" from "users" as "manager" inner join "addresses" on "manager"."id" = "addresses"."userId"
 */
export const fromAlias =
  <S extends AnySource>(source: S) =>
  <R extends AnyRelation>(
    self: R & SameColumns<S, R['source']>,
  ): Relation<
    S,
    Apart<R['target'], S['alias']>,
    R['cardinality'],
    R['inverseCardinality'],
    LinksOf<R>,
    R['access'],
    AssociationOf<R>
  > =>
    typedRelation(startingAt(self, source))

export const startingAt = (self: AnyRelation, source: AnySource): AnyRelation => {
  const hops = apart(self.hops, new Set([source.alias])).map(readingFrom(self.source.alias, source.alias))
  const target = typedTarget<AnySource>(ending(hops, asNode(source)))
  return {
    ...self,
    source,
    target,
    hops,
    orderBy: reordered(self.orderBy, self.target, target),
    back: self.back.map((hop, i) =>
      i < self.back.length - 1
        ? hop
        : { alias: source.alias, step: (from, alias) => hop.step(from, alias ?? source.alias) },
    ),
  }
}

/**
 * A relation to another name of its target, so that it can be joined twice.
 *
 * @example joinTo(toAlias('author')(postUser)) // inner join "users" as "author" on "posts"."author_id" = "author"."id"
 */
export const toAlias =
  <B extends string>(name: B) =>
  <R extends AnyRelation>(
    self: R,
  ): Relation<
    R['source'],
    Renamed<R['target'], B>,
    R['cardinality'],
    R['inverseCardinality'],
    LinksOf<R>,
    R['access'],
    AssociationOf<R>
  > => {
    const last = self.hops.length - 1
    const hops = self.hops.map((hop, i) => (i === last ? leadingTo(hop, name) : hop))
    const target = typedTarget<AnySource>(renamed(asNode(self.target), name))
    return typedRelation({ ...self, target, hops, orderBy: reordered(self.orderBy, self.target, target) })
  }

// -------------------------------------------------------------------------------------
// access
// -------------------------------------------------------------------------------------

/** A relation that is read, and nothing is linked through it. @example const active = viewOnly(userAddresses) */
export const viewOnly = <R extends AnyRelation>(
  self: R,
): Relation<R['source'], R['target'], R['cardinality'], R['inverseCardinality'], LinksOf<R>, 'viewOnly'> =>
  typedRelation({ ...self, access: 'viewOnly', writes: null })
