/** Stamp ledger: has the newest head stamped by the configured authority, an hour apart. */
import type { Db } from '../db/client.ts'
import { UnavailableError, messageOf } from '../errors.ts'
import { findLastStamp, findNewestHead, insertStamp } from './ledger-queries.ts'
import { headData } from './ledger.ts'
import { stampData } from './timestamp.ts'

const APART_MS = 3_600_000
const TIMEOUT_MS = 20_000
const MOST_BYTES = 100_000

/** Whether a head waits to be stamped. */
export async function isStampDue(db: Db, now: Date): Promise<boolean> {
  const [head, last] = [await findNewestHead(db), await findLastStamp(db)]
  return head !== null && head.size !== last?.size && (last === null || now.getTime() - last.stampedAt.getTime() >= APART_MS)
}

/** Stamps the newest head. @throws UnavailableError when the authority does not, or answers with something else */
export async function stampLedger(deps: { db: Db; now: () => Date }, authority: string): Promise<void> {
  const head = await findNewestHead(deps.db)
  if (head === null) return
  const stamp = await stampData(askAuthority, authority, headData(head))
  await insertStamp(deps.db, { size: head.size, authority, token: stamp.token, stampedAt: stamp.stampedAt })
}

/** An authority is named by whoever runs this Unpick, so it may be on their own network. Source: RFC 3161, 3.4. */
async function askAuthority(url: string, request: Uint8Array): Promise<Uint8Array> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: request,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!answer.ok) throw new UnavailableError(`The timestamp authority answered ${answer.status}. Check UNPICK_TIMESTAMP_URL.`)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    if (bytes.length > MOST_BYTES) throw new UnavailableError('The timestamp authority answered with more than a timestamp.')
    return bytes
  } catch (cause) {
    if (cause instanceof UnavailableError) throw cause
    throw new UnavailableError(`The timestamp authority did not answer: ${messageOf(cause)}. Check UNPICK_TIMESTAMP_URL.`, { cause })
  }
}
