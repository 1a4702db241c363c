/** For type tests, which `tsc` checks and nothing runs. */

/** Whether two types are the same, and not only assignable to each other. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** An intersection of objects as one object. */
export type Flat<T> = { [K in keyof T]: T[K] }

export const expectType = <_T extends true>(): void => undefined
