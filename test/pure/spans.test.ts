import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Span } from '../../src/model/document.ts'
import { packSpans, unpackSpans } from '../../src/model/spans.ts'
import { readHtml } from '../../src/read/formats/html.ts'

const number = fc.nat(1_000_000)
const step = fc.tuple(fc.constantFrom('p', 'li', 'td', 'weird:nth-of-type(', ' > '), number).map(([name, n]) => `${name}:nth-of-type(${n})`)
const element = fc.oneof(
  fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => steps.join(' > ')),
  fc.constantFrom('p:nth-of-type(01)', 'p:nth-of-type(1', 'p:nth-of-type()', 'p', '', ':nth-of-type(-1)', 'p:nth-of-type(1e3)'),
)
const span = fc.record(
  {
    start: number,
    end: number,
    page: number,
    row: number,
    cells: fc.array(fc.integer({ min: -1, max: 500 })),
    head: fc.boolean(),
    box: fc.tuple(number, number, number, number),
    recognised: fc.boolean(),
    note: fc.string(),
    element,
  },
  { requiredKeys: ['start', 'end'] },
)

test('spans come out of their short form as they went in, whatever is known of each', () => {
  fc.assert(
    fc.property(fc.array(span), (spans) => {
      expect(unpackSpans(JSON.parse(JSON.stringify(packSpans(spans as Span[]))))).toEqual(spans)
    }),
  )
})

test('the spans of a page of paragraphs take a fifth of the room', () => {
  const { spans } = readHtml(`<main><article>${'<p>Amber Mill supplies Northway Sports.</p>'.repeat(100)}</article></main>`)
  expect(unpackSpans(packSpans(spans))).toEqual(spans)
  expect(JSON.stringify(packSpans(spans)).length * 4).toBeLessThan(JSON.stringify(spans).length)
})
