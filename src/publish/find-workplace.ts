/** Find workplace: a place where people work, and who else works on the same chain: who makes, who carries, who sells. */
import type { Db } from '../db/client.ts'
import { NotFoundError } from '../errors.ts'
import type { Predicate } from '../model/claim.ts'
import type { BrandProfile, OrganisationRecord } from '../model/profile.ts'
import type { ChainPlace, Workplace } from '../model/workplace.ts'
import { STEPS } from './chains.ts'
import { findLinks } from './find-links.ts'
import { getBrandProfile } from './read-queries.ts'
import { findSiteOfBrand, getDownstream, listOrganisationRecords } from './workplace-queries.ts'

const MOST_STEPS = 6
/** What leads from somebody to a brand above: what is bought and run, and what is shipped. */
const LEADS_UP = new Set<Predicate>([...STEPS, 'ships_with'])
const MOST_ABOVE = 500

/**
 * A workplace by the id of a site, or of an organisation. `brand` says whose chain to show, where it works for several; one that works for
 * no brand, such as a hospital, shows its own chains on `today`.
 * @throws NotFoundError
 */
export async function getWorkplace(db: Db, id: string, brand: string | null, today: string): Promise<Workplace> {
  const site = await findSiteOfBrand(db, id)
  if (site) {
    const profile = await getBrandProfile(db, site.brand)
    const owner = profile.owners[0]?.organisation ?? { id: profile.id, name: profile.name }
    const own = [...(await listOrganisationRecords(db, [owner.id, profile.id])).values()]
    const { name, kind, address, town, lat, lon } = site
    return {
      id,
      name,
      kind,
      address,
      town,
      country: 'GB',
      lat,
      lon,
      employer: owner,
      unions: own.flatMap(unionsOf),
      disputes: own.flatMap(disputesOf),
      ...(await chainOf(db, profile, [{ slug: profile.slug, name: profile.name }])),
      demonstration: profile.demonstration,
    }
  }
  const record = (await listOrganisationRecords(db, [id])).get(id)
  if (!record) throw new NotFoundError('There is no such workplace here.')
  const brands = await brandsAbove(db, record)
  const chosen = brands.find(({ slug }) => slug === brand) ?? brands[0]
  const profile = chosen ? await getBrandProfile(db, chosen.slug) : null
  const runs = record.claims.find(({ predicate, object, status }) => predicate === 'operates' && object.id === id && status !== 'retracted')
  return {
    id,
    name: record.name,
    kind: record.kind,
    address: record.place,
    town: null,
    country: record.country,
    lat: null,
    lon: null,
    employer: runs?.subject.id ? { id: runs.subject.id, name: runs.subject.name } : { id, name: record.name },
    unions: unionsOf(record),
    disputes: disputesOf(record),
    ...(profile ? await chainOf(db, profile, brands) : await ownChain(db, id, today)),
    demonstration: record.demonstration,
  }
}

/** What is known of who organises somewhere. */
const unionsOf = ({ id, claims }: OrganisationRecord): Workplace['unions'] =>
  claims
    .filter(({ predicate, object, status }) => predicate === 'organises_at' && object.id === id && status !== 'retracted')
    .map(({ id: claim, subject, status }) => ({ union: { id: subject.id as string, name: subject.name }, claim, status }))

/** Strikes, bans and messages somewhere, the newest first as far as their days are told. */
const disputesOf = ({ id, claims }: OrganisationRecord): Workplace['disputes'] =>
  claims
    .filter(({ predicate, object, status }) => predicate === 'acted_at' && object.id === id && status !== 'retracted')
    .map(({ id: claim, subject, product, period, statement }) => ({
      by: { id: subject.id as string, name: subject.name },
      what: product,
      when: period,
      claim,
      statement,
    }))
    .sort((a, b) => (b.when ?? '').localeCompare(a.when ?? ''))

/** The brands that published claims lead to from below, strongest name first by alphabet. */
async function brandsAbove(db: Db, from: OrganisationRecord): Promise<{ slug: string; name: string }[]> {
  const seen = new Set([from.id])
  const brands = new Map<string, string>()
  let level = [from]
  for (let step = 0; step < MOST_STEPS && level.length > 0 && seen.size < MOST_ABOVE; step += 1) {
    for (const record of level) if (record.brand) brands.set(record.brand, record.name)
    const next = level.flatMap((record) =>
      record.claims
        .filter(
          ({ predicate, object, subject, status }) =>
            status !== 'retracted' && LEADS_UP.has(predicate) && object.id === record.id && subject.id !== null && !seen.has(subject.id),
        )
        .map(({ subject }) => subject.id as string),
    )
    for (const id of next) seen.add(id)
    level = [...(await listOrganisationRecords(db, [...new Set(next)])).values()]
  }
  return [...brands].map(([slug, name]) => ({ slug, name })).sort((a, b) => a.name.localeCompare(b.name))
}

type ChainPart = Pick<Workplace, 'brand' | 'brands' | 'upstream' | 'downstream'>
async function chainOf(db: Db, profile: BrandProfile, brands: readonly { slug: string; name: string }[]): Promise<ChainPart> {
  return {
    brand: { slug: profile.slug, name: profile.name, headline: profile.headline },
    brands: [...brands],
    upstream: await upstreamOf(db, profile),
    downstream: await getDownstream(db, profile.slug),
  }
}

/** The chains of one that works for no brand. */
async function ownChain(db: Db, id: string, today: string): Promise<ChainPart> {
  const chains = (await findLinks(db, [id], today)).get(id)?.chains ?? []
  return { brand: null, brands: [], upstream: await upstreamOf(db, { id, chains }), downstream: { shops: 0, towns: 0, depots: [] } }
}

/** Everybody on the chains of one but itself, in the order in which the chains name them. */
async function upstreamOf(db: Db, { id, chains }: Pick<BrandProfile, 'id' | 'chains'>): Promise<ChainPlace[]> {
  const ids = new Set(
    chains.flatMap(({ steps }) =>
      steps.flatMap(({ subject, object }) => [subject, object]).flatMap((end) => (end.kind === 'organisation' && end.id ? [end.id] : [])),
    ),
  )
  ids.delete(id)
  const records = await listOrganisationRecords(db, [...ids])
  return [...ids].flatMap((each) => {
    const record = records.get(each)
    if (!record) return []
    const ends = chains.filter(
      ({ steps, ends: end }) => end.kind === 'programme' && steps.some(({ subject, object }) => subject.id === each || object.id === each),
    )
    return [
      {
        id: each,
        name: record.name,
        country: record.country,
        place: record.place,
        kind: record.kind,
        unions: unionsOf(record),
        disputes: disputesOf(record),
        ships: record.claims
          .filter(({ predicate, subject, status }) => predicate === 'ships_with' && subject.id === each && status !== 'retracted')
          .map(({ id: claim, object }) => ({ with: { id: object.id as string, name: object.name }, claim })),
        programmes: [...new Map(ends.map(({ ends: end }) => [end.slug, { slug: end.slug, name: end.name }])).values()],
      },
    ]
  })
}
