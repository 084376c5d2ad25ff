/** /api/v1/workplaces: a place where people work, and who else works on the same chain. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi'
import { Workplace } from '../../model/workplace.ts'
import { getWorkplace } from '../../publish/find-workplace.ts'
import type { WebDeps } from '../deps.ts'
import { invalidHook, ok, refuses } from '../validate.ts'

const get = createRoute({
  method: 'get',
  path: '/workplaces/{id}',
  operationId: 'getWorkplace',
  tags: ['workplaces'],
  summary: 'A workplace: employer, unions, disputes, and who else works on its chain',
  request: {
    params: z.object({ id: z.string().max(100).describe('Of a site, or of an organisation') }),
    query: z.object({ brand: z.string().max(120).optional().describe('Whose chain to show, where it works for several brands') }),
  },
  responses: { ...ok('The workplace', Workplace), ...refuses.notFound },
})

export function workplacesApi({ db, now }: WebDeps) {
  return new OpenAPIHono({ defaultHook: invalidHook }).openapi(get, async (c) =>
    c.json(await getWorkplace(db, c.req.valid('param').id, c.req.valid('query').brand ?? null, now().toISOString().slice(0, 10)), 200),
  )
}
