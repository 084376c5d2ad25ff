/** Layout: the frame of every page. */
import type { Child } from 'hono/jsx'
import type { HowMuch } from './made-up.tsx'
import { staticPath } from '../static.ts'
import { languageTag, phrase } from '../../words/language.ts'

const NAV = [
  ['/brands', 'Brands'],
  ['/targets', 'Near you'],
  ['/check', 'Check suppliers'],
  ['/programmes', 'Programmes'],
  ['/actions', 'Actions'],
  ['/how-we-grade', 'How we grade'],
] as const

type LayoutProps = {
  readonly title: string
  readonly description?: string
  readonly here?: string
  /** How much of what this page shows was made up for the demonstration. */
  readonly madeUp?: HowMuch
  /** A script of our own that makes this page easier; it must work without. */
  readonly script?: 'suggest.js' | 'reader.js' | 'review.js' | 'prove.js' | 'targets.js'
  /** The page is looked at again after so many seconds. */
  readonly refresh?: number | null
  /** Search engines are asked to leave it out. */
  readonly unlisted?: boolean
  /** A feed or calendar of what this page shows. */
  readonly feed?: string
  /** What other sites show of this page when somebody shares it. */
  readonly share?: { readonly url: string; readonly image: string; readonly oembed: string }
  readonly children?: Child
}

/** A whole page. One that shows anything made up says so at the top, and whether that is all of it. */
export function Layout({ title, description, here, madeUp = 'none', script, refresh = null, unlisted = false, feed, share, children }: LayoutProps) {
  return (
    <html lang={languageTag()}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{title === 'Unpick' ? title : phrase('{title} · Unpick', { title })}</title>
        {refresh !== null && <meta http-equiv="refresh" content={String(refresh)} />}
        {unlisted && <meta name="robots" content="noindex" />}
        {feed && <link rel="alternate" type={feed.includes('.ics') ? 'text/calendar' : 'application/atom+xml'} href={feed} />}
        {share && (
          <>
            <meta property="og:type" content="article" />
            <meta property="og:site_name" content="Unpick" />
            <meta property="og:title" content={title} />
            <meta property="og:description" content={description ?? ''} />
            <meta property="og:url" content={share.url} />
            <meta property="og:image" content={share.image} />
            <meta property="og:image:width" content="1200" />
            <meta property="og:image:height" content="630" />
            <meta name="twitter:card" content="summary_large_image" />
            <link rel="alternate" type="application/json+oembed" href={share.oembed} />
          </>
        )}
        {description && <meta name="description" content={description} />}
        <link rel="stylesheet" href={staticPath('unpick.css')} />
        <link rel="preload" as="font" type="font/woff2" href={staticPath('atkinson.woff2')} crossorigin="" />
        <link rel="preload" as="font" type="font/woff2" href={staticPath('atkinson-bold.woff2')} crossorigin="" />
        <link rel="icon" href={staticPath('icon.svg')} type="image/svg+xml" />
        {script && (
          <script
            defer
            src={staticPath(script)}
            data-leaflet={script === 'targets.js' ? staticPath('leaflet.js') : undefined}
            data-leaflet-style={script === 'targets.js' ? staticPath('leaflet.css') : undefined}
          ></script>
        )}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the page
        </a>
        <header class="top">
          <div class="wrap">
            <a class="mark" href="/" aria-label="Unpick, home">
              Unpick
              <Yarn />
            </a>
            <nav aria-label="Main">
              {NAV.map(([href, name]) => (
                <a href={href} aria-current={here === href ? 'page' : undefined}>
                  {name}
                </a>
              ))}
            </nav>
          </div>
        </header>
        {madeUp !== 'none' && (
          <aside class="notice" aria-label="Demonstration">
            <div class="wrap">
              <p>
                <b>Demonstration.</b>{' '}
                {madeUp === 'all'
                  ? 'Every company, report and scheme on this page was made up to show how Unpick works.'
                  : 'What is marked “made up” was made up to show how Unpick works. The rest of this page is real.'}{' '}
                <a href="/demonstration/about">Remove it and start for real</a>
              </p>
            </div>
          </aside>
        )}
        <main id="main">{children}</main>
        <footer>
          <div class="wrap">
            <p>“None found” never means clean. Targets are companies and public bodies, never a people.</p>
            <p>
              <a href="/how-we-grade">How we grade</a> · <a href="/lists">Official lists</a> · <a href="/corrections">Corrections</a> ·{' '}
              <a href="/workplaces">Workplaces</a> · <a href="/submit">Send evidence</a> · <a href="/data">Data and API</a> ·{' '}
              <a href="/data#wrong">Something wrong here? Tell us</a> · <a href="/about">About this instance</a>
            </p>
          </div>
        </footer>
      </body>
    </html>
  )
}

function Yarn() {
  return (
    <svg viewBox="0 0 68 22" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round">
      <path d="M2 16c10 0 12-12 22-12s8 14 18 14 12-8 24-8" />
    </svg>
  )
}
