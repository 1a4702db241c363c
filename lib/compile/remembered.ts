/**
 * What statements compiled to, by their form: a statement that is built anew for each call, with other values, is compiled
 * once.
 */
import type { Either } from 'fp-ts/Either'
import type { CompileErrors } from '../ast/CompileError.js'
import type { Ast } from '../ast/children.js'
import { mapChildren } from '../ast/children.js'
import type { Item } from '../ast/Projection.js'
import type { Statement } from '../ast/Statement.js'
import { right } from '../fp.js'
import type { Compiled } from './compile.js'
import type { Dialect } from './Dialect.js'
import { formOf, type Place } from './form.js'
import { type FormTree, formTree, lookUp, remember } from './formTree.js'

/** What all statements of a form compile to. */
interface Known {
  readonly compiled: Omit<Compiled, 'values'>
  /** Which of the form's values is sent at each position; null if they are sent as they are met. */
  readonly order: ReadonlyArray<number> | null
}

/** Forms that were met once, and those of which nothing can be remembered. */
const once = 'once'
const never = 'never'

type Memory = Known | typeof once | typeof never

const trees = new WeakMap<Dialect, FormTree<Memory>>()

const treeOf = (dialect: Dialect): FormTree<Memory> => {
  const known = trees.get(dialect)
  if (known !== undefined) return known
  const fresh = formTree<Memory>()
  trees.set(dialect, fresh)
  return fresh
}

// -------------------------------------------------------------------------------------
// learning
// -------------------------------------------------------------------------------------

/** A text that is longer is not worth the room. */
const longest = 20_000

/** Whether further statements are made from what a projection holds: their values are not among this one's. */
const asksLater = (items: ReadonlyArray<Item>): boolean =>
  items.some((item) => {
    if (item._tag === 'Group') return item.later !== undefined || asksLater(item.items)
    const { type } = item.node
    return type._tag === 'rows' && asksLater(type.projection.items)
  })

/** What stands for a value, and is none. */
type Hole = ReadonlyArray<never>

const marked = (places: ReadonlyArray<Place>): ReadonlyMap<object, ReadonlyArray<readonly [Place, Hole]>> => {
  const byNode = new Map<object, Array<readonly [Place, Hole]>>()
  for (const place of places) {
    const own = byNode.get(place.of) ?? []
    byNode.set(place.of, own)
    // each is an object of its own, by which it is found again
    own.push([place, []])
  }
  return byNode
}

/** The statement with holes in the place of its values. */
const holed = (statement: Statement, holes: ReadonlyMap<object, ReadonlyArray<readonly [Place, Hole]>>): Statement => {
  const made = new Map<Ast, Ast>()
  const each = <A extends Ast>(node: A): A => {
    const known = made.get(node)
    if (known !== undefined) return known as A
    const own = holes.get(node)
    const inner = mapChildren(node as Ast, each)
    const changed = own === undefined ? inner : withHoles(inner, own)
    made.set(node, changed)
    return changed as A
  }
  return each(statement)
}

const withHoles = (node: Ast, holes: ReadonlyArray<readonly [Place, Hole]>): Ast => {
  const [first] = holes
  const cells = (row: Readonly<Record<string, unknown>>, at: number): Readonly<Record<string, unknown>> => ({
    ...row,
    ...Object.fromEntries(holes.flatMap(([place, hole]) => (place.row === at ? [[place.key, hole]] : []))),
  })
  switch (node._tag) {
    case 'Param':
      return { ...node, value: first?.[1] }
    case 'InValues':
      return { ...node, values: first?.[1] ?? [] }
    case 'Insert':
      return { ...node, rows: node.rows.map(cells) }
    case 'Update':
      return { ...node, set: cells(node.set, 0) }
    default:
      return node
  }
}

const isInOrder = (order: ReadonlyArray<number>, count: number): boolean =>
  order.length === count && order.every((at, i) => at === i)

/** Compiles a statement whose form is known of, and what stands for its values with it. */
export type Compile = (dialect: Dialect, statement: Statement) => Either<CompileErrors, Compiled>

/** What all statements of a form compile to, if they do: found out with holes in the place of the values. */
const learned = (dialect: Dialect, statement: Statement, compiled: Compiled, compile: Compile): Memory => {
  const form = formOf(statement, true)
  if (form === null) return never
  const holes = marked(form.places)
  const bare = compile(dialect, holed(statement, holes))
  // what looks at a value writes something else in its place
  if (bare._tag === 'Left' || bare.right.text !== compiled.text || compiled.valued || compiled.text.length > longest)
    return never
  const all = form.places.map((place) => holes.get(place.of)?.find(([own]) => own === place)?.[1] as unknown)
  const order = bare.right.values.map((value) => all.indexOf(value))
  if (order.some((at) => at < 0) || all.some((_, at) => !order.includes(at))) return never
  const { text, codecs, projection } = bare.right
  if (projection !== null && asksLater(projection.items)) return never
  return { compiled: { text, codecs, projection }, order: isInOrder(order, all.length) ? null : order }
}

// -------------------------------------------------------------------------------------
// remembering
// -------------------------------------------------------------------------------------

const filledIn = ({ compiled, order }: Known, values: ReadonlyArray<unknown>): Compiled => {
  const { text, codecs, projection } = compiled
  return { text, values: order === null ? values : order.map((at) => values[at]), codecs, projection }
}

/**
 * What a statement compiles to: by its form, if that is known, and by `compile` otherwise. A form is learned when it is
 * met for the second time.
 */
export const compiledByForm = (
  dialect: Dialect,
  statement: Statement,
  compile: Compile,
): Either<CompileErrors, Compiled> => {
  const form = formOf(statement)
  if (form === null) return compile(dialect, statement)
  const tree = treeOf(dialect)
  const known = lookUp(tree, form)
  if (typeof known === 'object' && known !== null) return right(filledIn(known, form.values))
  if (known === never) return compile(dialect, statement)
  if (known === undefined || known === null) {
    remember(tree, form, once)
    return compile(dialect, statement)
  }
  const compiled = compile(dialect, statement)
  const memory = compiled._tag === 'Left' ? never : learned(dialect, statement, compiled.right, compile)
  const again = formOf(statement)
  if (again !== null) remember(tree, again, memory)
  return compiled
}
