/** /about: who runs this instance, where to write, and what the law asks it to say. */
import { Hono } from 'hono'
import type { Settings } from '../../model/settings.ts'
import { getSettings } from '../../publish/read-queries.ts'
import { Layout } from '../components/layout.tsx'
import type { WebDeps } from '../deps.ts'
import { phrase } from '../../words/language.ts'

function AboutPage({ settings, contact }: { readonly settings: Settings; readonly contact: string }) {
  const address = settings.contact || contact
  return (
    <Layout title="About this instance">
      <div class="wrap page stack prose">
        <h1>About this instance</h1>
        <p class="lead">
          {settings.name ? phrase('{name} runs this Unpick.', { name: settings.name }) : 'Whoever runs this Unpick has not said who they are yet.'} Unpick is
          free software: anybody may run one.
        </p>
        <p>Write to: {/^[^\s@]+@[^\s@]+$/.test(address) ? <a href={`mailto:${address}`}>{address}</a> : address}</p>
        {settings.legalNotice
          .split(/\n\s*\n/)
          .filter(Boolean)
          .map((paragraph) => (
            <p class="text-kept">{paragraph}</p>
          ))}
        <h2>What is kept of visitors</h2>
        <p>
          Nothing. No cookie is set, no address is written down, and nothing is loaded from anybody else. Whoever signs in gets one cookie, which ends with the
          visit.
        </p>
        <h2>If you are a company named here</h2>
        <p>
          Open the claim and choose <b>Answer this claim</b>. Your answer is published beside it, at the same size. What turns out wrong is withdrawn, and{' '}
          <a href="/corrections">its page says so</a>.
        </p>
      </div>
    </Layout>
  )
}

export function aboutPages({ db, contact }: WebDeps): Hono {
  return new Hono().get('/about', async (c) => c.html(<AboutPage settings={await getSettings(db)} contact={contact} />))
}
