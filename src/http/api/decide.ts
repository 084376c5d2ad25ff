/** /api/v1: review for programs: what waits, and decisions, with a key of somebody who may decide. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi'
import { ForbiddenError } from '../../errors.ts'
import { ClaimStatus, Predicate, Ruling, Stance } from '../../model/claim.ts'
import { decideClaim } from '../../review/decide-claim.ts'
import { refuseHidden } from '../../review/protect-queries.ts'
import { listClaims } from '../../review/queries.ts'
import { known, mayDo, needs, ownForms, personOf } from '../account/guard.ts'
import type { DeskDeps } from '../desk/deps.ts'
import { invalidHook, ok, refuses } from '../validate.ts'

const ReviewClaim = z
  .object({
    id: z.string(),
    status: ClaimStatus,
    predicate: Predicate,
    subject: z.string(),
    object: z.string(),
    product: z.string().nullable(),
    quote: z.string().nullable().describe('Of its first evidence'),
    stance: Stance.nullable(),
    confidence: z.number().nullable(),
    rule: z.string().nullable(),
    document: z.string().nullable(),
    url: z.string().nullable(),
    submittedBy: z.string().nullable(),
    demonstration: z.boolean(),
  })
  .meta({ id: 'ReviewClaim' })

const waiting = createRoute({
  method: 'get',
  path: '/review/claims',
  operationId: 'listReviewClaims',
  tags: ['review'],
  summary: 'Claims of any status, oldest first; for keys with the scope `decide`',
  request: { query: z.object({ status: ClaimStatus.default('candidate'), limit: z.coerce.number().int().min(1).max(200).default(50) }) },
  responses: { ...ok('The claims', z.object({ items: z.array(ReviewClaim) })), ...refuses.invalid, ...refuses.forbidden },
})
const decide = createRoute({
  method: 'post',
  path: '/claims/{id}/decisions',
  operationId: 'decideClaim',
  tags: ['review'],
  summary: 'Rules on a claim; for keys with the scope `decide`. Whoever submitted a claim cannot accept it',
  request: {
    params: z.object({ id: z.string().max(100) }),
    body: {
      required: true,
      content: {
        'application/json': { schema: z.object({ ruling: Ruling, reason: z.string().trim().min(1).max(1_000).describe('What was checked, in a sentence') }) },
      },
    },
  },
  responses: {
    ...ok('Where the claim stands now', z.object({ id: z.string(), status: ClaimStatus })),
    ...refuses.invalid,
    ...refuses.forbidden,
    ...refuses.notFound,
  },
})

/** The routes; without a desk (for the description of the API) they refuse everybody. */
export function decideApi(desk: DeskDeps | null) {
  const here = (): DeskDeps => {
    if (!desk) throw new ForbiddenError('There is no desk here.')
    return desk
  }
  const app = new OpenAPIHono({ defaultHook: invalidHook })
  if (desk)
    for (const path of ['/review/claims', '/claims/:id/decisions']) app.use(path, ...ownForms(desk.origin), known(desk.accounts), needs('decide claims'))
  return app
    .openapi(waiting, async (c) => {
      const { status, limit } = c.req.valid('query')
      const items = await listClaims(here().whole, { status, seesConfidential: mayDo(personOf(c), 'see what is confidential') }, limit)
      return c.json({ items: items as z.infer<typeof ReviewClaim>[] }, 200)
    })
    .openapi(decide, async (c) => {
      const { whole, now } = here()
      const [{ id }, { ruling, reason }] = [c.req.valid('param'), c.req.valid('json')]
      await refuseHidden(whole, id, { pseudonym: personOf(c).pseudonym, seesConfidential: mayDo(personOf(c), 'see what is confidential') })
      return c.json({ id, status: await decideClaim({ db: whole, now }, { claimId: id, ruling, decidedBy: personOf(c).pseudonym, reason }) }, 200)
    })
}
