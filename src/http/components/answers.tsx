/** Answers: what a brand says, and apart from it what its owners and others on its chains say. */
import { dayText } from '../../model/day.ts'
import type { BrandProfile, OtherResponse, Response } from '../../model/profile.ts'
import { phrase } from '../../words/language.ts'
import { safeHref } from '../safe-href.ts'
import { MadeUpMark } from './made-up.tsx'

/** The answers on a brand's page: its own first, then others', each by name. */
export function Answers({ profile }: { readonly profile: BrandProfile }) {
  return (
    <>
      <section class="stack" aria-labelledby="says">
        <h2 id="says">{phrase('What {brand} says', { brand: profile.name })}</h2>
        {profile.responses.length > 0 ? (
          profile.responses.map((response) => <Said response={response} />)
        ) : (
          <p class="soft">
            {phrase('{brand} has not answered yet.', { brand: profile.name })}
            {!profile.told && ' If they reply, we’ll publish it here in full.'}
          </p>
        )}
        {profile.told && (
          <p class="small soft">
            {profile.told.to.name} was last told of a claim on {dayText(profile.told.sent)}, and asked to answer by {dayText(profile.told.answerBy)}.
          </p>
        )}
        {profile.pledges.length > 0 && (
          <ul class="plain">
            {profile.pledges.map((pledge) => (
              <li>
                <a href={`/claims/${pledge.claim}`}>It promised: {pledge.text}</a>
              </li>
            ))}
          </ul>
        )}
      </section>
      {profile.otherResponses.length > 0 && (
        <section class="stack" aria-labelledby="others-say">
          <h2 id="others-say">What other companies say</h2>
          <p class="small soft">{phrase('These are not answers from {brand}.', { brand: profile.name })}</p>
          {profile.otherResponses.map((response) => (
            <OtherSaid response={response} brand={profile.name} />
          ))}
        </section>
      )}
    </>
  )
}

function Said({ response }: { readonly response: Response }) {
  const href = response.url === null ? null : safeHref(response.url)
  return (
    <div class="said">
      <p>{response.text}</p>
      <span class="small soft">
        {response.from}, {dayText(response.received)}.{response.told && phrase(' Told on {told}.', { told: dayText(response.told) })} {response.checked}{' '}
        {href && (
          <a href={href} rel="noopener noreferrer">
            Whole letter
          </a>
        )}{' '}
        {response.claim && <a href={`/claims/${response.claim}`}>The claim it answers</a>}
      </span>
    </div>
  )
}

function OtherSaid({ response, brand }: { readonly response: OtherResponse; readonly brand: string }) {
  const { by, relation } = response
  return (
    <div class="stack tight">
      <h3>
        <a href={`/organisations/${by.id}`}>{by.name}</a>
        <MadeUpMark of={by} />
        <span class="small soft">{relation === 'owner' ? phrase(', owner of {brand}', { brand }) : ', on a chain'}</span>
      </h3>
      <Said response={response} />
    </div>
  )
}
