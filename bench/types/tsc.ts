/** The two compilers, and what they say about a project. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { root } from '../folders.js'

export interface Compiler {
  readonly name: string
  readonly args: ReadonlyArray<string>
}

export interface Report {
  readonly instantiations: number
  readonly types: number
  readonly checkSeconds: number
  readonly kilobytes: number
  /** The first type error. */
  readonly error: string | null
}

/** By its path: `typescript` and `typescript59` both install a `tsc`. */
const compiler = (folder: string, ...options: ReadonlyArray<string>): Compiler => {
  const at = `${root}/node_modules/${folder}`
  const { version }: { version: string } = JSON.parse(readFileSync(`${at}/package.json`, 'utf8'))
  return { name: `ts${version.split('.').slice(0, 2).join('.')}`, args: [`${at}/bin/tsc`, ...options] }
}

/** The one whose counts are compared, which are the same in every run. */
export const typescript5 = (): Compiler => compiler('typescript59')

/** With one checker: several would each count the types that they share. */
export const typescript7 = (): Compiler => compiler('typescript', '--checkers', '1')

const run = (args: ReadonlyArray<string>): Promise<{ readonly failed: boolean; readonly output: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 2 ** 28, cwd: root }, (error, stdout, stderr) =>
      resolve({ failed: error !== null, output: `${stdout}${stderr}` }),
    )
  })

const numberAfter = (output: string, label: string): number =>
  Number(new RegExp(`^${label}:\\s*([\\d.]+)`, 'm').exec(output)?.[1] ?? Number.NaN)

/** Checks the project in the folder. */
export const check = async ({ args }: Compiler, folder: string): Promise<Report> => {
  const { failed, output } = await run([...args, '--project', folder, '--extendedDiagnostics', '--pretty', 'false'])
  const error = output.split('\n').find((line) => /error TS\d+/.test(line)) ?? null
  return {
    instantiations: numberAfter(output, 'Instantiations'),
    types: numberAfter(output, 'Types'),
    checkSeconds: numberAfter(output, 'Check time'),
    kilobytes: numberAfter(output, 'Memory used'),
    error: failed ? (error ?? `tsc failed:\n${output.slice(0, 1000)}`) : error,
  }
}

/** joinery's declarations as a build publishes them, made from the sources of this moment. The problem, if there is one. */
export const declarations = async (outDir: string): Promise<string | null> => {
  const [tsc = ''] = compiler('typescript').args
  const { failed, output } = await run([tsc, '--project', `${root}/.tools/tsconfig.build.json`, '--outDir', outDir])
  return failed ? `the declarations of joinery have errors:\n${output.slice(0, 2000)}` : null
}
