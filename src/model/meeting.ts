/** Meeting: for whom packs are made of a check, and what the employer's own statement says. */
import type { StatementArea } from './statement-areas.ts'

/** What an employer's own statement says, and where that is from. */
export type EmployersStatement = {
  readonly title: string
  readonly url: string | null
  /** The row of the registry, as it stands there, with the sealed copy it is quoted from. */
  readonly registry: { readonly row: string; readonly capture: string } | null
  /** The sealed copy of the statement itself; null when its text was given by whoever makes the pack. */
  readonly capture: string | null
  /** Null when nobody has its text. */
  readonly areas: readonly StatementArea[] | null
}
/** Whom a pack is for. */
export type Meeting = {
  readonly employer: string
  readonly branch: string
  /** YYYY-MM-DD, or empty. */
  readonly day: string
  readonly sector: Sector
  readonly statement: EmployersStatement | null
}
export const SECTORS = ['', 'clothing', 'food', 'health', 'building', 'electronics', 'transport', 'education', 'council', 'pensions'] as const
export type Sector = (typeof SECTORS)[number]
