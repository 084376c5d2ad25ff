/** /embed/brands/:slug and /oembed: a brand's answer as a card that other sites show. */
import { Hono } from 'hono'
import { InvalidError, NotFoundError } from '../../errors.ts'
import { dayText } from '../../model/day.ts'
import type { BrandProfile } from '../../model/profile.ts'
import { getBrandProfile } from '../../publish/read-queries.ts'
import type { WebDeps } from '../deps.ts'
import { staticPath } from '../static.ts'

const WIDTH = 480
const HEIGHT = 260

function Card({ profile, origin }: { readonly profile: BrandProfile; readonly origin: string }) {
  const href = `${origin}/brands/${profile.slug}`
  return (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{profile.name} · Unpick</title>
        <link rel="stylesheet" href={staticPath('unpick.css')} />
      </head>
      <body class="embedded">
        <main class="card stack tight">
          <h1>
            <a href={href} target="_blank" rel="noopener">
              {profile.name}
            </a>
          </h1>
          <p>{profile.sentence}</p>
          <p>
            <a class="grade" href={href} target="_blank" rel="noopener">
              {profile.headline} {profile.grade && <i>{profile.grade}</i>}
            </a>
          </p>
          <p class="small soft">
            {profile.demonstration && 'Demonstration: made up. '}Unpick, {dayText(profile.updated)}. “None found” never means clean.
          </p>
        </main>
      </body>
    </html>
  )
}

export function sharePages({ db, origin }: WebDeps): Hono {
  return new Hono()
    .get('/embed/brands/:slug', async (c) => c.html(<Card profile={await getBrandProfile(db, c.req.param('slug'))} origin={origin} />))
    .get('/oembed', async (c) => {
      const url = c.req.query('url') ?? ''
      if (c.req.query('format') === 'xml') throw new InvalidError('Only JSON is spoken here. Ask with format=json.')
      const slug = URL.canParse(url) && new URL(url).origin === origin ? /^\/brands\/([^/]+)$/.exec(new URL(url).pathname)?.[1] : undefined
      if (slug === undefined) throw new NotFoundError('Give the address of a brand’s page here.')
      const profile = await getBrandProfile(db, decodeURIComponent(slug))
      const asked = Number(c.req.query('maxwidth')) || WIDTH
      const [width, tall] = [Math.max(200, Math.min(WIDTH, asked)), Math.max(120, Math.min(HEIGHT, Number(c.req.query('maxheight')) || HEIGHT))]
      const src = `${origin}/embed/brands/${encodeURIComponent(profile.slug)}`
      return c.json({
        version: '1.0',
        type: 'rich',
        provider_name: 'Unpick',
        provider_url: origin,
        title: `${profile.name}: ${profile.headline}`,
        width,
        height: tall,
        html: `<iframe src="${src}" width="${width}" height="${tall}" title="What Unpick knows of a brand" loading="lazy" referrerpolicy="no-referrer"></iframe>`,
      })
    })
}
