/**
 * READMEs as programs: the TypeScript of a page is checked and run, and the SQL beside it is what it compiles to.
 *
 * The `ts` blocks of a page are one program, in order. A fence may say more:
 *
 * - `ts standalone`: a program of its own
 * - `ts no-run`: only type-checked
 * - `sql`: the statement before it, for PostgreSQL; `sql sqlite`: for SQLite; `sql no-run`: not compared
 *
 * An `sql` block belongs to the `ts` block before it, and shows that block's last statement: of its constants and of its
 * expressions, the last one that compiles. Its lines may be broken where a space is. A last line
 * `-- values: [1, "x"]` gives the values as JSON.
 */
import { existsSync, readdirSync } from 'node:fs'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What stands between two fences. `line` is that of its first line. */
export interface Block {
  readonly language: string
  readonly words: ReadonlyArray<string>
  readonly line: number
  readonly text: string
}

/** SQL that a page shows for the block of TypeScript at `of`. */
export interface Shown {
  readonly line: number
  readonly of: number
  readonly dialect: string
  readonly text: string
  readonly values: unknown
}

export interface Program {
  /** The page, and the line if it is only a part of it. */
  readonly name: string
  readonly page: string
  readonly blocks: ReadonlyArray<Block>
  readonly shown: ReadonlyArray<Shown>
}

// -------------------------------------------------------------------------------------
// from Markdown
// -------------------------------------------------------------------------------------

const known: Readonly<Record<string, ReadonlyArray<string>>> = {
  ts: ['standalone', 'no-run'],
  sql: ['postgres', 'pglite', 'sqlite', 'no-run'],
}

const blocksOf = (markdown: string): ReadonlyArray<Block> => {
  const blocks: Array<Block> = []
  let open: { readonly fence: string; readonly indent: string; readonly info: string; readonly line: number } | null =
    null
  let lines: Array<string> = []
  markdown.split('\n').forEach((line, index) => {
    const [, indent = '', fence = '', info = ''] = /^(\s*)(`{3,})([^`]*)$/.exec(line) ?? []
    if (open === null) {
      if (fence !== '') {
        open = { fence, indent, info: info.trim(), line: index + 2 }
        lines = []
      }
    } else if (fence.length >= open.fence.length && info.trim() === '') {
      const [language = '', ...words] = open.info.split(/\s+/)
      blocks.push({ language, words, line: open.line, text: lines.join('\n') })
      open = null
    } else lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart())
  })
  return blocks
}

const shownBy = (block: Block, of: number): Shown => {
  const lines = block.text.trimEnd().split('\n')
  const [, json] = /^\s*-- values: (.*)$/.exec(lines.at(-1) ?? '') ?? []
  return {
    line: block.line,
    of,
    dialect: block.words.find((word) => word !== 'no-run') ?? 'postgres',
    text: (json === undefined ? lines : lines.slice(0, -1)).join('\n'),
    values: json === undefined ? null : JSON.parse(json),
  }
}

/** The programs of one page. What a fence cannot mean is an error, so that no example is skipped by a slip of the pen. */
export const programsOf = (page: string, markdown: string): ReadonlyArray<Program> => {
  const whole: Array<Block> = []
  const wholeShown: Array<Shown> = []
  const parts: Array<Program> = []
  let last: { readonly block: Block; readonly shown: Array<Shown> } | null = null
  const fail = (block: Block, reason: string): never => {
    throw new Error(`${page}:${block.line - 1}: ${reason}`)
  }
  for (const block of blocksOf(markdown)) {
    const unknown = block.words.filter((word) => !known[block.language]?.includes(word))
    if (block.language in known && unknown.length > 0)
      fail(
        block,
        `a fence \`${block.language}\` cannot say ${unknown.join(' ')}: it says ${known[block.language]?.join(', ')}`,
      )
    if (block.language === 'ts') {
      if (block.words.includes('standalone')) {
        const shown: Array<Shown> = []
        parts.push({ name: `${page}:${block.line}`, page, blocks: [block], shown })
        last = { block, shown }
      } else {
        whole.push(block)
        last = { block, shown: wholeShown }
      }
    } else if (block.language === 'sql' && !block.words.includes('no-run')) {
      if (last === null) fail(block, 'no ts block stands before this SQL: say `sql no-run`')
      else if (last.block.words.includes('no-run'))
        fail(block, 'the ts block before this SQL is not run: say `sql no-run`')
      else last.shown.push(shownBy(block, last.block.line))
    }
  }
  return [...(whole.length > 0 ? [{ name: page, page, blocks: whole, shown: wholeShown }] : []), ...parts]
}

/** README.md at the top, and under every folder that holds sources. */
export const pages = (): ReadonlyArray<string> =>
  ['README.md', 'lib', 'dialects', 'bench', 'test'].flatMap((name) =>
    !existsSync(name)
      ? []
      : name.endsWith('.md')
        ? [name]
        : readdirSync(name, { recursive: true, encoding: 'utf8' })
            .map((file) => `${name}/${file.replaceAll('\\', '/')}`)
            .filter((file) => file.endsWith('/README.md') && !file.includes('node_modules/'))
            .sort(),
  )
