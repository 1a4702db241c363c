/** joinery with statements that are prepared once. */
import { joinery } from './joinery.js'

export const contestant = joinery(true)
