/** The examples as one program: checked by the compiler, and run. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { buildSync } from 'esbuild'
import ts from 'typescript59'
import type { Example } from './examples.js'

const folder = '.build/docs'

/** The code as the body of a function that returns its last value. */
const bodyOf = (code: string): string => {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true)
  const last = source.statements.at(-1)
  if (last === undefined) return ''
  const before = code.slice(0, last.getStart())
  const text = code.slice(last.getStart())
  if (ts.isExpressionStatement(last)) return `${before}return (${last.expression.getText()})`
  // a key of an object: `userId: pipe(…)`
  if (ts.isLabeledStatement(last) && ts.isExpressionStatement(last.statement)) {
    return `${before}return ({ ${last.label.text}: ${last.statement.expression.getText()} })`
  }
  if (ts.isVariableStatement(last)) {
    const [declaration] = last.declarationList.declarations
    return `${code}\nreturn ${declaration?.name.getText()}`
  }
  return `${before}${text}`
}

const exportsOf = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name as string)

/** One file; the line of each example in it. */
const generate = (
  all: ReadonlyArray<Example>,
  joinery: ReadonlyArray<string>,
  types: ReadonlyArray<string>,
  tables: string,
): { readonly text: string; readonly lines: ReadonlyArray<number> } => {
  const head = [
    `import { pipe } from 'fp-ts/function'`,
    `import * as O from 'fp-ts/Option'`,
    `import { ${joinery.join(', ')} } from 'joinery'`,
    `import type { ${types.join(', ')} } from 'joinery'`,
    `import { ${exportsOf(tables).join(', ')} } from '../../test/support/docs/tables.js'`,
    'export const examples: ReadonlyArray<() => unknown> = [',
  ]
  const lines: Array<number> = []
  const out = [...head]
  for (const { code } of all) {
    lines.push(out.length + 1)
    // what is not written out cannot be run
    out.push('() => {', ...(code.includes('…') ? [] : bodyOf(code).split('\n')), '},')
  }
  return { text: `${out.join('\n')}\n]\n`, lines }
}

export interface Program {
  readonly all: ReadonlyArray<Example>
  readonly lines: ReadonlyArray<number>
}

export const write = (
  all: ReadonlyArray<Example>,
  joinery: ReadonlyArray<string>,
  types: ReadonlyArray<string>,
  tables: string,
): Program => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const { text, lines } = generate(all, joinery, types, tables)
  writeFileSync(`${folder}/examples.ts`, text)
  const compilerOptions = { noUnusedLocals: false, noImplicitReturns: false, noUnusedLabels: false }
  writeFileSync(
    `${folder}/tsconfig.json`,
    JSON.stringify({ extends: '../../tsconfig.json', compilerOptions, include: ['examples.ts'] }),
  )
  return { all, lines }
}

/** The errors of each example, by its index. */
export const typeErrors = ({ lines }: Program): ReadonlyMap<number, string> => {
  const args = ['node_modules/typescript/bin/tsc', '--pretty', 'false', '-p', folder]
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  const errors = new Map<number, string>()
  for (const message of stdout.split(/\n(?=\S)/)) {
    const [, line] = /examples\.ts\((\d+),/.exec(message) ?? []
    if (line === undefined) continue
    const index = lines.filter((first) => first <= Number(line)).length - 1
    errors.set(index, `${errors.get(index) ?? ''}${message}\n`)
  }
  return errors
}

export const load = (): ReadonlyArray<() => unknown> => {
  const outfile = `${process.cwd()}/${folder}/examples.cjs`
  buildSync({
    entryPoints: [`${folder}/examples.ts`],
    outfile,
    tsconfig: 'tsconfig.json',
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  })
  return createRequire(outfile)(outfile).examples
}
