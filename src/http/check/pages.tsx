/** /checks/:token: a check while it runs, what it found, and what can be done with that. */
import { type Context, Hono } from 'hono'
import { correctColumns } from '../../checks/correct-columns.ts'
import { findKept, keepCheck } from '../../checks/keep-check.ts'
import type { RunningCheck } from '../../checks/running.ts'
import { findWatched, startWatch } from '../../checks/watch.ts'
import { sheetOf } from '../../checks/sheet-thread.ts'
import { InvalidError } from '../../errors.ts'
import type { CheckReport } from '../../model/check.ts'
import { dayText } from '../../model/day.ts'
import { findPublicHead } from '../../publish/read-ledger-queries.ts'
import { phrase } from '../../words/language.ts'
import { say } from '../../words/say.ts'
import { known } from '../account/guard.ts'
import { fieldsOf } from '../components/field.tsx'
import { Layout } from '../components/layout.tsx'
import { workOf } from '../give/gate.ts'
import { madeUpAmong } from '../components/made-up.tsx'
import { countText } from '../components/words.ts'
import type { CheckPageDeps } from './deps.ts'
import { forgetList, openCheck, rekeep, reportOf } from './open-check.ts'
import { Columns, Counts, Keeping, Rows } from './result.tsx'

type PageProps = {
  readonly check: RunningCheck
  readonly at: string
  readonly from: number
  readonly keptUntil: Date | null
  readonly isWatched: boolean
  readonly isOwn: boolean
}

function CheckResultPage({ check, at, from, keptUntil, isWatched, isOwn }: PageProps) {
  const { report, state } = check
  if (report === null) return <WaitingPage check={check} at={at} />
  return (
    <Layout
      title={phrase('Check: {title}', { title: check.title })}
      here="/check"
      unlisted
      script="prove.js"
      madeUp={madeUpAmong(report.rows.flatMap(({ matches }) => matches))}
    >
      <div class="wrap page stack">
        <div class="stack tight">
          <p class="soft">{`${countText(report.rows.length, 'supplier')} · ${dayText(report.made)}`}</p>
          <h1>{check.title}</h1>
          <Counts report={report} />
        </div>
        {state === 'done' && <Columns check={check} at={at} />}
        <div class="two">
          <div class="stack">
            <Rows report={report} at={at} from={from} canJudge />
          </div>
          <aside class="stack">
            <section class="card stack tight no-print" aria-labelledby="take">
              <h2 id="take">Take it along</h2>
              <p class="pair">
                <a class="button small" href={`${at}/list.xlsx`}>
                  XLSX
                </a>
                <a class="button small quiet" href={`${at}/list.csv`}>
                  CSV
                </a>
                <a class="button small quiet" href={`${at}/report`}>
                  Report to print
                </a>
              </p>
            </section>
            <section class="card stack tight no-print" aria-labelledby="packs">
              <h2 id="packs">For the meeting</h2>
              <p>
                <a href={`${at}/packs`}>A motion, questions for the employer, a clause, and more</a>
              </p>
            </section>
            <Keeping at={at} keptUntil={keptUntil} isOwn={isOwn} />
            <section class="card stack tight no-print" aria-labelledby="watch">
              <h2 id="watch">Watch it</h2>
              {isWatched ? (
                <p>
                  <a href={at.replace('/checks/', '/watches/')}>What the watch has seen</a>
                </p>
              ) : keptUntil ? (
                <form method="post" action={`${at}/watch`} class="stack tight" data-prove>
                  <p class="small soft">
                    When a new claim, another grade or a withdrawal touches a name on this list, the watch says so: in a feed, by mail or to a webhook.
                  </p>
                  <details class="small">
                    <summary>What could whoever runs this site find out?</summary>
                    <p>
                      They can’t read your list. To notice news they keep a coded form of each name, and could test whether a name they already have in mind is
                      on some watched list. They can read the address you give for mail or a webhook, since they write to it.
                    </p>
                  </details>
                  <p>
                    <button class="button small">Watch this list</button>
                  </p>
                </form>
              ) : (
                <p class="small soft">A watch needs the list: keep it first.</p>
              )}
            </section>
          </aside>
        </div>
      </div>
    </Layout>
  )
}

function WaitingPage({ check, at }: { readonly check: RunningCheck; readonly at: string }) {
  const { title, state, done, of, problem } = check
  const isEnded = state === 'failed'
  return (
    <Layout title={phrase('Check: {title}', { title })} here="/check" unlisted refresh={isEnded ? null : 1}>
      <div class="wrap page stack prose">
        <h1>{title}</h1>
        {isEnded ? (
          <p role="alert">
            <b>The check stopped.</b> {problem} <a href="/check">Try it again</a>
          </p>
        ) : (
          <>
            <p role="status">{state === 'waiting' ? 'Others are being checked first; yours comes next.' : phrase('{done} of {of} suppliers', { done, of })}</p>
            <progress max={of} value={done} aria-label="How far the check is"></progress>
            <p class="small soft">
              This page looks again by itself. <a href={at}>Look now</a>
            </p>
          </>
        )}
      </div>
    </Layout>
  )
}

/** The report on paper: what was found with its quotes, and what was not. */
function ReportPage({
  check,
  report,
  at,
  head,
}: {
  readonly check: RunningCheck
  readonly report: CheckReport
  readonly at: string
  readonly head: { readonly size: number; readonly root: string } | null
}) {
  const shown = { ...report, rows: report.rows.filter(({ result }) => result !== 'none') }
  const none = report.rows.filter(({ result }) => result === 'none')
  return (
    <Layout title={phrase('Report: {title}', { title: check.title })} unlisted madeUp={madeUpAmong(report.rows.flatMap(({ matches }) => matches))}>
      <div class="wrap page stack">
        <p class="no-print">
          <a href={at}>Back to the check</a>
        </p>
        <h1>{check.title}</h1>
        <p class="soft">
          {phrase('{count}, checked on {day} against what Unpick has published.', {
            count: countText(report.rows.length, 'supplier'),
            day: dayText(report.made),
          })}{' '}
          {head && say('notes.head', { size: head.size, root: head.root })}
        </p>
        <Counts report={report} />
        <Rows report={shown} at={at} from={0} canJudge={false} />
        {none.length > 0 && <p class="small">{none.map(({ name }) => name).join(' · ')}</p>}
      </div>
    </Layout>
  )
}

const FILES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** The routes of a check. */
export function checkPages(deps: CheckPageDeps): Hono {
  const { room, whole, db, now, secret, accounts, origin, gate } = deps
  const at = (c: Context) => `/checks/${c.req.param('token')}`
  const tokenOf = (c: Context) => c.req.param('token') as string
  return new Hono()
    .use('/checks/:token', known(accounts))
    .use('/checks/:token/*', known(accounts))
    .get('/checks/:token', async (c) => {
      const check = await openCheck(deps, tokenOf(c))
      const kept = await findKept({ db: whole, now }, check.token)
      const isWatched = kept !== null && (await findWatched({ db: whole, now, secret }, check.token)) !== null
      const isOwn = c.var.person !== undefined && c.var.person !== null && c.var.person.scopes === null
      const from = Math.max(0, Math.floor(Number(c.req.query('from') ?? 0)) || 0)
      c.header('Cache-Control', 'no-store')
      return c.html(<CheckResultPage check={check} at={at(c)} from={from} keptUntil={kept?.expiresAt ?? null} isWatched={isWatched} isOwn={isOwn} />)
    })
    .post('/checks/:token/columns', async (c) => {
      const { table } = await openCheck(deps, tokenOf(c))
      const field = fieldsOf(await c.req.parseBody())
      const given = { name: field('name'), otherName: field('otherName'), country: field('country'), address: field('address'), city: field('city') }
      room.recheck(tokenOf(c), correctColumns(table, given))
      await rekeep(deps, tokenOf(c))
      return c.redirect(at(c), 303)
    })
    .post('/checks/:token/judge', async (c) => {
      await openCheck(deps, tokenOf(c))
      const field = fieldsOf(await c.req.parseBody())
      const row = Number(field('row'))
      const same = field('same')
      if (!Number.isInteger(row) || !['yes', 'no', 'undo'].includes(same)) throw new InvalidError('Say yes, no, or undo, and of which row.')
      room.judge(tokenOf(c), row, field('organisation').slice(0, 100), same === 'undo' ? null : same === 'yes')
      await rekeep(deps, tokenOf(c))
      return c.redirect(`${at(c)}#row-${row}`, 303)
    })
    .post('/checks/:token/keep', async (c) => {
      gate.admit(workOf(c))
      const { token, title, table, columns, judged, meeting } = await openCheck(deps, tokenOf(c))
      const field = fieldsOf(await c.req.parseBody())
      const person = c.var.person && c.var.person.scopes === null && field('mine') === 'yes' ? c.var.person.id : null
      await keepCheck({ db: whole, now }, token, { title, table, columns, judged, meeting }, Number(field('days')), person)
      return c.redirect(`${at(c)}#keep`, 303)
    })
    .post('/checks/:token/forget', async (c) => {
      await forgetList(deps, tokenOf(c))
      return c.redirect('/check', 303)
    })
    .post('/checks/:token/watch', async (c) => {
      gate.admit(workOf(c))
      const { report } = await reportOf(deps, tokenOf(c))
      const organisations = [...report.organisations, ...report.rows.flatMap(({ matches }) => matches.map(({ id }) => id))]
      await startWatch({ db: whole, now, secret }, tokenOf(c), organisations)
      return c.redirect(at(c).replace('/checks/', '/watches/'), 303)
    })
    .get('/checks/:token/report', async (c) => {
      const { check, report } = await reportOf(deps, tokenOf(c))
      c.header('Cache-Control', 'no-store')
      return c.html(<ReportPage check={check} report={report} at={at(c)} head={await findPublicHead(db)} />)
    })
    .get('/checks/:token/:file{list\\.(?:csv|xlsx)}', async (c) => {
      const ending = c.req.param('file').endsWith('.csv') ? 'csv' : 'xlsx'
      const { report } = await reportOf(deps, tokenOf(c))
      return c.body(await sheetOf(report, ending, origin), 200, {
        'Content-Type': FILES[ending],
        'Content-Disposition': `attachment; filename="check.${ending}"`,
        'Cache-Control': 'no-store',
      })
    })
}
