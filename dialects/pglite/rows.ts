/**
 * The rows of an answer, from its bytes.
 *
 * PGlite's own parser decodes each value by itself, and so takes the byte order mark off every text that begins with one.
 */

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

const mark = [0xef, 0xbb, 0xbf]

/** Whether there is any byte order mark in it: if not, PGlite's parser reads what was sent. */
export const holdsMark = (bytes: Uint8Array): boolean => {
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (mark.every((byte, i) => bytes[at + i] === byte)) return true
  }
  return false
}

const headerLength = 5

/** Of a DataRow: the number of its fields, and then each with its length, which is -1 for NULL. */
const fieldsOf = (view: DataView, bytes: Uint8Array, start: number): ReadonlyArray<string | null> => {
  let at = start + 2
  return Array.from({ length: view.getInt16(start) }, () => {
    const length = view.getInt32(at)
    const from = at + 4
    at = from + Math.max(length, 0)
    return length < 0 ? null : decoder.decode(bytes.subarray(from, at))
  })
}

export const rowsOf = (bytes: Uint8Array): ReadonlyArray<ReadonlyArray<string | null>> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const rows: Array<ReadonlyArray<string | null>> = []
  // the length of a message counts itself, and not the letter before it
  for (let at = 0; at + headerLength <= bytes.length; at += 1 + view.getInt32(at + 1)) {
    if (String.fromCharCode(bytes[at] as number) === 'D') rows.push(fieldsOf(view, bytes, at + headerLength))
  }
  return rows
}
