/** What PostgreSQL's catalog says about tables: those that an unqualified name reaches through the search path. */
import type { Cases } from '../../lib/compile/Dialect.js'
import { spell } from '../../lib/compile/Writer.js'
import { quoteText } from '../ansi/quote.js'

/** The schema that unqualified names mean, and these. */
export const namespaces = (schemas: ReadonlyArray<string | null>): string =>
  `n.nspname in (${['current_schema()', ...schemas.flatMap((name) => (name === null ? [] : [quoteText(name)]))].join(', ')})`

/** The name of a schema; null for the one that unqualified names mean. */
export const schemaName = (n: string): string => `nullif(${n}.nspname, current_schema())::text`

const relations = `relkind in ('r', 'p', 'v', 'm', 'f')`

/** The types of `confdeltype` and `confupdtype`; NO ACTION, which is what is meant where nothing is said, is null. */
const action = (column: string): string =>
  `case ${column} when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null' when 'd' then 'set default' end`

// a sequence belongs to a column of `serial` (auto) and to an identity column (internal); the default of the former has
// to be its next value, and nothing else
const counted = `a.attnotnull and exists (
    select
    from pg_catalog.pg_depend s
    where s.refclassid = 'pg_catalog.pg_class'::regclass and s.refobjid = c.oid and s.refobjsubid = a.attnum
      and s.classid = 'pg_catalog.pg_class'::regclass
      and (s.deptype = 'i' or s.deptype = 'a' and pg_catalog.pg_get_expr(d.adbin, c.oid) ~ '^nextval\\(''([^'']|'''')*''::regclass\\)$'
        and exists (
          select
          from pg_catalog.pg_depend u
          where u.classid = 'pg_catalog.pg_attrdef'::regclass and u.objid = d.oid and u.refobjid = s.objid
        ))
  )`

export const catalog: Cases<'TableNames' | 'TableColumns'> = {
  TableNames: ({ schemas }, to) => {
    const spaces = namespaces(schemas)
    to.text += `select case when c.relkind = 'S' then 'sequence' else 'relation' end, ${schemaName('n')}, c.relname
from pg_catalog.pg_class c
inner join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where ${spaces} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
union all
select 'type', case when not (${spaces}) then null else ${schemaName('n')} end, t.typname
from pg_catalog.pg_type t
inner join pg_catalog.pg_namespace n on n.oid = t.typnamespace
where (${spaces} or pg_catalog.pg_type_is_visible(t.oid) and n.nspname <> 'pg_catalog') and t.typtype in ('e', 'd', 'c')
union all
select 'routine', ${schemaName('n')}, p.proname
from pg_catalog.pg_proc p
inner join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where ${spaces}`
  },

  TableColumns: ({ table }, to) => {
    to.text += `with recursive asked as (
  select oid
  from pg_catalog.pg_class
  where relname = `
    spell(to, table)
    to.text += ` and ${relations} and pg_catalog.pg_table_is_visible(oid)
), foreign_key as (
  select distinct on (conrelid, conkey) conrelid, conkey[1] as attnum, confrelid, confkey[1] as target, confdeltype, confupdtype
  from pg_catalog.pg_constraint
  where contype = 'f' and cardinality(conkey) = 1 and pg_catalog.pg_table_is_visible(confrelid)
  order by conrelid, conkey, oid
), reachable as (
  select oid from asked
  union
  select f.confrelid from reachable r inner join foreign_key f on f.conrelid = r.oid
)
select c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), not a.attnotnull,
  exists (
    select
    from pg_catalog.pg_constraint p
    where p.conrelid = c.oid and p.contype = 'p' and a.attnum = any(p.conkey)
  ),
  exists (
    select
    from pg_catalog.pg_index i
    where i.indrelid = c.oid and i.indisunique and not i.indisprimary and i.indisvalid and i.indpred is null
      and i.indnkeyatts = 1 and i.indkey[0] = a.attnum
  ),
  ${counted},
  case when a.attgenerated = '' then pg_catalog.pg_get_expr(d.adbin, c.oid) end,
  t.relname, ta.attname, ${action('f.confdeltype')}, ${action('f.confupdtype')}
from reachable r
inner join pg_catalog.pg_class c on c.oid = r.oid
left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join pg_catalog.pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
left join foreign_key f on f.conrelid = c.oid and f.attnum = a.attnum
left join pg_catalog.pg_class t on t.oid = f.confrelid
left join pg_catalog.pg_attribute ta on ta.attrelid = f.confrelid and ta.attnum = f.target
order by c.oid <> (select oid from asked), c.relname, a.attnum`
  },
}
