/** SQL/JSON, as the standard has it: its functions have words between their arguments. */
import type { ExpressionCase } from './expression.js'
import type { Scope } from './Scope.js'
import { type Ex, refuse, type State } from './State.js'
import type { Parts, Tree } from './tree.js'

export const jsonCases: Readonly<Record<string, ExpressionCase>> = {}

/** JSON_TABLE, as a call. */
export const jsonTableCall = (state: State, _scope: Scope, _parts: Parts, tree: Tree): Ex =>
  refuse(state, tree, 'joinery from-sql does not read JSON_TABLE yet')
