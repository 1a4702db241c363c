/**
 * XML, as the standard of SQL makes it, reads it and asks it.
 *
 * A value of the type is its text. What is made of other values is escaped: a `<` in a text is no element.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, isBranded, isRecord, typed } from '../ast/Expr.js'
import type { Text } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { booleanType, plain, textType } from '../ast/SqlType.js'
import type { NamedNodes, XmlRoot, XmlWhole } from '../ast/Xml.js'
import { array } from '../schema/compound.js'
import { boolean, text, xml } from '../schema/types.js'
import { toArgument } from './bare.js'
import { type Anything, argumentsOf, callNode, type Lenient, type Operand, type Strict, strict } from './define.js'
import { flag, oneOf, withOptions } from './options.js'
import { relation, taking, textual } from './positions.js'

// -------------------------------------------------------------------------------------
// operands
// -------------------------------------------------------------------------------------

type Document = Operand<string>

const xmlType = /* @__PURE__ */ plain('xml')

const document = /* @__PURE__ */ taking<Text, string>(xml)

const toDocument = (operand: unknown, name: string): Node => argumentsOf(name, [document], [], [operand])[0] as Node

const toText = (operand: unknown, name: string): Node => argumentsOf(name, [textual], [], [operand])[0] as Node

/** Values with names, which stand in the text. */
type Named = Readonly<Record<string, Anything>>

const namedNodes = (values: unknown, name: string): NamedNodes | null =>
  isRecord(values) && !isBranded(values)
    ? Object.entries(values).map(([key, value]) => [key, toArgument(value, `${JSON.stringify(key)} of ${name}`)])
    : null

const notNamed = (name: string): Node =>
  invalid(invalidArgument(`what ${name} was given`, 'is no object of values', 'give one, as { title: posts.c.title }'))

// -------------------------------------------------------------------------------------
// XML made of values
// -------------------------------------------------------------------------------------

/**
 * An element: its name, its attributes, and what is in it. An attribute that is null is left out, and so is content.
 *
 * @example xmlelement('post', { id: posts.c.id }, posts.c.title) // xmlelement(name "post", xmlattributes("posts"."id" as "id"), "posts"."title")
 * @example xmlelement('br') // xmlelement(name "br")
 */
export const xmlelement = <A extends Named = {}, C extends ReadonlyArray<Anything> = readonly []>(
  name: string,
  attributes?: A,
  ...content: C
): Lenient<string, A[keyof A] | C[number]> => {
  const own = attributes === undefined ? [] : namedNodes(attributes, 'the attributes of xmlelement')
  return typed(
    own === null
      ? notNamed('xmlelement')
      : {
          joinery: brand,
          _tag: 'XmlElement',
          name,
          attributes: own,
          content: content.map((it, i) => toArgument(it, `content ${i + 1} of xmlelement`)),
          type: xmlType,
        },
  )
}

/**
 * An element for each value that is not null; null where all are.
 *
 * @example xmlforest({ title: posts.c.title, body: posts.c.body }) // xmlforest("posts"."title" as "title", "posts"."body" as "body")
 */
export const xmlforest = <A extends Named>(members: A): Lenient<string | NullIn<A[keyof A]>, A[keyof A]> => {
  const own = namedNodes(members, 'xmlforest')
  return typed(
    own === null || own.length === 0
      ? notNamed('xmlforest')
      : { joinery: brand, _tag: 'XmlForest', members: own, type: xmlType },
  )
}

/** null if one of them may be. */
type NullIn<A> = A extends Expr<infer T, any, any> ? T & null : never

/** Several, one after the other, without those that are null. @example xmlconcat(xmlelement('a'), xmlcomment('b')) // xmlconcat(xmlelement(name "a"), xmlcomment($1::text)) */
export const xmlconcat = <A extends readonly [Document, ...ReadonlyArray<Document>]>(
  ...documents: A
): Lenient<string | NullIn<A[number]>, A[number]> =>
  typed(
    callNode(
      'xmlconcat',
      documents.map((it) => toDocument(it, 'xmlconcat')),
      xmlType,
    ),
  )

/** @example xmlcomment('checked') // xmlcomment($1::text) */
export const xmlcomment = /* @__PURE__ */ strict('xmlcomment', [textual], [], xml)

/** A text as content, escaped, since PostgreSQL 17. @example xmltext(posts.c.title) // xmltext("posts"."title") */
export const xmltext = /* @__PURE__ */ strict('xmltext', [textual], [], xml)

/** A processing instruction. @example xmlpi('php', 'echo "hello"') // xmlpi(name "php", $1::text) */
export const xmlpi = <E extends Operand<Text> = never>(name: string, content?: E): Strict<string, E> =>
  typed({
    joinery: brand,
    _tag: 'XmlPi',
    name,
    content: content === undefined ? null : toText(content, 'xmlpi'),
    type: xmlType,
  })

export interface XmlRootOptions {
  /** Null is no value; so is what is left out. */
  readonly version?: Operand<Text> | null
  readonly standalone?: NonNullable<XmlRoot['standalone']>
}

const anyVersion = { allows: () => true, hint: '' }

/**
 * What a document says of itself, replaced.
 *
 * @example xmlroot(xmlelement('a'), { version: '1.0', standalone: 'yes' }) // xmlroot(xmlelement(name "a"), version $1::text, standalone yes)
 * @example xmlroot(xmlelement('a')) // xmlroot(xmlelement(name "a"), version no value)
 */
export const xmlroot = <E extends Document>(operand: E, options?: XmlRootOptions): Strict<string, E> =>
  typed(
    withOptions<XmlRootOptions, Node>(
      'xmlroot',
      options,
      { version: anyVersion, standalone: oneOf('yes', 'no', 'no value') },
      ({ version = null, standalone = null }) => ({
        joinery: brand,
        _tag: 'XmlRoot',
        operand: toDocument(operand, 'xmlroot'),
        version: version === null ? null : toText(version, 'xmlroot'),
        standalone,
        type: xmlType,
      }),
    ),
  )

// -------------------------------------------------------------------------------------
// texts
// -------------------------------------------------------------------------------------

const wholes: ReadonlyArray<XmlWhole> = ['document', 'content']

const notWhole = (name: string): Node =>
  invalid(invalidArgument(`the first argument of ${name}`, 'is neither', 'give document or content'))

/** A text as XML: a document, which has one element around all, or any content. @example xmlparse('document', posts.c.body) // xmlparse(document "posts"."body") */
export const xmlparse = <E extends Operand<Text>>(whole: XmlWhole, operand: E): Strict<string, E> =>
  typed(
    wholes.includes(whole)
      ? { joinery: brand, _tag: 'XmlParse', whole, operand: toText(operand, 'xmlparse'), type: xmlType }
      : notWhole('xmlparse'),
  )

export interface XmlSerializeOptions {
  /** On lines of its own what is further in, since PostgreSQL 16. */
  readonly indent?: boolean
}

/** XML as a text. @example xmlserialize('content', xmlelement('a')) // xmlserialize(content xmlelement(name "a") as text) */
export const xmlserialize = <E extends Document>(
  whole: XmlWhole,
  operand: E,
  options?: XmlSerializeOptions,
): Strict<string, E> =>
  typed(
    wholes.includes(whole)
      ? withOptions<XmlSerializeOptions, Node>('xmlserialize', options, { indent: flag }, ({ indent = false }) => ({
          joinery: brand,
          _tag: 'XmlSerialize',
          whole,
          operand: toDocument(operand, 'xmlserialize'),
          indent,
          type: textType,
        }))
      : notWhole('xmlserialize'),
  )

// -------------------------------------------------------------------------------------
// questions
// -------------------------------------------------------------------------------------

const documentTest = (operand: unknown, negated: boolean, name: string): Node => ({
  joinery: brand,
  _tag: 'IsDocument',
  operand: toDocument(operand, name),
  negated,
  type: booleanType,
})

/** Whether there is one element around all. @example isDocument(xmlelement('a')) // xmlelement(name "a") is document */
export const isDocument = <E extends Document>(operand: E): Strict<boolean, E> =>
  typed(documentTest(operand, false, 'isDocument'))

/** @example isNotDocument(xmlelement('a')) // xmlelement(name "a") is not document */
export const isNotDocument = <E extends Document>(operand: E): Strict<boolean, E> =>
  typed(documentTest(operand, true, 'isNotDocument'))

/** Whether a text is XML of the kind that the session reads. @example xmlIsWellFormed(posts.c.body) // xml_is_well_formed("posts"."body") */
export const xmlIsWellFormed = /* @__PURE__ */ strict('xmlIsWellFormed', [textual], [], boolean)

/** @example xmlIsWellFormedDocument(posts.c.body) // xml_is_well_formed_document("posts"."body") */
export const xmlIsWellFormedDocument = /* @__PURE__ */ strict('xmlIsWellFormedDocument', [textual], [], boolean)

/** @example xmlIsWellFormedContent(posts.c.body) // xml_is_well_formed_content("posts"."body") */
export const xmlIsWellFormedContent = /* @__PURE__ */ strict('xmlIsWellFormedContent', [textual], [], boolean)

/** Whether a path of XPath finds anything. @example xmlexists('//title', xmlelement('title')) // xmlexists(($1::text) passing xmlelement(name "title")) */
export const xmlexists = <P extends Operand<Text>, E extends Document>(path: P, operand: E): Strict<boolean, P | E> =>
  typed({
    joinery: brand,
    _tag: 'XmlExists',
    path: toText(path, 'xmlexists'),
    document: toDocument(operand, 'xmlexists'),
    type: booleanType,
  })

const namespaces = /* @__PURE__ */ array(/* @__PURE__ */ array(text))

/** What a path of XPath finds, in a document. The last argument are pairs of the names and addresses of namespaces. @example xpath('//title/text()', '<title>Joins</title>') // xpath($1::text, $2::xml) */
export const xpath = /* @__PURE__ */ strict('xpath', [textual, document], [namespaces], /* @__PURE__ */ array(xml))

/** Whether it finds anything. @example xpathExists('//title', '<title>Joins</title>') // xpath_exists($1::text, $2::xml) */
export const xpathExists = /* @__PURE__ */ strict('xpathExists', [textual, document], [namespaces], boolean)

// -------------------------------------------------------------------------------------
// tables as XML
// -------------------------------------------------------------------------------------

/** How rows are mapped: with elements for nulls; each row as a document of its own; in a namespace. */
const mapping = [boolean, boolean, textual] as const

/** A table as XML: whether with its nulls, whether a document for each row, and in which namespace. @example tableToXml('users', true, false, '') // table_to_xml($1::regclass, $2::boolean, $3::boolean, $4::text) */
export const tableToXml = /* @__PURE__ */ strict('tableToXml', [relation, ...mapping], [], xml)

/** Its schema. @example tableToXmlschema('users', true, false, '') // table_to_xmlschema($1::regclass, $2::boolean, $3::boolean, $4::text) */
export const tableToXmlschema = /* @__PURE__ */ strict('tableToXmlschema', [relation, ...mapping], [], xml)

/** Both. @example tableToXmlAndXmlschema('users', true, false, '') // table_to_xml_and_xmlschema($1::regclass, $2::boolean, $3::boolean, $4::text) */
export const tableToXmlAndXmlschema = /* @__PURE__ */ strict('tableToXmlAndXmlschema', [relation, ...mapping], [], xml)
