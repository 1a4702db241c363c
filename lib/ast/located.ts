/** Where in a value something is wrong: a path to the part, which every level puts its own step before. */

interface Place {
  readonly path: string
  readonly reason: string
}

/** What is known of an error, beside its message: a program's own errors have properties of any name. */
const places = /* @__PURE__ */ new WeakMap<object, Place>()

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

/** `[2]` for an item, `.name` for a field whose name is a word, `["a name"]` for any other. */
export const step = (key: PropertyKey): string => {
  if (typeof key === 'number') return `[${key}]`
  const name = String(key)
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
}

/** An error that says where: one of a part gets this path before its own. */
export const located = (path: string, cause: unknown): Error => {
  const inner = typeof cause === 'object' && cause !== null ? places.get(cause) : undefined
  const reason = inner?.reason ?? reasonOf(cause)
  const whole = path + (inner?.path ?? '')
  const error = new TypeError(whole === '' ? reason : `at ${whole.replace(/^\./, '')}: ${reason}`)
  places.set(error, { path: whole, reason })
  return error
}
