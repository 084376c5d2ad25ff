/**
 * The UFLPA Entity List: firms whose goods the United States presumes are made with forced labour.
 * Read: the table below each section of the Act that the page names, whatever its headings; other names and former names of each entity.
 * A section without a table stops the source. Left alone: the notices around them, and subsidiaries that a row does not name.
 */
import type { CheerioAPI } from 'cheerio'
import { type Element, isTag } from 'domhandler'
import { DriftError } from '../../src/errors.ts'
import { foldName } from '../../src/names/name-key.ts'
import { textOf } from '../../src/read/formats/html.ts'
import { columnsOf } from '../kit/headings.ts'
import { parseHtml, tableRows } from '../kit/html.ts'
import { namesOf, otherNames } from '../kit/names.ts'
import { readingOfRows } from '../kit/rows.ts'
import { expectCount, take } from '../kit/strict.ts'
import { defineSource } from '../source.ts'

const LIST = 'https://www.dhs.gov/uflpa-entity-list'
/** The sections of the Act that the list has had entities of since it began: 2(d)(2)(B)(i), (ii) and (v). */
const SECTIONS = ['i', 'ii', 'v'] as const
const SECTION = /\bSection\s+(?:2\s*\(d\)\s*\(2\)\s*\(B\)\s*)?\((i|ii|iii|iv|v)\)/gi
/** What is longer than this is no heading. */
const LONGEST_MARK = 200
const COLUMNS = {
  name: ['Name of Entity', 'Entity Name', 'Entity', 'Name of the Entity', 'Names of Entities', 'Name'],
  date: ['Effective Date', 'Date Effective', 'Date Added', 'Date'],
} as const

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
  version: 2,
  accepts: 'official list',
  onFromStart: true,
  checkedOn: '2026-07-09',
  checkedWith: 'public copies',
  expect: { claims: [100, 600] },
  refusesWith: { host: 'www.dhs.gov', status: 403, waitMinutes: 60 },

  async *discover() {
    yield { url: LIST, as: 'list', title: 'UFLPA Entity List' }
  },

  parse(capture) {
    const $ = parseHtml(capture)
    const rows = [...tablesBySection($)].flatMap(([section, table]) => {
      const cells = tableRows($, table)
      const { name, date } = columnsOf(Object.keys(cells[0] ?? {}), COLUMNS)
      return cells.map((row) => ({ section, entity: take(row, [name, date], ['Section'])[name] as string, date: row[date] as string }))
    })
    expectCount('entries', rows.length, source.expect.claims)
    return readingOfRows({
      title: 'UFLPA Entity List',
      rule: 'UFLPA Entity List',
      language: 'en',
      rows: rows.map(({ section, entity, date }) => ({
        cells: [entity, date, `Section 2(d)(2)(B)(${section})`],
        claims: namesOf(entity).map((firm) => ({
          subject: { name: firm.name, aliases: otherNames(firm), kind: 'company' as const, country: 'CN' },
          predicate: 'listed_on' as const,
          object: { type: 'list' as const, slug: 'uflpa-entity-list' },
          period: date,
        })),
      })),
    })
  },
})
export default source

/**
 * The tables of entities below each section that the page names, in its order.
 * @throws DriftError when a known section has none, or one stands below a section whose headings nobody knows
 */
function tablesBySection($: CheerioAPI): [string, Element][] {
  const found = new Map<string, Element[]>()
  const unknown: string[] = []
  let section: string | null = null
  for (const element of $('h1, h2, h3, h4, h5, h6, p, strong, div > a, table').toArray().filter(isTag)) {
    const marks = textOf(element.name === 'table' ? ($(element).find('caption').toArray().find(isTag) ?? element) : element)
    const last: string | undefined = [...marks.slice(0, LONGEST_MARK).matchAll(SECTION)].at(-1)?.[1]?.toLowerCase()
    if (last !== undefined && (element.name !== 'table' || $(element).find('caption').length > 0)) section = last
    if (element.name !== 'table' || section === null) continue
    const known = found.get(section) ?? []
    if (isOfEntities($, element)) found.set(section, [...known, element])
    else if (known.length === 0) unknown.push(section)
  }
  const missing = [...new Set([...SECTIONS, ...unknown])].filter((each) => !found.has(each))
  if (missing.length > 0)
    throw new DriftError(
      `There is no table of entities below ${missing.map((each) => `Section 2(d)(2)(B)(${each})`).join(' and ')}. Compare the page with the source's file.`,
    )
  return [...found].flatMap(([its, tables]) => tables.map((table): [string, Element] => [its, table]))
}

/** Whether one of a table's headings is one that entities stand below. */
function isOfEntities($: CheerioAPI, table: Element): boolean {
  const headings = new Set(Object.keys(tableRows($, table)[0] ?? {}).map(foldName))
  return COLUMNS.name.some((spelling) => headings.has(foldName(spelling)))
}
