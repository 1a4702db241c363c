/** The package as it is published: `dist`, loaded by Node itself in both of its formats. Needs `npm run build`. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { test } from 'uvu'
import * as assert from 'uvu/assert'

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'))
const manifest = read('package.json')

/** Every entry point that the sources have, by the name under which a program imports it. */
const entries: ReadonlyArray<string> = Object.keys(read('tsconfig.json').compilerOptions.paths)
const driverOf: Readonly<Record<string, string>> = {
  'joinery/postgres': 'postgres',
  'joinery/opentelemetry': '@opentelemetry/api',
  'joinery/pg': 'pg',
  'joinery/pglite': '@electric-sql/pglite',
  'joinery/sqlite': 'better-sqlite3',
}
const drivers = Object.values(driverOf)

/** The repository is a package too: inside it `joinery` means dist, by way of "exports". */
const run = (type: 'module' | 'commonjs', program: string): unknown =>
  JSON.parse(execFileSync(process.execPath, [`--input-type=${type}`, '--eval', program], { encoding: 'utf8' }))

const print = 'const print = (x) => console.log(JSON.stringify(x));'

const namesByImport = (entry: string) =>
  run('module', `${print} print(Object.keys(await import('${entry}')).sort())`) as ReadonlyArray<string>

test('"exports" names every entry point of the sources, and every file of it exists', () => {
  assert.equal(Object.keys(manifest.exports), [
    ...entries.map((entry) => entry.replace('joinery', '.')),
    './package.json',
  ])
  const files = (u: unknown): ReadonlyArray<string> =>
    typeof u === 'string' ? [u] : Object.values(u as object).flatMap(files)
  const named = [...files(manifest.exports), manifest.main, manifest.module, manifest.types]
  assert.equal(
    named.filter((file) => !existsSync(file)),
    [],
  )
})

test('"bin" names programs that run', () => {
  for (const file of Object.values(manifest.bin as Readonly<Record<string, string>>)) {
    assert.match(readFileSync(file, 'utf8'), /^#!\/usr\/bin\/env node\n/)
    assert.match(execFileSync(process.execPath, [file, '--help'], { encoding: 'utf8' }), 'joinery COMMAND')
  }
})

test('dist has the declarations of every source file', () => {
  const declarationsUnder = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${folder}/${file.replace(/\.ts$/, '.d.ts')}`)
  const missing = ['lib', 'dialects']
    .flatMap(declarationsUnder)
    .flatMap((file) => [`dist/esm/${file}`, `dist/cjs/${file}`])
    .filter((file) => !existsSync(file))
  assert.equal(missing, [], 'run npm run build')
})

for (const entry of entries) {
  test(`${entry} has the same names when it is imported and when it is required`, () => {
    const imported = namesByImport(entry)
    const required = run('commonjs', `${print} print(Object.keys(require('${entry}')).sort())`)
    assert.ok(imported.length > 0)
    assert.equal(required, imported)
  })

  test(`${entry} names what it exports where Node's ESM loader imports the CommonJS file`, () => {
    const file = manifest.exports[entry.replace('joinery', '.')].require.default
    const names = run('module', `${print} print(Object.keys(await import('${file}')).sort())`) as ReadonlyArray<string>
    assert.equal(
      namesByImport(entry).filter((name) => !names.includes(name)),
      [],
    )
  })
}

/** What an entry point loads from outside, through all the files that it shares with others. */
const packagesOf = (file: string, seen = new Set<string>()): ReadonlyArray<string> => {
  if (seen.has(file)) return []
  seen.add(file)
  const specifiers = [
    ...readFileSync(file, 'utf8').matchAll(/^(?:import|export|\}).*?from "([^"]+)"|^import "([^"]+)"/gm),
  ]
  return specifiers
    .map(([, from, bare]) => from ?? bare ?? '')
    .flatMap((name) => (name.startsWith('.') ? packagesOf(`dist/esm/${name.slice(2)}`, seen) : [name]))
}

for (const entry of entries)
  test(`${entry} loads neither fp-ts nor a driver that it is not for`, () => {
    const loaded = packagesOf(manifest.exports[entry.replace('joinery', '.')].import.default)
    const foreign = loaded.filter(
      (name) => name.startsWith('fp-ts') || drivers.some((driver) => name === driver && driver !== driverOf[entry]),
    )
    assert.equal(foreign, [])
    const own = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    assert.equal(
      loaded.filter((name) => !name.startsWith('node:') && !own.some((o) => name === o || name.startsWith(`${o}/`))),
      [],
      'loads a package that package.json does not name',
    )
  })

test('a declaration names fp-ts by a path that Node resolves in both formats', () => {
  const bare = ['esm', 'cjs'].flatMap((format) =>
    readdirSync(`dist/${format}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.d.ts'))
      .filter((file) =>
        /^(?!\s*(\*|\/\*)).*['"]fp-ts\/(?!lib\/)/m.test(readFileSync(`dist/${format}/${file}`, 'utf8')),
      ),
  )
  assert.equal(bare, [])
})

test('a program pays for what it imports: of joinery unused, next to nothing is left in a bundle', async () => {
  const file = `${process.cwd()}/dist/esm/index.js`
  const { outputFiles } = await build({
    stdin: { contents: `import '${file}'`, resolveDir: process.cwd() },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    // without the package's own word for it ("sideEffects": false), so that each statement has to show it
    plugins: [
      { name: 'kept', setup: (on) => on.onResolve({ filter: /^\// }, () => ({ path: file, sideEffects: true })) },
    ],
  })
  const left = (outputFiles[0]?.text ?? '').replace(/import[^;]*;/g, '').trim()
  assert.ok(left.length < readFileSync(file, 'utf8').length / 50, `a call is missing its /* @__PURE__ */: ${left}`)
})

test('npm publishes dist, README, LICENSE and CHANGELOG, and nothing else', () => {
  const pack = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const files: ReadonlyArray<string> = JSON.parse(pack)[0].files.map(({ path }: { readonly path: string }) => path)
  const others = files.filter((file) => !file.startsWith('dist/'))
  assert.equal(
    others.filter((file) => !['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md'].includes(file)),
    [],
  )
  assert.ok(files.includes('dist/esm/index.js') && files.includes('dist/cjs/index.js'))
  assert.equal(
    files.filter((file) => file.endsWith('.map')),
    [],
  )
})

test.run()
