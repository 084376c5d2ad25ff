/** Names in cells: what official lists write in one cell is taken apart into firms with their other names; goods, places and ships are none. */
import { describe, expect, test } from 'vitest'
import { mayBePerson, namesNoFirm } from '../../scrapers/kit/name-kind.ts'
import { namesOf } from '../../scrapers/kit/names.ts'
import { companyNumber } from '../../src/model/company-number.ts'

const shortly = (cell: string) =>
  namesOf(cell).map(({ name, aliases, formerNames }) => [
    name,
    ...(aliases.length > 0 ? [aliases] : []),
    ...(formerNames.length > 0 ? [{ formerly: formerNames }] : []),
  ])

describe('a cell', () => {
  test.each([
    ['counts its aliases', 'Lan Hair Co. Ltd. (including two aliases: Laan Hair; and Lann Hair)', [['Lan Hair Co. Ltd.', ['Laan Hair', 'Lann Hair']]]],
    [
      'has brackets in brackets',
      'Lan Silicon (Shanbei) Co., Ltd (including one alias: Laan Silicon (Shanbei) Co.) and subsidiaries',
      [['Lan Silicon (Shanbei) Co., Ltd', ['Laan Silicon (Shanbei) Co.']]],
    ],
    [
      'tells former names from other names',
      'Lan Co., Ltd. (also known as Laan Co. and formerly known as Bei Co., Ltd.)',
      [['Lan Co., Ltd.', ['Laan Co.'], { formerly: ['Bei Co., Ltd.'] }]],
    ],
    [
      'leads on with a semicolon',
      'Lan Foods Co. (also known as Lan; Laan Foods Co., Ltd.; and formerly known as Bei Foods Co.)',
      [['Lan Foods Co.', ['Lan', 'Laan Foods Co., Ltd.'], { formerly: ['Bei Foods Co.'] }]],
    ],
    [
      'names aliases by "and" alone',
      'Lan Co. Ltd. (also known as Lan Transport Co. and Lan United Co.)',
      [['Lan Co. Ltd.', ['Lan Transport Co.', 'Lan United Co.']]],
    ],
    ['has commas in a name', 'Lan County Cereals, Oils and Foods Co., Ltd.', [['Lan County Cereals, Oils and Foods Co., Ltd.']]],
    ['has a comma before the legal form', 'Lan New Energy, Co. Ltd', [['Lan New Energy, Co. Ltd']]],
    ['names a branch', 'Lan Logistics Park Co., Ltd., Bei Branch', [['Lan Logistics Park Co., Ltd., Bei Branch']]],
    ['has "and" in a name', 'Lan Trade and Business Co., Ltd.', [['Lan Trade and Business Co., Ltd.']]],
    ['has "and" in a partnership’s form', 'Lan GmbH and Co. KG', [['Lan GmbH and Co. KG']]],
    ['names two firms', 'Lan Clothing Co., Ltd. and Bei Trade and Business Co., Ltd', [['Lan Clothing Co., Ltd.'], ['Bei Trade and Business Co., Ltd']]],
    [
      'names three firms and one word for all',
      'Lan Sdn Bhd, Bei (M) Sdn Bhd, and Xi (M) Sdn Bhd (collectively, Lan',
      [['Lan Sdn Bhd'], ['Bei (M) Sdn Bhd'], ['Xi (M) Sdn Bhd']],
    ],
    ['names subsidiaries', 'Lan Bhd. and its wholly owned subsidiaries Bei Sdn. Bhd. and Xi Bhd.', [['Lan Bhd.'], ['Bei Sdn. Bhd.'], ['Xi Bhd.']]],
    ['names nobody with it', 'Lan Construction Corps (LCC) and its subordinate and affiliated entities', [['Lan Construction Corps', ['LCC']]]],
    [
      'parts by semicolons',
      'Lan Apparel Co., Ltd., a/k/a Lan; Bei Clothing; and Xi Clothing',
      [['Lan Apparel Co., Ltd.', ['Lan']], ['Bei Clothing'], ['Xi Clothing']],
    ],
    ['knows short forms', 'Lan Inc. f.k.a. Bei Inc. d/b/a Xi', [['Lan Inc.', ['Xi'], { formerly: ['Bei Inc.'] }]]],
    ['ends with a full stop', 'Lan Factory.', [['Lan Factory']]],
    ['names two works', 'Lan Machinery Plant and Bei Diesel Engine Factory', [['Lan Machinery Plant'], ['Bei Diesel Engine Factory']]],
    ['names one works with two goods', 'Lan Hide and Garment Factory', [['Lan Hide and Garment Factory']]],
    ['is empty', ' ; ', []],
  ])('%s', (_what, cell, firms) => expect(shortly(cell)).toEqual(firms))

  test('that is hostile ends soon', () => {
    const startedAt = Date.now()
    for (const cell of ['('.repeat(20_000), 'and '.repeat(5_000), 'A Co., Ltd., '.repeat(1_000), `A (${'also known as '.repeat(2_000)}`]) namesOf(cell)
    expect(Date.now() - startedAt).toBeLessThan(2_000)
  })
})

test.each([
  'Kathmandu',
  'Tobacco produced in Malawi',
  'Artisanal Small Mines',
  'XUAR',
  'Fishing Vessel: Da Wang',
  'F/V Star No. 7',
  'Turkmenistan',
  'All Garments',
  'Gold from artisanal mines in the Democratic Republic of the Congo',
  'Xinjiang Uyghur Autonomous Region',
  'Cotton',
])('“%s” names no firm', (name) => expect(namesNoFirm(name)).toBe(true))
test.each([
  'Camel Group',
  'Vessel Traders Ltd',
  'Lan Salt Farm',
  'Xinjiang Cotton Industry Group',
  'Cotton Co., Ltd.',
  'Lop County Hair Product Industrial Park',
  'Lan Ocean Fishing',
  'Linglong',
])('“%s” may name one', (name) => expect(namesNoFirm(name)).toBe(false))

const SOMEBODY = [
  'Mr John Example',
  'Dr A Patel',
  'Rachel Example',
  'J. P. Example',
  'Ngozi Okafor',
  'Maria da Silva',
  'JANE EXAMPLE',
  'John & Mary Example',
  'Sarah Taylor t/a Made-up Cleaning',
  'Wei Zhang',
]
test.each(SOMEBODY)('“%s” may be a person', (name) => expect(mayBePerson(name)).toBe(true))
const FIRMS = [
  'Network Example',
  'Examplehealthineers',
  'Example Barristers',
  'CERN (European Organisation)',
  'Taylor & Example',
  'John Example Ltd',
  'Hope Tree School',
  'A1 Taxis',
  'S TAXIS',
  'Example S.p.A.',
  'Red Balloon Exampleton',
]
test.each(FIRMS)('“%s” is no person', (name) => expect(mayBePerson(name)).toBe(false))

test.each([
  ['214436', '00214436'],
  ['SC36219', 'SC036219'],
  ['ni012345', 'NI012345'],
  ['OC301540', 'OC301540'],
  [' 000,', null],
  ['458577871', null],
  ['n/a', null],
  [null, null],
])('the company number “%s” is written %s', (written, number) => expect(companyNumber(written)).toBe(number))
