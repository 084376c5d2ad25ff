import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeReading } from '../../src/extract/describe.ts'
import { extractClaims, knowledgeOf, objectName } from '../../src/extract/extract-claims.ts'
import { loadRules } from '../../src/extract/extract-capture.ts'
import { goldTexts, KNOWN_BRANDS } from '../../bench/extract/gold.ts'
import { catalogue } from '../../catalogue/catalogue.ts'
import { catalogueNames } from '../../src/extract/catalogue-names.ts'
import type { KnownName } from '../../src/extract/mention.ts'
import { createNamesIndex } from '../../src/extract/names-index.ts'
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
const programmes = [known('Tarn Basin labour placement scheme', 'programme')]
const all = [...names, ...programmes, ...catalogueNames(catalogue).filter(({ kind }) => kind === 'programme'), ...KNOWN_BRANDS.map((name) => known(name))]
const knowledge = knowledgeOf(all, rules)
const extract = (text: string) => extractClaims(text, [{ start: 0, end: text.length }], knowledge).claims
const short = (text: string) => extract(text).map((claim) => `${claim.subject.name} ${claim.predicate} ${objectName(claim.object)} ${claim.stance}`)

test.each(rules.flatMap(({ id, rule }) => rule.examples.map((example) => [id, example] as const)))('the rule %s finds its own example %o', (id, example) => {
  const found = extract(example.sentence).filter((claim) => claim.rule === id)
  expect(found.map((claim) => [claim.subject.name, objectName(claim.object)])).toContainEqual([example.subject, example.object])
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

test('every claim’s places cut words out of the text, whatever the text', async () => {
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
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(word, fc.string({ unit: 'grapheme' })), { maxLength: 30 }), async (parts) => {
      const text = parts.join('')
      const reading = { text, spans: [{ start: 0, end: text.length }], language: null, claims: [] }
      const described = await describeReading(reading, knowledge)
      for (const { quote, start, end } of described.claims) expect([...text].slice(start, end).join('')).toBe(quote)
      for (const { name, start, end } of described.organisations) expect([...text].slice(start, end).join('').replace(/\s+/g, ' ')).toBe(name)
      for (const claim of extract(text)) {
        expect(claim.end).toBeLessThanOrEqual(text.length)
        expect(text.slice(claim.start, claim.end).trim()).not.toBe('')
      }
    }),
  )
})

test('claims of our own gold: as many are right as were when it was last measured, in the half that nothing was tuned on too', () => {
  for (const isTuning of [true, false]) {
    const [found, wanted] = [new Set<string>(), new Set<string>()]
    for (const { text, claims } of goldTexts.filter((gold) => gold.isTuning === isTuning)) {
      for (const claim of claims) wanted.add(`${text} ${claim.subject} ${claim.predicate} ${claim.stance}`)
      for (const claim of extract(text)) found.add(`${text} ${claim.subject.name} ${claim.predicate} ${claim.stance}`)
    }
    const right = [...found].filter((claim) => wanted.has(claim)).length
    expect(right / found.size).toBeGreaterThan(0.9)
    expect(right / wanted.size).toBeGreaterThan(0.85)
  }
})

test('a table headed "Supplier | Brand" is as many claims as rows, each with its tier and year', () => {
  const rows = ['Supplier; Tier; Brand; Year', 'Ashmere Spinning; 2; Kestrel Kids; 2019', 'Tarn Weaving Mill Ltd; Tier 1; Halden & Row; –']
  let at = 0
  const spans = rows.map((row, i) => {
    const span = {
      start: at,
      end: at + row.length,
      row: i + 1,
      head: i === 0,
      cells: row.split('; ').map((_, k, cells) => cells.slice(0, k).join('; ').length + (k > 0 ? 2 : 0)),
    }
    at = span.end + 1
    return span
  })
  const { claims } = extractClaims(rows.join('\n'), spans, knowledge)
  expect(claims.map((claim) => [claim.subject.name, claim.predicate, objectName(claim.object), claim.tier, claim.period])).toEqual([
    ['Kestrel Kids', 'sources_from', 'Ashmere Spinning', 2, '2019'],
    ['Halden & Row', 'sources_from', 'Tarn Weaving Mill Ltd', 1, null],
  ])
})

test('names under a line that says what they share are a claim each, with the entry as the quote', () => {
  const intro = 'Companies whose supply chains use Uyghur forced labour:'
  const text = `${intro}\n\nKestrel Kids. Halden & Row. Northway Sports.`
  const spans = [
    { start: 0, end: intro.length },
    { start: intro.length + 2, end: text.length },
  ]
  const claims = extractClaims(text, spans, knowledge).claims.filter(({ rule }) => rule === 'list')
  expect(claims.map((claim) => text.slice(claim.start, claim.end))).toEqual(['Kestrel Kids', 'Halden & Row', 'Northway Sports'])
})

test.each([
  ['Merrow Apparel Holdings (MAH) runs nine plants. MAH supplies gloves to Kestrel Kids.', 'Merrow Apparel Holdings'],
  ['Ashmere Spinning is one of the largest mills. The company supplies yarn to Kestrel Kids.', 'Ashmere Spinning'],
  ['Its mills are old. Ashmere Spinning closed one, and the firm supplies yarn to Kestrel Kids.', 'Ashmere Spinning'],
])('%s: who supplies is %s', (text, name) => {
  expect(extract(text).map((claim) => [claim.subject.name, objectName(claim.object)])).toContainEqual(['Kestrel Kids', name])
})

test.each([
  'Kestrel Kids bans cotton from Xinjiang and audits its mills.',
  'Kestrel Kids prohibits forced labour in its supply chain.',
  'Kestrel Kids runs a training module on modern slavery for its buyers.',
  'The Modern Slavery Act raises questions for Kestrel Kids.',
])('%s is no claim', (text) => expect(extract(text)).toEqual([]))

test('names are written in Uyghur, Chinese and Latin letters', () => {
  const kinds = (text: string) => extractClaims(text, [{ start: 0, end: text.length }], knowledge).mentions.map(({ kind, stands }) => `${kind} ${stands}`)
  expect(kinds('ئېشىنچا ئەمگەك كۈچلىرىنى يۆتكەش')).toEqual(['programme Xinjiang labour transfers'])
  expect(kinds('和田梅罗服饰有限公司参与对口援疆')).toEqual(['proposed 和田梅罗服饰有限公司', 'programme Pairing assistance (Xinjiang Aid)'])
  expect(kinds('Marl Bay Rubber Sdn Bhd and Denholm Yarns A.S. wrote')).toEqual(['proposed Marl Bay Rubber Sdn Bhd', 'proposed Denholm Yarns A.S.'])
})
