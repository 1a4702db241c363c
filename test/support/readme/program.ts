/**
 * The examples of a page as TypeScript, checked and run.
 *
 * Each generated line remembers its line of the page, and every message is given the page's lines.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { buildSync } from 'esbuild'
import ts from 'typescript59'
import type { Program } from './page.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Generated text, and for each of its lines the line of the page it comes from. */
interface Generated {
  readonly text: string
  readonly lines: ReadonlyArray<number>
}

export type Outcome =
  | { readonly _tag: 'Right'; readonly right: { readonly text: string; readonly values: ReadonlyArray<unknown> } }
  | { readonly _tag: 'Left'; readonly left: unknown }

/** What a program did: by the line of each block, the values it had; how it compiles one; and how it failed, if it did. */
export interface Run {
  readonly failure: string | null
  readonly seen: ReadonlyMap<number, ReadonlyArray<unknown>>
  readonly compile: (dialect: string, statement: unknown) => Outcome
}

// -------------------------------------------------------------------------------------
// to TypeScript
// -------------------------------------------------------------------------------------

interface Edit {
  readonly at: number
  readonly end: number
  readonly text: string
}

/** The names that a statement at the top of a block declares. */
const declaredBy = (statement: ts.Statement): ReadonlyArray<string> => {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []))
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  return named && statement.name !== undefined ? [statement.name.text] : []
}

/** One line of TypeScript for each name that an import declaration brings, so that each can be repeated by itself. */
const importsBy = (node: ts.ImportDeclaration): ReadonlyArray<{ readonly text: string; readonly at: number }> => {
  const from = node.moduleSpecifier.getText()
  const clause = node.importClause
  if (clause === undefined) return [{ text: `import ${from}`, at: node.getStart() }]
  const type = /^import\s+type\b/.test(node.getText()) ? 'type ' : ''
  const names = clause.namedBindings
  return [
    ...(clause.name === undefined
      ? []
      : [{ text: `import ${type}${clause.name.text} from ${from}`, at: clause.name.getStart() }]),
    ...(names === undefined
      ? []
      : ts.isNamespaceImport(names)
        ? [{ text: `import ${type}${names.getText()} from ${from}`, at: names.getStart() }]
        : names.elements.map((name) => ({
            text: `import ${name.isTypeOnly ? 'type ' : type}{ ${name.getText().replace(/^type\s+/, '')} } from ${from}`,
            at: name.getStart(),
          }))),
  ]
}

const apply = (text: string, edits: ReadonlyArray<Edit>): string =>
  [...edits]
    // the last ones first, or they would move the others
    .sort((a, b) => b.at - a.at || b.end - a.end)
    .reduce((edited, { at, end, text }) => edited.slice(0, at) + text + edited.slice(end), text)

const blank = (text: string): string => text.replace(/[^\n]/g, ' ')

/**
 * `check` is for the compiler: a module with everything at its top, where `await` and `declare` may stand. `run` is for
 * Node: one async function, without the blocks that are not run, which shows its values to `$seen`.
 */
const generate = (program: Program, purpose: 'check' | 'run'): Generated => {
  const imports = new Map<string, number>()
  const body: Array<readonly [string, number]> = []
  const scopes: Array<Set<string>> = [new Set()]
  const blocks = program.blocks.filter(({ words }) => purpose === 'check' || !words.includes('no-run'))
  for (const block of blocks) {
    const source = ts.createSourceFile('block.ts', block.text, ts.ScriptTarget.ES2022, true)
    const lineOf = (at: number): number => block.line + source.getLineAndCharacterOfPosition(at).line
    const edits: Array<Edit> = []
    const declared = source.statements.flatMap(declaredBy)
    for (const statement of source.statements) {
      const at = statement.getStart()
      const end = statement.getEnd()
      const text = source.text.slice(at, end)
      if (ts.isImportDeclaration(statement)) {
        for (const one of importsBy(statement)) {
          // a name may be imported as a type first and then as a value
          const asType = one.text.replace('import {', 'import type {')
          if (asType !== one.text) imports.delete(asType)
          if (!imports.has(one.text) && !imports.has(one.text.replace('import type {', 'import {')))
            imports.set(one.text, lineOf(one.at))
        }
        edits.push({ at, end, text: blank(text) })
      } else if (text.startsWith('declare ')) {
        // only at the top of a file may it stand
        imports.set(text, lineOf(at))
        edits.push({ at, end, text: blank(text) })
        continue
      } else if (text.startsWith('export ')) edits.push({ at, end: at + 'export '.length, text: '       ' })
      if (purpose === 'check') continue
      if (ts.isVariableStatement(statement))
        edits.push({
          at: end,
          end,
          text: declaredBy(statement)
            .map((name) => `;$seen(${block.line}, ${name})`)
            .join(''),
        })
      // on the same lines as before, so that the line of an error stays what it is
      if (ts.isExpressionStatement(statement)) {
        edits.push({ at, end: at, text: `;$seen(${block.line}, ` })
        edits.push({ at: statement.expression.getEnd(), end: statement.expression.getEnd(), text: ')' })
      }
    }
    // a name that is declared again gets a scope of its own, inside the one before: the rest of the page sees the new one
    if (declared.some((name) => scopes.some((scope) => scope.has(name)))) {
      scopes.push(new Set())
      body.push(['{', block.line])
    }
    for (const name of declared) scopes.at(-1)?.add(name)
    apply(block.text, edits)
      .split('\n')
      .forEach((line, index) => {
        body.push([line, block.line + index])
      })
  }
  const closing = scopes.slice(1).map(() => ['}', 0] as const)
  const importLines = [...imports].flatMap(([text, line]) =>
    text.split('\n').map((part, index) => [part, line + index] as const),
  )
  const dialects = [...new Set(program.shown.map(({ dialect }) => dialect))]
  const all: ReadonlyArray<readonly [string, number]> =
    purpose === 'check'
      ? [...importLines, ...body, ...closing, ['export {}', 0]]
      : [
          ...importLines,
          ...(dialects.length === 0
            ? []
            : ([
                [`import { compile as $compile, compilePlan as $compilePlan } from 'joinery'`, 0],
                [`import { compiledBy as $compiledBy } from '../../test/support/readme/compiledBy.js'`, 0],
              ] as const)),
          ...dialects.map((name) => [`import { ${name} as $${name} } from 'joinery/${name}'`, 0] as const),
          [
            `export const compilers = { ${dialects.map((name) => `${name}: $compiledBy($compile($${name}), $compilePlan($${name}))`).join(', ')} }`,
            0,
          ],
          ['export default async ($seen: (line: number, value: unknown) => void) => {', 0],
          ...body,
          ...closing,
          ['}', 0],
        ]
  return { text: `${all.map(([line]) => line).join('\n')}\n`, lines: all.map(([, line]) => line) }
}

// -------------------------------------------------------------------------------------
// checking and running
// -------------------------------------------------------------------------------------

const folder = '.build/readme'

const fileOf = ({ name }: Program, purpose: 'check' | 'run'): string =>
  `${name.replace(/[^A-Za-z0-9]+/g, '-').replace(/-md/, '')}.${purpose}`

/** Puts the page and its line where a message names a line of a generated file. */
const located = (message: string, programs: ReadonlyArray<Program>): string =>
  programs.reduce(
    (text, program) =>
      (['check', 'run'] as const).reduce((text, purpose) => {
        const file = fileOf(program, purpose).replaceAll('.', '\\.')
        return text.replace(
          new RegExp(`(?:[^\\s(]*/)?${file}\\.ts(?:\\((\\d+),(\\d+)\\)|:(\\d+):(\\d+))`, 'g'),
          (_, a, b, c, d) => {
            const line = generate(program, purpose).lines[Number(a ?? c) - 1]
            return `${program.page}:${line === undefined || line === 0 ? '?' : line}:${b ?? d}`
          },
        )
      }, text),
    message,
  )

/** Writes the programs out as TypeScript, for `typeErrors` and `run`. */
export const write = (programs: ReadonlyArray<Program>): void => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const options = {
    extends: '../../tsconfig.json',
    compilerOptions: { noUnusedLocals: false },
    include: ['*.check.ts'],
  }
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(options))
  for (const program of programs)
    for (const purpose of ['check', 'run'] as const)
      writeFileSync(`${folder}/${fileOf(program, purpose)}.ts`, generate(program, purpose).text)
}

/** What the compiler says about all of them: one message each, with the page's own lines. */
export const typeErrors = (programs: ReadonlyArray<Program>): ReadonlyArray<string> => {
  const tsc = 'node_modules/typescript/bin/tsc'
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '--pretty', 'false', '-p', folder], {
    encoding: 'utf8',
  })
  const messages = located(`${stdout}${stderr}`, programs)
    .split(/\n(?=\S)/)
    .filter((message) => message.trim() !== '')
  return status !== 0 && messages.length === 0 ? [`tsc ended with ${status} and said nothing`] : messages
}

interface Loaded {
  readonly default: (seen: (line: number, value: unknown) => void) => Promise<void>
  readonly compilers: Readonly<Record<string, (statement: unknown) => Outcome>>
}

const load = (program: Program): Loaded => {
  const name = fileOf(program, 'run')
  const outfile = `${process.cwd()}/${folder}/${name}.cjs`
  buildSync({
    entryPoints: [`${folder}/${name}.ts`],
    outfile,
    tsconfig: 'tsconfig.json',
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'silent',
  })
  return createRequire(outfile)(outfile)
}

/** Runs one program, as far as it goes. What it prints is its own business. Never rejects. */
export const run = async (program: Program): Promise<Run> => {
  const seen = new Map<number, Array<unknown>>()
  let compilers: Loaded['compilers'] = {}
  const ran = (failure: string | null): Run => ({
    failure,
    seen,
    compile: (dialect, statement) =>
      compilers[dialect]?.(statement) ?? { _tag: 'Left', left: `${dialect} is not loaded` },
  })
  const { log } = console
  console.log = () => {}
  try {
    const loaded = load(program)
    compilers = loaded.compilers
    await loaded.default((line, value) => {
      seen.set(line, [...(seen.get(line) ?? []), value])
    })
    return ran(null)
  } catch (error) {
    return ran(located(error instanceof Error ? String(error.stack) : JSON.stringify(error), [program]))
  } finally {
    console.log = log
  }
}
