/** Verify: the whole record checked against itself, from claims to the bytes they rest on. */
import type { Db } from '../db/client.ts'
import { checkClaims, checkPassages, countCaptures, listCaptures } from './verify-queries.ts'
import type { Store } from './store.ts'

import { type LedgerVerification, verifyLedger } from './verify-ledger.ts'

export type Verification = {
  readonly ledger: LedgerVerification
  readonly isSound: boolean
  readonly captures: { readonly checked: number; readonly good: number; readonly missing: readonly string[]; readonly damaged: readonly string[] }
  readonly quotes: { readonly checked: number; readonly wrong: readonly string[] }
  readonly claims: { readonly checked: number; readonly undecided: readonly string[]; readonly unquoted: readonly string[] }
}

/** Checks every sealed copy, every quote and every public claim. Ids of what is wrong are listed. */
export async function verifyArchive(db: Db, store: Store, progress: (done: number, total: number) => void): Promise<Verification> {
  const total = await countCaptures(db)
  const captures = { checked: 0, good: 0, missing: [] as string[], damaged: [] as string[] }
  for (let after = '', page = await listCaptures(db, after, 500); page.length > 0; page = await listCaptures(db, after, 500)) {
    for (const { sha256 } of page) {
      const state = await store.check(sha256)
      captures.checked += 1
      if (state === 'good') captures.good += 1
      else captures[state].push(sha256)
    }
    after = page.at(-1)?.id ?? after
    progress(captures.checked, total)
  }
  const quotes = await checkPassages(db)
  const claims = await checkClaims(db)
  const ledger = await verifyLedger(db)
  const isSound =
    captures.good === captures.checked &&
    quotes.wrong.length === 0 &&
    claims.undecided.length === 0 &&
    claims.unquoted.length === 0 &&
    ledger.changed.length === 0 &&
    ledger.wrongNodes.length === 0 &&
    ledger.wrongHeads.length === 0 &&
    ledger.wrongKeys.length === 0 &&
    ledger.wrongStamps.length === 0
  return { isSound, captures, quotes, claims, ledger }
}
