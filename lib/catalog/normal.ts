/** A catalog without what says the same in another way, so that two of them can be compared. */
import type { Catalog, Counting, SequenceFact, TableFact } from '../ast/Catalog.js'

/** What is said of how a sequence counts, and would be so anyway. */
const counting = <C extends Counting>(it: C): C => {
  const { increment, min, start, cache } = it
  const isUp = increment === null || !increment.startsWith('-')
  return {
    ...it,
    increment: increment === '1' ? null : increment,
    start: start !== null && start === (isUp ? (min ?? '1') : (it.max ?? '-1')) ? null : start,
    min: isUp && min === '1' ? null : min,
    cache: cache === '1' ? null : cache,
  }
}

const table = (it: TableFact): TableFact => ({
  ...it,
  columns: it.columns.map((column) => ({
    ...column,
    identity: column.identity === null ? null : counting(column.identity),
  })),
})

const sequence = (it: SequenceFact): SequenceFact => ({ ...counting(it), type: it.type === 'bigint' ? null : it.type })

export const normal = (self: Catalog): Catalog => ({
  ...self,
  sequences: self.sequences.map(sequence),
  tables: self.tables.map(table),
})
