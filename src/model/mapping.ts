/** Mapping: which column of a list is what, as a person said it, and who buys from what the list names. */
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

export const ColumnMapping = z.object({ buyer: z.string().min(2).max(200), columns: MappedColumns })
export type ColumnMapping = z.infer<typeof ColumnMapping>
