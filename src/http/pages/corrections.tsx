/** /corrections: what was contested, upheld or withdrawn after it was published, with a feed. Nothing leaves this list. */
import { generateAtomFeed } from 'feedsmith'
import { Hono } from 'hono'
import { dayText } from '../../model/day.ts'
import { type Correction, listCorrections } from '../../publish/correction-queries.ts'
import { Layout } from '../components/layout.tsx'
import type { WebDeps } from '../deps.ts'

const MOST = 200
const SAID: Readonly<Record<Correction['ruling'], string>> = { contest: 'Contested', uphold: 'Upheld', retract: 'Withdrawn' }

export function CorrectionsPage({ corrections }: { readonly corrections: readonly Correction[] }) {
  return (
    <Layout title="Corrections" madeUp={corrections.some(({ demonstration }) => demonstration)}>
      <div class="wrap page stack prose">
        <h1>Corrections</h1>
        <p class="soft">
          What was contested, upheld or withdrawn after it was published. A withdrawn claim keeps its address, with the reason.{' '}
          <a href="/corrections.atom">As a feed</a>
        </p>
        {corrections.length === 0 ? (
          <p>Nothing has been contested or withdrawn so far.</p>
        ) : (
          <ol class="plain stack">
            {corrections.map((each) => (
              <li class="stack tight">
                <span>
                  <b>{SAID[each.ruling]}</b> on {dayText(each.at.slice(0, 10))}: <a href={`/claims/${each.claim}`}>{each.statement}</a>
                </span>
                <span class="soft">{each.reason}</span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Layout>
  )
}

/** The page and its feed. */
export function correctionPages({ db, origin, now }: WebDeps): Hono {
  return new Hono()
    .get('/corrections', async (c) => c.html(<CorrectionsPage corrections={await listCorrections(db, MOST)} />))
    .get('/corrections.atom', async (c) => {
      const corrections = await listCorrections(db, MOST)
      const feed = generateAtomFeed({
        id: `${origin}/corrections`,
        title: { value: 'Unpick: corrections' },
        updated: new Date(corrections[0]?.at ?? now()),
        links: [{ href: `${origin}/corrections.atom`, rel: 'self' }, { href: `${origin}/corrections` }],
        entries: corrections.map((each) => ({
          id: `${origin}/claims/${each.claim}#${each.ruling}-${each.at}`,
          title: { value: `${SAID[each.ruling]}: ${each.statement}` },
          updated: new Date(each.at),
          links: [{ href: `${origin}/claims/${each.claim}` }],
          summary: { value: each.reason },
          authors: [{ name: 'Unpick' }],
        })),
      })
      return c.body(feed, 200, { 'Content-Type': 'application/atom+xml; charset=utf-8' })
    })
}
