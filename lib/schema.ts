/** joinery/schema: whole schemas, read and printed, compared and migrated, verified and looked over. What a program needs while it is made. */

// -------------------------------------------------------------------------------------
// differences
// -------------------------------------------------------------------------------------
export type { Change } from './ast/Change.js'
export type { Danger, Difference } from './catalog/Difference.js'
// -------------------------------------------------------------------------------------
// mistakes
// -------------------------------------------------------------------------------------
export { describeFinding, type Finding } from './lint/Finding.js'
export { type Linted, lint } from './lint/lint.js'
// -------------------------------------------------------------------------------------
// migrations
// -------------------------------------------------------------------------------------
export { describeMigrationError, type Migration, type MigrationError } from './migrate/Migration.js'
export { type Applied, type MigrateOptions, migrate, type Status, status } from './migrate/migrate.js'
export { statementsIn } from './migrate/statements.js'
export { dangersOf, migrationText } from './migrate/write.js'
// -------------------------------------------------------------------------------------
// TypeScript
// -------------------------------------------------------------------------------------
export { type PrintOptions, pull } from './pull/pull.js'
export { type DiffOptions, diff, diffMetadata } from './reflect/diff.js'
// -------------------------------------------------------------------------------------
// proof
// -------------------------------------------------------------------------------------
export { describeProblem, type Problem } from './verify/Problem.js'
export { verifyTables } from './verify/tables.js'
export { type Statements, type VerifyOptions, verify } from './verify/verify.js'
