/**
 * `node .tools/group.mjs BUNDLE…`: runs several test files in one process, one after another, with one PGlite for all of
 * them: it takes seconds to start. What each prints comes after its name.
 */
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

// before uvu is loaded: it would run by itself what a file registers
globalThis.UVU_DEFER = true
globalThis.UVU_INDEX = 0
globalThis.UVU_QUEUE = []

const require = createRequire(import.meta.url)
const { exec } = require('uvu')

// one more that waits, so that the instance stays open between two files
const shared = { instance: null, waiting: 1 }
globalThis[Symbol.for('joinery.test.pglite')] = shared

let code = 0
for (const bundle of process.argv.slice(2)) {
  process.stdout.write(`\x1e${bundle}\n`)
  globalThis.UVU_QUEUE.length = 0
  globalThis.UVU_QUEUE.push([null])
  try {
    require(resolve(bundle))
    await exec()
  } catch (error) {
    console.error(error)
    process.exitCode = 1
  }
  code = Math.max(code, process.exitCode ?? 0)
}
if (shared.instance !== null) await (await shared.instance).close()
process.stdout.write('\x1e\n')
process.exitCode = code
