/** Workplaces: where people work, and who else works on the same chain. Contact is between unions, never people. */
import { z } from 'zod'
import { Headline } from './grade.ts'
import { OrganisationRef } from './profile.ts'

export const WorkplaceUnion = z
  .object({ union: OrganisationRef, claim: z.string(), status: z.string() })
  .describe('A union that organises there, by a published claim')
export const WorkplaceDispute = z
  .object({
    by: OrganisationRef,
    what: z.string().nullable().describe('A strike, a ban, a message of solidarity'),
    when: z.string().nullable(),
    claim: z.string(),
    statement: z.string(),
  })
  .describe('What was done there, by a published claim')

export const ChainPlace = z
  .object({
    id: z.string(),
    name: z.string(),
    country: z.string().nullable(),
    place: z.string().nullable(),
    kind: z.string(),
    unions: z.array(WorkplaceUnion),
    disputes: z.array(WorkplaceDispute),
    ships: z.array(z.object({ with: OrganisationRef, claim: z.string() })).describe('Carriers and ports, by published claims'),
    programmes: z.array(z.object({ slug: z.string(), name: z.string() })).describe('Programmes of forced labour that a chain leads to from here'),
  })
  .meta({ id: 'ChainPlace' })
export type ChainPlace = z.infer<typeof ChainPlace>

export const Workplace = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    address: z.string().nullable(),
    town: z.string().nullable(),
    country: z.string().nullable(),
    lat: z.number().nullable(),
    lon: z.number().nullable(),
    employer: OrganisationRef.nullable(),
    unions: z.array(WorkplaceUnion),
    disputes: z.array(WorkplaceDispute),
    brand: z.object({ slug: z.string(), name: z.string(), headline: Headline }).nullable().describe('The brand whose chain is shown'),
    brands: z.array(z.object({ slug: z.string(), name: z.string() })).describe('Every brand that the workplace works for'),
    upstream: z.array(ChainPlace).describe('Where the brand’s goods are made, in the order of its chains'),
    downstream: z.object({
      shops: z.number().int(),
      towns: z.number().int(),
      depots: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string(), town: z.string().nullable(), lat: z.number(), lon: z.number() })),
    }),
    demonstration: z.boolean(),
  })
  .meta({ id: 'Workplace' })
export type Workplace = z.infer<typeof Workplace>
