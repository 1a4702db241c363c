/** drizzle with statements that are prepared once. */
import { drizzle } from './drizzle.js'

export const contestant = drizzle(true)
