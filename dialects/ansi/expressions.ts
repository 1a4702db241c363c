/** Expressions in standard SQL. */
import { invalidArgument, unsupported } from '../../lib/ast/CompileError.js'
import type { BinaryOp, FunctionName, Node } from '../../lib/ast/Node.js'
import { textType } from '../../lib/ast/SqlType.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import {
  bind,
  identifier,
  indented,
  qualified,
  report,
  spell,
  spellAll,
  type Writer,
} from '../../lib/compile/Writer.js'
import { atom, operand, operandOf, operators, precedence } from './operators.js'
import { escapeCharacter, likePattern } from './patterns.js'
import { writeSelect } from './select.js'
import { typeName } from './typeName.js'
import { aggregateBy, aggregateNames, windows } from './windows.js'

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

/** What compares with any or all values of a query. */
export const quantifiable: ReadonlySet<BinaryOp> = new Set(['eq', 'ne', 'lt', 'le', 'gt', 'ge'])

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

export const expressions: Cases<Exclude<Node['_tag'], 'Grouping' | 'Output'>> = {
  Column: (node, to) => qualified(to, node),

  Param: ({ value, type, cast }, to) => {
    if (value === undefined) {
      return report(to, {
        _tag: 'InvalidArgument',
        argument: 'a value',
        reason: 'is undefined',
        hint: 'give null for NULL, or skip in place of the condition',
      })
    }
    if (to.literal !== null) {
      to.text += to.literal(to, value, type)
      return
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
    if (right._tag === 'Quantified' && quantifiable.has(op)) {
      to.text += `${right.quantifier} `
      indented(to, () => spell(to, right.query))
    } else operandOf(to, op, right, 'right')
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

  // what may stand on the right of a comparison is spelled there
  Quantified: ({ quantifier }, to) => {
    const hint = 'put it on the right of a comparison, as in gt(x, all_(query))'
    report(to, invalidArgument(`${quantifier}_`, 'is no value of its own', hint))
  },

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

  Case: ({ operand: node, branches, otherwise }, to) => {
    to.text += 'case'
    if (node !== null) {
      to.text += ' '
      spell(to, node)
    }
    for (const branch of branches) {
      to.text += ' when '
      spell(to, branch.when)
      to.text += ' then '
      spell(to, branch.result)
    }
    if (otherwise !== null) {
      to.text += ' else '
      spell(to, otherwise)
    }
    to.text += ' end'
  },

  Cast: ({ operand: node, type }, to) => {
    to.text += 'cast('
    spell(to, node)
    to.text += ` as ${typeName(type)})`
  },

  CustomCall: ({ schema, name, args }, to) => {
    if (schema !== null) {
      identifier(to, schema)
      to.text += '.'
    }
    identifier(to, name)
    call(to, '', args)
  },

  CustomOperator: ({ symbol, left, right }, to) => {
    // elsewhere than in PostgreSQL it is a placeholder
    if (symbol.includes('?') && to.dialect.placeholder(1) === '?')
      return report(to, unsupported(to.dialect.name, `operator ${symbol}`, 'call a function that does the same'))
    atom(to, left)
    to.text += ` ${symbol} `
    atom(to, right)
  },

  Holds: ({ operand: node, text, at, ignoreCase }, to) => {
    operandOf(to, 'like', node, 'left')
    to.text += ` ${operators[ignoreCase ? 'ilike' : 'like'].sql} `
    to.text += to.dialect.placeholder(bind(to, likePattern(text, at), textType))
    to.text += ` escape '${escapeCharacter}'`
  },

  Aggregate: aggregateBy(aggregateNames),

  ...windows,

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
