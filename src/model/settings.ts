/** Settings: what an instance says of itself, how its committee decides, and where its maps come from. */
import { z } from 'zod'

const share = (least: number) => z.coerce.number().min(least).max(1)

export const Settings = z.object({
  name: z.string().trim().max(100).default('').describe('Who runs this instance'),
  contact: z.string().trim().max(300).default('').describe('Where to write'),
  legalNotice: z.string().trim().max(10_000).default('').describe('What the law asks it to say of itself, as plain text'),
  quorumShare: share(0).default(0.5).describe('The share of the seats that must vote'),
  majorityShare: share(0.5).default(0.5).describe('The share of the votes for and against that carries; with 0.5 more for than against'),
  boycottShare: share(0.5)
    .default(2 / 3)
    .describe('The same for a call to boycott'),
  mapTiles: z
    .union([z.literal(''), z.string().regex(/^https:\/\/[^\s'";,]+\{z\}[^\s'";,]*$/, 'an https address with {z}, {x} and {y}')])
    .default('')
    .describe('Where map tiles come from; empty: no map of others is asked for'),
  mapCredit: z.string().trim().max(300).default('').describe('Whom the tiles are to be credited to'),
})
export type Settings = z.infer<typeof Settings>
