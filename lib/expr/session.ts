/** Who asks, and where: values of the session. */
import { type Expr, typed } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import { textType } from '../ast/SqlType.js'
import type { SessionValue } from '../ast/Value.js'

/* @__NO_SIDE_EFFECTS__ */
const sessionValue =
  <T>(value: SessionValue) =>
  (): Expr<T, never, never> =>
    typed({ joinery: brand, _tag: 'Session', value, precision: null, type: textType })

/** The database. @example currentCatalog() // current_catalog */
export const currentCatalog = /* @__PURE__ */ sessionValue<string>('currentCatalog')

/** The schema in which a table without one is made; null where there is none. @example currentSchema() // current_schema */
export const currentSchema = /* @__PURE__ */ sessionValue<string | null>('currentSchema')

/** Whose rights count. @example currentUser() // current_user */
export const currentUser = /* @__PURE__ */ sessionValue<string>('currentUser')

/** `currentUser` by another name. @example currentRole() // current_role */
export const currentRole = /* @__PURE__ */ sessionValue<string>('currentRole')

/** `currentUser` by another name. @example user() // user */
export const user = /* @__PURE__ */ sessionValue<string>('user')

/** Who connected. @example sessionUser() // session_user */
export const sessionUser = /* @__PURE__ */ sessionValue<string>('sessionUser')

/** How who connected was authenticated, and as whom; null where nobody asked. From PostgreSQL 16 on. @example systemUser() // system_user */
export const systemUser = /* @__PURE__ */ sessionValue<string | null>('systemUser')
