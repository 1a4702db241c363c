/** What a command is: a file of its own, whose name is the command's. It sees the terminal as it is given one. */
import type { Task } from 'fp-ts/Task'

/** What a command reads from, and writes to. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** All of standard input. */
  readonly stdin: () => string
}

/** The code that the process ends with: 0 where it did what was asked. */
export type ExitCode = number

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string
  /** What `joinery COMMAND --help` says. */
  readonly usage: string
  readonly run: (args: ReadonlyArray<string>, terminal: Terminal) => Task<ExitCode>
}

/** A command that is loaded when it is asked for. */
export type Commands = Readonly<Record<string, () => Promise<Command>>>
