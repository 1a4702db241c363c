/**
 * Patterns in which a text stands for itself.
 *
 * The escape character is `!`, for a backslash means two things inside a literal, by the server and by its settings.
 */
import type { Holds } from '../../lib/ast/Node.js'

export const escapeCharacter = '!'

/** A text at its place, between wildcards for all that may stand around it. */
export const placed = (text: string, at: Holds['at'], wildcard: string): string =>
  `${at === 'start' ? '' : wildcard}${text}${at === 'end' ? '' : wildcard}`

/** @example likePattern('100%', 'start') // 100!%% */
export const likePattern = (text: string, at: Holds['at']): string => placed(text.replace(/[!%_]/g, '!$&'), at, '%')
