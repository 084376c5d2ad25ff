/** /claims/:id/reply and /reply/:token: a company answers a claim, without an account. */
import { Hono } from 'hono'
import { InvalidError } from '../../errors.ts'
import { dayText } from '../../model/day.ts'
import type { ClaimRecord } from '../../model/profile.ts'
import { ReplyInput } from '../../model/reply.ts'
import { getClaim } from '../../publish/read-queries.ts'
import { getNotice, offerReply } from '../../review/answer-claim.ts'
import type { Notice } from '../../review/reply-queries.ts'
import { Layout } from '../components/layout.tsx'
import { madeUpOf } from '../components/made-up.tsx'
import type { GiveDeps } from './deps.ts'
import { workOf } from './gate.ts'

type ReplyProps = { readonly claim: ClaimRecord | null; readonly notice: Notice | null; readonly action: string }

function ReplyPage({ claim, notice, action }: ReplyProps) {
  return (
    <Layout title="Answer a claim" script="prove.js" madeUp={madeUpOf([{ demonstration: claim?.demonstration ?? notice?.demonstration }])} unlisted>
      <div class="wrap page stack prose">
        <h1>Answer a claim</h1>
        {claim && (
          <p class="lead">
            We say: “<a href={`/claims/${claim.id}`}>{claim.statement}</a>”
          </p>
        )}
        {notice && (
          <details class="stack tight" open={!claim}>
            <summary>Our notice to {notice.organisation}</summary>
            <p class="text-kept">{notice.text}</p>
          </details>
        )}
        {notice && (
          <p>
            Please answer by <b>{dayText(notice.answerBy)}</b>. Later answers are published too.
          </p>
        )}
        <p class="soft">
          Your answer is published beside the claim, at the same size, once we have made sure that it comes from the company. If it says that the claim is
          wrong, somebody who has not decided on it before looks at it again, and gives reasons.
        </p>
        <form method="post" action={action} class="stack tight" data-prove>
          <label for="from">The company that answers</label>
          <input id="from" name="from" required maxlength={200} value={notice?.organisation ?? ''} autocomplete="organization" />
          <label for="text">Its answer</label>
          <textarea id="text" name="text" rows={8} required maxlength={5_000}></textarea>
          <label>
            <input type="checkbox" name="disputes" value="yes" /> The claim is wrong
          </label>
          <label for="url">Where the whole letter stands, if it does</label>
          <input id="url" name="url" type="url" maxlength={2_000} />
          <label for="contact">
            {notice
              ? 'Whom we can ask whether this is the company’s answer'
              : 'How we can make sure that it comes from the company: an address on its own site, a number of its press office'}
          </label>
          <input id="contact" name="contact" required maxlength={300} aria-describedby="never" />
          <p class="small soft" id="never">
            Never shown, and deleted once we have asked.
          </p>
          <button>Send the answer</button>
        </form>
      </div>
    </Layout>
  )
}

function Taken() {
  return (
    <Layout title="Your answer is here" unlisted>
      <div class="wrap page stack prose">
        <h1>Your answer is here</h1>
        <p>We make sure who sent it, and then publish it beside the claim, word for word. That takes a few days at most.</p>
      </div>
    </Layout>
  )
}

/** What a form says. @throws InvalidError with a sentence for each fault */
function replyOf(form: Record<string, unknown>): ReplyInput {
  const parsed = ReplyInput.safeParse({
    from: form['from'] ?? '',
    text: form['text'] ?? '',
    disputes: form['disputes'] === 'yes',
    contact: form['contact'] ?? '',
    url: form['url'] || null,
  })
  if (!parsed.success) throw new InvalidError(`This cannot be sent: ${parsed.error.issues.map(({ message }) => message).join('; ')}.`)
  return parsed.data
}

/** The routes by which companies answer. */
export function replyPages({ db, whole, now, gate }: GiveDeps): Hono {
  const deps = { db: whole, now }
  return new Hono()
    .get('/claims/:id/reply', async (c) => {
      const claim = await getClaim(db, c.req.param('id'))
      return c.html(<ReplyPage claim={claim} notice={null} action={`/claims/${claim.id}/reply`} />)
    })
    .post('/claims/:id/reply', async (c) => {
      const form = await c.req.parseBody()
      const reply = replyOf(form)
      gate.admit(workOf(c))
      await offerReply(deps, { claimId: c.req.param('id') }, reply)
      return c.html(<Taken />)
    })
    .get('/reply/:token', async (c) => {
      const notice = await getNotice(whole, c.req.param('token'))
      const claim = await getClaim(db, notice.claimId).catch(() => null)
      return c.html(<ReplyPage claim={claim} notice={notice} action={`/reply/${c.req.param('token')}`} />)
    })
    .post('/reply/:token', async (c) => {
      gate.admit(workOf(c))
      await offerReply(deps, { token: c.req.param('token') }, replyOf(await c.req.parseBody()))
      return c.html(<Taken />)
    })
}
