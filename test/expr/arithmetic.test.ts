import { suite } from 'uvu'
import { add, concat, div, integer, mod, mul, negative, sub, text, value } from '../../lib/index.js'
import { users } from '../support/blog.js'
import { expectCases } from '../support/cases.js'

const test = suite('arithmetic')

const { age, id, name, fullname } = users.c

expectCases(test, [
  {
    sentence: 'add is null where an operand is',
    expr: add(age, 1),
    postgres: '"users"."age" + $1',
    values: [1],
    yields: [32, 26, null],
  },
  {
    sentence: 'sub subtracts',
    expr: sub(age, id),
    postgres: '"users"."age" - "users"."id"',
    yields: [30, 23, null],
  },
  { sentence: 'mul multiplies', expr: mul(id, 3), postgres: '"users"."id" * $1', values: [3], yields: [3, 6, 9] },
  {
    sentence: 'div of whole numbers is a whole number',
    expr: div(age, 2),
    postgres: '"users"."age" / $1',
    values: [2],
    yields: [15, 12, null],
  },
  {
    sentence: 'mod is the remainder',
    expr: mod(age, 10),
    postgres: '"users"."age" % $1',
    values: [10],
    yields: [1, 5, null],
  },
  {
    sentence: 'negative puts a minus before',
    expr: negative(age),
    postgres: '-"users"."age"',
    yields: [-31, -25, null],
  },
  {
    sentence: 'negative of negative is not the start of a comment',
    expr: negative(negative(id)),
    postgres: '-(-"users"."id")',
    yields: [1, 2, 3],
  },
  {
    sentence: 'sub of a negative value is not the start of a comment',
    expr: sub(id, negative(value(integer, -5))),
    postgres: '"users"."id" - -$1::integer',
    values: [-5],
    yields: [-4, -3, -2],
  },
  {
    sentence: 'a sum within a product keeps its parentheses',
    expr: mul(add(id, 1), 2),
    postgres: '("users"."id" + $1) * $2',
    values: [1, 2],
    yields: [4, 6, 8],
  },
  {
    sentence: 'a product within a sum needs none',
    expr: add(mul(id, 2), 1),
    postgres: '"users"."id" * $1 + $2',
    values: [2, 1],
    yields: [3, 5, 7],
  },
  {
    sentence: 'the left of a difference needs none',
    expr: sub(sub(age, 5), 1),
    postgres: '"users"."age" - $1 - $2',
    values: [5, 1],
    yields: [25, 19, null],
  },
  {
    sentence: 'the right of a difference keeps its parentheses',
    expr: sub(age, sub(id, 1)),
    postgres: '"users"."age" - ("users"."id" - $1)',
    values: [1],
    yields: [31, 24, null],
  },
  {
    sentence: 'the right of a quotient keeps its parentheses',
    expr: div(value(integer, 100), mul(id, 5)),
    postgres: '$1::integer / ("users"."id" * $2)',
    values: [100, 5],
    yields: [20, 10, 6],
  },
  {
    sentence: 'concat joins text, and is null where an operand is',
    expr: concat(fullname, '!'),
    postgres: '"users"."fullname" || $1',
    values: ['!'],
    yields: ['Jack Jones!', null, 'Wendy Williams!'],
  },
  {
    sentence: 'concat of concat needs no parentheses on the left',
    expr: concat(concat(name, '-'), name),
    postgres: '"users"."name" || $1 || "users"."name"',
    values: ['-'],
    yields: ['jack-jack', 'ed-ed', 'wendy-wendy'],
  },
  {
    sentence: 'concat of concat keeps its parentheses on the right',
    expr: concat(value(text, '<'), concat(name, '>')),
    postgres: '$1::text || ("users"."name" || $2)',
    values: ['<', '>'],
    yields: ['<jack>', '<ed>', '<wendy>'],
  },
])

test.run()
