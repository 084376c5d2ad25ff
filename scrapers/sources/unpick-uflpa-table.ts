/**
 * The carried table of the UFLPA Entity List: facts restated by this project, so that a check is useful offline on the first day.
 * Read: each row, with its section of the Act and, where it was compared, the Federal Register notice that made it. It is the list of
 * one day: see `catalogue/lists.ts`. Once the list itself has been read, what stands here alone is withdrawn.
 */
import { decodeBytes } from '../../src/read/charset.ts'
import { readTable } from '../../src/read/formats/csv.ts'
import { readingOfRows } from '../kit/rows.ts'
import { expectCount, take } from '../kit/strict.ts'
import { defineSource } from '../source.ts'

const AS_OF = '2026-07-09'
/** A column that the first edition of the table, of 36 rows, did not have. */
const FORMER = 'Former names'
const TITLE = 'UFLPA Entity List of 9 July 2026, restated'

const source = defineSource({
  title: TITLE,
  publisher: {
    name: 'Unpick contributors',
    kind: 'ngo',
    reliability: 'B',
    reliabilityReason: 'Restates the official list of one day, row by row; the list itself is A.',
  },
  home: 'https://www.dhs.gov/uflpa-entity-list',
  licence: 'Facts; this table CC0',
  open: true,
  every: 'month',
  version: 2,
  accepts: 'restated official list',
  onFromStart: true,
  checkedOn: '2026-07-09',
  checkedWith: 'public copies',
  expect: { claims: [36, 160] },

  async *discover() {
    yield {
      url: 'bundled:uflpa-entities.csv',
      as: 'table',
      title: TITLE,
      publishedOn: AS_OF,
    }
  },

  parse(capture) {
    const table = readTable(decodeBytes(capture.bytes, 'text/csv; charset=utf-8', false).text)
    expectCount('entries', table.rows.length, source.expect.claims)
    return readingOfRows({
      title: TITLE,
      rule: 'restated UFLPA Entity List',
      language: 'en',
      publishedOn: AS_OF,
      head: [table.headings.join('; ')],
      rows: table.rows.map(({ cells, row }) => {
        const {
          'Name of entity': name,
          'Other names': others,
          'Effective date': date,
        } = take(cells, ['Name of entity', 'Other names', 'Section of the Act', 'Effective date', 'Federal Register'], [FORMER])
        const aliases = `${others}; ${cells[FORMER] ?? ''}`
          .split(';')
          .map((alias) => alias.trim())
          .filter(Boolean)
        return {
          cells: Object.values(cells),
          row,
          claims: [
            {
              subject: { name, aliases, kind: 'company', country: 'CN' },
              predicate: 'listed_on',
              object: { type: 'list', slug: 'uflpa-entity-list' },
              period: date,
            },
          ],
        }
      }),
    })
  },
})
export default source
