/** /api/v1/ledger: the signed head, and proofs against it. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi'
import { LedgerHead, LedgerKeys, LedgerProof, getConsistencyProof, getLedgerHead, getLedgerKeys, getLedgerProof } from '../../publish/ledger-proofs.ts'
import type { WebDeps } from '../deps.ts'
import { invalidHook, ok, refuses } from '../validate.ts'

const head = createRoute({
  method: 'get',
  path: '/ledger/head',
  operationId: 'getLedgerHead',
  tags: ['ledger'],
  summary: 'The newest signed head of the ledger',
  responses: { ...ok('The head', LedgerHead), ...refuses.notFound },
})
const keys = createRoute({
  method: 'get',
  path: '/ledger/keys',
  operationId: 'getLedgerKeys',
  tags: ['ledger'],
  summary: 'The keys that sign heads, each endorsed by the one before, and timestamps of heads',
  responses: { ...ok('The keys', LedgerKeys) },
})
const proof = createRoute({
  method: 'get',
  path: '/ledger/proof/{leaf}',
  operationId: 'getLedgerProof',
  tags: ['ledger'],
  summary: 'That a capture, decision or response is in the newest head; check it with unpick verify --proof',
  request: { params: z.object({ leaf: z.string().max(100).describe('Its index, its hash, or the id of its row') }) },
  responses: { ...ok('The proof', LedgerProof), ...refuses.notFound },
})
const consistency = createRoute({
  method: 'get',
  path: '/ledger/consistency',
  operationId: 'getConsistencyProof',
  tags: ['ledger'],
  summary: 'That an older signed head is the beginning of a newer one (RFC 6962, 2.1.2)',
  request: {
    query: z.object({
      from: z.coerce.number().int().positive().describe('Size of the older head'),
      to: z.coerce.number().int().positive().optional().describe('Size of the newer one; the newest if left out'),
    }),
  },
  responses: { ...ok('The proof', z.object({ from: LedgerHead, to: LedgerHead, path: z.array(z.string()) })), ...refuses.invalid, ...refuses.notFound },
})

export function ledgerApi({ db }: WebDeps) {
  return new OpenAPIHono({ defaultHook: invalidHook })
    .openapi(head, async (c) => c.json(await getLedgerHead(db), 200))
    .openapi(keys, async (c) => c.json(await getLedgerKeys(db), 200))
    .openapi(proof, async (c) => c.json(await getLedgerProof(db, c.req.valid('param').leaf), 200))
    .openapi(consistency, async (c) => c.json(await getConsistencyProof(db, c.req.valid('query').from, c.req.valid('query').to), 200))
}
