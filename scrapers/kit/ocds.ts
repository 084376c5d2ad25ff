/** OCDS: contract notices of public bodies, as release packages of the Open Contracting Data Standard 1.1. Source: standard.open-contracting.org/1.1. */
import { z } from 'zod'
import type { CaptureBytes, Reading, Request } from '../../src/model/document.ts'
import { jsonAs } from './listing.ts'
import { type StatedRow, readingOfRows } from './rows.ts'
import { type DiscoverContext, type Source, defineSource } from '../source.ts'

const Identifier = z.object({ scheme: z.string().nullish(), id: z.union([z.string(), z.number()]).nullish(), legalName: z.string().nullish() })
const Party = z.object({
  id: z.string().nullish(),
  name: z.string().nullish(),
  identifier: Identifier.nullish(),
  address: z.object({ countryName: z.string().nullish(), country: z.string().nullish() }).nullish(),
  roles: z.array(z.string()).nullish(),
})
const Award = z.object({
  status: z.string().nullish(),
  title: z.string().nullish(),
  suppliers: z.array(Party).nullish(),
  contractPeriod: z.object({ startDate: z.string().nullish(), endDate: z.string().nullish() }).nullish(),
})
const Release = z.object({
  ocid: z.string(),
  id: z.union([z.string(), z.number()]),
  date: z.string(),
  buyer: Party.nullish(),
  parties: z.array(Party).nullish(),
  tender: z.object({ title: z.string().nullish(), classification: z.object({ description: z.string().nullish() }).nullish() }).nullish(),
  awards: z.array(Award).nullish(),
})
type Release = z.infer<typeof Release>
type Party = z.infer<typeof Party>
const ReleasePackage = z.object({ releases: z.array(Release), links: z.object({ next: z.string().nullish() }).nullish() })

const MOST_PAGES = 40
const DAYS = 14
/** Awards that came to nothing. */
const NOT_MADE = new Set(['cancelled', 'unsuccessful', 'withdrawn', 'pending'])
/** Identifiers of which one number stands for one organisation, and our names for them. */
const SCHEMES: Readonly<Record<string, string>> = { 'GB-COH': 'gb-coh', 'GB-CHC': 'gb-chc', 'GB-PPON': 'gb-ppon', 'XI-LEI': 'lei', LEI: 'lei' }
/** What names of organisations hold and names of people do not. A supplier without it, and without a number, may be a person. */
const ORGANISATION =
  /\b(?:ltd|limited|plc|llp|l\.?p|cic|inc|corp|corporation|gmbh|ag|bv|nv|sa|srl|spa|ab|oy|as|company|co|group|holdings?|services?|solutions?|systems?|partners(?:hip)?|associates|council|authority|university|college|school|academy|trust|nhs|charity|foundation|association|society|federation|union|institute|centre|hospital|housing|consortium|international|uk|europe|technolog(?:y|ies)|consult(?:ing|ancy|ants)|engineering|construction|logistics|foods?|energy|media|security|software|healthcare|pharma(?:ceuticals)?)\b/i

/** The pages of a search, each a document of its own. `first` is where it begins; the answers say what comes next. */
async function* releasePages({ fetch, signal }: DiscoverContext, first: string, title: string, who: string): AsyncGenerator<Request> {
  let next: string | null = first
  for (let count = 1; next !== null && count <= MOST_PAGES && !signal.aborted; count += 1) {
    const answer = await fetch(next)
    if (answer === null) return
    const page = jsonAs(ReleasePackage, answer.bytes, who)
    if (page.releases.length > 0) yield { url: next, as: 'releases', title: count === 1 ? title : `${title}, page ${count}` }
    next = page.links?.next ?? null
  }
}

/** A service in which public bodies publish what they awarded. */
export type ContractService = {
  readonly name: string
  readonly home: string
  readonly search: string
  /** What the search calls the bounds of a time. */
  readonly from: string
  readonly to: string
}

/** The source of a service: the awards of the last two weeks, a day a search; a day that was fetched is looked at again after a month. */
export const contractSource = ({ name, home, search, from, to }: ContractService): Source =>
  defineSource({
    title: `${name}: contracts awarded`,
    publisher: {
      name,
      kind: 'government',
      reliability: 'A',
      reliabilityReason: 'Where public bodies must publish what they award; each notice is the buyer’s own.',
    },
    home,
    licence: 'Open Government Licence v3.0',
    open: true,
    every: 'day',
    budget: 600,
    revisit: 'month',
    version: 1,
    accepts: 'contract notice',
    onFromStart: false,
    checkedOn: null,
    expect: { claims: [0, 5_000] },

    async *discover(context) {
      for (const day of daysBefore(context.today, DAYS)) {
        const query = new URLSearchParams({ [from]: `${day}T00:00:00`, [to]: `${day}T23:59:59`, stages: 'award', limit: '100' })
        yield* releasePages(context, `${search}?${query}`, `Contracts awarded, ${day}`, name)
      }
    },

    parse: (capture) => readReleases(capture, name.toLowerCase(), name),
  })

/** A page of notices as rows: who bought what from whom. Suppliers that may be people are left out: people are no subjects here. */
function readReleases(capture: CaptureBytes, rule: string, who: string): Reading {
  const { releases } = jsonAs(ReleasePackage, capture.bytes, who)
  const rows = releases.flatMap(rowsOf)
  return readingOfRows({ title: capture.title ?? 'Contract notices', rule, language: 'en-GB', rows })
}

function rowsOf(release: Release): StatedRow[] {
  const buyer = partyOf(release, release.buyer)
  if (!buyer?.name) return []
  return (release.awards ?? [])
    .filter(({ status }) => !NOT_MADE.has(status ?? ''))
    .flatMap((award) =>
      (award.suppliers ?? []).flatMap((each) => {
        const supplier = partyOf(release, each)
        if (!supplier?.name || !isOrganisation(supplier)) return []
        const [product, period] = [textOf(release.tender?.classification?.description), periodOf(award.contractPeriod)]
        const what = textOf(award.title ?? release.tender?.title)
        return [
          {
            cells: [
              release.date.slice(0, 10),
              buyer.name,
              'bought',
              product,
              what,
              'from',
              supplier.name,
              identifiersOf(supplier).join(', '),
              period,
              release.ocid,
            ],
            claims: [
              {
                subject: { name: nameOf(buyer), kind: 'public body' as const, country: 'GB', identifiers: identifiersOf(buyer) },
                predicate: 'sources_from' as const,
                object: {
                  type: 'organisation' as const,
                  organisation: { name: nameOf(supplier), kind: 'company' as const, country: countryOf(supplier), identifiers: identifiersOf(supplier) },
                },
                product,
                period,
              },
            ],
          },
        ]
      }),
    )
}

/** A party as the release describes it, found by its id. */
const partyOf = ({ parties }: Release, party: Party | null | undefined): Party | undefined => {
  const whole = parties?.find(({ id }) => id && id === party?.id)
  return whole ? { ...whole, name: whole.name ?? party?.name } : (party ?? undefined)
}
const textOf = (text: string | null | undefined): string | null => text?.replace(/\s+/g, ' ').trim().slice(0, 200) || null
const nameOf = ({ name }: Party): string => (name as string).replace(/\s+/g, ' ').trim().slice(0, 300)
const identifiersOf = ({ identifier }: Party): string[] => {
  const scheme = SCHEMES[identifier?.scheme ?? '']
  const id = String(identifier?.id ?? '').replace(/\s+/g, '')
  if (!scheme || !/^[A-Za-z0-9-]{2,40}$/.test(id)) return []
  return [`${scheme}:${scheme === 'gb-coh' ? id.toUpperCase().padStart(8, '0') : id}`]
}
const isOrganisation = (party: Party): boolean => identifiersOf(party).length > 0 || ORGANISATION.test(party.name ?? '')
const countryOf = ({ address, identifier }: Party): string | null => {
  const named = address?.country ?? address?.countryName ?? null
  return identifier?.scheme === 'GB-COH' ? 'GB' : named
}
const periodOf = (period: { startDate?: string | null | undefined; endDate?: string | null | undefined } | null | undefined): string | null =>
  [period?.startDate?.slice(0, 10), period?.endDate?.slice(0, 10)].filter(Boolean).join(' to ') || null

/** The days before `today`, newest first, as `YYYY-MM-DD`. */
function daysBefore(today: string, count: number): string[] {
  const at = Date.parse(`${today}T00:00:00Z`)
  return Array.from({ length: count }, (_, i) => new Date(at - (i + 1) * 86_400_000).toISOString().slice(0, 10))
}
