/** Hand over: a person brings the file of a source that cannot be fetched. It is sealed as such, and that source reads it. */
import type { Db } from '../db/client.ts'
import { ConflictError, ForbiddenError, InvalidError, NotFoundError } from '../errors.ts'
import { hashId, sha256 } from '../model/id.ts'
import type { Space } from '../space.ts'
import { canonicalUrl } from './canonical.ts'
import { addDocument } from './document-queries.ts'
import { insertCaptures } from './fetch-queries.ts'
import { findSourceToHandTo, insertConfirmation, noteHandRun, sourceOfDocument } from './hand-over-queries.ts'
import { mediaTypeOfName, tooLarge } from './local.ts'
import { sealedOf } from './seal.ts'
import type { Store } from './store.ts'

export type HandOverDeps = { readonly db: Db; readonly store: Store; readonly space: Space; readonly maxBytes: number; readonly now: () => Date }

export type HandedFile = {
  readonly name: string
  readonly bytes: Uint8Array
  /** Where the person says it was saved from. */
  readonly url: string | null
  /** When they say they saved it. */
  readonly savedAt: Date | null
  readonly by: string
}

const EARLIEST = Date.UTC(1995, 0, 1)
/** Clocks differ. */
const AHEAD_MS = 24 * 60 * 60_000

/**
 * Seals a file as a document of a source, and counts as that source's run. Handing over the same bytes twice changes nothing.
 * The bytes stay in the store alone; nothing is fetched.
 * @throws NotFoundError without such a source; InvalidError; ConflictError when the address is another source's; UnavailableError without room
 */
export async function handOver(deps: HandOverDeps, sourceId: string, file: HandedFile): Promise<{ documentId: string; isNew: boolean }> {
  const { db, store, space, maxBytes, now } = deps
  const source = await findSourceToHandTo(db, sourceId)
  if (!source) throw new NotFoundError(`There is no source "${sourceId}". "unpick sources" lists them.`)
  if (source.demonstration) throw new InvalidError('This source belongs to the demonstration. It takes no files.')
  const name = file.name.replace(/^.*[\\/]/, '').slice(-200) || 'file'
  if (file.bytes.length === 0) throw new InvalidError(`${name} is empty.`)
  if (file.bytes.length > maxBytes) throw tooLarge(name, maxBytes)
  if (file.savedAt && !(file.savedAt.getTime() >= EARLIEST && file.savedAt.getTime() <= now().getTime() + AHEAD_MS))
    throw new InvalidError('The day you saved it cannot be right. Give it as 2026-11-29, or leave it out.')
  const url = file.url === null ? `upload:${sha256(file.bytes)}/${encodeURIComponent(name)}` : webAddress(file.url)
  const owner = await sourceOfDocument(db, hashId('doc', url))
  if (owner !== undefined && owner !== sourceId)
    throw new ConflictError('This address is known here as a document of another source, so the file cannot be kept under it. Leave the address out.')
  await space.need(file.bytes.length)
  const at = now()
  const { id } = await addDocument(db, {
    url,
    publisher: source.publisher,
    submittedBy: file.by,
    sourceId,
    as: /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? 'document',
    title: `${source.title}: ${name}`,
    open: source.open,
    licence: source.licence,
    now: at,
    isFetched: true,
  })
  const fetched = { status: 200, finalUrl: url, headers: { 'content-type': mediaTypeOfName(name) }, bytes: Buffer.from(file.bytes), fetchedAt: at }
  const sealed = { ...(await sealedOf(store, { id, url }, fetched, 'file', null)), handedBy: file.by, saidSavedAt: file.savedAt }
  const made = await insertCaptures(db, [sealed])
  await noteHandRun(db, sourceId, made, at)
  return { documentId: id, isNew: made > 0 }
}

/**
 * Confirms that a file is what its publisher puts out, so that its rows fall under the source's rule.
 * @throws ForbiddenError for whoever handed it over; NotFoundError without such a file that waits
 */
export async function confirmHandedOver({ db, now }: Pick<HandOverDeps, 'db' | 'now'>, sourceId: string, captureId: string, by: string): Promise<void> {
  const isDone = await insertConfirmation(db, sourceId, captureId, by, now()).catch((error: unknown) => {
    if ((error as { constraint?: string }).constraint !== 'confirmed_by_another') throw error
    throw new ForbiddenError('You handed this file over, so somebody else must confirm it.', { cause: error })
  })
  if (!isDone) throw new NotFoundError('There is no such file that waits to be confirmed.')
}

function webAddress(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) throw new InvalidError(`"${text.slice(0, 200)}" is not a web address. It should start with https://.`)
  const url = new URL(text)
  if (url.username || url.password) throw new InvalidError('The address has a name and password in it. Take them out.')
  return canonicalUrl(url.href)
}
