/** What a contestant does against a database: named tasks, each a function of a counter. */

export type Task = (i: number) => Promise<unknown>

export interface Tasks {
  readonly tasks: Readonly<Record<string, Task>>
  readonly close: () => Promise<void>
}

/** Opens a pool of so many connections at a URL, and makes the tasks of it. */
export type Contestant = (url: string, connections: number) => Promise<Tasks>
