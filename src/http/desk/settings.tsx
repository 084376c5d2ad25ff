/** /desk/settings: what this instance says of itself. */
import { Hono } from 'hono'
import { noteAudit } from '../../accounts/queries.ts'
import { InvalidError } from '../../errors.ts'
import { Settings } from '../../model/settings.ts'
import { findInstance } from '../../db/instance-queries.ts'
import { keepSettings } from '../../publish/keep-settings.ts'
import { needs, personOf } from '../account/guard.ts'
import { Field } from '../components/field.tsx'
import { Layout } from '../components/layout.tsx'
import type { DeskDeps } from './deps.ts'

function SettingsPage({ settings, isKept }: { readonly settings: Settings; readonly isKept: boolean }) {
  return (
    <Layout title="Settings">
      <div class="wrap page stack prose">
        <p>
          <a href="/desk">The desk</a> · <a href="/about">as everyone sees it</a>
        </p>
        <h1>Settings</h1>
        {isKept && <p role="status">Kept.</p>}
        <form method="post" action="/desk/settings" class="stack tight">
          <label for="name">Who runs this instance: a campaign, a union branch</label>
          <input id="name" name="name" maxlength={100} value={settings.name} />
          <label for="contact">Where to write: an address that several people read</label>
          <input id="contact" name="contact" maxlength={300} value={settings.contact} />
          <label for="legalNotice">Legal notice, as plain text. An empty line begins a paragraph</label>
          <textarea id="legalNotice" name="legalNotice" rows={10} maxlength={10_000}>
            {settings.legalNotice}
          </textarea>
          <Field name="quorumShare" label="Share of the seats that must vote in a ballot, from 0 to 1" value={String(settings.quorumShare)} required />
          <Field
            name="majorityShare"
            label="Share of the votes for and against that carries, from 0.5 to 1"
            value={String(settings.majorityShare)}
            hint="0.5: more for than against"
            required
          />
          <Field
            name="boycottShare"
            label="The same for a call to boycott"
            value={String(Math.round(settings.boycottShare * 10_000) / 10_000)}
            hint="0.6667: two thirds"
            required
          />
          <Field
            name="mapTiles"
            label="Where map tiles come from"
            value={settings.mapTiles}
            hint="https://…/{z}/{x}/{y}.png. Empty: maps are drawn here, and visitors’ browsers ask nobody else."
            most={300}
          />
          <Field name="mapCredit" label="Whom the tiles are credited to" value={settings.mapCredit} most={300} />
          <button>Keep</button>
        </form>
      </div>
    </Layout>
  )
}

/** The routes below /desk/settings. */
export function settingsPages({ whole }: DeskDeps): Hono {
  return new Hono()
    .use(needs('change settings'))
    .get('/', async (c) =>
      c.html(<SettingsPage settings={Settings.parse((await findInstance(whole, 'settings')) ?? {})} isKept={c.req.query('kept') !== undefined} />),
    )
    .post('/', async (c) => {
      const settings = Settings.safeParse(await c.req.parseBody())
      if (!settings.success)
        throw new InvalidError(
          `These settings cannot be kept: ${settings.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}.`,
        )
      await keepSettings(whole, settings.data)
      await noteAudit(whole, personOf(c).pseudonym, 'changed the settings', null)
      return c.redirect('/desk/settings?kept', 303)
    })
}
