/** The rows of statements that joinery does not read, as they are declared: by column specs, in their order. */
import { brand } from '../ast/Node.js'
import type { Projection } from '../ast/Projection.js'
import { uncounted } from '../ast/SqlType.js'
import type { holds } from '../schema/Column.js'
import type { Specs } from '../schema/Table.js'

/** A row of these columns. */
export type DeclaredRow<S extends Specs> = { readonly [K in keyof S]: S[K][typeof holds] }

/** The same, of columns that can be ordered by. */
export const outputs = (columns: Specs): Projection => ({
  items: Object.entries(columns).map(([key, { type }]) => ({
    _tag: 'Field',
    key,
    node: { joinery: brand, _tag: 'Output', name: key, type: uncounted(type) },
  })),
})

export const declared = (columns: Specs): Projection => ({
  items: Object.entries(columns).map(([key, { type }]) => ({
    _tag: 'Field',
    key,
    node: { joinery: brand, _tag: 'Column', table: '', name: key, type },
  })),
})
