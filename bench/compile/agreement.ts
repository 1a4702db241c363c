/** Whether the contestants mean the same: their texts are run on the same data, and must give the same rows. */

import type { Worker as AnyWorker } from '../processes.js'
import { type Database, withDatabase } from './database.js'
import { type Built, type Shape, shapes } from './shapes.js'
import type { Order } from './worker.js'

type Worker = AnyWorker<Order>

/** Enough of them to meet most of the dynamic conditions, and none of them. */
const samples = (shape: Shape): ReadonlyArray<number> =>
  shape === 'dynamic' ? Array.from({ length: 24 }, (_, i) => i * 37) : shape === 'insert100' ? [3] : [1, 2, 7, 48]

const inserted = 'select name, email, age, active from visits order by name'

/** An insert's keys differ from one to the next, so what it wrote is compared instead, and undone. */
const rowsOf = async (db: Database, shape: Shape, statement: Built): Promise<ReadonlyArray<unknown>> => {
  if (shape !== 'insert100' && shape !== 'upsert') return db.rows(statement)
  await db.rows({ text: 'begin', values: [] })
  try {
    const keys = await db.rows(statement)
    return [keys.length, ...(shape === 'upsert' ? keys : []), ...(await db.rows({ text: inserted, values: [] }))]
  } finally {
    await db.rows({ text: 'rollback', values: [] })
  }
}

const disagreement = async (db: Database, workers: ReadonlyArray<Worker>, shape: Shape): Promise<string | null> => {
  let seen = 0
  for (const i of samples(shape)) {
    const results: Array<{ readonly name: string; readonly text: string; readonly rows: string }> = []
    for (const { name, ask } of workers) {
      const statement: Built = await ask({ _tag: 'Sample', shape, i })
      const rows = await rowsOf(db, shape, statement)
      seen += rows.length
      results.push({ name, text: statement.text, rows: JSON.stringify(rows) })
    }
    const [first, ...others] = results
    const other = others.find(({ rows }) => rows !== first?.rows)
    if (first !== undefined && other !== undefined)
      return [
        `${first.name} and ${other.name} do not mean the same by ${shape}:`,
        ...[first, other].map(({ text, rows }) => `  ${text.slice(0, 400)}\n  ${rows.slice(0, 400)}`),
      ].join('\n')
  }
  return seen === 0 ? `no sample of ${shape} has any row, so nothing was compared` : null
}

/** Every shape on which the contestants differ. */
export const disagreements = (workers: ReadonlyArray<Worker>): Promise<ReadonlyArray<string>> =>
  withDatabase(async (db) => {
    console.log(`comparing the rows of ${workers.map(({ name }) => name).join(', ')} on ${db.name} ...`)
    const out: Array<string> = []
    for (const shape of shapes) {
      const difference = await disagreement(db, workers, shape)
      if (difference !== null) out.push(difference)
    }
    return out
  })
