import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  add,
  bigint,
  bitAnd,
  bitCount,
  bitNot,
  bitOr,
  bitXor,
  bytea,
  concat,
  convert,
  convertFrom,
  convertTo,
  crc32,
  crc32c,
  decode,
  encode,
  eq,
  getBit,
  getByte,
  hashtext,
  hashtextextended,
  integer,
  md5,
  selectOnly,
  setBit,
  setByte,
  sha224,
  sha256,
  sha384,
  sha512,
  shiftLeft,
  shiftRight,
  smallint,
  toBin,
  toHex,
  toOct,
  value,
  varbit,
} from '../../lib/index.js'
import { problemsOf } from '../support/expect.js'
import { expectFunctions } from '../support/functions.js'

const test = suite('bytes')

const bytes = (...them: ReadonlyArray<number>) => new Uint8Array(them)
const ascii = (s: string) => new Uint8Array([...s].map((c) => c.charCodeAt(0)))
const bits = (s: string) => value(varbit(), s)
const whole = (n: number) => value(integer, n)
const big = (n: bigint) => value(bigint, n)

const hexOf = (hex: string) => (it: Uint8Array) => Buffer.from(it).toString('hex') === hex

expectFunctions(test, [
  [bitAnd(whole(91), 15), '$1::integer & $2', [91, 15], 11],
  [bitAnd(whole(91), big(15n)), '$1::integer & $2::bigint', [91, 15n], 11n],
  [bitAnd(value(smallint, 6), value(smallint, 3)), '$1::smallint & $2::smallint', [6, 3], 2],
  [bitOr(whole(32), whole(3)), '$1::integer | $2::integer', [32, 3], 35],
  [bitXor(whole(17), 5), '$1::integer # $2', [17, 5], 20],
  [bitXor(big(17n), 5n), '$1::bigint # $2', [17n, 5n], 20n],
  [bitNot(whole(1)), '~ $1::integer', [1], -2],
  [shiftLeft(whole(1), 4), '$1::integer << $2::integer', [1, 4], 16],
  [shiftRight(big(8n), 2), '$1::bigint >> $2::integer', [8n, 2], 2n],
  [add(bitAnd(bitOr(whole(1), 2), 2), 1), '(($1::integer | $2) & $3) + $4', [1, 2, 2, 1], 3],
  [eq(bitAnd(whole(5), 1), 1), '$1::integer & $2 = $3', [5, 1, 1], true],
  [bitAnd(bits('10001'), bits('01101')), '$1::varbit & $2::varbit', ['10001', '01101'], '00001'],
  [bitOr(bits('10001'), bits('01101')), '$1::varbit | $2::varbit', ['10001', '01101'], '11101'],
  [bitXor(bits('10001'), bits('01101')), '$1::varbit # $2::varbit', ['10001', '01101'], '11100'],
  [bitNot(bits('10001')), '~ $1::varbit', ['10001'], '01110'],
  [shiftLeft(bits('10001'), 3), '$1::varbit << $2::integer', ['10001', 3], '01000'],
  [concat(bits('10001'), bits('011')), '$1::varbit || $2::varbit', ['10001', '011'], '10001011'],
  [concat(bits('10001'), '011'), '$1::varbit || $2', ['10001', '011'], '10001011'],
  [
    concat(value(bytea, bytes(1)), bytes(2)),
    '$1::bytea || $2',
    [new Uint8Array([1]), new Uint8Array([2])],
    bytes(1, 2),
  ],
  [bitCount(bytes(0x12, 0x34)), 'bit_count($1::bytea)', [new Uint8Array([18, 52])], 5n],
  [bitCount(bits('10111')), 'bit_count($1::varbit)', ['10111'], 4n],
  [toHex(2147483647), 'to_hex($1::integer)', [2147483647], '7fffffff'],
  [toHex(-1n), 'to_hex($1::bigint)', [-1n], 'ffffffffffffffff'],
  [toHex(whole(-1)), 'to_hex($1::integer)', [-1], 'ffffffff'],
  [toOct(2147483647), 'to_oct($1::integer)', [2147483647], '17777777777', { since: 17 }],
  [toBin(5), 'to_bin($1::integer)', [5], '101', { since: 17 }],

  [getByte(bytes(1, 2, 3), 1), 'get_byte($1::bytea, $2::integer)', [new Uint8Array([1, 2, 3]), 1], 2],
  [
    setByte(bytes(1, 2, 3), 1, 9),
    'set_byte($1::bytea, $2::integer, $3::integer)',
    [new Uint8Array([1, 2, 3]), 1, 9],
    bytes(1, 9, 3),
  ],
  [getBit(bytes(1), 0), 'get_bit($1::bytea, $2::integer)', [new Uint8Array([1]), 0], 1],
  [getBit(bits('10'), 1), 'get_bit($1::varbit, $2::integer)', ['10', 1], 0],
  [setBit(bytes(0), 7, 1), 'set_bit($1::bytea, $2::integer, $3::integer)', [new Uint8Array([0]), 7, 1], bytes(128)],
  [setBit(bits('1000'), 1, 1), 'set_bit($1::varbit, $2::integer, $3::integer)', ['1000', 1, 1], '1100'],
  [encode(ascii('123'), 'base64'), 'encode($1::bytea, $2::text)', [new Uint8Array([49, 50, 51]), 'base64'], 'MTIz'],
  [decode('MTIz', 'base64'), 'decode($1::text, $2::text)', ['MTIz', 'base64'], ascii('123')],
  [
    convert(bytes(0xe9), 'LATIN1', 'UTF8'),
    'convert($1::bytea, $2::name, $3::name)',
    [new Uint8Array([233]), 'LATIN1', 'UTF8'],
    bytes(0xc3, 0xa9),
  ],
  [
    convertFrom(bytes(0xc3, 0xa9), 'UTF8'),
    'convert_from($1::bytea, $2::name)',
    [new Uint8Array([195, 169]), 'UTF8'],
    'é',
  ],
  [convertTo('é', 'UTF8'), 'convert_to($1::text, $2::name)', ['é', 'UTF8'], bytes(0xc3, 0xa9)],
  [
    sha224(ascii('abc')),
    'sha224($1::bytea)',
    [new Uint8Array([97, 98, 99])],
    hexOf('23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7'),
  ],
  [
    sha256(ascii('abc')),
    'sha256($1::bytea)',
    [new Uint8Array([97, 98, 99])],
    hexOf('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
  ],
  [sha384(ascii('abc')), 'sha384($1::bytea)', [new Uint8Array([97, 98, 99])], (it: Uint8Array) => it.length === 48],
  [sha512(ascii('abc')), 'sha512($1::bytea)', [new Uint8Array([97, 98, 99])], (it: Uint8Array) => it.length === 64],
  [md5('abc'), 'md5($1::text)', ['abc'], '900150983cd24fb0d6963f7d28e17f72'],
  [md5(ascii('abc')), 'md5($1::bytea)', [new Uint8Array([97, 98, 99])], '900150983cd24fb0d6963f7d28e17f72'],
  [crc32(ascii('abc')), 'crc32($1::bytea)', [new Uint8Array([97, 98, 99])], 891568578n, { since: 18 }],
  [crc32c(ascii('abc')), 'crc32c($1::bytea)', [new Uint8Array([97, 98, 99])], 910901175n, { since: 18 }],
  [hashtext('abc'), 'hashtext($1::text)', ['abc'], (it: number) => Number.isInteger(it)],
  [
    hashtextextended('abc', 0),
    'hashtextextended($1::text, $2::bigint)',
    ['abc', 0],
    (it: bigint) => typeof it === 'bigint',
  ],
])

test('what has no bits says what to give', () => {
  const js: any = joinery
  const said = (expr: unknown) => problemsOf(postgres)(selectOnly({ it: expr } as never)).map(describeCompileError)
  assert.equal(said(js.bitAnd(1, 2)), [
    'the left operand of bitAnd is not an expression: give a column, or value(type, it) for a bound value',
  ])
  assert.equal(said(js.toHex({})), [
    'the argument of toHex is an object, which is of no one type: say its type with value(type, it)',
  ])
  assert.equal(said(js.setByte(bytes(1), 0)), ['the arguments of setByte are 2: give at least 3'])
})

test.run()
