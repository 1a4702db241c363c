/**
 * A session behind a pooler that gives it a server for one transaction only.
 *
 * Settings that the pooler does not keep go along with each transaction, and hold for it alone. What would belong to the
 * session, such as LISTEN, is not there.
 */
import type { Either } from 'fp-ts/Either'
import type { Answer, Command, Failure, Session } from '../../lib/exec/Session.js'
import { right } from '../../lib/fp.js'

const begins = /^\s*(?:begin|start\s+transaction)\b/i

export const overPooler = (session: Session, settings: Readonly<Record<string, string>>): Session => {
  const { listen: _, copyIn, copyOut, batch, ...own } = session
  const entries = Object.entries(settings)
  if (entries.length === 0)
    return { ...own, ...(batch && { batch }), ...(copyIn && { copyIn }), ...(copyOut && { copyOut }) }
  const calls = entries.map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, true)`)
  const setting: Command = { text: `select ${calls.join(', ')}`, values: entries.flat() }

  /** In one round trip, and in one transaction: the settings hold for the statements, and for nothing else. */
  const along = async (commands: ReadonlyArray<Command>): Promise<Either<Failure, ReadonlyArray<Answer>>> => {
    const first = commands[0]
    const begun = first !== undefined && begins.test(first.text)
    const all = begun ? [first, setting, ...commands.slice(1)] : [setting, ...commands]
    const answers = await (batch as NonNullable<Session['batch']>)(all)
    if (answers._tag === 'Left') {
      const { left } = answers
      return left._tag === 'Loss' || left.at === undefined
        ? answers
        : { _tag: 'Left', left: { ...left, at: Math.max(0, left.at - 1) } }
    }
    return right(answers.right.filter((_, i) => i !== (begun ? 1 : 0)))
  }

  const query = async (command: Command): Promise<Either<Failure, Answer>> => {
    if (session.state() !== 'idle') return session.query(command)
    const answers = await along([command])
    if (answers._tag === 'Right') return right(answers.right[0] as Answer)
    // VACUUM and its like cannot be in a transaction, and so have no settings
    const alone = answers.left._tag === 'Refusal' && answers.left.code === '25001'
    return alone ? session.query(command) : answers
  }

  /** For what cannot go along with the settings. */
  const inTransaction = async (work: () => Promise<Either<Failure, Answer>>): Promise<Either<Failure, Answer>> => {
    if (session.state() !== 'idle') return work()
    const begun = await query({ text: 'begin', values: [] })
    if (begun._tag === 'Left') return begun
    const done = await work()
    const ended = await session.query({ text: done._tag === 'Left' ? 'rollback' : 'commit', values: [] })
    return done._tag === 'Right' && ended._tag === 'Left' ? ended : done
  }

  return {
    ...own,
    query,
    batch: (commands) =>
      session.state() === 'idle' ? along(commands) : (batch as NonNullable<Session['batch']>)(commands),
    copyIn: (text, chunks) => inTransaction(() => (copyIn as NonNullable<Session['copyIn']>)(text, chunks)),
    copyOut: (text, take) => inTransaction(() => (copyOut as NonNullable<Session['copyOut']>)(text, take)),
  }
}
