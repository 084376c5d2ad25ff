/** /organisations/:id: one organisation, its names, and every public claim about it. */
import { phrase } from '../../words/language.ts'
import { Hono } from 'hono'
import type { OrganisationRecord } from '../../model/profile.ts'
import { NotFoundError } from '../../errors.ts'
import { type Thing, findThings } from '../../publish/names-queries.ts'
import { REGISTERS, type Register } from '../../register/formats.ts'
import { getOrganisation } from '../../publish/read-queries.ts'
import { verbOf } from '../../model/statement.ts'
import { dayText } from '../../model/day.ts'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpOf } from '../components/made-up.tsx'
import { EndName } from '../components/thread.tsx'
import type { WebDeps } from '../deps.ts'

export function OrganisationPage({ organisation }: { readonly organisation: OrganisationRecord }) {
  const own = organisation.claims.filter((claim) => claim.subject.id === organisation.id)
  const others = organisation.claims.filter((claim) => claim.subject.id !== organisation.id)
  return (
    <Layout title={organisation.name} madeUp={madeUpOf([organisation, ...organisation.claims.flatMap(({ subject, object }) => [subject, object])])}>
      <div class="wrap page stack">
        <div class="stack tight">
          <p class="soft">{[organisation.kind, organisation.place, organisation.country].filter(Boolean).join(' · ')}</p>
          <h1>
            {organisation.name}
            <MadeUpMark of={organisation} />
          </h1>
          {organisation.names.length > 1 && <p class="soft">Also written {organisation.names.filter((name) => name !== organisation.name).join('; ')}</p>}
          {organisation.brand && (
            <p>
              <a href={`/brands/${organisation.brand}`}>Its profile as a brand</a>
            </p>
          )}
        </div>
        <Claims title="What is claimed of it" claims={own} none="No claim about it is public." />
        {others.length > 0 && <Claims title="Who is linked to it" claims={others} none="" />}
        {organisation.judged.length > 0 && (
          <section class="stack tight" aria-labelledby="names">
            <h2 id="names">What was judged of its names</h2>
            <ol class="plain">
              {organisation.judged.map((each) => (
                <li>
                  <span>
                    <b>{dayText(each.at)}</b>, “{each.name}”: {JUDGED[each.ruling] ?? each.ruling}, by {each.by}
                  </span>
                  <span class="soft">{each.reason}</span>
                </li>
              ))}
            </ol>
          </section>
        )}
        <p class="small soft">
          <a href={`/api/v1/organisations/${organisation.id}`}>This page as data</a>
        </p>
      </div>
    </Layout>
  )
}

const JUDGED: Readonly<Record<string, string>> = { same: 'the same', different: 'another one', unsure: 'left open' }

function Claims({ title, claims, none }: { readonly title: string; readonly claims: OrganisationRecord['claims']; readonly none: string }) {
  const id = title.toLowerCase().replaceAll(' ', '-')
  return (
    <section class="stack tight" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {claims.length === 0 ? (
        <p class="soft">{none}</p>
      ) : (
        <ul class="plain">
          {claims.map((claim) => (
            <li>
              <span>
                <EndName end={claim.subject} /> {verbOf(claim, phrase)} <EndName end={claim.object} />
              </span>
              <span class="small soft">
                {claim.status === 'published' ? claim.grade : claim.status} · <a href={`/claims/${claim.id}`}>evidence</a>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** An entry of a register: names to match by, and nothing claimed. */
export function EntryPage({ entry }: { readonly entry: Thing }) {
  const register = REGISTERS[entry.register as Register]
  return (
    <Layout title={entry.name}>
      <div class="wrap page stack">
        <div class="stack tight">
          <p class="soft">{[entry.kind, entry.country].filter(Boolean).join(' · ')}</p>
          <h1>{entry.name}</h1>
          {entry.names.length > 1 && <p class="soft">Also written {entry.names.filter((name) => name !== entry.name).join('; ')}</p>}
          {entry.address && <p>{entry.address}</p>}
          {entry.identifiers.length > 0 && <p class="small soft">{entry.identifiers.join(' · ')}</p>}
        </div>
        <p class="card">
          This is an entry in a register ({register ? `${register.title}, ${register.licence}` : entry.register}). It says that there is such a place, and
          nothing more: nothing is published here about it. That is not the same as clean.
        </p>
      </div>
    </Layout>
  )
}

export function organisationPages({ db }: WebDeps): Hono {
  return new Hono().get('/:id', async (c) => {
    const id = c.req.param('id')
    if (id.includes(':')) {
      const entry = (await findThings(db, [id])).get(id)
      if (!entry) throw new NotFoundError('There is no such entry in the registers here.')
      return c.html(<EntryPage entry={entry} />)
    }
    const organisation = await getOrganisation(db, id)
    return organisation.id === c.req.param('id')
      ? c.html(<OrganisationPage organisation={organisation} />)
      : c.redirect(`/organisations/${organisation.id}`, 308)
  })
}
