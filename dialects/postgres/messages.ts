/**
 * Messages of the protocol that no driver sends as they are wanted here: several statements at once, and COPY.
 *
 * All values are text, and all statements unnamed.
 */
import type { Command, Wire } from '../../lib/exec/Session.js'

const headerLength = 5

const message = (type: string, ...parts: ReadonlyArray<Uint8Array>): Buffer => {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const header = Buffer.alloc(headerLength)
  header.write(type, 0, 'latin1')
  header.writeUInt32BE(length + 4, 1)
  return Buffer.concat([header, ...parts])
}

const terminated = (text: string): Buffer => Buffer.from(`${text}\0`)

const short = (value: number): Buffer => {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

const long = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

const unnamed = terminated('')

/** Formats and types are left out: the server infers the types, and text is the default. */
const none = short(0)

const bound = (value: Wire): ReadonlyArray<Buffer> => {
  if (value === null) return [long(-1)]
  const bytes = Buffer.from(String(value))
  return [long(bytes.length), bytes]
}

/** Parses, binds and executes one statement. */
export const question = ({ text, values }: Command): Buffer =>
  Buffer.concat([
    message('P', unnamed, terminated(text), none),
    message('B', unnamed, unnamed, none, short(values.length), ...values.flatMap(bound), none),
    message('E', unnamed, long(0)),
  ])

export const sync = message('S')

export const flush = message('H')

export const copyData = (chunk: Uint8Array): Buffer => message('d', chunk)

export const copyDone = message('c')

export const copyFail = (reason: string): Buffer => message('f', terminated(reason.replaceAll('\0', '')))

/** The fields of a DataRow. */
export const fieldsOf = (body: Buffer): ReadonlyArray<string | null> => {
  let at = 2
  return Array.from({ length: body.readUInt16BE(0) }, () => {
    const length = body.readInt32BE(at)
    const from = at + 4
    at = from + Math.max(length, 0)
    return length < 0 ? null : body.toString('utf8', from, at)
  })
}

/** A command tag's last word, where it is a number. @example countOf('INSERT 0 3') // 3 */
export const countOf = (tag: string): number | null => {
  const word = /\d+$/.exec(tag)?.[0]
  return word === undefined ? null : Number(word)
}

/** The texts of a message that is made of them. */
export const textsOf = (body: Buffer): ReadonlyArray<string> => body.toString('utf8').split('\0')
