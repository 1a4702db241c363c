/**
 * A small library for tests of links: books have authors by `writings`, which says in what part, and tags by `taggings`; a
 * shelf has books, and folders of an account have folders of the same account in them.
 */
import { pipe } from 'fp-ts/function'
import type { Database } from '../../lib/exec/Connection.js'
import {
  createAll,
  defaultTo,
  execute,
  foreignKey,
  foreignKeyOn,
  insertInto,
  integer,
  manyToMany,
  manyToOne,
  metadata,
  nullable,
  oneToMany,
  primaryKey,
  serial,
  table,
  text,
  unique,
  values,
} from '../../lib/index.js'
import { expectRight } from './expect.js'

export const shelves = table('shelves', { id: primaryKey(serial), name: text })
export const books = table('books', {
  id: primaryKey(serial),
  title: text,
  shelfId: nullable(foreignKey(() => shelves.c.id)),
})
export const authors = table('authors', { id: primaryKey(serial), name: text })
export const writings = table('writings', {
  bookId: primaryKey(foreignKey(() => books.c.id)),
  authorId: primaryKey(foreignKey(() => authors.c.id)),
  part: text,
  share: pipe(integer, defaultTo(100)),
})
export const tags = table('tags', { id: primaryKey(serial), word: unique(text) })
export const taggings = table('taggings', {
  bookId: primaryKey(foreignKey(() => books.c.id)),
  tagId: primaryKey(foreignKey(() => tags.c.id)),
})
export const folders = table(
  'folders',
  {
    accountId: primaryKey(integer),
    id: primaryKey(integer),
    parentId: nullable(integer),
    name: text,
  },
  (f) => [foreignKeyOn([f.accountId, f.parentId], () => [folders.c.accountId, folders.c.id])],
)
export const shelfBooks = oneToMany(shelves, books)
export const bookShelf = manyToOne(books, shelves)
export const bookAuthors = manyToMany(books, authors, { by: writings })
export const bookTags = manyToMany(books, tags, { by: taggings })
export const subfolders = oneToMany(folders, folders)

export const library = metadata([shelves, books, authors, writings, tags, taggings, folders])

/** Two shelves; three books, of which the first two are on the first; three tags and three authors. */
export const stockLibrary = async (db: Database): Promise<void> => {
  expectRight(await createAll(library)(db)())
  const inserts = [
    pipe(insertInto(shelves), values([{ name: 'near' }, { name: 'far' }])),
    pipe(
      insertInto(books),
      values([
        { title: 'Joins', shelfId: 1 },
        { title: 'Nulls', shelfId: 1 },
        { title: 'Trees', shelfId: null },
      ]),
    ),
    pipe(insertInto(authors), values([{ name: 'ann' }, { name: 'bob' }, { name: 'cid' }])),
    pipe(insertInto(tags), values([{ word: 'sql' }, { word: 'fp' }, { word: 'types' }])),
    pipe(
      insertInto(folders),
      values([
        { accountId: 1, id: 1, parentId: null, name: 'a' },
        { accountId: 1, id: 2, parentId: 1, name: 'b' },
        { accountId: 1, id: 3, parentId: null, name: 'c' },
        { accountId: 2, id: 1, parentId: null, name: 'd' },
        { accountId: 2, id: 2, parentId: 1, name: 'e' },
      ]),
    ),
  ]
  for (const insert of inserts) expectRight(await execute(insert as (typeof inserts)[0])(db)())
}
