/** Types as column specs in TypeScript. */
import type { Catalog, CompositeFact, DomainFact, EnumFact, TypeFact } from '../ast/Catalog.js'
import type { SqlType } from '../ast/SqlType.js'
import { arrayDoc, callDoc, type Doc, entryDoc, longCallDoc, name, objectDoc, stringDoc } from '../fromSql/doc.js'
import { qualifiedOf } from '../reflect/typesOf.js'
import type { Names } from './Names.js'

/** A name of joinery's. */
export const joinery = (own: string): Doc => name('joinery', own)

export const call = (f: string, ...args: ReadonlyArray<Doc>): Doc => callDoc(joinery(f), args)

const pipe: Doc = name('fp-ts/function', 'pipe')

export const pipeDoc = (first: Doc, ...steps: ReadonlyArray<Doc>): Doc =>
  steps.length === 0 ? first : callDoc(pipe, [first, ...steps])

/** The same where a step is a call with a function in it: formatters give each step a line then. */
export const longPipeDoc = (first: Doc, ...steps: ReadonlyArray<Doc>): Doc => longCallDoc(pipe, [first, ...steps])

/** SQL of the database's own, between backticks. */
export const rawDoc = (type: Doc, sql: string): Doc => [
  joinery('raw'),
  '(',
  type,
  ', ',
  joinery('SQL'),
  templateDoc(sql),
  ')',
]

export const templateDoc = (text: string): string => `\`${text.replace(/[\\`]|\$\{/g, (it) => `\\${it}`)}\``

export const typeNameDoc = (schema: string | null, own: string): Doc =>
  schema === null ? stringDoc(own) : arrayDoc([stringDoc(schema), stringDoc(own)])

/** A name as it is given to a function that takes one of a schema too. */
export const qualifiedDoc = (sql: string): Doc => typeNameDoc(...qualifiedOf(sql))

const builtInRange = /^(int4|int8|num|date|ts|tstz)(multi)?range$/

export interface TypePrinter {
  /** The spec of a column. */
  readonly spec: (type: SqlType) => Doc
  /** Types that joinery does not know. */
  readonly unknown: Set<string>
}

export const typePrinter = (names: Names): TypePrinter => {
  const unknown = new Set<string>()
  const declared = (type: { readonly schema: string | null; readonly name: string }): Doc =>
    names.constant(`type ${type.schema ?? ''}.${type.name}`, type.name, 'Type')
  const spec = (type: SqlType): Doc => {
    switch (type._tag) {
      case 'json':
      case 'jsonb':
        return call(type._tag)
      case 'numeric':
        return type.precision === null
          ? call('numeric')
          : call('numeric', String(type.precision), ...(type.scale === null ? [] : [String(type.scale)]))
      case 'varchar':
      case 'varbit':
        return call(type._tag, ...(type.length === null ? [] : [String(type.length)]))
      case 'char':
        return type.length === null ? call('customType', stringDoc('bpchar')) : call('char', String(type.length))
      case 'bit':
        return type.length === null ? call('varbit') : call('bit', String(type.length))
      // what is in an array may be null, for no database says that it is not
      case 'array':
        return call('array', call('nullable', spec(type.element)))
      case 'enum':
      case 'domain':
        return declared(type)
      case 'composite':
        return type.name === null ? joinery('text') : declared({ schema: type.schema, name: type.name })
      case 'range':
      case 'multirange':
        if (builtInRange.test(type.name)) return joinery(type.name)
        return type._tag === 'range'
          ? call('rangeType', typeNameDoc(type.schema, type.name), spec(type.element))
          : call('multirangeType', typeNameDoc(type.schema, type.name), spec(type.range))
      case 'other': {
        unknown.add(type.schema === null ? type.name : `${type.schema}.${type.name}`)
        const parameters = type.parameters.map((it) => (typeof it === 'number' ? String(it) : stringDoc(it)))
        return call(
          'customType',
          typeNameDoc(type.schema, type.name),
          ...(parameters.length === 0 ? [] : [objectDoc([entryDoc('parameters', arrayDoc(parameters))])]),
        )
      }
      case 'mapped':
      case 'asText':
        return spec(type.base)
      case 'inherited':
      case 'untyped':
      case 'noType':
      case 'rows':
        return joinery('text')
      case 'decimal':
        return call('numeric')
      default: {
        const steps = [
          ...(type.fields === undefined ? [] : [call('fields', stringDoc(type.fields))]),
          ...(type.precision === undefined ? [] : [call('precision', String(type.precision))]),
        ]
        return steps.reduce<Doc>((of, step) => callDoc(step, [of]), joinery(type._tag))
      }
    }
  }
  return { spec, unknown }
}

// -------------------------------------------------------------------------------------
// declarations
// -------------------------------------------------------------------------------------

type Read = (declared: string) => SqlType

const enumDoc = (fact: EnumFact): Doc =>
  call('enumType', typeNameDoc(fact.schema, fact.name), arrayDoc(fact.labels.map(stringDoc)))

const domainDoc = (fact: DomainFact, read: Read, { spec }: TypePrinter): Doc => {
  const base = spec(read(fact.base))
  const [check] = fact.checks
  // the condition speaks of VALUE, and not of the argument of the function
  const options = [
    ...(check === undefined
      ? []
      : [
          entryDoc('check', ['() => ', rawDoc(joinery('boolean'), check.condition)]),
          ...(check.name === null ? [] : [entryDoc('name', stringDoc(check.name))]),
        ]),
    ...(fact.notNull ? [entryDoc('notNull', 'true')] : []),
    ...(fact.default === null ? [] : [entryDoc('defaultTo', rawDoc(base, fact.default))]),
    ...(fact.collation === null ? [] : [entryDoc('collation', qualifiedDoc(fact.collation))]),
  ]
  return call(
    'domain',
    typeNameDoc(fact.schema, fact.name),
    base,
    ...(options.length === 0 ? [] : [objectDoc(options)]),
  )
}

const compositeDoc = (fact: CompositeFact, read: Read, { spec }: TypePrinter): Doc =>
  call(
    'composite',
    typeNameDoc(fact.schema, fact.name),
    objectDoc(fact.fields.map((field) => entryDoc(field.name, call('nullable', spec(read(field.type)))))),
  )

const typeDoc = (fact: TypeFact, read: Read, printer: TypePrinter): Doc => {
  switch (fact._tag) {
    case 'Enum':
      return enumDoc(fact)
    case 'Domain':
      return domainDoc(fact, read, printer)
    case 'Composite':
      return compositeDoc(fact, read, printer)
  }
}

/** A constant for each type that has a name of its own. */
export const typeDocs = (
  { types }: Catalog,
  read: Read,
  names: Names,
  printer: TypePrinter,
): ReadonlyArray<readonly [constant: string, doc: Doc]> =>
  types.map((fact) => [
    names.constant(`type ${fact.schema ?? ''}.${fact.name}`, fact.name, 'Type'),
    typeDoc(fact, read, printer),
  ])
