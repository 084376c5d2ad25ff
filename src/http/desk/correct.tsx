/** Correct: a claim as it should be, from the same words. The old one ends with a reason; somebody else accepts the new one. */
import { z } from 'zod'
import { InvalidError, NotFoundError } from '../../errors.ts'
import { addClaimByHand } from '../../extract/hand-queries.ts'
import { type ClaimObject, PREDICATE_WORDS, Predicate } from '../../model/claim.ts'
import { decideClaim } from '../../review/decide-claim.ts'
import { type QueueClaim, type Viewer, findReviewClaim } from '../../review/queue-queries.ts'
import type { DeskDeps } from './deps.ts'

/** What people can state by hand: being on a list is stated by lists alone. */
export const BY_PEOPLE = Predicate.options.filter((predicate) => predicate !== 'listed_on')

/** What a form's object is, by what its predicate takes. */
export function objectOf(predicate: Predicate, words: string): ClaimObject {
  if (predicate === 'takes_part_in') return { type: 'programme', name: words }
  if (predicate === 'committed_to') return { type: 'pledge', text: words }
  if (predicate === 'located_at') return { type: 'place', text: words }
  return { type: 'organisation', organisation: { name: words } }
}

/** The form, below the claim that is to be corrected. */
export function CorrectForm({
  claim,
  action,
  hidden = {},
  hasKey = false,
}: {
  readonly claim: QueueClaim
  readonly action: string
  readonly hidden?: Readonly<Record<string, string>>
  readonly hasKey?: boolean
}) {
  return (
    <details class="stack tight" id="correct">
      <summary data-key="c">Correct it{hasKey && <kbd>C</kbd>}</summary>
      <form method="post" action={action} class="stack tight">
        {Object.entries(hidden).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <label for="c-subject">Who</label>
        <input id="c-subject" name="subject" required maxlength={200} value={claim.subject} />
        <label for="c-predicate">Does what</label>
        <select id="c-predicate" name="predicate">
          {BY_PEOPLE.map((predicate) => (
            <option value={predicate} selected={predicate === claim.predicate}>
              {PREDICATE_WORDS[predicate]}
            </option>
          ))}
        </select>
        <label for="c-object">Whom, or what</label>
        <input id="c-object" name="object" required maxlength={300} value={claim.object} />
        <label for="c-product">What goods</label>
        <input id="c-product" name="product" maxlength={100} value={claim.product ?? ''} />
        <label for="c-period">When, as it says</label>
        <input id="c-period" name="period" maxlength={60} value={claim.period ?? ''} />
        <label for="c-reason">What was wrong</label>
        <input id="c-reason" name="reason" required maxlength={500} />
        <button name="do" value="correct">
          Put it right
        </button>
        <p class="small soft">The claim as it was ends with your reason. Somebody else accepts the corrected one.</p>
      </form>
    </details>
  )
}

const Form = z.object({
  subject: z.string().trim().min(1, 'who is missing').max(200),
  predicate: Predicate.exclude(['listed_on']),
  object: z.string().trim().min(1, 'whom or what is missing').max(300),
  product: z.string().trim().max(100).default(''),
  period: z.string().trim().max(60).default(''),
  reason: z.string().trim().min(3, 'say what was wrong').max(500),
})

/** Puts a claim right. @throws InvalidError saying what is missing, or that nothing was changed */
export async function correctClaim(
  { whole, now }: Pick<DeskDeps, 'whole' | 'now'>,
  claimId: string,
  values: Record<string, unknown>,
  viewer: Viewer,
): Promise<void> {
  const form = Form.safeParse(values)
  if (!form.success) throw new InvalidError(`This cannot be corrected so: ${form.error.issues.map(({ message }) => message).join('; ')}.`)
  const claim = await findReviewClaim(whole, claimId, viewer)
  const [evidence] = claim?.evidence ?? []
  if (!claim || !evidence) throw new NotFoundError(`There is no claim ${claimId} that you could correct.`)
  const { subject, predicate, object, product, period, reason } = form.data
  const same =
    [claim.subject, claim.predicate, claim.object, claim.product ?? '', claim.period ?? ''].join('\n') ===
    [subject, predicate, object, product, period].join('\n')
  if (same) throw new InvalidError('Nothing was changed. Change what is wrong first.')
  const { documentId, readingId, quote, start, stance } = evidence
  const corrected = {
    readingId,
    quote,
    near: start,
    subject,
    predicate,
    object: objectOf(predicate, object),
    product: product || null,
    period: period || null,
    stance,
  }
  await addClaimByHand(whole, documentId, corrected, viewer.pseudonym)
  const ruling = claim.status === 'candidate' ? 'reject' : 'retract'
  await decideClaim({ db: whole, now }, { claimId, ruling, decidedBy: viewer.pseudonym, reason: `Corrected: ${reason} It is stated anew from the same words.` })
}
