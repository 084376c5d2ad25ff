/**
 * The UFLPA Entity List: firms whose goods the United States presumes are made with forced labour.
 * Read: every table headed "Name of Entity" and "Effective Date", one for each section of the Act. Left alone: the notices around them.
 */
import { parseHtml, tableRows, tablesWith } from '../kit/html.ts'
import { readingOfRows } from '../kit/rows.ts'
import { expectCount, take } from '../kit/strict.ts'
import { defineSource } from '../source.ts'

const LIST = 'https://www.dhs.gov/uflpa-entity-list'
const ALIAS = /\s*\((?:also known as|formerly known as|including (?:one alias|\w+ alias(?:es)?)|(?:and )?aliases?|f\/k\/a|a\.?k\.?a\.?)[:;,]?\s*([^()]+)\)/gi

const source = defineSource({
  title: 'UFLPA Entity List',
  publisher: {
    name: 'US Department of Homeland Security',
    kind: 'government',
    reliability: 'A',
    reliabilityReason: 'The authority that keeps the list, publishing its own list.',
  },
  home: LIST,
  byHand: 'Open https://www.dhs.gov/uflpa-entity-list in a browser, save the page (HTML only), and hand the file over.',
  licence: 'Public domain (17 U.S.C. § 105)',
  open: true,
  every: 'day',
  version: 1,
  accepts: 'official list',
  onFromStart: true,
  checkedOn: null,
  expect: { claims: [100, 600] },

  async *discover() {
    yield { url: LIST, as: 'list', title: 'UFLPA Entity List' }
  },

  parse(capture) {
    const $ = parseHtml(capture)
    const rows = tablesWith($, ['Name of Entity', 'Effective Date']).flatMap((table) => tableRows($, table))
    expectCount('entries', rows.length, source.expect.claims)
    return readingOfRows({
      title: 'UFLPA Entity List',
      rule: 'UFLPA Entity List',
      language: 'en',
      rows: rows.map((row) => {
        const { 'Name of Entity': cell, 'Effective Date': date } = take(row, ['Name of Entity', 'Effective Date'])
        const { name, aliases } = splitAliases(cell)
        return {
          cells: [cell, date],
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

/** The entity's own name, and the other names in brackets behind it. */
export function splitAliases(cell: string): { name: string; aliases: string[] } {
  const aliases = [...cell.matchAll(ALIAS)]
    .flatMap((match) => (match[1] ?? '').split(/;|,? and (?=\p{Lu})|, (?=\p{Lu}[\p{L}]+ \p{Lu})/u))
    .map((alias) => alias.trim())
    .filter((alias) => alias.length > 2)
  return { name: cell.replace(ALIAS, '').replace(/\s+/g, ' ').trim(), aliases }
}
