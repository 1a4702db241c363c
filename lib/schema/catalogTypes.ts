/** The types that PostgreSQL's own catalog is made of: numbers and names of what is in a database. */
import { plainColumn } from './Column.js'

/** `oid`: the number of an object in the catalog. */
export const oid = /* @__PURE__ */ plainColumn<number>('oid')

/** `regclass`: a table, index, view or sequence by its name, which is checked: `users`. */
export const regclass = /* @__PURE__ */ plainColumn<string>('regclass')

/** `regcollation`: a collation by its name. */
export const regcollation = /* @__PURE__ */ plainColumn<string>('regcollation')

/** `regconfig`: the rules by which texts are searched: `english`. */
export const regconfig = /* @__PURE__ */ plainColumn<string>('regconfig')

/** `regdictionary`: a dictionary of the search for words. */
export const regdictionary = /* @__PURE__ */ plainColumn<string>('regdictionary')

/** `regnamespace`: a schema by its name. */
export const regnamespace = /* @__PURE__ */ plainColumn<string>('regnamespace')

/** `regoper`: an operator by its symbol. */
export const regoper = /* @__PURE__ */ plainColumn<string>('regoper')

/** `regoperator`: an operator with the types of its operands: `+(integer,integer)`. */
export const regoperator = /* @__PURE__ */ plainColumn<string>('regoperator')

/** `regproc`: a function by its name. */
export const regproc = /* @__PURE__ */ plainColumn<string>('regproc')

/** `regprocedure`: a function with the types of its arguments: `lower(text)`. */
export const regprocedure = /* @__PURE__ */ plainColumn<string>('regprocedure')

/** `regrole`: a role by its name. */
export const regrole = /* @__PURE__ */ plainColumn<string>('regrole')

/** `regtype`: a type by its name: `integer`. */
export const regtype = /* @__PURE__ */ plainColumn<string>('regtype')

/** `name`: a name in the catalog, of at most 63 bytes; what is longer is cut. */
export const name = /* @__PURE__ */ plainColumn<string>('name')

/** `"char"`: a single byte, as the catalog has it. Not `char`, which is `char(1)`. */
export const quotedChar = /* @__PURE__ */ plainColumn<string>('quotedChar')

/** `pg_lsn`: a place in the log of what was written: `16/B374D848`. */
export const pgLsn = /* @__PURE__ */ plainColumn<string>('pgLsn')

/** `int2vector`, as its text: `1 2 3`. */
export const int2vector = /* @__PURE__ */ plainColumn<string>('int2vector')

/** `oidvector`, as its text: `23 25`. */
export const oidvector = /* @__PURE__ */ plainColumn<string>('oidvector')
