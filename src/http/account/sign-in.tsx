/** /sign-in, /join and /sign-out: the ways in and out. */
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Context } from 'hono'
import { type Accounts, withCookies } from '../../accounts/accounts.ts'
import { AppError, NotFoundError } from '../../errors.ts'
import { Layout } from '../components/layout.tsx'
import { refusedWith } from '../errors.tsx'
import { Problem } from '../components/problem.tsx'
import { pathOr } from './guard.ts'
import { dropListKey, keepListKey } from './list-key.ts'
import { SecondFactorPage } from './second-factor.tsx'

const DEVICE = 'unpick_device'
const DEVICE_DAYS = 400

function SignInPage({ problem, to }: { readonly problem: string | null; readonly to: string }) {
  return (
    <Layout title="Sign in">
      <div class="wrap page stack prose">
        <h1>Sign in</h1>
        <p class="soft">For those who research, review and run this Unpick. Everything published can be read without.</p>
        <Problem text={problem} />
        <form method="post" action="/sign-in" class="stack tight">
          <input type="hidden" name="to" value={to} />
          <label for="pseudonym">Pseudonym</label>
          <input id="pseudonym" name="pseudonym" autocomplete="username" required maxlength={30} />
          <label for="passphrase">Passphrase</label>
          <input id="passphrase" name="passphrase" type="password" autocomplete="current-password" required maxlength={200} />
          <button>Sign in</button>
        </form>
      </div>
    </Layout>
  )
}

function CodePage({ problem, to }: { readonly problem: string | null; readonly to: string }) {
  return (
    <Layout title="Your code">
      <div class="wrap page stack prose">
        <h1>Your code</h1>
        <Problem text={problem} />
        <form method="post" action="/sign-in/code" class="stack tight">
          <input type="hidden" name="to" value={to} />
          <label for="code">The six digits that your app shows now, or a recovery code</label>
          <input id="code" name="code" autocomplete="one-time-code" inputmode="text" required maxlength={40} autofocus />
          <button>Go on</button>
        </form>
        <p class="small soft">
          Neither at hand? <a href="/sign-in">Begin again</a>, or ask whoever looks after people here.
        </p>
      </div>
    </Layout>
  )
}

function JoinPage({ role, token, problem }: { readonly role: string; readonly token: string; readonly problem: string | null }) {
  return (
    <Layout title="Join">
      <div class="wrap page stack prose">
        <h1>Join as {role === 'admin' ? 'an admin' : `a ${role}`}</h1>
        <p>Choose a pseudonym: your name is asked for nowhere. It stands beside what you decide, for good. No address of yours is kept.</p>
        <Problem text={problem} />
        <form method="post" action={`/join/${token}`} class="stack tight">
          <label for="pseudonym">Pseudonym</label>
          <input id="pseudonym" name="pseudonym" autocomplete="username" required minlength={3} maxlength={30} />
          <label for="passphrase">Passphrase: four or five words that do not belong together</label>
          <input id="passphrase" name="passphrase" type="password" autocomplete="new-password" required minlength={14} maxlength={200} />
          <button>Join</button>
        </form>
      </div>
    </Layout>
  )
}

/** Passes a library's cookies on. */
export function passCookies(c: Context, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
}

/** The routes at the root of the site. */
export function signInPages({ accounts, origin }: { readonly accounts: Accounts; readonly origin: string }): Hono {
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const keepDevice = (c: Context, device: string) =>
    setCookie(c, DEVICE, device, { path: '/sign-in', httpOnly: true, sameSite: 'Strict', secure: origin.startsWith('https:'), maxAge: DEVICE_DAYS * 86_400 })
  return new Hono()
    .get('/sign-in', (c) => c.html(<SignInPage problem={null} to={pathOr(c.req.query('to'), '/desk')} />))
    .post('/sign-in', async (c) => {
      const form = await c.req.parseBody()
      const to = pathOr(form['to'], '/desk')
      try {
        const { next, cookies, device, listKey } = await accounts.signIn(text(form['pseudonym']).trim(), text(form['passphrase']), getCookie(c, DEVICE))
        passCookies(c, cookies)
        keepListKey(c, listKey, origin)
        if (device) keepDevice(c, device)
        return c.redirect(next === 'in' ? to : `/sign-in/code?${new URLSearchParams({ to })}`, 303)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return refusedWith(c, error, <SignInPage problem={error.message} to={to} />)
      }
    })
    .get('/sign-in/code', (c) => c.html(<CodePage problem={null} to={pathOr(c.req.query('to'), '/desk')} />))
    .post('/sign-in/code', async (c) => {
      const form = await c.req.parseBody()
      const to = pathOr(form['to'], '/desk')
      try {
        const { cookies, device } = await accounts.giveCode(text(form['code']), c.req.raw.headers, getCookie(c, DEVICE))
        passCookies(c, cookies)
        if (device) keepDevice(c, device)
        return c.redirect(to, 303)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return refusedWith(c, error, <CodePage problem={error.message} to={to} />)
      }
    })
    .post('/sign-out', async (c) => {
      passCookies(c, await accounts.signOut(c.req.raw.headers))
      dropListKey(c)
      return c.redirect('/', 303)
    })
    .get('/join/:token', async (c) => {
      const role = await accounts.invited(c.req.param('token'))
      if (!role) throw new NotFoundError('This invitation was used, or has run out. Ask for another.')
      return c.html(<JoinPage role={role} token={c.req.param('token')} problem={null} />)
    })
    .post('/join/:token', async (c) => {
      const form = await c.req.parseBody()
      const [token, pseudonym, passphrase] = [c.req.param('token'), text(form['pseudonym']).trim(), text(form['passphrase'])]
      const role = await accounts.invited(token)
      try {
        await accounts.join(token, pseudonym, passphrase)
      } catch (error) {
        if (!(error instanceof AppError) || !role || error.kind === 'not_found') throw error
        return refusedWith(c, error, <JoinPage role={role} token={token} problem={error.message} />)
      }
      const { cookies, device, listKey } = await accounts.signIn(pseudonym, passphrase, undefined)
      passCookies(c, cookies)
      keepListKey(c, listKey, origin)
      if (device) keepDevice(c, device)
      const begun = await accounts.beginSecondFactor(passphrase, withCookies(c.req.raw.headers, cookies))
      passCookies(c, begun.cookies)
      return c.html(<SecondFactorPage begun={begun} problem={null} />)
    })
}
