/** The parts of statements, each beside what it becomes. */
import { test } from 'uvu'
import { says } from './says.js'

test('the rows of one query are inserted by the names of the columns', () =>
  says(
    `insert into posts (author, title, tags) select id, name, array['new'] from users where active`,
    `
    export const statement = pipe(
      insertInto(posts),
      insertFrom(
        pipe(
          from(users),
          where(users.c.active),
          select({ author: users.c.id, title: users.c.name, tags: value(array(text), ['new']) }),
        ),
      ),
    )`,
  ))

test('an update reads other sources, and elements are places of their own', () =>
  says(
    `update posts p set title = u.name, tags[1] = 'seen' from users u where u.id = p.author`,
    `
    const p = alias(posts, 'p')
    const u = alias(users, 'u')
    export const statement = pipe(
      update(p),
      updateFrom(u),
      set({ title: u.c.name }),
      setTo(at(p.c.tags, 1), 'seen'),
      where(eq(u.c.id, p.c.author)),
    )`,
  ))

test('a delete without a condition says that it means every row', () =>
  says(
    `delete from posts`,
    `
    export const statement = pipe(deleteFrom(posts), everyRow)`,
  ))

test('a delete reads other sources', () =>
  says(
    `delete from posts using users u where u.id = posts.author and not u.active returning posts.id`,
    `
    const u = alias(users, 'u')
    export const statement = pipe(
      deleteFrom(posts),
      using(u),
      where(and(eq(u.c.id, posts.c.author), not(u.c.active))),
      returning({ id: posts.c.id }),
    )`,
  ))

test('a merge says what is done with each row', () =>
  says(
    `merge into posts p using users u on p.author = u.id when matched and u.age is null then delete when matched then update set title = u.name when not matched then insert (author, title, tags) values (u.id, u.name, '{}')`,
    `
    const p = alias(posts, 'p')
    const u = alias(users, 'u')
    export const statement = pipe(
      mergeInto(p),
      mergeUsing(u, eq(p.c.author, u.c.id)),
      whenMatched(thenDelete, { and: isNull(u.c.age) }),
      whenMatched(thenUpdate({ title: u.c.name })),
      whenNotMatched(thenInsert({ author: u.c.id, title: u.c.name, tags: [] })),
    )`,
  ))

test('the queries of a set operation have the keys and the types of the first one', () =>
  says(
    `select id, name, null as age from users union all select p.author, p.title, 7 from posts p order by name limit 5`,
    `
    const p = alias(posts, 'p')
    export const query = pipe(
      from(users),
      select({ id: users.c.id, name: users.c.name, age: null_(integer) }),
      unionAll(pipe(from(p), select({ id: p.c.author, name: p.c.title, age: value(integer, 7) }))),
      orderByOutput((row) => [row.name]),
      limit(5),
    )`,
  ))

test('rows that are written out have the types of their columns', () =>
  says(
    `select v.n, v.s from (values (1, 'a'), (2, null)) as v(n, s)`,
    `
    const v = pipe(
      valuesOf({ n: integer, s: nullable(text) }, [
        { n: 1, s: 'a' },
        { n: 2, s: null },
      ]),
      subquery('v'),
    )
    export const query = pipe(from(v), select({ n: v.c.n, s: v.c.s }))`,
  ))

test('a function in FROM is a source, and its columns have the names that they are given', () =>
  says(
    `select g.n, t.tag, t.at from generate_series(1, 3) as g(n), posts p, unnest(p.tags) with ordinality as t(tag, at)`,
    `
    const g = tableOf('g', 'n')(generateSeries(1, 3))
    const p = alias(posts, 'p')
    const t = tableOf('t', { column: 'tag', ordinality: 'at' })(unnest(p.c.tags))
    export const query = pipe(from(g, p, t), select({ n: g.c.n, tag: t.c.tag, at: t.c.at }))`,
  ))

test('a query that reads its neighbours is lateral', () =>
  says(
    `select u.name, last.title from users u left join lateral (select title from posts where author = u.id order by id desc limit 1) last on true`,
    `
    const u = alias(users, 'u')
    const last = pipe(
      from(posts),
      where(eq(posts.c.author, u.c.id)),
      select({ title: posts.c.title }),
      orderBy(desc(posts.c.id)),
      limit(1),
      lateral('last'),
    )
    export const query = pipe(from(u), leftJoinLateral(last), select({ name: u.c.name, title: last.c.title }))`,
  ))

test('queries are values, conditions and arrays', () =>
  says(
    `select (select count(*) from posts where author = u.id) as n, exists (select 1 from posts p where p.author = u.id) as some, array(select id from posts) as ids from users u where id in (select author from posts) and age > all (select age from users where active)`,
    `
    const u = alias(users, 'u')
    const p = alias(posts, 'p')
    export const query = pipe(
      from(u),
      where(
        and(
          inQuery(u.c.id, pipe(from(posts), select({ author: posts.c.author }))),
          gt(u.c.age, all_(pipe(from(users), where(users.c.active), select({ age: users.c.age })))),
        ),
      ),
      select({
        n: scalar(pipe(from(posts), where(eq(posts.c.author, u.c.id)), select({ count: count() }))),
        some: exists(pipe(from(p), where(eq(p.c.author, u.c.id)))),
        ids: arrayFrom(pipe(from(posts), select({ id: posts.c.id }))),
      }),
    )`,
  ))

test('groupings of several kinds', () =>
  says(
    `select author, title, count(*) as n, grouping(author) as g from posts group by rollup (author, title), grouping sets ((), (day))`,
    `
    export const query = pipe(
      from(posts),
      groupBy(rollup(posts.c.author, posts.c.title), groupingSets([], posts.c.day)),
      select({ author: posts.c.author, title: posts.c.title, n: count(), g: grouping(posts.c.author) }),
    )`,
  ))

test('the first row of each kind, and locks', () =>
  says(
    `select distinct on (author) author, id from posts order by author, id desc for update skip locked`,
    `
    export const query = pipe(
      from(posts),
      distinctOn(posts.c.author),
      select({ author: posts.c.author, id: posts.c.id }),
      orderBy(posts.c.author, desc(posts.c.id)),
      forUpdate({ wait: 'skip locked' }),
    )`,
  ))

test('cases, and what stands for null', () =>
  says(
    `select case mood when 'sad' then 1 else 0 end as a, case when age > 64 then 'old' end as b, coalesce(age, 0) as c, nullif(name, '') as d, greatest(age, 18) as e from users`,
    `
    export const query = pipe(
      from(users),
      select({
        a: caseOf(users.c.mood, [when('sad', value(integer, 1))], 0),
        b: case_([when(gt(users.c.age, 64), 'old')]),
        c: coalesce(users.c.age, 0),
        d: nullIf(users.c.name, ''),
        e: greatest(users.c.age, 18),
      }),
    )`,
  ))

test('documents: their parts, and what they hold', () =>
  says(
    `select body -> 'a' -> 0 as a, body ->> 'b' as b, body #>> '{c,d}' as c, body @> '{"x": [1]}' as d, body ? 'k' as e, jsonb_set(body, '{a,b}', '1') as f from posts`,
    `
    export const query = pipe(
      from(posts),
      select({
        a: jsonGet(jsonGet(posts.c.body, 'a'), 0),
        b: jsonGetText(posts.c.body, 'b'),
        c: jsonGetPathText(posts.c.body, ['c', 'd']),
        d: contains(posts.c.body, { x: [1] }),
        e: hasKey(posts.c.body, 'k'),
        f: jsonbSet(posts.c.body, ['a', 'b'], cast('1', jsonb())),
      }),
    )`,
  ))

test('times, and what is between them', () =>
  says(
    `select "createdAt" + interval '90 days' as a, extract(year from day) as b, day - date '2026-01-01' as c, date_trunc('week', "createdAt") as d, "createdAt" at time zone 'Europe/Oslo' as e, now() - "createdAt" < interval '1 day' as f from posts`,
    `
    export const query = pipe(
      from(posts),
      select({
        a: add(posts.c.createdAt, { days: 90 }),
        b: extract('year', posts.c.day),
        c: sub(posts.c.day, value(date, '2026-01-01')),
        d: dateTrunc('week', posts.c.createdAt),
        e: atTimeZone(posts.c.createdAt, 'Europe/Oslo'),
        f: lt(sub(now(), posts.c.createdAt), { days: 1 }),
      }),
    )`,
  ))

test('conversions say their types', () =>
  says(
    `select id::text as a, price::numeric(12, 4) as b, '7'::int as c, '{a,b}'::text[] as d, null::date as e from posts`,
    `
    export const query = pipe(
      from(posts),
      select({
        a: cast(posts.c.id, text),
        b: cast(posts.c.price, numeric(12, 4)),
        c: value(integer, 7),
        d: value(array(text), ['a', 'b']),
        e: null_(date),
      }),
    )`,
  ))

test('joins over columns of the same names', () =>
  says(
    `select id, name, title from users join posts using (id)`,
    `
    export const query = pipe(
      from(users),
      innerJoin(posts, onSame(users, posts, 'id')),
      select({ id: users.c.id, name: users.c.name, title: posts.c.title }),
    )`,
  ))

test('joins in parentheses are made first', () =>
  says(
    `select u.name from users u left join (posts p join users a on a.id = p.author) on p.id = u.age`,
    `
    const u = alias(users, 'u')
    const p = alias(posts, 'p')
    const a = alias(users, 'a')
    export const query = pipe(
      from(u),
      joinTree('left', pipe(from(p), innerJoin(a, eq(a.c.id, p.c.author))), eq(p.c.id, u.c.age)),
      select({ name: u.c.name }),
    )`,
  ))

test('a common table expression that nothing reads runs with the statement', () =>
  says(
    `with gone as (delete from posts where id = 1) select 1 as one`,
    `
    const gone = pipe(deleteFrom(posts), where(eq(posts.c.id, 1)))
    export const query = pipe(selectOnly({ one: value(integer, 1) }), withCte('gone', gone))`,
  ))

test('rows are compared value by value', () =>
  says(
    `select id from users where (id, name) > (7, 'm') and (id, age) in (select author, words from posts)`,
    `
    export const query = pipe(
      from(users),
      where(
        and(
          gt(row(users.c.id, users.c.name), [7, 'm']),
          inQuery(
            row(users.c.id, users.c.age),
            pipe(from(posts), select({ author: posts.c.author, words: posts.c.words })),
          ),
        ),
      ),
      select({ id: users.c.id }),
    )`,
  ))

test('the columns of several sources stand side by side', () =>
  says(
    `select u.*, p.title from users u join posts p on p.author = u.id`,
    `
    const u = alias(users, 'u')
    const p = alias(posts, 'p')
    export const query = pipe(from(u), innerJoin(p, eq(p.c.author, u.c.id)), select({ ...u.c, title: p.c.title }))`,
  ))

test('what else has the name of the parameters gives way', () =>
  says(
    `select p.id from posts p where p.author = $1`,
    `
    const p2 = alias(posts, 'p')
    export const query = prepare({ p1: integer }, (p) =>
      pipe(from(p2), where(eq(p2.c.author, p.p1)), select({ id: p2.c.id })),
    )`,
  ))

test.run()
