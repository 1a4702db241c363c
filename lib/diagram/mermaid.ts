/** A diagram as the text that Mermaid draws: GitHub does, in a fence of Markdown. */
import type { Metadata } from '../schema/Metadata.js'
import { type Line, type Link, pictureOf } from './model.js'

/** What Mermaid takes for a word; what has other signs in it stands beside it, between quotes. */
const word = (text: string): string => text.replace(/[^\p{L}\p{N}_()[\]-]+/gu, '_').replace(/^(?=[^\p{L}_])/u, '_')

const quoted = (text: string): string => `"${text.replaceAll('"', '#quot;')}"`

const keysOf = ({ isKey, isForeign, isUnique }: Line): string =>
  [...(isKey ? ['PK'] : []), ...(isForeign ? ['FK'] : []), ...(isUnique ? ['UK'] : [])].join(', ')

const lineText = (line: Line): string => {
  const keys = keysOf(line)
  const said = [...(word(line.name) === line.name ? [] : [line.name]), ...(line.isNullable ? ['null'] : [])].join(', ')
  return [
    '   ',
    word(line.type),
    word(line.name),
    ...(keys === '' ? [] : [keys]),
    ...(said === '' ? [] : [quoted(said)]),
  ].join(' ')
}

const linkText = ({ from, to, columns, isMany, isOptional }: Link): string =>
  `  ${quoted(to)} ${isOptional ? '|o' : '||'}--${isMany ? 'o{' : 'o|'} ${quoted(from)} : ${quoted(columns.join(', '))}`

/**
 * Tables and the foreign keys between them, as Mermaid's text.
 *
 * @example mermaid(metadata([users, posts])) // erDiagram …
 */
export const mermaid = (metadata: Metadata): string => {
  const { boxes, links } = pictureOf(metadata)
  return [
    'erDiagram',
    ...boxes.map(({ name, lines }) =>
      lines.length === 0 ? `  ${quoted(name)}` : [`  ${quoted(name)} {`, ...lines.map(lineText), '  }'].join('\n'),
    ),
    ...links.map(linkText),
    '',
  ].join('\n')
}
