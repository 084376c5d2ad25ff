/** Marked sentences: a sentence in which names stand as marks, so that rules need not know them. */
import type { Mention } from './mention.ts'
import type { Sentence } from './sentences.ts'

/** `⟦0⟧ received yarn from ⟦1⟧`: organisations stand in `⟦ ⟧`, programmes in `⟪ ⟫`, official lists in `⟨ ⟩`. */
export type MarkedSentence = {
  /** The sentence as it stands, and without what only describes its names ("⟦0⟧, a mill in Aksu, sells …"). */
  readonly variants: readonly string[]
  readonly mentions: readonly Mention[]
  /** How many of the mentions are organisations. */
  readonly organisations: number
  readonly start: number
  readonly end: number
}

/** Marks the names in a sentence. The mentions are those inside it, in order, none over another. */
export function markSentence(text: string, { start, end }: Sentence, mentions: readonly Mention[]): MarkedSentence {
  let marked = ''
  let at = start
  for (const [i, mention] of mentions.entries()) {
    marked += text.slice(at, mention.start) + markOf(mention, i)
    at = mention.end
  }
  marked = readable(marked + text.slice(at, end))
  // "Merrow Apparel Holdings (MAH)" names one company once.
  const once = marked.replace(/ ?[(（]"?⟦(\d+)⟧"?[)）]/g, (whole, i: string) => (mentions[Number(i)]?.kind === 'reference' ? '' : whole))
  const plain = withoutDescriptions(once)
  return {
    variants: plain === marked ? [marked] : [marked, plain],
    mentions,
    organisations: mentions.filter(({ kind }) => kind !== 'programme' && kind !== 'list').length,
    start,
    end,
  }
}

function markOf({ kind, surface }: Mention, i: number): string {
  if (kind === 'programme') return `⟪${i}⟫`
  if (kind === 'list') return `⟨${i}⟩`
  // "Its" is its owner's: "⟦0⟧’s subsidiary".
  return /^(?:Its|其)$/.test(surface) ? `⟦${i}⟧'s` : `⟦${i}⟧`
}

/** Words as they are read: links, emphasis and note marks of Markdown away, one kind of space and apostrophe. */
function readable(marked: string): string {
  return marked
    .replace(/!?\[([^\]]{0,300})\]\([^)\s]{0,600}\)/g, '$1')
    .replace(/\]\([^)\s]{0,600}\)/g, '')
    .replace(/\[\^[^\]]{1,30}\]|\[\d{1,3}\]/g, '')
    .replace(/(?<![\p{L}\d])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\p{L}\d])/gu, '')
    .replace(/[[\]]/g, '')
    .replace(/[’‘`]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[\s\u00A0]+/g, ' ')
}

const DESCRIPTION =
  /(⟦\d+⟧),? ?(?:\((?![^)]*⟦)[^)]{1,120}\)|,? \((?![^)]*⟦)[^)]{1,120}\)|, (?:an?|the|one|which|who|based|headquartered|founded|formerly|known|now|once|then|together|along|like|itself|also|part|with)\b[^⟦⟧;:]{1,140}?,(?! (?:and|or)? ?⟦))(?= |,|\.|$)/gu
const ASIDE =
  /, (?:according to|say|says|said|in turn|however|too|for example|for instance|among others|meanwhile|it is said|[\p{L}]+ say|they say|which in turn)[^⟦⟧⟪⟫,]{0,80},/giu

function withoutDescriptions(marked: string): string {
  return marked.replace(DESCRIPTION, '$1').replace(ASIDE, '').replace(/ +/g, ' ')
}
