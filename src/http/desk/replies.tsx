/** /desk/replies: what companies sent as answers, until somebody has made sure who wrote them; and the clocks that run. */
import { Hono } from 'hono'
import { InvalidError } from '../../errors.ts'
import { dayText } from '../../model/day.ts'
import { DECISION_DAYS } from '../../model/reply.ts'
import { declineReply, publishReply } from '../../review/answer-claim.ts'
import { type Clock, type Reply, listClocks, listReplies } from '../../review/reply-queries.ts'
import { mayDo, needs, personOf } from '../account/guard.ts'
import { Layout } from '../components/layout.tsx'
import { safeHref } from '../safe-href.ts'
import type { DeskDeps } from './deps.ts'
import { phrase } from '../../words/language.ts'

const MOST = 50

type RepliesProps = {
  readonly replies: readonly (Reply & { readonly statement: string })[]
  readonly clocks: readonly Clock[]
  readonly today: string
  readonly mayDecide: boolean
}

function RepliesPage({ replies, clocks, today, mayDecide }: RepliesProps) {
  return (
    <Layout title="Answers">
      <div class="wrap page stack">
        <p>
          <a href="/desk">The desk</a>
        </p>
        <h1>Answers</h1>
        <section class="stack" aria-labelledby="waiting">
          <h2 id="waiting">To be checked</h2>
          {replies.length === 0 && <p class="soft">None waits.</p>}
          {replies.map((reply) => (
            <Waiting reply={reply} mayDecide={mayDecide} />
          ))}
        </section>
        <section class="stack tight" aria-labelledby="clocks">
          <h2 id="clocks">Clocks</h2>
          {clocks.length === 0 && <p class="soft">Nobody was told and has not answered, and nothing is contested.</p>}
          <ul class="plain">
            {clocks.map(({ claimId, who, kind, due }) => (
              <li>
                <span>
                  <b>{dayText(due)}</b>
                  {due < today && <b>, overdue</b>}:{' '}
                  <a href={`/desk/claims/${claimId}`}>
                    {kind === 'answer' ? phrase('{who} is to answer', { who }) : phrase('a contested claim about {who} is to be decided', { who })}
                  </a>
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Layout>
  )
}

function Waiting({ reply, mayDecide }: { readonly reply: RepliesProps['replies'][number]; readonly mayDecide: boolean }) {
  const href = reply.url === null ? null : safeHref(reply.url)
  return (
    <article class="card stack tight">
      <p>
        <b>{reply.fromName}</b> on “<a href={`/desk/claims/${reply.claimId}`}>{reply.statement}</a>”{reply.disputes && <b>, which it says is wrong</b>}
      </p>
      <div class="said">
        <p class="text-kept">{reply.text}</p>
        <span class="small soft">
          {dayText(reply.receivedAt.toISOString())}{' '}
          {href && (
            <a href={href} rel="noopener noreferrer">
              Whole letter
            </a>
          )}
        </span>
      </div>
      <p class="small">
        {reply.sentTo ? (
          <>
            It came by the link in our notice to <b>{reply.sentTo}</b>.
          </>
        ) : (
          <b>It came from the page of the claim: anybody can have written it.</b>
        )}{' '}
        To ask: <b>{reply.contact}</b>
      </p>
      {mayDecide && (
        <form method="post" action={`/desk/replies/${reply.id}`} class="stack tight">
          <label for={`c-${reply.id}`}>How you made sure who wrote it (published), or why it is not the company’s (kept here)</label>
          <input id={`c-${reply.id}`} name="checked" required maxlength={500} value={reply.sentTo ? 'It came by the link in our notice.' : ''} />
          <div class="pair">
            <button name="do" value="publish">
              Publish it beside the claim
            </button>{' '}
            <button class="button quiet" name="do" value="decline">
              It is not the company’s
            </button>
          </div>
        </form>
      )}
    </article>
  )
}

/** The routes below /desk/replies. */
export function replyDeskPages({ whole, now }: DeskDeps): Hono {
  return new Hono()
    .get('/', async (c) =>
      c.html(
        <RepliesPage
          replies={await listReplies(whole, MOST)}
          clocks={await listClocks(whole, DECISION_DAYS, MOST)}
          today={now().toISOString().slice(0, 10)}
          mayDecide={mayDo(personOf(c), 'decide claims')}
        />,
      ),
    )
    .post('/:id', needs('decide claims'), async (c) => {
      const form = await c.req.parseBody()
      const decision = { replyId: c.req.param('id'), by: personOf(c).pseudonym, checked: String(form['checked'] ?? '').slice(0, 500) }
      if (form['do'] === 'publish') await publishReply({ db: whole, now }, decision)
      else if (form['do'] === 'decline') await declineReply({ db: whole, now }, decision)
      else throw new InvalidError('Choose whether it is published or declined.')
      return c.redirect('/desk/replies', 303)
    })
}
