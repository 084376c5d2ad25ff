/** Checks: a list of suppliers held against the evidence, row by row. */
import { z } from 'zod'
import { Headline } from './grade.ts'
import { OrganisationKind } from './organisation.ts'
import { Chain } from './profile.ts'

/** A sheet of a file that somebody checks: what its columns are called, and its rows as they stand, with their numbers in the file. */
export type SupplierTable = {
  /** The sheet's name; null for a file of one table. */
  readonly sheet: string | null
  readonly headings: readonly string[]
  readonly rows: readonly SupplierRow[]
}
export type SupplierRow = { readonly row: number; readonly cells: readonly string[] }

/** What a column of a list can mean to a check. */
export const ColumnRole = z.enum(['name', 'otherName', 'country', 'address', 'city'])
export type ColumnRole = z.infer<typeof ColumnRole>

export const CheckColumns = z
  .object({
    name: z.string().describe('The heading of the column that holds the names'),
    otherName: z.string().nullable().describe('Of names in another script, or trading names'),
    country: z.string().nullable(),
    address: z.string().nullable(),
    city: z.string().nullable(),
  })
  .meta({ id: 'CheckColumns' })
export type CheckColumns = z.infer<typeof CheckColumns>

export const CheckResult = z
  .enum(['listed', 'linked', 'possible', 'none', 'unreadable'])
  .describe(
    'listed: on an official list itself; linked: a chain of published claims leads on; possible: the name may be one of those; none: no link found, which is not clean',
  )
export type CheckResult = z.infer<typeof CheckResult>

/** In the order in which they are shown: what matters first. */
export const CHECK_RESULTS: readonly CheckResult[] = ['listed', 'linked', 'possible', 'none', 'unreadable']

export const SupplierLink = z
  .object({
    lists: z.array(z.object({ slug: z.string(), name: z.string(), claim: z.string() })).describe('Official lists that it stands on'),
    chains: z.array(Chain).describe('Chains from it to a programme or a list, strongest first'),
    headline: Headline,
  })
  .meta({ id: 'SupplierLink' })
export type SupplierLink = z.infer<typeof SupplierLink>

export const CheckMatch = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: OrganisationKind,
    country: z.string().nullable(),
    score: z.number().describe('0 to 1'),
    verdict: z.enum(['match', 'unsure']),
    reasons: z.array(z.string()).describe('Why the names are held to be one, or why that is not sure'),
    judged: z.enum(['yes', 'no']).nullable().describe('What whoever made the check said of it'),
    demonstration: z.boolean(),
    link: SupplierLink,
  })
  .meta({ id: 'CheckMatch' })
export type CheckMatch = z.infer<typeof CheckMatch>

export const CheckRow = z
  .object({
    row: z.number().int().describe('Its number in the file'),
    name: z.string(),
    country: z.string().nullable(),
    result: CheckResult,
    why: z.string().nullable().describe('Why a row could not be read, or why a match is not sure'),
    matches: z.array(CheckMatch).describe('Organisations with a link that the name stands for, or may stand for, likeliest first'),
  })
  .meta({ id: 'CheckRow' })
export type CheckRow = z.infer<typeof CheckRow>

export const CheckCounts = z.record(CheckResult, z.number().int()).meta({ id: 'CheckCounts' })
export const CheckReport = z
  .object({
    columns: CheckColumns,
    sheet: z.string().nullable(),
    counts: CheckCounts,
    made: z.string().describe('When, ISO 8601, UTC'),
    organisations: z.array(z.string()).describe('Published organisations that names of the list stand for, with a link or without'),
    rows: z.array(CheckRow),
  })
  .meta({ id: 'CheckReport' })
export type CheckReport = z.infer<typeof CheckReport>

/** What a rep said of a match: row number, organisation, yes or no. */
export type CheckJudgement = { readonly row: number; readonly organisation: string; readonly isSame: boolean }

/** How many rows have each result. */
export function countResults(rows: readonly Pick<CheckRow, 'result'>[]): Record<CheckResult, number> {
  const counts = Object.fromEntries(CHECK_RESULTS.map((result) => [result, 0])) as Record<CheckResult, number>
  for (const { result } of rows) counts[result] += 1
  return counts
}

/** What a row comes to by its matches, once those that were said to be another are left out. */
export function resultOf(matches: readonly CheckMatch[]): CheckResult {
  const open = matches.filter(({ judged }) => judged !== 'no')
  const sure = open.filter(({ verdict, judged }) => judged === 'yes' || verdict === 'match')
  if (sure.some(({ link }) => link.lists.length > 0)) return 'listed'
  if (sure.length > 0) return 'linked'
  return open.length > 0 ? 'possible' : 'none'
}

/** The name of what a row may be, which says so where it was made up: for lists that carry no other mark. */
export const markedName = ({ name, demonstration }: Pick<CheckMatch, 'name' | 'demonstration'>): string => (demonstration ? `${name} (made up)` : name)
