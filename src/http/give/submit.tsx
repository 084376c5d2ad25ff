/** /submit and /submissions/:id: anybody offers evidence, and sees with a secret address what became of it. */
import { Hono } from 'hono'
import { type Submission, getSubmission, insertSubmission, isUploadWanted } from '../../archive/submission-queries.ts'
import { forgetUpload, keepBytes } from '../../archive/local.ts'
import { InvalidError } from '../../errors.ts'
import { Layout } from '../components/layout.tsx'
import type { GiveDeps } from './deps.ts'
import { workOf } from './gate.ts'

const MOST_BYTES = 20_000_000
const MOST_NOTE = 2_000

function SubmitPage({ contact }: { readonly contact: string }) {
  return (
    <Layout title="Send evidence" script="prove.js">
      <div class="wrap page stack prose">
        <h1>Send evidence</h1>
        <p class="lead">A report, a page, a supplier list: whatever says where a brand’s goods come from, so that others can check it.</p>
        <p>
          No account is needed, and we do not ask or note who you are. If somebody could be harmed when it comes out who knew this, use a machine and a network
          that are not your employer’s, and leave out whatever only you could know. A researcher looks at it before anything is read or published.
        </p>
        <form method="post" action="/submit" enctype="multipart/form-data" class="stack tight" data-prove>
          <label for="url">Address of a page or document</label>
          <input id="url" name="url" type="url" maxlength={4_000} placeholder="https://" />
          <label for="file">or a file, 20 MB at most</label>
          <input id="file" name="file" type="file" />
          <label for="publisher">Who put it out, if you know</label>
          <input id="publisher" name="publisher" maxlength={200} />
          <label for="note">What to look for in it</label>
          <textarea id="note" name="note" rows={4} maxlength={MOST_NOTE}></textarea>
          <button>Send it</button>
        </form>
        <p class="small soft">Is it about a person rather than a company? Then it does not belong here. Anything else: {contact}</p>
      </div>
    </Layout>
  )
}

const BECAME: Readonly<Record<Submission['state'], string>> = {
  waiting: 'Nobody has looked at it yet.',
  taken: 'A researcher has taken it up. Its claims are published when two people have looked at them.',
  declined: 'It was not taken up.',
}

function SubmissionPage({ submission, isNew }: { readonly submission: Submission; readonly isNew: boolean }) {
  return (
    <Layout title="What you sent" unlisted>
      <div class="wrap page stack prose">
        <h1>What you sent</h1>
        {isNew && (
          <p role="status">
            <b>It is here. Thank you.</b> Keep the address of this page: it is the only way to see what became of it.
          </p>
        )}
        <p>
          {BECAME[submission.state]} {submission.reason}
        </p>
        <p class="soft">{submission.fromFile ? 'A file.' : submission.url}</p>
        <p>
          <a href="/submit">Send something else</a>
        </p>
      </div>
    </Layout>
  )
}

/** What somebody offers, by form or as JSON. */
export type Offered = { readonly url: string; readonly file: unknown; readonly publisher: string; readonly note: string }

/** Keeps what is offered. @throws InvalidError saying what is wrong with it; RateLimitedError when too much waits */
export async function takeOffered({ whole, uploads, now }: GiveDeps, { url, file, publisher, note }: Offered): Promise<{ id: string; isNew: boolean }> {
  const isFile = file instanceof File && file.size > 0
  if (isFile && file.size > MOST_BYTES) throw new InvalidError('The file is larger than 20 MB. Send the part that matters, or its address.')
  if (!isFile && (!/^https?:\/\//i.test(url) || !URL.canParse(url) || url.length > 4_000))
    throw new InvalidError('Give a web address (https://…) or choose a file.')
  const words = { note: note.slice(0, MOST_NOTE), publisher: publisher.slice(0, 200), sentAt: now() }
  if (!isFile) return await insertSubmission(whole, { ...words, url, fromFile: false, bytes: 0 })
  const address = await keepBytes(uploads, endingOf(file.name), new Uint8Array(await file.arrayBuffer()), MOST_BYTES)
  try {
    return await insertSubmission(whole, { ...words, url: address, fromFile: true, bytes: file.size })
  } catch (error) {
    if (!(await isUploadWanted(whole, address).catch(() => true))) await forgetUpload(uploads, address)
    throw error
  }
}

/** A file's name may say who made it; only its ending is kept. */
const endingOf = (name: string) => `sent${/\.[a-z0-9]{1,8}$/i.exec(name)?.[0].toLowerCase() ?? ''}`

/** The routes by which anybody offers evidence. */
export function submitPages(deps: GiveDeps): Hono {
  return new Hono()
    .get('/submit', (c) => c.html(<SubmitPage contact={deps.contact} />))
    .post('/submit', async (c) => {
      deps.gate.admit(workOf(c))
      const form = await c.req.parseBody()
      const field = (name: string) => (typeof form[name] === 'string' ? (form[name] as string).trim() : '')
      const { id } = await takeOffered(deps, { url: field('url'), file: form['file'], publisher: field('publisher'), note: field('note') })
      return c.redirect(`/submissions/${id}?new`, 303)
    })
    .get('/submissions/:id', async (c) =>
      c.html(<SubmissionPage submission={await getSubmission(deps.whole, c.req.param('id'))} isNew={c.req.query('new') !== undefined} />),
    )
}
