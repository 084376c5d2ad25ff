/** Action: a dated event in a list. */
import { repeatsText } from '../../model/when.ts'
import type { ActionAhead } from '../../publish/read-campaign-queries.ts'
import type { ActionRecord } from '../../model/campaign-record.ts'
import { MadeUpMark } from './made-up.tsx'
import { whenText } from './words.ts'
import { phrase } from '../../words/language.ts'

/** An action in a list, with its next day. */
export function ActionItem({ action }: { readonly action: ActionRecord & Partial<Pick<ActionAhead, 'next'>> }) {
  const next = action.next ?? action.starts
  return (
    <li class={action.state === 'cancelled' ? 'called-off' : undefined}>
      <time class="when" datetime={next}>
        {whenText(next)}
      </time>
      <a href={`/actions/${action.id}`}>{action.title}</a>
      <MadeUpMark of={action} />
      <span class="small soft">
        {[action.place, action.town].filter(Boolean).join(', ')}
        {action.repeats && phrase('. Comes again {repeats}', { repeats: repeatsText(new Date(action.starts), action.repeats) })}
        {action.state === 'cancelled' && '. Called off'}
      </span>
      {action.brand && (
        <span class="small">
          <a href={`/brands/${action.brand.slug}`}>Why {action.brand.name}</a>
        </span>
      )}
    </li>
  )
}
