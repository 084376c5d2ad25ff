/** Publish captures: the record of each sealed copy that a public claim quotes, and as much of its text as its licence allows. */
import type { Tx } from '../db/client.ts'
import type { CaptureRecord } from '../model/capture-record.ts'
import type { DocumentRecord } from '../model/profile.ts'
import { type CaptureFacts, loadCaptures, loadDocumentCaptures, loadPassages } from './capture-queries.ts'
import { masked } from './present-evidence.ts'
import { writeCaptures, writeDocuments } from './published-queries.ts'
import { statementOf } from '../model/statement.ts'

const CONTEXT = 160

/** Writes these captures and their documents. */
export async function publishCaptures(tx: Tx, shas: readonly string[], now: Date): Promise<void> {
  if (shas.length === 0) return
  const facts = await loadCaptures(tx, shas)
  const passages = Map.groupBy(await loadPassages(tx, shas), (passage) => passage.sha256)
  const history = await loadDocumentCaptures(
    tx,
    facts.map((fact) => fact.document.id),
  )
  const captures = facts.map((fact) => {
    const quoted = passages.get(fact.sha256) ?? []
    const length = [...fact.text].length
    const text = masked(fact.text, fact.masks)
    const document = { ...fact.document, title: masked(fact.document.title, fact.masks) }
    const shown = fact.open ? [{ start: 0, end: length }] : windows(quoted, length)
    const record: CaptureRecord = {
      sha256: fact.sha256,
      bytes: fact.bytes,
      mediaType: fact.mediaType,
      url: fact.url,
      finalUrl: fact.finalUrl,
      status: fact.status,
      headers: fact.headers,
      fetched: fact.fetchedAt.toISOString(),
      via: fact.via,
      archived: fact.archivedAt?.toISOString() ?? null,
      saved: fact.saidSavedAt?.toISOString() ?? null,
      versions: history.get(fact.document.id) ?? [],
      gone: fact.gone,
      document,
      publisher: fact.publisher,
      open: fact.open,
      licence: fact.licence,
      masked: fact.masks.length > 0,
      download: downloadOf(fact),
      passages: quoted
        .filter(({ claim }) => claim.status !== 'retracted')
        .map(({ start, end, claim }) => ({ start, end, claim: claim.id, statement: statementOf(claim) })),
      demonstration: fact.demonstration,
    }
    return { record, text: fact.open ? text : withheld(text, shown), complete: fact.open, shown, fetchedAt: fact.fetchedAt }
  })
  await writeCaptures(tx, captures)
  await writeDocuments(
    tx,
    facts.map((fact): DocumentRecord => ({
      ...fact.document,
      title: masked(fact.document.title, fact.masks),
      publisher: fact.publisher,
      source: fact.source,
      captures: (history.get(fact.document.id) ?? []).map(({ sha256, fetched }) => ({ sha256, fetched })),
      claims: unique(passages.get(fact.sha256) ?? []).map((claim) => ({
        id: claim.id,
        statement: statementOf(claim),
        status: claim.status === 'accepted' ? ('published' as const) : claim.status,
      })),
      demonstration: fact.demonstration,
      updated: now.toISOString(),
    })),
    now,
  )
}

/** The sealed bytes where the licence lets everyone read them and nothing is masked in them; of a file that somebody added the copy without metadata. */
function downloadOf({ open, masks, via, sha256, copy }: CaptureFacts): CaptureRecord['download'] {
  if (!open || masks.length > 0) return null
  if (via !== 'file') return { sha256, withoutMetadata: false }
  return copy?.sha256 ? { sha256: copy.sha256, withoutMetadata: true } : null
}

function unique<T extends { id: string }>(passages: readonly { claim: T }[]): T[] {
  return [...new Map(passages.map(({ claim }) => [claim.id, claim])).values()]
}

type Place = { readonly start: number; readonly end: number }

/** The quoted places with a little context, joined where they meet. */
export function windows(passages: readonly Place[], length: number): Place[] {
  const joined: { start: number; end: number }[] = []
  for (const { start, end } of [...passages].sort((a, b) => a.start - b.start)) {
    const next = { start: Math.max(0, start - CONTEXT), end: Math.min(length, end + CONTEXT) }
    const last = joined.at(-1)
    if (last && next.start <= last.end) last.end = Math.max(last.end, next.end)
    else joined.push(next)
  }
  return joined
}

/** The text with everything outside the shown places as ░, line breaks kept, so that places still count. */
export function withheld(text: string, shown: readonly Place[]): string {
  const characters = [...text]
  let at = 0
  for (const { start, end } of [...shown, { start: characters.length, end: characters.length }]) {
    for (; at < start; at += 1) if (characters[at] !== '\n') characters[at] = '░'
    at = end
  }
  return characters.join('')
}
