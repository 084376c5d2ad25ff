import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameKey, shortName } from '../../src/names/name-key.ts'

test.each([
  ['Lantern Garments Ltd', 'LANTERN GARMENTS, LIMITED'],
  ['Hetian Haolin Hair Accessories Co., Ltd.', 'Hetian Haolin Hair Accessories Co. Ltd'],
  ['Marks & Spencer plc', 'Marks and Spencer'],
  ['Müller GmbH', 'MULLER'],
  ['The Gap, Inc.', 'Gap'],
  ['和田浩林发饰品有限公司', '和田浩林发饰品'],
])('%s and %s have one key', (a, b) => expect(nameKey(a)).toBe(nameKey(b)))

test.each([
  ['Zhejiang No. 1 Mill', 'Zhejiang No. 2 Mill'],
  ['North Star Textile', 'South Star Textile'],
  ['Xinjiang Zhongtai Chemical Co., Ltd.', 'Xinjiang Zhongtai Group Co. Ltd.'],
])('%s and %s do not', (a, b) => expect(nameKey(a)).not.toBe(nameKey(b)))

test('every name has a key, and a key is its own key', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => name.trim() !== ''),
      (name) => {
        expect(nameKey(name)).not.toBe('')
      },
    ),
  )
})

test('a short name leaves the legal form off, and is never one Latin word', () => {
  expect(shortName('Lantern Garments Ltd')).toBe('Lantern Garments')
  expect(shortName('Ashmere Spinning Co.')).toBe('Ashmere Spinning')
  expect(shortName('Varden Ltd')).toBeNull()
  expect(shortName('Varden Group')).toBeNull()
})
