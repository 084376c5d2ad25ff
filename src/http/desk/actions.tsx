/** /desk/actions: what anybody planned for all to see, and what was told of actions, until somebody has looked at it. */
import { Hono } from 'hono'
import { decideAction, ruleOnReport } from '../../campaigns/actions.ts'
import { type ReportRow, findPhoto, listActionRows, listReportRows } from '../../campaigns/action-queries.ts'
import { InvalidError, NotFoundError } from '../../errors.ts'
import { dayText } from '../../model/day.ts'
import { needs, personOf } from '../account/guard.ts'
import { countText, whenText } from '../components/words.ts'
import type { DeskDeps } from './deps.ts'
import { DeskFrame } from './frame.tsx'

const MOST = 50

function ActionsDeskPage({ actions, reports }: { readonly actions: Awaited<ReturnType<typeof listActionRows>>; readonly reports: readonly ReportRow[] }) {
  return (
    <DeskFrame title="Actions to look at">
      <section class="stack" aria-labelledby="planned">
        <h2 id="planned">Planned without an account</h2>
        {actions.length === 0 && <p class="soft">None waits.</p>}
        {actions.map((action) => (
          <article class="card stack tight">
            <h3>{action.title}</h3>
            <p>
              {whenText(action.startsAt.toISOString())}, {action.place}
              {action.town && `, ${action.town}`}
              {action.brand && `: ${action.brand}`}
            </p>
            <p class="soft">
              {action.kind}, by {action.organisedBy}
            </p>
            {[action.note, action.access, action.stewards, action.wetWeather].filter(Boolean).map((text) => (
              <p class="small">{text}</p>
            ))}
            <form method="post" action={`/desk/actions/${action.id}`} class="pair">
              <button name="do" value="show">
                Show it to everyone
              </button>
              <button class="button quiet" name="do" value="decline">
                Do not show it
              </button>
            </form>
          </article>
        ))}
      </section>
      <section class="stack" aria-labelledby="told">
        <h2 id="told">What was told</h2>
        {reports.length === 0 && <p class="soft">None waits.</p>}
        {reports.map((report) => (
          <article class="card stack tight">
            <h3>
              {report.title}, {dayText(report.onDay)}
            </h3>
            <p class="text-kept">{report.text}</p>
            {report.people !== null && <p class="soft">{countText(report.people, 'person', 'people')} came.</p>}
            {report.shopSaid && <p>The shop said: {report.shopSaid}</p>}
            {report.hasPhoto && (
              <>
                <img class="photo" src={`/desk/actions/reports/${report.id}/photo`} alt="The photo that came with it" />
                <p class="small">
                  <b>Can anybody be recognised, by face, badge or number plate?</b> Then publish it without the photo.
                </p>
              </>
            )}
            <form method="post" action={`/desk/actions/reports/${report.id}`} class="pair">
              <button name="do" value="publish">
                {report.hasPhoto ? 'Publish it with the photo' : 'Publish it'}
              </button>
              {report.hasPhoto && (
                <button name="do" value="publish without photo">
                  Publish it without
                </button>
              )}
              <button class="button quiet" name="do" value="decline">
                Decline it
              </button>
            </form>
          </article>
        ))}
      </section>
    </DeskFrame>
  )
}

/** The routes below /desk/actions. */
export function actionDeskPages({ whole, now }: DeskDeps): Hono {
  const deps = { db: whole, now }
  return new Hono()
    .use(needs('look over actions'))
    .get('/', async (c) =>
      c.html(<ActionsDeskPage actions={await listActionRows(whole, 'waiting', MOST)} reports={await listReportRows(whole, 'waiting', MOST)} />),
    )
    .get('/reports/:id/photo', async (c) => {
      const found = await findPhoto(whole, c.req.param('id'))
      if (!found) throw new NotFoundError('There is no such photo.')
      return c.body(new Uint8Array(found.photo), 200, { 'content-type': found.photoType })
    })
    .post('/reports/:id', async (c) => {
      const { do: ruling } = await c.req.parseBody()
      if (ruling !== 'publish' && ruling !== 'publish without photo' && ruling !== 'decline')
        throw new InvalidError('Choose whether it is published or declined.')
      await ruleOnReport(deps, c.req.param('id'), personOf(c).pseudonym, ruling)
      return c.redirect('/desk/actions', 303)
    })
    .post('/:id', async (c) => {
      const { do: ruling } = await c.req.parseBody()
      if (ruling !== 'show' && ruling !== 'decline') throw new InvalidError('Choose whether it is shown.')
      await decideAction(deps, c.req.param('id'), ruling === 'show')
      return c.redirect('/desk/actions', 303)
    })
}
