/** /corrections: what was contested, upheld or withdrawn after it was published, with a feed. Nothing leaves this list. */
import { Hono } from 'hono'
import { dayText } from '../../model/day.ts'
import { type Correction, listCorrections } from '../../publish/correction-queries.ts'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpOf } from '../components/made-up.tsx'
import type { WebDeps } from '../deps.ts'
import { answerFeed, markedTitle } from '../feed.ts'

const MOST = 200
const SAID: Readonly<Record<Correction['ruling'], string>> = { contest: 'Contested', uphold: 'Upheld', retract: 'Withdrawn' }

export function CorrectionsPage({ corrections }: { readonly corrections: readonly Correction[] }) {
  return (
    <Layout title="Corrections" madeUp={madeUpOf(corrections)}>
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
                  <MadeUpMark of={each} />
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
      return answerFeed(c, origin, {
        title: 'Unpick: corrections',
        self: '/corrections.atom',
        page: '/corrections',
        now: now(),
        entries: corrections.map((each) => ({
          id: `/claims/${each.claim}#${each.ruling}-${each.at}`,
          title: markedTitle(`${SAID[each.ruling]}: ${each.statement}`, each.demonstration),
          at: new Date(each.at),
          href: `/claims/${each.claim}`,
          summary: each.reason,
        })),
      })
    })
}
