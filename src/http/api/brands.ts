/** /api/v1/brands: brands and their profiles. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi'
import { isDay } from '../../model/day.ts'
import { BrandProfile, BrandSummary, BrandVersion, SiteRecord } from '../../model/profile.ts'
import { distanceMetres } from '../../model/site.ts'
import { Target } from '../../model/target.ts'
import { listTargets } from '../../publish/list-targets.ts'
import { brandsLike } from '../../publish/match-names.ts'
import { getBrandProfile, getBrandProfileOn, listBrandVersions, listBrands } from '../../publish/read-queries.ts'
import { listBrandSites } from '../../publish/read-place-queries.ts'
import type { ShopIndex } from '../../publish/shop-index.ts'
import type { WebDeps } from '../deps.ts'
import { Paging, invalidHook, ok, pageSchema, refuses } from '../validate.ts'

const list = createRoute({
  method: 'get',
  path: '/brands',
  operationId: 'listBrands',
  tags: ['brands'],
  summary: 'Brands, strongest evidence first',
  request: {
    query: Paging.extend({
      q: z.string().max(200).optional().describe('A name or a piece of one'),
      sector: z.string().max(100).optional(),
      grade: z.string().max(20).optional().describe('A headline such as Strong, or a pair such as B2'),
    }),
  },
  responses: { ...ok('A page of brands', pageSchema(BrandSummary)), ...refuses.invalid },
})
const get = createRoute({
  method: 'get',
  path: '/brands/{slug}',
  operationId: 'getBrand',
  tags: ['brands'],
  summary: 'One brand: its chains with every quote, what it says, what can be done',
  request: {
    params: z.object({ slug: z.string().max(120) }),
    query: z.object({
      on: z
        .string()
        .refine(isDay, 'a day is written as 2026-03-01')
        .optional()
        .describe('What the page said at the end of this day; quotes as they may be shown today'),
    }),
  },
  responses: { ...ok('The profile', BrandProfile), ...refuses.invalid, ...refuses.notFound },
})
const history = createRoute({
  method: 'get',
  path: '/brands/{slug}/history',
  operationId: 'getBrandHistory',
  tags: ['brands'],
  summary: 'What changed on its page, newest first',
  request: { params: z.object({ slug: z.string().max(120) }) },
  responses: { ...ok('The changes', z.object({ items: z.array(BrandVersion), cursor: z.null() })), ...refuses.notFound },
})
const sites = createRoute({
  method: 'get',
  path: '/brands/{slug}/sites',
  operationId: 'listBrandSites',
  tags: ['brands'],
  summary: 'Its shops; with `near`, nearest first',
  request: {
    params: z.object({ slug: z.string().max(120) }),
    query: Paging.extend({
      near: z.string().max(100).optional().describe('A town, an outward code or lat,lon'),
      radius_km: z.coerce.number().positive().max(100).default(25),
    }),
  },
  responses: {
    ...ok('A page of sites', pageSchema(SiteRecord.extend({ distanceMetres: z.number().int().optional() }))),
    ...refuses.invalid,
    ...refuses.notFound,
  },
})
const targets = createRoute({
  method: 'get',
  path: '/targets',
  operationId: 'listTargets',
  tags: ['targets'],
  summary: 'Shops near a place, those worth acting at first, each with its reasons',
  request: {
    query: z.object({
      near: z.string().min(1).max(100).describe('A town, a postcode or its first half, or lat,lon'),
      radius_km: z.coerce.number().positive().max(100).default(10),
      sector: z.string().max(100).optional(),
      call: z.enum(['open']).optional().describe('Only brands about which a call is open'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    ...ok(
      'Targets by score',
      z.object({
        items: z.array(Target),
        cursor: z.null().describe('Targets come on one page'),
        place: z.object({ name: z.string(), lat: z.number(), lon: z.number() }),
        total: z.number().int(),
      }),
    ),
    ...refuses.invalid,
  },
})

export function brandsApi({ db, names, now, shops }: WebDeps & { readonly shops: ShopIndex }) {
  return new OpenAPIHono({ defaultHook: invalidHook })
    .openapi(list, async (c) => {
      const query = c.req.valid('query')
      const page = await listBrands(db, { ...query, alike: await brandsLike(names, query.q) })
      return c.json({ items: [...page.items], cursor: page.cursor }, 200)
    })
    .openapi(get, async (c) => {
      const [{ slug }, { on }] = [c.req.valid('param'), c.req.valid('query')]
      return c.json(on === undefined ? await getBrandProfile(db, slug) : (await getBrandProfileOn(db, slug, on)).profile, 200)
    })
    .openapi(history, async (c) => c.json({ items: await listBrandVersions(db, c.req.valid('param').slug, 500), cursor: null }, 200))
    .openapi(sites, async (c) => {
      const { slug } = c.req.valid('param')
      const { near, radius_km: radiusKm, ...paging } = c.req.valid('query')
      if (near === undefined) {
        const page = await listBrandSites(db, slug, paging)
        return c.json({ items: [...page.items], cursor: page.cursor }, 200)
      }
      await getBrandProfile(db, slug)
      const found = await listTargets({ db, shops }, { near, radiusKm, brand: slug, alsoNoTargets: true, limit: paging.limit, now: now() })
      const items = found.items
        .map(({ site }) => ({ ...site, distanceMetres: Math.round(distanceMetres(found.place, site)) }))
        .sort((a, b) => a.distanceMetres - b.distanceMetres)
      return c.json({ items, cursor: null }, 200)
    })
    .openapi(targets, async (c) => {
      const { near, radius_km: radiusKm, sector, limit, call } = c.req.valid('query')
      const found = await listTargets({ db, shops }, { near, radiusKm, sector, limit, onlyCalled: call === 'open', now: now() })
      const { name, lat, lon } = found.place
      return c.json({ items: [...found.items], cursor: null, place: { name, lat, lon }, total: found.total }, 200)
    })
}
