/** Processes of contestants: bundled, started, and asked one thing at a time. */
import { type ChildProcess, fork } from 'node:child_process'
import { buildSync } from 'esbuild'
import { bench, made, root } from '../folders.js'
import type { Order } from './worker.js'

export interface Worker {
  readonly name: string
  readonly ask: <A>(order: Order) => Promise<A>
  readonly stop: () => void
}

/** A contestant and its library in one file, the same way for all of them. */
const bundle = (name: string, packages: Readonly<Record<string, string>>): string => {
  const outfile = `${made}/compile/${name}.cjs`
  buildSync({
    absWorkingDir: bench,
    tsconfig: `${root}/tsconfig.json`,
    entryPoints: [`${bench}/compile/worker.ts`],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'error',
    external: ['postgres', '@electric-sql/pglite', 'better-sqlite3'],
    alias: packages,
  })
  return outfile
}

const next = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const ended = () => reject(new Error('the process ended'))
    child.once('exit', ended)
    child.once('message', (message: { readonly ok?: unknown; readonly failed?: string }) => {
      child.off('exit', ended)
      if (message.failed === undefined) resolve(message.ok)
      else reject(new Error(message.failed))
    })
  })

/** What a process is started with to measure allocation: a young generation so large that nothing is collected. */
export const roomy = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=512']

export const bundleOf = (name: string, file: string, aliases: Readonly<Record<string, string>> = {}): string =>
  bundle(name, { contestant: `${bench}/compile/contestants/${file}.ts`, ...aliases })

export const worker = (name: string, file: string, execArgv: ReadonlyArray<string> = []): Worker => {
  const child = fork(file, [], {
    execArgv: [...execArgv],
    serialization: 'advanced',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  return {
    name,
    ask: async (order) => {
      const answer = next(child)
      child.send(order)
      try {
        return (await answer) as never
      } catch (error) {
        throw new Error(`${name} (${order.shape}): ${error instanceof Error ? error.message : String(error)}`)
      }
    },
    stop: () => {
      child.kill()
    },
  }
}
