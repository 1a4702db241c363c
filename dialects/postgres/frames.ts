/**
 * Reads along what a server sends: the frames of the protocol, and the contents of a few.
 *
 * The driver gets a chunk only after it was read here, because postgres.js neither tells the transaction's state nor
 * notices when what it reads is not the protocol at all: it would wait forever.
 */
const types = new Set(Buffer.from('RKSZDTtCEINA123snGHWdcVv'))

// PostgreSQL's own limit for a message
const longest = 0x3fffffff

const headerLength = 5

export interface Frame {
  /** The message's type, as a letter. */
  readonly type: string
  readonly body: Buffer
}

/**
 * Gives the frames of the types in `wanted`, or all of them, one chunk after the other; null where the stream is not the
 * protocol.
 *
 * @example frames('Z')(chunk) // [{ type: 'Z', body: <I> }]
 */
export const frames = (wanted: string): ((chunk: Buffer, all?: boolean) => ReadonlyArray<Frame> | null) => {
  const keep = new Set(Buffer.from(wanted))
  const header = Buffer.alloc(headerLength)
  let filled = 0
  let remaining = 0
  let parts: Array<Buffer> = []

  return (chunk, all = false) => {
    const found: Array<Frame> = []
    let at = 0
    while (at < chunk.length) {
      if (filled < headerLength) {
        const length = chunk.copy(header, filled, at, at + headerLength - filled)
        filled += length
        at += length
        if (filled < headerLength) break
        remaining = header.readUInt32BE(1) - 4
        if (!types.has(header[0] as number) || remaining < 0 || remaining > longest) return null
        parts = []
      }
      const length = Math.min(remaining, chunk.length - at)
      if ((all || keep.has(header[0] as number)) && length > 0) parts.push(chunk.subarray(at, at + length))
      remaining -= length
      at += length
      if (remaining > 0) break
      filled = 0
      if (all || keep.has(header[0] as number))
        found.push({ type: String.fromCharCode(header[0] as number), body: Buffer.concat(parts) })
    }
    return found
  }
}

/** The fields of an ErrorResponse by their letters. */
export const errorFields = (body: Buffer): ReadonlyMap<string, string> =>
  new Map(
    body
      .toString('utf8')
      .split('\0')
      .filter((field) => field !== '')
      .map((field) => [field.slice(0, 1), field.slice(1)]),
  )
