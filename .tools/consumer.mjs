/**
 * A project that has only installed joinery, to check the declarations as its users meet them.
 *
 * Outside the repository: inside it, declarations would find packages that an installed joinery does not bring along.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { entries, root } from './bundle.mjs'

const { dependencies, peerDependencies } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))

/** What a user of TypeScript installs: joinery's own packages, the drivers, and Node's types, which the drivers need. */
const installed = [...Object.keys({ ...dependencies, ...peerDependencies }), '@types/node', 'undici-types']

const compilerOptions = {
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
}

/** `[name, tsconfig]`. One program of `nodenext` holds both of Node's formats: `.mts` imports, `.cts` requires. */
export const consumers = [
  ['node (import and require)', 'tsconfig.node.json'],
  ['bundlers', 'tsconfig.bundler.json'],
]

const program = entries
  .map(([entry]) => [entry, entry === 'index' ? 'joinery' : `joinery/${entry}`])
  .map(([entry, name]) => `export * as ${entry.replace(/\W/g, '_')} from '${name}'\n`)
  .join('')

/** Makes the project and returns its folder. */
export const consumer = () => {
  // the real path, for compilers print that one
  const folder = realpathSync(mkdtempSync(`${tmpdir()}/joinery-consumer-`))
  const modules = `${folder}/node_modules`
  cpSync(`${root}/dist`, `${modules}/joinery/dist`, { recursive: true })
  cpSync(`${root}/package.json`, `${modules}/joinery/package.json`)
  for (const name of installed) {
    mkdirSync(dirname(`${modules}/${name}`), { recursive: true })
    symlinkSync(`${root}/node_modules/${name}`, `${modules}/${name}`, 'junction')
  }
  writeFileSync(`${folder}/package.json`, '{ "private": true }\n')
  const write = (name, options, files) => {
    writeFileSync(
      `${folder}/${name}`,
      JSON.stringify({
        compilerOptions: { ...compilerOptions, ...options },
        files,
      }),
    )
    for (const file of files) writeFileSync(`${folder}/${file}`, program)
  }
  write('tsconfig.node.json', { module: 'nodenext', moduleResolution: 'nodenext' }, ['import.mts', 'require.cts'])
  write('tsconfig.bundler.json', { module: 'esnext', moduleResolution: 'bundler' }, ['bundled.ts'])
  return folder
}
