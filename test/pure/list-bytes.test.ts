/** No list of any bytes, cells or places ends the reader of lists with a bug: it is a list, or a sentence says what to do. */
import { utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { listOfTable } from '../../src/read/list-rows.ts'
import { rowsOfWords } from '../../src/read/pdf-grid.ts'
import { readSupplierTable } from '../../src/read/supplier-table.ts'
import { pdfOf, placedRows } from '../support/pdf.ts'

const sheet = (rows: unknown[][], kind: 'xlsx' | 'biff8' | 'ods') => {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'List')
  return new Uint8Array(write(book, { type: 'array', bookType: kind }) as ArrayBuffer)
}
const listOf = async (bytes: Uint8Array) => listOfTable(await readSupplierTable(bytes))

const ROWS = [
  ['Our suppliers, spring 2026', '', ''],
  ['Factory name', 'Address', 'Product'],
  ['BANGLADESH', '', ''],
  ['Lantern Garments Ltd', '8 Harbour Road, Dhaka', 'Shirts'],
  ['China', '', ''],
  ['Orrin Weaving Co., Ltd.', '2 Station Yard, Ningbo', 'Twill'],
]

const rejectsPlainly = async (bytes: Uint8Array) => {
  try {
    const list = await listOf(bytes)
    expect(list.sites.every(({ name }) => name !== '')).toBe(true)
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
  }
}

describe('no bytes end the reader with a bug', () => {
  const starts = [
    [],
    [0x50, 0x4b, 3, 4],
    [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    [...Buffer.from('%PDF-1.4\n')],
    [...Buffer.from('<table>')],
    [0xef, 0xbb, 0xbf],
    [0xff, 0xfe],
  ]
  test('any bytes after any mark of a format', () =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), (start, rest) => rejectsPlainly(Uint8Array.from([...start, ...rest]))),
      { numRuns: 150 },
    ))

  test('any cells, bands and blanks', () => {
    const cell = fc.oneof(
      fc.constantFrom('', 'CHINA', 'Tier 2', 'N/A', 'Total', 'Country', 'Factory Name', 'A Ltd; B Ltd', '#N/A', 'constructor', '__proto__', '\ud800'),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    const table = fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 12 })
    return fc.assert(
      fc.asyncProperty(table, (rows) =>
        rejectsPlainly(Buffer.from(rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\n'))),
      ),
      { numRuns: 200 },
    )
  })

  const WHOLE = [sheet(ROWS, 'xlsx'), sheet(ROWS, 'biff8'), sheet(ROWS, 'ods'), pdfOf([placedRows(ROWS, [40, 260, 480], 50)])]
  test('a list of any format with bytes changed or cut off', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...WHOLE),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        (whole, changes, kept) => {
          const bytes = Uint8Array.from(whole).slice(0, Math.ceil(whole.length * kept))
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte
          return rejectsPlainly(bytes)
        },
      ),
      { numRuns: 120 },
    ))

  test('words at any places of any pages', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.array(
            fc.record({
              text: fc.string({ minLength: 1, maxLength: 8 }),
              x: fc.integer({ min: -50, max: 12_000 }),
              y: fc.integer({ min: -50, max: 900 }),
              size: fc.constantFrom(0, 1, 9, 400),
            }),
            { maxLength: 25 },
          ),
          { maxLength: 4 },
        ),
        (pages) => {
          const words = pages.map((page) =>
            page.map(({ text, x, y, size }) => ({
              text,
              x0: x,
              x1: x + text.length * size * 0.5,
              y,
              size,
              xs: Array.from({ length: text.length }, (_, i) => x + i),
            })),
          )
          const rows = rowsOfWords(words)
          expect(new Set(rows.map((row) => row.length)).size).toBeLessThan(2)
        },
      ),
    ))
})
