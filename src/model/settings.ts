/** Settings: what an instance says of itself. */
import { z } from 'zod'

export const Settings = z.object({
  name: z.string().trim().max(100).default('').describe('Who runs this instance'),
  contact: z.string().trim().max(300).default('').describe('Where to write'),
  legalNotice: z.string().trim().max(10_000).default('').describe('What the law asks it to say of itself, as plain text'),
})
export type Settings = z.infer<typeof Settings>
