/** SQL, and what from-sql makes of it: the one type-checks, compiles, and does what the other does. */
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Connection } from '../../lib/exec/Connection.js'
import type { Wire } from '../../lib/exec/Session.js'
import { fromSql, readCatalog, wordsOf } from '../../lib/fromSql/index.js'
import { type Database, withRollback } from '../../lib/index.js'
import { seed } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { difference, type Result } from './runner/compare.js'
import { project } from './runner/project.js'

const test = suite('from-sql, at work')

const statements: Readonly<Record<string, string>> = {
  joins: `select u.name, p.title, c.text from users u left join posts p on p.author_id = u.id
    left join comments c on c.post_id = p.id and c.author_id is not null order by u.id, p.id, c.id`,
  groups: `select u.state, count(*) as n, max(u.age) as oldest, avg(u.score) as mean from users u
    group by u.state having count(*) > 1`,
  subqueries: `select name from users u where exists (select 1 from posts where author_id = u.id and published)
    and u.age > all (select age from users where "managerId" = u.id)`,
  recursion: `with recursive under as (select id, name, 0 as depth from users where "managerId" is null
    union all select u.id, u.name, under.depth + 1 from users u join under on u."managerId" = under.id)
    select name, depth from under order by depth, name`,
  windows: `select title, row_number() over (partition by author_id order by created_at, id) as nr,
    count(*) over () as of, lag(title) over (order by id) as before from posts order by id`,
  cases: `select name, case when age is null then 'unknown' when age < 30 then 'young' else 'old' end as kind,
    coalesce(fullname, upper(name)) as shown from users order by name desc`,
  sets: `select name from users where age > 20 union select title from posts except select 'Nulls' order by 1`,
  laterals: `select u.name, latest.title from users u cross join lateral
    (select title from posts where author_id = u.id order by id desc limit 1) latest`,
  nested: `select u.name, (select json_agg(json_build_object('email', a.email) order by a.email) from addresses a
    where a."userId" = u.id) as addresses from users u order by u.id`,
  arrays: `select array_agg(name order by name) filter (where age is not null) as names,
    (array['a', 'b', 'c'])[2:3] as some, 2 = any (array[1, 2]) as there from users`,
  series: `select d::date as day, count(p.id) as written from generate_series('2026-01-01'::timestamp,
    '2026-01-03', '1 day') d left join posts p on p.created_at::date = d::date group by d order by d`,
  sum: `select round(sum(score)::numeric / 3, 2) as mean, extract(year from date '2026-11-22') as year from users`,
  insert: `insert into addresses (email, "userId") select name || '@here.org', id from users where age > 30
    on conflict (id) do nothing returning email, "userId"`,
  update: `update posts set title = posts.title || '!', body = default from users
    where users.id = posts.author_id and users.name = 'jack' returning posts.id, posts.title, posts.body`,
  delete: `delete from comments using posts where posts.id = comments.post_id and posts.title = 'Trees' returning comments.text`,
}

const translated = async (db: Connection, sql: string): Promise<string> => {
  const catalog = expectRight(await readCatalog(wordsOf(sql))(db)())
  const translation = await fromSql(sql, catalog)()
  if (translation._tag === 'Left') return assert.unreachable(JSON.stringify(translation.left)) as never
  const [statement] = translation.right.statements
  return `${translation.right.module}\nexport default ${statement?.name}\n`
}

/** What a statement gives, which is then undone. */
const given = async (db: Database, text: string, values: ReadonlyArray<unknown>): Promise<Result> => {
  const undone = withRollback((tx) => () => tx.run({ text, values: values as ReadonlyArray<Wire> }))
  const { rows } = expectRight(await undone(db)())
  return { oids: [], rows: rows as Result['rows'] }
}

onEach(test, 'SQL and its TypeScript do the same', {}, async (db, name) => {
  await seed(db)
  const modules: Array<{ readonly name: string; readonly code: string }> = []
  for (const [id, sql] of Object.entries(statements)) modules.push({ name: id, code: await translated(db, sql) })
  const checked = await project(`.build/fromSql-${name}`, modules)
  assert.equal([...checked.typeErrors], [])
  for (const [id, sql] of Object.entries(statements)) {
    const { text, values } = checked.candidate(id)
    const expected = await given(db, sql, [])
    assert.ok(expected.rows.length > 0, id)
    assert.is(difference(expected, await given(db, text, values)), null, id)
    assert.not.match(modules.find((module) => module.name === id)?.code ?? '', /\b(raw|fn|operator)\w*\(/)
  }
})

test.run()
