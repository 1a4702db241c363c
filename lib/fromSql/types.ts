/** Types: from the names that SQL has for them to joinery's, and from those to TypeScript. */

import { readType } from '../../dialects/postgres/readType.js'
import { type SqlType, stored } from '../ast/SqlType.js'
import type { CatalogType } from './Catalog.js'
import { name as imported } from './doc.js'
import { freshName, type State } from './State.js'
import { apply, call, js, local, object, ref, type Term } from './term.js'
import { as, listOf, type Parts, partsOf, type Tree, wordsIn } from './tree.js'

// -------------------------------------------------------------------------------------
// from names
// -------------------------------------------------------------------------------------

/** A type of the database, by its name. */
const namedType = (state: State, schema: string | null, name: string): CatalogType | null => {
  const all = state.catalog.types.filter((type) => type.name === name)
  return all.find((type) => (schema === null ? type.visible : type.schema === schema)) ?? all[0] ?? null
}

const typeFrom = (state: State, { schema, name, visible, kind, labels, base, fields }: CatalogType): SqlType => {
  const own = { schema: visible ? null : schema, name }
  switch (kind) {
    case 'enum':
      return { _tag: 'enum', ...own, labels }
    case 'domain':
      return { _tag: 'domain', ...own, base: typeNamed(state, base ?? 'text') }
    case 'range':
      return { _tag: 'range', ...own, element: typeNamed(state, base ?? 'text') }
    case 'multirange': {
      const range = typeNamed(state, base ?? 'text')
      return range._tag === 'range' ? { _tag: 'multirange', ...own, range } : { _tag: 'other', ...own, parameters: [] }
    }
    case 'composite':
      return {
        _tag: 'composite',
        ...own,
        fields: fields.map((field) => [field.name, typeNamed(state, field.type)]),
      }
  }
}

/** The row type of a table has the table's name. */
const rowType = (state: State, schema: string | null, name: string): SqlType | null => {
  const found = state.catalog.tables.find(
    (table) => table.name === name && (schema === null ? table.visible : table.schema === schema),
  )
  return found === undefined
    ? null
    : {
        _tag: 'composite',
        schema: found.visible ? null : found.schema,
        name,
        fields: found.columns.map((column) => [column.name, typeNamed(state, column.type)]),
      }
}

const resolve = (state: State, type: SqlType): SqlType => {
  switch (type._tag) {
    case 'array': {
      const element = resolve(state, type.element)
      return { _tag: 'array', element }
    }
    case 'other': {
      const found = namedType(state, type.schema, type.name)
      return found === null ? (rowType(state, type.schema, type.name) ?? type) : typeFrom(state, found)
    }
    default:
      return type
  }
}

/** A type as `format_type` prints it. */
export const typeNamed = (state: State, text: string): SqlType => resolve(state, readType(text))

const intervalMasks: Readonly<Record<number, string>> = {
  4: 'year',
  2: 'month',
  8: 'day',
  1024: 'hour',
  2048: 'minute',
  4096: 'second',
  6: 'year to month',
  1032: 'day to hour',
  3080: 'day to minute',
  7176: 'day to second',
  3072: 'hour to minute',
  7168: 'hour to second',
  6144: 'minute to second',
}

const quoted = (word: string): string => (/^[a-z_][a-z0-9_$]*$/.test(word) ? word : `"${word.replaceAll('"', '""')}"`)

const numberIn = (tree: Tree): string => {
  const constant = as('A_Const', tree)
  return constant === null ? '' : String(constant.ival?.ival ?? constant.sval?.sval ?? constant.fval?.fval ?? 0)
}

const typeText = (words: ReadonlyArray<string>, modifiers: ReadonlyArray<string>): string => {
  const [first = '', second] = words
  const own = second === undefined || first === 'pg_catalog' ? words.slice(-1) : words
  const [name = ''] = own
  if (name === 'interval') {
    const [mask, precision] = modifiers
    const fields = intervalMasks[Number(mask)]
    return `interval${fields === undefined ? '' : ` ${fields}`}${precision === undefined ? '' : `(${precision})`}`
  }
  // its name in quotes is a type of one byte
  if (name === 'char' && first !== 'pg_catalog' && second === undefined) return '"char"'
  return own.map(quoted).join('.') + (modifiers.length === 0 ? '' : `(${modifiers.join(',')})`)
}

/** A type as the syntax tree has it. */
export const typeOfName = (state: State, typeName: Parts): SqlType => {
  const words = wordsIn(typeName.names)
  const own = typeNamed(state, typeText(words, listOf(typeName.typmods).map(numberIn)))
  return listOf(typeName.arrayBounds).reduce<SqlType>((element) => ({ _tag: 'array', element }), own)
}

// -------------------------------------------------------------------------------------
// to TypeScript
// -------------------------------------------------------------------------------------

const typeName = ({ schema, name }: { readonly schema: string | null; readonly name: string }): Term =>
  js(schema === null ? name : [schema, name])

/** A type with a name of its own is declared once. */
const declaredType = (
  state: State,
  type: { readonly schema: string | null; readonly name: string },
  make: () => Term,
): Term => {
  const key = `type ${type.schema ?? ''}.${type.name}`
  const known = state.declared.get(key)
  if (known !== undefined) return known.term
  const made = make()
  const own = freshName(state, type.name)
  const term = state.module === null ? local(own, made.value) : { code: imported(state.module, own), value: made.value }
  state.declared.set(key, { term, doc: [`export const ${own} = `, made.code] })
  return term
}

const builtInRange = /^(int4|int8|num|date|ts|tstz)(multi)?range$/

/** A column spec of a type. */
export const specOf = (state: State, type: SqlType): Term => {
  switch (type._tag) {
    case 'json':
    case 'jsonb':
      return call(type._tag)
    case 'decimal':
      return call('numeric')
    case 'numeric':
      return type.precision === null
        ? call('numeric')
        : call('numeric', js(type.precision), ...(type.scale === null ? [] : [js(type.scale)]))
    case 'varchar':
    case 'varbit':
      return type.length === null ? call(type._tag) : call(type._tag, js(type.length))
    case 'char':
      return type.length === null ? call('customType', js('bpchar')) : call('char', js(type.length))
    case 'bit':
      return type.length === null ? call('varbit') : call('bit', js(type.length))
    case 'array':
      return call('array', specOf(state, type.element))
    case 'enum':
      return declaredType(state, type, () => call('enumType', typeName(type), js(type.labels)))
    case 'domain':
      return declaredType(state, type, () => call('domain', typeName(type), specOf(state, type.base)))
    case 'composite':
      return type.name === null
        ? ref('text')
        : declaredType(state, { schema: type.schema, name: `${type.name}` }, () =>
            call(
              'composite',
              typeName({ schema: type.schema, name: type.name ?? '' }),
              object(type.fields.map(([key, own]) => [key, call('nullable', specOf(state, own))])),
            ),
          )
    case 'range':
      return builtInRange.test(type.name)
        ? ref(type.name)
        : declaredType(state, type, () => call('rangeType', typeName(type), specOf(state, type.element)))
    case 'multirange':
      return builtInRange.test(type.name)
        ? ref(type.name)
        : declaredType(state, type, () => call('multirangeType', typeName(type), specOf(state, type.range)))
    case 'other':
      return type.parameters.length === 0
        ? call('customType', typeName(type))
        : call('customType', typeName(type), object([['parameters', js(type.parameters)]]))
    case 'mapped':
    case 'asText':
    case 'inherited':
      return specOf(state, stored(type))
    case 'untyped':
    case 'noType':
    case 'rows':
      return ref('text')
    case 'serial':
      return ref('integer')
    case 'bigserial':
      return ref('bigint')
    default:
      return timed(ref(type._tag), type)
  }
}

const timed = (spec: Term, type: { readonly precision?: number; readonly fields?: string }): Term => {
  const kept = type.fields === undefined ? spec : apply(call('fields', js(type.fields)), spec)
  return type.precision === undefined ? kept : apply(call('precision', js(type.precision)), kept)
}

/** The parts of a type name in a tree. */
export const typeNameIn = (tree: Tree): Parts => as('TypeName', tree) ?? partsOf(tree)
