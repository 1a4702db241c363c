import { connect } from '../dialects/pglite/connect.js'
import { connect as pg } from '../dialects/postgres/connect.js'
import { connect as sq } from '../dialects/sqlite/connect.js'
import { checkSchema } from './fuzz/schemas.js'

const main = async () => {
  const which = process.argv[2]
  const db =
    which === 'sqlite'
      ? sq(':memory:')
      : which === 'pg'
        ? pg({ url: 'postgres://postgres@127.0.0.1:5432/test' })
        : connect()
  const t0 = Date.now()
  let bad = 0
  for (let i = Number(process.argv[4] ?? 1); i <= Number(process.argv[3]); i++) {
    const p = await checkSchema(db, i)
    if (p !== null) {
      console.log(p.slice(0, 1500))
      if (++bad > 3) break
    }
  }
  console.log(bad, Date.now() - t0)
  await db.close()
}
main()
