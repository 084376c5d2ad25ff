import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare, namedThing } from '../../src/names/compare.ts'
import { partsOf } from '../../src/names/parts.ts'
import { slicesOf } from '../../src/publish/names-thread.ts'

const query = fc.record({ name: fc.string({ minLength: 1, maxLength: 300 }), address: fc.option(fc.string({ maxLength: 500 })) })

test('slices hold every question once, in order; none is large, but one whose only question is', () => {
  fc.assert(
    fc.property(fc.array(query, { maxLength: 600 }), fc.integer({ min: 1, max: 50 }), (queries, limit) => {
      const slices = slicesOf(queries, limit)
      expect(slices.flatMap((slice) => slice.queries)).toEqual(queries)
      for (const slice of slices) expect(slice.queries.length === 1 || slice.cost <= 20_000).toBe(true)
    }),
    { numRuns: 50 },
  )
})

test('a name that is looked for alone, or forty of a list, go in few slices', () => {
  const names = Array.from({ length: 40 }, (_, i) => ({ name: `Ningbo Lantern Textile ${i} Co., Ltd.` }))
  expect(slicesOf(names.slice(0, 1), 50)).toHaveLength(1)
  expect(slicesOf(names, 6).length).toBeLessThanOrEqual(2)
})

test.each([
  ['words', 'ab cd ef gh '.repeat(25)],
  ['common words', 'textile trading group co ltd '.repeat(10)],
  ['Chinese', '新疆中泰棉花纺织有限公司'.repeat(25)],
  ['rare Chinese', Array.from({ length: 300 }, (_, i) => String.fromCharCode(0x4e00 + i * 61)).join('')],
  ['letters of many', 'ﷺ'.repeat(300)],
])('no more of a name of 300 letters is compared than any name has: %s', (_what, name) => {
  const parts = partsOf(name.slice(0, 300))
  expect(parts.words.length).toBeLessThanOrEqual(24)
  expect(parts.sound?.words.length ?? 0).toBeLessThanOrEqual(60)
  const [asked, other] = [name, 'Xinjiang Zhongtai Textile Trading Group Co., Ltd.'].map((each) => namedThing({ names: [each] })) as [
    ReturnType<typeof namedThing>,
    ReturnType<typeof namedThing>,
  ]
  const from = performance.now()
  for (let i = 0; i < 10; i += 1) compare(asked, other)
  expect((performance.now() - from) / 10).toBeLessThan(20)
})

test('a long name is known by its beginning, its legal form aside', () => {
  const name = `Xinjiang Zhongtai Chemical Co., Ltd. ${'and others '.repeat(30)}`
  expect(
    partsOf(name)
      .words.slice(0, 3)
      .map(({ text }) => text),
  ).toEqual(partsOf('Xinjiang Zhongtai Chemical').words.map(({ text }) => text))
})
