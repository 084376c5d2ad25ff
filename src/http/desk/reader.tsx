/** /documents/:id/read: a document's text page by page, with what was found marked, and a way to add what was not. */
import { Hono } from 'hono'
import { z } from 'zod'
import { InvalidError } from '../../errors.ts'
import { addClaimByHand } from '../../extract/hand-queries.ts'
import { type ReadDocument, getReadDocument } from '../../extract/reader-queries.ts'
import { PREDICATE_WORDS, Predicate } from '../../model/claim.ts'
import { codePointPlaces } from '../../model/offsets.ts'
import { mayDo, needs, personOf } from '../account/guard.ts'
import { Layout } from '../components/layout.tsx'
import { countText } from '../components/words.ts'
import { readable } from './confidential.ts'
import { BY_PEOPLE, objectOf } from './correct.tsx'
import type { DeskDeps } from './deps.ts'
import { type Sheet, piecesOf, sheetsOf } from './marks.ts'
import { ProtectForms, protectRoutes } from './protect.tsx'
import { phrase } from '../../words/language.ts'

type ReaderProps = {
  readonly document: ReadDocument
  readonly sheets: readonly Sheet[]
  readonly at: number
  readonly added: boolean
  readonly mayMap: boolean
  readonly mayProtect: boolean
  readonly mayEnd: boolean
}

function ReaderPage({ document, sheets, at, added, mayMap, mayProtect, mayEnd }: ReaderProps) {
  const sheet = sheets[at] as Sheet
  const claims = document.claims.filter(({ start }) => start >= sheet.start && start < sheet.end)
  const where = (i: number) => `/documents/${document.id}/read?sheet=${i + 1}`
  const elsewhere = document.claims.length - claims.length
  const isTable = mayMap && document.spans.some(({ cells }) => (cells?.length ?? 0) > 1)
  return (
    <Layout title={phrase('Reading {title}', { title: document.title })} script="reader.js">
      <div class="wrap page reader">
        <article class="stack tight" aria-labelledby="title">
          <p class="small soft">
            {document.publisher} ·{' '}
            {document.confidential ? <b>confidential</b> : <a href={`/captures/${document.sha256}`}>sealed copy {document.sha256.slice(0, 8)}</a>} ·{' '}
            <a href="/desk">The desk</a>
          </p>
          <h1 id="title">{document.title}</h1>
          <Turn at={at} sheets={sheets} where={where} />
          {isTable && (
            <p class="small">
              Is this a list of somebody’s suppliers? <a href={`/desk/columns/${document.id}`}>Say which column is what</a>
            </p>
          )}
          {hasRecognised(document, sheet) && (
            <p class="small">The words of this page were recognised in a picture. Compare them with the sealed copy before you rely on them.</p>
          )}
          <div class="sheet" lang={document.language ?? undefined}>
            <div class="text" id="text" data-start={sheet.start} tabindex={0} aria-label="The text">
              <Marked document={document} sheet={sheet} />
            </div>
          </div>
          <Turn at={at} sheets={sheets} where={where} />
        </article>
        <section class="stack found" aria-labelledby="claims">
          <h2 id="claims">
            {countText(claims.length, 'claim')} on this {sheet.page === null ? 'part' : 'page'}
          </h2>
          {added && (
            <p role="status">
              <b>Added.</b> It appears with its marks within a minute.
            </p>
          )}
          {claims.length === 0 && (
            <p class="soft">
              {elsewhere > 0 ? phrase('None here, {elsewhere} elsewhere in this document.', { elsewhere }) : 'None was found in this document.'}
            </p>
          )}
          <ol class="stack tight">
            {claims.map((claim) => (
              <li id={`claim-${claim.id}`} class="stack tight">
                <a href={`#mark-${claim.id}`} data-claim={claim.id}>
                  <b>{claim.subject}</b> {PREDICATE_WORDS[claim.predicate]} <b>{claim.object}</b>
                  {claim.stance === 'refutes' && ' (denied)'}
                </a>
                <span class="small soft">
                  {claim.status ?? 'being resolved'} · confidence {claim.confidence} · {claim.why ?? phrase('found by {rule}', { rule: claim.rule })}
                </span>
              </li>
            ))}
          </ol>
          <AddForm document={document} at={at} start={sheet.start} />
          {mayProtect && <ProtectForms document={document} mayEnd={mayEnd} />}
          <p class="small soft keys" hidden>
            Keys: <kbd>j</kbd> <kbd>k</kbd> next and last claim, <kbd>n</kbd> <kbd>p</kbd> next and last page, <kbd>a</kbd> add a claim from the words selected.
          </p>
        </section>
      </div>
    </Layout>
  )
}

const hasRecognised = ({ spans, text }: ReadDocument, sheet: Sheet) => {
  const places = codePointPlaces(text)
  return spans.some((span) => span.recognised === true && places(span.start) >= sheet.start && places(span.start) < sheet.end)
}

function Turn({ at, sheets, where }: { readonly at: number; readonly sheets: readonly Sheet[]; readonly where: (i: number) => string }) {
  const sheet = sheets[at] as Sheet
  const last = sheets.at(-1) as Sheet
  if (sheets.length === 1) return null
  return (
    <nav class="pair small" aria-label="Pages">
      {at > 0 && (
        <a rel="prev" href={where(at - 1)}>
          Page before
        </a>
      )}{' '}
      <span class="soft">
        {sheet.page === null
          ? phrase('Part {at} of {sheets}', { at: at + 1, sheets: sheets.length })
          : phrase('Page {page} of {last}', { page: sheet.page ?? '', last: last.page ?? '' })}
      </span>{' '}
      {at + 1 < sheets.length && (
        <a rel="next" href={where(at + 1)}>
          Next page
        </a>
      )}
    </nav>
  )
}

function Marked({ document, sheet }: { readonly document: ReadDocument; readonly sheet: Sheet }) {
  const marked = new Set<string>()
  return (
    <>
      {piecesOf([...document.text], sheet.start, sheet.end, document.claims, document.mentions).map(({ text, claims, mention }) => {
        const words = mention ? <span class={`name ${mention.kind}`}>{text}</span> : text
        const first = claims.filter(({ id }) => !marked.has(id))
        for (const { id } of first) marked.add(id)
        if (claims.length === 0) return words
        return (
          <mark data-claims={claims.map(({ id }) => id).join(' ')}>
            {first.map(({ id }) => (
              <span id={`mark-${id}`} />
            ))}
            {words}
          </mark>
        )
      })}
    </>
  )
}

function AddForm({ document, at, start }: { readonly document: ReadDocument; readonly at: number; readonly start: number }) {
  return (
    <details class="stack tight" id="add">
      <summary>Add a claim by hand</summary>
      <form method="post" action={`/documents/${document.id}/claims`} class="stack tight">
        <input type="hidden" name="reading" value={document.readingId} />
        <input type="hidden" name="sheet" value={String(at + 1)} />
        <input type="hidden" name="near" value={String(start)} />
        <label for="quote">The words that say it, as they stand in the text</label>
        <textarea id="quote" name="quote" rows={4} required maxlength={2_000}></textarea>
        <label for="subject">Who</label>
        <input id="subject" name="subject" required maxlength={200} list="named" />
        <label for="predicate">Does what</label>
        <select id="predicate" name="predicate">
          {BY_PEOPLE.map((predicate) => (
            <option value={predicate} selected={predicate === 'sources_from'}>
              {PREDICATE_WORDS[predicate]}
            </option>
          ))}
        </select>
        <label for="object">Whom, or what</label>
        <input id="object" name="object" required maxlength={300} list="named" />
        <datalist id="named">
          {[...new Set(document.mentions.map(({ name }) => name))].slice(0, 200).map((name) => (
            <option value={name} />
          ))}
        </datalist>
        <label for="product">What goods, if it says so</label>
        <input id="product" name="product" maxlength={100} />
        <label for="period">When, as it says</label>
        <input id="period" name="period" maxlength={60} />
        <label>
          <input type="checkbox" name="stance" value="refutes" /> It denies this
        </label>
        <button>Add it</button>
      </form>
    </details>
  )
}

const Form = z.object({
  reading: z.string().max(100),
  quote: z.string().trim().min(1, 'the words are missing').max(2_000),
  near: z.coerce.number().int().min(0).catch(0),
  sheet: z.coerce.number().int().min(1).catch(1),
  subject: z.string().trim().min(1, 'who is missing').max(200),
  predicate: Predicate,
  object: z.string().trim().min(1, 'whom or what is missing').max(300),
  product: z.string().trim().max(100).optional(),
  period: z.string().trim().max(60).optional(),
  stance: z.literal('refutes').optional(),
})

/** The reader's routes, below /documents. Whoever comes here has been let in. */
export function readerPages({ whole, now }: DeskDeps): Hono {
  return new Hono()
    .route('/', protectRoutes({ whole, now }))
    .get('/:id/read', readable(whole), async (c) => {
      const document = await getReadDocument(whole, c.req.param('id'))
      const places = codePointPlaces(document.text)
      const sheets = sheetsOf(
        places(document.text.length),
        document.spans.map(({ start, end, page }) => ({ start: places(start), end: places(end), page })),
      )
      const asked = Math.floor(Number(c.req.query('sheet') ?? '1')) || 1
      const at = Math.min(sheets.length, Math.max(1, asked)) - 1
      return c.html(
        <ReaderPage
          document={document}
          sheets={sheets}
          at={at}
          added={c.req.query('added') !== undefined}
          mayMap={mayDo(personOf(c), 'add')}
          mayProtect={mayDo(personOf(c), 'add')}
          mayEnd={mayDo(personOf(c), 'see what is confidential')}
        />,
      )
    })
    .post('/:id/claims', needs('add'), readable(whole), async (c) => {
      const form = Form.safeParse(await c.req.parseBody())
      if (!form.success) throw new InvalidError(`This cannot be added: ${form.error.issues.map(({ message }) => message).join('; ')}.`)
      const { reading, quote, near, sheet, subject, predicate, object, product, period, stance } = form.data
      const claim = { quote, near, subject, predicate, object: objectOf(predicate, object), product: product || null, period: period || null }
      await addClaimByHand(whole, c.req.param('id'), { ...claim, readingId: reading, stance: stance ?? 'supports' }, personOf(c).pseudonym)
      return c.redirect(`/documents/${c.req.param('id')}/read?sheet=${sheet}&added`, 303)
    })
}
