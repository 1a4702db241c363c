/** Whether a value of one type can be read as another: what the wire has is a text, whatever width its number has. */

const families: ReadonlyArray<readonly [family: string, types: ReadonlyArray<string>]> = [
  ['whole', ['smallint', 'integer', 'bigint', 'oid', 'int2', 'int4', 'int8']],
  ['float', ['real', 'double precision', 'float4', 'float8']],
  ['numeric', ['numeric', 'decimal']],
  [
    'text',
    ['text', 'character varying', 'varchar', 'character', 'char', 'bpchar', 'name', 'unknown', '"char"', 'citext'],
  ],
  ['bits', ['bit', '"bit"', 'bit varying', 'varbit']],
  ['json', ['json', 'jsonb']],
  ['boolean', ['boolean', 'bool']],
  ['timestamptz', ['timestamp with time zone', 'timestamptz']],
  ['timestamp', ['timestamp without time zone', 'timestamp']],
  ['time', ['time without time zone', 'time']],
  ['timetz', ['time with time zone', 'timetz']],
]

const known = new Map(families.flatMap(([family, types]) => types.map((type) => [type, family] as const)))

/** Without a length, a precision and the quotes that a name does not need. */
const bare = (type: string): string =>
  type
    .replace(/\([^)]*\)/g, '')
    .replace(/"([a-z_][a-z0-9_]*)"(?!\s*$|char)/g, '$1')
    .trim()

const familyOf = (type: string): string => {
  const own = bare(type)
  if (own.endsWith('[]')) return `${familyOf(own.slice(0, -2))}[]`
  const plain = known.get(own) ?? known.get(own.replace(/^"([a-z_][a-z0-9_]*)"$/, '$1'))
  return plain ?? own.replaceAll('"', '').replace(/^pg_catalog\./, '')
}

/** Whether what comes as `actual` can be read as what was declared. */
export const reads = (declared: string, actual: string): boolean => familyOf(declared) === familyOf(actual)

const numbers: ReadonlySet<string> = new Set(['whole', 'float', 'numeric'])
const instants: ReadonlySet<string> = new Set(['timestamptz', 'timestamp', 'date'])

/** Whether the text of what was declared can be taken as `actual`: a number for a number, a text for whatever reads texts. */
export const takes = (declared: string, actual: string): boolean => {
  const [from, to] = [familyOf(declared), familyOf(actual)]
  return (
    from === to || from === 'text' || (numbers.has(from) && numbers.has(to)) || (instants.has(from) && instants.has(to))
  )
}
