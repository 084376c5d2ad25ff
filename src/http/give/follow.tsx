/** /follow: a weekly digest by mail, only for those who asked twice, out with one click. */
import { Hono } from 'hono'
import { askToFollow, confirmFollowing, getFollowed, stopFollowing } from '../../campaigns/follow.ts'
import { ForbiddenError, UnavailableError } from '../../errors.ts'
import { Field, fieldsOf } from '../components/field.tsx'
import { Layout } from '../components/layout.tsx'
import type { GiveDeps } from './deps.ts'
import { workOf } from './gate.ts'
import { phrase } from '../../words/language.ts'

type FollowProps = { readonly brand: string; readonly sector: string; readonly hasAsked: boolean; readonly hasMail: boolean }

function FollowPage({ brand, sector, hasAsked, hasMail }: FollowProps) {
  const what = brand ? `/brands/${brand}` : sector ? phrase('the sector “{sector}”', { sector }) : 'every brand'
  const feed = brand ? `/brands/${brand}/feed.atom` : `/feed.atom${sector ? `?${new URLSearchParams({ sector })}` : ''}`
  return (
    <Layout title="Follow" script="prove.js">
      <div class="wrap page stack prose">
        <h1>Follow {what}</h1>
        <p>
          <a href={feed}>The feed</a> says what changed, and nobody learns that you read it. Paste its address into any feed reader.
        </p>
        {hasAsked && (
          <p role="status">
            <b>Check your mail.</b> We ask this address whether it wants the digest, once a day at most. The digest begins when you say yes.
          </p>
        )}
        {!hasAsked && hasMail && (
          <form method="post" action="/follow" class="stack tight" data-prove>
            <input type="hidden" name="brand" value={brand} />
            <input type="hidden" name="sector" value={sector} />
            <Field name="email" label="Or a digest once a week, by mail" type="email" required most={254} hint="Kept until you say stop, for nothing else." />
            <button>Ask for it</button>
          </form>
        )}
        {!hasMail && <p class="soft">This instance sends no mail.</p>}
      </div>
    </Layout>
  )
}

function OutPage({ token, isOut }: { readonly token: string; readonly isOut: boolean }) {
  return (
    <Layout title="Stop following" unlisted>
      <div class="wrap page stack prose">
        <h1>Stop following</h1>
        {isOut ? (
          <p role="status">
            <b>You will get no more mail,</b> and your address is forgotten.
          </p>
        ) : (
          <form method="post" action={`/unfollow/${token}`}>
            <button>Stop, and forget my address</button>
          </form>
        )}
      </div>
    </Layout>
  )
}

/** The routes of those who follow. Whoever leaves needs no page of ours: mail programs do it with one click. */
export function followPages({ whole, now, gate, hasMail, origin }: GiveDeps): Hono {
  const deps = { db: whole, now }
  return new Hono()
    .get('/follow', (c) => {
      const [brand, sector] = [c.req.query('brand')?.slice(0, 120) ?? '', c.req.query('sector')?.slice(0, 100) ?? '']
      return c.html(<FollowPage brand={brand} sector={sector} hasAsked={c.req.query('asked') !== undefined} hasMail={hasMail} />)
    })
    .post('/follow', async (c) => {
      if (!hasMail) throw new UnavailableError('This instance sends no mail. Follow its feed instead.')
      const field = fieldsOf(await c.req.parseBody())
      gate.admit(workOf(c))
      const [brand, sector] = [field('brand').slice(0, 120) || null, field('sector').slice(0, 100) || null]
      await askToFollow(deps, { email: field('email'), brand, sector })
      return c.redirect(`/follow?${new URLSearchParams({ asked: '', ...(brand ? { brand } : {}), ...(sector ? { sector } : {}) })}`, 303)
    })
    .get('/follow/:token', async (c) => {
      const token = c.req.param('token')
      const { isConfirmed } = await getFollowed(deps, token)
      return c.html(
        <Layout title="Follow" unlisted>
          <div class="wrap page stack prose">
            <h1>{isConfirmed ? 'You follow' : 'Was it you?'}</h1>
            {isConfirmed ? (
              <p role="status">
                A digest comes once a week when something has changed. <a href={`/unfollow/${token}`}>Stop</a>
              </p>
            ) : (
              <form method="post" action={`/follow/${token}`}>
                <button>Yes, send me the digest</button>
              </form>
            )}
          </div>
        </Layout>,
      )
    })
    .post('/follow/:token', async (c) => {
      await confirmFollowing(deps, c.req.param('token'))
      return c.redirect(`/follow/${c.req.param('token')}`, 303)
    })
    .get('/unfollow/:token', (c) => c.html(<OutPage token={c.req.param('token')} isOut={false} />))
    .post('/unfollow/:token', async (c) => {
      // Mail programs send no origin (RFC 8058); browsers do, and may do so only from a page of ours.
      const from = c.req.header('origin')
      if (from && from !== origin) throw new ForbiddenError('This form did not come from a page of ours.')
      await stopFollowing(deps, c.req.param('token'))
      return c.html(<OutPage token="" isOut />)
    })
}
