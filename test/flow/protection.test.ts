import { beforeAll, expect, test } from 'vitest'
import { getBrandProfile, getCaptureText, getClaim } from '../../src/publish/read-queries.ts'
import { listClaims } from '../../src/review/queries.ts'
import { placeClaims } from '../../src/review/place-claims.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const WORKER = 'Gulnisa Imin'
const site = await localSite({
  '/report': `<html lang="en"><body><h1>What ${WORKER} saw</h1><p>${WORKER}, 34, said that Zara buys shirts from Lantern Garments Ltd.</p><p>Her cousin works there.</p></body></html>`,
  '/letter': '<html lang="en"><body><p>In 2020, Lantern Garments Ltd accepted 320 surplus rural labourers under a labour transfer programme.</p></body></html>',
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const { somebody, get, post } = deskOf(line)
type Somebody = Awaited<ReturnType<typeof somebody>>
let [reviewer, researcher]: Somebody[] = []
const page = async (path: string, cookie = '') => await (await get(path, cookie)).text()
const act = (path: string, who: Somebody | undefined, form: Record<string, string> | FormData) => post(path, form, { cookie: who?.cookie ?? '' })
const claimOf = async (predicate: string) =>
  (await line.db
    .selectFrom('claim')
    .select(['id', 'status'])
    .where('predicate', '=', predicate as never)
    .executeTakeFirstOrThrow()) as { id: string; status: string }
const documentOf = async (path: string) => (await line.db.selectFrom('document').select('id').where('url', 'like', `%${path}`).executeTakeFirstOrThrow()).id
const everything = async () => {
  const tables = ['brand', 'claim', 'capture', 'document', 'organisation', 'brandVersion'] as const
  return JSON.stringify(await Promise.all(tables.map((table) => line.web.selectFrom(`published.${table}`).selectAll().execute())))
}

beforeAll(async () => {
  ;[reviewer, researcher] = [await somebody('reviewer'), await somebody('researcher')]
  await line.add(`${site.origin}/report`, { open: true })
  await line.run()
  while ((await placeClaims({ db: line.db, now: () => new Date() })) > 0);
})

test('what looks like a person’s name is pointed at in review, and masked with the decision; it stands nowhere in what is published', async () => {
  const html = await page('/desk/review', reviewer?.cookie)
  expect(html).toMatch(/Looks like people’s names: <b>[^<]*Gulnisa Imin/)
  const { id } = await claimOf('sources_from')
  const boxes = new FormData()
  boxes.set('do', 'accept')
  for (const [, value] of html.matchAll(/name="mask" value="([^"]+)"/g)) boxes.append('mask', value as string)
  expect((await act(`/desk/review/${id}`, reviewer, boxes)).status).toBe(200)
  await line.run()
  const [evidence] = (await getClaim(line.web, id)).evidence
  expect(evidence?.quote).toContain('████████████, 34, said that Zara buys shirts')
  const { text } = await getCaptureText(line.web, evidence?.capture as string)
  expect(text.slice(evidence?.start as number, evidence?.end as number)).toBe(evidence?.quote)
  const all = await everything()
  expect(all).toContain('Lantern Garments')
  expect(all).not.toMatch(/Gulnisa|Imin\b/)
  expect((await get(`/captures/${evidence?.capture}/original`)).status).toBe(403)
  expect(await page(`/documents/${await documentOf('/report')}/read`, reviewer?.cookie)).toContain(WORKER)
})

test('a mask is taken off by name, which is noted, and put on again', async () => {
  const document = await documentOf('/report')
  await act(`/documents/${document}/protection`, researcher, { do: 'unmask', words: WORKER })
  await line.run()
  expect(await everything()).toContain(WORKER)
  expect((await line.db.selectFrom('accounts.audit').select(['what', 'doneBy']).where('about', '=', document).execute())[0]).toMatchObject({
    what: 'took a mask off',
    doneBy: researcher?.pseudonym,
  })
  expect((await act(`/documents/${document}/protection`, researcher, { do: 'mask', words: 'x' })).status).toBe(400)
  await act(`/documents/${document}/protection`, researcher, { do: 'mask', words: 'gulnisa  IMIN' })
  await line.run()
  expect(await everything()).not.toContain(WORKER)
})

test('a confidential source is never shown: neither its address nor its words, title, copy or sum; its claim waits for a paraphrase', async () => {
  const { id: letter } = await line.add(`${site.origin}/letter`, {
    publisher: { name: 'A friend in the county', kind: 'unknown', reliability: 'A', reliabilityReason: 'We know them.' },
    title: 'Secret letter',
  })
  expect((await act(`/documents/${letter}/protection`, reviewer, { do: 'confidential', reason: '' })).status).toBe(400)
  await act(`/documents/${letter}/protection`, reviewer, { do: 'confidential', reason: 'Whoever wrote it lives there.' })
  await line.run()
  while ((await placeClaims({ db: line.db, now: () => new Date() })) > 0);
  const { id } = await claimOf('takes_part_in')
  expect((await get(`/documents/${letter}/read`, researcher?.cookie)).status).toBe(404)
  expect(await page('/desk', researcher?.cookie)).not.toContain('Secret letter')
  expect(await page('/desk/review', researcher?.cookie)).not.toContain('surplus rural labourers')
  expect(await page('/desk/claims?status=candidate', researcher?.cookie)).not.toContain(id)
  for (const form of [{ do: 'accept' }, { do: 'reject' }]) expect((await act(`/desk/review/${id}`, researcher, form)).status).toBe(403)
  expect((await act(`/desk/claims/${id}`, researcher, { do: 'rule', ruling: 'reject', reason: 'Unseen.' })).status).toBe(403)
  expect(await page('/desk/review', reviewer?.cookie)).toContain('What the confidential source says')
  const accept = (told: string, evidence: string) => act(`/desk/review/${id}`, reviewer, { do: 'accept', told, evidence })
  const { id: evidence } = await line.db.selectFrom('evidence').select('id').where('claimId', '=', id).executeTakeFirstOrThrow()
  expect(await (await accept('', evidence)).text()).toContain('First write down in your own words')
  expect((await accept('Lantern Garments Ltd accepted 320 surplus rural labourers under a labour transfer programme.', evidence)).status).toBe(400)
  const words = 'A source with knowledge of the mill says that it took in transferred workers.'
  expect((await accept(words, evidence)).status).toBe(200)
  await line.run()
  expect(await getClaim(line.web, id)).toMatchObject({
    grade: 'C3',
    evidence: [
      {
        quote: words,
        confidential: true,
        document: null,
        capture: null,
        fetched: null,
        start: null,
        before: '',
        publisher: { name: 'A confidential source', reliability: 'C' },
      },
    ],
  })
  expect(await getBrandProfile(line.web, 'zara')).toMatchObject({ headline: 'Some', grade: 'C3', chains: [{ steps: [{}, { evidence: [{ quote: words }] }] }] })
  const html = await page(`/claims/${id}`)
  expect(html).toContain(words)
  const { sha256 } = await line.db.selectFrom('capture').select('sha256').where('documentId', '=', letter).executeTakeFirstOrThrow()
  const all = (await everything()) + html + (await page('/brands/zara'))
  for (const secret of [sha256, letter, 'Secret letter', '/letter', 'surplus rural', 'A friend in the county', 'We know them'])
    expect(all).not.toContain(secret)
})

test('what was public and becomes confidential leaves the pages, and every earlier day’s page', async () => {
  const document = await documentOf('/report')
  const { id } = await claimOf('sources_from')
  const sha = (await getClaim(line.web, id)).evidence[0]?.capture as string
  expect((await get(`/captures/${sha}`)).status).toBe(200)
  await act(`/documents/${document}/protection`, reviewer, { do: 'confidential', reason: 'She can be recognised.' })
  await line.run()
  expect((await get(`/captures/${sha}`)).status).toBe(404)
  expect((await get(`/claims/${id}`)).status).toBe(404)
  expect(await everything()).not.toContain('34, said')
  expect((await act(`/documents/${document}/protection`, researcher, { do: 'end' })).status).toBe(404)
  await act(`/documents/${document}/protection`, reviewer, { do: 'end' })
  await line.run()
  expect((await get(`/claims/${id}`)).status).toBe(200)
  expect(await everything()).not.toContain(WORKER)
})

test('a publisher rated anew changes the grades that rest on it, and the record keeps every letter', async () => {
  const { id: publisher } = await line.db.selectFrom('publisher').select('id').where('name', '=', 'Test publisher').executeTakeFirstOrThrow()
  const { id } = await claimOf('sources_from')
  expect(await getClaim(line.web, id)).toMatchObject({ grade: 'B2' })
  expect((await act(`/desk/publishers/${publisher}`, researcher, { reliability: 'D', reason: '' })).status).toBe(400)
  await act(`/desk/publishers/${publisher}`, researcher, { reliability: 'D', reason: 'It withdrew two reports this year.' })
  await line.run()
  const { grade, grades } = await getClaim(line.web, id)
  expect(grade).toBe('D4')
  expect(grades.map((each) => each.grade)).toEqual(['B2', 'D4'])
  const html = await page(`/desk/publishers/${publisher}`, researcher?.cookie)
  expect(html).toContain('It withdrew two reports this year.')
  expect(html).toContain('It is a test.')
  await expect(line.db.updateTable('publisherRating').set({ reliability: 'A' }).execute()).rejects.toThrow(/sealed/)
  expect(await page(`/claims/${id}`)).toContain('graded D4 from then on')
})

test('a claim is put right in place: the old one ends with the reason, and somebody else accepts the new one', async () => {
  await line.add(`${site.origin}/report?more`)
  const [claim] = await listClaims(line.db, { status: 'published' }, 1)
  expect(
    (
      await act(`/desk/claims/${claim?.id}`, researcher, {
        do: 'correct',
        subject: claim?.subject ?? '',
        predicate: claim?.predicate ?? '',
        object: claim?.object ?? '',
        product: claim?.product ?? '',
        period: '',
        reason: 'wrong',
      })
    ).status,
  ).toBe(400)
  const form = {
    do: 'correct',
    subject: 'Zara',
    predicate: 'sources_from',
    object: 'Lantern Knitwear Ltd',
    product: 'shirts',
    period: '',
    reason: 'The report means the knitwear mill.',
  }
  expect((await act(`/desk/claims/${claim?.id}`, researcher, form)).status).toBe(303)
  await line.run()
  const rows = await listClaims(line.db, { about: 'Lantern' }, 10)
  expect(rows.find(({ id }) => id === claim?.id)).toMatchObject({ status: 'retracted' })
  const fresh = rows.find(({ object }) => object === 'Lantern Knitwear Ltd')
  expect(fresh).toMatchObject({ status: 'candidate', submittedBy: researcher?.pseudonym })
  expect((await act(`/desk/claims/${fresh?.id}`, researcher, { do: 'rule', ruling: 'accept', reason: 'Mine.' })).status).toBe(403)
  expect((await act(`/desk/claims/${fresh?.id}`, reviewer, { do: 'rule', ruling: 'accept', reason: 'Read.' })).status).toBe(303)
})
