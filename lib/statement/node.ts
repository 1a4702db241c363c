/**
 * From the typed view of a statement to its node, and back.
 *
 * A JavaScript caller may give a clause what it does not apply to: what comes out then is a statement that says so when
 * it is compiled, and takes every further clause.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { isBranded } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import type { Statement } from '../ast/Scope.js'
import type {
  Delete,
  Extras,
  Insert,
  InvalidStatement,
  Merge,
  Query as QueryNode,
  Select as SelectNode,
  Statement as StatementNode,
  Update,
  Writing,
} from '../ast/Statement.js'

type AnyStatement = Statement<any, any, any, any, any>

/** Remembers a statement's types: the one place where they are asserted. */
export const typedStatement = <K, S, O, F, R>(node: StatementNode): Statement<K, S, O, F, R> =>
  node as unknown as Statement<K, S, O, F, R>

/** Remembers the types that a clause leaves as they are. */
export const sameTypes = <Q extends AnyStatement>(_: Q, node: StatementNode): Q => node as unknown as Q

/** What is not said. */
export const noExtras: Extras = { withTies: false, groupDistinct: false, ctes: [] }

export const emptySelect: SelectNode = {
  joinery: brand,
  _tag: 'Select',
  distinct: false,
  distinctOn: null,
  projection: null,
  from: null,
  joins: [],
  where: [],
  groupBy: [],
  having: [],
  orderBy: [],
  limit: null,
  offset: null,
  locks: [],
  extras: null,
}

/** A statement that cannot be, with the reason. */
export const invalidStatement = (error: CompileError): InvalidStatement => ({
  ...emptySelect,
  rows: [],
  query: null,
  targets: null,
  overriding: null,
  conflict: null,
  set: {},
  assignments: [],
  using: [],
  whens: [],
  ctes: [],
  _tag: 'InvalidStatement',
  error,
})

const misapplied = (clause: string, hint: string): InvalidStatement =>
  invalidStatement(invalidArgument(`what ${clause} was applied to`, 'does not take it', hint))

type Tag = StatementNode['_tag']

const isOneOf = (u: unknown, tags: ReadonlyArray<Tag>): boolean =>
  isBranded(u) && (tags.includes((u as StatementNode)._tag) || (u as StatementNode)._tag === 'InvalidStatement')

/** The node of a statement of one of these kinds, whose clauses are then the ones that `N` has. */
const nodeOfKind =
  <N>(tags: ReadonlyArray<Tag>, hint: string) =>
  (self: AnyStatement, clause: string): N =>
    // an invalid statement has the clauses of all kinds
    (isOneOf(self, tags) ? self : misapplied(clause, hint)) as unknown as N

export const selectNode = /* @__PURE__ */ nodeOfKind<SelectNode>(['Select'], 'it belongs to a select: start with from')

export const queryNode = /* @__PURE__ */ nodeOfKind<QueryNode>(
  ['Select', 'SetOperation', 'Values'],
  'it belongs to a select: start with from',
)

/** What can be a common table expression, and can come after some. */
export const yieldingNode = /* @__PURE__ */ nodeOfKind<QueryNode | Writing>(
  ['Select', 'SetOperation', 'Values', 'Insert', 'Update', 'Delete', 'Merge'],
  'it belongs to a query, or to a write with returning',
)

/** What can be prepared. */
export const statementNode = /* @__PURE__ */ nodeOfKind<StatementNode>(
  ['Select', 'SetOperation', 'Values', 'Insert', 'Update', 'Delete', 'Merge', 'RawStatement'],
  'it belongs to a query or a write',
)

export const filterableNode = /* @__PURE__ */ nodeOfKind<SelectNode | Update | Delete>(
  ['Select', 'Update', 'Delete'],
  'it belongs to a select, an update or a delete',
)

export const insertNode = /* @__PURE__ */ nodeOfKind<Insert>(
  ['Insert'],
  'it belongs to an insert: start with insertInto',
)

export const updateNode = /* @__PURE__ */ nodeOfKind<Update>(['Update'], 'it belongs to an update: start with update')

export const deleteNode = /* @__PURE__ */ nodeOfKind<Delete>(
  ['Delete'],
  'it belongs to a delete: start with deleteFrom',
)

export const mergeNode = /* @__PURE__ */ nodeOfKind<Merge>(['Merge'], 'it belongs to a merge: start with mergeInto')

export const changingNode = /* @__PURE__ */ nodeOfKind<Update | Delete>(
  ['Update', 'Delete'],
  'it belongs to an update or a delete',
)

export const writingNode = /* @__PURE__ */ nodeOfKind<Writing>(
  ['Insert', 'Update', 'Delete', 'Merge'],
  'it belongs to an insert, an update, a delete or a merge; a select has select',
)
