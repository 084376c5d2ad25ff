/** /desk/names: which organisations may be one under two names, and what was judged of them. */
import { Hono } from 'hono'
import { InvalidError } from '../../errors.ts'
import { type Ruling, judge } from '../../resolve/judge.ts'
import { type MergeSuggestion, reviewMerges } from '../../resolve/review-merges.ts'
import { type ListedJudgement, listJudgements } from '../../resolve/suggest-queries.ts'
import { needs, personOf } from '../account/guard.ts'
import { Layout } from '../components/layout.tsx'
import { countText } from '../components/words.ts'
import { minute } from './changes.tsx'
import type { DeskDeps } from './deps.ts'
import { phrase } from '../../words/language.ts'

const SHOWN = 30
const JUDGED_SHOWN = 30
const RULINGS: Readonly<Record<Ruling, string>> = { same: 'One organisation', different: 'Two', unsure: 'Unsure' }

type NamesProps = {
  readonly suggestions: readonly MergeSuggestion[]
  readonly total: number
  readonly judgements: readonly ListedJudgement[]
}

function NamesPage({ suggestions, total, judgements }: NamesProps) {
  return (
    <Layout title="Names that may be one">
      <div class="wrap page stack">
        <p class="soft">
          <a href="/desk">The desk</a>
        </p>
        <h1>Names that may be one</h1>
        <p class="lead">
          {total === 0
            ? 'No two organisations look like one.'
            : phrase(
                '{pair}. Those come first that would connect a brand with a programme or an official list. Naming an innocent supplier is the worse mistake: when in doubt, say so.',
                { pair: countText(total, 'pair') },
              )}
        </p>
        <ol class="list">
          {suggestions.map((suggestion) => (
            <li>
              <Suggestion suggestion={suggestion} />
            </li>
          ))}
        </ol>
        {total > suggestions.length && <p class="soft">{total - suggestions.length} more come after these.</p>}
        <section class="stack tight" aria-labelledby="judged">
          <h2 id="judged">Judged</h2>
          {judgements.length === 0 ? (
            <p class="soft">Nothing yet.</p>
          ) : (
            <ul>
              {judgements.map((each) => (
                <li>
                  <p>
                    <b>{each.left}</b> and <b>{each.right}</b>: {RULINGS[each.ruling as Ruling].toLowerCase()}
                    {!each.holds && ' (judged otherwise since)'}. {each.reason}{' '}
                    <span class="small soft">
                      {each.decidedBy}, {minute(each.decidedAt)}
                    </span>
                  </p>
                  {each.holds && each.ruling !== 'unsure' && (
                    <details>
                      <summary>Take it back</summary>
                      <JudgeForm leftId={each.leftId} rightId={each.rightId} rulings={[each.ruling === 'same' ? 'different' : 'same']} />
                    </details>
                  )}
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </Layout>
  )
}

function Suggestion({ suggestion: { left, right, reasons, score, verdict, connects } }: { readonly suggestion: MergeSuggestion }) {
  return (
    <div class="stack tight">
      <div class="sides">
        {[left, right].map((one) => (
          <div class="stack tight">
            <h2 class="big">{one.name}</h2>
            <p class="small soft">{[one.kind, one.country, one.place, countText(one.claims, 'claim'), ...one.identifiers].filter(Boolean).join(' · ')}</p>
            {one.names.length > 1 && <p class="small">Also {one.names.filter((name) => name !== one.name).join('; ')}</p>}
          </div>
        ))}
      </div>
      <p>
        {connects > 0 && <b>Would connect {countText(connects, 'brand')} with what is known. </b>}
        {verdict === 'match' ? 'Looks like a match' : 'Unsure'} ({score}): {reasons.join('; ')}.
      </p>
      <JudgeForm leftId={left.id} rightId={right.id} rulings={['same', 'different', 'unsure']} />
    </div>
  )
}

function JudgeForm({ leftId, rightId, rulings }: { readonly leftId: string; readonly rightId: string; readonly rulings: readonly Ruling[] }) {
  return (
    <form class="judge" method="post" action="/desk/names">
      <input type="hidden" name="one" value={leftId} />
      <input type="hidden" name="other" value={rightId} />
      <label>
        What you compared <input name="reason" required maxlength={1_000} autocomplete="off" />
      </label>
      <div class="pair">
        {rulings.map((ruling) => (
          <button name="ruling" value={ruling} class="button quiet small">
            {RULINGS[ruling]}
          </button>
        ))}
      </div>
    </form>
  )
}

/** The pages of names, below /desk/names. */
export function namesPages({ whole, now }: DeskDeps): Hono {
  return new Hono()
    .get('/', async (c) => {
      const [{ items, total }, judgements] = [await reviewMerges(whole, SHOWN), await listJudgements(whole, JUDGED_SHOWN)]
      return c.html(<NamesPage suggestions={items} total={total} judgements={judgements} />)
    })
    .post('/', needs('judge names'), async (c) => {
      const form = await c.req.parseBody()
      const field = (name: string) => (typeof form[name] === 'string' ? (form[name] as string).trim() : '')
      const ruling = field('ruling') as Ruling
      if (!(ruling in RULINGS)) throw new InvalidError('Say whether they are one organisation, two, or unsure.')
      await judge(
        { db: whole, now },
        { oneId: field('one'), otherId: field('other'), ruling, decidedBy: personOf(c).pseudonym, reason: field('reason').slice(0, 1_000) },
      )
      return c.redirect('/desk/names', 303)
    })
}
