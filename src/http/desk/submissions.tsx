/** /desk/submissions: evidence that anybody sent, until a researcher takes it up or not. Nothing of it has been fetched. */
import { Hono } from 'hono'
import { type Submission, closeSubmission, getSubmission, isUploadWanted, listSubmissions, takeSubmission } from '../../archive/submission-queries.ts'
import { forgetUpload } from '../../archive/local.ts'
import { InvalidError } from '../../errors.ts'
import { PublisherInput } from '../../model/organisation.ts'
import { needs, personOf } from '../account/guard.ts'
import { Layout } from '../components/layout.tsx'
import { minute } from './changes.tsx'
import type { DeskDeps } from './deps.ts'
import { phrase } from '../../words/language.ts'

const MOST = 100
const UNKNOWN = 'Sent by somebody without an account'

function SubmissionsPage({ submissions }: { readonly submissions: readonly Submission[] }) {
  return (
    <Layout title="What was sent">
      <div class="wrap page stack">
        <p>
          <a href="/desk">The desk</a>
        </p>
        <h1>What was sent</h1>
        <p class="soft prose">
          By anybody. Nothing has been fetched or opened. What you take up becomes a document of yours, so somebody else must accept its claims. Decline what is
          about a person, or could harm whoever sent it.
        </p>
        {submissions.length === 0 && <p>Nothing waits.</p>}
        {submissions.map((each) => (
          <article class="card stack tight">
            <p>
              <b>{each.fromFile ? 'A file' : each.url}</b>
            </p>
            {each.note && <p class="text-kept">{each.note}</p>}
            <p class="small soft">
              {minute(each.sentAt)}
              {each.publisher && phrase(', said to be by {publisher}', { publisher: each.publisher })}
            </p>
            <form method="post" action={`/desk/submissions/${each.id}`} class="stack tight">
              <label for={`p-${each.id}`}>Who put it out</label>
              <input id={`p-${each.id}`} name="publisher" maxlength={200} value={each.publisher} />
              <label for={`r-${each.id}`}>If you decline it: why, for whoever sent it</label>
              <input id={`r-${each.id}`} name="reason" maxlength={500} />
              <div class="pair">
                <button name="do" value="take">
                  Take it up
                </button>{' '}
                <button class="button quiet" name="do" value="decline">
                  Decline
                </button>
              </div>
            </form>
          </article>
        ))}
      </div>
    </Layout>
  )
}

/** The routes below /desk/submissions. */
export function submissionDeskPages({ whole, now, uploads }: DeskDeps): Hono {
  return new Hono()
    .use(needs('add'))
    .get('/', async (c) => c.html(<SubmissionsPage submissions={await listSubmissions(whole, MOST)} />))
    .post('/:id', async (c) => {
      const form = await c.req.parseBody()
      const [id, by, reason] = [c.req.param('id'), personOf(c).pseudonym, String(form['reason'] ?? '').slice(0, 500)]
      const submission = await getSubmission(whole, id)
      if (form['do'] === 'take') {
        const host = submission.fromFile ? UNKNOWN : new URL(submission.url).host
        const publisher = PublisherInput.parse({
          name:
            String(form['publisher'] ?? '')
              .trim()
              .slice(0, 200) || host,
          kind: 'unknown',
          reliability: 'F',
          reliabilityReason: 'Nobody has judged this publisher yet.',
        })
        return c.redirect(`/desk/add/${await takeSubmission(whole, id, { by, publisher, now: now() })}`, 303)
      }
      if (form['do'] !== 'decline') throw new InvalidError('Choose whether you take it up or decline it.')
      await closeSubmission(whole, id, { state: 'declined', by, reason, documentId: null, now: now() })
      if (submission.fromFile && !(await isUploadWanted(whole, submission.url))) await forgetUpload(uploads, submission.url)
      return c.redirect('/desk/submissions', 303)
    })
}
