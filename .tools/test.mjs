/**
 * `npm test`: everything there is to check. `npm test -- PATTERN`: only the test files whose path matches.
 *
 * Test files run in groups, each group in a process; those that are about processes and connections run in one of their
 * own. Where a group crashes, hangs or leaves something open, its files run again by themselves, so that it is known which
 * one it was. The last line counts, and the exit code agrees with it.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { build } from 'esbuild'
import { root, runnable } from './bundle.mjs'
import { consumer, consumers } from './consumer.mjs'
import { inOrder, node } from './processes.mjs'
import { findServer } from './server.mjs'

const stepMilliseconds = 300_000
const fileMilliseconds = 120_000
const exitMilliseconds = 5_000
const groupedMilliseconds = 20_000
const groupsPerCore = 2

const cores = Math.min(4, Math.max(2, availableParallelism()))
const colors = process.stdout.isTTY && !process.env.NO_COLOR
const pattern = process.argv[2] === undefined ? null : new RegExp(process.argv[2], 'i')

// -------------------------------------------------------------------------------------
// results
// -------------------------------------------------------------------------------------

const totals = { passed: 0, failed: 0, skipped: 0 }
const failures = []

const paint = (code, text) => (colors ? `\x1b[${code}m${text}\x1b[39m` : text)
const indent = (text) => text.trimEnd().replace(/^/gm, '      ')
const counts = ({ passed, failed, skipped }) =>
  [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(', ')

/** A result is `{ name, passed, failed, skipped, milliseconds, output }`; the output is printed where something failed. */
const report = (result) => {
  for (const key of Object.keys(totals)) totals[key] += result[key]
  const seconds = `${(result.milliseconds / 1000).toFixed(1)} s`
  const bad = result.failed > 0
  console.log(`${bad ? paint(31, 'FAIL') : paint(32, 'ok  ')}  ${result.name}  (${counts(result)}, ${seconds})`)
  if (bad) {
    failures.push(result.name)
    console.log(indent(result.output))
  }
}

const step = (name, { code, stopped, output, milliseconds }) => ({
  name,
  passed: code === 0 ? 1 : 0,
  failed: code === 0 ? 0 : 1,
  skipped: 0,
  milliseconds,
  output: stopped === 'timeout' ? `${output}\nstopped after ${stepMilliseconds / 1000} s` : output,
})

// -------------------------------------------------------------------------------------
// steps
// -------------------------------------------------------------------------------------

const run = (args) =>
  node(args, {
    timeoutMilliseconds: stepMilliseconds,
    env: colors ? { FORCE_COLOR: '1' } : {},
  })

// by their paths: both packages install a `tsc`
const compilers = ['typescript', 'typescript59'].map((name) => {
  const { version } = JSON.parse(readFileSync(`${root}/node_modules/${name}/package.json`, 'utf8'))
  return {
    tsc: `${root}/node_modules/${name}/bin/tsc`,
    title: `TypeScript ${version}`,
  }
})

const filesUnder = (folder, ending) =>
  existsSync(`${root}/${folder}`)
    ? readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
        .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
        .filter((file) => file.endsWith(ending))
        .sort()
    : []

const typeTests = filesUnder('test/types', '.ts')

/** The whole of the sources is one check; each type test is a check of its own on top. */
const types =
  ({ tsc, title }) =>
  async () => {
    const result = await run([tsc, '--noEmit', '--pretty', 'false'])
    const wrong = new Set([...result.output.matchAll(/^(\S.*?)\(\d+,\d+\): error/gm)].map(([, file]) => file))
    const failedTests = typeTests.filter((file) => wrong.has(file))
    // a compiler that fails without naming a file has crashed, and has then checked nothing
    const crashed = result.code !== 0 && wrong.size === 0
    const sources = crashed || wrong.size > failedTests.length ? 1 : 0
    const failed = crashed ? 1 + typeTests.length : sources + failedTests.length
    const name = `types of the sources and ${typeTests.length} type tests under ${title}`
    return {
      ...step(name, result),
      passed: 1 + typeTests.length - failed,
      failed,
    }
  }

const lint = async () =>
  step('lint', await run(['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--colors=off']))

const builds = async () => step('build', await run(['.tools/build.mjs']))

/**
 * The drivers' own declarations have errors (PGlite's name types of Emscripten that it does not bring along), so only
 * what is said about joinery's counts.
 */
const ours = (result, folder) => {
  const errors = result.output.split(/^(?=\S.*?\(\d+,\d+\): error)/m)
  const own = errors.filter((error) => error.includes(`${basename(folder)}/`))
  const crashed = result.code !== 0 && !/: error TS/.test(result.output)
  return own.length > 0 || crashed
    ? { ...result, output: crashed ? result.output : own.join('') }
    : { ...result, code: 0 }
}

const declarations =
  (folder, { tsc, title }, [name, tsconfig]) =>
  async () => {
    const made = await folder
    const name_ = `declarations for ${name} under ${title}`
    return made === null
      ? step(name_, { code: 1, output: 'the build failed', milliseconds: 0 })
      : step(name_, ours(await run([tsc, '--pretty', 'false', '-p', `${made}/${tsconfig}`]), made))
  }

const steps = async () => {
  const [newest, oldest] = compilers
  const built = builds()
  const folder = built.then(({ failed }) => (failed > 0 ? null : consumer()))
  const checks = [oldest, newest].flatMap((compiler) =>
    consumers.map((project) => declarations(folder, compiler, project)),
  )
  try {
    await inOrder([types(newest), types(oldest), lint, () => built, ...checks], cores, report)
  } finally {
    const made = await folder
    if (made !== null) rmSync(made, { recursive: true, force: true })
  }
}

// -------------------------------------------------------------------------------------
// test files
// -------------------------------------------------------------------------------------

/** uvu's own totals: the last ones, should a test print something like them. */
const totalsOf = (output) => {
  const all = [
    ...stripVTControlCharacters(output).matchAll(
      /^ {2}Total: +(\d+)\n {2}Passed: +(\d+)\n {2}Skipped: +(\d+)\n {2}Duration: /gm,
    ),
  ]
  const last = all.at(-1)
  return last === undefined
    ? null
    : {
        total: Number(last[1]),
        passed: Number(last[2]),
        skipped: Number(last[3]),
      }
}

/** What is wrong with a test file's process, apart from the tests that uvu counted as failed; null if nothing is. */
const complaint = (counted, failedTests, { code, signal, stopped }) => {
  if (stopped === 'timeout') return `stopped: it did not end within ${fileMilliseconds / 1000} s`
  if (stopped === 'open')
    return `stopped: it did not exit within ${exitMilliseconds / 1000} s of its last test, because it left something open`
  if (signal !== null) return `ended by ${signal}`
  if (counted === null) return `ended with exit code ${code} before uvu counted anything: does it call test.run()?`
  if (counted.total === 0 && counted.skipped === 0) return 'has no test: is `test.run()` missing?'
  if (code !== 0 && failedTests === 0) return `ended with exit code ${code} although no test failed`
  return null
}

const bundleOf = (file) => `.build/${file.replace(/\.ts$/, '.cjs')}`

const flags = ['--enable-source-maps', '--import', './.tools/parser.mjs']

const resultOf = (file, result) => {
  const counted = totalsOf(result.output)
  const { total, passed, skipped } = counted ?? {
    total: 0,
    passed: 0,
    skipped: 0,
  }
  const wrong = complaint(counted, total - passed, result)
  return {
    name: file,
    passed,
    failed: total - passed + (wrong === null ? 0 : 1),
    skipped,
    milliseconds: result.milliseconds,
    output: wrong === null ? result.output : `${result.output}\n${file} ${wrong}`,
  }
}

const testFile = (file, env) => async () =>
  resultOf(
    file,
    await node([...flags, bundleOf(file)], {
      timeoutMilliseconds: fileMilliseconds,
      graceMilliseconds: exitMilliseconds,
      finished: (output) => output.includes('Duration:') && totalsOf(output) !== null,
      env: { ...env, ...(colors ? { FORCE_COLOR: '1' } : {}) },
    }),
  )

/** The time that uvu says a file took. */
const durationOf = (output) => Number(/Duration: +([\d.]+)ms/.exec(stripVTControlCharacters(output))?.[1] ?? 0)

/** Several files in one process: a result for each of them. */
const testGroup = (files, env) => async () => {
  if (files.length === 1) return [await testFile(files[0], env)()]
  const result = await node([...flags, '.tools/group.mjs', ...files.map(bundleOf)], {
    timeoutMilliseconds: fileMilliseconds + files.length * groupedMilliseconds,
    graceMilliseconds: exitMilliseconds,
    finished: (output) => output.endsWith('\x1e\n'),
    env: { ...env, ...(colors ? { FORCE_COLOR: '1' } : {}) },
  })
  const outputs = new Map(
    result.output.split('\x1e').map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]),
  )
  const isWhole = result.stopped === null && result.signal === null && outputs.has('')
  const results = []
  for (const file of files) {
    const output = outputs.get(bundleOf(file))
    const counted = output === undefined ? null : totalsOf(output)
    if (!isWhole || counted === null) results.push(await testFile(file, env)())
    else {
      const code = counted.total === counted.passed ? 0 : 1
      results.push(resultOf(file, { output, code, signal: null, stopped: null, milliseconds: durationOf(output) }))
    }
  }
  return results
}

/** Those that are about processes, connections or the whole program have a process of their own. */
const isAlone = (file) => /^test\/(exec|reflect|quickstart|fuzz|[^/]+\.test)/.test(file)

/** Groups of about the same number of files. */
const groupsOf = (files) => {
  const together = files.filter((file) => !isAlone(file))
  const count = Math.min(together.length, cores * groupsPerCore)
  const groups = Array.from({ length: count }, (_, i) => together.filter((_, at) => at % count === i))
  return [...groups, ...files.filter(isAlone).map((file) => [file])]
}

const reportAll = (results) => {
  for (const result of results) report(result)
}

const bundles = async (files) => {
  const started = performance.now()
  const done = (code, output) => ({
    code,
    stopped: null,
    output,
    milliseconds: performance.now() - started,
  })
  rmSync(`${root}/.build/test`, { recursive: true, force: true })
  const options = {
    ...runnable,
    outdir: '.build/test',
    outbase: 'test',
    logLevel: 'silent',
  }
  const problems = await build({ ...options, entryPoints: files }).then(
    () => [],
    ({ errors }) => errors ?? [],
  )
  if (problems.length === 0) return done(0, '')
  const text = ({ location, text }) => (location === null ? text : `${location.file}:${location.line}: ${text}`)
  return done(1, problems.map(text).join('\n'))
}

const tests = async () => {
  const all = filesUnder('test', '.test.ts')
  const files = pattern === null ? all : all.filter((file) => pattern.test(file))
  if (pattern !== null)
    console.log(
      `only ${files.length} of ${all.length} test files (${pattern}): no type check, no lint, no declarations`,
    )
  if (files.length === 0) return
  if (pattern !== null && files.includes('test/package.test.ts')) report(await builds())
  const server = await findServer()
  console.log(server.text)
  if (server.failed)
    report(
      step('the server that DATABASE_URL names', {
        code: 1,
        output: server.text,
        milliseconds: 0,
      }),
    )
  const env = { JOINERY_PG: server.url ?? undefined }
  const bundled = await bundles(files)
  if (bundled.code !== 0) {
    // one file that cannot be bundled must not hide the others
    report(step('bundle of the test files', bundled))
    const single = []
    for (const file of files) if ((await bundles([file])).code === 0) single.push(file)
    await bundles(single)
    await inOrder(
      groupsOf(single).map((group) => testGroup(group, env)),
      cores,
      reportAll,
    )
    return
  }
  await inOrder(
    groupsOf(files).map((group) => testGroup(group, env)),
    cores,
    reportAll,
  )
}

// -------------------------------------------------------------------------------------
// all of it
// -------------------------------------------------------------------------------------

const started = performance.now()
try {
  if (pattern === null) await steps()
  await tests()
} catch (error) {
  report(
    step('the test runner itself', {
      code: 1,
      output: String(error.stack),
      milliseconds: 0,
    }),
  )
}
const ran = totals.passed + totals.failed
if (ran === 0) console.log('nothing ran, which is not a success')
if (failures.length > 0) console.log(`\nfailed: ${failures.join(', ')}`)
console.log(`\nin ${((performance.now() - started) / 1000).toFixed(1)} s`)
process.exitCode = totals.failed > 0 || ran === 0 ? 1 : 0
console.log(counts(totals))
