import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { AnyExpr, Expr } from '../../lib/ast/Expr.js'
import {
  add,
  age,
  all,
  atTimeZone,
  clockTimestamp,
  currentCatalog,
  currentDate,
  currentRole,
  currentSchema,
  currentTime,
  currentTimestamp,
  currentUser,
  date,
  dateAdd,
  dateBin,
  datePart,
  dateSubtract,
  dateTrunc,
  eq,
  extract,
  interval,
  isfinite,
  justifyDays,
  justifyHours,
  justifyInterval,
  localTime,
  localTimestamp,
  makeDate,
  makeInterval,
  makeTime,
  makeTimestamp,
  makeTimestamptz,
  now,
  overlapsPeriod,
  selectOnly,
  sessionUser,
  statementTimestamp,
  systemUser,
  text,
  time,
  timeofday,
  timestamp,
  timestamptz,
  transactionTimestamp,
  user,
  value,
} from '../../lib/index.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr } from '../support/expectSql.js'
import { expectFunctions, expectNoneInSqlite, type Line } from '../support/functions.js'

const test = suite('days and times')

const instant = new Date('2026-11-22T13:30:59.123Z')
const at = value(timestamptz, instant)
const local = value(timestamp, '2026-11-22 13:30:59.123456')
const day = value(date, '2026-11-22')
const clock = value(time, '13:30:59.5')
const long = value(interval, { months: 14, days: 3, hours: 4, seconds: 5.5 })

/** What each is bound as. */
const [atText, localText, dayText, clockText, longText] = [
  '$1::timestamptz',
  '$1::timestamp',
  '$1::date',
  '$1::time',
  '$1::interval',
]

const longValue = { months: 14, days: 3, hours: 4, seconds: 5.5 }

const aText = (it: unknown): boolean => typeof it === 'string' && it !== ''
const aDate = (it: unknown): boolean => it instanceof Date
const aDay = (it: unknown): boolean => typeof it === 'string' && /^\d{4}-\d\d-\d\d$/.test(it)

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

const parts: ReadonlyArray<Line> = [
  [extract('year', at), `extract(year from ${atText})`, [instant], 2026],
  [extract('century', day), `extract(century from ${dayText})`, ['2026-11-22'], 21],
  [extract('decade', day), `extract(decade from ${dayText})`, ['2026-11-22'], 202],
  [extract('millennium', day), `extract(millennium from ${dayText})`, ['2026-11-22'], 3],
  [extract('quarter', day), `extract(quarter from ${dayText})`, ['2026-11-22'], 4],
  [extract('month', day), `extract(month from ${dayText})`, ['2026-11-22'], 11],
  [extract('week', day), `extract(week from ${dayText})`, ['2026-11-22'], 47],
  [extract('day', day), `extract(day from ${dayText})`, ['2026-11-22'], 22],
  [extract('dow', day), `extract(dow from ${dayText})`, ['2026-11-22'], 0],
  [extract('isodow', day), `extract(isodow from ${dayText})`, ['2026-11-22'], 7],
  [extract('doy', day), `extract(doy from ${dayText})`, ['2026-11-22'], 326],
  [extract('isoyear', day), `extract(isoyear from ${dayText})`, ['2026-11-22'], 2026],
  [extract('julian', day), `extract(julian from ${dayText})`, ['2026-11-22'], '2461367'],
  [extract('epoch', day), `extract(epoch from ${dayText})`, ['2026-11-22'], '1795305600'],
  [extract('hour', clock), `extract(hour from ${clockText})`, ['13:30:59.5'], 13],
  [extract('minute', clock), `extract(minute from ${clockText})`, ['13:30:59.5'], 30],
  [extract('second', local), `extract(second from ${localText})`, ['2026-11-22 13:30:59.123456'], 59.123456],
  [
    extract('milliseconds', local),
    `extract(milliseconds from ${localText})`,
    ['2026-11-22 13:30:59.123456'],
    59123.456,
  ],
  [extract('microseconds', local), `extract(microseconds from ${localText})`, ['2026-11-22 13:30:59.123456'], 59123456],
  // more digits than a number has
  [extract('epoch', local), `extract(epoch from ${localText})`, ['2026-11-22 13:30:59.123456'], '1795354259.123456'],
  [extract('timezone', at), `extract(timezone from ${atText})`, [instant], (it: unknown) => typeof it === 'number'],
  [
    extract('timezone_hour', at),
    `extract(timezone_hour from ${atText})`,
    [instant],
    (it: unknown) => typeof it === 'number',
  ],
  [
    extract('timezone_minute', at),
    `extract(timezone_minute from ${atText})`,
    [instant],
    (it: unknown) => typeof it === 'number',
  ],
  [extract('year', long), `extract(year from ${longText})`, [longValue], 1],
  [extract('month', long), `extract(month from ${longText})`, [longValue], 2],
  [extract('second', long), `extract(second from ${longText})`, [longValue], 5.5],
  [extract('year', instant), `extract(year from ${atText})`, [instant], 2026],
  [datePart('epoch', local), `date_part('epoch', ${localText})`, ['2026-11-22 13:30:59.123456'], 1795354259.123456],
  [datePart('hour', day), `date_part('hour', ${dayText})`, ['2026-11-22'], 0],
  [datePart('day', long), `date_part('day', ${longText})`, [longValue], 3],
]

// -------------------------------------------------------------------------------------
// units, zones
// -------------------------------------------------------------------------------------

const cut: ReadonlyArray<Line> = [
  [dateTrunc('month', at), `date_trunc('month', ${atText})`, [instant], aDate],
  [dateTrunc('hour', local), `date_trunc('hour', ${localText})`, ['2026-11-22 13:30:59.123456'], '2026-11-22 13:00:00'],
  // a day is one of the zone of the session
  [dateTrunc('month', day), `date_trunc('month', ${dayText})`, ['2026-11-22'], aDate],
  [dateTrunc('month', long), `date_trunc('month', ${longText})`, [longValue], { years: 1, months: 2 }],
  [dateTrunc('hour', clock), `date_trunc('hour', ${clockText})`, ['13:30:59.5'], { hours: 13 }],
  [
    dateTrunc('day', at, 'Asia/Tokyo'),
    `date_trunc('day', ${atText}, $2::text)`,
    [instant, 'Asia/Tokyo'],
    new Date('2026-11-21T15:00:00Z'),
  ],
  [dateTrunc('day', day, 'UTC'), `date_trunc('day', ${dayText}, $2::text)`, ['2026-11-22', 'UTC'], aDate],
  [
    dateBin({ minutes: 15 }, at, new Date(0)),
    'date_bin($1::interval, $2::timestamptz, $3::timestamptz)',
    [{ minutes: 15 }, instant, new Date(0)],
    new Date('2026-11-22T13:30:00Z'),
  ],
  [
    dateBin({ minutes: 20 }, local, '2026-01-01 00:05:00'),
    'date_bin($1::interval, $2::timestamp, $3::timestamp)',
    [{ minutes: 20 }, '2026-11-22 13:30:59.123456', '2026-01-01 00:05:00'],
    '2026-11-22 13:25:00',
  ],
  [
    dateBin({ days: 7 }, day, value(date, '2026-01-01')),
    'date_bin($1::interval, $2::date, $3::date)',
    [{ days: 7 }, '2026-11-22', '2026-01-01'],
    aDate,
  ],
  [atTimeZone(at, 'Asia/Tokyo'), `${atText} at time zone $2::text`, [instant, 'Asia/Tokyo'], '2026-11-22 22:30:59.123'],
  [
    atTimeZone(local, 'Asia/Tokyo'),
    `${localText} at time zone $2::text`,
    ['2026-11-22 13:30:59.123456', 'Asia/Tokyo'],
    new Date('2026-11-22T04:30:59.123Z'),
  ],
  [
    atTimeZone(at, { hours: 9 }),
    `${atText} at time zone $2::interval`,
    [instant, { hours: 9 }],
    '2026-11-22 22:30:59.123',
  ],
  [
    atTimeZone(at, value(text, 'Asia/Tokyo')),
    `${atText} at time zone $2::text`,
    [instant, 'Asia/Tokyo'],
    '2026-11-22 22:30:59.123',
  ],
  [atTimeZone(day, 'UTC'), `${dayText} at time zone $2::text`, ['2026-11-22', 'UTC'], aText],
  [atTimeZone(clock, 'UTC'), `${clockText} at time zone $2::text`, ['13:30:59.5', 'UTC'], aText],
  [atTimeZone(currentTime(), 'UTC'), 'current_time at time zone $1::text', ['UTC'], aText],
  [
    atTimeZone(atTimeZone(at, 'UTC'), 'Asia/Tokyo'),
    `(${atText} at time zone $2::text) at time zone $3::text`,
    [instant, 'UTC', 'Asia/Tokyo'],
    new Date('2026-11-22T04:30:59.123Z'),
  ],
  [
    atTimeZone(add(local, { hours: 1 }), 'UTC'),
    '($1::timestamp + $2::interval) at time zone $3::text',
    ['2026-11-22 13:30:59.123456', { hours: 1 }, 'UTC'],
    new Date('2026-11-22T14:30:59.123Z'),
  ],
]

// -------------------------------------------------------------------------------------
// amounts
// -------------------------------------------------------------------------------------

const amounts: ReadonlyArray<Line> = [
  [
    age(local, '2025-10-20 12:00'),
    `age(${localText}, $2::timestamp)`,
    ['2026-11-22 13:30:59.123456', '2025-10-20 12:00'],
    { years: 1, months: 1, days: 2, hours: 1, minutes: 30, seconds: 59.123456 },
  ],
  [age(day, value(date, '2026-11-01')), 'age($1::date, $2::date)', ['2026-11-22', '2026-11-01'], { days: 21 }],
  [age(instant, at), 'age($1::timestamptz, $2::timestamptz)', [instant, instant], {}],
  [age(day), `age(${dayText})`, ['2026-11-22'], (it: unknown) => typeof it === 'object'],
  [justifyDays({ days: 35 }), `justify_days(${longText})`, [{ days: 35 }], { months: 1, days: 5 }],
  [justifyHours({ hours: 27 }), `justify_hours(${longText})`, [{ hours: 27 }], { days: 1, hours: 3 }],
  [
    justifyInterval({ months: 1, hours: -1 }),
    `justify_interval(${longText})`,
    [{ months: 1, hours: -1 }],
    { days: 29, hours: 23 },
  ],
  [isfinite(local), `isfinite(${localText})`, ['2026-11-22 13:30:59.123456'], true],
  [isfinite(value(date, 'infinity')), `isfinite(${dayText})`, ['infinity'], false],
  [isfinite(long), `isfinite(${longText})`, [longValue], true],
  [
    dateAdd(at, { days: 1 }, 'UTC'),
    'date_add($1::timestamptz, $2::interval, $3::text)',
    [instant, { days: 1 }, 'UTC'],
    new Date('2026-11-23T13:30:59.123Z'),
    { since: 16 },
  ],
  [
    dateSubtract(at, { hours: 1 }),
    'date_subtract($1::timestamptz, $2::interval)',
    [instant, { hours: 1 }],
    new Date('2026-11-22T12:30:59.123Z'),
    { since: 16 },
  ],
  [makeDate(2026, 2, 28), 'make_date($1::integer, $2::integer, $3::integer)', [2026, 2, 28], '2026-02-28'],
  [makeTime(13, 30, 1.5), 'make_time($1::integer, $2::integer, $3::double precision)', [13, 30, 1.5], '13:30:01.5'],
  [
    makeTimestamp(2026, 2, 28, 13, 30, 0),
    'make_timestamp($1::integer, $2::integer, $3::integer, $4::integer, $5::integer, $6::double precision)',
    [2026, 2, 28, 13, 30, 0],
    '2026-02-28 13:30:00',
  ],
  [
    makeTimestamptz(2026, 2, 28, 13, 30, 0, 'Asia/Tokyo'),
    'make_timestamptz($1::integer, $2::integer, $3::integer, $4::integer, $5::integer, $6::double precision, $7::text)',
    [2026, 2, 28, 13, 30, 0, 'Asia/Tokyo'],
    new Date('2026-02-28T04:30:00Z'),
  ],
  [makeInterval({ days: 10 }), 'make_interval(days => $1::integer)', [10], { days: 10 }],
  [
    makeInterval({ years: 1, weeks: 1, mins: 3, secs: 4.5 }),
    'make_interval(years => $1::integer, weeks => $2::integer, mins => $3::integer, secs => $4::double precision)',
    [1, 1, 3, 4.5],
    { years: 1, days: 7, minutes: 3, seconds: 4.5 },
  ],
  [
    overlapsPeriod([day, '2026-11-30'], [value(date, '2026-11-29'), { days: 3 }]),
    '($1::date, $2::date) overlaps ($3::date, $4::interval)',
    ['2026-11-22', '2026-11-30', '2026-11-29', { days: 3 }],
    true,
    { once: true },
  ],
  [
    overlapsPeriod([clock, long], [value(time, '13:00'), clock]),
    '($1::time, $2::interval) overlaps ($3::time, $4::time)',
    ['13:30:59.5', longValue, '13:00', '13:30:59.5'],
    false,
    { once: true },
  ],
  [
    overlapsPeriod([at, at], [instant, { days: 1 }]),
    '($1::timestamptz, $2::timestamptz) overlaps ($3::timestamptz, $4::interval)',
    [instant, instant, instant, { days: 1 }],
    true,
    { once: true },
  ],
]

// -------------------------------------------------------------------------------------
// now, here
// -------------------------------------------------------------------------------------

const here: ReadonlyArray<Line> = [
  [currentDate(), 'current_date', [], aDay],
  [currentTime(), 'current_time', [], aText],
  [currentTime(2), 'current_time(2)', [], aText],
  [currentTimestamp(), 'current_timestamp', [], aDate],
  [currentTimestamp(0), 'current_timestamp(0)', [], (it: Date) => it.getMilliseconds() === 0],
  [localTime(), 'localtime', [], aText],
  [localTime(0), 'localtime(0)', [], (it: string) => /^\d\d:\d\d:\d\d$/.test(it)],
  [localTimestamp(), 'localtimestamp', [], aText],
  [localTimestamp(3), 'localtimestamp(3)', [], aText],
  [clockTimestamp(), 'clock_timestamp()', [], aDate],
  [statementTimestamp(), 'statement_timestamp()', [], aDate],
  [transactionTimestamp(), 'transaction_timestamp()', [], aDate],
  [timeofday(), 'timeofday()', [], aText],
  [eq(currentTimestamp(), now()), 'current_timestamp = now()', [], true],
  // names are of a type of their own, which is read as text
  [currentUser(), 'current_user', [], aText, { once: true }],
  [sessionUser(), 'session_user', [], aText, { once: true }],
  [currentRole(), 'current_role', [], aText, { once: true }],
  [user(), 'user', [], aText, { once: true }],
  [currentCatalog(), 'current_catalog', [], aText, { once: true }],
  [currentSchema(), 'current_schema', [], aText, { once: true }],
  [systemUser(), 'system_user', [], (it: unknown) => it === null || aText(it), { since: 16 }],
]

expectFunctions(test, [...parts, ...cut, ...amounts, ...here])

// -------------------------------------------------------------------------------------
// SQLite
// -------------------------------------------------------------------------------------

test('what SQLite has not, it says', () => {
  const has = new Set(['year', 'month', 'day', 'hour', 'minute', 'dow', 'doy'].map((field) => `extract(${field} `))
  for (const [expr, sql] of [...parts, ...cut])
    if (![...has].some((start) => sql.startsWith(start))) expectNoneInSqlite(expr, sql)
  const known = new Set(['current_date', 'current_timestamp'])
  for (const [expr, sql] of here) if (!known.has(sql) && !sql.includes('=')) expectNoneInSqlite(expr, sql)
})

test('SQLite tells the parts of a day by strftime', () => {
  expectExpr(sqlite)(extract('year', day), "cast(strftime('%Y', ?) as integer)", ['2026-11-22'])
})

onEach(test, 'parts that every database tells', { portable: true }, async (db) => {
  const row = selectOnly({
    year: extract('year', day),
    month: extract('month', local),
    day: extract('day', day),
    hour: extract('hour', clock),
    minute: extract('minute', local),
    weekday: extract('dow', day),
    nth: extract('doy', day),
  })
  assert.equal(expectRight(await all(row)(db)()), [
    { year: 2026, month: 11, day: 22, hour: 13, minute: 30, weekday: 0, nth: 326 },
  ])
})

onEach(test, 'today and now in every database', { portable: true }, async (db) => {
  const [row] = expectRight(await all(selectOnly({ today: currentDate(), now: currentTimestamp() }))(db)())
  assert.ok(aDay(row?.today))
  assert.ok(Math.abs(Date.now() - (row?.now.getTime() ?? 0)) < 600_000)
})

// -------------------------------------------------------------------------------------
// what does not compile
// -------------------------------------------------------------------------------------

const js: any = {
  extract,
  datePart,
  dateTrunc,
  dateBin,
  currentTimestamp,
  makeInterval,
  overlapsPeriod,
  atTimeZone,
  makeDate,
}

const units =
  'microseconds, milliseconds, second, minute, hour, day, week, month, quarter, year, decade, century, millennium'

const fields =
  'century, day, decade, dow, doy, epoch, hour, isodow, isoyear, julian, microseconds, millennium, milliseconds, ' +
  'minute, month, quarter, second, timezone, timezone_hour, timezone_minute, week, year'

const refused: { readonly [sentence: string]: readonly [() => unknown, string] } = {
  'a part is known': [
    () => js.extract("year'; drop", at),
    `postgres has no field year'; drop of a time: give one of ${fields}`,
  ],
  'a part is known to datePart': [
    () => js.datePart("year'; drop", at),
    `the first argument of datePart is not known: give one of ${fields.replace(/, (?=\w)/g, ', ')}`,
  ],
  'a unit is known': [
    () => js.dateTrunc('fortnight', at),
    `the first argument of dateTrunc is not known: give one of ${units}`,
  ],
  'a time is an expression': [
    () => js.extract('year', 2026),
    'the second argument of extract is a number, which is of no one type: say its type with value(type, it)',
  ],
  'digits are counted': [
    () => js.currentTimestamp(7),
    'the argument of currentTimestamp is not a number of digits: give one from 0 to 6, or none',
  ],
  'a part of an interval is known': [
    () => js.makeInterval({ 'days => 1); drop': 1 }),
    'the part "days => 1); drop" of makeInterval is not known: give some of years, months, weeks, days, hours, mins, secs',
  ],
  'parts are an object': [
    () => js.makeInterval(10),
    'the argument of makeInterval is not an object: give parts, as in { days: 10 }',
  ],
  'a stretch has two ends': [
    () => js.overlapsPeriod([day], [day, day]),
    'an argument of overlapsPeriod is not a start and an end: give [start, end]',
  ],
  'the type of a day is said somewhere': [
    () => js.overlapsPeriod(['2026-11-22', { days: 1 }], [instant, { days: 1 }]),
    'a bound of overlapsPeriod is of no one type: say its type with value(date, it)',
  ],
}

for (const [sentence, [expr, says]] of Object.entries(refused)) {
  test(sentence, () => {
    const problems = problemsOf(postgres)(selectOnly({ it: expr() as Expr<unknown, never, never> & AnyExpr }))
    assert.equal(problems.map(describeCompileError), [says])
  })
}

test.run()
