/** Parentheses: an expression means what it means with all of them, in the parser's eyes and in the result. */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { compile } from '../../lib/compile/compile.js'
import type { Connection } from '../../lib/exec/Connection.js'
import { from, orderBy, select } from '../../lib/index.js'
import { seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { anything } from '../support/expressions.js'
import { random, seedNumber } from '../support/random.js'

const test = suite('precedence')

const dice = random(seedNumber)

const twins = Array.from({ length: 500 }, () => anything(1 + dice.below(5), dice))

const query = (it: (typeof twins)[number]['plain']) => pipe(from(users), orderBy(users.c.id), select({ it }))

/** The rows as the driver gives them, or the SQLSTATE. */
const outcome = async (db: Connection, it: (typeof twins)[number]['plain']) => {
  const compiled = compile(db.dialect)(query(it))
  if (compiled._tag === 'Left') return assert.unreachable(JSON.stringify(compiled.left)) as never
  const { text, values, codecs } = compiled.right
  const answer = await db.run({ text, values: values.map((value, i) => codecs[i]?.encode(value as never) ?? null) })
  if (answer._tag === 'Right') return { text, found: answer.right.rows }
  return { text, found: answer.left._tag === 'QueryFailed' ? answer.left.code : answer.left }
}

onEach(
  test,
  `500 expressions mean what they mean with all parentheses, SEED=${seedNumber}`,
  { portable: true },
  async (db) => {
    await seed(db)
    let values = 0
    for (const { plain, full } of twins) {
      const [shorter, longer] = [await outcome(db, plain), await outcome(db, full)]
      assert.equal(shorter.found, longer.found, `${shorter.text}\nis not\n${longer.text}`)
      if (Array.isArray(shorter.found)) values += 1
    }
    // if most of them failed, their agreement would say little
    assert.ok(values > twins.length / 2, `only ${values} of ${twins.length} have a value`)
  },
)

/** What PostgreSQL's own parser makes of a text. */
type Parse = (text: string) => unknown

interface Parser {
  readonly loadModule: () => Promise<void>
  readonly parseSync: Parse
}

/** libpg-query, where it is installed. */
const parser = (): Parser | null => {
  try {
    return require('libpg-query')
  } catch {
    return null
  }
}

const places = /^(location|stmt_len|.*list_start|.*list_end)$/

interface Junction {
  readonly BoolExpr: { readonly boolop: string; readonly args: ReadonlyArray<Junction> }
}

/** `a and (b and c)` is `a and b and c`: joinery makes one list of them, the parser only of `(a and b) and c`. */
const flat = (boolop: string, args: ReadonlyArray<Junction>): ReadonlyArray<Junction> =>
  args.flatMap((arg) =>
    arg.BoolExpr?.boolop === boolop && boolop !== 'NOT_EXPR' ? flat(boolop, arg.BoolExpr.args) : [arg],
  )

const comparable = (tree: unknown): unknown =>
  JSON.parse(JSON.stringify(tree), (key, value) =>
    places.test(key) ? undefined : key === 'BoolExpr' ? { ...value, args: flat(value.boolop, value.args) } : value,
  )

const textOf = (it: (typeof twins)[number]['plain']): string => {
  const compiled = compile(postgres)(query(it))
  return compiled._tag === 'Right' ? compiled.right.text : ''
}

const found = parser()

;(found === null ? test.skip : test)(
  '500 expressions have the parse tree that they have with all parentheses',
  async () => {
    const { loadModule, parseSync } = found as Parser
    await loadModule()
    for (const { plain, full } of twins) {
      const [shorter, longer] = [textOf(plain), textOf(full)]
      assert.equal(comparable(parseSync(shorter)), comparable(parseSync(longer)), `${shorter}\nis not\n${longer}`)
    }
  },
)

test.run()
