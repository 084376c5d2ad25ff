/** /account: one's own visits, keys, second factor and data. */
import { Hono } from 'hono'
import type { Accounts } from '../../accounts/accounts.ts'
import type { Person } from '../../accounts/person.ts'
import { type KeyRow, endOtherSessions, endSession, findPerson, listKeys, listSessions } from '../../accounts/queries.ts'
import { SCOPES, isScope } from '../../accounts/roles.ts'
import { type Db, transact } from '../../db/client.ts'
import { AppError, InvalidError, UnauthenticatedError } from '../../errors.ts'
import { Layout } from '../components/layout.tsx'
import { refusedWith } from '../errors.tsx'
import { known, ownForms, personOf } from './guard.ts'
import { PassphrasePage } from './passphrase.tsx'
import { SecondFactorPage } from './second-factor.tsx'
import { passCookies } from './sign-in.tsx'
import { phrase } from '../../words/language.ts'

type AccountProps = {
  readonly person: Person
  readonly sessions: Awaited<ReturnType<typeof listSessions>>
  readonly keys: readonly KeyRow[]
  readonly madeKey: string | null
}
const minute = (at: Date) => at.toISOString().slice(0, 16).replace('T', ' ')

function AccountPage({ person, sessions, keys, madeKey }: AccountProps) {
  return (
    <Layout title="Your account">
      <div class="wrap page stack prose">
        <h1>{person.pseudonym}</h1>
        <p>
          Your role is {person.role}. <a href="/desk">The desk</a>
        </p>
        <form method="post" action="/sign-out">
          <button class="button quiet">Sign out</button>
        </form>
        {madeKey && (
          <p role="status">
            <b>Your new key, shown this once:</b> <code>{madeKey}</code>
          </p>
        )}
        <section class="stack tight" aria-labelledby="factor">
          <h2 id="factor">Second factor</h2>
          <p>
            {person.hasSecondFactor ? 'It is set up.' : 'It is not set up yet, so most of what your role may do is closed to you.'}{' '}
            <a href="/account/second-factor">{person.hasSecondFactor ? 'Set it up anew, with new recovery codes' : 'Set it up'}</a>
          </p>
        </section>
        <section class="stack tight" aria-labelledby="passphrase">
          <h2 id="passphrase">Passphrase</h2>
          <p>
            <a href="/account/passphrase">Change your passphrase</a>
          </p>
        </section>
        <section class="stack tight" aria-labelledby="visits">
          <h2 id="visits">Where you are signed in</h2>
          <ul class="stack tight">
            {sessions.map((session) => (
              <li>
                since {minute(session.createdAt)} UTC, last here {minute(session.updatedAt)}
                {session.id === person.sessionId ? (
                  ' (this one)'
                ) : (
                  <form class="inline" method="post" action="/account/visits">
                    {' '}
                    <button class="button quiet small" name="id" value={session.id}>
                      End it
                    </button>
                  </form>
                )}
              </li>
            ))}
          </ul>
          {sessions.length > 1 && (
            <form method="post" action="/account/visits">
              <button class="button quiet" name="id" value="others">
                End all others
              </button>
            </form>
          )}
        </section>
        <section class="stack tight" aria-labelledby="keys">
          <h2 id="keys">Keys for the API</h2>
          {keys.length === 0 ? (
            <p class="soft">You have none.</p>
          ) : (
            <ul class="stack tight">
              {keys.map((key) => (
                <li>
                  <b>{key.name}</b> ({key.scopes.join(', ')}),{' '}
                  {key.expiresAt ? phrase('until {expiresAt}', { expiresAt: minute(key.expiresAt).slice(0, 10) }) : 'without end'},{' '}
                  {key.lastUsedOn ? phrase('last used on {lastUsedOn}', { lastUsedOn: key.lastUsedOn }) : 'never used'}
                  <form class="inline" method="post" action="/account/keys/end">
                    {' '}
                    <button class="button quiet small" name="id" value={key.id}>
                      End it
                    </button>
                  </form>
                </li>
              ))}
            </ul>
          )}
          <details>
            <summary>Make a key</summary>
            <form method="post" action="/account/keys" class="stack tight">
              <label for="name">What it is for</label>
              <input id="name" name="name" required maxlength={80} />
              <fieldset>
                <legend>What it may do</legend>
                {Object.entries(SCOPES).map(([scope, permission]) => (
                  <label>
                    <input type="checkbox" name="scope" value={scope} /> {permission}
                  </label>
                ))}
              </fieldset>
              <label for="days">For how many days</label>
              <input id="days" name="days" type="number" min={1} max={730} value="90" />
              <button>Make it</button>
            </form>
          </details>
        </section>
        <section class="stack tight" aria-labelledby="data">
          <h2 id="data">What is kept of you</h2>
          <p>
            <a href="/account/data">All of it, as JSON</a>. No address and no browser is noted. What you decided stays under your pseudonym, since the record
            may not bend.
          </p>
          <details>
            <summary>Take your account away</summary>
            <form method="post" action="/account/leave">
              <button class="button quiet">Take it away for good</button>
            </form>
          </details>
        </section>
      </div>
    </Layout>
  )
}

/** The routes below /account. */
export function accountPages({
  accounts,
  whole,
  origin,
  now,
}: {
  readonly accounts: Accounts
  readonly whole: Db
  readonly origin: string
  readonly now: () => Date
}): Hono {
  const show = async (person: Person, madeKey: string | null) => (
    <AccountPage person={person} sessions={await listSessions(whole, person.id, now())} keys={await listKeys(whole, person.id)} madeKey={madeKey} />
  )
  return new Hono()
    .use(...ownForms(origin), known(accounts), async (c, next) => {
      const person = c.var.person
      if (person && person.scopes === null) return await next()
      if (c.req.method === 'GET') return c.redirect('/sign-in?to=/account', 303)
      throw new UnauthenticatedError('Sign in first.')
    })
    .get('/', async (c) => c.html(await show(personOf(c), null)))
    .get('/passphrase', (c) => c.html(<PassphrasePage problem={null} isChanged={false} />))
    .post('/passphrase', async (c) => {
      const form = await c.req.parseBody()
      const [present, next, again] = ['present', 'next', 'again'].map((name) => String(form[name] ?? '')) as [string, string, string]
      try {
        if (next !== again) throw new InvalidError('The new passphrase is not the same in both fields. Nothing was changed.')
        passCookies(c, await accounts.changePassphrase(personOf(c), present, next, c.req.raw.headers))
        return c.html(<PassphrasePage problem={null} isChanged />)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return refusedWith(c, error, <PassphrasePage problem={error.message} isChanged={false} />)
      }
    })
    .get('/second-factor', (c) => c.html(<SecondFactorPage begun={null} problem={null} />))
    .post('/second-factor', async (c) => {
      const { passphrase } = await c.req.parseBody()
      try {
        const begun = await accounts.beginSecondFactor(String(passphrase ?? ''), c.req.raw.headers)
        passCookies(c, begun.cookies)
        return c.html(<SecondFactorPage begun={begun} problem={null} />)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return refusedWith(c, error, <SecondFactorPage begun={null} problem={error.message} />)
      }
    })
    .post('/second-factor/confirm', async (c) => {
      const { code } = await c.req.parseBody()
      try {
        passCookies(c, (await accounts.giveCode(String(code ?? ''), c.req.raw.headers)).cookies)
        return c.redirect('/account', 303)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return refusedWith(c, error, <SecondFactorPage begun={null} problem={`${error.message} Set it up once more.`} />)
      }
    })
    .post('/visits', async (c) => {
      const { id } = await c.req.parseBody()
      const person = personOf(c)
      await transact(whole, (tx) => (id === 'others' ? endOtherSessions(tx, person.id, person.sessionId as string) : endSession(tx, person.id, String(id))))
      return c.redirect('/account', 303)
    })
    .post('/keys', async (c) => {
      const form = await c.req.parseBody({ all: true })
      const scopes = [form['scope'] ?? []].flat().map(String).filter(isScope)
      const days = Math.min(730, Math.max(1, Math.floor(Number(form['days'])) || 90))
      return c.html(await show(personOf(c), await accounts.makeKey(personOf(c), String(form['name'] ?? '').trim() || 'key', scopes, days)))
    })
    .post('/keys/end', async (c) => {
      await accounts.endKey(personOf(c), String((await c.req.parseBody())['id']))
      return c.redirect('/account', 303)
    })
    .get('/data', async (c) => {
      const person = personOf(c)
      const [row, sessions, keys] = [await findPerson(whole, person.id), await listSessions(whole, person.id, now()), await listKeys(whole, person.id)]
      c.header('Content-Disposition', 'attachment; filename="account.json"')
      return c.json({ account: row, visits: sessions, keys })
    })
    .post('/leave', async (c) => {
      await accounts.leaveForGood(personOf(c))
      return c.redirect('/', 303)
    })
}
