/**
 * Cursors as texts, to hand out and to take back.
 *
 * Such a text is neither secret nor signed: who has it can read the keys in it, and may send back anything. So it is
 * checked: what is no place in this very order is a `Left`.
 */
import type { Either } from 'fp-ts/Either'
import type { Node } from '../ast/Node.js'
import { resolved, type SqlType } from '../ast/SqlType.js'
import { left, right } from '../fp.js'
import type { Cursor, Key, Keyset } from './keyset.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A text that is no cursor of a keyset. It does not hold the text. */
export interface InvalidCursor {
  readonly _tag: 'InvalidCursor'
  readonly reason: string
}

const invalidCursor = (reason: string): Either<InvalidCursor, never> => left({ _tag: 'InvalidCursor', reason })

/** A cursor has a few keys, and no book. */
const longest = 16_384

// -------------------------------------------------------------------------------------
// what a keyset is known by
// -------------------------------------------------------------------------------------

/** FNV-1a: tells one order from another, and does not keep anybody from anything. */
const hash = (text: string): string => {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return (h >>> 0).toString(36)
}

/** The type that the database has, whatever it is read as. */
const stored = (type: SqlType): SqlType => {
  const own = resolved(type)
  return own._tag === 'mapped' || own._tag === 'asText' || own._tag === 'domain' ? stored(own.base) : own
}

const nameOf = ({ name, node, direction, nulls }: Key): string =>
  [name, direction, nulls ?? '', stored(node.type)._tag].join(' ')

const fingerprint = (keys: ReadonlyArray<Key>): string => hash(keys.map(nameOf).join(','))

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

const whole = /^-?\d{1,19}$/

const decimal = /^-?(\d+(\.\d+)?(e[-+]?\d+)?|infinity)$|^nan$/i

const calendar = /^-?infinity$|^(?=.*\d)[-\d:.+ TZ]+( BC)?$/

/** How the database's texts look, where anything else would be an error, or in SQLite be compared as a text. */
const forms: { readonly [tag: string]: RegExp | undefined } = {
  smallint: whole,
  integer: whole,
  serial: whole,
  bigint: whole,
  bigserial: whole,
  real: decimal,
  doublePrecision: decimal,
  numeric: decimal,
  boolean: /^(t|f|true|false|0|1)$/,
  date: calendar,
  time: calendar,
  timestamp: calendar,
  timestamptz: calendar,
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
}

const fits = (node: Node, value: string): boolean =>
  !value.includes('\0') && (forms[stored(node.type)._tag]?.test(value) ?? true)

const isPlace = ({ node, nulls }: Key, value: unknown): boolean =>
  typeof value === 'string' ? fits(node, value) : value === null && nulls !== null

// -------------------------------------------------------------------------------------
// texts
// -------------------------------------------------------------------------------------

const toBase64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

const fromBase64 = (text: string): string => {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)))
}

/** What a text holds, or undefined. */
const contentsOf = (text: unknown): unknown => {
  if (typeof text !== 'string' || text.length > longest || !/^[-\w]+$/.test(text)) return undefined
  try {
    return JSON.parse(fromBase64(text))
  } catch {
    return undefined
  }
}

/** A cursor as a text for an URL. @example encodeCursor(byName)({ name: 'jack', id: '7' }) // WyI… */
export const encodeCursor =
  <K, R, N>({ keys }: Keyset<K, R, N>) =>
  (cursor: Cursor<K>): string => {
    const places: Readonly<Record<string, unknown>> = cursor
    return toBase64(JSON.stringify([fingerprint(keys), ...keys.map(({ name }) => places[name] ?? null)]))
  }

/** The cursor that a text is, if it is one of this keyset. @example decodeCursor(byName)(request.cursor) // Right({ name: 'jack', id: '7' }) */
export const decodeCursor =
  <K, R, N>({ keys }: Keyset<K, R, N>) =>
  (text: string): Either<InvalidCursor, Cursor<K>> => {
    const contents = contentsOf(text)
    if (!Array.isArray(contents)) return invalidCursor('it is no cursor')
    const [known, ...values] = contents as ReadonlyArray<unknown>
    if (known !== fingerprint(keys) || values.length !== keys.length) return invalidCursor('it is of another order')
    const wrong = keys.find((key, i) => !isPlace(key, values[i]))
    return wrong === undefined
      ? right(Object.fromEntries(keys.map(({ name }, i) => [name, values[i]])) as unknown as Cursor<K>)
      : invalidCursor(`${wrong.name} is no value of its column`)
  }
