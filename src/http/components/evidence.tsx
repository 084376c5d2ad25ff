/** Evidence: a quote with its words around it, who says so, when, and the sealed copy it can be checked against. */
import { RELIABILITY_WORDS } from '../../model/grade.ts'
import type { Evidence } from '../../model/profile.ts'
import { safeHref } from '../safe-href.ts'
import { dayText } from '../../model/day.ts'
import { shortSha } from './words.ts'
import { inWords, phrase } from '../../words/language.ts'

type EvidenceProps = { readonly evidence: Evidence; readonly claim: string; readonly open?: boolean; readonly others?: readonly Evidence[] }

/** One piece of evidence, folded unless `open`. */
export function EvidenceBlock({ evidence, claim, open = false, others = [] }: EvidenceProps) {
  return (
    <details class="ev" open={open}>
      <summary>
        <b>{evidence.document?.title ?? 'A confidential source'}</b>
        <span class="soft small">
          {placeOf(evidence)}
          {evidence.stance === 'refutes' && ' · speaks against it'}
          {isCopy(evidence, others) && ' · a copy of a report above, counted once'}
        </span>
      </summary>
      <EvidenceQuote evidence={evidence} claim={claim} />
    </details>
  )
}

/** The quote and where it comes from. */
export function EvidenceQuote({ evidence, claim }: Omit<EvidenceProps, 'open'>) {
  const original = evidence.document && safeHref(evidence.document.url)
  const { publisher } = evidence
  if (!evidence.document || evidence.capture === null)
    return (
      <>
        <p class="from">
          <span>What it says, in a reviewer’s words:</span>
        </p>
        <p class="paraphrase">{evidence.quote}</p>
        <p class="from">
          <span>
            {publisher.name},{' '}
            <abbr title={`${inWords(RELIABILITY_WORDS[publisher.reliability])}: ${publisher.reliabilityReason}`}>{publisher.reliability}</abbr>. It is sealed,
            and shown to nobody outside, so that nobody is exposed. <a href="/how-we-grade#confidential">What that does to the grade</a>
          </span>
        </p>
      </>
    )
  return (
    <>
      <blockquote cite={original ?? undefined}>
        <p>
          {tail(evidence.before) && <span>{tail(evidence.before)} </span>}
          {evidence.quote}
          {head(evidence.after) && <span> {head(evidence.after)}</span>}
        </p>
      </blockquote>
      <p class="from">
        <span>
          {publisher.name} ({publisher.kind},{' '}
          <abbr title={`${inWords(RELIABILITY_WORDS[publisher.reliability])}: ${publisher.reliabilityReason}`}>{publisher.reliability}</abbr>)
        </span>
        {evidence.document.published && <span>{dayText(evidence.document.published)}</span>}
        <a class="seal" href={`/captures/${evidence.capture}#${claim}`}>
          Sealed copy {shortSha(evidence.capture)}
        </a>
        {original && (
          <a href={original} rel="noopener noreferrer">
            Original
          </a>
        )}
      </p>
    </>
  )
}

/** Whether a piece above it is the same report. */
const isCopy = (evidence: Evidence, all: readonly Evidence[]): boolean =>
  evidence.report !== null &&
  all.slice(0, all.indexOf(evidence)).some((other) => other.report === evidence.report && other.document?.id !== evidence.document?.id)

const placeOf = ({ page, row }: Evidence): string => (page !== null ? phrase('page {page}', { page }) : row !== null ? phrase('row {row}', { row }) : '')

/** The end of what stands before, from a word's start; the line break before a row or heading ends it. */
function tail(before: string): string {
  const line = before.slice(before.lastIndexOf('\n') + 1)
  if (line.length < 160) return line.trim()
  return `… ${line.slice(line.indexOf(' ') + 1).trim()}`
}

function head(after: string): string {
  const end = after.indexOf('\n')
  if (end >= 0) return after.slice(0, end).trim()
  return after.length < 160 ? after.trim() : `${after.slice(0, after.lastIndexOf(' ')).trim()} …`
}
