/** Notes of a page: links that are marks of notes ("…in Aksu¹"), and the elements that they lead to. */
import { type AnyNode, type Element, isTag, isText } from 'domhandler'

const MARK = /^[[(]?\s*(\d{1,4}|[*†‡§¶]{1,3}|[a-z]|[ivxl]{1,5})\s*[\])]?$/i
const BACK = /^[^\p{L}\p{N}[\]()*†‡§¶]*$|^(?:back|return)(?: to (?:text|content|top))?$/iu

/** Each mark's link with its label, and each note's element with its label. */
export type Notes = { readonly marks: ReadonlyMap<Element, string>; readonly notes: ReadonlyMap<Element, string>; readonly backs: ReadonlySet<Element> }
const NONE: Notes = { marks: new Map(), notes: new Map(), backs: new Set() }

/** Finds the notes of a page; most pages have none, which their source tells. */
export function findNotes(html: string, roots: readonly AnyNode[]): Notes {
  if (!html.includes('#') || !/href\s*=\s*["']?#/i.test(html) || !/<sup\b|noteref|footnote|endnote|\bfn[-_:]?\d|cite_note/i.test(html)) return NONE
  const links: Element[] = []
  const byId = new Map<string, Element>()
  const nodes: AnyNode[] = [...roots]
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (!isTag(node)) continue
    const id = node.attribs['id'] ?? (node.name === 'a' ? node.attribs['name'] : undefined)
    if (id && !byId.has(id)) byId.set(id, node)
    if (node.name === 'a' && node.attribs['href']?.startsWith('#')) links.push(node)
    nodes.push(...node.children)
  }
  const marks = new Map<Element, string>()
  const notes = new Map<Element, string>()
  const backs = new Set<Element>()
  for (const link of links.reverse()) {
    const words = wordsOf(link)
    if (BACK.test(words)) backs.add(link)
    const label = MARK.exec(words)?.[1]
    const target = byId.get((link.attribs['href'] as string).slice(1))
    if (!label || !target || !isMark(link)) continue
    const note = blockOf(target)
    if (isInside(link, note)) continue
    marks.set(link, label)
    if (!notes.has(note)) notes.set(note, label)
  }
  return { marks, notes, backs }
}

/** A link in raised type, or one that says of itself that it leads to a note. */
function isMark(link: Element): boolean {
  const says = (element: Element) =>
    /noteref|footnote|endnote|cite_ref|reference|\bfn/i.test(
      `${element.attribs['role'] ?? ''} ${element.attribs['class'] ?? ''} ${element.attribs['epub:type'] ?? ''} ${element.attribs['href'] ?? ''}`,
    )
  const parent = link.parent && isTag(link.parent) ? link.parent : null
  return says(link) || parent?.name === 'sup' || link.children.some((child) => isTag(child) && child.name === 'sup')
}

/** The item or paragraph that a note's anchor stands in. */
function blockOf(target: Element): Element {
  let at = target
  while (/^(?:a|span|sup|b|i|em|strong)$/.test(at.name) && at.parent && isTag(at.parent)) at = at.parent
  return at
}

function isInside(element: Element, outer: Element): boolean {
  for (let at: AnyNode | null = element; at; at = at.parent as AnyNode | null) if (at === outer) return true
  return false
}

function wordsOf(element: Element): string {
  return element.children
    .map((child) => (isText(child) ? child.data : isTag(child) ? wordsOf(child) : ''))
    .join('')
    .trim()
}
