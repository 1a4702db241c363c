/** Expressions in standard SQL. */
import { unsupported } from '../../lib/ast/CompileError.js'
import type { AggregateName, FunctionName, Node } from '../../lib/ast/Node.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { bind, identifier, indented, report, spell, spellAll, type Writer } from '../../lib/compile/Writer.js'
import { operand, operandOf, operators, precedence } from './operators.js'
import { writeSelect } from './select.js'

const functions: Readonly<Record<FunctionName, string>> = {
  coalesce: 'coalesce',
  nullIf: 'nullif',
  lower: 'lower',
  upper: 'upper',
  length: 'char_length',
  abs: 'abs',
  round: 'round',
  now: 'current_timestamp',
}

const aggregates: Readonly<Record<AggregateName, string>> = {
  count: 'count',
  sum: 'sum',
  avg: 'avg',
  min: 'min',
  max: 'max',
}

/** `name(a, b)` */
export const call = (to: Writer, name: string, args: ReadonlyArray<Node>): void => {
  to.text += `${name}(`
  spellAll(to, args, ', ')
  to.text += ')'
}

/** `operand in (…)` */
const membership = (to: Writer, node: Node, negated: boolean, list: () => void): void => {
  operand(to, node, precedence.comparison)
  to.text += negated ? ' not in ' : ' in '
  list()
}

export const expressions: Cases<Exclude<Node['_tag'], 'Output'>> = {
  Column: ({ table, name }, to) => {
    identifier(to, table)
    to.text += '.'
    identifier(to, name)
  },

  Param: ({ value, type, cast }, to) => {
    if (value === undefined) {
      return report(to, {
        _tag: 'InvalidArgument',
        argument: 'a value',
        reason: 'is undefined',
        hint: 'give null for NULL, or skip in place of the condition',
      })
    }
    const position = bind(to, value, type)
    to.text += cast
      ? to.dialect.typedPlaceholder(position, to.dialect.codec(type).name)
      : to.dialect.placeholder(position)
  },

  Constant: ({ value }, to) => {
    to.text += value ? 'true' : 'false'
  },

  Binary: ({ op, left, right }, to) => {
    operandOf(to, op, left, 'left')
    to.text += ` ${operators[op].sql} `
    operandOf(to, op, right, 'right')
  },

  Junction: ({ op, conditions }, to) => {
    for (let i = 0; i < conditions.length; i++) {
      if (i > 0) to.text += op === 'and' ? ' and ' : ' or '
      operand(to, conditions[i] as Node, precedence[op])
    }
  },

  Not: ({ condition }, to) => {
    to.text += 'not '
    operand(to, condition, precedence.not)
  },

  Negative: ({ operand: node }, to) => {
    to.text += '-'
    // two minus signs in a row would start a comment
    operand(to, node, precedence.negative)
  },

  IsNull: ({ operand: node, negated }, to) => {
    operand(to, node, precedence.comparison)
    to.text += negated ? ' is not null' : ' is null'
  },

  Between: ({ operand: node, low, high, negated }, to) => {
    operand(to, node, precedence.comparison)
    to.text += negated ? ' not between ' : ' between '
    operand(to, low, precedence.comparison)
    to.text += ' and '
    operand(to, high, precedence.comparison)
  },

  InValues: ({ operand: node, values, negated }, to) =>
    membership(to, node, negated, () => {
      to.text += '('
      for (let i = 0; i < values.length; i++) {
        if (i > 0) to.text += ', '
        spell(to, { joinery: node.joinery, _tag: 'Param', value: values[i], type: node.type, cast: false })
      }
      to.text += ')'
    }),

  InList: ({ operand: node, items, negated }, to) =>
    membership(to, node, negated, () => {
      to.text += '('
      spellAll(to, items, ', ')
      to.text += ')'
    }),

  InQuery: ({ operand: node, query, negated }, to) =>
    membership(to, node, negated, () => indented(to, () => spell(to, query))),

  Exists: ({ query }, to) => {
    to.text += 'exists '
    indented(to, () =>
      query._tag === 'Select'
        ? writeSelect(to, query, () => {
            to.text += '1'
          })
        : spell(to, query),
    )
  },

  Scalar: ({ query }, to) => indented(to, () => spell(to, query)),

  Call: ({ name, args }, to) => {
    // standard SQL has no parentheses here
    if (name === 'now') to.text += functions.now
    else call(to, functions[name], args)
  },

  Aggregate: ({ name, operand: node, distinct }, to) => {
    to.text += `${aggregates[name]}(${distinct ? 'distinct ' : ''}`
    if (node === null) to.text += '*'
    else spell(to, node)
    to.text += ')'
  },

  Collect: (_, to) =>
    report(to, unsupported(to.dialect.name, 'nested results', 'compile with the dialect of your database')),

  Raw: ({ strings, holes }, to) => {
    for (let i = 0; i < strings.length; i++) {
      to.text += strings[i]
      const hole = holes[i]
      if (hole !== undefined) spell(to, hole)
    }
  },

  Default: (_, to) => {
    to.text += 'default'
  },

  Skip: (_, to) => {
    to.text += 'true'
  },

  Invalid: ({ error }, to) => report(to, error),
}
