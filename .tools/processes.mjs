/** Child processes with a deadline. Whatever they start ends with them. */
import { spawn } from 'node:child_process'
import { root } from './bundle.mjs'

const running = new Set()

// each child leads a group of its own, so that the processes it starts are stopped too; the terminal's Ctrl-C, which
// goes to the terminal's group, then does not reach it
const stop = (child) => {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // already gone
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, () => {
    running.forEach(stop)
    process.kill(process.pid, signal)
  })

/**
 * Runs node on a file, and never rejects. `finished` looks at the output and says when there is nothing left to do; from
 * then on the process has `graceMilliseconds` to exit.
 */
export const node = (args, { timeoutMilliseconds, graceMilliseconds = 0, finished = () => false, env = {} }) =>
  new Promise((resolve) => {
    const started = performance.now()
    const child = spawn(process.execPath, args, {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    })
    running.add(child)
    let output = ''
    let stopped = null
    const stopAfter = (milliseconds, reason) =>
      setTimeout(() => {
        stopped = reason
        stop(child)
      }, milliseconds)
    const deadline = stopAfter(timeoutMilliseconds, 'timeout')
    let grace = null
    const read = (chunk) => {
      output += chunk
      if (grace === null && finished(output)) grace = stopAfter(graceMilliseconds, 'open')
    }
    // as text, or a character cut in two by a chunk's end would be lost
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', read)
    const done = (code, signal) => {
      clearTimeout(deadline)
      clearTimeout(grace)
      running.delete(child)
      resolve({ code, signal, output, stopped, milliseconds: performance.now() - started })
    }
    child.on('error', (error) => {
      output += error.message
      done(1, null)
    })
    // `close` comes when all output has been read; what the process leaves behind could hold its pipes open for ever
    child.on('exit', () => stop(child))
    child.on('close', done)
  })

/** Runs every job, `limit` at a time, and hands each result over in the order of the jobs. */
export const inOrder = async (jobs, limit, report) => {
  const results = []
  let next = 0
  let reported = 0
  const worker = async () => {
    while (next < jobs.length) {
      const index = next++
      results[index] = await jobs[index]()
      while (reported in results) report(results[reported++])
    }
  }
  await Promise.all(Array.from({ length: limit }, worker))
}
