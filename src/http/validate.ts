/** Validation: one answer for every request that does not fit its schema, and the parts that routes share. */
import { z } from '@hono/zod-openapi'
import type { Hook } from '@hono/zod-openapi'
import type { Env } from 'hono'
import { InvalidError } from '../errors.ts'

const MOST_TOLD = 20

/** A refusal that tells what is wrong with a request, a sentence for each of the first faults. `what` is what does not fit, `where` it was sent. */
export function doesNotFit(what: string, error: z.core.$ZodError, where: string): InvalidError {
  const told = error.issues.slice(0, MOST_TOLD).map((issue) => `${issue.path.join('.').slice(0, 200) || where}: ${issue.message}`)
  const rest = error.issues.length - told.length
  return new InvalidError(`${what} does not fit: ${told.join('; ')}${rest > 0 ? `; and ${rest} faults more` : ''}`, told)
}

/** Refuses a request that does not fit its schema. */
export const invalidHook: Hook<unknown, Env, string, unknown> = (result) => {
  if (!result.success) throw doesNotFit('This request', result.error, result.target)
}

export const Paging = z.object({
  cursor: z.string().max(2_000).optional().describe('Where to go on: the cursor that the page before gave'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many, 200 at most'),
})

export const Problem = z
  .object({ type: z.string(), title: z.string(), status: z.number().int(), detail: z.string(), kind: z.string(), issues: z.array(z.string()).optional() })
  .meta({ id: 'Problem' })

const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: Problem } } })
export const refuses = {
  invalid: { 400: problem('The request does not fit') },
  notFound: { 404: problem('There is no such thing') },
  forbidden: { 403: problem('Whoever asks may not do this') },
} as const

/** A page of a list. */
export const pageSchema = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), cursor: z.string().nullable().describe('Null on the last page') })

/** A JSON answer. */
export const ok = <T extends z.ZodType>(description: string, schema: T) => ({ 200: { description, content: { 'application/json': { schema } } } })
