/** /desk/extract: drop a file or a text, and see what it says. Nothing is stored. */
import { Hono } from 'hono'
import { PREDICATE_WORDS } from '../../model/claim.ts'
import type { Extraction } from '../../model/extraction.ts'
import { needs } from '../account/guard.ts'
import { fileInput, textInput } from '../api/extract.ts'
import { Layout } from '../components/layout.tsx'
import { countText } from '../components/words.ts'
import type { DeskDeps } from './deps.ts'
import { phrase } from '../../words/language.ts'

type ExtractProps = { readonly found: Extraction | null; readonly name: string | null }

function ExtractPage({ found, name }: ExtractProps) {
  return (
    <Layout title="What does it say?">
      <div class="wrap page stack">
        <p>
          <a href="/desk">The desk</a>
        </p>
        <h1>What does it say?</h1>
        <p class="soft">A report, a page or a table: who is named in it and what it says of them. Nothing is stored.</p>
        <form method="post" action="/desk/extract" enctype="multipart/form-data" class="stack tight prose">
          <label for="file">File (PDF, Word, Excel, CSV, web page, mail, text)</label>
          <input id="file" name="file" type="file" />
          <label for="text">or words</label>
          <textarea id="text" name="text" rows={5} maxlength={200_000}></textarea>
          <button>Look</button>
        </form>
        {found && <Found found={found} name={name ?? 'the text'} />}
      </div>
    </Layout>
  )
}

function Found({ found, name }: { readonly found: Extraction; readonly name: string }) {
  const organisations = [...new Map(found.organisations.map((each) => [each.name, each])).values()]
  const programmes = [...new Set(found.programmes.map(({ programme }) => programme))]
  return (
    <section class="stack" aria-labelledby="found">
      <h2 id="found">
        {countText(found.claims.length, 'claim')} in {name}
      </h2>
      <p class="soft">
        {found.pages ? `${countText(found.pages, 'page')}. ` : ''}
        {countText(organisations.length, 'organisation')}, {countText(programmes.length, 'programme')}.
      </p>
      {found.claims.length === 0 ? (
        <p>No sentence or row was found that says who buys from whom, who owns whom or who takes part in what. It may still say so in other words.</p>
      ) : (
        <ol class="stack">
          {found.claims.map((claim) => (
            <li class="stack tight">
              <p>
                <b>{claim.subject}</b> {PREDICATE_WORDS[claim.predicate]} <b>{claim.object}</b>
                {claim.stance === 'refutes' && ' (denied)'}
                {claim.period && <span class="soft">, {claim.period}</span>}
              </p>
              <blockquote lang={claim.language ?? undefined}>{claim.quote}</blockquote>
              <p class="small soft">
                {claim.page ? phrase('Page {page}. ', { page: claim.page }) : claim.row ? phrase('Row {row}. ', { row: claim.row }) : ''}
                {claim.why} Confidence {claim.confidence}.
              </p>
            </li>
          ))}
        </ol>
      )}
      <h3>Organisations named</h3>
      {organisations.length === 0 ? (
        <p class="soft">None.</p>
      ) : (
        <ul class="names-found">
          {organisations.map((each) => (
            <li>
              {each.name}
              {!each.known && <span class="soft small"> not known before: {each.method}</span>}
            </li>
          ))}
        </ul>
      )}
      {programmes.length > 0 && (
        <>
          <h3>Programmes named</h3>
          <ul>
            {programmes.map((each) => (
              <li>{each}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** The page and its answer, below /desk/extract. */
export function extractPages({ extract }: DeskDeps): Hono {
  return new Hono()
    .use(needs('extract'))
    .get('/', (c) => c.html(<ExtractPage found={null} name={null} />))
    .post('/', async (c) => {
      const form = await c.req.parseBody()
      const text = typeof form['text'] === 'string' ? form['text'].trim() : ''
      const input = text && !(form['file'] instanceof File && form['file'].size > 0) ? textInput(text) : await fileInput(form['file'])
      return c.html(<ExtractPage found={await extract(input)} name={text ? null : input.fileName} />)
    })
}
