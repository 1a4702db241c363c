/** Migrations from differences: SQL that a person reads before it runs. */
import type { Either } from 'fp-ts/Either'
import type { CompileErrors } from '../ast/CompileError.js'
import type { Danger, Difference } from '../catalog/Difference.js'
import type { Dialect } from '../compile/Dialect.js'
import { sqlOfChanges } from '../exec/createAll.js'
import { right } from '../fp.js'

const reasons: Readonly<Record<Danger, string>> = {
  loss: 'loses data',
  rewrite: 'writes the whole table anew, and locks it meanwhile',
  lock: 'locks the table while it looks at all rows',
  failure: 'fails if rows that are there do not fit',
  manual: 'cannot be done by a statement: write it yourself',
}

/** What is dangerous about a difference, in words. */
export const dangersOf = ({ dangers }: Difference): ReadonlyArray<string> => dangers.map((danger) => reasons[danger])

const commented = (text: string): string => text.replaceAll('\n', '\n-- ')

/** The SQL that sets differences right, each with what it is for, and what is dangerous about it. */
export const migrationText = (
  dialect: Dialect,
  differences: ReadonlyArray<Difference>,
): Either<CompileErrors, string> => {
  const parts: Array<string> = []
  for (const difference of differences) {
    const sql = sqlOfChanges(dialect, difference.changes)
    if (sql._tag === 'Left') return sql
    const dangers = dangersOf(difference)
    const heading = [
      `-- ${commented(difference.words)}`,
      ...(dangers.length === 0 ? [] : [`-- DANGER: ${dangers.join('; ')}`]),
    ]
    parts.push([...heading, ...sql.right.map((statement) => `${statement};`)].join('\n'))
  }
  const isConcurrent = differences.some(({ changes }) =>
    changes.some((it) => 'manner' in it && it.manner?.concurrently),
  )
  return right(`${isConcurrent ? '-- joinery: no transaction\n\n' : ''}${parts.join('\n\n')}\n`)
}
