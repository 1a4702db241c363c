/** What the READMEs say is true: their TypeScript type-checks and runs, and their SQL is what is compiled. */
import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { compare } from './support/readme/compare.js'
import { type Program, pages, programsOf } from './support/readme/page.js'
import { type Run, run, typeErrors, write } from './support/readme/program.js'

const read = (page: string): ReadonlyArray<Program> | Error => {
  try {
    return programsOf(page, readFileSync(page, 'utf8'))
  } catch (error) {
    return error as Error
  }
}

/** Without the stack of this file, which is not where the mistake is. */
const failWith = (text: string): never => {
  throw Object.assign(new Error(text), { stack: '' })
}

const found = pages().map((page) => [page, read(page)] as const)
const programs = found.flatMap(([, result]) => (result instanceof Error ? [] : result))

test('there is a README with examples', () => {
  assert.ok(programs.some(({ page }) => page === 'README.md'))
})

for (const [page, result] of found)
  test(`${page} has fences that mean something`, () => {
    if (result instanceof Error) failWith(result.message)
  })

test('every example type-checks', () => {
  write(programs)
  const errors = typeErrors(programs)
  if (errors.length > 0) failWith(errors.join('\n'))
})

for (const program of programs) {
  let ran: Run | null = null

  test(`${program.name} runs from its first example to its last`, async () => {
    ran = await run(program)
    if (ran.failure !== null) failWith(ran.failure)
  })

  for (const shown of program.shown)
    test(`${program.page}:${shown.line} shows the SQL of the example before it`, async () => {
      const [actual, expected] = compare(ran ?? (await run(program)), shown)
      assert.equal(actual, expected)
    })
}

test.run()
