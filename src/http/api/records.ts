/** /api/v1: organisations, programmes, lists, claims, documents and captures, each with where it comes from. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi'
import { CaptureRecord, CaptureText } from '../../model/capture-record.ts'
import { ActionRecord, AffiliateRecord, BallotRecord, CampaignRecord } from '../../model/campaign-record.ts'
import { ClaimRecord, DocumentRecord, Iso, OfficialListRecord, OrganisationRecord, ProgrammeRecord } from '../../model/profile.ts'
import {
  getCapture,
  getCaptureText,
  getClaim,
  getDocument,
  getOfficialList,
  getOrganisation,
  getProgramme,
  listOfficialLists,
  listOrganisations,
  listProgrammes,
  listPublicCaptures,
  listPublicClaims,
  listPublicDocuments,
} from '../../publish/read-queries.ts'
import { getAction, getBallot, getCampaign, listActions, listAffiliates, listBallots, listCampaigns } from '../../publish/read-campaign-queries.ts'
import type { WebDeps } from '../deps.ts'
import { Paging, invalidHook, ok, pageSchema, refuses } from '../validate.ts'

const Id = z.object({ id: z.string().max(100) })
const Slug = z.object({ slug: z.string().max(120) })
const Sha = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 is 64 hexadecimal digits') })
const OrganisationSummary = OrganisationRecord.pick({ id: true, name: true, kind: true, country: true, brand: true, demonstration: true }).meta({
  id: 'OrganisationSummary',
})

const read = <T extends z.ZodType, P extends z.ZodObject>(path: string, operationId: string, tag: string, summary: string, params: P, schema: T) =>
  createRoute({
    method: 'get',
    path,
    operationId,
    tags: [tag],
    summary,
    request: { params },
    responses: { ...ok(summary, schema), ...refuses.invalid, ...refuses.notFound },
  })
const list = <T extends z.ZodType, Q extends z.ZodObject>(path: string, operationId: string, tag: string, summary: string, query: Q, schema: T) =>
  createRoute({
    method: 'get',
    path,
    operationId,
    tags: [tag],
    summary,
    request: { query },
    responses: { ...ok(summary, pageSchema(schema)), ...refuses.invalid },
  })

const routes = {
  organisations: list(
    '/organisations',
    'listOrganisations',
    'organisations',
    'Organisations by name',
    Paging.extend({ q: z.string().max(200).optional() }),
    OrganisationSummary,
  ),
  organisation: read('/organisations/{id}', 'getOrganisation', 'organisations', 'One organisation and the claims about it', Id, OrganisationRecord),
  programmes: list('/programmes', 'listProgrammes', 'programmes', 'Programmes of forced labour', Paging, ProgrammeRecord),
  programme: read('/programmes/{slug}', 'getProgramme', 'programmes', 'One programme: who takes part, which brands lead there', Slug, ProgrammeRecord),
  lists: list('/lists', 'listOfficialLists', 'lists', 'Official lists', Paging, OfficialListRecord),
  list: read('/lists/{slug}', 'getOfficialList', 'lists', 'One official list and its entries', Slug, OfficialListRecord),
  claims: list(
    '/claims',
    'listClaims',
    'claims',
    'Public claims',
    Paging.extend({ status: z.enum(['published', 'contested', 'retracted']).optional(), subject: z.string().max(100).optional() }),
    ClaimRecord,
  ),
  claim: read('/claims/{id}', 'getClaim', 'claims', 'One claim: its quotes, decisions and responses', Id, ClaimRecord),
  documents: list('/documents', 'listDocuments', 'documents', 'Documents that public claims quote', Paging, DocumentRecord),
  document: read('/documents/{id}', 'getDocument', 'documents', 'One document and its sealed copies', Id, DocumentRecord),
  captures: list('/captures', 'listCaptures', 'captures', 'Sealed copies', Paging, CaptureRecord),
  capture: read('/captures/{sha256}', 'getCapture', 'captures', 'One sealed copy: address, time, headers, what is quoted from it', Sha, CaptureRecord),
  captureText: read(
    '/captures/{sha256}/text',
    'getCaptureText',
    'captures',
    'The text of a sealed copy; places count in Unicode code points',
    Sha,
    CaptureText,
  ),
  actions: list(
    '/actions',
    'listActions',
    'actions',
    'Actions to come, soonest first; they come on one page',
    z.object({
      limit: Paging.shape.limit,
      town: z.string().max(80).optional(),
      brand: z.string().max(120).optional(),
      campaign: z.string().max(80).optional(),
    }),
    ActionRecord.extend({ next: Iso.describe('When it begins next') }),
  ),
  action: read('/actions/{id}', 'getAction', 'actions', 'One action, and how it went', Id, ActionRecord),
  campaigns: list('/campaigns', 'listCampaigns', 'campaigns', 'Campaigns', Paging, CampaignRecord),
  campaign: read('/campaigns/{slug}', 'getCampaign', 'campaigns', 'One campaign: demands, groups, call', Slug, CampaignRecord),
  ballots: list(
    '/ballots',
    'listBallots',
    'campaigns',
    'Ballots, those that close last first; they come on one page',
    z.object({ limit: Paging.shape.limit, campaign: z.string().max(80).optional() }),
    BallotRecord,
  ),
  ballot: read('/ballots/{id}', 'getBallot', 'campaigns', 'One ballot: question, rule, count', Id, BallotRecord),
  affiliates: list('/affiliates', 'listAffiliates', 'campaigns', 'Affiliated groups', Paging, AffiliateRecord),
} as const

export function recordsApi({ db, now }: WebDeps) {
  return new OpenAPIHono({ defaultHook: invalidHook })
    .openapi(routes.organisations, async (c) => c.json(plain(await listOrganisations(db, c.req.valid('query'))), 200))
    .openapi(routes.organisation, async (c) => c.json(await getOrganisation(db, c.req.valid('param').id), 200))
    .openapi(routes.programmes, async (c) => c.json(plain(await listProgrammes(db, c.req.valid('query'))), 200))
    .openapi(routes.programme, async (c) => c.json(await getProgramme(db, c.req.valid('param').slug), 200))
    .openapi(routes.lists, async (c) => c.json({ items: await listOfficialLists(db), cursor: null }, 200))
    .openapi(routes.list, async (c) => c.json(await getOfficialList(db, c.req.valid('param').slug), 200))
    .openapi(routes.claims, async (c) => c.json(plain(await listPublicClaims(db, c.req.valid('query'))), 200))
    .openapi(routes.claim, async (c) => c.json(await getClaim(db, c.req.valid('param').id), 200))
    .openapi(routes.documents, async (c) => c.json(plain(await listPublicDocuments(db, c.req.valid('query'))), 200))
    .openapi(routes.document, async (c) => c.json(await getDocument(db, c.req.valid('param').id), 200))
    .openapi(routes.captures, async (c) => c.json(plain(await listPublicCaptures(db, c.req.valid('query'))), 200))
    .openapi(routes.capture, async (c) => c.json(await getCapture(db, c.req.valid('param').sha256), 200))
    .openapi(routes.captureText, async (c) => c.json(await getCaptureText(db, c.req.valid('param').sha256), 200))
    .openapi(routes.actions, async (c) => c.json({ items: await listActions(db, now(), c.req.valid('query')), cursor: null }, 200))
    .openapi(routes.action, async (c) => c.json(await getAction(db, c.req.valid('param').id), 200))
    .openapi(routes.campaigns, async (c) => c.json({ items: await listCampaigns(db), cursor: null }, 200))
    .openapi(routes.campaign, async (c) => c.json(await getCampaign(db, c.req.valid('param').slug), 200))
    .openapi(routes.ballots, async (c) => {
      const { campaign, limit } = c.req.valid('query')
      return c.json({ items: await listBallots(db, { limit, ...(campaign ? { campaign } : {}) }), cursor: null }, 200)
    })
    .openapi(routes.ballot, async (c) => c.json(await getBallot(db, c.req.valid('param').id), 200))
    .openapi(routes.affiliates, async (c) => c.json({ items: await listAffiliates(db), cursor: null }, 200))
}

const plain = <T>(page: { readonly items: readonly T[]; readonly cursor: string | null }) => ({ items: [...page.items], cursor: page.cursor })
