/** Thread: a chain drawn as a yarn from the brand to its end. To a screen reader it is an ordered list. */
import type { Chain, ChainStep, ClaimEnd } from '../../model/profile.ts'
import { verbOf } from '../../model/statement.ts'
import { EvidenceBlock } from './evidence.tsx'
import { Grade } from './grade.tsx'
import { MadeUpMark } from './made-up.tsx'
import { phrase } from '../../words/language.ts'

type ThreadProps = { readonly chain: Chain; readonly open?: boolean; readonly first?: boolean }

/** One chain with its steps, each opening to its quotes. */
export function Thread({ chain, open = false }: ThreadProps) {
  const last = chain.steps.at(-1) as ChainStep
  return (
    <article class={`chain ${chain.status}`}>
      <header>
        <h3>{chain.title}</h3>
        <Grade word={chain.word} pair={chain.grade} />
        {chain.status === 'historic' && <span class="small soft">historic: the buying has ended</span>}
        {chain.dueForReview && <span class="small soft">due for review: its newest evidence is over two years old</span>}
      </header>
      <ol class="thread">
        {chain.steps.map((step) => (
          <Step step={step} open={open} alone={chain.steps.length === 1} />
        ))}
        <li class="end">
          <Knot filled />
          <div>
            <EndName end={last.object} />
          </div>
          <p class="small soft">
            {chain.ends.kind === 'programme' ? (
              <>
                A programme of forced labour. <a href={`/programmes/${chain.ends.slug}`}>What is known of it</a>
              </>
            ) : (
              <>
                An official list. <a href={`/lists/${chain.ends.slug}`}>What it means to be on it</a>
              </>
            )}
          </p>
        </li>
      </ol>
    </article>
  )
}

function Step({ step, open, alone }: { readonly step: ChainStep; readonly open: boolean; readonly alone: boolean }) {
  const [strongest, ...others] = step.evidence
  const notes = [
    step.weakest && !alone && phrase('weakest step, {grade}: sets the grade', { grade: step.grade }),
    step.status === 'contested' && 'contested',
  ].filter(Boolean)
  return (
    <li class={step.status === 'contested' ? 'contested' : undefined}>
      <svg class="yarn" viewBox="0 0 24 100" preserveAspectRatio="none" aria-hidden="true">
        <path d="M12 0C4 22 4 30 12 50s8 28 0 50" vector-effect="non-scaling-stroke" />
      </svg>
      <Knot />
      <div>
        <EndName end={step.subject} />{' '}
        <a class="does" href={`/claims/${step.claim}`}>
          {verbOf(step, phrase)}
        </a>
        {notes.length > 0 && (
          <>
            {' '}
            <span class="weak">{notes.join(' · ')}</span>
          </>
        )}
      </div>
      {strongest && <EvidenceBlock evidence={strongest} claim={step.claim} open={open} />}
      {others.length > 0 && (
        <p class="small more">
          <a href={`/claims/${step.claim}`}>{others.length === 1 ? 'One more piece' : phrase('{others} more pieces', { others: others.length })} of evidence</a>
        </p>
      )}
    </li>
  )
}

function Knot({ filled = false }: { readonly filled?: boolean }) {
  return (
    <svg class={`knot${filled ? ' filled' : ''}`} viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="8.5" />
    </svg>
  )
}

/** A name that leads to what is known of it. */
export function EndName({ end }: { readonly end: ClaimEnd }) {
  const href = hrefOf(end)
  return (
    <>
      {href ? (
        <a class="who" href={href}>
          {end.name}
        </a>
      ) : (
        <span class="who">{end.name}</span>
      )}
      <MadeUpMark of={end} />
    </>
  )
}

/** The page of a claim's end, or null. */
export function hrefOf(end: ClaimEnd): string | null {
  if (end.kind === 'programme') return `/programmes/${end.slug}`
  if (end.kind === 'list') return `/lists/${end.slug}`
  if (end.kind === 'organisation') return end.slug ? `/brands/${end.slug}` : `/organisations/${end.id}`
  return null
}
