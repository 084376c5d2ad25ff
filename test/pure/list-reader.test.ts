/** The reader of lists: what stands above, between and in the rows of a list of suppliers, in every format. */
import { utils, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { makesMaterials, sitesIn, tierIn, valueOf } from '../../src/names/list-cells.ts'
import { rowsOfWords } from '../../src/read/pdf-grid.ts'
import { listOfTable } from '../../src/read/list-rows.ts'
import { readSupplierTable, readSupplierTables } from '../../src/read/supplier-table.ts'
import { type PlacedWords, pdfOf, placedRows } from '../support/pdf.ts'

const csv = (text: string) => Buffer.from(text)
const sheet = (rows: unknown[][], kind: 'xlsx' | 'biff8' | 'ods') => {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'List')
  return new Uint8Array(write(book, { type: 'array', bookType: kind }) as ArrayBuffer)
}
const listOf = async (bytes: Uint8Array) => listOfTable(await readSupplierTable(bytes))
const short = async (bytes: Uint8Array) => (await listOf(bytes)).sites.map(({ name, country, tier }) => [name, country, tier])

const BANDED = [
  ['Our suppliers, spring 2026', '', ''],
  ['Factory name', 'Address', 'Product'],
  ['TIER 1', '', ''],
  ['BANGLADESH (2 factories)', '', ''],
  ['Lantern Garments Ltd', '8 Harbour Road, Dhaka', 'Shirts'],
  ['Dunmere Knit Ltd', 'Mill Lane, Gazipur', 'Socks'],
  ['China', '', ''],
  ['Orrin Weaving Co., Ltd.', '2 Station Yard, Ningbo', 'Twill'],
  ['Tier 2', '', ''],
  ['India', '', ''],
  ['Selwick Spinning Mill', '41 Weir Street, Salem', 'Yarn'],
]
const IN_BANDS = [
  ['Lantern Garments Ltd', 'BANGLADESH', 1],
  ['Dunmere Knit Ltd', 'BANGLADESH', 1],
  ['Orrin Weaving Co., Ltd.', 'China', 1],
  ['Selwick Spinning Mill', 'India', 2],
]

describe('bands', () => {
  test.each([
    ['CSV', csv(BANDED.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n'))],
    ['XLSX', sheet(BANDED, 'xlsx')],
    ['XLS', sheet(BANDED, 'biff8')],
    ['ODS', sheet(BANDED, 'ods')],
    ['PDF', pdfOf([placedRows(BANDED, [40, 260, 480], 50)])],
  ])('a country or a tier in a row of its own holds for the rows below it: %s', async (_, bytes) => expect(await short(bytes)).toEqual(IN_BANDS))

  test('a list of countries is no list of bands, and an only column keeps its rows', async () => {
    expect((await readSupplierTable(csv('Supplier\nJordan\nChina\nOrrin Ltd\n'))).rows).toHaveLength(3)
    expect((await readSupplierTable(csv('Name,Note\nJordan,\nChina,\nOrrin Ltd,x\n'))).rows).toHaveLength(3)
  })
})

describe('cells', () => {
  test.each([
    'N/A',
    '#N/A',
    '#REF!',
    '#NAME?',
    '#DIV/0!',
    '-',
    '—',
    'n.a.',
    'None',
    'NO GROUP',
    'NO GROUP (AP)',
    'NO SUPPLIER GROUP',
    'Not applicable',
    '…',
    'TBC',
    'nil',
    '?',
  ])('%s says nothing', (cell) => expect(valueOf(cell)).toBe(''))
  test.each(['Nil Textiles Ltd', 'NA Textile', 'No. 8 Factory', 'Group Seven', '没有'])('%s says something', (cell) => expect(valueOf(cell)).toBe(cell))

  test('several firms in a cell are several sites; a farm of a zone is one', () => {
    expect(sitesIn('Alpha Garments Ltd\nBeta Knit Co., Ltd.')).toEqual(['Alpha Garments Ltd', 'Beta Knit Co., Ltd.'])
    expect(sitesIn('1. Alpha Garments Ltd; 2. Beta Knit Ltd')).toEqual(['Alpha Garments Ltd', 'Beta Knit Ltd'])
    expect(sitesIn('Alpha Garments Ltd / Beta Knit GmbH')).toEqual(['Alpha Garments Ltd', 'Beta Knit GmbH'])
    expect(sitesIn('Zona 1 / Farm #02 - Ambar')).toEqual(['Zona 1 / Farm #02 - Ambar'])
    expect(sitesIn('Alpha\nGarments Ltd')).toEqual(['Alpha Garments Ltd'])
    expect(sitesIn('#N/A')).toEqual([])
  })

  test.each([
    ['NEXT Manufacturing Sites Tier 1 - 2025.pdf', 1],
    ['tier_2.pdf', 2],
    ['Tier-3', 3],
    ['frontier 2.pdf', null],
    ['suppliers-2026.pdf', null],
    ['tier 2026', null],
  ])('the tier of %s', (text, tier) => expect(tierIn(text)).toBe(tier))

  test.each([
    ['FINISHED GOODS', false],
    ['FINISHED GOODS - COMPONENTS', true],
    ['MATERIALS', true],
    ['Textile Mill', true],
    ['Cut and Sew | Spinning', false],
    ['Final Product Assembly', false],
  ])('%s makes materials: %s', (type, is) => expect(makesMaterials(type)).toBe(is))
})

describe('columns', () => {
  test('"NA" is Namibia in a column of countries, and "N/A" is none', async () =>
    expect(await short(csv('Factory,Country\nOrrin Ltd,NA\nSelwick Ltd,N/A\nDunmere Ltd,China\n'))).toEqual([
      ['Orrin Ltd', 'NA', null],
      ['Selwick Ltd', null, null],
      ['Dunmere Ltd', 'China', null],
    ]))

  test('sites go before those who sell what is made there, owners and numbers', async () => {
    const list = await listOf(
      csv(
        'Supplier Name,Parent Company,Manufacturing Site Name,City,Province,Country,Site ID\nAster Trading Ltd,Aster Holdings plc,Birch Mill 2,Rugao,Jiangsu,China,7\nAster Trading Ltd,N/A,Cedar Knit Unit,Dhaka,,Bangladesh,8\n',
      ),
    )
    expect(list.sites).toMatchObject([
      { name: 'Birch Mill 2', owner: 'Aster Holdings plc', place: 'Rugao, Jiangsu', country: 'China' },
      { name: 'Cedar Knit Unit', owner: null, place: 'Dhaka', country: 'Bangladesh' },
    ])
  })

  test('what a list says again, adds up or remarks is left out with why', async () => {
    const { sites, leftOut } = await listOf(
      csv('Factory,Country,Address\nOrrin Ltd,China,Road 1\nOrrin Ltd,CHINA,Road 1\n#N/A,China,Road 3\nTotal,2,\nNote: as of March 2026,,\n'),
    )
    expect(sites).toHaveLength(1)
    expect(leftOut).toEqual([
      { row: 3, why: 'It is the same as row 2.' },
      { row: 4, why: 'There is no name in this row.' },
      { row: 5, why: 'It adds up other rows.' },
      { row: 6, why: 'It is a remark on the list.' },
    ])
  })

  test('without a column that is known to hold names a list is not sure', async () => {
    expect((await listOf(csv('Month,Sites,Audits\nJanuary,120,30\nFebruary,121,29\n'))).isSure).toBe(false)
    expect((await listOf(csv('x,y\n"Orrin Weaving Co., Ltd.",China\nLantern Garments Ltd,Bangladesh\n'))).isSure).toBe(true)
  })

  test.each(['xlsx', 'biff8', 'ods'] as const)(
    'a cell merged over rows holds in each, and a hidden sheet is read only where there is no other: %s',
    async (kind) => {
      const rows = [
        ['Country', 'Factory'],
        ['China', 'Orrin Ltd'],
        ['', 'Selwick Ltd'],
        ['', 'Dunmere Ltd'],
      ]
      const book = utils.book_new()
      const old = utils.aoa_to_sheet([['Country', 'Factory'], ...Array.from({ length: 9 }, (_, i) => ['India', `Closed ${i} Ltd`])])
      const shown = utils.aoa_to_sheet(rows)
      shown['!merges'] = [utils.decode_range('A2:A4')]
      utils.book_append_sheet(book, old, 'Old & closed')
      utils.book_append_sheet(book, shown, 'Now')
      book.Workbook = { Sheets: [{ Hidden: 1 }, { Hidden: 0 }] }
      const bytes = new Uint8Array(write(book, { type: 'array', bookType: kind }) as ArrayBuffer)
      const names = (await readSupplierTables(bytes)).map(({ sheet: name }) => name)
      if (kind !== 'ods') expect(names).toEqual(['Now']) // what is hidden is not written to an ODS here
      const table = (await readSupplierTables(bytes)).find(({ sheet: name }) => name === 'Now')
      expect(table && listOfTable(table).sites.map(({ country }) => country)).toEqual(['China', 'China', 'China'])
    },
  )

  test('each sheet of a workbook is a table of its own', async () => {
    const book = utils.book_new()
    for (const tier of [1, 2])
      utils.book_append_sheet(
        book,
        utils.aoa_to_sheet([
          ['Factory', 'Country'],
          [`Mill ${tier} Ltd`, 'China'],
        ]),
        `Tier ${tier}`,
      )
    const tables = await readSupplierTables(new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer))
    expect(tables.map(({ sheet: name }) => name)).toEqual(['Tier 1', 'Tier 2'])
  })
})

describe('tables of PDFs', () => {
  const HEAD = ['Supplier', 'Brand', 'Country']
  const LEFTS = [40, 230, 420]

  test('a table goes on over pages, its head once or on each; running titles and page numbers are no rows', async () => {
    const page = (n: number, head: boolean): PlacedWords[] => [
      [40, 25, 'Suppliers 2026'],
      ...placedRows(
        [...(head ? [HEAD] : []), ['Mill A Ltd', 'Lumen', 'India'].map((cell) => cell.replace('A', `A${n}`)), [`Mill B${n} Ltd`, 'Orla', 'China']],
        LEFTS,
        head ? 55 : 75,
        14,
      ),
      [400, 570, `Page ${n} of 3`],
    ]
    for (const heads of [false, true])
      expect(await short(pdfOf([page(1, true), page(2, heads), page(3, heads)]))).toEqual(
        [1, 2, 3].flatMap((n) => [
          [`Mill A${n} Ltd`, 'India', null],
          [`Mill B${n} Ltd`, 'China', null],
        ]),
      )
  })

  test('cells of several lines are one, at their top or in the middle of their row', async () => {
    const wrapped = placedRows(
      [HEAD, ['Golden Thread Garment\nManufacturing Co Ltd', 'Harbour and Pine\nRetail Group', 'India'], ['Birch Ltd', 'Orla', 'China']],
      LEFTS,
      50,
    )
    expect(await short(pdfOf([wrapped]))).toEqual([
      ['Golden Thread Garment Manufacturing Co Ltd', 'India', null],
      ['Birch Ltd', 'China', null],
    ])
    const middled: PlacedWords[] = [
      ...placedRows([HEAD], LEFTS, 50),
      [40, 75, 'Golden Thread'],
      [230, 80, 'Lumen'],
      [420, 80, 'India'],
      [40, 85, 'Company Limited'],
      ...placedRows([['Birch Ltd', 'Orla', 'China']], LEFTS, 105),
    ]
    expect((await short(pdfOf([middled]))).map(([name]) => name)).toEqual(['Golden Thread Company Limited', 'Birch Ltd'])
  })

  test('rows as close as lines are rows still, and what wraps in a later column goes with its row', async () => {
    const rows = [
      HEAD,
      ['Alder Ltd', 'Lumen', 'India'],
      ['Birch Ltd', 'Orla', 'China'],
      ['Cedar Ltd', 'Vela Retail', 'Turkey'],
      ['', 'Group', ''],
      ['Dill Ltd', 'Orla', 'China'],
    ]
    expect((await short(pdfOf([placedRows(rows, LEFTS, 50, 11)]))).map(([name]) => name)).toEqual(['Alder Ltd', 'Birch Ltd', 'Cedar Ltd', 'Dill Ltd'])
  })

  test('columns are where cells are, not where headings are; columns that touch are parted', () => {
    const word = (text: string, x0: number, y: number) => ({ text, x0, x1: x0 + text.length * 5, y, size: 9, xs: Array.from(text, (_, i) => x0 + i * 5) })
    const rows = rowsOfWords([
      [
        ...[word('Supplier', 40, 50), word('Brand', 130, 50), word('Year', 180, 50)],
        ...[word('Aster', 40, 70), word('KnittingCompany', 68, 70), word('Lumen', 156, 70), word('2021/22', 186, 70)],
        ...[word('Birch', 40, 84), word('DenimCompany', 68, 84), word('Orla', 156, 84), word('2020/21', 186, 84)],
        ...[word('Cedar', 40, 98), word('Mill', 68, 98), word('Vela', 156, 98), word('2019', 186, 98)],
      ],
    ])
    expect(rows).toEqual([
      ['Supplier', 'Brand', 'Year'],
      ['Aster KnittingCompany', 'Lumen', '2021/22'],
      ['Birch DenimCompany', 'Orla', '2020/21'],
      ['Cedar Mill', 'Vela', '2019'],
    ])
  })
})
