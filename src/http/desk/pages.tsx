/** /desk: what the sources did and will do, what failed and why, which hosts rest, and what changed. */
import { Hono } from 'hono'
import { listDocuments } from '../../archive/document-queries.ts'
import { type HostRow, listTroubledHosts } from '../../archive/host-queries.ts'
import { type SourceRow, listSourceRows } from '../../archive/source-queries.ts'
import type { Person } from '../../accounts/person.ts'
import { known, mayDo, needs, ownForms, personOf } from '../account/guard.ts'
import { listRead } from '../../extract/reader-queries.ts'
import { listChanged } from '../../read/change-queries.ts'
import { getChanges } from '../../read/changes.ts'
import { DECISION_DAYS } from '../../model/reply.ts'
import { countWork } from '../../review/queue-queries.ts'
import { Layout } from '../components/layout.tsx'
import { countText } from '../components/words.ts'
import { safeHref } from '../safe-href.ts'
import { actionDeskPages } from './actions.tsx'
import { addPages } from './add.tsx'
import { BOARD } from './board.ts'
import { columnsPages } from './columns.tsx'
import type { DeskDeps } from './deps.ts'
import { hiddenFrom, readable } from './confidential.ts'
import { ChangesPage, minute } from './changes.tsx'
import { campaignDeskPages } from './campaigns.tsx'
import { claimDeskPages } from './claim.tsx'
import { committeePages } from './committee.tsx'
import { extractPages } from './extract.tsx'
import { namesPages } from './names.tsx'
import { peoplePages } from './people.tsx'
import { publisherPages } from './publishers.tsx'
import { readerPages } from './reader.tsx'
import { replyDeskPages } from './replies.tsx'
import { reviewPages } from './review.tsx'
import { settingsPages } from './settings.tsx'
import { SourceButtons, sourcePages } from './sources.tsx'
import { submissionDeskPages } from './submissions.tsx'
import { phrase } from '../../words/language.ts'

const MOST_FAILED = 50

type DeskProps = {
  readonly work: Awaited<ReturnType<typeof countWork>>
  readonly sources: readonly SourceRow[]
  readonly read: Awaited<ReturnType<typeof listRead>>
  readonly failed: Awaited<ReturnType<typeof listDocuments>>
  readonly hosts: readonly HostRow[]
  readonly changed: Awaited<ReturnType<typeof listChanged>>
  readonly now: Date
  readonly person: Person
  readonly isDiskLow: boolean
}

function DeskPage({ work, sources, read, failed, hosts, changed, now, person, isDiskLow }: DeskProps) {
  return (
    <Layout title="The desk">
      <div class="wrap page stack">
        <h1>The desk</h1>
        {isDiskLow && (
          <p role="alert">
            <b>The disk is nearly full.</b> Nothing is collected, and nothing is taken from people without an account, until there is room. Make some:
            collecting then goes on by itself.
          </p>
        )}
        <p class="soft">
          As of {minute(now)} UTC. <a href="/desk">Look again</a> · <a href="/desk/review">Review</a> · <a href="/desk/add">Add a document</a> ·{' '}
          <a href="/desk/extract">What does it say?</a> · <a href="/desk/names">Names that may be one</a> · <a href="/desk/claims">Claims</a> ·{' '}
          <a href="/desk/replies">Answers</a> · <a href="/desk/submissions">What was sent</a> · <a href="/desk/publishers">Publishers</a> ·{' '}
          <a href="/desk/committee">Committee</a> · <a href="/desk/actions">Actions</a> ·{' '}
          {mayDo(person, 'look after people') && (
            <>
              <a href="/desk/people">People</a> · <a href="/desk/settings">Settings</a> · <a href={BOARD}>Queues</a> ·{' '}
            </>
          )}
          <a href="/account">{person.pseudonym}</a>
        </p>
        <ul class="facts">
          <li>
            <a href="/desk/review">{work.claims >= 1_000 ? 'more than a thousand claims' : countText(work.claims, 'claim')} to review</a>
          </li>
          <li>
            <a href="/desk/replies">{countText(work.replies, 'answer')} to check</a>
          </li>
          <li>
            <a href="/desk/submissions">{countText(work.submissions, 'thing')} sent</a>
          </li>
          {work.overdue > 0 && (
            <li>
              <a href="/desk/replies">
                <b>{work.overdue} overdue</b>
              </a>
            </li>
          )}
        </ul>
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
                    <td>
                      {source.runningSince
                        ? phrase('running since {runningSince}: {more} listed', { runningSince: minute(source.runningSince), more: source.listed ?? 0 })
                        : minute(source.lastRunAt)}
                    </td>
                    <td>{source.enabled ? minute(source.nextDueAt) : 'off'}</td>
                    <td>
                      {source.documents}
                      {source.added ? phrase(', {added} new in the last run', { added: source.added }) : ''}
                      {source.waiting ? phrase(', {waiting} waiting', { waiting: source.waiting }) : ''}
                      {source.failed ? phrase(', {failed} failed', { failed: source.failed }) : ''}
                      {source.gone ? phrase(', {gone} gone', { gone: source.gone }) : ''}
                    </td>
                    <td>{mayDo(person, 'run sources') && <SourceButtons source={source} />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <section class="stack tight" aria-labelledby="read">
          <h2 id="read">Read lately</h2>
          {read.length === 0 ? (
            <p class="soft">Nothing yet. Add a document.</p>
          ) : (
            <ul>
              {read.map((document) => (
                <li>
                  <a href={`/documents/${document.id}/read`}>{document.title}</a> <span class="soft">({document.publisher})</span>,{' '}
                  {document.candidates === 1 ? '1 claim found' : phrase('{candidates} claims found', { candidates: document.candidates })}
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
                  {host.restsUntil && host.restsUntil > now ? phrase(', left alone until {restsUntil}', { restsUntil: minute(host.restsUntil) }) : ''}.{' '}
                  {host.problem}
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
            {document.problemKind === 'drift' && document.sha256 && (
              <>
                {' '}
                <a href={`/desk/columns/${document.id}`}>Say which column is what</a>
              </>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** Documents as members read them, below /documents. */
export const documentPages = (deps: DeskDeps): Hono =>
  new Hono().use(...ownForms(deps.origin), known(deps.accounts), needs('read documents')).route('/', readerPages(deps))

/** The desk's routes, below /desk. */
export function deskPages(deps: DeskDeps): Hono {
  const { whole, now } = deps
  return new Hono()
    .use(...ownForms(deps.origin), known(deps.accounts), needs('come to the desk'))
    .get('/', async (c) => {
      const hidden = await hiddenFrom(whole, personOf(c))
      const seen = <T extends { readonly id: string }>(rows: readonly T[]) => rows.filter(({ id }) => !hidden.has(id))
      return c.html(
        <DeskPage
          work={await countWork(whole, DECISION_DAYS)}
          sources={(await listSourceRows(whole)).toSorted((a, b) => Number(b.enabled) - Number(a.enabled))}
          read={seen(await listRead(whole, 30))}
          failed={seen(await listDocuments(whole, { state: 'failed' }, MOST_FAILED))}
          hosts={await listTroubledHosts(whole, now())}
          changed={seen(await listChanged(whole, 20))}
          now={now()}
          person={personOf(c)}
          isDiskLow={await deps.space.isLow()}
        />,
      )
    })
    .route('/names', namesPages(deps))
    .route('/extract', extractPages(deps))
    .route('/review', reviewPages(deps))
    .route('/claims', claimDeskPages(deps))
    .route('/replies', replyDeskPages(deps))
    .route('/submissions', submissionDeskPages(deps))
    .route('/publishers', publisherPages(deps))
    .route('/settings', settingsPages(deps))
    .route('/committee', committeePages(deps))
    .route('/campaigns', campaignDeskPages(deps))
    .route('/actions', actionDeskPages(deps))
    .route('/add', addPages(deps))
    .route('/columns', columnsPages(deps))
    .route('/people', peoplePages(deps))
    .route('/sources', sourcePages(deps))
    .get('/changes/:id', readable(whole), async (c) => c.html(<ChangesPage found={await getChanges(whole, c.req.param('id'))} />))
}
