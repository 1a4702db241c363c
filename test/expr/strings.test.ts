import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  ascii,
  bitLength,
  boolean,
  btrim,
  casefold,
  characterLength,
  charLength,
  chr,
  concatText,
  concatWs,
  format,
  initcap,
  integer,
  isNormalized,
  left,
  length,
  lower,
  lpad,
  ltrim,
  normalize,
  null_,
  octetLength,
  overlay,
  parseIdent,
  position,
  quoteIdent,
  quoteLiteral,
  quoteNullable,
  repeat,
  replace,
  reverse,
  right,
  rpad,
  rtrim,
  selectOnly,
  splitPart,
  stringToArray,
  stringToTable,
  strpos,
  substr,
  substring,
  text,
  translate,
  trim,
  unicodeAssigned,
  unistr,
  upper,
  value,
  varbit,
  varchar,
} from '../../lib/index.js'
import { problemsOf } from '../support/expect.js'
import { expectFunctions } from '../support/functions.js'

const test = suite('strings')

const bytes = (...them: ReadonlyArray<number>) => new Uint8Array(them)
const bits = (s: string) => value(varbit(), s)

expectFunctions(test, [
  [length('jose'), 'length($1::text)', ['jose'], 4],
  [length(value(varchar(9), 'jose')), 'length($1::text)', ['jose'], 4],
  [length(bytes(1, 2, 3)), 'length($1::bytea)', [new Uint8Array([1, 2, 3])], 3],
  [length(bytes(0xc3, 0xa9), 'UTF8'), 'length($1::bytea, $2::name)', [new Uint8Array([195, 169]), 'UTF8'], 1],
  [length(bits('1011')), 'length($1::varbit)', ['1011'], 4],
  [charLength('josé'), 'char_length($1::text)', ['josé'], 4],
  [characterLength('josé'), 'character_length($1::text)', ['josé'], 4],
  [octetLength('josé'), 'octet_length($1::text)', ['josé'], 5],
  [octetLength(bytes(1, 2)), 'octet_length($1::bytea)', [new Uint8Array([1, 2])], 2],
  [octetLength(bits('101111111')), 'octet_length($1::varbit)', ['101111111'], 2],
  [bitLength('jose'), 'bit_length($1::text)', ['jose'], 32],
  [bitLength(bits('101')), 'bit_length($1::varbit)', ['101'], 3],

  [lower('TOM'), 'lower($1::text)', ['TOM'], 'tom'],
  [upper(value(text, 'tom')), 'upper($1::text)', ['tom'], 'TOM'],
  [initcap('hi THOMAS'), 'initcap($1::text)', ['hi THOMAS'], 'Hi Thomas'],
  [casefold('TOM'), 'casefold($1::text)', ['TOM'], 'tom', { since: 18 }],
  [ascii('x'), 'ascii($1::text)', ['x'], 120],
  [chr(65), 'chr($1::integer)', [65], 'A'],
  [normalize('e\u0301'), 'normalize($1::text)', ['é'], '\u00e9'],
  [normalize('\u00e9', 'NFD'), 'normalize($1::text, NFD)', ['é'], 'e\u0301'],
  [normalize('\ufb01', 'NFKC'), 'normalize($1::text, NFKC)', ['ﬁ'], 'fi'],
  [isNormalized('e\u0301'), 'is_normalized($1::text)', ['é'], false],
  [isNormalized('e\u0301', 'NFD'), 'is_normalized($1::text, $2::text)', ['é', 'NFD'], true],
  [unicodeAssigned('abc'), 'unicode_assigned($1::text)', ['abc'], true, { since: 17 }],
  [unistr('d\\0061t\\+000061'), 'unistr($1::text)', ['d\\0061t\\+000061'], 'data'],

  [trim('  trim '), 'trim($1::text)', ['  trim '], 'trim'],
  [trim('yxTomxx', 'xyz'), 'trim($1::text, $2::text)', ['yxTomxx', 'xyz'], 'Tom'],
  [btrim('xyxtrimyyx', 'xyz'), 'btrim($1::text, $2::text)', ['xyxtrimyyx', 'xyz'], 'trim'],
  [
    btrim(bytes(0, 1, 2, 0), bytes(0)),
    'btrim($1::bytea, $2::bytea)',
    [new Uint8Array([0, 1, 2, 0]), new Uint8Array([0])],
    bytes(1, 2),
  ],
  [ltrim('zzzytest', 'xyz'), 'ltrim($1::text, $2::text)', ['zzzytest', 'xyz'], 'test'],
  [ltrim('  test '), 'ltrim($1::text)', ['  test '], 'test '],
  [rtrim('testxxzx', 'xyz'), 'rtrim($1::text, $2::text)', ['testxxzx', 'xyz'], 'test'],
  [
    rtrim(bytes(0, 1, 2, 0), bytes(0)),
    'rtrim($1::bytea, $2::bytea)',
    [new Uint8Array([0, 1, 2, 0]), new Uint8Array([0])],
    bytes(0, 1, 2),
  ],
  [lpad('hi', 5, 'xy'), 'lpad($1::text, $2::integer, $3::text)', ['hi', 5, 'xy'], 'xyxhi'],
  [lpad('hi', 3), 'lpad($1::text, $2::integer)', ['hi', 3], ' hi'],
  [rpad('hi', 5, 'xy'), 'rpad($1::text, $2::integer, $3::text)', ['hi', 5, 'xy'], 'hixyx'],
  [rpad('hi', 3), 'rpad($1::text, $2::integer)', ['hi', 3], 'hi '],

  [substring('Thomas', 2, 3), 'substring($1::text, $2::integer, $3::integer)', ['Thomas', 2, 3], 'hom'],
  [substring('Thomas', 3), 'substring($1::text, $2::integer)', ['Thomas', 3], 'omas'],
  [substring(bytes(1, 2, 3), 2), 'substring($1::bytea, $2::integer)', [new Uint8Array([1, 2, 3]), 2], bytes(2, 3)],
  [substring(bits('110010'), 3, 2), 'substring($1::varbit, $2::integer, $3::integer)', ['110010', 3, 2], '00'],
  [substr('alphabet', 3, 2), 'substr($1::text, $2::integer, $3::integer)', ['alphabet', 3, 2], 'ph'],
  [
    substr(bytes(1, 2, 3), 2, 1),
    'substr($1::bytea, $2::integer, $3::integer)',
    [new Uint8Array([1, 2, 3]), 2, 1],
    bytes(2),
  ],
  [left('abcde', 2), 'left($1::text, $2::integer)', ['abcde', 2], 'ab'],
  [left('abcde', -2), 'left($1::text, $2::integer)', ['abcde', -2], 'abc'],
  [right('abcde', 2), 'right($1::text, $2::integer)', ['abcde', 2], 'de'],
  [
    splitPart('abc~@~def~@~ghi', '~@~', 2),
    'split_part($1::text, $2::text, $3::integer)',
    ['abc~@~def~@~ghi', '~@~', 2],
    'def',
  ],
  [splitPart('abc,def', ',', -1), 'split_part($1::text, $2::text, $3::integer)', ['abc,def', ',', -1], 'def'],
  [splitPart('abc', ',', 2), 'split_part($1::text, $2::text, $3::integer)', ['abc', ',', 2], ''],
  [
    overlay('Txxxxas', 'hom', 2, 4),
    'overlay($1::text, $2::text, $3::integer, $4::integer)',
    ['Txxxxas', 'hom', 2, 4],
    'Thomas',
  ],
  [overlay('abcd', 'xy', 2), 'overlay($1::text, $2::text, $3::integer)', ['abcd', 'xy', 2], 'axyd'],
  [
    overlay(bytes(1, 2, 3), bytes(9), 2),
    'overlay($1::bytea, $2::bytea, $3::integer)',
    [new Uint8Array([1, 2, 3]), new Uint8Array([9]), 2],
    bytes(1, 9, 3),
  ],
  [overlay(bits('0000'), bits('11'), 2), 'overlay($1::varbit, $2::varbit, $3::integer)', ['0000', '11', 2], '0110'],

  [strpos('high', 'ig'), 'strpos($1::text, $2::text)', ['high', 'ig'], 2],
  [position('om', 'Thomas'), 'position($1::text in $2::text)', ['om', 'Thomas'], 3],
  [
    position(bytes(3), bytes(1, 2, 3)),
    'position($1::bytea in $2::bytea)',
    [new Uint8Array([3]), new Uint8Array([1, 2, 3])],
    3,
  ],
  [position(bits('11'), bits('0011')), 'position($1::varbit in $2::varbit)', ['11', '0011'], 3],
  [
    position(concatText('o', 'm'), lower('THOMAS')),
    'position(concat($1::text, $2::text) in lower($3::text))',
    ['o', 'm', 'THOMAS'],
    3,
  ],

  [
    replace('abcdefabcdef', 'cd', 'XX'),
    'replace($1::text, $2::text, $3::text)',
    ['abcdefabcdef', 'cd', 'XX'],
    'abXXefabXXef',
  ],
  [translate('12345', '143', 'ax'), 'translate($1::text, $2::text, $3::text)', ['12345', '143', 'ax'], 'a2x5'],
  [reverse('abcde'), 'reverse($1::text)', ['abcde'], 'edcba'],
  [reverse(bytes(1, 2)), 'reverse($1::bytea)', [new Uint8Array([1, 2])], bytes(2, 1), { since: 18 }],
  [repeat('Pg', 4), 'repeat($1::text, $2::integer)', ['Pg', 4], 'PgPgPgPg'],

  [
    concatText('abcde', 2n, null_(text), value(integer, 22)),
    'concat($1::text, $2::bigint, $3::text, $4::integer)',
    ['abcde', 2n, null, 22],
    'abcde222',
    { lenient: [0, 1, 2, 3] },
  ],
  [
    concatWs(',', 'abcde', 2n, null_(text), value(integer, 22)),
    'concat_ws($1::text, $2::text, $3::bigint, $4::text, $5::integer)',
    [',', 'abcde', 2n, null, 22],
    'abcde,2,22',
    { lenient: [1, 2, 3, 4] },
  ],
  [
    format('Hello %s, %1$s', 'World'),
    'format($1::text, $2::text)',
    ['Hello %s, %1$s', 'World'],
    'Hello World, World',
    { lenient: [1] },
  ],
  [
    format('%I = %L', 'a b', "O'Reilly"),
    'format($1::text, $2::text, $3::text)',
    ['%I = %L', 'a b', "O'Reilly"],
    `"a b" = 'O''Reilly'`,
    { once: true },
  ],
  [format('100%%'), 'format($1::text)', ['100%%'], '100%'],
  [
    stringToArray('xx~~yy~~zz', '~~', 'yy'),
    'string_to_array($1::text, $2::text, $3::text)',
    ['xx~~yy~~zz', '~~', 'yy'],
    ['xx', null, 'zz'],
    { lenient: [1, 2] },
  ],
  [stringToArray('a,b', ','), 'string_to_array($1::text, $2::text)', ['a,b', ','], ['a', 'b'], { lenient: [1] }],
  [
    stringToArray('abc', null_(text)),
    'string_to_array($1::text, $2::text)',
    ['abc', null],
    ['a', 'b', 'c'],
    { lenient: [1] },
  ],
  [
    stringToTable('xx~^~yy~^~zz', '~^~', 'yy'),
    'string_to_table($1::text, $2::text, $3::text)',
    ['xx~^~yy~^~zz', '~^~', 'yy'],
    ['xx', null, 'zz'],
    { set: true, lenient: [1, 2] },
  ],
  [
    parseIdent('"SomeSchema".someTable'),
    'parse_ident($1::text)',
    ['"SomeSchema".someTable'],
    ['SomeSchema', 'sometable'],
  ],
  [parseIdent('a.b()', false), 'parse_ident($1::text, $2::boolean)', ['a.b()', false], ['a', 'b']],
  [quoteIdent('Foo bar'), 'quote_ident($1::text)', ['Foo bar'], '"Foo bar"'],
  [quoteLiteral("O'Reilly"), 'quote_literal($1::text)', ["O'Reilly"], `'O''Reilly'`],
  [quoteLiteral(value(integer, 42)), 'quote_literal($1::integer)', [42], `'42'`],
  [quoteLiteral(value(boolean, true)), 'quote_literal($1::boolean)', [true], `'true'`],
  [quoteNullable(null_(text)), 'quote_nullable($1::text)', [null], 'NULL', { lenient: [0] }],
  [quoteNullable(42n), 'quote_nullable($1::bigint)', [42n], `'42'`, { lenient: [0] }],
])

test('what is no text, no form or one too few says what to give', () => {
  const js: any = joinery
  const said = (expr: unknown) => problemsOf(postgres)(selectOnly({ it: expr } as never)).map(describeCompileError)
  assert.equal(said(js.normalize('a', 'nfc; drop table users')), [
    'the form of normalize is none: give NFC, NFD, NFKC or NFKD',
  ])
  assert.equal(said(js.lpad('a')), ['the arguments of lpad are one: give at least 2'])
  assert.equal(said(js.trim(5)), [
    'argument 1 of trim is a number, which is of no one type: say its type with value(type, it)',
  ])
  assert.equal(said(js.overlay('a', 'b')), ['the arguments of overlay are 2: give at least 3'])
  assert.equal(said(js.format()), [
    'argument 1 of format is undefined, which is of no one type: say its type with value(type, it)',
  ])
  assert.equal(said(js.concatWs(',', { a: 1 })), [
    'argument 2 of concatWs is an object, which is of no one type: say its type with value(type, it)',
  ])
})

test.run()
