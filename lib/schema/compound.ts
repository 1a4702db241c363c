/**
 * Types that are made of others: arrays, composites, domains, enums.
 *
 * What is inside of them is read as it is in a column of its own: a `bigint` in an array is a `bigint`.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Condition, type Expr, isBranded, isRecord, param, toNode, typed } from '../ast/Expr.js'
import type { Composite } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { type CompositeField, type Domain, type DomainRules, type SqlType, uncounted } from '../ast/SqlType.js'
import type { QualifiedName } from '../ast/Statement.js'
import { type AnySpec, type ColumnSpec, column, type holds, noType, type Spec, typeOf } from './Column.js'
import { ofName, type TypeName } from './custom.js'

// -------------------------------------------------------------------------------------
// arrays
// -------------------------------------------------------------------------------------

/** What a type is inside another one: nothing counts there. What is taken over from a column is asked for later. */
const inner = (type: SqlType): SqlType => (type._tag === 'inherited' ? type : uncounted(type))

/**
 * An array. Its elements are not null unless they are `nullable`: reading a null that was not declared is an error.
 *
 * An array of arrays is one of two dimensions, so that its rows have one length. PostgreSQL's lower bounds are not kept:
 * the first element is that of index 0.
 *
 * @example array(text) // text[]
 * @example array(nullable(integer)) // integer[]
 * @example array(array(integer)) // integer[][]
 */
export const array = <T>(of: ColumnSpec<T>): Spec<ReadonlyArray<T>> => {
  const element = typeOf(of, 'the elements of array', 'array(text)')
  return column(element._tag === 'noType' ? element : { _tag: 'array', element: inner(element), notNull: !of.nullable })
}

// -------------------------------------------------------------------------------------
// enums and domains
// -------------------------------------------------------------------------------------

/**
 * One of a few words, by the name that the type has in the database. Any other word is refused, on its way out and on
 * its way back. It is read as one of the words, in its type too.
 *
 * @example enumType('mood', ['sad', 'ok', 'happy']) // "mood"
 * @example enumType(['app', 'mood'], ['sad', 'ok', 'happy']) // "app"."mood"
 */
export const enumType = <const L extends ReadonlyArray<string>>(name: TypeName, labels: L): Spec<L[number]> =>
  column(
    Array.isArray(labels) && labels.every((label: unknown) => typeof label === 'string')
      ? ofName(name, "enumType('mood', ['sad', 'ok'])", (schema, local) => ({
          _tag: 'enum',
          schema,
          name: local,
          labels: [...labels],
        }))
      : noType(invalidArgument('the labels of enumType', 'are not an array of strings', "give them: ['sad', 'ok']")),
  )

/** What the database sees to of a domain. Its values are not looked at here. */
export interface DomainOptions<T> {
  /** What is not false for any value of it. */
  readonly check?: (value: Expr<NonNullable<T>>) => Condition
  /** The name of the check. */
  readonly name?: string
  readonly notNull?: boolean
  readonly defaultTo?: NonNullable<T> | Expr<NonNullable<T>, never, any>
  readonly collation?: string | QualifiedName
}

const rulesOf = (type: SqlType, options: DomainOptions<any>): Domain['rules'] => {
  const { check, name, notNull, defaultTo, collation } = options
  const value: Node = { joinery: brand, _tag: 'Raw', strings: ['value'], holes: [], type }
  return {
    notNull: notNull ?? false,
    default:
      defaultTo === undefined
        ? null
        : isBranded(defaultTo)
          ? (defaultTo as unknown as Node)
          : param(defaultTo, type, false),
    collation: collation === undefined ? null : typeof collation === 'string' ? [null, collation] : collation,
    checks:
      check === undefined
        ? []
        : [{ name: name ?? null, condition: toNode(check(typed(value)), `the check of domain`) }],
  }
}

/**
 * Another type with rules of its own, by the name that it has in the database.
 *
 * @example domain('email', text) // "email"
 * @example createType(domain('email', text, { check: (value) => like(value, '%@%') })) // create domain "email" as text check ((value) like '%@%')
 */
export const domain = <T>(name: TypeName, base: ColumnSpec<T>, options?: DomainOptions<T>): Spec<NonNullable<T>> => {
  const type = typeOf(base, 'the base of domain', "domain('email', text)")
  return column(
    type._tag === 'noType'
      ? type
      : ofName(name, "domain('email', text)", (schema, local) => ({
          _tag: 'domain',
          schema,
          name: local,
          base: inner(type),
          ...(!isRecord(options) ? {} : { rules: rulesOf(inner(type), options) as DomainRules }),
        })),
  )
}

// -------------------------------------------------------------------------------------
// composites
// -------------------------------------------------------------------------------------

type FieldSpecs = Readonly<Record<string, AnySpec>>

/** What a composite of these fields is read as. */
export type Fields<S extends FieldSpecs> = Composite<{ readonly [K in keyof S]: S[K][typeof holds] }>

const fieldOf = ([key, spec]: readonly [string, AnySpec]): CompositeField => [
  key,
  inner(typeOf(spec, `the field ${key}`, "composite('address', { street: text })")),
  !spec?.nullable,
  spec?.name ?? null,
]

/**
 * Several named values as one, in the order in which the database has them. Fields are not null unless they are
 * `nullable`: PostgreSQL cannot declare it, so reading a null that was not declared is an error.
 *
 * @example composite('address', { street: text, zip: nullable(text) }) // "address"
 */
export const composite = <S extends FieldSpecs>(name: TypeName, fields: S): Spec<Fields<S>> =>
  column(
    isRecord(fields)
      ? ofName(name, "composite('address', { street: text })", (schema, local) => {
          const all = Object.entries(fields).map(fieldOf)
          return (
            all.flatMap(([, type]) => (type._tag === 'noType' ? [type] : []))[0] ?? {
              _tag: 'composite',
              schema,
              name: local,
              fields: all,
            }
          )
        })
      : noType(invalidArgument('the fields of composite', 'are no object', 'give each a type: { street: text }')),
  )
