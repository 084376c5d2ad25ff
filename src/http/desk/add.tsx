/** /desk/add: an address, a file or a note becomes a document; and what became of it. */
import { Hono } from 'hono'
import { addDocument, listDocuments, type DocumentRow } from '../../archive/document-queries.ts'
import { keepBytes } from '../../archive/local.ts'
import { listPublishers } from '../../archive/publisher-queries.ts'
import { InvalidError, NotFoundError } from '../../errors.ts'
import { PublisherInput, PublisherKind } from '../../model/organisation.ts'
import { makeConfidential } from '../../review/protect-queries.ts'
import { countConnecting } from '../../review/queue-queries.ts'
import { needs, personOf } from '../account/guard.ts'
import { Layout } from '../components/layout.tsx'
import { countText } from '../components/words.ts'
import { readable } from './confidential.ts'
import type { DeskDeps } from './deps.ts'
import { phrase } from '../../words/language.ts'

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const
const NOT_JUDGED = 'Nobody has judged this publisher yet.'

type AddProps = { readonly url: string; readonly publishers: readonly string[]; readonly origin: string }

function AddPage({ url, publishers, origin }: AddProps) {
  return (
    <Layout title="Add a document">
      <div class="wrap page stack">
        <p>
          <a href="/desk">The desk</a>
        </p>
        <h1>Add a document</h1>
        <p class="soft">
          It is fetched, sealed, read and searched. Somebody else must accept the claims that it makes. Try first, without keeping it:{' '}
          <a href="/desk/extract">what does it say?</a>
        </p>
        <form method="post" action="/desk/add" enctype="multipart/form-data" class="stack tight prose">
          <label for="url">Address</label>
          <input id="url" name="url" type="url" value={url} maxlength={4_000} />
          <label for="file">or a file</label>
          <input id="file" name="file" type="file" />
          <label for="note">or a note of your own</label>
          <textarea id="note" name="note" rows={4} maxlength={100_000}></textarea>
          <label for="publisher">Who put it out</label>
          <input id="publisher" name="publisher" list="publishers" maxlength={200} />
          <datalist id="publishers">
            {publishers.map((name) => (
              <option value={name} />
            ))}
          </datalist>
          <label for="kind">What they are</label>
          <select id="kind" name="kind">
            {PublisherKind.options.map((kind) => (
              <option value={kind} selected={kind === 'unknown'}>
                {kind}
              </option>
            ))}
          </select>
          <label for="reliability">How far they can be relied on, if you are the first to add something of theirs</label>
          <select id="reliability" name="reliability">
            {LETTERS.map((letter) => (
              <option value={letter} selected={letter === 'F'}>
                {letter}
              </option>
            ))}
          </select>
          <label for="reason">Why this letter</label>
          <input id="reason" name="reason" maxlength={1_000} />
          <label>
            <input type="checkbox" name="open" value="yes" /> Its licence lets everyone read the whole text
          </label>
          <label>
            <input type="checkbox" name="confidential" value="yes" /> Confidential: somebody could be harmed if it came out that we have it
          </label>
          <label for="harm">Then: who could be harmed, without naming them (kept for reviewers)</label>
          <input id="harm" name="harm" maxlength={500} />
          <button>Add it</button>
        </form>
        <p class="small">
          For the bar of your browser: <a href={`javascript:location.href='${origin}/desk/add?url='+encodeURIComponent(location.href)`}>Add to Unpick</a>
        </p>
      </div>
    </Layout>
  )
}

const STATES: Readonly<Record<DocumentRow['state'], string>> = {
  waiting: 'It waits to be fetched.',
  sealed: 'It is sealed, and waits to be read.',
  read: 'It is read, and is being searched.',
  done: 'It is done.',
  failed: 'It could not be done.',
  gone: 'The address answers no more.',
}

function AddedPage({ document, wasKnown, connecting }: { readonly document: DocumentRow; readonly wasKnown: boolean; readonly connecting: number }) {
  const isUnderWay = document.state === 'waiting' || document.state === 'sealed' || document.state === 'read'
  return (
    <Layout title={document.title ?? 'Added'} refresh={isUnderWay && !document.problem ? 2 : null}>
      <div class="wrap page stack prose">
        <p>
          <a href="/desk">The desk</a> · <a href="/desk/add">Add another</a>
        </p>
        <h1>{document.title ?? document.url}</h1>
        {wasKnown && <p>This address was known already; nothing was added twice.</p>}
        <p role="status">
          {STATES[document.state]} {document.problem}
        </p>
        {document.state === 'done' && (
          <>
            <p>
              {countText(document.candidates, 'claim')} to review
              {document.published > 0 ? phrase(', {published} accepted', { published: document.published }) : ''}
              {connecting > 0 ? phrase('. {claim} would connect a brand with a programme or list.', { claim: countText(connecting, 'claim') }) : '.'}
            </p>
            <p>
              <a class="button" href={`/documents/${document.id}/read`}>
                Read it
              </a>
            </p>
          </>
        )}
      </div>
    </Layout>
  )
}

/** The routes below /desk/add. */
export function addPages({ whole, now, origin, uploads, space }: DeskDeps): Hono {
  return new Hono()
    .use(needs('add'))
    .get('/', async (c) =>
      c.html(<AddPage url={(c.req.query('url') ?? '').slice(0, 4_000)} publishers={(await listPublishers(whole)).map(({ name }) => name)} origin={origin} />),
    )
    .post('/', async (c) => {
      const form = await c.req.parseBody()
      const field = (name: string) => (typeof form[name] === 'string' ? (form[name] as string).trim() : '')
      await space.need(form['file'] instanceof File ? form['file'].size : 0)
      const { url, host } = await addressOf(field('url'), form['file'], field('note'), uploads)
      const publisher = PublisherInput.safeParse({
        name: field('publisher') || host,
        kind: field('kind') || 'unknown',
        reliability: field('reliability') || 'F',
        reliabilityReason: field('reason') || NOT_JUDGED,
      })
      if (!publisher.success)
        throw new InvalidError(
          `The publisher is not stated right: ${publisher.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}.`,
        )
      const isConfidential = form['confidential'] === 'yes'
      if (isConfidential && field('harm') === '') throw new InvalidError('Say who could be harmed, without naming them. It is kept for reviewers.')
      const added = await addDocument(whole, { url, publisher: publisher.data, submittedBy: personOf(c).pseudonym, open: form['open'] === 'yes', now: now() })
      if (isConfidential) await makeConfidential({ db: whole, now }, { documentId: added.id, reason: field('harm'), by: personOf(c).pseudonym })
      return c.redirect(`/desk/add/${added.id}${added.isNew ? '' : '?known'}`, 303)
    })
    .get('/:id', readable(whole), async (c) => {
      const [document] = await listDocuments(whole, { id: c.req.param('id') }, 1)
      if (!document) throw new NotFoundError('There is no such document.')
      return c.html(<AddedPage document={document} wasKnown={c.req.query('known') !== undefined} connecting={await countConnecting(whole, document.id)} />)
    })
}

async function addressOf(url: string, file: unknown, note: string, uploads: DeskDeps['uploads']): Promise<{ url: string; host: string }> {
  if (file instanceof File && file.size > 0)
    return {
      url: await keepBytes(uploads, file.name.replace(/^.*[\\/]/, '') || 'file', new Uint8Array(await file.arrayBuffer()), uploads.maxBytes),
      host: 'Files added here',
    }
  if (note !== '') return { url: await keepBytes(uploads, 'note.txt', new TextEncoder().encode(note), uploads.maxBytes), host: 'Notes of researchers' }
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) throw new InvalidError('Give a web address (https://…), a file or a note.')
  const parsed = new URL(url)
  parsed.hash = ''
  return { url: parsed.href, host: parsed.host }
}
