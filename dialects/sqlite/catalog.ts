/** What SQLite says about the tables of its main database. Its names are the same in upper and lower case. */
import type { Cases } from '../../lib/compile/Dialect.js'
import { spell } from '../../lib/compile/Writer.js'

export const catalog: Cases<'TableNames' | 'TableColumns'> = {
  TableNames: (_, to) => {
    to.text += `select 'relation', null, name
from sqlite_master
where type in ('table', 'view')`
  },

  // `from` and `to` of a foreign key are words of SQL; `to` is null where the primary key of the other table is meant
  TableColumns: ({ table }, to) => {
    to.text += `with recursive asked(name) as (
  select name
  from sqlite_master
  where type in ('table', 'view') and name = `
    spell(to, table)
    to.text += ` collate nocase
), reachable(name) as (
  select name from asked
  union
  select t.name
  from reachable r, pragma_foreign_key_list(r.name) f
  inner join sqlite_master t on t.type = 'table' and t.name = f."table" collate nocase
  where not exists (select 1 from pragma_foreign_key_list(r.name) o where o.id = f.id and o.seq > 0)
), foreign_key(name, "column", target, target_column, on_delete, on_update, first) as (
  select r.name, f."from", t.name, tc.name, nullif(lower(f.on_delete), 'no action'), nullif(lower(f.on_update), 'no action'), max(f.id)
  from reachable r, pragma_foreign_key_list(r.name) f
  inner join sqlite_master t on t.type = 'table' and t.name = f."table" collate nocase
  inner join pragma_table_xinfo(t.name) tc on case when f."to" is null then tc.pk = 1 else tc.name = f."to" collate nocase end
  where not exists (select 1 from pragma_foreign_key_list(r.name) o where o.id = f.id and o.seq > 0)
  group by r.name, f."from"
)
select r.name, c.name, c.type, c."notnull" = 0 and c.pk = 0, c.pk > 0,
  exists (
    select 1
    from pragma_index_list(r.name) i, pragma_index_info(i.name) k
    where i."unique" = 1 and i.partial = 0 and i.origin <> 'pk' and k.cid = c.cid
      and not exists (select 1 from pragma_index_info(i.name) o where o.seqno > 0)
  ),
  c.pk = 1 and not exists (select 1 from pragma_index_list(r.name) i where i.origin = 'pk')
    and not exists (select 1 from pragma_table_xinfo(r.name) o where o.pk > 1),
  c.dflt_value, f.target, f.target_column, f.on_delete, f.on_update
from reachable r
left join pragma_table_xinfo(r.name) c on c.hidden <> 1
left join foreign_key f on f.name = r.name and f."column" = c.name
order by r.name <> (select name from asked), r.name, c.cid`
  },
}
