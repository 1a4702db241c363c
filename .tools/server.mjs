/** Which PostgreSQL server the tests may use, if any. */
import { connect } from 'node:net'
import postgres from 'postgres'

/** Only a database named `test`: tests create and drop tables, and must not do so in one that somebody works in. */
const usual = ['postgres://postgres@127.0.0.1:5432/test', 'postgres://postgres:postgres@127.0.0.1:5432/test']

const withoutPassword = (url) => url.replace(/\/\/([^:/@]*):[^@/]*@/, '//$1@')

/** A closed port answers at once here; postgres.js would try again until its deadline. */
const listens = (url) =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    const socket = connect({
      host: hostname,
      port: Number(port || 5432),
      timeout: 2000,
    })
    const answer = (reason) => {
      socket.destroy()
      resolve(reason)
    }
    socket.on('connect', () => answer(null))
    socket.on('timeout', () => answer('it does not answer'))
    socket.on('error', (error) => answer(error.code ?? error.message))
  })

const refusal = async (url) => {
  const closed = await listens(url)
  if (closed !== null) return closed
  // a word of joinery's own, which the driver would send to the server
  const sql = postgres(url.replace(/[?&]pooler=transaction/, ''), { max: 1, connect_timeout: 2, onnotice: () => {} })
  const late = new Promise((resolve) => setTimeout(resolve, 2000, 'it does not answer').unref())
  const answer = await Promise.race([sql`select 1`.then(() => null).catch((error) => error.message), late])
  await sql.end({ timeout: 0 }).catch(() => {})
  return answer
}

/** `url` is null where there is none. `failed` says that the caller named a server that cannot be used. */
export const findServer = async () => {
  const named = process.env.DATABASE_URL
  if (named) {
    const reason = URL.canParse(named) ? await refusal(named) : 'it is not a URL'
    return reason === null
      ? {
          url: named,
          failed: false,
          text: `PostgreSQL: ${withoutPassword(named)} (from DATABASE_URL)`,
        }
      : {
          url: null,
          failed: true,
          text: `PostgreSQL: DATABASE_URL cannot be used: ${reason}`,
        }
  }
  const reasons = []
  for (const url of usual) {
    const reason = await refusal(url)
    if (reason === null)
      return {
        url,
        failed: false,
        text: `PostgreSQL: ${withoutPassword(url)}`,
      }
    reasons.push(reason)
  }
  const text = `PostgreSQL: none at ${usual[0]} (${reasons[0]}) and DATABASE_URL is not set: tests that need a server are skipped`
  return { url: null, failed: false, text }
}
