/** HTML to text: one block a paragraph, heading, list item or table row; scripts, styles and navigation left out. */
import { type AnyNode, type Element, type ParentNode, isTag, isText } from 'domhandler'
import { parseDocument } from 'htmlparser2'
import { InvalidError } from '../../errors.ts'
import type { Reading } from '../../model/document.ts'
import { isFrame } from './html-frame.ts'
import { decoded, headOf } from './html-head.ts'
import { findNotes, type Notes } from './html-notes.ts'
import { LeapingTokenizer } from './html-tokenizer.ts'
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
const NEVER_CLOSED = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd td th tr tbody thead tfoot option optgroup colgroup body html head'.split(
    ' ',
  ),
)

/** How deep elements that must be closed nest, about: parsing costs the square of it, so it is looked at first. */
function nests(html: string): number {
  if (hasFewer(html, '<', DEEPEST)) return 0
  let depth = 0
  let deepest = 0
  for (const [, closes, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (NEVER_CLOSED.has(name.toLowerCase())) continue
    depth = closes ? Math.max(0, depth - 1) : depth + 1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/** Whether a mark stands in a text fewer than `most` times. */
function hasFewer(text: string, mark: string, most: number): boolean {
  let count = 0
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) if ((count += 1) >= most) return false
  return true
}

/** Reads a page. Element paths count from the body; table rows carry their number within the table. */
export function readHtml(html: string): Reading {
  if (nests(html) > DEEPEST)
    throw new InvalidError('The elements of this page nest without end, so it was not read. Copy the words you need into a text file and add that.')
  // Entities are decoded where there are any: without them the parser leaps from mark to mark.
  const roots = parseDocument(html, { xmlMode: false, decodeEntities: false, Tokenizer: LeapingTokenizer }).children
  const body = findBody(roots)
  const from = body ? [body] : roots
  const notes = findNotes(html, roots)
  const article = build(from, notes, isFrame)
  // A page that is all frame by its names is read whole.
  const read = article.text.length < LEAST_ARTICLE && hasFrames(html) ? longer(article, build(from, notes, null)) : article
  return { ...headOf(roots, (element) => textOf(element, decoded, true)), ...read, claims: [] }
}

/** Less than this may be what is left of a page whose article is called a frame. */
const LEAST_ARTICLE = 400
const hasFrames = (html: string) => /<(?:aside|header|footer)\b|\brole=|\b(?:class|id|hidden)\b/i.test(html)
const longer = <T extends { readonly text: string }>(article: T, whole: T): T => (whole.text.length > article.text.length * 3 ? whole : article)

function build(roots: readonly AnyNode[], notes: Notes, isLeftOut: ((element: Element) => boolean) | null) {
  const builder = createTextBuilder()
  walk(roots, builder, notes, isLeftOut)
  return builder.build()
}

/** The first body, looked for where bodies stand. */
function findBody(roots: readonly AnyNode[]): Element | null {
  const nodes: AnyNode[] = [...roots].reverse()
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (!isTag(node)) continue
    if (node.name === 'body') return node
    for (let i = node.children.length - 1; i >= 0; i -= 1) nodes.push(node.children[i] as AnyNode)
  }
  return null
}

/** Walks without recursion, since hostile pages nest without end. Null stands where a block ends. */
function walk(
  roots: readonly AnyNode[],
  builder: ReturnType<typeof createTextBuilder>,
  { marks, notes, backs }: Notes,
  isLeftOut: ((element: Element) => boolean) | null,
): void {
  const { whereOf, numberOf } = createPaths()
  const steps: (AnyNode | null)[] = [...roots].reverse()
  let line = ''
  let from: Element | null = null
  let note: string | null = null
  const flush = () => {
    const words = squeeze(decoded(line))
    if (words) {
      const isLabelled = note !== null && new RegExp(`^[[(]?${RegExp.escape(note)}[\\]).:]?\\s`).test(words)
      builder.add(note === null || isLabelled ? words : `[${note}] ${words}`, note === null ? whereOf(from) : { ...whereOf(from), note })
      note = null
    }
    line = ''
    from = null
  }
  for (let node = steps.pop(); node !== undefined; node = steps.pop()) {
    if (node === null) flush()
    else if (isText(node)) {
      if (from === null && node.data.trim()) from = node.parent && isTag(node.parent) ? node.parent : null
      line += node.data
    } else if (isTag(node) && !LEFT_OUT.has(node.name)) {
      const mark = marks.get(node)
      const isBlock = BLOCKS.has(node.name)
      if (mark !== undefined) line += `[${mark}]`
      else if (backs.has(node) || (isBlock && isLeftOut?.(node))) continue
      else if (node.name === 'tr' && !isLayout(node)) {
        flush()
        const cells = cellsOf(node)
        builder.addRow(
          cells.map((cell) => squeeze(textOf(cell, decoded))),
          { ...whereOf(node), row: numberOf(node), ...(isHead(node, cells) ? { head: true } : {}) },
        )
      } else {
        if (isBlock) flush()
        note = notes.get(node) ?? note
        if (isBlock) steps.push(null)
        for (let i = node.children.length - 1; i >= 0; i -= 1) steps.push(node.children[i] as AnyNode)
      }
    }
  }
  flush()
}

const cellsOf = (row: Element): Element[] => row.children.filter(isTag).filter((cell) => cell.name === 'td' || cell.name === 'th')
const isHead = (row: Element, cells: readonly Element[]): boolean =>
  cells.length > 1 && (cells.every((cell) => cell.name === 'th') || (row.parent !== null && isTag(row.parent) && row.parent.name === 'thead'))

/** A row that only places things on a page: it holds tables, or cells of many paragraphs. */
function isLayout(row: Element): boolean {
  const blocks = (root: Element): number => {
    let found = 0
    const nodes: AnyNode[] = [...root.children]
    for (let node = nodes.pop(); node; node = nodes.pop()) {
      if (!isTag(node)) continue
      if (node.name === 'table') return 99
      if (node.name === 'p' || node.name === 'li' || /^h[1-6]$/.test(node.name)) found += 1
      if (found > 8) return found
      nodes.push(...node.children)
    }
    return found
  }
  return cellsOf(row).some((cell) => blocks(cell) > 8)
}

/** The text below an element; left-out elements and comments add nothing, unless the element itself is one. `decode` is given the whole. */
export function textOf(root: Element, decode: (text: string) => string = (text) => text, isWhole = false): string {
  const parts: string[] = []
  const nodes: AnyNode[] = [root]
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (isText(node)) parts.push(node.data)
    else if (isTag(node) && ((isWhole && node === root) || !LEFT_OUT.has(node.name))) {
      if (BLOCKS.has(node.name)) parts.push(' ')
      for (let i = node.children.length - 1; i >= 0; i -= 1) nodes.push(node.children[i] as AnyNode)
    }
  }
  return decode(parts.join(''))
}

const LONGEST_PATH = 6

/**
 * Where an element stands: its path, each step with its number among its siblings of one name. The numbers are worked out once a
 * parent, since pages have lists of fifty thousand, and go with the page: what a WeakMap holds outlives many a page.
 */
function createPaths() {
  const numbers = new Map<AnyNode, ReadonlyMap<Element, number>>()
  const above = new Map<ParentNode, string>()
  const numberOf = (element: Element): number => {
    const { parent } = element
    if (!parent) return 1
    let known = numbers.get(parent)
    if (!known) numbers.set(parent, (known = numbersBelow(parent)))
    return known.get(element) ?? 1
  }
  const stepOf = (element: Element) => `${element.name}:nth-of-type(${numberOf(element)})`
  const pathOf = (element: Element, most: number): string => {
    const { parent } = element
    return most > 1 && parent && isTag(parent) && !isTop(parent) ? `${pathOf(parent, most - 1)} > ${stepOf(element)}` : stepOf(element)
  }
  return {
    numberOf,
    whereOf(element: Element | null): { element?: string } {
      if (element === null || isTop(element)) return {}
      const { parent } = element
      if (!parent || !isTag(parent) || isTop(parent)) return { element: stepOf(element) }
      let path = above.get(parent)
      if (path === undefined) above.set(parent, (path = pathOf(parent, LONGEST_PATH - 1)))
      return { element: `${path} > ${stepOf(element)}` }
    },
  }
}

const isTop = ({ name }: Element) => name === 'body' || name === 'html'

function numbersBelow(parent: ParentNode): Map<Element, number> {
  const counts = new Map<string, number>()
  const numbers = new Map<Element, number>()
  for (const child of parent.children) {
    if (!isTag(child)) continue
    const number = (counts.get(child.name) ?? 0) + 1
    counts.set(child.name, number)
    numbers.set(child, number)
  }
  return numbers
}
