import { expect, test } from 'vitest'
import { getClaim, listPublicClaims } from '../../src/publish/read-queries.ts'
import { decideClaim } from '../../src/review/decide-claim.ts'
import { listClaims } from '../../src/review/queries.ts'
import { pipeline } from '../support/pipeline.ts'
import { localSite } from '../support/site.ts'

const SENTENCE = 'Zara bought cotton yarn from Ashmere Spinning Co., Ltd. in 2025.'
const REST = Array.from({ length: 120 }, (_, i) => `Paragraph word ${(i * 37) % 101} of the release on mills and yarn ${(i * i) % 89}.`).join(' ')
const pages = Object.fromEntries(
  Array.from({ length: 20 }, (_, i) => [`/copy-${i}`, `<h1>Headline ${i}</h1><p>${SENTENCE}</p><p>${REST}</p><p>Copy ${i}.</p>`]),
)
const site = await localSite({
  ...pages,
  '/own': `<p>${SENTENCE}</p><p>${Array.from({ length: 80 }, (_, i) => `Our own findings ${(i * 53) % 97} differ.`).join(' ')}</p>`,
})
const line = await pipeline({ UNPICK_ALLOW_HOSTS: site.host })
const from = (name: string) => ({ publisher: { name, kind: 'newspaper', reliability: 'B', reliabilityReason: 'A test.' } as const })

test('twenty copies of one press release are one publisher’s one report, whichever came first; an own report confirms it', async () => {
  for (const [i, path] of Object.keys(pages).toReversed().entries()) await line.add(site.origin + path, from(`Paper ${i}`))
  await line.run()
  const [claim] = await listClaims(line.db, { status: 'candidate' }, 10)
  await decideClaim(line.deps, { claimId: claim?.id as string, ruling: 'accept', decidedBy: 'reviewer', reason: 'Read.' })
  await line.run()
  const before = await getClaim(line.web, claim?.id as string)
  expect(before.evidence).toHaveLength(20)
  expect(new Set(before.evidence.map((evidence) => evidence.report)).size).toBe(1)
  expect(before.grade).toBe('B2')
  await line.add(`${site.origin}/own`, from('A union'))
  await line.run()
  const after = await getClaim(line.web, (await listPublicClaims(line.web, { limit: 5 })).items[0]?.id as string)
  expect(after.evidence).toHaveLength(21)
  expect(after.grade).toBe('B1')
})
