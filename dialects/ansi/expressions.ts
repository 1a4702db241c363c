/** Expressions in standard SQL. */
import { invalidArgument, unsupported } from '../../lib/ast/CompileError.js'
import type { Jsons } from '../../lib/ast/Json.js'
import { brand, type Node, type Quantified } from '../../lib/ast/Node.js'
import type { Binary, BinaryOp, Escaped, StandardOp, Truth } from '../../lib/ast/Operator.js'
import { textType } from '../../lib/ast/SqlType.js'
import type { CustomCall, Values } from '../../lib/ast/Value.js'
import type { Xmls } from '../../lib/ast/Xml.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import {
  identifier,
  indented,
  qualified,
  report,
  spell,
  spellAll,
  type Writer,
  writeParameter,
  writeValue,
} from '../../lib/compile/Writer.js'
import { writeArguments } from './arguments.js'
import { checkType } from './checkType.js'
import { atom, lowerBound, operand, operandOf, operators, precedence } from './operators.js'
import { escapeCharacter, likePattern } from './patterns.js'
import { typeName } from './typeName.js'
import { aggregateBy, windowsBy } from './windows.js'

/** What is not called as its name says. */
const functions: { readonly [name: string]: string | undefined } = {
  nullIf: 'nullif',
  concatText: 'concat',
  boxOf: 'box',
  circleOf: 'circle',
  lineOf: 'line',
  lsegOf: 'lseg',
  pathOf: 'path',
  pointOf: 'point',
  polygonOf: 'polygon',
  shapeLength: 'length',
  divTrunc: 'div',
  xidAge: 'age',
  tsRewriteBy: 'ts_rewrite',
  unnestTsvector: 'unnest',
  inetText: 'text',
  truncMacaddr: 'trunc',
  substringMatch: 'substring',
  substringSimilar: 'substring',
  length: 'char_length',
}

/** Comparisons that the grammar has no place for any or all in. */
const unquantified: ReadonlySet<BinaryOp> = new Set([
  'isDistinctFrom',
  'isNotDistinctFrom',
  'similarTo',
  'notSimilarTo',
  'overlapsPeriod',
])

/** Whether it may compare with any or all values of a query or an array. */
export const isQuantifiable = ({ op, type }: Binary): boolean => type._tag === 'boolean' && !unquantified.has(op)

/** `regexpReplace` is `regexp_replace`. */
const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** A function's name as a word of SQL: nothing else can stand there. */
export const functionName = (to: Writer, name: string): string => {
  const sql = functions[name] ?? snakeCase(name)
  if (/^[a-z][a-z0-9_]*$/.test(sql)) return sql
  report(to, { _tag: 'InvalidIdentifier', name, reason: 'it is no function of SQL' })
  return ''
}

/** A name in its schema, as the database has it. */
export const writeQualified = (to: Writer, schema: string | null, name: string): void => {
  if (schema !== null) {
    identifier(to, schema)
    to.text += '.'
  }
  identifier(to, name)
}

/** Any or all, of a query or of an array. */
export const writeQuantified = (to: Writer, { quantifier, of }: Quantified): void => {
  to.text += `${quantifier} `
  if ('type' in of) {
    to.text += '('
    // parentheses around parentheses are none: a query of one array would be one of many elements
    spell(to, of._tag === 'Scalar' ? { joinery: brand, _tag: 'Cast', operand: of, type: of.type } : of)
    to.text += ')'
  } else indented(to, () => spell(to, of))
}

/** `name(a, b)`, of a function whose arguments SQL has the names of. */
export const call = (to: Writer, name: string, args: ReadonlyArray<Node>): void => {
  to.text += `${name}(`
  writeArguments(to, args, (argument) => {
    to.text += functionName(to, argument)
  })
  to.text += ')'
}

/** `"schema"."name"(a, b)` */
export const customCall = (to: Writer, { schema, name, args }: CustomCall): void => {
  writeQualified(to, schema, name)
  to.text += '('
  writeArguments(to, args, (argument) => identifier(to, argument))
  to.text += ')'
}

/** A pattern, and what stands before a wildcard of it that is none. */
const writeEscaped = (to: Writer, { pattern, escape }: Escaped): void => {
  operand(to, pattern, precedence.comparison)
  to.text += ' escape '
  operand(to, escape, precedence.comparison)
}

/** Two operands with a symbol between them. */
export const writeBinary = (to: Writer, node: Binary, symbol: string): void => {
  const { op, left, right } = node
  operandOf(to, op, left, 'left')
  to.text += ` ${symbol} `
  if (right._tag === 'Quantified' && isQuantifiable(node)) writeQuantified(to, right)
  else if (right._tag === 'Escaped') writeEscaped(to, right)
  else operandOf(to, op, right, 'right')
}

const truths: Readonly<Record<Truth['truth'], string>> = { true: 'true', false: 'false', unknown: 'unknown' }

/** `operand in (…)` */
const membership = (to: Writer, node: Node, negated: boolean, list: () => void): void => {
  operand(to, node, precedence.comparison)
  to.text += negated ? ' not in ' : ' in '
  list()
}

const reportNested = (to: Writer): void =>
  report(to, unsupported(to.dialect.name, 'nested results', 'compile with the dialect of your database'))

export const expressions: Cases<
  Exclude<Node['_tag'], 'Grouping' | 'Output' | Values['_tag'] | Jsons['_tag'] | Xmls['_tag'] | 'Prefix' | 'IsJson'>
> = {
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
    writeValue(to, value, type, cast)
  },

  Placeholder: (node, to) => writeParameter(to, node),

  Constant: ({ value }, to) => {
    to.text += value ? 'true' : 'false'
  },

  Binary: (node, to) => {
    const { op } = node
    if (Object.hasOwn(operators, op)) writeBinary(to, node, operators[op as StandardOp].sql)
    else report(to, unsupported(to.dialect.name, `operator ${op}`, 'compile with the dialect of PostgreSQL'))
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

  Between: ({ operand: node, low, high, symmetric, negated }, to) => {
    operand(to, node, precedence.comparison)
    to.text += negated ? ' not between ' : ' between '
    if (symmetric) to.text += 'symmetric '
    lowerBound(to, low)
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

  InList: ({ operand: node, items, negated, type }, to) => {
    const [only] = items
    // parentheses around parentheses are none: in a list of it alone, a query of one value would be one of many rows
    if (items.length === 1 && only?._tag === 'Scalar')
      return spell(to, { joinery: brand, _tag: 'Binary', op: negated ? 'ne' : 'eq', left: node, right: only, type })
    membership(to, node, negated, () => {
      to.text += '('
      spellAll(to, items, ', ')
      to.text += ')'
    })
  },

  InQuery: ({ operand: node, query, negated }, to) =>
    membership(to, node, negated, () => indented(to, () => spell(to, query))),

  Truth: ({ operand: node, truth, negated }, to) => {
    operand(to, node, precedence.comparison)
    to.text += negated ? ` is not ${truths[truth]}` : ` is ${truths[truth]}`
  },

  Collate: ({ operand: node, schema, collation }, to) => {
    operand(to, node, precedence.collate)
    to.text += ' collate '
    writeQualified(to, schema, collation)
  },

  AtTimeZone: ({ operand: node, zone }, to) => {
    operand(to, node, precedence.at)
    to.text += ' at time zone '
    operand(to, zone, precedence.at)
  },

  // what may stand on the right of a comparison is spelled there
  Quantified: ({ quantifier }, to) => {
    const hint = 'put it on the right of a comparison, as in gt(x, all_(query))'
    report(to, invalidArgument(`${quantifier}_`, 'is no value of its own', hint))
  },

  Escaped: (_, to) =>
    report(to, invalidArgument('an escape character', 'is no value of its own', 'give it to like or similarTo')),

  Exists: ({ query }, to) => {
    to.text += 'exists '
    indented(to, () =>
      query._tag === 'Select'
        ? to.dialect.select(to, query, () => {
            to.text += '1'
          })
        : spell(to, query),
    )
  },

  Scalar: ({ query }, to) => indented(to, () => spell(to, query)),

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
    checkType(to, type)
    to.text += 'cast('
    spell(to, node)
    to.text += ` as ${typeName(type)})`
  },

  CustomOperator: ({ schema, symbol, left, right }, to) => {
    // elsewhere than in PostgreSQL it is a placeholder
    if (symbol.includes('?') && to.dialect.placeholder(1) === '?')
      return report(to, unsupported(to.dialect.name, `operator ${symbol}`, 'call a function that does the same'))
    if (left !== null) {
      atom(to, left)
      to.text += ' '
    }
    if (schema === null) to.text += `${symbol} `
    else {
      to.text += 'operator('
      identifier(to, schema)
      to.text += `.${symbol}) `
    }
    atom(to, right)
  },

  Holds: ({ operand: node, text, at, ignoreCase }, to) => {
    operandOf(to, 'like', node, 'left')
    to.text += ` ${operators[ignoreCase ? 'ilike' : 'like'].sql} `
    writeValue(to, likePattern(text, at), textType, false)
    to.text += ` escape '${escapeCharacter}'`
  },

  Aggregate: aggregateBy(functionName),

  ...windowsBy(functionName),

  Collect: (_, to) => reportNested(to),

  Gather: (_, to) => reportNested(to),

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
