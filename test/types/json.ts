/** Checked by `tsc`, never run: what documents have at their keys, and what becomes of values of SQL in them. */
import { pipe } from 'fp-ts/function'
import {
  type Aggregate,
  arrayOf,
  arrayToJson,
  bigint,
  bytea,
  concat,
  date,
  deleteKey,
  deletePath,
  type Expr,
  existsColumn,
  forOrdinality,
  from,
  hasKey,
  integer,
  isJson,
  jsonArray,
  jsonArrayagg,
  jsonArrayFrom,
  jsonb,
  jsonbArrayElements,
  jsonbArrayElementsText,
  jsonbArrayLength,
  jsonbBuildArray,
  jsonbBuildObject,
  jsonbEach,
  jsonbInsert,
  jsonbPathExists,
  jsonbPathMatch,
  jsonbPathQueryFirst,
  jsonbSet,
  jsonbStripNulls,
  jsonbToRecordset,
  jsonbTypeof,
  jsonConcat,
  jsonExists,
  jsonExtractPathText,
  jsonGet,
  jsonGetPath,
  jsonGetPathText,
  jsonGetText,
  type jsonNull,
  jsonObject,
  jsonObjectagg,
  jsonQuery,
  jsonSerialize,
  jsonTable,
  jsonValue,
  nestedPath,
  nullable,
  numeric,
  pathColumn,
  pathExists,
  type RowOf,
  rowToJson,
  select,
  set,
  table,
  tableOf,
  text,
  timestamptz,
  toJsonb,
  update,
  value,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

type Of<E> = E extends Expr<infer T, any, any> ? T : never
type Reads<E> = E extends Expr<any, infer R, any> ? R : never
type Absent<E> = E extends Expr<any, any, infer N> ? N : never

interface Doc {
  readonly kind: 'a' | 'b'
  readonly note: string | null
  readonly size?: number
  readonly list: ReadonlyArray<{ readonly x: number; readonly y?: boolean }>
  readonly pair: readonly [string, number]
  readonly counts: { readonly [name: string]: number }
}

const docs = table('docs', { id: integer, doc: jsonb<Doc>(), maybe: nullable(jsonb<Doc>()), any: jsonb() })

const { doc, maybe, any } = docs.c

// -------------------------------------------------------------------------------------
// keys
// -------------------------------------------------------------------------------------

expectType<Equal<Of<ReturnType<typeof kind>>, 'a' | 'b'>>()
const kind = () => jsonGet(doc, 'kind')

const optional = jsonGet(doc, 'size')
expectType<Equal<Of<typeof optional>, number | null>>()

const element = jsonGet(doc, 'list', 0)
expectType<Equal<Of<typeof element>, { readonly x: number; readonly y?: boolean } | null>>()

const inElement = jsonGet(doc, 'list', -1, 'x')
expectType<Equal<Of<typeof inElement>, number | null>>()

const inTuple = jsonGet(doc, 'pair', 1)
expectType<Equal<Of<typeof inTuple>, number>>()

const indexed = jsonGet(doc, 'counts', 'whatever')
expectType<Equal<Of<typeof indexed>, number | null>>()

const inNullable = jsonGet(maybe, 'kind')
expectType<Equal<Of<typeof inNullable>, 'a' | 'b' | null>>()

const unknown = jsonGet(any, 'a', 1, 'b')
expectType<Equal<Of<typeof unknown>, unknown>>()

const beyond = jsonGet(any, 'a', 'b', 'c', 'd', 'e', 0)
expectType<Equal<Of<typeof beyond>, unknown>>()

// a key that is an expression may be any of the keys, and is read
const byColumn = jsonGet(doc, 'counts', posts.c.title)
expectType<Equal<Of<typeof byColumn>, number | null>>()
expectType<Equal<Reads<typeof byColumn>, 'docs' | 'posts'>>()
expectType<Equal<Absent<typeof byColumn>, 'docs' | 'posts'>>()

// as text, a string keeps its type
const kindText = jsonGetText(doc, 'kind')
expectType<Equal<Of<typeof kindText>, 'a' | 'b'>>()

const numberText = jsonGetText(doc, 'list', 0, 'x')
expectType<Equal<Of<typeof numberText>, string | null>>()

const unknownText = jsonGetText(any, 'a')
expectType<Equal<Of<typeof unknownText>, string | null>>()

const atPath = jsonGetPath(doc, ['list', 0, 'y'])
expectType<Equal<Of<typeof atPath>, boolean | null>>()

const textAtPath = jsonGetPathText(doc, ['pair', 0])
expectType<Equal<Of<typeof textAtPath>, string>>()

const itself = jsonGetPath(doc, [])
expectType<Equal<Of<typeof itself>, Doc>>()

const dynamic = jsonGetPath(doc, ['list'] as ReadonlyArray<string>)
expectType<Equal<Of<typeof dynamic>, unknown>>()

const byArray = jsonGetPath(doc, arrayOf(posts.c.title))
expectType<Equal<Of<typeof byArray>, unknown>>()
expectType<Equal<Reads<typeof byArray>, 'docs' | 'posts'>>()

const extracted = jsonExtractPathText(doc, 'list', 0, 'x')
expectType<Equal<Of<typeof extracted>, string | null>>()

const has = hasKey(maybe, 'kind')
expectType<Equal<Of<typeof has>, boolean | null>>()

// @ts-expect-error the document has no such key
jsonGet(doc, 'kinds')
// @ts-expect-error nor at the second step
jsonGet(doc, 'list', 0, 'z')
// @ts-expect-error an array has indices
jsonGet(doc, 'list', 'x')
// @ts-expect-error an object has none
jsonGetText(doc, 0)
// @ts-expect-error a path may be wrong at any step
jsonGetPath(doc, ['list', 0, 'z'])
// @ts-expect-error and so may the path of a function
jsonExtractPathText(doc, 'list', 'x')
// @ts-expect-error a text has no keys
jsonGet(users.c.name, 'length')
// @ts-expect-error a key of an object is a text
hasKey(doc, 1)

// -------------------------------------------------------------------------------------
// changes
// -------------------------------------------------------------------------------------

const changed = jsonbSet(doc, ['list', 0, 'x'], 1)
expectType<Equal<Of<typeof changed>, Doc>>()

const changedBy = jsonbSet(doc, ['note'], users.c.fullname)
expectType<Equal<Of<typeof changedBy>, Doc | null>>()
expectType<Equal<Reads<typeof changedBy>, 'docs' | 'users'>>()

const inserted = jsonbInsert(any, ['a', 0], { at: users.c.id })
expectType<Equal<Reads<typeof inserted>, 'docs' | 'users'>>()

const without = deleteKey(doc, 'size')
expectType<Equal<'size' extends keyof Of<typeof without> ? true : false, false>>()
expectType<Equal<Of<typeof without>['kind'], 'a' | 'b'>>()

const withoutSome = deleteKey(doc, ['kind', 'list', 'pair', 'counts', 'note'])
expectType<Equal<Of<typeof withoutSome>, { readonly size?: number }>>()

const pruned = deletePath(doc, ['list', 0, 'y'])
expectType<Equal<Of<typeof pruned>['kind'], 'a' | 'b'>>()

const joined = jsonConcat(doc, { size: 'big', more: [1] })
expectType<Equal<Of<typeof joined>['size'], 'big'>>()
expectType<Equal<Of<typeof joined>['more'], readonly [1]>>()

const stripped = jsonbStripNulls(value(jsonb<{ readonly a: string | null; readonly b: number }>(), { a: null, b: 1 }))
expectType<Equal<Of<typeof stripped>, { readonly b: number; readonly a?: string }>>()

// what is changed is still what the column holds
export const updated = pipe(update(docs), set({ doc: jsonbSet(doc, ['size'], 2), any: jsonConcat(any, { v: 1 }) }))
export const shrunk = pipe(
  update(docs),
  set({ doc: jsonbSet(deletePath(doc, ['size']) as Expr<Doc, 'docs', 'docs'>, ['kind'], 'b') }),
)

// @ts-expect-error a seat is a number
jsonbSet(doc, ['list', 0, 'x'], 'one')
// @ts-expect-error null is no value of it
jsonbSet(doc, ['kind'], null)
// @ts-expect-error there is no such path
jsonbSet(doc, ['lists', 0], 1)
// @ts-expect-error the key that was taken away is missing
pipe(update(docs), set({ doc: deleteKey(doc, 'kind') }))
// @ts-expect-error there is no such path
deletePath(doc, ['lists'])

// the type of any JSON contains itself
type Json = string | number | boolean | null | ReadonlyArray<Json> | { readonly [key: string]: Json }
declare const anything: Json
export const ofAnything = jsonbSet(any, ['a'], anything)
export const withAnything = jsonConcat(any, anything)
export const builtOfAnything = jsonbBuildObject({ anything, id: users.c.id })

// -------------------------------------------------------------------------------------
// values of SQL
// -------------------------------------------------------------------------------------

const built = jsonbBuildObject({
  id: users.c.id,
  name: users.c.fullname,
  at: posts.c.createdAt,
  kind: 'user',
  inner: { list: [users.c.age, 1] },
})
expectType<
  Equal<
    Of<typeof built>,
    {
      readonly id: number
      readonly name: string | null
      readonly at: string
      readonly kind: 'user'
      readonly inner: { readonly list: readonly [number | null, 1] }
    }
  >
>()
expectType<Equal<Reads<typeof built>, 'users' | 'posts'>>()
expectType<Equal<Absent<typeof built>, never>>()

const byPairs = jsonbBuildObject([[users.c.name, users.c.age]])
expectType<Equal<Of<typeof byPairs>, Readonly<Record<string, number | null>>>>()

const list = jsonbBuildArray(
  value(bigint, 1n),
  value(numeric(), '1.5'),
  value(date, '2026-11-22'),
  value(timestamptz, new Date()),
)
expectType<Equal<Of<typeof list>, readonly [number, number, string, string]>>()

const one = toJsonb(users.c.age)
expectType<Equal<Of<typeof one>, number | null>>()

const row = rowToJson(posts)
expectType<Equal<Of<typeof row>['createdAt'], string>>()
expectType<Equal<Absent<typeof row>, 'posts'>>()

const array = arrayToJson(arrayOf(value(bigint, 1n)))
expectType<Equal<Of<typeof array>, ReadonlyArray<number>>>()

expectType<Equal<Of<typeof jsonNull>, null>>()

// @ts-expect-error an array is no row
rowToJson(users.c.id)
// @ts-expect-error a text is no array
arrayToJson(users.c.name)

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

const length = jsonbArrayLength(jsonGet(maybe, 'list'))
expectType<Equal<Of<typeof length>, number | null>>()

const typeName = jsonbTypeof(doc)
expectType<Equal<Of<typeof typeName>, 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null'>>()

const elements = jsonbArrayElements(jsonGet(doc, 'list'))
expectType<Equal<Of<typeof elements>, { readonly x: number; readonly y?: boolean }>>()

const texts = jsonbArrayElementsText(jsonGet(doc, 'pair'))
expectType<Equal<Of<typeof texts>, string>>()

const each = tableOf('each')(jsonbEach(jsonGet(doc, 'counts')))
const eachRow = pipe(from(docs), select({ id: docs.c.id, key: each.c.key, value: each.c.value }))
expectType<Equal<RowOf<typeof eachRow>, { readonly id: number; readonly key: string; readonly value: number }>>()

const records = tableOf('r')(jsonbToRecordset([{ a: 1 }], { a: integer, b: nullable(text) }))
const record = pipe(from(records), select(records))
expectType<Equal<RowOf<typeof record>['a'], number>>()
expectType<Equal<RowOf<typeof record>['b'], string | null>>()

const exists = pathExists(doc, '$.a')
expectType<Equal<Of<typeof exists>, boolean | null>>()

const sure = jsonbPathExists(doc, '$.a', { x: users.c.id })
expectType<Equal<Of<typeof sure>, boolean>>()
expectType<Equal<Reads<typeof sure>, 'docs' | 'users'>>()

const silent = jsonbPathExists(doc, '$.a', {}, true)
expectType<Equal<Of<typeof silent>, boolean | null>>()

const matches = jsonbPathMatch(doc, '$.a == 1')
expectType<Equal<Of<typeof matches>, boolean | null>>()

const first = jsonbPathQueryFirst(doc, '$.a')
expectType<Equal<Of<typeof first>, unknown>>()

// @ts-expect-error a path is a text
pathExists(doc, 1)
// @ts-expect-error columns have types
jsonbToRecordset(doc, { a: 'integer' })

// -------------------------------------------------------------------------------------
// the standard
// -------------------------------------------------------------------------------------

const object = jsonObject({ id: users.c.id, age: users.c.age }, { onNull: 'absent' })
expectType<Equal<Of<typeof object>, { readonly id: number; readonly age?: number }>>()

const asText = jsonObject({ id: users.c.id }, { returning: text })
expectType<Equal<Of<typeof asText>, string>>()

const items = jsonArray([users.c.id, users.c.age])
expectType<Equal<Of<typeof items>, ReadonlyArray<number>>>()

const withNulls = jsonArray([users.c.id, users.c.age], { onNull: 'null' })
expectType<Equal<Of<typeof withNulls>, ReadonlyArray<number | null>>>()

const ages = jsonArrayagg(users.c.age)
expectType<Equal<typeof ages extends Aggregate<infer T, any> ? T : never, ReadonlyArray<number> | null>>()

const agesByName = jsonObjectagg(users.c.name, users.c.age, { onNull: 'absent' })
expectType<Equal<Of<typeof agesByName>, Readonly<Record<string, number>> | null>>()

const ids = jsonArrayFrom(pipe(from(posts), select({ id: posts.c.id })))
expectType<Equal<Of<typeof ids>, ReadonlyArray<number> | null>>()

const seats = jsonValue(doc, '$.size', { returning: integer, onEmpty: { default: 0 }, passing: { x: users.c.id } })
expectType<Equal<Of<typeof seats>, number | null>>()
expectType<Equal<Reads<typeof seats>, 'docs' | 'users'>>()

const anyText = jsonValue(doc, '$.size')
expectType<Equal<Of<typeof anyText>, string | null>>()

const queried = jsonQuery(doc, '$.list', { returning: jsonb<ReadonlyArray<number>>(), wrapper: 'conditional' })
expectType<Equal<Of<typeof queried>, ReadonlyArray<number> | null>>()

const asked = jsonExists(doc, '$.a')
expectType<Equal<Of<typeof asked>, boolean>>()

const unsure = jsonExists(doc, '$.a', { onError: 'unknown' })
expectType<Equal<Of<typeof unsure>, boolean | null>>()

const bytes = jsonSerialize(doc, bytea)
expectType<Equal<Of<typeof bytes>, Uint8Array>>()

const test = isJson(posts.c.body, 'object')
expectType<Equal<Of<typeof test>, boolean | null>>()

const item = tableOf('item')(
  jsonTable(doc, '$.list[*]', {
    nr: forOrdinality,
    x: integer,
    y: pathColumn(nullable(text), '$.z', { wrapper: 'conditional' }),
    has: existsColumn('$.y'),
    tags: nestedPath('$.tags[*]', { tag: text }),
  }),
)
const ofItem = pipe(from(docs), select({ nr: item.c.nr, x: item.c.x, y: item.c.y, has: item.c.has, tag: item.c.tag }))
expectType<
  Equal<
    RowOf<typeof ofItem>,
    {
      readonly nr: number
      readonly x: number
      readonly y: string | null
      readonly has: boolean
      readonly tag: string | null
    }
  >
>()

// @ts-expect-error the default is of the type that is returned
jsonValue(doc, '$.size', { returning: integer, onEmpty: { default: 'none' } })
// @ts-expect-error there is no such word
jsonQuery(doc, '$', { wrapper: 'always' })
// @ts-expect-error nor such a kind
isJson(posts.c.body, 'objects')
// @ts-expect-error a path of a table is a part of the text
jsonTable(doc, posts.c.title, { x: integer })
// @ts-expect-error a column has a type
jsonTable(doc, '$', { x: 'integer' })
// @ts-expect-error an array has no keys that are unique
jsonArray([1], { uniqueKeys: true })
// @ts-expect-error a concatenation of texts is no document
jsonGet(concat(users.c.name, 'x'), 'a')
