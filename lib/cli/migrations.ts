/** Migrations in a folder: files with a number, a name and SQL in them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileName, type Migration } from '../migrate/Migration.js'

const form = /^(\d+)[_-](.+)\.sql$/

export const migrationsIn = (folder: string): ReadonlyArray<Migration> =>
  existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .flatMap((file): ReadonlyArray<Migration> => {
          const [, number, name] = form.exec(file) ?? []
          return number === undefined || name === undefined
            ? []
            : [{ number: Number(number), name, text: readFileSync(join(folder, file), 'utf8') }]
        })
    : []

/** Writes the next migration, and gives its path. */
export const writeMigration = (folder: string, name: string, text: string): string => {
  mkdirSync(folder, { recursive: true })
  const number = Math.max(0, ...migrationsIn(folder).map((it) => it.number)) + 1
  const path = join(folder, fileName({ number, name: name.replace(/[^\p{L}\p{N}]+/gu, '_') }))
  writeFileSync(path, text, { flag: 'wx' })
  return path
}
