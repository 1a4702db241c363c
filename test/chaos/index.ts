/**
 * `npm run chaos -- --harness DIR`: both workloads of a fault harness, under all of its faults, on every transport.
 *
 * Bytes are changed on a line with TLS, for nothing else can notice it; all other faults come on one without.
 *
 * It starts a PostgreSQL server of its own, as the harness does, and stops it at the end. Ends with 1 where a run failed.
 * `--faults kill,rst`, `--transports pg`, `--workloads list`, `--seconds 4` and `--seed 1` choose.
 */
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, resolve } from 'node:path'
import { buildSync } from 'esbuild'
import { certificate } from '../support/certificate.js'

// -------------------------------------------------------------------------------------
// arguments
// -------------------------------------------------------------------------------------

const given = new Map<string, string>()
for (let i = 2; i + 1 < process.argv.length; i += 2)
  given.set(String(process.argv[i]).replace(/^--/, ''), String(process.argv[i + 1]))

const allFaults = `none delay chunk kill cancel rst fin half-close refuse accept-close blackhole blackhole-down garble
  garble-up commit-lost-after commit-lost-before begin-lost idle-in-tx-timeout statement-timeout lock-timeout lock-storm
  sigstop-backend sigkill-backend max-connections restart-fast restart-immediate`

const listed = (name: string, byDefault: string): ReadonlyArray<string> =>
  (given.get(name) ?? byDefault).split(/[\s,]+/).filter((word) => word !== '')

const harness = given.get('harness')
const faults = listed('faults', allFaults)
const transports = listed('transports', 'postgres pg')
const workloads = listed('workloads', 'bank list')
const seconds = given.get('seconds') ?? '4'
const seed = given.get('seed') ?? '1'
const port = given.get('port') ?? '55432'
const bin = given.get('bin') ?? '/usr/lib/postgresql/15/bin'

// -------------------------------------------------------------------------------------
// the server
// -------------------------------------------------------------------------------------

/** PostgreSQL refuses to run as root. */
const asPostgres = (line: string): void => {
  execFileSync('su', ['postgres', '-c', line], { stdio: ['ignore', 'ignore', 'inherit'], cwd: tmpdir() })
}

/** A byte of a value that was changed on its way is another value, and nobody can know: but for TLS. */
const overTls: ReadonlySet<string> = new Set(['garble', 'garble-up'])

const configuration = (folder: string): string => `
ssl = on
ssl_cert_file = '${folder}/server.crt'
ssl_key_file = '${folder}/server.key'
port = ${port}
listen_addresses = '127.0.0.1'
unix_socket_directories = '${folder}'
max_connections = 40
shared_buffers = 32MB
fsync = off
deadlock_timeout = 200ms
`

const startServer = (folder: string): string => {
  const data = `${folder}/data`
  execFileSync('chown', ['postgres', folder])
  asPostgres(`${bin}/initdb -D ${data} -A trust -U postgres --locale=C.UTF-8 -E UTF8`)
  writeFileSync(`${data}/postgresql.conf`, configuration(folder), { flag: 'a' })
  writeFileSync(`${folder}/server.crt`, certificate.cert)
  writeFileSync(`${folder}/server.key`, certificate.key, { mode: 0o600 })
  execFileSync('chown', ['postgres', `${folder}/server.key`, `${folder}/server.crt`])
  asPostgres(`${bin}/pg_ctl -D ${data} -l ${folder}/log -w start`)
  return data
}

// -------------------------------------------------------------------------------------
// runs
// -------------------------------------------------------------------------------------

interface Verdict {
  readonly verdict: string
  readonly ok?: number
  readonly fail?: number
  readonly unknown?: number
}

const line = (name: string, found: Verdict): string =>
  `${found.verdict === 'PASS' ? 'ok  ' : 'FAIL'}  ${name}  (${found.ok ?? 0} ok, ${found.fail ?? 0} failed, ${found.unknown ?? 0} unknown)`

const runOne = (folder: string, data: string, transport: string, fault: string, workload: string): Promise<Verdict> =>
  new Promise((settle) => {
    const args = [
      `${folder}/harness/run.mjs`,
      ...[
        '--adapter',
        `${folder}/${transport}-${overTls.has(fault) ? 'require' : 'disable'}.mjs`,
        '--fault',
        fault,
        '--workload',
        workload,
      ],
      ...['--seconds', seconds, '--seed', seed, '--port', port, '--pgdata', data],
    ]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const timer = setTimeout(() => child.kill('SIGKILL'), 120_000)
    let output = ''
    child.stdout.on('data', (bytes: Buffer) => {
      output += bytes.toString()
    })
    child.on('close', () => {
      clearTimeout(timer)
      try {
        settle(JSON.parse(output.trim().split('\n').at(-1) ?? ''))
      } catch {
        settle({ verdict: `no verdict: ${output}` })
      }
    })
  })

const main = async (from: string): Promise<void> => {
  const folder = mkdtempSync(`${tmpdir()}/joinery-chaos-`)
  cpSync(resolve(from), `${folder}/harness`, { recursive: true })
  for (const [transport, sslmode] of transports.flatMap((it) => [[it, 'disable'] as const, [it, 'require'] as const]))
    buildSync({
      stdin: {
        contents: `import { adapterOn } from './test/chaos/adapter.js'; export default adapterOn('${transport}', '${sslmode}')`,
        resolveDir: process.cwd(),
      },
      outfile: `${folder}/${transport}-${sslmode}.mjs`,
      bundle: true,
      platform: 'node',
      format: 'esm',
      external: ['fp-ts', 'postgres', 'pg', '@electric-sql/pglite', 'better-sqlite3'],
    })
  mkdirSync(`${folder}/node_modules`)
  // the bundles find the drivers where joinery finds them
  execFileSync('ln', ['-s', `${process.cwd()}/node_modules/pg`, `${folder}/node_modules/pg`])
  execFileSync('ln', ['-s', `${process.cwd()}/node_modules/postgres`, `${folder}/node_modules/postgres`])
  const server = mkdtempSync(`${tmpdir()}/joinery-chaos-server-`)
  const data = startServer(server)
  let failed = 0
  let passed = 0
  try {
    for (const transport of transports)
      for (const workload of workloads)
        for (const fault of faults) {
          const found = await runOne(folder, data, transport, fault, workload)
          if (found.verdict === 'PASS') passed += 1
          else failed += 1
          console.log(line(`${transport} ${workload} ${fault}`, found))
          if (found.verdict !== 'PASS') console.log(`      ${JSON.stringify(found)}`)
        }
  } finally {
    asPostgres(`${bin}/pg_ctl -D ${data} -m immediate stop`)
    for (const each of [folder, dirname(data)]) rmSync(each, { recursive: true, force: true })
  }
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}

if (harness === undefined) {
  console.error('usage: npm run chaos -- --harness DIR')
  process.exitCode = 2
} else void main(harness)
