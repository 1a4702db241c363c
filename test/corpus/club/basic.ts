/** One table at a time: what is in it, and what of it is asked for. */
import { pipe } from 'fp-ts/function'
import {
  cast,
  char,
  desc,
  eq,
  from,
  ge,
  gt,
  in_,
  inQuery,
  like,
  limit,
  lpad,
  matches,
  max,
  orderBy,
  orderByOutput,
  regexpReplace,
  scalar,
  select,
  similarTo,
  translate,
  union,
  upper,
  where,
} from '../../../lib/index.js'
import { facilities, members } from './tables.js'

/** What does the club have? */
export const everything = pipe(from(facilities), select(facilities))

/** What do members have to pay for? */
export const notFree = pipe(from(facilities), where(gt(facilities.c.membercost, '0')), select(facilities))

/** Which facilities have one of these keys? */
export const oneOfTwo = pipe(from(facilities), where(in_(facilities.c.facid, [1, 5])), select(facilities))

const keys = pipe(from(facilities), select({ facid: facilities.c.facid }))

/** The same of the keys that a query yields: all of them. */
export const oneOfAll = pipe(from(facilities), where(inQuery(facilities.c.facid, keys)), select(facilities))

/** Who has joined since September? */
export const newcomers = pipe(
  from(members),
  where(ge(members.c.joindate, '2012-09-01')),
  select({
    memid: members.c.memid,
    surname: members.c.surname,
    firstname: members.c.firstname,
    joindate: members.c.joindate,
  }),
)

const joined = { firstname: members.c.firstname, surname: members.c.surname, joindate: members.c.joindate }

const latest = scalar(pipe(from(members), select({ joindate: max(members.c.joindate) })))

/** Who joined last? */
export const lastToJoin = pipe(from(members), where(eq(members.c.joindate, latest)), select(joined))

/** The same by the order in which they joined. */
export const firstFromTheEnd = pipe(from(members), orderBy(desc(members.c.joindate)), limit(1), select(joined))

/** Which words are surnames or names of facilities? */
export const anyName = pipe(
  from(members),
  select({ name: members.c.surname }),
  union(pipe(from(facilities), select({ name: facilities.c.name }))),
)

/** What begins with "tennis", in capitals or not? */
export const tennisInAnyCase = pipe(
  from(facilities),
  where(like(upper(facilities.c.name), 'TENNIS%')),
  select(facilities),
)

/** What begins with "Tennis"? */
export const tennis = pipe(from(facilities), where(like(facilities.c.name, 'Tennis%')), select(facilities))

/** What are all zip codes, with the zeros before them? */
export const paddedZipCodes = pipe(
  from(members),
  select({ zip: lpad(cast(members.c.zipcode, char(5)), 5, '0') }),
  orderByOutput((row) => [row.zip]),
)

const phone = { memid: members.c.memid, telephone: members.c.telephone }

/** Whose telephone number has parentheses? */
export const withParentheses = pipe(from(members), where(matches(members.c.telephone, '[()]')), select(phone))

/** The same by a pattern of SQL. */
export const similarToParentheses = pipe(from(members), where(similarTo(members.c.telephone, '%[()]%')), select(phone))

/** What are the telephone numbers without what is no digit? */
export const digits = pipe(
  from(members),
  orderBy(members.c.memid),
  select({ memid: members.c.memid, telephone: translate(members.c.telephone, '-() ', '') }),
)

/** The same by a regular expression. */
export const digitsByPattern = pipe(
  from(members),
  orderBy(members.c.memid),
  select({ memid: members.c.memid, telephone: regexpReplace(members.c.telephone, '[^0-9]', '', 'g') }),
)

/** By the names of the exercises. */
export const basic = {
  basic_selectall: everything,
  basic_where: notFree,
  basic_where4: oneOfTwo,
  basic_where4_alt1: oneOfAll,
  basic_date: newcomers,
  basic_agg2: lastToJoin,
  basic_agg2_alt2: firstFromTheEnd,
  basic_union: anyName,
  string_case: tennisInAnyCase,
  string_like: tennis,
  string_pad: paddedZipCodes,
  string_reg: withParentheses,
  string_reg_alt1: similarToParentheses,
  string_translate: digits,
  string_translate_alt1: digitsByPattern,
}
