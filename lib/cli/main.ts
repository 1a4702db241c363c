#!/usr/bin/env node
/** The command `joinery`: its first argument says which of the commands beside this file runs. */
import { readFileSync } from 'node:fs'
import { commands } from './commands.js'
import { dispatched } from './dispatch.js'

const terminal = {
  out: (text: string) => process.stdout.write(text),
  err: (text: string) => process.stderr.write(text),
  stdin: () => readFileSync(0, 'utf8'),
}

dispatched(commands, process.argv.slice(2), terminal)().then((code) => {
  process.exitCode = code
})
