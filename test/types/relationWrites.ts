/** Checked by `tsc`, never run: what can be written through a relation. */
import { pipe } from 'fp-ts/function'
import {
  deleteWith,
  eq,
  execute,
  foreignKey,
  insertGraph,
  insertTree,
  inverse,
  type LinkChanges,
  link,
  linkEach,
  manyToMany,
  manyToOne,
  nullable,
  oneToMany,
  type Plan,
  primaryKey,
  type RowOf,
  returning,
  rowAs,
  sameRow,
  serial,
  setLinks,
  setLinksEach,
  table,
  text,
  through,
  toAlias,
  unlink,
  unlinkEach,
  updateKey,
  variants,
  viewOnly,
} from '../../lib/index.js'
import { addresses, users } from '../support/blog.js'
import {
  authors,
  bookAuthors,
  bookShelf,
  books,
  bookTags,
  shelfBooks,
  shelves,
  tags,
  writings,
} from '../support/library.js'
import { type Equal, expectType } from '../support/types.js'

// -------------------------------------------------------------------------------------
// link
// -------------------------------------------------------------------------------------

execute(link(shelfBooks)({ id: 1 }, { id: 2 }))
execute(link(shelfBooks)({ id: 1 }, [{ id: 2 }, { id: 3, title: 'Trees' }]))
execute(link(bookShelf)({ id: 2 }, { id: 1 }))
execute(link(bookTags)({ id: 1 }, [{ id: 2 }]))

// @ts-expect-error a row is named by its primary key
link(shelfBooks)({ name: 'near' }, { id: 2 })
// @ts-expect-error the key is a number
link(shelfBooks)({ id: 1 }, { id: '2' })
// @ts-expect-error a book is on one shelf
link(bookShelf)({ id: 2 }, [{ id: 1 }])
// @ts-expect-error a view is not written
link(viewOnly(shelfBooks))
// @ts-expect-error nor is a relation by a condition of its own
link(oneToMany(shelves, books, { on: (s, b) => eq(s.c.id, b.c.shelfId) }))
// @ts-expect-error over a foreign key there is no payload
link(shelfBooks)({ id: 1 }, { id: 2 }, { part: 'all' })

// ---- payload

link(bookAuthors)({ id: 1 }, { id: 2 }, { part: 'all' })
link(bookAuthors)({ id: 1 }, { id: 2 }, { part: 'all', share: 40 })
link(bookAuthors)({ id: 1 }, [{ id: 2, name: 'bob' }], ({ id }, i) => ({ part: `${id} ${i}` }))
link(bookTags)({ id: 1 }, { id: 2 }, {})
link(inverse(bookAuthors))({ id: 1 }, { id: 2 }, { part: 'all' })
link(pipe(bookAuthors, toAlias('writer')))({ id: 1 }, { id: 2 }, { part: 'all' })

// @ts-expect-error the part has no default
link(bookAuthors)({ id: 1 }, { id: 2 })
// @ts-expect-error the part is missing
link(bookAuthors)({ id: 1 }, { id: 2 }, { share: 40 })
// @ts-expect-error the share is a number
link(bookAuthors)({ id: 1 }, { id: 2 }, { part: 'all', share: 'half' })
// @ts-expect-error a writing has no pages
link(bookAuthors)({ id: 1 }, { id: 2 }, { part: 'all', pages: 40 })
// @ts-expect-error the part is missing, for each of them
link(bookAuthors)({ id: 1 }, [{ id: 2 }], () => ({ share: 40 }))

const bookWritings = oneToMany(books, writings)
const writingAuthor = manyToOne(writings, authors)
link(through(bookWritings, writingAuthor))({ id: 1 }, { id: 2 }, { part: 'all' })
// @ts-expect-error the association of two foreign keys has its payload too
link(through(bookWritings, writingAuthor))({ id: 1 }, { id: 2 })

const linked = pipe(link(bookAuthors)({ id: 1 }, { id: 2 }, { part: 'all' }), returning({ share: writings.c.share }))
expectType<Equal<RowOf<typeof linked>, { readonly share: number }>>()

// ---- many

linkEach(bookTags)([{ source: { id: 1 }, target: { id: 2 } }])
linkEach(bookAuthors)([{ source: { id: 1 }, target: { id: 2 }, payload: { part: 'all' } }])
linkEach(bookShelf)([{ source: { id: 1 }, target: { id: 2 } }])
// @ts-expect-error the payload is missing
linkEach(bookAuthors)([{ source: { id: 1 }, target: { id: 2 } }])
// @ts-expect-error over a foreign key there is no payload
linkEach(bookShelf)([{ source: { id: 1 }, target: { id: 2 }, payload: {} }])

/** A table of links with a key of its own needs nothing but its ends. */
const loose = table('loose', {
  id: primaryKey(serial),
  bookId: foreignKey(() => books.c.id),
  tagId: foreignKey(() => tags.c.id),
  note: nullable(text),
})
link(manyToMany(books, tags, { by: loose }))({ id: 1 }, { id: 2 })
link(manyToMany(books, tags, { by: loose }))({ id: 1 }, { id: 2 }, { note: 'x' })

// -------------------------------------------------------------------------------------
// unlink
// -------------------------------------------------------------------------------------

execute(unlink(shelfBooks)({ id: 1 }, [{ id: 2 }]))
execute(unlink(shelfBooks, { orphan: 'delete' })({ id: 1 }, { id: 2 }))
execute(unlink(bookTags)({ id: 1 }, { id: 2 }))
execute(unlinkEach(bookTags)([{ source: { id: 1 }, target: { id: 2 } }]))

// @ts-expect-error a view is not written
unlink(viewOnly(bookTags))
// @ts-expect-error links have no orphans
unlink(bookTags, { orphan: 'delete' })
// @ts-expect-error there is no such word
unlink(shelfBooks, { orphan: 'drop' })
// @ts-expect-error a row is named by its primary key
unlink(bookTags)({ id: 1 }, { word: 'sql' })

const always = oneToMany(users, addresses, { foreignKey: addresses.c.userId })
unlink(always, { orphan: 'delete' })({ id: 1 }, { id: 2 })
// @ts-expect-error the foreign key cannot be null
unlink(always)({ id: 1 }, { id: 2 })
// @ts-expect-error nor from its other side
unlink(inverse(always))({ id: 1 }, { id: 2 })

// -------------------------------------------------------------------------------------
// setLinks
// -------------------------------------------------------------------------------------

const set = setLinks(bookTags)({ id: 1 }, [{ id: 2 }, { id: 3 }])
expectType<Equal<typeof set, Plan<LinkChanges>>>()
setLinks(shelfBooks)({ id: 1 }, [])
setLinks(always, { orphan: 'delete' })({ id: 1 }, [{ id: 2 }])
setLinks(bookAuthors)({ id: 1 }, [{ id: 2, name: 'bob' }], ({ name }) => ({ part: name ?? '' }))
setLinksEach(bookTags)([{ source: { id: 1 }, targets: [{ id: 2 }] }])
setLinksEach(bookAuthors)([{ source: { id: 1 }, targets: [{ id: 2 }], payload: { part: 'all' } }])

// @ts-expect-error a view is not written
setLinks(viewOnly(bookTags))
// @ts-expect-error a book is on one shelf
setLinks(bookShelf)
// @ts-expect-error the foreign key cannot be null
setLinks(always)
// @ts-expect-error links have no orphans
setLinks(bookTags, { orphan: 'delete' })
// @ts-expect-error the part has no default
setLinks(bookAuthors)({ id: 1 }, [{ id: 2 }])
// @ts-expect-error the part is missing
setLinksEach(bookAuthors)([{ source: { id: 1 }, targets: [{ id: 2 }] }])
// @ts-expect-error a plan is no statement
execute(set)

// -------------------------------------------------------------------------------------
// insertGraph
// -------------------------------------------------------------------------------------

const bookWritings_ = oneToMany(books, writings)
const into = insertGraph(shelves, { books: [shelfBooks, { tags: bookTags, writings: bookWritings_ }] })

const made = into([
  { name: 'near', books: [{ title: 'Joins', tags: [{ word: 'sql' }], writings: [{ part: 'all', authorId: 7 }] }] },
  { name: 'far' },
])
type Made = typeof made extends Plan<ReadonlyArray<infer R>> ? R : never
expectType<Equal<Made['books'][number]['tags'], ReadonlyArray<{ readonly id: number; readonly word: string }>>>()
expectType<Equal<Made['name'], string>>()
expectType<Equal<Made['books'][number]['shelfId'], number | null>>()

const up = insertGraph(books, { shelf: bookShelf })([{ title: 'Joins', shelf: { name: 'near' } }])
type Up = typeof up extends Plan<ReadonlyArray<infer R>> ? R : never
expectType<Equal<Up['shelf'], { readonly id: number; readonly name: string } | null>>()

into([rowAs('a', { name: 'near', books: [sameRow('b')] }), { name: 'far', books: [rowAs('b', { title: 'Joins' })] }])

// @ts-expect-error a title is missing
into([{ name: 'near', books: [{ tags: [] }] }])
// @ts-expect-error a shelf has many books
into([{ name: 'near', books: { title: 'Joins' } }])
// @ts-expect-error a book is on one shelf
insertGraph(books, { shelf: bookShelf })([{ title: 'Joins', shelf: [{ name: 'near' }] }])
// @ts-expect-error a book has no pages
into([{ name: 'near', books: [{ title: 'Joins', pages: 7 }] }])
// @ts-expect-error nothing is nested under pages
into([{ name: 'near', pages: [] }])
// @ts-expect-error the part has no default, at whatever depth
into([{ name: 'near', books: [{ title: 'Joins', writings: [{ authorId: 7 }] }] }])
// @ts-expect-error the relation starts from another table
insertGraph(shelves, { tags: bookTags })
// @ts-expect-error the nested relation starts from another table
insertGraph(shelves, { books: [shelfBooks, { books: shelfBooks }] })
// @ts-expect-error a view is not written
insertGraph(shelves, { books: viewOnly(shelfBooks) })
// @ts-expect-error the links have columns of their own
insertGraph(books, { authors: bookAuthors })([{ title: 'Joins', authors: [{ name: 'ann' }] }])

// -------------------------------------------------------------------------------------
// deleteWith, updateKey
// -------------------------------------------------------------------------------------

const deleting = deleteWith(shelves, [
  { relation: shelfBooks, onDelete: 'delete', below: [{ relation: bookTags, onDelete: 'orphan' }] },
])
expectType<Equal<ReturnType<typeof deleting>, Plan<number>>>()
deleting({ id: 1 })
deleting([{ id: 1 }, { id: 2, name: 'far' }])
deleting(eq(shelves.c.name, 'near'))
deleteWith(users, [{ relation: always, onDelete: 'delete' }])

// @ts-expect-error a row is named by its primary key
deleting({ name: 'near' })
// @ts-expect-error the condition is on another table
deleting(eq(books.c.title, 'Joins'))
// @ts-expect-error the foreign key cannot be null
deleteWith(users, [{ relation: always, onDelete: 'nullify' }])
// @ts-expect-error there is no such word
deleteWith(shelves, [{ relation: shelfBooks, onDelete: 'drop' }])
// @ts-expect-error the relation starts from another table
deleteWith(shelves, [{ relation: bookTags, onDelete: 'nullify' }])
deleteWith(shelves, [
  // @ts-expect-error the relation below starts from another table
  { relation: shelfBooks, onDelete: 'delete', below: [{ relation: shelfBooks, onDelete: 'delete' }] },
])
// @ts-expect-error a view is not written
deleteWith(shelves, [{ relation: viewOnly(shelfBooks), onDelete: 'delete' }])

updateKey(shelves, [shelfBooks])({ id: 1 }, { id: 7 })
// @ts-expect-error the relation starts from another table
updateKey(shelves, [bookTags])
// @ts-expect-error the key is a number
updateKey(shelves, [shelfBooks])({ id: 1 }, { id: '7' })

// -------------------------------------------------------------------------------------
// variants
// -------------------------------------------------------------------------------------

interface Shape {
  readonly id: number
  readonly kind: string
  readonly radius: number | null
  readonly side: number | null
}
declare const shapes: ReadonlyArray<Shape>

const asShapes = variants('kind', { circle: ['radius'], square: ['side'] })
const told = asShapes(shapes)
type Told = Extract<typeof told, { readonly _tag: 'Right' }>['right'][number]
expectType<
  Equal<
    Told,
    | { readonly id: number; readonly kind: 'circle'; readonly radius: number }
    | { readonly id: number; readonly kind: 'square'; readonly side: number }
  >
>()

declare const circles: ReadonlyArray<{ readonly kind: string; readonly radius: number | null }>
// @ts-expect-error the rows have no side
asShapes(circles)

declare const named: ReadonlyArray<Shape & { readonly kind: 'circle' | 'square' | 'hexagon' }>
// @ts-expect-error there are rows of the kind hexagon
asShapes(named)

// -------------------------------------------------------------------------------------
// insertTree
// -------------------------------------------------------------------------------------

const userReports = oneToMany(users, users)
const trees = insertTree(userReports, { as: 'reports' })([{ name: 'jack', reports: [{ name: 'ed', reports: [] }] }])
type Tree = typeof trees extends Plan<ReadonlyArray<infer R>> ? R : never
expectType<Equal<Tree['reports'][number]['reports'][number]['name'], string>>()
// @ts-expect-error a name is missing, however deep
insertTree(userReports, { as: 'reports' })([{ name: 'jack', reports: [{ name: 'ed', reports: [{}] }] }])
// @ts-expect-error the relation leads to another table
insertTree(shelfBooks, { as: 'books' })
// @ts-expect-error the relation leads up
insertTree(inverse(userReports), { as: 'manager' })
