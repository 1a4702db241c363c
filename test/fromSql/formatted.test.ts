/** What is printed is what Biome would print: nobody has to format it before it is kept. */
import { spawnSync } from 'node:child_process'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { translated } from './says.js'

const formatted = (code: string): string =>
  spawnSync('node_modules/.bin/biome', ['check', '--write', '--stdin-file-path=test/made.ts'], {
    encoding: 'utf8',
    input: code,
  }).stdout

const statements = [
  'select 1',
  `select u.name, m.name as manager, count(*) over (partition by u.active, m.active order by u.age desc nulls last rows
    between 2 preceding and current row) as a_count_with_a_long_name from users u left join users m on m."managerId" = u.id`,
  `with recursive chain(id, boss, depth) as (select id, "managerId", 1 from users where id = 7 union all
    select u.id, u."managerId", c.depth + 1 from users u join chain c on c.boss = u.id where c.depth < 10 and u.active and u.age > 3)
    select * from chain order by depth`,
  `insert into users (name, active) values ('jack', true), ('ed', false) on conflict (id) do update
    set name = excluded.name, age = coalesce(excluded.age, users.age) where users.active returning id, name`,
  `select id from users where (id, name) in ((1, 'a'), (2, 'b')) and name = any (array['a', 'b', 'a rather long name, so that',
    'it does not fit in one line', 'whatever is done about it'])`,
  `select case when age > 64 then 'senior' when age > 17 then 'adult' else 'minor' end as kind, count(*) from users group by 1`,
  'update posts set title = $1, price = price * 1.1 where id = $2 and ($3::date is null or day < $3) returning *',
  `select jsonb_build_object('id', id, 'of', (select jsonb_agg(p.title order by p.id) from posts p where p.author = users.id)) from users`,
]

for (const sql of statements)
  test(`it is formatted: ${sql.slice(0, 60).replace(/\s+/g, ' ')}`, async () => {
    const made = await translated(sql)
    if (made._tag === 'Left') throw new Error(JSON.stringify(made.left))
    assert.is(made.right, formatted(made.right))
  })

test.run()
