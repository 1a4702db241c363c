/** From the arguments of a process to the command that they name. Nothing throws: what went wrong is said, and is the code. */
import type { Task } from 'fp-ts/Task'
import type { Commands, ExitCode, Terminal } from './Command.js'

const listed = async (commands: Commands): Promise<string> => {
  const names = Object.keys(commands)
  const width = Math.max(...names.map((name) => name.length))
  const lines = await Promise.all(
    names.map(async (name) => `  ${name.padEnd(width)}  ${(await commands[name]?.())?.summary ?? ''}`),
  )
  return `joinery COMMAND [arguments]\n\n${lines.join('\n')}\n\njoinery COMMAND --help says more.\n`
}

const asksForHelp = (arg: string | undefined): boolean => arg === '--help' || arg === '-h'

/** Runs the command that the first argument names, with the others. */
export const dispatched =
  (commands: Commands, [name, ...args]: ReadonlyArray<string>, terminal: Terminal): Task<ExitCode> =>
  async () => {
    try {
      if (name === undefined || asksForHelp(name)) {
        terminal.out(await listed(commands))
        return name === undefined ? 2 : 0
      }
      const load = Object.hasOwn(commands, name) ? commands[name] : undefined
      if (load === undefined) {
        terminal.err(`joinery has no command ${JSON.stringify(name)}: give one of these\n\n${await listed(commands)}`)
        return 2
      }
      const command = await load()
      if (args.some(asksForHelp)) {
        terminal.out(command.usage)
        return 0
      }
      return await command.run(args, terminal)()
    } catch (cause) {
      terminal.err(`joinery ${name ?? ''}: ${cause instanceof Error ? cause.message : String(cause)}\n`)
      return 1
    }
  }
