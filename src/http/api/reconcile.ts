/**
 * /api/v1/reconcile: the Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group), so that OpenRefine and others
 * match their rows against what is published here. Source: reconciliation-api.github.io/specs/0.2.
 */
import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { cors } from 'hono/cors'
import { NotFoundError } from '../../errors.ts'
import { OrganisationKind } from '../../model/organisation.ts'
import { countryCode } from '../../names/countries.ts'
import type { Match, MatchQuery } from '../../publish/match-names.ts'
import { type Thing, findThings } from '../../publish/names-queries.ts'
import { registerTitle } from '../../register/formats.ts'
import { PreviewPage } from '../components/preview.tsx'
import type { WebDeps } from '../deps.ts'
import { readJson } from '../json.ts'
import { doesNotFit } from '../validate.ts'

const MOST_QUERIES = 500
const MOST_IDS = 1_000

const Value = z.union([z.string(), z.number(), z.boolean(), z.object({ id: z.string(), name: z.string().optional() })])
const Query = z
  .object({
    query: z.string().max(1_000).optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    limit: z.number().optional(),
    properties: z.array(z.object({ pid: z.string(), v: z.union([Value, z.array(Value)]) })).optional(),
    type_strict: z.enum(['any', 'should', 'all']).optional(),
  })
  .refine((query) => query.query !== undefined || (query.properties?.length ?? 0) > 0, 'a query needs a name, or properties')
const Batch = z.record(z.string(), Query).refine((batch) => Object.keys(batch).length <= MOST_QUERIES, `at most ${MOST_QUERIES} queries at once`)
const Extend = z.object({ ids: z.array(z.string()).max(MOST_IDS), properties: z.array(z.object({ id: z.string(), settings: z.unknown().optional() })).max(50) })

const TYPES = OrganisationKind.options.map((kind) => ({ id: kind, name: `${kind[0]?.toUpperCase()}${kind.slice(1)}` }))
const typeOf = (kind: string) => TYPES.find((type) => type.id === kind) ?? { id: kind, name: kind }

/** What can be asked of a thing, and how it is told. */
const PROPERTIES: readonly { readonly id: string; readonly name: string; readonly description: string; readonly of: (thing: Thing) => readonly string[] }[] = [
  { id: 'name', name: 'Name', description: 'The name it stands under here', of: (thing) => [thing.name] },
  { id: 'names', name: 'All names', description: 'Every name it is known by', of: (thing) => thing.names },
  { id: 'country', name: 'Country', description: 'Two letters (ISO 3166-1)', of: (thing) => (thing.country ? [thing.country] : []) },
  { id: 'address', name: 'Address', description: 'As its register or a document gives it', of: (thing) => (thing.address ? [thing.address] : []) },
  { id: 'identifiers', name: 'Identifiers', description: 'Scheme and value, such as lei:…', of: (thing) => thing.identifiers },
  { id: 'kind', name: 'Kind', description: 'Brand, company, facility …', of: (thing) => [thing.kind] },
  {
    id: 'headline',
    name: 'Evidence',
    description: 'For brands: how strong the evidence of a link is. “None found” is not the same as clean',
    of: (thing) => (thing.headline ? [thing.headline] : []),
  },
  {
    id: 'register',
    name: 'Register',
    description: 'The register it stands in, where nothing is published of it',
    of: (thing) => (thing.register ? [registerTitle(thing.register)] : []),
  },
]

function manifest(origin: string) {
  const here = `${origin}/api/v1`
  const at = (path: string) => ({ service_url: here, service_path: `/reconcile${path}` })
  return {
    versions: ['0.2'],
    name: 'Unpick',
    identifierSpace: `${origin}/organisations/`,
    schemaSpace: `${origin}/docs#`,
    documentation: `${origin}/docs`,
    logo: `${origin}/static/icon.svg`,
    defaultTypes: TYPES,
    view: { url: `${origin}/organisations/{{id}}` },
    preview: { url: `${here}/reconcile/preview?id={{id}}`, width: 400, height: 180 },
    suggest: { entity: at('/suggest/entity'), property: at('/suggest/property'), type: at('/suggest/type') },
    extend: { propose_properties: at('/extend/propose'), property_settings: [] },
  }
}

/** What a caller sent as JSON in a form field or in the address. @throws InvalidError */
function parsed<T>(schema: z.ZodType<T>, text: string, what: string): T {
  const result = schema.safeParse(readJson(text, `The field "${what}"`))
  if (!result.success) throw doesNotFit(`The field "${what}"`, result.error, what)
  return result.data
}

async function fieldsOf(c: Context): Promise<Record<string, string>> {
  if (c.req.method !== 'POST') return c.req.query()
  const body = await c.req.parseBody()
  return Object.fromEntries(Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

const textOf = (value: z.infer<typeof Value>) => (typeof value === 'object' ? (value.name ?? value.id) : String(value))

function questionOf(query: z.infer<typeof Query>): MatchQuery {
  const values = (pid: string) => (query.properties ?? []).filter((property) => property.pid === pid).flatMap((property) => [property.v].flat().map(textOf))
  return {
    name: (query.query ?? values('name')[0] ?? '').slice(0, 300),
    country: countryCode(values('country')[0]) || null,
    address: values('address')[0] ?? null,
    identifiers: values('identifiers'),
  }
}

function candidate(match: Match) {
  return {
    id: match.id,
    name: match.name,
    description: [match.country, match.register ? `only in a register: ${registerTitle(match.register)}` : null, ...match.reasons].filter(Boolean).join('; '),
    score: Math.round(match.score * 1_000) / 10,
    match: match.verdict === 'match',
    type: [typeOf(match.kind)],
  }
}

export function reconcileApi({ names, db, origin }: WebDeps) {
  const app = new OpenAPIHono()
  app.use('/reconcile/*', cors())
  app.use('/reconcile', cors())

  app.on(['GET', 'POST'], '/reconcile', async (c) => {
    const fields = await fieldsOf(c)
    if (fields['extend'] !== undefined) return c.json(await extended(parsed(Extend, fields['extend'], 'extend')))
    if (fields['queries'] === undefined) return c.json(manifest(origin))
    const batch = parsed(Batch, fields['queries'], 'queries')
    const asked = Object.entries(batch)
    const most = Math.min(50, Math.max(1, ...asked.map(([, query]) => Math.floor(query.limit ?? 5))))
    const questions = asked.map(([, query]) => questionOf(query))
    const found = await names.match(
      questions.map((question) => ({ ...question, name: question.name.trim() || '-' })),
      most,
      { signal: c.req.raw.signal },
    )
    return c.json(
      Object.fromEntries(
        asked.map(([key, query], i) => {
          const types = query.type === undefined ? [] : [query.type].flat()
          const matches = (found[i] as Match[]).filter((match) => types.length === 0 || query.type_strict === 'should' || types.includes(match.kind))
          return [
            key,
            { result: (questions[i] as MatchQuery).name.trim() === '' ? [] : matches.slice(0, Math.max(1, Math.floor(query.limit ?? 5))).map(candidate) },
          ]
        }),
      ),
    )
  })

  async function extended({ ids, properties }: z.infer<typeof Extend>) {
    const things = await findThings(db, ids)
    const known = properties.map(({ id }) => PROPERTIES.find((property) => property.id === id) ?? { id, name: id, of: () => [] })
    return {
      meta: known.map(({ id, name }) => ({ id, name })),
      rows: Object.fromEntries(
        ids.map((id) => {
          const thing = things.get(id)
          return [id, Object.fromEntries(known.map((property) => [property.id, thing ? property.of(thing).map((str) => ({ str })) : []]))]
        }),
      ),
    }
  }

  app.get('/reconcile/suggest/entity', async (c) => {
    const found = await names.suggest((c.req.query('prefix') ?? '').slice(0, 200), 20)
    return c.json({
      result: found.map(({ id, name, kind, country, register }) => ({
        id,
        name,
        description: [kind, country, register].filter(Boolean).join(', '),
        notable: [typeOf(kind)],
      })),
    })
  })
  app.get('/reconcile/suggest/property', (c) =>
    c.json({ result: beginning(PROPERTIES, c.req.query('prefix')).map(({ id, name, description }) => ({ id, name, description })) }),
  )
  app.get('/reconcile/suggest/type', (c) => c.json({ result: beginning(TYPES, c.req.query('prefix')) }))
  app.get('/reconcile/extend/propose', (c) => {
    const type = c.req.query('type')
    const limit = Math.max(1, Math.floor(Number(c.req.query('limit')) || PROPERTIES.length))
    return c.json({ properties: PROPERTIES.slice(0, limit).map(({ id, name }) => ({ id, name })), limit, ...(type ? { type } : {}) })
  })
  app.get('/reconcile/preview', async (c) => {
    const thing = (await findThings(db, [(c.req.query('id') ?? '').slice(0, 200)])).values().next().value
    if (!thing) throw new NotFoundError('There is no such organisation here.')
    return c.html(PreviewPage({ thing, origin }))
  })
  return app
}

function beginning<T extends { readonly id: string; readonly name: string }>(all: readonly T[], prefix = ''): T[] {
  const wanted = prefix.trim().toLowerCase()
  return all.filter(({ id, name }) => id.startsWith(wanted) || name.toLowerCase().includes(wanted))
}
