/** How large a small application becomes, and how long its modules take to load. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'
import { type Benchmark, type Figure, median, rotated, short, tableText, targetText } from '../figures.js'
import { bench, made, root } from '../folders.js'
import { chosen } from '../options.js'

interface App {
  readonly name: string
  readonly aliases?: Readonly<Record<string, string>>
}

const apps: ReadonlyArray<App> = [{ name: 'raw' }, { name: 'joinery' }, { name: 'kysely' }, { name: 'drizzle' }]

const drivers = ['postgres', 'pg', 'pg-native', '@electric-sql/pglite', 'better-sqlite3', 'node:*']

const bundled = ({ name, aliases = {} }: App, external: ReadonlyArray<string>): Uint8Array => {
  const { outputFiles } = buildSync({
    absWorkingDir: bench,
    tsconfig: `${root}/tsconfig.json`,
    entryPoints: [`${bench}/size/apps/${name}.ts`],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'error',
    external: [...external],
    alias: { ...aliases },
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

/** Processor time of a process that loads a module and ends, in milliseconds. */
const loading = (file: string): number => {
  const script = `const c = process.cpuUsage(); import(${JSON.stringify(file)}).then(() => { const u = process.cpuUsage(c); console.log((u.user + u.system) / 1000); process.exit(0) })`
  const { stdout } = spawnSync(process.execPath, ['-e', script], { cwd: bench, encoding: 'utf8' })
  return Number(stdout)
}

export const size: Benchmark = async (options) => {
  const figures: Array<Figure> = []
  const figure = (contestant: string, metric: string, unit: string, value: number): void =>
    void figures.push({ bench: 'size', case: 'small app', contestant, metric, unit, value })
  const all = chosen(apps, options)
  const files = all.map((app): readonly [string, string] => {
    const own = bundled(app, drivers)
    figure(app.name, 'minified', 'bytes', own.length)
    figure(app.name, 'gzip', 'bytes', gzipSync(own, { level: 9 }).length)
    // joinery loads its driver by the first statement, so that it is loaded here
    const file = `${made}/size-${app.name}.mjs`
    writeFileSync(file, `import 'postgres'\n${Buffer.from(own).toString('utf8')}`)
    return [app.name, file]
  })
  const series = new Map(files.map(([name]): [string, Array<number>] => [name, []]))
  for (let round = 0; round < (options.rounds ?? 11); round++)
    for (const [name, file] of rotated(files, round)) series.get(name)?.push(loading(file))
  const base = series.get('raw') ?? []
  for (const [name, own] of series) {
    figure(name, 'load', 'ms', median(own))
    figure(name, 'load_ratio', 'ratio', median(own.map((value, i) => value / (base[i] ?? Number.NaN))))
  }
  const of = (name: string, metric: string): number | undefined =>
    figures.find((each) => each.contestant === name && each.metric === metric)?.value
  console.log(
    tableText('a small application without its driver, and its loading beside the driver alone', [
      ['', 'minified', 'gzip', 'load'],
      ...all.map(({ name }) => [
        name,
        short(of(name, 'minified')),
        short(of(name, 'gzip')),
        of(name, 'load_ratio')?.toFixed(2) ?? '-',
      ]),
    ]),
  )
  const [gzip, load] = [of('joinery', 'gzip'), of('joinery', 'load_ratio')]
  console.log(targetText('bytes of the application, gzip', gzip, 'at most 8,192', (gzip ?? 1e9) <= 8192))
  console.log(targetText('loading, times that of the driver', load, 'at most 1.25', (load ?? 9) <= 1.25))
  return { figures, problems: [] }
}
