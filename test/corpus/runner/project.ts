/**
 * Many generated modules at once: one run of the compiler for the types of all of them, and one bundle that loads them.
 *
 * Everything goes into a folder in `.build`, where they find joinery by its name, as a user's modules do.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { type BuildFailure, type BuildOptions, build, type Message } from 'esbuild'
import type { Candidate } from './trial.js'

export interface Generated {
  /** Of a case, in all corpora: `tpch/q03`. */
  readonly name: string
  readonly code: string
}

const tsconfig = {
  extends: '../../tsconfig.json',
  // generated modules may import what they then do not need
  compilerOptions: { noUnusedLocals: false },
  include: ['cases'],
}

const fileOf = (folder: string, name: string): string => join(folder, 'cases', `${name}.ts`)

const quoted = (text: string): string => JSON.stringify(text)

/** Each module is loaded by itself: one that throws must not take the others with it. */
const indexText = (modules: ReadonlyArray<Generated>): string => `
export { candidateOf } from '../../test/corpus/runner/candidate.js'
export { compileNode } from '../../lib/compile/compile.js'
export { postgres } from '../../dialects/postgres/dialect.js'
export const load: Readonly<Record<string, () => any>> = {
${modules.map(({ name }) => `  ${quoted(name)}: () => require(${quoted(`./cases/${name}.ts`)}),`).join('\n')}
}
`

const write = (folder: string, modules: ReadonlyArray<Generated>): void => {
  rmSync(folder, { recursive: true, force: true })
  for (const { name, code } of modules) {
    mkdirSync(dirname(fileOf(folder, name)), { recursive: true })
    writeFileSync(fileOf(folder, name), code)
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig))
}

type Errors = ReadonlyMap<string, string>

const nameIn = (file: string): string => file.split('/cases/')[1]?.replace(/\.ts$/, '') ?? file

const bundleOptions = (folder: string): BuildOptions => ({
  entryPoints: [join(folder, 'index.ts')],
  outfile: join(folder, 'bundle.cjs'),
  tsconfig: 'tsconfig.json',
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'silent',
})

/** Bundles what can be: a module that is no TypeScript must not take the others with it. Gives the errors of those. */
const bundled = async (
  folder: string,
  modules: ReadonlyArray<Generated>,
  known: Errors = new Map(),
): Promise<Errors> => {
  writeFileSync(join(folder, 'index.ts'), indexText(modules.filter(({ name }) => !known.has(name))))
  const failed: ReadonlyArray<Message> = await build(bundleOptions(folder)).then(
    () => [],
    (failure: BuildFailure) => failure.errors,
  )
  const errors = failed.map(
    ({ text, location }) => [nameIn(location?.file ?? ''), `line ${location?.line}: ${text}`] as const,
  )
  if (errors.length === 0) return known
  if (errors.every(([name]) => known.has(name))) throw new Error(errors.join('\n'))
  return bundled(folder, modules, new Map([...known, ...errors]))
}

/** The first error of each module that has one. */
const typeErrors = (folder: string): Errors => {
  const { stdout, status } = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '--pretty', 'false', '-p', folder],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  const errors = new Map<string, string>()
  for (const [, file = '', at = '', message = ''] of stdout.matchAll(
    /^(\S+?)\.ts\((\d+),\d+\): error (TS\d+: .*(?:\n[ \t].*)*)/gm,
  )) {
    const name = nameIn(file)
    if (!errors.has(name)) errors.set(name, `line ${at}: ${message.replace(/\s*\n\s*/g, ' / ')}`)
  }
  if (status !== 0 && errors.size === 0) throw new Error(`the compiler failed: ${stdout.slice(0, 1000)}`)
  return errors
}

export interface Project {
  /** What is wrong with the types of a module. */
  readonly typeErrors: ReadonlyMap<string, string>
  /** What a module's statement is sent as. Throws what does not load or compile. */
  readonly candidate: (name: string) => Candidate
}

interface Bundle {
  readonly load: Readonly<Record<string, () => { readonly default: unknown }>>
  readonly candidateOf: (compiled: unknown) => Candidate
  readonly compileNode: (dialect: unknown, statement: unknown) => unknown
  readonly postgres: unknown
}

/** Modules, checked and loaded. Each exports its statement as its default. */
export const project = async (folder: string, modules: ReadonlyArray<Generated>): Promise<Project> => {
  write(folder, modules)
  const broken = await bundled(folder, modules)
  // the compiler looks at no types where one file is no TypeScript
  for (const name of broken.keys()) rmSync(fileOf(folder, name))
  const outfile = resolve(folder, 'bundle.cjs')
  const bundle: Bundle = createRequire(outfile)(outfile)
  return {
    typeErrors: modules.length === 0 ? broken : new Map([...typeErrors(folder), ...broken]),
    candidate: (name) => {
      const statement = bundle.load[name]?.().default
      return bundle.candidateOf(bundle.compileNode(bundle.postgres, statement))
    },
  }
}
