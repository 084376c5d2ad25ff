import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutSecrets } from '../../src/http/errors.tsx'
import { createGate, isWork } from '../../src/http/give/gate.ts'
import { addDays, isDay } from '../../src/model/day.ts'
import { masked, presented } from '../../src/publish/present-evidence.ts'
import { privateNames } from '../../src/review/private-names.ts'

test.each([
  [
    'Alinur Kasim, 32, was taken from her home in Kashgar and sent to Hetian Haolin Hair Accessories Co., Ltd., her brother Memet said.',
    ['Alinur Kasim', 'Memet'],
  ],
  ['The worker, Mrs Rahile Dawut, told Radio Free Asia that Zara buys from Lantern Garments.', ['Rahile Dawut']],
  ['Gulzira Auelkhan was forced to work in a glove factory in Yining.', ['Gulzira Auelkhan']],
  ['“I had no choice,” Tursunay Ziyawudun (43) said.', ['Tursunay Ziyawudun']],
  ['阿依努尔·卡斯木被送到和田浩林发饰品有限公司。', ['阿依努尔·卡斯木']],
  ['村民王小明说他在工厂做工。', ['王小明']],
])('people are pointed at: %s', (text, names) => expect(privateNames(text)).toEqual(names))

test.each([
  'Halden & Row buys shirts from Lantern Garments Ltd.',
  'In 2020, Ashmere Spinning Co., Ltd. accepted 320 surplus rural labourers under a labour transfer programme.',
  'Esquel Group said that it had ended the contract.',
  'The Ministry of Commerce said in March 2021 that cotton from Xinjiang was sold.',
  '和田浩林发饰品有限公司出口到美国。',
])('companies are not: %s', (text) => expect(privateNames(text)).toEqual([]))

test('whatever is masked, the text keeps its places, and none of the words is left', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', minLength: 0, maxLength: 12 }), { maxLength: 8 }),
      fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      (parts, words) => {
        const clean = words.map((word) => word.trim()).filter((word) => word.length > 1 && !word.includes('█'))
        const text = parts.flatMap((part, i) => [part, clean[i % Math.max(1, clean.length)] ?? '']).join(' ')
        const shown = masked(text, clean)
        expect([...shown]).toHaveLength([...text].length)
        for (const word of clean) expect(shown.includes(word)).toBe(false)
      },
    ),
  )
})

test('what is shown of evidence has its quote at its place, however much stands around it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), fc.string({ minLength: 1, maxLength: 60 }), fc.string({ maxLength: 400 }), (before, quote, after) => {
      const publisher = { name: 'P', kind: 'ngo', reliability: 'B', reliabilityReason: 'x' } as const
      const document = { id: 'doc', title: 'T', url: 'https://example.org/', published: null }
      const row = {
        quote,
        before,
        after,
        stance: 'supports',
        confidence: 1,
        rule: 'r',
        page: null,
        row: null,
        publisher,
        report: null,
        claimId: 'c',
        start: 0,
        end: 1,
      } as const
      const rest = {
        document,
        capture: 'sha',
        fetched: '2026-01-01T00:00:00Z',
        publisherKey: 'p',
        interested: false,
        confidential: false,
        paraphrase: null,
        masks: [],
      }
      const evidence = presented({ ...row, ...rest })
      expect(evidence.quote).toBe(quote)
      expect(before.endsWith(evidence.before) && after.startsWith(evidence.after)).toBe(true)
    }),
  )
})

test('letters outside the first plane are masked one for one, so that the quote stays at its place', () => {
  const publisher = { name: 'P', kind: 'ngo', reliability: 'B', reliabilityReason: 'x' } as const
  const document = { id: 'doc', title: 'T', url: 'https://example.org/', published: null }
  const row = {
    before: '工人𠮷田𠮷说，',
    quote: '𠮷田𠮷在工厂。',
    after: '之后𠮷田𠮷走了。',
    stance: 'supports',
    confidence: 1,
    rule: 'r',
    page: null,
    row: null,
    publisher,
    report: null,
  } as const
  const rest = {
    claimId: 'c',
    start: 0,
    end: 1,
    document,
    capture: 's',
    fetched: '2026-01-01T00:00:00Z',
    publisherKey: 'p',
    interested: false,
    confidential: false,
    paraphrase: null,
  }
  expect(presented({ ...row, ...rest, masks: ['𠮷田𠮷'] })).toMatchObject({ before: '工人███说，', quote: '███在工厂。', after: '之后███走了。' })
})

test('the gate lets people through, then asks for work or patience; time opens it again', () => {
  let now = 1_000_000
  const gate = createGate('secret', () => now)
  for (let i = 0; i < 30; i += 1) gate.admit({})
  expect(() => gate.admit({})).toThrow(/Try again in a while/)
  const { challenge, bits } = gate.challenge()
  let nonce = 0
  while (!isWork(challenge, String(nonce), bits)) nonce += 1
  const work = { challenge, nonce: String(nonce) }
  expect(() => createGate('another secret', () => now).admit(work)).toThrow(/does not belong/)
  expect(() => gate.admit({ ...work, challenge: challenge.replace(/^./, 'z') })).toThrow(/does not belong/)
  gate.admit(work)
  expect(() => gate.admit(work)).toThrow(/was used/)
  now += 3_600_001
  gate.admit({})
  const late = gate.challenge()
  now += 21 * 60_000
  let other = 0
  while (!isWork(late.challenge, String(other), late.bits)) other += 1
  expect(() => gate.admit({ challenge: late.challenge, nonce: String(other) })).toThrow(/run out/)
})

test('days are days', () => {
  expect([isDay('2026-02-28'), isDay('2026-02-30'), isDay('26-2-1'), isDay('2026-02-28x'), isDay('')]).toEqual([true, false, false, false, false])
  expect(addDays('2026-12-25', 14)).toBe('2027-01-08')
})

test('secrets of addresses stand in no log', () => {
  for (const path of [
    '/checks/SECRET',
    '/checks/SECRET/packs/motion.docx',
    '/watches/SECRET/feed.atom',
    '/watches/mail/SECRET/stop',
    '/my-actions/SECRET',
    '/api/v1/checks/SECRET',
    '/join/SECRET',
    '/submissions/SECRET',
  ])
    expect(withoutSecrets(path)).not.toContain('SECRET')
  expect(withoutSecrets('/brands/zara')).toBe('/brands/zara')
})
