/** Whose answers: what a brand says and what others on its chains say are two things, wherever they are told. */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { down, up } from '../../migrations/20261129T1100-whose-responses.ts'
import { PACK_KINDS } from '../../src/packs/kinds.ts'
import { makePack } from '../../src/packs/pack.ts'
import { listChanges } from '../../src/publish/feed-queries.ts'
import { getBrandProfile, getClaim } from '../../src/publish/read-queries.ts'
import { addResponse } from '../../src/review/add-response.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { sayEnglish } from '../../src/words/say.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const site = await localSite({
  '/thread':
    '<p>Zara buys shirts from Lantern Garments Ltd.</p><p>In 2020, Lantern Garments Ltd accepted 320 surplus rural labourers under a labour transfer programme.</p><p>Zara is owned by Inditex.</p>',
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const { get } = deskOf(line)
const page = async (path: string) => await (await get(path)).text()
const zara = () => getBrandProfile(line.web, 'zara')
const answers = { text: 'We know nothing of it.', receivedOn: '2026-11-20', toldOn: null, url: null }
const textOf = async (kind: string): Promise<string> => {
  const found = PACK_KINDS.find((each) => each.kind === kind)
  if (!found) throw new Error(`There is no pack ${kind}.`)
  const { blocks } = makePack(found, { profile: await zara(), say: sayEnglish, origin: 'http://x.example', group: null, head: null, today: '2026-11-21' })
  const runs = blocks.flatMap((block) => ('items' in block ? block.items.flat() : 'runs' in block ? block.runs : []))
  return runs.map((run) => (typeof run === 'string' ? run : run.fact)).join('\n')
}
const section = (html: string, id: string) => new RegExp(`<section[^>]*aria-labelledby="${id}".*?</section>`, 's').exec(html)?.[0] ?? ''
const TELL_ANSWERS = ['leaflet', 'briefing', 'motion', 'open-letter', 'mp-letter', 'talk']

beforeAll(async () => {
  await line.add(`${site.origin}/thread`)
  await line.run()
  for (const each of await listClaims(line.db, { status: 'candidate' }, 10))
    await decideClaim(line.deps, { claimId: each.id, ruling: 'accept', decidedBy: 'one', reason: 'Read.' })
  await line.run()
  const { chains, owners } = await zara()
  const [, takesPart] = chains[0]?.steps ?? []
  expect([takesPart?.subject.name, owners[0]?.organisation.name]).toEqual(['Lantern Garments Ltd', 'Inditex'])
  await addResponse(line.deps, { ...answers, claimId: takesPart?.claim as string, fromName: 'Lantern press office', text: 'Our workers came by themselves.' })
  await addResponse(line.deps, {
    ...answers,
    claimId: chains[0]?.steps[0]?.claim as string,
    organisationId: owners[0]?.organisation.id as string,
    fromName: 'Inditex',
    text: 'Our group looks into it.',
  })
  await line.run()
})

const others = [
  { by: { name: 'Inditex' }, relation: 'owner', text: 'Our group looks into it.' },
  { by: { name: 'Lantern Garments Ltd' }, relation: 'chain', from: 'Lantern press office' },
]

test('what a supplier or an owner says is not the brand’s answer: in the profile, on the page, in what changed', async () => {
  const profile = await zara()
  expect(profile.responses).toEqual([])
  expect(profile.otherResponses).toMatchObject([...others].toSorted((a) => (profile.otherResponses[0]?.relation === a.relation ? -1 : 1)))
  const html = await page('/brands/zara')
  expect(section(html, 'says')).toContain('Zara has not answered yet.')
  expect(section(html, 'says')).not.toContain('Our workers')
  expect(html).not.toContain('Zara has answered')
  expect(section(html, 'others-say')).toMatch(/These are not answers from Zara/)
  expect(section(html, 'others-say')).toMatch(/Lantern Garments Ltd<\/a>.*Our workers came by themselves/s)
  expect(section(html, 'others-say')).toMatch(/Inditex<\/a>.*owner of Zara.*Our group looks into it/s)
  const changes = (await listChanges(line.web, { brand: 'zara', limit: 10 })).flatMap((change) => change.changes)
  expect(changes).toEqual(expect.arrayContaining(['Lantern Garments Ltd answered, 20 November 2026.', 'Inditex answered, 20 November 2026.']))
  expect(changes.join()).not.toContain('Zara answered')
})

test('no pack prints another company’s answer as the brand’s, and those who spoke are named', async () => {
  for (const kind of TELL_ANSWERS) {
    const text = await textOf(kind)
    expect([kind, text]).toEqual([kind, expect.stringContaining('Zara has not answered.')])
    expect([kind, text]).toEqual([kind, expect.stringMatching(/not answers from Zara[^]*“Our workers came by themselves.” Lantern Garments Ltd/)])
  }
  expect(await textOf('motion')).not.toContain('Zara has answered')
})

test('a claim says who answered it', async () => {
  const claim = (await zara()).chains[0]?.steps[1]?.claim as string
  expect(await getClaim(line.web, claim)).toMatchObject({ responses: [{ by: { name: 'Lantern Garments Ltd' } }] })
  expect(section(await page(`/claims/${claim}`), 'says')).toMatch(/Lantern Garments Ltd<\/a>.*signed: Lantern press office/s)
})

test('what was published before says whose it is after an upgrade, and the day of then too', async () => {
  const before = await zara()
  await down(line.owner as never)
  await sql`update published.brand set profile = jsonb_set(profile, '{responses}', (select jsonb_agg(r - 'by' - 'relation') from jsonb_array_elements(profile -> 'responses') r)) where slug = 'zara'`.execute(
    line.db,
  )
  expect((await zara()).responses).toHaveLength(2)
  await up(line.owner as never)
  expect(await zara()).toEqual(before)

  await sql`alter table published.brand_version disable trigger user`.execute(line.owner)
  await sql`update published.brand_version set profile = (profile - 'otherResponses') || jsonb_build_object('responses',
    (select coalesce(jsonb_agg(r - 'by' - 'relation'), '[]') from jsonb_array_elements((profile -> 'otherResponses') || (profile -> 'responses')) r))`.execute(
    line.db,
  )
  await sql`alter table published.brand_version enable trigger user`.execute(line.owner)
  const html = await page(`/brands/zara?on=${new Date().toISOString().slice(0, 10)}`)
  expect(section(html, 'says')).not.toContain('Our workers')
  expect(section(html, 'others-say')).toContain('Our workers came by themselves')
})

test('the brand’s own answer is its own, and is said first', async () => {
  const claim = (await zara()).chains[0]?.steps[0]?.claim as string
  await addResponse(line.deps, { ...answers, claimId: claim, fromName: 'Zara', text: 'We left that mill.' })
  await line.run()
  expect((await zara()).responses).toMatchObject([{ by: { name: 'Zara' }, text: 'We left that mill.' }])
  expect(await page('/brands/zara')).toContain('Zara has answered')
  for (const kind of TELL_ANSWERS)
    expect([kind, await textOf(kind)]).toEqual([kind, expect.stringMatching(/“We left that mill.” Zara[^]*not answers from Zara/)])
  expect(await textOf('motion')).toContain('Zara has answered, and its answer is printed below.')
})
