/** Steps that change what a database is made of: each is one statement. */
import type {
  CheckFact,
  ColumnFact,
  ConstraintFact,
  IdentityFact,
  IndexFact,
  ObjectName,
  RoutineFact,
  SequenceFact,
  TableFact,
  TriggerFact,
  TypeFact,
  ViewFact,
} from './Catalog.js'

/** What a comment is on. */
export type Commented =
  | { readonly kind: 'table' | 'view' | 'materialized view' | 'sequence'; readonly object: ObjectName }
  | { readonly kind: 'column'; readonly object: ObjectName; readonly column: string }
  | { readonly kind: 'index'; readonly object: ObjectName }

/** What is changed about a column. */
export type ColumnChange =
  | { readonly _tag: 'Type'; readonly type: string; readonly collation: string | null }
  | { readonly _tag: 'Default'; readonly default: string | null }
  | { readonly _tag: 'NotNull'; readonly notNull: boolean }
  | { readonly _tag: 'AddIdentity'; readonly identity: IdentityFact }
  | { readonly _tag: 'DropIdentity' }
  | { readonly _tag: 'DropComputed' }

/** What is changed about a domain. */
export type DomainChange =
  | { readonly _tag: 'Default'; readonly default: string | null }
  | { readonly _tag: 'NotNull'; readonly notNull: boolean }
  | { readonly _tag: 'AddCheck'; readonly check: CheckFact }
  | { readonly _tag: 'DropCheck'; readonly name: string }

/** What `cascade` and `if exists` say, and `if not exists`. */
export interface Manner {
  readonly ifExists?: boolean
  readonly ifNotExists?: boolean
  readonly cascade?: boolean
  readonly concurrently?: boolean
}

export type Change =
  | { readonly _tag: 'CreateSchema'; readonly name: string; readonly manner?: Manner }
  | { readonly _tag: 'DropSchema'; readonly name: string; readonly manner?: Manner }
  | { readonly _tag: 'CreateSequence'; readonly sequence: SequenceFact; readonly manner?: Manner }
  | { readonly _tag: 'AlterSequence'; readonly sequence: SequenceFact }
  | { readonly _tag: 'DropSequence'; readonly object: ObjectName; readonly manner?: Manner }
  | { readonly _tag: 'CreateType'; readonly type: TypeFact }
  | { readonly _tag: 'DropType'; readonly type: Pick<TypeFact, '_tag' | 'schema' | 'name'>; readonly manner?: Manner }
  | { readonly _tag: 'AddLabel'; readonly type: ObjectName; readonly label: string; readonly before: string | null }
  | { readonly _tag: 'AlterDomain'; readonly domain: ObjectName; readonly change: DomainChange }
  | { readonly _tag: 'CreateTable'; readonly table: TableFact; readonly manner?: Manner }
  | { readonly _tag: 'DropTable'; readonly object: ObjectName; readonly manner?: Manner }
  | { readonly _tag: 'AddColumn'; readonly table: ObjectName; readonly column: ColumnFact }
  | { readonly _tag: 'RenameColumn'; readonly table: ObjectName; readonly from: string; readonly to: string }
  | { readonly _tag: 'RenameTable'; readonly table: ObjectName; readonly to: string }
  | { readonly _tag: 'DropColumn'; readonly table: ObjectName; readonly column: string }
  | { readonly _tag: 'AlterColumn'; readonly table: ObjectName; readonly column: string; readonly change: ColumnChange }
  | { readonly _tag: 'AddConstraint'; readonly table: ObjectName; readonly constraint: ConstraintFact }
  | { readonly _tag: 'DropConstraint'; readonly table: ObjectName; readonly name: string; readonly manner?: Manner }
  | { readonly _tag: 'RenameConstraint'; readonly table: ObjectName; readonly from: string; readonly to: string }
  | { readonly _tag: 'ValidateConstraint'; readonly table: ObjectName; readonly name: string }
  | { readonly _tag: 'CreateIndex'; readonly table: ObjectName; readonly index: IndexFact; readonly manner?: Manner }
  | { readonly _tag: 'DropIndex'; readonly object: ObjectName; readonly manner?: Manner }
  | { readonly _tag: 'CreateView'; readonly view: ViewFact; readonly manner?: Manner }
  | {
      readonly _tag: 'DropView'
      readonly view: Pick<ViewFact, 'schema' | 'name' | 'materialized'>
      readonly manner?: Manner
    }
  /** Makes a column that is there count by a sequence of its own, from its greatest number on. */
  | {
      readonly _tag: 'CountUp'
      readonly table: ObjectName
      readonly column: string
      readonly sequence: ObjectName
    }
  | { readonly _tag: 'SetLogged'; readonly table: ObjectName; readonly logged: boolean }
  /** Lets the server look at a statement, without running it. */
  | { readonly _tag: 'Prepare'; readonly name: string; readonly text: string }
  | { readonly _tag: 'Deallocate'; readonly name: string }
  | { readonly _tag: 'Explain'; readonly text: string }
  /** A temporary table for the rows of a prepared query, without any. */
  | { readonly _tag: 'TableOfPrepared'; readonly name: string; readonly parameters: number }
  /** Lets functions speak of what is not there yet, until the transaction ends. */
  | { readonly _tag: 'UncheckedBodies' }
  | { readonly _tag: 'CreateRoutine'; readonly routine: RoutineFact }
  | { readonly _tag: 'DropRoutine'; readonly routine: RoutineFact }
  | { readonly _tag: 'CreateTrigger'; readonly trigger: TriggerFact }
  | { readonly _tag: 'DropTrigger'; readonly trigger: TriggerFact }
  | { readonly _tag: 'Comment'; readonly on: Commented; readonly text: string | null }
