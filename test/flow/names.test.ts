/** Names over HTTP: batch match, suggestions in any script, the Reconciliation Service API 0.2. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { publishChanges } from '../../src/publish/publish-changes.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { pipeline } from '../support/pipeline.ts'
import { ORIGIN } from '../support/people.ts'
import { webOf } from '../support/web.ts'
import { localSite } from '../support/site.ts'
import type { Json } from '../support/json.ts'

const ROOT = join(import.meta.dirname, '../..')
const site = await localSite({
  '/robots.txt': (_request, response) => void response.writeHead(404).end(),
  '/report': (_request, response) =>
    void response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(
        '<p>Walmart sources cotton yarn from Huafu Fashion Co., Ltd. in China. Primark sources cotton from 新疆天山棉纺织有限公司 in China.</p><p>Primark sources cotton yarn from &lt;script&gt;alert(1)&lt;/script&gt; Amber Textile Co., Ltd. in India.</p>',
      ),
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const folder = await mkdtemp(join(tmpdir(), 'unpick-names-'))
const { app, get, page, match } = webOf(line)
afterAll(() => rm(folder, { recursive: true, force: true }))
const file = async (name: string, text: string) => {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}
beforeAll(async () => {
  await line.add(`${site.origin}/report`)
  await line.run()
  for (const claim of await listClaims(line.db, { status: 'candidate' }, 50))
    await decideClaim({ db: line.db, now: () => new Date() }, { claimId: claim.id, ruling: 'accept', decidedBy: 'reviewer', reason: 'Read.' })
  while ((await publishChanges({ db: line.db, now: () => new Date() })) > 0);
})

describe('search', () => {
  test.each([
    ['wolmart', 'Walmart'],
    ['Хуафу', 'Huafu Fashion'],
    ['华孚', 'Huafu Fashion'],
    ['tianshan', '新疆天山'],
    ['primar', 'Primark'],
  ])('%s finds %s, as it is typed and on the page without a script', async (question, name) => {
    const { items } = await get(`/api/v1/suggest?q=${encodeURIComponent(question)}`)
    expect(items.map((item: Json) => item.name).join()).toContain(name)
    expect(await page(`/brands?q=${encodeURIComponent(question)}`)).toContain(name)
  })

  test('what nobody has is said so, and names never become markup', async () => {
    expect((await get('/api/v1/suggest?q=zzzzqqqq')).items).toEqual([])
    expect(await page('/brands?q=zzzzqqqq')).toContain('That never means that it is clean')
    const html = await page(`/brands?q=${encodeURIComponent('<script>alert(1)</script> Amber Textile')}`)
    expect(html).not.toContain('<script>alert')
    expect((await app.request(`${ORIGIN}/api/v1/suggest`)).status).toBe(400)
  })
})

describe('the Reconciliation Service API 0.2', () => {
  const Ref = z.object({ id: z.string(), name: z.string() })
  const Endpoint = z.object({ service_url: z.string(), service_path: z.string() })
  const template = z.string().includes('{{id}}')
  const Manifest = z.object({
    versions: z.array(z.string()).refine((versions) => versions.includes('0.2')),
    name: z.string(),
    identifierSpace: z.string(),
    schemaSpace: z.string(),
    defaultTypes: z.array(Ref),
    view: z.object({ url: template }),
    preview: z.object({ url: template, width: z.number().int(), height: z.number().int() }),
    suggest: z.object({ entity: Endpoint, property: Endpoint, type: Endpoint }),
    extend: z.object({ propose_properties: Endpoint, property_settings: z.array(z.unknown()) }),
  })
  const Results = z.record(
    z.string(),
    z.strictObject({
      result: z.array(
        z.strictObject({ id: z.string(), name: z.string(), description: z.string().optional(), score: z.number(), match: z.boolean(), type: z.array(Ref) }),
      ),
    }),
  )
  const Extended = z.object({ meta: z.array(Ref), rows: z.record(z.string(), z.record(z.string(), z.array(z.strictObject({ str: z.string() })))) })
  const post = async (form: Record<string, string>) => app.request(`${ORIGIN}/api/v1/reconcile`, { method: 'POST', body: new URLSearchParams(form) })

  test('the manifest says what there is, to any origin', async () => {
    const answer = await app.request(`${ORIGIN}/api/v1/reconcile`, { headers: { origin: 'http://127.0.0.1:3333' } })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    Manifest.parse(await answer.json())
  })

  test('a batch is answered as OpenRefine sends it, by POST and by GET', async () => {
    const queries = JSON.stringify({
      q0: { query: 'Huafu Fashion Company Limited', limit: 3, type: 'company', type_strict: 'should', properties: [{ pid: 'country', v: 'China' }] },
      q1: { query: 'zzzzqqqq' },
      q2: { query: 'Walmart', type: 'brand' },
      q3: { properties: [{ pid: 'name', v: { id: 'x', name: 'Walmart' } }] },
    })
    const results = Results.parse(await (await post({ queries })).json()) as Json
    expect(results.q0.result[0]).toMatchObject({ match: true, name: expect.stringContaining('Huafu') })
    expect(results.q0.result[0].score).toBeGreaterThan(85)
    expect(results.q1.result).toEqual([])
    expect(results.q2.result[0].type[0].id).toBe('brand')
    expect(results.q3.result[0].name).toBe('Walmart')
    expect(await get(`/api/v1/reconcile?queries=${encodeURIComponent(queries)}`)).toEqual(results)
  })

  test('data extension gives a cell for each id and property, empty ones too', async () => {
    const [{ id }] = (await get('/api/v1/suggest?q=Huafu+Fashion')).items
    const extend = JSON.stringify({ ids: [id, 'org_none'], properties: [{ id: 'country' }, { id: 'names' }, { id: 'unheard' }] })
    const answer = Extended.parse(await (await post({ extend })).json())
    expect(answer.rows[id]?.['names']).toEqual(expect.arrayContaining([{ str: 'Huafu Fashion Co., Ltd.' }]))
    expect(answer.rows['org_none']).toEqual({ country: [], names: [], unheard: [] })
    expect((await get('/api/v1/reconcile/extend/propose?type=company&limit=3')).properties).toHaveLength(3)
  })

  test('entities, properties and types are suggested, and an entity previews in a frame', async () => {
    const { result } = await get('/api/v1/reconcile/suggest/entity?prefix=hua')
    expect(result[0]).toMatchObject({ name: expect.stringContaining('Huafu'), notable: [{ id: expect.any(String) }] })
    expect((await get('/api/v1/reconcile/suggest/property?prefix=cou')).result).toEqual([expect.objectContaining({ id: 'country' })])
    expect((await get('/api/v1/reconcile/suggest/type?prefix=bra')).result).toEqual([expect.objectContaining({ id: 'brand' })])
    const preview = await app.request(`${ORIGIN}/api/v1/reconcile/preview?id=${result[0].id}`)
    expect(preview.headers.get('content-security-policy')).toContain('frame-ancestors *')
    expect(preview.headers.get('x-frame-options')).toBeNull()
    expect(await preview.text()).toContain('Huafu')
  })

  test('what does not fit is refused with a sentence', async () => {
    for (const form of [{ queries: '{' }, { queries: '[]' }, { queries: '{"q":{}}' }, { extend: '{"ids":1}' }] as Record<string, string>[])
      expect((await post(form)).status).toBe(400)
    expect((await app.request(`${ORIGIN}/api/v1/reconcile/preview?id=none`)).status).toBe(404)
  })
})

describe('the command line', () => {
  const unpick = (...words: string[]) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', 'cli/main.ts', ...words], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: line.url, UNPICK_DATA: folder },
    })

  test('unpick compare adds score, verdict and reasons to each row, as CSV or as lines of JSON', async () => {
    const path = await file(
      'pairs.csv',
      'id,name1,name2,country1,country2\n1,"Amber Mill, Ltd",AMBER MILL LIMITED,CN,China\n2,Amber Mill No 1,Amber Mill No 2,,\n3,,x,,\n',
    )
    const lines = (await unpick('compare', path, '--json')).stdout
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each) as Json)
    expect(lines.map((each) => [each.id, each.verdict])).toEqual([
      ['1', 'match'],
      ['2', 'different'],
      ['3', 'different'],
    ])
    expect(lines[1].reasons.join()).toContain('numbers differ')
    expect((await unpick('compare', path)).stdout).toMatch(
      /^id,name1,name2,country1,country2,score,verdict,reasons\n1,"Amber Mill, Ltd",AMBER MILL LIMITED,CN,China,1,match,/,
    )
    await expect(unpick('compare', await file('wrong.csv', 'a,b\n1,2\n'))).rejects.toThrow(/name1 and name2 is missing/)
  })

  test('unpick match guesses the columns of a list', async () => {
    const path = await file('suppliers.csv', 'Supplier Name;Country\nHuafu Fashion Co Ltd;China\nNobody Knows This;China\n')
    const { rows, columns } = JSON.parse((await unpick('match', path, '--json')).stdout) as Json
    expect(columns).toMatchObject({ name: 'Supplier Name', country: 'Country' })
    expect(rows[0].matches[0]).toMatchObject({ verdict: 'match', name: 'Huafu Fashion Co., Ltd.' })
    expect(rows[1].matches.filter((each: Json) => each.verdict === 'match')).toEqual([])
  })
})

const NAUGHTY = join(ROOT, '../shared/data/robustness/strings/blns.json')
test.skipIf(!existsSync(NAUGHTY))('names made to break things (the shared sample) go through match, suggestions and the page unharmed', async () => {
  const all = (JSON.parse(readFileSync(NAUGHTY, 'utf8')) as string[]).filter((name) => name.trim() !== '' && name.length <= 200)
  const { results } = await match(Object.fromEntries(all.slice(0, 500).map((name, i) => [`q${i}`, { name }])))
  expect(Object.keys(results)).toHaveLength(Math.min(500, all.length))
  for (const name of all) {
    const answer = await app.request(`${ORIGIN}/brands?q=${encodeURIComponent(name)}`, { headers: { accept: 'text/html' } })
    expect([name, answer.status]).toEqual([name, 200])
    const html = (await answer.text()).replace(/<script defer="" src="\/static\/suggest\.js\?v=[0-9a-f]+"><\/script>/, '')
    expect(html.replace(/="[^"]*"/g, '=""')).not.toMatch(/<script|<[a-z][^>]*\son\w+\s*=/i)
    expect(html).not.toMatch(/(?:href|src)="\s*javascript:/i)
  }
})
