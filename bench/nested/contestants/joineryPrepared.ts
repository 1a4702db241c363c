/** The graphs as relations, prepared once. */
import { joinery } from './joinery.js'

export const contestant = joinery(true)
