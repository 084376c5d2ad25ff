import fc from 'fast-check'
import { expect, test } from 'vitest'
import { extractClaims } from '../../src/extract/extract-claims.ts'
import { loadRules } from '../../src/extract/extract-capture.ts'
import { type KnownName, createNamesIndex } from '../../src/extract/names-index.ts'
import { splitSentences } from '../../src/extract/sentences.ts'

const rules = await loadRules()
const known = (name: string, kind: KnownName['kind'] = 'organisation', ambiguous = false): KnownName => ({ name, kind, id: name, ambiguous })
const names = [
  'Lantern Garments',
  'Ashmere Spinning',
  'Vetch Solar Modules',
  'Pell Electricals',
  'Halden & Row',
  'Kestrel Kids',
  'Calder Holdings plc',
  'Ostrel Knit Works',
  'Varden Group',
  'Northway Sports',
  'Quillon Footwear',
  'Redfield Foods',
  'Isk Valley Cannery',
  'Basin Development Bank',
].map((name) => known(name))
const programmes = [known('Tarn Basin labour placement scheme', 'programme'), known('Uyghurs removed from their homes', 'programme')]
const index = createNamesIndex([...names, ...programmes])
const extract = (text: string) => extractClaims(text, [{ start: 0, end: text.length }], index.find, rules).claims
const short = (text: string) =>
  extract(text).map(
    (claim) =>
      `${claim.subject.name} ${claim.predicate} ${claim.object.type === 'organisation' ? claim.object.organisation.name : claim.object.type === 'programme' ? claim.object.name : ''} ${claim.stance}`,
  )

test.each(rules.map(({ id, rule }) => [id, rule] as const))('the rule %s finds its own example', (id, rule) => {
  const found = extract(rule.example.sentence).filter((claim) => claim.rule === id)
  expect(
    found.map((claim) => [
      claim.subject.name,
      claim.object.type === 'organisation' ? claim.object.organisation.name : claim.object.type === 'programme' ? claim.object.name : '',
    ]),
  ).toContainEqual([rule.example.subject, rule.example.object])
})

test('a hedge lowers the confidence, a denial turns the evidence round', () => {
  expect(extract('Lantern Garments reportedly bought yarn from Ashmere Spinning.')[0]?.confidence).toBeLessThan(0.6)
  expect(short('Pell Electricals denied that Vetch Solar Modules supplies panels to Pell Electricals.')).toEqual([
    'Pell Electricals sources_from Vetch Solar Modules refutes',
  ])
})

test('a list is as many claims as names', () => {
  expect(short('Suppliers to Halden & Row include Lantern Garments, Ostrel Knit Works and Quillon Footwear.')).toHaveLength(3)
})

test('product and period are taken along', () => {
  expect(extract('Lantern Garments bought 46 tonnes of combed cotton yarn from Ashmere Spinning in 2025.')[0]).toMatchObject({
    product: 'combed cotton yarn',
    period: '2025',
  })
})

test('a name that is a word counts only where the context says company', () => {
  const find = createNamesIndex([known('Next', 'organisation', true), known('Gap', 'organisation', true), known('Nike')]).find
  const found = (text: string) => find(text).map((mention) => mention.surface)
  expect(found('Next, they closed the gap. Mind the Gap')).toEqual([])
  expect(found('the retailer Next said so, and Gap stores too')).toEqual(['Next', 'Gap'])
  expect(found('Adidas, Gap, H&M and Nike')).toEqual(['Gap', 'Nike'])
})

test('names are found whole, longest first, across scripts', () => {
  const find = createNamesIndex([known('浩林发饰品'), known('Zara'), known('Halden'), known('Halden & Row')]).find
  expect(find('和田浩林发饰品有限公司, Zarathustra, HALDEN & ROW, Halden’s').map((mention) => mention.surface)).toEqual([
    '浩林发饰品',
    'HALDEN & ROW',
    'Halden',
  ])
})

test.each([
  ['Yarn came from Ashmere Spinning Co., Ltd. in May. It was sold.', 2],
  ['It came from Tarn Weaving Mill Ltd. In turn, the mill bought lint.', 2],
  ['Mr. Smith of the U.S. firm spoke. “Nothing.” He left!', 3],
  ['一。二！', 2],
])('%s has %i sentences', (text, count) => expect(splitSentences(text)).toHaveLength(count))

test('sentences lie in order and cut themselves out of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      let last = 0
      for (const { start, end } of splitSentences(text)) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(text.slice(start, end)).toBe(text.slice(start, end).trim())
        last = end
      }
    }),
  )
})

test('every claim’s places cut words out of the text, whatever the text', () => {
  const word = fc.constantFrom(
    ...names.map(({ name }) => name),
    ...programmes.map(({ name }) => name),
    ' bought yarn from ',
    ' takes part in ',
    '. ',
    '\n',
    ' and ',
    ', ',
    '😀',
    ' supplies cloth to ',
    '“',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string({ unit: 'grapheme' })), { maxLength: 30 }), (parts) => {
      const text = parts.join('')
      for (const claim of extract(text)) {
        expect(claim.end).toBeLessThanOrEqual(text.length)
        expect(text.slice(claim.start, claim.end).trim()).not.toBe('')
      }
    }),
  )
})
