/** Gave up: a query service that answers "timed out" with 200 is asked again, and its answer is never taken for an empty one. */
import { expect, test } from 'vitest'
import { listBrandItems } from '../../src/archive/source-queries.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const WHOLE = { elements: [{ type: 'node', id: 1, lat: 53.8, lon: -1.5, tags: { shop: 'clothes', brand: 'Primark', 'brand:wikidata': 'Q137023' } }] }
const answers: object[] = [
  { elements: [], remark: 'runtime error: Query timed out in "query" at line 1 after 91 seconds.' },
  { elements: [], remark: 'runtime error: Query timed out in "query" at line 1 after 92 seconds.' },
  WHOLE,
]
const site = await localSite((request, response) => {
  if (request.url === '/robots.txt') return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': 'application/json', etag: '"one"' }).end(JSON.stringify(answers.shift()))
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const dueIn = async (id: string) => {
  const { fetchDueAt } = await line.db.selectFrom('document').select('fetchDueAt').where('id', '=', id).executeTakeFirstOrThrow()
  return fetchDueAt === null ? null : Math.round((fetchDueAt.getTime() - Date.now()) / 60_000)
}
const comeRound = (id: string) => line.db.updateTable('document').set({ fetchDueAt: new Date() }).where('id', '=', id).execute()

test('shops that a time-out hides are asked for again, an hour later, then two, and are read when they come', async () => {
  const { id } = await line.add(`${site.origin}/interpreter`, { sourceId: 'osm-gb-shops' })
  await line.run()
  expect(await line.document(id)).toMatchObject({ state: 'failed', problem: expect.stringContaining('gave up on this query'), candidates: 0 })
  expect(await dueIn(id)).toBe(60)
  await comeRound(id)
  await line.run()
  expect(await dueIn(id)).toBe(120)
  await comeRound(id)
  await line.run()
  expect(await line.document(id)).toMatchObject({ state: 'done', problem: null })
  expect(await dueIn(id)).toBe(null)
  const shops = await line.db.selectFrom('claim').select('id').where('predicate', '=', 'located_at').execute()
  expect(shops).toHaveLength(1)
})

test('brands are asked for by the items that the catalogue gives them', async () => {
  const items = await listBrandItems(line.db)
  expect(items.length).toBeGreaterThan(1_600)
  expect(items).toContainEqual({ name: 'Marks & Spencer', wikidata: 'Q714491' })
  expect(items.map(({ wikidata }) => Number(wikidata.slice(1)))).toEqual(items.map(({ wikidata }) => Number(wikidata.slice(1))).toSorted((a, b) => a - b))
})
