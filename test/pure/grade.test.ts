import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type GradedEvidence, Reliability, compareStrength, gradeClaim, pairText, parsePair, wordOf } from '../../src/model/grade.ts'

const says = (reliability: Reliability, extra: Partial<GradedEvidence> = {}): GradedEvidence => ({
  publisherKey: reliability,
  reportKey: null,
  reliability,
  stance: 'supports',
  confidence: 0.9,
  interested: false,
  ...extra,
})
const graded = (...evidence: GradedEvidence[]) => {
  const pair = gradeClaim(evidence)
  return pair && pairText(pair)
}

test('one reliable publisher that says it plainly makes 2, two independent ones make 1', () => {
  expect(graded(says('B'))).toBe('B2')
  expect(graded(says('B'), says('C'))).toBe('B1')
})

test('copies of one report are one publisher', () => {
  expect(graded(says('B', { publisherKey: 'agency' }), says('B', { publisherKey: 'agency' }))).toBe('B2')
  const copies = Array.from({ length: 20 }, (_, i) => says('B', { publisherKey: `paper ${i}`, reportKey: 'press release' }))
  expect(graded(...copies)).toBe('B2')
  expect(graded(...copies, says('C', { publisherKey: 'union' }))).toBe('B1')
  expect(graded(says('B', { publisherKey: 'a', reportKey: 'x' }), says('B', { publisherKey: 'a' }), says('B', { publisherKey: 'b', reportKey: 'x' }))).toBe(
    'B2',
  )
})

test('a hedge, or a publisher rated C, makes 3', () => {
  expect(graded(says('A', { confidence: 0.5 }))).toBe('A3')
  expect(graded(says('C'))).toBe('C3')
})

test('an independent denial lowers the number, the company’s own does not', () => {
  expect(graded(says('B'), says('C', { stance: 'refutes' }))).toBe('B4')
  expect(graded(says('C'), says('A', { stance: 'refutes' }))).toBe('C5')
  expect(graded(says('B'), says('A', { stance: 'refutes', interested: true }))).toBe('B2')
})

test('publishers nobody can judge make 6, and nothing in support makes no grade', () => {
  expect(graded(says('F'))).toBe('F6')
  expect(graded(says('B', { stance: 'refutes' }))).toBeNull()
})

test('the table from pairs to words is the one the page shows', () => {
  const words = ['A', 'B', 'C', 'D', 'E', 'F'].map((letter) =>
    [1, 2, 3, 4, 5, 6].map((number) => wordOf(parsePair(`${letter}${number}`))?.slice(0, 3) ?? '-').join(' '),
  )
  expect(words).toEqual([
    'Str Str Sub Som - Som',
    'Str Sub Sub Som - Som',
    'Sub Sub Som Som - Som',
    'Som Som Som Som - Som',
    '- - - - - -',
    'Som Som Som Som - Som',
  ])
})

test('strength is an order: no pair is stronger than one that is stronger than it', () => {
  const pair = fc.record({
    reliability: fc.constantFrom(...Reliability.options),
    credibility: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const, 6 as const),
  })
  fc.assert(
    fc.property(pair, pair, pair, (a, b, c) => {
      expect(Math.sign(compareStrength(a, b))).toBe(-Math.sign(compareStrength(b, a)) + 0)
      if (compareStrength(a, b) <= 0 && compareStrength(b, c) <= 0) expect(compareStrength(a, c)).toBeLessThanOrEqual(0)
    }),
  )
})
