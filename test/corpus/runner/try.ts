import { postgres } from '../../../dialects/postgres/dialect.js'
import { compileNode } from '../../../lib/compile/compile.js'
import { print } from '../../../lib/index.js'
import { byHand } from '../byHand.js'
import { candidateOf } from './candidate.js'
import { casesOf, placesIn } from './cases.js'
import { open } from './engine.js'
import { trial } from './trial.js'

const main = async () => {
  const [folder = '', corpus = '', only] = process.argv.slice(2)
  const places = placesIn(folder)
  for (const it of casesOf(folder, corpus)) {
    const statement = (byHand as any)[corpus][it.id]
    if (statement === undefined || (only && only !== it.id)) continue
    const db = await open({ folder, pglite: false, shuffled: false }, places[it.schema] as never)
    const r = await trial(db, it, async () => candidateOf(compileNode(postgres, statement))).catch(String)
    console.log(it.id, r ?? 'ok')
    if (only) console.log(print(postgres)(statement))
    await db.close()
  }
}
void main()
