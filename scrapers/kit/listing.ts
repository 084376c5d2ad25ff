/** Listings: pages of links that lead on to the next, and JSON answers that must have the shape we know. */
import type { CheerioAPI } from 'cheerio'
import type { z } from 'zod'
import { DriftError, UnavailableError } from '../../src/errors.ts'
import { decodeWestern } from '../../src/read/charset.ts'
import type { DiscoverContext } from '../source.ts'
import { parseHtml } from './html.ts'

export type ListPage = { readonly $: CheerioAPI; readonly url: string }

/**
 * The pages of a listing, from the first on: by the link that says it is the next (`rel=next`, or `next`), each once,
 * `most` at most.
 */
export async function* listPages({ fetch, signal }: DiscoverContext, first: string, options: { next?: string; most: number }): AsyncGenerator<ListPage> {
  const known = new Set<string>()
  for (let address: string | null = first; address !== null && !known.has(address) && known.size < options.most && !signal.aborted;) {
    known.add(address)
    const answer = await fetch(address)
    if (answer === null) return
    const $ = parseHtml(answer)
    yield { $, url: answer.finalUrl }
    const href: string | undefined = $(options.next ?? 'a[rel~="next"], link[rel~="next"]')
      .first()
      .attr('href')
    address = href !== undefined && URL.canParse(href, answer.finalUrl) ? new URL(href, answer.finalUrl).href : null
  }
}

/** An answer's JSON in the shape we know. @throws DriftError naming what differs */
export function jsonAs<T extends z.ZodType>(schema: T, bytes: Uint8Array, who: string): z.output<T> {
  let value: unknown
  try {
    value = JSON.parse(decodeWestern(bytes))
  } catch (cause) {
    throw new DriftError(`${who} did not answer with JSON. Compare it with the source's file.`, { cause })
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const places = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`)
  throw new DriftError(`The answer of ${who} has another shape: ${places.join('; ')}. Compare it with the source's file.`)
}

/** What query services write where an answer should be, or into the middle of one, when a query took too long or too many ask. */
const GAVE_UP = /timed? ?-?out|TimeoutException|too busy|rate_limited|out of memory|dispatcher_client/i

/** A query service's answer in the shape we know. @throws UnavailableError when it gave up on the query, though it says that all is well (200); DriftError */
export function answerAs<T extends z.ZodType>(schema: T, bytes: Uint8Array, who: string): z.output<T> {
  const text = Buffer.from(bytes).toString('utf8')
  const isJson = /^\s*\{[^]*\}\s*$/.test(text)
  const remark = isJson ? /"remark"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text.slice(-REMARK_WITHIN))?.[1] : text
  if (remark !== undefined && (GAVE_UP.test(remark) || /^runtime error/i.test(remark)))
    throw new UnavailableError(`${who} gave up on this query, so its answer is not whole. It is asked again later; there is nothing for you to do.`)
  return jsonAs(schema, bytes, who)
}
/** A remark stands after the elements, at the end of the answer. */
const REMARK_WITHIN = 4_000
