/**
 * What the type checker pays: instantiations, types, seconds and memory of one project, for each contestant.
 *
 * Counts are exact and the same in every run; they are what to compare. What a query costs is the whole project less the
 * same project without its queries.
 */
import { rmSync } from 'node:fs'
import { type Benchmark, type Figure, median, rotated, short, tableText, targetText } from '../figures.js'
import { made } from '../folders.js'
import { chosen } from '../options.js'
import { drizzle, drizzle1 } from './contestants/drizzle.js'
import { joinery } from './contestants/joinery.js'
import { kysely } from './contestants/kysely.js'
import { raw } from './contestants/raw.js'
import { type Contestant, type QueryKind, queryKinds, type Size, writeProject } from './project.js'
import { type Compiler, check, declarations, type Report, typescript5, typescript7 } from './tsc.js'

const contestants: ReadonlyArray<Contestant> = [joinery, kysely, drizzle, drizzle1, raw]

const full: Size = { tables: 100, queries: 300, kinds: queryKinds }

const schemaOnly: Size = { ...full, queries: 0 }

const ofKind = (kind: QueryKind): Size => ({ ...full, queries: 30, kinds: [kind] })

const rounds = 3

/** joinery at most this part of kysely's instantiations for each query. */
const part = 1 / 6

const folder = `${made}/types`

const publishedTypes = `${folder}/joinery-declarations`

// -------------------------------------------------------------------------------------
// measuring
// -------------------------------------------------------------------------------------

interface Measured extends Report {
  readonly name: string
  readonly size: string
}

const project = ({ name }: Contestant, size: string): string => `${folder}/${name}.${size}`

const write = (contestant: Contestant, size: string, of: Size): void =>
  writeProject(project(contestant, size), contestant, of, { joinery: [`${publishedTypes}/lib/index.d.ts`] })

const measure = async (compiler: Compiler, contestant: Contestant, size: string): Promise<Measured> => ({
  ...(await check(compiler, project(contestant, size))),
  name: contestant.name,
  size,
})

/** Seconds and memory vary, so each round measures every contestant, in another order. */
const inRounds = async (compiler: Compiler, all: ReadonlyArray<Contestant>, count: number) => {
  const reports: Array<Measured> = []
  for (let round = 0; round < count; round++)
    for (const contestant of rotated(all, round)) reports.push(await measure(compiler, contestant, 'full'))
  return all.map(({ name }): Measured => {
    const own = reports.filter((report) => report.name === name)
    return {
      ...(own[0] as Measured),
      checkSeconds: median(own.map(({ checkSeconds }) => checkSeconds)),
      kilobytes: median(own.map(({ kilobytes }) => kilobytes)),
    }
  })
}

/** Where only counts are wanted, which nothing disturbs, two at a time. */
const twoAtATime = async <A>(jobs: ReadonlyArray<() => Promise<A>>): Promise<ReadonlyArray<A>> => {
  const out: Array<A> = []
  const waiting = [...jobs]
  const worker = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) out.push(await job())
  }
  await Promise.all([worker(), worker()])
  return out
}

// -------------------------------------------------------------------------------------
// figures
// -------------------------------------------------------------------------------------

const figure = (inCase: string, contestant: string, metric: string, unit: string, value: number): Figure => ({
  bench: 'types',
  case: inCase,
  contestant,
  metric,
  unit,
  value,
})

const perQuery = (report: Report, schema: Report, { queries }: Size): number =>
  Math.round((report.instantiations - schema.instantiations) / queries)

const figuresOf = (compiler: string, report: Measured, schema: Measured): ReadonlyArray<Figure> => [
  figure(compiler, report.name, 'instantiations', 'count', report.instantiations),
  figure(compiler, report.name, 'schema_instantiations', 'count', schema.instantiations),
  figure(compiler, report.name, 'instantiations_per_query', 'count', perQuery(report, schema, full)),
  figure(compiler, report.name, 'types', 'count', report.types),
  figure(compiler, report.name, 'check_s', 's', report.checkSeconds),
  figure(compiler, report.name, 'memory_mb', 'MB', Math.round(report.kilobytes / 1024)),
]

const find = (figures: ReadonlyArray<Figure>, inCase: string, contestant: string, metric: string): number | undefined =>
  figures.find((f) => f.case === inCase && f.contestant === contestant && f.metric === metric)?.value

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

const metrics = [
  'instantiations',
  'schema_instantiations',
  'instantiations_per_query',
  'types',
  'check_s',
  'memory_mb',
] as const

const headings = ['', 'instantiations', 'of the schema', 'per query', 'types', 'check s', 'memory MB']

const compilerText = (figures: ReadonlyArray<Figure>, compiler: string, names: ReadonlyArray<string>): string =>
  tableText(`${compiler}: ${full.tables} tables, ${full.queries} queries`, [
    headings,
    ...names.map((name) => [name, ...metrics.map((metric) => short(find(figures, compiler, name, metric)))]),
  ])

const ratioText = (figures: ReadonlyArray<Figure>, compiler: string, names: ReadonlyArray<string>): string =>
  tableText(`${compiler}: times joinery's`, [
    headings,
    ...names.map((name) => [
      name,
      ...metrics.map((metric) => {
        const [own, ours] = [find(figures, compiler, name, metric), find(figures, compiler, 'joinery', metric)]
        return own === undefined || ours === undefined ? '-' : short(own / ours)
      }),
    ]),
  ])

const kindsText = (figures: ReadonlyArray<Figure>, compiler: string, names: ReadonlyArray<string>): string =>
  tableText(`${compiler}: instantiations per query, by kind`, [
    ['', ...queryKinds],
    ...names.map((name) => [
      name,
      ...queryKinds.map((kind) => short(find(figures, `${compiler}/${kind}`, name, 'instantiations_per_query'))),
    ]),
  ])

const targetOf = (figures: ReadonlyArray<Figure>, compiler: string): string => {
  const [ours, theirs] = ['joinery', 'kysely'].map((name) => find(figures, compiler, name, 'instantiations_per_query'))
  const ratio = ours === undefined || theirs === undefined ? undefined : ours / theirs
  return targetText(
    `joinery's instantiations per query, as a part of kysely's (${compiler})`,
    ratio,
    `at most ${short(part)}`,
    (ratio ?? 1) <= part,
  )
}

// -------------------------------------------------------------------------------------
// all of it
// -------------------------------------------------------------------------------------

export const types: Benchmark = async (options) => {
  const all = chosen(contestants, options)
  const names = all.map(({ name }) => name)
  rmSync(folder, { recursive: true, force: true })
  const unpublished = await declarations(publishedTypes)
  if (unpublished !== null) return { figures: [], problems: [unpublished] }

  const [five, seven] = [typescript5(), typescript7()]
  for (const contestant of all) {
    write(contestant, 'full', full)
    write(contestant, 'schema', schemaOnly)
    for (const kind of queryKinds) write(contestant, kind, ofKind(kind))
  }

  const figures: Array<Figure> = []
  const reports: Array<Measured> = []
  const schemas = new Map<string, Measured>()
  for (const compiler of [five, seven]) {
    console.log(`checking ${names.join(', ')} with ${compiler.name} ...`)
    const bases = await twoAtATime(all.map((contestant) => () => measure(compiler, contestant, 'schema')))
    for (const base of bases) schemas.set(`${compiler.name} ${base.name}`, base)
    const measured = await inRounds(compiler, all, options.rounds ?? rounds)
    reports.push(...bases, ...measured)
    for (const report of measured)
      figures.push(...figuresOf(compiler.name, report, schemas.get(`${compiler.name} ${report.name}`) as Measured))
  }

  console.log(`counting kind by kind with ${seven.name} ...`)
  const kinds = await twoAtATime(
    all.flatMap((contestant) => queryKinds.map((kind) => () => measure(seven, contestant, kind))),
  )
  reports.push(...kinds)
  for (const report of kinds) {
    const schema = schemas.get(`${seven.name} ${report.name}`) as Measured
    const value = perQuery(report, schema, ofKind(report.size as QueryKind))
    figures.push(figure(`${seven.name}/${report.size}`, report.name, 'instantiations_per_query', 'count', value))
  }

  for (const { name } of [five, seven]) {
    console.log(compilerText(figures, name, names))
    if (names.includes('joinery')) console.log(ratioText(figures, name, names))
  }
  console.log(kindsText(figures, seven.name, names))
  console.log(`\n${targetOf(figures, five.name)}`)
  const problems = reports.flatMap(({ name, size, error }) =>
    error === null ? [] : [`${name} (${size}) has type errors, so its figures mean nothing: ${error}`],
  )
  return { figures, problems: [...new Set(problems)] }
}
