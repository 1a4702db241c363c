/** Times in other zones. */
import { type Expr, isRecord, toTypedOperand, typed } from '../ast/Expr.js'
import type { Interval, Kind, mark, TimestampText, TimetzText } from '../ast/Kind.js'
import { brand } from '../ast/Node.js'
import { familyOf } from '../ast/promote.js'
import { plain, type SqlType, textType, timetzType } from '../ast/SqlType.js'
import { toArgument } from './bare.js'
import type { Operand, Strict, ValueIn } from './define.js'

/** A day or a time that is in a zone, or could be. */
type Zonable = Date | { readonly [mark]?: 'date' | 'time' | 'timetz' | 'timestamp' }

/** A time in no zone is taken to be in this one; any other one is said as it is there. */
interface Zoned {
  readonly timestamp: Date
  readonly instant: TimestampText
  readonly date: TimestampText
  readonly time: TimetzText
  readonly timetz: TimetzText
}

type ZonedOf<T> = Kind<T> extends infer K extends keyof Zoned ? Zoned[K] : never

const zonedType = (type: SqlType): SqlType => {
  switch (familyOf(type)) {
    case 'timestamp':
      return plain('timestamptz')
    case 'date':
    case 'instant':
      return plain('timestamp')
    default:
      return timetzType
  }
}

/**
 * The instant at which it is that time in the zone; of an instant, the time that it is there.
 *
 * @example atTimeZone(posts.c.createdAt, 'Europe/Paris') // "posts"."created_at" at time zone $1::text
 */
export const atTimeZone = <
  E extends Expr<Zonable | null, any, any> | Date,
  Z extends Operand<string> | Operand<Interval>,
>(
  operand: E,
  zone: Z,
): Strict<ZonedOf<ValueIn<E>>, E | Z> => {
  const node = toArgument(operand, 'the first argument of atTimeZone')
  const type = isRecord(zone) ? plain('interval') : textType
  return typed({
    joinery: brand,
    _tag: 'AtTimeZone',
    operand: node,
    zone: toTypedOperand(zone, type, 'the second argument of atTimeZone'),
    type: zonedType(node.type),
  })
}
