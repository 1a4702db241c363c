/**
 * JSON columns, perhaps checked by a schema of Zod, Valibot, ArkType or any other library that implements Standard Schema.
 *
 * What is read is checked, and what is written. A value that the schema refuses is a `Left` that says where in it.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { located, step } from '../ast/located.js'
import { plain, type SqlType } from '../ast/SqlType.js'
import { column, noType, type Spec } from './Column.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** One step to where something is wrong. */
type Step = PropertyKey | { readonly key: PropertyKey }

interface Issue {
  readonly message: string
  readonly path?: ReadonlyArray<Step> | undefined
}

/** What a schema makes of a value. */
type Validated<A> = { readonly value: A; readonly issues?: undefined } | { readonly issues: ReadonlyArray<Issue> }

/** A schema as https://standardschema.dev has it: it takes an `In` for an `Out`. */
export interface StandardSchema<In, Out> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => Validated<Out> | Promise<Validated<Out>>
    readonly types?: { readonly input: In; readonly output: Out } | undefined
  }
}

declare const refused: unique symbol

/** What was read has to be what can be written: a schema that makes a `Date` of a text would refuse its own `Date`. */
type Writable<In, Out> = [Out] extends [In]
  ? unknown
  : {
      readonly [refused]: 'the schema does not take what it gives: check the column without it, and map it with mapType'
    }

// -------------------------------------------------------------------------------------
// validation
// -------------------------------------------------------------------------------------

const keyOf = (at: Step): PropertyKey => (typeof at === 'object' ? at.key : at)

const refusal = ([first, ...others]: ReadonlyArray<Issue>): Error => {
  if (first === undefined) return new TypeError('its schema refuses it')
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  return located((first.path ?? []).map(keyOf).map(step).join(''), new TypeError(`${first.message}${more}`))
}

/** What the schema makes of a value; throws what it has against it. */
const validated = (schema: StandardSchema<unknown, unknown>, value: unknown): unknown => {
  const result = schema['~standard'].validate(value)
  if ('then' in result) {
    // nobody waits for it, so nobody may be told that it failed
    Promise.resolve(result).then(undefined, () => undefined)
    throw new TypeError('its schema is asynchronous, and a row is read at once: give it one that answers at once')
  }
  if (result.issues !== undefined) throw refusal(result.issues)
  return result.value
}

const isSchema = (u: unknown): u is StandardSchema<unknown, unknown> => {
  const standard = (u as { readonly '~standard'?: { readonly validate?: unknown } } | null)?.['~standard']
  return typeof standard?.validate === 'function'
}

const checked = (tag: 'json' | 'jsonb', schema: unknown): SqlType => {
  if (schema === undefined) return plain(tag)
  if (!isSchema(schema))
    return noType(
      invalidArgument(`the schema of ${tag}`, 'is no Standard Schema', 'give one of a library that implements it'),
    )
  return {
    _tag: 'mapped',
    base: plain(tag),
    decode: (value: unknown) => validated(schema, value),
    // what is sent is what was given: the schema has no way back from what it makes of it
    encode: (value: unknown) => {
      validated(schema, value)
      return value
    },
  }
}

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

/**
 * `T`, which nothing infers from the place that the column stands in: without a `T` it is unknown, also where a table would
 * take anything. `NoInfer` would stay around objects.
 */
type Said<T> = [T][T extends unknown ? 0 : never]

/**
 * `json` that holds a `T`: nothing checks that it does, or a schema does: `json(z.object({ tags: z.array(z.string()) }))`.
 * The schema must not be asynchronous.
 *
 * @example json<{ tags: ReadonlyArray<string> }>() // json
 */
export const json = <T = unknown, I = T>(schema?: StandardSchema<I, T> & Writable<I, T>): Spec<Said<T>> =>
  column(checked('json', schema))

/**
 * `jsonb` that holds a `T`: nothing checks that it does, or a schema does: `jsonb(z.object({ tags: z.array(z.string()) }))`.
 * The schema must not be asynchronous.
 *
 * @example jsonb<{ tags: ReadonlyArray<string> }>() // jsonb
 */
export const jsonb = <T = unknown, I = T>(schema?: StandardSchema<I, T> & Writable<I, T>): Spec<Said<T>> =>
  column(checked('jsonb', schema))
