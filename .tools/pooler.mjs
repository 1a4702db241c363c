/**
 * `npm run pooler [-- PATTERN]`: the test files that use PostgreSQL, or those whose path matches, through PgBouncer in
 * transaction mode, with fewer servers than there are connections. Needs Debian's `pgbouncer`, and root to start it as
 * another user. What a pooler cannot have is skipped by the tests themselves, and counted.
 */
import { spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { findServer } from './server.mjs'

const port = Number(process.env.PGBOUNCER_PORT ?? 6432)

const postgresId = 65_534

const { url } = await findServer()
if (url === null || !existsSync('/usr/sbin/pgbouncer')) {
  console.log(`skipped: ${url === null ? 'there is no PostgreSQL' : 'there is no /usr/sbin/pgbouncer'}`)
  process.exit(0)
}
const { hostname, port: serverPort, username, pathname } = new URL(url)
const folder = mkdtempSync(`${tmpdir()}/joinery-pooler-`)
writeFileSync(
  `${folder}/pgbouncer.ini`,
  `[databases]
* = host=${hostname} port=${serverPort || 5432} user=${username}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 8
max_client_conn = 200
query_wait_timeout = 30
logfile = ${folder}/log
`,
)
chownSync(folder, postgresId, postgresId)

const answers = () =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })

const pgbouncer = spawn('/usr/sbin/pgbouncer', [`${folder}/pgbouncer.ini`], {
  uid: postgresId,
  gid: postgresId,
  stdio: 'ignore',
})
try {
  for (let i = 0; i < 50 && !(await answers()); i++) await new Promise((resolve) => setTimeout(resolve, 100))
  if (!(await answers())) throw new Error('pgbouncer did not start')
  const tests = spawn(
    process.execPath,
    ['.tools/test.mjs', process.argv[2] ?? '^test/(?!types|package|readme|docs|layers)'],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        JOINERY_PG_DIRECT: url,
        DATABASE_URL: `postgres://${username}@127.0.0.1:${port}${pathname}?pooler=transaction`,
      },
    },
  )
  process.exitCode = await new Promise((resolve) => tests.on('close', resolve))
} finally {
  pgbouncer.kill()
  rmSync(folder, { recursive: true, force: true })
}
