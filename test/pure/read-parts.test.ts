import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsOf } from '../../src/model/document.ts'
import { languageOf } from '../../src/names/language.ts'
import { readCsv, readTable } from '../../src/read/formats/csv.ts'
import { readHtml } from '../../src/read/formats/html.ts'
import { type Block, findTables } from '../../src/read/formats/pdf-tables.ts'
import { headRow, looksLikeHead } from '../../src/read/table-head.ts'

const ARTICLE = '<p>The mill at Aksu sells most of its yarn at home, the report says, and a smaller part leaves by the port of Ellis every spring.</p>'.repeat(
  6,
)

test('menus, banners, side columns and requests for consent are no part of an article', () => {
  const { text } = readHtml(
    `<body><header><a href="/">Home</a> <a href="/news">News</a></header><div class="cookie-consent">We use cookies. <button>Yes</button></div>
    <main><article><h1>Yarn</h1>${ARTICLE}<ul class="share-links"><li><a href="/x">Share this</a></li></ul></article></main>
    <aside class="sidebar"><a href="/a">Most read</a></aside><div role="complementary">More like this</div><p hidden>Nothing to see</p><footer>Imprint</footer></body>`,
  )
  expect(text).toContain('The mill at Aksu')
  for (const framed of ['Home', 'cookies', 'Share this', 'Most read', 'More like this', 'Nothing to see', 'Imprint']) expect(text).not.toContain(framed)
})

test('an article’s own head and notes stay, and so does a page that is all frame by its names', () => {
  expect(readHtml(`<article><header><h1>Yarn and thread</h1></header>${ARTICLE}<footer>By the institute</footer></article>`).text).toContain('Yarn and thread')
  const words = 'Everything on this page stands in one element that calls itself a menu, as some pages do. '
  expect(readHtml(`<body><div class="menu"><a href="/1">${words}</a></div></body>`).text).toContain('Everything on this page')
})

test('a note is tied to its mark by its label', () => {
  const { text, spans } = readHtml(
    '<p>Yarn is spun in Aksu.<sup><a href="#fn1" id="r1">1</a></sup> It is sold abroad.</p><ol><li id="fn1">County gazette, 2021. <a href="#r1">↩</a></li><li>no note</li></ol>',
  )
  expect(text).toBe('Yarn is spun in Aksu.[1] It is sold abroad.\n[1] County gazette, 2021.\nno note\n')
  expect(spans.map(({ note }) => note)).toEqual([undefined, '1', undefined])
})

test('cells of a row keep their columns, empty ones too', () => {
  const { text, spans } = readHtml(
    '<table><tr><th>Supplier</th><th>Town</th><th>Brand</th></tr><tr><td>Ashmere</td><td></td><td>Kestrel <b>Kids</b></td></tr></table>',
  )
  expect(spans.map((span) => cellsOf(text, span))).toEqual([
    ['Supplier', 'Town', 'Brand'],
    ['Ashmere', '', 'Kestrel Kids'],
  ])
  expect(spans.map(({ head }) => head)).toEqual([true, undefined])
})

test('the head of a table is found below titles and notes', () => {
  expect(headRow([['Our suppliers 2024'], [''], ['Name', 'Country', 'Workers'], ['Ashmere', 'CN', '320']])).toBe(2)
  expect(
    headRow([
      ['Ashmere', '320'],
      ['Tarn', '12'],
    ]),
  ).toBe(0)
  expect(looksLikeHead(['Name', 'Name'])).toBe(false)
})

test.each([
  ['Name;Town\n"Ashmere; Ltd";Aksu\nTarn;Ellis\n', 'Aksu'],
  ['Name\tTown\nAshmere, Ltd\tAksu, China\n', 'Aksu, China'],
  ['Supplier list, 2024\n\nName|Town\nAshmere|Aksu\nTarn|Ellis\n', 'Aksu'],
  ['Name,Town\n"Ashmere ""A"" Ltd",Aksu\n', 'Aksu'],
])('the dialect of %o is found', (text, town) => {
  expect(readTable(text).rows[0]?.cells['Town']).toBe(town)
})

test('any table’s cells are cut out of its text where they stand', () => {
  const cell = fc.stringMatching(/^[A-Za-z0-9 "',;]{0,12}$/)
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }), (rows) => {
      const written = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\n')
      if (written.replace(/[",\s]/g, '') === '') return
      const { text, spans } = readCsv(written)
      for (const span of spans) for (const words of cellsOf(text, span)) expect(text.slice(span.start, span.end)).toContain(words)
    }),
  )
})

const line = (text: string, x: number, y: number) => ({ text, bbox: { x, y, w: text.length * 6, h: 12 } })
const block = (...lines: ReturnType<typeof line>[]): Block => ({
  type: 'text',
  lines,
  bbox: {
    x: Math.min(...lines.map(({ bbox }) => bbox.x)),
    y: Math.min(...lines.map(({ bbox }) => bbox.y)),
    w: 400,
    h: Math.max(...lines.map(({ bbox }) => bbox.y + 12)) - Math.min(...lines.map(({ bbox }) => bbox.y)),
  },
})
const letters = ({ text, bbox }: { text: string; bbox: { x: number } }) => [...text].map((_, i) => bbox.x + i * 6)

test('lines beside one another, row under row, are a table; cells that ran together are parted', () => {
  const merged = line('Quillon Footwear Viet Nam', 30, 60)
  const parts = findTables(
    [
      block(line('Supplier', 30, 20), line('Country', 132, 20), line('Brand', 230, 20)),
      block(line('Ashmere', 30, 40), line('China', 132, 40), line('Kestrel Kids', 230, 40)),
      block(merged, line('Northway', 230, 60)),
    ],
    letters,
  )
  expect(parts.map((part) => ('cells' in part ? part.cells : 'text'))).toEqual([
    ['Supplier', 'Country', 'Brand'],
    ['Ashmere', 'China', 'Kestrel Kids'],
    ['Quillon Footwear', 'Viet Nam', 'Northway'],
  ])
})

test('prose in two columns is no table', () => {
  const prose = 'the spinning mills of the basin sell most of their yarn at home and'
  const column = (x: number) => block(...[20, 34, 48, 62].map((y) => line(prose, x, y)))
  expect(findTables([column(30), column(470)], letters).every((part) => 'block' in part)).toBe(true)
})

test.each([
  ['The report says that cotton yarn came from the mill in spring.', 'en'],
  ['Le rapport dit que le fil de coton vient de la filature au printemps.', 'fr'],
  ['该公司从阿什米尔纺织有限公司采购棉纱。', 'zh'],
  ['ئېشىنچا ئەمگەك كۈچلىرىنى يۆتكەش', 'ug'],
  ['12 %', null],
])('%s is in %s', (text, language) => expect(languageOf(text)).resolves.toBe(language))
