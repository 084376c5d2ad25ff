import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidError } from '../../src/errors.ts'
import { readJson, refuseUnbounded } from '../../src/http/json.ts'

const BOUNDS = { depth: 4, wide: 6, values: 20 }

/** How deep and wide a value is, and how many values are in it, by going through it. */
function measured(value: unknown): { depth: number; wide: number; values: number } {
  if (typeof value !== 'object' || value === null) return { depth: 0, wide: 0, values: 1 }
  const inner = Object.values(value).map(measured)
  return {
    depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
    wide: Math.max(inner.length, ...inner.map(({ wide }) => wide)),
    values: 1 + inner.reduce((total, { values }) => total + values, 0),
  }
}
const isRefused = (text: string) => {
  try {
    refuseUnbounded(text, BOUNDS)
    return false
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidError)
    return true
  }
}

test('any JSON within the bounds is read as JSON.parse reads it, whatever its strings hold', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }), fc.nat(2), (value, indent) => {
      const { depth, wide, values } = measured(value)
      fc.pre(depth <= BOUNDS.depth && wide <= BOUNDS.wide && values * 2 <= BOUNDS.values)
      const text = JSON.stringify(value, null, indent)
      expect(readJson(text, 'It', BOUNDS)).toEqual(JSON.parse(text))
    }),
  )
})

test('JSON that is deeper or wider than the bounds is refused, wherever in it that is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const { depth, wide } = measured(value)
      if (depth > BOUNDS.depth || wide > BOUNDS.wide) expect(isRefused(JSON.stringify(value))).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['commas and brackets in strings', '{"a":"[[[[[[,,,,,,,,\\"[[[[[,,,,,"}', false],
  ['a backslash at the end of a string', '["\\\\","[[[[[[[","\\\\\\""]', false],
  ['too deep', '[[[[[]]]]]', true],
  ['too wide', '[1,2,3,4,5,6,7]', true],
  ['too much in all', '[[1,2,3,4,5],[1,2,3,4,5],[1,2,3,4,5],[1,2,3,4,5]]', true],
  ['the same key again and again', '{"a":1,"a":1,"a":1,"a":1,"a":1,"a":1,"a":1}', true],
  ['brackets that are never closed', '['.repeat(100_000), true],
  ['commas alone', ','.repeat(100), true],
  ['a string without an end', '"[[[[[[', false],
])('%s', (_what, text, refused) => {
  expect(isRefused(text)).toBe(refused)
})

test('what is no JSON is said to be none', () => {
  expect(() => readJson('{"a":', 'The field "queries"')).toThrow('The field "queries" is no JSON: it ends too early.')
})

test('a megabyte is looked at faster than a page is shown', () => {
  const text = `["${'\\"x,['.repeat(200_000)}"]`
  const from = performance.now()
  refuseUnbounded(text)
  expect(performance.now() - from).toBeLessThan(200)
})
