/** /brands/:slug/packs: leaflets, letters, motions, cards: what is handed out about a brand, as pages, PDF, documents and pictures. */
import { Hono } from 'hono'
import { NotFoundError } from '../../errors.ts'
import { refuseFaults } from '../../model/guard.ts'
import type { BrandProfile } from '../../model/profile.ts'
import { isTargetNow } from '../../model/target.ts'
import { PACK_KINDS } from '../../packs/kinds.ts'
import { type Pack, type PackKind, makePack } from '../../packs/pack.ts'
import { type Ending, MEDIA_TYPES, renderPack } from '../../packs/render-pack.ts'
import { renderText } from '../../packs/render-text.ts'
import { findPublicHead } from '../../publish/read-ledger-queries.ts'
import { getBrandProfile } from '../../publish/read-queries.ts'
import { languageTag } from '../../words/language.ts'
import { type Key, say } from '../../words/say.ts'
import { Layout } from '../components/layout.tsx'
import { madeUpOf } from '../components/made-up.tsx'
import { PackSheet } from '../components/pack-sheet.tsx'
import type { WebDeps } from '../deps.ts'

const MOST_KEPT = 100
/** Mail programs take addresses of about this length; longer letters are copied by hand. */
const LONGEST_MAIL = 7_500

const isPicture = ({ shape }: Pick<PackKind, 'shape'>) => shape === 'card' || shape === 'square'
const isLetter = ({ shape, kind }: Pick<PackKind, 'shape' | 'kind'>) => shape === 'letter' && (kind === 'letter' || kind === 'mp-letter')
const nameKey = (kind: string): Key => `${kind === 'mp-letter' ? 'mp' : kind}.name` as Key
const aboutKey = (kind: string): Key => `${kind === 'mp-letter' ? 'mp' : kind}.about` as Key
/** What may be handed out: leaflets and the like only about targets. */
const offered = (profile: BrandProfile, today: string) => PACK_KINDS.filter((kind) => kind.withoutLinks || isTargetNow(profile, today))

/** How much of a pack of a brand was made up: a made-up brand may be linked to a real programme. */
const shownOf = (profile: BrandProfile) => madeUpOf([profile, ...profile.chains.flatMap(({ steps }) => steps.map(({ object }) => object))])

function PacksPage({ profile, today }: { readonly profile: BrandProfile; readonly today: string }) {
  const kinds = offered(profile, today)
  return (
    <Layout title={say('packs.title', { brand: profile.name })} here="/brands" madeUp={shownOf(profile)}>
      <div class="wrap page stack prose">
        <p>
          <a href={`/brands/${profile.slug}`}>{profile.name}</a>
        </p>
        <h1>{say('packs.title', { brand: profile.name })}</h1>
        <p class="soft">{kinds.length === PACK_KINDS.length ? say('packs.intro') : say('packs.none', { brand: profile.name })}</p>
        <ul class="plain">
          {kinds.map(({ kind }) => (
            <li>
              <a class="who" href={`/brands/${profile.slug}/packs/${kind}`}>
                {say(nameKey(kind))}
              </a>
              <span class="small soft">{say(aboutKey(kind))}</span>
            </li>
          ))}
        </ul>
      </div>
    </Layout>
  )
}

type PackProps = { readonly pack: Pack; readonly profile: BrandProfile; readonly group: string; readonly at: string }

export function PackPage({ pack, profile, group, at }: PackProps) {
  const query = group ? `?${new URLSearchParams({ group })}` : ''
  const text = renderText(pack, say('notes.heading'))
  const mail = `mailto:?subject=${encodeURIComponent(pack.title)}&body=${encodeURIComponent(text)}`
  return (
    <Layout title={`${say(nameKey(pack.kind))}: ${profile.name}`} here="/brands" madeUp={shownOf(profile)}>
      <div class="wrap page stack prose">
        <p class="no-print">
          <a href={`/brands/${profile.slug}`}>{profile.name}</a> · <a href={`/brands/${profile.slug}/packs`}>{say('packs.back')}</a>
        </p>
        <h1 class="no-print">{say(nameKey(pack.kind))}</h1>
        <p class="pair no-print">
          {isPicture(pack) ? (
            <a class="button small" href={`${at}.png`}>
              {say('packs.png')}
            </a>
          ) : (
            <a class="button small" href={`${at}.pdf${query}`}>
              {say('packs.pdf')}
            </a>
          )}
          {pack.shape === 'letter' && (
            <a class="button small quiet" href={`${at}.docx${query}`}>
              {say('packs.docx')}
            </a>
          )}
          {isLetter(pack) && mail.length <= LONGEST_MAIL && (
            <a class="button small quiet" href={mail}>
              {say('packs.mail')}
            </a>
          )}
        </p>
        {pack.shape === 'letter' && (
          <form class="row search no-print" method="get" action={at}>
            <input name="group" value={group} maxlength={120} aria-label={say('packs.group')} placeholder={say('packs.group')} />
            <button>{say('packs.fill')}</button>
          </form>
        )}
        {isPicture(pack) && <img class="photo" src={`${at}.png`} alt={say('packs.alt', { brand: profile.name, word: profile.headline })} />}
        <PackSheet pack={pack} />
      </div>
    </Layout>
  )
}

export function packPages({ db, origin, now }: WebDeps): Hono {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>()
  return new Hono()
    .get('/:slug/packs', async (c) => c.html(<PacksPage profile={await getBrandProfile(db, c.req.param('slug'))} today={now().toISOString().slice(0, 10)} />))
    .get('/:slug/packs/:kind', async (c) => {
      const [, name = '', ending = null] = /^([a-z-]+)(?:\.(pdf|png|docx))?$/.exec(c.req.param('kind')) ?? []
      const profile = await getBrandProfile(db, c.req.param('slug'))
      const today = now().toISOString().slice(0, 10)
      const kind = offered(profile, today).find((each) => each.kind === name)
      if (!kind || (ending === 'png') !== (ending !== null && isPicture(kind)) || (ending === 'docx' && kind.shape !== 'letter'))
        throw new NotFoundError(`There is nothing of this kind to hand out about ${profile.name}.`)
      const group = (c.req.query('group') ?? '').trim().slice(0, 120).toWellFormed()
      refuseFaults(group)
      const head = await findPublicHead(db)
      const pack = makePack(kind, { profile, say, origin, group: group || null, head, today })
      if (ending === null) return c.html(<PackPage pack={pack} profile={profile} group={group} at={`/brands/${profile.slug}/packs/${kind.kind}`} />)
      const key = JSON.stringify([languageTag(), profile.slug, profile.updated, kind.kind, ending, group, head?.size, today])
      const found = kept.get(key) ?? (await renderPack(pack, ending as Ending, say))
      // Of groups there is no end: theirs do not take the place of what most people ask for.
      if (group === '') {
        kept.delete(key)
        kept.set(key, found)
        for (const old of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(old)
      }
      const file = `${profile.slug}-${kind.kind}.${ending}`.replace(/[^\w.-]+/g, '-')
      return c.body(found, 200, {
        'Content-Type': MEDIA_TYPES[ending as Ending],
        'Content-Disposition': `${ending === 'docx' ? 'attachment' : 'inline'}; filename="${file}"`,
      })
    })
}
