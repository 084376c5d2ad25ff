import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MATCH_FROM, compare, namedThing } from '../../src/names/compare.ts'
import { compareNames } from '../../src/names/compare-names.ts'
import { NamesIndex } from '../../src/names/index/names-index.ts'
import { LEGAL_FORM_COUNTRIES } from '../../src/names/legal-forms.ts'
import { partsOf } from '../../src/names/parts.ts'
import { UYGHUR_PLACES } from '../../src/names/places.ts'
import { toLatin } from '../../src/names/scripts.ts'

const score = (a: string, b: string) => compareNames(partsOf(a), partsOf(b)).score
const verdict = (a: string, b: string) => compare(namedThing({ names: [a] }), namedThing({ names: [b] })).verdict

describe('taken apart', () => {
  test('legal forms of at least 60 countries are known', () => expect(LEGAL_FORM_COUNTRIES.length).toBeGreaterThanOrEqual(60))

  test.each([
    ['Lantern Garments Public Limited Company', 'public'],
    ['Lantern Garments Co., Ltd.', 'private'],
    ['Lantern Garments C0., LTD', 'private'],
    ['Lantern S.p.A.', 'public'],
    ['ООО «Лантерн»', 'private'],
    ['Lantern Sp. z o.o.', 'private'],
    ['Lantern Sdn. Bhd.', 'private'],
    ['Lantern d.0.0.', 'private'],
    ['株式会社ランタン', 'public'],
    ['新疆蓝灯纺织有限责任公司', 'private'],
    ['شركة الفانوس ش.م.م', null],
    ['Lantern Sanayi ve Ticaret A.Ş.', 'public'],
    ['Công ty TNHH Lantern', 'private'],
    ['Lantern Joynt Stock Company', 'public'],
    ['Lantern', null],
  ])('%s is a body of the kind %s', (name, kind) => {
    if (kind === null) expect([null, 'public', 'any']).toContain(partsOf(name).form)
    else expect(partsOf(name).form).toBe(kind)
  })

  test.each([
    ['Hotan', '和田'],
    ['Hetian', '和田'],
    ['Khotan', 'خوتەن'],
    ['Kashgar', '喀什地区'],
    ['Urumchi', '乌鲁木齐市'],
    ['Aksu', 'ئاقسۇ'],
  ])('%s and %s are one place', (one, other) => expect(partsOf(`${one} Mill`).words[0]?.text).toBe(partsOf(`${other} Mill`).words[0]?.text))

  test('places in Uyghur script have the Latin spelling of the same table', () => {
    expect(UYGHUR_PLACES.length).toBeGreaterThan(70)
    for (const [uyghur, latin] of UYGHUR_PLACES) expect(partsOf(uyghur).words.map((word) => word.text)).toContain(latin)
  })

  test('divisions of the Corps are told apart by their numbers, in both scripts', () => {
    expect(partsOf('新疆生产建设兵团第十四师').words.map((word) => word.text)).toEqual(expect.arrayContaining(['xpcc', '14']))
    expect(partsOf('XPCC 14th Division').words.map((word) => word.text)).toEqual(expect.arrayContaining(['xpcc', '14th']))
  })

  test.each([
    ['华孚', 'huafu'],
    ['華孚', 'huafu'],
    ['重庆', 'chongqing'],
    ['شىنجاڭ', 'shinjang'],
    ['Škoda Łódź', 'skoda lodz'],
  ])('%s is %s in Latin letters', (text, latin) => expect(toLatin(text).trim()).toBe(latin))
})

describe('compared', () => {
  test.each([
    ['Marks & Spencer plc', 'MARKS AND SPENCER P.L.C.'],
    ['Intl Textile Mfg. Co Ltd', 'International Textiles Manufacturing Company Limited'],
    ['i pe kyo lu te ksti l as', 'Ipekyolu Tekstil A.S.'],
    ['The Good Will Mill Ltd', 'Goodwill Mill Limited'],
    ['World Labour Organisation', 'World Labor Organization'],
    ['1st Cotton Bank', 'First Cotton Bank'],
    ['Samsong Electronics Co., Ltd.', 'Samsung Electronics Co., Ltd.'],
    ['Société Générale S.A.', 'Societe Generale S.A.'],
    ['Хуафу Текстиль', 'Khuafu Tekstil'],
  ])('%s and %s match', (a, b) => expect(verdict(a, b)).toBe('match'))

  test.each([
    ['Amber Mill No. 1', 'Amber Mill No. 2'],
    ['North Star Textile Ltd', 'South Star Textile Ltd'],
    ['Kashgar Cotton Co., Ltd.', 'Aksu Cotton Co., Ltd.'],
    ['Global Solutions, Inc.', 'Global Solutions II, Inc.'],
    ['Lantern Trading Ltd', 'Lantern Spinning Ltd'],
    ['Deutsche Bank AG', 'Deutsche Bank GmbH'],
    ['Management Company', 'Westminster Management Company'],
    ['Cora', 'Coral'],
    ['Banco Sol S.A.', 'Banco Sol México S.A.'],
  ])('%s and %s do not', (a, b) => expect(verdict(a, b)).not.toBe('match'))

  test('a Chinese name is closer to its own English one than to others, by meaning and by sound', () => {
    const own = score('和田浩林发饰品有限公司', 'Hetian Haolin Hair Accessories Co., Ltd.')
    expect(own).toBeGreaterThan(0.8)
    expect(own).toBeGreaterThan(score('和田浩林发饰品有限公司', 'Hetian Taida Apparel Co., Ltd.'))
  })

  test('the country, the address and identifiers each have a reason', () => {
    const one = { names: ['Felix Garments'], country: 'TN', address: 'Lot 10 Z.I. Utique 7060 Bizerte' }
    const compared = (other: Parameters<typeof namedThing>[0]) => compare(namedThing(one), namedThing(other))
    expect(compared({ ...one, names: ['Felix Garment'] })).toMatchObject({ verdict: 'match' })
    expect(compared({ ...one, address: 'Road of Republic, Beni Khiar 8060' }).reasons).toContain('Other addresses')
    expect(compared({ ...one, address: 'Road of Republic, Beni Khiar 8060' }).verdict).not.toBe('match')
    expect(compared({ ...one, country: 'TR' }).reasons).toContain('Other countries (TN, TR)')
    const same = { names: ['Something Else'], identifiers: ['lei:5493001KJTIIGC8Y1R12'] }
    expect(compare(namedThing({ ...one, identifiers: same.identifiers }), namedThing(same))).toMatchObject({ score: 1, verdict: 'match' })
    expect(compare(namedThing({ ...one, identifiers: ['sic:1'] }), namedThing({ names: ['Other Mill'], identifiers: ['sic:1'] })).verdict).toBe('different')
  })

  test('any two names have a score from 0 to 1 with a reason, the same both ways when they are equal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (a, b) => {
        const compared = compareNames(partsOf(a), partsOf(b))
        expect(compared.score).toBeGreaterThanOrEqual(0)
        expect(compared.score).toBeLessThanOrEqual(1)
        expect(compared.reasons.length).toBeGreaterThan(0)
        if (partsOf(a).words.length > 0) expect(score(a, a)).toBe(1)
      }),
      { numRuns: 500 },
    )
  })

  test.each(['〡', '〩', '〇'])('Latin letters beside the Chinese numeral %s are taken apart once', (numeral) => {
    expect(partsOf(`Aral Cotton${numeral}`).latin?.words).toEqual(partsOf('Aral Cotton').words)
  })

  test('the order of the two makes no verdict', () => {
    const words = fc.constantFrom('Amber', 'Mill', 'Textile', 'Kashgar', 'China', '2', 'North', 'Group', 'Ltd', 'Hua', 'Fu', 'Huafu', 'Trading', 'Garments')
    const name = fc.array(words, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' '))
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(Math.abs(score(a, b) - score(b, a))).toBeLessThan(0.2)
      }),
      { numRuns: 500 },
    )
  })
})

describe('found among many', () => {
  const entry = (id: string, name: string, country = '') => ({ id, name, country })
  const made = () =>
    new NamesIndex([
      entry('1', 'Walmart', 'US'),
      entry('2', '华孚时尚股份有限公司', 'CN'),
      entry('3', 'Huafu Fashion Co., Ltd.', 'CN'),
      entry('4', 'Hetian Haolin Hair Accessories Co., Ltd.', 'CN'),
      entry('5', 'Goodwill Spinning Mill', 'BD'),
      ...Array.from({ length: 300 }, (_, i) => entry(`x${i}`, `Factory ${i} Textile Ltd`, 'BD')),
    ])
  const first = (question: string, country?: string) =>
    made()
      .find({ name: question, country }, 5)
      .map((candidate) => candidate.id)

  test.each([
    ['wolmart', '1'],
    ['Хуафу', '2'],
    ['华孚', '2'],
    ['Хуафу Fashion', '3'],
    ['Khotan Haolin', '4'],
    ['和田浩林', '4'],
    ['good will spinning mill', '5'],
  ])('%s finds what it should', (question, id) => expect(first(question)).toContain(id))

  test('a change is found at once, and what went is not', () => {
    const index = made()
    index.update(
      new Map([
        ['1', [entry('1', 'Wal-Mart Stores', 'US')]],
        ['9', [entry('9', 'Amber Valley Cotton', 'GB')]],
        ['5', []],
      ]),
    )
    expect(index.find({ name: 'amber valey cotton' }, 3)[0]?.id).toBe('9')
    expect(index.find({ name: 'Wal-Mart Stores' }, 3)[0]).toMatchObject({ id: '1', name: 'Wal-Mart Stores' })
    expect(index.find({ name: 'Goodwill Spinning Mill' }, 3).map((candidate) => candidate.id)).not.toContain('5')
    index.update(new Map(Array.from({ length: 6_000 }, (_, i) => [`y${i}`, [entry(`y${i}`, `Mill ${i} of Quellwater ${i % 7}`)]])))
    expect(index.find({ name: 'Mill 5123 of Quellwater' }, 5).map((candidate) => candidate.id)).toContain('y5123')
    expect(index.find({ name: 'amber valey cotton' }, 3)[0]?.id).toBe('9')
  })

  test('every name finds itself first, whatever it is made of', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[A-Za-z]{3,9}( [A-Za-z]{3,9}){0,3}$/), { minLength: 1, maxLength: 40, selector: (name) => partsOf(name).squashed }),
        (names) => {
          const index = new NamesIndex(names.map((name, i) => entry(String(i), name)))
          for (const name of names) expect(index.find({ name }, 3).some((candidate) => candidate.name === name && candidate.score >= MATCH_FROM)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })
})

const NAUGHTY = join(import.meta.dirname, '../../../shared/data/robustness/strings/blns.json')
test.skipIf(!existsSync(NAUGHTY))('names made to break things (the shared sample) are compared and looked up within 50 ms each', () => {
  const names = (JSON.parse(readFileSync(NAUGHTY, 'utf8')) as string[]).filter((name) => name.trim() !== '')
  const index = new NamesIndex(names.map((name, i) => ({ id: String(i), name, country: '' })))
  const slow: string[] = []
  for (const name of names) {
    const startedAt = performance.now()
    compareNames(partsOf(name), partsOf('Hetian Haolin Hair Accessories Co., Ltd.'))
    index.find({ name }, 5)
    if (performance.now() - startedAt > 50) slow.push(name)
  }
  expect(names.length).toBeGreaterThan(400)
  expect(slow).toEqual([])
})
