import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { AnyExpr } from '../../lib/ast/Expr.js'
import type { Branded } from '../../lib/ast/Node.js'
import * as typed from '../../lib/index.js'
import {
  all,
  and,
  concat,
  crossJoin,
  eq,
  forOrdinality,
  from,
  integer,
  isDocument,
  isNotDocument,
  not,
  null_,
  nullable,
  numeric,
  one,
  orderBy,
  select,
  selectOnly,
  tableOf,
  tableToXml,
  text,
  value,
  where,
  xml,
  xmlagg,
  xmlcomment,
  xmlconcat,
  xmlelement,
  xmlexists,
  xmlforest,
  xmlIsWellFormed,
  xmlIsWellFormedContent,
  xmlIsWellFormedDocument,
  xmlPathColumn,
  xmlparse,
  xmlpi,
  xmlroot,
  xmlserialize,
  xmlTable,
  xmltext,
  xpath,
  xpathExists,
} from '../../lib/index.js'
import { seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr, expectSql } from '../support/expectSql.js'

const test = suite('XML')

const js: any = typed

const says = (statement: unknown, ...texts: ReadonlyArray<string>) =>
  assert.equal(problemsOf(postgres)(statement as Branded).map(describeCompileError), texts)

interface Made {
  readonly expr: AnyExpr
  readonly sql: string
  readonly values: ReadonlyArray<unknown>
  readonly yields: unknown
}

const made = (sentence: string, { expr, sql, values, yields }: Made, newest = false): void => {
  test(sentence, () => expectExpr(postgres)(expr, sql, values))
  onEach(test, `${sentence}: what it yields`, { newest }, async (db) => {
    const row = expectRight(await one(selectOnly({ it: expr as typed.Expr<unknown, never, never> }))(db)())
    assert.equal(row.it, yields)
  })
}

// -------------------------------------------------------------------------------------
// XML made of values
// -------------------------------------------------------------------------------------

made('an element has attributes and content, which are escaped', {
  expr: xmlelement('a b', { href: '"x"', none: null_(text) }, '1 < 2', xmlelement('c'), value(integer, 3)),
  sql: 'xmlelement(name "a b", xmlattributes($1::text as "href", $2::text as "none"), $3::text, xmlelement(name "c"), $4::integer)',
  values: ['"x"', null, '1 < 2', 3],
  yields: '<a_x0020_b href="&quot;x&quot;">1 &lt; 2<c/>3</a_x0020_b>',
})

made('a forest has an element for each value that is there', {
  expr: xmlforest({ title: 'Joins', body: null_(text), n: value(integer, 2) }),
  sql: 'xmlforest($1::text as "title", $2::text as "body", $3::integer as "n")',
  values: ['Joins', null, 2],
  yields: '<title>Joins</title><n>2</n>',
})

made('XML is put together without what is null', {
  expr: xmlconcat('<a/>', null_(xml), xmlcomment(' b ')),
  sql: 'xmlconcat($1::xml, $2::xml, xmlcomment($3::text))',
  values: ['<a/>', null, ' b '],
  yields: '<a/><!-- b -->',
})

made('a processing instruction has a name, and perhaps more', {
  expr: xmlconcat(xmlpi('php'), xmlpi('php', 'echo')),
  sql: 'xmlconcat(xmlpi(name "php"), xmlpi(name "php", $1::text))',
  values: ['echo'],
  yields: '<?php?><?php echo?>',
})

made('a root says its version, and whether it stands alone', {
  expr: xmlroot(xmlroot(xmlelement('a'), { version: '1.0', standalone: 'yes' }), { standalone: 'no value' }),
  sql: 'xmlroot(xmlroot(xmlelement(name "a"), version $1::text, standalone yes), version no value, standalone no value)',
  values: ['1.0'],
  yields: '<a/>',
})

made('a text is read as a document or as content', {
  expr: xmlconcat(xmlparse('document', '<a/>'), xmlparse('content', 'b<c/>')),
  sql: 'xmlconcat(xmlparse(document $1::text), xmlparse(content $2::text))',
  values: ['<a/>', 'b<c/>'],
  yields: '<a/>b<c/>',
})

made('and written as one', {
  expr: concat(xmlserialize('content', xmlelement('a')), '!'),
  sql: 'xmlserialize(content xmlelement(name "a") as text) || $1',
  values: ['!'],
  yields: '<a/>!',
})

made(
  'with what is further in on lines of its own',
  {
    expr: xmlserialize('document', xmlelement('a', {}, xmlelement('b')), { indent: true }),
    sql: 'xmlserialize(document xmlelement(name "a", xmlelement(name "b")) as text indent)',
    values: [],
    yields: '<a>\n  <b/>\n</a>',
  },
  true,
)

made(
  'a text is content as it is',
  { expr: xmltext('a < b'), sql: 'xmltext($1::text)', values: ['a < b'], yields: 'a &lt; b' },
  true,
)

// -------------------------------------------------------------------------------------
// what is asked of it
// -------------------------------------------------------------------------------------

made('whether it is a document', {
  expr: and(isDocument('<a/>'), isNotDocument('b<c/>'), not(isDocument(xmlparse('content', 'x')))),
  sql: '$1::xml is document and $2::xml is not document and not xmlparse(content $3::text) is document',
  values: ['<a/>', 'b<c/>', 'x'],
  yields: true,
})

made('whether a path finds anything', {
  expr: and(xmlexists('//b', '<a><b/></a>'), not(xmlexists('//c', xmlelement('a')))),
  sql: 'xmlexists(($1::text) passing ($2::xml)) and not xmlexists(($3::text) passing xmlelement(name "a"))',
  values: ['//b', '<a><b/></a>', '//c'],
  yields: true,
})

made('what a path finds', {
  expr: xpath('/x:a/text()', '<a xmlns="http://a">1</a>', [['x', 'http://a']]),
  sql: 'xpath($1::text, $2::xml, $3::text[][])',
  values: ['/x:a/text()', '<a xmlns="http://a">1</a>', [['x', 'http://a']]],
  yields: ['1'],
})

made('whether a text is well formed', {
  expr: and(
    xmlIsWellFormed('a<b/>'),
    not(xmlIsWellFormedDocument('a<b/>')),
    xmlIsWellFormedContent('a'),
    xpathExists('/a', '<a/>'),
  ),
  sql: 'xml_is_well_formed($1::text) and not xml_is_well_formed_document($2::text) and xml_is_well_formed_content($3::text) and xpath_exists($4::text, $5::xml)',
  values: ['a<b/>', 'a<b/>', 'a', '/a', '<a/>'],
  yields: true,
})

onEach(test, 'rows are XML', {}, async (db) => {
  await seed(db)
  const names = pipe(
    from(users),
    where(eq(users.c.name, 'ed')),
    select({ it: xmlagg(xmlelement('n', { age: users.c.age }, users.c.name)) }),
  )
  assert.equal(expectRight(await one(names)(db)()).it, '<n age="25">ed</n>')
  assert.match(
    expectRight(await one(selectOnly({ it: tableToXml('users', false, false, '') }))(db)()).it,
    '<name>jack</name>',
  )
})

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

const order = '<o xmlns="http://o"><l sku="a" n="2"><note>x</note></l><l sku="b"/></o>'

const line = tableOf('line')(
  xmlTable(
    '/o:o/o:l',
    order,
    {
      nr: forOrdinality,
      sku: xmlPathColumn(text, '@sku'),
      n: xmlPathColumn(integer, '@n', { default: 1 }),
      note: xmlPathColumn(nullable(text), 'o:note'),
    },
    { namespaces: { o: 'http://o' } },
  ),
)

const lines = pipe(from(line), orderBy(line.c.nr), select(line))

test('a table of XML has columns at paths, in namespaces', () => {
  expectSql(postgres)(
    lines,
    `
    select "line"."nr", "line"."sku", "line"."n", "line"."note"
    from xmltable(xmlnamespaces($1::text as "o"), ($2::text) passing ($3::xml) columns "nr" for ordinality, "sku" text path $4::text not null, "n" integer path $5::text default $6::integer not null, "note" text path $7::text) as "line" ("nr", "sku", "n", "note")
    order by "line"."nr"
    `,
    ['http://o', '/o:o/o:l', order, '@sku', '@n', 1, 'o:note'],
  )
})

onEach(test, 'and a row for everything that its path finds', {}, async (db) => {
  assert.equal(expectRight(await all(lines)(db)()), [
    { nr: 1, sku: 'a', n: 2, note: 'x' },
    { nr: 2, sku: 'b', n: 1, note: null },
  ])
})

const part = tableOf('part')(
  xmlTable('/a/b', xmlelement('a', {}, xmlelement('b', {}, xmlelement('name', {}, users.c.name))), {
    name: text,
    price: nullable(numeric()),
  }),
)

onEach(test, 'it reads the rows beside it; a column type is the element of its name', {}, async (db) => {
  await seed(db)
  const query = pipe(
    from(users),
    crossJoin(part),
    orderBy(users.c.id),
    select({ name: part.c.name, price: part.c.price }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { name: 'jack', price: null },
    { name: 'ed', price: null },
    { name: 'wendy', price: null },
  ])
})

onEach(test, 'what has to be there and is not is an error', {}, async (db) => {
  const strict = tableOf('t')(xmlTable('/a', '<a/>', { b: text }))
  assert.is((await all(pipe(from(strict), select(strict)))(db)())._tag, 'Left')
})

// -------------------------------------------------------------------------------------
// mistakes
// -------------------------------------------------------------------------------------

test('what cannot be spelled says so', () => {
  const only = (it: unknown) => js.selectOnly({ it })
  says(
    only(js.xmlelement('a', 'b')),
    'what xmlelement was given is no object of values: give one, as { title: posts.c.title }',
  )
  says(only(js.xmlforest({})), 'what xmlforest was given is no object of values: give one, as { title: posts.c.title }')
  says(only(js.xmlparse('documents', 'a')), 'the first argument of xmlparse is neither: give document or content')
  says(
    only(js.xmlserialize('content; drop', 'a')),
    'the first argument of xmlserialize is neither: give document or content',
  )
  says(
    only(js.xmlroot('<a/>', { standalone: 'maybe' })),
    'the option standalone of xmlroot is not what it may be: give one of yes, no, no value',
  )
  says(
    only(js.xmlTable('/a', '<a/>', {})),
    `the column "" of xmlTable is none: give a column type, or xmlPathColumn(text, '@name')`,
  )
  says(
    only(js.xmlTable('/a', '<a/>', { a: 1 })),
    `the column "a" of xmlTable is none: give a column type, or xmlPathColumn(text, '@name')`,
  )
  says(
    only(xmlTable('/a', '<a/>', { a: text })),
    "xmlTable stands where a value belongs: read it in FROM: tableOf('t')(xmlTable(…))",
  )
})

test('SQLite has no XML', () => {
  assert.equal(problemsOf(sqlite)(selectOnly({ it: xmlelement('a') })).map(describeCompileError), [
    'sqlite has no xmlelement: calculate it in the program',
  ])
})

test.run()
