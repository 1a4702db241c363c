import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  abbrev,
  add,
  bigint,
  bitAnd,
  bitNot,
  bitOr,
  broadcast,
  cidr,
  containedBy,
  containedByOrEqual,
  contains,
  containsOrEqual,
  eq,
  family,
  host,
  hostmask,
  inet,
  inetMerge,
  inetSameFamily,
  inetText,
  macaddr,
  macaddr8,
  macaddr8Set7bit,
  masklen,
  netmask,
  network,
  overlaps,
  selectOnly,
  setMasklen,
  sub,
  truncMacaddr,
  value,
} from '../../lib/index.js'
import { problemsOf } from '../support/expect.js'
import { expectFunctions } from '../support/functions.js'

const test = suite('network')

const address = (s: string) => value(inet, s)
const net = (s: string) => value(cidr, s)
const card = (s: string) => value(macaddr, s)
const card8 = (s: string) => value(macaddr8, s)

expectFunctions(test, [
  [
    containedBy(address('192.168.1.5'), '192.168.1.0/24'),
    '$1::inet << $2::inet',
    ['192.168.1.5', '192.168.1.0/24'],
    true,
  ],
  [
    containedByOrEqual(address('192.168.1.0/24'), '192.168.1.0/24'),
    '$1::inet <<= $2::inet',
    ['192.168.1.0/24', '192.168.1.0/24'],
    true,
  ],
  [
    contains(net('192.168.1.0/24'), '192.168.1.5/32'),
    '$1::cidr >> $2::cidr',
    ['192.168.1.0/24', '192.168.1.5/32'],
    true,
  ],
  [
    containsOrEqual(net('192.168.1.0/24'), '192.168.1.0/24'),
    '$1::cidr >>= $2::inet',
    ['192.168.1.0/24', '192.168.1.0/24'],
    true,
  ],
  [
    overlaps(net('192.168.1.0/24'), '192.168.1.80/28'),
    '$1::cidr && $2::cidr',
    ['192.168.1.0/24', '192.168.1.80/28'],
    true,
  ],
  [eq(address('::1'), '::1'), '$1::inet = $2', ['::1', '::1'], true],
  [bitNot(address('192.168.1.6')), '~ $1::inet', ['192.168.1.6'], '63.87.254.249'],
  [
    bitAnd(address('192.168.1.6'), address('0.0.0.255')),
    '$1::inet & $2::inet',
    ['192.168.1.6', '0.0.0.255'],
    '0.0.0.6',
  ],
  [
    bitOr(net('192.168.1.0/24'), address('0.0.0.255')),
    '$1::cidr | $2::inet',
    ['192.168.1.0/24', '0.0.0.255'],
    '192.168.1.255',
  ],
  [
    bitAnd(card('08:00:2b:01:02:03'), card('ff:ff:ff:00:00:00')),
    '$1::macaddr & $2::macaddr',
    ['08:00:2b:01:02:03', 'ff:ff:ff:00:00:00'],
    '08:00:2b:00:00:00',
  ],

  [add(address('192.168.1.6'), 25), '$1::inet + $2::bigint', ['192.168.1.6', 25], '192.168.1.31'],
  [add(value(bigint, 25n), net('192.168.1.0/24')), '$1::bigint + $2::cidr', [25n, '192.168.1.0/24'], '192.168.1.25/24'],
  [sub(address('192.168.1.43'), 36n), '$1::inet - $2::bigint', ['192.168.1.43', 36n], '192.168.1.7'],
  [sub(address('192.168.1.43'), address('192.168.1.19')), '$1::inet - $2::inet', ['192.168.1.43', '192.168.1.19'], 24n],

  [abbrev(net('10.1.0.0/16')), 'abbrev($1::cidr)', ['10.1.0.0/16'], '10.1/16'],
  [abbrev('10.1.0.0/32'), 'abbrev($1::inet)', ['10.1.0.0/32'], '10.1.0.0'],
  [broadcast('192.168.1.5/24'), 'broadcast($1::inet)', ['192.168.1.5/24'], '192.168.1.255/24'],
  [family('::1'), 'family($1::inet)', ['::1'], 6],
  [host(address('192.168.1.0/24')), 'host($1::inet)', ['192.168.1.0/24'], '192.168.1.0'],
  [hostmask('192.168.23.20/30'), 'hostmask($1::inet)', ['192.168.23.20/30'], '0.0.0.3'],
  [netmask('192.168.1.5/24'), 'netmask($1::inet)', ['192.168.1.5/24'], '255.255.255.0'],
  [masklen('192.168.1.5/24'), 'masklen($1::inet)', ['192.168.1.5/24'], 24],
  [
    setMasklen(address('192.168.1.5/24'), 16),
    'set_masklen($1::inet, $2::integer)',
    ['192.168.1.5/24', 16],
    '192.168.1.5/16',
  ],
  [
    setMasklen(net('192.168.1.0/24'), 16),
    'set_masklen($1::cidr, $2::integer)',
    ['192.168.1.0/24', 16],
    '192.168.0.0/16',
  ],
  [network('192.168.1.5/24'), 'network($1::inet)', ['192.168.1.5/24'], '192.168.1.0/24'],
  [
    inetMerge('192.168.1.5/24', '192.168.2.5/24'),
    'inet_merge($1::inet, $2::inet)',
    ['192.168.1.5/24', '192.168.2.5/24'],
    '192.168.0.0/22',
  ],
  [inetSameFamily('192.168.1.5/24', '::1'), 'inet_same_family($1::inet, $2::inet)', ['192.168.1.5/24', '::1'], false],
  [inetText('192.168.1.5'), 'text($1::inet)', ['192.168.1.5'], '192.168.1.5/32'],
  [truncMacaddr(card('12:34:56:78:90:ab')), 'trunc($1::macaddr)', ['12:34:56:78:90:ab'], '12:34:56:00:00:00'],
  [
    truncMacaddr(card8('12:34:56:78:90:ab:cd:ef')),
    'trunc($1::macaddr8)',
    ['12:34:56:78:90:ab:cd:ef'],
    '12:34:56:00:00:00:00:00',
  ],
  [
    macaddr8Set7bit('00:34:56:ab:cd:ef:12:34'),
    'macaddr8_set7bit($1::macaddr8)',
    ['00:34:56:ab:cd:ef:12:34'],
    '02:34:56:ab:cd:ef:12:34',
  ],
])

test('what is no address says what to give, and SQLite has none', () => {
  const js: any = joinery
  const said = (dialect: typeof postgres, expr: unknown) =>
    problemsOf(dialect)(selectOnly({ it: expr } as never)).map(describeCompileError)
  assert.equal(said(postgres, js.containsOrEqual('10.0.0.1', '10.0.0.0/8')), [
    'the left operand of containsOrEqual is not an expression: give a column, or value(type, it) for a bound value',
  ])
  assert.equal(said(postgres, js.inetMerge('10.0.0.1')), ['the arguments of inetMerge are one: give at least 2'])
  assert.ok(said(sqlite, host('10.0.0.1')).some((text) => text.includes('function host')))
})

test.run()
