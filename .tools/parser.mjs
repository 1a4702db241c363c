/** Loads PostgreSQL's parser before a test file runs: it loads asynchronously, and what compares SQL does not wait. */
import { loadModule, parseSync } from 'libpg-query'

await loadModule()
globalThis[Symbol.for('joinery.test.parse')] = parseSync
