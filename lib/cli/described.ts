/** The metadata that a module exports: one that is made already, or the tables, views and sequences that it exports. */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isBranded, isRecord } from '../ast/Expr.js'
import { type Metadata, metadata } from '../schema/Metadata.js'

const isMetadata = (u: unknown): u is Metadata =>
  isRecord(u) && Array.isArray(u.tables) && Array.isArray(u.views) && Array.isArray(u.types) && Array.isArray(u.errors)

const kinds: ReadonlySet<unknown> = new Set(['Table', 'Sequence', 'Routine', 'Trigger'])

const isDescriptor = (u: unknown): boolean => isBranded(u) && kinds.has((u as { readonly _tag?: unknown })._tag)

const loaded = async (module: string): Promise<Readonly<Record<string, unknown>>> => {
  try {
    return await import(pathToFileURL(resolve(module)).href)
  } catch (cause) {
    if (!/\.[mc]?ts$/.test(module) || !/extension|type[- ]?strip|Unexpected token/i.test(String(cause))) throw cause
    throw new Error(`this Node does not load ${module}: compile it, or say NODE_OPTIONS="--import tsx"`)
  }
}

/** What a module describes. TypeScript is for whoever loads it: Node 22.18 and later do, and `tsx` does. */
export const describedBy = async (module: string): Promise<Metadata> => {
  const exported = await loaded(module)
  const all = Object.values(exported)
  const made = all.filter(isMetadata)
  return made.length === 1 ? (made[0] as Metadata) : metadata(all.filter(isDescriptor) as never)
}
