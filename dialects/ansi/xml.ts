/** XML as the standard has it: what makes it, what asks it, and tables of it. */
import { invalidArgument } from '../../lib/ast/CompileError.js'
import type { Node } from '../../lib/ast/Node.js'
import type { NamedNodes, XmlColumn, XmlRoot, Xmls, XmlTable, XmlWhole } from '../../lib/ast/Xml.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { identifier, report, spell, spellAll, type Writer } from '../../lib/compile/Writer.js'
import { atom, operand, precedence } from './operators.js'
import { typeName } from './typeName.js'

const wholes: Readonly<Record<XmlWhole, string>> = { document: 'document ', content: 'content ' }

const standalones: Readonly<Record<NonNullable<XmlRoot['standalone']>, string>> = {
  yes: 'yes',
  no: 'no',
  'no value': 'no value',
}

/** `value as "name", …` */
const writeNamed = (to: Writer, members: NamedNodes): void =>
  members.forEach(([name, value], i) => {
    if (i > 0) to.text += ', '
    spell(to, value)
    to.text += ' as '
    identifier(to, name)
  })

/** Where the grammar takes a column, a call or what is in parentheses, and no type after a placeholder. */
const bare: ReadonlySet<Node['_tag']> = new Set([
  'Column',
  'Call',
  'CustomCall',
  'XmlElement',
  'XmlForest',
  'XmlPi',
  'XmlRoot',
  'XmlParse',
])

const writeBare = (to: Writer, node: Node): void => {
  if (bare.has(node._tag)) return spell(to, node)
  to.text += '('
  spell(to, node)
  to.text += ')'
}

const writeColumn = (to: Writer, column: XmlColumn): void => {
  identifier(to, column.name)
  if (column._tag === 'Ordinality') {
    to.text += ' for ordinality'
    return
  }
  to.text += ` ${typeName(column.type)}`
  if (column.path !== null) {
    to.text += ' path '
    atom(to, column.path)
  }
  if (column.otherwise !== null) {
    to.text += ' default '
    atom(to, column.otherwise)
  }
  if (column.notNull) to.text += ' not null'
}

const writeNamespaces = (to: Writer, namespaces: NamedNodes): void => {
  if (namespaces.length === 0) return
  to.text += 'xmlnamespaces('
  namespaces.forEach(([name, uri], i) => {
    if (i > 0) to.text += ', '
    atom(to, uri)
    to.text += ' as '
    identifier(to, name)
  })
  to.text += '), '
}

/** In FROM, where alone it may stand. */
export const writeXmlTable = (to: Writer, { namespaces, path, document, columns }: XmlTable): void => {
  to.text += 'xmltable('
  writeNamespaces(to, namespaces)
  writeBare(to, path)
  to.text += ' passing '
  writeBare(to, document)
  to.text += ' columns '
  columns.forEach((column, i) => {
    if (i > 0) to.text += ', '
    writeColumn(to, column)
  })
  to.text += ')'
}

export const xmls: Cases<Xmls['_tag']> = {
  XmlElement: ({ name, attributes, content }, to) => {
    to.text += 'xmlelement(name '
    identifier(to, name)
    if (attributes.length > 0) {
      to.text += ', xmlattributes('
      writeNamed(to, attributes)
      to.text += ')'
    }
    if (content.length > 0) to.text += ', '
    spellAll(to, content, ', ')
    to.text += ')'
  },

  XmlForest: ({ members }, to) => {
    to.text += 'xmlforest('
    writeNamed(to, members)
    to.text += ')'
  },

  XmlPi: ({ name, content }, to) => {
    to.text += 'xmlpi(name '
    identifier(to, name)
    if (content !== null) {
      to.text += ', '
      spell(to, content)
    }
    to.text += ')'
  },

  XmlRoot: ({ operand: node, version, standalone }, to) => {
    to.text += 'xmlroot('
    spell(to, node)
    to.text += ', version '
    if (version === null) to.text += 'no value'
    else spell(to, version)
    if (standalone !== null) to.text += `, standalone ${standalones[standalone]}`
    to.text += ')'
  },

  XmlParse: ({ whole, operand: node }, to) => {
    to.text += `xmlparse(${wholes[whole]}`
    spell(to, node)
    to.text += ')'
  },

  XmlSerialize: ({ whole, operand: node, indent, type }, to) => {
    to.text += `xmlserialize(${wholes[whole]}`
    spell(to, node)
    to.text += ` as ${typeName(type)}`
    if (indent) to.text += ' indent'
    to.text += ')'
  },

  IsDocument: ({ operand: node, negated }, to) => {
    operand(to, node, precedence.comparison)
    to.text += negated ? ' is not document' : ' is document'
  },

  XmlExists: ({ path, document }, to) => {
    to.text += 'xmlexists('
    writeBare(to, path)
    to.text += ' passing '
    writeBare(to, document)
    to.text += ')'
  },

  XmlTable: (_, to) =>
    report(
      to,
      invalidArgument('xmlTable', 'stands where a value belongs', "read it in FROM: tableOf('t')(xmlTable(…))"),
    ),
}

/** For a dialect that has none of them. */
export const withoutXmls = (feature: (to: Writer, what: string) => void): Cases<Xmls['_tag']> => ({
  XmlElement: (_, to) => feature(to, 'xmlelement'),
  XmlForest: (_, to) => feature(to, 'xmlforest'),
  XmlPi: (_, to) => feature(to, 'xmlpi'),
  XmlRoot: (_, to) => feature(to, 'xmlroot'),
  XmlParse: (_, to) => feature(to, 'xmlparse'),
  XmlSerialize: (_, to) => feature(to, 'xmlserialize'),
  IsDocument: (_, to) => feature(to, 'is document'),
  XmlExists: (_, to) => feature(to, 'xmlexists'),
  XmlTable: (_, to) => feature(to, 'xmltable'),
})
