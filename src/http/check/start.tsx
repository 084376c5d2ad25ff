/** /check: a list of suppliers, names, or an employer's name is checked; nothing of it is kept. */
import { type Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { type OwnChecks, listOwnChecks } from '../../checks/keep-check.ts'
import { InvalidError } from '../../errors.ts'
import { dayText } from '../../model/day.ts'
import { findSuppliers } from '../../publish/find-suppliers.ts'
import type { Suggestion } from '../../publish/match-names.ts'
import { phrase } from '../../words/language.ts'
import { known } from '../account/guard.ts'
import { LIST_KEY } from '../account/list-key.ts'
import { Field, fieldsOf } from '../components/field.tsx'
import { Layout } from '../components/layout.tsx'
import { workOf } from '../give/gate.ts'
import { MadeUpMark, madeUpAmong } from '../components/made-up.tsx'
import type { CheckPageDeps } from './deps.ts'
import { takeList } from './take-list.ts'

const MOST_CHOICES = 10

function CheckPage({
  own,
  choices = null,
  employer = '',
}: {
  readonly own: OwnChecks
  readonly choices?: readonly Suggestion[] | null
  readonly employer?: string
}) {
  return (
    <Layout title="Check suppliers" here="/check" script="prove.js" madeUp={madeUpAmong(choices ?? [])}>
      <div class="wrap page stack prose">
        <h1>Check suppliers</h1>
        <p class="lead">Hold your employer’s list of suppliers against the evidence: who is on an official list, who is linked to forced labour, and how.</p>
        {choices && <Choices choices={choices} employer={employer} />}
        <form method="post" action="/check" enctype="multipart/form-data" class="stack" data-prove>
          <section class="stack tight">
            <h2>A list</h2>
            <div class="field">
              <label for="file">A file: CSV, XLSX, XLS, ODS or PDF, 20 MB and 50,000 rows at most</label>
              <input id="file" name="file" type="file" accept=".csv,.tsv,.txt,.xlsx,.xls,.ods,.xlsm,.pdf" />
              <span class="small soft">Columns in any order and language. They are guessed, and you can correct them.</span>
            </div>
            <Field name="names" label="or names, one a line" rows={6} most={500_000} />
          </section>
          <section class="stack tight">
            <h2>Or only the employer</h2>
            <Field
              name="employer"
              label="Its name"
              value={employer}
              most={200}
              hint="A company, a council, a hospital trust, a university. What is checked then is whom it is known to buy from."
            />
          </section>
          <p>
            <button>Check</button>
          </p>
        </form>
        <section class="stack tight">
          <h2>What happens to your list</h2>
          <p>
            It is held in memory while you look at it, for an hour at most, and is then gone. It is written down only if you ask: then it is sealed with a key
            that stands in your link and nowhere else, and deleted on the day you choose.
          </p>
        </section>
        {own.lists.length + own.locked > 0 && (
          <section class="stack tight">
            <h2>Lists in your account</h2>
            <p class="small soft">Your passphrase is the only key to them, so nobody else can open them here. Their links open them too.</p>
            {own.locked > 0 && (
              <p role="status">
                This browser can’t open all of them. <a href="/sign-in?to=/check">Sign in again</a> with your passphrase.
              </p>
            )}
            <ul class="plain">
              {own.lists.map(({ token, title, expiresAt }) => (
                <li>
                  <a href={`/checks/${token}`}>{title}</a>
                  <span class="small soft">{phrase('kept until {day}', { day: dayText(expiresAt.toISOString()) })}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Layout>
  )
}

function Choices({ choices, employer }: { readonly choices: readonly Suggestion[]; readonly employer: string }) {
  if (choices.length === 0)
    return (
      <p role="status">
        <b>{phrase('Nothing is published here of “{employer}”.', { employer })}</b> Try another spelling, or check its list of suppliers.
      </p>
    )
  return (
    <section class="stack tight" role="status">
      <h2>{phrase('Which “{employer}”?', { employer })}</h2>
      <ul class="plain">
        {choices.map(({ id, name, kind, country, demonstration }) => (
          <li>
            <form method="post" action="/check" class="line">
              <input type="hidden" name="organisation" value={id} />
              <span>
                <b>{name}</b>
                <MadeUpMark of={{ demonstration }} /> <span class="small soft">{[kind, country].filter(Boolean).join(' · ')}</span>
              </span>
              <button class="button small quiet">Check whom it buys from</button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The routes by which a check begins. */
export function startPages(deps: CheckPageDeps): Hono {
  const { db, names, room, readTable, accounts, gate, whole, now, secret } = deps
  const ownOf = async (c: Context): Promise<OwnChecks> =>
    c.var.person && c.var.person.scopes === null
      ? await listOwnChecks({ db: whole, now, secret }, c.var.person.id, getCookie(c, LIST_KEY))
      : { lists: [], locked: 0 }
  const checkOrganisation = async (id: string): Promise<string> => {
    const { employer, table } = await findSuppliers(db, id)
    if (table.rows.length === 0)
      throw new InvalidError(`No supplier of ${employer} is published here yet. That is not the same as clean. If you have its list of suppliers, check that.`)
    return room.start(employer, table).token
  }
  return new Hono()
    .use('/check', known(accounts))
    .get('/check', async (c) => c.html(<CheckPage own={await ownOf(c)} />))
    .post('/check', async (c) => {
      gate.admit(workOf(c))
      const form = await c.req.parseBody()
      const field = fieldsOf(form)
      if (field('organisation')) return c.redirect(`/checks/${await checkOrganisation(field('organisation').slice(0, 100))}`, 303)
      const employer = field('employer').slice(0, 200)
      const isList = (form['file'] instanceof File && form['file'].size > 0) || field('names') !== ''
      if (employer && !isList) {
        const choices = (await names.suggest(employer, MOST_CHOICES)).filter(({ register }) => register === null)
        const same = choices.filter(({ name }) => name.toLowerCase() === employer.toLowerCase())
        if (same.length === 1) return c.redirect(`/checks/${await checkOrganisation((same[0] as Suggestion).id)}`, 303)
        return c.html(<CheckPage own={await ownOf(c)} choices={choices} employer={employer} />)
      }
      const { title, table } = await takeList(readTable, form['file'], field('names'))
      return c.redirect(`/checks/${room.start(title, table).token}`, 303)
    })
}
