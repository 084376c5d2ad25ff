/** Demands: what is demanded of a brand, and how each stands. */
import { dayText } from '../../model/day.ts'
import type { CampaignRecord } from '../../model/profile.ts'

const STATES: Readonly<Record<CampaignRecord['demands'][number]['state'], string>> = {
  open: 'open',
  promised: 'promised, not done',
  met: 'met',
  broken: 'promised, and broken',
}

export function DemandList({ demands }: { readonly demands: CampaignRecord['demands'] }) {
  return (
    <ol class="plain">
      {demands.map((demand) => (
        <li>
          <span>{demand.text}</span>
          <span class={`state ${demand.state}`}>
            {STATES[demand.state]} since {dayText(demand.since)}
          </span>
        </li>
      ))}
    </ol>
  )
}
