/**
 * That the form of a statement is all of it: where a node has a field that `form.ts` does not read by
 * name, this file does not compile. Checked by `tsc`, never run.
 */
import type { Collect, Column, InValues, Junction, Order, Param } from '../../lib/ast/Node.js'
import type { Binary } from '../../lib/ast/Operator.js'
import type { Cte, CteSelf, Insert, Join, Select, TableNode, Update } from '../../lib/ast/Statement.js'
import type { Aggregate, Over, Window, WindowFunction } from '../../lib/ast/Window.js'

type Whole<T, K extends keyof T> = [Exclude<keyof T, K | 'joinery' | '_tag'>] extends [never] ? true : never

type True<T extends true> = T

export type Nodes = readonly [
  True<
    Whole<
      Select,
      | 'from'
      | 'joins'
      | 'where'
      | 'groupBy'
      | 'having'
      | 'orderBy'
      | 'limit'
      | 'offset'
      | 'locks'
      | 'extras'
      | 'distinct'
      | 'distinctOn'
      | 'projection'
    >
  >,
  True<Whole<Insert, 'table' | 'rows' | 'query' | 'targets' | 'overriding' | 'conflict' | 'projection' | 'ctes'>>,
  True<Whole<Update, 'table' | 'set' | 'assignments' | 'using' | 'where' | 'everyRow' | 'projection' | 'ctes'>>,
  True<
    Whole<
      Aggregate,
      'custom' | 'schema' | 'name' | 'args' | 'distinct' | 'orderBy' | 'withinGroup' | 'filter' | 'making' | 'type'
    >
  >,
  True<Whole<Collect, 'query' | 'strategy' | 'required' | 'rows' | 'type'>>,
  True<Whole<Cte, 'key' | 'name' | 'alias' | 'query' | 'materialized' | 'recursive' | 'search' | 'cycle' | 'columns'>>,
  True<Whole<Over, 'operand' | 'window' | 'type'>>,
  True<Whole<Window, 'base' | 'name' | 'partitionBy' | 'orderBy' | 'frame' | 'exclude'>>,
  True<Whole<WindowFunction, 'custom' | 'schema' | 'name' | 'args' | 'type'>>,
  True<Whole<Collect['rows'], 'projection' | 'shape' | 'label'>>,
  True<Whole<Binary, 'op' | 'left' | 'right' | 'type'>>,
  True<Whole<Junction, 'op' | 'conditions' | 'type'>>,
  True<Whole<Order, 'operand' | 'direction' | 'nulls'>>,
  True<Whole<Param, 'value' | 'type' | 'cast'>>,
  True<Whole<InValues, 'operand' | 'values' | 'negated' | 'type'>>,
  True<Whole<Join, 'kind' | 'source' | 'on'>>,
  True<Whole<Column, 'table' | 'name' | 'type'>>,
  True<Whole<CteSelf, 'key' | 'name' | 'alias' | 'columns'>>,
  True<
    Whole<
      TableNode,
      'schema' | 'name' | 'alias' | 'columns' | 'definitions' | 'constraints' | 'only' | 'sample' | 'details'
    >
  >,
]
