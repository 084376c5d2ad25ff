import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidError } from '../../src/errors.ts'
import { readTable } from '../../src/read/formats/csv.ts'
import { readCapture } from '../../src/read/read-capture.ts'

const read = (bytes: Uint8Array | string, type = 'text/html', url = 'https://example.org/page') =>
  readCapture({ url, as: 'document', bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes, headers: { 'content-type': type }, fetchedAt: new Date(0) })

test('a page becomes blocks in order, without scripts and navigation', () => {
  const reading = read(
    '<html lang="en"><title>T</title><nav>skip</nav><script>no()</script><h1>Head</h1><p>One <b>two</b>.</p><ul><li>a<li>b</ul><table><tr><th>X<th>Y<tr><td>1<td>2</table>',
  )
  expect(reading).toMatchObject({ title: 'T', language: 'en', text: 'Head\nOne two.\na\nb\nX; Y\n1; 2\n' })
  expect(reading.spans.find((span) => span.row === 2)).toBeDefined()
})

test('every span cuts out a block, in order and without overlap, whatever the page', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom('<p>', '</p>', '<div>', '<table>', '<tr>', '<td>', '</table>', '<!--', '-->', '<script>', '</script>', '&amp;', '<![CDATA['),
          fc.string({ unit: 'grapheme' }),
        ),
      ),
      (parts) => {
        let reading
        try {
          reading = read(`x${parts.join('')}`)
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidError)
          return
        }
        let last = 0
        for (const { start, end } of reading.spans) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(reading.text.slice(start, end).trim()).not.toBe('')
          last = end
        }
      },
    ),
  )
})

test('a page nested nine thousand deep is read without a stack overflow, one without end is refused at once', () => {
  expect(read(`${'<div>'.repeat(9_000)}deep`).text.trim()).toBe('deep')
  expect(() => read(`${'<div>'.repeat(500_000)}deep`)).toThrow(/nest without end/)
  expect(read('<ul>' + '<li>x'.repeat(50_000)).spans).toHaveLength(50_000)
})

test('charsets are taken from the mark, the header, the page, then by trying', () => {
  expect(read(Buffer.from('\uFEFF<p>é</p>', 'utf16le')).text.trim()).toBe('é')
  expect(read(Buffer.from([0x3c, 0x70, 0x3e, 0xe9]), 'text/html; charset=iso-8859-1').text.trim()).toBe('é')
  expect(read(Buffer.concat([Buffer.from('<meta charset="windows-1251"><p>'), Buffer.from([0xcf])])).text.trim()).toBe('П')
  expect(read('<p>é').text.trim()).toBe('é')
})

test.each([
  ['nothing but space', '  \n ', /empty/],
  ['a page of scripts', '<script>all()</script>', /no words/],
  ['a ZIP', 'PK\u0003\u0004', /ZIP/],
])('%s is refused with what to do', (_what, bytes, message) => {
  expect(() => read(bytes)).toThrow(message)
})

test.each([
  [',', 'a,b\n1,2'],
  [';', 'a;b\r\n1;2'],
  ['tab', 'a\tb\n1\t2'],
  ['|', 'a|b\n1|2'],
])('a table parted by %s is read', (_mark, text) => {
  expect(readTable(text).rows.map((row) => row.cells)).toEqual([{ a: '1', b: '2' }])
})

test('rows keep the number they have in the file, past quotes over several lines', () => {
  const table = readTable('Name,Where\n"A\nB",x\n\nC,y\n')
  expect(table.rows.map(({ cells, row }) => [cells['Name'], row])).toEqual([
    ['A B', 3],
    ['C', 5],
  ])
})

test('any text is a table or a refusal, and rows cut their line out of the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      try {
        const table = readTable(text)
        for (const { start, end } of table.rows) expect(table.text.slice(start, end)).not.toContain('\n')
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidError)
      }
    }),
  )
})
