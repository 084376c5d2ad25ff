/** /desk: what the sources did and will do, what failed and why, which hosts rest, and what changed. */
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { listDocuments } from '../../archive/document-queries.ts'
import { type HostRow, listTroubledHosts } from '../../archive/host-queries.ts'
import { type SourceRow, listRuns, listSourceRows, setSource } from '../../archive/source-queries.ts'
import { ForbiddenError, NotFoundError } from '../../errors.ts'
import { listRead } from '../../extract/hand-queries.ts'
import { listChanged } from '../../read/change-queries.ts'
import { getChanges } from '../../read/changes.ts'
import { Layout } from '../components/layout.tsx'
import { safeHref } from '../safe-href.ts'
import { BOARD } from './board.ts'
import type { DeskDeps } from './deps.ts'
import { ChangesPage, minute } from './changes.tsx'
import { extractPages } from './extract.tsx'
import { enter, keyed, leave } from './key.ts'
import { namesPages } from './names.tsx'
import { readerPages } from './reader.tsx'
import { SourceButtons, SourcePage } from './sources.tsx'

const MOST_FAILED = 50

type DeskProps = {
  readonly sources: readonly SourceRow[]
  readonly read: Awaited<ReturnType<typeof listRead>>
  readonly failed: Awaited<ReturnType<typeof listDocuments>>
  readonly hosts: readonly HostRow[]
  readonly changed: Awaited<ReturnType<typeof listChanged>>
  readonly now: Date
}

function DeskPage({ sources, read, failed, hosts, changed, now }: DeskProps) {
  return (
    <Layout title="The desk">
      <div class="wrap page stack">
        <h1>The desk</h1>
        <p class="soft">
          As of {minute(now)} UTC. <a href="/desk">Look again</a> · <a href="/desk/extract">What does it say?</a> ·{' '}
          <a href="/desk/names">Names that may be one</a> · <a href={BOARD}>Queues</a>
        </p>
        <form method="post" action="/desk/leave">
          <button class="button quiet">Leave the desk</button>
        </form>
        <section class="stack tight" aria-labelledby="sources">
          <h2 id="sources">Sources</h2>
          <div class="scroll" tabindex={0} role="group" aria-label="Table of sources">
            <table>
              <thead>
                <tr>
                  <th scope="col">Source</th>
                  <th scope="col">Last run</th>
                  <th scope="col">Next run</th>
                  <th scope="col">Documents</th>
                  <th scope="col">Change</th>
                </tr>
              </thead>
              <tbody>
                {sources.map((source) => (
                  <tr>
                    <th scope="row">
                      <a href={`/desk/sources/${source.id}`}>{source.title}</a>
                      <br />
                      <span class="small soft">{source.publisher}</span>
                      {source.problem && (
                        <p class="small">
                          <b>Went wrong:</b> {source.problem}
                        </p>
                      )}
                    </th>
                    <td>{source.runningSince ? `running since ${minute(source.runningSince)}: ${source.listed ?? 0} listed` : minute(source.lastRunAt)}</td>
                    <td>{source.enabled ? minute(source.nextDueAt) : 'off'}</td>
                    <td>
                      {source.documents}
                      {source.added ? `, ${source.added} new in the last run` : ''}
                      {source.waiting ? `, ${source.waiting} waiting` : ''}
                      {source.failed ? `, ${source.failed} failed` : ''}
                      {source.gone ? `, ${source.gone} gone` : ''}
                    </td>
                    <td>
                      <SourceButtons source={source} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <section class="stack tight" aria-labelledby="read">
          <h2 id="read">Read lately</h2>
          {read.length === 0 ? (
            <p class="soft">Nothing yet. Add a document with: unpick add</p>
          ) : (
            <ul>
              {read.map((document) => (
                <li>
                  <a href={`/documents/${document.id}/read`}>{document.title}</a> <span class="soft">({document.publisher})</span>,{' '}
                  {document.candidates === 1 ? '1 claim found' : `${document.candidates} claims found`}
                </li>
              ))}
            </ul>
          )}
        </section>
        <section class="stack tight" aria-labelledby="failed">
          <h2 id="failed">Documents that failed</h2>
          {failed.length === 0 ? <p class="soft">None.</p> : <FailedList documents={failed} />}
        </section>
        <section class="stack tight" aria-labelledby="hosts">
          <h2 id="hosts">Hosts in trouble</h2>
          {hosts.length === 0 ? (
            <p class="soft">None: every host answered when it was last asked.</p>
          ) : (
            <ul>
              {hosts.map((host) => (
                <li>
                  <b>{host.host}</b>: {host.failures} failures in a row
                  {host.restsUntil && host.restsUntil > now ? `, left alone until ${minute(host.restsUntil)}` : ''}. {host.problem}
                </li>
              ))}
            </ul>
          )}
        </section>
        <section class="stack tight" aria-labelledby="changed">
          <h2 id="changed">Documents that changed</h2>
          {changed.length === 0 ? (
            <p class="soft">No document has changed since it was first sealed.</p>
          ) : (
            <ul>
              {changed.map((each) => (
                <li>
                  <a href={`/desk/changes/${each.id}`}>{each.title ?? each.url}</a>, {each.versions} copies, the last of {minute(each.changedAt)}
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </Layout>
  )
}

function FailedList({ documents }: { readonly documents: DeskProps['failed'] }) {
  return (
    <ul>
      {documents.map((document) => {
        const href = safeHref(document.url)
        return (
          <li>
            {href ? (
              <a href={href} rel="noopener noreferrer">
                {document.title ?? document.url}
              </a>
            ) : (
              (document.title ?? document.url)
            )}{' '}
            <span class="soft">({document.publisher})</span>: {document.problem}
          </li>
        )
      })}
    </ul>
  )
}

/** Asks for the key; whoever has it goes on to where they wanted to be. */
export function KeyPage({ isWrong, to }: { readonly isWrong: boolean; readonly to: string }) {
  return (
    <Layout title="The desk">
      <div class="wrap page stack prose">
        <h1>The desk</h1>
        <p>
          The desk is for those who run this Unpick. Its key is in the file <code>desk-key</code> below the data folder.
        </p>
        {isWrong && (
          <p role="alert">
            <b>That is not the key.</b> Copy the whole line of the file.
          </p>
        )}
        <form method="post" action="/desk/enter" class="stack tight">
          <input type="hidden" name="to" value={to} />
          <label for="key">Key</label>
          <input id="key" name="key" type="password" autocomplete="current-password" required />
          <button>Come in</button>
        </form>
      </div>
    </Layout>
  )
}

/** What every page behind the key does: refuses forms from elsewhere, and is never kept. */
const behindTheKey = (deps: DeskDeps): Hono =>
  new Hono()
    .use(csrf({ origin: [deps.origin, ...(deps.origin.startsWith('http://localhost') ? [deps.origin.replace('localhost', '127.0.0.1')] : [])] }))
    .use(async (c, next) => {
      await next()
      c.header('Cache-Control', 'no-store')
    })

const onlyKeyed = (deps: DeskDeps) =>
  keyed(deps.key, (c) =>
    c.req.method === 'GET'
      ? c.html(<KeyPage isWrong={false} to={c.req.path} />, 401)
      : Promise.reject(new ForbiddenError('Come in with the desk’s key first.')),
  )

/** Documents as those who work at the desk read them, below /documents. */
export const documentPages = (deps: DeskDeps): Hono => behindTheKey(deps).use(onlyKeyed(deps)).route('/', readerPages(deps))

/** The desk's routes, below /desk. */
export function deskPages(deps: DeskDeps): Hono {
  const { whole, now } = deps
  return behindTheKey(deps)
    .post('/enter', async (c) => {
      const { key, to } = await c.req.parseBody()
      const next = /^\/(?:desk|documents)(?:\/[\w/-]*)?$/.test(String(to)) ? String(to) : '/desk'
      if (enter(c, deps.key, String(key ?? ''), deps.origin.startsWith('https:'))) return c.redirect(next, 303)
      return c.html(<KeyPage isWrong to={next} />, 401)
    })
    .use(onlyKeyed(deps))
    .post('/leave', (c) => {
      leave(c)
      return c.redirect('/', 303)
    })
    .get('/', async (c) =>
      c.html(
        <DeskPage
          sources={(await listSourceRows(whole)).toSorted((a, b) => Number(b.enabled) - Number(a.enabled))}
          read={await listRead(whole, 15)}
          failed={await listDocuments(whole, { state: 'failed' }, MOST_FAILED)}
          hosts={await listTroubledHosts(whole, now())}
          changed={await listChanged(whole, 20)}
          now={now()}
        />,
      ),
    )
    .route('/names', namesPages(deps))
    .route('/extract', extractPages(deps))
    .get('/sources/:id', async (c) => {
      const source = (await listSourceRows(whole)).find((each) => each.id === c.req.param('id'))
      if (!source) throw new NotFoundError('There is no such source.')
      return c.html(<SourcePage source={source} runs={await listRuns(whole, source.id, 50)} />)
    })
    .post('/sources/:id', async (c) => {
      const { do: action } = await c.req.parseBody()
      const change = action === 'run' ? { enabled: true, dueAt: now() } : action === 'on' ? { enabled: true, dueAt: now() } : { enabled: false }
      if (!(await setSource(whole, c.req.param('id'), change))) throw new NotFoundError('There is no such source.')
      return c.redirect('/desk', 303)
    })
    .get('/changes/:id', async (c) => c.html(<ChangesPage found={await getChanges(whole, c.req.param('id'))} />))
}
