/**
 * The transaction state machine: one session, BEGIN and COMMIT at its ends, savepoints between.
 *
 * The open transactions are a stack of scopes, and only the top one may send: so a handle is refused once its
 * transaction has ended, and while a nested one is open. Statements of all scopes go through one queue, in order, one
 * at a time; so whatever ends a scope comes after everything that the scope had sent. Never rejects.
 */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { invalidArgument } from '../ast/CompileError.js'
import type { Dialect } from '../compile/Dialect.js'
import { left } from '../fp.js'
import type { Ask, Connection, TransactionOptions } from './Connection.js'
import { cancelled, transactionClosed } from './failure.js'
import type { Answer, Command, Session } from './Session.js'
import { describeError, type SqlError } from './SqlError.js'
import { discard } from './send.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What a transaction runs on. `send` never rejects. */
export interface Line {
  readonly session: Session
  readonly dialect: Dialect
  readonly send: (command: Command) => Promise<Either<SqlError, Answer>>
  readonly perform: <A>(command: Command, ask: Ask<A>) => Promise<Either<SqlError, A>>
}

/** How a transaction ended. */
export interface Ending<E, A> {
  readonly outcome: Either<E | SqlError, A>
  /** Whether something was refused for what others did meanwhile: another attempt may not meet it. */
  readonly disturbed: boolean
  /** To be run now that it is committed. */
  readonly hooks: ReadonlyArray<Hook>
}

type Hook = () => Promise<unknown>

type Body<E, A> = (tx: Connection) => TaskEither<E, A>

/** One transaction or savepoint. `failure` is its first statement that failed, if that decides how the scope ends. */
interface Scope {
  readonly depth: number
  failure: SqlError | null
  hooks: ReadonlyArray<Hook>
}

/** Why nothing may be sent any more, and the error that says so when the body did not. */
interface Over {
  readonly reason: string
  readonly error: SqlError
  /** The work cannot have been kept. */
  readonly undone: boolean
}

/** One transaction with its savepoints: the only thing here that changes. */
interface Machine extends Line {
  readonly options: TransactionOptions
  open: ReadonlyArray<Scope>
  tail: Promise<unknown>
  over: Over | null
  disturbed: boolean
}

// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------

const command = (text: string): Command => ({ text, values: [] })

/** Runs `task` after everything that was queued before it. */
const queued = <A>(self: Machine, task: () => Promise<A>): Promise<A> => {
  const result = self.tail.then(task)
  self.tail = result
  return result
}

const isDisturbance = ({ _tag }: SqlError): boolean => _tag === 'SerializationFailure' || _tag === 'Deadlock'

/** Sends, and notes what the answer means for the transaction around it. */
const performIn = async <A>(self: Machine, given: Command, ask: Ask<A>): Promise<Either<SqlError, A>> => {
  const { text } = given
  const result = await self.perform(given, ask)
  if (result._tag === 'Left') self.disturbed ||= isDisturbance(result.left)
  const state = self.session.state()
  if (self.over === null && state === 'dead') {
    const error = result._tag === 'Left' ? result.left : transactionClosed('its connection was lost', text)
    self.over = { reason: `its connection was lost: ${describeError(error)}`, error, undone: true }
  }
  // a COMMIT of the user's own, or SQLite after a full disk: the next statement would be outside any transaction
  if (self.over === null && state === 'idle') {
    const reason = 'a statement of its own, or the database, had ended it'
    const error = result._tag === 'Left' ? result.left : transactionClosed(`${reason}: use transaction(...) only`, text)
    self.over = { reason, error, undone: false }
  }
  return result
}

const sendIn = (self: Machine, given: Command): Promise<Either<SqlError, Answer>> =>
  performIn(self, given, (session) => session.query(given))

/** Does something for a scope, unless the database would refuse it anyway. */
const performFor = async <A>(
  self: Machine,
  scope: Scope,
  given: Command,
  ask: Ask<A>,
): Promise<Either<SqlError, A>> => {
  const { text } = given
  if (self.over !== null) return left(transactionClosed(`the transaction is over: ${self.over.reason}`, text))
  if (scope.failure !== null) {
    const failed = `a statement of this transaction failed (${describeError(scope.failure)})`
    return left(transactionClosed(`${failed}, and with it the transaction: nest what may fail`, text))
  }
  const result = await performIn(self, given, ask)
  // a failure is for the body to judge, unless the database has judged already, or the body did not wait for it
  const judged = self.over !== null || self.dialect.control.abortsOnError || !self.open.includes(scope)
  if (result._tag === 'Left' && judged) scope.failure = result.left
  return result
}

const sendFor = (self: Machine, scope: Scope, given: Command): Promise<Either<SqlError, Answer>> =>
  performFor(self, scope, given, (session) => session.query(given))

/** Why a scope may not send now. */
const refused = ({ open }: Machine, scope: Scope): string | null =>
  open[open.length - 1] === scope
    ? null
    : open.includes(scope)
      ? 'a nested transaction is open: use the handle that it was given, and nest one after the other'
      : 'the transaction of this handle has ended'

// -------------------------------------------------------------------------------------
// bodies
// -------------------------------------------------------------------------------------

const thrown = (cause: unknown): Either<SqlError, never> => left({ _tag: 'Thrown', cause })

/** What a body gives; or what it threw. */
export const runBody = async <E, A>(body: Body<E, A>, tx: Connection): Promise<Either<E | SqlError, A>> => {
  try {
    const outcome = await body(tx)()
    const tag: unknown = outcome?._tag
    return tag === 'Left' || tag === 'Right' ? outcome : thrown(new TypeError('the body must give an Either'))
  } catch (cause) {
    return thrown(cause)
  }
}

/** Takes a scope off the stack, with whatever it left open. Says whether there was anything that it left. */
const leave = (self: Machine, scope: Scope): 'alone' | 'with others' | 'left before' => {
  const at = self.open.indexOf(scope)
  if (at === -1) return 'left before'
  const alone = at === self.open.length - 1
  self.open = self.open.slice(0, at)
  return alone ? 'alone' : 'with others'
}

/**
 * What a scope comes to: its body's outcome, or the reason why what a body reports as done cannot be kept.
 *
 * The body's own Left always stays: it came first.
 */
const verdict = <E, A>(
  { failure }: Scope,
  leaving: ReturnType<typeof leave>,
  outcome: Either<E | SqlError, A>,
  text: string,
): Either<E | SqlError, A> => {
  if (outcome._tag === 'Left') return outcome
  if (failure !== null) return left(failure)
  if (leaving === 'alone') return outcome
  const reason = {
    'with others': 'a nested transaction was still open when the body ended: wait for it',
    'left before': 'the transaction around this one ended first: wait for the nested one',
  }[leaving]
  return left(transactionClosed(reason, text))
}

/** Stopped by the transaction's signal, and by one of its own. */
const signalled = ({ options: { signal } }: Machine, given: Command): Command =>
  signal === undefined
    ? given
    : { ...given, signal: given.signal === undefined ? signal : AbortSignal.any([signal, given.signal]) }

const handle = (self: Machine, scope: Scope): Connection => ({
  dialect: self.dialect,
  run: async (given) => {
    const reason = refused(self, scope)
    return reason === null
      ? queued(self, () => sendFor(self, scope, signalled(self, given)))
      : left(transactionClosed(reason, given.text))
  },
  ask: async (given, ask) => {
    const reason = refused(self, scope)
    return reason === null
      ? queued(self, () => performFor(self, scope, signalled(self, given), ask))
      : left(transactionClosed(reason, given.text))
  },
  scope: {
    afterCommit: (hook) => {
      scope.hooks = [...scope.hooks, hook]
    },
  },
  transaction: async (body, options) => {
    const text = self.dialect.control.savepoint(scope.depth + 1)
    const reason = refused(self, scope)
    return reason === null ? nested(self, scope, body, options) : left(transactionClosed(reason, text))
  },
})

// -------------------------------------------------------------------------------------
// savepoints
// -------------------------------------------------------------------------------------

/** What holds for the whole of a transaction, and is something else here. */
const otherOptions = (self: TransactionOptions, nested: TransactionOptions) =>
  (
    [
      'isolation',
      'access',
      'deferrable',
      'retry',
      'settings',
      'statementMilliseconds',
      'lockMilliseconds',
      'idleMilliseconds',
      'signal',
      'prepareAs',
    ] as const
  ).filter((name) => nested[name] !== undefined && nested[name] !== self[name])

const nested = async <E, A>(
  self: Machine,
  parent: Scope,
  body: Body<E, A>,
  options: TransactionOptions,
): Promise<Either<E | SqlError, A>> => {
  const [first, ...rest] = otherOptions(self.options, options).map((option) =>
    invalidArgument(option, 'cannot change in a nested transaction', 'give it to the outermost transaction'),
  )
  if (first !== undefined) return left({ _tag: 'NotCompiled', errors: [first, ...rest] })
  const scope: Scope = { depth: parent.depth + 1, failure: null, hooks: [] }
  self.open = [...self.open, scope]
  const savepoint = command(self.dialect.control.savepoint(scope.depth))
  const begun = await queued(self, () => sendFor(self, parent, savepoint))
  if (begun._tag === 'Left') {
    leave(self, scope)
    return begun
  }
  // the parent's body did not wait: what it left open has no transaction to run in
  const reason = refused(self, scope)
  if (reason !== null) return left(transactionClosed(reason, savepoint.text))
  const outcome = await runBody(body, handle(self, scope))
  const leaving = leave(self, scope)
  return queued(self, () => endSavepoint(self, parent, scope, leaving, outcome, options))
}

const endSavepoint = async <E, A>(
  self: Machine,
  parent: Scope,
  scope: Scope,
  leaving: ReturnType<typeof leave>,
  outcome: Either<E | SqlError, A>,
  { rollback = false }: TransactionOptions,
): Promise<Either<E | SqlError, A>> => {
  const { savepoint, release, rollbackTo } = self.dialect.control
  const judged = verdict(scope, leaving, outcome, savepoint(scope.depth))
  // the transaction around it ends, or has ended: its rollback takes the savepoint along
  if (self.over !== null) return judged._tag === 'Left' ? judged : left(self.over.error)
  if (leaving === 'left before') return judged
  if (judged._tag === 'Right' && !rollback) {
    const released = await sendIn(self, command(release(scope.depth)))
    if (released._tag === 'Right') {
      parent.hooks = [...parent.hooks, ...scope.hooks]
      return judged
    }
    await undoSavepoint(self, rollbackTo(scope.depth), release(scope.depth))
    return released
  }
  await undoSavepoint(self, rollbackTo(scope.depth), release(scope.depth))
  return rollback && outcome._tag === 'Right' && leaving === 'alone' ? outcome : judged
}

// ROLLBACK TO keeps the savepoint itself, so RELEASE follows: or else they would pile up in a loop
const undoSavepoint = async (self: Machine, rollbackTo: string, release: string): Promise<void> => {
  for (const text of [rollbackTo, release]) {
    if (self.over !== null) return
    const result = await sendIn(self, command(text))
    // what the parent would continue in is unknown
    if (result._tag === 'Left' && self.over === null) {
      discard(self.session, `${text} failed`)
      self.over = { reason: `${text} failed: ${describeError(result.left)}`, error: result.left, undone: true }
    }
  }
}

// -------------------------------------------------------------------------------------
// transactions
// -------------------------------------------------------------------------------------

/** What comes of the body, or that it was aborted: then nobody waits for the body, whose handle is dead. */
const unlessAborted = <E, A>(
  run: () => Promise<Either<E | SqlError, A>>,
  signal: AbortSignal | undefined,
  text: string,
): Promise<Either<E | SqlError, A>> => {
  if (signal === undefined) return run()
  return new Promise((resolve) => {
    const stop = () => resolve(left(cancelled('signal', 'its transaction was aborted', text)))
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    run().then((outcome) => {
      signal.removeEventListener('abort', stop)
      resolve(outcome)
    })
  })
}

/** Sets what holds for this transaction only, before its body begins. */
const prepareSettings = async (self: Machine): Promise<Either<SqlError, unknown>> => {
  const local = self.dialect.control.local(self.options)
  if (local._tag === 'Left') return left({ _tag: 'NotCompiled', errors: local.left })
  return local.right === null ? local : sendIn(self, local.right)
}

/** Runs `body` between `begin` and COMMIT or ROLLBACK on a session that nobody else uses. */
export const runTransaction = async <E, A>(
  line: Line,
  begin: string,
  body: Body<E, A>,
  options: TransactionOptions,
): Promise<Ending<E, A>> => {
  const scope: Scope = { depth: 0, failure: null, hooks: [] }
  const self: Machine = { ...line, options, open: [scope], tail: Promise.resolve(), over: null, disturbed: false }
  const ended = (outcome: Either<E | SqlError, A>): Ending<E, A> => ({
    outcome,
    disturbed: self.disturbed,
    hooks: outcome._tag === 'Right' && options.rollback !== true && options.prepareAs === undefined ? scope.hooks : [],
  })
  const begun = await self.send(command(begin))
  if (begun._tag === 'Left') return ended(begun)
  const prepared = await prepareSettings(self)
  const outcome =
    prepared._tag === 'Left'
      ? prepared
      : await unlessAborted(() => runBody(body, handle(self, scope)), options.signal, begin)
  const leaving = leave(self, scope)
  return ended(await queued(self, () => endTransaction(self, scope, leaving, outcome, options)))
}

/** The statement that keeps the work, by COMMIT or in two phases. */
const keeping = ({ dialect: { control }, options: { prepareAs } }: Machine): Either<SqlError, string> => {
  if (prepareAs === undefined) return { _tag: 'Right', right: control.commit }
  const prepare = control.prepare(prepareAs)
  return prepare._tag === 'Right' ? prepare : left({ _tag: 'NotCompiled', errors: prepare.left })
}

const endTransaction = async <E, A>(
  self: Machine,
  scope: Scope,
  leaving: ReturnType<typeof leave>,
  outcome: Either<E | SqlError, A>,
  { rollback = false }: TransactionOptions,
): Promise<Either<E | SqlError, A>> => {
  const keep = keeping(self)
  const done = verdict(scope, leaving, outcome, self.dialect.control.commit)
  const judged = done._tag === 'Right' && keep._tag === 'Left' ? keep : done
  const kept = rollback && outcome._tag === 'Right' && leaving === 'alone' ? outcome : judged
  if (self.over !== null) return kept._tag === 'Left' || (rollback && self.over.undone) ? kept : left(self.over.error)
  if (judged._tag === 'Right' && !rollback && keep._tag === 'Right') return commit(self, keep.right, judged)
  // should it fail, the session is not idle, and the pool drops it
  await self.send(command(self.dialect.control.rollback))
  return kept
}

const commit = async <A>(self: Machine, text: string, outcome: Either<never, A>): Promise<Either<SqlError, A>> => {
  const result = await self.send(command(text))
  if (result._tag === 'Left') {
    const error = result.left
    self.disturbed ||= isDisturbance(error)
    // SQLite keeps the transaction open when it refuses to commit
    if (self.session.state() === 'transaction') await self.send(command(self.dialect.control.rollback))
    return left(
      error._tag === 'Timeout' || (error._tag === 'ConnectionLost' && error.sent)
        ? { _tag: 'CommitUnknown', reason: describeError(error) }
        : error,
    )
  }
  if (text.toUpperCase().startsWith(result.right.command || ' ')) return outcome
  // PostgreSQL says so without an error, when the transaction had been aborted
  const message = `the transaction was rolled back: its ${text.split(' ', 1)[0]?.toUpperCase()} was answered by ${result.right.command || 'nothing'}`
  return left({ _tag: 'QueryFailed', code: '25P02', reason: 'transaction state', message, detail: '', hint: '', text })
}
