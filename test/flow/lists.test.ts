/** Lists as people keep them, and as somebody would make them to do harm: the right table, or a sentence that says what to do. */
import { utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { unzipSync, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import readXlsxFile from 'read-excel-file/node'
import { afterAll, expect, test } from 'vitest'
import { guessColumns } from '../../src/names/guess-columns.ts'
import { sheetOf } from '../../src/checks/sheet-thread.ts'
import { plainCell } from '../../src/checks/write-sheet.ts'
import { InvalidError } from '../../src/errors.ts'
import type { CheckReport } from '../../src/model/check.ts'
import { csvRows } from '../../src/read/formats/csv.ts'
import { createReadingRoom } from '../../src/read/reading-room.ts'
import { isShortText, readSupplierTable } from '../../src/read/supplier-table.ts'
import { pdfOf, placedRows } from '../support/pdf.ts'

const room = createReadingRoom({ seconds: 20, memoryMb: 900 })
afterAll(room.close)
const text = (list: string) => readSupplierTable(new TextEncoder().encode(list))
const book = (cells: unknown[][], kind: 'xlsx' | 'biff8' | 'ods' | 'html' | 'xlsm' = 'xlsx', merges?: string[]) => {
  const sheet = utils.aoa_to_sheet(cells)
  if (merges) sheet['!merges'] = merges.map((range) => utils.decode_range(range))
  const made = utils.book_new()
  utils.book_append_sheet(made, sheet, 'Sheet')
  return new Uint8Array(write(made, { type: 'array', bookType: kind }) as ArrayBuffer)
}
const ROWS = [
  ['Country', 'Supplier', 'Address'],
  ['Bangladesh', 'Lantern Garments Ltd', '8 Harbour Road, Dhaka'],
  ['China', 'Orrin Weaving Co., Ltd.', '2 Station Yard, Ningbo'],
]
const ROLES = { name: 'Supplier', otherName: null, country: 'Country', address: 'Address', city: null }

test.each(['xlsx', 'biff8', 'ods', 'html', 'xlsm'] as const)('a list as %s is read, whatever the file is called', async (kind) => {
  const table = await room.table(book(ROWS, kind))
  expect(table.rows.map(({ cells }) => cells[1])).toEqual(['Lantern Garments Ltd', 'Orrin Weaving Co., Ltd.'])
  expect(guessColumns(table)).toEqual(ROLES)
})

test('a list as PDF is read in the process, as every sheet of a workbook is', async () => {
  expect((await room.table(pdfOf([placedRows(ROWS, [40, 200, 400], 50)]))).rows.map(({ cells }) => cells[1])).toEqual([
    'Lantern Garments Ltd',
    'Orrin Weaving Co., Ltd.',
  ])
  const made = utils.book_new()
  for (const name of ['Tier 1', 'Tier 2']) utils.book_append_sheet(made, utils.aoa_to_sheet(ROWS), name)
  const tables = await room.tables(new Uint8Array(write(made, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer))
  expect(tables.map(({ sheet }) => sheet)).toEqual(['Tier 1', 'Tier 2'])
})

test.each([
  ['UTF-16 with a mark', (list: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(list, 'utf-16le')])],
  ['UTF-16 big end first', (list: string) => Buffer.concat([Buffer.from([0xfe, 0xff]), iconv.encode(list, 'utf-16be')])],
  ['UTF-8 with a mark', (list: string) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(list)])],
  ['windows-1252', (list: string) => iconv.encode(list, 'windows-1252')],
] as const)('%s', async (_, encode) => {
  const table = await readSupplierTable(encode('Lieferant;Land;Straße\r\nMüller & Söhne GmbH;Österreich;Weg 1\r\nGröße AG;Schweiz;Weg 2\r\n'))
  expect(table.rows[0]?.cells).toEqual(['Müller & Söhne GmbH', 'Österreich', 'Weg 1'])
  expect(guessColumns(table)).toMatchObject({ name: 'Lieferant', country: 'Land', address: 'Straße' })
})

test('GB 18030 is read as Chinese', async () => {
  const table = await readSupplierTable(
    iconv.encode('供应商名称,国家,地址\n和田浩林发饰品有限公司,中国,新疆和田市\n东莞绿洲鞋业有限公司,中国,广东省东莞市\n', 'gb18030'),
  )
  expect(table.rows[0]?.cells[0]).toBe('和田浩林发饰品有限公司')
  expect(guessColumns(table)).toMatchObject({ name: '供应商名称', country: '国家', address: '地址' })
})

test.each([
  ['Fournisseur,Pays,Ville\nLanterne SARL,Chine,Lille\n', { name: 'Fournisseur', country: 'Pays', city: 'Ville' }],
  ['país;proveedor\nChina;Textiles Orrin S.A.\n', { name: 'proveedor', country: 'país' }],
  ['Tedarikçi Adı\tÜlke\nOrrin Tekstil A.Ş.\tTürkiye\n', { name: 'Tedarikçi Adı', country: 'Ülke' }],
  ['Nazwa dostawcy;Kraj;Adres\nOrrin Sp. z o.o.;Polska;ul. Długa 1\n', { name: 'Nazwa dostawcy', country: 'Kraj', address: 'Adres' }],
  ['Поставщик;Страна\nООО «Оррин»;Россия\n', { name: 'Поставщик', country: 'Страна' }],
  ['المورد,البلد\nشركة أورين,الصين\n', { name: 'المورد', country: 'البلد' }],
  ['仕入先名,国名\nオリン株式会社,日本\n', { name: '仕入先名', country: '国名' }],
  ['nhà cung cấp,quốc gia\nCông ty TNHH Orrin,Việt Nam\n', { name: 'nhà cung cấp', country: 'quốc gia' }],
  [
    'SupplierID,Contact Name,SupplierName,CountryCode\n17,Jane Example,Orrin Ltd,BD\n18,Joe Example,Lantern Ltd,CN\n',
    { name: 'SupplierName', country: 'CountryCode' },
  ],
  ['Spend,Vendor\n120000,Orrin\n99,Lantern\n', { name: 'Vendor', country: null }],
])('columns are told by their headings in any language: %s', async (list, wanted) => {
  expect(guessColumns(await text(list))).toMatchObject(wanted)
})

test('a list without headings is told by what stands in it', async () => {
  const table = await text('"Orrin Weaving Co., Ltd.",China\nLantern Garments Ltd,Bangladesh\n')
  expect(table.rows).toHaveLength(2)
  expect(guessColumns(table)).toMatchObject({ name: 'column 1', country: 'column 2' })
})

test('a title above, two rows of headings, cells over several columns', async () => {
  const cells = [
    ['Our suppliers, March 2026'],
    [],
    ['Supplier', null, 'Location', null],
    ['Name', 'Chinese name', 'City', 'Country'],
    ['Orrin Weaving Co., Ltd.', '奥林织造有限公司', 'Ningbo', 'China'],
    ['Lantern Garments Ltd', '', 'Dhaka', 'Bangladesh'],
  ]
  const table = await room.table(book(cells, 'xlsx', ['A3:B3', 'C3:D3']))
  expect(guessColumns(table)).toEqual({
    name: 'Supplier / Name',
    otherName: 'Supplier / Chinese name',
    country: 'Location / Country',
    address: null,
    city: 'Location / City',
  })
  expect(table.rows.map(({ row }) => row)).toEqual([5, 6])
})

test('of several sheets the one with a column for names is taken, however long another is', async () => {
  const made = utils.book_new()
  utils.book_append_sheet(made, utils.aoa_to_sheet([['Code', 'Value'], ...Array.from({ length: 50 }, (_, i) => [i, `x${i}`])]), 'Codes')
  utils.book_append_sheet(made, utils.aoa_to_sheet(ROWS), 'Suppliers')
  const table = await room.table(new Uint8Array(write(made, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer))
  expect(table.sheet).toBe('Suppliers')
})

test('rows keep their numbers; empty lines of a text are none, rows of empty cells are', async () => {
  const table = await text('Supplier,Country\nOrrin Ltd,China\n\n,,\nLantern Ltd,China\n,,\n')
  expect(table.rows.map(({ row }) => row)).toEqual([2, 4, 5])
})

test.each([
  ['an empty file', new Uint8Array(), 'empty'],
  ['a ZIP of something else', zipSync({ 'a.txt': new Uint8Array(10) }), 'Unpack it'],
  ['a PDF', new TextEncoder().encode('%PDF-1.7 …'), 'Copy the table'],
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 0, 0, 0]), 'no list'],
  ['a workbook with a password', lockedBook(), 'password'],
  ['a torn workbook', book(ROWS).subarray(0, 900), 'save it as CSV'],
  ['one that unpacks to far more', bomb(), 'far more'],
  ['a million columns', new TextEncoder().encode(`${'a,'.repeat(1_000_000)}b\n${'1,'.repeat(1_000_000)}2\n`), 'columns'],
  ['a workbook of many columns', book([Array.from({ length: 5_000 }, (_, i) => `c${i}`), Array.from({ length: 5_000 }, () => 'x')]), 'columns'],
  ['a hundred thousand rows', new TextEncoder().encode(`Name\n${'Orrin Ltd\n'.repeat(100_000)}`), 'Cut it into parts'],
  ['only a heading', new TextEncoder().encode('Supplier,Country\n'), 'no row'],
])('%s gets a sentence that says what to do', async (_, bytes, said) => {
  const refused = await room.table(bytes).then(
    () => null,
    (error: unknown) => error,
  )
  expect(refused).toBeInstanceOf(InvalidError)
  expect((refused as Error).message).toContain(said)
  // The room goes on.
  expect((await room.table(new TextEncoder().encode('Name\nOrrin Ltd\n'))).rows).toHaveLength(1)
})

test('a workbook whose sheet says that it ends in the furthest corner is read as far as it goes', async () => {
  const files = unzipSync(book(ROWS))
  const sheet = new TextDecoder().decode(files['xl/worksheets/sheet1.xml'])
  expect(sheet).toContain('<dimension ref="A1:C3"/>')
  files['xl/worksheets/sheet1.xml'] = new TextEncoder().encode(sheet.replace('A1:C3', 'A1:XFD1048576'))
  expect((await room.table(zipSync(files))).rows).toHaveLength(2)
})

test('formulas are not run: what was saved as their result is the name', async () => {
  const sheet = utils.aoa_to_sheet(ROWS)
  sheet['B2'] = { t: 's', v: 'Lantern Garments Ltd', f: 'WEBSERVICE("http://127.0.0.1/")' }
  const made = utils.book_new()
  utils.book_append_sheet(made, sheet, 'Sheet')
  const table = await room.table(new Uint8Array(write(made, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer))
  expect(table.rows[0]?.cells[1]).toBe('Lantern Garments Ltd')
})

test('nothing in what is handed back is a formula, whatever the list held', async () => {
  const names = ['=cmd|calc!A0', '+1+1', '-2+3', '@SUM(1)', '\t=1', '|x', '%0A=1', ' =1', '=HYPERLINK("http://x","y")', 'Orrin, "Ltd"\nand more', 'Plain Ltd']
  const rows = names.map((name, i) => ({ row: i + 2, name, country: null, result: 'none' as const, why: null, matches: [] }))
  const report = {
    columns: ROLES,
    sheet: null,
    counts: { listed: 0, linked: 0, possible: 0, none: rows.length, unreadable: 0 },
    made: '2026-11-22T00:00:00Z',
    organisations: [],
    rows,
  } satisfies CheckReport
  const csv = csvRows(new TextDecoder().decode(await sheetOf(report, 'csv')))
  const [sheet] = await readXlsxFile(Buffer.from(await sheetOf(report, 'xlsx')))
  for (const cells of [...csv, ...(sheet?.data ?? [])]) for (const cell of cells) expect(String(cell ?? '')).not.toMatch(/^\s*[=+\-@|%]/)
  expect(csv.at(-2)?.[1]).toBe('Orrin, "Ltd"\nand more')
  fc.assert(fc.property(fc.string(), (cell) => !/^\s*[=+\-@\t\r|%]/.test(plainCell(cell))))
})

test('an only column is the name, though all in it looks like a country', async () => {
  expect(guessColumns(await text('AE'))).toMatchObject({ name: 'column 1', country: null })
  expect(guessColumns(await text('Country\nTR\nBD\n')).name).toBe('Country')
})

test('any text is a table or a sentence, and columns are always guessed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.string({ maxLength: 12 }), { maxLength: 6 }), { maxLength: 8 }),
      fc.constantFrom(',', ';', '\t', '|'),
      async (rows, mark) => {
        const table = await text(rows.map((row) => row.join(mark)).join('\n')).catch((error: unknown) => {
          expect(error).toBeInstanceOf(InvalidError)
          return null
        })
        if (table) expect(table.headings).toContain(guessColumns(table).name)
      },
    ),
    { numRuns: 300 },
  )
})

/** A workbook that Excel locked: a compound file with the stream EncryptedPackage. */
function lockedBook(): Uint8Array {
  const bytes = Buffer.alloc(4_096)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes)
  Buffer.from('EncryptedPackage', 'utf16le').copy(bytes, 1_024)
  return bytes
}
function bomb(): Uint8Array {
  const zeros = new Uint8Array(120_000_000)
  return zipSync({ 'xl/workbook.xml': new TextEncoder().encode('<workbook/>'), 'xl/worksheets/sheet1.xml': zeros })
}

test('a workbook of 700,000 rows is refused as soon as that is seen; one with rows of looks alone is read', async () => {
  const files = unzipSync(book(ROWS))
  const sheet = new TextDecoder().decode(files['xl/worksheets/sheet1.xml'])
  const withRows = (count: number, row: (at: number) => string) => {
    const rows = Array.from({ length: count }, (_, i) => row(i + 4)).join('')
    return zipSync({ ...files, 'xl/worksheets/sheet1.xml': new TextEncoder().encode(sheet.replace('</sheetData>', `${rows}</sheetData>`)) }, { level: 1 })
  }
  const from = performance.now()
  await expect(room.table(withRows(700_000, (at) => `<row r="${at}"><c r="A${at}" t="inlineStr"><is><t>Mill</t></is></c></row>`))).rejects.toThrow(
    /more than 51,000 rows.*cut it into parts/,
  )
  expect(performance.now() - from).toBeLessThan(8_000)
  await expect(room.table(withRows(700_000, (at) => `<row r="${at}"/>`))).rejects.toThrow(/more than 200,000 rows, empty ones counted/)
  expect((await room.table(withRows(60_000, (at) => `<row r="${at}"/>`))).rows).toHaveLength(2)
})

test('a small list does not wait for large ones, of whomever; who finds the queue full is told when to come back', async () => {
  const several = createReadingRoom({ processes: 2, mostWaiting: 2 })
  const text = (rows: number) => new TextEncoder().encode(`Supplier,Country\n${'Orrin Weaving and Spinning Ltd,China\n'.repeat(rows)}`)
  await Promise.all([several.table(text(2_000)), several.table(text(2_000))]) // both processes have started
  const ended: string[] = []
  const of = async (name: string, rows: number) => {
    await several.table(text(rows))
    ended.push(name)
  }
  const large = Array.from({ length: 3 }, (_, i) => of(`large ${i}`, 40_000))
  const refused = several.table(text(40_000)).catch((error: unknown) => error)
  expect(await refused).toMatchObject({ kind: 'unavailable', retryAfterMs: expect.any(Number) })
  await large[0]
  await Promise.all([...large, of('small', 2_000)])
  expect(ended.indexOf('small')).toBeLessThanOrEqual(2)
  several.close()
})

test.each([
  ['letters', 'Name\n' + 'a\n'.repeat(9_900)],
  ['marks', `Name\n${','.repeat(1_900)}\n`.repeat(10)],
  ['quotes', `Name\n${'"'.repeat(19_000)}`],
  ['open quotes', 'Name\n' + 'a"b\n'.repeat(4_900)],
  ['spaces', ' '.repeat(19_000)],
  ['lines', '\n'.repeat(19_000)],
])('a short text is read where it is, for it takes no longer than a page: %s', async (_what, text) => {
  const bytes = new TextEncoder().encode(text)
  expect(isShortText(bytes)).toBe(true)
  const from = performance.now()
  await readSupplierTable(bytes)
    .then(guessColumns)
    .catch((error: unknown) => expect(error).toBeInstanceOf(InvalidError))
  expect(performance.now() - from).toBeLessThan(400)
})

test('what may be anything but text is read in a process, however short', () => {
  for (const text of ['PK\u0003\u0004', '%PDF-1.7', '  <table>', '\uFEFF<html>', 'a\0b', 'x'.repeat(20_001)])
    expect(isShortText(new TextEncoder().encode(text))).toBe(false)
})
