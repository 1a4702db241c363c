/**
 * One physical connection, as a transport gives it: the only thing that a driver has to be wrapped into.
 *
 * Everything a program relies on (the pool, deadlines, transactions, savepoints, errors) is built above this interface,
 * once. A session runs one statement at a time, never rejects, never reconnects, and once dead stays dead.
 */
import type { Either } from 'fp-ts/Either'

/**
 * A value on the wire. NULL is null.
 *
 * For PostgreSQL everything is text. For SQLite each of its storage classes has its own type, both ways: a bigint is
 * an INTEGER and a number is a REAL, even if it is whole.
 */
export type Wire = string | number | bigint | Uint8Array | null

/** A statement that is ready to be sent. */
export interface Command {
  readonly text: string
  readonly values: ReadonlyArray<Wire>
  /** Whether its text was known before: a log tells it. */
  readonly cached?: boolean
  /** Stops the statement, and leaves its connection usable where the database can do that. */
  readonly signal?: AbortSignal
  /** A deadline other than the pool's. */
  readonly milliseconds?: number
}

/** What came back, by position: names are not used, so `__proto__` is an ordinary column. */
export interface Answer {
  readonly rows: ReadonlyArray<ReadonlyArray<Wire>>
  /** The first word of the server's command tag: `COMMIT` may be answered by `ROLLBACK`. */
  readonly command: string
  /** Rows returned, or affected where none are. */
  readonly count: number
}

/** The database refused the statement; the session lives. `code` is an SQLSTATE, whatever the database. */
export interface Refusal {
  readonly _tag: 'Refusal'
  readonly code: string
  readonly message: string
  readonly table?: string
  readonly columns?: ReadonlyArray<string>
  readonly constraint?: string
  readonly detail?: string
  readonly hint?: string
  /** Of several statements, which one it was, from 0. */
  readonly at?: number
}

/** The connection is gone. `sent` is false only if the statement certainly never reached the database. */
export interface Loss {
  readonly _tag: 'Loss'
  readonly reason: string
  readonly sent: boolean
}

export type Failure = Refusal | Loss

/** Something that a session said without being asked. */
export interface Notification {
  readonly channel: string
  readonly payload: string
}

/** Rows, some at a time. */
export interface Cursor {
  /** No rows: there are no more. */
  readonly next: () => Promise<Either<Failure, Answer>>
  readonly close: () => Promise<void>
}

/** What only some transports can do; what is absent is done otherwise, or refused with a reason. */
export interface Abilities {
  /** Several statements in one round trip: all of them are done, or none. */
  readonly batch?: (commands: ReadonlyArray<Command>) => Promise<Either<Failure, ReadonlyArray<Answer>>>
  /** Asks the server to stop what it runs. True when it is certain that nothing later will be stopped by that. */
  readonly cancel?: () => Promise<boolean>
  /** COPY … FROM STDIN: takes a chunk when there is room for it. What the chunks throw undoes it. */
  readonly copyIn?: (text: string, chunks: AsyncIterable<Uint8Array>) => Promise<Either<Failure, Answer>>
  /** COPY … TO STDOUT: waits for each chunk to be taken; false is enough, and ends the session. */
  readonly copyOut?: (text: string, take: (chunk: Uint8Array) => Promise<boolean>) => Promise<Either<Failure, Answer>>
  /** Where the database has no cursors in SQL. */
  readonly cursor?: (command: Command, size: number) => Promise<Either<Failure, Cursor>>
  /** Is told of each notification, and when the session ends. */
  readonly listen?: (heard: (notification: Notification) => void, ended: (reason: string) => void) => void
}

export interface Session extends Abilities {
  readonly query: (command: Command) => Promise<Either<Failure, Answer>>
  /** `idle` and `transaction` are as the database said in its last answer; `busy` has a statement in flight. */
  readonly state: () => 'idle' | 'transaction' | 'busy' | 'dead'
  /** Ends the session at once: asks the server to stop what it runs, drops the connection, settles the query in flight. */
  readonly discard: (reason: string) => void
  /** Ends an idle session politely, and at once if it is not idle. Settles when the connection is closed. */
  readonly close: () => Promise<void>
}

/** Opens one session, or says why not. Never rejects, and settles within a deadline of its own. */
export type Open = () => Promise<Either<Failure, Session>>

export const loss = (reason: string, sent: boolean): Loss => ({ _tag: 'Loss', reason, sent })

export const refusal = (code: string, message: string): Refusal => ({ _tag: 'Refusal', code, message })
