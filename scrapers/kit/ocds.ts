/** OCDS: contract notices of public bodies, as release packages of the Open Contracting Data Standard 1.1. Source: standard.open-contracting.org/1.1. */
import { z } from 'zod'
import type { CaptureBytes, Reading, Request } from '../../src/model/document.ts'
import { companyNumber } from '../../src/model/company-number.ts'
import { foldName } from '../../src/names/name-key.ts'
import { jsonAs } from './listing.ts'
import { hasTitle, mayBePerson } from './name-kind.ts'
import { type StatedRow, readingOfRows } from './rows.ts'
import { wordList } from './word-list.ts'
import { type DiscoverContext, type Source, defineSource } from '../source.ts'

const Text = z.string().nullish()
const Id = z.union([z.string(), z.number()]).nullish()
const Identifier = z.object({ scheme: Text, id: Id, legalName: Text })
const Party = z.object({
  id: Id,
  name: Text,
  identifier: Identifier.nullish(),
  additionalIdentifiers: z.array(Identifier).nullish(),
  address: z.object({ countryName: Text, country: Text }).nullish(),
  roles: z.array(z.string()).nullish(),
})
const Period = z.object({ startDate: Text, endDate: Text }).nullish()
const Classification = z.object({ scheme: Text, description: Text })
const Award = z.object({ id: Id, status: Text, title: Text, suppliers: z.array(Party).nullish(), contractPeriod: Period, relatedLots: z.array(Id).nullish() })
const Item = z.object({ relatedLot: Id, classification: Classification.nullish(), additionalClassifications: z.array(Classification).nullish() })
const Release = z.object({
  ocid: z.string(),
  id: z.union([z.string(), z.number()]),
  date: z.string(),
  buyer: Party.nullish(),
  parties: z.array(Party).nullish(),
  tender: z.object({ title: Text, classification: Classification.nullish(), items: z.array(Item).nullish() }).nullish(),
  awards: z.array(Award).nullish(),
  contracts: z.array(z.object({ awardID: Id, period: Period })).nullish(),
})
type Release = z.infer<typeof Release>
type Award = z.infer<typeof Award>
type Party = z.infer<typeof Party>
const ReleasePackage = z.object({ releases: z.array(Release), links: z.object({ next: Text }).nullish() })

const MOST_PAGES = 200
const DAYS = 14
/** Awards that came to nothing. */
const NOT_MADE = new Set(['cancelled', 'unsuccessful', 'withdrawn', 'pending'])
/** Registers of which one number stands for one organisation, our name for each, and what a number of it looks like. */
const SCHEMES: Readonly<Record<string, { readonly as: string; readonly form: RegExp }>> = {
  'GB-CHC': { as: 'gb-chc', form: /^(?:SC)?\d{4,8}(?:-\d+)?$/i },
  'GB-UKPRN': { as: 'gb-ukprn', form: /^\d{8}$/ },
  'XI-LEI': { as: 'lei', form: /^[A-Z0-9]{18}\d{2}$/ },
  LEI: { as: 'lei', form: /^[A-Z0-9]{18}\d{2}$/ },
  'GB-PPON': { as: 'gb-ppon', form: /^[A-Z]{4}-\d{4}-[A-Z]{4}$/ },
}
/** A number that people who trade by themselves are given too: it says nothing of who is an organisation. */
const PEOPLE_TOO = 'gb-ppon:'
const WITHHELD = new RegExp(`^(?:${wordList('withheld').map(RegExp.escape).join('|')})\\b`)
const WITHHELD_WHOLE = new Set(wordList('withheld'))

type Place = { readonly today: string; readonly day: string; readonly next: string; readonly count: number }

/** The pages of a search for one day, each a document of its own. The answers say what comes next; each page that was listed is kept as done. */
async function* releasesPages({ fetch, keep, signal }: DiscoverContext, from: Place, title: string, who: string): AsyncGenerator<Request> {
  let next: string | null = from.next
  for (let count = from.count; next !== null && count <= MOST_PAGES && !signal.aborted; count += 1) {
    const answer = await fetch(next)
    if (answer === null) return
    const page = jsonAs(ReleasePackage, answer.bytes, who)
    if (page.releases.length > 0) yield { url: next, as: 'releases', title: count === 1 ? title : `${title}, page ${count}` }
    next = page.links?.next ?? null
    if (next !== null) await keep(JSON.stringify({ ...from, next, count: count + 1 } satisfies Place))
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
  readonly refusesWith?: Source['refusesWith']
}

/** The source of a service: the awards of the last two weeks, a day a search; a day that was fetched is looked at again after a month. */
export const contractSource = ({ name, home, search, from, to, refusesWith }: ContractService): Source =>
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
    version: 2,
    accepts: 'contract notice',
    onFromStart: false,
    checkedOn: '2026-07-09',
    checkedWith: 'public copies',
    expect: { claims: [0, 5_000] },
    ...(refusesWith ? { refusesWith } : {}),

    async *discover(context) {
      const goesOn = placeOf(context.cursor)
      const today = goesOn?.today ?? context.today
      const days = daysBefore(today, DAYS)
      for (const day of goesOn ? days.slice(days.indexOf(goesOn.day)) : days) {
        const query = new URLSearchParams({ [from]: `${day}T00:00:00`, [to]: `${day}T23:59:59`, stages: 'award', limit: '100' })
        const first: Place = { today, day, next: `${search}?${query}`, count: 1 }
        if (day !== goesOn?.day) await context.keep(JSON.stringify(first))
        yield* releasesPages(context, day === goesOn?.day ? goesOn : first, `Contracts awarded, ${day}`, name)
      }
    },

    parse: (capture) => readReleases(capture, name.toLowerCase(), name),
  })

/** Where a listing was cut off; null where it begins, or cannot go on. */
function placeOf(cursor: string | null): Place | null {
  if (cursor === null) return null
  const { success, data } = z
    .object({ today: z.iso.date(), day: z.iso.date(), next: z.url(), count: z.number().int().positive() })
    .safeParse(JSON.parse(cursor))
  return success && daysBefore(data.today, DAYS).includes(data.day) ? data : null
}

/** A page of notices as rows: who bought what from whom. Suppliers that may be people, and those that are not told, are left out. */
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
      (award.suppliers ?? []).flatMap((each): StatedRow[] => {
        const supplier = partyOf(release, each)
        if (!supplier || !isFirm(supplier)) return []
        const [product, period] = [productOf(release, award), periodOf(release, award)]
        const organisation = { name: nameOf(supplier), kind: 'company' as const, country: countryOf(supplier), identifiers: identifiersOf(supplier) }
        return [
          {
            cells: [
              release.date.slice(0, 10),
              nameOf(buyer),
              'bought',
              product,
              textOf(award.title ?? release.tender?.title),
              'from',
              organisation.name,
              organisation.identifiers.join(', '),
              period,
              release.ocid,
            ],
            claims: [
              {
                subject: { name: nameOf(buyer), kind: 'public body' as const, country: 'GB', identifiers: identifiersOf(buyer) },
                predicate: 'sources_from' as const,
                object: { type: 'organisation' as const, organisation },
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
const nameOf = ({ name }: Party): string => (name ?? '').replace(/\s+/g, ' ').trim().slice(0, 300)

/** Every identifier of a register that is known, its own first. Numbers that are none of that register are left out. */
function identifiersOf({ identifier, additionalIdentifiers }: Party): string[] {
  const found = [identifier, ...(additionalIdentifiers ?? [])].flatMap((each) => {
    if (each?.scheme === 'GB-COH') return companyNumber(each.id) === null ? [] : [`gb-coh:${companyNumber(each.id)}`]
    const scheme = SCHEMES[each?.scheme ?? '']
    const id = String(each?.id ?? '').replace(/\s+/g, '')
    return scheme?.form.test(id) ? [`${scheme.as}:${id}`] : []
  })
  return [...new Set(found)].slice(0, 20)
}

/** Whether a supplier is told, and is an organisation: by a register's number, or since its name is no person's. */
function isFirm(party: Party): boolean {
  const name = foldName(party.name ?? '')
  if (name.length < 2 || WITHHELD_WHOLE.has(name) || (WITHHELD.test(name) && /\b(?:withheld|redacted|undisclosed|confidential|disclosed)\b/.test(name)))
    return false
  return identifiersOf(party).some((identifier) => !identifier.startsWith(PEOPLE_TOO)) ? !hasTitle(party.name ?? '') : !mayBePerson(party.name ?? '')
}

/** What was bought: the CPV of the tender, or of the award's lots, as far as somebody wrote it out. */
function productOf({ tender }: Release, { relatedLots }: Award): string | null {
  const items = tender?.items?.filter(
    ({ relatedLot }) => !relatedLots?.length || relatedLot == null || relatedLots.some((lot) => String(lot) === String(relatedLot)),
  )
  const all = [tender?.classification, ...(items ?? []).flatMap((item) => [item.classification, ...(item.additionalClassifications ?? [])])]
  const told = all.filter((each) => each?.description && (each.scheme ?? 'CPV') === 'CPV')
  return textOf([...new Set(told.map((each) => each?.description))].slice(0, 3).join('; '))
}

/** For how long: the award's own period, or that of its contract. */
function periodOf({ contracts }: Release, award: Award): string | null {
  const contract = contracts?.find(({ awardID }) => awardID != null && String(awardID) === String(award.id))
  const period = award.contractPeriod ?? contract?.period
  return [period?.startDate?.slice(0, 10), period?.endDate?.slice(0, 10)].filter(Boolean).join(' to ') || null
}

const countryOf = (party: Party): string | null =>
  identifiersOf(party).some((identifier) => identifier.startsWith('gb-coh:')) ? 'GB' : (party.address?.country ?? party.address?.countryName ?? null)

/** The days before `today`, newest first, as `YYYY-MM-DD`. */
function daysBefore(today: string, count: number): string[] {
  const at = Date.parse(`${today}T00:00:00Z`)
  return Array.from({ length: count }, (_, i) => new Date(at - (i + 1) * 86_400_000).toISOString().slice(0, 10))
}
