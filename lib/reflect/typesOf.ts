/** The types of a catalog's columns, where those that it has itself are more than their names. */
import type { Catalog, TypeFact } from '../ast/Catalog.js'
import { plain, type SqlType } from '../ast/SqlType.js'
import type { QualifiedName } from '../ast/Statement.js'
import { sqlNode } from './literals.js'

export type ReadType = (declared: string) => SqlType

/** `"C"`, `pg_catalog."C"` */
export const qualifiedOf = (text: string): QualifiedName => {
  const parts = [...text.matchAll(/"((?:[^"]|"")*)"|([^".]+)/g)].map(([, quoted, word]) =>
    quoted === undefined ? (word ?? '') : quoted.replaceAll('""', '"'),
  )
  return parts.length > 1 ? [parts[0] ?? null, parts[1] ?? ''] : [null, parts[0] ?? '']
}

const nameKey = (schema: string | null, name: string): string => JSON.stringify([schema, name])

const counting: Readonly<Record<string, SqlType>> = { serial: plain('serial'), bigserial: plain('bigserial') }

/** What `CHECK` calls the value of a domain is its own word, and so the condition stays SQL. */
const typeOf = (fact: TypeFact, read: ReadType): SqlType => {
  const { schema, name } = fact
  switch (fact._tag) {
    case 'Enum':
      return { _tag: 'enum', schema, name, labels: fact.labels }
    case 'Composite':
      return {
        _tag: 'composite',
        schema,
        name,
        fields: fact.fields.map((field) => [field.name, read(field.type), false, null]),
      }
    case 'Domain': {
      const base = read(fact.base)
      const rules = {
        notNull: fact.notNull,
        default: fact.default === null ? null : sqlNode(fact.default, base),
        collation: fact.collation === null ? null : qualifiedOf(fact.collation),
        checks: fact.checks.map((check) => ({
          name: check.name,
          condition: sqlNode(check.condition, plain('boolean')),
        })),
      }
      const isPlain = !rules.notNull && rules.default === null && rules.collation === null && rules.checks.length === 0
      return { _tag: 'domain', schema, name, base, ...(isPlain ? {} : { rules }) }
    }
  }
}

/** Reads the types of a catalog, by what a dialect makes of their texts. */
export const typesOf = (catalog: Catalog, readType: ReadType): ReadType => {
  const facts = new Map(catalog.types.map((fact) => [nameKey(fact.schema, fact.name), fact]))
  const made = new Map<string, SqlType>()
  const own = (type: SqlType): SqlType => {
    if (type._tag === 'array') return { ...type, element: own(type.element) }
    if (type._tag !== 'other' || type.parameters.length > 0) return type
    const key = nameKey(type.schema, type.name)
    const fact = facts.get(key)
    if (fact === undefined) return type
    const known = made.get(key) ?? typeOf(fact, read)
    made.set(key, known)
    return known
  }
  const read: ReadType = (declared) => counting[declared] ?? own(readType(declared))
  return read
}
