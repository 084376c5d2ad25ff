/** Proposed names: organisations that nobody knows yet, recognised by their form. */
import type { Mention } from './names-index.ts'

const FORM = String.raw`(?:Co(?:mpany|rp(?:oration)?)?\.?,? ?(?:Ltd|Limited)?\.?|Ltd\.?|Limited|Inc\.?|LLC|LLP|PLC|plc|GmbH|AG|S\.?A\.?|S\.?p\.?A\.?|B\.?V\.?|N\.?V\.?|Pvt\.? Ltd\.?|Pte\.? Ltd\.?|Group|Holdings?)`
const WORD = String.raw`(?:[\p{Lu}\d][\p{L}\d'’-]*|&|of|and|de|\([\p{Lu}][\p{L} ]{1,30}\))`
const LATIN = new RegExp(String.raw`[\p{Lu}\d][\p{L}\d'’-]*(?: ${WORD}){0,7},? ${FORM}(?![\p{L}\d])`, 'gu')
const CHINESE = /[\p{Script=Han}（）()]{2,30}(?:有限责任公司|股份有限公司|有限公司|集团公司|集团)/gu
const NOT_FIRST =
  /^(?:The|A|An|In|At|By|From|On|For|With|And|But|When|While|Its|Their|This|That|These|Since|After|Before|Where|Our|According to|Both|Most|All)\s+/u

/** Names with a legal form that overlap none of the known mentions. */
export function proposeNames(text: string, known: readonly Mention[]): Mention[] {
  const proposed: Mention[] = []
  for (const pattern of [LATIN, CHINESE]) {
    for (const match of text.matchAll(pattern)) {
      let start = match.index
      const end = match.index + match[0].replace(/[\s,]+$/u, '').length
      for (let lead = NOT_FIRST.exec(text.slice(start, end)); lead; lead = NOT_FIRST.exec(text.slice(start, end))) start += lead[0].length
      const surface = text.slice(start, end)
      if (!/\s/u.test(surface) && !/\p{Script=Han}/u.test(surface)) continue
      if (/[\n\t;]/u.test(surface) || surface.length < 5) continue
      if (known.some((mention) => mention.start < end && start < mention.end)) continue
      proposed.push({ start, end, surface, kind: 'proposed', id: null, method: 'legal form' })
    }
  }
  return proposed
}
