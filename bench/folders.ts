/** Where things are: a bundle runs from `bench/.build`, and finds its package above it. */
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'

const packageOf = (folder: string): string =>
  existsSync(`${folder}/package.json`) ? folder : packageOf(dirname(folder))

export const bench = packageOf(__dirname)

export const root = dirname(bench)

/** What a run makes: ignored by git, and made anew each time. */
export const made = `${bench}/.build`
