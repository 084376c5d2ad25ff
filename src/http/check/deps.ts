/** What checks need: what is published, lists in memory, and a place to keep them when somebody asks. */
import { type CheckRoom, createCheckRoom } from '../../checks/running.ts'
import type { SupplierTable } from '../../model/check.ts'
import { findLinks } from '../../publish/find-links.ts'
import type { WebDeps } from '../deps.ts'
import type { DeskDeps } from '../desk/deps.ts'
import type { GiveDeps } from '../give/deps.ts'

export type CheckPageDeps = GiveDeps &
  Pick<WebDeps, 'names'> & {
    readonly room: CheckRoom
    /** Takes a list apart, in a process of its own. */
    readonly readTable: (bytes: Uint8Array) => Promise<SupplierTable>
    /** The words of a document that somebody hands in. */
    readonly readText: (bytes: Uint8Array, name: string) => Promise<string>
    /** Keys what watches look out for, and seals what an account holds. */
    readonly secret: string
  }

/** The same, with a room of this process. Its links are read as visitors read them. */
export function checkDepsOf(deps: WebDeps, desk: DeskDeps): CheckPageDeps {
  const { db, names, now } = deps
  const today = () => now().toISOString().slice(0, 10)
  return { ...deps, ...desk, room: createCheckRoom({ match: names.match, findLinks: (ids) => findLinks(db, ids, today()), now }) }
}
