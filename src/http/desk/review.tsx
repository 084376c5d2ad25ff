/** /desk/review: one claim at a time beside the words it rests on; everything by keyboard, with undo. */
import { phrase } from '../../words/language.ts'
import { Hono } from 'hono'
import type { Ruling } from '../../model/claim.ts'
import { ConflictError, ForbiddenError, InvalidError } from '../../errors.ts'
import { judge } from '../../resolve/judge.ts'
import { decideClaim } from '../../review/decide-claim.ts'
import { maskWords, paraphrase, refuseHidden } from '../../review/protect-queries.ts'
import { type Viewer, askAbout, countWaiting, findNextClaim, findReviewClaim, listLikeNames } from '../../review/queue-queries.ts'
import type { Person } from '../../accounts/person.ts'
import { mayDo, needs, personOf } from '../account/guard.ts'
import { viewerOf } from './confidential.ts'
import { correctClaim } from './correct.tsx'
import type { DeskDeps } from './deps.ts'
import { masksOf } from './evidence.tsx'
import { ReviewPage, type ReviewProps } from './review-page.tsx'

const MOST_PUT_OFF = 60
/** What is most often the reason, one key away. A reviewer may write their own. */
const REASONS: Readonly<Record<'accept' | 'reject', string>> = {
  accept: 'The quote says it, of the organisations named here.',
  reject: 'The quote does not say it.',
}

/** The routes below /desk/review. */
export function reviewPages({ whole, now }: DeskDeps): Hono {
  const idsOf = (text: unknown) =>
    String(text ?? '')
      .split(',')
      .filter((id) => /^clm_[a-f\d]+$/.test(id))
      .slice(-MOST_PUT_OFF)
  const waitingClaim = async (id: string, viewer: Viewer) => {
    const found = await findReviewClaim(whole, id, viewer)
    return found?.status === 'candidate' ? found : null
  }
  /** The next claim. One that somebody else decides between finding and showing it is passed over. */
  const nextClaim = async (viewer: Viewer, putOff: readonly string[], holds: boolean) => {
    for (;;) {
      const id = await findNextClaim(whole, viewer, putOff, holds)
      const claim = id ? await waitingClaim(id, viewer) : null
      if (claim || !id) return claim
    }
  }
  const show = async (person: Person, putOff: readonly string[], done: ReviewProps['done'], problem: string | null = null, chosen: string | null = null) => {
    const viewer = viewerOf(person)
    const claim = chosen ? await waitingClaim(chosen, viewer) : await nextClaim(viewer, putOff, mayDo(person, 'decide claims'))
    const likeNames = claim ? await listLikeNames(whole, [claim.subjectId, ...(claim.objectId ? [claim.objectId] : [])]) : []
    return (
      <ReviewPage
        likeNames={likeNames}
        claim={claim}
        waiting={await countWaiting(whole)}
        putOff={putOff}
        done={done}
        problem={problem}
        mayDecide={mayDo(person, 'decide claims')}
      />
    )
  }
  return new Hono()
    .get('/', async (c) => c.html(await show(personOf(c), idsOf(c.req.query('putoff')), null)))
    .post('/:id', needs('decide claims'), async (c) => {
      const form = await c.req.parseBody({ all: true })
      const [id, me, action, reason] = [
        c.req.param('id'),
        personOf(c),
        String(form['do'] ?? ''),
        String(form['reason'] ?? '')
          .trim()
          .slice(0, 1_000),
      ]
      const putOff = idsOf(form['putoff'])
      const rule = (ruling: Ruling, why: string) => decideClaim({ db: whole, now }, { claimId: id, ruling, decidedBy: me.pseudonym, reason: why })
      try {
        if (action === 'accept' || action === 'reject') await refuseHidden(whole, id, viewerOf(me))
        if (action === 'accept') {
          if (String(form['told'] ?? '').trim())
            await paraphrase({ db: whole, now }, { evidenceId: String(form['evidence']), words: String(form['told']), by: me.pseudonym })
          for (const [documentId, words] of masksOf(form['mask']))
            await maskWords({ db: whole, now }, { documentId, words, reason: 'A private person’s name.', by: me.pseudonym })
        }
        if (action === 'accept' || action === 'reject') {
          await rule(action, reason || REASONS[action])
          return c.html(await show(me, putOff, { id, said: action === 'accept' ? 'Accepted' : 'Rejected' }))
        }
        if (action === 'same' || action === 'different') {
          if (!mayDo(me, 'judge names')) throw new ForbiddenError('Your role may not judge names.')
          const [oneId, otherId] = [String(form['one'] ?? ''), String(form['other'] ?? '')]
          const why =
            action === 'same'
              ? 'Judged one in review, by the names and what is claimed of them.'
              : 'Judged two in review, by the names and what is claimed of them.'
          await judge({ db: whole, now }, { oneId, otherId, ruling: action, decidedBy: me.pseudonym, reason: why })
          return c.html(await show(me, putOff, null, null, id))
        }
        if (action === 'correct') {
          await correctClaim({ whole, now }, id, form, viewerOf(me))
          return c.html(await show(me, putOff, { id, said: 'Put right' }))
        }
        if (action === 'undo') {
          await rule('reopen', 'Taken back at once by whoever decided it.')
          return c.html(await show(me, putOff, null, null, id))
        }
        if (action === 'ask') {
          if (!reason) throw new InvalidError('Write the question into the field first.')
          await askAbout(whole, id, me.pseudonym, reason, now())
          return c.html(await show(me, putOff, null))
        }
        if (action === 'later') return c.html(await show(me, [...putOff, id], null))
        throw new InvalidError('Choose accept, correct, reject, ask or later.')
      } catch (error) {
        if (error instanceof ConflictError)
          return c.html(await show(me, putOff, null, phrase('{message} Here is the next one.', { message: error.message })), 409)
        throw error
      }
    })
}
