/**
 * Several servers in one address, as libpq has them: `a:5432,b:5433`, tried in order until one is what was asked for.
 */
import type { Either } from 'fp-ts/Either'
import { left, right } from '../../lib/fp.js'

/** What a server must be to be used. */
export type Wanted = 'any' | 'read-write' | 'read-only' | 'primary' | 'standby' | 'prefer-standby'

const wanteds: ReadonlySet<string> = new Set<Wanted>([
  'any',
  'read-write',
  'read-only',
  'primary',
  'standby',
  'prefer-standby',
])

export const isWanted = (text: string): text is Wanted => wanteds.has(text)

export const wantedNames: ReadonlyArray<string> = [...wanteds]

export interface Host {
  readonly host: string
  readonly port: number
}

const portOf = (text: string): number | null => {
  const port = text === '' ? 5432 : Number(text)
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null
}

/** Hosts with a port each, or with one port for all of them. */
export const hostsOf = (hosts: string, ports: string): Either<string, readonly [Host, ...ReadonlyArray<Host>]> => {
  const names = hosts.split(',')
  const given = ports.split(',')
  if (given.length !== 1 && given.length !== names.length)
    return left(`there are ${names.length} hosts and ${given.length} ports: give one port, or one for each`)
  const all: Array<Host> = []
  for (const [i, host] of names.entries()) {
    const port = portOf(given.length === 1 ? (given[0] as string) : (given[i] as string))
    if (port === null) return left('the port is not a number from 1 to 65535')
    if (host === '') return left('a host has no name')
    all.push({ host, port })
  }
  return right(all as unknown as readonly [Host, ...ReadonlyArray<Host>])
}

const single = /^(?:\[([^\]]+)\]|([^:[\]]*))(?::(\d*))?$/

/**
 * A URL with all its hosts but the first taken out, for no URL parser reads them; and the hosts and ports, as lists.
 * Without several hosts, nothing is taken out.
 *
 * @example splitHosts('postgres://a:1,b/d') // { url: 'postgres://a:1/d', hosts: 'a,b', ports: '1,' }
 */
export const splitHosts = (
  url: string,
): { readonly url: string; readonly hosts: string | null; readonly ports: string } | null => {
  const found = /^([a-z]+:\/\/(?:[^@/?#]*@)?)([^@/?#]*)(.*)$/s.exec(url)
  if (found === null || !(found[2] as string).includes(',')) return { url, hosts: null, ports: '' }
  const [, before, authority, after] = found as unknown as readonly [string, string, string, string]
  const parts = authority.split(',').map((part) => single.exec(part))
  if (parts.includes(null)) return null
  const names = parts.map((part) => decodeURIComponent(part?.[1] ?? part?.[2] ?? ''))
  const ports = parts.map((part) => part?.[3] ?? '')
  return { url: `${before}${authority.split(',', 1)[0]}${after}`, hosts: names.join(','), ports: ports.join(',') }
}

/** The same, in an order that chance gives. */
export const shuffled = <A>(all: ReadonlyArray<A>, random: () => number = Math.random): ReadonlyArray<A> =>
  all
    .map((each) => [random(), each] as const)
    .sort(([a], [b]) => a - b)
    .map(([, each]) => each)
