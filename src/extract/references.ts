/** References: initials brought in with brackets, and "the company", "its", 该公司, each for a name that stands before it. */
import type { Mention } from './mention.ts'
import type { Sentence } from './sentences.ts'

const isOrganisation = (mention: Mention) => mention.kind === 'organisation' || mention.kind === 'proposed'
const INITIALS = /^ ?[(（]["“”'‘’]?(?:hereinafter |hereafter |the )?["“‘]?(\p{Lu}[\p{L}\d&-]{1,11}|[\p{Script=Han}]{2,6})["“”'’]?[)）]/u

/** Short names that brackets bring in: "Merrow Apparel Holdings (MAH)", and every place where they stand again. */
export function findShortNames(text: string, mentions: readonly Mention[]): Mention[] {
  const found: Mention[] = []
  const seen = new Set<string>()
  for (const mention of mentions) {
    if (!isOrganisation(mention)) continue
    const match = INITIALS.exec(text.slice(mention.end, mention.end + 40))
    const short = match?.[1]
    if (!match || !short || seen.has(short) || !isShortOf(short, mention.surface)) continue
    seen.add(short)
    const edge = /\p{Script=Han}/u.test(short) ? ['', ''] : ['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])']
    for (const again of text.slice(mention.end).matchAll(new RegExp(`${edge[0]}${RegExp.escape(short)}${edge[1]}`, 'gu'))) {
      const start = mention.end + again.index
      found.push({
        start,
        end: start + short.length,
        surface: short,
        kind: 'reference',
        id: mention.id,
        stands: mention.stands,
        method: `short for ${mention.surface}`,
      })
    }
  }
  return found
}

/** Whether a short name is the initials of a longer one, or a part of it. */
function isShortOf(short: string, long: string): boolean {
  if (/\p{Script=Han}/u.test(short)) return [...short].every((letter) => long.includes(letter))
  const initials = long
    .split(/[\s,&-]+/)
    .filter((word) => /^\p{Lu}/u.test(word))
    .map((word) => word[0])
    .join('')
  const plain = short.replace(/[^\p{L}\d]/gu, '').toUpperCase()
  return initials.toUpperCase().startsWith(plain.slice(0, 2)) || long.toUpperCase().startsWith(plain) || long.toUpperCase().split(/\s+/).includes(plain)
}

const SORT =
  '(?:company|firm|retailer|brand|manufacturer|supplier|factory|mill|supermarket|corporation|conglomerate|enterprise|maker|chain|group|spinner|plant|carmaker|producer|processor|trader|exporter|importer)'
const STANDS_FOR = new RegExp(
  String.raw`(?<![\p{L}])(?:[Tt]h(?:e|is|at) ${SORT}(?!\p{L}| (?:of|that|which|in|called|named|and its owner)\b)|I(?:t|ts)(?= ))|该(?:公司|企业|厂|集团)`,
  'gu',
)

/** "The company" and its like in a sentence, each for the first name of the sentence before or, without one, of its own. */
export function findReferences(text: string, sentence: Sentence, inside: readonly Mention[], before: Mention | null): Mention[] {
  const found: Mention[] = []
  for (const match of text.slice(sentence.start, sentence.end).matchAll(STANDS_FOR)) {
    const start = sentence.start + match.index
    const end = start + match[0].length
    if (/^I/.test(match[0]) && match.index > 2) continue
    if (inside.some((mention) => mention.start < end && start < mention.end)) continue
    // "the retailer Larkmoor" is no reference: the name follows.
    if (
      inside.some(
        (mention) =>
          mention.start - end >= 0 &&
          mention.start - end <= 2 &&
          isOrganisation(mention) &&
          /^\s?$/.test(text.slice(end, mention.start)) &&
          !/^Its$/.test(match[0]),
      )
    )
      continue
    const earlier = inside.find((mention) => isOrganisation(mention) && mention.end <= start)
    const of = /^I/.test(match[0]) ? before : (earlier ?? before ?? reportedBy(text, inside))
    if (of) found.push({ start, end, surface: match[0], kind: 'reference', id: of.id, stands: of.stands, method: `stands for ${of.surface}` })
  }
  return found
}

/** The name in "according to the annual report of X": the sentence speaks of it throughout. */
function reportedBy(text: string, inside: readonly Mention[]): Mention | null {
  return (
    inside.find(
      (mention) =>
        isOrganisation(mention) &&
        /\baccording to (?:the |its )?(?:[\p{L}\d]+ ){0,4}(?:of |by )?$/u.test(text.slice(Math.max(0, mention.start - 60), mention.start)),
    ) ?? null
  )
}
