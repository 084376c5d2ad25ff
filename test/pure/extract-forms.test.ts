import { expect, test } from 'vitest'
import { KNOWN_BRANDS } from '../../bench/extract/gold.ts'
import { catalogue } from '../../catalogue/catalogue.ts'
import { catalogueNames } from '../../src/extract/catalogue-names.ts'
import { extractClaims, knowledgeOf, objectName } from '../../src/extract/extract-claims.ts'
import { loadRules } from '../../src/extract/extract-capture.ts'

const brands = KNOWN_BRANDS.map((name) => ({ name, kind: 'organisation' as const, id: name, ambiguous: false }))
const knowledge = knowledgeOf([...catalogueNames(catalogue).filter(({ kind }) => kind === 'programme'), ...brands], await loadRules())
const found = (text: string) =>
  extractClaims(text, [{ start: 0, end: text.length }], knowledge).claims.map(
    (claim) => `${claim.subject.name} ${claim.predicate} ${objectName(claim.object)}${claim.stance === 'refutes' ? ' (denied)' : ''}`,
  )

test.each([
  [
    'Osk Silicon Co. supplies metal to at least eight makers, including Vetch Solar Technology and Pell Electricals.',
    'Pell Electricals sources_from Osk Silicon Co.',
  ],
  ['Larkmoor said it would end its indirect relationship with Dunmere Textile Group over the next 12 months.', 'Larkmoor withdrew_from Dunmere Textile Group'],
  ['Larkmoor denied sourcing products from Xinjiang.', 'Larkmoor sources_from Goods from the Uyghur Region (denied)'],
  ['Larkmoor has repeatedly denied that it uses forced labour.', 'Larkmoor takes_part_in Forced labour, no programme named (denied)'],
  [
    'Workers from Xinjiang were employed at Quillon Footwear Co., which makes shoes for Northway Sports.',
    'Quillon Footwear Co. takes_part_in Xinjiang labour transfers',
  ],
  [
    'CBP will detain gloves produced by Marl Bay Rubber Sdn Bhd, after finding reasonable evidence of forced labor.',
    'Marl Bay Rubber Sdn Bhd takes_part_in Forced labour, no programme named',
  ],
  [
    'CBP will detain imports of seafood from the Harl Ocean Fishing Co., Ltd. under a Withhold Release Order.',
    'Harl Ocean Fishing Co., Ltd. listed_on us-withhold-release-orders',
  ],
  [
    'Pell Electricals imported 8,000 lamps containing parts from the banned supplier Changfeng Technology Group.',
    'Pell Electricals sources_from Changfeng Technology Group',
  ],
  ['Larkmoor and Kestrel Kids advertised shirts made of Xinjiang cotton.', 'Kestrel Kids sources_from Goods from the Uyghur Region'],
  [
    'The paste sold by Tidewell Foods is likely to contain tomatoes picked using forced labour.',
    'Tidewell Foods takes_part_in Forced labour, no programme named',
  ],
  ['Larkmoor was the first major retailer to sign the Call to Action on forced labour.', 'Larkmoor committed_to Call to Action'],
  ['Pell Electricals opened a showroom in Urumqi in December 2021.', 'Pell Electricals located_at Urumqi'],
  ['Larkmoor and Tidewell Foods sell prawns from Thai supplier Harl Foods.', 'Tidewell Foods sources_from Harl Foods'],
  [
    'The port has banned imports of palm oil from Sellick Palm Holdings over forced labour allegations.',
    'Sellick Palm Holdings takes_part_in Forced labour, no programme named',
  ],
  ['Pell Electricals and Northway Sports have long-term supply contracts with Vetch New Materials.', 'Northway Sports sources_from Vetch New Materials'],
  ['Pell Electricals confirmed that it buys components from Changfeng Electronics.', 'Pell Electricals sources_from Changfeng Electronics'],
  ['Kestrel Kids toys are made at the Osk plant of Arlen Toys Ltd, where a reporter worked.', 'Kestrel Kids sources_from Arlen Toys Ltd'],
  [
    'The company Dandong Sorrel Seafood, which used North Korean workers, shipped squid to Tidewell Foods.',
    'Tidewell Foods sources_from Dandong Sorrel Seafood',
  ],
  [
    'Tidewell Foods and Quayside Home were sued by eight former child slaves who say they were forced to work.',
    'Quayside Home takes_part_in Forced labour, no programme named',
  ],
  ['昆仑番茄有限公司是泰德食品有限公司、奎塞家居有限公司的番茄酱供应商。', '泰德食品有限公司 sources_from 昆仑番茄有限公司'],
  ['奥斯硅业股份有限公司全资子公司新疆奥斯东部硅业有限公司位于鄯善县石材工业园区。', '新疆奥斯东部硅业有限公司 owned_by 奥斯硅业股份有限公司'],
  ['美国海关对奥斯硅业股份有限公司发布暂扣令。', '奥斯硅业股份有限公司 listed_on us-withhold-release-orders'],
  ['安徽的宏显示技术有限公司从和田地区引进了230名少数民族员工。', '宏显示技术有限公司 takes_part_in Xinjiang labour transfers'],
  ['奎伦制鞋有限公司否认使用强迫劳动。', '奎伦制鞋有限公司 takes_part_in Forced labour, no programme named (denied)'],
  ['兰登服装有限公司宣布将终止与邓米尔时尚股份有限公司的合作关系。', '兰登服装有限公司 withdrew_from 邓米尔时尚股份有限公司'],
])('%s', (text, claim) => expect(found(text)).toContain(claim))

test.each([
  ['A report by John Smith says that goods were made by Kestrel Mill in Leeds.', 'Leeds'],
  ['The company Dandong Sorrel Seafood, which used North Korean workers, shipped squid to Tidewell Foods.', 'Tidewell Foods takes_part_in'],
])('%s does not say of %s', (text, words) => expect(found(text).filter((claim) => claim.startsWith(words))).toEqual([]))

test('a name goes over no end of a block', () => {
  const text = 'Northway Sports\nMarl Bay Rubber Sdn Bhd'
  const spans = [
    { start: 0, end: 15 },
    { start: 16, end: text.length },
  ]
  expect(extractClaims(text, spans, knowledge).mentions.map(({ surface }) => surface)).toEqual(['Northway Sports', 'Marl Bay Rubber Sdn Bhd'])
})

test.each([
  ['names in long lists', 'Halden & Row, Larkmoor, Kestrel Kids, and Tidewell Foods, '],
  ['forms that never end a sentence', 'Aa & Bb of Cc, Co. Ltd. and '],
  ['capitals', 'Aaaa Bbbb Cccc Dddd '],
  ['Chinese companies', '和田公司向喀什公司供应'],
  ['verbs and adverbs', 'Larkmoor has been also reportedly slowly buying yarn from Kestrel Kids and '],
])('searching grows with the text, not with its square: %s', (_, words) => {
  const time = (length: number) => {
    const text = words.repeat(Math.ceil(length / words.length)).slice(0, length)
    const from = performance.now()
    extractClaims(text, [{ start: 0, end: length }], knowledge)
    return performance.now() - from
  }
  time(4_000)
  const [small, large] = [Math.min(time(10_000), time(10_000)), time(60_000)]
  // Six times the text may take up to eighteen times as long; the square would be thirty-six.
  expect(large).toBeLessThan(Math.max(small, 15) * 18)
})
