/** Rows that point to themselves and to each other: the scenarios H01–H06, from SQLAlchemy on PostgreSQL. */
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  all,
  compilePlan,
  createAll,
  type Database,
  deleteWith,
  describeCompileError,
  dropAll,
  eq,
  execute,
  foreignKey,
  foreignKeyOn,
  from,
  insertGraph,
  insertInto,
  integer,
  inverse,
  link,
  manyToOne,
  metadata,
  nextval,
  nullable,
  one,
  oneToMany,
  oneToOne,
  orderBy,
  primaryKey,
  references,
  rowAs,
  runPlan,
  sameRow,
  select,
  selectOnly,
  serial,
  set,
  table,
  uniqueOn,
  update,
  values,
  varchar,
  where,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import type { LogEvent } from '../../lib/exec/Connection.js'
import type { AnyTable } from '../../lib/schema/Table.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { changes, isOneTransaction } from '../support/sent.js'

const test = suite('H: rows that need each other')

const portable = { portable: true }

const created = async (db: Database, ...tables: ReadonlyArray<AnyTable>): Promise<void> => {
  expectRight(await createAll(metadata(tables))(db)())
}

const violation = (result: E.Either<{ readonly _tag: string }, unknown>): string | null =>
  E.isLeft(result) ? result.left._tag : null

// ---- a row and itself --------------------------------------------------------------------

const user = table('user', {
  user_id: primaryKey(serial),
  name: nullable(varchar(50)),
  related_user_id: pipe(
    nullable(integer),
    references(() => user.c.user_id),
  ),
})
const related = manyToOne(user, user)

const usersIn = async (db: Database): Promise<unknown> =>
  expectRight(await all(pipe(from(user), select(user)))(db)()).map((row) => [
    row.user_id,
    row.name,
    row.related_user_id,
  ])

onEach(
  test,
  'H01 a row that points to itself is inserted, updated, and let go before it is deleted',
  portable,
  async (db, _, log) => {
    await created(db, user)
    log.length = 0
    const plan = insertGraph(user, { related })([rowAs('ed', { name: 'ed', related: sameRow('ed') })])
    const ed = { user_id: 1, name: 'ed', related_user_id: 1 }
    assert.equal(await runPlan(plan)(db)(), E.right([{ ...ed, related: ed }]))
    assert.equal(changes(log), ['insert user', 'update user'])
    assert.ok(isOneTransaction(log))
    assert.equal(await usersIn(db), [[1, 'ed', 1]])

    log.length = 0
    const deleting = deleteWith(user, [{ relation: related, onDelete: 'nullify' }])({ user_id: 1 })
    assert.equal(await runPlan(deleting)(db)(), E.right(1))
    assert.equal(changes(log), ['update user', 'delete user'])
    assert.equal(await usersIn(db), [])
  },
)

onEach(test, 'H02 with a key that was counted before, one insert is enough', {}, async (db, _, log) => {
  await created(db, user)
  log.length = 0
  const { id } = expectRight(await one(selectOnly({ id: nextval('user_user_id_seq') }))(db)())
  const key = Number(id)
  const ed = { user_id: key, name: 'ed', related_user_id: key }
  assert.equal(await execute(pipe(insertInto(user), values(ed)))(db)(), E.right(1))
  assert.equal(changes(log), ['select', 'insert user'])
  assert.equal(await usersIn(db), [[1, 'ed', 1]])
})

onEach(test, 'H02 and so it is where the program gives the key', portable, async (db, _, log) => {
  await created(db, user)
  log.length = 0
  const plan = insertGraph(user, { related })([rowAs('ed', { user_id: 1, name: 'ed', related: sameRow('ed') })])
  expectRight(await runPlan(plan)(db)())
  assert.equal(changes(log), ['insert user'])
  assert.is(log.length, 1)
  assert.equal(await usersIn(db), [[1, 'ed', 1]])
})

// ---- two rows that need each other ---------------------------------------------------------

const widget = table('widget', {
  widget_id: primaryKey(serial),
  favorite_entry_id: pipe(
    nullable(integer),
    references(() => entry.c.entry_id, { name: 'fk_favorite_entry' }),
  ),
  name: nullable(varchar(50)),
})
const entry = table('entry', {
  entry_id: primaryKey(serial),
  widget_id: nullable(foreignKey(() => widget.c.widget_id)),
  name: nullable(varchar(50)),
})
const widgetEntries = oneToMany(widget, entry)
const favoriteEntry = manyToOne(widget, entry)

/** The favourite is an entry of the widget's own: the foreign key is of both columns. */
const ownWidget = table(
  'widget',
  { widget_id: primaryKey(serial), favorite_entry_id: nullable(integer), name: nullable(varchar(50)) },
  (w) => [
    foreignKeyOn([w.widget_id, w.favorite_entry_id], () => [ownEntry.c.widget_id, ownEntry.c.entry_id], {
      name: 'fk_favorite_entry',
    }),
  ],
)
const ownEntry = table(
  'entry',
  {
    entry_id: primaryKey(serial),
    widget_id: nullable(foreignKey(() => ownWidget.c.widget_id)),
    name: nullable(varchar(50)),
  },
  (e) => [uniqueOn([e.entry_id, e.widget_id])],
)
const ownEntries = oneToMany(ownWidget, ownEntry)
// an entry belongs to one widget, and can be the favourite of that one only
const ownFavorite = inverse(oneToOne(ownEntry, ownWidget))

const stateOf = async (db: Database): Promise<unknown> => {
  const widgets = pipe(from(widget), orderBy(widget.c.widget_id), select(widget))
  const entries = pipe(from(entry), orderBy(entry.c.entry_id), select(entry))
  return {
    widget: expectRight(await all(widgets)(db)()).map((row) => [row.widget_id, row.favorite_entry_id, row.name]),
    entry: expectRight(await all(entries)(db)()).map((row) => [row.entry_id, row.widget_id, row.name]),
  }
}

const somewidget = {
  name: 'somewidget',
  entries: [rowAs('favorite', { name: 'someentry' })],
  favorite: sameRow('favorite'),
}

const expected = { widget: [[1, 1, 'somewidget']], entry: [[1, 1, 'someentry']] }

/** The columns that each update sets. */
const setIn = (log: ReadonlyArray<LogEvent>): ReadonlyArray<string> =>
  log.flatMap(({ text }) => /^update.*\nset (.*)/.exec(text)?.[1] ?? [])

onEach(
  test,
  'H03 a widget and its favourite entry: the favourite is set by an update',
  portable,
  async (db, name, log) => {
    await created(db, widget, entry)
    log.length = 0
    const plan = insertGraph(widget, { entries: widgetEntries, favorite: favoriteEntry })([somewidget])
    const [row] = expectRight(await runPlan(plan)(db)())
    assert.equal(changes(log), ['insert widget', 'insert entry', 'update widget'])
    assert.ok(isOneTransaction(log))
    assert.equal([row?.favorite_entry_id, row?.favorite?.entry_id, row?.entries.length], [1, 1, 1])
    assert.equal(await stateOf(db), expected)
    const placeholder = name === 'sqlite' ? '?' : '$1'
    assert.equal(setIn(log), [`"favorite_entry_id" = ${placeholder}`])

    log.length = 0
    const deleting = deleteWith(widget, [
      { relation: widgetEntries, onDelete: 'delete' },
      { relation: favoriteEntry, onDelete: 'nullify' },
    ])
    assert.equal(await runPlan(deleting({ widget_id: 1 }))(db)(), E.right(1))
    assert.equal(changes(log), ['update widget', 'delete entry', 'delete widget'])
    assert.equal(await stateOf(db), { widget: [], entry: [] })
  },
)

onEach(
  test,
  'H04 tables that point to each other are created with one foreign key added, and dropped without it',
  {},
  async (db, _, log) => {
    const schema = metadata([widget, entry])
    const ddl = () =>
      log.flatMap(
        ({ text }) =>
          /^(create table "\w+"|alter table "\w+"\s+(?:add|drop) constraint "\w+"|drop table "\w+")/.exec(text)?.[1] ??
          [],
      )
    expectRight(await createAll(schema)(db)())
    const made = ddl()
    assert.is(made.length, 3)
    assert.ok(made.slice(0, 2).every((text) => text.startsWith('create table')))
    assert.ok(made[2]?.startsWith('alter table'), made[2])
    log.length = 0
    expectRight(await dropAll(schema)(db)())
    const dropped = ddl()
    assert.ok(dropped[0]?.startsWith('alter table'), dropped[0])
    assert.ok(dropped.slice(1).every((text) => text.startsWith('drop table')))
    assert.is(dropped.length, 3)
  },
)

onEach(
  test,
  'H05 the same where the foreign key is of both columns: the key of the widget is not set',
  portable,
  async (db, name, log) => {
    await created(db, ownWidget, ownEntry)
    log.length = 0
    const plan = insertGraph(ownWidget, { entries: ownEntries, favorite: ownFavorite })([somewidget])
    expectRight(await runPlan(plan)(db)())
    assert.equal(changes(log), ['insert widget', 'insert entry', 'update widget'])
    const placeholder = name === 'sqlite' ? '?' : '$1'
    assert.equal(setIn(log), [`"favorite_entry_id" = ${placeholder}`])
    assert.equal(await stateOf(db), expected)
  },
)

onEach(test, 'H06 the favourite of a widget is an entry of its own', portable, async (db) => {
  await created(db, ownWidget, ownEntry)
  const plan = insertGraph(ownWidget, { entries: ownEntries })([
    { name: 'w1', entries: [{ name: 'e1' }] },
    { name: 'w2' },
  ])
  expectRight(await runPlan(plan)(db)())
  const favoring = link(ownFavorite)
  assert.equal(await execute(favoring({ widget_id: 1 }, { entry_id: 1, widget_id: 1 }))(db)(), E.right(1))
  // the two rows say themselves that they do not belong together
  const foreign = favoring({ widget_id: 2 }, { entry_id: 1, widget_id: 1 })
  assert.equal(problemsOf(postgres)(foreign).map(describeCompileError), [
    'the relation from widget to entry cannot link rows that differ in widget.widget_id and entry.widget_id: widget_id is part of the primary key of widget, and stays as it is',
  ])
  // and so does the database, where they do not
  const setting = pipe(update(ownWidget), set({ favorite_entry_id: 1 }), where(eq(ownWidget.c.widget_id, 2)))
  assert.is(violation(await execute(setting)(db)()), 'ForeignKeyViolation')
})

test('the statements of H03 can be read before they run', () => {
  const plan = insertGraph(widget, { entries: widgetEntries, favorite: favoriteEntry })([somewidget])
  const compiled = compilePlan(postgres)(plan)
  assert.ok(E.isRight(compiled))
  const lines = E.isRight(compiled) ? compiled.right : []
  assert.equal(
    lines.map(({ text }) => text.replaceAll(/\s+/g, ' ').replace(/ returning .*/, '')),
    [
      'insert into "widget" ("favorite_entry_id", "name") values ($1, $2)',
      'insert into "entry" ("widget_id", "name") values ($1, $2)',
      'update "widget" set "favorite_entry_id" = $1 where "widget"."widget_id" = $2',
    ],
  )
  assert.equal(
    lines.map(({ values: bound }) =>
      bound.map((value) => (value !== null && typeof value === 'object' ? { ...value } : value)),
    ),
    [
      [null, 'somewidget'],
      [{ step: 0, row: 0, column: 'widget_id' }, 'someentry'],
      [
        { step: 1, row: 0, column: 'entry_id' },
        { step: 0, row: 0, column: 'widget_id' },
      ],
    ],
  )
})

test.run()
