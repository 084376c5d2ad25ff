/** Evidence at the desk: a quote lit among its words, with what looks like people's names, so that they can be masked. */
import type { QueueEvidence } from '../../review/queue-queries.ts'
import { privateNames } from '../../review/private-names.ts'
import { phrase } from '../../words/language.ts'

type EvidenceProps = { readonly evidence: QueueEvidence; readonly named: readonly string[] }

/** One piece of evidence as reviewers see it: nothing is masked for them. */
export function DeskEvidence({ evidence, named }: EvidenceProps) {
  return (
    <article class="sheet stack tight" lang={evidence.language ?? undefined}>
      <p class="small soft" lang="en-GB">
        {evidence.title} · {evidence.publisher}, {evidence.reliability}
        {evidence.page ? phrase(' · page {page}', { page: evidence.page }) : ''} · <a href={`/documents/${evidence.documentId}/read`}>read it</a>
        {!evidence.confidential && (
          <>
            {' '}
            · <a href={`/captures/${evidence.sha256}`}>sealed copy {evidence.sha256.slice(0, 8)}</a>
          </>
        )}
        {evidence.stance === 'refutes' && (
          <>
            {' '}
            · <b>speaks against it</b>
          </>
        )}
        {evidence.confidential && (
          <>
            {' '}
            · <b>confidential</b>
          </>
        )}
      </p>
      <p class="text">
        {evidence.before}
        <mark>{evidence.quote}</mark>
        {evidence.after}
      </p>
      {evidence.masks.length > 0 && (
        <p class="small soft" lang="en-GB">
          Masked for everyone else: {evidence.masks.join(', ')}
        </p>
      )}
      {namesIn(evidence, named).length > 0 && (
        <p class="small" lang="en-GB">
          Looks like people’s names: <b>{namesIn(evidence, named).join(', ')}</b>
        </p>
      )}
    </article>
  )
}

/** What looks like people's names around a quote and is not masked yet. */
export const namesIn = ({ before, quote, after, masks }: QueueEvidence, named: readonly string[]): string[] =>
  privateNames(`${before.slice(-200)}${quote}${after.slice(0, 200)}`, named).filter((name) => !masks.some((mask) => mask.toLowerCase() === name.toLowerCase()))

/** Boxes, ticked, by which a reviewer masks names with the same decision. */
export function MaskBoxes({ evidence, named }: { readonly evidence: readonly QueueEvidence[]; readonly named: readonly string[] }) {
  const found = evidence.flatMap((each) => namesIn(each, named).map((name) => ({ name, documentId: each.documentId })))
  const once = [...new Map(found.map((each) => [`${each.documentId} ${each.name}`, each])).values()]
  if (once.length === 0) return null
  return (
    <fieldset class="stack tight">
      <legend class="small">Mask these names, if they are private persons’</legend>
      {once.map(({ name, documentId }) => (
        <label class="small">
          <input type="checkbox" name="mask" value={`${documentId} ${name}`} checked /> {name}
        </label>
      ))}
    </fieldset>
  )
}

/** What the boxes say: names by document. */
export function masksOf(values: unknown): Map<string, string[]> {
  const all = (Array.isArray(values) ? values : [values]).filter((value): value is string => typeof value === 'string' && /^doc_[a-f\d]+ ./.test(value))
  const byDocument = new Map<string, string[]>()
  for (const value of all) {
    const at = value.indexOf(' ')
    byDocument.set(value.slice(0, at), [...(byDocument.get(value.slice(0, at)) ?? []), value.slice(at + 1)])
  }
  return byDocument
}
