/** Processes of contestants: bundled, started, and asked one thing at a time. */
import { type ChildProcess, fork } from 'node:child_process'
import { buildSync } from 'esbuild'
import { bench, made, root } from './folders.js'

/** `O` is what it can be asked. */
export interface Worker<O> {
  readonly name: string
  readonly ask: <A>(order: O) => Promise<A>
  readonly stop: () => void
}

/** A contestant and its library in one file, the same way for all of them. */
export const bundle = (worker: string, name: string, packages: Readonly<Record<string, string>>): string => {
  const outfile = `${made}/${worker.replace('/', '-')}/${name.replaceAll(' ', '-')}.cjs`
  buildSync({
    absWorkingDir: bench,
    tsconfig: `${root}/tsconfig.json`,
    entryPoints: [`${bench}/${worker}.ts`],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'error',
    external: ['postgres', 'pg', 'pg-native', '@electric-sql/pglite', 'better-sqlite3'],
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

export const worker = <O extends { readonly _tag: string }>(
  name: string,
  file: string,
  execArgv: ReadonlyArray<string> = [],
): Worker<O> => {
  const child = fork(file, [], {
    execArgv: [...execArgv],
    serialization: 'advanced',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  return {
    name,
    ask: async (order) => {
      const answer = next(child)
      child.send(order as never)
      try {
        return (await answer) as never
      } catch (error) {
        throw new Error(`${name} (${JSON.stringify(order)}): ${error instanceof Error ? error.message : String(error)}`)
      }
    },
    stop: () => {
      child.kill()
    },
  }
}
