/** The types with names of their own that a type is made of, each after those that it needs. */
import type { SqlType } from '../ast/SqlType.js'

export const nestedTypes = (type: SqlType): ReadonlyArray<SqlType> => {
  switch (type._tag) {
    case 'enum':
      return [type]
    case 'domain':
      return [...nestedTypes(type.base), type]
    case 'composite':
      return [...type.fields.flatMap(([, field]) => nestedTypes(field)), ...(type.name === null ? [] : [type])]
    case 'array':
      return nestedTypes(type.element)
    case 'mapped':
    case 'asText':
      return nestedTypes(type.base)
    // what it points to is said by its own table, and may not be there yet
    default:
      return []
  }
}
