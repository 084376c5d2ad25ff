import fc from 'fast-check'
import { Parser, type ParserOptions, Tokenizer } from 'htmlparser2'
import { expect, test } from 'vitest'
import { InvalidError } from '../../src/errors.ts'
import { readTable } from '../../src/read/formats/csv.ts'
import { LeapingTokenizer } from '../../src/read/formats/html-tokenizer.ts'
import { readCapture } from '../../src/read/read-capture.ts'

const read = (bytes: Uint8Array | string, type = 'text/html', url = 'https://example.org/page') =>
  readCapture({ url, as: 'document', bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes, headers: { 'content-type': type }, fetchedAt: new Date(0) })

test('a page becomes blocks in order, without scripts and navigation', async () => {
  const reading = await read(
    '<html lang="en"><title>T</title><nav>skip</nav><script>no()</script><h1>Head</h1><p>One <b>two</b>.</p><ul><li>a<li>b</ul><table><tr><th>X<th>Y<tr><td>1<td>2</table>',
  )
  expect(reading).toMatchObject({ title: 'T', language: 'en', text: 'Head\nOne two.\na\nb\nX; Y\n1; 2\n' })
  expect(reading.spans.find((span) => span.row === 2)).toBeDefined()
})

test('every span cuts out a block, in order and without overlap, whatever the page', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.constantFrom('<p>', '</p>', '<div>', '<table>', '<tr>', '<td>', '</table>', '<!--', '-->', '<script>', '</script>', '&amp;', '<![CDATA['),
          fc.string({ unit: 'grapheme' }),
        ),
      ),
      async (parts) => {
        let reading
        try {
          reading = await read(`x${parts.join('')}`)
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

test('a page nested nine thousand deep is read without a stack overflow, one without end is refused at once', async () => {
  expect((await read(`${'<div>'.repeat(9_000)}deep`)).text.trim()).toBe('deep')
  await expect(read(`${'<div>'.repeat(500_000)}deep`)).rejects.toThrow(/nest without end/)
  expect((await read('<ul>' + '<li>x'.repeat(50_000))).spans).toHaveLength(50_000)
})

test('a page is parsed as htmlparser2 parses it, whatever its marks', () => {
  const parsed = (html: string, options: ParserOptions) => {
    const heard: unknown[][] = []
    const hear =
      (what: string) =>
      (...told: unknown[]) =>
        void heard.push([what, ...told])
    const marks = {
      onopentag: hear('opens'),
      onclosetag: hear('closes'),
      ontext: hear('text'),
      oncomment: hear('comment'),
      onprocessinginstruction: hear('told'),
    }
    new Parser(marks, { decodeEntities: false, ...options }).end(html)
    return heard
  }
  const mark = fc.constantFrom(
    '<',
    '>',
    '</',
    '<p>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<script>',
    '</script>',
    '<title>',
    '</title',
    '"',
    "'",
    '=',
    ' a=',
    '&amp;',
    '<?',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(mark, fc.string({ unit: 'grapheme' }))), (parts) => {
      const html = parts.join('')
      expect(parsed(html, { Tokenizer: LeapingTokenizer })).toEqual(parsed(html, {}))
    }),
    { numRuns: 1_000 },
  )
  expect(LeapingTokenizer.prototype).toHaveProperty('fastForwardTo')
  expect(Tokenizer.prototype).toHaveProperty('fastForwardTo')
})

test.each<[string, Uint8Array, string | undefined, string]>([
  ['the mark', Buffer.from('\uFEFF<p>é</p>', 'utf16le'), undefined, 'é'],
  ['the header', Buffer.from([0x3c, 0x70, 0x3e, 0xe9]), 'text/html; charset=iso-8859-1', 'é'],
  ['the page', Buffer.concat([Buffer.from('<meta charset="windows-1251"><p>'), Buffer.from([0xcf])]), undefined, 'П'],
  ['trying', Buffer.from('<p>é'), undefined, 'é'],
])('the charset is taken from %s', async (_from, bytes, type, text) => {
  expect((await read(bytes, type)).text.trim()).toBe(text)
})

test.each([
  ['nothing but space', '  \n ', /empty/],
  ['a page of scripts', '<script>all()</script>', /no words/],
  ['a ZIP', 'PK\u0003\u0004', /ZIP/],
])('%s is refused with what to do', async (_what, bytes, message) => {
  await expect(read(bytes)).rejects.toThrow(message)
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
