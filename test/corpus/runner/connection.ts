/** An engine as joinery's own connection, for what joinery itself asks of the database of a case. */
import { postgres } from '../../../dialects/postgres/dialect.js'
import type { Connection } from '../../../lib/exec/Connection.js'
import { left, right } from '../../../lib/fp.js'
import type { Engine } from './engine.js'

const refused = (cause: unknown, text: string) =>
  left({
    _tag: 'QueryFailed' as const,
    code: '',
    reason: 'other' as const,
    message: cause instanceof Error ? cause.message : String(cause),
    detail: '',
    hint: '',
    text,
  })

export const connectionOf = (engine: Engine): Connection => ({
  dialect: postgres,
  run: async ({ text, values }) => {
    try {
      const { rows } = await engine.run(text, values)
      return right({ rows, command: 'select', count: rows.length })
    } catch (cause) {
      return refused(cause, text)
    }
  },
  // a case runs in one transaction already
  transaction: async () => {
    throw new Error('there are no transactions inside a case')
  },
})
