/** /desk: what the sources did and will do, what failed and why, which hosts rest, and what changed. */
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { listDocuments } from '../../archive/document-queries.ts'
import { type HostRow, listTroubledHosts } from '../../archive/host-queries.ts'
import { type RunRow, type SourceRow, listRuns, listSourceRows, setSource } from '../../archive/source-queries.ts'
import { ForbiddenError, NotFoundError } from '../../errors.ts'
import { listChanged } from '../../read/change-queries.ts'
import { getChanges } from '../../read/changes.ts'
import { Layout } from '../components/layout.tsx'
import { safeHref } from '../safe-href.ts'
import { BOARD } from './board.ts'
import type { DeskDeps } from './deps.ts'
import { ChangesPage, minute } from './changes.tsx'
import { enter, keyed, leave } from './key.ts'
import { namesPages } from './names.tsx'

const MOST_FAILED = 50

type DeskProps = {
  readonly sources: readonly SourceRow[]
  readonly failed: Awaited<ReturnType<typeof listDocuments>>
  readonly hosts: readonly HostRow[]
  readonly changed: Awaited<ReturnType<typeof listChanged>>
  readonly now: Date
}

function DeskPage({ sources, failed, hosts, changed, now }: DeskProps) {
  return (
    <Layout title="The desk">
      <div class="wrap page stack">
        <h1>The desk</h1>
        <p class="soft">
          As of {minute(now)} UTC. <a href="/desk">Look again</a> · <a href="/desk/names">Names that may be one</a> · <a href={BOARD}>Queues</a>
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

function SourceButtons({ source }: { readonly source: SourceRow }) {
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

function SourcePage({ source, runs }: { readonly source: SourceRow; readonly runs: readonly RunRow[] }) {
  return (
    <Layout title={source.title}>
      <div class="wrap page stack">
        <p>
          <a href="/desk">The desk</a>
        </p>
        <h1>{source.title}</h1>
        <p class="soft">
          {source.publisher} · <code>{source.id}</code> · {source.enabled ? `next run ${minute(source.nextDueAt)}` : 'off'}
          {source.budget ? ` · at most ${source.budget} documents a day` : ''}
        </p>
        <SourceButtons source={source} />
        <h2>Runs</h2>
        {runs.length === 0 ? (
          <p class="soft">It has not run yet.</p>
        ) : (
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
        )}
      </div>
    </Layout>
  )
}

function KeyPage({ isWrong }: { readonly isWrong: boolean }) {
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
          <label for="key">Key</label>
          <input id="key" name="key" type="password" autocomplete="current-password" required />
          <button>Come in</button>
        </form>
      </div>
    </Layout>
  )
}

/** The desk's routes, below /desk. */
export function deskPages(deps: DeskDeps): Hono {
  const { whole, now } = deps
  return new Hono()
    .use(csrf({ origin: [deps.origin, ...(deps.origin.startsWith('http://localhost') ? [deps.origin.replace('localhost', '127.0.0.1')] : [])] }))
    .use(async (c, next) => {
      await next()
      c.header('Cache-Control', 'no-store')
    })
    .post('/enter', async (c) => {
      const { key } = await c.req.parseBody()
      if (enter(c, deps.key, String(key ?? ''), deps.origin.startsWith('https:'))) return c.redirect('/desk', 303)
      return c.html(<KeyPage isWrong />, 401)
    })
    .use(
      keyed(deps.key, (c) =>
        c.req.method === 'GET' ? c.html(<KeyPage isWrong={false} />, 401) : Promise.reject(new ForbiddenError('Come in with the desk’s key first.')),
      ),
    )
    .post('/leave', (c) => {
      leave(c)
      return c.redirect('/', 303)
    })
    .get('/', async (c) =>
      c.html(
        <DeskPage
          sources={(await listSourceRows(whole)).toSorted((a, b) => Number(b.enabled) - Number(a.enabled))}
          failed={await listDocuments(whole, { state: 'failed' }, MOST_FAILED)}
          hosts={await listTroubledHosts(whole, now())}
          changed={await listChanged(whole, 20)}
          now={now()}
        />,
      ),
    )
    .route('/names', namesPages(deps))
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
