/**
 * JSON as the type checker sees it: what is found at a key of a document, and what becomes of a document that is changed.
 *
 * A document that is `unknown` stays so at every depth. What may be absent is null, for that is what the database finds.
 */
import type { Less, Readable } from '../ast/AsJson.js'
import type { AnyExpr, absentOf, Expr, readsOf, valueOf } from '../ast/Expr.js'
import type { Refused } from '../ast/Scope.js'

// -------------------------------------------------------------------------------------
// keys
// -------------------------------------------------------------------------------------

/** A key of an object or an index of an array that is an expression. */
export type KeyExpr = Expr<string | number | null, any, any>

/** What a document of type `T` may be asked for: the keys of an object, the indices of an array. */
export type KeyOf<T> = unknown extends T
  ? string | number
  : T extends ReadonlyArray<unknown>
    ? number
    : T extends object
      ? keyof T & string
      : never

/** A key, or an expression in its place. */
export type Key<T> = KeyOf<T> | KeyExpr

// -------------------------------------------------------------------------------------
// what is found
// -------------------------------------------------------------------------------------

/** A property as JSON has it: what may be undefined may be absent. */
type Property<V> = undefined extends V ? Exclude<V, undefined> | null : V

type Member<T, K> = K extends keyof T
  ? string extends keyof T
    ? Property<T[K]> | null
    : Property<T[K]>
  : K extends AnyExpr
    ? Property<T[keyof T]> | null
    : null

type Element<T extends ReadonlyArray<unknown>, K> = number extends T['length']
  ? T[number] | null
  : K extends number
    ? `${K}` extends keyof T
      ? T[`${K}` & keyof T]
      : T[number] | null
    : T[number] | null

/** What a document `T` has at `K`: null where there may be nothing, and always in a text, a number or a boolean. */
export type At<T, K> = [K] extends [never]
  ? T
  : unknown extends T
    ? unknown
    : T extends ReadonlyArray<unknown>
      ? Element<T, K>
      : T extends object
        ? Member<T, K>
        : null

/** The same as text: a string is itself, and a JSON null is NULL. */
export type TextOf<V> = unknown extends V ? string | null : V extends string | null ? V : string

// -------------------------------------------------------------------------------------
// paths
// -------------------------------------------------------------------------------------

/** A key whose document is not known. */
export type Further = string | number | KeyExpr

/** An array of texts, as an expression. */
export type TextsExpr = Expr<ReadonlyArray<string | null> | null, any, any>

/** Keys and indices, or an expression for all of them. */
export type Path = ReadonlyArray<Further> | TextsExpr

/** What a document `T` has at the end of a path: unknown where the path is not. */
export type AtPath<T, P> = P extends readonly [infer K, ...infer Rest]
  ? AtPath<At<T, K>, Rest>
  : P extends readonly []
    ? T
    : unknown

/** Satisfied by a path that a document `T` may have. */
export type PathIn<T, P> = P extends readonly [infer K, ...infer Rest]
  ? K extends Key<T>
    ? PathIn<At<T, K>, Rest>
    : Refused<`the document has no ${K & (string | number)} there`>
  : unknown

/** The expressions of a path. */
export type StepsOf<P> = P extends ReadonlyArray<infer K> ? K : P

// -------------------------------------------------------------------------------------
// what is there
// -------------------------------------------------------------------------------------

/** What may be written at `K` of a document `T`. */
export type Slot<T, K> = [K] extends [never]
  ? T
  : unknown extends T
    ? unknown
    : T extends ReadonlyArray<unknown>
      ? T[number]
      : T extends object
        ? K extends keyof T
          ? Exclude<T[K], undefined>
          : T[keyof T]
        : never

/** What may be written at the end of a path. */
export type SlotAt<T, P> = P extends readonly [infer K, ...infer Rest]
  ? SlotAt<Slot<Exclude<T, null>, K>, Rest>
  : P extends readonly []
    ? T
    : unknown

/** The elements of an array. */
export type ElementOf<T> = unknown extends T ? unknown : T extends ReadonlyArray<infer E> ? E : never

/** The values of an object. */
export type MemberOf<T> = unknown extends T ? unknown : T extends object ? Exclude<T[keyof T], undefined> : never

/** A document without the keys `K`, or without one that is not known; an array keeps its type. */
export type Without<T, K> = unknown extends T
  ? unknown
  : T extends ReadonlyArray<infer E>
    ? ReadonlyArray<E>
    : T extends object
      ? [Extract<K, AnyExpr>] extends [never]
        ? { readonly [P in keyof T as P extends K ? never : P]: T[P] }
        : { readonly [P in keyof T]?: T[P] }
      : T

/** A document without what is at the end of a path. */
export type Pruned<T, P> = unknown extends T
  ? unknown
  : P extends readonly [infer K]
    ? Without<T, K>
    : P extends readonly [infer K, ...infer Rest]
      ? T extends ReadonlyArray<infer E>
        ? ReadonlyArray<E | Pruned<E, Rest>>
        : T extends object
          ? { readonly [Q in keyof T]: Q extends K ? Pruned<T[Q], Rest> : T[Q] }
          : T
      : P extends readonly []
        ? T
        : unknown

/** The same document, as far as the path to what was changed is known. */
export type ChangedAt<T, P> = P extends ReadonlyArray<unknown> ? (number extends P['length'] ? unknown : T) : unknown

/** An intersection as the one object that it is. */
type Flat<T> = { readonly [K in keyof T]: T[K] }

/** Two documents as one: the second one's keys win, arrays are appended. */
export type Joined<A, B> = unknown extends A
  ? unknown
  : unknown extends B
    ? unknown
    : A extends ReadonlyArray<infer E>
      ? ReadonlyArray<E | (B extends ReadonlyArray<infer F> ? F : B)>
      : B extends ReadonlyArray<infer F>
        ? ReadonlyArray<A | F>
        : A extends object
          ? B extends object
            ? Flat<{ readonly [K in keyof A as K extends keyof B ? never : K]: A[K] } & B>
            : ReadonlyArray<A | B>
          : ReadonlyArray<A | B>

/** A document without the keys whose values are null, at every depth. */
export type Stripped<T> = unknown extends T
  ? unknown
  : T extends ReadonlyArray<unknown>
    ? { readonly [K in keyof T]: Stripped<T[K]> }
    : T extends object
      ? Flat<
          { readonly [K in keyof T as null extends T[K] ? never : K]: Stripped<T[K]> } & {
            readonly [K in keyof T as null extends T[K] ? K : never]?: Stripped<Exclude<T[K], null>>
          }
        >
      : T

/** An object in which a key whose value may be null may be absent, and no value is null. */
export type Present<T> =
  T extends ReadonlyArray<unknown>
    ? T
    : Flat<
        { readonly [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
          readonly [K in keyof T as null extends T[K] ? K : never]?: Exclude<T[K], null>
        }
      >

// -------------------------------------------------------------------------------------
// what expressions there are
// -------------------------------------------------------------------------------------

/** What the expressions in an object or an array read, at four levels. */
export type ReadsWithin<V, D = 4> = V extends Readable
  ? V[typeof readsOf]
  : D extends keyof Less
    ? V extends ReadonlyArray<infer I>
      ? ReadsWithin<I, Less[D]>
      : V extends Date | Uint8Array | string | number | bigint | boolean | null | undefined
        ? never
        : V extends object
          ? ReadsWithin<V[keyof V], Less[D]>
          : never
    : never

/** The names whose absence makes `V` null, if it is an expression. */
export type AbsentIf<V> = V extends Readable ? V[typeof absentOf] : never

/** null if `V` is an expression that may be null. */
export type NullIf<V> = V extends Readable ? V[typeof valueOf] & null : never

/** The value of an expression without null; of a bare value, its own. */
export type ValueIn<V> = V extends Readable ? Exclude<V[typeof valueOf], null> : V
