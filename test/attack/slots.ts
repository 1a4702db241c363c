/** Where a string, or anything else, can reach SQL: each position with the call that takes it, and a harmless value. */
import { pipe } from 'fp-ts/function'
import type { Control } from '../../lib/compile/Control.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import * as J from '../../lib/index.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

type Spelled =
  | { readonly _tag: 'Left'; readonly left: unknown }
  | {
      readonly _tag: 'Right'
      readonly right: string | null | { readonly text: string; readonly values?: ReadonlyArray<unknown> }
    }

/**
 * `name` is quoted, `text` is a literal of the statement's text, `value` is bound, and `word` is one of a closed set.
 *
 * A slot is a statement that compiles, or a text that a dialect's control spells.
 */
export interface Slot {
  readonly kind: 'name' | 'text' | 'value' | 'word'
  readonly make?: (it: any) => any
  readonly spell?: (control: Control, it: any, dialect: Dialect) => Spelled
  /** For words: those that are meant. */
  readonly words?: ReadonlyArray<unknown>
  /** Another harmless value than the usual one. */
  readonly benign?: unknown
}

const { integer, text, nullable, jsonb, primaryKey, timestamptz } = J

export const victim: any = J.table('victim', {
  id: primaryKey(integer),
  a: nullable(text),
  b: nullable(jsonb<any>()),
  c: nullable(integer),
  d: nullable(J.doublePrecision),
  n: nullable(J.bigint),
  t: nullable(timestamptz),
  u: nullable(J.boolean),
  l: nullable(J.array(text)),
})

const v = victim.c

/** The column that a value is for, by its kind: text, but for numbers. */
const keyFor = (it: unknown): 'a' | 'd' | 'n' => (typeof it === 'number' ? 'd' : typeof it === 'bigint' ? 'n' : 'a')

const columnFor = (it: unknown): any => v[keyFor(it)]

const typeFor = (it: unknown): any => ({ a: text, d: J.doublePrecision, n: J.bigint })[keyFor(it)]

const rows = pipe(J.from(victim), J.select({ id: v.id } as any)) as any

const selecting = (it: any): any => pipe(J.from(victim), J.select({ it } as any) as any)

const filtered = (condition: any): any =>
  pipe(J.from(victim), J.where(condition) as any, J.select({ id: v.id } as any) as any)

const name = (make: (it: any) => any): Slot => ({ kind: 'name', make })
const literal = (make: (it: any) => any): Slot => ({ kind: 'text', make })
const value = (make: (it: any) => any, benign?: unknown): Slot => ({
  kind: 'value',
  make,
  ...(benign === undefined ? {} : { benign }),
})
const word = (words: ReadonlyArray<unknown>, make: (it: any) => any): Slot => ({ kind: 'word', make, words })

const tableWith = (columns: any, rules?: any): any => J.createTable(J.table('made', columns, rules) as any)

/** A name where joinery has no function for what it is the name of: a source in a hole of raw SQL. */
const rawName = (before: string): Slot =>
  name((it) => J.rawStatement(Object.assign(J.SQL`${J.table(it, { id: integer })}`, { strings: [before, ''] }) as any))

const textual = (it: any): any => J.value(typeFor(it), it)

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

const values: { readonly [position: string]: Slot } = {
  param: value((it) => filtered(J.eq(columnFor(it), it))),
  'insert-value': value((it) => pipe(J.insertInto(victim), J.values({ id: 1, [keyFor(it)]: it } as any))),
  'update-value': value((it) =>
    pipe(J.update(victim), J.set({ [keyFor(it)]: it } as any) as any, J.where(J.eq(v.id, 1)) as any),
  ),
  'in-list': value((it) => filtered(J.in_(columnFor(it), [it, it] as any))),
  'not-in-list': value((it) => filtered(J.notIn(columnFor(it), [it, it] as any))),
  'between-bound': value((it) => filtered(J.between(columnFor(it), it as never, it as never))),
  'function-arg': value((it) => selecting(J.concat(textual(it), 'x' as never))),
  'case-result': value((it) => selecting(J.coalesce(columnFor(it), it))),
  'json-value': value((it) => pipe(J.insertInto(victim), J.values({ id: 1, b: it } as any))),
  'array-element': value((it) => pipe(J.insertInto(victim), J.values({ id: 1, l: [it] } as any))),
  'array-param': value((it) => pipe(J.insertInto(victim), J.values({ id: 1, l: it } as any)), ['benign']),
  'values-row': value((it) => J.valuesOf({ id: integer, a: nullable(typeFor(it)) } as any, [{ id: 1, a: it }] as any)),
  having: value((it) =>
    pipe(
      J.from(victim),
      J.groupBy(columnFor(it)) as any,
      J.having(J.eq(columnFor(it), it)) as any,
      J.select({ a: columnFor(it) } as any) as any,
    ),
  ),
  'returning-expr': value((it) =>
    pipe(J.insertInto(victim), J.values({ id: 1 } as any), J.returning({ it: textual(it) } as any) as any),
  ),
  'eq-operand': value((it) => filtered(J.eq(v.a, it))),
  'ne-operand': value((it) => filtered(J.ne(v.a, it))),
  'where-object': value((it) => pipe(rows, J.where(it)), J.eq(v.id, 1)),
  where: value((it) => pipe(rows, J.where(it))),
  on: value((it) => {
    const other: any = J.alias(victim, 'other')
    return pipe(J.from(victim), J.innerJoin(other, it) as any, J.select({ id: v.id } as any) as any)
  }),
  'update-where': value((it) => pipe(J.update(victim), J.set({ a: 'x' } as any) as any, J.where(it) as any)),
  'delete-where': value((it) => pipe(J.deleteFrom(victim), J.where(it) as any)),
  limit: value((it) => pipe(rows, J.limit(it)), 1),
  offset: value((it) => pipe(rows, J.offset(it)), 1),
  'fetch-first': value(
    (it) =>
      pipe(J.from(victim), J.orderBy(v.id) as any, J.limitWithTies(it) as any, J.select({ id: v.id } as any) as any),
    1,
  ),
  'int-param': value((it) => filtered(J.eq(v.c, it)), 1),
  'float-param': value((it) => filtered(J.eq(v.d, it)), 1),
  'numeric-param': value((it) => selecting(J.value((J.numeric as any)(20, 5), it)), '1.5'),
  'bool-param': value((it) => filtered(J.eq(v.u, it)), true),
  'bool-array-element': value((it) => selecting(J.value(J.array(nullable(J.boolean)) as any, [it])), true),
  'date-param': value((it) => selecting(J.value(J.date as any, it)), '2020-01-01'),
  'time-param': value((it) => selecting(J.value(J.time as any, it)), '10:00:00'),
  'timestamp-param': value((it) => selecting(J.value(J.timestamp as any, it)), '2020-01-01 10:00:00'),
  'timestamptz-param': value((it) => filtered(J.eq(v.t, it)), new Date(0)),
  'interval-param': value((it) => selecting(J.value(J.interval as any, it)), { days: 1 }),
  'interval-multiplier': value((it) => selecting(J.makeInterval({ days: it } as any)), 1),
  'power-base': value((it) => selecting(J.power(it, 2 as never)), 2),
  'subtracted-literal': value((it) => selecting(J.sub(typeof it === 'bigint' ? v.n : v.d, it)), 1),
  'negated-literal': value((it) => selecting(J.negative(J.value(J.doublePrecision as any, it) as any)), 1),
  blob: value((it) => selecting(J.value(J.bytea as any, it)), new Uint8Array([1])),
  bytea: value((it) => selecting(J.value(J.bytea as any, it)), new Uint8Array([1])),
  'text-from-bytes': value((it) => filtered(J.eq(v.a, it))),
  'like-contains': value((it) => filtered(J.contains(v.a, it))),
  'like-prefix': value((it) => filtered(J.startsWith(v.a, it))),
  'like-suffix': value((it) => filtered(J.endsWith(v.a, it))),
  'like-raw-pattern': value((it) => filtered(J.like(v.a, it))),
  'similar-to': value((it) => filtered(J.similarTo(v.a, it))),
  'regex-literal': value((it) => filtered(J.matches(v.a, it))),
  'like-escape-char': value((it) => filtered((J.like as any)(v.a, 'x', it)), '!'),
  'json-key': value((it) => selecting(J.jsonGetText(v.b, it as never))),
  'json-path-leg': value((it) => selecting(J.jsonGetPathText(v.b, [it] as never))),
  'json-index': value((it) => selecting(J.jsonGet(v.b, it as never)), 1),
  'json-set-path': value((it) => selecting(J.jsonbSet(v.b, [it] as never, 1 as never))),
  'json-exists-key': value((it) => filtered(J.hasKey(v.b, it as never))),
  'raw-text': value((it) => selecting(J.raw(text, J.SQL`upper(${it})`))),
  'array-index': value((it) => selecting((J.at as any)(v.l, it)), 1),
  'notify-payload': { kind: 'value', spell: (control, it) => control.notify('jobs', it) },
  'setting-value': { kind: 'value', spell: (control, it) => control.local({ settings: { 'app.x': it } }) },
  'set-local-value': { kind: 'value', spell: (control, it) => control.local({ settings: { 'app.x': it } }) },
  'search-path': { kind: 'value', spell: (control, it) => control.local({ settings: { search_path: it } }) },
  timezone: { kind: 'value', spell: (control, it) => control.local({ settings: { TimeZone: it } }) },
  'client-encoding': { kind: 'value', spell: (control, it) => control.local({ settings: { client_encoding: it } }) },
  'setting-name': { kind: 'value', spell: (control, it) => control.local({ settings: { [it]: 'x' } }) },
  'bind-message': value((it) => filtered(J.eq(v.a, it))),
}

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

const names: { readonly [position: string]: Slot } = {
  table: name((it) =>
    pipe(
      J.from(J.table(it, { id: integer }) as any),
      J.select({ id: (J.table(it, { id: integer }) as any).c.id } as any) as any,
    ),
  ),
  schema: name((it) => J.withSchema(it)(rows)),
  'schema-option': name((it) => J.withSchema(it)(rows)),
  column: name((it) => {
    const made: any = J.table('made', { x: pipe(integer, J.named(it)) } as any)
    return pipe(J.from(made), J.select({ x: made.c.x } as any) as any)
  }),
  'column-alias': name((it) => pipe(J.from(victim), J.select({ [it]: v.id } as any) as any)),
  'table-alias': name((it) => {
    const other: any = J.alias(victim, it)
    return pipe(J.from(other), J.select({ id: other.c.id } as any) as any)
  }),
  'cte-name': name((it) => {
    const recent: any = J.cte(it)(rows)
    return pipe(J.from(recent), J.select({ id: recent.c.id } as any) as any)
  }),
  'window-name': name((it) => {
    const one: any = pipe(J.window, J.orderedBy(v.id) as any, (J.windowAs as any)(it))
    return pipe(J.from(victim), J.select({ a: J.over(one)(J.rowNumber()), b: J.over(one)(J.rank()) } as any) as any)
  }),
  'savepoint-name': rawName('savepoint '),
  channel: { kind: 'name', spell: (control, it) => control.listen(it) },
  'index-name': name((it) =>
    J.createIndex(J.table('made', { x: integer }, (t: any) => [J.index(t.x, { name: it })]) as any, it),
  ),
  'constraint-name': name((it) => tableWith({ x: integer }, (t: any) => [J.check(J.gt(t.x, 0), { name: it })])),
  'type-name': name((it) => tableWith({ x: J.customType(it) })),
  'column-type': name((it) => tableWith({ x: J.customType(it) })),
  'cast-type': name((it) => selecting((J.cast as any)(v.a, J.customType(it)))),
  'array-element-type': name((it) => tableWith({ x: J.array(J.customType(it)) })),
  'function-return-type': name((it) => selecting((J.cast as any)(J.fn('f', text)(v.a as never), J.customType(it)))),
  'enum-type-name': name((it) => tableWith({ x: J.enumType(it, ['a']) })),
  'sequence-name': name((it) => J.createSequence(J.sequence(it))),
  'function-name': name((it) => selecting(J.fn(it, text)(v.a as never))),
  'view-name': name((it) => J.createView(pipe(rows, J.view(it)) as any)),
  'trigger-name': rawName('drop trigger x on '),
  'role-name': rawName('set local role '),
  'partition-name': name((it) => {
    const events: any = J.table('events', { at: J.date }, (t: any) => [J.partitionedBy('range', [t.at])])
    return J.createTable(J.partition(it, events, { from: ['2026-01-01'], to: ['2027-01-01'] } as any) as any)
  }),
  collation: name((it) => selecting(J.collate(v.a, it))),
  'nested-row-key': name((it) => pipe(J.from(victim), J.select({ within: { [it]: v.id } } as any) as any)),
  'json-agg-key': name((it) => pipe(J.from(victim), J.select({ [it]: J.jsonAgg(v.a) } as any) as any)),
  'json-object-key-arg': value((it) => selecting(J.jsonBuildObject({ [it]: v.a } as any))),
  'on-conflict-constraint': name((it) =>
    pipe(
      J.insertInto(victim),
      J.values({ id: 1 } as any),
      J.onConflict(J.onConstraint(it) as any, J.doNothing as any) as any,
    ),
  ),
  'upsert-column': name((it) => {
    const made: any = J.table('made', { id: primaryKey(integer), x: pipe(integer, J.named(it)) } as any)
    return pipe(J.insertInto(made), J.values({ id: 1, x: 1 } as any), J.onConflict(made.c.x, J.doNothing as any) as any)
  }),
  'using-column': name((it) => {
    const made: any = J.table('made', { x: pipe(integer, J.named(it)) } as any)
    const other: any = J.alias(made, 'other')
    return pipe(
      J.from(made),
      J.innerJoin(other, J.eq(made.c.x, other.c.x)) as any,
      J.select({ x: made.c.x } as any) as any,
    )
  }),
  'identifier-from-bytes': name((it) => pipe(J.from(victim), J.select({ [it]: v.id } as any) as any)),
  'schema-table-name': name((it) => tableNamed(it)),
  'schema-column-name': name((it) => tableWith({ [it]: integer })),
  'result-column-name': name((it) => pipe(J.from(victim), J.select({ [it]: v.id } as any) as any)),
  'result-table-alias': name((it) => {
    const other: any = J.alias(victim, it)
    return pipe(J.from(other), J.select({ id: other.c.id } as any) as any)
  }),
  'option-name': name((it) => pipe(J.from(victim), J.select({ [it]: v.id } as any) as any)),
  'index-method': name((it) =>
    J.createIndex(J.table('made', { x: integer }, (t: any) => [J.index(t.x, { name: 'i', method: it })]) as any, 'i'),
  ),
}

const tableNamed = (it: any): any => J.createTable(J.table(it, { id: integer }) as any)

// -------------------------------------------------------------------------------------
// literals
// -------------------------------------------------------------------------------------

const literals: { readonly [position: string]: Slot } = {
  literal: literal((it) => tableWith({ x: pipe(nullable(typeFor(it)), J.defaultTo(it) as any) })),
  'ddl-default': literal((it) => tableWith({ x: pipe(nullable(typeFor(it)), J.defaultTo(it) as any) })),
  'ddl-check': literal((it) => tableWith({ x: typeFor(it) }, (t: any) => [J.check(J.ne(t.x, it))])),
  'ddl-generated': literal((it) => {
    const made: any = J.table('made', {
      x: text,
      y: pipe(text, J.computed(() => J.concat(made.c.x, it)) as any),
    } as any)
    return J.createTable(made)
  }),
  'ddl-index-predicate': literal((it) =>
    J.createIndex(
      J.table('made', { x: text }, (t: any) => [J.index(t.x, { name: 'i', where: J.ne(t.x, it) })]) as any,
      'i',
    ),
  ),
  'ddl-partition-bound': literal((it) => {
    const events: any = J.table('events', { kind: text }, (t: any) => [J.partitionedBy('list', [t.kind])])
    return J.createTable(J.partition('part', events, { in: [it] } as any) as any)
  }),
  'ddl-comment': literal((it) => J.commentOn(victim, it)),
  'ddl-enum-label': literal((it) => J.createType(J.enumType('mood', [it]))),
  'ddl-view-body': literal((it) => J.createView(pipe(filtered(J.eq(v.a, it)), J.view('seen')) as any)),
}

// -------------------------------------------------------------------------------------
// words
// -------------------------------------------------------------------------------------

const words: { readonly [position: string]: Slot } = {
  'order-direction': word(['asc', 'desc'], (it) => pipe(rows, J.orderByAllowed({ id: v.id }, 'id', it))),
  'nulls-order': word(['asc', 'desc'], (it) => pipe(rows, J.orderByAllowed({ id: v.id }, 'id', it))),
  'binary-operator': {
    kind: 'word',
    words: ['~*', '->>', '=', '!', '=='],
    make: (it) => selecting(J.operator(it, J.boolean)(v.a as never, v.a as never)),
  },
  'json-operator': {
    kind: 'word',
    words: ['->>', '->', '~*', '!', '=='],
    make: (it) => selecting(J.operator(it, J.boolean)(v.b as never, v.a as never)),
  },
  'unary-operator': {
    kind: 'word',
    words: ['@-@', '~*', '!', '=='],
    make: (it) => selecting(J.prefixOperator(it, J.boolean)(v.a as never)),
  },
  'extract-field': word(['year', 'day', 'month', 'hour'], (it) => selecting(J.extract(it as never, v.t))),
  'date-trunc-unit': word(['year', 'day', 'month', 'hour'], (it) => selecting(J.dateTrunc(it as never, v.t))),
  'interval-unit': word(['days', 'years', 'hours'], (it) =>
    selecting(J.makeInterval((typeof it === 'string' ? { [it]: 1 } : it) as never)),
  ),
  'explain-option': {
    kind: 'word',
    words: [true, false],
    spell: (control, it) => control.explain('select 1', { analyze: it }),
  },
  'copy-option': {
    kind: 'word',
    words: ['text', 'csv'],
    spell: (control, it) => control.copyOut('select 1', { format: it }),
  },
  'isolation-level': {
    kind: 'word',
    words: ['serializable', 'read committed', 'repeatable read', 'read uncommitted'],
    spell: (control, it) => control.begin({ isolation: it }),
  },
  'access-mode': {
    kind: 'word',
    words: ['read only', 'read write'],
    spell: (control, it) => control.begin({ access: it }),
  },
  'referential-action': word(['cascade', 'set null', 'restrict'], (it) =>
    tableWith({
      x: pipe(
        integer,
        J.references(() => v.id, { onDelete: it }),
      ),
    }),
  ),
  'lock-wait': word(['nowait', 'skip locked'], (it) => pipe(rows, J.forUpdate({ wait: it } as any) as any)),
  'lock-strength': word([{}], (it) => pipe(rows, J.forUpdate(it as any) as any)),
  'tablesample-method': word(['bernoulli', 'system'], (it) => {
    const sample: any = J.tableSample(it, 10 as never)(victim)
    return pipe(J.from(sample), J.select({ id: v.id } as any) as any)
  }),
  materialized: word([true, false], (it) => {
    const recent: any = J.cte('recent', { materialized: it })(rows)
    return pipe(J.from(recent), J.select({ id: recent.c.id } as any) as any)
  }),
  'frame-unit': word([], (it) => selecting(J.over({ ...J.window, frame: it } as never)(J.rowNumber()))),
  'frame-bound': word([1, 2], (it) =>
    selecting(
      J.over(pipe(J.window, J.orderedBy(v.id) as any, J.rows(J.preceding(it as never), J.currentRow) as any) as never)(
        J.sum(v.c),
      ),
    ),
  ),
  'conflict-action': word([], (it) =>
    pipe(J.insertInto(victim), J.values({ id: 1 } as any), J.onConflict(v.id, it as never) as any),
  ),
  'join-kind': word([], (it) =>
    pipe(J.from(victim), (J.innerJoin as any)(it, J.eq(v.id, v.id)), J.select({ id: v.id } as any) as any),
  ),
  'set-operator': word([], (it) => (J.union as any)(it)(rows)),
  'aggregate-modifier': word([], (it) => selecting((J.filterWhere as any)(it)(J.count()))),
  'grouping-kind': word([], (it) =>
    pipe(J.from(victim), (J.groupBy as any)(it), J.select({ n: J.count() } as any) as any),
  ),
  'bool-connector': word([], (it) => filtered((J.and as any)(it, J.eq(v.id, 1)))),
  quantifier: word([], (it) => filtered(J.eq(v.id, (J.any_ as any)(it)))),
}

export const slots: { readonly [position: string]: Slot } = { ...values, ...names, ...literals, ...words }
