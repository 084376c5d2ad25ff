/** /desk/sources/:id: a source at the desk: its buttons, its runs, and the files that people hand it. */
import { Hono } from 'hono'
import { confirmHandedOver, handOver } from '../../archive/hand-over.ts'
import { type HandedRow, listHandedOver } from '../../archive/hand-over-queries.ts'
import { type RunRow, type SourceRow, listRuns, listSourceRows, setSource } from '../../archive/source-queries.ts'
import type { Person } from '../../accounts/person.ts'
import { InvalidError, NotFoundError } from '../../errors.ts'
import { mayDo, needs, personOf } from '../account/guard.ts'
import { Layout } from '../components/layout.tsx'
import { countText } from '../components/words.ts'
import { safeHref } from '../safe-href.ts'
import { minute } from './changes.tsx'
import type { DeskDeps } from './deps.ts'
import { phrase } from '../../words/language.ts'

const MOST_RUNS = 50
const MOST_HANDED = 50

/** Runs a source now, or switches it. */
export function SourceButtons({ source }: { readonly source: SourceRow }) {
  return (
    <form class="pair" method="post" action={`/desk/sources/${source.id}`}>
      <button name="do" value="run" class="button quiet small">
        Run now<span class="unseen"> {source.title}</span>
      </button>{' '}
      <button name="do" value={source.enabled ? 'off' : 'on'} class="button quiet small">
        {source.enabled ? 'Switch off' : 'Switch on'}
        <span class="unseen"> {source.title}</span>
      </button>
    </form>
  )
}

type SourceProps = {
  readonly source: SourceRow
  readonly runs: readonly RunRow[]
  readonly handed: readonly HandedRow[]
  readonly person: Person
}

/** What a source did, run by run, and what people handed it. */
function SourcePage({ source, runs, handed, person }: SourceProps) {
  return (
    <Layout title={source.title}>
      <div class="wrap page stack">
        <p>
          <a href="/desk">The desk</a>
        </p>
        <h1>{source.title}</h1>
        <p class="soft">
          {source.publisher} · <code>{source.id}</code> · {source.enabled ? phrase('next run {nextDueAt}', { nextDueAt: minute(source.nextDueAt) }) : 'off'}
          {source.budget ? phrase(' · at most {budget} documents a day', { budget: source.budget }) : ''}
        </p>
        {mayDo(person, 'run sources') && <SourceButtons source={source} />}
        {!source.demonstration && (mayDo(person, 'add') || source.byHand) && (
          <section class="stack tight" aria-labelledby="hand-over">
            <h2 id="hand-over">Hand over a file</h2>
            {source.byHand && <p>{source.byHand}</p>}
            {mayDo(person, 'add') && <HandOverForm source={source} />}
          </section>
        )}
        {handed.length > 0 && <HandedList source={source} handed={handed} person={person} />}
        <h2>Runs</h2>
        {runs.length === 0 ? <p class="soft">It has not run yet.</p> : <RunTable runs={runs} />}
      </div>
    </Layout>
  )
}

function HandOverForm({ source }: { readonly source: SourceRow }) {
  return (
    <form method="post" action={`/desk/sources/${source.id}/files`} enctype="multipart/form-data" class="stack tight prose">
      <p class="soft">
        Saved the file yourself? We keep it as it is, read it as this source, and count it as a run. Another reviewer must confirm that it is the publisher’s.
      </p>
      <label for="file">The file</label>
      <input id="file" name="file" type="file" required />
      <label for="url">Where you saved it from (optional)</label>
      <input id="url" name="url" type="url" maxlength={4_000} placeholder="https://" />
      <label for="saved">The day you saved it (optional)</label>
      <input id="saved" name="saved" type="date" />
      <button>Hand it over</button>
    </form>
  )
}

function HandedList({ source, handed, person }: Omit<SourceProps, 'runs'>) {
  return (
    <section class="stack tight" aria-labelledby="handed">
      <h2 id="handed">Files handed over</h2>
      <ul class="stack tight">
        {handed.map((each) => (
          <li>
            <a href={`/desk/add/${each.documentId}`}>{each.title}</a>
            <br />
            <span class="small soft">
              {phrase('handed over by {handedBy} on {handedAt} UTC', { handedBy: each.handedBy, handedAt: minute(each.handedAt) })}
              {each.savedAt ? phrase(', saved on {day} by their account', { day: minute(each.savedAt).slice(0, 10) }) : ''}
            </span>
            <br />
            {each.problem && mayDo(person, 'add') && (
              <>
                <a href={`/desk/columns/${each.documentId}`}>Say which column is what</a>.{' '}
              </>
            )}
            {each.problem ?? (each.state === 'done' ? phrase('{claims} found.', { claims: countText(each.candidates, 'claim') }) : 'It is being read.')}{' '}
            {each.confirmedBy && phrase('Confirmed by {confirmedBy}.', { confirmedBy: each.confirmedBy })}
            {!each.confirmedBy && each.state === 'done' && (
              <Confirm source={source} file={each} mayConfirm={mayDo(person, 'decide claims') && person.pseudonym !== each.handedBy} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

type ConfirmProps = { readonly source: SourceRow; readonly file: HandedRow; readonly mayConfirm: boolean }

function Confirm({ source, file, mayConfirm }: ConfirmProps) {
  if (!mayConfirm) return <span>Not confirmed yet: somebody else must compare it with the publisher’s.</span>
  const shown = safeHref(file.url) ?? safeHref(source.home)
  return (
    <form method="post" action={`/desk/sources/${source.id}/files/${file.captureId}`}>
      <p class="small">
        Compare it with what the publisher shows. If it is the same, confirm it.{' '}
        {shown && (
          <a href={shown} rel="noopener noreferrer">
            See the publisher’s page
          </a>
        )}
      </p>
      <button class="button quiet small">It is the publisher’s file</button>
    </form>
  )
}

function RunTable({ runs }: { readonly runs: readonly RunRow[] }) {
  return (
    <div class="scroll" tabindex={0} role="group" aria-label="Table of runs">
      <table>
        <thead>
          <tr>
            <th scope="col">Began</th>
            <th scope="col">Ended</th>
            <th scope="col">Listed</th>
            <th scope="col">New</th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((each) => (
            <tr>
              <th scope="row">{minute(each.startedAt)}</th>
              <td>{each.endedAt ? minute(each.endedAt) : 'running'}</td>
              <td>{each.listed}</td>
              <td>{each.added}</td>
              <td>{each.problem ?? (each.endedAt ? 'fine' : 'under way')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The routes below /desk/sources. */
export function sourcePages({ whole, now, store, space, uploads }: DeskDeps): Hono {
  const deps = { db: whole, now, store, space, maxBytes: uploads.maxBytes }
  return new Hono()
    .get('/:id', async (c) => {
      const source = (await listSourceRows(whole)).find((each) => each.id === c.req.param('id'))
      if (!source) throw new NotFoundError('There is no such source.')
      const [runs, handed] = [await listRuns(whole, source.id, MOST_RUNS), await listHandedOver(whole, source.id, MOST_HANDED)]
      return c.html(<SourcePage source={source} runs={runs} handed={handed} person={personOf(c)} />)
    })
    .post('/:id', needs('run sources'), async (c) => {
      const { do: action } = await c.req.parseBody()
      const change = action === 'run' || action === 'on' ? { enabled: true, dueAt: now() } : { enabled: false }
      if (!(await setSource(whole, c.req.param('id'), change))) throw new NotFoundError('There is no such source.')
      return c.redirect('/desk', 303)
    })
    .post('/:id/files', needs('add'), async (c) => {
      const { file, url, saved } = await c.req.parseBody()
      if (!(file instanceof File) || file.size === 0) throw new InvalidError('Choose the file.')
      await handOver(deps, c.req.param('id'), {
        name: file.name,
        bytes: new Uint8Array(await file.arrayBuffer()),
        url: typeof url === 'string' && url.trim() !== '' ? url.trim() : null,
        savedAt: typeof saved === 'string' && saved !== '' ? new Date(saved) : null,
        by: personOf(c).pseudonym,
      })
      return c.redirect(`/desk/sources/${c.req.param('id')}#handed`, 303)
    })
    .post('/:id/files/:capture', needs('decide claims'), async (c) => {
      await confirmHandedOver(deps, c.req.param('id'), c.req.param('capture'), personOf(c).pseudonym)
      return c.redirect(`/desk/sources/${c.req.param('id')}#handed`, 303)
    })
}
