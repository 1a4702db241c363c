/** The examples of doc comments: each type-checks, and gives the SQL that it shows. */
import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as joinery from '../lib/index.js'
import { type Example, examples } from './support/docs/examples.js'
import { load, typeErrors, write } from './support/docs/program.js'
import { shows, spelled } from './support/docs/spell.js'

/** Without the stack of this file, which is not where the mistake is. */
const failWith = (text: string): never => {
  throw Object.assign(new Error(text), { stack: '' })
}

const typesOf = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/export (type )?\{([^}]*)\}/g)].flatMap(([, whole, names = '']) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && (whole !== undefined || name.startsWith('type ')))
      .map((name) => name.replace(/^type /, '')),
  )

const all = examples()
const program = write(
  all,
  Object.keys(joinery),
  typesOf(readFileSync('lib/index.ts', 'utf8')).filter((name) => !(name in joinery)),
  readFileSync('test/support/docs/tables.ts', 'utf8'),
)
const errors = typeErrors(program)
const run = load()

const shown = ({ file, line, code }: Example): string => `${file}:${line}\n${code}`

test('examples are found', () => {
  if (all.length < 100) failWith(`only ${all.length} examples`)
})

for (const file of new Set(all.map((example) => example.file))) {
  test(`the examples of ${file} type-check, and give the SQL that they show`, () => {
    const wrong = all.flatMap((example, i) => {
      if (example.file !== file) return []
      const error = errors.get(i)
      if (error !== undefined) return [`${shown(example)}\n${error}`]
      if (example.sql === null) return []
      const value = run[i]?.()
      const result = spelled(value)
      if (result === null || shows(example.sql, result)) return []
      return [
        `${shown(example)}\nshows ${example.sql}\ngives ${[...result.texts, ...result.problems].slice(0, 3).join('\n      ')}`,
      ]
    })
    if (wrong.length > 0) failWith(wrong.join('\n\n'))
  })
}

test.run()
