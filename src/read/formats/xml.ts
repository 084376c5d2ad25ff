/** XML to text, feeds above all: titles and words of each entry, one block an element that holds words. */
import { load } from 'cheerio'
import { type AnyNode, type Element, isCDATA, isTag, isText } from 'domhandler'
import type { Reading } from '../../model/document.ts'
import { createTextBuilder, squeeze } from '../text-builder.ts'

const LONGEST_ELEMENT = 200

/** Reads XML, well formed or not. Markup inside an entry is shown as the words it holds. */
export function readXml(xml: string): Reading {
  const $ = load(xml, { xml: { xmlMode: true, recognizeCDATA: true, decodeEntities: true } })
  const builder = createTextBuilder()
  let title: string | null = null
  const nodes: AnyNode[] = [...($.root().get(0)?.children ?? [])].reverse()
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (isText(node)) builder.add(wordsOf(node.data), {})
    else if (isCDATA(node)) builder.add(wordsOf(node.children.map((child) => (isText(child) ? child.data : '')).join('')), {})
    else if (isTag(node)) {
      const words = ownWords(node)
      if (words === null) for (let i = node.children.length - 1; i >= 0; i -= 1) nodes.push(node.children[i] as AnyNode)
      else {
        builder.add(words, { element: node.name.slice(0, LONGEST_ELEMENT) })
        if (title === null && /^(?:\w+:)?title$/i.test(node.name) && words) title = words.slice(0, 200)
      }
    }
  }
  const language = /^[a-zA-Z]{2,3}(-[\w-]+)?$/.exec($('*').first().attr('xml:lang') ?? $('language').first().text().trim())?.[0] ?? null
  return { title, language, publishedOn: null, ...builder.build(), claims: [] }
}

/** The words of an element without elements inside; null when there are some. */
function ownWords(element: Element): string | null {
  let words = ''
  for (const child of element.children) {
    if (isTag(child)) return null
    if (isText(child)) words += child.data
    else if (isCDATA(child)) words += child.children.map((inner) => (isText(inner) ? inner.data : '')).join('')
  }
  return wordsOf(words)
}

/** Words of a value that may itself be HTML. */
function wordsOf(value: string): string {
  if (!/<[a-z!/]|&[a-z#]/i.test(value)) return squeeze(value)
  const $ = load(value, { xml: { xmlMode: false } })
  $('script, style').remove()
  return squeeze($.root().text())
}
