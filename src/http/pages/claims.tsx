/** /claims/:id: one claim, its quotes, what was decided, what the company says. A retracted claim leaves a plain statement here. */
import { Hono } from 'hono'
import { CREDIBILITY_WORDS, RELIABILITY_WORDS, parsePair, wordOf } from '../../model/grade.ts'
import type { ClaimRecord } from '../../model/profile.ts'
import { getClaim } from '../../publish/read-queries.ts'
import { verbOf } from '../../model/statement.ts'
import { EvidenceBlock } from '../components/evidence.tsx'
import { Grade } from '../components/grade.tsx'
import { Layout } from '../components/layout.tsx'
import { madeUpOf } from '../components/made-up.tsx'
import { EndName } from '../components/thread.tsx'
import { dayText, isDay } from '../../model/day.ts'
import { RULED, countText } from '../components/words.ts'
import type { WebDeps } from '../deps.ts'
import { phrase } from '../../words/language.ts'

export function ClaimPage({ claim }: { readonly claim: ClaimRecord }) {
  return (
    <Layout title={claim.statement} madeUp={madeUpOf([claim, claim.subject, claim.object])} description={claim.statement}>
      <div class="wrap page stack">
        {claim.status === 'retracted' ? <Tombstone claim={claim} /> : <Standing claim={claim} />}
        <section class="stack tight" aria-labelledby="history">
          <h2 id="history">Its history</h2>
          <ol class="plain">
            {historyOf(claim).map(({ at, what, why }) => (
              <li>
                <span>
                  <b>{dayText(at)}</b>, {what}
                </span>
                {why && <span class="soft">{why}</span>}
              </li>
            ))}
          </ol>
        </section>
        {claim.status !== 'retracted' && (
          <p>
            Is this about your company? <a href={`/claims/${claim.id}/reply`}>Answer this claim</a>
          </p>
        )}
        <p class="small soft">
          Claim <code>{claim.id}</code>. <a href={`/api/v1/claims/${claim.id}`}>As data</a> · <a href={`/desk/claims/${claim.id}`}>For reviewers</a>
        </p>
      </div>
    </Layout>
  )
}

type Event = { readonly at: string; readonly what: string; readonly why?: string }

/** Everything that happened to a claim, first to last. */
export function historyOf(claim: ClaimRecord): Event[] {
  const byDay = Map.groupBy(
    claim.evidence.filter(({ fetched }) => fetched !== null),
    ({ fetched, document }) => `${fetched?.slice(0, 10)} ${document?.id}`,
  )
  const events: Event[] = [
    ...[...byDay.values()].map(([first]) => ({
      at: first?.fetched ?? '',
      what: first?.stance === 'refutes' ? 'a copy was sealed of what speaks against it' : 'a copy was sealed of what it rests on',
      why: first?.document?.title ?? '',
    })),
    ...claim.decisions.map(({ at, ruling, by, reason }) => ({
      at,
      what: phrase('{more} by {more2}', { more: RULED[ruling] ?? ruling, more2: by.startsWith('rule: ') ? `the rule “${by.slice(6)}”` : by }),
      why: reason,
    })),
    ...claim.notices.map(({ sent, to, answerBy }) => ({
      at: sent,
      what: phrase('{name} was told, and asked to answer by {answerBy}', { name: to.name, answerBy: dayText(answerBy) }),
    })),
    ...claim.responses.map(({ received, by }) => ({ at: received, what: phrase('{from} answered', { from: by.name }) })),
    ...claim.grades.slice(1).map(({ since, grade }) => ({ at: since, what: grade ? phrase('graded {grade} from then on', { grade }) : 'graded no more' })),
  ]
  return events.toSorted((a, b) => a.at.localeCompare(b.at))
}

function Tombstone({ claim }: { readonly claim: ClaimRecord }) {
  const last = claim.decisions.findLast((decision) => decision.ruling === 'retract')
  return (
    <>
      <p class="soft">Withdrawn {last && dayText(last.at)}</p>
      <h1>We withdrew a claim about {claim.subject.name}</h1>
      <p class="lead">We had published: “{claim.statement}” That is withdrawn, and stands in no chain and no pack.</p>
      <p>{last?.reason}</p>
    </>
  )
}

function Standing({ claim }: { readonly claim: ClaimRecord }) {
  const pair = claim.grade ? parsePair(claim.grade) : null
  const supports = claim.evidence.filter((item) => item.stance === 'supports')
  const refutes = claim.evidence.filter((item) => item.stance === 'refutes')
  return (
    <>
      <p class="soft">One claim{claim.status === 'contested' && ', contested by the company'}</p>
      <h1 class="statement">
        <EndName end={claim.subject} /> <span class="does">{verbOf(claim, phrase)}</span> <EndName end={claim.object} />
      </h1>
      {claim.decisionDue && (
        <p>
          <b>Contested.</b> Somebody who has not decided on it before will rule on it by {dayText(claim.decisionDue)}.
        </p>
      )}
      <ul class="facts">
        {claim.period && <li>Speaks of {isDay(claim.period) ? dayText(claim.period) : claim.period}</li>}
        {claim.tier && <li>Tier {claim.tier}</li>}
        <li>{countText(supports.length, 'piece')} of evidence</li>
      </ul>
      {pair && (
        <section class="stack tight" aria-labelledby="grade">
          <h2 id="grade">Its grade</h2>
          <p>
            <Grade word={claim.status === 'contested' ? 'Contested' : (wordOf(pair) ?? 'Some')} pair={claim.grade} />
          </p>
          <p>
            <b>{pair.reliability}</b>: the most reliable publisher that says so is {RELIABILITY_WORDS[pair.reliability]}. <b>{pair.credibility}</b>:{' '}
            {CREDIBILITY_WORDS[pair.credibility]}. <a href="/how-we-grade">How to do this sum yourself</a>
          </p>
        </section>
      )}
      <section class="stack tight" aria-labelledby="evidence">
        <h2 id="evidence">The evidence</h2>
        {supports.map((item, i) => (
          <EvidenceBlock evidence={item} claim={claim.id} open={i < 3} others={supports} />
        ))}
      </section>
      {refutes.length > 0 && (
        <section class="stack tight" aria-labelledby="against">
          <h2 id="against">What speaks against it</h2>
          {refutes.map((item) => (
            <EvidenceBlock evidence={item} claim={claim.id} open others={refutes} />
          ))}
        </section>
      )}
      <section class="stack tight" aria-labelledby="says">
        <h2 id="says">What companies say</h2>
        {claim.responses.length === 0 ? (
          <p class="soft">
            No company has answered this claim.
            {claim.notices.map(({ to, sent, answerBy }) =>
              phrase(' {name} was told on {sent}, and asked to answer by {answerBy}.', { name: to.name, sent: dayText(sent), answerBy: dayText(answerBy) }),
            )}
          </p>
        ) : (
          claim.responses.map((response) => (
            <div class="said">
              <p>{response.text}</p>
              <span class="small soft">
                <a href={`/organisations/${response.by.id}`}>{response.by.name}</a>
                {response.from !== response.by.name && phrase(' (signed: {from})', { from: response.from })}, {dayText(response.received)}.
                {response.told && phrase(' Told on {told}.', { told: dayText(response.told) })} {response.checked}
              </span>
            </div>
          ))
        )}
      </section>
    </>
  )
}

export function claimPages({ db }: WebDeps): Hono {
  return new Hono().get('/:id', async (c) => c.html(<ClaimPage claim={await getClaim(db, c.req.param('id'))} />))
}
