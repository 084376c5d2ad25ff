import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codePointPlaces, sliceCodePoints, storableText } from '../../src/model/offsets.ts'

const text = fc.string({ unit: 'grapheme' })

test('a piece cut at code point places is the piece cut at UTF-16 places', () => {
  fc.assert(
    fc.property(text, text, text, (before, piece, after) => {
      const whole = before + piece + after
      const at = codePointPlaces(whole)
      expect(sliceCodePoints(whole, at(before.length), at(before.length + piece.length))).toBe(piece)
    }),
  )
})

test('a storable text has the same length and survives UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      const stored = storableText(raw)
      expect(stored).toHaveLength(raw.length)
      expect(Buffer.from(stored, 'utf8').toString('utf8')).toBe(stored)
      expect(stored).not.toContain('\0')
    }),
  )
})
