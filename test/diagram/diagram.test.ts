/** A metadata as a picture: what is in it, that no box lies on another, and that nothing in a name becomes markup. */
import { pipe } from 'fp-ts/function'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { diagram, mermaid, svg } from '../../lib/diagram/index.js'
import { layoutOf } from '../../lib/diagram/layout.js'
import { pictureOf } from '../../lib/diagram/model.js'
import {
  from,
  integer,
  metadata,
  nullable,
  numeric,
  primaryKey,
  references,
  select,
  serial,
  table,
  text,
  unique,
  varchar,
  view,
} from '../../lib/index.js'
import { thirty } from './thirty.js'

const users = table('users', { id: primaryKey(serial), 'e-mail': unique(varchar(80)), fullname: nullable(text) })

const posts = table('posts', {
  id: primaryKey(serial),
  userId: pipe(
    integer,
    references(() => users.c.id),
  ),
  parentId: nullable(
    pipe(
      integer,
      references(() => posts.c.id),
    ),
  ),
  price: numeric(10, 2),
})

const passports = table('passports', {
  userId: pipe(
    integer,
    references(() => users.c.id),
    primaryKey,
  ),
})

const names = pipe(from(users), select({ id: users.c.id }), view('names'))

test('Mermaid’s text has the tables, their keys, and how many rows there are at each end', () => {
  assert.is(
    mermaid(metadata([users, posts, passports, names])),
    `erDiagram
  "users" {
    serial id PK
    varchar(80) e-mail UK
    text fullname "null"
  }
  "posts" {
    serial id PK
    integer userId FK
    integer parentId FK "null"
    numeric(10_2) price
  }
  "passports" {
    integer userId PK, FK
  }
  "names" {
    integer id
  }
  "users" ||--o{ "posts" : "userId"
  "posts" |o--o{ "posts" : "parentId"
  "users" ||--o| "passports" : "userId"
`,
  )
})

test('no box lies on another, and each of them is inside the picture', () => {
  const layout = layoutOf(pictureOf(thirty()), ({ lines }) => ({ width: 200, height: 30 + lines.length * 22 }))
  assert.is(layout.boxes.length, 30)
  for (const [i, a] of layout.boxes.entries()) {
    assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= layout.width && a.y + a.height <= layout.height, a.box.id)
    for (const b of layout.boxes.slice(i + 1)) {
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
      assert.ok(apart, `${a.box.id} lies on ${b.box.id}`)
    }
  }
  assert.ok(
    layout.width / layout.height > 0.8 && layout.width / layout.height < 3,
    'a picture has the shape of a screen',
  )
})

test('tables that all point to one stand in several columns', () => {
  const hub = table('hub', { id: primaryKey(serial) })
  const spokes = Array.from({ length: 24 }, (_, i) =>
    table(`spoke_${i}`, {
      hubId: pipe(
        integer,
        references(() => hub.c.id),
      ),
    }),
  )
  const { width, height } = layoutOf(pictureOf(metadata([hub, ...spokes])), () => ({ width: 200, height: 90 }))
  assert.ok(height < width * 2, `${width} by ${height}`)
})

test('the picture stands alone, and names are text in it', () => {
  const odd = table('<script>alert("x")</script> & co', {
    ']]>': primaryKey(integer),
    'it\'s "c"': text,
    '\u0001': text,
  })
  const { svg: picture } = diagram(metadata([odd, users, posts]))
  assert.not.match(picture, '<script')
  assert.not.match(picture, /(href|src|url\()/)
  assert.match(picture, '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; co')
  assert.not.match(picture, '\u0001')
  // every tag that is opened is closed
  const open: Array<string> = []
  for (const [, closing, name = '', , self] of picture.matchAll(/<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/gi))
    if (self === '/') continue
    else if (closing === '/') assert.is(open.pop(), name)
    else open.push(name)
  assert.equal(open, [])
})

test('a database of nothing is an empty picture', () => {
  assert.match(svg(metadata([])), '</svg>')
  assert.is(mermaid(metadata([])), 'erDiagram\n')
})

test('the same metadata gives the same picture', () => {
  assert.is(svg(thirty()), svg(thirty()))
})

test.run()
