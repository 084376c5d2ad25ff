/** /api/v1/match and /api/v1/suggest: which organisations names may stand for, and what a half-typed name may become. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi'
import { isCountry } from '../../names/countries.ts'
import { Match, Suggestion } from '../../publish/match-names.ts'
import type { WebDeps } from '../deps.ts'
import { invalidHook, ok, refuses } from '../validate.ts'

const MOST_QUERIES = 500
const Query = z.object({
  name: z.string().min(1).max(300),
  country: z.string().max(60).refine(isCountry, 'is no country that is known here').nullish().describe('Two letters (ISO 3166-1), or a name: `CN`, `Viet Nam`'),
  address: z.string().max(500).nullish(),
  identifiers: z.array(z.string().max(100)).max(20).optional().describe('`scheme:value`, such as `lei:…`: equal ones settle it'),
})
const Body = z.object({
  queries: z.record(z.string().max(100), Query).refine((queries) => Object.keys(queries).length <= MOST_QUERIES, `at most ${MOST_QUERIES} names at once`),
  limit: z.number().int().min(1).max(50).default(5),
})
const match = createRoute({
  method: 'post',
  path: '/match',
  operationId: 'matchNames',
  tags: ['match'],
  summary: 'Candidates for each name, with score, verdict and reasons',
  request: { body: { required: true, content: { 'application/json': { schema: Body } } } },
  responses: { ...ok('Candidates for each query, best first', z.object({ results: z.record(z.string(), z.array(Match)) })), ...refuses.invalid },
})
const suggest = createRoute({
  method: 'get',
  path: '/suggest',
  operationId: 'suggestNames',
  tags: ['match'],
  summary: 'What a half-typed name may become, in any script: brands first',
  request: { query: z.object({ q: z.string().min(1).max(200).describe('The beginning of a name'), limit: z.coerce.number().int().min(1).max(50).default(8) }) },
  responses: { ...ok('Names, likeliest first', z.object({ items: z.array(Suggestion) })), ...refuses.invalid },
})

export function matchApi({ names }: WebDeps) {
  return new OpenAPIHono({ defaultHook: invalidHook })
    .openapi(match, async (c) => {
      const { queries, limit } = c.req.valid('json')
      const found = await names.match(Object.values(queries), limit, { signal: c.req.raw.signal })
      const results: Record<string, Match[]> = Object.create(null) as Record<string, Match[]>
      Object.keys(queries).forEach((key, i) => (results[key] = found[i] as Match[]))
      return c.json({ results }, 200)
    })
    .openapi(suggest, async (c) => {
      const { q, limit } = c.req.valid('query')
      const items = await names.suggest(q, limit)
      return c.json({ items }, 200)
    })
}
