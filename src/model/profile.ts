/** Published shapes: what the public sees of brands, chains, claims, documents and captures. One text serves the reader and the OpenAPI document. */
import { z } from 'zod'
import { ActionRecord, CampaignRecord } from './campaign-record.ts'
import { ClaimStatus, Predicate, Stance } from './claim.ts'
import { Headline, Reliability } from './grade.ts'
import { OrganisationKind, PublisherKind } from './organisation.ts'

export const Iso = z.string().describe('An instant, ISO 8601, UTC')
const Day = z.string().describe('A calendar day, YYYY-MM-DD')
const PairText = z
  .string()
  .regex(/^[A-F][1-6]$/)
  .describe('Reliability and credibility, such as B2')

const MadeUp = z.boolean().optional().describe('Made up to show how Unpick works. Left out of what is real')

export const OrganisationRef = z.object({ id: z.string(), name: z.string(), demonstration: MadeUp }).meta({ id: 'OrganisationRef' })

export const PublisherRef = z
  .object({ name: z.string(), kind: PublisherKind, reliability: Reliability, reliabilityReason: z.string() })
  .meta({ id: 'Publisher' })

export const DocumentRef = z
  .object({
    id: z.string(),
    title: z.string(),
    url: z.string().describe('Where it stands, or stood'),
    published: Day.nullable(),
  })
  .meta({ id: 'DocumentRef' })

export const Evidence = z
  .object({
    quote: z.string().describe("A literal piece of the capture's text, with what is masked as █; of a confidential source what it says, in a reviewer's words"),
    confidential: z.boolean().describe('From a source that is never shown, so that nobody is exposed; its grade is capped'),
    before: z.string().describe('Up to 160 characters in front of the quote'),
    after: z.string().describe('Up to 160 characters behind the quote'),
    stance: Stance,
    confidence: z.number().describe('How plainly the passage says it, 0 to 1'),
    rule: z.string().describe('What found it'),
    page: z.number().int().nullable(),
    row: z.number().int().nullable(),
    start: z.number().int().nullable().describe("Where the quote starts in the capture's text, in Unicode code points"),
    end: z.number().int().nullable().describe('Where it ends, exclusive'),
    publisher: PublisherRef,
    document: DocumentRef.nullable().describe('Null for a confidential source'),
    capture: z.string().nullable().describe('SHA-256 of the sealed copy; null for a confidential source'),
    fetched: Iso.nullable(),
    report: z.string().nullable().describe('Evidence with the same value is copies of one report, and counts once'),
  })
  .meta({ id: 'Evidence' })
export type Evidence = z.infer<typeof Evidence>

export const ClaimEnd = z
  .object({
    kind: z.enum(['organisation', 'programme', 'list', 'site', 'place', 'pledge']),
    id: z.string().nullable(),
    slug: z.string().nullable(),
    name: z.string(),
    demonstration: MadeUp,
  })
  .meta({ id: 'ClaimEnd' })
export type ClaimEnd = z.infer<typeof ClaimEnd>

/** An organisation that stands at a claim's end, as it is referred to. */
export const refOf = ({ id, name, demonstration }: ClaimEnd): z.infer<typeof OrganisationRef> => ({
  id: id as string,
  name,
  ...(demonstration ? { demonstration } : {}),
})

export const Response = z
  .object({
    id: z.string(),
    claim: z.string().nullable().describe('The claim it answers; null when it speaks of the company as a whole'),
    by: OrganisationRef.describe('Whose answer it is'),
    from: z.string().describe('How whoever wrote it signs'),
    text: z.string(),
    received: Day,
    told: Day.nullable().describe('When the company was told of the claim'),
    url: z.string().nullable(),
    checked: z.string().nullable().describe('How we made sure who wrote it'),
  })
  .meta({ id: 'Response' })
export type Response = z.infer<typeof Response>

export const OtherResponse = Response.extend({
  relation: z.enum(['owner', 'chain']).describe('The brand’s owner, or another company on one of its chains'),
}).meta({ id: 'OtherResponse' })
export type OtherResponse = z.infer<typeof OtherResponse>

export const NoticeRecord = z.object({ to: OrganisationRef, sent: Day, answerBy: Day.describe('Until when it was asked to answer') }).meta({ id: 'Notice' })
export type NoticeRecord = z.infer<typeof NoticeRecord>

export const DecisionRecord = z
  .object({
    ruling: z.string(),
    by: z.string().describe("A reviewer's pseudonym, or the rule that decided"),
    reason: z.string(),
    at: Iso,
  })
  .meta({ id: 'Decision' })

export const ClaimRecord = z
  .object({
    id: z.string(),
    subject: ClaimEnd,
    predicate: Predicate,
    object: ClaimEnd,
    product: z.string().nullable(),
    tier: z.number().int().nullable(),
    period: z.string().nullable(),
    status: ClaimStatus,
    grade: PairText.nullable(),
    statement: z.string().describe('The claim as one sentence'),
    evidence: z.array(Evidence),
    responses: z.array(Response),
    decisions: z.array(DecisionRecord),
    notices: z.array(NoticeRecord).describe('When companies were told of it'),
    decisionDue: Day.nullable().describe('Contested: until when somebody who has not decided before rules on it'),
    grades: z.array(z.object({ grade: PairText.nullable(), since: Iso })).describe('How it was graded since when'),
    demonstration: z.boolean(),
    updated: Iso,
  })
  .meta({ id: 'Claim' })
export type ClaimRecord = z.infer<typeof ClaimRecord>

export const ChainStep = z
  .object({
    claim: z.string(),
    predicate: Predicate,
    subject: ClaimEnd,
    object: ClaimEnd,
    product: z.string().nullable(),
    period: z.string().nullable(),
    status: ClaimStatus,
    grade: PairText,
    weakest: z.boolean().describe("This step sets the chain's grade"),
    evidence: z.array(Evidence),
  })
  .meta({ id: 'ChainStep' })
export type ChainStep = z.infer<typeof ChainStep>

export const Chain = z
  .object({
    grade: PairText,
    word: Headline,
    status: z.enum(['current', 'contested', 'historic']).describe('historic: sourcing has ended, by published evidence'),
    dueForReview: z.boolean().describe('Its newest evidence is older than the review period of 24 months'),
    title: z.string(),
    ends: z.object({ kind: z.enum(['programme', 'list']), slug: z.string(), name: z.string() }),
    steps: z.array(ChainStep),
  })
  .meta({ id: 'Chain' })
export type Chain = z.infer<typeof Chain>

export const BrandProfile = z
  .object({
    slug: z.string(),
    id: z.string(),
    name: z.string(),
    sector: z.string().nullable(),
    headline: Headline,
    grade: PairText.nullable(),
    sentence: z.string().describe('The answer in one sentence'),
    demonstration: z.boolean().describe('Made up to show how Unpick works'),
    names: z.array(z.string()).describe('Every name it is known by'),
    owners: z.array(z.object({ organisation: OrganisationRef, claim: z.string() })),
    chains: z.array(Chain),
    pledges: z.array(z.object({ claim: z.string(), text: z.string() })),
    responses: z.array(Response).describe('What the brand itself says'),
    otherResponses: z.array(OtherResponse).describe('What its owners and others on its chains say: never the brand’s own answer'),
    told: NoticeRecord.nullable().describe('The last time the company was told of a claim'),
    retractions: z.array(z.object({ claim: z.string(), statement: z.string(), reason: z.string(), at: Iso })),
    campaigns: z.array(CampaignRecord),
    actions: z.array(ActionRecord),
    sites: z.number().int().describe('How many sites it has here'),
    towns: z.array(z.string()),
    updated: Iso,
  })
  .meta({ id: 'BrandProfile' })
export type BrandProfile = z.infer<typeof BrandProfile>

export const BrandVersion = z.object({ since: Iso, changes: z.array(z.string()).describe('What changed, each in a sentence') }).meta({ id: 'BrandVersion' })
export type BrandVersion = z.infer<typeof BrandVersion>

export const BrandSummary = BrandProfile.pick({ slug: true, name: true, sector: true, headline: true, grade: true, demonstration: true, updated: true })
  .extend({ chains: z.number().int(), sites: z.number().int() })
  .meta({ id: 'BrandSummary' })
export type BrandSummary = z.infer<typeof BrandSummary>

export const OrganisationRecord = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: OrganisationKind,
    country: z.string().nullable(),
    place: z.string().nullable(),
    names: z.array(z.string()),
    identifiers: z.array(z.string()).describe('`scheme:value`, such as `lei:…`'),
    brand: z.string().nullable().describe('The slug of its profile when it is a brand'),
    judged: z
      .array(z.object({ name: z.string(), ruling: z.string(), by: z.string(), reason: z.string(), at: Iso }))
      .describe('What was judged of its name and others, newest first'),
    claims: z.array(
      ClaimRecord.omit({ evidence: true, responses: true, decisions: true, notices: true, decisionDue: true, grades: true })
        .extend({ evidence: z.number().int() })
        .meta({ id: 'ClaimSummary' }),
    ),
    demonstration: z.boolean(),
    updated: Iso,
  })
  .meta({ id: 'Organisation' })
export type OrganisationRecord = z.infer<typeof OrganisationRecord>

export const ProgrammeRecord = z
  .object({
    slug: z.string(),
    name: z.string(),
    kind: z.string(),
    region: z.string(),
    summary: z.string(),
    names: z.array(z.string()),
    indicators: z.array(z.string()).describe('ILO indicators of forced labour that published evidence reports'),
    participants: z.array(z.object({ organisation: OrganisationRef, claim: z.string(), grade: PairText.nullable(), status: ClaimStatus })),
    brands: z.array(z.object({ slug: z.string(), name: z.string(), headline: Headline, demonstration: MadeUp })),
    demonstration: z.boolean(),
    updated: Iso,
  })
  .meta({ id: 'Programme' })
export type ProgrammeRecord = z.infer<typeof ProgrammeRecord>

export const OfficialListRecord = z
  .object({
    slug: z.string(),
    name: z.string(),
    publisher: z.string(),
    url: z.string(),
    effect: z.string(),
    entries: z.array(z.object({ organisation: OrganisationRef, claim: z.string() })),
    note: z.string().nullable().describe('What this copy of the list lacks'),
    demonstration: z.boolean(),
    updated: Iso,
  })
  .meta({ id: 'OfficialList' })
export type OfficialListRecord = z.infer<typeof OfficialListRecord>

export const DocumentRecord = DocumentRef.extend({
  publisher: PublisherRef,
  source: z.string().nullable(),
  captures: z.array(z.object({ sha256: z.string(), fetched: Iso })),
  claims: z.array(z.object({ id: z.string(), statement: z.string(), status: ClaimStatus })),
  demonstration: z.boolean(),
  updated: Iso,
}).meta({ id: 'Document' })
export type DocumentRecord = z.infer<typeof DocumentRecord>

export const SiteRecord = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    address: z.string(),
    town: z.string().nullable(),
    postcode: z.string().nullable(),
    lat: z.number(),
    lon: z.number(),
    hours: z.string().nullable().describe('Opening hours, as OpenStreetMap writes them'),
  })
  .meta({ id: 'Site' })
export type SiteRecord = z.infer<typeof SiteRecord>
