/** What PostgreSQL cannot keep as a name. */
import { nameProblem as ansi } from '../ansi/quote.js'

const bytesKept = 63

const utf8 = new TextEncoder()

/** A longer name would be cut, and two of them could become one. */
const tooLong = (name: string): string | null => {
  // no character takes more than three bytes of UTF-8 for each unit of UTF-16
  if (name.length * 3 <= bytesKept) return null
  const { length } = utf8.encode(name)
  return length > bytesKept ? `it has ${length} bytes, and PostgreSQL keeps ${bytesKept}` : null
}

export const nameProblem = (name: string): string | null => ansi(name) ?? tooLong(name)
