/** Lists: names under a line that says what they have in common: "companies whose supply chains use forced labour:". */
import type { StatedClaim } from '../model/claim.ts'
import type { Span } from '../model/document.ts'
import type { Mention } from './mention.ts'

const INTRO =
  /\b(?:companies|brands|retailers|firms|corporations|suppliers|factories|manufacturers|names|businesses)\b[^\n]{0,160}(?:[:：]|(?<![.!?。])(?<=^[^\n]{10,150}))\s*[*_]*\s*$|(?:企业|公司|品牌|工厂)[^\n]{0,60}[:：]\s*$/iu
const NOT_SO = /\b(?:ban|banned|not linked|free of|prevent|against|committed|pledged|answered|respond|contacted|combat|refuse|address)\w*\b/i
const LONGEST_GAP = 12
const CONFIDENCE = 0.5
const MOST_ENTRIES = 2_000

/** The claims of every list under a line that names a programme. Each entry's own words are the quote; the line stands in its reason. */
export function claimsOfLists(text: string, spans: readonly Span[], mentions: readonly Mention[]): StatedClaim[] {
  const claims: StatedClaim[] = []
  for (const [i, span] of spans.entries()) {
    const words = text.slice(span.start, span.end)
    const line = words.slice(Math.max(0, words.trimEnd().lastIndexOf('\n') + 1)).trim()
    const intro = line.slice(-400)
    if (!INTRO.test(intro) || NOT_SO.test(intro)) continue
    const from = span.end - words.length + Math.max(0, words.lastIndexOf(line))
    const programme = mentions.find(({ kind, start, end }) => kind === 'programme' && start >= from && end <= span.end)
    if (!programme) continue
    for (const entry of entriesAfter(text, spans, i, mentions)) {
      claims.push({
        subject: { name: entry.stands.replace(/\s+/g, ' ') },
        predicate: 'takes_part_in',
        object: { type: 'programme', name: programme.stands },
        product: null,
        tier: null,
        period: null,
        start: entry.start,
        end: entry.end,
        stance: 'supports',
        confidence: CONFIDENCE,
        rule: 'list',
        why: `An entry of the list under “${intro.slice(-240)}”.`,
      })
    }
  }
  return claims
}

/** The companies that stand one after another behind a line, with nothing but marks and line ends between them. */
function entriesAfter(text: string, spans: readonly Span[], i: number, mentions: readonly Mention[]): Mention[] {
  const entries: Mention[] = []
  let at = (spans[i] as Span).end
  for (const mention of mentions) {
    if (mention.start < at || mention.kind === 'programme' || mention.kind === 'list') continue
    const between = text.slice(at, mention.start)
    if (between.length > LONGEST_GAP || /[\p{L}]{2}/u.test(between) || entries.length >= MOST_ENTRIES) break
    entries.push(mention)
    at = mention.end
  }
  return entries.length >= 2 ? entries : []
}
