import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalUrl } from '../../src/archive/canonical.ts'
import { SAME_REPORT, likeness, signatureOf } from '../../src/model/report-signature.ts'
import { changesBetween } from '../../src/read/changes.ts'

const WORDS =
  'mill yarn cotton weaving county port buyer list audit union worker shift garment invoice shipment supplier factory report region order spinning loom bale truck guard office school'.split(
    ' ',
  )
const article = (seed: number, length = 300) => Array.from({ length }, (_, i) => WORDS[(seed * 7919 + i * i * 31 + i * seed) % WORDS.length]).join(' ')
const alike = (a: string, b: string) => likeness(signatureOf(a)?.bins ?? [], signatureOf(b)?.bins ?? [])

test('a press release with another headline, a byline and a cut end is the same report; another article is not', () => {
  const release = article(1)
  const copy = `Our correspondent writes: ${release.split(' ').slice(0, 280).join(' ')} (agencies)`
  expect(alike(release, copy)).toBeGreaterThanOrEqual(SAME_REPORT)
  expect(alike(release, article(2))).toBeLessThan(0.3)
  expect(alike(release, `${release.split(' ').slice(0, 40).join(' ')} ${article(3)}`)).toBeLessThan(SAME_REPORT)
})

test('Chinese texts are compared too, and short ones not at all', () => {
  const text =
    '维吾尔族工人被转移到工厂工作的报告说明了供应链中的强迫劳动情况以及品牌的责任。'.repeat(1) +
    Array.from({ length: 200 }, (_, i) => String.fromCharCode(0x4e00 + ((i * i * 37) % 3000))).join('')
  expect(alike(text, `${text}。转载。`)).toBeGreaterThanOrEqual(SAME_REPORT)
  expect(signatureOf('Too short to tell.')).toBeNull()
})

test('a text is always the same report as itself, whatever it says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 200, maxLength: 2_000 }), (text) => {
      const signature = signatureOf(text)
      if (signature) expect(likeness(signature.bins, signatureOf(text)?.bins ?? [])).toBe(1)
    }),
  )
})

test('what changed, put out of and into the old text, gives the new one', () => {
  const line = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 8 }).map((words) => words.join(' '))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.array(line, { maxLength: 12 }), (before, after) => {
      const { changes } = changesBetween(before.join('\n'), after.join('\n'))
      const side = (without: 'in' | 'out') =>
        changes
          .map((change) =>
            change.parts
              .filter((part) => part.change !== without)
              .map((part) => part.text)
              .join(''),
          )
          .filter(Boolean)
      const kept = before.length + after.length - side('in').length - side('out').length
      expect(kept % 2).toBe(0)
      for (const removed of side('in')) expect(before).toContain(removed)
      for (const added of side('out')) expect(after).toContain(added)
    }),
  )
})

test.each([
  ['https://Example.org:443/a?utm_source=x&id=3#part', 'https://example.org/a?id=3'],
  ['http://example.org/a?fbclid=1', 'http://example.org/a'],
  ['https://example.org/a/', 'https://example.org/a/'],
  ['https://example.org/?b=2&a=1', 'https://example.org/?b=2&a=1'],
  ['upload:abc/file.pdf', 'upload:abc/file.pdf'],
])('%s is kept as %s', (address, canonical) => expect(canonicalUrl(address)).toBe(canonical))

test('a canonical address is its own', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      expect(canonicalUrl(canonicalUrl(url))).toBe(canonicalUrl(url))
    }),
  )
})
