/** What forms are compared by: words, numbers, and descriptors, which may be made anew for each statement. */
import { brand } from '../ast/Node.js'
import { hasOnlyOwn } from '../ast/own.js'

/** What is compared. */
export type Token = unknown

type Part = { readonly [key: string]: unknown }

const sameParts = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((part, i) => sameParts(part, b[i]))
  const keys = Object.keys(a)
  return (
    hasOnlyOwn(a) &&
    hasOnlyOwn(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameParts((a as Part)[key], (b as Part)[key]))
  )
}

const isType = (u: Part): boolean => u.joinery === undefined

/** Whether two tokens are the same, or mean it: descriptors may be made anew for each statement. */
export const sameToken = (a: Token, b: Token): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [x, y] = [a as Part, b as Part]
  if (x._tag !== y._tag) return false
  switch (x._tag) {
    case 'Column':
      return (
        x.joinery === brand &&
        y.joinery === brand &&
        x.name === y.name &&
        x.table === y.table &&
        sameParts(x.type, y.type)
      )
    case 'Table':
      return (
        x.joinery === brand &&
        y.joinery === brand &&
        x.name === y.name &&
        x.alias === y.alias &&
        x.schema === y.schema &&
        x.only === y.only &&
        x.definitions === y.definitions &&
        x.constraints === y.constraints &&
        x.sample === null &&
        y.sample === null
      )
    default:
      return isType(x) && isType(y) && sameParts(x, y)
  }
}
