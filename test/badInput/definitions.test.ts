/** What is given to the functions of descriptors in place of what they take: a problem by its name, never an exception. */
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import * as J from '../../lib/index.js'

const t = J.table('t', { a: J.integer, b: J.nullable(J.text) })

const odd: ReadonlyArray<unknown> = [
  undefined,
  null,
  0,
  '',
  'x; drop table t',
  [],
  {},
  [[]],
  () => 1,
  Symbol.iterator,
  NaN,
]

/** Whatever comes of it, compiled. */
const compiled = (value: unknown): void => {
  J.compile(postgres)(value as never)
  J.createAllSql(postgres)(J.metadata([value as never]))
}

const made = (columns: unknown, rules: unknown): void =>
  compiled(J.table('u', columns as never, (() => rules) as never))

const cases: Readonly<Record<string, (it: any) => unknown>> = {
  index: (it) => made({ a: J.integer }, [J.index(it)]),
  'options of index': (it) =>
    made({ a: J.integer }, [J.index([t.c.a], { name: it, method: it, where: it, include: it })]),
  excludeOn: (it) => made({ a: J.integer }, [J.excludeOn(it)]),
  'an element of excludeOn': (it) => made({ a: J.integer }, [J.excludeOn([[it, it]])]),
  partitionedBy: (it) => made({ a: J.integer }, [J.partitionedBy(it, it)]),
  tableComment: (it) => made({ a: J.integer }, [J.tableComment(it)]),
  rules: (it) => made({ a: J.integer }, it),
  'one rule': (it) => made({ a: J.integer }, [it]),
  partition: (it) => compiled(J.partition(it, it, it)),
  'bounds of partition': (it) => compiled(J.partition('p', t, it)),
  computed: (it) => made({ a: J.computed(it)(J.integer) }, []),
  'what computed gives': (it) => made({ a: J.computed(() => it)(J.integer) }, []),
  identity: (it) => made({ a: J.identity(it)(J.integer) }, []),
  'numbers of identity': (it) => made({ a: J.identity({ start: it, min: it, cache: it })(J.integer) }, []),
  collated: (it) => made({ a: J.collated(it)(J.text) }, []),
  comment: (it) => made({ a: J.comment(it)(J.text) }, []),
  indexed: (it) => made({ a: J.indexed(it) }, []),
  sequence: (it) => compiled(J.createSequence(J.sequence(it, it))),
  'numbers of a sequence': (it) => compiled(J.createSequence(J.sequence('s', { increment: it, type: it }))),
  createSequence: (it) => compiled(J.createSequence(it)),
  nextValue: (it) => compiled(J.selectOnly({ it: J.nextValue(it) } as never)),
  routine: (it) => compiled(J.routine(it, it)),
  trigger: (it) => compiled(J.trigger(it, it, it)),
  domain: (it) => compiled(J.createType(J.domain('d', J.text, it))),
  'the check of domain': (it) => compiled(J.createType(J.domain('d', J.text, { check: () => it }))),
  createType: (it) => compiled(J.createType(it)),
  createIndex: (it) => compiled(J.createIndex(it, it)),
  createSchema: (it) => compiled(J.createSchema(it)),
  dropSchema: (it) => compiled(J.dropSchema('s', it)),
  createTable: (it) => compiled(J.createTable(t, it)),
  addConstraint: (it) => compiled(J.addConstraint(t, it)),
  dropConstraint: (it) => compiled(J.dropConstraint(t, it)),
  commentOn: (it) => compiled(J.commentOn(t, it)),
  addColumn: (it) => compiled(J.addColumn(t, it)),
  renameColumn: (it) => compiled(J.renameColumn(t, it, it)),
  renameTable: (it) => compiled(J.renameTable(it, it)),
  view: (it) => compiled(J.createView(J.view(it)(it) as never)),
  declaredView: (it) => compiled(J.createView(J.declaredView('v', it, it) as never)),
  metadata: (it) => J.createAllSql(postgres)(J.metadata(it, it)),
  naming: (it) => J.createAllSql(postgres)(J.metadata([t], { naming: { pk: it, uq: it, ix: it, fk: it, ck: it } })),
}

for (const [name, give] of Object.entries(cases))
  test(`${name} never throws`, () => {
    for (const it of odd) {
      try {
        give(it)
      } catch (cause) {
        assert.unreachable(`${name} of ${String(it)} throws: ${cause instanceof Error ? cause.stack : String(cause)}`)
      }
    }
  })

test('no name, method, operator or bound becomes a part of the SQL', () => {
  const attack = `x"; drop table t; --`
  const texts = [
    J.createIndex(
      J.table('u', { a: J.integer }, (u) => [J.index(u.a, { name: attack })]),
      attack,
    ),
    J.createSequence(J.sequence(attack)),
    J.createSchema(attack),
    J.dropConstraint(t, attack),
    J.commentOn(t, attack),
  ].flatMap((statement) => {
    const result = J.compile(postgres)(statement)
    return result._tag === 'Right' ? [result.right.text] : []
  })
  assert.is(texts.length, 5)
  for (const text of texts) assert.match(text, /x""; drop table t; --"|'x"; drop table t; --'/)
})

test.run()
