/** /watches/:token: what a watch has seen, and whom it tells besides. */
import { type Context, Hono } from 'hono'
import type { PropsWithChildren } from 'hono/jsx'
import { NEWS_WORDS } from '../../checks/deliver.ts'
import { type Told, type WatchDeps, type Watched, confirmMail, endWatch, findWatched, getByMail, setMail, setWebhook, stopMail } from '../../checks/watch.ts'
import { ForbiddenError, NotFoundError } from '../../errors.ts'
import { dayText } from '../../model/day.ts'
import { phrase } from '../../words/language.ts'
import { Field, fieldsOf } from '../components/field.tsx'
import { Layout } from '../components/layout.tsx'
import { workOf } from '../give/gate.ts'
import { answerFeed } from '../feed.ts'
import type { CheckPageDeps } from './deps.ts'

function WatchPage({ watched, token, hasMail }: { readonly watched: Watched; readonly token: string; readonly hasMail: boolean }) {
  const at = `/watches/${token}`
  return (
    <Layout title="A watch" here="/check" unlisted feed={`${at}/feed.atom`} script="prove.js">
      <div class="wrap page stack prose">
        <p>
          <a href={`/checks/${token}`}>The list</a>
        </p>
        <h1>What the watch has seen</h1>
        <p class="soft">{phrase('It has looked out since {day}.', { day: dayText(watched.watchedAt.toISOString()) })}</p>
        {watched.told.length === 0 ? (
          <p>Nothing yet. When a claim that touches a name on your list is published, graded otherwise or withdrawn, it stands here.</p>
        ) : (
          <ol class="plain">
            {watched.told.map((told) => (
              <li>
                <span>
                  <b>{NEWS_WORDS[told.kind]}</b> · <time datetime={told.at.toISOString()}>{dayText(told.at.toISOString())}</time>
                </span>
                <span>
                  <a href={`/claims/${told.claim}`}>{told.statement}</a>
                </span>
                {told.kind === 'graded' && (
                  <span class="small soft">{phrase('from {before} to {after}', { before: told.gradeBefore ?? '–', after: told.grade ?? '–' })}</span>
                )}
              </li>
            ))}
          </ol>
        )}
        <p>
          <a class="button small" href={`/checks/${token}`}>
            Check the list again
          </a>
        </p>
        <section class="stack tight">
          <h2>Who is told</h2>
          <p>
            <a href={`${at}/feed.atom`}>The feed</a> says the same. Its address is as secret as this page’s.
          </p>
          {hasMail ? (
            <WayForm action={`${at}/mail`} save="Save">
              <Field name="email" label="By mail" type="email" value={watched.mail?.address} most={254} hint={mailHint(watched.mail)} />
            </WayForm>
          ) : (
            <p class="soft">This instance sends no mail.</p>
          )}
          <WayForm action={`${at}/webhook`} save="Save, and send a test">
            <Field
              name="url"
              label="To a webhook"
              type="url"
              value={watched.webhook?.url}
              most={2_000}
              hint="Each message is signed (Standard Webhooks), and tried again for two days. Empty it to stop."
            />
            {watched.webhook && (
              <p class="small">
                Its key: <code>{watched.webhook.secret}</code>
              </p>
            )}
          </WayForm>
          {watched.deliveries.length > 0 && <Log deliveries={watched.deliveries} />}
        </section>
        <form method="post" action={`${at}/end`}>
          <button class="button small quiet">End this watch</button>
        </form>
      </div>
    </Layout>
  )
}

/** A way of telling besides the page: one address, saved, or forgotten when it is emptied. */
function WayForm({ action, save, children }: PropsWithChildren<{ readonly action: string; readonly save: string }>) {
  return (
    <form method="post" action={action} class="stack tight" data-prove>
      {children}
      <p>
        <button class="button small quiet">{save}</button>
      </p>
    </form>
  )
}

const mailHint = (mail: Watched['mail']): string =>
  mail === null
    ? 'You are asked by mail first whether it was you. The mail names the claim, never your list. Empty it to stop.'
    : mail.isConfirmed
      ? 'Mail goes to this address. Empty it to stop.'
      : 'We ask this address whether it wants mail, once a day at most. Mail begins when someone there says yes.'

function Log({ deliveries }: { readonly deliveries: Watched['deliveries'] }) {
  return (
    <div class="scroll">
      <table>
        <caption>What was sent</caption>
        <tr>
          <th scope="col">When</th>
          <th scope="col">How</th>
          <th scope="col">Tries</th>
          <th scope="col">What came of it</th>
        </tr>
        {deliveries.map(({ kind, madeAt, attempts, outcome, dueAt }) => (
          <tr>
            <td>{madeAt.toISOString().slice(0, 16).replace('T', ' ')}</td>
            <td>{kind === 'mail' ? 'by mail' : 'to the webhook'}</td>
            <td>{attempts}</td>
            <td>
              {outcome ?? 'on its way'}
              {dueAt && outcome && phrase('; tried again at {time}', { time: dueAt.toISOString().slice(11, 16) })}
            </td>
          </tr>
        ))}
      </table>
    </div>
  )
}

function AskPage({ token, said }: { readonly token: string; readonly said: 'ask' | 'confirmed' | 'stopped' }) {
  return (
    <Layout title="Mail from a watch" unlisted>
      <div class="wrap page stack prose">
        <h1>Mail from a watch</h1>
        {said === 'ask' && (
          <form method="post" action={`/watches/mail/${token}`} class="stack tight">
            <p>Did you ask for mail when something changes for a list of suppliers?</p>
            <p>
              <button>Yes, it was me</button>
            </p>
          </form>
        )}
        {said === 'confirmed' && <p role="status">Mail begins now. Each has a link that ends it.</p>}
        {said === 'stopped' && <p role="status">No mail is sent any more, and the address is forgotten.</p>}
      </div>
    </Layout>
  )
}

const titleOf = ({ kind, statement }: Told) => `${NEWS_WORDS[kind]}: ${statement}`

/** The routes of a watch. */
export function watchPages(deps: CheckPageDeps): Hono {
  const { whole, now, secret, origin, hasMail, gate } = deps
  const watch: WatchDeps = { db: whole, now, secret }
  const tokenOf = (c: Context) => c.req.param('token') as string
  const get = async (token: string): Promise<Watched> => {
    const watched = await findWatched(watch, token)
    if (watched === null) throw new NotFoundError('Nothing is watched here, or not any more.')
    return watched
  }
  return new Hono()
    .get('/watches/mail/:token', async (c) => {
      await getByMail(whole, tokenOf(c))
      return c.html(<AskPage token={tokenOf(c)} said="ask" />)
    })
    .post('/watches/mail/:token', async (c) => {
      await confirmMail(watch, tokenOf(c))
      return c.html(<AskPage token={tokenOf(c)} said="confirmed" />)
    })
    .get('/watches/mail/:token/stop', (c) => c.html(<StopPage token={tokenOf(c)} />))
    .post('/watches/mail/:token/stop', async (c) => {
      // Mail programs send no origin (RFC 8058); browsers do, and may do so only from a page of ours.
      const from = c.req.header('origin')
      if (from && from !== origin) throw new ForbiddenError('This form did not come from a page of ours.')
      await stopMail(watch, tokenOf(c))
      return c.html(<AskPage token={tokenOf(c)} said="stopped" />)
    })
    .get('/watches/:token', async (c) => {
      c.header('Cache-Control', 'no-store')
      return c.html(<WatchPage watched={await get(tokenOf(c))} token={tokenOf(c)} hasMail={hasMail} />)
    })
    .get('/watches/:token/feed.atom', async (c) => {
      const { told } = await get(tokenOf(c))
      const at = `/watches/${tokenOf(c)}`
      const entries = told.map((each) => ({ id: `${at}#${each.id}`, title: titleOf(each), at: each.at, href: `/claims/${each.claim}` }))
      return answerFeed(c, origin, { title: 'A watch over suppliers', self: `${at}/feed.atom`, page: at, entries, now: now() })
    })
    .post('/watches/:token/mail', async (c) => {
      gate.admit(workOf(c))
      const field = fieldsOf(await c.req.parseBody())
      await setMail(watch, tokenOf(c), field('email'))
      return c.redirect(`/watches/${tokenOf(c)}`, 303)
    })
    .post('/watches/:token/webhook', async (c) => {
      gate.admit(workOf(c))
      const field = fieldsOf(await c.req.parseBody())
      await setWebhook(watch, tokenOf(c), field('url'))
      return c.redirect(`/watches/${tokenOf(c)}`, 303)
    })
    .post('/watches/:token/end', async (c) => {
      await endWatch(watch, tokenOf(c))
      return c.redirect(`/checks/${tokenOf(c)}`, 303)
    })
}

function StopPage({ token }: { readonly token: string }) {
  return (
    <Layout title="Mail from a watch" unlisted>
      <div class="wrap page stack prose">
        <h1>Stop mail from a watch?</h1>
        <form method="post" action={`/watches/mail/${token}/stop`}>
          <button>Stop it, and forget the address</button>
        </form>
      </div>
    </Layout>
  )
}
