/**
 * PostgreSQL servers of a test's own: a primary, and a standby that follows it. Null where there is no PostgreSQL to start.
 */
import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'

const root = '/usr/lib/postgresql'

/** Debian's folder of the newest version. */
const bin = (): string | null => {
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const found = versions.map((version) => `${root}/${version}/bin`).find((folder) => existsSync(`${folder}/initdb`))
  return found ?? null
}

const isRoot = process.getuid?.() === 0

/** As a user that PostgreSQL lets itself be run by: it refuses root. */
const run = (program: string, args: ReadonlyArray<string>): string =>
  isRoot
    ? execFileSync('su', ['postgres', '-c', [program, ...args].map((arg) => `'${arg}'`).join(' ')], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        cwd: tmpdir(),
      })
    : execFileSync(program, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { readonly port: number }
      server.close(() => resolve(port))
    })
  })

export interface Server {
  readonly url: string
  readonly port: number
  readonly start: () => void
  /** At once, as if the machine had gone. */
  readonly stop: () => void
  /** Makes a primary of a standby. */
  readonly promote: () => void
}

export interface Pair {
  readonly primary: Server
  readonly standby: Server
  readonly remove: () => void
}

const configuration = (port: number, folder: string): string => `
port = ${port}
listen_addresses = '127.0.0.1'
unix_socket_directories = '${folder}'
max_connections = 40
shared_buffers = 16MB
fsync = off
max_prepared_transactions = 10
hot_standby = on
wal_level = replica
`

/** Why there can be none here, or null. */
export const whyNoServers = (): string | null => {
  if (bin() === null) return `there is no PostgreSQL in ${root} to start`
  try {
    run('/bin/true', [])
    return null
  } catch {
    return 'there is no user postgres to run one as'
  }
}

/** A primary and its standby, which have just begun. */
export const startPair = async (): Promise<Pair> => {
  const programs = bin() as string
  const folder = mkdtempSync(`${tmpdir()}/joinery-servers-`)
  if (isRoot) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })))
    chownSync(folder, uid as number, gid as number)
  }
  const ports = [await freePort(), await freePort()] as const

  const serverIn = (name: string, port: number): Server => {
    const data = `${folder}/${name}`
    const control = (...args: ReadonlyArray<string>) =>
      run(`${programs}/pg_ctl`, ['-D', data, '-l', `${folder}/${name}.log`, '-w', ...args])
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      port,
      start: () => void control('start'),
      stop: () => void control('-m', 'immediate', 'stop'),
      promote: () => void control('promote'),
    }
  }

  const primary = serverIn('primary', ports[0])
  run(`${programs}/initdb`, [
    '-D',
    `${folder}/primary`,
    '-A',
    'trust',
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--locale=C',
    '-N',
  ])
  writeFileSync(`${folder}/primary/postgresql.conf`, configuration(ports[0], folder), { flag: 'a' })
  primary.start()
  const from = ['-h', '127.0.0.1', '-p', String(ports[0]), '-U', 'postgres']
  run(`${programs}/pg_basebackup`, ['-D', `${folder}/standby`, ...from, '-R', '-X', 'stream', '-c', 'fast'])
  writeFileSync(`${folder}/standby/postgresql.conf`, `port = ${ports[1]}\n`, { flag: 'a' })
  const standby = serverIn('standby', ports[1])
  standby.start()
  return {
    primary,
    standby,
    remove: () => {
      for (const server of [standby, primary])
        try {
          server.stop()
        } catch {
          // it was stopped by the test
        }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
