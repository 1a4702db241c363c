/** Functions that PostgreSQL calls in a way of its own. */
import { familyOf } from '../../lib/ast/promote.js'
import type { Call } from '../../lib/ast/Value.js'
import type { Case } from '../../lib/compile/Dialect.js'
import { spell, type Writer } from '../../lib/compile/Writer.js'
import { calls as ansi } from '../ansi/calls.js'
import { call, functionName } from '../ansi/expressions.js'
import { atom } from '../ansi/operators.js'

const forms: { readonly [form: string]: string | undefined } = { NFC: 'NFC', NFD: 'NFD', NFKC: 'NFKC', NFKD: 'NFKD' }

/** There is none of these of a floating-point number and a second argument. */
const exactOfTwo = (node: Call, to: Writer): void => {
  if (node.args.length < 2) return ansi.Call(node, to)
  to.text += `${functionName(to, node.name)}(`
  node.args.forEach((arg, i) => {
    if (i > 0) to.text += ', '
    if (familyOf(arg.type) === 'float') {
      atom(to, arg)
      to.text += '::numeric'
    } else spell(to, arg)
  })
  to.text += ')'
}

const special: { readonly [name: string]: Case<Call> | undefined } = {
  now: ({ name, args }, to) => call(to, name, args),
  length: ({ name, args }, to) => call(to, name, args),
  round: exactOfTwo,
  trunc: exactOfTwo,
  log: exactOfTwo,

  // the form is a word
  normalize: ({ args: [operand, form] }, to) => {
    to.text += 'normalize('
    if (operand !== undefined) spell(to, operand)
    if (form?._tag === 'Literal') to.text += `, ${forms[String(form.value)] ?? ''}`
    else if (form !== undefined) spell(to, form)
    to.text += ')'
  },
}

export const writeCall: Case<Call> = (node, to) => {
  const own = Object.hasOwn(special, node.name) ? special[node.name] : undefined
  if (own === undefined) ansi.Call(node, to)
  else own(node, to)
}
