/** SQL of followed addresses: feeds, sitemaps, sites and pages that somebody wants watched, and what is found there. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/client.ts'
import { hashId } from '../model/id.ts'
import type { PublisherInput } from '../model/organisation.ts'
import { canonicalUrl } from './canonical.ts'
import { hostOf } from './addresses.ts'
import { upsertPublisher } from './document-queries.ts'

export type FollowedKind = 'feed' | 'sitemap' | 'site' | 'page'
export type Followed = {
  readonly id: string
  readonly url: string
  readonly kind: FollowedKind
  readonly most: number
  readonly found: number
  readonly publisher: PublisherInput
}

/** Follows an address. Following it again changes how much of it, and nothing else. @returns its id */
export async function followAddress(
  db: Db,
  input: { url: string; kind: FollowedKind; publisher: PublisherInput; most: number; addedBy: string },
): Promise<string> {
  const url = canonicalUrl(input.url)
  const id = hashId('fol', url, input.kind)
  const publisherId = await upsertPublisher(db, input.publisher, false)
  await db
    .insertInto('followed')
    .values({ id, url, kind: input.kind, publisherId, most: input.most, addedBy: input.addedBy })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ most: input.most, publisherId }))
    .execute()
  return id
}

/** Ends following an address; what was found stays. @returns whether it was followed */
export async function unfollowAddress(db: Db, url: string): Promise<boolean> {
  const rows = await db.deleteFrom('followed').where('url', '=', canonicalUrl(url)).returning('id').execute()
  return rows.length > 0
}

/** Every followed address, or those of a kind. */
export async function listFollowed(db: Db, kind?: FollowedKind): Promise<Followed[]> {
  let query = db
    .selectFrom('followed as f')
    .innerJoin('publisher as p', 'p.id', 'f.publisherId')
    .select(['f.id', 'f.url', 'f.kind', 'f.most', 'f.found', 'p.name', 'p.kind as publisherKind', 'p.reliability', 'p.reliabilityReason'])
    .orderBy('f.createdAt')
    .orderBy('f.id')
  if (kind) query = query.where('f.kind', '=', kind)
  return (await query.execute()).map(({ name, publisherKind, reliability, reliabilityReason, kind: its, ...row }) => ({
    ...row,
    kind: its as FollowedKind,
    publisher: { name, kind: publisherKind, reliability, reliabilityReason },
  }))
}

type Found = { readonly capture: { readonly url: string; readonly documentId: string; readonly followedId: string | null }; readonly links: readonly string[] }

/** Endings of what is no document. */
const NO_DOCUMENT = /\.(?:jpe?g|png|gif|webp|avif|svg|ico|css|js|mjs|map|woff2?|ttf|otf|eot|mp[34]|m4[av]|webm|og[gv]|wav|avi|mov|exe|dmg|apk|iso|bin|wasm)$/i
const LONGEST = 2_000
/** Addresses this process has put in the database already, so that the links of a site's menu are not sent a thousand times. */
const MOST_SEEN = 200_000
const seen = new Set<string>()

/**
 * Adds the documents that the pages of followed sites lead to: same host, below the path that is followed, up to the most
 * that are wanted. An address that is known changes nothing.
 * @returns what is to be called once the transaction has ended well: these addresses are then not looked at again
 */
export async function addFound(tx: Tx, found: readonly Found[], now: Date): Promise<() => void> {
  const wanted = new Map<string, { url: string; followedId: string; from: string }>()
  const scopes = await scopesOf(tx, [...new Set(found.map(({ capture }) => capture.followedId))])
  const looked = new Set<string>()
  for (const { capture, links } of found) {
    const scope = scopes.get(capture.followedId ?? '')
    if (!scope) continue
    const origin = `${scope.id} ${new URL(capture.url).origin} `
    for (const link of links) {
      // Links from the root, or whole ones, lead to the same place from every page.
      const raw = link.startsWith('/') || link.startsWith('http') ? origin + link : null
      if (raw !== null && seen.has(raw)) continue
      if (raw !== null) looked.add(raw)
      if (link.length > LONGEST || !URL.canParse(link, capture.url)) continue
      const url = canonicalUrl(new URL(link, capture.url).href)
      if (!url.startsWith(scope.below) || NO_DOCUMENT.test(url.replace(/\?.*$/, ''))) continue
      const key = `${scope.id} ${url}`
      if (!seen.has(key)) wanted.set(key, { url, followedId: scope.id, from: capture.documentId })
    }
  }
  const all = [...wanted.values()]
  const full = new Set<string>()
  for (const scope of scopes.values()) {
    const own = all.filter((each) => each.followedId === scope.id)
    if (own.length === 0) continue
    // Whoever adds to a followed address first takes its row, so that two workers together do not pass the most.
    const { rows } = await sql<{ left: number }>`select most - found as left from followed where id = ${scope.id} for no key update`.execute(tx)
    const left = Math.max(0, rows[0]?.left ?? 0)
    if (left < own.length) full.add(scope.id)
    const made = await sql`
      insert into document (id, url, host, publisher_id, source_id, label, submitted_by, open, licence, fetch_due_at, followed_id)
      select u.id, u.url, u.host, f.publisher_id, d.source_id, 'page', d.submitted_by, d.open, d.licence, ${now}::timestamptz, f.id
      from unnest(${own.map((each) => hashId('doc', each.url))}::text[], ${own.map((each) => each.url)}::text[], ${own.map((each) => hostOf(each.url))}::text[], ${own.map((each) => each.from)}::text[]) as u (id, url, host, from_id)
        join document d on d.id = u.from_id join followed f on f.id = ${scope.id}
      where not exists (select 1 from document k where k.id = u.id)
      limit ${left} on conflict do nothing returning id`.execute(tx)
    if (made.rows.length > 0) await sql`update followed set found = found + ${made.rows.length} where id = ${scope.id}`.execute(tx)
  }
  return () => {
    if (full.size > 0) return // what was left out is looked at again once more may be added
    keepSeen(wanted.keys())
    keepSeen(looked)
  }
}

/** Keeps copies: a link is a slice of its page's text, and would keep the whole page in memory. */
function keepSeen(keys: Iterable<string>): void {
  if (seen.size > MOST_SEEN) seen.clear()
  for (const key of keys) seen.add(Buffer.from(key).toString())
}

async function scopesOf(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, { id: string; below: string }>> {
  const rows = await tx
    .selectFrom('followed')
    .select(['id', 'url', 'kind'])
    .where('id', 'in', ['', ...ids.filter((id) => id !== null)])
    .where('kind', '=', 'site')
    .execute()
  return new Map(rows.map(({ id, url }) => [id, { id, below: url.replace(/[^/]*$/, '') }]))
}
