/** Days: only those of the calendar count, wherever a document writes one. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayAtStart, dayOfInstant, isDay } from '../../src/model/day.ts'
import { readHeavy } from '../../src/read/read-heavy.ts'
import { readCapture } from '../../src/read/read-capture.ts'

test.each(['2026-02-31', '2026-02-29', '2026-13-01', '2026-00-10', '2026-01-00', '2026-04-31', '2026-1-1', '26-01-01', '0000-01-01', ''])(
  '%j is no day',
  (text) => {
    expect(isDay(text)).toBe(false)
    expect(dayAtStart(text)).toBeNull()
  },
)
test.each(['2024-02-29', '2026-12-31', '0001-01-01', '9999-12-31'])('%s is a day', (text) => {
  expect(isDay(text)).toBe(true)
  expect(dayAtStart(` ${text}T23:00:00+01:00`)).toBe(text)
})
test('no text ends the reading of a day', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}/)), (text) => [null, text.trim().slice(0, 10)].includes(dayAtStart(text))))
  fc.assert(fc.property(fc.date({ noInvalidDate: false }), (instant) => (dayOfInstant(instant) ?? '2000-01-01').length === 10))
})

const read = (name: string, type: string, text: string) =>
  (name.endsWith('.eml') ? readHeavy : readCapture)({
    url: `https://example.org/${name}`,
    as: 'document',
    title: null,
    bytes: Buffer.from(text),
    headers: { 'content-type': type },
    fetchedAt: new Date(0),
  })
test.each([
  ['a.html', 'text/html', '<title>T</title><meta property="article:published_time" content="2026-02-31T10:00:00Z"><p>Words.</p>'],
  ['b.md', 'text/markdown', '---\ntitle: T\ndate: 2026-02-31\n---\n\nWords.\n'],
  ['c.eml', 'message/rfc822', 'From: a@example.org\r\nSubject: T\r\nDate: Mon, 31 Feb 20260 10:00:00 +0000\r\n\r\nWords.\r\n'],
])('a day that does not exist ends no document: %s', async (name, type, text) => {
  const reading = await read(name, type, text)
  expect(reading.text).toContain('Words.')
  expect(reading.publishedOn === null || isDay(reading.publishedOn ?? '')).toBe(true)
})
