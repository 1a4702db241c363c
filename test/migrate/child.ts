/** Migrates, until it is done or killed. */
import { migrate } from '../../lib/migrate/migrate.js'
import { longMigrations, openedAt } from './killing.js'

const main = async (): Promise<void> => {
  const db = openedAt(JSON.parse(process.argv[2] ?? ''))
  process.stdout.write('begins\n')
  await migrate(longMigrations)(db)()
  await db.close()
}

void main()
