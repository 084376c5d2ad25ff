/** What a page says of itself: title, language, day, the address it calls its own, and where its links lead. */
import { type AnyNode, type Element, isTag } from 'domhandler'
import { decodeHTML, decodeHTMLAttribute } from 'entities'
import { dayAtStart } from '../../model/day.ts'
import { squeeze } from '../text-builder.ts'

const MOST_LINKS = 5_000
const LONGEST_TITLE = 500
const LANGUAGE = /^[a-zA-Z]{2,3}(-[\w-]+)?$/
const DATES = new Set(['article:published_time', 'date', 'dcterms.issued', 'dc.date'])

export type PageHead = {
  readonly title: string | null
  readonly language: string | null
  readonly publishedOn: string | null
  readonly links: readonly string[]
  readonly canonical: string | null
}

/** Reads a page's own facts from its parsed tree, whose entities are not decoded yet. `textOf` gives the words below an element. */
export function headOf(roots: readonly AnyNode[], textOf: (element: Element) => string): PageHead {
  const links = new Set<string>()
  const first: { title?: string; h1?: string; html?: string; meta?: string; time?: string; canonical?: string } = {}
  const nodes: AnyNode[] = [...roots].reverse()
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (!isTag(node)) continue
    const { attribs, name } = node
    if (name === 'a' || name === 'area') {
      if (attribs['href'] !== undefined && !/\bnofollow\b/i.test(attribs['rel'] ?? '') && links.size < MOST_LINKS) links.add(plain(attribs['href']).trim())
    } else if (name === 'title') first.title ??= textOf(node)
    else if (name === 'h1') first.h1 ??= textOf(node)
    else if (name === 'html') first.html ??= plain(attribs['lang'] ?? '')
    else if (name === 'meta') {
      if (DATES.has((attribs['property'] ?? attribs['name'] ?? '').toLowerCase())) first.meta ??= plain(attribs['content'] ?? '')
    } else if (name === 'time') {
      if (attribs['datetime'] !== undefined) first.time ??= plain(attribs['datetime'])
    } else if (name === 'link' && attribs['href'] !== undefined && /\bcanonical\b/i.test(attribs['rel'] ?? ''))
      first.canonical ??= plain(attribs['href']).trim()
    for (let i = node.children.length - 1; i >= 0; i -= 1) nodes.push(node.children[i] as AnyNode)
  }
  return {
    title: own(squeeze(first.title ?? '').slice(0, LONGEST_TITLE) || squeeze(first.h1 ?? '').slice(0, LONGEST_TITLE)) || null,
    language: LANGUAGE.exec(first.html ?? '')?.[0] ?? null,
    publishedOn: dayAtStart(first.meta ?? first.time),
    links: [...links],
    canonical: first.canonical ?? null,
  }
}

const plain = (value: string): string => own(value.includes('&') ? decodeHTMLAttribute(value) : value)

/** A copy: a piece of a page's text holds the whole of it in memory. */
const own = (piece: string): string => Buffer.from(piece).toString()

/** A text with its entities decoded. */
export const decoded = (text: string): string => (text.includes('&') ? decodeHTML(text) : text)
