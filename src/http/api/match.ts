/** /api/v1/match: which organisations names may stand for. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi'
import { Match, matchName } from '../../publish/match-names.ts'
import type { WebDeps } from '../deps.ts'
import { invalidHook, ok, refuses } from '../validate.ts'

const MOST_QUERIES = 500
const Query = z.object({ name: z.string().min(1).max(300), country: z.string().length(2).nullish().describe('ISO 3166-1 alpha-2') })
const Body = z.object({
  queries: z.record(z.string().max(100), Query).refine((queries) => Object.keys(queries).length <= MOST_QUERIES, `at most ${MOST_QUERIES} names at once`),
  limit: z.number().int().min(1).max(50).default(5),
})

const route = createRoute({
  method: 'post',
  path: '/match',
  operationId: 'matchNames',
  tags: ['match'],
  summary: 'Candidates for each name, with score, verdict and reasons',
  request: { body: { required: true, content: { 'application/json': { schema: Body } } } },
  responses: { ...ok('Candidates for each query, best first', z.object({ results: z.record(z.string(), z.array(Match)) })), ...refuses.invalid },
})

export function matchApi({ db }: WebDeps) {
  return new OpenAPIHono({ defaultHook: invalidHook }).openapi(route, async (c) => {
    const { queries, limit } = c.req.valid('json')
    const results: Record<string, Match[]> = Object.create(null) as Record<string, Match[]>
    for (const [key, query] of Object.entries(queries)) results[key] = await matchName(db, query, limit)
    return c.json({ results }, 200)
  })
}
