/** A ballot at the desk: the fields that open one, and the page on which a seat votes. */
import type { Person } from '../../accounts/person.ts'
import type { BallotRow, BallotSeat } from '../../campaigns/ballot-queries.ts'
import { InvalidError } from '../../errors.ts'
import { ruleText } from '../../model/ballot.ts'
import { londonInstant } from '../../model/when.ts'
import { mayDo } from '../account/guard.ts'
import { Field, Tick } from '../components/field.tsx'
import { countText, whenText } from '../components/words.ts'
import { DeskFrame } from './frame.tsx'

/** What every ballot needs: why, until when, secret or open. */
export function BallotFields({ id }: { readonly id: string }) {
  return (
    <>
      <Field id={`reason-${id}`} name="reason" label="Why the committee is asked" required most={1_000} rows={2} />
      <Field
        id={`closes-${id}`}
        name="closes"
        label="Open until"
        type="datetime-local"
        required
        hint="By the clocks of London. It is counted earlier when every seat has voted."
      />
      <Tick id={`secret-${id}`} name="secret" label="Secret: nobody can see who voted how, and a vote cannot be changed" />
    </>
  )
}

/** What a form says of a ballot. @throws InvalidError for a time that is none */
export function ballotFieldsOf(field: (name: string) => string): { reason: string; isSecret: boolean; closesAt: Date } {
  const closesAt = londonInstant(field('closes'))
  if (!closesAt) throw new InvalidError('Say until when the ballot is open: a day and a time.')
  return { reason: field('reason'), isSecret: field('secret') === 'yes', closesAt }
}

type BallotProps = {
  readonly ballot: BallotRow
  readonly seats: readonly BallotSeat[]
  readonly own: BallotSeat | null
  readonly person: Person
  readonly isOver: boolean
}

/** A ballot that is open: what is asked, and the buttons to vote. */
export function BallotDeskPage({ ballot, seats, own, person, isOver }: BallotProps) {
  const mayVote = own !== null && !isOver && mayDo(person, 'vote') && !(ballot.isSecret && own.hasVoted)
  return (
    <DeskFrame title={ballot.question} back={['/desk/committee', 'Committee']}>
      <p>{ballot.reason}</p>
      <p class="soft">
        Asked by {ballot.openedBy}. Open until {whenText(ballot.closesAt.toISOString())}. It is carried by {ruleText(ballot)}.{' '}
        {ballot.isSecret ? 'It is secret: only how many voted how is kept.' : 'It is open: how each seat voted is shown once it is counted.'}
      </p>
      <p>
        {seats.filter(({ hasVoted }) => hasVoted).length} of {countText(seats.length, 'seat')} have voted.
      </p>
      {own?.choice && <p role="status">Your seat has voted: {own.choice}.</p>}
      {own?.hasVoted && ballot.isSecret && <p role="status">Your seat has voted.</p>}
      {own === null && <p class="soft">You hold no seat in this ballot.</p>}
      {isOver && <p>It is closed, and counted within a minute.</p>}
      {mayVote && (
        <form method="post" action={`/desk/committee/ballots/${ballot.id}`} class="pair">
          <button name="choice" value="yes">
            Yes
          </button>
          <button name="choice" value="no">
            No
          </button>
          <button class="button quiet" name="choice" value="abstain">
            Abstain
          </button>
        </form>
      )}
    </DeskFrame>
  )
}
