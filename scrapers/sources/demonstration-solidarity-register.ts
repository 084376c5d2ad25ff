/** The demonstration's register of a union: where made-up unions organise, what they did, and who carries the goods. */
import { decodeBytes } from '../../src/read/charset.ts'
import { readTable } from '../../src/read/formats/csv.ts'
import { MADE_UP, listMadeUp } from '../kit/demonstration.ts'
import { readingOfRows } from '../kit/rows.ts'
import { DriftError } from '../../src/errors.ts'
import { take } from '../kit/strict.ts'
import { defineSource } from '../source.ts'

const COLUMNS = ['Who', 'What', 'Where', 'Kind', 'When', 'Country'] as const
const PREDICATES = { 'organises at': 'organises_at', 'acted at': 'acted_at', 'ships with': 'ships_with' } as const

export default defineSource({
  ...MADE_UP,
  title: 'Demonstration: a union’s register',
  accepts: 'union record',
  expect: { claims: [1, 100] },
  discover: (context) => listMadeUp(context, 'solidarity register'),
  parse(capture) {
    const table = readTable(decodeBytes(capture.bytes, 'text/csv; charset=utf-8', false).text)
    return readingOfRows({
      title: 'Where we work, and what we did',
      rule: 'solidarity register',
      language: 'en-GB',
      publishedOn: '2026-05-01',
      head: [COLUMNS.join('; ')],
      rows: table.rows.map(({ cells, row }) => {
        const { Who, What, Where, Kind, When, Country } = take(cells, COLUMNS)
        const predicate = PREDICATES[What as keyof typeof PREDICATES]
        if (!predicate) throw new DriftError(`"${What}" is nothing that is known to be done.`)
        const isShipping = predicate === 'ships_with'
        return {
          cells: [Who, What, Where, Kind, When, Country],
          row,
          claims: [
            {
              subject: { name: Who, kind: isShipping ? ('facility' as const) : ('union' as const), ...(isShipping ? { country: Country } : {}) },
              predicate,
              object: {
                type: 'organisation' as const,
                organisation: { name: Where, ...(isShipping ? { kind: 'company' as const } : {}), country: Country || null },
              },
              product: Kind || null,
              period: When || null,
            },
          ],
        }
      }),
    })
  },
})
