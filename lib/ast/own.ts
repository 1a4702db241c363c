/** Objects all of whose keys are their own: `for in` goes through those, and is the fastest way to. */

const isBare = (prototype: object): boolean => {
  for (const _ in prototype) return false
  return true
}

/** Whether `for in` meets no key but an object's own: nobody gave all objects one. */
export const hasOnlyOwn = (self: object): boolean => {
  const prototype = Object.getPrototypeOf(self)
  return prototype === null || (prototype === Object.prototype && isBare(prototype))
}
