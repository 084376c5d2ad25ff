/** /desk/claims: claims of any status, and one with its whole record: rule on it, tell the company, put it right, mask names. */
import { phrase } from '../../words/language.ts'
import { Hono } from 'hono'
import type { Person } from '../../accounts/person.ts'
import { InvalidError, NotFoundError } from '../../errors.ts'
import { dayText } from '../../model/day.ts'
import { ClaimStatus, PREDICATE_WORDS, Ruling } from '../../model/claim.ts'
import { decideClaim } from '../../review/decide-claim.ts'
import { notifyCompany } from '../../review/notify-company.ts'
import { maskWords, paraphrase, refuseHidden } from '../../review/protect-queries.ts'
import { type ReviewClaim, listClaims, listDecisions } from '../../review/queries.ts'
import { type QueueClaim, findReviewClaim } from '../../review/queue-queries.ts'
import { type Notice, listNotices } from '../../review/reply-queries.ts'
import { mayDo, needs, personOf } from '../account/guard.ts'
import { Layout } from '../components/layout.tsx'
import { MadeUpMark, madeUpOf } from '../components/made-up.tsx'
import { RULED } from '../components/words.ts'
import { MaskForm, Notify, Paraphrase, Rule, Sent } from './claim-forms.tsx'
import { viewerOf } from './confidential.ts'
import { CorrectForm, correctClaim } from './correct.tsx'
import type { DeskDeps } from './deps.ts'
import { DeskEvidence } from './evidence.tsx'

const MOST = 100
type ClaimProps = {
  readonly claim: QueueClaim
  readonly decisions: Awaited<ReturnType<typeof listDecisions>>
  readonly notices: readonly Notice[]
  readonly sent: { readonly text: string; readonly to: string } | null
  readonly mayDecide: boolean
  readonly today: string
}

function ClaimPage({ claim, decisions, notices, sent, mayDecide, today }: ClaimProps) {
  const isPublic = claim.status !== 'candidate' && claim.status !== 'rejected'
  return (
    <Layout title="A claim at the desk" madeUp={madeUpOf([claim])}>
      <div class="wrap page reader">
        <div class="stack">
          <p>
            <a href="/desk">The desk</a> · <a href={`/desk/claims?status=${claim.status}`}>Claims that are {claim.status}</a>
            {isPublic && (
              <>
                {' '}
                · <a href={`/claims/${claim.id}`}>as everyone sees it</a>
              </>
            )}
          </p>
          {sent && <Sent text={sent.text} to={sent.to} />}
          {claim.evidence.length === 0 && <p class="soft">You may not see what it rests on.</p>}
          {claim.evidence.map((each) => (
            <>
              <DeskEvidence evidence={each} named={[claim.subject, claim.object]} />
              {each.confidential && mayDecide && <Paraphrase id={claim.id} evidence={each.id} words={each.paraphrase} />}
            </>
          ))}
        </div>
        <section class="stack tight found" aria-labelledby="claim">
          <p class="soft small">{claim.status}</p>
          <h1 id="claim" class="step-1">
            {claim.subject} {PREDICATE_WORDS[claim.predicate]} {claim.object}
          </h1>
          <section class="stack tight" aria-labelledby="record">
            <h2 id="record" class="step-1">
              What was done
            </h2>
            {decisions.length + notices.length === 0 && <p class="soft">Nothing yet.</p>}
            <ol class="plain small">
              {decisions.map((each) => (
                <li>
                  <span>
                    <b>{dayText(each.decidedAt.toISOString())}</b>: {RULED[each.ruling]} by {each.decidedBy}
                  </span>
                  <span class="soft">{each.reason}</span>
                </li>
              ))}
              {notices.map((each) => (
                <li>
                  <span>
                    <b>{dayText(each.sentOn)}</b>: {each.organisation} was told by {each.sentBy}, at {each.sentTo}; to answer by {dayText(each.answerBy)}
                    {each.answerBy < today && <b>, which has passed</b>}
                  </span>
                </li>
              ))}
            </ol>
          </section>
          {mayDecide && (
            <>
              <Rule claim={claim} />
              {claim.status !== 'rejected' && claim.status !== 'retracted' && (
                <>
                  <Notify claim={claim} today={today} />
                  <CorrectForm claim={claim} action={`/desk/claims/${claim.id}`} />
                  <MaskForm claim={claim} />
                </>
              )}
            </>
          )}
        </section>
      </div>
    </Layout>
  )
}

function ClaimsPage({ claims, status, about }: { readonly claims: readonly ReviewClaim[]; readonly status: ClaimStatus; readonly about: string }) {
  return (
    <Layout title="Claims" madeUp={madeUpOf(claims)}>
      <div class="wrap page stack">
        <p>
          <a href="/desk">The desk</a>
        </p>
        <h1>Claims</h1>
        <form class="row search" method="get" action="/desk/claims" role="search">
          <input name="about" value={about} aria-label="A name in it" placeholder="A name in it" />
          <select name="status" aria-label="Status">
            {ClaimStatus.options.map((each) => (
              <option value={each} selected={each === status}>
                {each}
              </option>
            ))}
          </select>
          <button>Look</button>
        </form>
        {claims.length === 0 ? (
          <p>
            None is {status}
            {about && phrase(' and names “{about}”', { about })}.
          </p>
        ) : (
          <ul class="plain">
            {claims.map((claim) => (
              <li>
                <a href={`/desk/claims/${claim.id}`}>
                  {claim.subject} {PREDICATE_WORDS[claim.predicate as keyof typeof PREDICATE_WORDS]} {claim.object}
                </a>
                <MadeUpMark of={claim} />
                <span class="small soft">{claim.document}</span>
              </li>
            ))}
          </ul>
        )}
        {claims.length === MOST && <p class="soft">The first {MOST}. Give a name to find others.</p>}
      </div>
    </Layout>
  )
}

/** The routes below /desk/claims. */
export function claimDeskPages({ whole, now, origin }: DeskDeps): Hono {
  const deps = { db: whole, now }
  const page = async (person: Person, id: string, sent: ClaimProps['sent'] = null) => {
    const claim = await findReviewClaim(whole, id, viewerOf(person))
    if (!claim) throw new NotFoundError('There is no such claim.')
    const [decisions, notices] = [await listDecisions(whole, id), await listNotices(whole, id)]
    return <ClaimPage {...{ claim, decisions, notices, sent }} mayDecide={mayDo(person, 'decide claims')} today={now().toISOString().slice(0, 10)} />
  }
  return new Hono()
    .get('/', async (c) => {
      const status = ClaimStatus.safeParse(c.req.query('status') ?? 'contested')
      if (!status.success) throw new InvalidError(`There is no such status. There are: ${ClaimStatus.options.join(', ')}.`)
      const about = (c.req.query('about') ?? '').trim().slice(0, 100)
      const seesConfidential = mayDo(personOf(c), 'see what is confidential')
      return c.html(
        <ClaimsPage
          claims={await listClaims(whole, { status: status.data, about: about || undefined, seesConfidential }, MOST)}
          status={status.data}
          about={about}
        />,
      )
    })
    .get('/:id', async (c) => c.html(await page(personOf(c), c.req.param('id'))))
    .post('/:id', needs('decide claims'), async (c) => {
      const [id, person, form] = [c.req.param('id'), personOf(c), await c.req.parseBody()]
      const field = (name: string) => (typeof form[name] === 'string' ? (form[name] as string).trim() : '')
      const by = person.pseudonym
      await refuseHidden(whole, id, viewerOf(person))
      if (field('do') === 'notify') {
        const [sentTo, organisationId] = [field('to'), field('organisation')]
        const { text } = await notifyCompany(deps, { claimId: id, organisationId, sentTo, sentOn: field('sent'), answerBy: field('by'), sentBy: by, origin })
        return c.html(await page(person, id, { text, to: sentTo }))
      }
      if (field('do') === 'rule') {
        const ruling = Ruling.exclude(['reopen']).safeParse(field('ruling'))
        if (!ruling.success) throw new InvalidError('Choose a ruling.')
        await decideClaim(deps, { claimId: id, ruling: ruling.data, decidedBy: by, reason: field('reason') })
      } else if (field('do') === 'correct') await correctClaim({ whole, now }, id, form, viewerOf(person))
      else if (field('do') === 'mask') await maskWords(deps, { documentId: field('document'), words: [field('words')], reason: 'A private person’s name.', by })
      else if (field('do') === 'paraphrase') await paraphrase(deps, { evidenceId: field('evidence'), words: field('words'), by })
      else throw new InvalidError('Choose what to do.')
      return c.redirect(`/desk/claims/${id}`, 303)
    })
}
