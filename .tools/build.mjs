/**
 * `npm run build`: sources to dist.
 *
 * The CommonJS files are made from the ESM files one by one, so that both share their code among the entry points in
 * the same way: `joinery` and `joinery/postgres` must mean the same functions.
 */
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { entries, fpTsFile, programs, root } from './bundle.mjs'

const started = performance.now()
const esm = `${root}/dist/esm`
const cjs = `${root}/dist/cjs`

const fpTs = {
  name: 'fp-ts',
  setup: (on) =>
    on.onResolve({ filter: /^fp-ts\// }, ({ path }) => ({
      path: fpTsFile(path),
      external: true,
    })),
}

const code = async () => {
  const shared = {
    absWorkingDir: root,
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'warning',
  }
  await build({
    ...shared,
    entryPoints: Object.fromEntries([...entries, ...programs]),
    outdir: esm,
    bundle: true,
    splitting: true,
    chunkNames: 'shared-[hash]',
    format: 'esm',
    packages: 'external',
    plugins: [fpTs],
  })
  await build({
    ...shared,
    entryPoints: readdirSync(esm)
      .filter((file) => file.endsWith('.js'))
      .map((file) => `${esm}/${file}`),
    outdir: cjs,
    format: 'cjs',
  })
}

/** Doc comments keep `fp-ts/Either`: it is what a reader writes. */
const rewriteFpTs = (declarations) =>
  declarations
    .split('\n')
    .map((line) =>
      /^\s*(\*|\/\*)/.test(line)
        ? line
        : line.replace(/(['"])(fp-ts\/[^'"]+)\1/g, (_, q, path) => q + fpTsFile(path) + q),
    )
    .join('\n')

const declarations = async () => {
  const types = `${root}/.build/types`
  rmSync(types, { recursive: true, force: true })
  // by its path: `typescript59` installs a `tsc` too, and npm does not say which of the two `.bin/tsc` is
  await promisify(execFile)(process.execPath, [
    `${root}/node_modules/typescript/bin/tsc`,
    ...['--project', `${root}/.tools/tsconfig.build.json`, '--outDir', types, '--pretty', 'false'],
  ]).catch(({ stdout, stderr }) => Promise.reject(new Error(`the declarations have errors:\n${stdout}${stderr}`)))
  for (const file of readdirSync(types, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.d.ts')) writeFileSync(`${types}/${file}`, rewriteFpTs(readFileSync(`${types}/${file}`, 'utf8')))
  return types
}

rmSync(`${root}/dist`, { recursive: true, force: true })
mkdirSync(esm, { recursive: true })
mkdirSync(cjs, { recursive: true })
// first, for esbuild reads it to learn that the ESM files are ESM, and a CommonJS default import follows from that
writeFileSync(`${esm}/package.json`, '{ "type": "module", "sideEffects": false }\n')
writeFileSync(`${cjs}/package.json`, '{ "type": "commonjs", "sideEffects": false }\n')
try {
  const [types] = await Promise.all([declarations(), code()])
  cpSync(types, esm, { recursive: true })
  cpSync(types, cjs, { recursive: true })
  console.log(`dist: ${entries.length} entry points in ${Math.round(performance.now() - started)} ms`)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
