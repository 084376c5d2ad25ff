/** HTML to text: one block a paragraph, heading, list item or table row; scripts, styles and navigation left out. */
import { load } from 'cheerio'
import { type AnyNode, type Element, isTag, isText } from 'domhandler'
import { InvalidError } from '../../errors.ts'
import type { Reading } from '../../model/document.ts'
import { createTextBuilder, squeeze } from '../text-builder.ts'

const LEFT_OUT = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'math',
  'head',
  'title',
  'nav',
  'iframe',
  'object',
  'select',
  'button',
  'canvas',
  'audio',
  'video',
])
const BLOCKS = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'body',
  'caption',
  'center',
  'dd',
  'details',
  'dialog',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figcaption',
  'figure',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hgroup',
  'hr',
  'html',
  'legend',
  'li',
  'main',
  'menu',
  'ol',
  'p',
  'pre',
  'section',
  'summary',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'title',
  'tr',
  'ul',
  'br',
])

const DEEPEST = 10_000
const MOST_LINKS = 5_000
const NEVER_CLOSED = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd td th tr tbody thead tfoot option optgroup colgroup body html head'.split(
    ' ',
  ),
)

/** How deep elements that must be closed nest, about: parsing costs the square of it, so it is looked at first. */
function nests(html: string): number {
  let depth = 0
  let deepest = 0
  for (const [, closes, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (NEVER_CLOSED.has(name.toLowerCase())) continue
    depth = closes ? Math.max(0, depth - 1) : depth + 1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/** Reads a page. Element paths count from the body; table rows carry their number within the table. */
export function readHtml(html: string): Reading {
  if (nests(html) > DEEPEST)
    throw new InvalidError('The elements of this page nest without end, so it was not read. Copy the words you need into a text file and add that.')
  const $ = load(html, { xml: { xmlMode: false } })
  const builder = createTextBuilder()
  const body = $('body').get(0)
  walk(body ? [body] : ($.root().get(0)?.children ?? []), builder)
  return {
    title: squeeze($('title').first().text()).slice(0, 500) || squeeze($('h1').first().text()).slice(0, 500) || null,
    language: /^[a-zA-Z]{2,3}(-[\w-]+)?$/.exec($('html').attr('lang') ?? '')?.[0] ?? null,
    publishedOn: dayOf(
      $('meta[property="article:published_time"], meta[name="date"], meta[name="dcterms.issued"], meta[name="DC.date"]').first().attr('content') ??
        $('time[datetime]').first().attr('datetime'),
    ),
    ...builder.build(),
    claims: [],
    ...linksOf($.root().get(0)?.children ?? []),
  }
}

/** Where the page leads to, each once, and the address it calls its own. */
function linksOf(roots: readonly AnyNode[]): { links: string[]; canonical: string | null } {
  const links = new Set<string>()
  let canonical: string | null = null
  const nodes: AnyNode[] = [...roots]
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (!isTag(node)) continue
    const { href, rel = '' } = node.attribs
    if (href !== undefined && (node.name === 'a' || node.name === 'area') && !/\bnofollow\b/i.test(rel) && links.size < MOST_LINKS) links.add(href.trim())
    if (href !== undefined && node.name === 'link' && /\bcanonical\b/i.test(rel)) canonical ??= href.trim()
    for (const child of node.children) nodes.push(child)
  }
  return { links: [...links], canonical }
}

/** The calendar day at the head of an ISO date, or null. */
export function dayOf(text: string | undefined): string | null {
  const day = /^\s*(\d{4}-\d{2}-\d{2})/.exec(text ?? '')?.[1]
  return day !== undefined && !Number.isNaN(Date.parse(day)) ? day : null
}

type Step = { readonly node: AnyNode } | { readonly closes: Element }

/** Walks without recursion, since hostile pages nest without end. */
function walk(roots: readonly AnyNode[], builder: ReturnType<typeof createTextBuilder>): void {
  const steps: Step[] = roots.map((node) => ({ node }) as Step).reverse()
  let line = ''
  let from: Element | null = null
  const flush = () => {
    const block = squeeze(line)
    if (block) builder.add(block, whereOf(from))
    line = ''
    from = null
  }
  for (let step = steps.pop(); step; step = steps.pop()) {
    if ('closes' in step) {
      flush()
      continue
    }
    const { node } = step
    if (isText(node)) {
      if (from === null && node.data.trim()) from = node.parent && isTag(node.parent) ? node.parent : null
      line += node.data
    } else if (isTag(node) && !LEFT_OUT.has(node.name)) {
      if (node.name === 'tr') {
        flush()
        builder.add(rowText(node), { ...whereOf(node), row: numberOf(node) })
      } else {
        const isBlock = BLOCKS.has(node.name)
        if (isBlock) flush()
        if (isBlock) steps.push({ closes: node })
        for (let i = node.children.length - 1; i >= 0; i -= 1) steps.push({ node: node.children[i] as AnyNode })
      }
    }
  }
  flush()
}

function rowText(row: Element): string {
  return row.children
    .filter(isTag)
    .filter((cell) => cell.name === 'td' || cell.name === 'th')
    .map((cell) => squeeze(textOf(cell)))
    .filter(Boolean)
    .join('; ')
}

/** The text below an element; left-out elements and comments add nothing. */
export function textOf(root: Element): string {
  const parts: string[] = []
  const nodes: AnyNode[] = [root]
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (isText(node)) parts.push(node.data)
    else if (isTag(node) && !LEFT_OUT.has(node.name)) {
      if (BLOCKS.has(node.name)) parts.push(' ')
      for (let i = node.children.length - 1; i >= 0; i -= 1) nodes.push(node.children[i] as AnyNode)
    }
  }
  return parts.join('')
}

const LONGEST_PATH = 6

function whereOf(element: Element | null): { element?: string } {
  const path: string[] = []
  for (let at = element; at && at.name !== 'body' && at.name !== 'html' && path.length < LONGEST_PATH; at = at.parent && isTag(at.parent) ? at.parent : null) {
    path.unshift(`${at.name}:nth-of-type(${numberOf(at)})`)
  }
  return path.length === 0 ? {} : { element: path.join(' > ') }
}

/** Each element's number among its siblings of one name, worked out once a parent: pages have lists of fifty thousand. */
const numbers = new WeakMap<AnyNode, ReadonlyMap<Element, number>>()

function numberOf(element: Element): number {
  const parent = element.parent
  if (!parent) return 1
  let known = numbers.get(parent)
  if (!known) {
    const counts = new Map<string, number>()
    const made = new Map<Element, number>()
    for (const child of parent.children) {
      if (!isTag(child)) continue
      const number = (counts.get(child.name) ?? 0) + 1
      counts.set(child.name, number)
      made.set(child, number)
    }
    numbers.set(parent, made)
    known = made
  }
  return known.get(element) ?? 1
}
