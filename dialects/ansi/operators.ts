/** Operators: how they are spelled, and when an operand needs parentheses. */
import type { Node } from '../../lib/ast/Node.js'
import type { BinaryOp, StandardOp } from '../../lib/ast/Operator.js'
import { spell, type Writer } from '../../lib/compile/Writer.js'

/** Higher binds tighter. What databases do not agree on (`||` beside `+`) is one step apart and never left bare. */
export const precedence = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  concat: 5,
  sum: 6,
  product: 7,
  power: 8,
  at: 9,
  collate: 10,
  negative: 11,
  atom: 12,
} as const

export interface Operator {
  readonly sql: string
  readonly precedence: number
}

const comparing = (sql: string): Operator => ({ sql, precedence: precedence.comparison })

export const operators: Readonly<Record<StandardOp, Operator>> = {
  eq: comparing('='),
  ne: comparing('<>'),
  lt: comparing('<'),
  le: comparing('<='),
  gt: comparing('>'),
  ge: comparing('>='),
  like: comparing('like'),
  notLike: comparing('not like'),
  ilike: comparing('ilike'),
  notIlike: comparing('not ilike'),
  similarTo: comparing('similar to'),
  notSimilarTo: comparing('not similar to'),
  isDistinctFrom: comparing('is distinct from'),
  isNotDistinctFrom: comparing('is not distinct from'),
  overlapsPeriod: comparing('overlaps'),
  concat: { sql: '||', precedence: precedence.concat },
  add: { sql: '+', precedence: precedence.sum },
  sub: { sql: '-', precedence: precedence.sum },
  mul: { sql: '*', precedence: precedence.product },
  div: { sql: '/', precedence: precedence.product },
  mod: { sql: '%', precedence: precedence.product },
}

/** What another dialect adds binds like `||`, as every operator does in PostgreSQL that the standard has no place for. */
const precedenceOf = (op: BinaryOp): number =>
  op === 'power'
    ? precedence.power
    : ((operators as { readonly [op: string]: Operator | undefined })[op]?.precedence ?? precedence.concat)

/** How tightly the outermost operator of a node binds. */
const bindingOf = (node: Node): number => {
  switch (node._tag) {
    case 'Junction':
      return precedence[node.op]
    case 'Not':
      return precedence.not
    case 'Binary':
      return precedenceOf(node.op)
    case 'Prefix':
      return precedence.concat
    case 'AtTimeZone':
      return precedence.at
    case 'Collate':
      return precedence.collate
    case 'Truth':
    case 'IsJson':
    case 'IsDocument':
    case 'IsNull':
    case 'Between':
    case 'InValues':
    case 'InList':
    case 'InQuery':
    case 'Holds':
    // looser than arithmetic, tighter than `not`: what it binds like beside other operators is left to no table
    case 'CustomOperator':
      return precedence.comparison
    case 'Negative':
      return precedence.negative
    // the user's own SQL may hold any operator
    case 'Raw':
      return 0
    default:
      return precedence.atom
  }
}

/** By far the most operands: they need no look at the table. */
const isPlain = ({ _tag }: Node): boolean => _tag === 'Column' || _tag === 'Param'

/** An operand that must bind more tightly than `than`. */
export const operand = (to: Writer, node: Node, than: number): void => {
  if (isPlain(node) || bindingOf(node) > than) return spell(to, node)
  to.text += '('
  spell(to, node)
  to.text += ')'
}

/** An operand that stands bare only if it is an atom. */
export const atom = (to: Writer, node: Node): void => operand(to, node, precedence.atom - 1)

const arithmetic: ReadonlySet<BinaryOp> = new Set(['add', 'sub', 'mul', 'div', 'mod', 'concat'])

/** What the grammar takes for the lower bound of BETWEEN, where AND ends it: no AT TIME ZONE, COLLATE or LIKE. */
const isBound = (node: Node): boolean =>
  node._tag === 'Binary'
    ? arithmetic.has(node.op) && isBound(node.left) && isBound(node.right)
    : bindingOf(node) === precedence.atom

/** The lower bound of BETWEEN. */
export const lowerBound = (to: Writer, node: Node): void =>
  isBound(node) ? operand(to, node, precedence.comparison) : atom(to, node)

/** `||` binds more tightly than `*` in SQLite and less than `+` in PostgreSQL: between them nothing is left to precedence. */
const mixesWithConcat = (outer: BinaryOp, node: Node): boolean => {
  if (precedenceOf(outer) !== precedence.concat) return false
  const binding = bindingOf(node)
  return binding > precedence.concat && binding < precedence.atom
}

/** Steps into a document, one after the other, are read from the left by every database that has them. */
const steps: ReadonlySet<BinaryOp> = new Set(['get', 'getText', 'getPath', 'getPathText'])

const follows = (outer: BinaryOp, inner: BinaryOp): boolean => outer === inner || (steps.has(outer) && steps.has(inner))

/** The left or right operand of an operator. */
export const operandOf = (to: Writer, outer: BinaryOp, node: Node, side: 'left' | 'right'): void => {
  if (isPlain(node)) return spell(to, node)
  const own = precedenceOf(outer)
  // `a - b - c` is `(a - b) - c`, comparisons do not chain at all, and beside an operator of another dialect nothing
  // is left to precedence
  const leftOfItsLevel =
    side === 'left' &&
    own > precedence.comparison &&
    bindingOf(node) === own &&
    (own !== precedence.concat || (node._tag === 'Binary' && follows(outer, node.op)))
  if (mixesWithConcat(outer, node)) return atom(to, node)
  return operand(to, node, leftOfItsLevel ? own - 1 : own)
}
