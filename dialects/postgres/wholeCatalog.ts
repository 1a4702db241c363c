/**
 * All that some schemas are made of, in one question: a row for each object, its facts as JSON.
 *
 * What an extension brought along is not the program's, and is left out.
 */
import {
  type Catalog,
  emptyCatalog,
  type RoutineFact,
  type SequenceFact,
  type TableFact,
  type TriggerFact,
  type TypeFact,
  type ViewFact,
} from '../../lib/ast/Catalog.js'
import type { Cases, CatalogRow } from '../../lib/compile/Dialect.js'
import { namespaces, schemaName } from './catalog.js'

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

const ofExtension = (catalog: string, oid: string): string =>
  `exists (select from pg_catalog.pg_depend e where e.classid = 'pg_catalog.${catalog}'::regclass and e.objid = ${oid} and e.deptype = 'e')`

/** The names of columns by their numbers, in that order. */
const columnNames = (numbers: string, relation: string): string =>
  `coalesce((select json_agg(ka.attname order by w.at) from unnest(${numbers}) with ordinality w(number, at)
    inner join pg_catalog.pg_attribute ka on ka.attrelid = ${relation} and ka.attnum = w.number), '[]')`

/** A name of the catalog, quoted where it has to be, with its schema where it is not the catalog's own. */
const qualified = (schema: string, name: string): string =>
  `case when ${schema} = 'pg_catalog' then quote_ident(${name}) else quote_ident(${schema}) || '.' || quote_ident(${name}) end`

const collation = (oid: string): string =>
  `(select ${qualified('cn.nspname', 'co.collname')} from pg_catalog.pg_collation co
    inner join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace where co.oid = ${oid})`

const limits = `case s.seqtypid when 'int2'::regtype then 32767 when 'int4'::regtype then 2147483647 else 9223372036854775807 end`

/** How a sequence counts; what is as it would be anyway is null. */
const counting = `'start', case when s.seqstart <> case when s.seqincrement > 0 then s.seqmin else s.seqmax end then s.seqstart::text end,
    'increment', case when s.seqincrement <> 1 then s.seqincrement::text end,
    'min', case when s.seqmin <> case when s.seqincrement > 0 then 1 else -(${limits}) - 1 end then s.seqmin::text end,
    'max', case when s.seqmax <> case when s.seqincrement > 0 then ${limits} else -1 end then s.seqmax::text end,
    'cache', case when s.seqcache <> 1 then s.seqcache::text end,
    'cycle', s.seqcycle`

/** The sequence that a column owns by its default, which has to be its next value and nothing else. */
const counted = `a.attnotnull and a.atttypid in ('int4'::regtype, 'int8'::regtype) and exists (
    select from pg_catalog.pg_depend o
    where o.refclassid = 'pg_catalog.pg_class'::regclass and o.refobjid = c.oid and o.refobjsubid = a.attnum
      and o.classid = 'pg_catalog.pg_class'::regclass and o.deptype = 'a'
      and pg_catalog.pg_get_expr(d.adbin, c.oid) ~ '^nextval\\(''([^'']|'''')*''::regclass\\)$'
      and exists (
        select from pg_catalog.pg_depend u
        where u.classid = 'pg_catalog.pg_attrdef'::regclass and u.objid = d.oid and u.refobjid = o.objid
      )
  )`

const columns = `coalesce((
    select json_agg(json_build_object(
      'name', a.attname,
      'type', case when ${counted} then case a.atttypid when 'int4'::regtype then 'serial' else 'bigserial' end
        else pg_catalog.format_type(a.atttypid, a.atttypmod) end,
      'notNull', a.attnotnull,
      'default', case when a.attgenerated = '' and not (${counted}) then pg_catalog.pg_get_expr(d.adbin, c.oid) end,
      'computed', case when a.attgenerated <> '' then pg_catalog.pg_get_expr(d.adbin, c.oid) end,
      'identity', case when a.attidentity <> '' then (
        select json_build_object('always', a.attidentity = 'a', ${counting})
        from pg_catalog.pg_depend o inner join pg_catalog.pg_sequence s on s.seqrelid = o.objid
        where o.refclassid = 'pg_catalog.pg_class'::regclass and o.refobjid = c.oid and o.refobjsubid = a.attnum
          and o.classid = 'pg_catalog.pg_class'::regclass and o.deptype = 'i'
      ) end,
      'collation', case when a.attcollation <> t.typcollation then ${collation('a.attcollation')} end,
      'comment', pg_catalog.col_description(c.oid, a.attnum)
    ) order by a.attnum)
    from pg_catalog.pg_attribute a
    inner join pg_catalog.pg_type t on t.oid = a.atttypid
    left join pg_catalog.pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  ), '[]')`

/** The elements of an index `i`, with what `more` says of each by its number `k`. */
const elements = (more = ''): string => `(
    select json_agg(json_build_object(
      'column', ka.attname,
      'expression', case when i.indkey[e - 1] = 0 then pg_catalog.pg_get_indexdef(i.indexrelid, e, true) end,
      'collation', case when i.indcollation[e - 1] <> coalesce(ka.attcollation, (select et.typcollation from pg_catalog.pg_attribute ea inner join pg_catalog.pg_type et on et.oid = ea.atttypid where ea.attrelid = i.indexrelid and ea.attnum = e))
        then ${collation('i.indcollation[e - 1]')} end,
      'operators', (select ${qualified('on_.nspname', 'oc.opcname')} from pg_catalog.pg_opclass oc
        inner join pg_catalog.pg_namespace on_ on on_.oid = oc.opcnamespace where oc.oid = i.indclass[e - 1] and not oc.opcdefault),
      'descending', i.indoption[e - 1] & 1 = 1,
      'nulls', case when i.indoption[e - 1] & 3 = 1 then 'last' when i.indoption[e - 1] & 3 = 2 then 'first' end${more}
    ) order by e)
    from generate_series(1, i.indnkeyatts) e
    left join pg_catalog.pg_attribute ka on ka.attrelid = i.indrelid and ka.attnum = i.indkey[e - 1] and i.indkey[e - 1] <> 0
  )`

const included = columnNames('(i.indkey::int2[])[i.indnkeyatts : i.indnatts - 1]', 'i.indrelid')

// a column that older servers do not have
const nullsNotDistinct = `coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)`

const action = (column: string): string =>
  `case ${column} when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null' when 'd' then 'set default' end`

const constraints = `coalesce((
    select json_agg(json_build_object(
      '_tag', case k.contype when 'p' then 'PrimaryKey' when 'u' then 'Unique' when 'f' then 'ForeignKey' when 'c' then 'Check' else 'Exclude' end,
      'name', k.conname,
      'columns', case when k.contype in ('p', 'u', 'f') then ${columnNames('k.conkey', 'k.conrelid')} end,
      'include', case when k.contype in ('p', 'u') then ${included} end,
      'nullsNotDistinct', case when k.contype = 'u' then ${nullsNotDistinct} end,
      'deferrable', case when k.condeferrable then case when k.condeferred then 'deferred' else 'immediate' end end,
      'target', case when k.contype = 'f' then json_build_object('schema', ${schemaName('fn')}, 'name', fc.relname) end,
      'targets', case when k.contype = 'f' then ${columnNames('k.confkey', 'k.confrelid')} end,
      'onDelete', case when k.contype = 'f' then ${action('k.confdeltype')} end,
      'onUpdate', case when k.contype = 'f' then ${action('k.confupdtype')} end,
      'matchFull', case when k.contype = 'f' then k.confmatchtype = 'f' end,
      'notValid', not k.convalidated,
      'condition', case when k.contype = 'c' then pg_catalog.pg_get_expr(k.conbin, k.conrelid) end,
      'method', case when k.contype = 'x' then (select am.amname from pg_catalog.pg_class ic inner join pg_catalog.pg_am am on am.oid = ic.relam where ic.oid = k.conindid) end,
      'elements', case when k.contype = 'x' then ${elements(`,
      'operator', (select op.oprname from pg_catalog.pg_operator op where op.oid = k.conexclop[e])`)} end,
      'where', case when k.contype = 'x' then pg_catalog.pg_get_expr(i.indpred, i.indrelid) end
    ) order by array_position('{p,u,f,c,x}'::"char"[], k.contype), k.conname)
    from pg_catalog.pg_constraint k
    left join pg_catalog.pg_index i on i.indexrelid = k.conindid and k.contype in ('p', 'u', 'x')
    left join pg_catalog.pg_class fc on fc.oid = k.confrelid
    left join pg_catalog.pg_namespace fn on fn.oid = fc.relnamespace
    where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c', 'x') and k.conparentid = 0 and k.conislocal
  ), '[]')`

const indexes = `coalesce((
    select json_agg(json_build_object(
      'name', ic.relname,
      'unique', i.indisunique,
      'method', am.amname,
      'elements', ${elements()},
      'include', ${included},
      'nullsNotDistinct', ${nullsNotDistinct},
      'where', pg_catalog.pg_get_expr(i.indpred, i.indrelid),
      'comment', pg_catalog.obj_description(ic.oid, 'pg_class')
    ) order by ic.oid)
    from pg_catalog.pg_index i
    inner join pg_catalog.pg_class ic on ic.oid = i.indexrelid
    inner join pg_catalog.pg_am am on am.oid = ic.relam
    where i.indrelid = c.oid and i.indisvalid and not ic.relispartition
      and not exists (select from pg_catalog.pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  ), '[]')`

// -------------------------------------------------------------------------------------
// objects
// -------------------------------------------------------------------------------------

const tables = `select 'table', c.oid, json_build_object(
    'schema', ${schemaName('n')}, 'name', c.relname, 'columns', ${columns}, 'constraints', ${constraints}, 'indexes', ${indexes},
    'unlogged', c.relpersistence = 'u',
    'partitionedBy', case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end,
    'partition', case when c.relispartition then (
      select json_build_object('of', json_build_object('schema', ${schemaName('pn')}, 'name', pc.relname), 'bounds', pg_catalog.pg_get_expr(c.relpartbound, c.oid))
      from pg_catalog.pg_inherits h
      inner join pg_catalog.pg_class pc on pc.oid = h.inhparent
      inner join pg_catalog.pg_namespace pn on pn.oid = pc.relnamespace
      where h.inhrelid = c.oid
    ) end,
    'comment', pg_catalog.obj_description(c.oid, 'pg_class')
  )
  from pg_catalog.pg_class c
  inner join spaces n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not ${ofExtension('pg_class', 'c.oid')}`

const views = `select 'view', c.oid, json_build_object(
    'schema', ${schemaName('n')}, 'name', c.relname, 'materialized', c.relkind = 'm',
    'query', btrim(pg_catalog.pg_get_viewdef(c.oid, true), E' ;\\n'),
    'columns', coalesce((
      select json_agg(json_build_object('name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod)) order by a.attnum)
      from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    ), '[]'),
    'indexes', ${indexes},
    'comment', pg_catalog.obj_description(c.oid, 'pg_class')
  )
  from pg_catalog.pg_class c
  inner join spaces n on n.oid = c.relnamespace
  where c.relkind in ('v', 'm') and not ${ofExtension('pg_class', 'c.oid')}`

// those of serial and identity columns belong to them
const sequences = `select 'sequence', c.oid, json_build_object(
    'schema', ${schemaName('n')}, 'name', c.relname,
    'type', case when s.seqtypid <> 'int8'::regtype then pg_catalog.format_type(s.seqtypid, null) end,
    ${counting}, 'comment', pg_catalog.obj_description(c.oid, 'pg_class')
  )
  from pg_catalog.pg_class c
  inner join spaces n on n.oid = c.relnamespace
  inner join pg_catalog.pg_sequence s on s.seqrelid = c.oid
  where c.relkind = 'S' and not ${ofExtension('pg_class', 'c.oid')} and not exists (
    select from pg_catalog.pg_depend q
    inner join pg_catalog.pg_attribute a on a.attrelid = q.refobjid and a.attnum = q.refobjsubid
    left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    inner join pg_catalog.pg_class c on c.oid = a.attrelid
    where q.classid = 'pg_catalog.pg_class'::regclass and q.objid = s.seqrelid and q.refclassid = 'pg_catalog.pg_class'::regclass
      and (q.deptype = 'i' or ${counted})
  )`

const types = `select 'type', t.oid, case t.typtype
    when 'e' then json_build_object('_tag', 'Enum', 'schema', ${schemaName('n')}, 'name', t.typname,
      'labels', coalesce((select json_agg(l.enumlabel order by l.enumsortorder) from pg_catalog.pg_enum l where l.enumtypid = t.oid), '[]'))
    when 'd' then json_build_object('_tag', 'Domain', 'schema', ${schemaName('n')}, 'name', t.typname,
      'base', pg_catalog.format_type(t.typbasetype, t.typtypmod), 'notNull', t.typnotnull, 'default', t.typdefault,
      'collation', case when t.typcollation <> b.typcollation then ${collation('t.typcollation')} end,
      'checks', coalesce((
        select json_agg(json_build_object('name', k.conname, 'condition', pg_catalog.pg_get_expr(k.conbin, 0)) order by k.conname)
        from pg_catalog.pg_constraint k where k.contypid = t.oid and k.contype = 'c'
      ), '[]'))
    else json_build_object('_tag', 'Composite', 'schema', ${schemaName('n')}, 'name', t.typname,
      'fields', coalesce((
        select json_agg(json_build_object('name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod), 'collation', null) order by a.attnum)
        from pg_catalog.pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
      ), '[]'))
  end
  from pg_catalog.pg_type t
  inner join spaces n on n.oid = t.typnamespace
  left join pg_catalog.pg_type b on b.oid = t.typbasetype
  where (t.typtype in ('e', 'd') or t.typtype = 'c' and exists (select from pg_catalog.pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
    and not ${ofExtension('pg_type', 't.oid')}`

const aggregate = `format('CREATE AGGREGATE %I(%s) (sfunc = %s, stype = %s%s%s)', p.proname, pg_catalog.pg_get_function_arguments(p.oid),
      g.aggtransfn::regproc, pg_catalog.format_type(g.aggtranstype, null),
      case when g.aggfinalfn <> 0 then ', finalfunc = ' || g.aggfinalfn::regproc else '' end,
      case when g.agginitval is not null then ', initcond = ' || quote_literal(g.agginitval) else '' end)`

// the schema that unqualified names mean is not said, so that the routine can be made in another
const routines = `select 'routine', p.oid, json_build_object(
    'schema', ${schemaName('n')}, 'name', p.proname,
    'kind', case p.prokind when 'a' then 'aggregate' when 'p' then 'procedure' else 'function' end,
    'parameters', pg_catalog.pg_get_function_identity_arguments(p.oid),
    'definition', case p.prokind when 'a' then ${aggregate} else case when n.nspname = current_schema()
      then regexp_replace(btrim(pg_catalog.pg_get_functiondef(p.oid), E' \\n'), '(FUNCTION|PROCEDURE) [^(]*\\(', '\\1 ' || quote_ident(p.proname) || '(')
      else btrim(pg_catalog.pg_get_functiondef(p.oid), E' \\n') end end,
    'late', exists (
      select from pg_catalog.pg_depend u
      left join pg_catalog.pg_type ut on u.refclassid = 'pg_catalog.pg_type'::regclass and ut.oid = u.refobjid
      left join pg_catalog.pg_class uc on uc.oid = ut.typrelid
      where u.classid = 'pg_catalog.pg_proc'::regclass and u.objid = p.oid
        and (u.refclassid = 'pg_catalog.pg_class'::regclass or uc.relkind in ('r', 'p', 'v', 'm'))
    )
  )
  from pg_catalog.pg_proc p
  inner join spaces n on n.oid = p.pronamespace
  left join pg_catalog.pg_aggregate g on g.aggfnoid = p.oid
  where p.prokind in ('f', 'p', 'a') and not ${ofExtension('pg_proc', 'p.oid')}`

const triggers = `select 'trigger', t.oid, json_build_object(
    'table', json_build_object('schema', ${schemaName('n')}, 'name', c.relname), 'name', t.tgname,
    'definition', pg_catalog.pg_get_triggerdef(t.oid, true)
  )
  from pg_catalog.pg_trigger t
  inner join pg_catalog.pg_class c on c.oid = t.tgrelid and c.relkind in ('r', 'p')
  inner join spaces n on n.oid = c.relnamespace
  where not t.tgisinternal and t.tgparentid = 0`

export const catalogRows: Cases<'CatalogRows'> = {
  CatalogRows: ({ schemas }, to) => {
    to.text += `with spaces as materialized (
  select n.oid, n.nspname from pg_catalog.pg_namespace n where ${namespaces(schemas)}
), objects(kind, oid, fact) as (
  ${[types, sequences, tables, views, routines, triggers].join('\n  union all\n  ')}
)
select kind, fact
from objects
order by oid`
  },
}

// -------------------------------------------------------------------------------------
// facts
// -------------------------------------------------------------------------------------

const ofKind = <A>(rows: ReadonlyArray<CatalogRow>, kind: string): ReadonlyArray<A> =>
  rows.filter((row) => row.kind === kind).map(({ fact }) => fact as A)

/** A constraint has only the fields of its kind. */
const pruned = (table: TableFact): TableFact => ({
  ...table,
  constraints: table.constraints.map((constraint) => {
    const kept = Object.entries(constraint).filter(
      ([key, value]) =>
        value !== null || key === 'onDelete' || key === 'onUpdate' || key === 'deferrable' || key === 'where',
    )
    return Object.fromEntries(kept.filter(([key]) => fields[constraint._tag].includes(key))) as never
  }),
})

const fields: Readonly<Record<TableFact['constraints'][number]['_tag'], ReadonlyArray<string>>> = {
  PrimaryKey: ['_tag', 'name', 'columns', 'include', 'deferrable'],
  Unique: ['_tag', 'name', 'columns', 'include', 'nullsNotDistinct', 'deferrable'],
  ForeignKey: [
    ...['_tag', 'name', 'columns', 'target', 'targets', 'onDelete', 'onUpdate', 'matchFull', 'deferrable', 'notValid'],
  ],
  Check: ['_tag', 'name', 'condition', 'notValid'],
  Exclude: ['_tag', 'name', 'method', 'elements', 'where', 'deferrable'],
}

export const readCatalog = (rows: ReadonlyArray<CatalogRow>): Catalog => {
  const read = {
    ...emptyCatalog,
    types: ofKind<TypeFact>(rows, 'type'),
    sequences: ofKind<SequenceFact>(rows, 'sequence'),
    tables: ofKind<TableFact>(rows, 'table').map(pruned),
    views: ofKind<ViewFact>(rows, 'view'),
    routines: ofKind<RoutineFact>(rows, 'routine'),
    triggers: ofKind<TriggerFact>(rows, 'trigger'),
  }
  const schemas = [...read.types, ...read.sequences, ...read.tables, ...read.views, ...read.routines]
  return { ...read, schemas: [...new Set(schemas.flatMap(({ schema }) => schema ?? []))].sort() }
}
