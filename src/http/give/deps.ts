/** What is needed to take what anybody sends: the evidence tables, and a gate that keeps the pace. */
import type { Accounts } from '../../accounts/accounts.ts'
import type { Db } from '../../db/client.ts'
import type { WebDeps } from '../deps.ts'
import type { Gate } from './gate.ts'
import type { Intake } from './intake.ts'

export type GiveDeps = Pick<WebDeps, 'db' | 'now' | 'origin' | 'contact'> & {
  readonly whole: Db
  /** Who plans an action, when they have an account. */
  readonly accounts: Accounts
  readonly gate: Gate
  readonly intake: Intake
  /** A photo as a small JPEG without metadata. */
  readonly smallPicture: (bytes: Uint8Array) => Promise<Uint8Array>
  /** Whether digests can be sent. */
  readonly hasMail: boolean
  readonly uploads: { readonly uploadsDir: string; readonly maxBytes: number }
}
