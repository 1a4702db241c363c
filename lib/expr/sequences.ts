/** Sequences, and identifiers that nobody has to count. A sequence is given by its name, as SQL would say it: `'users_id_seq'`. */
import { nullable } from '../schema/Column.js'
import type { Sequence } from '../schema/objects.js'
import { bigint, boolean, interval, smallint, timestamptz, uuid } from '../schema/types.js'
import { strict } from './define.js'
import { long, relation } from './positions.js'

// -------------------------------------------------------------------------------------
// sequences
// -------------------------------------------------------------------------------------

/** Counts on, whatever comes of the transaction. @example nextval('users_id_seq') // nextval($1::regclass) */
export const nextval = /* @__PURE__ */ strict('nextval', [relation], [], bigint)

/** Between quotes, where a text names a relation. */
const quotedPart = (name: string): string => `"${String(name).replaceAll('"', '""')}"`

/** The next value of a sequence that is described here. @example nextValue(sequence('order_number')) // nextval($1::regclass) */
export const nextValue = (of: Sequence) => {
  const fact = of?.fact
  // what is no sequence is reported as the argument of nextval
  if (typeof fact?.name !== 'string') return nextval(of as never)
  return nextval([...(fact.schema === null ? [] : [fact.schema]), fact.name].map(quotedPart).join('.'))
}

/** What `nextval` gave this session last. @example currval('users_id_seq') // currval($1::regclass) */
export const currval = /* @__PURE__ */ strict('currval', [relation], [], bigint)

/** What `nextval` gave this session last, of whichever sequence. @example lastval() // lastval() */
export const lastval = /* @__PURE__ */ strict('lastval', [], [], bigint)

/**
 * Sets what was counted last; with false, what is counted next.
 *
 * @example setval('users_id_seq', 42) // setval($1::regclass, $2::bigint)
 * @example setval('users_id_seq', 42, false) // setval($1::regclass, $2::bigint, $3::boolean)
 */
export const setval = /* @__PURE__ */ strict('setval', [relation, long], [boolean], bigint)

// -------------------------------------------------------------------------------------
// uuid
// -------------------------------------------------------------------------------------

/** Of random bits. @example genRandomUuid() // gen_random_uuid() */
export const genRandomUuid = /* @__PURE__ */ strict('genRandomUuid', [], [], uuid)

/** `genRandomUuid` by another name, since PostgreSQL 18. @example uuidv4() // uuidv4() */
export const uuidv4 = /* @__PURE__ */ strict('uuidv4', [], [], uuid)

/** Of the time, and so in its order, and random bits, since PostgreSQL 18; of a time so far from now. @example uuidv7() // uuidv7() */
export const uuidv7 = /* @__PURE__ */ strict('uuidv7', [], [interval], uuid)

/** Null where it holds none, since PostgreSQL 17. @example uuidExtractTimestamp(docs.c.id) // uuid_extract_timestamp("docs"."id") */
export const uuidExtractTimestamp = /* @__PURE__ */ strict(
  'uuidExtractTimestamp',
  [uuid],
  [],
  /* @__PURE__ */ nullable(timestamptz),
)

/** Null where it holds none, since PostgreSQL 17. @example uuidExtractVersion(docs.c.id) // uuid_extract_version("docs"."id") */
export const uuidExtractVersion = /* @__PURE__ */ strict(
  'uuidExtractVersion',
  [uuid],
  [],
  /* @__PURE__ */ nullable(smallint),
)
