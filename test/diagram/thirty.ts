/** Thirty tables that point to each other, as those of a shop do. */
import * as J from '../../lib/index.js'

const plan = `company | department company | employee department employee | office company address | desk office employee
project department employee | task project employee task | comment task employee | label company | tagging task label
attachment comment | country | city country | address city | customer address | invoice customer employee
line invoice product | product category supplier | category category | supplier address | warehouse address | stock product warehouse
shipment invoice warehouse carrier | carrier address | payment invoice customer | refund payment | coupon customer
visit customer session | session employee | review product customer`

export const thirty = (): J.Metadata => {
  const tables: Record<string, any> = {}
  const rows = plan.split(/\s*[|\n]\s*/).map((line) => line.split(' '))
  rows.forEach(([name = '', ...targets], i) => {
    const columns: Record<string, any> = { id: J.primaryKey(J.serial), name: J.text }
    targets.forEach((target, at) => {
      const type = at % 2 === 0 && target !== name ? J.integer : J.nullable(J.integer)
      columns[`${target}_id`] = J.references(() => tables[target].c.id)(type as never)
    })
    for (let k = 0; k < i % 5; k++)
      columns[`field_${k}`] = [J.timestamptz, J.numeric(10, 2), J.nullable(J.varchar(80)), J.boolean][k % 4]
    tables[name] = J.table(name, columns)
  })
  return J.metadata(Object.values(tables))
}
