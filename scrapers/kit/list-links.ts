/** List links: where a brand's page keeps its list of suppliers. Addresses and formats change with each edition. */
import type { CheerioAPI } from 'cheerio'
import { DriftError } from '../../src/errors.ts'
import type { Request } from '../../src/model/document.ts'
import type { DiscoverContext } from '../source.ts'
import { linksIn, parseHtml } from './html.ts'
import { NO_LISTS, OF_LISTS } from './list-words.ts'
import { listFacilityPages } from './open-supply-hub.ts'

const TABLES = /\.(?:csv|tsv|xlsx|xlsm|xls|ods)\s*(?:[?#]|$)/i
const PDFS = /\.pdf\s*(?:[?#]|$)/i
const FILES = /\.(?:jpe?g|png|gif|svg|webp|zip|docx?|pptx?|mp4|xml|css|js)(?:[?#]|$)/i
/** So many pages that the first leads to are looked at, when it links to no list itself. */
const MOST_PAGES = 6

type Link = { readonly url: string; readonly text: string }

/**
 * The lists that a brand's page links to: workbooks and CSV files, PDFs that are called lists of suppliers, and what it shows through Open
 * Supply Hub; where there is none, those of the pages that it leads to.
 * @throws DriftError when there is none there either
 */
export async function* listSupplierLinks({ fetch }: DiscoverContext, home: string, title: string): AsyncGenerator<Request> {
  const first = await fetch(home)
  if (first === null) return
  const $ = parseHtml(first)
  let found = false
  for await (const request of listsOf($, first.finalUrl, fetch, title)) {
    found = true
    yield request
  }
  if (found) return
  for (const { url } of pagesIn($, first.finalUrl)) {
    const page = await fetch(url)
    if (page === null) continue
    for await (const request of listsOf(parseHtml(page), page.finalUrl, fetch, title)) {
      found = true
      yield request
    }
  }
  if (!found)
    throw new DriftError(
      `The page links to no list of suppliers, nor do the pages it leads to. Download the list at ${home} (CSV, XLSX, XLS, ODS or PDF) and hand the file over to this source.`,
    )
}

async function* listsOf($: CheerioAPI, base: string, fetch: DiscoverContext['fetch'], title: string): AsyncGenerator<Request> {
  const tables = linksIn($, base, 'a[href]', TABLES)
  const named = tables.filter(isOfList)
  const files = [...(named.length > 0 ? named : tables.filter((link) => !holdsAny(link, NO_LISTS))), ...linksIn($, base, 'a[href]', PDFS).filter(isOfList)]
  for (const link of files) yield { url: link.url, as: 'supplier-list', title: link.text || title }
  for (const id of contributorsIn($, base)) yield* listFacilityPages(fetch, `contributors=${id}`, title)
}

/** The pages of the same site that a page leads to and that speak of suppliers. */
const pagesIn = ($: CheerioAPI, base: string): Link[] =>
  linksIn($, base, 'a[href]', /^https?:/i)
    .filter((link) => new URL(link.url).host === new URL(base).host && link.url !== base && !FILES.test(link.url) && !PDFS.test(link.url) && isOfList(link))
    .slice(0, MOST_PAGES)

/** Whose lists a page shows through Open Supply Hub: the numbers of contributors in the addresses of its frames and links. */
function contributorsIn($: CheerioAPI, base: string): string[] {
  const addresses = ['iframe[src]', 'iframe[data-src]', 'a[href]'].flatMap((selector) =>
    $(selector)
      .toArray()
      .map((element) => $(element).attr('src') ?? $(element).attr('data-src') ?? $(element).attr('href') ?? ''),
  )
  const ids = addresses
    .filter((address) => URL.canParse(address, base))
    .map((address) => new URL(address, base))
    .filter(({ hostname }) => hostname === 'opensupplyhub.org' || hostname.endsWith('.opensupplyhub.org'))
    .flatMap(({ searchParams }) => searchParams.getAll('contributors'))
  return [...new Set(ids)].filter((id) => /^\d{1,9}$/.test(id))
}

const fold = (text: string) =>
  ` ${text
    .toLowerCase()
    .replace(/%[0-9a-f]{2}/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `
/** What a link says and the name of what it leads to; the folders above belong to every page of a site. */
const wordsOf = ({ url, text }: Link) => `${fold(text)}|${fold(new URL(url).pathname.split('/').filter(Boolean).at(-1) ?? '')}`
const holdsAny = (link: Link, words: readonly string[]) => words.some((word) => wordsOf(link).includes(` ${word} `))
const isOfList = (link: Link) => holdsAny(link, OF_LISTS) && !holdsAny(link, NO_LISTS)
