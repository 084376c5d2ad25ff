/** What is needed to take what anybody sends: the evidence tables, and a gate that keeps the pace. */
import type { Db } from '../../db/client.ts'
import type { WebDeps } from '../deps.ts'
import type { Gate } from './gate.ts'

export type GiveDeps = Pick<WebDeps, 'db' | 'now' | 'origin' | 'contact'> & {
  readonly whole: Db
  readonly gate: Gate
  readonly uploads: { readonly uploadsDir: string; readonly maxBytes: number }
}
