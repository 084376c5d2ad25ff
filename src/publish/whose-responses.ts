/** Whose responses: what a brand says is its own; what its owners and others on its chains say is told apart, each by name. */
import type { BrandProfile, ClaimRecord, OtherResponse, Response } from '../model/profile.ts'
import type { WrittenClaim } from './claim-records.ts'

/** Whether a claim of a brand says who owns it. */
export const isOwner = ({ predicate, object }: WrittenClaim['record']) => (predicate === 'brand_of' || predicate === 'owned_by') && object.id !== null

/** What others say of what a brand's page tells: its owners, of it or of themselves, and whoever answers a step of its chains. */
export function othersSay(id: string, own: readonly WrittenClaim[], chains: BrandProfile['chains'], responses: readonly Response[]): OtherResponse[] {
  const owners = new Set(own.filter(({ record }) => isOwner(record)).map(({ record }) => record.object.id))
  const told = new Set([...own.map(({ record }) => record.id), ...chains.flatMap(({ steps }) => steps.map(({ claim }) => claim))])
  return responses.flatMap((response): OtherResponse[] => {
    const isOwners = owners.has(response.by.id)
    const isHere = response.claim === null ? isOwners : told.has(response.claim)
    return response.by.id === id || !isHere ? [] : [{ ...response, relation: isOwners ? 'owner' : 'chain' }]
  })
}

/** Whose answers an earlier version of a page showed: it may have kept them all as the brand's. */
export function toldApart(profile: BrandProfile, records: ReadonlyMap<string, ClaimRecord>): Pick<BrandProfile, 'responses' | 'otherResponses'> {
  const { responses, otherResponses } = profile
  if (otherResponses) return { responses, otherResponses }
  const named = new Map([...records.values()].flatMap((record) => record.responses.map(({ id, by }) => [id, by])))
  const all = responses.map((response) => ({ ...response, by: named.get(response.id) ?? { id: profile.id, name: profile.name } }))
  const owners = new Set(profile.owners.map(({ organisation }) => organisation.id))
  const others = all.filter(({ by }) => by.id !== profile.id)
  return {
    responses: all.filter(({ by }) => by.id === profile.id),
    otherResponses: others.map((response) => ({ ...response, relation: owners.has(response.by.id) ? ('owner' as const) : ('chain' as const) })),
  }
}
