import { beforeAll, expect, test } from 'vitest'
import * as mupdf from 'mupdf'
import type { BrandProfile } from '../../src/model/profile.ts'
import { PACK_KINDS } from '../../src/packs/kinds.ts'
import { type Run, makePack } from '../../src/packs/pack.ts'
import { getBrandProfile } from '../../src/publish/read-queries.ts'
import { getClaim } from '../../src/publish/read-queries.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { ENGLISH, type Catalogue, sayEnglish, sayIn } from '../../src/words/say.ts'
import { deskOf } from '../support/desk.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const site = await localSite({
  '/thread':
    '<p>Zara buys shirts from Lantern Garments Ltd.</p><p>In 2020, Lantern Garments Ltd accepted 320 surplus rural labourers under a labour transfer programme.</p>',
  '/possible': '<p>H&M may have bought shirts from Lantern Garments Ltd.</p>',
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const { get } = deskOf(line)
const page = async (path: string) => await (await get(path)).text()
const decide = async (claimId: string, ruling: 'accept' | 'contest' | 'retract', decidedBy: string) => {
  await decideClaim(line.deps, { claimId, ruling, decidedBy, reason: 'Read.' })
  await line.run()
}
const packOf = (profile: BrandProfile, say = sayEnglish) =>
  PACK_KINDS.map((kind) => makePack(kind, { profile, say, origin: 'http://x.example', group: 'Leeds Branch', head: null, today: '2026-11-21' }))
const runsOf = (pack: ReturnType<typeof packOf>[number]): Run[] =>
  pack.blocks.flatMap((block) => ('items' in block ? block.items.flat() : 'runs' in block ? block.runs : []))

beforeAll(async () => {
  await line.add(`${site.origin}/thread`)
  await line.run()
  for (const each of await listClaims(line.db, { status: 'candidate' }, 10)) await decide(each.id, 'accept', 'one')
})

test('every sentence of fact in every pack carries a note, and every note is a published claim with its words', async () => {
  const profile = await getBrandProfile(line.web, 'zara')
  let facts = 0
  for (const pack of packOf(profile)) {
    const numbers = new Set(pack.notes.map(({ n }) => n))
    for (const run of runsOf(pack)) {
      const text = typeof run === 'string' ? run : run.fact
      // Whatever speaks of a company's suppliers is a fact, whichever way it came into the pack.
      if (typeof run === 'string') expect([pack.kind, /Lantern|labour transfer|chains? of evidence/i.test(text) ? text : '']).toEqual([pack.kind, ''])
      else {
        facts += 1
        expect([pack.kind, text, run.notes.length]).toEqual([pack.kind, text, expect.any(Number)])
        expect(run.notes.length).toBeGreaterThan(0)
        for (const n of run.notes) expect(numbers.has(n)).toBe(true)
      }
    }
    for (const note of pack.notes) {
      const claim = await getClaim(line.web, note.claim)
      expect([claim.status, claim.statement]).toEqual(['published', note.text])
      expect(note.source).toContain('Test publisher')
    }
  }
  console.log(`${facts} sentences of fact in ${PACK_KINDS.length} kinds of pack, each with a note`)
  expect(facts).toBeGreaterThan(20)
})

test('a pack is no louder than its evidence', async () => {
  const profile = await getBrandProfile(line.web, 'zara')
  const step = (word: 'Strong' | 'Substantial' | 'Some') => {
    const chains = profile.chains.map((chain) => ({ ...chain, word }))
    return JSON.stringify(packOf({ ...profile, chains })[0]?.blocks)
  }
  expect(step('Some')).toContain('Some evidence says that Zara buys shirts')
  expect(step('Substantial')).toContain('By published evidence, Zara buys shirts')
  expect(step('Strong')).toContain('"fact":"Zara buys shirts')
})

test('the words of packs stand in the catalogue: in another language nothing of English is left but names and what is quoted', async () => {
  const other = Object.fromEntries(Object.entries(ENGLISH).map(([key, text]) => [key, `⟦${text.replace(/[a-zA-Z](?![^{]*\})/g, 'ж')}⟧`])) as Catalogue
  const profile = await getBrandProfile(line.web, 'zara')
  for (const pack of packOf(profile, sayIn('eo', other))) {
    for (const run of runsOf(pack)) {
      if (typeof run !== 'string') continue
      expect([pack.kind, run.trim().startsWith('⟦') || run === 'Leeds Branch' ? '' : run]).toEqual([pack.kind, ''])
    }
    for (const text of pack.foot) expect(text).toMatch(/^⟦/)
  }
})

test('packs come as pages, PDF, documents and pictures; a group’s name is filled in, and guarded', async () => {
  const html = await page('/brands/zara/packs/motion?group=Leeds+Branch')
  expect(html).toContain('Moved by Leeds Branch')
  expect(html).toContain('This branch resolves')
  expect((await get('/brands/zara/packs/motion?group=The+Chinese+are+thieves')).status).toBe(400)
  // Cut in the middle of a letter of two units.
  expect((await get(`/brands/zara/packs/letter?group=${encodeURIComponent(`${'a'.repeat(119)}𝐓`)}`)).status).toBe(200)
  for (const kind of PACK_KINDS) {
    expect((await get(`/brands/zara/packs/${kind.kind}`)).status).toBe(200)
    const isPicture = kind.shape === 'card' || kind.shape === 'square'
    const answer = await get(`/brands/zara/packs/${kind.kind}.${isPicture ? 'png' : 'pdf'}`)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect(answer.headers.get('content-type')).toBe(isPicture ? 'image/png' : 'application/pdf')
    if (isPicture) {
      const size = new DataView(bytes.buffer).getUint32(16) * 10_000 + new DataView(bytes.buffer).getUint32(20)
      expect(size).toBe(kind.shape === 'card' ? 12_000_630 : 10_801_080)
      continue
    }
    const document = mupdf.Document.openDocument(bytes, 'application/pdf')
    const text = Array.from({ length: document.countPages() }, (_, i) => document.loadPage(i).toStructuredText('preserve-whitespace').asText()).join('\n')
    expect(text.replace(/\s+/g, ' ')).toContain('Zara')
    if (kind.shape === 'slides') expect(document.countPages()).toBe(5)
    if (kind.shape === 'leaflet' || kind.shape === 'page') expect(document.countPages()).toBe(1)
  }
  const motion = await get('/brands/zara/packs/motion.docx')
  expect(
    Buffer.from(await motion.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
  expect((await get('/brands/zara/packs/leaflet.docx')).status).toBe(404)
  expect((await get('/brands/zara/packs/leaflet.png')).status).toBe(404)
  expect((await get('/brands/zara/packs/nothing')).status).toBe(404)
  expect(await page('/brands/zara/packs/letter')).toContain('mailto:?subject=')
})

test('shared, a brand has a picture and a card that other sites may frame', async () => {
  const html = await page('/brands/zara')
  expect(html).toContain('property="og:image" content="http://localhost:3000/brands/zara/packs/card.png"')
  const card = await get('/embed/brands/zara')
  expect(card.headers.get('content-security-policy')).toContain('frame-ancestors *')
  const oembed = await get(`/oembed?url=${encodeURIComponent('http://localhost:3000/brands/zara')}`)
  expect(await oembed.json()).toMatchObject({ version: '1.0', type: 'rich', html: expect.stringContaining('/embed/brands/zara') })
  expect((await get('/oembed?url=https://elsewhere.example/brands/zara')).status).toBe(404)
  expect(await page('/brands/zara/alternatives')).toContain('does not mean clean')
})

test('feeds say what changed, of everything, a sector and a brand', async () => {
  for (const path of ['/feed.atom', '/brands/zara/feed.atom']) expect(await page(path)).toMatch(/<feed.*Zara.*First published/s)
  expect(await page('/feed.atom?sector=none')).not.toContain('Zara')
})

test('a contested step is told as contested; when it is withdrawn the packs say it no more', async () => {
  const [claim] = (await listClaims(line.db, { status: 'published' }, 10)).filter(({ predicate }) => predicate === 'sources_from')
  await decide(claim?.id as string, 'contest', 'two')
  expect(await page('/brands/zara/packs/leaflet')).toContain('It is contested whether Zara buys shirts')
  await decide(claim?.id as string, 'retract', 'three')
  expect((await get('/brands/zara/packs/leaflet')).status).toBe(404)
  expect(await page('/brands/zara/packs')).not.toContain('Lantern')
  expect(await page('/brands/zara/packs/letter')).not.toContain('Lantern')
})
