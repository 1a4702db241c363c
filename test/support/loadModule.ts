/** TypeScript that was printed, as a module: checked by the compiler, and loaded. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { buildSync } from 'esbuild'

const folder = '.build/printed'

/** What the compiler says of some files of this folder; nothing where they are right. */
export const typeErrorsOf = (modules: Readonly<Record<string, string>>): string => {
  const own = `${folder}/${process.pid}`
  mkdirSync(own, { recursive: true })
  for (const [name, text] of Object.entries(modules)) writeFileSync(`${own}/${name}.ts`, text)
  writeFileSync(
    `${own}/tsconfig.json`,
    JSON.stringify({
      extends: '../../../tsconfig.json',
      compilerOptions: { noUnusedLocals: true },
      include: Object.keys(modules).map((name) => `${name}.ts`),
    }),
  )
  const args = ['node_modules/typescript/bin/tsc', '--noEmit', '--pretty', 'false', '-p', own]
  return spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout
}

/** What a module exports. */
export const loadModule = (name: string, text: string): Readonly<Record<string, any>> => {
  const own = `${folder}/${process.pid}`
  mkdirSync(own, { recursive: true })
  writeFileSync(`${own}/${name}.ts`, text)
  const outfile = `${process.cwd()}/${own}/${name}.cjs`
  buildSync({
    entryPoints: [`${own}/${name}.ts`],
    outfile,
    tsconfig: 'tsconfig.json',
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  })
  return createRequire(outfile)(outfile)
}
