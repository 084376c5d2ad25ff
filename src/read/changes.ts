/** Changes: what a document says now that it did not say before, block by block and word by word. Source of the method: Myers 1986, by the package diff. */
import { diffArrays, diffWordsWithSpace } from 'diff'
import type { Db } from '../db/client.ts'
import { NotFoundError } from '../errors.ts'
import { type Version, findVersions } from './change-queries.ts'

/** A piece of a changed block: taken out, put in, or as it was. */
export type ChangedPart = { readonly text: string; readonly change: 'out' | 'in' | null }
export type Change = { readonly kind: 'added' | 'removed' | 'changed'; readonly parts: readonly ChangedPart[] }
export type VersionChange = {
  readonly from: Pick<Version, 'sha256' | 'fetchedAt'>
  readonly to: Pick<Version, 'sha256' | 'fetchedAt'>
  readonly wordsAdded: number
  readonly wordsRemoved: number
  readonly changes: readonly Change[]
}
const MOST_CHANGES = 2_000
const TIMEOUT_MS = 5_000

/** What differs between two texts, a block a line. Long texts that share nothing are shown as taken out and put in whole. */
export function changesBetween(before: string, after: string): Pick<VersionChange, 'changes' | 'wordsAdded' | 'wordsRemoved'> {
  const [old, now] = [blocksOf(before), blocksOf(after)]
  const pieces = diffArrays(old, now, { timeout: TIMEOUT_MS }) ?? [
    { value: old, removed: true, added: false, count: old.length },
    { value: now, removed: false, added: true, count: now.length },
  ]
  const changes: Change[] = []
  for (let i = 0; i < pieces.length; i += 1) {
    const piece = pieces[i] as (typeof pieces)[number]
    const next = pieces[i + 1]
    if (piece.removed && next?.added) {
      // Blocks that stand for one another are compared word by word.
      for (let k = 0; k < Math.max(piece.value.length, next.value.length); k += 1) changes.push(changeOf(piece.value[k], next.value[k]))
      i += 1
    } else if (piece.removed) changes.push(...piece.value.map((block) => changeOf(block, undefined)))
    else if (piece.added) changes.push(...piece.value.map((block) => changeOf(undefined, block)))
  }
  const count = (change: 'in' | 'out') =>
    changes
      .flatMap((each) => each.parts)
      .filter((part) => part.change === change)
      .reduce((sum, part) => sum + wordsIn(part.text), 0)
  return { changes: changes.slice(0, MOST_CHANGES), wordsAdded: count('in'), wordsRemoved: count('out') }
}

/** Each step from one sealed version of a document to the next. @throws NotFoundError */
export async function getChanges(
  db: Db,
  key: string,
): Promise<{ id: string; url: string; title: string | null; state: string; versions: Omit<Version, 'text'>[]; steps: VersionChange[] }> {
  const document = await findVersions(db, key)
  if (!document) throw new NotFoundError(`There is no document "${key.slice(0, 200)}". "unpick documents" lists them.`)
  const read = document.versions.filter((version): version is Version & { text: string } => version.text !== null)
  const steps = read.slice(1).map((to, i) => {
    const from = read[i] as Version & { text: string }
    return {
      from: { sha256: from.sha256, fetchedAt: from.fetchedAt },
      to: { sha256: to.sha256, fetchedAt: to.fetchedAt },
      ...changesBetween(from.text, to.text),
    }
  })
  const { id, url, title, state } = document
  return { id, url, title, state, versions: document.versions.map(({ text: _, ...version }) => version), steps }
}

function changeOf(before: string | undefined, after: string | undefined): Change {
  if (before === undefined) return { kind: 'added', parts: [{ text: after ?? '', change: 'in' }] }
  if (after === undefined) return { kind: 'removed', parts: [{ text: before, change: 'out' }] }
  const parts = diffWordsWithSpace(before, after).map((part) => ({
    text: part.value,
    change: part.added ? ('in' as const) : part.removed ? ('out' as const) : null,
  }))
  return { kind: 'changed', parts }
}

const blocksOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')
const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
