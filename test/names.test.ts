/** What of SQL has which name: the tables of the READMEs name everything that there is, and nothing else. */
import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as joinery from '../lib/index.js'

const test = suite('names')

const named = (page: string): ReadonlySet<string> =>
  new Set([...readFileSync(page, 'utf8').matchAll(/`([A-Za-z_]\w*)(?:\([^`]*\))?`/g)].map(([, name = '']) => name))

/** What the index exports of a folder, without its types. */
const exportedFrom = (folder: string): ReadonlyArray<string> =>
  [...readFileSync('lib/index.ts', 'utf8').matchAll(/export \{([^}]*)\} from '\.\/(\w+)\//g)]
    .filter(([, , from]) => from === folder)
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))

for (const folder of ['expr', 'statement']) {
  const names = named(`lib/${folder}/README.md`)

  test(`lib/${folder}/README.md names everything that lib/${folder} exports`, () => {
    const exported = exportedFrom(folder)
    assert.ok(exported.length > 50)
    assert.equal(
      exported.filter((name) => !names.has(name)),
      [],
    )
  })
}

/** In the right column of a table stands what joinery has. */
const shown = (page: string): ReadonlyArray<string> =>
  readFileSync(page, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| SQL'))
    .flatMap((line) => [...(line.split(/(?<!\\)\|/).at(-2) ?? '').matchAll(/`([A-Za-z_]\w*)(?:\([^`]*\))?`/g)])
    .map(([, name = '']) => name)

for (const page of ['lib/expr/README.md', 'lib/statement/README.md'])
  test(`what the tables of ${page} name is there`, () => {
    assert.ok(shown(page).length > 50)
    assert.equal(
      shown(page).filter((name) => !(name in joinery)),
      [],
    )
  })

test.run()
