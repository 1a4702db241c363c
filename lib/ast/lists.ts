/** Lists that grow by one: a spread would keep room for sixteen more. */

export const appended = <A>(list: ReadonlyArray<A>, item: A): ReadonlyArray<A> => {
  switch (list.length) {
    case 0:
      return [item]
    case 1:
      return [list[0] as A, item]
    case 2:
      return [list[0] as A, list[1] as A, item]
    default:
      return list.concat([item])
  }
}

export const extended = <A>(list: ReadonlyArray<A>, items: ReadonlyArray<A>): ReadonlyArray<A> =>
  list.length === 0 ? items : list.concat(items)
