/** /desk/committee: ballots that are open and those that were counted; the affiliated groups, and who holds their seats. */
import { Hono } from 'hono'
import type { Person } from '../../accounts/person.ts'
import { noteAudit } from '../../accounts/queries.ts'
import { admitFounding, leaveAsAffiliate, seatDelegate, unseatDelegate } from '../../campaigns/affiliates.ts'
import { type BallotRow, findBallot, listBallotRows, listBallotSeats } from '../../campaigns/ballot-queries.ts'
import { castVote, openBallot } from '../../campaigns/ballots.ts'
import { type AffiliateRow, countAffiliated, findSeat, listAffiliateRows } from '../../campaigns/campaign-queries.ts'
import { InvalidError, NotFoundError } from '../../errors.ts'
import { Choice, type Proposal } from '../../model/ballot.ts'
import { mayDo, needs, personOf } from '../account/guard.ts'
import { Choose, fieldsOf } from '../components/field.tsx'
import { countText, whenText } from '../components/words.ts'
import { safeHref } from '../safe-href.ts'
import { BallotDeskPage, BallotFields, ballotFieldsOf } from './ballot.tsx'
import type { DeskDeps } from './deps.ts'
import { DeskFrame } from './frame.tsx'
import { phrase } from '../../words/language.ts'

const MOST_BALLOTS = 100

type Seat = { readonly affiliate: string; readonly seat: number } | null
type CommitteeProps = {
  readonly ballots: readonly BallotRow[]
  readonly affiliates: readonly AffiliateRow[]
  readonly seat: Seat
  readonly person: Person
  readonly isFounding: boolean
}

function CommitteePage({ ballots, affiliates, seat, person, isFounding }: CommitteeProps) {
  const [open, counted] = [ballots.filter(({ closedAt }) => closedAt === null), ballots.filter(({ closedAt }) => closedAt !== null)]
  const mayRun = mayDo(person, 'run campaigns')
  return (
    <DeskFrame title="Committee">
      <p class="soft">
        {seat ? phrase('You hold seat {seat} of {affiliate}.', { seat: seat.seat, affiliate: seat.affiliate }) : 'You hold no seat.'}{' '}
        <a href="/desk/campaigns">Campaigns</a>
      </p>
      <section class="stack tight" aria-labelledby="open">
        <h2 id="open">Open ballots</h2>
        {open.length === 0 && <p class="soft">None. A ballot about a call is opened on the page of its campaign.</p>}
        <ul class="plain">
          {open.map((ballot) => (
            <li>
              <a class="who" href={`/desk/committee/ballots/${ballot.id}`}>
                {ballot.question}
              </a>
              <span class="small soft">
                until {whenText(ballot.closesAt.toISOString())}, {ballot.isSecret ? 'secret' : 'open'}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section class="stack tight" aria-labelledby="groups">
        <h2 id="groups">Groups</h2>
        {affiliates.length === 0 && (
          <p class="soft">
            None yet. Groups apply at <a href="/affiliates/apply">this address</a>.
          </p>
        )}
        {affiliates.map((group) => (
          <Group group={group} mayRun={mayRun} isFounding={isFounding} />
        ))}
      </section>
      {counted.length > 0 && (
        <section class="stack tight" aria-labelledby="counted">
          <h2 id="counted">Counted</h2>
          <ul class="plain">
            {counted.map((ballot) => (
              <li>
                <a href={`/ballots/${ballot.id}`}>{ballot.question}</a>
                <span class="small soft">
                  {ballot.result}: {ballot.yes} for, {ballot.no} against, {ballot.abstained} abstained, of {ballot.entitled}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </DeskFrame>
  )
}

function Group({ group, mayRun, isFounding }: { readonly group: AffiliateRow; readonly mayRun: boolean; readonly isFounding: boolean }) {
  const href = group.website && safeHref(group.website)
  const at = `/desk/committee/groups/${group.slug}`
  return (
    <article class="card stack tight" id={group.slug}>
      <h3>{group.name}</h3>
      <p class="soft">
        {group.kind}, {group.state}
        {group.state === 'affiliated' && `, ${countText(group.seats, 'seat')}`}
        {href && (
          <>
            {' · '}
            <a href={href} rel="noopener noreferrer">
              its page
            </a>
          </>
        )}
      </p>
      <p>{group.about}</p>
      {mayRun && group.contact && <p class="small">To reach it: {group.contact}</p>}
      {group.holders.length > 0 && (
        <ul class="plain">
          {group.holders.map((holder) => (
            <li class="line">
              <span>
                Seat {holder.seat}: <b>{holder.pseudonym}</b>
              </span>
              {mayRun && (
                <form class="inline" method="post" action={`${at}/unseat`}>
                  <button
                    class="button quiet small"
                    name="person"
                    value={holder.personId}
                    aria-label={phrase('Take {pseudonym} from the seat', { pseudonym: holder.pseudonym })}
                  >
                    Unseat
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayRun && group.state === 'affiliated' && (
        <form method="post" action={`${at}/seat`} class="row">
          <input name="person" aria-label={phrase('Pseudonym of a delegate of {name}', { name: group.name })} placeholder="Pseudonym" required maxlength={30} />
          <select name="seat" aria-label="Seat">
            {Array.from({ length: group.seats }, (_, i) => (
              <option value={String(i + 1)}>seat {i + 1}</option>
            ))}
          </select>
          <button>Seat</button>
        </form>
      )}
      {mayRun && group.state === 'affiliated' && (
        <details>
          <summary>It leaves</summary>
          <form method="post" action={`${at}/leave`} class="stack tight">
            <p>Its delegates lose their seats, and it stands under no new campaign. Votes that were cast stay.</p>
            <button>It has left</button>
          </form>
        </details>
      )}
      {mayRun && group.state === 'applied' && isFounding && (
        <form method="post" action={`${at}/admit`} class="stack tight">
          <p class="small soft">There is no committee to ask yet, so the first group is admitted here. This is noted.</p>
          <Seats id={`seats-${group.slug}`} />
          <button>Admit the founding group</button>
        </form>
      )}
      {mayRun && group.state === 'applied' && !isFounding && (
        <details>
          <summary>Ask the committee</summary>
          <form method="post" action={`${at}/ballot`} class="stack tight">
            <Seats id={`seats-${group.slug}`} />
            <BallotFields id={group.slug} />
            <button>Open the ballot</button>
          </form>
        </details>
      )}
    </article>
  )
}

const Seats = ({ id }: { readonly id: string }) => (
  <Choose id={id} name="seats" label="Seats" options={[1, 2, 3, 4, 5].map((n) => [String(n), countText(n, 'seat')] as const)} />
)

/** The routes below /desk/committee. */
export function committeePages({ whole, now }: DeskDeps): Hono {
  const deps = { db: whole, now }
  const run = needs('run campaigns')
  const back = (slug: string) => `/desk/committee#${slug}`
  return new Hono()
    .get('/', async (c) => {
      const person = personOf(c)
      return c.html(
        <CommitteePage
          ballots={await listBallotRows(whole, MOST_BALLOTS)}
          affiliates={await listAffiliateRows(whole)}
          seat={await findSeat(whole, person.id)}
          person={person}
          isFounding={(await countAffiliated(whole)) === 0}
        />,
      )
    })
    .get('/ballots/:id', async (c) => {
      const ballot = await findBallot(whole, c.req.param('id'))
      if (!ballot) throw new NotFoundError('There is no such ballot.')
      if (ballot.closedAt !== null) return c.redirect(`/ballots/${ballot.id}`, 303)
      const [seats, seat] = [await listBallotSeats(whole, ballot.id), await findSeat(whole, personOf(c).id)]
      const own = seats.find((each) => each.affiliateId === seat?.affiliateId && each.seat === seat.seat) ?? null
      return c.html(<BallotDeskPage ballot={ballot} seats={seats} own={own} person={personOf(c)} isOver={ballot.closesAt <= now()} />)
    })
    .post('/ballots/:id', needs('vote'), async (c) => {
      const choice = Choice.safeParse((await c.req.parseBody())['choice'])
      if (!choice.success) throw new InvalidError('Vote yes or no, or abstain.')
      const { id, pseudonym } = personOf(c)
      await castVote(deps, { ballotId: c.req.param('id'), personId: id, pseudonym, choice: choice.data })
      return c.redirect(`/desk/committee/ballots/${c.req.param('id')}`, 303)
    })
    .post('/groups/:slug/admit', run, async (c) => {
      const [slug, field] = [c.req.param('slug'), fieldsOf(await c.req.parseBody())]
      await admitFounding(deps, slug, seatsOf(field('seats')))
      await noteAudit(whole, personOf(c).pseudonym, 'admitted the founding group', slug)
      return c.redirect(back(slug), 303)
    })
    .post('/groups/:slug/ballot', run, async (c) => {
      const [slug, field] = [c.req.param('slug'), fieldsOf(await c.req.parseBody())]
      const proposal: Proposal = { kind: 'affiliate', seats: seatsOf(field('seats')) }
      const id = await openBallot(deps, { proposal, about: slug, ...ballotFieldsOf(field), openedBy: personOf(c).pseudonym })
      return c.redirect(`/desk/committee/ballots/${id}`, 303)
    })
    .post('/groups/:slug/seat', run, async (c) => {
      const [slug, field] = [c.req.param('slug'), fieldsOf(await c.req.parseBody())]
      await seatDelegate(deps, slug, field('person'), Number(field('seat')) || 0)
      await noteAudit(whole, personOf(c).pseudonym, `seated a delegate of ${slug}`, field('person'))
      return c.redirect(back(slug), 303)
    })
    .post('/groups/:slug/unseat', run, async (c) => {
      const [slug, field] = [c.req.param('slug'), fieldsOf(await c.req.parseBody())]
      await unseatDelegate(deps, slug, field('person'))
      await noteAudit(whole, personOf(c).pseudonym, `took a delegate of ${slug} from the seat`, null)
      return c.redirect(back(slug), 303)
    })
    .post('/groups/:slug/leave', run, async (c) => {
      await leaveAsAffiliate(deps, c.req.param('slug'))
      await noteAudit(whole, personOf(c).pseudonym, 'noted that a group left', c.req.param('slug'))
      return c.redirect('/desk/committee', 303)
    })
}

function seatsOf(text: string): number {
  const seats = Number(text)
  if (!Number.isInteger(seats) || seats < 1 || seats > 5) throw new InvalidError('A group has one to five seats.')
  return seats
}
