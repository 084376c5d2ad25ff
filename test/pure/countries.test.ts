/** Countries: whatever a list calls a country, two letters that stand for one today, or none. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { COUNTRY_NAMES, countryCode, isCountry } from '../../src/names/countries.ts'
import { COUNTRY_SPELLINGS } from '../../src/names/country-spellings.ts'
import { namedThing } from '../../src/names/compare.ts'

const path = createRequire(import.meta.url).resolve('i18n-iso-countries/codes.json')
const ASSIGNED = new Set((JSON.parse(readFileSync(path, 'utf8')) as [string][]).map(([code]) => code))
const every = Array.from({ length: 676 }, (_, i) => String.fromCharCode(65 + Math.floor(i / 26), 65 + (i % 26)))
const ALIASES: Readonly<Record<string, string>> = { UK: 'GB' }

test('letters are a country only if they stand for one today', () => {
  for (const code of every) expect([code, countryCode(code)]).toEqual([code, ASSIGNED.has(code) ? code : (ALIASES[code] ?? '')])
  for (const code of ['XX', 'FX', 'YU', 'DY', 'HV', 'TP', 'ZR', 'EU', 'ZZ', 'xx', 'fx']) expect([code, isCountry(code)]).toEqual([code, false])
})

test('every country is read back from its name, in English and in Chinese, and never as a withdrawn code', () => {
  expect([...COUNTRY_NAMES.keys()].sort()).toEqual([...ASSIGNED].sort())
  const chinese = new Intl.DisplayNames(['zh-Hans'], { type: 'region' })
  for (const [code, name] of COUNTRY_NAMES) {
    expect([name, countryCode(name)]).toEqual([name, code])
    expect([code, countryCode(chinese.of(code))]).toEqual([code, code])
  }
})

test.each([
  ['France', 'FR'],
  ['United Kingdom', 'GB'],
  ['Serbia', 'RS'],
  ['Benin', 'BJ'],
  ['Burkina Faso', 'BF'],
  ['Timor-Leste', 'TL'],
  ['Congo - Kinshasa', 'CD'],
  ['uk', 'GB'],
  ['England', 'GB'],
  ['PRC', 'CN'],
  ["China, People's Republic of", 'CN'],
  ['Mainland China', 'CN'],
  ['中国大陆', 'CN'],
  ['China (Mainland)', 'CN'],
  ['CHN', 'CN'],
  ['GBR', 'GB'],
  ['tr', 'TR'],
  ['Türkiye', 'TR'],
  ['TURKEY', 'TR'],
  ['Viet Nam', 'VN'],
  ['Korea, Republic of', 'KR'],
  ["Lao People's Democratic Republic", 'LA'],
  ['Côte d’Ivoire', 'CI'],
  ['Ivory Coast', 'CI'],
  ['Frankreich', 'FR'],
  ['Royaume-Uni', 'GB'],
  ['Kosovo', 'XK'],
  ['can', ''],
  ['and', ''],
  ['Atlantis', ''],
  ['', ''],
  [null, ''],
])('%s is the country %s', (name, code) => expect(countryCode(name)).toBe(code))

test('this field’s spellings: each stands for a country, and none is there twice', () => {
  const codes = Object.values(COUNTRY_SPELLINGS)
  expect(codes.filter((code) => !ASSIGNED.has(code))).toEqual([])
  for (const [name, code] of Object.entries(COUNTRY_SPELLINGS)) expect([name, countryCode(name)]).toEqual([name, code])
})

test('one firm written in two ways is in one country', () => {
  expect(namedThing({ names: ['Lumière SA'], country: 'fr' }).country).toBe('FR')
  expect(namedThing({ names: ['Lumière SA'], country: 'UK' }).country).toBe('GB')
  expect(namedThing({ names: ['Lumière SA'], country: 'XX' }).country).toBe(null)
})
