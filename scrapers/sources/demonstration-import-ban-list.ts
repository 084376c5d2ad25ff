/** The demonstration's official list: a made-up table of firms whose goods may not be landed. */
import { MADE_UP, listMadeUp } from '../kit/demonstration.ts'
import { parseHtml, tableRows, tablesWith } from '../kit/html.ts'
import { readingOfRows } from '../kit/rows.ts'
import { take } from '../kit/strict.ts'
import { defineSource } from '../source.ts'

const COLUMNS = ['Firm', 'Also known as', 'Listed on'] as const

export default defineSource({
  ...MADE_UP,
  title: 'Demonstration: import ban list',
  accepts: 'official list',
  expect: { claims: [1, 100] },
  discover: (context) => listMadeUp(context, 'import ban list'),
  parse(capture) {
    const $ = parseHtml(capture)
    const rows = tablesWith($, COLUMNS)
      .flatMap((table) => tableRows($, table))
      .map((row) => take(row, COLUMNS))
    return readingOfRows({
      title: 'Import ban list',
      rule: 'import ban list',
      language: 'en-GB',
      publishedOn: '2026-06-01',
      rows: rows.map((row) => ({
        cells: [row.Firm, row['Also known as'], row['Listed on']],
        claims: [
          {
            subject: { name: row.Firm, aliases: row['Also known as'] ? [row['Also known as']] : [], kind: 'company' as const },
            predicate: 'listed_on' as const,
            object: { type: 'list' as const, slug: 'import-ban-list' },
            period: row['Listed on'],
          },
        ],
      })),
    })
  },
})
