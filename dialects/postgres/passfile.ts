/** Passwords from libpq's file, by default `~/.pgpass`: one line a server, `host:port:database:user:password`. */
import { readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'

/** The fields of a line; a backslash takes the special meaning from the character after it. */
const fields = (line: string): ReadonlyArray<string> => {
  const out: Array<string> = ['']
  for (let i = 0; i < line.length; i++) {
    const character = line[i] as string
    const last = out.length - 1
    if (character === '\\' && i + 1 < line.length) {
      i += 1
      out[last] += line[i] as string
    } else if (character === ':' && out.length < 5) out.push('')
    else out[last] += character
  }
  return out
}

export interface Login {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
}

/** @example passwordIn('*:*:shop:ann:secret', login) // secret */
export const passwordIn = (text: string, { host, port, database, user }: Login): string | null => {
  const wanted = [host.startsWith('/') ? 'localhost' : host, String(port), database, user]
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue
    const [password, ...rest] = [...fields(line)].reverse()
    const names = rest.reverse()
    if (names.length === 4 && names.every((name, i) => name === '*' || name === wanted[i])) return password ?? null
  }
  return null
}

/** The password of a login, if the file has one; a file that others may read is not used, as libpq does not use it. */
export const passwordFromFile = (file: string | undefined, login: Login): string | null => {
  const path = file ?? `${homedir()}/.pgpass`
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) return null
    return passwordIn(readFileSync(path, 'utf8'), login)
  } catch {
    return null
  }
}
