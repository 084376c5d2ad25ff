/** The demonstration's list page: which made-up documents there are, by whom, and how each is read. */
import { PublisherInput } from '../../src/model/organisation.ts'
import type { Request } from '../../src/model/document.ts'
import { DriftError } from '../../src/errors.ts'
import type { DiscoverContext } from '../source.ts'
import { parseHtml, tableRows, tablesWith } from './html.ts'
import { take } from './strict.ts'

const COLUMNS = ['Document', 'Publisher', 'Sort', 'Reliability', 'Why', 'Published', 'Read as'] as const

/** The documents that are read as `readAs`. */
export async function* listMadeUp({ fetch, origin }: DiscoverContext, readAs: string): AsyncGenerator<Request> {
  const page = await fetch(`${origin}/demonstration/`)
  if (page === null) return
  const $ = parseHtml(page)
  for (const table of tablesWith($, COLUMNS)) {
    const hrefs = new Map(
      $(table)
        .find('a[href]')
        .toArray()
        .map((link) => [$(link).text(), new URL($(link).attr('href') as string, page.finalUrl).href]),
    )
    for (const cells of tableRows($, table)) {
      const row = take(cells, COLUMNS)
      if (row['Read as'] !== readAs) continue
      const url = hrefs.get(row.Document)
      if (url === undefined) throw new DriftError(`"${row.Document}" has no link.`)
      const publisher = PublisherInput.parse({
        name: row.Publisher,
        kind: row.Sort,
        reliability: row.Reliability,
        reliabilityReason: row.Why,
        organisation: row.Sort === 'company' ? row.Publisher : null,
      })
      yield { url, as: readAs.replaceAll(' ', '-'), title: row.Document, publishedOn: row.Published, publisher }
    }
  }
}

/** What every source of the demonstration has in common. */
export const MADE_UP = {
  publisher: { name: 'Made up for the demonstration', kind: 'unknown', reliability: 'F', reliabilityReason: 'Made up.' },
  home: 'urn:unpick:demonstration',
  licence: 'Made up for this project; AGPL-3.0-or-later',
  open: true,
  every: 'month',
  version: 1,
  onFromStart: true,
  checkedOn: '2026-11-21',
  demonstration: true,
} as const
