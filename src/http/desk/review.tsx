/** /desk/review: one claim at a time beside the words it rests on; everything by keyboard, with undo. */
import { Hono } from 'hono'
import type { PropsWithChildren } from 'hono/jsx'
import { PREDICATE_WORDS, type Ruling } from '../../model/claim.ts'
import { ConflictError, ForbiddenError, InvalidError } from '../../errors.ts'
import { judge } from '../../resolve/judge.ts'
import { decideClaim } from '../../review/decide-claim.ts'
import { maskWords, paraphrase } from '../../review/protect-queries.ts'
import {
  type LikeName,
  type QueueClaim,
  type Viewer,
  askAbout,
  countWaiting,
  findNextClaim,
  findReviewClaim,
  listLikeNames,
} from '../../review/queue-queries.ts'
import type { Person } from '../../accounts/accounts.ts'
import { mayDo, needs, personOf } from '../account/guard.ts'
import { Layout } from '../components/layout.tsx'
import { countText } from '../components/words.ts'
import { viewerOf } from './confidential.ts'
import { CorrectForm, correctClaim } from './correct.tsx'
import type { DeskDeps } from './deps.ts'
import { DeskEvidence, MaskBoxes, masksOf } from './evidence.tsx'

const MOST_PUT_OFF = 60
/** What is most often the reason, one key away. A reviewer may write their own. */
const REASONS: Readonly<Record<'accept' | 'reject', string>> = {
  accept: 'The quote says it, of the organisations named here.',
  reject: 'The quote does not say it.',
}

type ReviewProps = {
  readonly claim: QueueClaim | null
  readonly waiting: number
  readonly putOff: readonly string[]
  readonly done: { readonly id: string; readonly said: string } | null
  readonly problem: string | null
  readonly likeNames: readonly LikeName[]
  readonly mayDecide: boolean
}

function ReviewPage({ claim, waiting, putOff, done, problem, likeNames, mayDecide }: ReviewProps) {
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
          : `${countText(waiting, 'claim')} ${waiting === 1 ? 'waits' : 'wait'} for others: what you added yourself, asked about or put off is not shown to you.`}
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
        {claim.connects > 0 && ` · would connect ${countText(claim.connects, 'brand')} with a programme or list`}
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

/** The routes below /desk/review. */
export function reviewPages({ whole, now }: DeskDeps): Hono {
  const idsOf = (text: unknown) =>
    String(text ?? '')
      .split(',')
      .filter((id) => /^clm_[a-f\d]+$/.test(id))
      .slice(-MOST_PUT_OFF)
  const waitingClaim = async (id: string, viewer: Viewer) => {
    const found = await findReviewClaim(whole, id, viewer)
    return found?.status === 'candidate' ? found : null
  }
  /** The next claim. One that somebody else decides between finding and showing it is passed over. */
  const nextClaim = async (viewer: Viewer, putOff: readonly string[], holds: boolean) => {
    for (;;) {
      const id = await findNextClaim(whole, viewer, putOff, holds)
      const claim = id ? await waitingClaim(id, viewer) : null
      if (claim || !id) return claim
    }
  }
  const show = async (person: Person, putOff: readonly string[], done: ReviewProps['done'], problem: string | null = null, chosen: string | null = null) => {
    const viewer = viewerOf(person)
    const claim = chosen ? await waitingClaim(chosen, viewer) : await nextClaim(viewer, putOff, mayDo(person, 'decide claims'))
    const likeNames = claim ? await listLikeNames(whole, [claim.subjectId, ...(claim.objectId ? [claim.objectId] : [])]) : []
    return (
      <ReviewPage
        likeNames={likeNames}
        claim={claim}
        waiting={await countWaiting(whole)}
        putOff={putOff}
        done={done}
        problem={problem}
        mayDecide={mayDo(person, 'decide claims')}
      />
    )
  }
  return new Hono()
    .get('/', async (c) => c.html(await show(personOf(c), idsOf(c.req.query('putoff')), null)))
    .post('/:id', needs('decide claims'), async (c) => {
      const form = await c.req.parseBody({ all: true })
      const [id, me, action, reason] = [
        c.req.param('id'),
        personOf(c),
        String(form['do'] ?? ''),
        String(form['reason'] ?? '')
          .trim()
          .slice(0, 1_000),
      ]
      const putOff = idsOf(form['putoff'])
      const rule = (ruling: Ruling, why: string) => decideClaim({ db: whole, now }, { claimId: id, ruling, decidedBy: me.pseudonym, reason: why })
      try {
        if (action === 'accept') {
          if (String(form['told'] ?? '').trim())
            await paraphrase({ db: whole, now }, { evidenceId: String(form['evidence']), words: String(form['told']), by: me.pseudonym })
          for (const [documentId, words] of masksOf(form['mask']))
            await maskWords({ db: whole, now }, { documentId, words, reason: 'A private person’s name.', by: me.pseudonym })
        }
        if (action === 'accept' || action === 'reject') {
          await rule(action, reason || REASONS[action])
          return c.html(await show(me, putOff, { id, said: action === 'accept' ? 'Accepted' : 'Rejected' }))
        }
        if (action === 'same' || action === 'different') {
          if (!mayDo(me, 'judge names')) throw new ForbiddenError('Your role may not judge names.')
          const [oneId, otherId] = [String(form['one'] ?? ''), String(form['other'] ?? '')]
          const why =
            action === 'same'
              ? 'Judged one in review, by the names and what is claimed of them.'
              : 'Judged two in review, by the names and what is claimed of them.'
          await judge({ db: whole, now }, { oneId, otherId, ruling: action, decidedBy: me.pseudonym, reason: why })
          return c.html(await show(me, putOff, null, null, id))
        }
        if (action === 'correct') {
          await correctClaim({ whole, now }, id, form, viewerOf(me))
          return c.html(await show(me, putOff, { id, said: 'Put right' }))
        }
        if (action === 'undo') {
          await rule('reopen', 'Taken back at once by whoever decided it.')
          return c.html(await show(me, putOff, null, null, id))
        }
        if (action === 'ask') {
          if (!reason) throw new InvalidError('Write the question into the field first.')
          await askAbout(whole, id, me.pseudonym, reason, now())
          return c.html(await show(me, putOff, null))
        }
        if (action === 'later') return c.html(await show(me, [...putOff, id], null))
        throw new InvalidError('Choose accept, correct, reject, ask or later.')
      } catch (error) {
        if (error instanceof ConflictError) return c.html(await show(me, putOff, null, `${error.message} Here is the next one.`), 409)
        throw error
      }
    })
}
