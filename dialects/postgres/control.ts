/**
 * Transaction control of PostgreSQL: the standard's, spelled as its log and its users spell it.
 *
 * A failed statement aborts the whole transaction, and COMMIT is then answered by ROLLBACK, without an error.
 */
import type { Control } from '../../lib/compile/Control.js'
import { right } from '../../lib/fp.js'
import { control as ansi } from '../ansi/control.js'
import { extras } from './extras.js'

export const control: Control = {
  ...ansi,
  ...extras,
  begin: (modes) => {
    const text = ansi.begin(modes)
    return text._tag === 'Left' ? text : right(text.right.replace(/^start transaction/, 'begin'))
  },
  abortsOnError: true,
}
