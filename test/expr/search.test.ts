import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  arrayToTsvector,
  concat,
  contains,
  getCurrentTsConfig,
  json,
  jsonb,
  jsonbToTsvector,
  jsonToTsvector,
  length,
  not,
  numnode,
  phrasetoTsquery,
  plaintoTsquery,
  querytree,
  searchAnd,
  searchMatches,
  searchNot,
  searchOr,
  searchThen,
  selectOnly,
  setweight,
  strip,
  text,
  toTsquery,
  toTsvector,
  tsDebug,
  tsDelete,
  tsFilter,
  tsHeadline,
  tsLexize,
  tsParse,
  tsquery,
  tsqueryPhrase,
  tsRank,
  tsRankCd,
  tsRewrite,
  tsRewriteBy,
  tsStat,
  tsTokenType,
  tsvector,
  tsvectorToArray,
  unnestTsvector,
  value,
  websearchToTsquery,
} from '../../lib/index.js'
import { problemsOf } from '../support/expect.js'
import { expectFunctions } from '../support/functions.js'

const test = suite('search')

const words = (s: string) => value(tsvector, s)
const wanted = (s: string) => value(tsquery, s)
const doc = value(jsonb<unknown>(), { a: 'the fat rats', b: 5 })

const near = (n: number) => (it: number) => Math.abs(it - n) < 1e-6

expectFunctions(test, [
  [
    toTsvector('english', 'The Fat Rats'),
    'to_tsvector($1::regconfig, $2::text)',
    ['english', 'The Fat Rats'],
    "'fat':2 'rat':3",
  ],
  [
    toTsvector('simple', value(text, 'The Fat')),
    'to_tsvector($1::regconfig, $2::text)',
    ['simple', 'The Fat'],
    "'fat':2 'the':1",
  ],
  [toTsvector('The Fat Rats'), 'to_tsvector($1::text)', ['The Fat Rats'], (it: string) => it.includes('fat')],
  [
    toTsvector('english', doc),
    'to_tsvector($1::regconfig, $2::jsonb)',
    ['english', { a: 'the fat rats', b: 5 }],
    "'fat':2 'rat':3",
  ],
  [
    jsonbToTsvector('english', doc, 'all'),
    'jsonb_to_tsvector($1::regconfig, $2::jsonb, $3::jsonb)',
    ['english', { a: 'the fat rats', b: 5 }, 'all'],
    "'5':8 'b':6 'fat':3 'rat':4",
  ],
  [
    jsonbToTsvector('english', doc, ['numeric']),
    'jsonb_to_tsvector($1::regconfig, $2::jsonb, $3::jsonb)',
    ['english', { a: 'the fat rats', b: 5 }, ['numeric']],
    "'5':1",
  ],
  [
    jsonToTsvector('english', value(json<unknown>(), { a: 'the fat rats' }), 'string'),
    'json_to_tsvector($1::regconfig, $2::json, $3::jsonb)',
    ['english', { a: 'the fat rats' }, 'string'],
    "'fat':2 'rat':3",
  ],
  [
    toTsquery('english', 'The & Fat & Rats'),
    'to_tsquery($1::regconfig, $2::text)',
    ['english', 'The & Fat & Rats'],
    "'fat' & 'rat'",
  ],
  [toTsquery('fat'), 'to_tsquery($1::text)', ['fat'], "'fat'"],
  [
    plaintoTsquery('english', 'The Fat Rats'),
    'plainto_tsquery($1::regconfig, $2::text)',
    ['english', 'The Fat Rats'],
    "'fat' & 'rat'",
  ],
  [
    phrasetoTsquery('english', 'The Cat and Rats'),
    'phraseto_tsquery($1::regconfig, $2::text)',
    ['english', 'The Cat and Rats'],
    "'cat' <2> 'rat'",
  ],
  [
    websearchToTsquery('english', '"fat rat" or cat -dog'),
    'websearch_to_tsquery($1::regconfig, $2::text)',
    ['english', '"fat rat" or cat -dog'],
    "'fat' <-> 'rat' | 'cat' & !'dog'",
  ],

  [
    concat(words('a:1 b:2'), words('c:1 d:2 b:3')),
    '$1::tsvector || $2::tsvector',
    ['a:1 b:2', 'c:1 d:2 b:3'],
    "'a':1 'b':2,5 'c':3 'd':4",
  ],
  [concat(words('a:1'), 'b:1'), '$1::tsvector || $2', ['a:1', 'b:1'], "'a':1 'b':2"],

  [
    searchMatches(words('fat:2 rat:3'), wanted('fat & rat')),
    '$1::tsvector @@ $2::tsquery',
    ['fat:2 rat:3', 'fat & rat'],
    true,
  ],
  [searchMatches(value(text, 'fat rats'), wanted('cat')), '$1::text @@ $2::tsquery', ['fat rats', 'cat'], false],
  [searchMatches(wanted('fat'), words('fat:1')), '$1::tsquery @@ $2::tsvector', ['fat', 'fat:1'], true],
  [
    not(searchMatches(words('a'), searchAnd(wanted('a'), searchNot(wanted('b'))))),
    'not $1::tsvector @@ ($2::tsquery && (!! $3::tsquery))',
    ['a', 'a', 'b'],
    false,
  ],
  [
    searchAnd(wanted('fat | rat'), wanted('cat')),
    '$1::tsquery && $2::tsquery',
    ['fat | rat', 'cat'],
    "( 'fat' | 'rat' ) & 'cat'",
  ],
  [
    searchOr(wanted('fat | rat'), wanted('cat')),
    '$1::tsquery || $2::tsquery',
    ['fat | rat', 'cat'],
    "'fat' | 'rat' | 'cat'",
  ],
  [searchThen(wanted('fat'), wanted('rat')), '$1::tsquery <-> $2::tsquery', ['fat', 'rat'], "'fat' <-> 'rat'"],
  [searchNot(wanted('cat')), '!! $1::tsquery', ['cat'], "!'cat'"],
  [
    tsqueryPhrase(wanted('fat'), wanted('cat'), 10),
    'tsquery_phrase($1::tsquery, $2::tsquery, $3::integer)',
    ['fat', 'cat', 10],
    "'fat' <10> 'cat'",
  ],
  [
    tsqueryPhrase(wanted('fat'), wanted('cat')),
    'tsquery_phrase($1::tsquery, $2::tsquery)',
    ['fat', 'cat'],
    "'fat' <-> 'cat'",
  ],
  [contains(wanted('cat & rat'), wanted('rat')), '$1::tsquery @> $2::tsquery', ['cat & rat', 'rat'], true],

  [
    tsHeadline('english', 'The fat cat ate the rat.', wanted('cat')),
    'ts_headline($1::regconfig, $2::text, $3::tsquery)',
    ['english', 'The fat cat ate the rat.', 'cat'],
    'The fat <b>cat</b> ate the rat.',
  ],
  [
    tsHeadline('english', value(text, 'The fat cat ate the rat.'), wanted('cat'), 'StartSel=*, StopSel=*'),
    'ts_headline($1::regconfig, $2::text, $3::tsquery, $4::text)',
    ['english', 'The fat cat ate the rat.', 'cat', 'StartSel=*, StopSel=*'],
    'The fat *cat* ate the rat.',
  ],
  [
    tsHeadline('The fat cat', wanted('cat'), 'StartSel=*, StopSel=*'),
    'ts_headline($1::text, $2::tsquery, $3::text)',
    ['The fat cat', 'cat', 'StartSel=*, StopSel=*'],
    'The fat *cat*',
  ],
  [
    tsHeadline('The fat cat', wanted('cat')),
    'ts_headline($1::text, $2::tsquery)',
    ['The fat cat', 'cat'],
    'The fat <b>cat</b>',
  ],
  [
    tsHeadline('english', doc, wanted('rat')),
    'ts_headline($1::regconfig, $2::jsonb, $3::tsquery)',
    ['english', { a: 'the fat rats', b: 5 }, 'rat'],
    { a: 'the fat <b>rats</b>', b: 5 },
  ],
  [
    tsRank(words('fat:2,4 cat:3 rat:5A'), wanted('rat')),
    'ts_rank($1::tsvector, $2::tsquery)',
    ['fat:2,4 cat:3 rat:5A', 'rat'],
    near(0.6079271),
  ],
  [
    tsRank(words('fat:2,4 cat:3 rat:5A'), wanted('rat'), 1),
    'ts_rank($1::tsvector, $2::tsquery, $3::integer)',
    ['fat:2,4 cat:3 rat:5A', 'rat', 1],
    near(0.26181996),
  ],
  [
    tsRank([0.1, 0.2, 0.4, 1], words('fat:2,4 cat:3 rat:5A'), wanted('rat')),
    'ts_rank($1::real[], $2::tsvector, $3::tsquery)',
    [[0.1, 0.2, 0.4, 1], 'fat:2,4 cat:3 rat:5A', 'rat'],
    near(0.6079271),
  ],
  [
    tsRankCd(words('fat:2,4 cat:3 rat:5A'), wanted('rat')),
    'ts_rank_cd($1::tsvector, $2::tsquery)',
    ['fat:2,4 cat:3 rat:5A', 'rat'],
    near(1),
  ],
  [
    tsRankCd([0.1, 0.2, 0.4, 0.5], words('rat:5A'), wanted('rat'), 0),
    'ts_rank_cd($1::real[], $2::tsvector, $3::tsquery, $4::integer)',
    [[0.1, 0.2, 0.4, 0.5], 'rat:5A', 'rat', 0],
    near(0.5),
  ],

  [
    setweight(words('fat:2,4 cat:3 rat:5B'), 'A'),
    'setweight($1::tsvector, $2::"char")',
    ['fat:2,4 cat:3 rat:5B', 'A'],
    "'cat':3A 'fat':2A,4A 'rat':5A",
  ],
  [
    setweight(words('fat:2,4 cat:3'), 'B', ['cat']),
    'setweight($1::tsvector, $2::"char", $3::text[])',
    ['fat:2,4 cat:3', 'B', ['cat']],
    "'cat':3B 'fat':2,4",
  ],
  [strip(words('fat:2,4 cat:3')), 'strip($1::tsvector)', ['fat:2,4 cat:3'], "'cat' 'fat'"],
  [length(words('fat:2,4 cat:3')), 'length($1::tsvector)', ['fat:2,4 cat:3'], 2],
  [tsDelete(words('fat:2,4 cat:3'), 'fat'), 'ts_delete($1::tsvector, $2::text)', ['fat:2,4 cat:3', 'fat'], "'cat':3"],
  [
    tsDelete(words('fat:2,4 cat:3'), ['fat', 'cat']),
    'ts_delete($1::tsvector, $2::text[])',
    ['fat:2,4 cat:3', ['fat', 'cat']],
    '',
  ],
  [
    tsFilter(words('fat:2,4 cat:3b,7c rat:5A'), ['A', 'B']),
    'ts_filter($1::tsvector, $2::"char"[])',
    ['fat:2,4 cat:3b,7c rat:5A', ['A', 'B']],
    "'cat':3B 'rat':5A",
  ],
  [tsvectorToArray(words('fat:2,4 cat:3')), 'tsvector_to_array($1::tsvector)', ['fat:2,4 cat:3'], ['cat', 'fat']],
  [arrayToTsvector(['fat', 'cat']), 'array_to_tsvector($1::text[])', [['fat', 'cat']], "'cat' 'fat'"],
  [
    unnestTsvector(words('cat:3 fat:2A,4 dog')),
    'unnest($1::tsvector)',
    ['cat:3 fat:2A,4 dog'],
    [
      { lexeme: 'cat', positions: [3], weights: ['D'] },
      { lexeme: 'dog', positions: null, weights: null },
      { lexeme: 'fat', positions: [2, 4], weights: ['A', 'D'] },
    ],
    { set: true },
  ],
  [numnode(wanted('(fat & rat) | cat')), 'numnode($1::tsquery)', ['(fat & rat) | cat'], 5],
  [querytree(wanted('foo & ! bar')), 'querytree($1::tsquery)', ['foo & ! bar'], "'foo'"],
  [
    tsRewrite(wanted('a & b'), wanted('a'), wanted('foo|bar')),
    'ts_rewrite($1::tsquery, $2::tsquery, $3::tsquery)',
    ['a & b', 'a', 'foo|bar'],
    "'b' & ( 'foo' | 'bar' )",
  ],
  [
    tsRewriteBy(wanted('a & b'), "select 'a'::tsquery, 'c'::tsquery"),
    'ts_rewrite($1::tsquery, $2::text)',
    ['a & b', "select 'a'::tsquery, 'c'::tsquery"],
    "'b' & 'c'",
  ],
  [getCurrentTsConfig(), 'get_current_ts_config()', [], (it: string) => it.length > 0],
  [tsLexize('english_stem', 'stars'), 'ts_lexize($1::regdictionary, $2::text)', ['english_stem', 'stars'], ['star']],
  [tsLexize('english_stem', 'a'), 'ts_lexize($1::regdictionary, $2::text)', ['english_stem', 'a'], []],
  [tsLexize('simple', 'Star'), 'ts_lexize($1::regdictionary, $2::text)', ['simple', 'Star'], ['star']],
  [
    tsDebug('english', 'fat'),
    'ts_debug($1::regconfig, $2::text)',
    ['english', 'fat'],
    [
      {
        alias: 'asciiword',
        description: 'Word, all ASCII',
        token: 'fat',
        dictionaries: ['english_stem'],
        dictionary: 'english_stem',
        lexemes: ['fat'],
      },
    ],
    { set: true },
  ],
  [tsDebug(' '), 'ts_debug($1::text)', [' '], (it: ReadonlyArray<unknown>) => it.length === 1, { set: true }],
  [
    tsParse('default', 'foo bar'),
    'ts_parse($1::text, $2::text)',
    ['default', 'foo bar'],
    [
      { tokid: 1, token: 'foo' },
      { tokid: 12, token: ' ' },
      { tokid: 1, token: 'bar' },
    ],
    { set: true },
  ],
  [
    tsTokenType('default'),
    'ts_token_type($1::text)',
    ['default'],
    (it: ReadonlyArray<unknown>) =>
      JSON.stringify(it[0]) === '{"tokid":1,"alias":"asciiword","description":"Word, all ASCII"}',
    { set: true },
  ],
  [
    tsStat("select 'cat:1,2 dog:3'::tsvector"),
    'ts_stat($1::text)',
    ["select 'cat:1,2 dog:3'::tsvector"],
    [
      { word: 'dog', ndoc: 1, nentry: 1 },
      { word: 'cat', ndoc: 1, nentry: 2 },
    ],
    { set: true },
  ],
  [
    tsStat("select 'cat:1A dog:3'::tsvector", 'a'),
    'ts_stat($1::text, $2::text)',
    ["select 'cat:1A dog:3'::tsvector", 'a'],
    [{ word: 'cat', ndoc: 1, nentry: 1 }],
    { set: true },
  ],
])

test('what is no query says what to give, and SQLite has none', () => {
  const js: any = joinery
  const said = (dialect: typeof postgres, expr: unknown) =>
    problemsOf(dialect)(selectOnly({ it: expr } as never)).map(describeCompileError)
  assert.equal(said(postgres, js.searchMatches(words('a'), 'fat & rat')), [
    'the right operand of searchMatches is not an expression: give a column, or value(type, it) for a bound value',
  ])
  assert.equal(said(postgres, js.toTsvector()), ['the arguments of toTsvector are 0: give at least 1'])
  assert.equal(said(postgres, js.toTsquery('english', 'a', 'b')), ['the arguments of toTsquery are 3: give at most 2'])
  assert.equal(said(postgres, js.searchNot('a')), [
    'the operand of searchNot is not an expression: give a column, or value(type, it) for a bound value',
  ])
  assert.equal(said(postgres, js.tsHeadline()), ['the arguments of tsHeadline are 0: give at least 2'])
  assert.ok(said(sqlite, plaintoTsquery('a')).some((text) => text.includes('function plaintoTsquery')))
})

test.run()
