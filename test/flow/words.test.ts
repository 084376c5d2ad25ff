import { load } from 'cheerio'
import { beforeAll, expect, test } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { createLog } from '../../src/log.ts'
import { createNameMatcher } from '../../src/publish/match-names.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import english from '../../src/words/en.json' with { type: 'json' }
import { inWords, languageOf, phrase, inLanguage } from '../../src/words/language.ts'
import { loadLanguages, preferred } from '../../src/words/languages.ts'
import { deskOf } from '../support/desk.ts'
import { ORIGIN } from '../support/people.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const site = await localSite({
  '/thread':
    '<p>Zara buys shirts from Lantern Garments Ltd.</p><p>In 2020, Lantern Garments Ltd accepted 320 surplus rural labourers under a labour transfer programme.</p>',
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const { accounts } = deskOf(line)
void accounts
/** A language in which every text stands in brackets, so that what lacks them was left in the code. */
const bracketed = (texts: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, `⟦${text}⟧`]))
const brackets = languageOf('eo', { packs: bracketed(english.packs), pages: bracketed(english.pages) })
const app = createApp({
  db: line.web,
  names: createNameMatcher(line.web),
  store: line.deps.store,
  origin: ORIGIN,
  contact: 'the committee',
  now: () => new Date(),
  log: createLog('silent'),
  languages: new Map([['eo', brackets]]),
})
const ask = async (path: string, language = 'eo') => await app.request(`${ORIGIN}${path}`, { headers: { 'accept-language': language, accept: 'text/html' } })

beforeAll(async () => {
  await line.add(`${site.origin}/thread`)
  await line.run()
  for (const each of await listClaims(line.db, { status: 'candidate' }, 10))
    await decideClaim(line.deps, { claimId: each.id, ruling: 'accept', decidedBy: 'one', reason: 'Read.' })
  await line.run()
})

/** Every string that a record holds. */
const stringsOf = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : []

test.each([
  ['/', null],
  ['/brands', null],
  ['/targets', null],
  ['/targets?near=Leeds', null],
  ['/actions', null],
  ['/campaigns', null],
  ['/ballots', null],
  ['/affiliates', null],
  ['/corrections', null],
  ['/about', null],
  ['/lists', '/api/v1/lists'],
  ['/programmes', '/api/v1/programmes?limit=100'],
  ['/brands/zara', '/api/v1/brands/zara'],
  ['/brands/zara/history', '/api/v1/brands/zara/history'],
  ['/brands/zara/alternatives', '/api/v1/brands/zara'],
  ['/brands/zara/packs', '/api/v1/brands/zara'],
  ['/brands/zara/packs/motion', '/api/v1/brands/zara'],
  ['/brands/zara/packs/leaflet', '/api/v1/brands/zara'],
] as const)('no word of %s is left in the code: each is a text of the catalogue, a name, a date or a quote', async (path, record) => {
  const known = record === null ? [] : stringsOf(await (await ask(record)).json())
  const data = new Set(
    [...known, 'Zara', 'Unpick', 'the committee', 'Leeds', 'Test publisher', 'clothing', 'Clothing'].map((text) => text.replace(/\s+/g, ' ').trim()),
  )
  const $ = load(await (await ask(path)).text())
  $('script, style, code, kbd, blockquote, time, .notice, .notes a').remove()
  const left: string[] = []
  const look = (text: string) => {
    // What is in brackets is said; what is left over must be a name, a grade, a number or a date.
    let outside = text
    while (/⟦[^⟦⟧]*⟧/.test(outside)) outside = outside.replace(/⟦[^⟦⟧]*⟧/g, ' · ')
    for (const rest of outside.split(/[·,.:;()“”]/)) {
      const piece = rest.replace(/\s+/g, ' ').trim()
      const isData = data.has(piece) || known.some((each) => piece.length > 2 && each.replace(/\s+/g, ' ').includes(piece))
      const isDate = /^\d+ (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}$/.test(piece)
      if (/\p{L}{2}/u.test(piece) && !isData && !isDate) left.push(piece)
    }
  }
  $('body *').each((_, element) => {
    for (const child of $(element).contents().toArray()) if (child.type === 'text') look((child as unknown as { data: string }).data)
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) look($(element).attr(name) ?? '')
  })
  expect(left).toEqual([])
})

test('English is what the code says; other languages are spoken to those who would rather have them', async () => {
  expect(await (await ask('/actions', 'en-GB,eo;q=0.5')).text()).toContain('<h1>Actions</h1>')
  const html = await (await ask('/actions', 'fr, eo;q=0.8, en;q=0.5')).text()
  expect(html).toContain('<h1>⟦Actions⟧</h1>')
  expect(html).toContain('lang="eo"')
  expect(loadLanguages().has('en')).toBe(false)
  expect(preferred(new Map([['eo', brackets]]), 'de;q=0, EO-x;q=0.1')?.tag).toBe('eo')
  const counted = languageOf('cy', {
    pages: { '{n, plural, one {a shop} other {# shops}}': '{n, plural, one {siop} two {dwy siop} other {# siop}}', shops: 'siopau' },
  })
  const say = (n: number) => inLanguage(counted, () => phrase('{n, plural, one {a shop} other {# shops}}', { n }))
  expect([say(1), say(2), say(5)]).toEqual(['siop', 'dwy siop', '5 siop'])
  expect(inLanguage(counted, () => inWords('  shops '))).toBe('  siopau ')
})
