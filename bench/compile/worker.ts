/**
 * The process of one contestant, which holds nothing but its code: it answers orders over IPC, one after the other.
 *
 * A bundle of this file and a contestant's is made by the benchmark; `contestant` stands for the latter.
 */
import { PerformanceObserver } from 'node:perf_hooks'
import { contestant } from 'contestant'
import { type Built, build, type Shape } from './shapes.js'

export type Order =
  | { readonly _tag: 'Sample'; readonly shape: Shape; readonly i: number }
  | { readonly _tag: 'Time'; readonly shape: Shape; readonly milliseconds: number }
  | { readonly _tag: 'Allocation'; readonly shape: Shape }

/** What nobody keeps and reads, an optimizer may leave out. */
let last: Built = { text: '', values: [] }
let read = 0
let counter = 0

const repeat = (shape: Shape, count: number): void => {
  const one = build[shape]
  for (let i = 0; i < count; i++) {
    last = one(contestant, counter++)
    // V8 puts off joining strings until a character is read, which whoever sends the text has to do
    read ^= last.text.charCodeAt(last.text.length - 1)
  }
}

/** Nanoseconds of processor time for one call. */
const time = (shape: Shape, milliseconds: number): number => {
  const started = process.hrtime.bigint()
  const cpu = process.cpuUsage()
  const end = started + BigInt(Math.round(milliseconds * 1e6))
  let calls = 0
  let batch = 1
  while (process.hrtime.bigint() < end) {
    const before = process.hrtime.bigint()
    repeat(shape, batch)
    calls += batch
    // batches of a millisecond or so, for asking for the time takes time
    if (process.hrtime.bigint() - before < 500_000n) batch *= 2
  }
  const { user, system } = process.cpuUsage(cpu)
  return ((user + system) * 1000) / calls
}

let collections = 0

new PerformanceObserver((list) => {
  collections += list.getEntries().length
}).observe({ entryTypes: ['gc'] })

const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10))

const heapGrowth = async (shape: Shape, count: number): Promise<number | null> => {
  globalThis.gc?.()
  await later()
  const seen = collections
  const before = process.memoryUsage().heapUsed
  repeat(shape, count)
  const after = process.memoryUsage().heapUsed
  await later()
  return collections === seen ? (after - before) / count : null
}

/** Bytes of one call: what the heap grows by in a window in which nothing is collected; null if there is none. */
const allocation = async (shape: Shape): Promise<number | null> => {
  repeat(shape, 1000)
  const rough = (await heapGrowth(shape, 20)) ?? 1_000_000
  const count = Math.max(20, Math.min(5000, Math.round(60_000_000 / Math.max(rough, 1))))
  const found: Array<number> = []
  for (let i = 0; i < 5; i++) {
    const bytes = await heapGrowth(shape, count)
    if (bytes !== null) found.push(bytes)
  }
  return found.sort((a, b) => a - b)[found.length >> 1] ?? null
}

const answer = (order: Order): unknown => {
  switch (order._tag) {
    case 'Sample': {
      const { text, values } = build[order.shape](contestant, order.i)
      return { text, values }
    }
    case 'Time':
      return time(order.shape, order.milliseconds)
    case 'Allocation':
      return allocation(order.shape)
  }
}

process.on('message', async (order: Order) => {
  try {
    process.send?.({ ok: await answer(order) })
  } catch (error) {
    process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})

process.on('exit', () => {
  if (last.text === '' && read !== 0) console.error('what was read is not what was built')
})
