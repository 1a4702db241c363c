import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Commands } from '../../lib/cli/Command.js'
import { commands } from '../../lib/cli/commands.js'
import { dispatched } from '../../lib/cli/dispatch.js'

const terminal = () => {
  const said = { out: '', err: '' }
  return {
    said,
    out: (text: string) => {
      said.out += text
    },
    err: (text: string) => {
      said.err += text
    },
    stdin: () => '',
  }
}

const echo: Commands = {
  echo: async () => ({
    summary: 'says what it is given',
    usage: 'joinery echo WORD…\n',
    run:
      (args, { out }) =>
      async () => {
        out(args.join(' '))
        return args.length
      },
  }),
  fails: async () => ({
    summary: 'fails',
    usage: '',
    run: () => () => Promise.reject(new Error('no luck')),
  }),
}

test('the first argument names the command, the others are its own, and its code is the one of the process', async () => {
  const to = terminal()
  assert.is(await dispatched(echo, ['echo', 'a', 'b'], to)(), 2)
  assert.equal(to.said, { out: 'a b', err: '' })
})

test('without a command, or with --help, the commands are listed', async () => {
  for (const [args, code] of [
    [[], 2],
    [['--help'], 0],
  ] as const) {
    const to = terminal()
    assert.is(await dispatched(echo, args, to)(), code)
    assert.match(to.said.out, /echo {3}says what it is given/)
  }
})

test('a command that there is not is said, with those that there are', async () => {
  const to = terminal()
  assert.is(await dispatched(echo, ['toString'], to)(), 2)
  assert.match(to.said.err, /no command "toString"/)
  assert.match(to.said.err, /says what it is given/)
})

test('--help after a command says how it is used', async () => {
  const to = terminal()
  assert.is(await dispatched(echo, ['echo', '--help'], to)(), 0)
  assert.is(to.said.out, 'joinery echo WORD…\n')
})

test('a command that throws is a message and a code', async () => {
  const to = terminal()
  assert.is(await dispatched(echo, ['fails'], to)(), 1)
  assert.is(to.said.err, 'joinery fails: no luck\n')
})

test('every command loads', async () => {
  for (const [name, load] of Object.entries(commands)) assert.match((await load()).usage, `joinery ${name}`)
})

test.run()
