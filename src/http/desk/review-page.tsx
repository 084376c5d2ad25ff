/** The page of review: one claim beside the words it rests on, with a key for each button. */
import type { PropsWithChildren } from 'hono/jsx'
import { PREDICATE_WORDS } from '../../model/claim.ts'
import type { LikeName, QueueClaim } from '../../review/queue-queries.ts'
import { Layout } from '../components/layout.tsx'
import { countText } from '../components/words.ts'
import { CorrectForm } from './correct.tsx'
import { DeskEvidence, MaskBoxes } from './evidence.tsx'
import { phrase } from '../../words/language.ts'

export type ReviewProps = {
  readonly claim: QueueClaim | null
  readonly waiting: number
  readonly putOff: readonly string[]
  readonly done: { readonly id: string; readonly said: string } | null
  readonly problem: string | null
  readonly likeNames: readonly LikeName[]
  readonly mayDecide: boolean
}

/** The page: one claim beside the words it rests on, or that nothing waits. */
export function ReviewPage({ claim, waiting, putOff, done, problem, likeNames, mayDecide }: ReviewProps) {
  return (
    <Layout title="Review" script="review.js">
      <div class="wrap page reader">
        <div class="stack">
          {done && (
            <form method="post" action={`/desk/review/${done.id}`} class="pair">
              <input type="hidden" name="putoff" value={putOff.join(',')} />
              <span role="status">{done.said}.</span>{' '}
              <button class="button quiet small" name="do" value="undo" data-key="u">
                Undo<kbd>U</kbd>
              </button>
            </form>
          )}
          {problem && (
            <p role="alert">
              <b>{problem}</b>
            </p>
          )}
          {claim ? claim.evidence.map((each) => <DeskEvidence evidence={each} named={[claim.subject, claim.object]} />) : <Empty waiting={waiting} />}
        </div>
        {claim && (
          <Claim claim={claim} waiting={waiting}>
            {mayDecide ? (
              <Decide claim={claim} putOff={putOff} likeNames={likeNames} />
            ) : (
              <p class="small soft">Researchers, reviewers and admins decide; you may read along.</p>
            )}
          </Claim>
        )}
      </div>
    </Layout>
  )
}

function Empty({ waiting }: { readonly waiting: number }) {
  return (
    <>
      <h1>Nothing waits for you</h1>
      <p>
        {waiting === 0
          ? 'Every claim that was found has been decided.'
          : phrase('{claim} {more} for others: what you added yourself, asked about or put off is not shown to you.', {
              claim: countText(waiting, 'claim'),
              more: waiting === 1 ? 'waits' : 'wait',
            })}
      </p>
      <p>
        <a href="/desk/review">Look again</a> · <a href="/desk">The desk</a>
      </p>
    </>
  )
}

function Claim({ claim, waiting, children }: PropsWithChildren<{ readonly claim: QueueClaim; readonly waiting: number }>) {
  const [first] = claim.evidence
  return (
    <section class="claim stack found" aria-labelledby="claim">
      <p class="soft small">
        {waiting >= 1_000 ? 'More than a thousand wait' : `${countText(waiting, 'claim')} ${waiting === 1 ? 'waits' : 'wait'}`}
        {claim.connects > 0 && phrase(' · would connect {brand} with a programme or list', { brand: countText(claim.connects, 'brand') })}
      </p>
      <h1 id="claim" class="step-1">
        {claim.subject} {PREDICATE_WORDS[claim.predicate]} {claim.object}
      </h1>
      <dl class="record">
        {claim.product && (
          <>
            <dt>What</dt>
            <dd>{claim.product}</dd>
          </>
        )}
        {claim.period && (
          <>
            <dt>When</dt>
            <dd>{claim.period}</dd>
          </>
        )}
        <dt>Found by</dt>
        <dd class="small">
          {first?.why ?? first?.rule} Confidence {first?.confidence}.
        </dd>
        <dt>Added by</dt>
        <dd>{first?.submittedBy}</dd>
      </dl>
      {claim.questions.map(({ by, question }) => (
        <p class="small">
          <b>{by} asks:</b> {question}
        </p>
      ))}
      {children}
    </section>
  )
}

function Decide({ claim, putOff, likeNames }: { readonly claim: QueueClaim; readonly putOff: readonly string[]; readonly likeNames: readonly LikeName[] }) {
  const untold = claim.evidence.find((each) => each.confidential && each.paraphrase === null)
  return (
    <>
      <form method="post" action={`/desk/review/${claim.id}`} class="stack tight">
        <input type="hidden" name="putoff" value={putOff.join(',')} />
        {untold && (
          <>
            <label for="told">What the confidential source says, in your own words and without saying who said it</label>
            <textarea id="told" name="told" rows={3} maxlength={600}></textarea>
            <input type="hidden" name="evidence" value={untold.id} />
          </>
        )}
        <MaskBoxes evidence={claim.evidence} named={[claim.subject, claim.object]} />
        <label for="reason">Why, in a sentence (left empty, the usual one is written down)</label>
        <input id="reason" name="reason" maxlength={1_000} autocomplete="off" />
        <div class="pair">
          <button name="do" value="accept" data-key="a">
            Accept<kbd>A</kbd>
          </button>{' '}
          <button class="button quiet" name="do" value="reject" data-key="r">
            Reject<kbd>R</kbd>
          </button>{' '}
          <button class="button quiet" name="do" value="ask" data-key="?">
            Ask<kbd>?</kbd>
          </button>{' '}
          <button class="button quiet" name="do" value="later" data-key="l">
            Later<kbd>L</kbd>
          </button>
        </div>
      </form>
      {likeNames.map((each, i) => (
        <SameName claim={claim.id} putOff={putOff} like={each} isFirst={i === 0} />
      ))}
      <CorrectForm claim={claim} action={`/desk/review/${claim.id}`} hidden={{ putoff: putOff.join(',') }} hasKey />
      <p class="small">
        Names: <a href="/desk/names">which may be one</a>. <a href={`/desk/claims/${claim.id}`}>This claim’s whole record</a>, to tell the company before it is
        published.
      </p>
      <p class="small soft">You are not shown claims that you added yourself. Accepted claims are published within a minute.</p>
    </>
  )
}

/** Asks whether an end of the claim and another organisation are one. */
function SameName({
  claim,
  putOff,
  like,
  isFirst,
}: {
  readonly claim: string
  readonly putOff: readonly string[]
  readonly like: LikeName
  readonly isFirst: boolean
}) {
  return (
    <form method="post" action={`/desk/review/${claim}`} class="stack tight">
      <input type="hidden" name="putoff" value={putOff.join(',')} />
      <input type="hidden" name="one" value={like.one} />
      <input type="hidden" name="other" value={like.other} />
      <p class="small">
        Are <b>{like.oneName}</b> and <b>{like.otherName}</b> one? <span class="soft">{like.reasons.join('; ')}</span>
      </p>
      <div class="pair">
        <button class="button quiet small" name="do" value="same" data-key={isFirst ? 'm' : undefined}>
          One{isFirst && <kbd>M</kbd>}
        </button>{' '}
        <button class="button quiet small" name="do" value="different">
          Two
        </button>
      </div>
    </form>
  )
}
