/**
 * `node .tools/run.mjs FILE [arguments]`: bundles one TypeScript file and runs it.
 *
 * In this very process, so that its exit code, its signals, its terminal and node's own flags are the program's.
 */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, resolve } from 'node:path'
import { buildSync } from 'esbuild'
import { runnable } from './bundle.mjs'

const [file, ...args] = process.argv.slice(2)
if (file === undefined || !existsSync(file)) {
  console.error(file === undefined ? 'usage: node .tools/run.mjs FILE [arguments]' : `there is no file ${file}`)
  process.exit(2)
}

// beside the nearest package.json: bench has packages of its own, which a bundle elsewhere would not find
const packageOf = (folder) => (existsSync(`${folder}/package.json`) ? folder : packageOf(dirname(folder)))
const outfile = `${packageOf(dirname(resolve(file)))}/.build/run/${basename(file).replace(/\.ts$/, '')}.cjs`

const { outExtension: _, ...options } = runnable
try {
  buildSync({ ...options, entryPoints: [resolve(file)], outfile })
} catch {
  // esbuild has said why
  process.exit(1)
}
process.setSourceMapsEnabled(true)
process.argv = [process.argv[0], outfile, ...args]
createRequire(outfile)(outfile)
