/**
 * `npm run load [-- SECONDS]`: 64 callers on a pool of 8, statements and transactions mixed, through each transport; prints
 * what was done, how memory went, and how long the process took to end by itself.
 */
import { connect as connectPg } from '../../dialects/pg/connect.js'
import { connect as connectPostgres } from '../../dialects/postgres/connect.js'
import { right } from '../../lib/fp.js'
import { transaction } from '../../lib/index.js'

const seconds = Number(process.argv[2] ?? 60)

const url = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test'

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`

const main = async (): Promise<void> => {
  for (const [transport, connect] of Object.entries({ postgres: connectPostgres, pg: connectPg })) {
    const db = connect(url, { max: 8, acquireMilliseconds: 30_000 })
    const end = performance.now() + seconds * 1_000
    const memory: Array<number> = []
    const counts = { statements: 0, transactions: 0, errors: 0 }
    const watch = setInterval(() => memory.push(process.memoryUsage().rss), 1_000)
    const caller = async (id: number): Promise<void> => {
      for (let i = 0; performance.now() < end; i++) {
        const ask = { text: 'select $1::int, repeat($2, 200)', values: [String(id), 'x'] }
        const outcome =
          i % 5 === 0
            ? await transaction((tx) => async () => {
                const first = await tx.run(ask)
                return first._tag === 'Left' ? first : right((await tx.run(ask))._tag)
              })(db)()
            : await db.run(ask)
        if (outcome._tag === 'Left') counts.errors += 1
        else if (i % 5 === 0) counts.transactions += 1
        else counts.statements += 1
      }
    }
    await Promise.all(Array.from({ length: 64 }, (_, id) => caller(id)))
    clearInterval(watch)
    const half = memory.slice(Math.floor(memory.length / 4))
    await db.close()
    console.log(
      `${transport}: ${counts.statements} statements, ${counts.transactions} transactions, ${counts.errors} errors in ${seconds} s; memory from ${megabytes(Math.min(...half))} to ${megabytes(Math.max(...half))}, ${megabytes(half.at(-1) ?? 0)} at the end`,
    )
  }
  const closed = performance.now()
  process.on('exit', () =>
    console.log(`ended by itself ${(performance.now() - closed).toFixed(0)} ms after the last close`),
  )
}

void main()
