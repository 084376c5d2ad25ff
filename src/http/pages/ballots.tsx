/** /ballots: what the committee was asked, and what came of it. */
import { Hono } from 'hono'
import type { BallotRecord } from '../../model/campaign-record.ts'
import { dayText } from '../../model/day.ts'
import { londonDay } from '../../model/when.ts'
import { getBallot, listBallots } from '../../publish/read-campaign-queries.ts'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpOf } from '../components/made-up.tsx'
import { countText, whenText } from '../components/words.ts'
import type { WebDeps } from '../deps.ts'
import { phrase } from '../../words/language.ts'

const MOST_BALLOTS = 200

/** Ballots in a list, each with what came of it. */
export const BallotList = ({ ballots }: { readonly ballots: readonly BallotRecord[] }) => (
  <ul class="plain">
    {ballots.map((ballot) => (
      <li>
        <a href={`/ballots/${ballot.id}`}>{ballot.question}</a>
        <MadeUpMark of={ballot} />
        <span class="small soft">{outcomeText(ballot)}</span>
      </li>
    ))}
  </ul>
)

function outcomeText({ result, count, closed, closes }: BallotRecord): string {
  if (!result || !count || !closed) return phrase('open until {closes}', { closes: whenText(closes) })
  const said = { carried: 'carried', lost: 'not carried', 'no quorum': 'too few seats voted' }[result]
  return phrase('{said}, {yes} to {no}, on {closed}', { said, yes: count.yes, no: count.no, closed: dayText(londonDay(new Date(closed))) })
}

function BallotsPage({ ballots }: { readonly ballots: readonly BallotRecord[] }) {
  return (
    <Layout title="Ballots" here="/actions" madeUp={madeUpOf(ballots)}>
      <div class="wrap page stack prose">
        <h1>Ballots</h1>
        <p class="soft">What the committee was asked, and what came of it. Each seat of an affiliated group has one vote. Every count is in the ledger.</p>
        {ballots.length === 0 ? <p>None was held yet.</p> : <BallotList ballots={ballots} />}
      </div>
    </Layout>
  )
}

export function BallotPage({ ballot }: { readonly ballot: BallotRecord }) {
  const { count } = ballot
  return (
    <Layout title={ballot.question} here="/actions" madeUp={madeUpOf([ballot])}>
      <div class="wrap page stack prose">
        <p class="soft">
          <a href="/ballots">Ballots</a>
        </p>
        <h1>
          {ballot.question}
          <MadeUpMark of={ballot} />
        </h1>
        <p>{ballot.reason}</p>
        <p class="say sentence">
          {outcomeText(ballot)}
          {count &&
            phrase(': {yes} for, {no} against, {abstained} abstained, {abstained2} did not vote', {
              yes: count.yes,
              no: count.no,
              abstained: count.abstained,
              abstained2: count.entitled - count.yes - count.no - count.abstained,
            })}
          .
        </p>
        <dl class="record">
          <dt>Opened</dt>
          <dd>{whenText(ballot.opened)}</dd>
          <dt>{ballot.closed ? 'Closed' : 'Closes'}</dt>
          <dd>{whenText(ballot.closed ?? ballot.closes)}</dd>
          <dt>Carried by</dt>
          <dd>{ballot.rule}</dd>
          <dt>Voted</dt>
          <dd>
            {ballot.turnout.voted} of {countText(ballot.turnout.seats, 'seat')}
          </dd>
          {ballot.campaign && (
            <>
              <dt>About</dt>
              <dd>
                <a href={`/campaigns/${ballot.campaign.slug}`}>{ballot.campaign.title}</a>
              </dd>
            </>
          )}
        </dl>
        {ballot.secret && <p class="soft">It {ballot.closed ? 'was' : 'is'} secret: only how many voted how is kept.</p>}
        {ballot.votes.length > 0 && (
          <section class="stack tight" aria-labelledby="votes">
            <h2 id="votes">How each seat voted</h2>
            <table>
              <thead>
                <tr>
                  <th scope="col">Group</th>
                  <th scope="col">Seat</th>
                  <th scope="col">Vote</th>
                </tr>
              </thead>
              <tbody>
                {ballot.votes.map(({ group, seat, choice }) => (
                  <tr>
                    <th scope="row">{group}</th>
                    <td>{seat}</td>
                    <td>{choice ?? <span class="soft">none</span>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </div>
    </Layout>
  )
}

export function ballotPages({ db }: WebDeps): Hono {
  return new Hono()
    .get('/ballots', async (c) => c.html(<BallotsPage ballots={await listBallots(db, { limit: MOST_BALLOTS })} />))
    .get('/ballots/:id', async (c) => c.html(<BallotPage ballot={await getBallot(db, c.req.param('id'))} />))
}
