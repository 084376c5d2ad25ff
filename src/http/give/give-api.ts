/** /api/v1: what anybody may send: evidence, and a company's answer to a claim. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi'
import { getSubmission } from '../../archive/submission-queries.ts'
import { ForbiddenError } from '../../errors.ts'
import { ReplyInput } from '../../model/reply.ts'
import { getClaim } from '../../publish/read-queries.ts'
import { offerReply } from '../../review/answer-claim.ts'
import { invalidHook, ok, refuses } from '../validate.ts'
import type { GiveDeps } from './deps.ts'
import { WorkHeaders, workOf } from './gate.ts'
import { takeOffered } from './submit.tsx'

const Work = z.object({
  challenge: z.string().max(200).optional().describe('A challenge from `/challenge`, solved: with it nobody waits'),
  nonce: z.string().max(40).optional().describe('A text so that the SHA-256 of `challenge.nonce` begins with so many zero bits'),
})
const Sent = z.object({ id: z.string(), state: z.enum(['waiting', 'taken', 'declined']), reason: z.string().nullable() }).meta({ id: 'Submission' })
const rateLimited = { 429: { description: 'Too many were sent without work; `Retry-After` says how long to wait' } }

const challenge = createRoute({
  method: 'get',
  path: '/challenge',
  operationId: 'getChallenge',
  tags: ['submissions'],
  summary: 'A piece of work that takes the place of waiting',
  responses: ok('The challenge', z.object({ challenge: z.string(), bits: z.number().int().describe('Zero bits that the hash must begin with') })),
})
const submit = createRoute({
  method: 'post',
  path: '/submissions',
  operationId: 'submitEvidence',
  tags: ['submissions'],
  summary: 'Offers evidence, without an account; a researcher looks at it first',
  request: {
    headers: WorkHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: Work.extend({
            url: z
              .url({ protocol: /^https?$/ })
              .max(4_000)
              .describe('The address of a page or document'),
            publisher: z.string().max(200).default('').describe('Who put it out, if known'),
            note: z.string().max(2_000).default('').describe('What to look for in it'),
          }),
        },
        'multipart/form-data': { schema: z.object({ file: z.any().describe('A file, 20 MB at most') }) },
      },
    },
  },
  responses: { ...ok('It waits. The id is a secret: with it the sender sees what became of it', Sent), ...refuses.invalid, ...rateLimited },
})
const submission = createRoute({
  method: 'get',
  path: '/submissions/{id}',
  operationId: 'getSubmission',
  tags: ['submissions'],
  summary: 'What became of a submission',
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { ...ok('Its state', Sent), ...refuses.notFound },
})
const respond = createRoute({
  method: 'post',
  path: '/claims/{id}/responses',
  operationId: 'answerClaim',
  tags: ['claims'],
  summary: 'A company’s answer to a claim; published beside it once a person has made sure who wrote it',
  request: {
    params: z.object({ id: z.string().max(100) }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: ReplyInput.extend({ ...Work.shape, token: z.string().max(100).optional().describe('The last part of the link in our notice') }),
        },
      },
    },
  },
  responses: {
    ...ok('It waits to be checked', z.object({ id: z.string(), state: z.literal('waiting') })),
    ...refuses.invalid,
    ...refuses.notFound,
    ...rateLimited,
  },
})

/** The routes; without deps (for the description of the API) they refuse everybody. */
export function giveApi(deps: GiveDeps | null) {
  const here = (): GiveDeps => {
    if (!deps) throw new ForbiddenError('Nothing is taken here.')
    return deps
  }
  const app = new OpenAPIHono({ defaultHook: invalidHook })
  app.openAPIRegistry.registerPath(submit)
  app.post('/submissions', async (c) => {
    const given = here()
    const isForm = (c.req.header('content-type') ?? '').startsWith('multipart/form-data')
    if (isForm) given.gate.admit(workOf(c))
    const body: Record<string, unknown> = isForm ? await c.req.parseBody() : await c.req.json().catch(() => ({}))
    const text = (name: string) => (typeof body?.[name] === 'string' ? (body[name] as string).trim() : '')
    if (!isForm) given.gate.admit({ challenge: text('challenge'), nonce: text('nonce') })
    const { id } = await takeOffered(given, { url: text('url'), file: body?.['file'], publisher: text('publisher'), note: text('note') })
    const { state, reason } = await getSubmission(given.whole, id)
    return c.json({ id, state, reason }, 200)
  })
  return app
    .openapi(challenge, (c) => {
      c.header('Cache-Control', 'no-store')
      return c.json(here().gate.challenge(), 200)
    })
    .openapi(submission, async (c) => {
      const { id, state, reason } = await getSubmission(here().whole, c.req.valid('param').id)
      return c.json({ id, state, reason }, 200)
    })
    .openapi(respond, async (c) => {
      const { db, whole, now, gate } = here()
      const { token, challenge: given, nonce, ...reply } = c.req.valid('json')
      const claimId = c.req.valid('param').id
      if (!token) await getClaim(db, claimId)
      gate.admit({ challenge: given, nonce })
      const id = await offerReply({ db: whole, now }, token ? { token } : { claimId }, reply)
      return c.json({ id, state: 'waiting' as const }, 200)
    })
}
