/**
 * How joinery's TypeScript becomes something that Node runs.
 *
 * Tests, examples and benchmarks are bundled from the sources, as CommonJS: Node's ESM loader cannot resolve
 * `fp-ts/Either`, and `require` can. Types are not looked at: `tsc` is a step of its own.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

const { paths } = JSON.parse(readFileSync(`${root}/tsconfig.json`, 'utf8')).compilerOptions

/** The package's entry points, `[name in dist, source]`. tsconfig's `paths` is the one place that lists them. */
export const entries = Object.entries(paths).map(([name, [source]]) => [
  name === 'joinery' ? 'index' : name.replace('joinery/', ''),
  source,
])

/** The programs that package.json names in "bin"; nobody imports them. */
export const programs = [['cli', './lib/cli/main.ts']]

/** fp-ts has no `exports` map, so Node's ESM loader needs the file's whole name. */
export const fpTsFile = (specifier) => specifier.replace(/^fp-ts\/(?!lib\/|es6\/)(.+?)(\.js)?$/, 'fp-ts/lib/$1.js')

export const runnable = {
  absWorkingDir: root,
  // named here, for a file in a folder with a tsconfig of its own must find the sources too
  tsconfig: `${root}/tsconfig.json`,
  bundle: true,
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
}
