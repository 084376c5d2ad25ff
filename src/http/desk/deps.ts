/** What the desk needs besides what the public pages do: the whole database, and who may come in. */
import type { Accounts } from '../../accounts/accounts.ts'
import type { Store } from '../../archive/store.ts'
import type { Db } from '../../db/client.ts'
import type { SupplierTable } from '../../model/check.ts'
import type { ExtractText } from '../../model/extraction.ts'
import type { Queues } from '../../queue/backend.ts'
import type { WebDeps } from '../deps.ts'
import type { Space } from '../../space.ts'
import type { Gate } from '../give/gate.ts'
import type { Intake } from '../give/intake.ts'

export type DeskDeps = Pick<WebDeps, 'now' | 'log' | 'origin' | 'store'> & {
  /** The evidence tables, not only what is published. */
  readonly whole: Db
  /** Who comes in, and what they may do. */
  readonly accounts: Accounts
  /** Keeps the pace of what anybody sends. */
  readonly gate: Gate
  /** Whether there is room for what anybody sends. */
  readonly intake: Intake
  /** How much of the disk is free. */
  readonly space: Space
  /** Whether digests can be sent. */
  readonly hasMail: boolean
  /** Reads and searches what somebody hands in; nothing is stored. */
  readonly extract: ExtractText
  /** Sealed copies, for people of the desk. */
  readonly store: Pick<Store, 'get'>
  /** Takes lists apart that somebody checks. */
  readonly readTable: (bytes: Uint8Array) => Promise<SupplierTable>
  /** A photo as a small JPEG without metadata. */
  readonly smallPicture: (bytes: Uint8Array) => Promise<Uint8Array>
  /** The words of a document that somebody hands in. */
  readonly readText: (bytes: Uint8Array, name: string) => Promise<string>
  /** Keys what watches look out for, and seals what an account holds. */
  readonly secret: string
  /** Where files that somebody adds are kept, and how large they may be. */
  readonly uploads: { readonly uploadsDir: string; readonly maxBytes: number }
  /** Opens the queues, for the board; asked for at its first visit. */
  readonly openQueues: () => Promise<Queues>
}
