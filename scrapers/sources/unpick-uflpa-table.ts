/**
 * The carried table of the UFLPA Entity List: facts restated by this project, so that a check is useful offline on the first day.
 * Read: each row, with the Federal Register notice that made it. Partial: see `catalogue/lists.ts`.
 */
import { decodeBytes } from '../../src/read/charset.ts'
import { readTable } from '../../src/read/formats/csv.ts'
import { readingOfRows } from '../kit/rows.ts'
import { expectCount, take } from '../kit/strict.ts'
import { defineSource } from '../source.ts'

const source = defineSource({
  title: 'UFLPA Entity List, restated in part',
  publisher: {
    name: 'Unpick contributors',
    kind: 'ngo',
    reliability: 'B',
    reliabilityReason: 'Restates official notices, names each, and was compared with them by hand; the list itself is A.',
  },
  home: 'https://www.dhs.gov/uflpa-entity-list',
  licence: 'Facts; this table CC0',
  open: true,
  every: 'month',
  version: 1,
  accepts: 'restated official list',
  onFromStart: true,
  checkedOn: '2026-11-21',
  expect: { claims: [36, 36] },

  async *discover() {
    yield {
      url: 'bundled:uflpa-entities.csv',
      as: 'table',
      title: 'UFLPA Entity List, restated in part from Federal Register notices',
      publishedOn: '2024-11-01',
    }
  },

  parse(capture) {
    const table = readTable(decodeBytes(capture.bytes, 'text/csv; charset=utf-8', false).text)
    expectCount('entries', table.rows.length, source.expect.claims)
    return readingOfRows({
      title: 'UFLPA Entity List, restated in part from Federal Register notices',
      rule: 'restated UFLPA Entity List',
      language: 'en',
      publishedOn: '2024-11-01',
      head: [table.headings.join('; ')],
      rows: table.rows.map(({ cells, row }) => {
        const {
          'Name of entity': name,
          'Other names': others,
          'Effective date': date,
        } = take(cells, ['Name of entity', 'Other names', 'Section of the Act', 'Effective date', 'Federal Register'])
        const aliases = others
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
