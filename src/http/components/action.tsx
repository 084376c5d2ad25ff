/** Action: a dated event in a list. */
import type { ActionRecord } from '../../model/profile.ts'
import { whenText } from './words.ts'

export function ActionItem({ action }: { readonly action: ActionRecord }) {
  return (
    <li>
      <time class="when" datetime={action.starts}>
        {whenText(action.starts)}
      </time>
      <span>{action.title}</span>
      <span class="small soft">
        {[action.place, action.town].filter(Boolean).join(', ')}
        {action.note && `. ${action.note}`}
      </span>
      {action.brand && (
        <span class="small">
          <a href={`/brands/${action.brand.slug}`}>Why {action.brand.name}</a>
        </span>
      )}
    </li>
  )
}
