import { expect, test } from 'vitest'
import { parsePair } from '../../src/model/grade.ts'
import type { ClaimEnd, Evidence } from '../../src/model/profile.ts'
import { type Link, findChains } from '../../src/publish/chains.ts'
import { sentenceOf } from '../../src/model/sentence.ts'
import { headlineOf } from '../../src/publish/headline.ts'

const organisation = (id: string): ClaimEnd => ({ kind: 'organisation', id, slug: null, name: id })
const programme: ClaimEnd = { kind: 'programme', id: 'p', slug: 'scheme', name: 'the scheme' }
const evidence = (published: string): Evidence => ({ document: { published } }) as Evidence
const link = (subject: string, predicate: Link['predicate'], object: string | ClaimEnd, extra: Partial<Link> & { pair?: string; on?: string } = {}): Link => ({
  claim: `${subject}-${predicate}-${typeof object === 'string' ? object : object.slug}`,
  predicate,
  subject: organisation(subject),
  object: typeof object === 'string' ? organisation(object) : object,
  product: null,
  period: null,
  status: 'published',
  grade: parsePair(extra.pair ?? 'B2'),
  evidence: [evidence(extra.on ?? '2026-01-01')],
  ...extra,
})
const chains = (...links: Link[]) => findChains('brand', links, '2026-11-21')

test('a chain runs from the brand to a programme, and its weakest claim sets the grade', () => {
  const [chain] = chains(
    link('brand', 'sources_from', 'a', { pair: 'A2' }),
    link('a', 'sources_from', 'b', { pair: 'C3' }),
    link('b', 'takes_part_in', programme, { pair: 'A1' }),
  )
  expect(chain).toMatchObject({ grade: 'C3', word: 'Some', status: 'current' })
  expect(chain?.steps.map((step) => step.weakest)).toEqual([false, true, false])
})

test('circles end, and a path that leads nowhere makes no chain', () => {
  expect(
    chains(link('brand', 'sources_from', 'a'), link('a', 'sources_from', 'b'), link('b', 'sources_from', 'a'), link('b', 'sources_from', 'brand')),
  ).toEqual([])
})

test('detours between the same first step and end are one chain, the shortest of the strongest', () => {
  const found = chains(
    link('brand', 'sources_from', 'a'),
    link('a', 'takes_part_in', programme),
    link('a', 'sources_from', 'b'),
    link('b', 'takes_part_in', programme),
  )
  expect(found).toHaveLength(1)
  expect(found[0]?.steps).toHaveLength(2)
})

test('claims rated E or 5 make no chain', () => {
  expect(chains(link('brand', 'sources_from', 'a', { pair: 'E2' }), link('a', 'takes_part_in', programme))).toEqual([])
})

test('a withdrawal no older than the buying makes the chain historic, an older one does not', () => {
  const buys = [link('brand', 'sources_from', 'a', { on: '2025-06-01' }), link('a', 'takes_part_in', programme)]
  expect(chains(...buys, link('brand', 'withdrew_from', 'a', { on: '2026-01-01' }))[0]?.status).toBe('historic')
  expect(chains(...buys, link('brand', 'withdrew_from', 'a', { on: '2024-01-01' }))[0]?.status).toBe('current')
})

test('old evidence at the weakest step is marked for review', () => {
  expect(chains(link('brand', 'sources_from', 'a', { on: '2024-10-01', pair: 'C3' }), link('a', 'takes_part_in', programme))[0]?.dueForReview).toBe(true)
})

test('the headline is the best current chain, then Contested, then None found', () => {
  const strong = chains(link('brand', 'sources_from', 'a', { pair: 'A2' }), link('a', 'takes_part_in', programme, { pair: 'A2' }))
  const contested = chains(link('brand', 'sources_from', 'a', { pair: 'A2', status: 'contested' }), link('a', 'takes_part_in', programme))
  expect(headlineOf(strong)).toEqual({ headline: 'Strong', grade: 'A2' })
  expect(headlineOf(contested)).toEqual({ headline: 'Contested', grade: 'B2' })
  expect(headlineOf([])).toEqual({ headline: 'None found', grade: null })
  expect(sentenceOf('X', strong)).toBe('One chain of evidence links X to a forced labour programme. It is strong.')
  expect(sentenceOf('X', [])).toContain('never means that there is none')
})

test('chains are found among two thousand suppliers that buy from each other', () => {
  const links = Array.from({ length: 2_000 }, (_, i) => [
    link('brand', 'sources_from', `s${i}`),
    link(`s${i}`, 'sources_from', `m${i % 50}`),
    link(`m${i % 50}`, 'sources_from', `s${(i * 7) % 2_000}`),
  ]).flat()
  expect(chains(...links, link('m7', 'takes_part_in', programme)).length).toBeGreaterThan(0)
})
