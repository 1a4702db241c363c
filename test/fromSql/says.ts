/** What a text of SQL becomes, beside tables that a program has already. */
import type { Either } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as assert from 'uvu/assert'
import { catalogOf, fromSql, type Problem } from '../../lib/fromSql/index.js'
import {
  array,
  bigint,
  boolean,
  date,
  defaultTo,
  enumType,
  integer,
  jsonb,
  now,
  nullable,
  numeric,
  primaryKey,
  serial,
  table,
  text,
  timestamptz,
} from '../../lib/index.js'

export const mood = enumType('mood', ['sad', 'ok'])

export const users = table('users', {
  id: primaryKey(serial),
  name: text,
  age: nullable(integer),
  managerId: nullable(integer),
  mood: nullable(mood),
  active: boolean,
})

export const posts = table('posts', {
  id: primaryKey(serial),
  author: integer,
  title: text,
  words: nullable(bigint),
  price: nullable(numeric(10, 2)),
  tags: array(text),
  body: nullable(jsonb()),
  day: nullable(date),
  createdAt: pipe(timestamptz, defaultTo(now())),
})

export const catalog = catalogOf('./tables.js', { users, posts })

export const translated = async (sql: string): Promise<Either<ReadonlyArray<Problem>, string>> => {
  const made = await fromSql(sql, catalog)()
  return made._tag === 'Left' ? made : { _tag: 'Right', right: made.right.module }
}

const withoutImports = (module: string): string =>
  module
    .split(/\n(?=const|export)/)
    .slice(1)
    .join('\n')
    .trim()

/** The statements of the module that a text of SQL becomes, without its imports. */
export const says = async (sql: string, expected: string): Promise<void> => {
  const made = await translated(sql)
  if (made._tag === 'Left') throw new Error(made.left.map(({ message }) => message).join('\n'))
  assert.is(withoutImports(made.right).replace(/\n\n+/g, '\n'), dedented(expected))
}

const dedented = (text: string): string => {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length))
  return lines.map((line) => line.slice(indent)).join('\n')
}
