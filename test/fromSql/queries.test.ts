import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { says, translated } from './says.js'

test('a module imports what it uses, and exports a constant for each statement', async () => {
  const made = await translated('select name from users; -- name: adults\nselect id from users where age > 17')
  assert.equal(made, {
    _tag: 'Right',
    right: `import { pipe } from 'fp-ts/function'
import { from, gt, select, where } from 'joinery'
import { users } from './tables.js'

export const query = pipe(from(users), select({ name: users.c.name }))

export const adults = pipe(from(users), where(gt(users.c.age, 17)), select({ id: users.c.id }))
`,
  })
})

test('a constant takes its type from what it is beside', () =>
  says(
    `select id from posts where words > 7 and price = 2.50 and day < '2026-11-22' and 'a' = title`,
    `
    export const query = pipe(
      from(posts),
      where(and(gt(posts.c.words, 7n), eq(posts.c.price, '2.50'), lt(posts.c.day, '2026-11-22'), eq(posts.c.title, 'a'))),
      select({ id: posts.c.id }),
    )`,
  ))

test('what a constant is for the database alone is left to it', () =>
  says(
    `select id from posts where day < 'tomorrow'`,
    `
    export const query = pipe(from(posts), where(lt(posts.c.day, cast('tomorrow', date))), select({ id: posts.c.id }))`,
  ))

test('a table under another name is a constant', () =>
  says(
    'select u.name, m.name as manager from users u left join users m on m."managerId" = u.id',
    `
    const u = alias(users, 'u')
    const m = alias(users, 'm')
    export const query = pipe(
      from(u),
      leftJoin(m, eq(m.c.managerId, u.c.id)),
      select({ name: u.c.name, manager: m.c.name }),
    )`,
  ))

test('an output column that is ordered by is one of the row', () =>
  says(
    'select author, count(*) as n from posts group by 1 order by n desc, author limit 3',
    `
    export const query = pipe(
      from(posts),
      groupBy(posts.c.author),
      select({ author: posts.c.author, n: count() }),
      orderByOutput((row) => [desc(row.n)]),
      orderBy(posts.c.author),
      limit(3),
    )`,
  ))

test('an expression that is grouped by, and selected, is a constant', () =>
  says(
    `select date_trunc('month', "createdAt") as month, count(*) as n from posts group by date_trunc('month', "createdAt")`,
    `
    const month = dateTrunc('month', posts.c.createdAt)
    export const query = pipe(from(posts), groupBy(month), select({ month, n: count() }))`,
  ))

test('a recursion is a constant whose step is a function', () =>
  says(
    `with recursive chain(id, boss) as (
      select id, "managerId" from users where id = 7
      union all
      select u.id, u."managerId" from users u join chain c on c.boss = u.id
    ) select * from chain`,
    `
    const u = alias(users, 'u')
    const chain = recursive('chain')(
      pipe(from(users), where(eq(users.c.id, 7)), select({ id: users.c.id, boss: users.c.managerId })),
      (self) => {
        const c = alias(self, 'c')
        return pipe(from(u), innerJoin(c, eq(c.c.boss, u.c.id)), select({ id: u.c.id, boss: u.c.managerId }))
      },
    )
    export const query = pipe(from(chain), select(chain))`,
  ))

test('windows, filters and orders of aggregates are steps', () =>
  says(
    `select count(*) filter (where age > 17) as adults, string_agg(name, ', ' order by name desc) as names,
      row_number() over (partition by active order by age desc nulls last) as nth from users group by active, age, name`,
    `
    export const query = pipe(
      from(users),
      groupBy(users.c.active, users.c.age, users.c.name),
      select({
        adults: filterWhere(gt(users.c.age, 17))(count()),
        names: orderedBy(desc(users.c.name))(stringAgg(users.c.name, ', ')),
        nth: over(pipe(window, partitionBy(users.c.active), orderedBy(pipe(desc(users.c.age), nullsLast))))(rowNumber()),
      }),
    )`,
  ))

test('parameters are those of prepare, with the types of what they are beside', () =>
  says(
    'select id from users where ($1::int is null or age < $1) and name = $2',
    `
    export const query = prepare({ p1: nullable(integer), p2: text }, (p) =>
      pipe(
        from(users),
        where(and(or(isNull(p.p1), lt(users.c.age, p.p1)), eq(users.c.name, p.p2))),
        select({ id: users.c.id }),
      ),
    )`,
  ))

test('an upsert and a delete that is read are said with their clauses', async () => {
  await says(
    `insert into users (id, name, active) values (1, 'jack', true)
      on conflict (id) do update set name = excluded.name where users.active returning id`,
    `
    export const statement = pipe(
      insertInto(users),
      values({ id: 1, name: 'jack', active: true }),
      onConflict(
        users.c.id,
        doUpdate((excluded) => ({ name: excluded.name }), { where: () => users.c.active }),
      ),
      returning({ id: users.c.id }),
    )`,
  )
  await says(
    'with gone as (delete from posts where id < 7 returning author) select count(*) as n from gone',
    `
    const gone = pipe(deleteFrom(posts), where(lt(posts.c.id, 7)), returning({ author: posts.c.author }), cte('gone'))
    export const query = pipe(from(gone), select({ n: count() }))`,
  )
})

test('what cannot be said is named, with its place', async () => {
  const problems = async (sql: string) => {
    const made = await translated(sql)
    return made._tag === 'Left'
      ? made.left.map(({ position, message }) => [sql.slice(position, position + 8), message])
      : []
  }
  assert.equal(await problems('select xmlforest(name) from users'), [['xmlfores', 'joinery has nothing for XmlExpr']])
  assert.equal(await problems('select frob(name), id + oops from users'), [
    ['frob(nam', 'joinery has no function frob'],
    ['oops fro', 'there is no column oops here'],
  ])
  assert.equal(await problems('select 1 from nowhere'), [['nowhere', 'there is no table nowhere']])
  assert.equal(await problems('select from where'), [['where', 'syntax error at or near "where"']])
})

test.run()
