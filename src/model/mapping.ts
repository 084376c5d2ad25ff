/** Mapping: which column of a list is what, as a person said it, and what its rows say: that somebody buys from each, or that each is on an official list. */
import { z } from 'zod'

/** What a column of a supplier list can be, in the order in which people are asked. */
export const MAPPED_ROLES = ['name', 'otherName', 'country', 'address', 'city', 'province', 'owner', 'product', 'type', 'tier'] as const
export type MappedRole = (typeof MAPPED_ROLES)[number]

/** The columns by their headings; null for what the list does not say. */
export const MappedColumns = z.object({
  ...(Object.fromEntries(MAPPED_ROLES.map((role) => [role, z.string().max(2_000).nullable()])) as Record<MappedRole, z.ZodNullable<z.ZodString>>),
  name: z.string().min(1).max(2_000),
})
export type MappedColumns = z.infer<typeof MappedColumns>

/** `buyer` buys from what each row names, or each row is on the official list `list`, by its slug: one of the two. */
export const ColumnMapping = z
  .object({ buyer: z.string().min(2).max(200).nullable(), list: z.string().max(200).nullable(), columns: MappedColumns })
  .refine(({ buyer, list }) => (buyer === null) !== (list === null), 'A list says one thing of its rows')
export type ColumnMapping = z.infer<typeof ColumnMapping>
