/**
 * What is said on a line without its driver: several statements in one round trip, and COPY.
 *
 * The driver sleeps meanwhile: it neither hears nor says anything between two of its own statements.
 */
import type { Either } from 'fp-ts/Either'
import { reasonOf } from '../../lib/exec/failure.js'
import { type Abilities, type Answer, type Command, type Failure, loss } from '../../lib/exec/Session.js'
import { left, right } from '../../lib/fp.js'
import { copyData, copyDone, copyFail, countOf, fieldsOf, flush, question, sync, textsOf } from './messages.js'
import { firstWord, refusedBeforeSending } from './refusal.js'

/** A line while it is ours. */
export interface Line {
  /**
   * Sends, and hears each message until the server is ready again. Gives the result then, unless the server refused
   * something, or the line broke.
   */
  readonly converse: <A>(
    hello: Buffer,
    hear: (type: string, body: Buffer) => void,
    result: () => Either<Failure, A> | Promise<Either<Failure, A>>,
  ) => Promise<Either<Failure, A>>
  /** Settles when there is room for more. */
  readonly write: (bytes: Buffer) => Promise<void>
  /** Hears nothing until `resume`. */
  readonly pause: () => void
  readonly resume: () => void
  readonly giveUp: (reason: string) => void
}

const tagged = (body: Buffer, rows: Answer['rows']): Answer => {
  const tag = textsOf(body)[0] ?? ''
  return { rows, command: firstWord(tag), count: countOf(tag) ?? rows.length }
}

const batch =
  ({ converse }: Line): NonNullable<Abilities['batch']> =>
  async (commands) => {
    for (const [at, command] of commands.entries()) {
      const problem = refusedBeforeSending(command)
      if (problem !== null) return left({ ...problem, at })
    }
    const answers: Array<Answer> = []
    let rows: Array<ReadonlyArray<string | null>> = []
    const answered = (answer: Answer): void => {
      answers.push(answer)
      rows = []
    }
    const result = await converse(
      Buffer.concat([...commands.map(question), sync]),
      (type, body) => {
        if (type === 'D') rows.push(fieldsOf(body))
        if (type === 'C') answered(tagged(body, rows))
        if (type === 'I') answered({ rows: [], command: '', count: 0 })
      },
      (): Either<Failure, ReadonlyArray<Answer>> =>
        answers.length === commands.length ? right(answers) : left(unsaid),
    )
    return result._tag === 'Left' && result.left._tag === 'Refusal'
      ? left({ ...result.left, at: answers.length })
      : result
  }

const plain = (text: string): Command => ({ text, values: [] })

/** The server is ready for the next, and has not said that this was done. */
const unsaid: Failure = loss('it did not say that the statement was done', true)

const said = (answer: Answer | null): Either<Failure, Answer> => (answer === null ? left(unsaid) : right(answer))

const copyIn =
  ({ converse, write }: Line): NonNullable<Abilities['copyIn']> =>
  async (text, chunks) => {
    const problem = refusedBeforeSending(plain(text))
    if (problem !== null) return left(problem)
    let over = false
    let answer: Answer | null = null
    /** The server waits for this, whatever came before it. */
    const finish = (last: Buffer): void => {
      if (over) return
      over = true
      void write(Buffer.concat([last, sync]))
    }
    const send = async (): Promise<void> => {
      try {
        for await (const chunk of chunks) {
          if (over) return
          await write(copyData(chunk))
        }
        finish(copyDone)
      } catch (cause) {
        finish(copyFail(reasonOf(cause)))
      }
    }
    return converse(
      Buffer.concat([question(plain(text)), flush]),
      (type, body) => {
        if (type === 'G') void send()
        if (type === 'C') answer = tagged(body, [])
        // not a COPY at all, or one that was refused
        if (type === 'E' || type === 'C' || type === 'H' || type === 'I') finish(Buffer.alloc(0))
      },
      () => said(answer),
    )
  }

const copyOut =
  ({ converse, pause, resume, giveUp }: Line): NonNullable<Abilities['copyOut']> =>
  async (text, take) => {
    const problem = refusedBeforeSending(plain(text))
    if (problem !== null) return left(problem)
    let answer: Answer | null = null
    let taken: Promise<void> = Promise.resolve()
    let waiting = 0
    let enough = false
    const pass = async (chunk: Buffer): Promise<void> => {
      if (!enough && !(await take(chunk))) {
        enough = true
        // the server would send the rest of it, however much that is
        giveUp('COPY was not read to its end')
      }
      waiting -= 1
      if (waiting === 0) resume()
    }
    return converse(
      Buffer.concat([question(plain(text)), sync]),
      (type, body) => {
        if (type === 'C') answer = tagged(body, [])
        if (type === 'G') giveUp('it wants to be given rows, and not to give any')
        if (type !== 'd') return
        waiting += 1
        pause()
        const chunk = Buffer.from(body)
        taken = taken.then(() => pass(chunk))
      },
      () => taken.then(() => said(answer)),
    )
  }

export const abilities = (line: Line): Pick<Abilities, 'batch' | 'copyIn' | 'copyOut'> => ({
  batch: batch(line),
  copyIn: copyIn(line),
  copyOut: copyOut(line),
})
