/** /checks/:token/packs: what can be made of a check for a meeting, as pages, PDF and DOCX. */
import { type Context, Hono } from 'hono'
import { findStatement } from '../../checks/find-statement.ts'
import type { RunningCheck } from '../../checks/running.ts'
import { InvalidError, NotFoundError } from '../../errors.ts'
import { isDay } from '../../model/day.ts'
import { refuseFaults } from '../../model/guard.ts'
import { type Meeting, SECTORS, type Sector } from '../../model/meeting.ts'
import type { Pack } from '../../packs/pack.ts'
import { type CheckPackKind, makeCheckPack } from '../../packs/check-pack.ts'
import { CHECK_PACK_KINDS } from '../../packs/check-kinds.ts'
import { MEDIA_TYPES, renderPack } from '../../packs/render-pack.ts'
import { findPublicHead } from '../../publish/read-ledger-queries.ts'
import { inWords, phrase } from '../../words/language.ts'
import { say } from '../../words/say.ts'
import { Choose, Field, fieldsOf } from '../components/field.tsx'
import { Layout } from '../components/layout.tsx'
import { PackSheet } from '../components/pack-sheet.tsx'
import type { CheckPageDeps } from './deps.ts'
import { openCheck, rekeep, reportOf } from './open-check.ts'

const MOST_TEXT = 400_000
const SECTOR_WORDS: Readonly<Record<Sector, string>> = {
  '': 'another one',
  clothing: 'Clothing and shops',
  food: 'Food and catering',
  health: 'Health and care',
  building: 'Building and energy',
  electronics: 'Electronics and IT',
  transport: 'Ports, transport and warehouses',
  education: 'Schools and universities',
  council: 'Local government',
  pensions: 'Pension funds',
}
const NOBODY: Meeting = { employer: '', branch: '', day: '', sector: '', statement: null }

function CheckPacksPage({ check, at }: { readonly check: RunningCheck; readonly at: string }) {
  const meeting = check.meeting ?? NOBODY
  return (
    <Layout title="For the meeting" here="/check" unlisted>
      <div class="wrap page stack prose">
        <p>
          <a href={at}>Back to the check</a>
        </p>
        <h1>For the meeting</h1>
        <ul class="plain">
          {CHECK_PACK_KINDS.map(({ kind, label, about }) => (
            <li>
              <a class="who" href={`${at}/packs/${kind}`}>
                {inWords(label)}
              </a>
              <span class="small soft">{inWords(about)}</span>
            </li>
          ))}
        </ul>
        <section class="stack tight" aria-labelledby="whom">
          <h2 id="whom">For whom</h2>
          <p class="soft">What you give here stands in all of them. It is held with the list: in memory, or sealed with it if you keep it.</p>
          <form method="post" action={`${at}/packs`} enctype="multipart/form-data" class="stack tight">
            <Field name="employer" label="The employer" value={meeting.employer} most={200} />
            <Field name="branch" label="The branch" value={meeting.branch} most={200} />
            <Field name="day" label="The day of the meeting" type="date" value={meeting.day} />
            <Choose
              name="sector"
              label="The sector"
              options={SECTORS.map((sector) => [sector, inWords(SECTOR_WORDS[sector])] as const)}
              chosen={meeting.sector}
            />
            <details class="further" open={meeting.statement?.areas === null}>
              <summary>The employer’s modern slavery statement</summary>
              <div class="stack tight">
                <p class="small soft">{statementText(meeting)}</p>
                <Field name="statement" label="Its text, pasted" rows={6} most={MOST_TEXT} />
                <div class="field">
                  <label for="statement-file">or as a file: PDF, DOCX, HTML or text</label>
                  <input id="statement-file" name="statementFile" type="file" accept=".pdf,.docx,.html,.htm,.txt" />
                </div>
              </div>
            </details>
            <p>
              <button>Save, and look for the statement</button>
            </p>
          </form>
        </section>
      </div>
    </Layout>
  )
}

function statementText({ statement, employer }: Meeting): string {
  if (statement === null)
    return employer
      ? phrase('The registry here has no row for “{employer}”. Give its text, and the request quotes it.', { employer })
      : 'Give the employer’s name: it is looked for in the government’s registry.'
  if (statement.areas === null)
    return phrase('The registry has it ({url}), but nobody here has its text yet. Give its text, and the request quotes it.', { url: statement.url ?? '' })
  const lacking = statement.areas.filter(({ quotes }) => quotes.length === 0).length
  return phrase('Found: {title}. {lacking, plural, =0 {It speaks of every area.} one {On one area nothing was found.} other {On # areas nothing was found.}}', {
    title: statement.title,
    lacking,
  })
}

function CheckPackPage({ pack, at, label }: { readonly pack: Pack; readonly at: string; readonly label: string }) {
  return (
    <Layout title={inWords(label)} here="/check" unlisted>
      <div class="wrap page stack prose">
        <p class="no-print">
          <a href={at.replace(/\/[^/]+$/, '')}>For the meeting</a>
        </p>
        <h1 class="no-print">{inWords(label)}</h1>
        <p class="pair no-print">
          <a class="button small" href={`${at}.docx`}>
            DOCX
          </a>
          <a class="button small quiet" href={`${at}.pdf`}>
            PDF
          </a>
        </p>
        <PackSheet pack={pack} />
      </div>
    </Layout>
  )
}

/** The routes of a check’s packs. */
export function checkPackPages(deps: CheckPageDeps): Hono {
  const { room, whole, db, now, origin, readText } = deps
  const at = (c: Context) => `/checks/${c.req.param('token')}`
  const tokenOf = (c: Context) => c.req.param('token') as string
  const givenStatement = async (form: Readonly<Record<string, unknown>>): Promise<{ title: string; text: string } | null> => {
    const file = form['statementFile']
    if (file instanceof File && file.size > 0)
      return { title: file.name.slice(0, 100).toWellFormed(), text: await readText(new Uint8Array(await file.arrayBuffer()), file.name) }
    const text = fieldsOf(form)('statement').slice(0, MOST_TEXT)
    return text ? { title: phrase('as given by the branch'), text } : null
  }
  const packOf = async (token: string, kind: CheckPackKind): Promise<Pack> => {
    const { check, report } = await reportOf(deps, token)
    return makeCheckPack(kind, {
      report,
      meeting: check.meeting ?? NOBODY,
      say,
      origin,
      head: await findPublicHead(db),
      today: now().toISOString().slice(0, 10),
    })
  }
  return new Hono()
    .get('/checks/:token/packs', async (c) => {
      c.header('Cache-Control', 'no-store')
      return c.html(<CheckPacksPage check={await openCheck(deps, tokenOf(c))} at={at(c)} />)
    })
    .post('/checks/:token/packs', async (c) => {
      const before = (await openCheck(deps, tokenOf(c))).meeting
      const form = await c.req.parseBody()
      const field = fieldsOf(form)
      const [employer, branch, day] = [field('employer').slice(0, 200).toWellFormed(), field('branch').slice(0, 200).toWellFormed(), field('day')]
      for (const text of [employer, branch]) refuseFaults(text)
      if (day && !isDay(day)) throw new InvalidError('Give the day as 2026-12-03.')
      const sector = SECTORS.find((each) => each === field('sector')) ?? ''
      const given = await givenStatement(form)
      const isKept = given === null && before?.employer === employer && before.statement?.areas != null
      const statement = isKept ? (before as Meeting).statement : await findStatement(whole, employer, given)
      room.meet(tokenOf(c), { employer, branch, day, sector, statement })
      await rekeep(deps, tokenOf(c))
      return c.redirect(`${at(c)}/packs`, 303)
    })
    .get('/checks/:token/packs/:kind', async (c) => {
      const [, name = '', ending = null] = /^([a-z]+)(?:\.(pdf|docx))?$/.exec(c.req.param('kind')) ?? []
      const kind = CHECK_PACK_KINDS.find((each) => each.kind === name)
      if (!kind) throw new NotFoundError('There is nothing of this kind.')
      const pack = await packOf(tokenOf(c), kind)
      c.header('Cache-Control', 'no-store')
      if (ending !== 'pdf' && ending !== 'docx') return c.html(<CheckPackPage pack={pack} at={`${at(c)}/packs/${name}`} label={kind.label} />)
      return c.body(await renderPack(pack, ending, say), 200, {
        'Content-Type': MEDIA_TYPES[ending],
        'Content-Disposition': `${ending === 'docx' ? 'attachment' : 'inline'}; filename="${name}.${ending}"`,
      })
    })
}
