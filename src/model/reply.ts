/** Right of reply: how long a company has to answer, and we to decide. */
import { z } from 'zod'
import { addDays } from './day.ts'

/** Days that a company is given to answer a notice. */
export const ANSWER_DAYS = 14
/** Days in which a contested claim is decided. */
export const DECISION_DAYS = 30

/** Until when a claim that was contested then is decided. */
export const decisionDue = (contestedOn: string): string => addDays(contestedOn, DECISION_DAYS)

/** What somebody sends as a company's answer. */
export const ReplyInput = z
  .object({
    from: z.string().trim().min(2, 'say who answers').max(200).describe('The company that answers'),
    text: z.string().trim().min(2, 'an answer needs words').max(5_000).describe('The answer, as it is to stand beside the claim'),
    disputes: z.boolean().default(false).describe('The company says that the claim is wrong'),
    contact: z
      .string()
      .trim()
      .min(3, 'say how we can make sure that it is you')
      .max(300)
      .describe('How we can make sure who writes. It is never shown, and goes when that is done'),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .nullish()
      .describe('Where the whole letter stands'),
  })
  .meta({ id: 'ReplyInput' })
export type ReplyInput = z.infer<typeof ReplyInput>
