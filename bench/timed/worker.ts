/** The process of one contestant, with its connections: it answers orders over IPC, one after the other. */
import { contestant } from 'tasks'
import type { Tasks } from './tasks.js'

export type Order =
  | { readonly _tag: 'Open'; readonly url: string; readonly connections: number }
  | { readonly _tag: 'Sample'; readonly task: string; readonly i: number }
  | { readonly _tag: 'Time'; readonly task: string; readonly atOnce: number; readonly milliseconds: number }
  | { readonly _tag: 'Close' }

/** Microseconds of this process's processor time and of wall time, for so many calls. */
export interface Timing {
  readonly calls: number
  readonly cpu: number
  readonly wall: number
}

let open: Tasks | null = null
let counter = 0

const taskNamed = (name: string) => {
  const task = open?.tasks[name]
  if (task === undefined) throw new Error(`there is no task ${name}`)
  return task
}

/** So many calls at once, each followed by the next one, until the time is over. */
const time = async (name: string, atOnce: number, milliseconds: number): Promise<Timing> => {
  const task = taskNamed(name)
  const started = process.hrtime.bigint()
  const end = started + BigInt(Math.round(milliseconds * 1e6))
  const before = process.cpuUsage()
  let calls = 0
  const lane = async (): Promise<void> => {
    do {
      await task(counter++)
      calls += 1
    } while (process.hrtime.bigint() < end)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  const { user, system } = process.cpuUsage(before)
  return { calls, cpu: user + system, wall: Number(process.hrtime.bigint() - started) / 1000 }
}

const answer = async (order: Order): Promise<unknown> => {
  switch (order._tag) {
    case 'Open':
      open = await contestant(order.url, order.connections)
      return Object.keys(open.tasks)
    case 'Sample':
      return JSON.stringify(await taskNamed(order.task)(order.i))
    case 'Time':
      return time(order.task, order.atOnce, order.milliseconds)
    case 'Close':
      await open?.close()
      return null
  }
}

process.on('message', async (order: Order) => {
  try {
    process.send?.({ ok: await answer(order) })
  } catch (error) {
    process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
