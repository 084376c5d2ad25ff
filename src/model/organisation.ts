/** Organisations, publishers and programmes: who a claim can be about. Never a natural person. */
import { z } from 'zod'
import { Reliability } from './grade.ts'

export const OrganisationKind = z.enum(['brand', 'company', 'facility', 'public body', 'union', 'campaign group']).describe('What sort of organisation it is')
export type OrganisationKind = z.infer<typeof OrganisationKind>

export const PublisherKind = z
  .enum(['government', 'university', 'union', 'ngo', 'newspaper', 'company', 'register', 'unknown'])
  .describe('What sort of publisher it is')
export type PublisherKind = z.infer<typeof PublisherKind>

/** A publisher as a source or a researcher states it. */
export const PublisherInput = z.object({
  name: z.string().min(1).max(200).describe('Who puts the document out'),
  kind: PublisherKind,
  reliability: Reliability,
  reliabilityReason: z.string().min(1).max(1_000).describe('Why this letter'),
  /** The organisation that this publisher is, when it is a company that speaks of itself. */
  organisation: z.string().nullable().default(null).describe('The company that speaks here, when it speaks of itself'),
})
export type PublisherInput = z.input<typeof PublisherInput>

/** An organisation as a document names it. */
export const OrganisationName = z.object({
  name: z.string().min(1).max(300),
  kind: OrganisationKind.optional(),
  country: z.string().max(60).nullish().describe('ISO 3166-1 alpha-2 where it is known'),
  place: z.string().max(300).nullish(),
  sector: z.string().max(100).nullish(),
  identifiers: z
    .array(z.string().regex(/^[a-z-]+:\S{1,80}$/))
    .max(20)
    .optional()
    .describe('`scheme:value`, such as `lei:…`'),
  aliases: z.array(z.string().max(300)).max(50).optional().describe('Other names that the same row gives'),
})
export type OrganisationName = z.infer<typeof OrganisationName>

/** An organised scheme of forced labour, as the catalogue states it. */
export type ProgrammeInput = {
  readonly slug: string
  readonly name: string
  readonly kind: string
  readonly region: string
  /** One sentence of what it is. The evidence stands apart. */
  readonly summary: string
  /** Names in every language, by which it is found in texts. */
  readonly names: readonly string[]
  /** The ILO indicators that published evidence reports. */
  readonly indicators: readonly string[]
  readonly demonstration?: boolean
}

/** An official list of organisations, such as the UFLPA Entity List. */
export type OfficialListInput = {
  readonly slug: string
  readonly name: string
  readonly publisher: string
  readonly url: string
  /** What being listed means, in one sentence. */
  readonly effect: string
  /** What our copy of it lacks. */
  readonly note?: string
  readonly demonstration?: boolean
}
