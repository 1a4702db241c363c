/** Imports point one way, and SQL is spelled in dialects only: read from the sources, so that no comment has to ask for it. */
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript59'
import { test } from 'uvu'
import * as assert from 'uvu/assert'

const filesUnder = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts'))
    .sort()

// -------------------------------------------------------------------------------------
// imports
// -------------------------------------------------------------------------------------

/** What a layer reads, beside itself and `lib/fp.ts`, which is below them all. */
const reads: Readonly<Record<string, ReadonlyArray<string>>> = {
  'lib/fp.ts': [],
  'lib/ast': [],
  'lib/schema': ['lib/ast'],
  'lib/expr': ['lib/schema', 'lib/ast'],
  'lib/nest': ['lib/ast'],
  'lib/statement': ['lib/nest', 'lib/expr', 'lib/schema', 'lib/ast'],
  'lib/compile': ['lib/nest', 'lib/ast'],
  'lib/catalog': ['lib/compile', 'lib/schema', 'lib/ast'],
  'lib/exec': ['lib/nest', 'lib/statement', 'lib/catalog', 'lib/schema', 'lib/compile', 'lib/ast'],
  'lib/relation': ['lib/exec', 'lib/nest', 'lib/compile', 'lib/statement', 'lib/expr', 'lib/schema', 'lib/ast'],
  'lib/reflect': ['lib/exec', 'lib/catalog', 'lib/compile', 'lib/statement', 'lib/expr', 'lib/schema', 'lib/ast'],
  dialects: ['lib/exec', 'lib/compile', 'lib/nest', 'lib/ast'],
  'lib/fromSql': ['lib/index.ts', 'dialects', 'lib/exec', 'lib/compile', 'lib/expr', 'lib/schema', 'lib/ast'],
  'lib/pull': ['lib/fromSql', 'lib/reflect', 'lib/exec', 'lib/ast'],
  'lib/migrate': ['lib/exec', 'lib/catalog', 'lib/statement', 'lib/compile', 'lib/expr', 'lib/schema', 'lib/ast'],
  'lib/verify': [
    'lib/reflect',
    'lib/exec',
    'lib/catalog',
    'lib/statement',
    'lib/compile',
    'lib/expr',
    'lib/schema',
    'lib/ast',
  ],
  'lib/lint': ['lib/relation', 'lib/compile', 'lib/schema', 'lib/ast'],
  'lib/diagram': ['lib/schema', 'lib/ast'],
  'lib/cli': [
    'lib/migrate',
    'lib/pull',
    'lib/catalog',
    'lib/index.ts',
    'lib/fromSql',
    'dialects',
    'lib/reflect',
    'lib/exec',
    'lib/compile',
    'lib/schema',
    'lib/ast',
  ],
}

const everywhere = ['lib/fp.ts']

/** These gather what lib has, and are no layers. */
const indexes = ['lib/index.ts', 'lib/schema.ts']

const layerOf = (file: string): string => (file.startsWith('lib/') ? file.split('/').slice(0, 2).join('/') : 'dialects')

/** The files that a file imports, in whatever way: `import type` and `import()` count. */
const importsOf = (file: string, text: string): ReadonlyArray<string> =>
  ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.join(posix.dirname(file), specifier).replace(/\.js$/, '.ts'))

const upward = (file: string, text: string): ReadonlyArray<string> =>
  importsOf(file, text).filter((imported) =>
    indexes.includes(file)
      ? !imported.startsWith('lib/')
      : layerOf(imported) !== layerOf(file) &&
        ![...everywhere, ...(reads[layerOf(file)] ?? [])].includes(layerOf(imported)),
  )

for (const file of [...filesUnder('lib'), ...filesUnder('dialects')]) {
  test(`${file} imports only what lies below it`, () => {
    assert.ok(
      indexes.includes(file) || layerOf(file) in reads,
      `${layerOf(file)} has no place yet: give it one in "reads"`,
    )
    assert.equal(upward(file, readFileSync(file, 'utf8')), [])
  })
}

test('an import that points up is found, however it is written', () => {
  for (const text of [
    `import { a } from '../statement/select.js'`,
    `import type { A } from '../statement/select.js'`,
    `export * from '../statement/select.js'`,
    `const a = import('../statement/select.js')`,
    `type A = import('../statement/select.js').A`,
  ])
    assert.equal(upward('lib/ast/Node.ts', text), ['lib/statement/select.ts'], text)
  assert.equal(upward('lib/exec/run.ts', `import { a } from '../../dialects/ansi/index.js'`), [
    'dialects/ansi/index.ts',
  ])
  assert.equal(upward('lib/index.ts', `import { a } from '../dialects/ansi/index.js'`), ['dialects/ansi/index.ts'])
  assert.equal(upward('lib/ast/Node.ts', `import { a } from '../fp.js'\nimport { b } from './Expr.js'`), [])
})

// -------------------------------------------------------------------------------------
// SQL text
// -------------------------------------------------------------------------------------

/** Words that start or carry a clause. A text must hold one of them to be taken for SQL. */
const clauses = new Set(
  `select insert update delete merge where join having returning union intersect except limit offset values savepoint
   rollback commit begin partition group order distinct lateral recursive conflict exists between coalesce cast case when
   create alter drop truncate references cascade restrict constraint default collate`.split(/\s+/),
)

/** Words that SQL puts between them. English shares most of these, so they prove nothing. */
const glue = new Set(
  `from into set and or not in is null as on by all any distinct asc desc nulls first last then else end using inner left
   right full outer cross natural only over rows range filter within true false like ilike similar key primary foreign
   unique check table view schema index column add if work transaction release do nothing`.split(/\s+/),
)

/**
 * A text is SQL when each of its words is a word of SQL, one of them starts a clause, and something shows that it is a
 * part of a longer text: a space at its edge, a hole beside a space, or a sign such as `*`, `=` or `$1`. English
 * sentences have other words; tags and feature names (`'left join'`, `'set null'`) stand alone; and hints name
 * functions (`where(...)`) rather than clauses.
 */
const isSql = (text: string): boolean => {
  const spelled = text.replace(/\b[a-z_]+\(/gi, ' call ')
  const words = spelled.toLowerCase().match(/[a-z_]+/g) ?? []
  const partOfMore = /^\s|\s$|\s\0|\0\s|[*=;?]|\$\d/.test(spelled)
  return (
    partOfMore && words.every((word) => clauses.has(word) || glue.has(word)) && words.some((word) => clauses.has(word))
  )
}

/** Every string and template of a file, with a NUL for each hole; module names are not texts. */
const textsOf = (file: string, text: string): ReadonlyArray<string> => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
  const found: Array<string> = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return
    if (ts.isStringLiteralLike(node)) found.push(node.text)
    if (ts.isTemplateExpression(node))
      found.push(node.head.text + node.templateSpans.map(({ literal }) => `\0${literal.text}`).join(''))
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

for (const file of filesUnder('lib'))
  test(`${file} spells no SQL`, () => assert.equal(textsOf(file, readFileSync(file, 'utf8')).filter(isSql), []))

test('SQL is told from English', () => {
  const texts = textsOf(
    'some.ts',
    `['select * ', ' WHERE ', \`select \${a} from \${b}\`, ' left join ', \`savepoint \${name}\`, 'delete from ', ' on conflict ']`,
  )
  assert.equal(texts.filter(isSql), texts)
  const english = textsOf(
    'some.ts',
    `import { select } from 'where '
    /** select \`a\` from b */
    ['select', 'left join', 'set null', 'order by', 'add where(...)', 'select the rows by key afterwards', ' and ',
     \`\${a} or \${b}\`, \`this \${statement} would change every row of \${table}: add where(...), or everyRow\`,
     'values(...) or select(...)', \`\${dialect} has no \${feature}: \${hint}\`, 'insert, update or delete']`,
  )
  assert.equal(english.filter(isSql), [])
})

test.run()
