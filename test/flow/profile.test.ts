import { expect, test } from 'vitest'
import { getBrandProfile, getCaptureText, getClaim } from '../../src/publish/read-queries.ts'
import { addResponse } from '../../src/review/add-response.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { sliceCodePoints } from '../../src/model/offsets.ts'
import { NotFoundError } from '../../src/errors.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const site = await localSite({
  '/report':
    '<html lang="en"><title>Report 😀</title><p>Said on 😀 day: Zara bought cotton yarn from Ashmere Spinning Co., Ltd. in 2025.</p><p>Ashmere Spinning Co., Ltd. has accepted 320 workers under pairing assistance.</p>',
  '/second': '<p>Ashmere Spinning Co., Ltd. takes part in pairing assistance.</p>',
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const decide = (claimId: string, ruling: 'accept' | 'contest' | 'retract') =>
  decideClaim(line.deps, { claimId, ruling, decidedBy: ruling === 'retract' ? 'another reviewer' : 'reviewer', reason: 'It was read.' })
const accept = async () => {
  for (const claim of await listClaims(line.db, { status: 'candidate' }, 50)) await decide(claim.id, 'accept')
  await line.run()
}
const profile = () => getBrandProfile(line.web, 'zara')

test('a candidate is not public', async () => {
  await line.add(`${site.origin}/report`)
  await line.run()
  expect(await listClaims(line.db, { status: 'candidate' }, 50)).toHaveLength(2)
  await expect(profile()).rejects.toBeInstanceOf(NotFoundError)
})

test('accepted claims become a chain from the brand to the programme, with grade and sentence', async () => {
  await accept()
  expect(await profile()).toMatchObject({
    headline: 'Substantial',
    grade: 'B2',
    sentence: 'One chain of evidence links Zara to a forced labour programme. It is substantial.',
    chains: [
      {
        status: 'current',
        ends: { kind: 'programme', slug: 'pairing-assistance' },
        steps: [{ predicate: 'sources_from', product: 'cotton yarn', status: 'published' }, { predicate: 'takes_part_in' }],
      },
    ],
  })
})

test('every published quote is the literal slice of the capture’s text at its code points, also where the rest is withheld', async () => {
  const { chains } = await profile()
  for (const evidence of chains.flatMap((chain) => chain.steps.flatMap((step) => step.evidence))) {
    const { text, complete } = await getCaptureText(line.web, evidence.capture as string)
    expect(sliceCodePoints(text, evidence.start as number, evidence.end as number)).toBe(evidence.quote)
    expect(complete).toBe(false)
  }
})

test('a second independent publisher confirms a claim', async () => {
  await line.add(`${site.origin}/second`, { publisher: { name: 'Another publisher', kind: 'union', reliability: 'C', reliabilityReason: 'A test.' } })
  await line.run()
  expect((await profile()).chains[0]?.steps[1]).toMatchObject({ grade: 'B1' })
})

test('a response stands on the brand and the claim; contesting and retracting change the headline', async () => {
  const claim = (await profile()).chains[0]?.steps[0]?.claim as string
  await addResponse(line.deps, { claimId: claim, fromName: 'Zara', text: 'It was somebody else.', receivedOn: '2026-11-20', toldOn: '2026-11-01', url: null })
  await decide(claim, 'contest')
  await line.run()
  expect(await profile()).toMatchObject({ headline: 'Contested', responses: [{ text: 'It was somebody else.', told: '2026-11-01' }] })
  await decide(claim, 'retract')
  await line.run()
  expect(await profile()).toMatchObject({ headline: 'None found', chains: [], retractions: [{ claim, reason: 'It was read.' }] })
  expect(await getClaim(line.web, claim)).toMatchObject({ status: 'retracted', evidence: [], grade: null })
})
