import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { describeError } from '../../lib/exec/SqlError.js'
import {
  all,
  createAll,
  execute,
  from,
  insertInto,
  integer,
  metadata,
  nullable,
  orderBy,
  primaryKey,
  select,
  serial,
  table,
  text,
  values,
  variants,
} from '../../lib/index.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'

const test = suite('variants')

const shapes = table('shapes', {
  id: primaryKey(serial),
  kind: text,
  note: nullable(text),
  radius: nullable(integer),
  side: nullable(integer),
})

const asShapes = variants('kind', { circle: ['radius'], square: ['side'] })

onEach(test, 'rows of one table are a union by a column', { portable: true }, async (db) => {
  expectRight(await createAll(metadata([shapes]))(db)())
  const rows = [
    { kind: 'circle', radius: 2 },
    { kind: 'square', side: 3, note: 'x' },
  ]
  expectRight(await execute(pipe(insertInto(shapes), values(rows)))(db)())
  const query = pipe(from(shapes), orderBy(shapes.c.id), select(shapes))
  const found = expectRight(await pipe(all(query)(db), TE.flatMapEither(asShapes))())
  assert.equal(found, [
    { id: 1, kind: 'circle', note: null, radius: 2 },
    { id: 2, kind: 'square', note: 'x', side: 3 },
  ])
  const areas = found.map((shape) => (shape.kind === 'circle' ? 3 * shape.radius ** 2 : shape.side ** 2))
  assert.equal(areas, [12, 9])
})

test('a row of another kind, and one that lacks what its kind has, are told', () => {
  const row = { id: 1, kind: 'circle', note: null, radius: null, side: null }
  const reason = (rows: ReadonlyArray<typeof row>) =>
    pipe(
      asShapes(rows),
      E.match(describeError, () => 'none'),
    )
  assert.is(reason([row]), 'column "radius" could not be read: it is null in a row of the kind circle')
  for (const kind of ['hexagon', 'toString', '__proto__']) {
    const said = `column "kind" could not be read: it says ${JSON.stringify(kind)}: the kinds are circle, square`
    assert.is(reason([{ ...row, kind }]), said)
  }
})

test.run()
