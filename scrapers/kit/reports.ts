/** Report libraries: a list of projects or reports, each with a page of its own and the files it links to. */
import { DriftError } from '../../src/errors.ts'
import type { Request } from '../../src/model/document.ts'
import type { DiscoverContext } from '../source.ts'
import { linksIn, parseHtml } from './html.ts'
import { listPages } from './listing.ts'

const FILE = /\.(?:pdf|xlsx|docx|csv)(?:\?|$)/i

/** Each project's page, and the files it links to on its own site. @throws DriftError when the list shows none */
export async function* listReports(context: DiscoverContext, library: { home: string; projects: RegExp; mostPages: number }): AsyncGenerator<Request> {
  const projects = new Map<string, string>()
  for await (const { $, url } of listPages(context, library.home, { most: library.mostPages }))
    for (const link of linksIn($, url, 'a[href]', library.projects)) if (!projects.has(link.url)) projects.set(link.url, link.text)
  if (projects.size === 0) throw new DriftError('The list shows no report that fits. Compare it with the source’s file.')
  for (const [url, title] of projects) {
    if (context.signal.aborted) return
    yield { url, as: 'report', title: title || null }
    const page = await context.fetch(url)
    if (page === null) continue
    for (const file of linksIn(parseHtml(page), page.finalUrl, 'a[href]', FILE)) yield { url: file.url, as: 'report', title: file.text || title || null }
  }
}
