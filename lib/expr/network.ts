/**
 * Addresses of networks and of hosts in them.
 *
 * `contains`, `containedBy` and `overlaps` are of networks too: `>>`, `<<` and `&&` in SQL, where a network does not
 * contain itself.
 */
import { type Expr, toNode, toTypedOperand, typed } from '../ast/Expr.js'
import type { mark } from '../ast/Kind.js'
import { brand } from '../ast/Node.js'
import type { BinaryOp } from '../ast/Operator.js'
import { booleanType, plain } from '../ast/SqlType.js'
import { boolean, cidr, inet, integer, macaddr8, text } from '../schema/types.js'
import { kept, type Strict, strict } from './define.js'
import { taking, whole } from './positions.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** An `inet` or a `cidr`. */
type Address = { readonly [mark]?: 'inet' }

const address = /* @__PURE__ */ taking<Address, string>(inet)

// -------------------------------------------------------------------------------------
// operators
// -------------------------------------------------------------------------------------

type Containment = <E extends Expr<Address | null, any, any>, D extends Expr<Address | null, any, any> | string>(
  left: E,
  right: D,
) => Strict<boolean, E | D>

/* @__NO_SIDE_EFFECTS__ */
const containment =
  (op: BinaryOp): Containment =>
  (left, right) =>
    typed({
      joinery: brand,
      _tag: 'Binary',
      op,
      left: toNode(left, `the left operand of ${op}`),
      right: toTypedOperand(right, plain('inet'), `the right operand of ${op}`),
      type: booleanType,
    })

/** Whether it is a part of a network, or the network itself. @example containedByOrEqual(hosts.c.address, '10.0.0.0/8') // "hosts"."address" <<= $1::inet */
export const containedByOrEqual = /* @__PURE__ */ containment('containedByOrEqual')

/** Whether a network is a part of it, or the network itself. @example containsOrEqual(hosts.c.address, '10.0.0.1') // "hosts"."address" >>= $1::inet */
export const containsOrEqual = /* @__PURE__ */ containment('containsOrEqual')

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

/** Shorter, as text. @example abbrev(hosts.c.network) // abbrev("hosts"."network") */
export const abbrev = /* @__PURE__ */ strict('abbrev', [address], [], text)

/** The address that all hosts of the network hear. @example broadcast(hosts.c.address) // broadcast("hosts"."address") */
export const broadcast = /* @__PURE__ */ strict('broadcast', [address], [], inet)

/** 4 for IPv4, 6 for IPv6. @example family(hosts.c.address) // family("hosts"."address") */
export const family = /* @__PURE__ */ strict('family', [address], [], integer)

/** The address without the length of the network's part. @example host(hosts.c.address) // host("hosts"."address") */
export const host = /* @__PURE__ */ strict('host', [address], [], text)

/** The bits of the host's part. @example hostmask(hosts.c.address) // hostmask("hosts"."address") */
export const hostmask = /* @__PURE__ */ strict('hostmask', [address], [], inet)

/** The bits of the network's part. @example netmask(hosts.c.address) // netmask("hosts"."address") */
export const netmask = /* @__PURE__ */ strict('netmask', [address], [], inet)

/** How many bits are the network's. @example masklen(hosts.c.address) // masklen("hosts"."address") */
export const masklen = /* @__PURE__ */ strict('masklen', [address], [], integer)

/** With another number of bits for the network. @example setMasklen(hosts.c.address, 16) // set_masklen("hosts"."address", $1::integer) */
export const setMasklen = /* @__PURE__ */ kept<Address>()('setMasklen', [whole], [])

/** The network alone. @example network(hosts.c.address) // network("hosts"."address") */
export const network = /* @__PURE__ */ strict('network', [address], [], cidr)

/** The smallest network that both are in. @example inetMerge(hosts.c.address, '10.0.1.0/24') // inet_merge("hosts"."address", $1::inet) */
export const inetMerge = /* @__PURE__ */ strict('inetMerge', [address, address], [], cidr)

/** Whether both are IPv4, or both IPv6. @example inetSameFamily(hosts.c.address, '::1') // inet_same_family("hosts"."address", $1::inet) */
export const inetSameFamily = /* @__PURE__ */ strict('inetSameFamily', [address, address], [], boolean)

/** SQL's function `text` of an address: always with the length of the network's part. @example inetText(hosts.c.address) // text("hosts"."address") */
export const inetText = /* @__PURE__ */ strict('inetText', [address], [], text)

// -------------------------------------------------------------------------------------
// network cards
// -------------------------------------------------------------------------------------

/** SQL's function `trunc` of the address of a network card: the last three bytes, or five of eight, are zero. @example truncMacaddr(hosts.c.card) // trunc("hosts"."card") */
export const truncMacaddr = /* @__PURE__ */ kept<{ readonly [mark]?: 'macaddr' | 'macaddr8' }>()('truncMacaddr', [], [])

/** With the bit that IPv6 has set. @example macaddr8Set7bit(cast(hosts.c.card, macaddr8)) // macaddr8_set7bit("hosts"."card"::macaddr8) */
export const macaddr8Set7bit = /* @__PURE__ */ strict(
  'macaddr8Set7bit',
  [/* @__PURE__ */ taking<{ readonly [mark]?: 'macaddr' | 'macaddr8' }, string>(macaddr8)],
  [],
  macaddr8,
)
